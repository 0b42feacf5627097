"""The verdict of a claim: what people say of it on a scale of their own, beside what is computed.

The database leaves a change, and the drain brings what was published in line, and the record of whoever made the claim.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone

from claims.access import may_give_verdict
from claims.ledger.service import append
from claims.models import Claim, Rating, User, Verdict
from claims.recording.errors import InvalidEntry, NotYours
from claims.recording.locking import lock_claim
from claims.recording.text import needed
from claims.vocabulary import ClaimState, Role


@contextmanager
def _judging(actor: User, claim_id: int) -> Iterator[tuple[Claim, Verdict | None]]:
    with transaction.atomic():
        claim = lock_claim(claim_id, version=None)
        owner = claim.logged_by_id == actor.pk
        if not may_give_verdict(state=ClaimState(claim.state), role=Role(actor.role), is_owner=owner):
            raise NotYours("The verdict of this claim is not yours to give now.")
        yield claim, Verdict.objects.select_related("rating__scale").filter(claim=claim).first()


def give_verdict(*, actor: User, claim_id: int, rating_id: int | None, reason: str | None) -> Verdict:
    """Give a claim its verdict, or another one. One transaction.

    Raises ``NotYours``, or ``InvalidEntry`` without reason, for a verdict that is archived, or when nothing changes.
    """
    why = needed(reason, field="reason", most=2000, message="Say what the verdict rests on.")
    with _judging(actor, claim_id) as (claim, known):
        live = Rating.objects.select_related("scale").filter(archived_at=None, scale__archived_at=None)
        rating = live.filter(pk=rating_id or 0).first()
        if rating is None:
            raise InvalidEntry("rating", "Choose a verdict. Archived ones are given no more.")
        if known is not None and (known.rating_id, known.reason) == (rating.pk, why):
            raise InvalidEntry("rating", "This is the verdict already. Change something.")
        before = _told(known) if known else None
        row = known or Verdict(claim=claim)
        row.rating, row.reason, row.given_by, row.given_at = rating, why, actor, timezone.now()
        row.save()
        append(
            actor=actor,
            action="give_verdict",
            subject=f"claim/{claim.public_id}",
            before=before,
            after=_told(row),
            reason=why,
        )
    return row


def take_back_verdict(*, actor: User, claim_id: int) -> None:
    """Let the claim have no verdict; does nothing when it has none. One transaction; raises ``NotYours``."""
    with _judging(actor, claim_id) as (claim, known):
        if known is None:
            return
        append(actor=actor, action="take_back_verdict", subject=f"claim/{claim.public_id}", before=_told(known))
        known.delete()


def _told(verdict: Verdict) -> dict[str, str]:
    return {"verdict": verdict.rating.text, "scale": verdict.rating.scale.name}
