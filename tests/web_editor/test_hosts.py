"""The page of a host: how it is visited, what it asks of programs, its links and findings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.models import Document, Finding, Host, LedgerEntry, Link, User
from tests.web_editor.build import a_finding, text_of, vetted

SignIn = Callable[[User], Client]
RULES = "User-agent: *\nDisallow: /private\nCrawl-delay: 9\n# <b>ours</b>\n"


@pytest.fixture
def finding(checker: User, editor: User) -> Finding:
    return a_finding(vetted(checker, editor))


@pytest.fixture
def address(finding: Finding) -> str:
    return f"/hosts/{finding.link.host.name}/"


def test_it_tells_states_delay_findings_and_links(
    finding: Finding, address: str, checker: User, signed_in: SignIn
) -> None:
    text = text_of(signed_in(checker).get(address).content)
    for words in (
        "not visited yet 1",
        "at least 2 s between two",
        "Quoted passage was silently edited",
        "The host can be visited now.",
    ):
        assert words in text
    assert f"/links/{finding.link.public_id}/" in signed_in(checker).get(address).content.decode()


@pytest.mark.parametrize(
    ("rest", "lease", "words"),
    [
        (timedelta(hours=3), None, "The host rests until"),
        (timedelta(seconds=20), None, "The host rests for a moment."),
        (None, timedelta(minutes=3), "The host is being visited now."),
        (None, -timedelta(minutes=3), "The host can be visited now."),
    ],
)
def test_rest_and_visits_are_said_in_words(
    address: str, checker: User, signed_in: SignIn, rest: timedelta | None, lease: timedelta | None, words: str
) -> None:
    now = timezone.now()
    Host.objects.update(
        not_before=now + rest if rest else None,
        lease_until=now + lease if lease else None,
        lease_token="x" if lease else None,
    )
    assert words in text_of(signed_in(checker).get(address).content)


def test_its_rules_are_shown_as_text_and_applied_to_its_links(
    finding: Finding, address: str, checker: User, signed_in: SignIn
) -> None:
    client = signed_in(checker)
    assert "not asked yet" in text_of(client.get(address).content)
    host = finding.link.host
    Host.objects.update(robots=None, robots_at=timezone.now())
    assert "it has no rules" in text_of(client.get(address).content)
    Host.objects.update(robots=RULES)
    page = client.get(address).content
    assert "9 s between two visits. None of the links shown here is closed" in text_of(page)
    assert b"# &lt;b&gt;ours" in page
    document = Document.objects.create(canonical_url=f"https://{host.name}/private/x")
    Link.objects.create(url=f"https://{host.name}/private/x", host=host, document=document, due_at=timezone.now())
    assert "1 of the links shown here is closed to programs" in text_of(client.get(address).content)


def test_an_editor_chooses_the_delay_and_it_is_on_the_record(address: str, editor: User, signed_in: SignIn) -> None:
    made = LedgerEntry.objects.count()
    page = signed_in(editor).post(f"{address}delay/", {"seconds": "7.5"}, follow=True).content
    assert "At least 7.5 s" in text_of(page)
    assert "Time between visits chosen by edith" in text_of(page)
    assert (Host.objects.get().delay_seconds, LedgerEntry.objects.count()) == (7.5, made + 1)


@pytest.mark.parametrize("seconds", ["", "0", "61", "nan", "inf", "soon"])
def test_a_delay_out_of_bounds_is_refused_beside_its_field(
    address: str, editor: User, signed_in: SignIn, seconds: str
) -> None:
    answer = signed_in(editor).post(f"{address}delay/", {"seconds": seconds})
    assert answer.status_code == 422
    assert b'aria-invalid="true"' in answer.content
    assert Host.objects.get().delay_seconds == 2


def test_fact_checkers_are_offered_no_change_of_the_delay(address: str, checker: User, signed_in: SignIn) -> None:
    assert "delay/" not in signed_in(checker).get(address).content.decode()
    assert signed_in(checker).post(f"{address}delay/", {"seconds": "7"}).status_code == 403
    assert Host.objects.get().delay_seconds == 2


def test_all_its_links_are_asked_for_and_no_others(
    finding: Finding, address: str, checker: User, editor: User, signed_in: SignIn
) -> None:
    a_finding(vetted(checker, editor))
    Link.objects.update(checked_at=None)
    page = signed_in(checker).post(f"{address}recheck/", follow=True)
    assert "0 of 1 visited" in text_of(page.content)
    assert [link.pk for link in Link.objects.exclude(asked_at=None)] == [finding.link_id]


def test_a_host_that_is_not_known_is_not_found(checker: User, signed_in: SignIn) -> None:
    assert signed_in(checker).get("/hosts/nowhere.example/").status_code == 404


def test_more_links_cost_no_more_queries(finding: Finding, address: str, editor: User, signed_in: SignIn) -> None:
    client, counts, host = signed_in(editor), [], finding.link.host
    client.get("/keys/")
    for number in (1, 4):
        for extra in range(number):
            url = f"https://{host.name}/{number}/{extra}"
            document = Document.objects.create(canonical_url=url)
            Link.objects.create(url=url, host=host, document=document, due_at=timezone.now())
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_an_editor_marks_a_host_that_blocks_us_and_takes_it_back(
    address: str, checker: User, editor: User, signed_in: SignIn
) -> None:
    page = signed_in(editor).get(address).content.decode()
    assert "Mark: blocks us" in page
    assert "Mark: blocks us" not in signed_in(checker).get(address).content.decode()
    assert signed_in(checker).post(f"{address}mark/", {"blocks": "yes"}).status_code == 403
    assert Host.objects.get().profile == {}
    signed_in(editor).post(f"{address}mark/", {"blocks": "yes"})
    text = text_of(signed_in(checker).get(address).content)
    assert f"Yes, says {editor.username}" in text
    assert "Marked as blocking us" in text
    signed_in(editor).post(f"{address}mark/", {"blocks": "yes"})
    assert LedgerEntry.objects.filter(payload__contains="mark_host").count() == 1
    signed_in(editor).post(f"{address}mark/", {"blocks": "no"})
    assert Host.objects.get().profile == {}


def test_a_false_alarm_can_teach_that_the_host_blocks_us(finding: Finding, editor: User, signed_in: SignIn) -> None:
    client, page = signed_in(editor), f"/findings/{finding.public_id}/"
    assert "because the host blocks us" in text_of(client.get(page).content)
    client.post(f"{page}settle/", {"as_": "false_alarm", "note": "It stands there.", "host_blocks_us": "on"})
    assert Host.objects.get().profile["blocks_us"]["reason"] == "It stands there."
