"""The list of hosts: health at a glance."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.models import Document, Host, Link, User
from claims.rechecks.profile import mark_host
from tests.web_editor.build import a_finding, text_of, vetted

SignIn = Callable[[User], Client]


def a_host(name: str, *states: str, due_in: float = 60, **facts: Any) -> Host:
    host = Host.objects.create(name=name, **facts)
    for number, state in enumerate(states):
        url, due = f"https://{name}/{number}", timezone.now() + timedelta(minutes=due_in + number)
        Link.objects.create(url=url, host=host, document=Document.objects.create(), due_at=due, state=state)
    return host


def row_of(client: Client, name: str, query: str = "") -> str:
    """What the list says of one host."""
    page = client.get(f"/hosts/{query}").content.decode()
    (row,) = [row for row in page.split("<tr>") if f"/hosts/{name}/" in row]
    return text_of(f"<main {row}</main>".encode()).lstrip("> ")


def names(client: Client, query: str) -> list[str]:
    page = client.get(f"/hosts/{query}").content.decode()
    return [part.partition("/")[0] for part in page.split('data-step href="/hosts/')[1:]]


def test_a_host_is_told_in_one_row(checker: User, editor: User, signed_in: SignIn) -> None:
    finding = a_finding(vetted(checker, editor))
    client = signed_in(checker)
    host = finding.link.host
    Host.objects.filter(pk=host.pk).update(delay_seconds=12, robots="User-agent: *\nCrawl-delay: 9\n")
    assert "12 s not asked yet with the next round" in row_of(client, host.name)
    Host.objects.filter(pk=host.pk).update(robots_at=timezone.now())
    assert (
        row_of(client, host.name)
        == f"{host.name} 1 not visited yet 1 none none 1 12 s has rules; asks for 9 s with the next round"
    )


def test_dead_and_blocked_links_lead_to_their_lists(checker: User, signed_in: SignIn) -> None:
    a_host("a.example", "dead", "dead", "blocked", "alive")
    row = row_of(signed_in(checker), "a.example")
    assert row.startswith("a.example 4 alive 1 2 1 none 2 s not asked yet in 59")
    page = signed_in(checker).get("/hosts/").content.decode()
    assert "/links/?host=a.example&amp;state=dead" in page
    assert "/links/?host=a.example&amp;state=blocked" in page


@pytest.mark.parametrize(
    ("robots", "words"),
    [
        (None, "no rules"),
        ("User-agent: *\nDisallow: /admin\n", "has rules"),
        ("User-agent: *\nDisallow: /\n", "has rules; closed to programs"),
    ],
)
def test_rules_are_told_in_a_few_words(checker: User, signed_in: SignIn, robots: str | None, words: str) -> None:
    a_host("a.example", robots=robots, robots_at=timezone.now())
    assert f"2 s {words} nothing to visit" in row_of(signed_in(checker), "a.example")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["archive.example", "b.example", "c.example", "d.example"]),
        ("?q=C.EX", ["c.example"]),
        ("?dead=1", ["b.example"]),
        ("?blocked=1", ["b.example", "c.example"]),
        ("?marked=1", ["d.example"]),
        ("?resting=1", ["archive.example"]),
        ("?dead=1&marked=1", []),
        ("?sort=links", ["c.example", "b.example", "d.example", "archive.example"]),
        ("?sort=dead&blocked=1", ["b.example", "c.example"]),
        ("?sort=blocked&blocked=1", ["c.example", "b.example"]),
        ("?sort=due", ["d.example", "b.example", "c.example", "archive.example"]),
        ("?sort=slow", ["c.example", "archive.example", "b.example", "d.example"]),
        ("?sort=nonsense&page=99", ["archive.example", "b.example", "c.example", "d.example"]),
    ],
)
def test_the_list_is_filtered_and_sorted(
    checker: User, editor: User, signed_in: SignIn, query: str, found: list[str]
) -> None:
    a_host("b.example", "dead", "blocked", due_in=30)
    a_host("c.example", "blocked", "blocked", "alive", due_in=90, delay_seconds=30)
    mark_host(actor=editor, host_id=a_host("d.example", "alive", due_in=5).pk, reason="a wall")
    a_host("archive.example", not_before=timezone.now() + timedelta(hours=3))
    assert names(signed_in(checker), query) == found


def test_marks_and_rests_stand_beside_the_host(checker: User, editor: User, signed_in: SignIn) -> None:
    mark_host(actor=editor, host_id=a_host("a.example", "alive").pk)
    a_host("b.example", "alive", not_before=timezone.now() + timedelta(hours=3))
    a_host("c.example", "alive", lease_until=timezone.now() + timedelta(hours=3), lease_token="x")
    a_host("d.example", "alive", not_before=timezone.now() + timedelta(seconds=2))
    client = signed_in(checker)
    assert row_of(client, "a.example").startswith("a.example blocks us 1")
    assert "rests until" in row_of(client, "b.example")
    assert "being visited" in row_of(client, "c.example")
    assert row_of(client, "d.example").endswith("in 59 minutes")


def test_no_host_no_table(checker: User, signed_in: SignIn) -> None:
    client = signed_in(checker)
    assert "A host comes under watch" in text_of(client.get("/hosts/").content)
    assert "Show all hosts" in text_of(client.get("/hosts/?dead=1").content)


def test_the_links_and_each_host_lead_there(checker: User, signed_in: SignIn) -> None:
    a_host("a.example", "alive")
    for address in ("/links/", "/hosts/a.example/"):
        assert 'href="/hosts/"' in signed_in(checker).get(address).content.decode()


@pytest.mark.parametrize("query", ["", "?sort=dead&dead=1", "?sort=due"])
def test_more_hosts_cost_no_more_queries(checker: User, signed_in: SignIn, query: str) -> None:
    client, counts = signed_in(checker), []
    client.get("/keys/")
    for number in (1, 3):
        for extra in range(number):
            a_host(f"h{number}-{extra}.example", "dead", "alive")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/hosts/{query}")
        counts.append(len(queries))
    assert counts[0] == counts[1]
