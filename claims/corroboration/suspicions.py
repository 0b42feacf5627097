"""Suspected edges between the evidence of a claim (specification §5.2), and what editors said of edges. Pure.

A suspicion merges in the pessimistic count only, and an editor may clear it; so all pairs count, not a chain of them:
else clearing one pair would part the others too.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta

from claims.corroboration.origins import Fact, certain_edges, folded, group
from claims.corroboration.values import Between, Days, Edge, EvidenceItem, Judgement
from claims.vocabulary import Certainty, EdgeDecision, EdgeKind

WITHIN = timedelta(days=7)
"""The time within which one descriptor is suspected to be one person."""

NEAREST = 8
"""Of many items that share a value each is joined with so many that follow it: enough to hold them together, and the
number of edges grows no faster than that of items."""


def _facts(item: EvidenceItem) -> Iterator[Fact]:
    """All values of ``item`` that make it suspect to share an origin with whoever shares them."""
    styled = item.agency or item.style_agency
    if styled is not None:
        yield EdgeKind.AGENCY, f"style:{folded(styled)}", f"agency style line: {styled}"
    for credit in item.picture_credits:
        yield EdgeKind.AGENCY, f"picture:{folded(credit)}", f"same picture credit: {credit}"
    for brand in item.brands:
        yield EdgeKind.PUBLISHER, f"brand:{brand}", f"brand family: {brand}"
    for source, name in item.voices:
        yield EdgeKind.AUTHOR_OR_DATASET, f"source:{source}", f"both rest on the word of {name}"
    for quotation in item.quotations:
        yield EdgeKind.CITATION, f"quotation:{quotation}", "same quotation, and neither credits the other"


def _shared(items: Sequence[EvidenceItem]) -> Iterator[Edge]:
    holders: dict[tuple[EdgeKind, str], list[str]] = defaultdict(list)
    reasons: dict[tuple[EdgeKind, str], str] = {}
    for item in items:
        for kind, value, reason in _facts(item):
            holders[kind, value].append(item.key)
            reasons.setdefault((kind, value), reason)
    for (kind, value), keys in holders.items():
        for a, b in _near(sorted(set(keys))):
            yield Edge(a, b, kind, Certainty.SUSPECTED, reasons[kind, value])


def _near(keys: Sequence[str]) -> Iterator[tuple[str, str]]:
    for place, key in enumerate(keys):
        for other in keys[place + 1 : place + 1 + NEAREST]:
            yield key, other


def apart(one: Days, other: Days) -> timedelta:
    """The least time between two days that are known to be in these spans."""
    first, second = sorted((one, other))
    return max(second[0] - first[1], timedelta(0))


def _described(items: Iterable[EvidenceItem]) -> Iterator[Edge]:
    """Unnamed sources described by the same words in pages of the same week; a page without a day is in no week."""
    alike: dict[str, list[tuple[Days, EvidenceItem]]] = defaultdict(list)
    for item in items:
        if item.descriptor is not None and item.published is not None:
            alike[folded(item.descriptor)].append((item.published, item))
    for same in alike.values():
        ordered = sorted(same, key=lambda pair: (pair[0], pair[1].key))
        for place, (days, item) in enumerate(ordered):
            near = (other for other_days, other in ordered[place + 1 :] if apart(days, other_days) <= WITHIN)
            for other in itertools.islice(near, NEAREST):
                a, b = sorted((item.key, other.key))
                reason = f"same descriptor within 7 days: {item.descriptor}"
                yield Edge(a, b, EdgeKind.UNNAMED_SOURCE, Certainty.SUSPECTED, reason)


def _between(items: Iterable[EvidenceItem], found: Iterable[Between]) -> Iterator[Edge]:
    """Edges of documents as edges of the first evidence of each."""
    first_of: dict[str, str] = {}
    for item in sorted(items, key=lambda entry: entry.key):
        first_of.setdefault(item.document, item.key)
    for edge in found:
        ends = sorted({first_of.get(edge.first, ""), first_of.get(edge.second, "")})
        if len(ends) == 2 and ends[0]:
            yield Edge(ends[0], ends[1], edge.kind, edge.certainty, edge.reason)


def _origins(items: Sequence[EvidenceItem], certain: Iterable[Edge]) -> Mapping[str, int]:
    parts = group((item.key for item in items), (*certain_edges(items), *certain))
    return {key: number for number, keys in enumerate(parts) for key in keys}


def edges_between(
    items: Iterable[EvidenceItem], *, found: Iterable[Between] = (), judgements: Iterable[Judgement] = ()
) -> tuple[Edge, ...]:
    """The edges to pass to the rules: suspected ones that nobody cleared, and those that editors confirmed.

    ``found`` are edges between documents that detectors left. Suspicions inside what is one origin for certain are
    left out. In a fixed order whatever the order of what is given.
    """
    known = sorted((item for item in items if item.active), key=lambda item: item.key)
    judged = list(judgements)
    confirmed = [_confirmed(entry) for entry in judged if entry.decision is EdgeDecision.CONFIRMED]
    cleared = {(entry.a, entry.b, entry.kind) for entry in judged if entry.decision is EdgeDecision.CLEARED}
    every = {*_shared(known), *_described(known), *_between(known, found), *confirmed}
    certain = [edge for edge in every if edge.certainty is Certainty.CERTAIN]
    origin = _origins(known, certain)
    suspected = (
        edge
        for edge in every
        if edge.certainty is Certainty.SUSPECTED
        and (edge.a, edge.b, edge.kind) not in cleared
        and origin[edge.a] != origin[edge.b]
    )
    return tuple(sorted((*certain, *suspected), key=lambda edge: (edge.a, edge.b, edge.kind.value, edge.reason)))


def _confirmed(entry: Judgement) -> Edge:
    reason = f"{entry.reason} (confirmed by {entry.by}, {entry.on:%-d %B %Y})"
    return Edge(entry.a, entry.b, entry.kind, Certainty.CERTAIN, reason)


def cleared(judgements: Iterable[Judgement]) -> list[dict[str, str]]:
    """The edges that editors cleared, as plain JSON: who, when, why."""
    gone = [entry for entry in judgements if entry.decision is EdgeDecision.CLEARED]
    return [
        {
            "a": entry.a,
            "b": entry.b,
            "kind": entry.kind.value,
            "reason": entry.reason,
            "by": entry.by,
            "on": entry.on.isoformat(),
        }
        for entry in sorted(gone, key=lambda entry: (entry.a, entry.b, entry.kind.value))
    ]
