"""Suspected edges judged by editors: side by side, with one reason, taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.corroboration.service import current
from claims.credibility.service import grade_source
from claims.ledger.service import verify
from claims.models import Claim, EdgeJudgement, Source, User
from claims.recording.comparing import compare_new
from claims.recording.corroborating import EdgeName, suspected_edges
from claims.review.drain import drain
from claims.vocabulary import ReviewAction, SourceLetter
from tests.web.pages import ARTICLE
from tests.web_editor.build import a_claim_of, more_evidence, step, text_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
REASON = "Each paper shows its own interview"


def graded(user: User, *names: str) -> None:
    for name in names:
        source = Source.objects.get(name=name)
        grade_source(actor=user, source_id=source.pk, letter=SourceLetter.B, reason="right in five of six")


@pytest.fixture
def claim(checker: User, editor: User) -> Claim:
    """A claim of two named people in two pages that share their text."""
    made = a_claim_of(checker, name="Ida Lund")
    more_evidence(made, checker, name="Per Holm", text=f"Three papers, one text.\n\n{ARTICLE}")
    graded(editor, "Ida Lund", "Per Holm")
    compare_new()
    drain(limit=1000)
    assert rule(made) == "R7"
    return made


def rule(claim: Claim) -> str:
    status = current(claim)
    assert status is not None
    return status.rule


def names(claim: Claim) -> list[str]:
    status = current(claim)
    assert status is not None
    return sorted(map(str, suspected_edges(status.why)))


def judge(client: Client, claim: Claim, **facts: Any) -> Any:
    sent = {"edge": names(claim), "decision": "cleared", "reason": REASON, **facts}
    return client.post(f"/claims/{claim.public_id}/edges/judge/", sent)


def page(client: Client, claim: Claim) -> str:
    return text_of(client.get(f"/claims/{claim.public_id}/").content)


def test_an_editor_clears_what_is_suspected_and_takes_it_back(claim: Claim, editor: User, signed_in: SignIn) -> None:
    client = signed_in(editor)
    answer = judge(client, claim)
    assert answer.headers["Location"] == f"/claims/{claim.public_id}/"
    assert rule(claim) == "R6"
    told = page(client, claim)
    assert "Cleared: independent of each other. The status was partially corroborated, and is corroborated now." in told
    assert f"independent Evidence 1 and 2, same text: {REASON}" in told
    row = EdgeJudgement.objects.get()
    undone = client.post(f"/claims/{claim.public_id}/edges/undo/", {"judgement": row.pk}, follow=True)
    assert "Taken back. The status was corroborated, and is partially corroborated now." in text_of(undone.content)
    assert (rule(claim), EdgeJudgement.objects.count()) == ("R7", 0)
    again = client.post(f"/claims/{claim.public_id}/edges/undo/", {"judgement": row.pk}, follow=True)
    assert "This was taken back already." in text_of(again.content)
    assert verify() is None


def test_a_confirmed_edge_joins_for_certain_and_is_taken_back_where_it_is_shown(
    claim: Claim, editor: User, signed_in: SignIn
) -> None:
    client = signed_in(editor)
    judge(client, claim, decision="confirmed", reason="The same agency text")
    assert rule(claim) == "R9"
    told = page(client, claim)
    assert "joined same text – The same agency text (confirmed by edith," in told
    assert "one origin Evidence 1 and 2, same text: The same agency text" in told
    assert "Not so? Correct" not in told.partition("The same agency text (confirmed")[2].partition("What editors")[0]


def test_the_step_that_would_change_the_status_opens_both_passages_side_by_side(
    claim: Claim, editor: User, signed_in: SignIn
) -> None:
    client = signed_in(editor)
    claim_page = client.get(f"/claims/{claim.public_id}/").content.decode()
    step = claim_page.partition("What would change it")[2].partition("Compare and judge")[0]
    address = step.rpartition('href="')[2].partition('"')[0].replace("&amp;", "&")
    told = text_of(client.get(address).content)
    for words in ("Evidence 1", "Evidence 2", "Why they may be one origin", "The words that both have", "in a row"):
        assert words in told
    assert "Your judgement of what is ticked" in told


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"reason": "  "}, "Say why. Others will go by it."),
        ({"edge": []}, "Choose what you judge."),
        ({"edge": ["broken", "a.b.text_reuse"]}, "no longer suspected"),
        ({"decision": ""}, "Choose one of the two buttons."),
        ({"decision": "perhaps"}, "perhaps"),
    ],
)
def test_a_judgement_that_is_not_whole_changes_nothing(
    claim: Claim, editor: User, signed_in: SignIn, wrong: dict[str, Any], message: str
) -> None:
    answer = judge(signed_in(editor), claim, **wrong)
    assert answer.status_code == 422
    assert message in text_of(answer.content)
    assert (rule(claim), EdgeJudgement.objects.count()) == ("R7", 0)


def test_what_was_judged_meanwhile_is_told(claim: Claim, editor: User, signed_in: SignIn) -> None:
    client, before = signed_in(editor), names(claim)
    judge(client, claim)
    answer = judge(client, claim, edge=before)
    assert answer.status_code == 422
    assert "it was judged or corrected meanwhile" in text_of(answer.content)


def test_a_fact_checker_looks_and_does_not_judge(claim: Claim, checker: User, signed_in: SignIn) -> None:
    client = signed_in(checker)
    told = text_of(client.get(f"/claims/{claim.public_id}/edges/").content)
    assert "Editors judge this. You can look." in told
    assert "Your judgement" not in told
    assert judge(client, claim).status_code == 403
    assert rule(claim) == "R7"


def test_a_closed_claim_is_judged_no_more(claim: Claim, checker: User, editor: User, signed_in: SignIn) -> None:
    step(claim, ReviewAction.SUBMIT, checker)
    step(claim, ReviewAction.APPROVE, editor)
    step(claim, ReviewAction.WITHDRAW, editor, "not ours")
    assert judge(signed_in(editor), claim).status_code == 403


def test_clearing_sends_a_vetted_claim_back_with_its_new_status(
    claim: Claim, checker: User, editor: User, signed_in: SignIn
) -> None:
    step(claim, ReviewAction.SUBMIT, checker)
    step(claim, ReviewAction.APPROVE, editor)
    client = signed_in(editor)
    asked = text_of(judge(client, claim).content)
    assert "Clear it: independent of each other?" in asked
    assert "This sends 1 vetted claim back to the editors." in asked
    assert f"Your reason: {REASON}" in asked
    assert EdgeJudgement.objects.count() == 0
    judge(client, claim, confirmed="1")
    drain(limit=1000)
    claim.refresh_from_db()
    assert claim.state == "in_review"


def test_taking_a_judgement_back_asks_only_when_a_vetted_claim_goes_back(
    claim: Claim, checker: User, editor: User, signed_in: SignIn
) -> None:
    client = signed_in(editor)
    judge(client, claim)
    step(claim, ReviewAction.SUBMIT, checker)
    step(claim, ReviewAction.APPROVE, editor)
    address, sent = f"/claims/{claim.public_id}/edges/undo/", {"judgement": EdgeJudgement.objects.get().pk}
    asked = text_of(client.post(address, sent).content)
    assert "Take this judgement back?" in asked
    assert "The computed status changed from corroborated to partially corroborated." in asked
    assert EdgeJudgement.objects.count() == 1
    told = text_of(client.post(address, {**sent, "confirmed": "1"}, follow=True).content)
    assert "Taken back." in told
    assert EdgeJudgement.objects.count() == 0


def test_an_edge_is_named_as_forms_name_it() -> None:
    edge = EdgeName.parse("a.b.text_reuse")
    assert str(edge) == "a.b.text_reuse"
    for broken in ("b.a.text_reuse", "a.a.text_reuse", "a.b.nothing", "a.b", "", "a.b.text_reuse.more"):
        assert EdgeName.parse(broken) is None


def test_nothing_to_judge_is_said(checker: User, signed_in: SignIn) -> None:
    claim = a_claim_of(checker)
    told = text_of(signed_in(checker).get(f"/claims/{claim.public_id}/edges/").content)
    assert "Nothing is suspected" in told


def test_the_page_takes_no_more_queries_for_more_pairs(
    claim: Claim, checker: User, editor: User, signed_in: SignIn
) -> None:
    client = signed_in(editor)

    def queries() -> int:
        with CaptureQueriesContext(connection) as made:
            assert client.get(f"/claims/{claim.public_id}/edges/").status_code == 200
        return len(made)

    few = queries()
    for number in range(3):
        more_evidence(claim, checker, name=f"Witness {number}", text=f"Paper {number}.\n\n{ARTICLE}")
    compare_new()
    drain(limit=1000)
    assert len(names(claim)) > 3
    assert queries() == few


def test_a_certain_edge_leads_to_the_page_that_corrects_its_fact(
    claim: Claim, editor: User, checker: User, signed_in: SignIn
) -> None:
    client = signed_in(editor)
    first, second = (row.passage.snapshot.document for row in claim.evidence.order_by("id"))
    type(first).objects.filter(pk__in=[first.pk, second.pk]).update(agency="Velland Wire")
    drain(limit=1000)
    why = client.get(f"/claims/{claim.public_id}/").content.decode().partition("Why this status")[2]
    for document in (first, second):
        assert f'href="/documents/{document.public_id}/credits/"' in why
    assert "the agency credit of 1" in why
