"""When a person was here before, kept with their account, and what was found since about their claims."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from claims.models import Finding, ReviewStep, User
from claims.vocabulary import FindingState, ReviewAction

APART = timedelta(hours=4)
"""Between two looks that belong to different visits."""
_FIRST = timedelta(days=7)
"""How far one looks back who was never here."""
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Here:
    """``before``: the end of the visit before this one. ``last``: the last look, which may belong to this visit.

    ``is_first`` when there was no visit before, and ``before`` only says how far one looks back.
    """

    before: datetime
    last: datetime
    is_first: bool = False


def here(before: datetime | None, last: datetime | None, *, now: datetime) -> Here:
    """A look ``now``, after what is known of those before. Looks from all devices are one row of visits. Pure."""
    if last is None:
        return Here(now - _FIRST, now, is_first=True)
    last = min(last, now)
    return Here(last if before is None or now - last > APART else min(before, now), now)


def look(user: User, *, now: datetime) -> Here:
    """Note that ``user`` is here, with one query, and tell when they were here before."""
    seen = here(user.here_before, user.here_last, now=now)
    User.objects.filter(pk=user.pk).update(here_before=seen.before, here_last=seen.last)
    return seen


def findings_for(user: User, seen: Here) -> list[tuple[Finding, bool]]:
    """Findings about claims that ``user`` logged or approved: those since ``seen.before``, and open ones.

    The newest first, each with whether it is new since then.
    """
    approved = ReviewStep.objects.filter(claim=OuterRef("claim"), taken_by=user, action=ReviewAction.APPROVE.value)
    theirs = Q(claim__logged_by=user) | Q(Exists(approved))
    matter = Q(state=FindingState.OPEN.value) | Q(found_at__gt=seen.before)
    rows = Finding.objects.filter(theirs, matter).select_related("claim", "link")
    return [(row, row.found_at > seen.before) for row in rows.order_by("-found_at", "-id")[:_SHOWN]]
