"""Judging suspected edges between the evidence of a claim: both passages beside each other, one reason, undo."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from claims.access import may_add_evidence
from claims.corroboration.service import current
from claims.credibility.blindness import has_graded, is_blind
from claims.models import Claim, Evidence
from claims.recording.corroborating import EdgeName, judge_edges, undo_judgement
from claims.vocabulary import ClaimState, EdgeDecision, EdgeKind, Role, Status
from claims.web.ahead import asks_first
from claims.web.claim import claim_of
from claims.web.claim_page import Context, evidence_rows, in_context, why_shown
from claims.web.editing import done, is_editor, posted_key, signed_in
from claims.web.forms import Lines
from claims.web.record_forms import accepted
from claims.web.shared_runs import SharedRuns, shared_runs
from claims.web.why_page import Pair, Why

REACH = 120
"""Characters shown around a passage: enough to see whether two say the same."""


class JudgeForm(forms.Form):
    """What an editor says of one or more suspected edges."""

    reason = forms.CharField(
        label="Reason",
        max_length=500,
        widget=Lines(attrs={"rows": 2}),
        help_text="What shows that they are one origin, or that each found it out alone. Readers of the claim see it.",
        error_messages={"required": "Say why. Others will go by it."},
    )
    decision = forms.ChoiceField(
        choices=EdgeDecision.choices(), error_messages={"required": "Choose one of the two buttons."}
    )


@dataclass(frozen=True, slots=True)
class Side:
    """One of two pieces of evidence beside each other."""

    number: int
    row: Evidence
    context: Context


@dataclass(frozen=True, slots=True)
class BesideEachOther:
    """Two pieces of evidence with the edges between them, and whether these are chosen."""

    pair: Pair
    sides: tuple[Side, ...]
    chosen: bool
    shared: SharedRuns | None


def _side(number: int, row: Evidence) -> Side:
    passage = row.passage
    return Side(number, row, in_context(passage.snapshot.readable.text, passage.start, passage.end, REACH))


def _beside(why: Why | None, rows: Iterable[Evidence], names: Collection[str]) -> list[BesideEachOther]:
    """The pairs with something to judge; with ``names`` those first."""
    sides = {row.public_id: _side(number, row) for number, row in enumerate(rows, start=1)}
    pairs = why.to_judge if why else ()
    reused = {item.key for pair in pairs if _is_reuse(pair) for item in (pair.first, pair.second)}
    shared = shared_runs({_document(sides[key]) for key in reused if key in sides}) if reused else {}
    found = [_one_beside(pair, sides, names, shared) for pair in pairs]
    return sorted(found, key=lambda beside: not beside.chosen)


def _is_reuse(pair: Pair) -> bool:
    return any(edge.kind is EdgeKind.TEXT_REUSE for edge in pair.suspected)


def _document(side: Side) -> int:
    return side.row.passage.snapshot.document_id


def _one_beside(
    pair: Pair, sides: Mapping[str, Side], names: Collection[str], shared: Mapping[tuple[int, int], SharedRuns]
) -> BesideEachOther:
    found = [sides[item.key] for item in (pair.first, pair.second) if item.key in sides]
    documents = [_document(side) for side in found]
    return BesideEachOther(
        pair,
        tuple(found),
        any(edge.name in names for edge in pair.suspected),
        shared.get((documents[0], documents[1])) if _is_reuse(pair) and len(documents) == 2 else None,
    )


def _page(request: HttpRequest, claim: Claim, names: Collection[str], form: JudgeForm | None = None) -> HttpResponse:
    user = signed_in(request)
    rows = list(evidence_rows(claim))
    blind = is_blind(claim, graded=has_graded(claim, user))
    why = why_shown(claim, current(claim), rows, blind=blind)
    beside = _beside(why, rows, names)
    chosen = [entry for entry in beside if entry.chosen]  # none is, when the address or the form is out of date
    context = {
        "claim": claim,
        "why": why,
        "beside": chosen or beside,
        "others": [entry for entry in beside if not entry.chosen] if chosen else [],
        "names": set(names) if chosen else set(),
        "form": form or JudgeForm(),
        "may_judge": is_editor(user) and may_add_evidence(state=ClaimState(claim.state), role=Role(user.role)),
    }
    return render(request, "edges/edges.html", context, status=422 if form else 200)


@require_safe
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    """What may be one origin, side by side; ``?edge=`` chooses."""
    return _page(request, claim_of(public_id), request.GET.getlist("edge"))


def status_words(claim: Claim) -> str:
    """The computed status as words in a sentence."""
    status = current(claim)
    return Status(status.status).label.lower() if status else "not computed"


@require_POST
def judge(request: HttpRequest, public_id: str) -> HttpResponse:
    """Confirm or clear the chosen edges, all with one reason."""
    claim, names, form = claim_of(public_id), request.POST.getlist("edge"), JudgeForm(request.POST)
    if not form.is_valid():
        return _page(request, claim, names, form)
    edges = {edge for edge in map(EdgeName.parse, names) if edge is not None}
    decision, before = EdgeDecision(form.cleaned_data["decision"]), status_words(claim)
    act = partial(
        judge_edges,
        actor=signed_in(request),
        claim_id=claim.pk,
        edges=edges,
        decision=decision,
        reason=form.cleaned_data["reason"],
    )
    if asked := asks_first(request, act, title=_QUESTIONS[decision], back=_back(claim, names)):
        return asked
    if not accepted(form, act):
        return _page(request, claim, names, form)
    messages.success(request, _judged(decision, before, status_words(claim)))
    return redirect("claim", claim.public_id)


_QUESTIONS = {
    EdgeDecision.CONFIRMED: "Confirm that they are one origin?",
    EdgeDecision.CLEARED: "Clear it: independent of each other?",
}


def _back(claim: Claim, names: Collection[str]) -> str:
    """The address of the page with the same edges chosen."""
    return f"{reverse('edges', args=[claim.public_id])}?{urlencode([('edge', name) for name in names])}"


def _judged(decision: EdgeDecision, before: str, after: str) -> str:
    done = "Confirmed: one origin." if decision is EdgeDecision.CONFIRMED else "Cleared: independent of each other."
    return f"{done} {status_change(before, after)}"


def status_change(before: str, after: str) -> str:
    """What a change did to the status, in a sentence."""
    return f"The status stays {after}." if before == after else f"The status was {before}, and is {after} now."


@require_POST
def undo(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a judgement back."""
    claim = claim_of(public_id)
    before, judgement = status_words(claim), posted_key(request, "judgement")
    act = partial(undo_judgement, actor=signed_in(request), claim_id=claim.pk, judgement_id=judgement)
    back = reverse("claim", args=[claim.public_id]) + "#why"
    if asked := asks_first(request, act, title="Take this judgement back?", back=back):
        return asked
    if done(request, act):
        messages.success(request, f"Taken back. {status_change(before, status_words(claim))}")
    return redirect("claim", claim.public_id)
