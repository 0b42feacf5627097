"""Asking for visits to many links at once, and how far they are."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.contrib import messages
from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from claims.models import Link
from claims.rechecks.requests import MOST, Progress, Requested, progress, request_rechecks
from claims.web import awaiting
from claims.web.claim import claim_of
from claims.web.editing import PAGE, signed_in
from claims.web.link_list import Filters

SHOWN = 100
"""Links on the page of a request, those that wait first."""
REASONS = 8
"""Reasons for waiting that are told, those of most links first."""


def asked(request: HttpRequest, links: Collection[int], back: str) -> HttpResponse:
    """Ask for visits and lead to their progress; to ``back`` when none could be asked for."""
    requested = request_rechecks(actor=signed_in(request), links=links)
    _tell(request, requested)
    return redirect("recheck_progress", requested.name) if requested.name is not None else redirect(back)


def longest_unseen(rows: QuerySet[Link]) -> list[int]:
    """Keys of as many links as one request takes, those first that were not visited for longest."""
    unseen = rows.order_by(F("checked_at").asc(nulls_first=True), "id")
    return list(unseen.values_list("pk", flat=True)[:MOST])


def _tell(request: HttpRequest, requested: Requested) -> None:
    if requested.too_soon:
        left = "1 link was" if requested.too_soon == 1 else f"{requested.too_soon} links were"
        messages.warning(request, f"{left} visited less than a minute ago and left out. Wait a moment.")
    elif requested.name is None:
        messages.warning(request, "No link was chosen.")


@require_POST
def many(request: HttpRequest) -> HttpResponse:
    """Recheck the links that are ticked, or, once confirmed, all that fit the filters."""
    filters, back = Filters.of(request.POST), back_to_list(request)
    if request.POST.get("which") == "selected":
        ticked = request.POST.getlist("link")[:PAGE]
        return asked(request, list(Link.objects.filter(public_id__in=ticked).values_list("pk", flat=True)), back)
    if request.POST.get("confirmed") == "1":
        return asked(request, longest_unseen(filters.rows()), back)
    number = filters.rows().count()
    context = {"filters": filters, "number": number, "taken": min(number, MOST), "most": MOST, "back": back}
    return render(request, "link/confirm.html", context)


def back_to_list(request: HttpRequest) -> str:
    """The list as it was filtered."""
    given = request.POST.get("back", "")
    safe = given.startswith("/links/") and url_has_allowed_host_and_scheme(given, allowed_hosts=None)
    return given if safe else "/links/"


@require_POST
def of_claim(request: HttpRequest, public_id: str) -> HttpResponse:
    """Recheck the links that a claim rests on."""
    claim = claim_of(public_id)
    documents = claim.evidence.filter(withdrawn_at=None).values("passage__snapshot__document")
    links = Link.objects.filter(document__in=documents)
    return asked(request, longest_unseen(links), f"/claims/{claim.public_id}/")


def _news_at(found: Progress) -> datetime:
    """When the last visit of the request took place; until then, when it was made."""
    visits = [one.link.checked_at for one in found.asked if one.outcome is not None and one.link.checked_at]
    return max([found.asked_at, *visits])


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a request is; asked for by htmx, only the part that changes."""
    try:
        found = progress(pk, viewer=signed_in(request))
    except OverflowError:
        found = None
    if found is None:
        raise Http404
    now = timezone.now()
    waits = awaiting.reasons((one.link for one in found.asked if one.outcome is None), now=now)
    context = {
        "name": pk,
        "progress": found,
        "shown": found.asked[:SHOWN],
        "more": max(0, found.links - SHOWN),
        "awaited": waits[:REASONS],
        "awaited_more": sum(one.links for one in waits[REASONS:]),
        "pause": awaiting.pause(news_at=_news_at(found), now=now),
    }
    part = request.headers.get("HX-Request")
    return render(request, "link/asked_part.html" if part else "link/asked.html", context)
