"""A host is leased, not a link: whatever the number of workers, one of them visits it at a time.

A lease is a token with an end. Whoever begins a visit exchanges the token of its hint for one of its own, so that a
hint delivered twice is worth nothing the second time; whoever writes what it found holds the host's row and the token
that stands in it. A lease that ran out makes the host due again: nothing has to be told that a worker died.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from claims.models import Host, Link

_TAKING_LOCK = 7316006
"""Key of the advisory lock under which hosts are leased: two that look at the same moment would want the same ones, and
one would go away with nothing while other hosts wait."""
_LINKS_A_HOST = 4
"""Links that are looked at for each host that is wanted, before each host is asked for its first."""


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to visit one host until its end."""

    host_id: int
    token: str


class LeaseLost(Exception):
    """The lease ran out and somebody else may visit the host: nothing more may be written under it."""


def _new_token() -> str:
    return secrets.token_hex(8)


def _end(now: datetime) -> datetime:
    return now + timedelta(seconds=settings.RECHECK_LEASE_SECONDS)


def _free(now: datetime) -> QuerySet[Host]:
    """Hosts that nobody visits and that want no rest."""
    nobody = Q(lease_until=None) | Q(lease_until__lte=now)
    rested = Q(not_before=None) | Q(not_before__lte=now)
    return Host.objects.filter(nobody, rested)


def lease_due(*, limit: int, now: datetime | None = None) -> list[Lease]:
    """Lease at most ``limit`` hosts that have a link due, the longest due first; none that another leases now."""
    now = now or timezone.now()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TAKING_LOCK])
        wanted = _longest_due(limit, now)
        if wanted is not None:
            return _take(_free(now).filter(pk__in=wanted), now, in_order=wanted)
        first = Link.objects.filter(host=OuterRef("pk")).order_by("due_at").values("due_at")[:1]
        due = _free(now).alias(first_due=Subquery(first)).filter(first_due__lte=now)
        return _take(due.order_by("first_due")[:limit], now)


def _longest_due(limit: int, now: datetime) -> list[int] | None:
    """The free hosts of the links that are longest due, these first; ``None`` when so few links do not tell.

    Few links are due at a usual moment, however many hosts there are; to ask each host for its first would cost more
    with every host. Where links lie due by the thousand on a few hosts that are not free, each host is asked.
    """
    looked_at = limit * _LINKS_A_HOST
    due = list(Link.objects.filter(due_at__lte=now).order_by("due_at").values_list("host_id", flat=True)[:looked_at])
    free = set(_free(now).filter(pk__in=set(due)).values_list("pk", flat=True))
    wanted = [host for host in dict.fromkeys(due) if host in free][:limit]
    return wanted if len(due) < looked_at or len(wanted) == limit else None


_TAKE = """
UPDATE claims_host SET lease_token = ours.token, lease_until = %s
FROM unnest(%s::bigint[], %s::text[]) AS ours(id, token) WHERE claims_host.id = ours.id
"""


def _take(free: QuerySet[Host], now: datetime, *, in_order: Sequence[int] = ()) -> list[Lease]:
    """Lease these hosts in the caller's transaction, save those that another takes at this moment."""
    hosts = list(free.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True))
    place = {host: number for number, host in enumerate(in_order)}
    held = [Lease(host, _new_token()) for host in sorted(hosts, key=lambda host: place.get(host, 0))]
    if held:
        with connection.cursor() as cursor:
            cursor.execute(_TAKE, (_end(now), [lease.host_id for lease in held], [lease.token for lease in held]))
    return held


def lease_host(host_id: int, *, now: datetime | None = None) -> Lease | None:
    """Lease one host for a visit by hand, whatever is due there; ``None`` when somebody visits it or it rests."""
    now = now or timezone.now()
    token = _new_token()
    took = _free(now).filter(pk=host_id).update(lease_token=token, lease_until=_end(now))
    return Lease(host_id, token) if took else None


def lease_hosts(hosts: Collection[int], *, limit: int, now: datetime | None = None) -> list[Lease]:
    """Lease at most ``limit`` of these hosts for visits by hand: those that nobody visits and that want no rest."""
    now = now or timezone.now()
    with transaction.atomic():
        return _take(_free(now).filter(pk__in=hosts).order_by("pk")[:limit], now)


def begin(lease: Lease, *, now: datetime | None = None) -> Lease | None:
    """Exchange the lease of a hint for one's own; ``None`` when it ran out or was begun already."""
    return next(iter(begin_many([lease], now=now)), None)


_BEGIN = """
UPDATE claims_host SET lease_token = ours.new, lease_until = %s
FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS ours(id, token, new)
WHERE claims_host.id = ours.id AND claims_host.lease_token = ours.token AND claims_host.lease_until > %s
RETURNING claims_host.id, claims_host.lease_token
"""


def begin_many(hinted: Collection[Lease], *, now: datetime | None = None) -> list[Lease]:
    """Those of the leases that could be begun, as :func:`begin` does, in no order."""
    now = now or timezone.now()
    ours = [(lease.host_id, lease.token, _new_token()) for lease in sorted(hinted, key=lambda lease: lease.host_id)]
    if not ours:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_BEGIN, (_end(now), *map(list, zip(*ours, strict=True)), now))
        return [Lease(host, token) for host, token in cursor.fetchall()]


def renew(lease: Lease, *, now: datetime | None = None) -> None:
    """Prolong a lease that still holds; raises :class:`LeaseLost`."""
    now = now or timezone.now()
    held = Host.objects.filter(pk=lease.host_id, lease_token=lease.token, lease_until__gt=now)
    if not held.update(lease_until=_end(now)):
        raise LeaseLost


def hold(lease: Lease) -> Host:
    """The host's row, held until the transaction ends; raises :class:`LeaseLost` when the token is another's."""
    host = Host.objects.select_for_update(no_key=True).filter(pk=lease.host_id, lease_token=lease.token).first()
    if host is None:
        raise LeaseLost
    return host


def renew_many(held: Collection[Lease], *, now: datetime | None = None) -> set[Lease]:
    """Prolong many leases at once; returns those that still hold."""
    now = now or timezone.now()
    ours = Host.objects.filter(_any_of(held), lease_until__gt=now) if held else Host.objects.none()
    with transaction.atomic():
        kept = _leases(ours.select_for_update(no_key=True).order_by("pk"))
        Host.objects.filter(pk__in=[lease.host_id for lease in kept]).update(lease_until=_end(now))
    return kept


def hold_many(wanted: Collection[Lease]) -> set[Lease]:
    """Of these leases those that still hold, their hosts' rows held until the transaction ends."""
    if not wanted:
        return set()
    return _leases(Host.objects.filter(_any_of(wanted)).select_for_update(no_key=True).order_by("pk"))


def _any_of(held: Collection[Lease]) -> Q:
    """Tokens are random, so that a host and a token that are both in the lists belong together."""
    return Q(pk__in=[lease.host_id for lease in held], lease_token__in=[lease.token for lease in held])


def _leases(hosts: QuerySet[Host]) -> set[Lease]:
    return {Lease(pk, token or "") for pk, token in hosts.values_list("pk", "lease_token")}


_FREE = """
UPDATE claims_host SET
    lease_token = NULL, lease_until = NULL,
    not_before = greatest(not_before, %s::timestamptz + delay_seconds * interval '1 second')
FROM unnest(%s::bigint[], %s::text[]) AS ours(id, token)
WHERE claims_host.id = ours.id AND claims_host.lease_token = ours.token
"""


def free(lease: Lease, *, now: datetime | None = None) -> None:
    """Give a lease back; the host then rests for its delay. A lease that was lost stays with whoever has it."""
    free_many([lease], now=now)


def free_many(held: Collection[Lease], *, now: datetime | None = None) -> None:
    """Give many leases back, as :func:`free` does."""
    ordered = sorted(held, key=lambda lease: lease.host_id)
    if ordered:
        hosts, tokens = [lease.host_id for lease in ordered], [lease.token for lease in ordered]
        with connection.cursor() as cursor:
            cursor.execute(_FREE, (now or timezone.now(), hosts, tokens))


def rest(host: Host, *, delay: float, until: datetime | None) -> None:
    """Visit a host that the caller holds more slowly, and not before ``until``."""
    host.delay_seconds = delay
    host.not_before = max(until, host.not_before) if until and host.not_before else until or host.not_before
    host.save(update_fields=["delay_seconds", "not_before"])
