"""Visits shared among all links, from what their visits told: how often each page changes, and what rests on it.

Carried out now and then by the clock. The promise for published claims stands above it (``schedule``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import Count, F, Q
from django.utils import timezone

from claims.models import Link
from claims.rechecks.allotment import visits
from claims.rechecks.rates import INTERVALS, History, estimates
from claims.rechecks.resting import CLOSED
from claims.vocabulary import ReleaseKind

PUBLISHED_WEIGHT = 2
"""What a published claim weighs against another."""
_AGES = (timedelta(days=7), timedelta(days=60))

_HISTORY = """
SELECT link_id,
    coalesce(sum(days) FILTER (WHERE NOT changed), 0),
    coalesce(array_agg(days) FILTER (WHERE changed), ARRAY[]::double precision[])
FROM (
    SELECT link_id, changed,
        extract(epoch FROM checked_at - lag(checked_at) OVER told)::double precision / 86400 AS days,
        row_number() OVER (PARTITION BY link_id ORDER BY checked_at DESC) AS number
    FROM claims_check WHERE changed IS NOT NULL
    WINDOW told AS (PARTITION BY link_id ORDER BY checked_at)
) AS intervals
WHERE days > 0 AND number <= %s
GROUP BY link_id
"""
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


def share_visits(*, now: datetime | None = None) -> int:
    """Estimate each link's rate of change and share the visits; returns how many links there are.

    ``RECHECK_VISITS_A_DAY`` visits are shared, by default one a week for each link.
    """
    now = now or timezone.now()
    pages = list(_pages(now))
    if not pages:
        return 0
    histories = _histories()
    found = estimates([histories.get(page.link, History()) for page in pages], [page.group for page in pages])
    a_day = settings.RECHECK_VISITS_A_DAY or len(pages) / 7
    shares = visits([one.expected for one in found], [page.weight for page in pages], a_day=a_day)
    with connection.cursor() as cursor:
        rows = ([page.link for page in pages], [one.typical for one in found], [1 / share for share in shares])
        cursor.execute(_WRITE, rows)
    return len(pages)


def _pages(now: datetime) -> Iterable[_Page]:
    claims = "document__snapshots__passages__evidence__claim"
    evidence = {"document__snapshots__passages__evidence__withdrawn_at": None, f"{claims}__isnull": False}
    rests = Q(**evidence) & ~Q(**{f"{claims}__state__in": CLOSED})
    published = rests & Q(**{f"{claims}__current_release__isnull": False})
    published &= ~Q(**{f"{claims}__current_release__kind": ReleaseKind.WITHDRAWN.value})
    rows = Link.objects.annotate(
        resting=Count(claims, filter=rests, distinct=True),
        out=Count(claims, filter=published, distinct=True),
        since=F("document__published_on"),
    ).values_list("pk", "host_id", "resting", "out", "since")
    for pk, host, resting, out, since in rows:
        age = now.date() - since if since else _AGES[-1]
        weight = max(1, resting + (PUBLISHED_WEIGHT - 1) * out)
        yield _Page(pk, (host, sum(age >= limit for limit in _AGES)), weight)


def _histories() -> dict[int, History]:
    with connection.cursor() as cursor:
        cursor.execute(_HISTORY, (INTERVALS,))
        return {link: History(still, tuple(changed)) for link, still, changed in cursor.fetchall()}
