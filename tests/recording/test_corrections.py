"""A person's reading is kept beside the machine's: corrected, superseded, undone; the machine's stays as it was."""

from __future__ import annotations

from typing import Any, TypedDict

import pytest

from claims.models import Document, Evidence, LedgerEntry, ReadingCorrection, Release, Snapshot, User
from claims.reading.corrected import PersonsReading
from claims.reading.read import VERSION
from claims.recording.claims import log_claim
from claims.recording.corrections import (
    correct_reading,
    newest_corrections,
    say_no_statement,
    undo_correction,
)
from claims.recording.errors import InvalidEntry, NotYours
from claims.recording.evidence import set_sourcing
from claims.recording.machine import machine_reading
from claims.recording.values import ClaimEntry
from claims.review.service import take_step
from claims.vocabulary import ReviewAction, SourcingType, Voice
from tests.models.build import a_snapshot, a_user
from tests.recording.build import evidence, named

pytestmark = pytest.mark.django_db

SAID = "The Tern Line said the ferry would sail again in May."
TEXT = f"Ferry stays in port\n\nThe ferry Marta lies at the quay of Eastmere.\n\n{SAID}\n"
MINE = PersonsReading(
    sourcing=SourcingType.UNNAMED_PERSON, voice=Voice.PARAPHRASE, source_words="The Tern Line", cue="said"
)


@pytest.fixture
def ana() -> User:
    return a_user(username="ana", role="fact_checker")


@pytest.fixture
def snapshot() -> Snapshot:
    return a_snapshot(TEXT)


class Place(TypedDict):
    start: int
    end: int


def span(words: str = SAID) -> Place:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words)}


def holding(snapshot: Snapshot) -> list[tuple[str, str | None, str]]:
    rows = newest_corrections(snapshot)
    return [(row.kind, row.sourcing_type, row.corrected_by.username) for row in rows]


def test_a_correction_keeps_what_the_machine_read_with_its_version(snapshot: Snapshot, ana: User) -> None:
    row = correct_reading(actor=ana, snapshot=snapshot, **span(), mine=MINE, reason="A driver, says the caption.")
    row.refresh_from_db()
    assert row.exact == SAID
    assert row.machine is not None
    assert row.machine["version"].startswith(VERSION)
    assert (row.machine["sourcing_type"], row.machine["source_words"]) == ("organisation", "The Tern Line")
    assert (row.sourcing_type, row.voice, row.cue, row.relayed_for) == ("unnamed_person", "paraphrase", "said", None)
    assert machine_reading(snapshot, row.start, row.end) == row.machine


def test_the_newest_holds_and_undoing_it_is_one_more_row(snapshot: Snapshot, ana: User) -> None:
    ben = a_user(username="ben", role="editor")
    correct_reading(actor=ana, snapshot=snapshot, **span(), mine=MINE)
    theirs = PersonsReading(sourcing=SourcingType.DOCUMENT, voice=Voice.PARAPHRASE)
    second = correct_reading(actor=ben, snapshot=snapshot, **span(), mine=theirs)
    assert holding(snapshot) == [("sourcing", "document", "ben")]
    undo_correction(actor=ana, correction=second)
    assert holding(snapshot) == [("withdrawn", None, "ana")]
    correct_reading(actor=ana, snapshot=snapshot, **span(), mine=MINE)
    assert holding(snapshot) == [("sourcing", "unnamed_person", "ana")]
    assert ReadingCorrection.objects.count() == 4


def test_what_was_superseded_meanwhile_is_not_undone(snapshot: Snapshot, ana: User) -> None:
    first = correct_reading(actor=ana, snapshot=snapshot, **span(), mine=MINE)
    second = say_no_statement(actor=ana, snapshot=snapshot, **span())
    with pytest.raises(InvalidEntry, match="meanwhile"):
        undo_correction(actor=ana, correction=first)
    undone = undo_correction(actor=ana, correction=second)
    with pytest.raises(InvalidEntry, match="already"):
        undo_correction(actor=ana, correction=undone)
    assert holding(snapshot) == [("withdrawn", None, "ana")]


def test_the_same_again_is_refused_and_so_is_what_the_machine_reads(snapshot: Snapshot, ana: User) -> None:
    machine = PersonsReading(
        sourcing=SourcingType.ORGANISATION, voice=Voice.PARAPHRASE, source_words="The Tern Line", cue="said"
    )
    with pytest.raises(InvalidEntry, match="what the machine reads"):
        correct_reading(actor=ana, snapshot=snapshot, **span(), mine=machine)
    correct_reading(actor=ana, snapshot=snapshot, **span(), mine=MINE)
    with pytest.raises(InvalidEntry, match="recorded already"):
        correct_reading(actor=ana, snapshot=snapshot, **span(), mine=MINE)
    assert ReadingCorrection.objects.count() == 1


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"source_words": "a stoker nobody mentions"}, "source_words"),
        ({"relayed_for": "the fleet of nobody"}, "relayed_for"),
        ({"sourcing": SourcingType.UNATTRIBUTED}, "source_words"),
        ({"cue": "said " * 30}, "cue"),
    ],
)
def test_words_that_cannot_be_are_refused_beside_their_field(
    facts: dict[str, Any], field: str, snapshot: Snapshot, ana: User
) -> None:
    mine = PersonsReading(
        **{"sourcing": MINE.sourcing, "voice": MINE.voice, "source_words": "The Tern Line", "cue": "said", **facts}
    )
    with pytest.raises(InvalidEntry) as refused:
        correct_reading(actor=ana, snapshot=snapshot, **span(), mine=mine)
    assert refused.value.field == field
    assert not ReadingCorrection.objects.exists()


def test_only_a_statement_of_the_page_is_corrected(snapshot: Snapshot, ana: User) -> None:
    for start, end in ((0, 3), (5, 500), (len(TEXT), len(TEXT) + 9)):
        with pytest.raises(InvalidEntry, match="no statement at this place"):
            say_no_statement(actor=ana, snapshot=snapshot, start=start, end=end)


def test_a_reader_corrects_nothing(snapshot: Snapshot, ana: User) -> None:
    row = correct_reading(actor=ana, snapshot=snapshot, **span(), mine=MINE)
    reader = a_user(role="consumer")
    with pytest.raises(NotYours):
        say_no_statement(actor=reader, snapshot=snapshot, **span())
    with pytest.raises(NotYours):
        undo_correction(actor=reader, correction=row)
    assert holding(snapshot) == [("sourcing", "unnamed_person", "ana")]


def test_the_ledger_keeps_both_readings(snapshot: Snapshot, ana: User) -> None:
    row = correct_reading(actor=ana, snapshot=snapshot, **span(), mine=MINE, reason="a driver")
    undo_correction(actor=ana, correction=row)
    made, undone = (entry.payload for entry in LedgerEntry.objects.order_by("id"))
    assert f"snapshot/{snapshot.public_id}" in made
    assert '"sourcing_type":"organisation"' in made
    assert '"sourcing":"unnamed_person"' in made
    assert '"reason":"a driver"' in made
    assert '"kind":"withdrawn"' in undone


def test_snapshots_of_one_document_with_the_same_text_share_their_corrections(snapshot: Snapshot, ana: User) -> None:
    correct_reading(actor=ana, snapshot=snapshot, **span(), mine=MINE)
    again, elsewhere = a_snapshot(TEXT), a_snapshot(TEXT)
    later = Snapshot.objects.create(
        document=snapshot.document,
        content_hash="0" * 64,
        readable=again.readable,
        method="paste",
        media_type="text/plain",
        taken_at=again.taken_at,
    )
    assert holding(later) == holding(snapshot)
    assert holding(elsewhere) == []
    assert Document.objects.count() == 3


def test_where_the_language_is_not_read_the_machines_reading_is_not_known(ana: User) -> None:
    text = "Promet u luci\n\nBrod Marta stoji u luci od ponedjeljka, rekao je glasnogovornik luke."
    page = a_snapshot(text)
    start = text.index("Brod")
    mine = PersonsReading(sourcing=SourcingType.ON_RECORD_PERSON, voice=Voice.PARAPHRASE, source_words="glasnogovornik")
    row = correct_reading(actor=ana, snapshot=page, start=start, end=len(text), mine=mine)
    row.refresh_from_db()
    assert row.machine is None


def test_a_logged_claim_keeps_what_the_machine_had_read_and_mending_leaves_it(snapshot: Snapshot, ana: User) -> None:
    entry = evidence(snapshot, "the ferry would sail again in May", sourcing=named())
    claim = log_claim(actor=ana, snapshot=snapshot, claim=ClaimEntry(wording="The ferry sails in May"), evidence=entry)
    row = claim.evidence.select_related("sourcing").get()
    assert row.sourcing.sourcing_type == "on_record_person"
    before = row.sourcing.machine
    assert before == machine_reading(snapshot, **span())
    assert before is not None
    assert before["sourcing_type"] == "organisation"
    set_sourcing(actor=ana, evidence_id=row.pk, entry=named(cue="said"))
    assert Evidence.objects.get(pk=row.pk).sourcing.machine == before


def test_what_was_not_read_is_null_beside_a_logged_claim(ana: User) -> None:
    page = a_snapshot("© 2024 The Eastmere Lamp. All rights reserved.")
    entry = evidence(page, "The Eastmere Lamp", sourcing=named())
    claim = log_claim(actor=ana, snapshot=page, claim=ClaimEntry(wording="The Lamp holds the rights"), evidence=entry)
    assert claim.evidence.get().sourcing.machine is None


def test_what_the_machine_read_stays_inside(snapshot: Snapshot, ana: User) -> None:
    entry = evidence(snapshot, "the ferry would sail again in May", sourcing=named())
    claim = log_claim(actor=ana, snapshot=snapshot, claim=ClaimEntry(wording="The ferry sails in May"), evidence=entry)
    take_step(claim_id=claim.pk, action=ReviewAction.SUBMIT, actor=ana)
    take_step(claim_id=claim.pk, action=ReviewAction.APPROVE, actor=a_user(role="editor"))
    sourcing = claim.evidence.get().sourcing
    assert sourcing.machine is not None
    document = bytes(Release.objects.get(claim=claim).document).decode()
    assert sourcing.machine["version"] not in document
    assert "machine" not in document
