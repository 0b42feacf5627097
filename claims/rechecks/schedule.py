"""When a link is visited next, and what is believed of it meanwhile. Pure; all times are passed in.

Death takes hours: a link that fails is tried again one, six and twenty hours after its first failure, and is dead when
it still fails then; an answer that cannot mean anything else (410, no such host) is believed at the second try. All of
that fits into the day that is promised for links under published claims.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from claims.vocabulary import CheckOutcome, LinkState

_FAILING = frozenset({CheckOutcome.GONE, CheckOutcome.SOFT_404, CheckOutcome.ERROR})
_UNSEEN = {CheckOutcome.BLOCKED: LinkState.BLOCKED, CheckOutcome.UNCLEAR: LinkState.UNCLEAR}
FAILURES = tuple(sorted(outcome.value for outcome in _FAILING))
"""Stored outcomes that count towards a death."""
GOOD = tuple(
    sorted(
        outcome.value
        for outcome in (CheckOutcome.ALIVE, CheckOutcome.MOVED_PERMANENTLY, CheckOutcome.MOVED_TEMPORARILY)
    )
)
"""Stored outcomes that end a row of failures."""
LONGEST_WAIT = timedelta(days=1)
LONGEST_DELAY = 60.0
"""Seconds between two requests to a host that a struggling host may bring about, or its rules for robots; more would
break the promise for published claims."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How often links are visited. ``retries`` are times since the first failure; the rest are times between visits."""

    retries: tuple[timedelta, ...] = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=20))
    published: timedelta = timedelta(hours=24)
    others: timedelta = timedelta(days=7)
    dead: timedelta = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A visit, with what was believed before it.

    ``failing_since`` is the first failure after the last good visit, ``None`` when there is none. ``certain`` and
    ``unreadable`` as in the verdict: a file that cannot be read is no death. ``every`` is how often the page is worth a
    visit, ``None`` when nothing is known of it. ``jitter`` is 0 to 1.
    """

    outcome: CheckOutcome
    certain: bool = False
    unreadable: bool = False
    state: LinkState = LinkState.UNCHECKED
    failures: int = 0
    failing_since: datetime | None = None
    published: bool = False
    every: timedelta | None = None
    jitter: float = 0.0


@dataclass(frozen=True, slots=True)
class Next:
    """What is believed of the link now, its failures in a row, and when it is visited next."""

    state: LinkState
    failures: int
    due_at: datetime


def after(seen: Seen, *, now: datetime, pace: Pace) -> Next:
    """What follows from one visit."""
    usual = now + _interval(seen, pace)
    if seen.outcome is CheckOutcome.ALIVE:
        return Next(LinkState.ALIVE, 0, usual)
    if seen.outcome in (CheckOutcome.MOVED_PERMANENTLY, CheckOutcome.MOVED_TEMPORARILY):
        return Next(LinkState.MOVED, 0, usual)
    if seen.unreadable or seen.outcome is CheckOutcome.PAYWALLED:
        return Next(_kept(seen.state), 0, usual)
    if seen.outcome not in _FAILING:
        return _not_ours_to_say(seen, usual)
    return _failed(seen, now=now, pace=pace)


def _interval(seen: Seen, pace: Pace) -> timedelta:
    """First the promise: a link under a published claim is seen within a day, before anything adapts.

    What was shared out is scattered to both sides, so that as many visits come of it as there are.
    """
    own = (seen.every or pace.others) * (1 + (seen.jitter - 0.5) / 8)
    return min(own, _spread(pace.published, seen.jitter)) if seen.published else own


def _spread(interval: timedelta, jitter: float) -> timedelta:
    """An interval shortened by up to an eighth, so that links that came together do not stay together."""
    return interval * (1 - jitter / 8)


def _kept(state: LinkState) -> LinkState:
    """The page answers, but cannot be read: what was believed stays, and a failing link no longer fails."""
    return LinkState.ALIVE if state in (LinkState.UNCHECKED, LinkState.FAILING) else state


def _not_ours_to_say(seen: Seen, usual: datetime) -> Next:
    """A wall or our own guard says nothing of the page: never a step towards death, nor away from it."""
    if seen.state is LinkState.DEAD:
        return Next(LinkState.DEAD, seen.failures, usual)
    return Next(_UNSEEN.get(seen.outcome, LinkState.FAILING), seen.failures, usual)


def _failed(seen: Seen, *, now: datetime, pace: Pace) -> Next:
    failures = seen.failures + 1
    if seen.state is LinkState.DEAD:
        return Next(LinkState.DEAD, failures, now + _spread(pace.dead, seen.jitter))
    since = min(seen.failing_since or now, now)
    retries = pace.retries[:1] if seen.certain else pace.retries
    waiting = next((since + wait for wait in retries if since + wait > now), None)
    if waiting is None and failures > len(retries):
        return Next(LinkState.DEAD, failures, now + _spread(pace.dead, seen.jitter))
    # tries that were missed, when nothing visited for a time, are made up for
    return Next(LinkState.FAILING, failures, waiting or now + retries[0])


def host_rest(
    *, status: int | None, retry_after: str | None, delay: float, now: datetime
) -> tuple[float, datetime | None]:
    """The host's delay in seconds after an answer, and before when it wants no visit at all.

    ``retry_after`` is the header's text: seconds count, anything else (a date) is read as the longest wait. 429 and
    503 double the delay.
    """
    if status not in (429, 503):
        return delay, None
    slower = min(max(delay, 1.0) * 2, LONGEST_DELAY)
    if not retry_after:
        return slower, None
    counted = retry_after.isascii() and retry_after.isdigit() and len(retry_after) < 8
    asked = timedelta(seconds=int(retry_after)) if counted else LONGEST_WAIT
    return slower, now + min(asked, LONGEST_WAIT)
