"""Adding evidence to a claim, mending its anonymity record, taking it off and putting it back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from claims.access import may_add_evidence
from claims.models import AnonymityRecord, Claim, Evidence, Snapshot, Sourcing, User
from claims.reading.values import Statement
from claims.reading.warnings.logged import fewer_persons
from claims.recording.errors import InvalidEntry, NotYours
from claims.recording.evidence import (
    add_evidence,
    mark_opened,
    restore_evidence,
    set_anonymity,
    set_sourcing,
    withdraw_evidence,
)
from claims.review.foresight import Foresight, foresee
from claims.vocabulary import UNNAMED_SOURCING, ClaimState, Role
from claims.web.ahead import asks_first
from claims.web.claim_page import in_context
from claims.web.corrected import Corrected
from claims.web.editing import signed_in
from claims.web.editor_forms import ReasonForm
from claims.web.intake import IntakeForm
from claims.web.passages import asked_statement, evidence_initial, locate
from claims.web.reading import excerpt_decision, snapshot_of
from claims.web.reading_page import terms_of
from claims.web.record_forms import (
    HOPS,
    NEEDED_FOR_COMPLETE,
    AnonymityFields,
    EvidenceFields,
    SourcingFields,
    accepted,
    show_refusal,
)
from claims.web.rights_words import reasons_words


def _check_open(claim: Claim, user: User) -> None:
    if not may_add_evidence(state=ClaimState(claim.state), role=Role(user.role)):
        raise PermissionDenied


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, public_id: str) -> HttpResponse:
    """The ways in; with a passage in the address the form for it, filled in from the reading."""
    user, claim = signed_in(request), get_object_or_404(Claim, public_id=public_id)
    _check_open(claim, user)
    if not request.GET.get("snapshot"):
        return render(request, "evidence/ways.html", {"claim": claim, "form": IntakeForm()})
    snapshot = snapshot_of(request.GET["snapshot"])
    _, asked = asked_statement(request, snapshot)
    form = EvidenceFields(request.POST or None, initial=evidence_initial(asked.statement))
    if request.method == "POST" and form.is_valid():
        act = _addition(form, user, claim, snapshot, asked.statement)
        if act and (question := asks_first(request, act, title="Add this evidence?", back=request.get_full_path())):
            return question
        if act and _added(form, act):
            messages.success(request, "Evidence added. The status is computed anew.")
            return redirect("claim", claim.public_id)
    return _add_page(request, claim, form, snapshot, asked)


def _addition(
    form: EvidenceFields, user: User, claim: Claim, snapshot: Snapshot, statement: Statement
) -> Callable[[], Evidence] | None:
    """What adds the evidence of a valid form; ``None``, and why beside its field, when the passage is not there."""
    span = locate(snapshot.readable.text, form.cleaned_data["passage"], statement)
    if span is None:
        form.add_error("passage", "These words do not stand on the page. Take words out, but change none.")
        return None
    entry = form.evidence_entry(start=span[0], end=span[1], part=statement.part)
    return partial(add_evidence, actor=user, claim_id=claim.pk, snapshot=snapshot, evidence=entry)


def _added(form: EvidenceFields, act: Callable[[], Evidence]) -> Evidence | None:
    """The new evidence, or ``None`` with the reason beside its field."""
    try:
        return act()
    except InvalidEntry as error:
        show_refusal(form, error)
    except NotYours as error:  # it may have been closed meanwhile: what was typed stays to be copied
        form.add_error(None, str(error))
    return None


def _add_page(
    request: HttpRequest, claim: Claim, form: EvidenceFields, snapshot: Snapshot, asked: Corrected
) -> HttpResponse:
    statement = asked.statement
    decision = excerpt_decision(snapshot, statement.start, statement.end)
    context = {
        "claim": claim,
        "form": form,
        "snapshot": snapshot,
        "statement": statement,
        "asked": asked,
        "terms": terms_of(snapshot.document, timezone.localdate()),
        "context": in_context(snapshot.readable.text, statement.start, statement.end),
        "decision": decision,
        "reasons": reasons_words(decision.reasons),
    }
    return render(request, "evidence/add.html", context, status=422 if form.errors else 200)


def _evidence(request: HttpRequest, public_id: str) -> tuple[User, Evidence]:
    """Who asks, and the evidence of the address while its claim is open; 404 or 403 otherwise."""
    rows = Evidence.objects.select_related(
        "claim", "sourcing__source", "sourcing__anonymity", "passage__snapshot__readable", "passage__snapshot__document"
    )
    row, user = get_object_or_404(rows, public_id=public_id), signed_in(request)
    _check_open(row.claim, user)
    return user, row


def _about(row: Evidence) -> dict[str, Any]:
    passage = row.passage
    text = passage.snapshot.readable.text
    return {"claim": row.claim, "evidence": row, "context": in_context(text, passage.start, passage.end)}


_YES_NO = {True: "yes", False: "no", None: ""}


def _stated(record: AnonymityRecord | None) -> dict[str, Any]:
    if record is None:
        return {}
    stated = {name: getattr(record, name) for name in AnonymityFields.base_fields}
    return {**stated, "second_source_sought": _YES_NO[record.second_source_sought]}


@require_http_methods(["GET", "HEAD", "POST"])
def anonymity(request: HttpRequest, public_id: str) -> HttpResponse:
    """What is stated of an unnamed source."""
    user, row = _evidence(request, public_id)
    sourcing = getattr(row, "sourcing", None)
    unnamed = sourcing is not None and sourcing.sourcing_type in UNNAMED_SOURCING
    form = AnonymityFields(request.POST or None, initial=_stated(getattr(sourcing, "anonymity", None)))
    if unnamed and request.method == "POST" and form.is_valid():
        act = partial(set_anonymity, actor=user, evidence_id=row.pk, entry=form.anonymity_entry())
        if asked := asks_first(request, act, title="Save this anonymity record?", back=request.path):
            return asked
        try:
            record = act()
        except InvalidEntry as error:
            show_refusal(form, error)
        else:
            whole = "It is complete." if record.complete else "It is not complete yet, so the origin stays weak."
            messages.success(request, f"The anonymity record is saved. {whole}")
            return redirect("claim", row.claim.public_id)
    context = {**_about(row), "form": form, "unnamed": unnamed, **_standing(sourcing)}
    return render(request, "evidence/anonymity.html", context, status=422 if form.errors else 200)


def _standing(sourcing: Sourcing | None) -> dict[str, Any]:
    """What the record lacks as it is saved, and the words where fewer were spoken to than the wording suggests."""
    record = getattr(sourcing, "anonymity", None)
    lacking = (name for name in NEEDED_FOR_COMPLETE if getattr(record, name, None) is None)
    labels = (AnonymityFields.base_fields[name].label for name in lacking)
    spoken, suggested = getattr(record, "persons_spoken_to", None), getattr(record, "persons_suggested", None)
    return {"missing": [str(label).lower() for label in labels], "fewer": fewer_persons(spoken, suggested)}


def _sourced(sourcing: Sourcing | None) -> dict[str, Any]:
    """What the sourcing form is filled in with: how the sourcing stands."""
    if sourcing is None:
        return {}
    source = sourcing.source
    found = {name: getattr(sourcing, name) for name in ("sourcing_type", "voice", "source_words", "cue")}
    found |= {"source_kind": source.kind if source else "", "source_name": str(source) if source else None}
    for hop, relay in enumerate(sourcing.relays.select_related("relayed_for")[:HOPS], start=1):
        found |= {f"relayed_kind_{hop}": relay.relayed_for.kind, f"relayed_name_{hop}": str(relay.relayed_for)}
    return {**found, **_stated(getattr(sourcing, "anonymity", None))}


@require_http_methods(["GET", "HEAD", "POST"])
def sourcing(request: HttpRequest, public_id: str) -> HttpResponse:
    """How the passage says where it comes from, as a person reads it."""
    user, row = _evidence(request, public_id)
    form = SourcingFields(request.POST or None, initial=_sourced(getattr(row, "sourcing", None)))
    if request.method == "POST" and form.is_valid():
        act = partial(set_sourcing, actor=user, evidence_id=row.pk, entry=form.sourcing_entry())
        if asked := asks_first(request, act, title="Save this sourcing?", back=request.path):
            return asked
        if accepted(form, act):
            messages.success(request, "The sourcing is corrected. The status is computed anew.")
            return redirect("claim", row.claim.public_id)
    return render(request, "evidence/sourcing.html", {**_about(row), "form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take evidence off the record, with a reason."""
    user, row = _evidence(request, public_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = partial(withdraw_evidence, actor=user, evidence_id=row.pk, reason=form.cleaned_data["reason"])
        if accepted(form, act):
            messages.success(request, "Withdrawn. It stays readable, and can be put back from the claim’s page.")
            return redirect("claim", row.claim.public_id)
    context = {**_about(row), "form": form, "foresight": _foresight(user, row)}
    return render(request, "evidence/withdraw.html", context, status=422 if form.errors else 200)


def _foresight(user: User, row: Evidence) -> Foresight | None:
    """What withdrawing it would send back; ``None`` when it is withdrawn already."""
    if row.withdrawn_at is not None:
        return None
    act = partial(withdraw_evidence, actor=user, evidence_id=row.pk, reason="looked ahead")
    return foresee(act, today=timezone.localdate())


@require_POST
def restore(request: HttpRequest, public_id: str) -> HttpResponse:
    """Put withdrawn evidence back; does nothing when it is on the record already."""
    user, row = _evidence(request, public_id)
    if row.withdrawn_at is not None:
        act = partial(restore_evidence, actor=user, evidence_id=row.pk)
        back = reverse("claim", args=[row.claim.public_id])
        if asked := asks_first(request, act, title="Put this evidence back on the record?", back=back):
            return asked
        act()
        messages.success(request, "The evidence is back on the record.")
    return redirect("claim", row.claim.public_id)


@require_POST
def opened(request: HttpRequest, public_id: str) -> HttpResponse:
    """Record that the person opened the page and saw the passage."""
    user, row = _evidence(request, public_id)
    mark_opened(actor=user, evidence_id=row.pk)
    messages.success(request, "Recorded: you opened this page.")
    return redirect("claim", row.claim.public_id)
