"""Grades: reasons, one live grade a person, numbers that the status allows."""

from __future__ import annotations

import pytest

from claims.credibility.service import GradeNotAllowed, diagonal_share, grade_information, grade_source, numbers_allowed
from claims.models import Change, Claim, InformationGrade, SourceGrade, User
from claims.vocabulary import SourceLetter
from tests.models.build import a_source, a_user
from tests.recording.build import a_logged_claim

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(checker: User) -> Claim:
    return a_logged_claim(checker)


def number(claim: Claim, actor: User, value: int, reason: str = "plausible") -> InformationGrade:
    return grade_information(
        actor=actor,
        claim_id=claim.pk,
        number=value,
        reason=reason,
        logical_in_itself=True,
        consistent_with_known=False,
    )


def test_a_regrade_replaces_the_own_grade_and_keeps_it(checker: User) -> None:
    source = a_source()
    grade_source(actor=checker, source_id=source.pk, letter=SourceLetter.C, reason="new to us")
    grade_source(actor=checker, source_id=source.pk, letter=SourceLetter.B, reason="a good year")
    grade_source(actor=a_user(role="editor"), source_id=source.pk, letter=SourceLetter.D, reason="wrong twice")
    assert sorted(SourceGrade.objects.filter(replaced_at=None).values_list("letter", flat=True)) == ["B", "D"]
    assert SourceGrade.objects.count() == 3
    assert Change.objects.filter(kind="source_grade", subject=source.pk).exists()


def test_a_grade_on_a_topic_stands_beside_the_general_one(checker: User) -> None:
    source = a_source()
    grade_source(actor=checker, source_id=source.pk, letter=SourceLetter.B, reason="a good year")
    grade_source(actor=checker, source_id=source.pk, letter=SourceLetter.D, reason="no sailor", topic=" shipping ")
    assert SourceGrade.objects.filter(replaced_at=None).count() == 2


@pytest.mark.parametrize("reason", ["", "  ", "\x00", "x" * 501])
def test_a_grade_needs_a_reason_in_one_line(checker: User, claim: Claim, reason: str) -> None:
    with pytest.raises(GradeNotAllowed):
        grade_source(actor=checker, source_id=a_source().pk, letter=SourceLetter.B, reason=reason)
    with pytest.raises(GradeNotAllowed):
        number(claim, checker, 3, reason)
    assert not SourceGrade.objects.exists()
    assert not InformationGrade.objects.exists()


def test_the_status_limits_the_numbers_and_the_refusal_names_them(checker: User, claim: Claim) -> None:
    assert numbers_allowed(claim) == (3, 6)
    with pytest.raises(GradeNotAllowed, match="single source, which allows 3, 6, not 1"):
        number(claim, checker, 1)
    number(claim, checker, 3)
    number(claim, checker, 6)
    assert list(InformationGrade.objects.filter(replaced_at=None).values_list("number", flat=True)) == [6]


def test_a_consumer_grades_nothing(claim: Claim) -> None:
    consumer = a_user(role="consumer")
    with pytest.raises(GradeNotAllowed):
        number(claim, consumer, 3)
    with pytest.raises(GradeNotAllowed):
        grade_source(actor=consumer, source_id=a_source().pk, letter=SourceLetter.A, reason="mine")


def test_the_diagonal_share_counts_pairs_of_the_same_person(checker: User, claim: Claim) -> None:
    other = a_logged_claim(checker)
    for graded, letter in ((claim, SourceLetter.C), (other, SourceLetter.F)):
        source = graded.evidence.get().sourcing.source
        assert source is not None
        grade_source(actor=checker, source_id=source.pk, letter=letter, reason="as known")
        number(graded, checker, 3)
    assert diagonal_share(checker) == (1, 2)
    assert diagonal_share(a_user()) == (0, 0)
