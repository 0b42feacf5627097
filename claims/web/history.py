"""What happened to a claim: decisions, statuses, releases; and what changed since a form was opened."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, JSONField, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_safe

from claims.models import Claim, LedgerEntry, Release, StatusRecord
from claims.vocabulary import ClaimState

ACTIONS = {
    "log": "Logged",
    "edit": "Edited",
    "add_evidence": "Evidence added",
    "set_anonymity": "Anonymity record changed",
    "set_sourcing": "Sourcing corrected",
    "open": "Page opened",
    "withdraw_evidence": "Evidence withdrawn",
    "restore_evidence": "Evidence restored",
    "grade_information": "Information graded",
    "grade_source": "Source graded",
    "set_effective_status": "Effective status set",
    "end_effective_status": "Effective status ended",
    "submit": "Submitted",
    "take_back": "Taken back",
    "start": "Review started",
    "return": "Returned",
    "approve": "Approved",
    "reopen": "Re-opened",
    "withdraw": "Withdrawn",
    "supersede": "Superseded",
    "settle_finding": "Finding settled",
    "reopen_finding": "Finding opened again",
    "note_appeared": "A correction note appeared on the page",
    "find": "Found by a recheck",
    "request_recheck": "Recheck asked for",
    "request_rechecks": "Rechecks asked for",
    "set_host_delay": "Time between visits chosen",
    "mark_host": "Marked as blocking us",
    "unmark_host": "Mark taken back: blocks us",
    "import_ratings": "Outside ratings recorded",
    "undo_ratings": "Outside ratings taken out",
    "confirm_edges": "Said to be one origin",
    "clear_edges": "Said to be independent",
    "undo_edge": "Judgement of an edge taken back",
    "same_unnamed_source": "Unnamed sources said to be one person",
    "undo_same_unnamed_source": "One person: taken back",
    "set_document_facts": "Agency and bylines recorded",
    "take_in": "Taken in",
    "dismiss_credit": "Said to be no credit",
    "restore_credit": "A credit again",
    "record_credit": "Credit recorded",
    "add_citation": "Credits another page",
    "remove_citation": "Credit of another page taken back",
    "add_outlet": "Outlet recorded",
    "add_owner": "Owner recorded",
    "rename_owner": "Owner renamed",
    "set_owner": "Owner chosen",
    "give_verdict": "Verdict given",
    "take_back_verdict": "Verdict taken back",
    "add_scale": "Scale recorded",
    "record_grant": "Consent recorded",
    "change_grant": "Consent changed",
    "keep_letter": "Letter of consent kept",
    "change_scale": "Scale changed",
    "archive_scale": "Scale archived",
    "restore_scale": "Scale in use again",
    "add_verdict": "Verdict added",
    "change_verdict": "Verdict changed",
    "archive_verdict": "Verdict archived",
    "restore_verdict": "Verdict in use again",
}
"""Ledger actions in words for people; one that is not listed is shown as it is written."""


@dataclass(frozen=True, slots=True)
class Change:
    """One value before and after; ``None`` is not known."""

    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One line of the history: when, who (``None`` is the installation itself), what, why."""

    at: datetime
    kind: str
    what: str
    who: str | None = None
    why: str | None = None
    changes: tuple[Change, ...] = ()
    status: StatusRecord | None = None
    release: Release | None = None
    position: int | None = None


def entries_of(subjects: list[str]) -> QuerySet[LedgerEntry]:
    """The ledger entries about any of ``subjects``, the newest first."""
    about = KeyTextTransform("subject", Cast("payload", JSONField()))
    return LedgerEntry.objects.annotate(about=about).filter(about__in=subjects).order_by(F("position").desc(), "-id")


def _told(value: Any) -> str | None:
    if value is None or value == [] or value == "":
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(str(_told(entry)) for entry in value)
    if isinstance(value, Mapping):
        return "; ".join(f"{_name(key)}: {_told(entry)}" for key, entry in value.items() if _told(entry) is not None)
    return str(value)


def _name(key: str) -> str:
    return key.replace("_", " ")


def _changes(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> Iterator[Change]:
    """What differs between two states; with one state only, all of it."""
    old, new = before or {}, after or {}
    for key in dict.fromkeys((*old, *new)):
        was, now = _told(old.get(key)), _told(new.get(key))
        if was != now:
            yield Change(_name(key), was, now)


def _decision(entry: LedgerEntry) -> Event:
    payload = json.loads(entry.payload)
    at = parse_datetime(payload["at"])
    if at is None:
        raise ValueError("a ledger entry without a time")
    return Event(
        at=at,
        kind="decision",
        what=ACTIONS.get(payload["action"], _name(payload["action"])),
        who=payload["actor"],
        why=payload["reason"],
        changes=tuple(_changes(payload["before"], payload["after"])),
        position=entry.position,
    )


def _status(row: StatusRecord) -> Event:
    return Event(at=row.computed_at, kind="status", what="Status computed", why=row.why["sentence"], status=row)


def _release(row: Release) -> Event:
    return Event(at=row.released_at, kind="release", what=f"Release {row.sequence}", release=row)


def subjects_of(claim: Claim) -> list[str]:
    """The claim and everything that belongs to it, as the ledger names them."""
    evidence = claim.evidence.values_list("public_id", flat=True)
    findings = claim.findings.values_list("public_id", flat=True)
    return [
        f"claim/{claim.public_id}",
        *(f"evidence/{public_id}" for public_id in evidence),
        *(f"finding/{public_id}" for public_id in findings),
    ]


def decisions_about(subjects: list[str]) -> list[Event]:
    """The decisions about any of ``subjects``, the newest first."""
    return [_decision(entry) for entry in entries_of(subjects)]


def events_of(claim: Claim) -> list[Event]:
    """All that happened to ``claim``, the newest first; at one moment: decision, then status, then release."""
    decisions = decisions_about(subjects_of(claim))
    statuses = [_status(row) for row in claim.statuses.order_by("-id")]
    releases = [_release(row) for row in claim.releases.defer("document").order_by("-sequence")]
    return sorted((*decisions, *statuses, *releases), key=lambda event: event.at, reverse=True)


@require_safe
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    """The history of a claim."""
    claim = get_object_or_404(Claim, public_id=public_id)
    steps = claim.steps.select_related("taken_by").order_by("-id")
    return render(request, "history/history.html", {"claim": claim, "events": events_of(claim), "steps": steps})


_WATCHED = ("wording", "paraphrase", "claimed_on", "language", "tags", "valid_until")


def _row_changes(old: Any, claim: Claim) -> Iterator[Change]:
    for field in _WATCHED:
        was, now = _told(getattr(old, field)), _told(getattr(claim, field))
        if was != now:
            yield Change(_name(field), was, now)
    if old.claimant_id != claim.claimant_id:
        yield Change("claimant", None, str(claim.claimant) if claim.claimant else None)
    if old.state != claim.state:
        yield Change("state", ClaimState(old.state).label, ClaimState(claim.state).label)


@dataclass(frozen=True, slots=True)
class Difference:
    """What happened to a claim since a form was opened: values that differ, and decisions taken since."""

    changes: tuple[Change, ...]
    events: tuple[Event, ...]


def what_changed(claim: Claim, version: int) -> Difference:
    """The difference between ``claim`` as it was at ``version`` and as it stands now.

    From the history that the database itself keeps of every row, so that nothing can be missing from it.
    """
    rows = Claim.pgh_event_model.objects.filter(pgh_obj=claim.pk)  # type: ignore[attr-defined]  # made by pghistory
    old = rows.filter(version=version).order_by("-pgh_id").first()
    following = rows.filter(version__gt=version).order_by("pgh_id").first()
    if old is None or following is None:
        return Difference((), ())
    decisions = map(_decision, entries_of(subjects_of(claim))[:20])
    # a row of the history bears the time at which its transaction began, so its decision is not earlier
    since = tuple(event for event in decisions if event.at >= following.pgh_created_at)
    return Difference(tuple(_row_changes(old, claim)), since)
