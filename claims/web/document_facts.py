"""What joins a page with others for certain: the agency it credits, its bylines, the pages it cites."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from claims.models import Citation, Document
from claims.recording.credits import (
    add_citation,
    claims_on,
    last_facts,
    remove_citation,
    set_document_facts,
    undo_document_facts,
)
from claims.web.ahead import asks_first
from claims.web.editing import done, is_editor, searched, signed_in
from claims.web.forms import Line, Lines, UnknownText
from claims.web.history import decisions_about
from claims.web.page_credits import credits_of
from claims.web.record_forms import accepted

MOST_FOUND = 12
"""Documents that a search shows; who needs more types more."""


class FactsForm(forms.Form):
    """The agency and the bylines of a page."""

    agency = UnknownText(
        label="Agency or press release that it credits",
        max_length=300,
        help_text="As the page names it. Pages that credit the same one are one origin.",
    )
    bylines = forms.CharField(
        label="Signed by",
        required=False,
        widget=Lines(attrs={"rows": 3}),
        help_text="One name a line. Pages signed by one person are one origin; “staff” and the like join nothing.",
    )
    reason = UnknownText(label="Why (optional)", max_length=500)

    def names(self) -> list[str]:
        """The bylines of a valid form."""
        return [line for line in self.cleaned_data["bylines"].splitlines() if line.strip()]


class CitationForm(forms.Form):
    """Another page that this one credits or links."""

    cited = forms.CharField(
        label="Address or id of the page it credits",
        max_length=4096,
        widget=Line,
        error_messages={"required": "Give the address of the page that it credits, or choose one below."},
    )
    words = UnknownText(
        label="The words that say so", max_length=500, help_text="As “first reported by …”; a bare link has none."
    )


def _document(public_id: str) -> Document:
    return get_object_or_404(Document.objects.select_related("outlet__source"), public_id=public_id)


def _initial(document: Document) -> dict[str, Any]:
    return {"agency": document.agency, "bylines": "\n".join(document.bylines)}


def _found(document: Document, text: str) -> QuerySet[Document]:
    """The documents in which a person may have meant by ``text``: by title, address or outlet."""
    fits = Q(title__icontains=text) | Q(canonical_url__icontains=text) | Q(outlet__source__name__icontains=text)
    rows = Document.objects.filter(fits).exclude(pk=document.pk).exclude(cited_by=document)
    return rows.select_related("outlet__source").order_by("-id")[:MOST_FOUND]


def _page(
    request: HttpRequest, document: Document, facts: FactsForm | None = None, citation: CitationForm | None = None
) -> HttpResponse:
    text = searched(request)
    cites = Citation.objects.filter(document=document).select_related("cited__outlet__source").order_by("id")
    cited_by = Citation.objects.filter(cited=document).select_related("document__outlet__source").order_by("id")
    context = {
        "document": document,
        "snapshot": document.snapshots.order_by("-taken_at", "-id").first(),
        "facts": facts or FactsForm(initial=_initial(document)),
        "citation": citation or CitationForm(),
        "cites": cites,
        "cited_by": cited_by[:50],
        "q": text,
        "found": _found(document, text) if text else [],
        "credits": credits_of(document),
        "may_judge": is_editor(signed_in(request)),
        "claims": claims_on(document).order_by("-logged_at"),
        "undoable": last_facts(document) is not None,
        "decisions": decisions_about([f"document/{document.public_id}"])[:20],
    }
    return render(request, "document/facts.html", context, status=422 if facts or citation else 200)


@require_safe
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    """The facts of a page that join it with others; ``?q=`` looks for pages that it may cite."""
    return _page(request, _document(public_id))


def _done(request: HttpRequest, document: Document, what: str) -> HttpResponse:
    number = claims_on(document).count()
    following = {0: "No claim rests on this page.", 1: "One claim is computed anew."}
    messages.success(request, f"{what} {following.get(number, f'{number} claims are computed anew.')}")
    return redirect("document_facts", document.public_id)


def _ask(request: HttpRequest, document: Document, act: Callable[[], object], title: str) -> HttpResponse | None:
    return asks_first(request, act, title=title, back=reverse("document_facts", args=[document.public_id]))


def _taken_back(request: HttpRequest, document: Document, act: Callable[[], object]) -> HttpResponse:
    if asked := _ask(request, document, act, "Take this back?"):
        return asked
    if done(request, act):
        return _done(request, document, "Taken back.")
    return redirect("document_facts", document.public_id)


@require_POST
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Record agency and bylines."""
    document, form = _document(public_id), FactsForm(request.POST)
    if not form.is_valid():
        return _page(request, document, facts=form)
    given = form.cleaned_data
    act = partial(
        set_document_facts,
        actor=signed_in(request),
        document_id=document.pk,
        agency=given["agency"],
        bylines=form.names(),
        reason=given["reason"],
    )
    if asked := _ask(request, document, act, "Record what this page credits?"):
        return asked
    if not accepted(form, act):
        return _page(request, document, facts=form)
    return _done(request, document, "Recorded.")


@require_POST
def undo(request: HttpRequest, public_id: str) -> HttpResponse:
    """Put back what the last change of agency and bylines replaced."""
    document, user = _document(public_id), signed_in(request)
    return _taken_back(request, document, lambda: undo_document_facts(actor=user, document_id=document.pk))


def _meant(typed: str) -> Document | None:
    """The document of an address, of one of its links, or of an id."""
    by_address = Q(canonical_url=typed) | Q(links__url=typed)
    last = typed.rstrip("/").rpartition("/")[2]
    return Document.objects.filter(by_address | Q(public_id=last)).order_by("id").first()


@require_POST
def cite(request: HttpRequest, public_id: str) -> HttpResponse:
    """Record that the page credits or links another."""
    document, form = _document(public_id), CitationForm(request.POST)
    if form.is_valid():
        cited = _meant(form.cleaned_data["cited"].strip())
        if cited is None:
            form.add_error("cited", "This page has not been taken in. Search for it below, or read it first.")
        elif answer := _cited(request, document, cited, form):
            return answer
    return _page(request, document, citation=form)


def _cited(request: HttpRequest, document: Document, cited: Document, form: CitationForm) -> HttpResponse | None:
    """What follows, or ``None`` with the reason beside its field."""
    words = form.cleaned_data["words"]
    act = partial(add_citation, actor=signed_in(request), document_id=document.pk, cited_id=cited.pk, words=words)
    if asked := _ask(request, document, act, "Record that it credits this page?"):
        return asked
    if not accepted(form, act):
        return None
    return _done(request, document, "Recorded.")


@require_POST
def uncite(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take back that the page credits another."""
    document, user, cited = _document(public_id), signed_in(request), request.POST.get("cited", "")
    return _taken_back(request, document, lambda: remove_citation(actor=user, document_id=document.pk, cited=cited))
