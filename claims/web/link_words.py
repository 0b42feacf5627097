"""What is known of a link and its host, in words."""

from __future__ import annotations

from datetime import datetime, timedelta

from claims.models import Host

_MONTH = 30.4
_LONG = 60.0
"""Days from which months are counted."""


def how_often(days: float) -> str:
    """How often something happens that happens once in so many days: ``about once in 9 days``."""
    if days < 1:
        times = round(1 / days)
        return f"about {times} times a day" if times > 1 else "about once a day"
    if days < _LONG:
        whole = round(days)
        return f"about once in {whole} days" if whole > 1 else "about once a day"
    return f"about once in {round(days / _MONTH)} months"


def changes(rate: float | None) -> str:
    """How often a page changes; ``rate`` in changes a day."""
    if rate is None:
        return "Not known yet: it takes some visits."
    return f"{how_often(1 / rate).capitalize()}, as its visits tell." if rate > 0 else "Never seen to change."


def visits(days: float | None, *, published: bool, dead: bool = False, promised_days: float = 1.0) -> str:
    """How often a link is visited when nothing else decides; what is promised comes first, save for a dead page."""
    if dead:
        return "About once a week: the page is dead. Ask for a visit when you expect it back."
    every = days if days is not None else 7.0
    if published and every >= promised_days:
        return "Every day: a published claim rests on it."
    return f"{how_often(every).capitalize()}."


def resting(host: Host, *, now: datetime) -> str | None:
    """Why a host cannot be visited now, in a few words; ``None`` when it can."""
    if host.lease_until is not None and host.lease_until > now:
        return "being visited"
    if host.not_before is None or host.not_before - now < timedelta(seconds=60):
        return None
    return f"rests until {host.not_before:%-d %b, %H:%M} UTC"


def rest(*, not_before: datetime | None, lease_until: datetime | None, now: datetime) -> str:
    """Whether a host can be visited now."""
    if lease_until is not None and lease_until > now:
        return "The host is being visited now."
    if not_before is not None and not_before > now:
        seconds = (not_before - now).total_seconds()
        return (
            "The host rests for a moment."
            if seconds < 60
            else f"The host rests until {not_before:%-d %b %Y, %H:%M} UTC."
        )
    return "The host can be visited now."
