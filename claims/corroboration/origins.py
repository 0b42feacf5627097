"""Origins: union-find over the evidence of a claim, specification §5.2. Pure."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from claims.corroboration.values import Edge, EvidenceItem
from claims.vocabulary import Certainty, EdgeKind

Fact = tuple[EdgeKind, str, str]
"""Kind of edge, the value that two items share, and the reason shown to people."""

Groups = tuple[tuple[str, ...], ...]
"""Keys that belong together."""


NOBODY = frozenset(
    """admin administrator agency agencies anonymous author authors correspondent correspondents desk editor editorial
    editors editorial_board editorial_team guest_author news_desk newsdesk newsroom online_desk our_correspondent
    redaction redaktion redacción redazione rédaction reporter reporters staff staff_reporter staff_reporters
    staff_writer staff_writers team the_editors web_desk webmaster writer""".split()
)
"""Bylines that name nobody in particular, folded, with lines for their spaces."""


def folded(words: str) -> str:
    """Words as they are compared: whatever the case and the spaces."""
    return " ".join(words.casefold().split())


def byline(words: str) -> str | None:
    """Who is named by a byline, as it is compared; ``None`` when it names nobody in particular."""
    name = folded(words).removeprefix("by ").strip(" .,:;|–—-")
    return name if name and name.replace(" ", "_") not in NOBODY else None


def agencies(item: EvidenceItem) -> tuple[str, ...]:
    """The agencies that the page credits."""
    return tuple(name for name in (item.agency or "").split(" / ") if name.strip())


def _facts(item: EvidenceItem) -> Iterator[Fact]:
    """All values of ``item`` that merge it with whoever shares them."""
    yield EdgeKind.PUBLISHER, f"document:{item.document}", "same document"
    if item.outlet is not None:
        yield EdgeKind.PUBLISHER, f"outlet:{item.outlet}", "same outlet"
    if item.owner is not None:
        yield EdgeKind.PUBLISHER, f"owner:{item.owner}", "same owner group"
    for agency in agencies(item):
        yield EdgeKind.AGENCY, folded(agency), "same agency or press release"
    if item.unnamed_identity is not None:
        yield EdgeKind.UNNAMED_SOURCE, item.unnamed_identity, "an editor says it is the same person"
    for words in item.bylines:
        name = byline(words)
        if name is not None:
            yield EdgeKind.AUTHOR_OR_DATASET, f"byline:{name}", "same byline"
    if item.dataset is not None:
        yield EdgeKind.AUTHOR_OR_DATASET, f"dataset:{folded(item.dataset)}", "same dataset"
    for work, name in item.works:
        yield EdgeKind.AUTHOR_OR_DATASET, f"work:{work}", f"both rest on {name}"


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
    known = sorted(items, key=lambda entry: entry.key)
    first_of: dict[str, str] = {}
    first_by: dict[str, str] = {}
    for item in known:
        first_of.setdefault(item.document, item.key)
        if item.outlet_source is not None:
            first_by.setdefault(item.outlet_source, item.key)
    for item in known:
        words = dict(item.citation_words)
        for cited in item.cites:
            reason = "credits or links the other" + (f": “{words[cited]}”" if cited in words else "")
            yield from _citation(item.key, first_of.get(cited), reason)
        for credited in item.credits:
            if credited != item.outlet_source:
                yield from _citation(item.key, first_by.get(credited), "names the other as its source")


def reports_of(items: Iterable[EvidenceItem], *, credited: bool) -> Iterator[tuple[str, str, str]]:
    """What pages tell of each other's reports: the two items and the words; each outlet by its first item."""
    known = sorted(items, key=lambda entry: entry.key)
    first_of: dict[str, EvidenceItem] = {}
    for item in known:
        for name in item.publisher_names:
            first_of.setdefault(name, item)
    for item in known:
        for report in item.reports:
            other = first_of.get(report.name)
            if report.credited is credited and other is not None and other.outlet != item.outlet:
                yield item.key, other.key, report.words


def _credited(items: Iterable[EvidenceItem]) -> Iterator[Edge]:
    for key, other, words in reports_of(items, credited=True):
        yield from _citation(key, other, f"credits the other’s report: “{words}”")


def _citation(key: str, other: str | None, reason: str) -> Iterator[Edge]:
    if other is not None and other != key:
        a, b = sorted((key, other))
        yield Edge(a, b, EdgeKind.CITATION, Certainty.CERTAIN, reason)


def certain_edges(items: Iterable[EvidenceItem]) -> tuple[Edge, ...]:
    """The *certain* edges that the facts of ``items`` give, in a fixed order whatever the order of ``items``."""
    known = list(items)
    found = {*_shared(known), *_citations(known), *_credited(known)}
    return tuple(sorted(found, key=lambda edge: (edge.a, edge.b, edge.kind.value, edge.reason)))


def group(keys: Iterable[str], edges: Iterable[Edge]) -> Groups:
    """Connected components of ``keys`` under ``edges``; edges that name a missing key are passed over.

    Returns sorted tuples in sorted order.
    """
    return joined([(key,) for key in set(keys)], edges)


def joined(groups: Collection[tuple[str, ...]], edges: Iterable[Edge]) -> Groups:
    """Like :func:`group`, where the keys of each of ``groups`` are together already."""
    first_of = {key: keys[0] for keys in groups for key in keys}
    parts = Parts()
    for edge in edges:
        a, b = first_of.get(edge.a), first_of.get(edge.b)
        if a is not None and b is not None and a != b:
            parts.join(a, b)
    together: dict[str, list[str]] = defaultdict(list)
    for keys in groups:
        together[parts.of(keys[0])].extend(keys)
    return tuple(sorted(tuple(sorted(members)) for members in together.values()))


class Parts:
    """What hangs together. Method: union-find with path halving."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def of(self, key: str) -> str:
        """The lowest key of the part that ``key`` is in."""
        above = self._above
        while (parent := above.get(key, key)) != key:
            above[key] = parent = above.get(parent, parent)
            key = parent
        return key

    def join(self, a: str, b: str) -> None:
        """Make one part of two."""
        low, high = self.of(a), self.of(b)
        if low > high:
            low, high = high, low
        if low != high:
            self._above[high] = low
