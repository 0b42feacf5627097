"""Measures the copy hint by shared rare errors on made-up sources: ``python -m tests.bench.rare_errors``.

A world has 20 sources that speak for themselves and 10 copiers. Each source is right on its own share of items, drawn
evenly from .55 to .95; a wrong one gives one of ten errors of the item. Each copier has one original among the 20, says
something of as many items as everybody, takes what its original says of an item in 8 cases of 10, and else speaks for
itself. A pair is *related* when one copies from the other or both from the same; *direct* leaves out the latter, and is
compared with the hints that no third source explains.

Four manners: ``even`` errors; ``popular`` ones (the k-th in 1/k); ``hard`` items, on every third of which everybody is
right only half as often; ``few``, two errors an item. Seeds 0–9 were in view when the figures of the rule were set,
those of the second table (from 1000) were not.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing import Pool

from claims.corroboration.rare_errors import copy_hints

INDEPENDENT, COPIERS = 20, 10
COPIED = 0.8
LOWEST, HIGHEST = 0.55, 0.95
ITEMS, COVERAGES = (30, 50, 100), (0.4, 0.8, 0.9)
IN_VIEW, HELD_OUT = range(10), range(1000, 1020)

Pairs = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Manner:
    """How a world makes its errors."""

    errors: int = 10
    popular: bool = False
    hard: bool = False


MANNERS = {
    "even": Manner(),
    "popular": Manner(popular=True),
    "hard": Manner(hard=True),
    "few": Manner(errors=2),
}


@dataclass(frozen=True, slots=True)
class World:
    """What everybody says, and who belongs together."""

    table: dict[str, dict[str, str]]
    related: Pairs
    direct: Pairs


def world(seed: int, items: int, coverage: float, manner: Manner) -> World:
    """A made-up world; the same for the same arguments."""
    chance = random.Random(f"{seed} {items} {coverage} {manner}")
    table: dict[str, dict[str, str]] = {}
    for number in range(INDEPENDENT):
        table[f"s{number:02}"] = dict(_own(chance, items, coverage, manner))
    original_of = {f"c{number:02}": f"s{chance.randrange(INDEPENDENT):02}" for number in range(COPIERS)}
    for copier, original in original_of.items():
        table[copier] = {
            item: table[original][item] if item in table[original] and chance.random() < COPIED else value
            for item, value in _own(chance, items, coverage, manner)
        }
    direct = set(original_of.items())
    both = {(a, b) for a in original_of for b in original_of if a < b and original_of[a] == original_of[b]}
    return World(table, frozenset(direct | both), frozenset(direct))


def _own(chance: random.Random, items: int, coverage: float, manner: Manner) -> Iterator[tuple[str, str]]:
    """What a source finds out by itself."""
    accuracy = chance.uniform(LOWEST, HIGHEST)
    errors = range(1, manner.errors + 1)
    weights = [1 / error if manner.popular else 1 for error in errors]
    for item in range(items):
        if chance.random() < coverage:
            right = chance.random() < accuracy * (0.5 if manner.hard and item % 3 == 0 else 1)
            yield f"i{item:03}", "true" if right else f"wrong {chance.choices(errors, weights)[0]}"


@dataclass(frozen=True, slots=True)
class Score:
    """Pairs found, those of them that are right, and all that there are."""

    found: int = 0
    right: int = 0
    wanted: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.found + other.found, self.right + other.right, self.wanted + other.wanted)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0


def scored(found: Pairs, wanted: Pairs) -> Score:
    return Score(len(found), len(found & wanted), len(wanted))


Case = tuple[int, int, float, str]


def measure(case: Case) -> tuple[Score, Score]:
    """The score of one world, over all related pairs and over the direct ones."""
    seed, items, coverage, manner = case
    made = world(seed, items, coverage, MANNERS[manner])
    hints = copy_hints(made.table)
    every = frozenset((hint.first, hint.second) for hint in hints)
    alone = frozenset((hint.first, hint.second) for hint in hints if hint.via is None)
    return scored(every, made.related), scored(alone, made.direct)


def table(seeds: range, manner: str) -> None:
    """Print the grid for one manner of errors."""
    cells = [(items, coverage) for items in ITEMS for coverage in COVERAGES]
    cases = [(seed, items, coverage, manner) for items, coverage in cells for seed in seeds]
    with Pool(os.cpu_count()) as pool:
        scores = pool.map(measure, cases, chunksize=1)
    print(f"\n{manner} errors, seeds {seeds[0]}–{seeds[-1]}")
    print("| items | coverage | precision | recall | precision, direct | recall, direct |\n|---|---|---|---|---|---|")
    for place, (items, coverage) in enumerate(cells):
        mine = scores[place * len(seeds) : (place + 1) * len(seeds)]
        related, direct = sum((one for one, _ in mine), Score()), sum((two for _, two in mine), Score())
        figures = (related.precision, related.recall, direct.precision, direct.recall)
        print(f"| {items} | {coverage} | " + " | ".join(f"{figure:.3f}" for figure in figures) + " |")


def main() -> None:
    start = time.perf_counter()
    for seeds in (IN_VIEW, HELD_OUT):
        for manner in MANNERS:
            table(seeds, manner)
    print(f"\n{time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
