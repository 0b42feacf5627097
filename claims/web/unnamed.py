"""Unnamed sources of a claim that are one person, as editors say. No list and no export ever carries it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from claims.access import may_add_evidence
from claims.models import Claim, Evidence, SameUnnamedSource, Source
from claims.recording.corroborating import say_same_person, undo_same_person
from claims.vocabulary import UNNAMED_KINDS, ClaimState, Role
from claims.web.ahead import asks_first
from claims.web.claim import claim_of
from claims.web.claim_page import evidence_rows, sourcing_of
from claims.web.edges import status_change, status_words
from claims.web.editing import done, is_editor, posted_key, signed_in
from claims.web.forms import Lines
from claims.web.record_forms import accepted


class SameForm(forms.Form):
    """Why two or more unnamed sources are one person."""

    reason = forms.CharField(
        label="How do you know?",
        max_length=2000,
        widget=Lines(attrs={"rows": 2}),
        help_text="Never who it is. This stays in the newsroom: no export, feed or API carries it.",
        error_messages={"required": "Say how you know. No export ever carries it."},
    )


@dataclass(frozen=True, slots=True)
class Described:
    """An unnamed source with the evidence that rests on it."""

    source: Source
    evidence: tuple[tuple[int, Evidence], ...]


def _described(claim: Claim) -> list[Described]:
    rows = list(enumerate(evidence_rows(claim), start=1))
    sources = {
        sourcing.source
        for _, row in rows
        if (sourcing := sourcing_of(row)) is not None and sourcing.source is not None
        if sourcing.source.kind in UNNAMED_KINDS
    }
    return [
        Described(source, tuple((number, row) for number, row in rows if _rests_on(row, source)))
        for source in sorted(sources, key=lambda source: source.pk)
    ]


def _rests_on(row: Evidence, source: Source) -> bool:
    sourcing = sourcing_of(row)
    return sourcing is not None and sourcing.source_id == source.pk


def _page(request: HttpRequest, claim: Claim, chosen: Collection[str], form: SameForm | None = None) -> HttpResponse:
    user = signed_in(request)
    described = _described(claim)
    said = SameUnnamedSource.objects.filter(first__unnamed_of=claim).select_related("first", "second", "said_by")
    numbers = {entry.source.pk: [number for number, _ in entry.evidence] for entry in described}
    context = {
        "claim": claim,
        "described": described,
        "chosen": set(chosen),
        "said": [(row, numbers.get(row.first_id, []), numbers.get(row.second_id, [])) for row in said.order_by("id")],
        "form": form or SameForm(),
        "may_say": is_editor(user) and may_add_evidence(state=ClaimState(claim.state), role=Role(user.role)),
    }
    return render(request, "edges/unnamed.html", context, status=422 if form else 200)


@require_safe
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    """The unnamed sources of a claim, and which of them are said to be one person."""
    return _page(request, claim_of(public_id), request.GET.getlist("source"))


def _back(claim: Claim) -> str:
    return reverse("unnamed_sources", args=[claim.public_id])


@require_POST
def same(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say that the ticked sources are one person."""
    claim, chosen, form = claim_of(public_id), request.POST.getlist("source"), SameForm(request.POST)
    if not form.is_valid():
        return _page(request, claim, chosen, form)
    before, reason = status_words(claim), form.cleaned_data["reason"]
    act = partial(say_same_person, actor=signed_in(request), claim_id=claim.pk, sources=chosen, reason=reason)
    if asked := asks_first(request, act, title="Record that they are one person?", back=_back(claim)):
        return asked
    if not accepted(form, act):
        return _page(request, claim, chosen, form)
    messages.success(request, f"Recorded: one person. {status_change(before, status_words(claim))}")
    return redirect("claim", claim.public_id)


@require_POST
def apart(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take back that two are one person."""
    claim, pair = claim_of(public_id), posted_key(request, "pair")
    before = status_words(claim)
    act = partial(undo_same_person, actor=signed_in(request), claim_id=claim.pk, pair_id=pair)
    if asked := asks_first(request, act, title="Take back that they are one person?", back=_back(claim)):
        return asked
    if done(request, act):
        messages.success(request, f"Taken back. {status_change(before, status_words(claim))}")
    return redirect("unnamed_sources", claim.public_id)
