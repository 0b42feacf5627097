"""Which step may be taken from which state, by whom. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from claims.vocabulary import ClaimState, ReviewAction, Role


class Move(NamedTuple):
    """Where a step leads and who may take it; ``owner_too`` lets whoever logged the claim take it as well."""

    after: ClaimState
    roles: frozenset[Role]
    owner_too: bool = False


_EDITOR = frozenset({Role.EDITOR})
_NOBODY: frozenset[Role] = frozenset()
_OPEN = (ClaimState.SUBMITTED, ClaimState.IN_REVIEW)

MOVES: dict[tuple[ClaimState, ReviewAction], Move] = {
    (ClaimState.DRAFT, ReviewAction.SUBMIT): Move(ClaimState.SUBMITTED, _NOBODY, owner_too=True),
    (ClaimState.RETURNED, ReviewAction.SUBMIT): Move(ClaimState.SUBMITTED, _NOBODY, owner_too=True),
    (ClaimState.SUBMITTED, ReviewAction.TAKE_BACK): Move(ClaimState.DRAFT, _NOBODY, owner_too=True),
    (ClaimState.SUBMITTED, ReviewAction.START): Move(ClaimState.IN_REVIEW, _EDITOR),
    (ClaimState.VETTED, ReviewAction.REOPEN): Move(ClaimState.IN_REVIEW, _EDITOR),
    (ClaimState.VETTED, ReviewAction.WITHDRAW): Move(ClaimState.WITHDRAWN, _EDITOR),
    (ClaimState.IN_REVIEW, ReviewAction.WITHDRAW): Move(ClaimState.WITHDRAWN, _EDITOR),
    (ClaimState.VETTED, ReviewAction.SUPERSEDE): Move(ClaimState.SUPERSEDED, _EDITOR),
    **{(state, ReviewAction.APPROVE): Move(ClaimState.VETTED, _EDITOR) for state in _OPEN},
    **{(state, ReviewAction.RETURN): Move(ClaimState.RETURNED, _EDITOR) for state in _OPEN},
}
"""The whole workflow; a pair that is missing here cannot happen."""


class NotAllowed(Exception):
    """The step cannot be taken; ``str()`` tells a person why. ``code`` is stable: state, role, four_eyes or note."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step as somebody wants to take it. ``role`` is ``None`` for what the installation does by itself.

    ``in_doubt`` says that a finding which weakens the claim is open.
    """

    action: ReviewAction
    state: ClaimState
    role: Role | None
    is_owner: bool
    note: str | None = None
    one_person: bool = False
    in_doubt: bool = False


def state_after(step: Step) -> ClaimState:
    """The state to which ``step`` leads; raises :class:`NotAllowed`.

    Nobody approves what they logged, unless the installation is one person's (``one_person``). The installation
    itself may only re-open. What is approved while a finding is open needs a note that says why it stands all the same.
    """
    move = MOVES.get((step.state, step.action))
    if move is None:
        raise NotAllowed("state", f"A claim that is {step.state.label.lower()} has no step “{step.action.label}”.")
    if not _may(step, move):
        raise NotAllowed("role", f"“{step.action.label}” is not yours to do.")
    if step.action is ReviewAction.APPROVE and step.is_owner and not step.one_person:
        raise NotAllowed("four_eyes", "You logged this claim: somebody else has to approve it.")
    if step.action in (ReviewAction.RETURN, ReviewAction.WITHDRAW) and not (step.note or "").strip():
        raise NotAllowed("note", "Say why: the note is what the others will read.")
    if step.action is ReviewAction.APPROVE and step.in_doubt and not (step.note or "").strip():
        raise NotAllowed("note", "A finding is open. Say in the note why the claim stands all the same, or settle it.")
    return move.after


def _may(step: Step, move: Move) -> bool:
    if step.role is None:
        return step.action is ReviewAction.REOPEN
    return step.role in move.roles or (move.owner_too and step.is_owner and step.role is not Role.CONSUMER)


def open_steps(*, state: ClaimState, role: Role, is_owner: bool, one_person: bool = False) -> tuple[ReviewAction, ...]:
    """The steps to offer to a person, in the order of the vocabulary."""
    found = []
    for action in ReviewAction:
        step = Step(action=action, state=state, role=role, is_owner=is_owner, note="…", one_person=one_person)
        try:
            state_after(step)
        except NotAllowed:
            continue
        found.append(action)
    return tuple(found)
