"""Changes that were followed up long ago are forgotten, and nothing else is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test.utils import CaptureQueriesContext

from claims.models import Change
from claims.review.purging import KEPT, purge_changes
from claims.tasks import purge_changes as purge_task

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
OLD, YOUNG = NOW - KEPT - timedelta(hours=1), NOW - KEPT + timedelta(hours=1)


def a_change(drained_at: datetime | None, **facts: Any) -> Change:
    plain = {"kind": "claim", "subject": Change.objects.count() + 1, "left_at": NOW - timedelta(days=90)}
    with transaction.atomic():
        return Change.objects.create(drained_at=drained_at, **{**plain, **facts})


def left() -> set[int]:
    return set(Change.objects.values_list("pk", flat=True))


def test_what_was_followed_up_long_ago_is_forgotten_and_what_waits_or_failed_is_not() -> None:
    a_change(OLD)
    stay = {a_change(YOUNG).pk, a_change(None).pk, a_change(None, attempts=9, last_error="broken").pk}
    assert purge_changes(before=NOW - KEPT) == 1
    assert left() == stay


def test_a_change_stays_as_long_as_one_that_was_spread_from_it() -> None:
    done, half = a_change(OLD, kind="source"), a_change(OLD, kind="source")
    a_change(OLD, because=done)
    young = a_change(YOUNG, because=half)
    assert purge_changes(before=NOW - KEPT) == 2
    assert left() == {half.pk, young.pk}


def test_it_goes_in_steps_and_stops_at_its_bound() -> None:
    for _ in range(11):
        a_change(OLD)
    assert purge_changes(before=NOW - KEPT, together=3, at_most=7) == 7
    assert len(left()) == 4
    assert purge_changes(before=NOW - KEPT, together=3) == 4


def test_the_oldest_go_first() -> None:
    rows = [a_change(OLD).pk for _ in range(4)]
    purge_changes(before=NOW - KEPT, at_most=2)
    assert left() == set(rows[2:])


def test_a_step_costs_the_same_queries_however_many_rows_it_deletes() -> None:
    counts = []
    for number in (1, 20):
        for _ in range(number):
            a_change(OLD)
        with CaptureQueriesContext(transaction.get_connection()) as caught:
            assert purge_changes(before=NOW - KEPT) == number
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_the_clock_does_it_every_night() -> None:
    a_change(OLD)
    entry = settings.CELERY_BEAT_SCHEDULE["purge_changes"]
    assert (entry["task"], "17 3 * * *" in str(entry["schedule"])) == ("claims.tasks.purge_changes", True)
    purge_task()
    assert left() == set()
