"""What the machine found a page to credit: dismissed by an editor with a reason, and put back."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from claims.models import Document, FoundCredit
from claims.recording.page_credits import dismiss_credit, restore_credit
from claims.web.ahead import asks_first
from claims.web.editing import signed_in
from claims.web.editor_forms import ReasonForm
from claims.web.record_forms import accepted

SHOWN = 30
"""Credits of a page that are shown; a page with more has a list of links for an article."""


def credits_of(document: Document) -> Iterable[FoundCredit]:
    """The credits of a document, agencies and reports before links. One query."""
    rows = FoundCredit.objects.filter(document=document).select_related("cited", "dismissed_by")
    return rows.order_by("url", "id")[:SHOWN]


def _credit(public_id: str) -> FoundCredit:
    return get_object_or_404(FoundCredit.objects.select_related("document", "cited", "snapshot"), public_id=public_id)


def _page_of(credit: FoundCredit) -> str:
    return reverse("snapshot", args=[credit.snapshot.public_id])


@require_http_methods(["GET", "HEAD", "POST"])
def dismiss(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say that this is no credit, with a reason."""
    user, credit = signed_in(request), _credit(public_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = partial(dismiss_credit, actor=user, credit=credit, reason=form.cleaned_data["reason"])
        if asked := asks_first(request, act, title="Dismiss this credit?", back=request.path):
            return asked
        if accepted(form, act):
            messages.success(request, "Dismissed: it joins no evidence any more. It can be put back here.")
            return redirect(_page_of(credit))
    return render(request, "read/credit.html", {"credit": credit, "form": form}, status=422 if form.errors else 200)


@require_POST
def restore(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let a dismissed credit count again."""
    credit = _credit(public_id)
    act, back = partial(restore_credit, actor=signed_in(request), credit=credit), _page_of(credit)
    if asked := asks_first(request, act, title="Let this credit count again?", back=back):
        return asked
    act()
    messages.success(request, "It counts as a credit again.")
    return redirect(_page_of(credit))
