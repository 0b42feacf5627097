"""What brought a claim here: the decisions behind the changes of rows, from the ledger, in sentences for the newsroom.

A change and the decision that made it were written in one transaction, and both keep its number. A change without a
decision, as by a shell, is told without a name: nobody is said to have done what they did not do.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from claims.corroboration.path import Line, Numbers
from claims.models import (
    Change,
    Claim,
    Document,
    Evidence,
    Finding,
    LedgerEntry,
    Outlet,
    OwnerGroup,
    Source,
    SourceGrade,
    User,
)
from claims.vocabulary import ChangeKind

_OF_UNNAMED = ("same_unnamed_source", "undo_same_unnamed_source")

_UNDECIDED = frozenset({ChangeKind.DATE, ChangeKind.RULES})
"""Kinds that no decision of a person stands behind."""

MOST = 5
"""Causes told at most."""

Payload = Mapping[str, Any]

_OF_EVIDENCE = {
    "add_evidence": "was added",
    "withdraw_evidence": "was withdrawn",
    "restore_evidence": "was put back",
    "set_anonymity": "has another anonymity record, written",
    "set_sourcing": "has another sourcing, corrected",
    "open": "was opened",
}
_OTHER = {
    "edit": "The claim was edited",
    "confirm_edges": "Suspected edges were confirmed",
    "clear_edges": "Suspected edges were cleared",
    "undo_edge": "A judgement of an edge was taken back",
    "supersede": "The claim was superseded",
    "same_unnamed_source": "Unnamed sources were said to be one person",
    "undo_same_unnamed_source": "Unnamed sources are no longer said to be one person",
    "set_document_facts": "What a page says of itself was corrected",
    "add_citation": "A page was said to credit another",
    "remove_citation": "A page is no longer said to credit another",
    "set_effective_status": "The effective status was set",
    "end_effective_status": "The effective status was ended",
    "grade_information": "The information was graded",
    "give_verdict": "A verdict was given",
    "take_back_verdict": "The verdict was taken back",
}


def causes(claim: Claim, changes: Iterable[Change], numbers: Numbers) -> list[Line]:
    """The causes of a follow-up, the oldest first, each told once."""
    origins = {origin.pk: origin for change in changes for origin in [change.because or change]}
    told = [_cause(claim, origins[pk], numbers) for pk in sorted(origins)]
    found = list(dict.fromkeys(told))
    more = [Line(f"… and {len(found) - MOST} more changes.")] if len(found) > MOST else []
    return [*found[:MOST], *more]


def _cause(claim: Claim, change: Change, numbers: Numbers) -> Line:
    kind = ChangeKind(change.kind)
    if kind is ChangeKind.FINDING:
        return _finding(change)
    entry = None if kind in _UNDECIDED else _decision(claim, change)
    if entry is None:
        return Line(f"{_undecided(kind, change)} on {_day(change.left_at)}.")
    if entry["action"] == "grade_source":
        return _graded(entry, change.subject)
    return Line(f"{_what(entry, numbers)} {_by(entry)}{_why(entry)}")


def _finding(change: Change) -> Line:
    finding = Finding.objects.filter(pk=change.subject).first()
    if finding is None:
        return Line("A recheck found something that is no longer on record.")
    return Line(f"{finding.headline}: found by the recheck of {finding.found_at:%-d %B %Y}.")


def _decision(claim: Claim, change: Change) -> Payload | None:
    """The decision of which the change is part, the last one that can be; ``None`` when there is none."""
    if change.transaction is None:
        return None
    rows = LedgerEntry.objects.filter(transaction=change.transaction).order_by("-id").values_list("payload", flat=True)
    explains = _explains(claim, change)
    return next((entry for entry in map(json.loads, rows) if explains(entry)), None)


def _explains(claim: Claim, change: Change) -> Callable[[Payload], bool]:
    """Whether an entry of the ledger can be the decision behind the change, by what it is about and what it did."""
    kind = ChangeKind(change.kind)
    if kind is ChangeKind.SOURCE_GRADE:
        source = Source.objects.filter(pk=change.subject).values_list("public_id", flat=True).first()
        return lambda entry: bool(entry["subject"] == f"source/{source}")
    if kind is ChangeKind.DOCUMENT:
        document = Document.objects.filter(pk=change.subject).values_list("public_id", flat=True).first()
        return lambda entry: bool(entry["subject"] == f"document/{document}")
    if kind is ChangeKind.OUTLET:
        publisher = Outlet.objects.filter(pk=change.subject).values_list("source__public_id", flat=True).first()
        return lambda entry: (
            entry["action"] == "set_owner"
            and (entry["subject"].startswith("owner/") or entry["subject"] == f"source/{publisher}")
        )
    if kind is ChangeKind.SOURCE:
        return lambda entry: (
            entry["action"] in _OF_UNNAMED
            or (entry["subject"].startswith("source/") and entry["action"] != "grade_source")
        )
    mine = {f"claim/{claim.public_id}", *(f"evidence/{key}" for key in _keys(claim))}
    return lambda entry: entry["subject"] in mine and entry["action"] in (*_OF_EVIDENCE, *_OTHER)


def _keys(claim: Claim) -> Iterable[str]:
    return claim.evidence.values_list("public_id", flat=True)


def _day(moment: Any) -> str:
    at = parse_datetime(moment) if isinstance(moment, str) else moment
    return f"{timezone.localtime(at):%-d %B %Y}" if at else "a day unknown"


def _by(entry: Payload) -> str:
    name = entry["actor"]
    person = User.objects.filter(username=name).first() if name else None
    who = f"by {person or name}" if name else "by the installation"
    return f"{who} on {_day(entry['at'])}"


def _why(entry: Payload) -> str:
    return f": {entry['reason']}" if entry["reason"] else "."


def _graded(entry: Payload, source_id: int) -> Line:
    source = Source.objects.get(pk=source_id)
    was, now = _counting(entry, source)
    letters = f"was regraded from {was} to {now}" if was and was != now else f"was graded {entry['after']['letter']}"
    topic = f" on {entry['after']['topic']}" if entry["after"].get("topic") else ""
    return Line(f"{source} {letters}{topic} {_by(entry)}{_why(entry)}", f"{source} was graded anew {_by(entry)}.")


def _counting(entry: Payload, source: Source) -> tuple[str | None, str]:
    """The letter that counted before the grade and after it: the lowest of all graders'."""
    at, topic = parse_datetime(entry["at"]), entry["after"].get("topic", "")
    standing = Q(replaced_at=None) | Q(replaced_at__gt=at)
    others = SourceGrade.objects.filter(standing, source=source, topic=topic, graded_at__lt=at)
    letters = list(others.exclude(graded_by__username=entry["actor"]).values_list("letter", flat=True))
    own = (entry["before"] or {}).get("letter")
    return max([*letters, own] if own else letters, default=None), max([*letters, entry["after"]["letter"]])


def _what(entry: Payload, numbers: Numbers) -> str:
    action, (kind, _, public_id) = entry["action"], entry["subject"].partition("/")
    if kind == "evidence" and action in _OF_EVIDENCE:
        number = numbers.get(public_id)
        return f"Evidence {number} {_OF_EVIDENCE[action]}" if number else f"Evidence {_OF_EVIDENCE[action]}"
    if action == "set_owner":
        owner = entry["after"]["owner"]
        return f"{_owned(kind, public_id)} was said to {f'belong to {owner}' if owner else 'have no owner known'}"
    return _OTHER.get(action, f"“{action.replace('_', ' ')}”")


def _owned(kind: str, key: str) -> str:
    """What an owner was recorded of: an outlet, by its source, or an owner."""
    row: Source | OwnerGroup | None = (
        OwnerGroup.objects.filter(pk=int(key)).first()
        if kind == "owner"
        else Source.objects.filter(public_id=key).first()
    )
    return str(row) if row is not None else "Something"


def _undecided(kind: ChangeKind, change: Change) -> str:
    """What changed where no decision is on record."""
    named: dict[ChangeKind, Callable[[], object]] = {
        ChangeKind.SOURCE_GRADE: lambda: f"The letters of {_row(Source, change)} changed",
        ChangeKind.SOURCE: lambda: f"What is recorded of {_row(Source, change)} changed",
        ChangeKind.OUTLET: lambda: f"What is recorded of {_row(Outlet, change)} changed",
        ChangeKind.DOCUMENT: lambda: f"What is recorded of “{_row(Document, change)}” changed",
        ChangeKind.SHARED_TEXT: lambda: "A text shared by two of its pages was found",
        ChangeKind.DATE: lambda: "A date passed",
        ChangeKind.RULES: lambda: "The rules were run anew",
        ChangeKind.RIGHTS: lambda: "The terms recorded of a page changed",
    }
    return str(named.get(kind, lambda: f"{kind.label} changed")())


def _row(model: type[Source] | type[Outlet] | type[Document], change: Change) -> str:
    row = model._default_manager.filter(pk=change.subject).first()
    return str(row) if row is not None else "something"


def numbers_of(claim: Claim) -> dict[str, int]:
    """The number of each piece of evidence as the claim's page shows it, by public id."""
    rows: Sequence[str] = list(Evidence.objects.filter(claim=claim).order_by("id").values_list("public_id", flat=True))
    return {key: number for number, key in enumerate(rows, start=1)}
