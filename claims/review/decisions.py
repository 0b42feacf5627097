"""What an editor decides beside the workflow: the effective status of a claim."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from claims.ledger.service import append
from claims.models import EffectiveStatus, User
from claims.recording.errors import InvalidEntry, NotYours
from claims.recording.locking import lock_claim
from claims.recording.text import needed
from claims.vocabulary import Role, Status


def set_effective_status(*, actor: User, claim_id: int, status: Status, reason: str, until: date) -> EffectiveStatus:
    """Set the status that is shown beside the computed one until the day ``until``. One transaction.

    Raises ``NotYours`` or ``InvalidEntry``.
    """
    _check_editor(actor)
    why = needed(reason, field="reason", most=500, message="Say why the computed status is not the one to go by.")
    if until < timezone.localdate():
        raise InvalidEntry("until", "The end date lies in the past.")
    with transaction.atomic():
        claim = lock_claim(claim_id, version=None)
        claim.overrides.filter(ended_at=None).update(ended_at=timezone.now())
        row = EffectiveStatus.objects.create(claim=claim, status=status.value, reason=why, until=until, set_by=actor)
        append(
            actor=actor,
            action="set_effective_status",
            subject=f"claim/{claim.public_id}",
            after={"status": status.value, "until": until},
            reason=why,
        )
    return row


def end_effective_status(*, actor: User, claim_id: int) -> None:
    """Go by the computed status again. One transaction; does nothing when there is no other."""
    _check_editor(actor)
    with transaction.atomic():
        claim = lock_claim(claim_id, version=None)
        row = claim.overrides.filter(ended_at=None).first()
        if row is None:
            return
        row.ended_at = timezone.now()
        row.save(update_fields=["ended_at"])
        append(
            actor=actor,
            action="end_effective_status",
            subject=f"claim/{claim.public_id}",
            before={"status": row.status, "until": row.until},
        )


def _check_editor(actor: User) -> None:
    if actor.role != Role.EDITOR:
        raise NotYours("Only editors set the effective status.")
