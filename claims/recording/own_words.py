"""The words of a page that are its own: no quotation, caption, byline, notice or furniture. Pure.

What two reports quote of one speech, or carry of one site's foot, says nothing of who read whom.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from claims.capture.values import Block
from claims.corroboration.shingles import Span, fold, lexicon
from claims.corroboration.standing import standing_sentence
from claims.reading.parts import Kind, Piece, pieces
from claims.reading.quotes import Quotation, opens_with_mark, quotations
from claims.reading.words import reader_for

_SENTENCE_END = re.compile(r"[.!?…][\"”“»’)\]]*\s+(?=[^\W\d_a-zß-ÿ]|[\"“„«‘(\d©])")
_LABEL = re.compile(r"\s*(?P<name>[^\W\d_a-zß-ÿ][\w.’'-]*(?: [^\W\d_a-zß-ÿ][\w.’'-]*){0,3}|[QA]): ")
_DASH = re.compile(r"\s*[–—-] ?(?=[^\W\d_])")
_TURNS = 3
"""Paragraphs that begin with a speaker's name and a colon before a text is taken for a record of speech."""

_BEGINNING, _LAST = 0.6, 3
"""Share of a text that is no closing part, as long as that leaves so many paragraphs for one."""

_SPOKEN = 0.03
"""Share of words for "I" and "we" from which on an unmarked paragraph behind a colon is taken for speech."""


def own_words(text: str, blocks: Sequence[Block] | None = None, language: str | None = None) -> tuple[Span, ...]:
    """Spans of ``text``, in order, that are compared with other texts. Never raises on text."""
    words = reader_for(text, language).lexicon
    parts = [piece for piece in pieces(text, blocks, words) if piece.kind in (Kind.BODY, Kind.HEADLINE)]
    spoken = _spoken(text, parts)
    found: list[Span] = []
    for index, piece in enumerate(parts):
        if index in spoken:
            continue
        goes_on = index + 1 < len(parts) and opens_with_mark(text, parts[index + 1].span)
        quotes = quotations(text, piece.span, goes_on=goes_on)
        for span in _sentences(text, piece.span, closing=_closes(index, len(parts))):
            found.extend(_unquoted(span, quotes))
    return tuple(_joined(text, found))


def _joined(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Spans with nothing between them but space as one: a common run goes on from a paragraph into the next."""
    start: int | None = None
    end = 0
    for span in spans:
        if start is None or text[end : span[0]].strip():
            if start is not None:
                yield start, end
            start = span[0]
        end = span[1]
    if start is not None:
        yield start, end


def _closes(index: int, number: int) -> bool:
    """Whether a paragraph is one of the last, below what a report begins with."""
    return index >= max(1, min(_BEGINNING * number, number - _LAST))


def _sentences(text: str, span: Span, *, closing: bool) -> Iterator[Span]:
    """A paragraph without its standing sentences; what stands side by side stays in one piece."""
    edges = [span[0], *(match.end() for match in _SENTENCE_END.finditer(text, *span)), span[1]]
    start = span[0]
    for at, end in pairwise(edges):
        if standing_sentence(text[at:end], closing=closing):
            if start < at:
                yield start, at
            start = end
    if start < span[1]:
        yield start, span[1]


def _unquoted(span: Span, quotes: Sequence[Quotation]) -> Iterator[Span]:
    at, end = span
    for quote in quotes:
        if quote.end <= at or quote.start >= end:
            continue
        if at < quote.start:
            yield at, quote.start
        at = max(at, quote.end)
    if at < end:
        yield at, end


def _spoken(text: str, parts: Sequence[Piece]) -> set[int]:
    """Paragraphs that are speech without marks: turns of a conversation, and what follows "the statement said:"."""
    labelled = [index for index, piece in enumerate(parts) if _LABEL.match(text, *piece.span)]
    found = set(labelled) if len(labelled) >= _TURNS else set()
    announced = False
    for index, piece in enumerate(parts):
        if announced and _is_speech(text[piece.start : piece.end]):
            found.add(index)
            continue
        announced = _announces(text[piece.start : piece.end])
    return found


def _announces(paragraph: str) -> bool:
    """Whether a paragraph ends with "… he told the assembly:"."""
    if not paragraph.rstrip().endswith(":"):
        return False
    tail = re.findall(r"[^\W\d_]+", paragraph)[-20:]
    return any(fold(word) in lexicon().introductions for word in tail)


def _is_speech(paragraph: str) -> bool:
    folded = [fold(word) for word in re.findall(r"[^\W\d_]+", paragraph)]
    own = sum(word in lexicon().first_person for word in folded)
    return own >= max(1, _SPOKEN * len(folded)) and lexicon().telling_of.isdisjoint(folded)
