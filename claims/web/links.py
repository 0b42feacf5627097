"""Links under watch: what is believed of each, its visits, and asking for one."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import OuterRef, Prefetch, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from claims.models import Check, Evidence, Link, PassageCheck, User
from claims.rechecks import promise, robots
from claims.rechecks.requests import MOST
from claims.rechecks.service import TooSoon, as_seen_by, request_recheck
from claims.vocabulary import LinkState, PassageOutcome
from claims.web import awaiting, link_words
from claims.web.archived import archives_of
from claims.web.editing import signed_in
from claims.web.link_list import SORTS, Filters, page_of_links
from claims.web.timeline import Line, fold, seen

VISITS = 300
"""Visits on one page of a link's timeline, before they are folded."""
_JUST_NOW = timedelta(minutes=10)
"""How long the outcome of a visit that was asked for stands above the page."""


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Links that fit the filters, with how many there are in each state."""
    filters = Filters.of(request.GET)
    counts = filters.counts()
    number = sum(count for state, count in counts if filters.state in (None, state))
    page = page_of_links(request, filters, number=number)
    context = {
        "page": page,
        "filters": filters,
        "counts": counts,
        "not_kept": promise.not_kept_count(),
        "states": LinkState,
        "sorts": [(name, label) for name, (label, _) in SORTS.items()],
        "most": MOST,
        "now": timezone.now(),
    }
    return render(request, "link/links.html", context)


def _link(public_id: str) -> Link:
    return get_object_or_404(Link.objects.select_related("host", "document__outlet__source"), public_id=public_id)


def _timeline(request: HttpRequest, link: Link, user: User) -> tuple[Page[Check], list[Line]]:
    """One page of the visits, the newest first, and its lines."""
    passages = PassageCheck.objects.select_related("passage").order_by("passage_id")
    checks = link.checks.select_related("snapshot").prefetch_related(Prefetch("passages", passages))
    page = Paginator(checks.order_by("-checked_at", "-id"), VISITS).get_page(request.GET.get("page"))
    with_findings = set(link.findings.values_list("check_made_id", flat=True))
    return page, fold(seen(check, as_seen_by(user, check), with_findings=with_findings) for check in page)


def _watched(link: Link) -> list[tuple[Evidence, PassageOutcome | None]]:
    """The evidence on the link's page with what became of its passage, as it was last compared."""
    last = PassageCheck.objects.filter(passage=OuterRef("passage_id"), check_made__link=link.pk)
    last = last.order_by("-check_made__checked_at", "-id")
    rows = Evidence.objects.filter(passage__snapshot__document=link.document_id, withdrawn_at=None)
    rows = rows.annotate(last_outcome=Subquery(last.values("outcome")[:1])).order_by("id")
    found = rows.select_related("claim", "passage")
    return [(row, PassageOutcome(row.last_outcome) if row.last_outcome else None) for row in found]


@require_safe
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    """The visits to a link, the passages that rest on its page, and the next visit."""
    link, user, now = _link(public_id), signed_in(request), timezone.now()
    page, lines = _timeline(request, link, user)
    published = link.under_published
    host = link.host
    context = {
        "link": link,
        "document": link.document,
        "page": page,
        "lines": lines,
        "evidence": _watched(link),
        "findings": link.findings.select_related("claim").order_by("-found_at"),
        "archives": archives_of(link),
        "due": link.due_at <= now,
        "overdue": promise.overdue(link, now=now) if published else None,
        "changes": link_words.changes(link.change_rate),
        "visited": link_words.visits(link.visit_days, published=published, dead=link.state == LinkState.DEAD),
        "rest": link_words.rest(not_before=host.not_before, lease_until=host.lease_until, now=now),
        "barred": not robots.permits(host.robots, link.url, settings.FETCH_USER_AGENT),
        **_progress(link, user),
    }
    return render(request, "link/link.html", context)


def _progress(link: Link, user: User) -> dict[str, object]:
    """How far the visit is that somebody asked for; nothing when nobody did lately."""
    if link.asked_at is None or (not link.is_asked_for and timezone.now() - link.asked_at > _JUST_NOW):
        return {}
    if link.is_asked_for:
        now = timezone.now()
        pause = awaiting.pause(news_at=link.asked_at, now=now)
        return {"asked": True, "awaited": awaiting.awaited(link, now=now), "pause": pause}
    check = link.checks.filter(checked_at__gte=link.asked_at).order_by("checked_at", "id").first()
    outcome, reason = as_seen_by(user, check) if check is not None else (None, None)
    return {"asked": True, "came": outcome, "came_reason": reason}


@require_safe
def progress(request: HttpRequest, public_id: str) -> HttpResponse:
    """The part of a link's page that tells how far the visit is; the page itself after it, and without htmx."""
    link, user = _link(public_id), signed_in(request)
    if not request.headers.get("HX-Request"):
        return redirect("link", link.public_id)
    if not link.is_asked_for:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "link/progress.html", {"link": link, **_progress(link, user)})


@require_POST
def recheck(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask for a visit with the next round."""
    link = _link(public_id)
    try:
        request_recheck(actor=signed_in(request), link_id=link.pk)
    except TooSoon as error:
        messages.warning(request, str(error))
    return redirect("link", link.public_id)
