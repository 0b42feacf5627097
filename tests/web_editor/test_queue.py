"""What waits for editors, and why."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.models import User
from claims.vocabulary import ReviewAction
from tests.web_editor.build import WORDING, a_claim_of, a_finding, step, submitted, text_of, vetted

SignIn = Callable[[User], Client]


def test_the_oldest_comes_first_with_who_brought_it(checker: User, editor: User, signed_in: SignIn) -> None:
    submitted(checker, wording="The older claim")
    submitted(checker, wording="The newer claim")
    text = text_of(signed_in(editor).get("/queue/").content)
    assert text.index("The older claim") < text.index("The newer claim")
    assert "Submitted by chris" in text
    assert "Unnamed person" in text
    assert "Single source" in text


def test_drafts_and_vetted_claims_wait_for_nobody(checker: User, editor: User, signed_in: SignIn) -> None:
    a_claim_of(checker, wording="Still a draft")
    vetted(checker, editor, wording="Vetted already")
    text = text_of(signed_in(editor).get("/queue/").content)
    assert "Nothing waits." in text
    assert "Still a draft" not in text
    assert "Vetted already" not in text


def test_a_claim_reopened_by_a_finding_says_so(checker: User, editor: User, signed_in: SignIn) -> None:
    finding = a_finding(vetted(checker, editor))
    page = signed_in(editor).get("/queue/").content
    assert "Re-opened by the installation" in text_of(page)
    assert f"/findings/{finding.public_id}/" in page.decode()


def test_ones_own_claims_are_marked(editor: User, checker: User, signed_in: SignIn) -> None:
    submitted(editor)
    assert "you logged it: somebody else approves" in text_of(signed_in(editor).get("/queue/").content)
    assert "you logged it" not in text_of(signed_in(checker).get("/queue/").content)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("state=in_review", False),
        ("state=submitted", True),
        ("status=corroborated", False),
        ("status=single_source", True),
        ("sourcing=document", False),
        ("sourcing=unnamed_person", True),
        ("state=nonsense&page=99", True),
    ],
)
def test_filters_narrow_the_queue(checker: User, editor: User, signed_in: SignIn, query: str, shown: bool) -> None:
    submitted(checker)
    text = text_of(signed_in(editor).get(f"/queue/?{query}").content)
    assert (WORDING in text) is shown
    assert ("Show all that waits" in text) is not shown


def test_three_claims_cost_no_more_queries_than_one(checker: User, editor: User, signed_in: SignIn) -> None:
    client, counts = signed_in(editor), []
    client.get("/keys/")
    for number in (1, 2):
        for _ in range(number):
            a_finding(vetted(checker, editor))
            step(submitted(checker), ReviewAction.START, editor)
        with CaptureQueriesContext(connection) as queries:
            client.get("/queue/")
        counts.append(len(queries))
    assert counts[0] == counts[1]
