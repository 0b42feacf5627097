"""What a page credits: corrected by the newsroom, followed up for its claims, taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from claims.corroboration.service import current
from claims.ledger.service import verify
from claims.models import Citation, Claim, Document, User
from tests.web_editor.build import a_claim_of, a_page, more_evidence, text_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture
def claim(checker: User) -> Claim:
    made = a_claim_of(checker)
    more_evidence(made, checker)
    assert rule(made) == "R10"
    return made


def rule(claim: Claim) -> str:
    status = current(claim)
    assert status is not None
    return status.rule


def documents(claim: Claim) -> list[Document]:
    return [row.passage.snapshot.document for row in claim.evidence.order_by("id")]


def send(client: Client, document: Document, what: str, **facts: Any) -> tuple[int, str]:
    """The answer to the form, which the claims of the page are followed up before."""
    answer = client.post(f"/documents/{document.public_id}/credits/{what}/", facts, follow=True)
    return answer.status_code, text_of(answer.content)


@pytest.mark.parametrize("facts", [{"agency": "Velland Wire"}, {"bylines": "Ada Holm\nStaff"}])
def test_an_agency_or_a_byline_joins_pages_and_is_taken_back(
    claim: Claim, checker: User, signed_in: SignIn, facts: dict[str, str]
) -> None:
    client = signed_in(checker)
    for document in documents(claim):
        code, told = send(client, document, "change", **facts)
        assert code == 200
        assert "Recorded. One claim is computed anew." in told
    assert rule(claim) == "R9"
    code, told = send(client, documents(claim)[1], "undo")
    assert "Taken back." in told
    assert rule(claim) == "R10"
    assert (documents(claim)[1].agency, documents(claim)[1].bylines) == (None, [])
    assert verify() is None


def test_a_change_since_is_not_undone_by_an_older_undo(claim: Claim, checker: User, signed_in: SignIn) -> None:
    client, document = signed_in(checker), documents(claim)[0]
    send(client, document, "change", agency="Velland Wire")
    Document.objects.filter(pk=document.pk).update(agency="Northern News")
    assert "There is nothing to take back." in send(client, document, "undo")[1]
    assert documents(claim)[0].agency == "Northern News"


def test_a_citation_joins_pages_and_is_taken_back(claim: Claim, checker: User, signed_in: SignIn) -> None:
    client, (first, second) = signed_in(checker), documents(claim)
    for typed in (second.canonical_url, second.public_id, f"https://here.example/documents/{second.public_id}/"):
        code, told = send(client, first, "cite", cited=typed, words="first reported by the Courier")
        assert code == 200
        assert "first reported by the Courier" in told
        assert rule(claim) == "R9"
        send(client, first, "uncite", cited=second.public_id)
        assert rule(claim) == "R10"
    assert "This was taken back already." in send(client, first, "uncite", cited=second.public_id)[1]


@pytest.mark.parametrize(
    ("what", "facts", "message"),
    [
        ("change", {}, "This is what is recorded already."),
        ("change", {"agency": "w" * 301}, "at most 300"),
        ("change", {"bylines": "\n".join(map(str, range(21)))}, "At most 20 bylines are kept."),
        ("cite", {"cited": ""}, "Give the address of the page that it credits"),
        ("cite", {"cited": "https://nobody.example/"}, "This page has not been taken in."),
    ],
)
def test_what_cannot_be_recorded_is_refused_and_kept_in_the_form(
    claim: Claim, checker: User, signed_in: SignIn, what: str, facts: dict[str, str], message: str
) -> None:
    code, told = send(signed_in(checker), documents(claim)[0], what, **facts)
    assert code == 422
    assert message in told
    assert not Citation.objects.exists()


def test_a_page_does_not_credit_itself_nor_another_twice(claim: Claim, checker: User, signed_in: SignIn) -> None:
    client, (first, second) = signed_in(checker), documents(claim)
    assert "A page does not credit itself." in send(client, first, "cite", cited=first.public_id)[1]
    send(client, first, "cite", cited=second.public_id)
    assert "This is recorded already." in send(client, first, "cite", cited=second.public_id)[1]


def test_a_page_is_looked_for_by_its_outlet(claim: Claim, checker: User, signed_in: SignIn) -> None:
    client, (first, _) = signed_in(checker), documents(claim)
    a_page(checker, url="https://sound.example/unheard")
    found = text_of(client.get(f"/documents/{first.public_id}/credits/", {"q": "sound.example"}).content)
    assert "It credits this one" in found
    nothing = text_of(client.get(f"/documents/{first.public_id}/credits/", {"q": "nothing of the sort"}).content)
    assert "No page fits “nothing of the sort”." in nothing
