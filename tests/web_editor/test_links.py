"""Links under watch, and asking for a visit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.models import Check, Finding, Link, User
from tests.web.pages import UNNAMED
from tests.web_editor.build import a_claim_of, a_finding, text_of, vetted

SignIn = Callable[[User], Client]


@pytest.fixture
def finding(checker: User, editor: User) -> Finding:
    return a_finding(vetted(checker, editor))


def test_a_links_page_tells_its_visits_passages_and_findings(finding: Finding, editor: User, signed_in: SignIn) -> None:
    page = signed_in(editor).get(f"/links/{finding.link.public_id}/").content
    text = text_of(page)
    for words in ("Alive", "status 200", "Changed", UNNAMED[:60], "Quoted passage was edited"):
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
    assert "It is visited with the next round" in answer.content.decode()
    assert Link.objects.get(pk=finding.link_id).due_at <= timezone.now()


def test_a_link_that_was_just_visited_has_to_wait(finding: Finding, checker: User, signed_in: SignIn) -> None:
    later = timezone.now() + timedelta(days=1)
    Link.objects.filter(pk=finding.link_id).update(due_at=later, checked_at=timezone.now())
    answer = signed_in(checker).post(f"/links/{finding.link.public_id}/recheck/", follow=True)
    assert "less than a minute ago" in answer.content.decode()
    assert Link.objects.get(pk=finding.link_id).due_at == later


@pytest.mark.parametrize(
    ("query", "shown"),
    [("", True), ("?state=dead", False), ("?state=unchecked", True), ("?q=ferry", True), ("?host=elsewhere", False)],
)
def test_the_list_is_filtered(checker: User, signed_in: SignIn, query: str, shown: bool) -> None:
    a_claim_of(checker)
    page = signed_in(checker).get(f"/links/{query}").content.decode()
    assert (f"/links/{Link.objects.get().public_id}/" in page) is shown
    assert ("Show all links" in page) is not shown


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
