"""A text made ready for comparing: its shingles that count, and its names and figures, as hashes. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import NamedTuple, cast

from claims.corroboration.shingles import WIDTH, Words, hash_of, shingles


class Held(NamedTuple):
    """What another text has of one in hand: the shingles that both have, and how many that text has in all."""

    shared: frozenset[int]
    size: int


@dataclass(frozen=True)
class Prepared:
    """A text with its shingles, and its names and figures as hashes; prepare it once, compare it often."""

    words: Words
    hashes: tuple[int | None, ...]
    distinct: frozenset[int]
    named: frozenset[int]

    def held(self, distinct: Collection[int]) -> Held:
        """What a text of these shingles, each given once, has of this one."""
        return Held(self.distinct.intersection(distinct), len(distinct))

    @cached_property
    def _name_places(self) -> list[tuple[int, int]]:
        """Each name and figure with the word that it is."""
        words = zip(self.words.folded, self.words.names, strict=True)
        return [(at, hash_of(word)) for at, (word, name) in enumerate(words) if name]

    def named_outside(self, stretches: Iterable[Stretch]) -> frozenset[int]:
        """Names and figures that stand somewhere else than in these stretches."""
        inside = {at for stretch in stretches for at in range(stretch.first, stretch.first + stretch.words + WIDTH - 1)}
        return frozenset(name for at, name in self._name_places if at not in inside)

    @cached_property
    def _order(self) -> dict[int, list[int]]:
        """Where each shingle stands among those that count."""
        places: dict[int, list[int]] = defaultdict(list)
        for at, value in enumerate(value for value in self.hashes if value is not None):
            places[value].append(at)
        return places

    @cached_property
    def _at(self) -> list[int]:
        """The word at which each shingle that counts begins; one before the first, and one behind the last."""
        return [-1, *(at for at, value in enumerate(self.hashes) if value is not None), len(self.hashes)]

    def stretches(self, shared: Iterable[int]) -> Iterator[Stretch]:
        """The longest stretches of the text in which all shingles that count are among the ``shared``."""
        order = sorted({place for value in shared for place in self._order[value]})
        for _, group in groupby(enumerate(order), key=lambda entry: entry[1] - entry[0]):
            places = [place for _, place in group]
            first = self._at[places[0]] + 1
            yield Stretch(places, first, self._at[places[-1] + 2] - first)

    def shingle(self, place: int) -> int:
        """The shingle at a place among those that count."""
        return cast("int", self.hashes[self._at[place + 1]])


class Stretch(NamedTuple):
    """Places of shingles in a row, among those that count: the first word and the number of words where one begins."""

    places: list[int]
    first: int
    words: int


def prepare(words: Words) -> Prepared:
    """``words`` with the shingles that count."""
    hashes = tuple(shingles(words))
    distinct = frozenset(value for value in hashes if value is not None)
    return Prepared(words, hashes, distinct, frozenset(hash_of(name) for name in words.named()))
