"""Passages in changed texts, beside the rules of an annotation client: ``python -m tests.bench.anchoring``.

The labelled passages of the tests are given to our matcher and to the rules by which the Hypothesis client finds a
quotation again, restated here from its published method: exact places first, and only where there are none the places
with the fewest edits, of at most half the quotation's length and never more than 256; among those, the best by 50 parts
quotation, 20 prefix, 20 suffix (32 characters each) and 2 parts position. Such a client does not judge; what it finds
is read here as *found* where the words are the same and as *changed* where they are not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from claims.rechecks.anchoring import Watched, anchor
from claims.rechecks.folding import Ground
from claims.vocabulary import PassageOutcome
from tests.rechecks import test_anchoring as fixed
from tests.rechecks.anchoring_cases import CASES, INTACT, LATER, Case
from tests.rechecks.anchoring_moved import BOTH

CONTEXT = 32
MOST_ERRORS = 256
WEIGHTS = (50, 20, 20, 2)


def all_cases() -> Iterator[tuple[str, Case]]:
    """Every labelled passage with the set that it belongs to."""
    for name, (exact, new) in fixed.INTACT.items():
        old = fixed.INTACT_OLD.get(name, fixed.OLD)
        yield "first set", Case(name, old, exact, old.index(exact), new, PassageOutcome.FOUND, trap=False)
    for name, (exact, new, expected) in fixed.TRAPS.items():
        old = fixed.TRAP_OLD.get(name, fixed.OLD)
        yield "first set", Case(name, old, exact, old.index(exact), new, expected, trap=True)
    for name, (exact, new) in fixed.MOVES.items():
        yield "first set", Case(name, fixed.OLD, exact, fixed.OLD.index(exact), new, PassageOutcome.MOVED, trap=False)
    for case in CASES:
        yield "four languages", case
    for case in LATER:
        yield "later", case
    for case in BOTH:
        yield "edited and moved", case


def ours(case: Case) -> PassageOutcome:
    """What our matcher says."""
    return anchor(Watched(exact=case.exact, start=case.start, old=Ground.of(case.old)), Ground.of(case.new)).outcome


# --- the rules of the annotation client ---


@dataclass(frozen=True, slots=True)
class Hit:
    """Characters ``start`` to ``end`` of a text, and how many edits make them the pattern."""

    start: int
    end: int
    errors: int


def search(text: str, pattern: str, most: int) -> list[Hit]:
    """All exact places, else those with the fewest edits, ``most`` at most (Sellers 1980)."""
    exact = [Hit(at, at + len(pattern), 0) for at in range(len(text)) if text.startswith(pattern, at)]
    return exact or _nearest(text, pattern, most)


def _nearest(text: str, pattern: str, most: int) -> list[Hit]:
    costs, starts = list(range(len(pattern) + 1)), [0] * (len(pattern) + 1)
    found: list[Hit] = []
    best = most
    for end, character in enumerate(text, 1):
        diagonal, origin = costs[0], starts[0]
        costs[0], starts[0] = 0, end
        for n, wanted in enumerate(pattern, 1):
            options = (
                (diagonal + (wanted != character), origin),
                (costs[n] + 1, starts[n]),
                (costs[n - 1] + 1, starts[n - 1]),
            )
            diagonal, origin = costs[n], starts[n]
            costs[n], starts[n] = min(options)
        if costs[-1] < best:
            best, found = costs[-1], []
        if costs[-1] == best:
            found.append(Hit(starts[-1], end, best))
    return found


def _context_score(text: str, wanted: str) -> float:
    hits = search(text, wanted, len(wanted)) if text and wanted else []
    return 1 - hits[0].errors / len(wanted) if hits else 0.0


def annotation_client(case: Case) -> PassageOutcome:
    """What the rules of the annotation client find, read as an outcome."""
    quote, text = case.exact, case.new
    hits = search(text, quote, min(MOST_ERRORS, len(quote) // 2))
    if not hits:
        return PassageOutcome.MISSING
    prefix = case.old[max(0, case.start - CONTEXT) : case.start]
    suffix = case.old[case.start + len(quote) :][:CONTEXT]

    def score(hit: Hit) -> float:
        before, behind = text[max(0, hit.start - len(prefix)) : hit.start], text[hit.end : hit.end + len(suffix)]
        parts = (
            1 - hit.errors / len(quote),
            _context_score(before, prefix) if prefix else 1.0,
            _context_score(behind, suffix) if suffix else 1.0,
            1 - abs(hit.start - case.start) / len(text),
        )
        return sum(weight * part for weight, part in zip(WEIGHTS, parts, strict=True))

    chosen = max(hits, key=score)
    return PassageOutcome.FOUND if chosen.errors == 0 else PassageOutcome.CHANGED


def is_right(case: Case, found: PassageOutcome) -> bool:
    """Whether an outcome is the label; *moved* and *found* are one where nothing was edited."""
    return found is case.expected or {found, case.expected} <= INTACT


def table() -> Iterator[str]:
    """The figures, a line each."""
    matchers: dict[str, Callable[[Case], PassageOutcome]] = {"ours": ours, "annotation client": annotation_client}
    yield f"{'matcher':18} {'set':16} {'cases':>6} {'right':>6} {'traps':>6} {'called intact':>14}"
    for matcher, outcome in matchers.items():
        counts: Counter[tuple[str, str]] = Counter()
        for group, case in all_cases():
            found = outcome(case)
            counts[group, "cases"] += 1
            counts[group, "right"] += is_right(case, found)
            counts[group, "traps"] += case.trap
            counts[group, "intact"] += case.trap and found in INTACT
        for group in ("first set", "four languages", "later", "edited and moved"):
            row = [counts[group, name] for name in ("cases", "right", "traps", "intact")]
            yield f"{matcher:18} {group:16} {row[0]:6} {row[1]:6} {row[2]:6} {row[3]:14}"


if __name__ == "__main__":
    print("\n".join(table()))
