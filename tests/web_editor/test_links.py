"""Links under watch, and asking for a visit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.models import Check, Document, Finding, Host, Link, User
from claims.rechecks.requests import name_of
from claims.web.editing import PAGE
from claims.web.link_list import MOST_PAGES, Bounded, Filters
from tests.web.pages import UNNAMED
from tests.web_editor.build import a_claim_of, a_finding, text_of, vetted

SignIn = Callable[[User], Client]


@pytest.fixture
def finding(checker: User, editor: User) -> Finding:
    return a_finding(vetted(checker, editor))


def test_a_links_page_tells_its_visits_passages_and_findings(finding: Finding, editor: User, signed_in: SignIn) -> None:
    page = signed_in(editor).get(f"/links/{finding.link.public_id}/").content
    text = text_of(page)
    for words in ("Alive", "status 200", "Changed", UNNAMED[:60], "Quoted passage was silently edited"):
        assert words in text
    assert f"/claims/{finding.claim.public_id}/#" in page.decode()


def test_what_a_refused_visit_learned_stays_hidden_from_all_but_administrators(
    finding: Finding, editor: User, signed_in: SignIn
) -> None:
    Check.objects.create(
        link=finding.link,
        visit="refused",
        outcome="unsafe",
        reason="address 10.1.2.3 is private",
        checked_at=timezone.now(),
    )
    client, address = signed_in(editor), f"/links/{finding.link.public_id}/"
    assert "10.1.2.3" not in client.get(address).content.decode()
    User.objects.filter(pk=editor.pk).update(is_superuser=True)
    assert "10.1.2.3" in client.get(address).content.decode()


def test_a_visit_is_asked_for_and_comes_with_the_next_round(finding: Finding, checker: User, signed_in: SignIn) -> None:
    later = timezone.now() + timedelta(days=1)
    Link.objects.filter(pk=finding.link_id).update(due_at=later, checked_at=None)
    answer = signed_in(checker).post(f"/links/{finding.link.public_id}/recheck/", follow=True)
    page = answer.content.decode()
    assert "A visit was asked for" in page
    assert 'hx-trigger="load delay:1s"' in page
    assert "It comes with the next round" in page
    link = Link.objects.get(pk=finding.link_id)
    assert link.due_at <= timezone.now()
    assert link.is_asked_for


def test_a_link_that_was_just_visited_has_to_wait(finding: Finding, checker: User, signed_in: SignIn) -> None:
    later = timezone.now() + timedelta(days=1)
    Link.objects.filter(pk=finding.link_id).update(due_at=later, checked_at=timezone.now())
    answer = signed_in(checker).post(f"/links/{finding.link.public_id}/recheck/", follow=True)
    assert "less than a minute ago" in answer.content.decode()
    assert Link.objects.get(pk=finding.link_id).due_at == later


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", True),
        ("?state=dead", False),
        ("?state=unchecked", True),
        ("?state=nonsense&sort=nonsense", True),
        ("?q=ferry", True),
        ("?q=%00ferry", True),
        ("?host=elsewhere", False),
        ("?published=1", False),
        ("?due=1", True),
        ("?findings=1", False),
        ("?late=1", False),
        ("?sort=changing&page=99", True),
    ],
)
def test_the_list_is_filtered(checker: User, signed_in: SignIn, query: str, shown: bool) -> None:
    a_claim_of(checker)
    page = signed_in(checker).get(f"/links/{query}").content.decode()
    assert (f"/links/{Link.objects.get().public_id}/" in page) is shown
    assert ("Show all links" in page) is not shown


@pytest.mark.parametrize(
    "query", ["?published=1", "?findings=1", "?late=1", "?published=1&findings=1&late=1&state=alive"]
)
def test_published_links_with_findings_that_went_unseen_are_found(
    finding: Finding, checker: User, signed_in: SignIn, query: str
) -> None:
    other = a_claim_of(checker)
    Link.objects.update(checked_at=timezone.now() - timedelta(days=2), state="alive")
    page = signed_in(checker).get(f"/links/{query}").content.decode()
    assert f"/links/{finding.link.public_id}/" in page
    assert "1 found" in page
    assert Link.objects.exclude(pk=finding.link_id).get().public_id not in page, other


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("repor", True),  # beginnings of words, of the title
        ("FAEHRE", True),  # of the address, in any case
        ("kraftwerk mart", True),  # one of the title, one of the address, in any order
        ("https://tagblatt.example/2026/faehre-marta_7?x=1", True),
        ("tagblatt.ex", True),
        ("東京", True),
        ("京", True),
        ("naïve", True),
        ("aehre", False),  # not the middle of a word
        ("kraftwerk goteborg", False),
        ("...", False),
        ("it's 'quoted' \\ & | ! :*", False),
    ],
)
def test_the_text_filter_finds_what_begins_with_each_word_that_is_typed(
    checker: User, signed_in: SignIn, typed: str, found: bool
) -> None:
    a_claim_of(checker)
    url = "https://tagblatt.example/2026/faehre-marta_7?x=1"
    document = Document.objects.create(title="Naïve Reporte vom Kraftwerk 東京の")
    host = Host.objects.create(name="tagblatt.example")
    link = Link.objects.create(url=url, host=host, document=document, due_at=timezone.now())
    page = signed_in(checker).get("/links/", {"q": typed}).content.decode()
    assert (f"/links/{link.public_id}/" in page) is found
    assert page.count("data-step") == found


def test_the_text_filter_follows_a_new_title_another_page_and_another_address(checker: User) -> None:
    a_claim_of(checker)
    link = Link.objects.get()

    def found(typed: str) -> bool:
        return Filters(q=typed).rows().filter(pk=link.pk).exists()

    assert not found("lighthouse")
    Document.objects.filter(pk=link.document_id).update(title="The lighthouse")
    assert found("lighthouse")
    Link.objects.filter(pk=link.pk).update(document=Document.objects.create())
    assert not found("lighthouse")
    Link.objects.filter(pk=link.pk).update(url="https://courier.example/lighthouse")
    assert found("lighthouse")
    link.delete()


def test_states_are_counted_whatever_state_is_chosen(checker: User, editor: User, signed_in: SignIn) -> None:
    for state in ("alive", "alive", "dead"):
        claim = a_claim_of(checker)
        Link.objects.filter(document__snapshots__passages__evidence__claim=claim).update(state=state)
    text = text_of(signed_in(editor).get("/links/?state=dead").content)
    assert "all states alive 2 dead 1" in text
    assert "Links under watch 1 found" in text
    assert "Links under watch 3 found" in text_of(signed_in(editor).get("/links/").content)


def test_a_promise_that_is_not_kept_is_told_on_the_list_and_to_editors_at_home(
    finding: Finding, checker: User, editor: User, signed_in: SignIn
) -> None:
    told = "Promise not kept for 1 link"
    for user in (checker, editor):
        assert told not in signed_in(user).get("/links/").content.decode()
    Link.objects.update(checked_at=timezone.now() - timedelta(days=2))
    assert told in signed_in(checker).get("/links/").content.decode()
    assert told in signed_in(editor).get("/").content.decode()
    assert told not in signed_in(checker).get("/").content.decode()
    assert "promise not kept" in signed_in(editor).get(f"/links/{finding.link.public_id}/").content.decode()


def visits(link: Link, *outcomes: str, **facts: Any) -> list[Check]:
    """One visit a day, the last of them yesterday."""
    first = timezone.now() - timedelta(days=len(outcomes))
    return [
        Check.objects.create(
            link=link,
            visit=f"v-{number}-{link.checks.count()}",
            outcome=outcome,
            http_status=200,
            milliseconds=1234,
            checked_at=first + timedelta(days=number),
            **facts,
        )
        for number, outcome in enumerate(outcomes)
    ]


def test_visits_that_told_nothing_new_are_one_line(finding: Finding, editor: User, signed_in: SignIn) -> None:
    visits(finding.link, *["alive"] * 34, changed=False)
    text = text_of(signed_in(editor).get(f"/links/{finding.link.public_id}/").content)
    assert "34 visits , nothing new," in text.replace("34 visits,", "34 visits ,")
    assert "Changed" in text  # the visit that told something stands alone


def test_a_long_timeline_has_pages_and_costs_the_same_queries(
    finding: Finding, editor: User, signed_in: SignIn
) -> None:
    client, address, counts = signed_in(editor), f"/links/{finding.link.public_id}/", []
    client.get("/keys/")
    for number in (2, 330):
        visits(finding.link, *["alive"] * number, changed=False)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert "Page 1 of 2" in page.content.decode()
    assert "Page 2 of 2" in client.get(f"{address}?page=2").content.decode()


def test_the_time_of_a_visit_does_not_tell_what_its_outcome_keeps_back(
    finding: Finding, editor: User, signed_in: SignIn
) -> None:
    visits(finding.link, "error", reason="connection refused")
    client, address = signed_in(editor), f"/links/{finding.link.public_id}/"
    page = client.get(address).content.decode()
    assert "could not be visited" in page
    assert "1234 ms" not in page
    User.objects.filter(pk=editor.pk).update(is_superuser=True)
    assert "1234 ms" in client.get(address).content.decode()


def test_how_often_it_changes_and_is_visited_is_said_in_words(
    finding: Finding, editor: User, signed_in: SignIn
) -> None:
    Link.objects.update(change_rate=1 / 9, visit_days=5)
    text = text_of(signed_in(editor).get(f"/links/{finding.link.public_id}/").content)
    assert "About once in 9 days, as its visits tell." in text
    assert "Every day: a published claim rests on it." in text
    assert "Changed" in text


def test_the_part_with_the_progress_ends_with_the_outcome(finding: Finding, checker: User, signed_in: SignIn) -> None:
    Link.objects.update(checked_at=None)
    client, address = signed_in(checker), f"/links/{finding.link.public_id}/"
    client.post(f"{address}recheck/")
    part = client.get(f"{address}progress/", headers={"HX-Request": "true"}).content.decode()
    assert "A visit was asked for" in part
    assert "<html" not in part
    assert client.get(f"{address}progress/").headers["Location"] == address
    Check.objects.create(
        link=finding.link, visit="unsafe", outcome="unsafe", reason="address 10.1.2.3", checked_at=timezone.now()
    )
    Link.objects.update(checked_at=timezone.now())
    # the page is loaded anew: the visit, its findings and what is believed of the link stand in it
    answer = client.get(f"{address}progress/", headers={"HX-Request": "true"})
    assert (answer.headers["HX-Refresh"], answer.content) == ("true", b"")
    page = client.get(address).content.decode()
    assert "Visited: Error." in page
    assert "hx-trigger" not in page
    assert "10.1.2.3" not in page


def test_what_is_ticked_is_asked_for_and_followed(checker: User, signed_in: SignIn) -> None:
    for _ in range(3):
        a_claim_of(checker)
    Link.objects.update(due_at=timezone.now() + timedelta(days=1))
    one, two, three = Link.objects.order_by("id")
    client = signed_in(checker)
    sent = {"which": "selected", "link": [one.public_id, two.public_id, "nonsense"], "back": "/links/?q=x"}
    page = client.post("/links/recheck/", sent, follow=True)
    text = text_of(page.content)
    assert "0 of 2 visited" in text
    assert text.count("waits") == 2
    assert "2 links: It comes with the next round" in text
    assert 'hx-trigger="load delay:1s"' in page.content.decode()
    assert not Link.objects.get(pk=three.pk).is_asked_for
    for link, outcome in ((one, "alive"), (two, "unsafe")):
        Check.objects.create(
            link=link, visit=outcome, outcome=outcome, reason="address 10.1.2.3", checked_at=timezone.now()
        )
        Link.objects.filter(pk=link.pk).update(checked_at=timezone.now())
    part = client.get(page.redirect_chain[-1][0], headers={"HX-Request": "true"}).content.decode()
    assert "All 2 visited" in part
    assert "hx-trigger" not in part
    assert part.count("10.1.2.3") == 1  # what an alive page said; the refused address is kept back


def test_who_waits_long_looks_rarely_and_reads_what_is_awaited(checker: User, signed_in: SignIn) -> None:
    for _ in range(12):
        a_claim_of(checker)
    client = signed_in(checker)
    links = [link.public_id for link in Link.objects.order_by("id")]
    client.post("/links/recheck/", {"which": "selected", "link": links})
    Host.objects.update(not_before=timezone.now() + timedelta(hours=2))
    asked_at = timezone.now() - timedelta(seconds=62)
    Link.objects.update(asked_at=asked_at)
    address = f"/links/asked/{name_of(asked_at)}/"
    page = client.get(address)
    text = text_of(page.content)
    assert 'hx-trigger="load delay:10s"' in page.content.decode()
    assert text.count("asked for rest: it is visited again from") == 8
    assert "and 4 more on other hosts" in text
    Link.objects.filter(public_id=links[0]).update(checked_at=timezone.now())
    Check.objects.create(
        link=Link.objects.get(public_id=links[0]), visit="one", outcome="alive", checked_at=timezone.now()
    )
    assert 'hx-trigger="load delay:1s"' in client.get(address).content.decode()  # there was news


def test_nothing_ticked_leads_back_to_the_list_and_nowhere_else(checker: User, signed_in: SignIn) -> None:
    client = signed_in(checker)
    for back, there in (
        ("/links/?q=x", "/links/?q=x"),
        ("https://elsewhere.example/", "/links/"),
        ("//e.x/", "/links/"),
    ):
        answer = client.post("/links/recheck/", {"which": "selected", "back": back})
        assert answer.headers["Location"] == there


def test_all_that_match_are_asked_for_after_a_confirmation_that_tells_how_many(
    checker: User, signed_in: SignIn
) -> None:
    for state in ("alive", "alive", "dead"):
        claim = a_claim_of(checker)
        Link.objects.filter(document__snapshots__passages__evidence__claim=claim).update(state=state)
    client, sent = signed_in(checker), {"which": "match", "state": "alive", "back": "/links/?state=alive"}
    page = client.post("/links/recheck/", sent).content.decode()
    assert "Recheck 2 links?" in page
    assert Link.objects.exclude(asked_at=None).count() == 0
    client.post("/links/recheck/", {**sent, "confirmed": "1"})
    assert {link.state for link in Link.objects.exclude(asked_at=None)} == {"alive"}
    assert Link.objects.exclude(asked_at=None).count() == 2


def test_the_links_of_a_claim_are_asked_for_from_its_page(finding: Finding, checker: User, signed_in: SignIn) -> None:
    a_claim_of(checker)
    Link.objects.update(checked_at=None)
    client = signed_in(checker)
    assert (
        f"/claims/{finding.claim.public_id}/recheck/"
        in client.get(f"/claims/{finding.claim.public_id}/").content.decode()
    )
    page = client.post(f"/claims/{finding.claim.public_id}/recheck/", follow=True)
    assert "0 of 1 visited" in text_of(page.content)
    assert [link.pk for link in Link.objects.exclude(asked_at=None)] == [finding.link_id]


def test_a_request_that_nobody_made_is_not_found(checker: User, signed_in: SignIn) -> None:
    for name in ("1", "9" * 40):
        assert signed_in(checker).get(f"/links/asked/{name}/").status_code == 404


def test_three_links_cost_no_more_queries_than_one(checker: User, editor: User, signed_in: SignIn) -> None:
    client, counts = signed_in(editor), []
    client.get("/keys/")
    for number in (1, 2):
        for _ in range(number):
            a_finding(vetted(checker, editor))
        with CaptureQueriesContext(connection) as queries:
            client.get("/links/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_findings_of_one_kind_are_one_entry_of_the_list(checker: User, editor: User, signed_in: SignIn) -> None:
    first = a_finding(a_claim_of(checker))
    facts = {"check_made": first.check_made, "detail": first.detail, "found_at": first.found_at}
    with transaction.atomic():
        for kind in ("passage_changed", "link_dead"):
            Finding.objects.create(claim=a_claim_of(checker), link=first.link, kind=kind, **facts)
    told = text_of(signed_in(editor).get("/links/").content)
    assert f"{first.headline} × 2" in told
    assert told.count(first.headline) == 1
    assert "× 1" not in told


def test_the_pages_of_a_long_list_end_and_say_how_many_links_come_after_them() -> None:
    whole, cut = Bounded(range(PAGE * 3 + 1), PAGE), Bounded(range(PAGE * MOST_PAGES + 7), PAGE)
    assert (whole.num_pages, whole.beyond) == (4, 0)
    assert (cut.num_pages, cut.beyond) == (MOST_PAGES, 7)
    assert cut.get_page(MOST_PAGES + 1).number == MOST_PAGES
