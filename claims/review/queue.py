"""What waits for an editor."""

from __future__ import annotations

from django.db.models import QuerySet

from claims.models import Claim
from claims.vocabulary import ClaimState

WAITING = (ClaimState.SUBMITTED, ClaimState.IN_REVIEW)


def waiting() -> QuerySet[Claim]:
    """Claims that were submitted, or re-opened, the oldest first."""
    return Claim.objects.filter(state__in=[state.value for state in WAITING]).order_by("logged_at", "id")
