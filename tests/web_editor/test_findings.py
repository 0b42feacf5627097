"""Findings: old wording against new, settled by editors."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.models import Finding, User
from claims.web.findings import old_and_new, pieces_of
from tests.web_editor.build import a_finding, text_of, vetted

SignIn = Callable[[User], Client]
EDITED = "Two of the four engines of the ferry Marta failed on Monday, a person familiar with the repairs said."


@pytest.fixture
def finding(checker: User, editor: User) -> Finding:
    return a_finding(vetted(checker, editor), found=EDITED)


def test_the_difference_is_shown_word_by_word(finding: Finding, editor: User, signed_in: SignIn) -> None:
    page = signed_in(editor).get(f"/findings/{finding.public_id}/").content.decode()
    assert "<del>three</del>" in page
    assert "<ins>four</ins>" in page
    assert f"/claims/{finding.claim.public_id}/" in page
    assert f"/links/{finding.link.public_id}/" in page


def test_only_words_are_marked_and_both_texts_can_be_read_from_the_pieces() -> None:
    pieces = list(pieces_of("one two  three", "one 2  three four"))
    assert ("delete", "two") in pieces
    assert ("insert", "four") in pieces
    for left_out, text in (("insert", "one two  three"), ("delete", "one 2  three four")):
        kept = "".join(words for op, words in pieces if op != left_out)
        assert kept.split() == text.split()


def test_found_text_is_escaped(checker: User, editor: User, signed_in: SignIn) -> None:
    attack = "<script>alert(1)</script>"
    finding = a_finding(vetted(checker, editor), found=attack)
    page = signed_in(editor).get(f"/findings/{finding.public_id}/").content.decode()
    assert attack not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(("as_", "state"), [("settled", "settled"), ("false_alarm", "false_alarm")])
def test_an_editor_settles_it_with_a_note(
    finding: Finding, editor: User, signed_in: SignIn, as_: str, state: str
) -> None:
    client, address = signed_in(editor), f"/findings/{finding.public_id}/"
    assert client.post(f"{address}settle/", {"as_": as_, "note": "We rang the yard."}).status_code == 302
    finding.refresh_from_db()
    assert (finding.state, finding.settled_by) == (state, editor)
    text = text_of(client.get(address).content)
    assert "We rang the yard." in text
    assert "Settle it" not in text


def test_settling_needs_a_choice_and_a_note_and_keeps_what_was_typed(
    finding: Finding, editor: User, signed_in: SignIn
) -> None:
    answer = signed_in(editor).post(f"/findings/{finding.public_id}/settle/", {"note": "Kept words"})
    assert answer.status_code == 422
    assert "Kept words</textarea>" in answer.content.decode()
    finding.refresh_from_db()
    assert finding.state == "open"


def test_who_settles_second_is_told_and_changes_nothing(finding: Finding, editor: User, signed_in: SignIn) -> None:
    client, address = signed_in(editor), f"/findings/{finding.public_id}/settle/"
    client.post(address, {"as_": "settled", "note": "First."})
    answer = client.post(address, {"as_": "false_alarm", "note": "Second."}, follow=True)
    assert "Somebody settled this finding meanwhile." in answer.content.decode()
    finding.refresh_from_db()
    assert finding.state == "settled"


def test_fact_checkers_see_findings_and_settle_none(finding: Finding, checker: User, signed_in: SignIn) -> None:
    client, address = signed_in(checker), f"/findings/{finding.public_id}/"
    assert "Settle it" not in text_of(client.get(address).content)
    assert client.post(f"{address}settle/", {"as_": "settled", "note": "Mine."}).status_code == 403
    finding.refresh_from_db()
    assert finding.state == "open"


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", True),
        ("?state=", True),
        ("?state=settled", False),
        ("?kind=passage_changed", True),
        ("?kind=link_dead", False),
    ],
)
def test_the_list_shows_open_ones_unless_asked_otherwise(
    finding: Finding, editor: User, signed_in: SignIn, query: str, shown: bool
) -> None:
    page = signed_in(editor).get(f"/findings/{query}").content.decode()
    assert (f"/findings/{finding.public_id}/" in page) is shown


def test_a_finding_about_the_page_compares_what_its_words_say(finding: Finding) -> None:
    finding.passage = None
    finding.detail = "Was: Old headline\nNow: New headline"
    assert old_and_new(finding, None) == ("Old headline", "New headline")
    finding.detail = "https://courier.example is gone: it answers 404."
    assert old_and_new(finding, None) is None


def test_three_findings_cost_no_more_queries_than_one(checker: User, editor: User, signed_in: SignIn) -> None:
    client, counts = signed_in(editor), []
    client.get("/keys/")
    for number in (1, 2):
        for _ in range(number):
            a_finding(vetted(checker, editor))
        with CaptureQueriesContext(connection) as queries:
            client.get("/findings/")
        counts.append(len(queries))
    assert counts[0] == counts[1]
