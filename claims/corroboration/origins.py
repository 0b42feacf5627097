"""Origins: union-find over the evidence of a claim, specification §5.2. Pure."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator

from claims.corroboration.values import Edge, EvidenceItem
from claims.vocabulary import Certainty, EdgeKind

Fact = tuple[EdgeKind, str, str]
"""Kind of edge, the value that two items share, and the reason shown to people."""


def _facts(item: EvidenceItem) -> Iterator[Fact]:
    """All values of ``item`` that merge it with whoever shares them."""
    yield EdgeKind.PUBLISHER, f"document:{item.document}", "same document"
    if item.outlet is not None:
        yield EdgeKind.PUBLISHER, f"outlet:{item.outlet}", "same outlet"
    if item.owner is not None:
        yield EdgeKind.PUBLISHER, f"owner:{item.owner}", "same owner group"
    if item.agency is not None:
        yield EdgeKind.AGENCY, item.agency, "same agency or press release"
    if item.unnamed_identity is not None:
        yield EdgeKind.UNNAMED_SOURCE, item.unnamed_identity, "an editor says it is the same person"
    for byline in item.bylines:
        yield EdgeKind.AUTHOR_OR_DATASET, f"byline:{byline.casefold()}", f"same byline: {byline}"
    if item.dataset is not None:
        yield EdgeKind.AUTHOR_OR_DATASET, f"dataset:{item.dataset}", "same dataset"


def _shared(items: Iterable[EvidenceItem]) -> Iterator[Edge]:
    holders: dict[Fact, list[str]] = defaultdict(list)
    for item in items:
        for fact in _facts(item):
            holders[fact].append(item.key)
    for (kind, _, reason), keys in holders.items():
        ordered = sorted(set(keys))
        # a chain merges as much as all pairs would, with n - 1 edges for a person to read
        for a, b in itertools.pairwise(ordered):
            yield Edge(a, b, kind, Certainty.CERTAIN, reason)


def _citations(items: Iterable[EvidenceItem]) -> Iterator[Edge]:
    known = list(items)
    first_of: dict[str, str] = {}
    for item in sorted(known, key=lambda entry: entry.key):
        first_of.setdefault(item.document, item.key)
    for item in known:
        for cited in item.cites:
            other = first_of.get(cited)
            if other is not None and other != item.key:
                a, b = sorted((item.key, other))
                yield Edge(a, b, EdgeKind.CITATION, Certainty.CERTAIN, "credits or links the other")


def certain_edges(items: Iterable[EvidenceItem]) -> tuple[Edge, ...]:
    """The *certain* edges that the facts of ``items`` give, in a fixed order whatever the order of ``items``."""
    known = list(items)
    found = {*_shared(known), *_citations(known)}
    return tuple(sorted(found, key=lambda edge: (edge.a, edge.b, edge.kind.value, edge.reason)))


def group(keys: Iterable[str], edges: Iterable[Edge]) -> tuple[tuple[str, ...], ...]:
    """Connected components of ``keys`` under ``edges``; edges that name a missing key are passed over.

    Returns sorted tuples in sorted order. Method: union-find with path halving.
    """
    parent = {key: key for key in keys}
    for edge in edges:
        if edge.a in parent and edge.b in parent:
            low, high = _root(parent, edge.a), _root(parent, edge.b)
            if low > high:
                low, high = high, low
            parent[high] = low
    groups: dict[str, list[str]] = defaultdict(list)
    for key in parent:
        groups[_root(parent, key)].append(key)
    return tuple(sorted(tuple(sorted(members)) for members in groups.values()))


def _root(parent: dict[str, str], key: str) -> str:
    while (above := parent[key]) != key:
        parent[key] = above = parent[above]
        key = above
    return key
