"""``manage.py corrections``: for whoever mends the rules; no word of a page and no name unless asked for."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from claims.models import Snapshot, User
from claims.reading.corrected import PersonsReading
from claims.recording.corrections import correct_reading, say_no_statement, undo_correction
from claims.vocabulary import SourcingType, Voice
from tests.models.build import a_snapshot, a_user

pytestmark = pytest.mark.django_db
SAID = "The Tern Line said the ferry would sail again in May."
QUAY = "The ferry Marta lies at the quay of Eastmere."
TEXT = f"Ferry stays in port\n\n{QUAY}\n\n{SAID}\n"


def printed(*arguments: str) -> list[dict[str, Any]]:
    out = StringIO()
    call_command("corrections", *arguments, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.fixture
def snapshot() -> Snapshot:
    return a_snapshot(TEXT)


@pytest.fixture
def ana(snapshot: Snapshot) -> User:
    person = a_user(username="ana-quill", role="fact_checker")
    start, end = TEXT.index(SAID), TEXT.index(SAID) + len(SAID)
    mine = PersonsReading(sourcing=SourcingType.GOVERNMENT, voice=Voice.PARAPHRASE, source_words="Tern Line")
    correct_reading(actor=person, snapshot=snapshot, start=start, end=end, mine=mine, reason="owned by the county")
    quay = TEXT.index(QUAY)
    row = say_no_statement(actor=person, snapshot=snapshot, start=quay, end=quay + len(QUAY))
    undo_correction(actor=person, correction=row)
    return person


def test_both_readings_are_printed_with_positions_and_without_a_word_of_the_page(snapshot: Snapshot, ana: User) -> None:
    (line,) = printed()
    start = TEXT.index(SAID)
    assert (line["start"], line["end"]) == (start, start + len(SAID))
    assert (line["snapshot"], line["text"]) == (snapshot.public_id, snapshot.readable_id)
    assert (line["machine"]["sourcing_type"], line["person"]["sourcing_type"]) == ("organisation", "government")
    assert line["person"]["source_words_at"] == [TEXT.index("Tern Line"), TEXT.index("Tern Line") + 9]
    assert line["machine"]["source_words_at"] == [start, start + len("The Tern Line")]
    assert line["machine"]["version"].startswith("reading-")
    out = json.dumps(line)
    for secret in ("Tern", "ferry", "county", "said", ana.username):
        assert secret not in out


def test_the_words_come_when_they_are_asked_for_and_still_nobody_is_named(ana: User) -> None:
    (line,) = printed("--with-text")
    assert line["exact"] == SAID
    assert line["person"]["source_words"] == "Tern Line"
    assert line["reason"] == "owned by the county"
    assert ana.username not in json.dumps(line)
