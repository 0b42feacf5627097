"""The first page after sign-in, by role."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from claims.models import User
from claims.rechecks.promise import not_kept_count
from claims.review.queue import waiting
from claims.vocabulary import Role
from claims.web.claim_list import listed
from claims.web.editing import signed_in
from claims.web.intake import IntakeForm
from claims.web.notices import on_first_page
from claims.web.since import findings_for, look

_SHOWN = 12


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """What the signed-in person is likely to do next."""
    user = signed_in(request)
    if user.role == Role.CONSUMER:
        return render(request, "home/consumer.html")
    seen = look(user, now=timezone.now())
    findings = {"findings": findings_for(user, seen), "since": seen}
    return render(
        request, "home/newsroom.html", {"form": IntakeForm(), **findings, **on_first_page(user), **_work(user)}
    )


def _work(user: User) -> dict[str, object]:
    """The person's own claims, the newest first, and for editors how many of others' wait and for how many links the
    promise is not kept."""
    mine = list(listed().filter(logged_by=user)[: _SHOWN + 1])
    editor = user.role == Role.EDITOR
    waits = waiting().exclude(logged_by=user).count() if editor else None
    not_kept = not_kept_count() if editor else 0
    return {"claims": mine[:_SHOWN], "more": len(mine) > _SHOWN, "waits": waits, "not_kept": not_kept}
