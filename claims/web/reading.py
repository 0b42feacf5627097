"""Taking an article in, and the page that shows how the machine reads it."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from claims.access import may_add_evidence
from claims.capture.errors import CaptureError, spoken
from claims.models import Claim, Passage, Snapshot, User
from claims.reading.values import Reading
from claims.recording.documents import reading_of, take_in
from claims.rights.service import decide_excerpt
from claims.rights.values import Decision
from claims.vocabulary import ClaimState, Role
from claims.web.corrected import corrected_statements
from claims.web.editing import is_editor, signed_in
from claims.web.intake import IntakeForm, blamed, captured
from claims.web.page_credits import credits_of
from claims.web.reading_page import Order, choices, evidence_on, raised, rows, terms_of
from claims.web.rights_words import reasons_words

STATEMENTS = 250
"""Statements on one page: more than the longest articles have, so that only whole books are cut."""


def for_claim(public_id: str, user: User) -> Claim | None:
    """The claim for which evidence is looked for, when the person may add some to it; 404 for one that is not."""
    if not public_id:
        return None
    claim = get_object_or_404(Claim, public_id=public_id)
    if not may_add_evidence(state=ClaimState(claim.state), role=Role(user.role)):
        raise Http404
    return claim


def address_of(snapshot: Snapshot, claim: Claim | None) -> str:
    """The address of the reading page, for the claim where there is one."""
    query = f"?{urlencode({'for': claim.public_id})}" if claim else ""
    return reverse("snapshot", args=[snapshot.public_id]) + query


KEPT = ("for", "order", "sourcing", "page")
"""What of the address of a reading page is kept while a person corrects one of its statements."""


def kept_query(request: HttpRequest) -> str:
    """That part of an address, encoded; empty when there is none."""
    return urlencode([(name, request.GET[name]) for name in KEPT if request.GET.get(name)])


@require_http_methods(["GET", "HEAD", "POST"])
def take(request: HttpRequest) -> HttpResponse:
    """Take in text, an address or a file, and go to its reading; what cannot be taken in is said beside its field."""
    user = signed_in(request)
    claim = for_claim(request.POST.get("for", request.GET.get("for", "")), user)
    form = IntakeForm(request.POST, request.FILES) if request.method == "POST" else IntakeForm()
    if form.is_bound and form.is_valid():
        snapshot = _taken(form, user)
        if snapshot is not None:
            return redirect(address_of(snapshot, claim))
    return render(request, "read/read.html", {"form": form, "claim": claim}, status=422 if form.errors else 200)


def _taken(form: IntakeForm, user: User) -> Snapshot | None:
    """The snapshot of what came in, or ``None`` with the reason beside the field."""
    try:
        return take_in(captured=captured(form), actor=user)
    except CaptureError as error:
        form.add_error(blamed(form, error), spoken(error, to_administrator=user.is_superuser))
        return None


def snapshot_of(public_id: str) -> Snapshot:
    """The snapshot with all that a reading needs, or 404."""
    found = Snapshot.objects.select_related("document__outlet__source", "readable", "taken_by")
    return get_object_or_404(found, public_id=public_id)


def excerpt_decision(snapshot: Snapshot, start: int, end: int) -> Decision:
    """What may leave today of the words between two positions."""
    passage = Passage(snapshot=snapshot, start=start, end=end, exact=snapshot.readable.text[start:end])
    return decide_excerpt(passage, today=timezone.localdate())


@require_safe
@transaction.atomic
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    """The reading page: statements in order, who they come from, what to beware of, and what the terms permit."""
    snapshot = snapshot_of(public_id)
    claim = for_claim(request.GET.get("for", ""), signed_in(request))
    reading = reading_of(snapshot)
    decision = excerpt_decision(snapshot, 0, 1)
    context = {
        "snapshot": snapshot,
        "document": snapshot.document,
        "claim": claim,
        "reading": reading,
        "title": snapshot.document.title or reading.title,
        "warnings": raised(reading, snapshot.readable.text),
        "terms": terms_of(snapshot.document, timezone.localdate()),
        "decision": decision,
        "reasons": reasons_words(decision.reasons),
        "credits": credits_of(snapshot.document),
        "may_judge": is_editor(signed_in(request)),
        **_statements(request, snapshot, reading),
    }
    return render(request, "read/snapshot.html", context)


def _statements(request: HttpRequest, snapshot: Snapshot, reading: Reading) -> dict[str, object]:
    """The statements in the asked-for order, all or those with the asked-for mark."""
    statements = corrected_statements(reading, snapshot)
    legend = choices(statements)
    only = next((choice.mark for choice in legend if choice.mark == request.GET.get("sourcing")), None)
    order = Order.WORTH if request.GET.get("order") == Order.WORTH else Order.PAGE
    found = rows(reading, statements, snapshot, evidence_on(snapshot.document), order)
    shown = [row for row in found if only is None or row.mark == only]
    page = Paginator(shown, STATEMENTS).get_page(request.GET.get("page"))
    return {
        "page": page,
        "total": len(found),
        "only": only,
        "order": order,
        "choices": legend,
        "kept": kept_query(request),
        "editions": snapshot.document.snapshots.count(),
    }
