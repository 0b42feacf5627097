"""Visits to a real site: what a change on a page means for the claims that rest on it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.ledger.service import verify
from claims.models import Check, Claim, CurrentRelease, Finding, Host, LedgerEntry, Link, PassageCheck, Snapshot
from claims.rechecks import leases, service
from claims.rechecks.service import TooSoon, as_seen_by, request_recheck, visit_due
from claims.rechecks.settling import settle_finding
from claims.recording.errors import NotYours
from claims.vocabulary import CheckOutcome, FindingState, LinkState, PassageOutcome
from tests.models.build import a_user
from tests.rechecks.build import a_watched_claim, approve, make_due, the_link, visited
from tests.rechecks.site import EDITED, NOTICE, PARAGRAPHS, QUOTED, Reply, Site, article

pytestmark = pytest.mark.django_db


def edited(text: str = EDITED) -> Reply:
    return Reply(article(*(paragraph.replace(QUOTED, text) for paragraph in PARAGRAPHS)))


def kinds(claim: Claim, *, state: str = "open") -> list[str]:
    return list(Finding.objects.filter(claim=claim, state=state).order_by("id").values_list("kind", flat=True))


def last_entry() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(LedgerEntry.objects.latest("id").payload)
    return found


def release_kind(claim: Claim) -> str:
    return str(CurrentRelease.objects.get(claim=claim).kind)


def state_of(claim: Claim) -> str:
    claim.refresh_from_db()
    return str(claim.state)


def test_a_page_as_it_was_is_alive_and_asked_for_without_its_body_the_next_time(claim: Claim, site: Site) -> None:
    first = visited(the_link(site))
    assert (first.outcome, first.passages, first.findings) == (CheckOutcome.ALIVE, (PassageOutcome.FOUND,), 0)
    second = visited(the_link(site))
    assert (second.outcome, second.passages, second.findings) == (CheckOutcome.ALIVE, (), 0)  # nothing to compare
    assert site.asked("/ferry") == [200, 200, 304]
    assert (Check.objects.count(), PassageCheck.objects.count(), Snapshot.objects.count()) == (2, 1, 1)
    assert (state_of(claim), release_kind(claim), Finding.objects.count()) == ("vetted", "published", 0)


def test_a_link_under_a_published_claim_is_seen_within_a_day_and_others_more_slowly(site: Site) -> None:
    site.pages["/other"] = Reply(article(number=2))
    a_watched_claim(site)
    a_watched_claim(site, "/other", vetted=False)
    now = timezone.now()
    visited(the_link(site))
    visited(the_link(site, "/other"))
    assert timedelta(hours=20) < the_link(site).due_at - now <= timedelta(hours=24, seconds=9)
    assert the_link(site, "/other").due_at - now > timedelta(days=6)


def test_a_silent_edit_is_found_shown_word_by_word_and_sends_the_claim_back(claim: Claim, site: Site) -> None:
    site.pages["/ferry"] = edited()
    report = visited(the_link(site))
    assert (report.passages, report.findings, report.outcome) == ((PassageOutcome.CHANGED,), 1, CheckOutcome.ALIVE)
    finding = Finding.objects.get()
    assert (finding.kind, finding.claim, finding.state) == ("passage_changed", claim, "open")
    assert f"Was: {QUOTED}" in finding.detail
    assert f"Now: {EDITED}" in finding.detail
    row = PassageCheck.objects.get()
    assert (row.found_text, row.outcome) == (EDITED, "changed")
    assert (state_of(claim), release_kind(claim)) == ("in_review", "under_recheck")
    newest = Snapshot.objects.order_by("-taken_at").first()
    assert newest is not None
    assert EDITED in newest.readable.text
    assert Check.objects.get().snapshot == newest


def test_the_old_wording_in_a_correction_note_does_not_make_an_edit_intact(claim: Claim, site: Site) -> None:
    note = f"Correction: an earlier version of this report read: {QUOTED}"
    site.pages["/ferry"] = Reply(article(*(p.replace(QUOTED, EDITED) for p in PARAGRAPHS), note))
    assert visited(the_link(site)).passages == (PassageOutcome.CHANGED,)
    assert state_of(claim) == "in_review"


def test_a_passage_taken_out_is_missing(claim: Claim, site: Site) -> None:
    site.pages["/ferry"] = edited("")
    assert visited(the_link(site)).passages == (PassageOutcome.MISSING,)
    assert (kinds(claim), state_of(claim)) == (["passage_missing"], "in_review")


def test_what_a_person_settled_is_not_raised_again_and_a_further_edit_is(claim: Claim, site: Site) -> None:
    site.pages["/ferry"] = edited()
    visited(the_link(site))
    editor = a_user(role="editor")
    Finding.objects.update(state="settled", settled_by=editor, settled_at=timezone.now())
    approve(claim, editor)
    assert visited(the_link(site)).findings == 0
    site.pages["/ferry"] = Reply(site.pages["/ferry"].body.replace("1998", "1999"))
    assert visited(the_link(site)).findings == 0
    assert state_of(claim) == "vetted"
    site.pages["/ferry"] = edited("“None of three engines failed within ten minutes,” he said.")
    assert visited(the_link(site)).findings == 1
    assert state_of(claim) == "in_review"


def test_an_edit_of_an_edit_replaces_the_open_finding(claim: Claim, site: Site) -> None:
    for wording in ("One of two engines", "One of nine engines"):
        site.pages["/ferry"] = edited(QUOTED.replace("Two of three engines", wording))
        visited(the_link(site))
    assert [f.state for f in Finding.objects.order_by("id")] == ["settled", "open"]
    assert "nine" in Finding.objects.get(state="open").detail


def test_a_passage_that_is_back_settles_its_finding_with_an_entry_in_the_ledger(claim: Claim, site: Site) -> None:
    before = site.pages["/ferry"]
    site.pages["/ferry"] = edited()
    visited(the_link(site))
    site.pages["/ferry"] = before
    assert visited(the_link(site)).passages == (PassageOutcome.FOUND,)
    finding = Finding.objects.get()
    assert (finding.state, finding.settled_by) == ("settled", None)
    entry = last_entry()
    assert (entry["action"], entry["actor"], entry["subject"]) == (
        "settle_finding",
        None,
        f"finding/{finding.public_id}",
    )
    site.pages["/ferry"] = edited()
    assert visited(the_link(site)).findings == 1


def test_a_page_that_moved_is_followed_and_told_once_and_the_claim_stays(claim: Claim, site: Site) -> None:
    site.pages["/2026/ferry"] = site.pages["/ferry"]
    site.pages["/ferry"] = Reply("", 301, {"Location": "/2026/ferry"})
    report = visited(the_link(site))
    assert (report.outcome, report.passages) == (CheckOutcome.MOVED_PERMANENTLY, (PassageOutcome.FOUND,))
    assert (kinds(claim), state_of(claim), the_link(site).state) == (["link_moved"], "vetted", "moved")
    assert site.url("/2026/ferry") in Finding.objects.get().detail
    Finding.objects.update(state="settled", settled_at=timezone.now())
    assert visited(the_link(site)).findings == 0


def test_a_redirect_to_the_front_page_is_a_soft_404(claim: Claim, site: Site) -> None:
    site.pages["/"] = Reply(
        article("Today in Ostrey the sun shone and the market was full of people and of fish.", title="Ostrey Courier")
    )
    site.pages["/ferry"] = Reply("", 302, {"Location": "/"})
    report = visited(the_link(site))
    assert (report.outcome, report.state, report.findings) == (CheckOutcome.SOFT_404, LinkState.FAILING, 0)
    assert Snapshot.objects.count() == 1
    assert PassageCheck.objects.get().outcome == "unknown"


def test_a_few_other_words_at_the_same_address_are_no_edit_and_no_death(claim: Claim, site: Site) -> None:
    site.pages["/ferry"] = Reply(
        article("Sign in to go on. Subscribers read the paper on all their devices, at home and away.", title="Welcome")
    )
    assert visited(the_link(site)).outcome is CheckOutcome.UNCLEAR
    assert state_of(claim) == "vetted"


def test_death_takes_twenty_hours_and_sends_the_claim_back(claim: Claim, site: Site) -> None:
    site.pages["/ferry"] = Reply("<p>No such page.</p>", 404)
    start = timezone.now()
    for hours, state in ((0, "failing"), (1, "failing"), (6, "failing"), (20, "dead")):
        with time_machine.travel(start + timedelta(hours=hours, seconds=10 * hours + 1), tick=True):
            assert the_link(site).due_at <= timezone.now() or hours == 0
            report = visited(the_link(site))
            assert (report.outcome, report.state.value) == (CheckOutcome.GONE, state)
            assert state_of(claim) == ("in_review" if state == "dead" else "vetted")
    assert (kinds(claim), release_kind(claim)) == (["link_dead"], "under_recheck")
    assert "answers 404" in Finding.objects.get().detail


def test_impatience_kills_nothing(claim: Claim, site: Site) -> None:
    site.pages["/ferry"] = Reply("<p>No such page.</p>", 404)
    for _ in range(6):
        assert visited(the_link(site)).state is LinkState.FAILING
    assert (state_of(claim), Finding.objects.count()) == ("vetted", 0)


def test_410_is_believed_at_the_second_try_and_what_is_back_is_told(claim: Claim, site: Site) -> None:
    page = site.pages["/ferry"]
    site.pages["/ferry"] = Reply("gone", 410)
    start = timezone.now()
    visited(the_link(site))
    assert kinds(claim) == []
    with time_machine.travel(start + timedelta(hours=1, minutes=5), tick=True):
        assert visited(the_link(site)).state is LinkState.DEAD
        assert (kinds(claim), state_of(claim)) == (["link_dead"], "in_review")
    with time_machine.travel(start + timedelta(days=9), tick=True):
        assert the_link(site).due_at <= timezone.now()
        site.pages["/ferry"] = page
        assert visited(the_link(site)).state is LinkState.ALIVE
    assert (kinds(claim), kinds(claim, state="settled")) == (["link_back"], ["link_dead"])


def test_a_page_that_answers_404_with_its_text_is_alive(claim: Claim, site: Site) -> None:
    site.pages["/ferry"] = Reply(article(), 404)
    report = visited(the_link(site))
    assert (report.outcome, report.reason) == (CheckOutcome.ALIVE, "answers 404, text present")
    assert Finding.objects.count() == 0


@pytest.mark.parametrize("status", [403, 429, 999])
def test_a_wall_is_blocked_and_never_dead(claim: Claim, site: Site, status: int) -> None:
    site.pages["/ferry"] = Reply("<p>Access denied.</p>", status, {"Retry-After": "7200"})
    start = timezone.now()
    for days in range(5):
        with time_machine.travel(start + timedelta(days=days), tick=True):
            assert visited(the_link(site)).state is LinkState.BLOCKED
    assert (state_of(claim), Finding.objects.count(), Snapshot.objects.count()) == ("vetted", 0, 1)


def test_a_host_that_asks_for_a_rest_gets_it(claim: Claim, site: Site) -> None:
    site.pages["/ferry"] = Reply("busy", 429, {"Retry-After": "7200"})
    now = timezone.now()
    visited(the_link(site))
    host = Host.objects.get()
    assert host.delay_seconds == 2
    assert host.not_before is not None
    assert timedelta(minutes=119) < host.not_before - now < timedelta(minutes=121)
    Link.objects.update(due_at=now)
    assert leases.lease_due(limit=9) == []


def test_a_link_that_turns_inside_is_refused_and_not_dead(claim: Claim, site: Site) -> None:
    site.pages["/ferry"] = Reply("", 302, {"Location": f"http://127.0.0.1:{site.port}/secret"})
    report = visited(the_link(site))
    assert (report.outcome, report.state) == (CheckOutcome.UNSAFE, LinkState.FAILING)
    assert site.asked("/secret") == []


def test_refused_closed_and_timed_out_look_alike_to_all_but_administrators(claim: Claim, site: Site) -> None:
    site.pages["/ferry"] = Reply("", 302, {"Location": f"http://127.0.0.1:{site.port}/secret"})
    visited(the_link(site))
    refused = Check.objects.get()
    closed = Check(outcome="error", reason="unreachable")
    checker, admin = a_user(role="editor"), a_user(role="editor", is_superuser=True)
    assert as_seen_by(checker, refused) == as_seen_by(checker, closed) == (CheckOutcome.ERROR, "could not be visited")
    assert as_seen_by(admin, refused) == (CheckOutcome.UNSAFE, "refused: port")


def test_a_changed_notice_sends_back_and_a_new_year_in_it_does_not(claim: Claim, site: Site) -> None:
    site.pages["/ferry"] = Reply(article(notice=NOTICE.replace("2026", "2027")))
    assert visited(the_link(site)).findings == 0
    site.pages["/ferry"] = Reply(article(notice="© 2027 Ostrey Courier. All rights reserved."))
    visited(the_link(site))
    assert (kinds(claim), state_of(claim)) == (["notice_changed"], "in_review")
    assert "All rights reserved" in Finding.objects.get().detail


def test_another_headline_and_byline_are_told_and_send_nothing_back(claim: Claim, site: Site) -> None:
    site.pages["/ferry"] = Reply(article(title="Ferry saved by tug", author="Otto Brandt"))
    visited(the_link(site))
    assert sorted(kinds(claim)) == ["byline_changed", "headline_changed"]
    assert state_of(claim) == "vetted"
    site.pages["/ferry"] = Reply(article())
    visited(the_link(site))
    assert kinds(claim) == []


def test_every_claim_that_rests_on_the_passage_is_told_and_withdrawn_evidence_is_not_watched(site: Site) -> None:
    first, second, third = (a_watched_claim(site, wording=f"Claim {n} on the power") for n in range(3))
    third.evidence.update(withdrawn_at=timezone.now(), withdrawn_reason="wrong page")
    site.pages["/ferry"] = edited()
    assert visited(the_link(site)).findings == 2
    assert [state_of(claim) for claim in (first, second)] == ["in_review", "in_review"]
    assert kinds(third) == []


def test_a_claim_logged_after_the_change_is_told_too(claim: Claim, site: Site) -> None:
    old = claim.evidence.get().passage
    site.pages["/ferry"] = edited()
    visited(the_link(site))
    late = a_watched_claim(site, quoted=EDITED, vetted=False)
    late.evidence.update(passage=old)
    assert visited(the_link(site)).findings == 1
    assert kinds(late) == ["passage_changed"]


def test_a_page_that_only_changes_behind_the_scenes_gets_no_new_snapshot(claim: Claim, site: Site) -> None:
    for number in range(3):
        site.pages["/ferry"] = Reply(article() + f"<!-- made in {number} ms -->")
        visited(the_link(site))
    assert (Check.objects.count(), Snapshot.objects.count()) == (3, 1)


def test_a_visit_that_breaks_down_on_our_side_is_put_off_and_the_others_go_on(site: Site) -> None:
    for number in (1, 2):
        site.pages[f"/{number}"] = Reply(article(number=number))
        a_watched_claim(site, f"/{number}", wording=f"Claim {number}")
    broken = the_link(site, "/1")
    Check.objects.create(link=broken, visit="x", outcome="alive", final_url="http://[broken", checked_at=timezone.now())
    lease = leases.lease_host(broken.host_id)
    assert lease is not None
    site.pages["/1"] = Reply("", 301, {"Location": "/2"})
    by_url = {report.url: report for report in visit_due([lease])}
    assert by_url[site.url("/1")].outcome is None
    assert by_url[site.url("/2")].outcome is CheckOutcome.ALIVE
    assert the_link(site, "/1").due_at > timezone.now() + timedelta(minutes=59)


def test_a_quiet_visit_costs_the_same_whatever_rests_on_the_page(claim: Claim, site: Site) -> None:
    visited(the_link(site))

    def queries() -> int:
        Host.objects.update(not_before=None)
        lease = leases.lease_host(Host.objects.get().pk)
        assert lease is not None
        with CaptureQueriesContext(connection) as caught:
            service.visit_links([lease], [the_link(site).pk])
        return len(caught)

    one = queries()
    for paragraph in PARAGRAPHS:
        a_watched_claim(site, quoted=paragraph[:40], wording=f"That {paragraph[:60]}")
    visited(the_link(site))
    assert (queries(), one <= 22) == (one, True)


def test_a_lease_that_was_lost_writes_nothing(claim: Claim, site: Site) -> None:
    link = the_link(site)
    lost = leases.lease_host(link.host_id)
    assert lost is not None
    Host.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    taken = leases.lease_host(link.host_id)
    assert taken is not None
    assert service.visit_links([lost], [link.pk]) == []
    assert Check.objects.count() == 0
    leases.free(lost)
    assert Host.objects.get().lease_token == taken.token


@pytest.mark.django_db(transaction=True)
def test_a_link_asked_for_during_its_visit_is_visited_again(site: Site) -> None:
    a_watched_claim(site)
    link = the_link(site)
    lease = leases.lease_host(link.host_id)
    assert lease is not None

    def ask() -> None:  # in the server's thread, with a connection of its own
        make_due(link)
        connection.close()

    site.while_asked = ask
    service.visit_links([lease], [link.pk])
    assert the_link(site).due_at <= timezone.now()


def test_a_recheck_can_be_asked_for_by_the_newsroom_and_not_in_a_row(claim: Claim, site: Site) -> None:
    visited(the_link(site))
    link, checker = the_link(site), a_user(role="fact_checker")
    with pytest.raises(NotYours):
        request_recheck(actor=a_user(role="consumer"), link_id=link.pk)
    with pytest.raises(TooSoon):
        request_recheck(actor=checker, link_id=link.pk)
    with time_machine.travel(timezone.now() + timedelta(minutes=2), tick=True):
        assert request_recheck(actor=checker, link_id=link.pk).due_at <= timezone.now()
    entry = last_entry()
    assert (entry["action"], entry["actor"], entry["subject"]) == (
        "request_recheck",
        checker.username,
        f"link/{link.public_id}",
    )


def test_an_editor_settles_a_finding_once_and_nobody_else_does(claim: Claim, site: Site) -> None:
    site.pages["/ferry"] = edited()
    visited(the_link(site))
    finding, editor = Finding.objects.get(), a_user(role="editor")
    with pytest.raises(NotYours):
        settle_finding(actor=a_user(role="fact_checker"), finding_id=finding.pk, state=FindingState.SETTLED)
    settle_finding(actor=editor, finding_id=finding.pk, state=FindingState.FALSE_ALARM, reason="A typing error.")
    finding.refresh_from_db()
    assert (finding.state, finding.settled_by) == ("false_alarm", editor)
    assert (last_entry()["actor"], last_entry()["reason"]) == (editor.username, "A typing error.")
    with pytest.raises(NotYours):
        settle_finding(actor=editor, finding_id=finding.pk, state=FindingState.SETTLED)


@pytest.mark.django_db(transaction=True)
def test_what_a_recheck_decides_is_in_the_ledger_and_the_chain_holds(site: Site) -> None:
    claim = a_watched_claim(site)
    site.pages["/ferry"] = edited()
    visited(the_link(site))
    actions = [json.loads(row.payload)["action"] for row in LedgerEntry.objects.order_by("position")]
    assert actions[-3:] == ["take_in", "find", "reopen"]
    assert (state_of(claim), verify()) == ("in_review", None)
