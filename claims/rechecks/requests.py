"""Visits that people ask for, many at a time, and how far they are.

A request has no row of its own: its links carry the moment it was made (``Link.asked_at``), and a link whose last visit
is later has been visited. So its progress is right after any crash, and nobody has to tidy up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TypedDict

from django.db import transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from claims.ledger.service import append
from claims.models import Check, Host, Link, User
from claims.rechecks.schedule import LONGEST_DELAY
from claims.rechecks.service import BETWEEN_REQUESTS, may_ask
from claims.recording.errors import NotYours
from claims.vocabulary import Role

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    AskedLink = WithAnnotations[Link, "Asked"]


class Asked(TypedDict):
    """What a request tells of a link: the stored outcome and the key of its visit, ``None`` while it waits."""

    outcome: str | None
    check_id: int | None


MOST = 500
"""Links of one request: at two seconds each on one host they take a quarter of an hour."""
SHORTEST_DELAY = 0.5
"""Seconds between two visits to a host that an editor may choose at least."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Requested:
    """A request as it was taken: its name (``None`` when nothing was asked for), its links, and those left out."""

    name: int | None
    links: int
    too_soon: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a request is. ``outcomes`` counts the stored outcomes of visits; ``waiting`` links are still to come."""

    asked_at: datetime
    links: int
    waiting: int
    outcomes: Counter[str]

    @property
    def visited(self) -> int:
        """Links that were visited since."""
        return self.links - self.waiting


def name_of(asked_at: datetime) -> int:
    """The name of a request: its moment in microseconds since 1970."""
    return (asked_at - _EPOCH) // _MICROSECOND


def moment_of(name: int) -> datetime:
    """The moment of a request; raises ``OverflowError`` for a number that is none."""
    return _EPOCH + name * _MICROSECOND


def request_rechecks(*, actor: User, links: Collection[int]) -> Requested:
    """Have links visited with the next round, as :func:`claims.rechecks.service.request_recheck` does for one.

    One transaction, one ledger entry. Links visited within the last minute are left out; of more than ``MOST``, those
    that were not visited for longest are taken. Raises :class:`NotYours` for people outside the newsroom.
    """
    may_ask(actor)
    now = timezone.now()
    with transaction.atomic():
        rows = Link.objects.filter(pk__in=links)
        recent = Q(checked_at__gt=now - BETWEEN_REQUESTS)
        longest = rows.exclude(recent).order_by(F("checked_at").asc(nulls_first=True), "id")
        ours = Link.objects.filter(pk__in=list(longest.values_list("pk", flat=True)[:MOST])).order_by("pk")
        held = {link.pk: link for link in ours.select_for_update(no_key=True)}
        for link in held.values():
            link.due_at, link.asked_at = min(link.due_at, now), now
        Link.objects.bulk_update(held.values(), ["due_at", "asked_at"])
        if held:
            _enter(actor, held.values(), now)
    return Requested(name_of(now) if held else None, len(held), rows.filter(recent).count())


def _enter(actor: User, links: Iterable[Link], now: datetime) -> None:
    append(
        actor=actor,
        action="request_rechecks",
        subject=f"recheck/{name_of(now)}",
        after={"links": [link.public_id for link in links], "due_at": now},
    )


def asked_for(name: int) -> QuerySet[AskedLink]:
    """The links of a request, those that wait first; of each the stored outcome of its visit.

    A link that was asked for again since belongs to the later request.
    """
    asked_at = moment_of(name)
    visit = Check.objects.filter(link=OuterRef("pk"), checked_at__gte=asked_at).order_by("-checked_at", "-id")
    rows = Link.objects.filter(asked_at=asked_at).annotate(
        outcome=Subquery(visit.values("outcome")[:1]), check_id=Subquery(visit.values("pk")[:1])
    )
    return rows.order_by(F("check_id").desc(nulls_first=True), "id")


def progress(name: int) -> Progress | None:
    """How far a request is, from the rows of its links; ``None`` when no link carries it."""
    outcomes: Counter[str | None] = Counter(asked_for(name).values_list("outcome", flat=True))
    links = outcomes.total()
    waiting = outcomes.pop(None, 0)
    known = Counter({outcome: number for outcome, number in outcomes.items() if outcome is not None})
    return Progress(moment_of(name), links, waiting, known) if links else None


def hosts_in_the_way(name: int, *, now: datetime) -> list[Host]:
    """Hosts that rest now and on which links of a request wait, those that rest longest first."""
    waits = Q(links__asked_at=moment_of(name)) & (
        Q(links__checked_at=None) | Q(links__checked_at__lt=F("links__asked_at"))
    )
    rests = Host.objects.filter(waits, not_before__gt=now + timedelta(seconds=LONGEST_DELAY))
    return list(rests.distinct().order_by("-not_before"))


def set_delay(*, actor: User, host_id: int, seconds: float) -> Host:
    """Choose the time between two visits to a host. One transaction with its ledger entry.

    Raises :class:`NotYours` for all but editors and ``ValueError`` outside the bounds. A host that asks for more by its
    rules or by answering 429 is still given more.
    """
    if actor.role != Role.EDITOR.value:
        raise NotYours("Editors choose how fast a host is visited.")
    if not SHORTEST_DELAY <= seconds <= LONGEST_DELAY:
        raise ValueError(f"between {SHORTEST_DELAY:g} and {LONGEST_DELAY:g} seconds")
    with transaction.atomic():
        host = Host.objects.select_for_update(no_key=True).get(pk=host_id)
        before, host.delay_seconds = host.delay_seconds, seconds
        host.save(update_fields=["delay_seconds"])
        append(
            actor=actor,
            action="set_host_delay",
            subject=f"host/{host.name}",
            before={"delay_seconds": before},
            after={"delay_seconds": seconds},
        )
    return host
