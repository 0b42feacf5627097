"""The limits of this installation: how often programs may call, counted in Redis by all processes together.

When Redis is away every process counts by itself for a while: a limit is no reason to answer nobody.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

import redis
from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from claims.metering.quota import Counter, Policy, Verdict
from claims.models import ApiToken, User
from claims.vocabulary import Scope

USAGE_DAYS = 30
"""For how many days it is told how often a token was used."""
_KEPT = timedelta(days=40)
_AWAY_SECONDS = 5.0
"""How long nobody asks Redis again after it did not answer."""
_WAIT_SECONDS = 0.25
_log = logging.getLogger(__name__)


@lru_cache(maxsize=2)
def _client(url: str) -> redis.Redis:
    return redis.Redis.from_url(url, socket_timeout=_WAIT_SECONDS, socket_connect_timeout=_WAIT_SECONDS)


def _redis() -> redis.Redis:
    return _client(str(settings.CACHES["default"]["LOCATION"]))


def _key(*parts: object) -> str:
    return ":".join(map(str, (settings.CACHES["default"]["KEY_PREFIX"], *parts)))


class _Shared:
    """Counts in Redis, a question a lease; leaves it alone for a while after it failed."""

    def __init__(self) -> None:
        self._away_until = 0.0

    def ask(self, who: str, window: int, policy: Policy, number: int) -> int | None:
        """Add to the window and to the day's usage in one transaction; ``None`` while Redis is away."""
        if time.monotonic() < self._away_until:
            return None
        counted, used = _key("limit", policy.name, who, window), _key("usage", who)
        try:
            pipe = _redis().pipeline(transaction=True)
            pipe.incrby(counted, number)
            pipe.expire(counted, policy.seconds * 2)
            pipe.hincrby(used, timezone.now().date().isoformat(), number)
            pipe.expire(used, _KEPT)
            return int(pipe.execute()[0])
        except redis.RedisError:
            self._away_until = time.monotonic() + _AWAY_SECONDS
            _log.warning("Redis does not answer: requests are counted by each process alone for a while")
            return None


def new_counter() -> Counter:
    """A counter as each process has one."""
    return Counter(_Shared().ask)


_counter = new_counter()


def policy_of(token: ApiToken | None, person: User | None = None) -> Policy:
    """What a token is allowed: of the newsroom's own tools, of readers, or of who comes without one.

    A ``person`` who looks with a browser is a reader.
    """
    if token is None:
        name = "reader" if person else "anonymous"
    else:
        name = "reader" if set(token.scopes) <= {Scope.READ.value} else "newsroom"
    quota, seconds = settings.RATE_LIMITS[name]
    return Policy(name, quota, seconds)


def name_of(token: ApiToken) -> str:
    """What the requests of a token are counted under: a part of its hash."""
    return str(token.pk)[:32]


def spend(request: HttpRequest, token: ApiToken | None, person: User | None = None) -> Verdict:
    """Count one call of the API and say whether it may be answered; its headers go with the answer.

    Costs no more than one question to Redis, and mostly none. Whoever gets a verdict that is not ``allowed`` answers
    429.
    """
    if token is not None:
        who = name_of(token)
    else:
        who = f"person-{person.pk}" if person else f"at-{get_adapter().get_client_ip(request)}"
    verdict = _counter.take(who, policy_of(token, person), now=time.time())
    request.rate_verdict = verdict  # type: ignore[attr-defined]  # read by the middleware that tells it
    return verdict


def usage(tokens: Sequence[ApiToken], *, today: date) -> list[dict[date, int]] | None:
    """How often each token was used on each of the last days; ``None`` while Redis is away. One question.

    A day on which it was used much may be told too high by some hundredths: requests are counted in leases.
    """
    days = [today - timedelta(days=back) for back in range(USAGE_DAYS)]
    names = [day.isoformat() for day in days]
    try:
        pipe = _redis().pipeline(transaction=False)
        for token in tokens:
            pipe.hmget(_key("usage", name_of(token)), names)
        found = pipe.execute()
    except redis.RedisError:
        return None
    return [{day: int(count or 0) for day, count in zip(days, counts, strict=True)} for counts in found]
