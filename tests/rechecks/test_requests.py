"""Visits that people ask for: remembered on the link, passed on to the round, and followed from the rows."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.models import Check, Claim, Host, LedgerEntry, Link
from claims.rechecks import leases, requests
from claims.rechecks.requests import request_rechecks, set_delay
from claims.rechecks.service import request_recheck, visit_due
from claims.recording.errors import NotYours
from tests.models.build import a_user
from tests.rechecks.build import a_watched_claim, make_due, the_link, visited
from tests.rechecks.site import Reply, Site, article

pytestmark = pytest.mark.django_db
LATER = timedelta(days=3)


def by_the_clock() -> None:
    """One round as the workers do it."""
    Host.objects.update(not_before=None)
    visit_due(leases.lease_due(limit=50))


def not_due_yet() -> None:
    Link.objects.update(due_at=timezone.now() + LATER)


@pytest.fixture
def barring(claim: Claim, site: Site) -> Site:
    """A site that asks programs to stay away from the page."""
    site.pages["/robots.txt"] = Reply("User-agent: *\nDisallow: /ferry\n")
    return site


def test_a_visit_by_the_clock_obeys_the_rules_and_one_that_was_asked_for_does_not(barring: Site) -> None:
    asked = len(barring.asked("/ferry"))
    make_due(the_link(barring))
    by_the_clock()
    assert len(barring.asked("/ferry")) == asked
    Check.objects.get()
    Link.objects.update(due_at=timezone.now() + LATER, checked_at=timezone.now() - LATER)
    request_recheck(actor=a_user(role="fact_checker"), link_id=the_link(barring).pk)
    assert the_link(barring).is_asked_for
    by_the_clock()
    assert len(barring.asked("/ferry")) == asked + 1
    assert not the_link(barring).is_asked_for


def test_the_next_visit_by_the_clock_obeys_again(barring: Site) -> None:
    not_due_yet()
    request_recheck(actor=a_user(role="fact_checker"), link_id=the_link(barring).pk)
    by_the_clock()
    asked = len(barring.asked("/ferry"))
    make_due(the_link(barring))
    by_the_clock()
    assert len(barring.asked("/ferry")) == asked


def test_only_the_link_that_was_asked_for_is_free_of_the_rules_of_its_host(barring: Site) -> None:
    barring.pages["/robots.txt"] = Reply("User-agent: *\nDisallow: /\n")
    barring.pages["/other"] = Reply(article(number=2))
    a_watched_claim(barring, "/other")
    before = len(barring.asked("/ferry"))
    request_recheck(actor=a_user(role="editor"), link_id=the_link(barring, "/other").pk)
    make_due(the_link(barring))
    by_the_clock()
    assert (len(barring.asked("/ferry")), len(barring.asked("/other"))) == (before, 2)


def test_what_a_person_waits_for_is_visited_before_what_was_due_earlier(claim: Claim, site: Site) -> None:
    for number in range(3):
        site.pages[f"/{number}"] = Reply(article(number=number + 1))
        a_watched_claim(site, f"/{number}")
    Link.objects.update(due_at=timezone.now() - LATER)
    Link.objects.filter(url=site.url("/2")).update(due_at=timezone.now() + LATER)
    request_recheck(actor=a_user(role="editor"), link_id=the_link(site, "/2").pk)
    began = len(site.log)
    by_the_clock()
    assert next(path for _, _, path, _ in site.log[began:] if path != "/robots.txt") == "/2"


def test_many_are_asked_for_with_one_entry_and_followed_until_all_are_visited(claim: Claim, site: Site) -> None:
    site.pages["/other"] = Reply(article(number=2))
    a_watched_claim(site, "/other")
    not_due_yet()
    made = LedgerEntry.objects.count()
    requested = request_rechecks(actor=a_user(role="fact_checker"), links=[link.pk for link in Link.objects.all()])
    assert (requested.links, requested.too_soon) == (2, 0)
    assert LedgerEntry.objects.count() == made + 1
    assert requested.name is not None
    before = requests.progress(requested.name, viewer=a_user())
    assert before is not None
    assert (before.links, before.waiting, before.visited) == (2, 2, 0)
    site.pages["/other"] = Reply("", 410)
    by_the_clock()
    after = requests.progress(requested.name, viewer=a_user())
    assert after is not None
    assert (after.links, after.waiting, dict(after.outcomes)) == (2, 0, {"alive": 1, "gone": 1})
    assert {one.link for one in after.asked} == set(Link.objects.all())


def test_a_link_that_was_just_visited_is_left_out_and_counted(claim: Claim, site: Site) -> None:
    visited(the_link(site))
    requested = request_rechecks(actor=a_user(role="editor"), links=[the_link(site).pk])
    assert (requested.name, requested.links, requested.too_soon) == (None, 0, 1)
    assert the_link(site).asked_at is None


def test_of_too_many_those_not_visited_for_longest_are_taken(
    claim: Claim, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.pages["/other"] = Reply(article(number=2))
    a_watched_claim(site, "/other")
    Link.objects.filter(url=site.url("/ferry")).update(checked_at=timezone.now() - timedelta(days=1))
    Link.objects.filter(url=site.url("/other")).update(checked_at=timezone.now() - timedelta(days=9))
    monkeypatch.setattr(requests, "MOST", 1)
    request_rechecks(actor=a_user(role="editor"), links=[link.pk for link in Link.objects.all()])
    assert [link.url for link in Link.objects.exclude(asked_at=None)] == [site.url("/other")]


def test_a_request_that_nobody_made_has_no_progress(claim: Claim) -> None:
    assert requests.progress(1, viewer=a_user()) is None


def test_the_name_of_a_request_is_its_moment() -> None:
    now = timezone.now()
    assert requests.moment_of(requests.name_of(now)) == now


def test_people_outside_the_newsroom_ask_for_nothing(claim: Claim, site: Site) -> None:
    with pytest.raises(NotYours):
        request_rechecks(actor=a_user(role="consumer"), links=[the_link(site).pk])
    with pytest.raises(NotYours):
        request_recheck(actor=a_user(role="consumer"), link_id=the_link(site).pk)
    assert the_link(site).asked_at is None


def test_editors_choose_the_delay_of_a_host_within_bounds(claim: Claim) -> None:
    host, editor = Host.objects.get(), a_user(role="editor")
    made = LedgerEntry.objects.count()
    assert set_delay(actor=editor, host_id=host.pk, seconds=7).delay_seconds == 7
    assert LedgerEntry.objects.count() == made + 1
    for seconds in (0, 0.4, 61, float("nan"), float("inf")):
        with pytest.raises(ValueError, match="between"):
            set_delay(actor=editor, host_id=host.pk, seconds=seconds)
    with pytest.raises(NotYours):
        set_delay(actor=a_user(role="fact_checker"), host_id=host.pk, seconds=9)
    assert Host.objects.get().delay_seconds == 7


def test_a_request_costs_the_same_queries_for_one_link_and_for_three(claim: Claim, site: Site) -> None:
    counts, editor = [], a_user(role="editor")
    for number in (1, 2):
        for extra in range(number):
            site.pages[f"/{number}{extra}"] = Reply(article(number=number * 10 + extra))
            a_watched_claim(site, f"/{number}{extra}")
        with CaptureQueriesContext(connection) as queries:
            request_rechecks(actor=editor, links=[link.pk for link in Link.objects.all()])
        counts.append(len(queries))
    assert counts[0] == counts[1]
