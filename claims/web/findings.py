"""What rechecks found, and what a person makes of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from claims.models import Finding, PassageCheck
from claims.rechecks.diff import word_diff
from claims.rechecks.findings import differing
from claims.rechecks.profile import TEACHING, taught
from claims.rechecks.service import as_seen_by
from claims.rechecks.settling import StaysSettled, alike, newer, reopen_finding, settle_finding
from claims.vocabulary import EDITS, WEAKENING_FINDINGS, FindingKind, FindingState
from claims.web.archived import lost
from claims.web.editing import chosen, page_of, signed_in
from claims.web.editor_forms import ReopenForm, SettleForm
from claims.web.history import Event, decisions_about

_TOLD = (("silent", "silent: the page says nothing"), ("noted", "with a correction note"))
_BOTH = re.compile(r"\AWas: (?P<was>.*)\nNow: (?P<now>.*)\Z", re.DOTALL)


def _listed(state: FindingState | None, kind: FindingKind | None, told: str | None) -> QuerySet[Finding]:
    rows = Finding.objects.select_related("claim", "link__document", "settled_by")
    if state is not None:
        rows = rows.filter(state=state.value)
    if kind is not None:
        rows = rows.filter(kind=kind.value)
    if told is not None:
        rows = rows.filter(kind__in=[edit.value for edit in EDITS], note__isnull=told == "silent")
    return rows.order_by("-found_at", "-id")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Findings, the newest first; open ones unless another state is asked for."""
    state = chosen(request, "state", FindingState) if "state" in request.GET else FindingState.OPEN
    kind = chosen(request, "kind", FindingKind)
    told = request.GET.get("told") if request.GET.get("told") in dict(_TOLD) else None
    page = page_of(request, _listed(state, kind, told))
    filters = {"state": state, "kind": kind, "told": told}
    words = {"states": FindingState, "kinds": FindingKind, "tellings": _TOLD}
    return render(request, "finding/findings.html", {"page": page, **filters, **words})


def _finding(public_id: str) -> Finding:
    rows = Finding.objects.select_related(
        "claim",
        "link__host",
        "link__document__outlet__source",
        "check_made__snapshot__document",
        "passage__snapshot",
        "settled_by",
    )
    return get_object_or_404(rows, public_id=public_id)


def old_and_new(finding: Finding, checked: PassageCheck | None) -> tuple[str, str] | None:
    """The wording before and after, where the visit found both: of a passage, else of what the finding compares."""
    if finding.passage is not None and checked is not None and checked.found_text is not None:
        return finding.passage.exact, checked.found_text
    if finding.passage is not None:
        return None
    both = _BOTH.match(finding.detail)
    return (both["was"], both["now"]) if both else None


def pieces_of(old: str, new: str) -> Iterator[tuple[str, str]]:
    """The word diff with the space before a word apart from it, so that only words are struck out or underlined.

    Where a word takes another's place, the break of a paragraph before both stands once.
    """
    before = ""
    for op, text in word_diff(old, new):
        words = text.lstrip()
        space = text[: len(text) - len(words)] if op != "equal" else ""
        if space and not (op == "insert" and space == before and "\n" in space):
            yield "equal", space
        before = space if op == "delete" else ""
        if text := text.removeprefix(space):
            yield op, text


def _decisions(finding: Finding) -> list[Event]:
    return decisions_about([f"finding/{finding.public_id}"])


def _undo(finding: Finding) -> dict[str, object]:
    """What is needed to open a finding again that a person settled."""
    if finding.state == FindingState.OPEN or finding.settled_by is None:
        return {}
    return {"reopen": ReopenForm(), "newer": newer(finding), "taught": taught(finding)}


def _page(request: HttpRequest, finding: Finding, form: SettleForm | None = None) -> HttpResponse:
    checked = PassageCheck.objects.filter(check_made=finding.check_made, passage=finding.passage_id).first()
    texts = old_and_new(finding, checked)
    is_open = finding.state == FindingState.OPEN
    outcome, reason = as_seen_by(signed_in(request), finding.check_made)
    context = {
        "finding": finding,
        "check": finding.check_made,
        "outcome": outcome,
        "reason": reason,
        "checked": checked,
        "texts": texts,
        "pieces": list(pieces_of(*texts)) if texts else None,
        "weakens": FindingKind(finding.kind) in WEAKENING_FINDINGS,
        "alike": f"{checked.score:.0%}" if checked is not None and checked.score is not None else None,
        "differing": differing(finding.detail),
        "lost": lost(finding),
        "is_edit": FindingKind(finding.kind) in EDITS,
        "is_open": is_open,
        "form": form or SettleForm(),
        "teaches": FindingKind(finding.kind) in TEACHING,
        "others": list(alike(finding).select_related("claim").order_by("id")) if is_open else [],
        "next": _listed(FindingState.OPEN, None, None).exclude(pk=finding.pk).first(),
        **_undo(finding),
        "decisions": _decisions(finding),
    }
    return render(request, "finding/finding.html", context, status=422 if form else 200)


@require_safe
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    """What the visit found, the wording before and after, and the claim that it touches."""
    return _page(request, _finding(public_id))


@require_POST
def settle(request: HttpRequest, public_id: str) -> HttpResponse:
    """Settle the finding, or call it a false alarm."""
    finding, form = _finding(public_id), SettleForm(request.POST)
    if not form.is_valid():
        return _page(request, finding, form)
    state, note = FindingState(form.cleaned_data["as_"]), form.cleaned_data["note"]
    user = signed_in(request)
    if finding.state != FindingState.OPEN:
        messages.warning(request, "Somebody settled this finding meanwhile. Their decision stands below.")
        return redirect("finding", finding.public_id)
    settled = settle_finding(
        actor=user,
        finding_id=finding.pk,
        state=state,
        reason=note,
        host_blocks_us=form.cleaned_data["host_blocks_us"],
        with_alike=form.cleaned_data["with_alike"],
    )
    stays = "The claim stays where it is" if len(settled) == 1 else f"{len(settled)} claims stay where they are"
    messages.success(request, f"{state.label}. {stays} in review.")
    return redirect("finding", finding.public_id)


@require_POST
def reopen(request: HttpRequest, public_id: str) -> HttpResponse:
    """Open a settled finding again."""
    finding, form = _finding(public_id), ReopenForm(request.POST)
    if not form.is_valid():
        messages.warning(request, "Nothing was done: give your reason in 1,000 characters at most.")
        return redirect("finding", finding.public_id)
    try:
        reopen_finding(actor=signed_in(request), finding_id=finding.pk, reason=form.cleaned_data["note"])
    except StaysSettled as why:
        messages.warning(request, str(why))
    else:
        messages.success(request, "Open again.")
    return redirect("finding", finding.public_id)
