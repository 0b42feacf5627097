"""Links under watch: what is believed of each, and its visits."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from claims.models import Evidence, Finding, Link, PassageCheck
from claims.rechecks.service import TooSoon, as_seen_by, request_recheck
from claims.recording.errors import NotYours
from claims.vocabulary import FindingState, LinkState
from claims.web.editing import chosen, page_of, searched, signed_in

VISITS = 50
"""Visits on a link's page, the newest first."""


def _listed(state: LinkState | None, host: str, text: str) -> QuerySet[Link]:
    findings = Finding.objects.filter(state=FindingState.OPEN.value).order_by("id")
    rows = Link.objects.select_related("host", "document__outlet__source")
    if state is not None:
        rows = rows.filter(state=state.value)
    if host:
        rows = rows.filter(host__name=host)
    if text:
        rows = rows.filter(Q(url__icontains=text) | Q(document__title__icontains=text))
    return rows.prefetch_related(Prefetch("findings", findings, "open_findings")).order_by("host__name", "url")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Links by host and address."""
    state, host, text = chosen(request, "state", LinkState), searched(request, "host"), searched(request)
    page = page_of(request, _listed(state, host, text))
    context = {"page": page, "state": state, "host": host, "q": text, "states": LinkState, "now": timezone.now()}
    return render(request, "link/links.html", context)


def _link(public_id: str) -> Link:
    return get_object_or_404(Link.objects.select_related("host", "document__outlet__source"), public_id=public_id)


@require_safe
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    """The visits to a link, the passages that rest on its page, and the next visit."""
    link, user = _link(public_id), signed_in(request)
    passages = PassageCheck.objects.select_related("passage").order_by("passage_id")
    checks = link.checks.select_related("snapshot").prefetch_related(Prefetch("passages", passages))
    evidence = Evidence.objects.filter(passage__snapshot__document=link.document_id, withdrawn_at=None)
    context = {
        "link": link,
        "document": link.document,
        "visits": [(check, *as_seen_by(user, check)) for check in checks.order_by("-checked_at", "-id")[:VISITS]],
        "evidence": evidence.select_related("claim", "passage").order_by("id"),
        "findings": link.findings.select_related("claim").order_by("-found_at"),
        "due": link.due_at <= timezone.now(),
    }
    return render(request, "link/link.html", context)


@require_POST
def recheck(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask for a visit with the next round."""
    link = _link(public_id)
    try:
        request_recheck(actor=signed_in(request), link_id=link.pk)
    except TooSoon as error:
        messages.warning(request, str(error))
    except NotYours as error:
        raise PermissionDenied from error
    else:
        messages.success(
            request, "It is visited with the next round, within a minute or so. Load this page again then."
        )
    return redirect("link", link.public_id)
