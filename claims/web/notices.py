"""What a person was told of claims that are theirs, and the claims that they watch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from claims.models import Claim, InformationGrade, Notice, User
from claims.review.notices import mark_read, notices_for, stop_watching, unread_for, watch
from claims.web.editing import page_of, posted_key, signed_in

ON_FIRST_PAGE = 8


@dataclass(frozen=True, slots=True)
class Told:
    """A notice with the path of its step, as its reader may see it."""

    notice: Notice
    lines: tuple[str, ...]


def lines_of(path: Iterable[Mapping[str, Any]] | None, *, blind: bool) -> tuple[str, ...]:
    """The lines of a stored path; without letters for whoever has yet to grade the number."""
    return tuple((line["blind"] if blind else None) or line["text"] for line in path or ())


def told(rows: Iterable[Notice], user: User) -> list[Told]:
    """Notices with their paths. One query besides."""
    notices = list(rows)
    claims = {notice.step.claim_id for notice in notices}
    mine = InformationGrade.objects.filter(claim__in=claims, graded_by=user, replaced_at=None)
    graded = set(mine.values_list("claim", flat=True)) if claims else set()
    return [Told(row, lines_of(row.step.path, blind=row.step.claim_id not in graded)) for row in notices]


def on_first_page(user: User) -> dict[str, object]:
    """The unread notices, the newest first, and how many there are."""
    unread = unread_for(user)
    return {"notices": told(unread[:ON_FIRST_PAGE], user), "unread": unread.count()}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All notices of the person, unread ones only when asked for."""
    user = signed_in(request)
    only = "unread" in request.GET
    page = page_of(request, unread_for(user) if only else notices_for(user))
    context = {"page": page, "notices": told(page.object_list, user), "only": only, "unread": unread_for(user).count()}
    return render(request, "notices/notices.html", context)


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Mark a notice as read, or all of them."""
    mark_read(actor=signed_in(request), notice_id=posted_key(request, "notice") or None)
    return redirect("home" if request.POST.get("back") == "home" else "notices")


@require_POST
def watching(request: HttpRequest, public_id: str) -> HttpResponse:
    """Watch a claim, or stop."""
    user, claim = signed_in(request), get_object_or_404(Claim, public_id=public_id)
    if request.POST.get("on") == "1":
        watch(actor=user, claim=claim)
        messages.success(request, "You are told when this claim is sent back to the editors.")
    else:
        stop_watching(actor=user, claim=claim)
        messages.success(request, "You no longer watch this claim.")
    return redirect("claim", claim.public_id)
