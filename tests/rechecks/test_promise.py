"""The promise for links under published claims: where it is broken, and how it is kept."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.models import Claim, Document, Evidence, Host, Link
from claims.rechecks import promise
from claims.review.service import take_step
from claims.tasks import dispatch_rechecks
from claims.vocabulary import ReviewAction
from tests.models.build import a_user
from tests.rechecks.build import a_watched_claim, approve, the_link
from tests.rechecks.site import Reply, Site, article

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def seen(hours: float | None, **facts: Any) -> None:
    """Every link was last visited so many hours ago, or never."""
    at = None if hours is None else timezone.now() - hours * HOUR
    Link.objects.update(checked_at=at, **facts)


@pytest.mark.parametrize(("hours", "broken"), [(23, 0), (25, 1)])
def test_a_link_under_a_published_claim_is_to_be_seen_within_a_day(claim: Claim, hours: float, broken: int) -> None:
    seen(hours)
    assert promise.not_kept_count() == broken


@pytest.mark.parametrize(("hours", "broken"), [(23, 0), (25, 1)])
def test_a_link_never_visited_was_seen_when_its_page_was_taken_in(claim: Claim, hours: float, broken: int) -> None:
    seen(None)
    Document.objects.update(created_at=timezone.now() - hours * HOUR)
    assert promise.not_kept_count() == broken


def test_nothing_is_promised_for_drafts_withdrawn_claims_withdrawn_evidence_and_dead_links(site: Site) -> None:
    a_watched_claim(site, vetted=False)
    seen(99)
    assert promise.not_kept_count() == 0
    site.pages["/other"] = Reply(article(number=2))
    claim = a_watched_claim(site, "/other")
    seen(99)
    assert [link.url for link in promise.not_kept()] == [site.url("/other")]
    seen(99, state="dead")
    assert promise.not_kept_count() == 0
    seen(99, state="alive")
    Evidence.objects.filter(claim=claim).update(withdrawn_at=timezone.now(), withdrawn_reason="x")
    assert promise.not_kept_count() == 0


def test_a_withdrawn_claim_is_no_longer_promised(claim: Claim) -> None:
    seen(99)
    assert promise.not_kept_count() == 1
    take_step(claim_id=claim.pk, action=ReviewAction.WITHDRAW, actor=a_user(role="editor"), note="wrong")
    assert promise.not_kept_count() == 0


def test_the_count_is_one_query(claim: Claim) -> None:
    with CaptureQueriesContext(connection) as queries:
        promise.not_kept_count()
    assert len(queries) == 1


def test_a_visit_planned_before_the_claim_was_published_is_brought_forward(claim: Claim, site: Site) -> None:
    now = timezone.now()
    seen(10, due_at=now + 6 * 24 * HOUR)
    assert promise.bring_forward(now=now) == 1
    assert abs(the_link(site).due_at - (now + 14 * HOUR)) < timedelta(seconds=2)
    seen(90, due_at=now + 6 * 24 * HOUR)
    promise.bring_forward(now=now)
    assert the_link(site).due_at == now


def test_visits_in_time_and_links_of_drafts_stay_where_they_are(claim: Claim, site: Site) -> None:
    now = timezone.now()
    planned = now + 13 * HOUR
    seen(10, due_at=planned)
    assert promise.bring_forward(now=now) == 0
    site.pages["/other"] = Reply(article(number=2))
    a_watched_claim(site, "/other", vetted=False)
    Link.objects.filter(url=site.url("/other")).update(due_at=now + 99 * HOUR)
    assert promise.bring_forward(now=now) == 0
    assert the_link(site).due_at == planned


def test_what_was_just_published_is_brought_forward_and_what_was_long_ago_is_not_looked_at_again(site: Site) -> None:
    claim, now = a_watched_claim(site, vetted=False), timezone.now()
    seen(72, due_at=now + 96 * HOUR)
    take_step(claim_id=claim.pk, action=ReviewAction.SUBMIT, actor=claim.logged_by)
    assert promise.bring_forward(since=now - HOUR) == 0
    approve(claim)
    assert promise.bring_forward(since=timezone.now() + HOUR) == 0
    assert promise.bring_forward(since=now - HOUR) == 1
    assert the_link(site).due_at <= timezone.now()


def test_the_clock_brings_them_forward(site: Site) -> None:
    claim = a_watched_claim(site)
    assert claim.current_release is not None
    seen(72, due_at=timezone.now() + 96 * HOUR)
    Host.objects.update(not_before=timezone.now() + HOUR)  # it rests: nothing is handed to a worker
    dispatch_rechecks()
    assert the_link(site).due_at <= timezone.now()
