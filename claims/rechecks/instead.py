"""What came instead of a page, remembered: the same answer again, for the same evidence, says nothing new. Pure.

A page that is gone answers with the same error page at every visit, a wall with the same refusal. The first is read and
judged; those that follow cost a hash, like a page that stands as it stood.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from claims.capture.errors import CaptureError
from claims.capture.fetch import Fetched
from claims.rechecks.verdict import Verdict
from claims.vocabulary import CheckOutcome

KEPT_OUT = frozenset({CheckOutcome.BLOCKED, CheckOutcome.PAYWALLED, CheckOutcome.UNCLEAR})
"""Outcomes that keep a page from us and say nothing of it."""
WALL_ASKED_AFTER = timedelta(days=5)
"""How long a page has to be kept from us before an editor is asked, once for its host."""
_SLOW_DOWN = frozenset({429, 503})
_TELLING = ("cf-mitigated",)
"""Headers that a verdict looks at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instead:
    """The last answer that was not the page, and what was made of it.

    ``key`` is the hash of the answer (:func:`key`); ``rests_on`` the evidence that it was judged for; ``distrusted``
    whether the host was marked as one that blocks us. ``judged_at`` is when it was last judged in full, ``since`` when
    the row of visits that failed, or were kept out, began.
    """

    key: str
    outcome: CheckOutcome
    reason: str | None
    certain: bool
    unreadable: bool
    rests_on: str
    distrusted: bool
    judged_at: datetime
    since: datetime

    @property
    def verdict(self) -> Verdict:
        """What was made of it."""
        return Verdict(self.outcome, self.reason, certain=self.certain, unreadable=self.unreadable)

    def as_json(self) -> dict[str, Any]:
        """As ``Link.instead`` keeps it."""
        times = {"judged_at": self.judged_at.isoformat(), "since": self.since.isoformat()}
        return {**asdict(self), "outcome": self.outcome.value, **times}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Instead:
        """The reverse of :meth:`as_json`."""
        times = {name: datetime.fromisoformat(data[name]) for name in ("judged_at", "since")}
        return cls(**{**data, "outcome": CheckOutcome(data["outcome"]), **times})


def raises_question(outcome: CheckOutcome, since: datetime | None, *, told: bool, now: datetime) -> bool:
    """Whether an editor is to be asked about a host that keeps a page from us ``since``; not while one was ``told``."""
    return outcome in KEPT_OUT and not told and since is not None and now - since >= WALL_ASKED_AFTER


def key(came: Fetched | CaptureError, essence: str | None, body_hash: str | None) -> str | None:
    """The hash (64 hexadecimal digits) of all that a verdict on this answer rests on; ``None`` for one to look into.

    ``essence`` and ``body_hash`` are those of the answer. A host that asks to be left alone is always looked into.
    """
    if isinstance(came, CaptureError):
        return _hash(type(came).__name__, came.code)
    same = essence or body_hash
    if came.status in _SLOW_DOWN or same is None:
        return None
    return _hash(came.status, came.final_url, came.redirects, [came.headers.get(name) for name in _TELLING], same)


def _hash(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()
