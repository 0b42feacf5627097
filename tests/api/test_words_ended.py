"""Words of pages leave only while they may: in the current release, earlier versions, lists, search and the feed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine

from claims.models import Claim, Evidence, Release, RightsRule, RightsStatement, User
from claims.review.dates import follow_dates
from claims.review.drain import drain
from claims.vocabulary import ReviewAction
from tests.api.build import get, token
from tests.review.build import QUOTED, logged, step, vetted

pytestmark = pytest.mark.django_db
LAST_DAY = date(2026, 3, 5)
SECRETS = (QUOTED, QUOTED.strip("“”"), "A source")
"""What is the page's own: the quotation, and its words for the source."""


def at(day: int, hour: int = 0, minute: int = 0) -> time_machine.travel:
    """A moment of March 2026."""
    return time_machine.travel(datetime(2026, 3, day, hour, minute, tzinfo=UTC), tick=False)


def terms_until(claim: Claim, day: date | None) -> None:
    RightsRule.objects.filter(statement__document__snapshots__passages__evidence__claim=claim).update(until=day)


@pytest.fixture
def ending(checker: User, editor: User) -> Iterator[Claim]:
    """A claim released twice, whose words may leave until the last day."""
    with at(2, 12):
        claim = logged(checker)
        terms_until(claim, LAST_DAY)
        drain(limit=1000)
        step(claim, ReviewAction.SUBMIT, checker)
        step(claim, ReviewAction.APPROVE, editor)
        step(claim, ReviewAction.REOPEN, None)
        yield claim


def everything(claim: Claim) -> dict[str, str]:
    """All ways by which a claim leaves, as text."""
    one, key = f"claims/{claim.public_id}", token()
    ways = ("claims", "claims?q=engines", one, f"{one}?version=1", f"{one}/why", "changes", "changes?limit=1")
    return {way: get(way, key=key).content.decode() for way in ways}


def leaking(said: dict[str, str]) -> dict[str, str]:
    return {
        way: text for way, text in said.items() if any(json.dumps(s, ensure_ascii=False)[1:-1] in text for s in SECRETS)
    }


def test_words_leave_on_their_last_day_and_by_no_way_on_the_next(ending: Claim) -> None:
    with at(5, 23, 59):
        before = everything(ending)
    assert {way for way in before if way not in leaking(before)} == {f"claims/{ending.public_id}/why"}
    with at(6):  # nobody followed the date up yet
        after = everything(ending)
    assert leaking(after) == {}
    assert all(ending.public_id in text for way, text in after.items() if "?q=" not in way)
    assert len(json.loads(after["changes"])["results"]) == 2


def test_the_followed_up_release_says_the_same_and_earlier_ones_stay_without(ending: Claim) -> None:
    with at(6):
        follow_dates(today=date(2026, 3, 6))
        drain(limit=1000)
        after = everything(ending)
    assert leaking(after) == {}
    feed = json.loads(after["changes"])["results"]
    assert [entry["version"] for entry in feed] == [1, 2, 3]
    assert feed[0]["evidence"][0]["document"]["url"].startswith("https://")
    kept = [QUOTED in bytes(row.document).decode() for row in Release.objects.order_by("sequence")]
    assert kept == [True, True, False]  # as they were written


def test_the_etag_of_a_reduced_document_is_its_own(ending: Claim) -> None:
    path = f"claims/{ending.public_id}"
    etag = get(path).headers["ETag"]
    with at(6):
        answer = get(path, **{"If-None-Match": etag})
        assert (answer.status_code, answer.headers["ETag"] != etag) == (200, True)
        assert get(path, **{"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_terms_that_an_editor_changed_hold_for_versions_of_before(checker: User, editor: User) -> None:
    claim = vetted(checker, editor)
    RightsRule.objects.filter(kind="permit").update(kind="prohibit")
    drain(limit=1000)
    said = everything(claim)
    assert leaking(said) == {}
    assert [entry["kind"] for entry in json.loads(said["changes"])["results"]] == ["published", "under_recheck"]


def test_a_withdrawn_claim_leaves_no_words_in_the_feed(checker: User, editor: User) -> None:
    claim = vetted(checker, editor)
    step(claim, ReviewAction.WITHDRAW, editor, note="misheard")
    said = everything(claim)
    assert leaking(said) == {}
    assert claim.wording not in said["changes"]
    assert [entry["kind"] for entry in json.loads(said["changes"])["results"]] == ["published", "withdrawn"]


def test_words_that_other_terms_let_out_by_now_are_released_anew(ending: Claim) -> None:
    document = Evidence.objects.get(claim=ending).passage.snapshot.document
    further = RightsStatement.objects.create(document=document, scope="article", holder_text="Courier")
    for kind, action in (("permit", "excerpt"), ("duty", "credit")):
        RightsRule.objects.create(statement=further, kind=kind, action=action, basis="licence")
    with at(6):
        follow_dates(today=date(2026, 3, 6))
        drain(limit=1000)
        assert QUOTED in get(f"claims/{ending.public_id}").json()["evidence"][0]["passage"]["quote"]
        assert QUOTED in get(f"claims/{ending.public_id}?version=1").json()["evidence"][0]["passage"]["quote"]
        assert Release.objects.count() == 3
        drain(limit=1000)
        assert Release.objects.count() == 3
