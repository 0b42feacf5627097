"""What may be said today of a release of earlier: never more words than its terms let out by now. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from claims.rights.terms import is_verbatim


def as_of_today(document: Mapping[str, Any], *, today: date) -> dict[str, Any]:
    """The current release without words whose permission ended before ``today``, though nobody followed it up yet."""
    if "evidence" not in document:
        return dict(document)
    over = {entry["id"]: entry for entry in document["evidence"] if _quoted(entry) and _is_over(entry, today)}
    if not over:
        return dict(document)
    repeats = document["claim"] and any(is_verbatim(document["claim"], e["passage"]["quote"]) for e in over.values())
    evidence = [_bare(entry) if entry["id"] in over else entry for entry in document["evidence"]]
    return {**document, "claim": None if repeats else document["claim"], "evidence": evidence}


def as_of_earlier(earlier: Mapping[str, Any], current: Mapping[str, Any]) -> dict[str, Any]:
    """A version of earlier without words that the current one no longer quotes; its wording is the current one then."""
    kept = {entry["id"] for entry in current["evidence"] if _quoted(entry)}
    lost = {entry["id"] for entry in earlier["evidence"] if _quoted(entry)} - kept
    if not lost:
        return dict(earlier)
    evidence = [_bare(entry) if entry["id"] in lost else entry for entry in earlier["evidence"]]
    return {**earlier, "claim": current["claim"], "evidence": evidence}


def _quoted(entry: Mapping[str, Any]) -> bool:
    return entry["passage"]["quote"] is not None


def _is_over(entry: Mapping[str, Any], today: date) -> bool:
    until = entry["rights"]["until"]
    return until is not None and date.fromisoformat(until) < today


def _bare(entry: Mapping[str, Any]) -> dict[str, Any]:
    """A piece of evidence without the words of its page."""
    sourcing = entry["sourcing"]
    return {
        **entry,
        "passage": {**entry["passage"], "quote": None},
        "link": entry["document"]["url"],
        "sourcing": {**sourcing, "source_words": None} if sourcing else None,
        "rights": {**entry["rights"], "verbatim": False, "max_words": 0, "credit": None},
    }
