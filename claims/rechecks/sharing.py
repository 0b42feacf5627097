"""Visits shared among all links, from what their visits told: how often each page changes, and what rests on it.

Carried out now and then by the clock. The promise for published claims stands above it (``schedule``). Links are read
some thousand at a time, whole hosts together, and three numbers are kept of each, so that what this takes hardly grows
with the links; a host's links are held at once, however many they are.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Count
from django.utils import timezone

from claims.models import Link
from claims.rechecks.allotment import Share, shared
from claims.rechecks.rates import INTERVALS, History, Weights, common, estimates
from claims.rechecks.resting import CLOSED
from claims.vocabulary import ReleaseKind

PUBLISHED_WEIGHT = 2
"""What a published claim weighs against another."""
TOGETHER = 2000
"""Links that are read and written together, or those of one host when it has more; and links from which is learned how
common rates are among all."""
_AGES = (timedelta(days=7), timedelta(days=60))

_READ = """
SELECT link.id, link.host_id, document.published_on, resting.claims, resting.released, told.still, told.changed
FROM claims_link AS link
JOIN claims_document AS document ON document.id = link.document_id
CROSS JOIN LATERAL (
    SELECT count(DISTINCT claim.id) AS claims,
        count(DISTINCT release.claim_id) FILTER (WHERE release.kind <> %(withdrawn)s) AS released
    FROM claims_snapshot AS snapshot
    JOIN claims_passage AS passage ON passage.snapshot_id = snapshot.id
    JOIN claims_evidence AS evidence ON evidence.passage_id = passage.id AND evidence.withdrawn_at IS NULL
    JOIN claims_claim AS claim ON claim.id = evidence.claim_id AND claim.state <> ALL(%(closed)s)
    LEFT JOIN claims_currentrelease AS release ON release.claim_id = claim.id
    WHERE snapshot.document_id = document.id
) AS resting
CROSS JOIN LATERAL (
    SELECT coalesce(sum(days) FILTER (WHERE NOT changed), 0) AS still,
        coalesce(array_agg(days) FILTER (WHERE changed), ARRAY[]::double precision[]) AS changed
    FROM (
        SELECT changed, extract(epoch FROM checked_at - lead(checked_at) OVER newest)::double precision / 86400 AS days
        FROM (
            SELECT changed, checked_at FROM claims_check
            WHERE link_id = link.id AND changed IS NOT NULL ORDER BY checked_at DESC LIMIT %(checks)s
        ) AS latest
        WINDOW newest AS (ORDER BY checked_at DESC)
    ) AS intervals
    WHERE days > 0
) AS told
WHERE """
_OF_HOSTS = "link.host_id BETWEEN %(first)s AND %(last)s"
_SOME = "link.id %% %(step)s = 0"
_WRITE = """
UPDATE claims_link SET change_rate = new.rate, visit_days = new.days
FROM unnest(%s::bigint[], %s::double precision[], %s::double precision[]) AS new(id, rate, days)
WHERE claims_link.id = new.id
"""


@dataclass(frozen=True, slots=True)
class _Page:
    link: int
    group: tuple[int, int]
    """Host, and class of age."""
    weight: int
    history: History


@dataclass(slots=True)
class _Estimated:
    """What is kept of all links while their visits are shared, as columns: 32 bytes for each."""

    links: array[int] = field(default_factory=lambda: array("q"))
    expected: array[float] = field(default_factory=lambda: array("d"))
    typical: array[float] = field(default_factory=lambda: array("d"))
    weights: array[int] = field(default_factory=lambda: array("q"))

    def add(self, pages: list[_Page], of_all: Weights | None) -> None:
        found = estimates([page.history for page in pages], [page.group for page in pages], of_all=of_all)
        self.links.extend(page.link for page in pages)
        self.expected.extend(one.expected for one in found)
        self.typical.extend(one.typical for one in found)
        self.weights.extend(page.weight for page in pages)


def share_visits(*, now: datetime | None = None) -> int:
    """Estimate each link's rate of change and share the visits; returns how many links there are.

    ``RECHECK_VISITS_A_DAY`` visits are shared, by default one a week for each link.
    """
    today = (now or timezone.now()).date()
    batches = list(_batches())
    many = sum(count for *_, count in batches)
    of_all = common(page.history for page in _some(many, today)) if len(batches) > 1 else None
    found = _Estimated()
    for first, last, _ in batches:
        found.add(list(_pages(_OF_HOSTS, today, first=first, last=last)), of_all)
    if found.links:
        a_day = settings.RECHECK_VISITS_A_DAY or len(found.links) / 7
        _write(found, shared(found.expected, found.weights, a_day=a_day))
    return len(found.links)


def _batches() -> Iterator[tuple[int, int, int]]:
    """First and last host of links that are read together, and how many these are."""
    first, last, links = 0, 0, 0
    for host, count in Link.objects.values_list("host").order_by("host").annotate(Count("id")).iterator():
        if links and links + count > TOGETHER:
            yield first, last, links
            links = 0
        first, last, links = first if links else host, host, links + count
    if links:
        yield first, last, links


def _some(many: int, today: date) -> Iterable[_Page]:
    """Some of all links, spread evenly."""
    return _pages(_SOME, today, step=-(-many // TOGETHER))


def _pages(which: str, today: date, **which_are: int) -> Iterator[_Page]:
    facts: dict[str, Any] = {
        "withdrawn": ReleaseKind.WITHDRAWN.value,
        "closed": CLOSED,
        "checks": INTERVALS + 1,
        **which_are,
    }
    with connection.cursor() as cursor:
        cursor.execute(_READ + which, facts)
        for link, host, since, resting, released, still, changed in cursor:
            age = today - since if since else _AGES[-1]
            weight = max(1, resting + (PUBLISHED_WEIGHT - 1) * released)
            group = (host, sum(age >= limit for limit in _AGES))
            yield _Page(link, group, weight, History(still, tuple(changed)))


def _write(found: _Estimated, share: Share) -> None:
    """Write rates and shares, some links at a time: visits that end meanwhile need not wait for all."""
    with connection.cursor() as cursor:
        for start in range(0, len(found.links), TOGETHER):
            part = slice(start, start + TOGETHER)
            days = [1 / share(*one) for one in zip(found.expected[part], found.weights[part], strict=True)]
            cursor.execute(_WRITE, (found.links[part].tolist(), found.typical[part].tolist(), days))
