"""From whom the letters of a claim's sources are kept: from whoever has yet to give the number."""

from __future__ import annotations

from claims.credibility.service import numbers_allowed
from claims.models import Claim, InformationGrade, User
from claims.vocabulary import CLOSED_STATES, ClaimState


def has_graded(claim: Claim, user: User) -> bool:
    """Whether the person has a live number for the claim."""
    return InformationGrade.objects.filter(claim=claim, graded_by=user, replaced_at=None).exists()


def may_grade(claim: Claim) -> bool:
    """Whether anybody may give the claim a number now: it is not closed, and its grade is not frozen."""
    return ClaimState(claim.state) not in CLOSED_STATES and bool(numbers_allowed(claim))


def is_blind(claim: Claim, *, graded: bool) -> bool:
    """Whether letters are kept from a person who has not ``graded``: while the number can be given."""
    return not graded and may_grade(claim)
