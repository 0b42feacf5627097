"""Suspected edges between the evidence of a claim (specification §5.2), and what editors said of edges. Pure.

A suspicion merges in the pessimistic count only, and an editor may clear it; so all pairs count, not a chain of them:
else clearing one pair would part the others too.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta

from claims.corroboration.origins import Fact, Parts, agencies, certain_edges, folded, group, reports_of
from claims.corroboration.values import Between, Days, Edge, EvidenceItem, Judgement
from claims.vocabulary import Certainty, EdgeDecision, EdgeKind, Stance

WITHIN = timedelta(days=7)
"""The time within which one descriptor is suspected to be one person."""

NEAREST = 8
"""Of many items that share a value each is joined with so many that follow it: enough to hold them together, and the
number of edges grows no faster than that of items."""


def _facts(item: EvidenceItem) -> Iterator[Fact]:
    """All values of ``item`` that make it suspect to share an origin with whoever shares them."""
    for styled in agencies(item) or filter(None, (item.style_agency,)):
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
    """One edge for two documents that share a value, between the first evidence of each that holds it."""
    holders: dict[tuple[EdgeKind, str], dict[str, str]] = defaultdict(dict)
    reasons: dict[tuple[EdgeKind, str], str] = {}
    for item in items:
        for kind, value, reason in _facts(item):
            holders[kind, value].setdefault(item.document, item.key)
            reasons.setdefault((kind, value), reason)
    for (kind, value), first_of in holders.items():
        for a, b in _near(sorted(first_of.values())):
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
    alike: dict[str, dict[str, tuple[Days, EvidenceItem]]] = defaultdict(dict)
    for item in items:
        if item.descriptor is not None and item.published is not None:
            alike[folded(item.descriptor)].setdefault(item.document, (item.published, item))
    for same in alike.values():
        ordered = sorted(same.values(), key=lambda pair: (pair[0], pair[1].key))
        for place, (days, item) in enumerate(ordered):
            near = (other for other_days, other in ordered[place + 1 :] if apart(days, other_days) <= WITHIN)
            for other in itertools.islice(near, NEAREST):
                a, b = sorted((item.key, other.key))
                reason = f"same descriptor within 7 days: {item.descriptor}"
                yield Edge(a, b, EdgeKind.UNNAMED_SOURCE, Certainty.SUSPECTED, reason)


def _told(items: Iterable[EvidenceItem]) -> Iterator[Edge]:
    """Pages that tell what another reports, without saying that they have their story from there."""
    for key, other, words in reports_of(items, credited=False):
        a, b = sorted((key, other))
        yield Edge(a, b, EdgeKind.CITATION, Certainty.SUSPECTED, f"tells what the other reports: “{words}”")


TAKES_BACK = "takes it back under the same name"
OTHERWISE = "says otherwise under the same name"


def _namesakes(items: Sequence[EvidenceItem]) -> Iterator[Edge]:
    """Who may have taken back a word of theirs elsewhere: sources on record as two, with one name."""
    said: dict[str, list[EvidenceItem]] = defaultdict(list)
    for item in items:
        if item.stance in (Stance.SUPPORTS, Stance.SUPPORTS_NARROWER):
            for name in item.speaker_names:
                said[folded(name)].append(item)
    for item in items:
        if item.stance not in (Stance.WITHDRAWS, Stance.CONTRADICTS):
            continue
        for name in item.speaker_names:
            for other in said[folded(name)][:NEAREST]:
                if other.speaker != item.speaker:
                    a, b = sorted((item.key, other.key))
                    reason = f"{TAKES_BACK if item.stance is Stance.WITHDRAWS else OTHERWISE}: {name}"
                    yield Edge(a, b, EdgeKind.AUTHOR_OR_DATASET, Certainty.SUSPECTED, reason)


def _between(first_of: Mapping[str, str], found: Iterable[Between]) -> Iterator[Edge]:
    """Edges of documents as edges of the first evidence of each."""
    for edge in found:
        ends = sorted({first_of.get(edge.first, ""), first_of.get(edge.second, "")})
        if len(ends) == 2 and ends[0]:
            yield Edge(ends[0], ends[1], edge.kind, edge.certainty, edge.reason)


def thinned(edges: Iterable[Edge]) -> Iterator[Edge]:
    """``edges`` without those whose ends are both joined with :data:`NEAREST` others, and with each other, already.

    What hangs together hangs together still, with a number of edges that grows no faster than that of items.
    """
    near: dict[str, set[str]] = defaultdict(set)
    parts = Parts()
    for edge in sorted(edges, key=_place):
        few = min(len(near[edge.a] - {edge.b}), len(near[edge.b] - {edge.a})) < NEAREST
        if few or parts.of(edge.a) != parts.of(edge.b):
            near[edge.a].add(edge.b)
            near[edge.b].add(edge.a)
            parts.join(edge.a, edge.b)
            yield edge


def _origins(items: Sequence[EvidenceItem], certain: Iterable[Edge]) -> Mapping[str, int]:
    parts = group((item.key for item in items), (*certain_edges(items), *certain))
    return {key: number for number, keys in enumerate(parts) for key in keys}


class _Documents:
    """Which document each item stands in, and the first active item of each."""

    def __init__(self, items: Iterable[EvidenceItem]) -> None:
        ordered = sorted(items, key=lambda item: item.key)
        self.active = [item for item in ordered if item.active]
        self.first_of: dict[str, str] = {}
        for item in self.active:
            self.first_of.setdefault(item.document, item.key)
        self._of = {item.key: item.document for item in ordered}
        self._standing = {item.key for item in self.active}

    def pair(self, a: str, b: str, kind: EdgeKind) -> tuple[str, str, EdgeKind]:
        """What a judgement is about: two documents and a kind of edge."""
        first, second = sorted((self._of.get(a, a), self._of.get(b, b)))
        return first, second, kind

    def standing(self, key: str) -> str | None:
        """``key``, or other evidence of its document where that was withdrawn."""
        return key if key in self._standing else self.first_of.get(self._of.get(key, ""))


def edges_between(
    items: Iterable[EvidenceItem], *, found: Iterable[Between] = (), judgements: Iterable[Judgement] = ()
) -> tuple[Edge, ...]:
    """The edges to pass to the rules: suspected ones that nobody cleared, and those that editors confirmed.

    ``found`` are edges between documents that detectors left. A judgement holds for the documents of its two pieces of
    evidence, so that it need not be made again for each further passage of them. Suspicions inside what is one origin
    for certain are left out. In a fixed order whatever the order of what is given.
    """
    documents = _Documents(items)
    known, judged = documents.active, list(judgements)
    cleared = {documents.pair(entry.a, entry.b, entry.kind) for entry in judged if not _confirms(entry)}
    every = {
        *_shared(known),
        *_described(known),
        *_told(known),
        *_namesakes(known),
        *thinned(_between(documents.first_of, found)),
        *_confirmed((entry for entry in judged if _confirms(entry)), documents),
    }
    if not every:
        return ()
    certain = [edge for edge in every if edge.certainty is Certainty.CERTAIN]
    origin = _origins(known, certain)
    suspected = (
        edge
        for edge in every
        if edge.certainty is Certainty.SUSPECTED
        and documents.pair(edge.a, edge.b, edge.kind) not in cleared
        and origin[edge.a] != origin[edge.b]
    )
    return tuple(sorted((*certain, *suspected), key=_place))


def _place(edge: Edge) -> tuple[str, str, str, str]:
    return edge.a, edge.b, edge.kind.value, edge.reason


def _confirms(entry: Judgement) -> bool:
    return entry.decision is EdgeDecision.CONFIRMED


def _confirmed(judgements: Iterable[Judgement], documents: _Documents) -> Iterator[Edge]:
    for entry in judgements:
        a, b = sorted((documents.standing(entry.a) or "", documents.standing(entry.b) or ""))
        if a and a != b:
            reason = f"{entry.reason} (confirmed by {entry.by}, {entry.on:%-d %B %Y})"
            yield Edge(a, b, entry.kind, Certainty.CERTAIN, reason)


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
