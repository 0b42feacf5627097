"""Turns of phrase that tell of somebody's words or will: "take issue", "make the case", "speak out". Pure."""

from __future__ import annotations

from claims.reading.phrases import Phrases

_GAP = 3
"""Words that may stand where a pattern has "~": "make a strong and simple case"."""


def turn_end(p: Phrases, index: int) -> int | None:
    """The last word of the turn whose verb stands at ``index``; ``None`` where it is none."""
    turn = p.words.turns.get(p.low(index))
    if turn is None or p.capital(index):
        return None
    start = index + 1
    while p.is_adverb(start):
        start += 1
    return next((end for rest in turn.rests if (end := _matched(p, start, rest)) is not None), None)


def _matched(p: Phrases, start: int, rest: tuple[str, ...]) -> int | None:
    """The last index of ``rest`` from ``start`` on."""
    if rest[0] != "~":
        same = all(p.low(start + offset) == word for offset, word in enumerate(rest))
        return start + len(rest) - 1 if same else None
    for at in range(start, start + _GAP + 1):
        end = _matched(p, at, rest[1:])
        if end is not None:
            return end
        if not p.is_word(at) or p.any_of(at, "prepositions", "clause_words", "relatives"):
            return None
    return None
