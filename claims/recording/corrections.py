"""People's corrections of what the machine reads, kept beside it: each is a new row, and so is taking one back."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.db import transaction

from claims.ledger.service import append
from claims.models import Document, ReadingCorrection, Snapshot, User
from claims.reading.corrected import PersonsReading, machines, stands_in
from claims.reading.values import Statement
from claims.recording.documents import reading_of
from claims.recording.errors import InvalidEntry, NotYours
from claims.recording.machine import machine_json
from claims.recording.text import cleaned
from claims.vocabulary import CorrectionKind, Role, SourcingType, Voice

_WORDS = (("source_words", 300), ("cue", 100), ("relayed_for", 300))
_ON_THE_PAGE = ("source_words", "relayed_for")


def newest_corrections(snapshot: Snapshot) -> list[ReadingCorrection]:
    """The newest row of each place in the text of ``snapshot``, withdrawals included; one query.

    Snapshots of the document that have the same text share their corrections.
    """
    rows = ReadingCorrection.objects.filter(
        snapshot__document=snapshot.document_id, snapshot__readable=snapshot.readable_id
    )
    return list(rows.order_by("start", "end", "-id").distinct("start", "end").select_related("corrected_by"))


def persons_reading(row: ReadingCorrection) -> PersonsReading | None:
    """The person's values of a row, or ``None`` where it holds none."""
    if row.kind != CorrectionKind.SOURCING:
        return None
    return PersonsReading(
        sourcing=SourcingType(row.sourcing_type),
        voice=Voice(row.voice),
        source_words=row.source_words,
        cue=row.cue,
        relayed_for=row.relayed_for,
    )


def correct_reading(
    *, actor: User, snapshot: Snapshot, start: int, end: int, mine: PersonsReading, reason: str | None = None
) -> ReadingCorrection:
    """Record how a person reads the statement at these positions. One transaction.

    Raises ``NotYours``, or ``InvalidEntry`` where there is no such statement, words do not stand on the page, or the
    machine reads it just so.
    """
    statement, version = _statement(snapshot, start, end)
    values = _values(mine, snapshot)
    if version is not None and PersonsReading(**values) == machines(statement):
        raise InvalidEntry("sourcing_type", "This is what the machine reads. Change something, or undo a correction.")
    row = _row(snapshot, statement, version, CorrectionKind.SOURCING, reason)
    row.sourcing_type, row.voice = mine.sourcing.value, mine.voice.value
    for name, _ in _WORDS:
        setattr(row, name, values[name])
    return _write(actor, row)


def say_no_statement(
    *, actor: User, snapshot: Snapshot, start: int, end: int, reason: str | None = None
) -> ReadingCorrection:
    """Record that what stands at these positions is no statement of the article. Raises as :func:`correct_reading`."""
    statement, version = _statement(snapshot, start, end)
    return _write(actor, _row(snapshot, statement, version, CorrectionKind.NO_STATEMENT, reason))


def undo_correction(*, actor: User, correction: ReadingCorrection) -> ReadingCorrection:
    """Let the machine's reading hold again where ``correction`` holds; the row stays. One transaction.

    Raises ``NotYours``, or ``InvalidEntry`` when the correction holds no longer.
    """
    return _write(
        actor,
        ReadingCorrection(
            snapshot=correction.snapshot,
            start=correction.start,
            end=correction.end,
            exact=correction.exact,
            machine=correction.machine,
            kind=CorrectionKind.WITHDRAWN.value,
        ),
        undoes=correction,
    )


def _row(
    snapshot: Snapshot, statement: Statement, version: str | None, kind: CorrectionKind, reason: str | None
) -> ReadingCorrection:
    """A correction of ``statement``, not written yet, beside what the machine read there."""
    return ReadingCorrection(
        snapshot=snapshot,
        start=statement.start,
        end=statement.end,
        exact=statement.text,
        machine=machine_json(statement, version) if version is not None else None,
        kind=kind.value,
        reason=cleaned(reason, field="reason", most=500),
    )


def _statement(snapshot: Snapshot, start: int, end: int) -> tuple[Statement, str | None]:
    """The statement at these very positions, with the version of the rules, ``None`` where they read no sources."""
    reading = reading_of(snapshot)
    found = (one for one in reading.statements if (one.start, one.end) == (start, end))
    statement = next(found, None)
    if statement is None:
        raise InvalidEntry("sourcing_type", "There is no statement at this place. Open the article again.")
    return statement, reading.version if reading.attributed else None


def _values(mine: PersonsReading, snapshot: Snapshot) -> dict[str, Any]:
    values: dict[str, Any] = {"sourcing": mine.sourcing, "voice": mine.voice}
    for name, most in _WORDS:
        words = values[name] = cleaned(getattr(mine, name), field=name, most=most)
        if words and name in _ON_THE_PAGE and not stands_in(words, snapshot.readable.text):
            raise InvalidEntry(name, "These words do not stand on the page. Take them from it, or leave this empty.")
    if mine.sourcing is SourcingType.UNATTRIBUTED and (values["source_words"] or values["relayed_for"]):
        raise InvalidEntry("source_words", "What nobody is named for has no source: empty its words, or choose a type.")
    return values


def _write(actor: User, row: ReadingCorrection, *, undoes: ReadingCorrection | None = None) -> ReadingCorrection:
    """Write a row with its ledger entry; the document is held, so that corrections of a page come one by one."""
    if actor.role == Role.CONSUMER:
        raise NotYours("Only fact-checkers and editors correct a reading.")
    with transaction.atomic():
        Document.objects.select_for_update(no_key=True).get(pk=row.snapshot.document_id)
        at = (row.start, row.end)
        before = next((one for one in newest_corrections(row.snapshot) if (one.start, one.end) == at), None)
        if undoes is not None and before != undoes:
            raise InvalidEntry("correction", "Somebody corrected this meanwhile. Look at it again.")
        if before and (before.kind, persons_reading(before)) == (row.kind, persons_reading(row)):
            raise InvalidEntry("sourcing_type", "This is recorded already.")
        row.corrected_by = actor
        row.save(force_insert=True)
        append(
            actor=actor,
            action="correct_reading",
            subject=f"snapshot/{row.snapshot.public_id}",
            before=_told(before) if before else {"machine": row.machine},
            after=_told(row),
            reason=row.reason,
        )
    return row


def _told(row: ReadingCorrection) -> dict[str, Any]:
    """What the ledger keeps of a correction."""
    mine = persons_reading(row)
    return {
        "correction": row.public_id,
        "kind": row.kind,
        "start": row.start,
        "end": row.end,
        "reading": asdict(mine) if mine else None,
        "machine": row.machine,
    }
