"""Where words stand in quotation marks: English, German, French, Spanish, typographic and straight. Pure.

A quotation never crosses a paragraph; one that runs on over paragraphs is open at the end of each but its last.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from claims.reading.values import Span

_MARKS = re.compile("''|[\"“”„‟«»‹›‘’‚「」『』]")
_CLOSERS = {
    "“": '”"',
    "‟": "”",
    "„": "“”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "‘": "’",
    "‚": "‘’",
    '"': '"”',
    "「": "」",
    "『": "』",
}
_DOUBLED = "''"
"""Two straight apostrophes, as some archives write quotation marks."""

_EITHER = frozenset(("«", "»", "‹", "›", '"', _DOUBLED))
"""Marks that open or close, by what stands beside them."""

_OPENING = frozenset(("“", "„", "‟", "«", '"', _DOUBLED))
"""Marks with which a quotation goes on in its next paragraph."""

_BEFORE_OPENING = frozenset('([{—–-/:“„«‘"¿¡')


@dataclass(frozen=True, slots=True)
class Quotation:
    """``start`` to ``end`` with its marks, ``inner`` without them; ``closed`` is false where the closing mark lacks."""

    start: int
    end: int
    inner: Span
    closed: bool = True


def quotations(text: str, span: Span, *, goes_on: bool = False) -> tuple[Quotation, ...]:
    """The outermost quotations of one paragraph, in order. ``goes_on``: the next paragraph starts with a mark."""
    start, end = span
    marks = [(match.start(), match.group()) for match in _MARKS.finditer(text, start, end)]
    closing = _closing_positions(text, marks, end)
    found: list[Quotation] = []
    at, first = start, start + len(text[start:end]) - len(text[start:end].lstrip())
    for position, mark in marks:
        if position < at or not _opens(text, position, mark, start):
            continue
        close = _next_closer(closing, mark, position)
        if mark == "‘" and close is not None:
            close = _past_plural(text, closing["’"], close)
        if close is None and not (mark in _OPENING and (goes_on or position == first)):
            continue
        stop = end if close is None else close
        found.append(_quotation(text, (position, stop), end, width=len(mark), closed=close is not None))
        at = stop + len(mark)
    return tuple(found)


def opens_with_mark(text: str, span: Span) -> bool:
    """Whether a paragraph starts with an opening mark, as each paragraph of a long quotation does."""
    return text[span[0] : span[1]].lstrip()[:2].startswith(tuple(_OPENING))


def _quotation(text: str, marks: Span, end: int, *, width: int, closed: bool) -> Quotation:
    """The quotation between two marks of ``width`` characters that start at ``marks``."""
    start, stop = marks
    inner = text[start + width : stop]
    first = start + width + len(inner) - len(inner.lstrip())
    last = max(first, start + width + len(inner.rstrip()))
    return Quotation(start, max(last, min(stop + width, end)), (first, last), closed)


def _closing_positions(text: str, marks: list[tuple[int, str]], end: int) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for position, mark in marks:
        if _closes(text, position, mark, end):
            found.setdefault(mark, []).append(position)
    return found


def _next_closer(closing: dict[str, list[int]], mark: str, position: int) -> int | None:
    best: int | None = None
    for closer in (mark,) if mark == _DOUBLED else _CLOSERS[mark]:
        positions = closing.get(closer, [])
        index = bisect_right(positions, position)
        if index < len(positions) and (best is None or positions[index] < best):
            best = positions[index]
    return best


def _past_plural(text: str, closers: list[int], close: int) -> int:
    """The closing mark behind "the sailors’ boat", where the mark found is a plural's and another one follows."""
    following = closers[bisect_right(closers, close) :][:1]
    if not following or text[close - 1] != "s" or not text[close + 1 : close + 3].strip()[:1].islower():
        return close
    later = following[0]
    return close if text[later - 1] == "s" or "‘" in text[close:later] else later


def _opens(text: str, position: int, mark: str, start: int) -> bool:
    before = text[position - 1] if position > start else " "
    after = text[position + len(mark) : position + len(mark) + 1]
    if mark in "”’」』" or not after:
        return False
    free = before.isspace() or before in _BEFORE_OPENING
    if mark in "‘‚":
        return free and after.isalpha()
    if mark in _EITHER:
        return free and (not after.isspace() or mark == "«")
    return True


def _closes(text: str, position: int, mark: str, end: int) -> bool:
    behind = position + len(mark)
    after = text[behind] if behind < end else " "
    if mark in "’‘":
        return not after.isalnum()
    if mark in _EITHER:
        return not after.isalnum()
    return mark in "”“」』"
