"""What may still be said of a release of earlier."""

from __future__ import annotations

import json
from datetime import date

from claims.publishing.earlier import as_of_earlier, as_of_today
from tests.formats.build import QUOTED, TOMBSTONE, evidence, release

UNTIL = {**evidence()["rights"], "until": "2026-03-10"}


def test_words_whose_permission_ended_are_left_out_from_the_next_day_on() -> None:
    document = release(evidence=[evidence(rights=UNTIL), evidence(id="e2")])
    assert as_of_today(document, today=date(2026, 3, 10)) == document
    later = as_of_today(document, today=date(2026, 3, 11))
    assert [entry["passage"]["quote"] for entry in later["evidence"]] == [None, QUOTED]
    assert later["evidence"][0]["link"] == "https://courier.example/ferry"
    assert later["evidence"][0]["sourcing"]["source_words"] is None
    assert later["claim"] == document["claim"]


def test_a_wording_that_repeats_them_goes_with_them() -> None:
    document = release(claim=QUOTED, evidence=[evidence(rights=UNTIL)])
    later = as_of_today(document, today=date(2026, 3, 11))
    assert later["claim"] is None
    assert QUOTED not in json.dumps(later)


def test_an_earlier_version_quotes_no_more_than_the_current_one() -> None:
    earlier = release(claim=QUOTED, evidence=[evidence(), evidence(id="e2")], version=1)
    current = release(claim="In our words", evidence=[evidence(withheld=True)])
    said = as_of_earlier(earlier, current)
    assert QUOTED not in json.dumps(said)
    assert said["claim"] == "In our words"
    assert said["version"] == 1


def test_an_earlier_version_stays_as_it_was_while_its_words_may_leave() -> None:
    earlier = release(claim="The ferry broke down", version=1)
    assert as_of_earlier(earlier, release()) == earlier


def test_a_tombstone_has_nothing_to_leave_out() -> None:
    assert as_of_today(TOMBSTONE, today=date(2026, 3, 11)) == TOMBSTONE
