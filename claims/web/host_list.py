"""All hosts under watch, filtered and sorted, with their health at a glance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from claims.models import Finding, Host, Link
from claims.rechecks import robots
from claims.vocabulary import FindingState, LinkState
from claims.web import link_words
from claims.web.editing import page_of
from claims.web.link_list import typed

_DEAD, _KEPT_OUT = Q(links__state=LinkState.DEAD.value), Q(links__state=LinkState.BLOCKED.value)
_NEXT = Link.objects.filter(host=OuterRef("pk")).order_by("due_at").values("due_at")[:1]

SORTS: Mapping[str, str] = {
    "name": "Name",
    "links": "Most links",
    "dead": "Most dead links",
    "blocked": "Most links that are kept from us",
    "due": "Next visit",
    "slow": "Longest delay",
}
"""Orders of the list by their name in the address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the list is narrowed to; the flags: hosts with dead links, with links kept from us, marked, resting now."""

    q: str = ""
    dead: bool = False
    blocked: bool = False
    marked: bool = False
    resting: bool = False
    sort: str = "name"

    @classmethod
    def of(cls, sent: QueryDict) -> Filters:
        """The filters of an address; what is no word of its list counts as not set."""
        sort = sent.get("sort", "")
        flags = {name: sent.get(name) == "1" for name in ("dead", "blocked", "marked", "resting")}
        return cls(q=typed(sent, "q"), sort=sort if sort in SORTS else "name", **flags)

    @property
    def are_set(self) -> bool:
        """Whether the list is narrowed at all."""
        return self != Filters(sort=self.sort)

    def rows(self, *, now: datetime) -> QuerySet[Host]:
        """The hosts that match, in order."""
        conditions = [Q(name__icontains=self.q)] if self.q else []
        conditions += [_has(LinkState.DEAD)] if self.dead else []
        conditions += [_has(LinkState.BLOCKED)] if self.blocked else []
        conditions += [Q(profile__has_key="blocks_us")] if self.marked else []
        conditions += [Q(not_before__gt=now)] if self.resting else []
        return _sorted(Host.objects.filter(*conditions), self.sort)


def _has(state: LinkState) -> Q:
    return Q(Exists(Link.objects.filter(host=OuterRef("pk"), state=state.value)))


def _sorted(rows: QuerySet[Host], sort: str) -> QuerySet[Host]:
    if sort == "links":
        return rows.annotate(most=Count("links")).order_by("-most", "name")
    if sort in ("dead", "blocked"):
        return rows.annotate(most=Count("links", _DEAD if sort == "dead" else _KEPT_OUT)).order_by("-most", "name")
    if sort == "due":
        return rows.annotate(next=Subquery(_NEXT)).order_by(F("next").asc(nulls_last=True), "name")
    return rows.order_by("-delay_seconds", "name") if sort == "slow" else rows.order_by("name")


@dataclass(slots=True)
class Row:
    """One host of the list. ``states`` counts its links, ``due_at`` is when the first of them is due."""

    host: Host
    rest: str | None
    rules: str
    states: dict[LinkState, int] = field(default_factory=dict)
    due_at: datetime | None = None
    open: int = 0

    @property
    def links(self) -> int:
        """All its links."""
        return sum(self.states.values())

    @property
    def dead(self) -> int:
        """Links that are dead."""
        return self.states.get(LinkState.DEAD, 0)

    @property
    def blocked(self) -> int:
        """Links whose pages are kept from us."""
        return self.states.get(LinkState.BLOCKED, 0)

    @property
    def other(self) -> list[tuple[LinkState, int]]:
        """The other states that some link is in."""
        apart = (LinkState.DEAD, LinkState.BLOCKED)
        return [(state, self.states[state]) for state in LinkState if state in self.states and state not in apart]


def rules(host: Host) -> str:
    """What its rules for programs ask for, in a few words."""
    if host.robots_at is None:
        return "not asked yet"
    if host.robots is None:
        return "no rules"
    delay = robots.delay(host.robots, settings.FETCH_USER_AGENT)
    root = robots.permits(host.robots, f"https://{host.name}/", settings.FETCH_USER_AGENT)
    return "; ".join(["has rules"] + [f"asks for {delay:g} s"] * bool(delay) + ["closed to programs"] * (not root))


def glance(hosts: Iterable[Host], *, now: datetime) -> list[Row]:
    """The rows of a page, with two queries however many they are."""
    found = {host.pk: Row(host, link_words.resting(host, now=now), rules(host)) for host in hosts}
    counted = Link.objects.filter(host__in=found).order_by().values_list("host", "state")
    for pk, state, number, due_at in counted.annotate(Count("id"), Min("due_at")):
        row = found[pk]
        row.states[LinkState(state)] = number
        row.due_at = min(row.due_at, due_at) if row.due_at else due_at
    opened = Finding.objects.filter(link__host__in=found, state=FindingState.OPEN.value).order_by()
    for pk, number in opened.values_list("link__host").annotate(Count("id")):
        found[pk].open = number
    return list(found.values())


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Hosts that fit the filters."""
    filters, now = Filters.of(request.GET), timezone.now()
    page = page_of(request, filters.rows(now=now).defer("probes"))
    context = {"page": page, "rows": glance(page, now=now), "filters": filters, "sorts": SORTS.items(), "now": now}
    return render(request, "link/hosts.html", context)
