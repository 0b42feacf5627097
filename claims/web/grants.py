"""Consent obtained: recorded for the pages that it is for, changed, ended, and its letter to download."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Count, F, Q, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims.models import Claim, Document, PermissionGrant
from claims.recording.errors import InvalidEntry
from claims.recording.grants import (
    MAX_FILE,
    GrantEntry,
    change_grant,
    documents_at,
    keep_letter,
    last_of_grant,
    record_grant,
    undo_grant,
)
from claims.vocabulary import DUTY_ACTIONS, RightsAction
from claims.web.ahead import asks_first
from claims.web.editing import done, page_of, posted_key, searched, signed_in
from claims.web.forms import Line, Lines
from claims.web.history import decisions_about
from claims.web.record_forms import accepted, show_refusal

_ALLOWED = [(action.value, action.label) for action in RightsAction if action not in DUTY_ACTIONS]


def _day(label: str, **options: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options)


def _letter_field(*, required: bool) -> forms.FileField:
    return forms.FileField(
        label="The letter",
        required=required,
        max_length=70,
        help_text=f"As a file of at most {MAX_FILE // 1_000_000} MB. It stays in the newsroom.",
        error_messages={"required": "Choose the file."},
    )


def _sent(upload: UploadedFile[bytes] | None) -> tuple[str, bytes] | None:
    return (PurePosixPath(upload.name or "letter").name, upload.read(MAX_FILE + 1)) if upload else None


def _named(document: Document) -> str:
    return f"{document.title or 'Untitled page'}{f', {document.outlet}' if document.outlet else ''}"


class GrantForm(forms.Form):
    """Who gave consent, when, to what, for which pages, and until when."""

    granted_by = forms.CharField(
        label="Given by",
        max_length=300,
        widget=Line,
        help_text="Person and office, as “Ana Ruiz, rights desk of the Example Post”.",
        error_messages={"required": "Say who gave the consent."},
    )
    granted_on = _day("Given on", error_messages={"required": "Say on which day it was given."})
    until = _day("Last day", required=False, help_text="Empty: it has no end.")
    actions = forms.MultipleChoiceField(
        label="What is allowed",
        choices=_ALLOWED,
        widget=forms.CheckboxSelectMultiple,
        initial=[RightsAction.EXCERPT.value],
        help_text="“Excerpt” lets quotations leave, also where the page’s own notice forbids it.",
        error_messages={"required": "Say what is allowed."},
    )
    addresses = forms.CharField(
        label="And for the pages at",
        required=False,
        widget=Lines(attrs={"rows": 3, "spellcheck": "false"}),
        help_text="One address a line, of pages that were read before.",
    )

    def __init__(self, *given: Any, pages: list[int], **options: Any) -> None:
        super().__init__(*given, **options)
        rows = Document.objects.filter(pk__in=pages).select_related("outlet__source").order_by("pk")
        # none may be ticked when others are named by their address: recording asks for one at least
        self.fields["documents"] = forms.MultipleChoiceField(
            label="For these pages",
            choices=[(document.pk, _named(document)) for document in rows],
            initial=pages,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )

    def entry(self) -> GrantEntry:
        """The consent of a valid form; raises ``InvalidEntry`` for an address without a page."""
        data = self.cleaned_data
        addresses = list(dict.fromkeys(line.strip() for line in data["addresses"].splitlines() if line.strip()))
        return GrantEntry(
            granted_by=data["granted_by"],
            granted_on=data["granted_on"],
            actions=list(map(RightsAction, data["actions"])),
            until=data["until"],
            documents=[*map(int, data["documents"]), *documents_at(addresses)],
            file=_sent(data.get("file")),
        )


class NewGrantForm(GrantForm):
    """The same with the letter."""

    file = _letter_field(required=False)


class LetterForm(forms.Form):
    """The letter of a consent that is recorded."""

    file = _letter_field(required=True)


def _rows() -> QuerySet[PermissionGrant]:
    return PermissionGrant.objects.select_related("recorded_by")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All consent, that which holds first."""
    words, today = searched(request), timezone.localdate()
    rows = _rows().annotate(pages=Count("documents"))
    if words:
        about = Q(granted_by__icontains=words) | Q(documents__canonical_url__icontains=words)
        rows = rows.filter(pk__in=PermissionGrant.objects.filter(about | Q(documents__title__icontains=words)))
    page = page_of(request, rows.order_by(F("until").desc(nulls_first=True), "-granted_on", "-pk"))
    return render(request, "grant/grants.html", {"page": page, "q": words, "today": today})


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest, public_id: str) -> HttpResponse:
    """Consent for a document and, if it is for more, for others."""
    document = get_object_or_404(Document.objects.select_related("outlet__source"), public_id=public_id)
    form = NewGrantForm(request.POST or None, request.FILES or None, pages=[document.pk])
    if request.method == "POST" and form.is_valid():
        try:
            grant = record_grant(actor=signed_in(request), entry=form.entry())
        except InvalidEntry as error:
            show_refusal(form, error)
        else:
            messages.success(request, "Recorded. Claims that quote these pages are looked at anew.")
            return redirect("grant", grant.pk)
    context = {"form": form, "document": document, "known": document.grants.order_by("-granted_on", "-pk")}
    return render(request, "grant/new.html", context, status=422 if form.errors else 200)


def _grant(pk: int) -> PermissionGrant:
    return get_object_or_404(_rows(), pk=pk)


def _initial(grant: PermissionGrant) -> dict[str, object]:
    return {name: getattr(grant, name) for name in ("granted_by", "granted_on", "until", "actions")}


def _is_over(grant: PermissionGrant, today: date) -> bool:
    return grant.until is not None and grant.until < today


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One consent: what it allows, for which pages, which claims rest on them, and the form that changes it."""
    grant = _grant(pk)
    form = GrantForm(request.POST or None, initial=_initial(grant), pages=_pages(grant))
    if request.method == "POST" and form.is_valid():
        try:
            act = partial(change_grant, actor=signed_in(request), grant_id=pk, entry=form.entry())
            if asked := asks_first(request, act, title="Change this consent?", back=request.path):
                return asked
            act()
        except InvalidEntry as error:
            show_refusal(form, error)
        else:
            messages.success(request, "Saved. Claims that quote these pages are looked at anew.")
            return redirect("grant", pk)
    return _page(request, _grant(pk), form)


def _pages(grant: PermissionGrant) -> list[int]:
    return list(grant.documents.values_list("pk", flat=True))


def _page(
    request: HttpRequest, grant: PermissionGrant, form: GrantForm, letter_form: LetterForm | None = None
) -> HttpResponse:
    claims = Claim.objects.filter(
        evidence__passage__snapshot__document__grants=grant, evidence__withdrawn_at=None
    ).distinct()
    context = {
        "grant": grant,
        "form": form,
        "letter_form": letter_form or LetterForm(),
        "over": _is_over(grant, timezone.localdate()),
        "allowed": [RightsAction(action).label for action in grant.actions],
        "letter": _letter_name(grant),
        "last": last_of_grant(grant),
        "claims": claims.order_by("-logged_at")[:50],
        "decisions": decisions_about([f"grant/{grant.pk}"])[:20],
    }
    return render(request, "grant/grant.html", context, status=422 if form.errors or letter_form else 200)


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Put giver, days and what is allowed before back."""
    key, grant = posted_key(request, "change"), _grant(pk)
    act = partial(undo_grant, actor=signed_in(request), grant_id=grant.pk, key=key)
    if asked := asks_first(request, act, title="Take the last change back?", back=reverse("grant", args=[pk])):
        return asked
    if done(request, act):
        messages.success(request, "Taken back. Claims that quote these pages are looked at anew.")
    return redirect("grant", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The letter of consent, to keep, or with a file to be kept; a browser never shows it here, whatever it is."""
    grant = _grant(pk)
    if request.method == "POST":
        return _keep(request, grant)
    name = _letter_name(grant)
    if name is None:
        raise Http404
    kept = grant.file.open("rb")
    return FileResponse(kept, as_attachment=True, filename=name, content_type="application/octet-stream")


def _keep(request: HttpRequest, grant: PermissionGrant) -> HttpResponse:
    form = LetterForm(request.POST, request.FILES)
    if form.is_valid() and (sent := _sent(form.cleaned_data["file"])):
        name, content = sent
        user = signed_in(request)
        if accepted(form, lambda: keep_letter(actor=user, grant_id=grant.pk, name=name, content=content)):
            messages.success(request, "Kept.")
            return redirect("grant", grant.pk)
    return _page(request, grant, GrantForm(initial=_initial(grant), pages=_pages(grant)), form)


def _letter_name(grant: PermissionGrant) -> str | None:
    return PurePosixPath(grant.file.name).name if grant.file.name else None
