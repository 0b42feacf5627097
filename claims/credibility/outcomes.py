"""How a claim came out, for the record of whoever made it. Pure; why so: decision 0010."""

from __future__ import annotations

from dataclasses import dataclass

from claims.vocabulary import ClaimState, Outcome, OutcomeBasis, Status

_BY_STATUS = {Status.CORROBORATED: Outcome.NOT_FALSE, Status.REFUTED: Outcome.FALSE}
"""Every other status leaves open how the claim came out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What decides how a claim came out. ``computed`` of an outdated claim is the status that it had."""

    state: ClaimState
    has_verdict: bool = False
    verdict: Outcome | None = None
    effective: Status | None = None
    computed: Status | None = None


def came_out(standing: Standing) -> tuple[Outcome, OutcomeBasis] | None:
    """The outcome with what says so; ``None`` for a claim that is not resolved.

    Only a vetted claim is. Its verdict decides, also by saying neither; else the status that an editor set, else the
    computed one.
    """
    if standing.state is not ClaimState.VETTED:
        return None
    if standing.has_verdict:
        return (standing.verdict, OutcomeBasis.VERDICT) if standing.verdict else None
    if standing.effective is not None:
        return _of_status(standing.effective, OutcomeBasis.EFFECTIVE)
    return _of_status(standing.computed, OutcomeBasis.COMPUTED)


def _of_status(status: Status | None, basis: OutcomeBasis) -> tuple[Outcome, OutcomeBasis] | None:
    outcome = _BY_STATUS.get(status) if status else None
    return (outcome, basis) if outcome else None
