"""When a message that did not arrive is sent again. No Django, no clock.

The waits are those of the schedule that Standard Webhooks 1.0.0 recommends: about three days in ten attempts.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LADDER = tuple(
    timedelta(seconds=seconds)
    for seconds in (5, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600, 14 * 3600, 20 * 3600, 24 * 3600)
)
"""The waits after the first, second … attempt."""
LONGEST_REST = timedelta(hours=24)
"""The longest rest that a receiver is given, whatever it asks for."""
_SPREAD = 0.2


def wait(attempts: int, *, chance: float) -> timedelta | None:
    """How long to wait after this many failed attempts, ``None`` when it is given up.

    ``chance`` (0 to 1) makes it up to a fifth longer, so that what failed together does not come back together.
    """
    return LADDER[attempts - 1] * (1 + _SPREAD * chance) if attempts <= len(LADDER) else None


def rest(retry_after: str | None, *, now: datetime) -> timedelta:
    """The rest that a receiver asked for (``Retry-After``, seconds or a date); none for what cannot be read."""
    if not retry_after:
        return timedelta(0)
    if retry_after.isascii() and retry_after.isdigit():
        seconds = min(float(retry_after[:12]), LONGEST_REST.total_seconds())
        return timedelta(seconds=seconds)
    try:
        moment = parsedate_to_datetime(retry_after)
    except ValueError:
        return timedelta(0)
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max(moment - now, timedelta(0)), LONGEST_REST)
