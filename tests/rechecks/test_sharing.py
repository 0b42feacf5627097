"""Pages that change often are visited often, and the promise for published claims stands above it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.models import Check, Host, Link
from claims.rechecks.sharing import share_visits
from tests.rechecks.build import a_watched_claim, the_link, visited
from tests.rechecks.site import EDITED, PARAGRAPHS, QUOTED, Reply, Site, article

pytestmark = pytest.mark.django_db


def some_links(site: Site, count: int) -> list[Link]:
    for number in range(count):
        site.pages[f"/{number}"] = Reply(article(number=number))
        a_watched_claim(site, f"/{number}", vetted=False)
    return [the_link(site, f"/{number}") for number in range(count)]


def seen(link: Link, changes: str) -> None:
    """Daily checks, the last one today: ``c`` for a change, ``-`` for none, ``?`` when the page did not show."""
    now = timezone.now()
    for ago, mark in enumerate(reversed(changes)):
        Check.objects.create(
            link=link,
            visit=f"{link.pk}-{ago}",
            outcome="blocked" if mark == "?" else "alive",
            changed={"c": True, "-": False, "?": None}[mark],
            checked_at=now - timedelta(days=ago),
        )


def test_a_page_that_changes_often_is_visited_more_often(site: Site) -> None:
    links = some_links(site, 3)
    for link, changes in zip(links, ("-" * 30, "--c-" * 7, "ccc?c" * 6), strict=True):
        seen(link, changes)
    assert share_visits() == 3
    still, now_and_then, often = [Link.objects.get(pk=link.pk) for link in links]
    assert still.change_rate < now_and_then.change_rate < often.change_rate  # type: ignore[operator]
    assert still.visit_days > now_and_then.visit_days > often.visit_days  # type: ignore[operator]
    assert sum(1 / (link.visit_days or 0) for link in (still, now_and_then, often)) == pytest.approx(3 / 7, rel=1e-3)
    visited(still)
    visited(often)
    assert the_link(site, "/0").due_at - the_link(site, "/2").due_at > timedelta(days=2)


def test_the_operator_says_how_many_visits_there_are(site: Site, settings: Any) -> None:
    some_links(site, 2)
    settings.RECHECK_VISITS_A_DAY = 4.0
    share_visits()
    assert sum(1 / (link.visit_days or 0) for link in Link.objects.all()) == pytest.approx(4, rel=1e-3)


def test_a_published_claim_weighs_more_and_keeps_its_promise(site: Site) -> None:
    some_links(site, 1)
    site.pages["/ferry"] = Reply(article())
    a_watched_claim(site)
    share_visits()
    assert (the_link(site).visit_days or 0) < (the_link(site, "/0").visit_days or 0)
    Link.objects.update(visit_days=30)
    visited(the_link(site))
    assert the_link(site).due_at - timezone.now() < timedelta(days=1)


def test_what_is_watched_decides_whether_a_page_changed(site: Site) -> None:
    site.pages["/ferry"] = Reply(article())
    a_watched_claim(site)

    def changed() -> bool | None:
        Host.objects.update(not_before=None)
        visited(the_link(site))
        return Check.objects.latest("id").changed

    assert changed() is False
    site.pages["/ferry"] = Reply(article(*PARAGRAPHS[:3]))
    assert changed() is False  # another sentence went
    site.pages["/ferry"] = Reply(article(*(p.replace(QUOTED, EDITED) for p in PARAGRAPHS)))
    assert [changed(), changed()] == [True, False]
    site.pages["/ferry"] = Reply(site.pages["/ferry"].body.replace("Ferry drifts", "Ferry sinks"))
    assert changed() is True
    site.pages["/ferry"] = Reply("closed", 403)
    assert changed() is None


def test_sharing_takes_as_many_queries_for_many_links_as_for_few(site: Site) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            share_visits()
        return len(captured)

    some_links(site, 1)
    few = queries()
    some_links(site, 6)
    assert queries() == few


def test_without_links_there_is_nothing_to_share() -> None:
    assert share_visits() == 0
