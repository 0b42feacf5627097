"""Standing text: what many documents carry that have nothing else in common, and so is nobody's own. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from claims.corroboration.prepared import Held, Prepared
from claims.corroboration.shingles import lexicon

STRANGERS = 5
"""Documents that have nothing else in common with a text before what they share with it is standing text."""

STRANGERS_OF_ONE_OUTLET = 2
_STRANGE, _SHORT_STRANGE, _SHORT_WORDS = 0.15, 0.25, 80

_STRANGE_NAMED = 0.3
"""Share of the names and figures of the text with fewer from which on two texts tell of one thing, and are no strangers
to each other: a paragraph that many reports of one event took is no standing text."""

_FURNITURE_STRETCH = 5
"""Shingles in a row, seven words, that a stranger must share for them to be furniture. Single ones are found everywhere
in a large installation; a run of somebody's own words has some of those, and is a run all the same."""


@dataclass(frozen=True, slots=True)
class Other:
    """A document that shares words with the one in hand; ``outlet`` is ``None`` where it is not known.

    ``held`` is what it has of the document in hand, ``named`` its names and figures, each once.
    """

    outlet: str | None
    held: Held
    named: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class Nobodys:
    """Shingles that are nobody's own: ``common`` ones say nothing by their number, ``furniture`` makes no run."""

    common: frozenset[int] = frozenset()
    furniture: frozenset[int] = frozenset()

    def __or__(self, other: Nobodys) -> Nobodys:
        return Nobodys(self.common | other.common, self.furniture | other.furniture)


NOTHING = Nobodys()

Standing = dict[str | None, Nobodys]
"""What counts for nothing with the documents of each outlet; under ``None`` with all."""


def standing_text(mine: Prepared, outlet: str | None, others: Sequence[Other]) -> Standing:
    """What of a text many carry who have nothing else in common with it.

    A shingle stands when ``STRANGERS`` documents hold it that share little else with the text in hand, or
    ``STRANGERS_OF_ONE_OUTLET`` more of one outlet do, for what that outlet publishes. Copies of one report are no
    strangers to each other, however many they are. The text's own outlet counts for all.
    """
    common, furniture = _Tally(), _Tally()
    for other in others:
        shared = other.held.shared
        if _is_stranger(mine, other):
            common.take(other.outlet, shared)
            furniture.take(other.outlet, _in_stretches(mine, shared))
    outlets = common.at_home.keys() | {None}
    return {name: Nobodys(common.of(name, outlet), furniture.of(name, outlet)) for name in outlets}


class _Tally:
    """How many strangers hold each shingle, in all and by outlet."""

    def __init__(self) -> None:
        self.everyone: Counter[int] = Counter()
        self.at_home: dict[str, Counter[int]] = defaultdict(Counter)

    def take(self, outlet: str | None, shingles: Collection[int]) -> None:
        self.everyone.update(shingles)
        if outlet is not None:
            self.at_home[outlet].update(shingles)

    def of(self, name: str | None, own: str | None) -> frozenset[int]:
        """What stands with the documents of an outlet; with all where it is ``None``, for a text of ``own``."""
        if name is not None:
            return frozenset(v for v, count in self.at_home[name].items() if count > STRANGERS_OF_ONE_OUTLET)
        at_home = self.at_home[own].items() if own in self.at_home else ()
        of_own = {value for value, count in at_home if count >= STRANGERS_OF_ONE_OUTLET}
        return frozenset(value for value, count in self.everyone.items() if count >= STRANGERS) | of_own


def _in_stretches(mine: Prepared, shared: frozenset[int]) -> set[int]:
    """Of the shared shingles those that stand in a row; what does not count does not end a row."""
    if len(shared) < _FURNITURE_STRETCH:
        return set()
    long = (stretch for stretch in mine.stretches(shared) if len(stretch.places) >= _FURNITURE_STRETCH)
    return {mine.shingle(place) for stretch in long for place in stretch.places}


def _is_stranger(mine: Prepared, other: Other) -> bool:
    if _tells_of_the_same(mine, other):
        return False
    shared, shorter = len(other.held.shared), min(len(mine.distinct), other.held.size)
    share = shared / shorter if shorter else 0.0
    return share < _STRANGE or (share < _SHORT_STRANGE and shared <= _SHORT_WORDS)


def _tells_of_the_same(mine: Prepared, other: Other) -> bool:
    """Whether the two name the same people and figures, and not only where they share words."""
    if share_of(mine.named, other.named) < _STRANGE_NAMED:
        return False
    shared = mine.stretches(other.held.shared)
    outside = mine.named_outside(stretch for stretch in shared if len(stretch.places) >= _FURNITURE_STRETCH)
    return share_of(outside, other.named) >= _STRANGE_NAMED


def share_of(one: frozenset[int], other: Collection[int]) -> float:
    """How much of the smaller set the larger has, 0 to 1; ``other`` holds each value once."""
    fewer = min(len(one), len(other))
    return len(one.intersection(other)) / fewer if fewer else 0.0


def standing_sentence(sentence: str, *, closing: bool) -> bool:
    """Whether a sentence is furniture: notices, newsletters, disclaimers, credits, about-us.

    Some are so wherever they stand, some only where a text comes to its end (``closing``), because a report may begin
    in the same way.
    """
    words = lexicon()
    return words.standing.search(sentence) is not None or (closing and words.closing.search(sentence) is not None)
