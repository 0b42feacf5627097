"""What a visit that somebody asked for waits for, in words, and how soon to look again. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from claims.models import Link

SOONEST, LATEST = 1, 10
"""Seconds between two looks: at first, and when nothing has happened for a minute."""
_LATE = timedelta(minutes=5)
"""Rounds come every half minute or so; a visit that none took up for so long points to a fault of ours."""


def pause(*, news_at: datetime, now: datetime) -> int:
    """Seconds to the next look, when the last news came at ``news_at``: the longer ago, the longer."""
    return max(SOONEST, min(LATEST, int((now - news_at).total_seconds() / 6)))


def awaited(link: Link, *, now: datetime) -> str:
    """What keeps the visit to ``link`` waiting."""
    host = link.host
    if link.due_at > now:
        return f"The visit had to be put off; it is tried again at {_clock(link.due_at, now)}."
    if host.lease_until is not None and host.lease_until > now:
        return f"{host} is being visited now, one page after another, {host.delay_seconds:g} s between two."
    if host.not_before is not None and host.not_before > now:
        if host.not_before - now > timedelta(seconds=host.delay_seconds):
            return f"{host} asked for rest: it is visited again from {_clock(host.not_before, now)} on."
        return f"{host} was visited a moment ago and rests for its delay of {host.delay_seconds:g} s."
    if link.asked_at is not None and now - link.asked_at > _LATE:
        return "Nobody has taken it up for minutes: tell whoever runs this installation that visits stand still."
    return "It comes with the next round, within a minute or so."


def _clock(moment: datetime, now: datetime) -> str:
    return f"{moment:%H:%M:%S} UTC" if moment - now < timedelta(hours=12) else f"{moment:%-d %b %Y, %H:%M} UTC"


@dataclass(frozen=True, slots=True)
class Awaited:
    """One reason for waiting, and how many links wait for it."""

    words: str
    links: int


def reasons(waiting: Iterable[Link], *, now: datetime) -> list[Awaited]:
    """What links wait for, that of most links first."""
    counted = Counter(awaited(link, now=now) for link in waiting)
    return [Awaited(words, number) for words, number in counted.most_common()]
