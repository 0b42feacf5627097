"""Where graders differ: claims by numbers, sources by letters on one topic; nothing of unnamed sources."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.credibility.service import grade_source
from claims.models import Claim, InformationGrade, Source, User
from claims.vocabulary import SourceLetter
from tests.models.build import a_claim, a_source, a_user
from tests.web_editor.build import text_of

SignIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db


def numbers(claim: Claim, *given: int) -> Claim:
    for number in given:
        InformationGrade.objects.create(claim=claim, number=number, reason=f"why {number}", graded_by=a_user())
    return claim


def letters(source: Source, *given: str, topic: str = "") -> Source:
    for letter in given:
        actor = a_user(role="editor")
        grade_source(actor=actor, source_id=source.pk, letter=SourceLetter(letter), reason="as known", topic=topic)
    return source


def shown(client: Client, query: str = "") -> str:
    answer = client.get(f"/disagreements/{query}")
    assert answer.status_code == 200
    return text_of(answer.content)


def test_claims_whose_live_numbers_differ_are_listed_with_all_of_them(editor: User, signed_in: SignIn) -> None:
    numbers(a_claim(wording="The quay is closed"), 2, 4)
    numbers(a_claim(wording="The fog was thick"), 3, 3)
    numbers(a_claim(wording="One voice only"), 5)
    changed = numbers(a_claim(wording="They agree by now"), 2, 2)
    InformationGrade.objects.create(
        claim=changed, number=5, reason="then", graded_by=a_user(), replaced_at=changed.logged_at
    )
    closed = numbers(a_claim(wording="Withdrawn since", state="withdrawn"), 1, 5)
    text = shown(signed_in(editor))
    assert "Claims, by number 1" in text
    for words in ("The quay is closed", "why 2", "why 4"):
        assert words in text
    for other in ("The fog was thick", "One voice only", "They agree by now", closed.wording):
        assert other not in text


def test_sources_differ_on_one_topic_and_not_across_topics(editor: User, signed_in: SignIn) -> None:
    letters(a_source(name="Harbour Board"), "B", "D")
    letters(a_source(name="Pilots"), "A", "B", topic="tides")
    both = letters(a_source(name="Tide Office"), "B")
    letters(both, "D", topic="tides")
    text = shown(signed_in(editor), "?of=sources")
    assert "Sources, by letter 2" in text
    assert "Harbour Board" in text
    assert "Pilots" in text
    assert "Tide Office" not in text


def test_letters_of_unnamed_sources_are_in_no_list(editor: User, signed_in: SignIn) -> None:
    claim = a_claim()
    letters(a_source(kind="unnamed_person", name=None, descriptor="an engineer", unnamed_of=claim), "B", "E")
    text = shown(signed_in(editor), "?of=sources")
    assert "Nobody’s letters differ." in text
    assert "engineer" not in text


def test_far_apart_is_two_steps_on_the_scale_and_what_cannot_be_judged_is_far_from_nothing(
    editor: User, signed_in: SignIn
) -> None:
    numbers(a_claim(wording="Two and three"), 2, 3)
    numbers(a_claim(wording="Two and four"), 2, 4)
    numbers(a_claim(wording="Three and six"), 3, 6)
    letters(a_source(name="A and B"), "A", "B")
    letters(a_source(name="A and C"), "A", "C")
    letters(a_source(name="A and F"), "A", "F")
    client = signed_in(editor)
    assert "Claims, by number 3" in shown(client)
    far = shown(client, "?far=1")
    assert "Claims, by number 1 Sources, by letter 1" in far
    assert "Two and four" in far
    assert "A and C" in shown(client, "?far=1&of=sources")


def test_the_list_is_searched_paged_and_says_when_nothing_fits(editor: User, signed_in: SignIn) -> None:
    client = signed_in(editor)
    assert "Nobody’s numbers differ." in shown(client)
    for number in range(31):
        numbers(a_claim(wording=f"Claim {number} of many"), 2, 3)
    assert "Page 1 of 2" in shown(client)
    assert "Claim 7 of many" in shown(client, "?q=claim+7")
    text = shown(client, "?q=nothing+like+it")
    assert "Nothing fits these filters." in text
    assert "Show all" in text


@pytest.mark.parametrize("query", ["", "?of=sources"])
def test_many_disagreements_cost_no_more_queries_than_one(editor: User, signed_in: SignIn, query: str) -> None:
    client, counts = signed_in(editor), []
    client.get("/keys/")
    for number in (1, 4):
        for _ in range(number):
            numbers(a_claim(), 2, 3)
            letters(a_source(), "B", "C")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/disagreements/{query}")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_fact_checkers_have_no_list_of_disagreements(checker: User, signed_in: SignIn) -> None:
    assert signed_in(checker).get("/disagreements/").status_code == 403
