"""Logging a claim, and changing its own words while nobody has vetted them."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from claims.access import may_edit
from claims.corroboration.service import recompute
from claims.ledger.service import append
from claims.models import Claim, Snapshot, User
from claims.recording.errors import InvalidEntry, NotYours
from claims.recording.evidence import write_evidence
from claims.recording.locking import lock_claim
from claims.recording.sources import SourceBook
from claims.recording.text import cleaned, needed
from claims.recording.values import ClaimEntry, EvidenceEntry
from claims.vocabulary import ClaimState, Role

MAX_TAGS = 20


def log_claim(*, actor: User, snapshot: Snapshot, claim: ClaimEntry, evidence: EvidenceEntry) -> Claim:
    """A new claim in draft, with its first evidence and its status. One transaction.

    Raises ``InvalidEntry`` or ``NotYours`` and writes nothing then.
    """
    if actor.role == Role.CONSUMER:
        raise NotYours("Only fact-checkers and editors log claims.")
    with transaction.atomic():
        row = Claim(logged_by=actor)
        _fill(row, claim)
        row.save()
        book = SourceBook(row)
        if claim.claimant is not None:
            row.claimant = book.get(claim.claimant, field="claimant")
            row.save(update_fields=["claimant"])
        append(actor=actor, action="log", subject=f"claim/{row.public_id}", after=_words(row))
        write_evidence(actor=actor, claim=row, snapshot=snapshot, entry=evidence, book=book)
        recompute(claim=row, today=timezone.localdate())
    return row


def edit_claim(*, actor: User, claim_id: int, version: int, entry: ClaimEntry) -> Claim:
    """Change the claim's own words. One transaction.

    Raises ``EditConflict`` when it has another version by now, ``NotYours`` or ``InvalidEntry``.
    """
    with transaction.atomic():
        row = lock_claim(claim_id, version=version)
        owner = row.logged_by_id == actor.pk
        if not may_edit(state=ClaimState(row.state), role=Role(actor.role), is_owner=owner):
            raise NotYours(f"A claim that is {ClaimState(row.state).label.lower()} is not yours to change.")
        before = _words(row)
        _fill(row, entry)
        book = SourceBook(row)
        for source in row.unnamed_sources.order_by("-id"):
            book.know(source)
        row.claimant = book.get(entry.claimant, field="claimant") if entry.claimant else None
        row.version += 1
        row.save()
        append(actor=actor, action="edit", subject=f"claim/{row.public_id}", before=before, after=_words(row))
        recompute(claim=row, today=timezone.localdate())
    return row


def _fill(row: Claim, entry: ClaimEntry) -> None:
    row.wording = needed(entry.wording, field="wording", most=1000, message="Say what is claimed, in one sentence.")
    row.paraphrase = cleaned(entry.paraphrase, field="paraphrase", most=1000)
    if (entry.claimed_on is None) != (entry.claimed_precision is None):
        raise InvalidEntry("claimed_on", "Give the date together with how exactly it is known, or leave both empty.")
    row.claimed_on = entry.claimed_on
    row.claimed_precision = entry.claimed_precision.value if entry.claimed_precision else None
    row.language = cleaned(entry.language, field="language", most=35)
    row.valid_until = entry.valid_until
    row.tags = _tags(entry.tags)


def _tags(given: tuple[str, ...]) -> list[str]:
    tags = [cleaned(tag, field="tags", most=60) for tag in given]
    kept = list(dict.fromkeys(tag for tag in tags if tag))
    if len(kept) > MAX_TAGS:
        raise InvalidEntry("tags", f"At most {MAX_TAGS} tags are kept.")
    return kept


def _words(row: Claim) -> dict[str, Any]:
    """What the ledger keeps of a claim's own words."""
    return {
        "wording": row.wording,
        "paraphrase": row.paraphrase,
        "claimant": row.claimant.public_id if row.claimant else None,
        "claimed_on": row.claimed_on,
        "claimed_precision": row.claimed_precision,
        "language": row.language,
        "tags": row.tags,
        "valid_until": row.valid_until,
    }
