"""Visits that people ask for, many at a time, and how far they are.

A request has no row of its own: its links carry the moment it was made (``Link.asked_at``), and a link whose last visit
is later has been visited. So its progress is right after any crash, and nobody has to tidy up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from claims.ledger.service import append
from claims.models import Check, Host, Link, User
from claims.rechecks.schedule import LONGEST_DELAY
from claims.rechecks.service import BETWEEN_REQUESTS, as_seen_by, may_ask
from claims.recording.errors import NotYours
from claims.vocabulary import CheckOutcome, Role

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
class Asked:
    """A link of a request, with outcome and reason of its visit as a viewer may see them; ``None`` while it waits."""

    link: Link
    outcome: CheckOutcome | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a request is; links that wait come first."""

    asked_at: datetime
    asked: tuple[Asked, ...]

    @property
    def links(self) -> int:
        """All links of the request."""
        return len(self.asked)

    @property
    def waiting(self) -> int:
        """Links whose visit is still to come."""
        return sum(one.outcome is None for one in self.asked)

    @property
    def visited(self) -> int:
        """Links that were visited since."""
        return self.links - self.waiting

    @property
    def outcomes(self) -> list[tuple[CheckOutcome, int]]:
        """What the visits found, the commonest first."""
        return Counter(one.outcome for one in self.asked if one.outcome is not None).most_common()


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


def progress(name: int, *, viewer: User) -> Progress | None:
    """How far a request is, from the rows of its links; ``None`` when no link carries it. Two queries.

    A link that was asked for again since belongs to the later request.
    """
    asked_at = moment_of(name)
    links = list(Link.objects.filter(asked_at=asked_at).select_related("host", "document").order_by("id"))
    visits = Check.objects.filter(link__in=links, checked_at__gte=asked_at).order_by("checked_at", "id")
    last = {check.link_id: check for check in visits}
    asked = [_asked(link, last.get(link.pk), viewer) for link in links]
    return Progress(asked_at, tuple(sorted(asked, key=lambda one: one.outcome is not None))) if asked else None


def _asked(link: Link, check: Check | None, viewer: User) -> Asked:
    return Asked(link, *as_seen_by(viewer, check)) if check is not None else Asked(link, None, None)


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
