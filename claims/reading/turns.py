"""Turns of phrase that tell of somebody's words or will: "take issue", "make the case", "speak out". Pure."""

from __future__ import annotations

from collections.abc import Mapping

from claims.reading.phrases import Phrases

_GAP = 4
"""Words that may stand where a pattern has "~": "make a strong and simple case"."""


def turn_end(p: Phrases, index: int) -> int | None:
    """The last word of the turn whose verb stands at ``index``; ``None`` where it is none."""
    turn = p.words.turns.get(p.low(index))
    if turn is None:
        return None
    start = index + 1
    while p.is_adverb(start):
        start += 1
    return _longest(p, start, turn.near) or _behind_a_gap(p, start, turn.wide)


def _longest(p: Phrases, start: int, sequences: Mapping[str, tuple[tuple[str, ...], ...]]) -> int | None:
    """The last index of a sequence that stands at ``start``."""
    for words in sequences.get(p.low(start), ()):
        if all(p.low(start + offset) == word for offset, word in enumerate(words)):
            return start + len(words) - 1
    return None


def _behind_a_gap(p: Phrases, start: int, sequences: Mapping[str, tuple[tuple[str, ...], ...]]) -> int | None:
    if not sequences:
        return None
    for at in range(start, start + _GAP + 1):
        end = _longest(p, at, sequences)
        if end is not None:
            return end
        if not p.is_word(at) or p.any_of(at, "prepositions", "clause_words", "relatives"):
            return None
    return None
