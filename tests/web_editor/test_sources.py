"""Sources: listed by name, graded by everybody side by side; unnamed ones are in no list."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.models import Source, SourceGrade, User
from tests.models.build import a_source
from tests.web_editor.build import WORDING, a_claim_of, text_of

SignIn = Callable[[User], Client]


def test_unnamed_sources_are_in_no_list_but_have_their_form(checker: User, signed_in: SignIn) -> None:
    claim = a_claim_of(checker)
    source, client = Source.objects.get(unnamed_of=claim), signed_in(checker)
    for query in ("", "?q=familiar", "?kind=unnamed_person"):
        assert "familiar with the repairs" not in text_of(client.get(f"/sources/{query}").content)
    page = client.get(f"/sources/{source.public_id}/")
    assert f'action="/sources/{source.public_id}/grade/"' in page.content.decode()
    answer = client.post(f"/sources/{source.public_id}/grade/", {"letter": "F", "reason": "Nothing to judge by."})
    assert answer["Location"] == f"/claims/{claim.public_id}/"


def test_everybodys_letters_stand_side_by_side_and_regrades_are_kept(
    checker: User, editor: User, signed_in: SignIn
) -> None:
    source = a_source(name="Harbour <i>Board</i>", aliases=["The Board"])
    address = f"/sources/{source.public_id}/"
    signed_in(checker).post(f"{address}grade/", {"letter": "B", "reason": "Right so far."})
    client = signed_in(editor)
    client.post(f"{address}grade/", {"letter": "C", "reason": "Fair."})
    client.post(f"{address}grade/", {"letter": "D", "reason": "Wrong twice.", "topic": "tides"})
    client.post(f"{address}grade/", {"letter": "E", "reason": "Wrong again."})
    page = client.get(address).content
    text = text_of(page)
    for words in ("Right so far.", "Wrong twice.", "Wrong again.", "on tides", "The Board", "1 earlier"):
        assert words in text
    assert "<i>Board" not in page.decode()
    assert SourceGrade.objects.filter(replaced_at=None).count() == 3
    assert page.decode().partition('value="E"')[2].partition(">")[0].endswith("checked")


@pytest.mark.parametrize("wrong", [{"letter": "G", "reason": "Kept words"}, {"letter": "", "reason": "Kept words"}])
def test_a_letter_that_fails_keeps_what_was_typed(checker: User, signed_in: SignIn, wrong: dict[str, str]) -> None:
    source = a_source()
    answer = signed_in(checker).post(f"/sources/{source.public_id}/grade/", wrong)
    assert answer.status_code == 422
    assert 'value="Kept words"' in answer.content.decode()
    assert not SourceGrade.objects.exists()


def test_the_list_is_found_by_name_alias_and_kind(checker: User, signed_in: SignIn) -> None:
    a_source(name="Harbour Board", aliases=["Havnestyret"])
    a_source(name="Ida Lund", kind="person")
    client = signed_in(checker)
    for query, shown in (("q=havne", {"Harbour Board"}), ("kind=person", {"Ida Lund"}), ("q=nobody", set())):
        text = text_of(client.get(f"/sources/?{query}").content)
        assert {name for name in ("Harbour Board", "Ida Lund") if name in text} == shown
    assert "Show all sources" in text


def test_the_claims_that_rest_on_a_source_are_on_its_page(checker: User, signed_in: SignIn) -> None:
    claim = a_claim_of(checker, name="Ida Lund")
    source, client = Source.objects.get(name="Ida Lund"), signed_in(checker)
    assert WORDING in text_of(client.get(f"/sources/{source.public_id}/").content)
    row = claim.evidence.get()
    client.post(f"/evidence/{row.public_id}/withdraw/", {"reason": "A hoax."})
    assert WORDING not in text_of(client.get(f"/sources/{source.public_id}/").content)


def test_three_sources_cost_no_more_queries_than_one(checker: User, signed_in: SignIn) -> None:
    client, counts = signed_in(checker), []
    client.get("/keys/")
    for number in (1, 2):
        for _ in range(number):
            source = a_source(parent=a_source())
            client.post(f"/sources/{source.public_id}/grade/", {"letter": "B", "reason": "Right so far."})
        with CaptureQueriesContext(connection) as queries:
            client.get("/sources/")
        counts.append(len(queries))
    assert counts[0] == counts[1]
