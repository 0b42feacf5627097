"""Giving grades. A new grade of the same person replaces the old one, which stays readable."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from claims.ledger.service import append
from claims.models import Claim, InformationGrade, Source, SourceGrade, StatusRecord, User
from claims.vocabulary import CLOSED_STATES, ClaimState, Role, SourceLetter, Status

_DIAGONAL = {"A": 1, "B": 2, "C": 3, "D": 4, "E": 5, "F": 6}
"""The pairs of letter and number that people tend to give together."""


class GradeNotAllowed(Exception):
    """The grade cannot be given; ``str()`` tells a person why and what is possible. ``field`` names the entry."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def _check(actor: User, reason: str) -> str:
    if actor.role == Role.CONSUMER:
        raise GradeNotAllowed("reason", "Only fact-checkers and editors grade.")
    kept = reason.replace("\x00", "").strip()
    if not kept:
        raise GradeNotAllowed("reason", "Give the reason in one line: it is what others will read.")
    if len(kept) > 500:
        raise GradeNotAllowed("reason", f"The reason is {len(kept):,} characters long; at most 500 are kept.")
    return kept


def grade_source(*, actor: User, source_id: int, letter: SourceLetter, reason: str, topic: str = "") -> SourceGrade:
    """A letter for a source, optionally on one topic. One transaction; raises :class:`GradeNotAllowed`."""
    why, about = _check(actor, reason), topic.strip()[:100]
    with transaction.atomic():
        source = Source.objects.select_for_update(no_key=True).get(pk=source_id)
        live = SourceGrade.objects.filter(source=source, topic=about, graded_by=actor, replaced_at=None)
        before = live.values_list("letter", flat=True).first()
        live.update(replaced_at=timezone.now())
        grade = SourceGrade.objects.create(source=source, topic=about, letter=letter.value, reason=why, graded_by=actor)
        append(
            actor=actor,
            action="grade_source",
            subject=f"source/{source.public_id}",
            before={"letter": before, "topic": about},
            after={"letter": letter.value, "topic": about},
            reason=why,
        )
    return grade


def numbers_allowed(claim: Claim) -> tuple[int, ...]:
    """The numbers that the claim's status allows now; none while it is outdated, which freezes the grade."""
    status = StatusRecord.objects.filter(claim=claim).order_by("-id").first()
    return tuple(status.numbers_allowed or ()) if status else (6,)


def _check_number(claim: Claim, number: int) -> None:
    allowed = numbers_allowed(claim)
    if number in allowed:
        return
    status = StatusRecord.objects.filter(claim=claim).order_by("-id").first()
    label = Status(status.status).label.lower() if status else "unverified"
    offer = f"allows {', '.join(map(str, allowed))}" if allowed else "freezes the grade"
    raise GradeNotAllowed("number", f"The claim is {label}, which {offer}, not {number}.")


def grade_information(
    *,
    actor: User,
    claim_id: int,
    number: int,
    reason: str,
    logical_in_itself: bool,
    consistent_with_known: bool,
) -> InformationGrade:
    """A number for a claim. One transaction; raises :class:`GradeNotAllowed` where the status forbids the number."""
    why = _check(actor, reason)
    with transaction.atomic():
        claim = Claim.objects.select_for_update(no_key=True).get(pk=claim_id)
        if ClaimState(claim.state) in CLOSED_STATES:
            raise GradeNotAllowed("number", f"A claim that is {claim.get_state_display().lower()} is not graded.")
        _check_number(claim, number)
        live = InformationGrade.objects.filter(claim=claim, graded_by=actor, replaced_at=None)
        before = live.values_list("number", flat=True).first()
        live.update(replaced_at=timezone.now())
        grade = InformationGrade.objects.create(
            claim=claim,
            number=number,
            reason=why,
            logical_in_itself=logical_in_itself,
            consistent_with_known=consistent_with_known,
            graded_by=actor,
        )
        append(
            actor=actor,
            action="grade_information",
            subject=f"claim/{claim.public_id}",
            before={"number": before},
            after={"number": number},
            reason=why,
        )
    return grade


def diagonal_share(user: User) -> tuple[int, int]:
    """How many of a grader's live numbers stand on the diagonal A1, B2, C3 … with their own letter, and of how many.

    Counted are claims of which the same person graded a source of the evidence as well: a high share is a sign that
    one grade was given by looking at the other.
    """
    mine = Q(claim__evidence__sourcing__source__grades__graded_by=user)
    live = Q(claim__evidence__sourcing__source__grades__replaced_at=None)
    rows = InformationGrade.objects.filter(mine, live, graded_by=user, replaced_at=None)
    lettered = rows.annotate(letter=F("claim__evidence__sourcing__source__grades__letter"))
    pairs = set(lettered.values_list("claim", "number", "letter"))
    return sum(_DIAGONAL[letter] == number for _, number, letter in pairs), len(pairs)
