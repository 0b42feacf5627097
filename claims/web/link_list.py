"""Links filtered and sorted, for their list and for whoever asks for visits to all that match."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.contrib.postgres.search import SearchQueryField
from django.core.paginator import Page, Paginator
from django.db.models import BooleanField, Count, Exists, F, Func, OuterRef, Prefetch, Q, QuerySet, Value
from django.http import HttpRequest, QueryDict
from django.utils import timezone

from claims.models import Finding, Link
from claims.rechecks import promise
from claims.vocabulary import FindingState, LinkState
from claims.web.editing import PAGE

SORTS: Mapping[str, tuple[str, tuple[object, ...]]] = {
    "host": ("Host", ("host__name", "url")),
    "unseen": ("Longest not visited", (F("checked_at").asc(nulls_first=True), "id")),
    "seen": ("Visited last", (F("checked_at").desc(nulls_last=True), "id")),
    "due": ("Next visit", ("due_at", "id")),
    "failures": ("Most failures", ("-failures", "id")),
    "changing": ("Changes most often", (F("change_rate").desc(nulls_last=True), "id")),
}
"""Orders of the list by their name in the address, with label and columns."""
MOST_PAGES = 100
OPEN = Finding.objects.filter(state=FindingState.OPEN.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the list is narrowed to. The four flags: under published claims, due now, with open findings, and links for
    which the promise is not kept."""

    state: LinkState | None = None
    host: str = ""
    q: str = ""
    published: bool = False
    due: bool = False
    findings: bool = False
    late: bool = False
    sort: str = "host"

    @classmethod
    def of(cls, sent: QueryDict) -> Filters:
        """The filters of an address or a form; what is no word of its list counts as not set."""
        state, sort = sent.get("state", ""), sent.get("sort", "")
        return cls(
            state=LinkState(state) if state in LinkState.stored() else None,
            host=typed(sent, "host"),
            q=typed(sent, "q"),
            published=sent.get("published") == "1",
            due=sent.get("due") == "1",
            findings=sent.get("findings") == "1",
            late=sent.get("late") == "1",
            sort=sort if sort in SORTS else "host",
        )

    @property
    def are_set(self) -> bool:
        """Whether the list is narrowed at all."""
        return self != Filters(sort=self.sort)

    def fields(self) -> Iterator[tuple[str, str]]:
        """Names and values for hidden fields that give the same filters again."""
        words = {"state": self.state.value if self.state else "", "host": self.host, "q": self.q, "sort": self.sort}
        flags = {"published": self.published, "due": self.due, "findings": self.findings, "late": self.late}
        yield from ((name, value) for name, value in words.items() if value)
        yield from ((name, "1") for name, value in flags.items() if value)

    def rows(self) -> QuerySet[Link]:
        """The links that match, in order."""
        conditions = [Q(state=self.state.value)] if self.state else []
        conditions += [Q(host__name=self.host)] if self.host else []
        conditions += [_named(self.q)] if self.q else []
        conditions += [Q(due_at__lte=timezone.now())] if self.due else []
        conditions += [promise.UNDER_PUBLISHED_CLAIMS] if self.published else []
        conditions += [Q(Exists(OPEN.filter(link=OuterRef("pk"))))] if self.findings else []
        rows = promise.not_kept() if self.late else Link.objects.all()
        return rows.filter(*conditions).order_by(*self.order)

    @property
    def order(self) -> Sequence[Any]:
        """The columns and expressions of the order."""
        return SORTS[self.sort][1]

    def counts(self) -> list[tuple[LinkState, int]]:
        """How many links match in each state, whatever state is chosen; states without a link are left out."""
        rows = replace(self, state=None).rows().order_by()
        counted = dict(rows.values_list("state").annotate(number=Count("id")))
        return [(state, counted[state.value]) for state in LinkState if state.value in counted]


def _named(words: str) -> Q:
    """Links of whose address and title some word begins with each word that is typed; with an index."""
    begin = Func(Value(words), function="claims_words_begin", output_field=SearchQueryField())
    return Q(Func(F("words__words"), begin, template="%(expressions)s", arg_joiner=" @@ ", output_field=BooleanField()))


def typed(sent: QueryDict, name: str) -> str:
    return sent.get(name, "").replace("\x00", "").strip()[:200]


class Bounded(Paginator):  # type: ignore[type-arg]  # it takes none at run time
    """Pages that lead to the first ``MOST_PAGES`` only: nobody turns so many, and each costs all that come before."""

    @cached_property
    def num_pages(self) -> int:
        return min(MOST_PAGES, super().num_pages)

    @property
    def beyond(self) -> int:
        """How many links no page leads to."""
        return max(0, self.count - MOST_PAGES * PAGE)


def page_of_links(request: HttpRequest, filters: Filters, *, number: int) -> Page[Link]:
    """The asked-for page of the list; of ``number`` links that match.

    Which links these are is asked first, so that what the list shows is gathered for them alone.
    """
    rows = filters.rows()
    pages = Bounded(rows, PAGE)
    pages.count = number
    page = pages.get_page(request.GET.get("page"))
    first = (page.number - 1) * PAGE
    ours = Link.objects.filter(pk__in=rows.values("pk")[first : first + PAGE])
    page.object_list = shown(ours.order_by(*filters.order))
    return page


def shown(rows: QuerySet[Link]) -> QuerySet[Link]:
    """The rows with what a list shows of them."""
    findings = Prefetch("findings", OPEN.order_by("id"), "open_findings")
    return rows.select_related("host", "document").prefetch_related(findings)
