"""What a host asks of robots (RFC 9309), read by Protego. Pure, save that parsed rules are kept for the process.

Rules are obeyed for visits that nobody asked for by hand. A host without rules, or whose rules cannot be had, permits:
when the whole host is down its pages fail too, and that must be seen.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from urllib.parse import urlsplit, urlunsplit

from protego import Protego

from claims.capture.errors import CaptureError
from claims.capture.transfer import Answer
from claims.rechecks.schedule import LONGEST_DELAY

KEPT = timedelta(hours=24)
"""How long a host's rules are believed: the longest that the standard allows."""
LARGEST = 500_000
"""Bytes of rules that are read, as the standard asks."""


def address(url: str) -> str:
    """Where the rules for ``url`` stand."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, "/robots.txt", "", ""))


def are_fresh(asked_at: datetime | None, now: datetime) -> bool:
    """Whether the rules need not be asked for again."""
    return asked_at is not None and now - asked_at < KEPT


def rules(came: Answer | CaptureError, before: str | None) -> str | None:
    """The text of a host's rules after asking; those known before stay when it could not be had."""
    if isinstance(came, CaptureError) or came.status >= 500:
        return before
    if came.status != 200 or b"\x00" in came.body:
        return None
    return came.body[:LARGEST].decode("utf-8", "replace")


@lru_cache(maxsize=2000)
def _parsed(text: str) -> Protego:
    return Protego.parse(text)


def permits(text: str | None, url: str, agent: str) -> bool:
    """Whether the rules permit ``agent`` (as in the user-agent header) to visit ``url``."""
    return text is None or bool(_parsed(text).can_fetch(url, _name(agent)))


def delay(text: str | None, agent: str) -> float:
    """Seconds that the rules ask for between two visits, 0 when they ask for none."""
    asked = _parsed(text).crawl_delay(_name(agent)) if text is not None else None
    return min(float(asked or 0), LONGEST_DELAY)


def _name(agent: str) -> str:
    return agent.partition("/")[0].strip()
