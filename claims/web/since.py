"""When a person was here before, kept in a cookie of their browser, and what was found since about their claims."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from claims.models import Finding, ReviewStep, User
from claims.vocabulary import FindingState, ReviewAction

COOKIE = "here"
APART = timedelta(hours=4)
"""Between two looks that belong to different visits."""
_FIRST = timedelta(days=7)
"""How far one looks back who was never here."""
_KEPT = timedelta(days=400)
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Here:
    """``before``: the end of the visit before this one. ``last``: the last look, which may belong to this visit."""

    before: datetime
    last: datetime


def read(cookie: str, user_id: int, *, now: datetime) -> Here:
    """What the cookie tells of this person; one of somebody else, or broken, tells nothing. Pure."""
    parts = cookie.split("|")
    times = [_time(part) for part in parts[1:]]
    if len(times) != 2 or parts[0] != str(user_id) or times[0] is None or times[1] is None:
        return Here(now - _FIRST, now)
    before, last = min(times[0], now), min(times[1], now)
    return Here(last, now) if now - last > APART else Here(before, now)


def _time(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None


def here(request: HttpRequest, user: User) -> Here:
    """When the person who asks was here before."""
    return read(request.COOKIES.get(COOKIE, ""), user.pk, now=timezone.now())


def remember(answer: HttpResponse, user: User, seen: Here) -> None:
    """Keep in the browser that the person was here."""
    value = f"{user.pk}|{seen.before.isoformat()}|{seen.last.isoformat()}"
    answer.set_cookie(
        COOKIE, value, max_age=_KEPT, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )


def findings_for(user: User, seen: Here) -> list[tuple[Finding, bool]]:
    """Findings about claims that ``user`` logged or approved: those since ``seen.before``, and open ones.

    The newest first, each with whether it is new since then.
    """
    approved = ReviewStep.objects.filter(claim=OuterRef("claim"), taken_by=user, action=ReviewAction.APPROVE.value)
    theirs = Q(claim__logged_by=user) | Q(Exists(approved))
    matter = Q(state=FindingState.OPEN.value) | Q(found_at__gt=seen.before)
    rows = Finding.objects.filter(theirs, matter).select_related("claim", "link")
    return [(row, row.found_at > seen.before) for row in rows.order_by("-found_at", "-id")[:_SHOWN]]
