"""Lines and sentences of a text, and what is asserted in a line. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

LONGEST_LINE = 20_000
"""Characters: a longer line is read in pieces of this length."""

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)
_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_SENTENCE_END = re.compile(
    r"[.!?](?=\s+[^\W\d_a-zß-ÿ])|[.!?]?$|(?<!max)(?<!min)(?<!approx)(?<!e\.g)(?<!i\.e)[.!?۔؟](?=\s)|[。！？]|\s[•▪‣◦●]\s"
)


class Line(NamedTuple):
    """A line and where it starts in its text."""

    start: int
    text: str


class Piece(NamedTuple):
    """One assertion inside a line, in characters of that line; ``deciding`` are the words that show it."""

    start: int
    end: int
    holder: str | None = None
    years: tuple[int | None, int | None] = (None, None)
    deciding: tuple[tuple[int, int], ...] = ()


def western_digits(text: str) -> str:
    """Arabic and Persian digits as western ones, character for character: positions hold."""
    return text.translate(_DIGITS)


def lines_of(text: str) -> Iterator[Line]:
    """The lines of a text, none longer than ``LONGEST_LINE``."""
    for match in re.finditer(r"[^\r\n]+", text):
        if match.end() - match.start() <= LONGEST_LINE:
            yield Line(match.start(), match.group())
            continue
        for at in range(match.start(), match.end(), LONGEST_LINE):
            yield Line(at, text[at : min(at + LONGEST_LINE, match.end())])


def sentences_of(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of a line; a few letters and a stop are no sentence of their own."""
    start = 0
    for end in _SENTENCE_END.finditer(text):
        if end.end() - start > 8 or _IDEOGRAPH.search(text, start, end.end()):
            sentence = text[start : end.end()]
            yield start + len(sentence) - len(sentence.lstrip()), end.end()
            start = end.end()


def merged(pieces: Iterable[Piece]) -> list[Piece]:
    """Doubled signs with one holder ("© 2023, X. © X and …") are one notice; a nameless one joins its neighbour."""
    found: list[Piece] = []
    for piece in pieces:
        if found and (piece.holder is None or found[-1].holder in (None, piece.holder)):
            last = found.pop()
            years = last.years if last.years[0] is not None else piece.years
            piece = Piece(last.start, piece.end, last.holder or piece.holder, years, last.deciding + piece.deciding)
        found.append(piece)
    return found
