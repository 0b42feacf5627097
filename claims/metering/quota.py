"""How often a program may ask: counts by windows of time. No Django, no clock.

The headers are those of draft-ietf-httpapi-ratelimit-headers-10: ``RateLimit-Policy`` says what is allowed,
``RateLimit`` how much of it is left and in how many seconds it begins anew.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable
from dataclasses import dataclass

_STEP = 8
"""A lease is as large as an eighth of what was used in the window so far."""
_SHARE = 100
"""A lease is a hundredth of the quota at most: as much as one process may leave unused."""
_MANY = 10_000


@dataclass(frozen=True, slots=True)
class Policy:
    """``quota`` requests in each window of ``seconds``, for tokens of the class ``name``; 0 is no limit."""

    name: str
    quota: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a request may be answered, how many more may be, and in how many seconds the window ends."""

    policy: Policy
    allowed: bool
    remaining: int
    resets_in: int

    def headers(self) -> dict[str, str]:
        """The headers of the answer; none where nothing limits."""
        policy = self.policy
        if not policy.quota:
            return {}
        return {
            "RateLimit-Policy": f'"{policy.name}";q={policy.quota};w={policy.seconds}',
            "RateLimit": f'"{policy.name}";r={self.remaining};t={self.resets_in}',
        }


@dataclass(slots=True)
class _Held:
    """What this process holds of one window: requests that it may answer without asking, and what it knows."""

    window: int
    left: int = 0
    used: int = 0
    known: int = 0
    out: bool = False


Ask = Callable[[str, int, Policy, int], int | None]
"""Adds a number of requests of somebody to a window, and tells how many they are then; ``None`` where nobody counts."""


class Counter:
    """Counts the requests of everybody together, through ``ask``, and alone while that does not answer.

    A busy program's requests are taken in leases, so that most of them cost no question. The quota is never exceeded
    while ``ask`` answers; a process that stops asking leaves at most a hundredth of it unused.
    """

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._held: dict[str, _Held] = {}
        self._lock = threading.Lock()

    def take(self, who: str, policy: Policy, *, now: float) -> Verdict:
        """Take one request of ``who`` at ``now`` (seconds since the epoch)."""
        window = int(now // policy.seconds)
        with self._lock:
            held = self._of(who, window)
            if not held.left and not held.out:
                self._lease(who, policy, held)
            allowed = held.left > 0
            if allowed:
                held.left -= 1
                held.used += 1
            remaining = max(policy.quota - held.known, 0) + held.left
        return Verdict(policy, allowed, remaining, math.ceil((window + 1) * policy.seconds - now))

    def _of(self, who: str, window: int) -> _Held:
        held = self._held.get(who)
        if held is None or held.window != window:
            if len(self._held) >= _MANY:
                self._held.clear()
            held = self._held[who] = _Held(window)
        return held

    def _lease(self, who: str, policy: Policy, held: _Held) -> None:
        most = policy.quota // _SHARE if policy.quota else _SHARE
        size = max(1, min(held.used // _STEP, most))
        total = self._ask(who, held.window, policy, size)
        held.known = held.known + size if total is None else total
        free = policy.quota - (held.known - size) if policy.quota else size
        held.left = max(0, min(size, free))
        held.out = held.left == 0
