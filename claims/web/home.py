"""The first page after sign-in, by role."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from claims.models import User
from claims.review.queue import waiting
from claims.vocabulary import Role
from claims.web.claim_list import listed
from claims.web.editing import signed_in
from claims.web.intake import IntakeForm

_SHOWN = 12


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """What the signed-in person is likely to do next."""
    user = signed_in(request)
    if user.role == Role.CONSUMER:
        return render(request, "home/consumer.html")
    return render(request, "home/newsroom.html", {"form": IntakeForm(), **_work(user)})


def _work(user: User) -> dict[str, object]:
    """The person's own claims, the newest first, and for editors how many of others' wait."""
    mine = list(listed().filter(logged_by=user)[: _SHOWN + 1])
    waits = waiting().exclude(logged_by=user).count() if user.role == Role.EDITOR else None
    return {"claims": mine[:_SHOWN], "more": len(mine) > _SHOWN, "waits": waits}
