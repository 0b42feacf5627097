"""A word that its source takes back in another outlet: seen by itself, or when an editor says that they are one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from claims.corroboration.service import current
from claims.ledger.service import verify
from claims.models import Claim, EdgeJudgement, Evidence, ReviewStep, Source, Sourcing, User
from claims.recording.corroborating import suspected_edges
from claims.recording.evidence import restore_evidence, withdraw_evidence
from claims.review.drain import drain
from claims.vocabulary import Directness, ReviewAction, Stance
from tests.models.build import a_user
from tests.web.pages import ARTICLE
from tests.web_editor.build import more_evidence, step, submitted, text_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def taking_back(claim: Claim, user: User) -> Evidence:
    found = more_evidence(
        claim, user, name="Ida Lund", text=f"She was wrong, she says.\n\n{ARTICLE}", stance=Stance.WITHDRAWS
    )
    drain(limit=1000)
    return found


def status(claim: Claim) -> str:
    found = current(claim)
    assert found is not None
    return str(found.status)


def page(client: Client, claim: Claim) -> str:
    return text_of(client.get(f"/claims/{claim.public_id}/").content)


def test_a_vetted_claim_goes_back_when_its_source_takes_its_word_back_elsewhere(
    checker: User, editor: User, signed_in: SignIn
) -> None:
    claim = submitted(checker, name="Ida Lund", directness=Directness.FIRST_HAND)
    step(claim, ReviewAction.APPROVE, a_user(role="editor"))
    back = taking_back(claim, checker)
    assert status(claim) == "retracted"
    told = page(signed_in(editor), claim)
    assert "Taken back Evidence 2 takes back evidence 1 – the same source takes it back" in told
    assert "taken back by evidence 2" in told
    path = ReviewStep.objects.filter(claim=claim, action="reopen").order_by("-id")[0].path
    assert "Evidence 1: taken back by evidence 2." in [line["text"] for line in path or ()]
    withdraw_evidence(actor=editor, evidence_id=back.pk, reason="it was somebody else")
    assert status(claim) == "single_source"
    restore_evidence(actor=editor, evidence_id=back.pk)
    assert status(claim) == "retracted"


def test_under_the_same_name_an_editor_says_whether_it_is_one_source_and_takes_that_back(
    checker: User, editor: User, signed_in: SignIn
) -> None:
    claim = submitted(checker, name="Ida Lund", directness=Directness.FIRST_HAND)
    back = taking_back(claim, checker)
    namesake = Source.objects.create(kind="account", name="@lund", aliases=["ida lund"])
    Sourcing.objects.filter(evidence=back).update(source=namesake)
    drain(limit=1000)
    assert status(claim) == "single_source"
    client = signed_in(editor)
    told = page(client, claim)
    assert "Evidence 2 may take back evidence 1 – takes it back under the same name: ida lund" in told
    found = current(claim)
    assert found is not None
    (edge,) = (str(name) for name in suspected_edges(found.why) if name.kind == "author_or_dataset")
    beside = text_of(client.get(f"/claims/{claim.public_id}/edges/?edge={edge}").content)
    assert "takes it back under the same name: ida lund" in beside
    sent = {"edge": edge, "decision": "confirmed", "reason": "It is her account"}
    assert client.post(f"/claims/{claim.public_id}/edges/judge/", sent).status_code == 302
    assert status(claim) == "retracted"
    assert "Evidence 2 takes back evidence 1" in page(client, claim)
    undo = {"judgement": EdgeJudgement.objects.get().pk}
    client.post(f"/claims/{claim.public_id}/edges/undo/", undo)
    assert status(claim) == "single_source"
    assert verify() is None
