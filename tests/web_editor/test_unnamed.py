"""Unnamed sources that are one person: said by editors with a reason, taken back, never told outside."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from claims.corroboration.service import current
from claims.models import Claim, Release, SameUnnamedSource, User
from claims.review.drain import drain
from claims.vocabulary import ReviewAction
from tests.web_editor.build import a_claim_of, more_evidence, step, text_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
REASON = "Both pages quote the same three slips of the tongue"


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


def sources(claim: Claim) -> list[str]:
    return [source.public_id for source in claim.unnamed_sources.order_by("id")]


def same(client: Client, claim: Claim, chosen: list[str], reason: str = REASON) -> tuple[int, str]:
    sent = {"source": chosen, "reason": reason}
    answer = client.post(f"/claims/{claim.public_id}/unnamed/same/", sent, follow=True)
    return answer.status_code, text_of(answer.content)


def test_two_are_said_to_be_one_person_and_taken_apart_again(claim: Claim, editor: User, signed_in: SignIn) -> None:
    client = signed_in(editor)
    code, told = same(client, claim, sources(claim))
    assert (code, rule(claim)) == (200, "R9")
    assert "Recorded: one person. The status was weakly sourced, and is single source now." in told
    shown = text_of(client.get(f"/claims/{claim.public_id}/unnamed/").content)
    assert f"(evidence 1) and a person familiar with the repairs (evidence 2): {REASON}" in shown
    row = SameUnnamedSource.objects.get()
    for words in ("Taken back. The status was single source", "This was taken back already."):
        answer = client.post(f"/claims/{claim.public_id}/unnamed/apart/", {"pair": row.pk}, follow=True)
        assert words in text_of(answer.content)
    assert rule(claim) == "R10"


@pytest.mark.parametrize(
    ("chosen", "reason", "message"),
    [
        (slice(0, 2), " ", "Say how you know."),
        (slice(0, 1), REASON, "Choose two or more unnamed sources of this claim."),
        (slice(0, 0), REASON, "Choose two or more unnamed sources of this claim."),
    ],
)
def test_what_is_not_whole_is_refused(
    claim: Claim, editor: User, signed_in: SignIn, chosen: slice, reason: str, message: str
) -> None:
    code, told = same(signed_in(editor), claim, sources(claim)[chosen], reason)
    assert code == 422
    assert message in told
    assert not SameUnnamedSource.objects.exists()


def test_sources_of_another_claim_are_never_joined(
    claim: Claim, checker: User, editor: User, signed_in: SignIn
) -> None:
    other = a_claim_of(checker)
    code, _ = same(signed_in(editor), claim, [sources(claim)[0], sources(other)[0]])
    assert code == 422
    assert not SameUnnamedSource.objects.exists()


def test_it_is_said_once(claim: Claim, editor: User, signed_in: SignIn) -> None:
    client = signed_in(editor)
    same(client, claim, sources(claim))
    code, told = same(client, claim, sources(claim))
    assert code == 422
    assert "This is recorded already." in told


def test_a_fact_checker_sees_it_and_may_not_say_it(claim: Claim, checker: User, signed_in: SignIn) -> None:
    client = signed_in(checker)
    assert "Editors say which of them are one person." in text_of(
        client.get(f"/claims/{claim.public_id}/unnamed/").content
    )
    assert same(client, claim, sources(claim))[0] == 403


def test_no_release_carries_that_they_are_one_person(
    claim: Claim, checker: User, editor: User, signed_in: SignIn
) -> None:
    same(signed_in(editor), claim, sources(claim))
    step(claim, ReviewAction.SUBMIT, checker)
    step(claim, ReviewAction.APPROVE, editor)
    drain(limit=1000)
    document = bytes(Release.objects.get(claim=claim).document).decode()
    assert REASON not in document
    assert "same person" not in document


def test_a_claim_of_one_unnamed_source_has_nobody_to_join(checker: User, signed_in: SignIn) -> None:
    made = a_claim_of(checker)
    assert "one unnamed source only" in text_of(signed_in(checker).get(f"/claims/{made.public_id}/unnamed/").content)
