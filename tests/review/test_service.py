"""A claim's way through review: who may, what is written, what the outside then reads."""

from __future__ import annotations

import json
import threading
from typing import Any

import pytest
from django.db import connection

from claims.ledger.service import verify
from claims.models import Claim, CurrentRelease, LedgerEntry, Release, RightsRule, RightsStatement, User
from claims.recording.errors import EditConflict
from claims.review.workflow import NotAllowed
from claims.vocabulary import ReviewAction
from tests.models.build import a_user
from tests.review.build import QUOTED, logged, step, vetted


def current(claim: Claim) -> dict[str, Any]:
    row = CurrentRelease.objects.select_related("release").get(claim=claim)
    found: dict[str, Any] = json.loads(bytes(row.release.document))
    return found


@pytest.mark.django_db
def test_an_approved_claim_is_released_with_status_excerpt_and_credit(checker: User, editor: User) -> None:
    document = current(vetted(checker, editor))
    assert (document["kind"], document["version"], document["claim"]) == (
        "published",
        1,
        "Two of the ferry's engines broke down",
    )
    assert (document["corroboration"]["computed"], document["corroboration"]["why"]["rule"]) == ("single_source", "R9")
    evidence = document["evidence"][0]
    assert evidence["passage"]["quote"] == QUOTED
    assert (evidence["rights"]["credit"], evidence["rights"]["link_required"]) == ("Courier", True)
    assert evidence["sourcing"]["source"] == {
        "id": None,
        "kind": "unnamed_person",
        "name": None,
        "descriptor": "an engineer",
    }
    assert (document["review"]["approved_by"], document["review"]["four_eyes"]) == ("edith", True)


@pytest.mark.django_db
def test_withheld_text_leaves_nowhere_in_the_release(checker: User, editor: User) -> None:
    claim = vetted(checker, editor, excerpts=False)
    document = bytes(Release.objects.get(claim=claim).document).decode()
    assert current(claim)["evidence"][0]["passage"]["quote"] is None
    assert "engines failed" not in document
    assert "A source" not in document


@pytest.mark.django_db
def test_a_wording_that_repeats_a_withheld_page_needs_a_paraphrase(checker: User, editor: User) -> None:
    claim = logged(checker, excerpts=False, wording="Two of three engines failed")
    step(claim, ReviewAction.SUBMIT, checker)
    with pytest.raises(NotAllowed) as refusal:
        step(claim, ReviewAction.APPROVE, editor)
    assert refusal.value.code == "paraphrase"
    claim.refresh_from_db()
    assert (claim.state, Release.objects.count()) == ("submitted", 0)
    Claim.objects.filter(pk=claim.pk).update(paraphrase="The ship lost most of its power")
    step(claim, ReviewAction.APPROVE, editor)
    assert current(claim)["claim"] == "The ship lost most of its power"


@pytest.mark.django_db
def test_nobody_approves_their_own_claim_unless_alone(checker: User, editor: User, settings: Any) -> None:
    claim = logged(editor)
    step(claim, ReviewAction.SUBMIT, editor)
    with pytest.raises(NotAllowed):
        step(claim, ReviewAction.APPROVE, editor)
    settings.ONE_PERSON = True
    step(claim, ReviewAction.APPROVE, editor)
    assert current(claim)["review"]["four_eyes"] is False


@pytest.mark.django_db
def test_the_second_of_two_editors_is_told(checker: User, editor: User) -> None:
    claim = logged(checker)
    step(claim, ReviewAction.SUBMIT, checker, version=1)
    with pytest.raises(EditConflict) as conflict:
        step(claim, ReviewAction.RETURN, editor, note="too vague", version=1)
    assert conflict.value.claim.state == "submitted"


@pytest.mark.django_db
def test_a_reopened_claim_is_marked_under_recheck_and_approved_again_as_an_update(checker: User, editor: User) -> None:
    claim = vetted(checker, editor)
    step(claim, ReviewAction.REOPEN, None, note="the page changed")
    document = current(claim)
    assert (document["kind"], document["version"]) == ("under_recheck", 2)
    step(claim, ReviewAction.APPROVE, editor)
    assert current(claim)["kind"] == "updated"
    assert CurrentRelease.objects.count() == 1


@pytest.mark.django_db
def test_terms_that_turn_against_a_vetted_claim_never_stop_its_recheck(checker: User, editor: User) -> None:
    claim = vetted(checker, editor, wording="Two of three engines failed")
    assert current(claim)["claim"] == "Two of three engines failed"
    terms = RightsStatement.objects.get()
    RightsRule.objects.create(statement=terms, kind="prohibit", action="excerpt", basis="notice")
    step(claim, ReviewAction.REOPEN, None, note="the notice changed")
    document = current(claim)
    assert (document["kind"], document["claim"], document["evidence"][0]["passage"]["quote"]) == (
        "under_recheck",
        None,
        None,
    )


@pytest.mark.django_db
def test_a_withdrawn_claim_leaves_a_tombstone_that_says_why(checker: User, editor: User) -> None:
    claim = vetted(checker, editor)
    step(claim, ReviewAction.WITHDRAW, editor, note="The engineer was misheard.")
    document = current(claim)
    assert (document["kind"], document["reason"]) == ("withdrawn", "The engineer was misheard.")
    assert "claim" not in document
    assert "evidence" not in document


@pytest.mark.django_db(transaction=True)
def test_every_step_is_in_the_ledger_and_the_chain_holds() -> None:
    checker, editor = a_user(role="fact_checker"), a_user(role="editor")
    claim = vetted(checker, editor)
    step(claim, ReviewAction.REOPEN, editor)
    actions = [json.loads(e.payload)["action"] for e in LedgerEntry.objects.order_by("position")]
    assert actions == ["submit", "approve", "reopen"]
    assert verify() is None


@pytest.mark.django_db(transaction=True)
def test_eight_approvers_at_once_leave_no_gap_for_a_polling_reader() -> None:
    checker = a_user(role="fact_checker")
    editors = [a_user(role="editor") for _ in range(8)]
    claims = [[logged(checker) for _ in range(4)] for _ in editors]
    for claim in (claim for theirs in claims for claim in theirs):
        step(claim, ReviewAction.SUBMIT, checker)
    seen: list[int] = []
    done = threading.Event()

    def approve(editor: User, theirs: list[Claim]) -> None:
        try:
            for claim in theirs:
                step(claim, ReviewAction.APPROVE, editor)
        finally:
            connection.close()

    def read() -> None:
        try:
            last_round = False
            while not last_round:
                last_round = done.is_set()
                after = seen[-1] if seen else 0
                seen.extend(Release.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True))
        finally:
            connection.close()

    approvers = [threading.Thread(target=approve, args=pair) for pair in zip(editors, claims, strict=True)]
    reader = threading.Thread(target=read)
    for thread in (reader, *approvers):
        thread.start()
    for thread in approvers:
        thread.join()
    done.set()
    reader.join()
    assert seen == list(range(1, 33))
    assert verify() is None
