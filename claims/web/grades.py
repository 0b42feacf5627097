"""The number for a claim, given without sight of any letter; and a grader's own page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from claims.corroboration.service import current
from claims.credibility.service import GradeNotAllowed, diagonal_share, grade_information, numbers_allowed
from claims.models import Claim, InformationGrade, SourceGrade, StatusRecord, User
from claims.vocabulary import CLOSED_STATES, INFORMATION_NUMBERS, ClaimState, Status
from claims.web.claim_page import evidence_rows, in_context
from claims.web.editing import signed_in
from claims.web.editor_forms import InformationForm


@dataclass(frozen=True, slots=True)
class Choice:
    """One number of the scale; ``why_not`` says why the status forbids it."""

    number: int
    label: str
    allowed: bool
    chosen: bool
    why_not: str


def _why_not(number: int, status: StatusRecord | None) -> str:
    label = Status(status.status).label.lower() if status else Status.UNVERIFIED.label.lower()
    if number == 1:
        return f"The claim is {label}: a 1 needs two independent origins that qualify, or the record itself."
    return f"A claim that is {label} does not allow it."


def _choices(claim: Claim, status: StatusRecord | None, form: InformationForm) -> list[Choice]:
    allowed, chosen = numbers_allowed(claim), str(form["number"].value() or "")
    return [
        Choice(number, label, number in allowed, chosen == str(number), _why_not(number, status))
        for number, label in INFORMATION_NUMBERS.items()
    ]


def _initial(grade: InformationGrade | None) -> dict[str, Any]:
    if grade is None:
        return {}
    names = ("number", "reason", "logical_in_itself", "consistent_with_known")
    return {name: getattr(grade, name) for name in names}


def _saved(form: InformationForm, user: User, claim: Claim) -> bool:
    """Whether the number was saved; otherwise the reason stands beside its field."""
    given = form.cleaned_data
    try:
        grade_information(
            actor=user,
            claim_id=claim.pk,
            number=given["number"],
            reason=given["reason"],
            logical_in_itself=given["logical_in_itself"],
            consistent_with_known=given["consistent_with_known"],
        )
    except GradeNotAllowed as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def grade(request: HttpRequest, public_id: str) -> HttpResponse:
    """The form for the number: the claim and its passages, but no letter and nobody else's number."""
    user, claim = signed_in(request), get_object_or_404(Claim, public_id=public_id)
    mine = InformationGrade.objects.filter(claim=claim, graded_by=user, replaced_at=None).first()
    form = InformationForm(request.POST or None, initial=_initial(mine))
    if request.method == "POST" and form.is_valid() and _saved(form, user, claim):
        messages.success(request, "Your number is saved. The letters are shown now.")
        return redirect("claim", claim.public_id)
    status = current(claim)
    passages = [
        (row, in_context(row.passage.snapshot.readable.text, row.passage.start, row.passage.end))
        for row in evidence_rows(claim)
        if row.withdrawn_at is None
    ]
    context = {
        "claim": claim,
        "form": form,
        "status": status,
        "choices": _choices(claim, status, form),
        "mine": mine,
        "passages": passages,
        "frozen": ClaimState(claim.state) in CLOSED_STATES or not numbers_allowed(claim),
    }
    return render(request, "grade/information.html", context, status=422 if form.errors else 200)


LAST = 50
"""Grades on a grader's page, the newest first."""


@require_safe
def grader(request: HttpRequest, username: str) -> HttpResponse:
    """A grader's grades, and how many stand on the diagonal."""
    person = get_object_or_404(User, username=username)
    diagonal, total = diagonal_share(person)
    numbers = InformationGrade.objects.filter(graded_by=person).select_related("claim").order_by("-id")
    # the letter of an unnamed source is a letter of its one claim, which the reader may have yet to grade
    letters = SourceGrade.objects.filter(graded_by=person).select_related("source").order_by("-id")
    viewer = signed_in(request)
    if viewer != person:
        letters = letters.filter(source__unnamed_of=None)
    context = {
        "person": person,
        "numbers": numbers[:LAST],
        "letters": letters[:LAST],
        "diagonal": diagonal,
        "total": total,
        "percent": round(100 * diagonal / total) if total else None,
    }
    return render(request, "grade/grader.html", context)
