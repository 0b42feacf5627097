"""Adding evidence to a claim, mending what is recorded of it, taking it off and putting it back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils import timezone

from claims.access import may_add_evidence
from claims.corroboration.service import recompute
from claims.ledger.service import append
from claims.models import AnonymityRecord, Claim, Evidence, Passage, Relay, Snapshot, Source, Sourcing, User
from claims.recording.errors import InvalidEntry, NotYours
from claims.recording.locking import lock_claim
from claims.recording.machine import machine_reading
from claims.recording.sources import SourceBook
from claims.recording.text import cleaned, needed
from claims.recording.values import AnonymityEntry, EvidenceEntry, SourcingEntry
from claims.vocabulary import UNNAMED_KINDS, UNNAMED_SOURCING, ClaimState, Role, SourceKind, SourcingType

CONTEXT = 64
"""Characters of prefix and suffix kept with a passage."""


def add_evidence(*, actor: User, claim_id: int, snapshot: Snapshot, evidence: EvidenceEntry) -> Evidence:
    """Another passage that bears on a claim. One transaction; raises ``InvalidEntry`` or ``NotYours``."""
    with _changing(actor, claim_id) as claim:
        return write_evidence(actor=actor, claim=claim, snapshot=snapshot, entry=evidence, book=SourceBook(claim))


@contextmanager
def _changing(actor: User, claim_id: int) -> Iterator[Claim]:
    """One change to the evidence of a claim: its row held, its status computed, the change left for the drain."""
    with transaction.atomic():
        claim = lock_claim(claim_id, version=None)
        if not may_add_evidence(state=ClaimState(claim.state), role=Role(actor.role)):
            raise NotYours("The evidence of this claim is not yours to change, or the claim is closed.")
        yield claim
        claim.version += 1
        claim.save(update_fields=["version"])
        recompute(claim=claim, today=timezone.localdate())


@contextmanager
def _mending(actor: User, evidence_id: int) -> Iterator[Evidence]:
    claim_id = Evidence.objects.values_list("claim_id", flat=True).get(pk=evidence_id)
    with _changing(actor, claim_id):
        yield Evidence.objects.select_related("claim", "sourcing").get(pk=evidence_id)


def write_evidence(
    *, actor: User, claim: Claim, snapshot: Snapshot, entry: EvidenceEntry, book: SourceBook
) -> Evidence:
    """The rows of one piece of evidence, in the caller's transaction that holds the claim.

    Whoever adds it has opened the page: it is marked so.
    """
    passage = _passage(snapshot, entry)
    if Evidence.objects.filter(claim=claim, passage=passage).exists():
        raise InvalidEntry("passage", "This passage is evidence for this claim already.")
    row = Evidence.objects.create(
        claim=claim,
        passage=passage,
        stance=entry.stance.value,
        directness=entry.directness.value,
        party_about_itself=entry.party_about_itself,
        own_publication=entry.own_publication,
        dataset=cleaned(entry.dataset, field="dataset", most=300),
        opened_by=actor,
        opened_at=timezone.now(),
        added_by=actor,
    )
    machine = machine_reading(snapshot, entry.start, entry.end)
    _write_sourcing(row, entry.sourcing, book, machine)
    append(
        actor=actor,
        action="add_evidence",
        subject=f"evidence/{row.public_id}",
        after={"claim": claim.public_id, "snapshot": snapshot.public_id, **asdict(entry)},
    )
    return row


def _passage(snapshot: Snapshot, entry: EvidenceEntry) -> Passage:
    text = snapshot.readable.text
    if not 0 <= entry.start < entry.end <= len(text):
        raise InvalidEntry("passage", "This passage does not lie in the page's text. Choose it again.")
    passage, _ = Passage.objects.get_or_create(
        snapshot=snapshot,
        start=entry.start,
        end=entry.end,
        defaults={
            "exact": text[entry.start : entry.end],
            "prefix": text[max(0, entry.start - CONTEXT) : entry.start],
            "suffix": text[entry.end : entry.end + CONTEXT],
            "part": entry.part.value,
        },
    )
    return passage


def _write_sourcing(
    evidence: Evidence, entry: SourcingEntry, book: SourceBook, machine: dict[str, Any] | None
) -> Sourcing:
    """The rows of a sourcing; ``machine`` is what the machine had read, kept beside what the person says."""
    source = book.get(entry.source, field="source") if entry.source else None
    _check_kinds(entry, source)
    sourcing = Sourcing.objects.create(
        evidence=evidence,
        sourcing_type=entry.sourcing_type.value,
        voice=entry.voice.value,
        source=source,
        source_words=cleaned(entry.source_words, field="source_words", most=300),
        cue=cleaned(entry.cue, field="cue", most=100),
        machine=machine,
    )
    _write_relays(sourcing, entry, book)
    if entry.sourcing_type in UNNAMED_SOURCING:
        _write_anonymity(sourcing, entry.anonymity or AnonymityEntry(descriptor=source.descriptor if source else None))
    return sourcing


def _check_kinds(entry: SourcingEntry, source: Source | None) -> None:
    """Sourcing type and source agree; the database holds the same rules."""
    unnamed_type = entry.sourcing_type in UNNAMED_SOURCING
    if entry.sourcing_type is SourcingType.UNATTRIBUTED and source is not None:
        raise InvalidEntry("source", "What nobody is named for has no source. Choose another kind of sourcing.")
    if unnamed_type and source is None:
        raise InvalidEntry("source", "Say how the page describes the unnamed source.")
    if source is not None and unnamed_type != (SourceKind(source.kind) in UNNAMED_KINDS):
        raise InvalidEntry("source", "The kind of sourcing and the kind of source do not agree: named, or unnamed?")


def _write_relays(sourcing: Sourcing, entry: SourcingEntry, book: SourceBook) -> None:
    by = sourcing.source
    for position, hop in enumerate(entry.relayed_for):
        relayed_for = book.get(hop, field="relayed_for")
        if by is None or by.pk == relayed_for.pk:
            raise InvalidEntry("relayed_for", "A relay needs a source that reports, and somebody else it reports on.")
        Relay.objects.create(
            sourcing=sourcing, position=position, relayed_by=by, relayed_for=relayed_for, words=str(relayed_for)[:300]
        )
        by = relayed_for


def _write_anonymity(sourcing: Sourcing, entry: AnonymityEntry) -> AnonymityRecord:
    texts = {
        name: cleaned(getattr(entry, name), field=name, most=most)
        for name, most in (
            ("descriptor", 300),
            ("position", 300),
            ("motive", 300),
            ("reason", 300),
            ("second_source_result", 500),
        )
    }
    record, _ = AnonymityRecord.objects.update_or_create(
        sourcing=sourcing,
        defaults={
            **texts,
            "how_they_know": entry.how_they_know and entry.how_they_know.value,
            "information_or_opinion": entry.information_or_opinion and entry.information_or_opinion.value,
            "terms": entry.terms and entry.terms.value,
            "second_source_sought": entry.second_source_sought,
            "persons_spoken_to": entry.persons_spoken_to,
            "persons_suggested": entry.persons_suggested,
        },
    )
    return record


def set_anonymity(*, actor: User, evidence_id: int, entry: AnonymityEntry) -> AnonymityRecord:
    """Record what is stated of an unnamed source. One transaction; raises ``InvalidEntry`` or ``NotYours``."""
    with _mending(actor, evidence_id) as row:
        sourcing = getattr(row, "sourcing", None)
        if sourcing is None or SourcingType(sourcing.sourcing_type) not in UNNAMED_SOURCING:
            raise InvalidEntry("descriptor", "Only unnamed sources have an anonymity record.")
        before = _anonymity_json(getattr(sourcing, "anonymity", None))
        record = _write_anonymity(sourcing, entry)
        append(
            actor=actor,
            action="set_anonymity",
            subject=f"evidence/{row.public_id}",
            before=before,
            after=_anonymity_json(record),
        )
        return record


def _anonymity_json(record: AnonymityRecord | None) -> dict[str, Any] | None:
    if record is None:
        return None
    names = [field.name for field in record._meta.concrete_fields if field.name not in ("id", "sourcing")]
    return {name: getattr(record, name) for name in names}


def set_sourcing(*, actor: User, evidence_id: int, entry: SourcingEntry) -> Sourcing:
    """Correct how a passage says where it comes from; what stood there is kept in the history. One transaction."""
    with _mending(actor, evidence_id) as row:
        old = getattr(row, "sourcing", None)
        before = {"sourcing_type": old.sourcing_type, "voice": old.voice, "source": str(old.source)} if old else None
        book = SourceBook(row.claim)
        for source in row.claim.unnamed_sources.filter(sourcings__evidence=row):
            book.know(source)
        if old is not None:
            old.delete()
        written = _write_sourcing(row, entry, book, old.machine if old else None)
        append(
            actor=actor,
            action="set_sourcing",
            subject=f"evidence/{row.public_id}",
            before=before,
            after=asdict(entry),
        )
        return written


def mark_opened(*, actor: User, evidence_id: int) -> Evidence:
    """Record that ``actor`` opened the page of this evidence. One transaction."""
    with _mending(actor, evidence_id) as row:
        row.opened_by, row.opened_at = actor, timezone.now()
        row.save(update_fields=["opened_by", "opened_at"])
        append(actor=actor, action="open", subject=f"evidence/{row.public_id}")
        return row


def withdraw_evidence(*, actor: User, evidence_id: int, reason: str) -> Evidence:
    """Take evidence off the record; it stays readable and can be put back. Raises ``InvalidEntry`` without reason."""
    why = needed(reason, field="reason", most=500, message="Say why this evidence no longer counts.")
    with _mending(actor, evidence_id) as row:
        if row.withdrawn_at is not None:
            raise InvalidEntry("reason", "This evidence is withdrawn already.")
        row.withdrawn_at, row.withdrawn_reason = timezone.now(), why
        row.save(update_fields=["withdrawn_at", "withdrawn_reason"])
        append(actor=actor, action="withdraw_evidence", subject=f"evidence/{row.public_id}", reason=why)
        return row


def restore_evidence(*, actor: User, evidence_id: int) -> Evidence:
    """Put withdrawn evidence back on the record. One transaction."""
    with _mending(actor, evidence_id) as row:
        before = {"withdrawn_at": row.withdrawn_at, "withdrawn_reason": row.withdrawn_reason}
        row.withdrawn_at = row.withdrawn_reason = None
        row.save(update_fields=["withdrawn_at", "withdrawn_reason"])
        append(actor=actor, action="restore_evidence", subject=f"evidence/{row.public_id}", before=before)
        return row
