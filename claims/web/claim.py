"""The page of a claim, the steps of its review, and its effective status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from claims.access import may_edit
from claims.models import Claim, ReviewStep, User, Watch
from claims.recording.errors import EditConflict, NotYours
from claims.review.decisions import end_effective_status, set_effective_status
from claims.review.service import open_doubts, take_step
from claims.review.verdicts import give_verdict, take_back_verdict
from claims.review.workflow import NotAllowed, open_steps
from claims.vocabulary import ClaimState, ReviewAction, Role, Status
from claims.web.claim_page import claim_context
from claims.web.editing import is_editor, signed_in
from claims.web.editor_forms import StatusForm, StepForm
from claims.web.history import what_changed
from claims.web.notices import lines_of
from claims.web.record_forms import accepted
from claims.web.verdict_card import GiveForm, scales_in_use, verdict_context

NOTE_NEEDED = frozenset({ReviewAction.RETURN, ReviewAction.WITHDRAW})
_FOLDED = NOTE_NEEDED | {ReviewAction.SUPERSEDE}
_PRIMARY = frozenset({ReviewAction.SUBMIT, ReviewAction.APPROVE})
_DONE = {
    ReviewAction.SUBMIT: "Submitted. An editor looks at it next.",
    ReviewAction.TAKE_BACK: "Taken back: it is a draft again.",
    ReviewAction.START: "You are reviewing it now.",
    ReviewAction.RETURN: "Returned with your note.",
    ReviewAction.APPROVE: "Approved and released.",
    ReviewAction.REOPEN: "Re-opened. Its release says that it is under recheck.",
    ReviewAction.WITHDRAW: "Withdrawn. Its address keeps answering, and says why.",
    ReviewAction.SUPERSEDE: "Superseded by the other claim.",
}


@dataclass(frozen=True, slots=True)
class Offered:
    """One step offered to a person; ``folded`` ones open their own form, as they need a note or a successor."""

    action: ReviewAction
    folded: bool
    primary: bool
    needs_note: bool
    note: str
    successor: str
    failed: bool


def _offered(claim: Claim, user: User, failed: StepForm | None) -> list[Offered]:
    owner = claim.logged_by_id == user.pk
    actions = open_steps(
        state=ClaimState(claim.state), role=Role(user.role), is_owner=owner, one_person=settings.ONE_PERSON
    )
    sent = failed.data if failed is not None else {}
    steps = []
    for action in actions:
        mine = sent.get("action") == action.value
        note, successor = (sent.get("note", ""), sent.get("successor", "")) if mine else ("", "")
        folded, needs_note = action in _FOLDED, action in NOTE_NEEDED
        steps.append(Offered(action, folded, action in _PRIMARY, needs_note, note, successor, mine))
    return steps


def claim_of(public_id: str) -> Claim:
    """The claim of an address, or 404."""
    rows = Claim.objects.select_related("claimant", "logged_by", "superseded_by", "current_release__release")
    return get_object_or_404(rows.defer("current_release__release__document"), public_id=public_id)


def _page(
    request: HttpRequest, claim: Claim, *, status: int = 200, step_form: StepForm | None = None, **extra: Any
) -> HttpResponse:
    user = signed_in(request)
    owner = claim.logged_by_id == user.pk
    context = claim_context(claim, user, today=timezone.localdate())
    steps = _offered(claim, user, step_form)
    last_steps = list(claim.steps.select_related("taken_by").order_by("-id")[:4])
    approvable = claim.state in (ClaimState.SUBMITTED, ClaimState.IN_REVIEW)
    context |= verdict_context(claim, user)
    context |= {
        "steps": steps,
        "loose_note": step_form.data.get("note", "")
        if step_form and not any(s.failed and s.folded for s in steps)
        else "",
        "somebody_else": owner and approvable and is_editor(user) and not settings.ONE_PERSON,
        "may_edit": may_edit(state=ClaimState(claim.state), role=Role(user.role), is_owner=owner),
        "status_form": StatusForm(initial={"status": context["status"] and context["status"].status}),
        "last_steps": last_steps,
        "reopened": _reopened(last_steps, blind=context["blind"]),
        "doubtful": approvable and is_editor(user) and open_doubts(claim).exists(),
        "watches": Watch.objects.filter(claim=claim, person=user).exists(),
    }
    return render(request, "claim/claim.html", {**context, **extra}, status=status)


def _reopened(steps: Sequence[ReviewStep], *, blind: bool) -> tuple[str, ...]:
    """How the claim came to be re-opened, as long as nobody has decided about it since."""
    for step in steps:
        if step.action == ReviewAction.REOPEN:
            return lines_of(step.path, blind=blind)
        if step.action != ReviewAction.START:
            break
    return ()


@require_safe
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    """Everything that a judge of the claim wants on one page."""
    return _page(request, claim_of(public_id))


def _successor(typed: str | None) -> Claim | None:
    """The claim whose id or address was typed."""
    public_id = (typed or "").strip().rstrip("/").rpartition("/")[2]
    return Claim.objects.filter(public_id=public_id).first() if public_id else None


@require_POST
def step(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a step of the workflow; what is refused is said on the claim's page, with the note kept."""
    user, claim, form = signed_in(request), claim_of(public_id), StepForm(request.POST)
    if not form.is_valid():
        return _page(request, claim, status=422, step_form=form, refusal="This form was not whole. Try again.")
    given = form.cleaned_data
    action = ReviewAction(given["action"])
    try:
        take_step(
            claim_id=claim.pk,
            action=action,
            actor=user,
            note=given["note"],
            version=given["version"],
            successor=_successor(given["successor"]),
        )
    except EditConflict as conflict:
        difference = what_changed(conflict.claim, given["version"])
        now = claim_of(public_id)
        return _page(request, now, status=409, step_form=form, conflict=conflict, difference=difference)
    except NotAllowed as refusal:
        status = 403 if refusal.code in ("role", "four_eyes") else 422
        return _page(request, claim_of(public_id), status=status, step_form=form, refusal=refusal)
    messages.success(request, _DONE[action])
    return redirect("claim", claim.public_id)


@require_POST
def set_status(request: HttpRequest, public_id: str) -> HttpResponse:
    """Set the effective status beside the computed one."""
    user, claim, form = signed_in(request), claim_of(public_id), StatusForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        act = partial(
            set_effective_status,
            actor=user,
            claim_id=claim.pk,
            status=Status(given["status"]),
            reason=given["reason"],
            until=given["until"],
        )
        if accepted(form, act):
            messages.success(request, "The effective status is set. The computed one stays beside it.")
            return redirect("claim", claim.public_id)
    return _page(request, claim, status=422, status_form=form)


@require_POST
def end_status(request: HttpRequest, public_id: str) -> HttpResponse:
    """Go by the computed status again."""
    claim = claim_of(public_id)
    end_effective_status(actor=signed_in(request), claim_id=claim.pk)
    messages.success(request, "The computed status counts again.")
    return redirect("claim", claim.public_id)


@require_POST
def give(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give the claim its verdict."""
    user, claim = signed_in(request), claim_of(public_id)
    form = GiveForm(request.POST, scales=scales_in_use())
    if form.is_valid():
        given = form.cleaned_data
        act = partial(give_verdict, actor=user, claim_id=claim.pk, rating_id=given["rating"], reason=given["reason"])
        try:
            if accepted(form, act):
                messages.success(request, "The verdict is given. The status is not touched by it.")
                return redirect("claim", claim.public_id)
        except NotYours as error:  # it may have been closed or submitted meanwhile
            return _page(request, claim, status=422, refusal=str(error))
    return _page(request, claim, status=422, verdict_form=form)


@require_POST
def take_verdict_back(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let the claim have no verdict."""
    claim = claim_of(public_id)
    try:
        take_back_verdict(actor=signed_in(request), claim_id=claim.pk)
    except NotYours as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, "The claim has no verdict now. What it was stays in its history.")
    return redirect("claim", claim.public_id)
