"""A round of visits: many hosts side by side, each with its delay; what is nothing new costs next to nothing."""

from __future__ import annotations

import time
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.capture.errors import CaptureError
from claims.capture.fetch import fetch
from claims.capture.installation import installation_limits
from claims.models import Check, Claim, Finding, Host, Link, PassageCheck, Snapshot
from claims.rechecks import known, leases, service
from claims.rechecks.outages import faults
from claims.rechecks.profile import mark_host
from claims.rechecks.service import Report, visit_due
from claims.rechecks.visit import Came
from claims.vocabulary import CheckOutcome, LinkState, PassageOutcome
from tests.bench.verdict_cases import JUST_A_MOMENT
from tests.models.build import a_user
from tests.rechecks.build import a_watched_claim, make_due, the_link, visited
from tests.rechecks.site import EDITED, HOST, OTHER_HOST, PARAGRAPHS, QUOTED, Reply, Site, article

pytestmark = pytest.mark.django_db


def noisy(number: int, *, token: str) -> Reply:
    """A page with other bytes at every visit and the same words."""
    return Reply(article(number=number).replace("</head>", f"<script>token = '{token}'</script></head>"))


def round_of(*links: Link) -> list[Report]:
    """Visit these links now, as a worker does, as if all were due."""
    for link in links:
        make_due(link)
    held = leases.lease_due(limit=50)
    return visit_due(held)


def visits(site: Site, host: str) -> list[float]:
    return [began for began, asked, *_ in site.log if asked.startswith(host)]


def test_other_bytes_with_the_same_words_need_no_reading(site: Site) -> None:
    site.pages["/ferry"] = noisy(1, token="a")
    a_watched_claim(site)
    assert visited(the_link(site)).passages == (PassageOutcome.FOUND,)
    for token in "bcd":
        site.pages["/ferry"] = noisy(1, token=token)
        assert visited(the_link(site)).passages == ()
    assert site.asked("/ferry") == [200] * 5
    assert (Check.objects.count(), Snapshot.objects.count()) == (4, 1)
    assert {check.snapshot for check in Check.objects.all()} == set(Snapshot.objects.all())
    site.pages["/ferry"] = Reply(article(*(p.replace(QUOTED, EDITED) for p in PARAGRAPHS)))
    assert visited(the_link(site)).passages == (PassageOutcome.CHANGED,)


def test_evidence_that_was_added_since_is_compared_though_the_page_is_as_it_was(claim: Claim, site: Site) -> None:
    visited(the_link(site))
    assert visited(the_link(site)).passages == ()
    a_watched_claim(site, quoted="Nobody on board was hurt, and the cars on deck stayed dry.")
    assert visited(the_link(site)).passages == (PassageOutcome.FOUND, PassageOutcome.FOUND)
    assert visited(the_link(site)).passages == ()


def test_a_page_is_read_in_full_now_and_then_whatever_its_essence_says(claim: Claim, site: Site) -> None:
    visited(the_link(site))
    Link.objects.update(read_at=timezone.now() - 2 * known.READ_AGAIN)
    assert visited(the_link(site)).passages == (PassageOutcome.FOUND,)


def test_quiet_visits_are_written_together(site: Site) -> None:
    def queries(count: int) -> int:
        for number in range(count):
            site.pages[f"/{number}"] = Reply(article(number=number))
            a_watched_claim(site, f"/{number}")
        Host.objects.update(delay_seconds=0)
        links = list(Link.objects.all())
        round_of(*links)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert {report.passages for report in round_of(*links)} == {()}
        return sum('UPDATE "claims_link" SET "due_at"' not in query["sql"] for query in seen.captured_queries)

    few = queries(2)
    assert queries(12) <= few + 12 * 2  # making them due costs two each


def test_hosts_are_visited_side_by_side_and_each_with_its_delay(site: Site) -> None:
    for number in range(3):
        site.pages[f"/{number}"] = Reply(article(number=number), seconds=0.1)
        a_watched_claim(site, f"/{number}")
    here = Host.objects.get(name=f"{HOST}:{site.port}")
    there = Host.objects.create(name=f"{OTHER_HOST}:{site.port}")
    for link in list(Link.objects.all()):
        path = link.url.rpartition("/")[2]
        Link.objects.create(
            url=site.url(f"/{path}", OTHER_HOST), host=there, document=link.document, due_at=link.due_at
        )
    Host.objects.update(delay_seconds=0.5)
    site.log.clear()
    began = time.monotonic()
    assert len(round_of(*Link.objects.all())) == 6
    assert time.monotonic() - began < 3.5  # one after the other would take longer
    for host in (here, there):
        times = visits(site, host.name)
        assert len(times) == 4  # with the rules for robots
        assert min(later - earlier for earlier, later in pairwise(times)) >= 0.5
    assert set(Host.objects.values_list("lease_token", flat=True)) == {None}
    assert all(host.not_before is not None and host.not_before > timezone.now() for host in Host.objects.all())


def test_a_redirect_to_another_host_waits_for_that_hosts_turn(claim: Claim, site: Site) -> None:
    site.pages["/old"] = Reply("", 301, {"Location": site.url("/ferry", OTHER_HOST)})
    link = the_link(site)
    Link.objects.filter(pk=link.pk).update(url=site.url("/old"))
    there = Host.objects.create(name=f"{OTHER_HOST}:{site.port}", delay_seconds=1.0)
    busy = leases.lease_host(there.pk)
    assert busy is not None
    (report,) = round_of(link)
    assert (report.outcome, Check.objects.count()) == (None, 0)
    assert report.due_at > timezone.now()
    assert visits(site, OTHER_HOST) == []
    leases.free(busy)
    Host.objects.update(not_before=None)
    (report,) = round_of(link)
    assert (report.outcome, len(visits(site, OTHER_HOST))) == (CheckOutcome.MOVED_PERMANENTLY, 2)
    there.refresh_from_db()
    assert there.lease_token is None
    assert there.not_before is not None


def test_robots_rules_bind_the_clock_and_not_a_person(claim: Claim, site: Site) -> None:
    site.pages["/robots.txt"] = Reply("User-agent: *\nDisallow: /ferry\nCrawl-delay: 3\n")
    before = len(site.asked("/ferry"))
    (report,) = round_of(the_link(site))
    assert (report.outcome, report.state) == (CheckOutcome.BLOCKED, LinkState.BLOCKED)
    assert len(site.asked("/ferry")) == before
    assert Host.objects.get().delay_seconds == 3
    assert visited(the_link(site)).outcome is CheckOutcome.ALIVE
    round_of(the_link(site))
    assert len(site.asked("/robots.txt")) == 1  # believed for a day


def test_a_host_that_asks_for_rest_is_left_alone_for_the_round(site: Site) -> None:
    for number in range(3):
        site.pages[f"/{number}"] = Reply(article(number=number))
        a_watched_claim(site, f"/{number}")
        site.pages[f"/{number}"] = Reply("slow down", 429, {"Retry-After": "600"})
    reports = round_of(*Link.objects.all())
    assert [report.outcome for report in reports] == [CheckOutcome.BLOCKED]
    assert Link.objects.filter(due_at__lte=timezone.now()).count() == 2
    host = Host.objects.get()
    assert host.not_before is not None
    assert (host.not_before - timezone.now()).total_seconds() > 500


def test_when_no_host_answers_the_fault_is_ours_and_nothing_is_counted(site: Site, settings: Any) -> None:
    settings.FETCH_PORTS = [9]
    claim = a_watched_claim(site)
    document = the_link(site).document
    closed = [Host.objects.create(name=f"{name}.localhost:9", delay_seconds=0) for name in ("a", "b", "c")]
    settings.FETCH_PRIVATE_HOSTS = [host.name for host in closed]
    links = [
        Link.objects.create(url=f"http://{host.name}/", host=host, document=document, due_at=timezone.now())
        for host in closed
    ]
    Link.objects.filter(url=site.url("/ferry")).update(due_at=timezone.now() + timedelta(days=1))
    reports = visit_due(leases.lease_due(limit=10))
    assert [report.outcome for report in reports] == [None] * 3
    assert Check.objects.count() == 0
    assert [fault.kind for fault in faults()] == ["no_site_reached"]
    assert set(Link.objects.filter(pk__in=[link.pk for link in links]).values_list("failures", flat=True)) == {0}
    settings.FETCH_PRIVATE_HOSTS = [*settings.FETCH_PRIVATE_HOSTS, f"{HOST}:{site.port}"]
    reports = round_of(*Link.objects.all())  # now somebody answers, so that the others did fail
    assert sorted(str(report.outcome) for report in reports) == ["alive", "error", "error", "error"]
    assert faults() == []
    assert not Finding.objects.filter(claim=claim).exists()


def test_the_links_of_a_lost_lease_are_left_and_nothing_is_written(claim: Claim, site: Site) -> None:
    visited(the_link(site))
    make_due(the_link(site))
    (lease,) = leases.lease_due(limit=1)
    Host.objects.update(lease_token="another", lease_until=timezone.now() + timedelta(hours=1))
    assert visit_due([lease]) == []
    assert Check.objects.count() == 1
    assert Host.objects.get().lease_token == "another"


def test_what_is_due_is_read_in_pieces_and_each_link_once(site: Site) -> None:
    claim_page, host = article(number=0), f"{HOST}:{site.port}"
    site.pages["/0"] = Reply(claim_page)
    a_watched_claim(site, "/0")
    document, at = Link.objects.get().document, timezone.now() - timedelta(hours=1)
    for number in range(1, 6):
        site.pages[f"/{number}"] = Reply(claim_page)
        due_at = at - timedelta(minutes=number % 2)  # several at one moment
        Link.objects.create(
            url=site.url(f"/{number}"), host=Host.objects.get(name=host), document=document, due_at=due_at
        )
    make_due(the_link(site, "/0"))
    in_order = list(Link.objects.order_by("due_at", "id").values_list("id", flat=True))
    pieces = list(known.due_links([Host.objects.get().pk], most=5, piece=2))
    assert [[due.link.id for due in piece] for piece in pieces] == [in_order[:2], in_order[2:4], in_order[4:5]]
    (lease,) = leases.lease_due(limit=1)
    reports = visit_due([lease], piece=1)
    assert sorted(report.url for report in reports) == sorted(Link.objects.values_list("url", flat=True))
    assert Check.objects.count() == 6
    assert Host.objects.get().lease_token is None


def test_a_visit_asked_for_during_a_quiet_visit_is_not_forgotten(claim: Claim, site: Site) -> None:
    visited(the_link(site))
    make_due(the_link(site))
    (due,) = known.links([the_link(site).pk])
    lease = leases.lease_host(Host.objects.get().pk)
    assert lease is not None
    page = fetch(due.link.url, limits=installation_limits(), known=due.known)
    quiet = known.quiet(due, lease, page, 5, pace=service.pace())
    assert quiet is not None
    asked = timezone.now() - timedelta(seconds=1)
    Link.objects.update(due_at=asked)  # somebody asks between the visit and its writing
    (written,) = known.write([quiet])
    assert (the_link(site).due_at, Check.objects.count(), written.after.state) == (asked, 2, LinkState.ALIVE)


# --- what came instead of the page ---


def asked(link: Link) -> known.Quiet | None:
    """What a visit to this link would be if it took place now: quiet, or one to look into."""
    (due,) = known.links([link.pk])
    Host.objects.filter(pk=link.host_id).update(not_before=None)
    lease = leases.lease_host(link.host_id)
    assert lease is not None
    came: Came
    try:
        came = fetch(link.url, limits=installation_limits(), known=due.known)
    except CaptureError as error:
        came = error
    leases.free(lease)
    return known.quiet(due, lease, came, 5, pace=service.pace())


def gone_for(site: Site, hours: float) -> Report:
    with time_machine.travel(timezone.now() + timedelta(hours=hours), tick=True):
        return visited(the_link(site))


def test_a_page_that_is_still_gone_is_counted_without_a_reading(claim: Claim, site: Site) -> None:
    page = site.pages["/ferry"]
    site.pages["/ferry"] = Reply("<h1>Not here</h1>", 404)
    visited(the_link(site))
    quiet = asked(the_link(site))
    assert quiet is not None
    assert (quiet.verdict.outcome, quiet.after.state, quiet.after.failures) == (CheckOutcome.GONE, LinkState.FAILING, 2)
    reports = [gone_for(site, hours) for hours in (1.1, 6.1, 20.1)]
    assert [report.state for report in reports] == [LinkState.FAILING, LinkState.FAILING, LinkState.DEAD]
    assert [report.findings for report in reports] == [0, 0, 1]
    assert gone_for(site, 24).state is LinkState.DEAD
    like_the_first = Check.objects.filter(
        outcome="gone", http_status=404, reason="answers 404", snapshot=None, changed=None, final_url=the_link(site).url
    )
    assert (like_the_first.count(), Check.objects.count()) == (5, 5)
    assert the_link(site).failures == 5
    passages = PassageCheck.objects.values_list("check_made", "outcome").order_by("check_made")
    assert [outcome for _, outcome in passages] == ["unknown"] * 5
    assert Finding.objects.count() == 1
    site.pages["/ferry"] = page
    assert visited(the_link(site)).passages == (PassageOutcome.FOUND,)
    assert the_link(site).instead is None


@pytest.mark.parametrize(
    "reply",
    [
        Reply("<h1>Not here any more</h1>", 404),
        Reply("<h1>Not here</h1>", 410),
        Reply("<h1>Not here</h1>", 404, headers={"cf-mitigated": "challenge"}),
        Reply("<h1>Not here</h1>", 503),
        Reply(article()),
        Reply("", 302, headers={"Location": "/elsewhere"}),
    ],
    ids=["other words", "other status", "a wall's header", "overloaded", "the page", "a redirect"],
)
def test_another_answer_than_the_last_one_is_looked_into(claim: Claim, site: Site, reply: Reply) -> None:
    site.pages["/ferry"] = Reply("<h1>Not here</h1>", 404)
    site.pages["/elsewhere"] = Reply("<h1>Not here</h1>", 404)
    visited(the_link(site))
    assert asked(the_link(site)) is not None
    site.pages["/ferry"] = reply
    assert asked(the_link(site)) is None


def test_an_overloaded_host_is_always_looked_into(claim: Claim, site: Site) -> None:
    site.pages["/ferry"] = Reply("Busy", 503)
    visited(the_link(site))
    assert the_link(site).instead is None
    assert asked(the_link(site)) is None


def test_what_came_instead_is_judged_anew_for_other_evidence_a_marked_host_and_after_a_week(
    claim: Claim, site: Site
) -> None:
    page = site.pages["/ferry"]
    site.pages["/ferry"] = Reply(JUST_A_MOMENT, 403)
    visited(the_link(site))
    assert asked(the_link(site)) is not None
    mark_host(actor=a_user(role="editor"), host_id=the_link(site).host_id)
    assert asked(the_link(site)) is None
    visited(the_link(site))
    assert asked(the_link(site)) is not None
    with time_machine.travel(timezone.now() + known.READ_AGAIN, tick=True):
        assert asked(the_link(site)) is None
    site.pages["/ferry"] = page
    a_watched_claim(site, quoted="Nobody on board was hurt, and the cars on deck stayed dry.")
    site.pages["/ferry"] = Reply(JUST_A_MOMENT, 403)
    assert asked(the_link(site)) is None


def test_a_wall_is_asked_about_in_time_though_its_visits_are_quiet(claim: Claim, site: Site) -> None:
    site.pages["/ferry"] = Reply(JUST_A_MOMENT, 403)
    start = timezone.now()
    for day in range(7):
        with time_machine.travel(start + timedelta(days=day, seconds=10 * day), tick=True):
            assert (asked(the_link(site)) is not None) == (day in (1, 2, 3, 4, 6))
            visited(the_link(site))
    (finding,) = Finding.objects.all()
    assert (finding.kind, (finding.found_at - start).days) == ("host_blocks", 5)


def test_a_page_that_moved_as_it_stood_is_not_read_again(claim: Claim, site: Site) -> None:
    visited(the_link(site))
    read_at = the_link(site).read_at
    site.pages["/new"] = noisy(0, token="a")
    site.pages["/ferry"] = Reply("", 301, headers={"Location": "/new"})
    report = visited(the_link(site))
    assert (report.outcome, report.passages, report.findings) == (
        CheckOutcome.MOVED_PERMANENTLY,
        (PassageOutcome.FOUND,),
        1,
    )
    assert (the_link(site).read_at, Snapshot.objects.count()) == (read_at, 1)
    Link.objects.update(read_at=timezone.now() - 2 * known.READ_AGAIN)
    visited(the_link(site))
    assert the_link(site).read_at != read_at


@pytest.mark.parametrize(
    "location",
    [
        "http://[::1",
        "http://[courier]/",
        "http://courier.localhost:99999/",
        "http://anna@courier.localhost/",
        "http://127.0.0.1:9/",
        "https://169.254.169.254:8443/",
        "ftp://courier.localhost/",
        "http://" + "a" * 300 + ".example/",
        "http://exa\x80mple.example:7/",
        "//",
    ],
)
def test_a_redirect_that_the_guard_refuses_is_told_of_its_own_link_and_makes_no_host(site: Site, location: str) -> None:
    for number in (1, 2):
        site.pages[f"/{number}"] = Reply(article(number=number))
        a_watched_claim(site, f"/{number}")
    site.pages["/1"] = Reply("", 302, {"Location": location})
    hosts = set(Host.objects.values_list("name", flat=True))
    found = {report.url: report.outcome for report in round_of(*Link.objects.all())}
    assert found[site.url("/2")] is CheckOutcome.ALIVE
    assert found[site.url("/1")] in (CheckOutcome.UNSAFE, CheckOutcome.ERROR)
    assert set(Host.objects.values_list("name", flat=True)) == hosts


def test_other_spellings_of_a_host_are_visited_under_its_one_lease(site: Site) -> None:
    """Else a redirect to its own name with a stop behind it would have the host visited without its delay."""
    site.pages["/1"] = Reply(article(number=1))
    a_watched_claim(site, "/1")
    site.pages["/new"] = site.pages["/1"]
    site.pages["/1"] = Reply("", 301, {"Location": f"http://{HOST.upper()}.:{site.port}/new"})
    Host.objects.update(delay_seconds=0.3, robots_at=timezone.now())
    site.log.clear()
    (report,) = round_of(*Link.objects.all())
    assert report.outcome is CheckOutcome.MOVED_PERMANENTLY
    first, second = sorted(began for began, *_ in site.log)
    assert second - first >= 0.3
    assert Host.objects.count() == 1


def test_an_answer_over_which_we_stumble_puts_off_its_link_alone(site: Site) -> None:
    for number in (1, 2):
        site.pages[f"/{number}"] = Reply(article(number=number))
        a_watched_claim(site, f"/{number}")
    Link.objects.filter(url=site.url("/1")).update(instead={"key": "of some other version"})
    found = {report.url: report for report in round_of(*Link.objects.all())}
    assert found[site.url("/1")].reason == "broke down; see the log"
    assert found[site.url("/1")].due_at > timezone.now()
    assert found[site.url("/2")].outcome is CheckOutcome.ALIVE
    assert Host.objects.get().lease_token is None


@pytest.mark.parametrize("header", ["²", "٣", "-1", "nan", "9" * 400, "Tue, 99 Foo"])
def test_a_strange_wish_for_a_rest_is_a_long_rest(site: Site, header: str) -> None:
    site.pages["/1"] = Reply(article(number=1))
    a_watched_claim(site, "/1")
    site.pages["/1"] = Reply("busy", 503, {"Retry-After": header.encode().decode("latin-1")})
    (report,) = round_of(*Link.objects.all())
    assert report.outcome is CheckOutcome.ERROR
    until = Host.objects.get().not_before
    assert until is not None
    assert until > timezone.now() + timedelta(hours=23)
