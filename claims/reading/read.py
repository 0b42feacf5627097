"""From a page's text to its statements. Pure, deterministic, and in time that grows with the length of the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from claims.capture.values import Block
from claims.reading.attribution import Attributions, Sentence
from claims.reading.parts import Kind, Piece, pieces, year_of
from claims.reading.quotes import opens_with_mark, quotations
from claims.reading.sentences import sentences
from claims.reading.unread import UNDER_A_PICTURE, unread_statement
from claims.reading.values import Caption, Reading, Statement
from claims.reading.warnings import Page, find_warnings
from claims.reading.words import Lexicon, reader_for
from claims.vocabulary import Part

VERSION = "reading-3"
"""Changes whenever the rules or the lexicons do, so that an old reading can be told from a new one."""

_STATED = (Kind.HEADLINE, Kind.CAPTION, Kind.BODY)
_LEFT_OUT = (Kind.FURNITURE, Kind.NOTICE, Kind.BYLINE)


def read(
    text: str,
    *,
    blocks: Sequence[Block] | None = None,
    published: date | None = None,
    language: str | None = None,
    outlet: str | None = None,
) -> Reading:
    """The statements of a page with their sourcing, what a careful reader would stumble over, captions and furniture.

    ``text[s.start:s.end] == s.text`` for every statement. ``blocks`` are those of capture; ``None`` is pasted text.
    ``published`` and ``language`` are what the page states, ``outlet`` is the name of the paper or site that it stands
    in: what "the Ledger saw" is the Ledger's own observation, and no other paper's. Never raises on text.
    """
    chosen = reader_for(text, language)
    words = chosen.lexicon
    parts = pieces(text, blocks, words)
    sentences_of = _sentences(text, parts, words)
    if chosen.attributed:
        reader = Attributions(text, words, outlet)
        statements = tuple(_statement(text, sentence, reader) for sentence in sentences_of)
    else:
        statements = tuple(unread_statement(text, sentence) for sentence in sentences_of)
    captions = tuple(_caption(text, piece, words) for piece in parts if piece.kind is Kind.CAPTION)
    headline = next((piece for piece in parts if piece.kind is Kind.HEADLINE), None)
    page = Page(text, parts, statements, captions, published, words, outlet)
    return Reading(
        version=f"{VERSION}/{words.language}-{words.version}" if chosen.attributed else VERSION,
        language=chosen.language,
        attributed=chosen.attributed,
        title=text[headline.start : headline.end] if headline else None,
        statements=statements,
        warnings=find_warnings(page) if chosen.attributed else (),
        captions=captions,
        furniture=tuple(piece.span for piece in parts if piece.kind in _LEFT_OUT),
    )


def _statement(text: str, sentence: Sentence, reader: Attributions) -> Statement:
    if sentence.part is Part.CAPTION:
        return unread_statement(text, sentence, UNDER_A_PICTURE)
    return reader.read(sentence)


def _sentences(text: str, parts: Sequence[Piece], words: Lexicon) -> Iterator[Sentence]:
    lead = next((index for index, piece in enumerate(parts) if piece.kind is Kind.BODY), None)
    for index, piece in enumerate(parts):
        if piece.kind not in _STATED:
            continue
        goes_on = index + 1 < len(parts) and opens_with_mark(text, parts[index + 1].span)
        quotes = quotations(text, piece.span, goes_on=goes_on)
        spans = [piece.span] if piece.kind is Kind.HEADLINE else sentences(text, piece.span, quotes, words)
        part = Part.LEAD if index == lead else Part(piece.kind.value)
        at = 0
        for span in spans:
            inside = []
            while at < len(quotes) and quotes[at].end <= span[1]:
                inside.append(quotes[at])
                at += 1
            yield Sentence(span, part, index, tuple(inside))


def _caption(text: str, piece: Piece, words: Lexicon) -> Caption:
    return Caption(piece.start, piece.end, piece.credit, year_of(text, piece.span, words))
