"""What is in doubt is told by another page of the host, asked at the same moment: does the site let us in at all?"""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
import time_machine
from django.utils import timezone

from claims.models import Check, Claim, Finding, Host, Link
from claims.rechecks.probe import sketch
from claims.rechecks.profile import another_page
from claims.rechecks.witness import Witness, lets_us_in, shows_as_before
from claims.vocabulary import CheckOutcome, LinkState
from tests.models.build import a_snapshot
from tests.rechecks.build import a_watched_claim, the_link, visited
from tests.rechecks.site import OTHER_HOST, Reply, Site, article
from tests.rechecks.test_outcomes import MUMBLE, sibling
from tests.rechecks.test_round import round_of
from tests.rechecks.test_service import kinds, state_of

pytestmark = pytest.mark.django_db

BEGINS = "Tern over marl, brannock ellis twelve."
TEXT = "The ferry left the quay at nine and came back at ten with all its passengers, and the harbour was calm."


# --- what a witness tells ---


def test_a_witness_that_shows_lets_us_in_and_one_that_says_the_same_does_not() -> None:
    assert lets_us_in(Witness(shows=True, sketch=sketch(TEXT)), text=BEGINS, led_to=None) is True
    assert lets_us_in(Witness(sketch=sketch(BEGINS)), text=BEGINS, led_to=None) is False
    assert lets_us_in(Witness(walled=True), text=BEGINS, led_to=None) is False
    assert lets_us_in(Witness(sketch=sketch(TEXT)), text=BEGINS, led_to=None) is None


def test_a_witness_that_is_led_where_the_page_was_led_stands_before_the_same_gate() -> None:
    gate = Witness(leads_to="https://courier.example/gate?to=other")
    assert lets_us_in(gate, text="", led_to="https://Courier.example/gate?to=ferry") is False
    assert lets_us_in(gate, text="", led_to="https://courier.example/gone") is None
    assert lets_us_in(gate, text="", led_to=None) is None


def test_a_page_shows_as_before_when_a_good_part_of_its_text_stands_there() -> None:
    assert shows_as_before(f"{TEXT} More on page two.", TEXT)
    assert not shows_as_before(BEGINS, TEXT)


# --- which page is asked ---


def beside(link: Link, path: str, **facts: object) -> Link:
    """Another link of the host, that shows unless told otherwise."""
    snapshot = a_snapshot()
    plain = {"host": link.host, "document": snapshot.document, "basis": snapshot, "state": "alive"}
    times = {"checked_at": timezone.now(), "due_at": timezone.now()}
    return Link.objects.create(**{"url": link.url.replace("/ferry", path), **plain, **times, **facts})


def test_a_page_in_the_same_folder_is_asked_first_and_else_the_one_that_showed_last(claim: Claim, site: Site) -> None:
    link, now = the_link(site), timezone.now()
    assert another_page(link) is None  # no other page of the host
    early = beside(link, "/far/away", checked_at=now - timedelta(days=3))
    assert another_page(link) == early
    late = beside(link, "/far/off", checked_at=now - timedelta(days=2))
    assert another_page(link) == late
    near = beside(link, "/near", checked_at=now - timedelta(days=9))
    assert another_page(link) == near


def test_a_page_that_does_not_show_and_one_of_another_host_or_the_same_document_are_no_witness(
    claim: Claim, site: Site
) -> None:
    link = the_link(site)
    for number, state in enumerate(("dead", "failing", "blocked", "unclear", "unchecked")):
        beside(link, f"/{number}", state=state)
    beside(link, "/failed-once", failures=1)
    beside(link, "/never-read", basis=None)
    beside(link, "/same", document=link.document)
    beside(link, "/moved", state="moved", answered_by=site.url("/moved", OTHER_HOST))
    elsewhere = Host.objects.create(name=f"{OTHER_HOST}:{site.port}")
    beside(link, "/else", host=elsewhere, url=site.url("/else", OTHER_HOST))
    assert another_page(link) is None


# --- in a round ---


@pytest.fixture
def two(claim: Claim, site: Site) -> Claim:
    """Two pages of the host that showed at their last visit; the claim rests on the first."""
    site.pages["/other"] = Reply(article(number=2))
    a_watched_claim(site, "/other", wording="Another claim on the ferry")
    visited(the_link(site))
    visited(the_link(site, "/other"))
    site.log.clear()
    return claim


def asked(site: Site) -> list[str]:
    return [path for _, _, path, _ in site.log]


def test_a_soft_404_is_known_at_the_first_visit_and_each_address_asked_once_after_the_delay(
    two: Claim, site: Site
) -> None:
    Host.objects.update(delay_seconds=0.3)
    site.pages["/ferry"] = site.pages[sibling(site)] = MUMBLE
    report = visited(the_link(site))
    assert (report.outcome, report.state) == (CheckOutcome.SOFT_404, LinkState.FAILING)
    assert report.reason == "answers as for an address that does not exist"
    assert asked(site) == ["/ferry", "/other", sibling(site)]
    times = [began for began, *_ in site.log]
    assert all(later - before >= 0.3 for before, later in pairwise(times))
    assert (Host.objects.get().lease_token, the_link(site).instead) == (None, None)


def test_a_wall_before_both_pages_is_a_wall_and_says_nothing_of_the_published_claim(two: Claim, site: Site) -> None:
    site.pages["/ferry"] = site.pages["/other"] = site.pages[sibling(site)] = MUMBLE
    start = timezone.now()
    for hours in (0, 1.1, 7.2, 28):
        with time_machine.travel(start + timedelta(hours=hours), tick=True):
            report = visited(the_link(site))
        assert (report.outcome, report.state, report.findings) == (CheckOutcome.BLOCKED, LinkState.BLOCKED, 0)
        assert report.reason == "answers this page and others of the site alike: a wall stands before them"
    assert asked(site) == ["/ferry", "/other"] * 4  # asked anew each time, and no absent address beside
    assert (kinds(two), state_of(two)) == ([], "vetted")


def test_a_wall_before_all_pages_that_ends_is_no_memory_of_a_wall(two: Claim, site: Site) -> None:
    other = site.pages["/other"]
    site.pages["/ferry"] = site.pages["/other"] = site.pages[sibling(site)] = MUMBLE
    assert visited(the_link(site)).outcome is CheckOutcome.BLOCKED
    site.pages["/other"] = other
    assert visited(the_link(site)).outcome is CheckOutcome.SOFT_404


def test_a_witness_that_is_asked_to_wait_tells_of_a_wall_and_ends_the_round_for_its_host(
    two: Claim, site: Site
) -> None:
    site.pages["/ferry"] = MUMBLE
    site.pages["/other"] = Reply("slow down", 429)
    assert visited(the_link(site)).outcome is CheckOutcome.BLOCKED
    assert asked(site) == ["/ferry", "/other"]


def test_a_witness_that_robots_may_not_visit_is_not_asked_and_nothing_is_concluded(two: Claim, site: Site) -> None:
    site.pages["/robots.txt"] = Reply("User-agent: *\nDisallow: /other\n")
    site.pages["/ferry"] = site.pages[sibling(site)] = MUMBLE
    Host.objects.update(not_before=None)
    (report,) = round_of(the_link(site))
    assert (report.outcome, report.state) == (CheckOutcome.UNCLEAR, LinkState.UNCLEAR)
    assert asked(site) == ["/robots.txt", "/ferry"]
    assert Check.objects.filter(link=the_link(site, "/other")).count() == 1


def test_a_visit_that_is_not_in_doubt_asks_for_nothing_else(two: Claim, site: Site) -> None:
    for reply in (Reply(article(number=3)), Reply("<p>Gone.</p>", 404), Reply("<p>No.</p>", 403), Reply("", 500)):
        site.pages["/ferry"] = reply
        visited(the_link(site))
    assert asked(site) == ["/ferry"] * 4
    assert Finding.objects.filter(kind="host_blocks").count() == 0
