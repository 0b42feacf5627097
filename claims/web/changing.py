"""Changing a claim's own words. Who comes second is shown the difference and chooses; nothing typed is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from claims.access import may_edit
from claims.models import Claim, User
from claims.recording.claims import edit_claim
from claims.recording.errors import EditConflict, InvalidEntry, NotYours
from claims.vocabulary import UNNAMED_KINDS, ClaimState, Role
from claims.web.editing import signed_in
from claims.web.partial_dates import typed
from claims.web.record_forms import ClaimFields, show_refusal

WORDS = tuple(ClaimFields.base_fields)
"""The fields that two people may have changed at once."""


class EditForm(ClaimFields):
    """The claim's own words, the version that the person saw, and hidden what they saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in WORDS:
            self.fields[name].show_hidden_initial = True


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in which what was typed is not what stands now; ``mine`` tells that the person changed it."""

    name: str
    label: str
    typed: str
    now: str
    mine: bool


def words_of(claim: Claim) -> dict[str, str]:
    """The claim's own words as its form shows them."""
    claimant = claim.claimant
    name = "" if claimant is None else (claimant.descriptor if claimant.kind in UNNAMED_KINDS else claimant.name)
    return {
        "wording": claim.wording,
        "paraphrase": claim.paraphrase or "",
        "claimant_kind": claimant.kind if claimant else "",
        "claimant_name": name or "",
        "claimed_on": typed(claim.claimed_on, claim.claimed_precision),
        "language": claim.language or "",
        "tags": ", ".join(claim.tags),
        "valid_until": claim.valid_until.isoformat() if claim.valid_until else "",
    }


def _lines(text: object) -> str:
    return str(text or "").replace("\r\n", "\n").strip()


def differences(form: EditForm, now: Mapping[str, str]) -> list[Difference]:
    """Field by field what was typed beside how it stands now, where that is not the same."""
    changed = set(form.changed_data)
    pairs = [(name, _lines(form[name].value()), _lines(now[name])) for name in WORDS]
    return [
        Difference(name, str(form.fields[name].label), mine, theirs, name in changed)
        for name, mine, theirs in pairs
        if mine != theirs
    ]


def _chosen(data: QueryDict, now: Mapping[str, str]) -> QueryDict:
    """What was sent, with each field as it stands now for which the person chose that and typed nothing further."""
    kept = data.copy()
    for name in WORDS:
        untouched = _lines(data.get(name)) == _lines(data.get(f"typed_{name}"))
        if data.get(f"take_{name}") == "now" and untouched:
            kept[name] = now[name]
    return kept


def _may(user: User, claim: Claim) -> bool:
    return may_edit(state=ClaimState(claim.state), role=Role(user.role), is_owner=claim.logged_by_id == user.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """The form of a claim; a second person is shown what changed meanwhile and chooses field by field."""
    user = signed_in(request)
    claim = get_object_or_404(Claim.objects.select_related("claimant"), public_id=public_id)
    now = words_of(claim)
    if request.method != "POST":
        if not _may(user, claim):
            raise PermissionDenied
        return _page(request, claim, EditForm(initial={**now, "version": claim.version}))
    sent = _chosen(request.POST, now)
    form = EditForm(sent, initial=now)
    if form.is_valid():
        try:
            edit_claim(actor=user, claim_id=claim.pk, version=form.cleaned_data["version"], entry=form.claim_entry())
        except EditConflict as conflict:
            return _conflict_page(request, form, sent, conflict.claim)
        except InvalidEntry as error:
            show_refusal(form, error)
        except NotYours as error:  # it may have been approved meanwhile: what was typed stays to be copied
            form.add_error(None, str(error))
        else:
            messages.success(request, "Saved.")
            return redirect("claim", claim.public_id)
    return _page(request, claim, form)


def _page(request: HttpRequest, claim: Claim, form: EditForm) -> HttpResponse:
    return render(request, "claims/edit.html", {"form": form, "claim": claim}, status=422 if form.errors else 200)


def _conflict_page(request: HttpRequest, form: EditForm, sent: QueryDict, claim: Claim) -> HttpResponse:
    """The form with what was typed, the version as it stands now, and the difference to choose from."""
    now = words_of(claim)
    again = sent.copy()
    again["version"] = str(claim.version)
    for name in WORDS:
        again[form.add_initial_prefix(name)] = now[name]
    context = {"form": EditForm(again), "claim": claim, "differences": differences(form, now)}
    return render(request, "claims/edit.html", context, status=409)
