"""Who took which statement back (specification §5.4, *RT*): inside one origin, or elsewhere by the same source. Pure.

A named source that takes its word back in another outlet takes back what was said on that word everywhere, and what
comes down to it; not what the same pages have from others. Who is not known to have said anything here (an outlet's
correction, a page's own voice) takes back the whole origin that it belongs to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from claims.corroboration.origins import Groups, Parts, certain_edges, group
from claims.corroboration.values import Edge, EvidenceItem, Withdrawal
from claims.vocabulary import Certainty, EdgeKind, Stance

Items = Mapping[str, EvidenceItem]

_SUPPORTING = frozenset({Stance.SUPPORTS, Stance.SUPPORTS_NARROWER})

SAME_SOURCE = "the same source takes it back"
SAME_ORIGIN = "the same origin takes it back"
OTHERWISE = "the same source says otherwise on a later day"


def is_hint(edge: Edge, items: Items) -> bool:
    """Whether ``edge`` only tells who may have taken a word back: it makes no origin of the pages at its ends.

    Confirmed, it says that both ends are the word of one source.
    """
    return edge.kind is EdgeKind.AUTHOR_OR_DATASET and any(
        end in items and items[end].stance is Stance.WITHDRAWS for end in (edge.a, edge.b)
    )


def withdrawals(items: Items, certain: Groups, edges: Iterable[Edge]) -> tuple[Withdrawal, ...]:
    """What is taken back among ``items``, whose origins are ``certain``; ``edges`` are those that people left."""
    takers = [items[key] for key in sorted(items) if _takes_back(items[key])]
    if not takers:
        return ()
    given = tuple(edges)
    case = _Case(items, _voices(items, given), _apart(items, given))
    return tuple(found for taker in takers for found in _of(taker, case, certain))


def _takes_back(item: EvidenceItem) -> bool:
    return item.stance is Stance.WITHDRAWS or (item.stance is Stance.CONTRADICTS and item.speaker is not None)


def _voices(items: Items, edges: Iterable[Edge]) -> Parts:
    """Speakers that are one because an editor confirmed it of a word and its taking back."""
    voices = Parts()
    for edge in edges:
        ends = [items[end] for end in (edge.a, edge.b) if end in items]
        confirmed = edge.certainty is Certainty.CERTAIN and edge.kind is EdgeKind.AUTHOR_OR_DATASET
        speakers = [item.speaker for item in ends if item.speaker]
        if confirmed and len(speakers) == 2 and any(map(_takes_back, ends)):
            voices.join(*speakers)
    return voices


def _apart(items: Items, edges: Sequence[Edge]) -> Groups:
    """The certain origins of what does not take anything back: a report of a retraction makes none."""
    standing = {key: item for key, item in items.items() if item.stance is not Stance.WITHDRAWS}
    links = (edge for edge in edges if edge.certainty is Certainty.CERTAIN)
    return group(standing, (*certain_edges(standing.values()), *links))


class _Case:
    """The evidence of a claim by whose word it is."""

    def __init__(self, items: Items, voices: Parts, groups: Groups) -> None:
        self.items, self.voices, self.groups = items, voices, groups
        self.outlets = {voices.of(item.outlet_source) for item in items.values() if item.outlet_source}

    def speaker(self, item: EvidenceItem) -> str | None:
        return self.voices.of(item.speaker) if item.speaker else None

    def resting(self, source: str) -> set[str]:
        """What supports on the word of ``source``, or is printed by it."""
        return {key for key, item in self.items.items() if item.stance in _SUPPORTING and self._rests_on(item, source)}

    def _rests_on(self, item: EvidenceItem, source: str) -> bool:
        named = filter(None, (item.speaker, item.outlet_source, *item.credits))
        return any(self.voices.of(name) == source for name in named)

    def spread(self, resting: set[str], source: str) -> set[str]:
        """``resting`` with all support that comes down to it: copies, what credits it, not what others say there."""
        heard = {self.speaker(self.items[key]) for key in resting} | {source, None} | self.outlets
        found = set(resting)
        for keys in self.groups:
            if not resting.isdisjoint(keys):
                found.update(key for key in keys if source in self.outlets or self.speaker(self.items[key]) in heard)
        return {key for key in found if self.items[key].stance in _SUPPORTING}


def _of(taker: EvidenceItem, case: _Case, certain: Groups) -> Iterator[Withdrawal]:
    withdraws = taker.stance is Stance.WITHDRAWS
    source = case.speaker(taker)
    if source is not None and (resting := case.resting(source)):
        then = {key for key in resting if _is_taken_back(case.items[key], taker)}
        taken = case.spread(then, source)
        if taken:
            why = (SAME_SOURCE if taker.named else SAME_ORIGIN) if withdraws else OTHERWISE
            yield Withdrawal(taker.key, tuple(sorted(taken)), why)
    elif withdraws:
        keys = next(keys for keys in certain if taker.key in keys)
        taken = {key for key in keys if case.items[key].stance in _SUPPORTING}
        yield Withdrawal(taker.key, tuple(sorted(taken)), SAME_ORIGIN)


def _is_taken_back(item: EvidenceItem, taker: EvidenceItem) -> bool:
    """Whether ``taker`` had the last word of the two, both of one source. Days that are not known decide nothing."""
    if taker.stance is Stance.WITHDRAWS:
        return not _before(taker, item)
    return item.stance is Stance.SUPPORTS and _before(item, taker)


def _before(one: EvidenceItem, other: EvidenceItem) -> bool:
    """Whether ``one`` is known to be of an earlier day."""
    return one.published is not None and other.published is not None and one.published[1] < other.published[0]
