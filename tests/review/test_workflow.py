"""The workflow over all states, steps, roles and owners."""

from __future__ import annotations

from itertools import product

import pytest

from claims.review.workflow import MOVES, NotAllowed, Step, open_steps, state_after
from claims.vocabulary import ClaimState, ReviewAction, Role

EVERY = [
    Step(action=action, state=state, role=role, is_owner=owner, note=note, one_person=alone)
    for action, state, role, owner, note, alone in product(
        ReviewAction, ClaimState, (*Role, None), (False, True), (None, " ", "why"), (False, True)
    )
]


def outcome(step: Step) -> ClaimState | str:
    try:
        return state_after(step)
    except NotAllowed as refusal:
        return refusal.code if str(refusal).endswith(".") else "no sentence for people"


def test_every_step_either_leads_where_the_table_says_or_is_refused_with_a_reason() -> None:
    for step in EVERY:
        found = outcome(step)
        if isinstance(found, ClaimState):
            assert MOVES[step.state, step.action].after is found
        else:
            assert found in {"state", "role", "four_eyes", "note"}


def test_nobody_approves_what_they_logged_unless_alone() -> None:
    approvals = [s for s in EVERY if s.action is ReviewAction.APPROVE and s.is_owner and not s.one_person]
    assert approvals
    assert not any(outcome(step) is ClaimState.VETTED for step in approvals)
    alone = Step(
        action=ReviewAction.APPROVE, state=ClaimState.SUBMITTED, role=Role.EDITOR, is_owner=True, one_person=True
    )
    assert outcome(alone) is ClaimState.VETTED


def test_only_editors_vet_return_and_withdraw() -> None:
    decisive = (ClaimState.VETTED, ClaimState.RETURNED, ClaimState.WITHDRAWN, ClaimState.SUPERSEDED)
    for step in EVERY:
        if outcome(step) in decisive:
            assert step.role is Role.EDITOR


def test_consumers_take_no_step_and_the_installation_only_reopens() -> None:
    for step in EVERY:
        if step.role is Role.CONSUMER:
            assert not isinstance(outcome(step), ClaimState)
        if step.role is None and isinstance(outcome(step), ClaimState):
            assert step.action is ReviewAction.REOPEN


@pytest.mark.parametrize("action", [ReviewAction.RETURN, ReviewAction.WITHDRAW])
def test_returning_and_withdrawing_need_a_note(action: ReviewAction) -> None:
    step = Step(action=action, state=ClaimState.IN_REVIEW, role=Role.EDITOR, is_owner=False, note="  ")
    assert outcome(step) == "note"


def test_withdrawn_and_superseded_are_final() -> None:
    for state, role in product((ClaimState.WITHDRAWN, ClaimState.SUPERSEDED), Role):
        assert open_steps(state=state, role=role, is_owner=True) == ()


def test_what_is_offered_is_what_is_allowed() -> None:
    assert open_steps(state=ClaimState.DRAFT, role=Role.FACT_CHECKER, is_owner=True) == (ReviewAction.SUBMIT,)
    assert open_steps(state=ClaimState.DRAFT, role=Role.FACT_CHECKER, is_owner=False) == ()
    assert open_steps(state=ClaimState.SUBMITTED, role=Role.EDITOR, is_owner=False) == (
        ReviewAction.START,
        ReviewAction.RETURN,
        ReviewAction.APPROVE,
    )
