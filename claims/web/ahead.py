"""Asking first: what would send vetted claims back to the editors is done only when that was seen and confirmed."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from claims.recording.errors import InvalidEntry, NotYours
from claims.review.foresight import Foresight, foresee

CONFIRMED = "confirmed"
"""The field that a form sends when the person saw what goes back."""

_NOT_KEPT = frozenset({CONFIRMED, "csrfmiddlewaretoken"})


def asks_first(request: HttpRequest, act: Callable[[], object], *, title: str, back: str) -> HttpResponse | None:
    """The page that asks whether to do ``act`` all the same, or ``None`` when there is nothing to ask.

    It sends the same form again to the same address. ``title`` is the question, ``back`` where "change nothing" leads.
    """
    if CONFIRMED in request.POST:
        return None
    foresight = _foreseen(act)
    if not foresight:
        return None
    kept = [(name, value) for name, values in request.POST.lists() if name not in _NOT_KEPT for value in values]
    context = {
        "title": title,
        "back": back,
        "foresight": foresight,
        "kept": kept,
        "reason": request.POST.get("reason", "").strip(),
    }
    return render(request, "parts/confirm.html", context)


def _foreseen(act: Callable[[], object]) -> Foresight | None:
    """What the act would send back; ``None`` for one that cannot be done, which is said when it is tried."""
    try:
        return foresee(act, today=timezone.localdate())
    except (InvalidEntry, NotYours):
        return None
