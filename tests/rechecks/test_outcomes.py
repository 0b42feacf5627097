"""Visits to answers that are not the page: each has its outcome, and none enters what is known of the page."""

from __future__ import annotations

import html
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from claims.models import Check, Claim, CurrentRelease, Finding, Host, LedgerEntry, PassageCheck, Snapshot
from claims.rechecks.probe import address, folder
from claims.rechecks.profile import mark_host, unmark_host
from claims.rechecks.settling import settle_finding
from claims.recording.errors import NotYours
from claims.vocabulary import CheckOutcome, FindingState, LinkState, PassageOutcome
from tests.bench.verdict_cases import AKAMAI, JUST_A_MOMENT
from tests.models.build import a_user
from tests.rechecks.build import a_watched_claim, the_link, visited
from tests.rechecks.site import EDITED, PARAGRAPHS, QUOTED, Reply, Site, article
from tests.rechecks.test_service import edited, kinds, last_entry, state_of

pytestmark = pytest.mark.django_db

NOT_FREE = '<script type=\'application/ld+json\'>{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'
OTHER = tuple(
    f"The market at {place} opens at nine and sells cheese from the valley, eggs from the hill farms and bread that is "
    f"baked in the oven of the inn at {place}; stall {number} has honey."
    for number, place in enumerate(("Dell", "Rasif", "Ostrey", "Hollin", "Tarnwick"))
)
FRAME = "".join(f"<a href='/section-{number}/'>{number}</a>" for number in range(8))
"""Links as a site has them on all its pages, and a wall has not."""
CONSENT = Reply(
    "<html><title>Before you continue</title><p>We and our 12 partners use cookies. Accept all or manage settings.</p>"
)
FRENCH = (
    "Deux des trois moteurs du ferry sont tombés en panne mardi soir dans le détroit, et le navire a dérivé pendant "
    "une heure avant qu'un remorqueur ne le rejoigne.",
    "Le capitaine du port a dit que l'équipage avait signalé de la fumée dans la salle des machines. Personne à bord "
    "n'a été blessé, et les voitures sont restées au sec.",
)
NOT_THE_PAGE: dict[str, tuple[Reply, CheckOutcome, str]] = {
    "a challenge at 200": (Reply(JUST_A_MOMENT), CheckOutcome.BLOCKED, "asks for a person"),
    "a challenge by its header": (
        Reply("<p>One moment.</p>", headers={"cf-mitigated": "challenge"}),
        CheckOutcome.BLOCKED,
        "a wall answers: challenge",
    ),
    "denied with a reference, at 200": (Reply(AKAMAI), CheckOutcome.BLOCKED, "access denied"),
    "consent": (CONSENT, CheckOutcome.BLOCKED, "consent"),
    "a sign-in": (
        Reply("<title>Sign in</title><form><input type='password'></form><p>E-mail and password, please.</p>"),
        CheckOutcome.BLOCKED,
        "sign in",
    ),
    "a paywall": (
        Reply(article(PARAGRAPHS[0]).replace("</head>", f"{NOT_FREE}</head>")),
        CheckOutcome.PAYWALLED,
        "for subscribers",
    ),
    "parked": (
        Reply("<title>courier</title><p>This domain is for sale. Make an offer.</p>"),
        CheckOutcome.SOFT_404,
        "parked",
    ),
    "another language": (
        Reply(article(*FRENCH, title="Un ferry à la dérive", notice="").replace("lang='en'", "lang='fr'")),
        CheckOutcome.BLOCKED,
        "answers in another language, fr instead of en",
    ),
    "not found at 200": (
        Reply(article("The page you asked for does not exist. Try the search.", title="Page not found")),
        CheckOutcome.SOFT_404,
        "says that it was not found",
    ),
}


@pytest.mark.parametrize("name", NOT_THE_PAGE)
def test_what_is_not_the_page_is_told_and_enters_nothing(claim: Claim, site: Site, name: str) -> None:
    visited(the_link(site))
    before = the_link(site)
    reply, outcome, reason = NOT_THE_PAGE[name]
    site.pages["/ferry"] = reply
    report = visited(the_link(site))
    assert report.outcome is outcome
    assert reason in (report.reason or "")
    check, link = Check.objects.latest("id"), the_link(site)
    assert (check.snapshot, PassageCheck.objects.get(check_made=check).outcome) == (None, "unknown")
    assert (link.basis, link.etag, link.essence) == (before.basis, before.etag, before.essence)
    assert (Snapshot.objects.count(), Finding.objects.count(), state_of(claim)) == (1, 0, "vetted")


def test_a_page_that_carries_marks_of_a_wall_and_the_text_is_alive(claim: Claim, site: Site) -> None:
    marks = "<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script><input type='password'>"
    site.pages["/ferry"] = Reply(article().replace("</body>", f"{marks}</body>"), headers={"Server": "cloudflare"})
    assert visited(the_link(site)).passages == (PassageOutcome.FOUND,)


def test_a_page_whose_free_beginning_holds_the_passage_is_alive(claim: Claim, site: Site) -> None:
    site.pages["/ferry"] = Reply(article(*PARAGRAPHS[:2]).replace("</head>", f"{NOT_FREE}</head>"))
    assert visited(the_link(site)).passages == (PassageOutcome.FOUND,)


# --- the probe ---


def sibling(site: Site) -> str:
    absent = address(site.url("/ferry"))
    assert absent is not None
    return absent.partition(f":{site.port}")[2]


def markets(number: int = 0) -> Reply:
    """Another article in the frame of its site."""
    page = article(*OTHER, title="Markets of the valley", number=number)
    return Reply(page.replace("<body>", f"<body><nav>{FRAME}</nav>"))


def test_another_text_is_told_from_no_page_by_what_absent_addresses_answer(claim: Claim, site: Site) -> None:
    site.pages["/ferry"] = markets()
    report = visited(the_link(site))
    assert site.asked(sibling(site)) == [404]
    assert (report.outcome, report.passages) == (CheckOutcome.ALIVE, (PassageOutcome.MISSING,))
    assert "passage_missing" in kinds(claim)


def test_that_absent_addresses_are_told_is_believed_for_a_week(claim: Claim, site: Site) -> None:
    visited(the_link(site))
    for days, asked in ((0, [404]), (1, [404]), (9, [404, 404])):
        doubted = the_link(site)
        site.pages["/ferry"] = markets()
        with time_machine.travel(timezone.now() + timedelta(days=days), tick=True):
            assert visited(doubted).outcome is CheckOutcome.ALIVE
            assert site.asked(sibling(site)) == asked
            site.pages["/ferry"] = Reply(article())
            visited(the_link(site))


def test_a_site_that_answers_so_for_every_address_lost_the_page(claim: Claim, site: Site) -> None:
    site.pages["/ferry"] = site.pages[sibling(site)] = markets()
    for _ in range(2):
        report = visited(the_link(site))
        assert (report.outcome, report.state) == (CheckOutcome.SOFT_404, LinkState.FAILING)
        assert report.reason == "answers as for an address that does not exist"
    assert site.asked(sibling(site)) == [200, 200]  # a wall may have answered the first time
    assert (Finding.objects.count(), Check.objects.count()) == (0, 2)


def test_a_probe_waits_for_the_hosts_delay_and_follows_no_redirect(claim: Claim, site: Site) -> None:
    Host.objects.update(delay_seconds=0.4)
    site.pages["/ferry"] = markets()
    site.pages[sibling(site)] = Reply("", 302, {"Location": "/elsewhere"})
    report = visited(the_link(site))
    assert (report.outcome, report.passages) == (CheckOutcome.ALIVE, (PassageOutcome.MISSING,))
    assert site.asked("/elsewhere") == []
    times = [began for began, _, path, _ in site.log if path in ("/ferry", sibling(site))][-2:]
    assert times[1] - times[0] >= 0.4
    assert Host.objects.get().lease_token is None


def test_no_probe_is_asked_for_without_doubt(claim: Claim, site: Site) -> None:
    site.pages["/ferry"] = edited("")
    visited(the_link(site))
    site.pages["/ferry"] = Reply("<p>No such page.</p>", 404)
    visited(the_link(site))
    assert site.asked(sibling(site)) == []
    assert Host.objects.get().probes == {}


def test_absent_addresses_stand_beside_the_page_and_never_beside_a_root() -> None:
    assert address("https://courier.example/") is None
    assert address("https://courier.example") is None
    one = address("https://courier.example/2026/ferry.html")
    assert one is not None
    assert one.startswith("https://courier.example/2026/zq")
    assert one.endswith(".html")
    assert address("https://courier.example/2026/other.html") == one
    asked = address("https://courier.example/show?id=4711&page=news")
    assert asked is not None
    assert asked.startswith("https://courier.example/show?id=")
    assert "4711" not in asked
    assert folder("https://courier.example/show?id=4711") == folder("https://courier.example/show?id=3")


# --- a few words that nobody knows ---

MUMBLE = Reply("<html lang='en'><title>courier</title><p>Brannock ellis twelve, tern over marl.</p></html>")


def with_another_page(site: Site) -> None:
    site.pages["/other"] = Reply(article(number=2))
    a_watched_claim(site, "/other", wording="Another claim on the ferry")


def after_hours(site: Site, *hours: float) -> list[tuple[CheckOutcome | None, LinkState]]:
    """Both pages visited at these hours from now; what the first one came to."""
    start, came = timezone.now(), []
    for hour in hours:
        with time_machine.travel(start + timedelta(hours=hour, seconds=10 * hour + 1), tick=True):
            report = visited(the_link(site))
            visited(the_link(site, "/other"))
            came.append((report.outcome, report.state))
    return came


def test_a_few_unknown_words_say_nothing_of_the_page_and_an_editor_is_asked(claim: Claim, site: Site) -> None:
    site.pages["/ferry"] = site.pages[sibling(site)] = MUMBLE
    report = visited(the_link(site))
    assert (report.outcome, report.state, report.findings) == (CheckOutcome.UNCLEAR, LinkState.UNCLEAR, 0)
    assert report.reason == "answers with a few other words instead of the text"
    check = Check.objects.get()
    assert (check.snapshot, PassageCheck.objects.get().outcome, site.asked(sibling(site))) == (None, "unknown", [])
    start = timezone.now()
    for days in (1, 4, 6, 7):
        with time_machine.travel(start + timedelta(days=days), tick=True):
            assert visited(the_link(site)).state is LinkState.UNCLEAR
    finding = Finding.objects.get()
    assert (finding.kind, state_of(claim)) == ("host_blocks", "vetted")
    assert finding.detail.startswith("The page has not shown for days: answers with a few other words")


def test_they_are_an_error_page_when_absent_addresses_say_the_same_while_other_pages_show(
    claim: Claim, site: Site
) -> None:
    with_another_page(site)
    site.pages["/ferry"] = site.pages[sibling(site)] = MUMBLE
    unknown, soft = CheckOutcome.UNCLEAR, CheckOutcome.SOFT_404
    came = after_hours(site, 0, 1, 2.1, 7.1, 21.2)
    assert [outcome for outcome, _ in came] == [unknown, soft, soft, soft, soft]
    assert [state for _, state in came] == [LinkState.UNCLEAR, *[LinkState.FAILING] * 3, LinkState.DEAD]
    assert "link_dead" in kinds(claim)


def test_they_stay_unknown_when_absent_addresses_say_so_or_other_pages_do_not_show(claim: Claim, site: Site) -> None:
    with_another_page(site)
    site.pages["/ferry"] = MUMBLE  # and absent addresses answer 404
    assert {outcome for outcome, _ in after_hours(site, 0, 1, 7, 21)} == {CheckOutcome.UNCLEAR}
    assert site.asked(sibling(site)) == [404]
    site.pages["/other"] = site.pages[sibling(site)] = MUMBLE  # a wall before all of them
    Host.objects.update(probes={})
    visited(the_link(site, "/other"))
    assert {state for _, state in after_hours(site, 30, 50)} == {LinkState.UNCLEAR}
    assert (Finding.objects.filter(kind="link_dead").count(), state_of(claim)) == (0, "vetted")


def test_the_page_that_shows_again_after_a_few_unknown_words_is_alive(claim: Claim, site: Site) -> None:
    page = site.pages["/ferry"]
    site.pages["/ferry"] = MUMBLE
    visited(the_link(site))
    site.pages["/ferry"] = page
    report = visited(the_link(site))
    assert (report.state, report.passages, report.findings) == (LinkState.ALIVE, (PassageOutcome.FOUND,), 0)


# --- a host that keeps us out ---


def days_of_wall(site: Site, days: int, *paths: str) -> None:
    start = timezone.now()
    for day in range(days):
        with time_machine.travel(start + timedelta(days=day), tick=True):
            for path in paths:
                visited(the_link(site, path))


def test_an_editor_is_asked_once_for_a_host_that_keeps_us_out(claim: Claim, site: Site) -> None:
    site.pages["/other"] = Reply(article(number=2))
    other = a_watched_claim(site, "/other", wording="Another claim on the ferry")
    pages = dict(site.pages)
    site.pages["/ferry"] = site.pages["/other"] = Reply(JUST_A_MOMENT, 403)
    days_of_wall(site, 5, "/ferry", "/other")
    assert Finding.objects.count() == 0
    start = timezone.now()
    with time_machine.travel(start + timedelta(days=6), tick=True):
        visited(the_link(site))
        visited(the_link(site, "/other"))
        visited(the_link(site))
    finding = Finding.objects.get()
    assert (finding.kind, finding.claim, state_of(claim), state_of(other)) == ("host_blocks", claim, "vetted", "vetted")
    assert "asks for a person" in finding.detail
    settle_finding(actor=a_user(role="editor"), finding_id=finding.pk, state=FindingState.SETTLED)
    with time_machine.travel(start + timedelta(days=12), tick=True):
        visited(the_link(site))
        assert kinds(claim) == []
        site.pages.update(pages)
        visited(the_link(site))
        visited(the_link(site, "/other"))
    assert Host.objects.get().wall_told_at is None


def test_the_question_is_answered_when_the_page_shows_again(claim: Claim, site: Site) -> None:
    page = site.pages["/ferry"]
    site.pages["/ferry"] = Reply(JUST_A_MOMENT, 403)
    start = timezone.now()
    for day in (0, 6):
        with time_machine.travel(start + timedelta(days=day), tick=True):
            visited(the_link(site))
    assert kinds(claim) == ["host_blocks"]
    site.pages["/ferry"] = page
    visited(the_link(site))
    assert (kinds(claim), kinds(claim, state="settled")) == ([], ["host_blocks"])


def test_a_paywall_is_asked_about_like_any_wall(claim: Claim, site: Site) -> None:
    site.pages["/ferry"] = Reply("<p>Pay.</p>", 402)
    start = timezone.now()
    for day in (0, 6):
        with time_machine.travel(start + timedelta(days=day), tick=True):
            assert visited(the_link(site)).outcome is CheckOutcome.PAYWALLED
    assert kinds(claim) == ["host_blocks"]


# --- what false alarms teach ---


def test_a_false_alarm_teaches_that_the_host_blocks_us_and_that_can_be_undone(claim: Claim, site: Site) -> None:
    site.pages["/ferry"] = Reply("gone", 404)
    start = timezone.now()
    for hours in (0, 1, 6, 20):
        with time_machine.travel(start + timedelta(hours=hours, seconds=10 * hours + 1), tick=True):
            visited(the_link(site))
    finding, editor = Finding.objects.get(), a_user(role="editor")
    settle_finding(
        actor=editor,
        finding_id=finding.pk,
        state=FindingState.FALSE_ALARM,
        reason="It opens in a browser.",
        host_blocks_us=True,
    )
    mark = Host.objects.get().blocks_us
    assert mark is not None
    assert (mark["by"], mark["reason"]) == (editor.username, "It opens in a browser.")
    assert (last_entry()["action"], last_entry()["actor"]) == ("mark_host", editor.username)
    report = visited(the_link(site))
    assert (report.outcome, report.findings) == (CheckOutcome.BLOCKED, 0)
    site.pages["/ferry"] = edited("")
    report = visited(the_link(site))
    assert (report.outcome, report.passages, report.findings) == (CheckOutcome.BLOCKED, (), 0)
    unmark_host(actor=editor, host_id=the_link(site).host_id)
    assert Host.objects.get().blocks_us is None
    assert visited(the_link(site)).passages == (PassageOutcome.MISSING,)


def test_on_a_marked_host_edits_and_pages_that_stand_are_still_told(claim: Claim, site: Site) -> None:
    mark_host(actor=a_user(role="editor"), host_id=the_link(site).host_id)
    assert visited(the_link(site)).passages == (PassageOutcome.FOUND,)
    site.pages["/ferry"] = edited()
    assert visited(the_link(site)).passages == (PassageOutcome.CHANGED,)


def test_only_editors_mark_hosts_and_a_finding_that_is_settled_teaches_nothing(claim: Claim, site: Site) -> None:
    host, editor = the_link(site).host, a_user(role="editor")
    for call in (mark_host, unmark_host):
        with pytest.raises(NotYours):
            call(actor=a_user(role="fact_checker"), host_id=host.pk)
    with pytest.raises(NotYours):
        unmark_host(actor=editor, host_id=host.pk)
    site.pages["/ferry"] = edited()
    visited(the_link(site))
    settle_finding(actor=editor, finding_id=Finding.objects.get().pk, state=FindingState.SETTLED, host_blocks_us=True)
    assert Host.objects.get().blocks_us is None


# --- silent edits ---


def test_a_silent_edit_is_told_from_one_with_a_note(claim: Claim, site: Site) -> None:
    site.pages["/ferry"] = edited()
    visited(the_link(site))
    assert Finding.objects.get().headline == "Quoted passage was silently edited"
    note = "Correction: an earlier version said that two of three engines failed."
    wording = EDITED.replace("One", "None")
    site.pages["/ferry"] = Reply(article(*(p.replace(QUOTED, wording) for p in PARAGRAPHS), note))
    visited(the_link(site))
    finding = Finding.objects.get(state="open")
    assert (finding.note, finding.noted_later) == (note, False)
    assert finding.headline == "Quoted passage was edited, with a correction note"


def test_a_note_that_appears_later_is_learned_by_the_open_finding_and_makes_no_new_one(
    claim: Claim, site: Site
) -> None:
    site.pages["/ferry"] = edited()
    visited(the_link(site))
    found = Finding.objects.get()
    paragraphs = [paragraph.replace(QUOTED, EDITED) for paragraph in PARAGRAPHS]
    general = "This article was updated on Wednesday."
    note = "Correction: an earlier version said that two of three engines failed."
    for standing, words in ((None, general), (general, note)):
        site.pages["/ferry"] = Reply(article(*paragraphs, general, *([note] if words == note else [])))
        assert visited(the_link(site)).findings == 0
        assert (last_entry()["action"], last_entry()["subject"]) == ("note_appeared", f"finding/{found.public_id}")
        assert (last_entry()["before"]["note"], last_entry()["after"]["note"]) == (standing, words)
    finding = Finding.objects.get()
    assert (finding.pk, finding.state, finding.note, finding.noted_later) == (found.pk, "open", note, True)
    site.pages["/ferry"] = Reply(article(*paragraphs))
    assert visited(the_link(site)).findings == 0
    finding.refresh_from_db()
    assert (finding.note, LedgerEntry.objects.filter(payload__contains="note_appeared").count()) == (note, 2)


def test_a_settled_finding_learns_of_no_note(claim: Claim, site: Site) -> None:
    site.pages["/ferry"] = edited()
    visited(the_link(site))
    settle_finding(actor=a_user(role="editor"), finding_id=Finding.objects.get().pk, state=FindingState.SETTLED)
    note = "Correction: an earlier version said that two of three engines failed."
    site.pages["/ferry"] = Reply(article(*(p.replace(QUOTED, EDITED) for p in PARAGRAPHS), note))
    visited(the_link(site))
    assert Finding.objects.get().note is None


@pytest.mark.parametrize(
    "note",
    [
        "Korrektur: In einer früheren Fassung hieß es, zwei Maschinen seien ausgefallen.",
        "Rectificatif : une version précédente parlait de deux moteurs.",
        "Fe de errores: una versión anterior hablaba de dos motores.",
        "This article was amended on 4 March to correct the number of engines.",
    ],
)
def test_notes_are_read_in_several_languages(claim: Claim, site: Site, note: str) -> None:
    site.pages["/ferry"] = Reply(article(*(p.replace(QUOTED, EDITED) for p in PARAGRAPHS), note))
    visited(the_link(site))
    assert Finding.objects.get().note == html.unescape(note)


def test_a_note_that_stood_there_before_or_is_about_corrections_in_general_is_none(site: Site) -> None:
    standing = "Correction, 2 March: an earlier version of this report named the wrong tug."
    foot = "To ask for a correction, write to the editor. Corrections are published on page two."
    facts: dict[str, Any] = {"notice": foot}
    site.pages["/ferry"] = Reply(article(*PARAGRAPHS, standing, **facts))
    a_watched_claim(site)
    site.pages["/ferry"] = Reply(article(*(p.replace(QUOTED, EDITED) for p in PARAGRAPHS), standing, **facts))
    visited(the_link(site))
    assert Finding.objects.get(kind="passage_changed").note is None


def test_a_passage_taken_out_silently_is_told_so(claim: Claim, site: Site) -> None:
    site.pages["/ferry"] = edited("")
    visited(the_link(site))
    assert Finding.objects.get().headline == "Quoted passage was silently taken out"
    assert CurrentRelease.objects.get(claim=claim).kind == "under_recheck"
