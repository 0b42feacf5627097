"""Asking for visits in a real browser, and watching them take place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from claims.models import Claim, Host, Link, User
from claims.rechecks import leases
from claims.rechecks.service import visit_due
from claims.review.drain import drain
from tests.browser.conftest import Enter
from tests.rechecks.build import a_watched_claim, the_link
from tests.rechecks.site import EDITED, HOST, QUOTED, Reply, Site, a_site, article

pytestmark = pytest.mark.django_db(transaction=True)
Person = Callable[[str, str], User]


@pytest.fixture
def site(settings: Any, tmp_path: Path) -> Iterator[Site]:
    settings.MEDIA_ROOT = tmp_path
    with a_site() as running:
        settings.FETCH_PRIVATE_HOSTS = [f"{HOST}:{running.port}"]
        for number, path in enumerate(("/ferry", "/other")):
            running.pages[path] = Reply(article(number=number))
        yield running


@pytest.fixture
def claims(site: Site) -> list[Claim]:
    """Two claims on two pages; the next visits are days away."""
    made = [a_watched_claim(site, path) for path in ("/ferry", "/other")]
    Link.objects.update(due_at=timezone.now() + timedelta(days=3), checked_at=timezone.now() - timedelta(days=1))
    return made


def a_worker_comes() -> None:
    """One round, as the workers do it."""
    Host.objects.update(not_before=None)
    visit_due(leases.lease_due(limit=50))
    drain()


def test_a_visit_is_asked_for_and_its_outcome_appears_by_itself(
    enter: Enter, person: Person, site: Site, claims: list[Claim]
) -> None:
    page = enter(person("ada", "fact_checker"))
    page.goto(f"/links/{the_link(site).public_id}/")
    page.get_by_role("button", name="Recheck now").click()
    expect(page.locator("[role=status]")).to_contain_text("A visit was asked for")
    expect(page.locator("[role=status]")).to_contain_text("It comes with the next round")
    site.pages["/ferry"] = Reply(article().replace(QUOTED, EDITED))
    a_worker_comes()
    expect(page.locator("[role=status]")).to_contain_text("Visited: Alive.")
    assert page.locator("[hx-trigger]").count() == 0
    expect(page.locator("main")).to_contain_text("Quoted passage was silently edited")


def test_links_are_ticked_with_keys_and_followed_until_all_are_visited(
    enter: Enter, person: Person, site: Site, claims: list[Claim]
) -> None:
    page = enter(person("ada", "fact_checker"))
    page.goto("/links/")
    for key in "jxjx":
        page.keyboard.press(key)
    assert page.locator("[data-pick]:checked").count() == 2
    page.get_by_role("button", name="Recheck what is ticked").click()
    expect(page.locator("#asked")).to_contain_text("0 of 2 visited")
    site.pages["/other"] = Reply("", 410)
    a_worker_comes()
    expect(page.locator("#asked")).to_contain_text("All 2 visited")
    expect(page.locator("#asked")).to_contain_text("gone 1")
    assert page.locator("progress").get_attribute("value") == "2"
    assert page.locator("[hx-trigger]").count() == 0


def test_without_scripts_a_person_looks_again(enter: Enter, person: Person, site: Site, claims: list[Claim]) -> None:
    page = enter(person("edith", "editor"), java_script_enabled=False)
    page.goto("/links/")
    page.get_by_role("button", name="Recheck all that match (2)").click()
    page.get_by_role("button", name="Recheck 2 links").click()
    expect(page.locator("#asked")).to_contain_text("0 of 2 visited")
    a_worker_comes()
    page.get_by_role("link", name="look again").click()
    expect(page.locator("#asked")).to_contain_text("All 2 visited")
    page.goto(f"/links/{the_link(site).public_id}/")
    expect(page.locator("[role=status]")).to_contain_text("Visited: Alive.")


def test_the_links_of_a_claim_are_rechecked_from_its_page(
    enter: Enter, person: Person, site: Site, claims: list[Claim]
) -> None:
    page = enter(person("ada", "fact_checker"))
    page.goto(f"/claims/{claims[0].public_id}/")
    page.get_by_role("button", name="Recheck its links").click()
    expect(page.locator("#asked")).to_contain_text("0 of 1 visited")
    a_worker_comes()
    expect(page.locator("#asked")).to_contain_text("All 1 visited")
