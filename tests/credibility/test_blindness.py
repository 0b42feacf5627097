"""From whom letters are kept: from each person alone, for each claim alone, while the number can be given."""

from __future__ import annotations

import pytest

from claims.credibility.blindness import has_graded, is_blind, may_grade
from claims.credibility.service import grade_information
from claims.models import Claim, InformationGrade, User
from tests.credibility.build import a_status
from tests.models.build import a_claim, a_user
from tests.recording.build import a_logged_claim

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(checker: User) -> Claim:
    return a_logged_claim(checker)


def test_whoever_graded_one_claim_is_still_blind_for_another_and_so_is_everybody_else(
    checker: User, claim: Claim
) -> None:
    grade_information(
        actor=checker, claim_id=claim.pk, number=3, reason="x", logical_in_itself=True, consistent_with_known=True
    )
    assert has_graded(claim, checker)
    assert not has_graded(a_claim(), checker)
    assert not has_graded(claim, a_user())
    InformationGrade.objects.update(replaced_at=claim.logged_at)
    assert not has_graded(claim, checker)


def test_nobody_is_blind_where_the_number_cannot_be_given(claim: Claim) -> None:
    assert may_grade(claim)
    assert is_blind(claim, graded=False)
    assert not is_blind(claim, graded=True)
    a_status(claim, "outdated")
    assert not may_grade(claim)
    assert not is_blind(claim, graded=False)
    closed = a_claim(state="withdrawn")
    assert not may_grade(closed)
    assert may_grade(a_claim())
