"""The speed of the rules: ``python -m tests.bench.corroboration``.

Claims of growing size, a third of the evidence qualifying, five suspected edges for each piece, in four shapes. Printed
are milliseconds of this process at work (the best of five; the rules wait for nothing) for the status and for the whole
*why* with its steps; and how both grow when the claim does by ten: about 10 is linear.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from itertools import pairwise

from claims.corroboration.rules import assess
from claims.corroboration.values import Edge, EvidenceItem
from claims.corroboration.why import explain
from claims.vocabulary import Certainty, EdgeKind, SourceLetter

SIZES = (10, 100, 1000)
TIMES = 5


def evidence(size: int, chance: random.Random) -> list[EvidenceItem]:
    """``size`` items of about half as many outlets; every third is opened, named and graded."""
    return [
        EvidenceItem(
            key=f"e{number:05}",
            label=f"Item {number}",
            document=f"d{number}",
            outlet=f"o{chance.randrange(size // 2 + 1)}",
            source=f"s{chance.randrange(size)}",
            source_letter=SourceLetter.B if number % 3 == 0 else None,
            named=number % 3 == 0,
            agency="wire" if number % 10 == 0 else None,
        )
        for number in range(size)
    ]


def weak_but_one(size: int, chance: random.Random) -> list[EvidenceItem]:
    """The claim on which most steps would help: one qualifies, none of the others does."""
    first, *rest = evidence(size, chance)
    return [first, *(item for item in rest if not item.named)] if size > 1 else [first]


def anywhere(items: list[EvidenceItem], chance: random.Random) -> list[Edge]:
    """Five edges an item, between any two."""
    keys = [item.key for item in items]
    pairs = (chance.sample(keys, 2) for _ in range(5 * len(items)))
    return [_edge(a, b) for a, b in pairs]


def in_a_row(items: list[EvidenceItem], chance: random.Random) -> list[Edge]:
    """Each item is joined with the next by five edges: all of them bridges."""
    keys = [item.key for item in items]
    return [_edge(a, b, number) for a, b in pairwise(keys) for number in range(5)]


def _edge(a: str, b: str, number: int = 0) -> Edge:
    low, high = sorted((a, b))
    return Edge(low, high, EdgeKind.TEXT_REUSE, Certainty.SUSPECTED, f"reason {number}")


def milliseconds(work: Callable[[], object]) -> float:
    """The best of several runs."""
    best = float("inf")
    for _ in range(TIMES):
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
    return best * 1000


Join = Callable[[list[EvidenceItem], random.Random], list[Edge]]
Row = tuple[int, int, float, float, int]

SHAPES: dict[str, tuple[Callable[[int, random.Random], list[EvidenceItem]], Join]] = {
    "a third qualifies, edges anywhere": (evidence, anywhere),
    "a third qualifies, edges in a row": (evidence, in_a_row),
    "one qualifies, edges anywhere": (weak_but_one, anywhere),
    "one qualifies, edges in a row": (weak_but_one, in_a_row),
}


def measured(make: Callable[[int, random.Random], list[EvidenceItem]], join: Join, size: int) -> Row:
    """Evidence, edges, milliseconds for status and *why*, steps told."""
    chance = random.Random(size)
    items = make(size, chance)
    edges = join(items, chance)
    steps = len(explain(items, edges=edges)["would_change"])
    status = milliseconds(lambda: assess(items, edges=edges))
    return len(items), len(edges), status, milliseconds(lambda: explain(items, edges=edges)), steps


def main() -> None:
    """Print the table."""
    heads = f"{'evidence':>9}{'edges':>7}{'status ms':>11}{'× before':>9}{'why ms':>9}{'× before':>9}{'steps':>6}"
    print(f"{'shape':36}{heads}")
    for name, (make, join) in SHAPES.items():
        before: Row | None = None
        for size in SIZES:
            count, edges, status, why, steps = now = measured(make, join, size)
            grown = (f"{status / before[2]:.1f}", f"{why / before[3]:.1f}") if before else ("", "")
            print(f"{name:36}{count:>9}{edges:>7}{status:>11.2f}{grown[0]:>9}{why:>9.1f}{grown[1]:>9}{steps:>6}")
            before = now


if __name__ == "__main__":
    main()
