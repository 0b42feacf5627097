"""Grades: reasons, one live grade a person, numbers that the status allows."""

from __future__ import annotations

import json
from typing import Any

import pytest

from claims.credibility.service import GradeNotAllowed, diagonal_share, grade_information, grade_source, numbers_allowed
from claims.models import Change, Claim, InformationGrade, LedgerEntry, SourceGrade, User
from claims.vocabulary import SourceLetter
from tests.credibility.build import a_status
from tests.models.build import a_claim, a_source, a_user
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


def entered(action: str) -> list[dict[str, Any]]:
    """What the ledger holds of an action, the first first, without the time."""
    entries = [json.loads(row.payload) for row in LedgerEntry.objects.order_by("id")]
    return [{**entry, "at": None} for entry in entries if entry["action"] == action]


def test_the_ledger_says_who_gave_a_source_which_letter_in_place_of_which_and_why(checker: User) -> None:
    source = a_source()
    grade_source(actor=checker, source_id=source.pk, letter=SourceLetter.D, reason="no sailor", topic="shipping")
    grade_source(actor=checker, source_id=source.pk, letter=SourceLetter.C, reason="new to us")
    grade_source(actor=checker, source_id=source.pk, letter=SourceLetter.B, reason=" a good year ")
    found = entered("grade_source")
    assert [(entry["before"], entry["after"]) for entry in found] == [
        ({"letter": None, "topic": "shipping"}, {"letter": "D", "topic": "shipping"}),
        ({"letter": None, "topic": ""}, {"letter": "C", "topic": ""}),
        ({"letter": "C", "topic": ""}, {"letter": "B", "topic": ""}),
    ]
    assert {(entry["actor"], entry["subject"]) for entry in found} == {(checker.username, f"source/{source.public_id}")}
    assert [entry["reason"] for entry in found] == ["no sailor", "new to us", "a good year"]


def test_the_ledger_says_who_gave_a_claim_which_number_in_place_of_which_and_why(checker: User, claim: Claim) -> None:
    number(claim, a_user(role="editor"), 6, "who knows")
    number(claim, checker, 3)
    given = number(claim, checker, 6, "on second thoughts")
    second, third = entered("grade_information")[1:]
    assert (second["before"], second["after"], second["reason"]) == ({"number": None}, {"number": 3}, "plausible")
    assert third == {
        "action": "grade_information",
        "actor": checker.username,
        "after": {"number": 6},
        "at": None,
        "before": {"number": 3},
        "reason": "on second thoughts",
        "subject": f"claim/{claim.public_id}",
    }
    assert (given.number, given.logical_in_itself, given.consistent_with_known) == (6, True, False)
    other = grade_information(
        actor=checker, claim_id=claim.pk, number=6, reason="x", logical_in_itself=False, consistent_with_known=True
    )
    assert (other.logical_in_itself, other.consistent_with_known) == (False, True)


def test_a_grade_leaves_those_of_others_and_the_time_of_those_already_replaced(checker: User, claim: Claim) -> None:
    others = number(claim, a_user(role="editor"), 6)
    first, first_letter = number(claim, checker, 3), _letter(checker, claim, SourceLetter.C)
    number(claim, checker, 6)
    _letter(checker, claim, SourceLetter.B)
    for row in (first, first_letter):
        row.refresh_from_db()
    number(claim, checker, 3)
    _letter(checker, claim, SourceLetter.D)
    assert InformationGrade.objects.get(pk=first.pk).replaced_at == first.replaced_at
    assert SourceGrade.objects.get(pk=first_letter.pk).replaced_at == first_letter.replaced_at
    assert InformationGrade.objects.get(pk=others.pk).replaced_at is None


def _letter(actor: User, claim: Claim, letter: SourceLetter) -> SourceGrade:
    source = claim.evidence.get().sourcing.source
    assert source is not None
    return grade_source(actor=actor, source_id=source.pk, letter=letter, reason="as known")


@pytest.mark.parametrize(
    ("reason", "why"),
    [
        ("", "^Give the reason in one line: it is what others will read.$"),
        ("  ", "^Give the reason"),
        ("\x00", "^Give the reason"),
        ("x" * 501, "^The reason is 501 characters long; at most 500 are kept.$"),
    ],
)
def test_a_grade_needs_a_reason_in_one_line(checker: User, claim: Claim, reason: str, why: str) -> None:
    with pytest.raises(GradeNotAllowed, match=why) as refused:
        grade_source(actor=checker, source_id=a_source().pk, letter=SourceLetter.B, reason=reason)
    assert refused.value.field == "reason"
    with pytest.raises(GradeNotAllowed):
        number(claim, checker, 3, reason)
    assert not SourceGrade.objects.exists()
    assert not InformationGrade.objects.exists()


def test_reason_and_topic_are_kept_up_to_their_length(checker: User) -> None:
    given = grade_source(
        actor=checker, source_id=a_source().pk, letter=SourceLetter.B, reason="x" * 500, topic="y" * 101
    )
    assert (len(given.reason), len(given.topic)) == (500, 100)


def test_the_status_limits_the_numbers_and_the_refusal_names_them(checker: User, claim: Claim) -> None:
    assert numbers_allowed(claim) == (3, 6)
    with pytest.raises(GradeNotAllowed, match="single source, which allows 3, 6, not 1") as refused:
        number(claim, checker, 1)
    assert refused.value.field == "number"
    number(claim, checker, 3)
    number(claim, checker, 6)
    assert list(InformationGrade.objects.filter(replaced_at=None).values_list("number", flat=True)) == [6]


def test_a_claim_that_was_never_assessed_is_of_an_unknown_truth(checker: User) -> None:
    unassessed = a_claim(logged_by=checker)
    assert numbers_allowed(unassessed) == (6,)
    with pytest.raises(GradeNotAllowed, match="unverified, which allows 6, not 3"):
        number(unassessed, checker, 3)


def test_an_outdated_claim_keeps_its_grade(checker: User, claim: Claim) -> None:
    a_status(claim, "outdated")
    with pytest.raises(GradeNotAllowed, match="outdated, which freezes the grade, not 3"):
        number(claim, checker, 3)


def test_a_closed_claim_is_not_graded(checker: User, claim: Claim) -> None:
    Claim.objects.filter(pk=claim.pk).update(state="withdrawn")
    with pytest.raises(GradeNotAllowed, match="A claim that is withdrawn is not graded") as refused:
        number(claim, checker, 3)
    assert refused.value.field == "number"


def test_a_consumer_grades_nothing(claim: Claim) -> None:
    consumer = a_user(role="consumer")
    with pytest.raises(GradeNotAllowed, match=r"^Only fact-checkers and editors grade\.$") as refused:
        number(claim, consumer, 3)
    assert refused.value.field == "reason"
    with pytest.raises(GradeNotAllowed):
        grade_source(actor=consumer, source_id=a_source().pk, letter=SourceLetter.A, reason="mine")


def test_the_diagonal_share_counts_pairs_of_the_same_person(checker: User, claim: Claim) -> None:
    others = [a_logged_claim(checker) for _ in range(2)]
    for graded, letter in ((claim, SourceLetter.C), (others[0], SourceLetter.F), (others[1], SourceLetter.A)):
        _letter(checker, graded, letter)
        number(graded, checker, 6)
        number(graded, checker, 3)
    number(claim, a_user(role="editor"), 6)
    assert diagonal_share(checker) == (1, 3)
    assert diagonal_share(a_user()) == (0, 0)


@pytest.mark.parametrize(("letter", "value"), [*zip(SourceLetter, range(1, 7), strict=True)])
def test_a1_to_f6_are_the_diagonal(checker: User, claim: Claim, letter: SourceLetter, value: int) -> None:
    _letter(checker, claim, letter)
    InformationGrade.objects.create(
        claim=claim, number=value, reason="x", logical_in_itself=True, consistent_with_known=True, graded_by=checker
    )
    assert diagonal_share(checker) == (1, 1)
