"""The promise: a link under a published claim is seen within a day. Which links it holds for, and where it is broken.

A link that is dead is known to be gone and seen more rarely, on purpose; it counts as kept.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from claims.models import Document, Link
from claims.rechecks.resting import resting_evidence
from claims.rechecks.schedule import Pace
from claims.vocabulary import LinkState, ReleaseKind

WITHIN = Pace().published
"""How long a link under a published claim may go unseen."""
TOGETHER = 2000
"""Links that are moved by one statement."""


UNDER_PUBLISHED_CLAIMS = Q(under_published=True)
"""A condition on links: evidence of a published claim rests on their page."""


def _published_after(since: datetime) -> Exists:
    """Likewise, where the claim was published after ``since``."""
    published = resting_evidence(
        passage__snapshot__document=OuterRef("document"), claim__current_release__vetted_at__gte=since
    )
    return Exists(published.exclude(claim__current_release__kind=ReleaseKind.WITHDRAWN.value))


def _unseen_since(before: datetime) -> Q:
    """Not visited since ``before``; a link that was never visited was seen when its page was taken in.

    Pages are looked up for such links alone: joined to all links, they took most of the time.
    """
    taken_in = Document.objects.filter(pk=OuterRef("document"), created_at__lt=before)
    return Q(checked_at__lt=before) | Q(Exists(taken_in), checked_at=None)


def not_kept(*, now: datetime | None = None) -> QuerySet[Link]:
    """Links under published claims that were not seen within a day."""
    before = (now or timezone.now()) - WITHIN
    return Link.objects.filter(_unseen_since(before), UNDER_PUBLISHED_CLAIMS).exclude(state=LinkState.DEAD.value)


def not_kept_count(*, now: datetime | None = None) -> int:
    """For how many links the promise is not kept; one query."""
    return not_kept(now=now).count()


def bring_forward(*, since: datetime | None = None, now: datetime | None = None) -> int:
    """Move the next visit of links whose claim was published since the last one into the promised time.

    Of claims published after ``since`` if given, else of all. Returns how many were moved. Visits that come in time
    anyway stay where they are. Links are moved some thousand at a time, so that visits that end meanwhile need not
    wait for all.
    """
    now = now or timezone.now()
    in_time = Greatest(Coalesce(F("checked_at"), Value(now)) + Value(WITHIN), Value(now))
    late = Link.objects.filter(Q(due_at__gt=now + WITHIN) | Q(due_at__gt=now, checked_at__lt=F("due_at") - WITHIN))
    late = late.filter(_published_after(since) if since else UNDER_PUBLISHED_CLAIMS)
    late = late.exclude(state=LinkState.DEAD.value)
    keys = list(late.order_by("pk").values_list("pk", flat=True))
    parts = (keys[start : start + TOGETHER] for start in range(0, len(keys), TOGETHER))
    return sum(late.filter(pk__in=part).update(due_at=in_time) for part in parts)


def overdue(link: Link, *, now: datetime) -> timedelta | None:
    """How long a link has gone unseen beyond the promise; ``None`` while it is kept. Only for published links."""
    seen = link.checked_at or link.document.created_at
    late = now - seen - WITHIN
    return late if late > timedelta() and link.state != LinkState.DEAD.value else None
