"""Changes that were followed up long ago are forgotten: what they led to stands in statuses, steps and the ledger."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from claims.models import Change

KEPT = timedelta(days=30)
"""How long a change is kept after it was followed up: to see, when something looks odd, what brought it about."""
TOGETHER = 5000
"""Rows deleted in one transaction: a fraction of a second, so that the drain hardly waits."""
AT_MOST = 1_000_000
"""Rows of one night; what is left is for the next."""


def purge_changes(*, before: datetime, together: int = TOGETHER, at_most: int = AT_MOST) -> int:
    """Delete changes that were followed up ``before``, the oldest first; returns how many.

    What waits or failed stays, and so does a change as long as one that was spread from it does.
    """
    done = 0
    while done < at_most:
        deleted = _purge(before, min(together, at_most - done))
        done += deleted
        if not deleted:
            break
    return done


def _purge(before: datetime, most: int) -> int:
    spread = Change.objects.filter(because=OuterRef("pk"))
    with transaction.atomic():
        old = Change.objects.filter(~Exists(spread), drained_at__lt=before).order_by("pk")
        deleted, _ = Change.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:most])).delete()
    return deleted
