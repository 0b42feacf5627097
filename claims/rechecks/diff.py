"""Old and new wording word by word, as data for pages to render. Pure.

Words are compared after a common start and end are set aside; Ratcliff and Obershelp's method (difflib) does the
rest. Where more than :data:`MOST_PAIRS` pairs of words are equal the middle counts as replaced, so that no input is
slow: the method's cost grows with those pairs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

MOST_PAIRS = 100_000
"""Pairs of equal words that are sorted out: at most some tenths of a second, whatever the texts."""
_WORDS = re.compile(r"\s*(?:[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]|\w+|[^\w\s])|\s+")


class Step(NamedTuple):
    """How ``old[a:b]`` becomes ``new[c:d]``: ``equal``, ``replace``, ``delete`` or ``insert``."""

    op: str
    a: int
    b: int
    c: int
    d: int


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    most = min(len(old), len(new))
    return next((n for n in range(most) if old[n] != new[n]), most)


def steps(old: Sequence[str], new: Sequence[str]) -> list[Step]:
    """The steps from ``old`` to ``new``, in order; together they cover both."""
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    middle_old, middle_new = old[start : len(old) - end], new[start : len(new) - end]
    found = [Step("equal", 0, start, 0, start)] if start else []
    found += [
        Step(op, a + start, b + start, c + start, d + start) for op, a, b, c, d in _middle(middle_old, middle_new)
    ]
    if end:
        found.append(Step("equal", len(old) - end, len(old), len(new) - end, len(new)))
    return found


def _middle(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    if not old and not new:
        return []
    if not old or not new:
        return [("insert" if new else "delete", 0, len(old), 0, len(new))]
    there = Counter(new)
    if sum(there[word] for word in old) > MOST_PAIRS:
        return [("replace", 0, len(old), 0, len(new))]
    return list(SequenceMatcher(None, old, new, autojunk=False).get_opcodes())


def word_diff(old: str, new: str) -> list[tuple[str, str]]:
    """``(op, text)`` in reading order; ``op`` is ``equal``, ``delete`` or ``insert``.

    The texts that are not inserted make up ``old``, those that are not deleted make up ``new``, spaces included.
    """
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    parts: list[tuple[str, str]] = []
    for op, a, b, c, d in steps(before, after):
        if op == "equal":
            parts.append((op, "".join(before[a:b])))
            continue
        parts += [("delete", "".join(before[a:b]))] if b > a else []
        parts += [("insert", "".join(after[c:d]))] if d > c else []
    return parts
