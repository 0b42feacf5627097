"""What is said, without who says it, and in whose words. Pure."""

from __future__ import annotations

from claims.reading.cue import Cue, Shape
from claims.reading.phrases import Phrase, Phrases
from claims.reading.quotes import Quotation
from claims.reading.tokens import Sort, words_in
from claims.reading.values import Span
from claims.vocabulary import Voice


def content_of(p: Phrases, cue: Cue, source: Phrase | None) -> Span | None:
    """What is said, without source and cue."""
    last = len(p.tokens) - 1
    edge = min(cue.first, source[0]) if source and cue.shape in (Shape.AFTER, Shape.ACCORDING) else cue.first
    behind = max(cue.last, source[1] if source and source[0] > cue.first else cue.last)
    if cue.shape is Shape.AFTER or (cue.shape is Shape.ACCORDING and edge > 1):
        return _span(p, 0, edge - 1)
    start = behind + 1
    while start < last and (p.any_of(start, "that_words") or p.low(start) in (",", ":")):
        start += 1
    return _span(p, start, last)


def _span(p: Phrases, first: int, last: int) -> Span | None:
    while last >= first and p.tokens[last].sort is Sort.MARK and p.low(last) in (",", ".", ":", ";", "—", "–"):
        last -= 1
    return (p.tokens[first].start, p.tokens[last].end) if first <= last else None


def voice_of(p: Phrases, quotes: tuple[Quotation, ...]) -> Voice:
    if not quotes:
        return Voice.PARAPHRASE
    wanted = {quote.start for quote in quotes}
    at = [index for index, token in enumerate(p.tokens) if token.sort is Sort.QUOTE and token.start in wanted]
    return Voice.DIRECT_QUOTE if any(_is_direct(p, index) for index in at) else Voice.PARTIAL_QUOTE


def _is_direct(p: Phrases, index: int) -> bool:
    """A quotation that is a sentence of its own: at the start, or behind a colon, comma or verb with a capital."""
    inner = p.tokens[index].text.lstrip("“„«»\"'‘‹›‚ \u00a0")
    if words_in(inner) < 3:
        return False
    if index == 0 or p.low(index - 1) == ":":
        return True
    opens = p.low(index - 1) == "," or p.low(index - 1) in p.words.verbs or not p.is_word(index - 1)
    return opens and not inner[:1].islower()
