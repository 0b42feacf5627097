"""No filter and no order of the list reads the whole table."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict

from claims.api.asked import FILTERS, ORDERS, understood
from claims.api.reading import page_sql

pytestmark = pytest.mark.django_db
_FILL = """
SET session_replication_role = replica;
INSERT INTO claims_currentrelease (claim_id, release_id, public_id, kind, status, effective_status, sourcing_types,
    source_letter, information_number, language, languages, claimants, outlets, tags, sources, pages, excerpt,
    link_health, claimed_on, vetted_at, search)
SELECT n, n, 'c' || n, 'published',
    CASE WHEN n % 100 = 0 THEN 'disputed' ELSE 'single_source' END,
    CASE WHEN n % 100 = 0 THEN 'disputed' ELSE 'single_source' END,
    ARRAY[CASE WHEN n % 100 = 0 THEN 'dataset' ELSE 'document' END],
    CASE WHEN n % 100 = 0 THEN 'A' ELSE 'C' END, CASE WHEN n % 100 = 0 THEN 1 ELSE 3 END, 'en',
    ARRAY[CASE WHEN n % 100 = 0 THEN 'de' ELSE 'en' END], ARRAY['name ' || n % 100], ARRAY['outlet ' || n % 100],
    ARRAY['tag ' || n % 100], ARRAY['s' || n % 100], ARRAY['courier.example/' || n], n % 100 = 0,
    CASE WHEN n % 100 = 0 THEN 'dead' ELSE 'alive' END, date '2020-01-01' + n / 20,
    timestamptz '2020-01-01Z' + n * interval '1 hour',
    to_tsvector('simple', 'the ferry number' || n % 100 || ' left late ' || repeat('over and over ', 20))
FROM generate_series(1, 20000) n;
SET session_replication_role = DEFAULT;
ANALYZE claims_currentrelease;
"""
ASKED = {
    "status": "disputed",
    "effective_status": "disputed",
    "sourcing_type": "dataset",
    "source_letter": "A",
    "information_number": "1",
    "claimant": "name 7",
    "outlet": "outlet 7",
    "source": "s7",
    "tag": "tag 7",
    "language": "de",
    "claimed_from": "2022-09-01",
    "claimed_to": "2020-01-10",
    "vetted_from": "2022-04-01",
    "vetted_to": "2020-01-10",
    "excerpt": "true",
    "link_health": "dead",
}


def scanned(query: str) -> set[str]:
    """The kinds of steps in the plan of a page."""
    sql, values = page_sql(understood(QueryDict(query)))
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", values)
        return set(steps(cursor.fetchone()[0][0]["Plan"]))


def steps(plan: dict[str, Any]) -> list[str]:
    found = [f"{plan['Node Type']} on {plan['Relation Name']}"] if "Relation Name" in plan else []
    return found + [step for below in plan.get("Plans", []) for step in steps(below)]


def test_every_filter_search_and_order_has_an_index() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_FILL)
    assert set(ASKED) == set(FILTERS)
    queries = [f"{name}={value}" for name, value in ASKED.items()]
    queries += [f"order={order}" for order in ORDERS] + ["q=number7", "status=disputed,refuted&tag=tag+7"]
    whole = {query: found for query in queries if (found := scanned(query)) & {"Seq Scan on claims_currentrelease"}}
    assert whole == {}
