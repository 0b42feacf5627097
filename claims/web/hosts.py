"""One host under watch: how it is visited, what it asks of programs, its links and findings."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from claims.models import Finding, Host
from claims.rechecks import robots
from claims.rechecks.profile import mark_host, unmark_host
from claims.rechecks.requests import MOST, SHORTEST_DELAY, set_delay
from claims.rechecks.schedule import LONGEST_DELAY
from claims.vocabulary import FindingState, LinkState
from claims.web import link_words
from claims.web.editing import page_of, signed_in
from claims.web.history import decisions_about
from claims.web.link_list import shown
from claims.web.rechecking import asked, longest_unseen

_FINDINGS = 20


class DelayForm(forms.Form):
    """The time between two visits to a host."""

    seconds = forms.FloatField(
        label="Seconds between two visits",
        min_value=SHORTEST_DELAY,
        max_value=LONGEST_DELAY,
        help_text=f"{SHORTEST_DELAY:g} to {LONGEST_DELAY:g}. What the host itself asks for still counts.",
    )


def _host(name: str) -> Host:
    return get_object_or_404(Host, name=name)


def _counts(host: Host) -> list[tuple[LinkState, int]]:
    counted = dict(host.links.order_by().values_list("state").annotate(number=Count("id")))
    return [(state, counted[state.value]) for state in LinkState if state.value in counted]


def _page(request: HttpRequest, host: Host, form: DelayForm | None = None) -> HttpResponse:
    now = timezone.now()
    page = page_of(request, shown(host.links.order_by("url")))
    findings = Finding.objects.filter(link__host=host).select_related("claim", "link")
    agent = settings.FETCH_USER_AGENT
    context = {
        "host": host,
        "page": page,
        "counts": _counts(host),
        "rest": link_words.rest(not_before=host.not_before, lease_until=host.lease_until, now=now),
        "asks_for": robots.delay(host.robots, agent),
        "barred": {link.pk for link in page if not robots.permits(host.robots, link.url, agent)},
        "findings": findings.order_by("-found_at", "-id")[:_FINDINGS],
        "open": findings.filter(state=FindingState.OPEN.value).count(),
        "decisions": decisions_about([f"host/{host.name}"]),
        "form": form or DelayForm(initial={"seconds": host.delay_seconds}),
        "blocks_us": host.blocks_us,
        "most": MOST,
        "now": now,
    }
    return render(request, "link/host.html", context, status=422 if form else 200)


@require_safe
def show(request: HttpRequest, name: str) -> HttpResponse:
    """Everything that is known of a host."""
    return _page(request, _host(name))


@require_POST
def delay(request: HttpRequest, name: str) -> HttpResponse:
    """Choose how fast the host is visited."""
    host, form = _host(name), DelayForm(request.POST)
    if not form.is_valid():
        return _page(request, host, form)
    set_delay(actor=signed_in(request), host_id=host.pk, seconds=form.cleaned_data["seconds"])
    messages.success(request, f"At least {form.cleaned_data['seconds']:g} s between two visits from the next round on.")
    return redirect("host", host.name)


@require_POST
def mark(request: HttpRequest, name: str) -> HttpResponse:
    """Note that the host blocks us, or take that back."""
    host, blocks = _host(name), request.POST.get("blocks") == "yes"
    if blocks == (host.blocks_us is not None):
        messages.warning(request, "Somebody did this meanwhile.")
        return redirect("host", host.name)
    (mark_host if blocks else unmark_host)(actor=signed_in(request), host_id=host.pk)
    done = "“Dead” and “missing” there count as being kept out from now on." if blocks else "The mark is taken back."
    messages.success(request, done)
    return redirect("host", host.name)


@require_POST
def recheck(request: HttpRequest, name: str) -> HttpResponse:
    """Recheck the links of the host."""
    host = _host(name)
    return asked(request, longest_unseen(host.links.all()), reverse("host", args=[host.name]))
