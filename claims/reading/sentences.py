"""Sentences of news text. Pure.

A sentence ends at a full stop, question or exclamation mark that belongs to no abbreviation, initial or number. What
stands inside quotation marks is never split off from its quotation, so that "X said: “A. B.”" stays one statement.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from claims.reading.quotes import Quotation
from claims.reading.values import Span
from claims.reading.words import Lexicon

_END = re.compile("(?P<stop>[.!?…]+|[。！？؟۔।]+)(?P<after>[\"”“’»«)\\]」』]*)(?P<pair>(?:'')?)")
_WORD_BEFORE = re.compile(r"[\w.]{1,12}\Z")
_WORD_AFTER = re.compile(r"[\s\"'“„«‘(\[¿¡—–-]*(?P<word>[\w’']+)")
_TAG = re.compile(r"\s*(?:[^\W\d_a-z][\w.’'-]*\s+){1,5}(?P<verb>[a-zß-ÿ]+)")
_NO_SPACE_NEEDED = frozenset("。！？")


def sentences(text: str, span: Span, quotes: Sequence[Quotation], words: Lexicon) -> tuple[Span, ...]:
    """Spans of the sentences of one paragraph, without the spaces around them."""
    start, end = span
    found: list[Span] = []
    for cut in _cuts(text, span, quotes, words):
        found.append((start, cut))
        start = cut
    found.append((start, end))
    return tuple(trimmed for trimmed in (trim(text, piece) for piece in found) if trimmed[0] < trimmed[1])


def trim(text: str, span: Span) -> Span:
    """The span without white space at its ends."""
    piece = text[span[0] : span[1]]
    start = span[0] + len(piece) - len(piece.lstrip())
    return start, max(start, span[0] + len(piece.rstrip()))


def _cuts(text: str, span: Span, quotes: Sequence[Quotation], words: Lexicon) -> Iterator[int]:
    starts = [quote.start for quote in quotes]
    for match in _END.finditer(text, *span):
        cut = match.end()
        inside = bisect_right(starts, match.start()) - 1
        if inside >= 0 and match.start() < quotes[inside].end:
            if cut < quotes[inside].inner[1]:
                continue
            cut = max(quotes[inside].end, cut)
        opened = bisect_right(starts, cut - 1) - 1
        if opened >= 0 and cut < quotes[opened].end:
            continue  # the mark behind the full stop opens a quotation
        if _is_end(text, match, cut, span[1], words):
            yield cut


def _is_end(text: str, match: re.Match[str], cut: int, limit: int, words: Lexicon) -> bool:
    if match["stop"][0] in _NO_SPACE_NEEDED:
        return True
    if cut >= limit or not text[cut].isspace():
        return False
    following = _WORD_AFTER.match(text, cut, min(limit, cut + 60))
    word = following["word"] if following else ""
    if word[:1].islower() or _tag_follows(text, match, cut, words):
        return False
    return match["stop"] != "." or not _belongs_to_word(text, match.start(), word, words)


def _tag_follows(text: str, match: re.Match[str], cut: int, words: Lexicon) -> bool:
    """“Is it so?” Ms Roe asked: the sentence goes on behind the quotation."""
    if match["stop"][-1] not in "?!…" or not (match["after"] or cut > match.end()):
        return False
    tag = _TAG.match(text, cut, min(len(text), cut + 80))
    verb = words.verbs.get(tag["verb"]) if tag else None
    return verb is not None and "speech" in verb.kinds


def _belongs_to_word(text: str, stop: int, following: str, words: Lexicon) -> bool:
    before = _WORD_BEFORE.search(text, max(0, stop - 12), stop)
    word = before.group() if before else ""
    if not word:
        return False
    starts_new = following in words.written("starters")
    if word in words.written("numbered"):
        return following[:1].isdigit() or (word.lower() in words.table("months") and not starts_new)
    if word in words.written("ending_abbreviations"):
        return not starts_new
    if word in words.written("abbreviations"):
        return True
    if len(word) == 1 and word.isupper():
        return not starts_new
    return word.isdigit() and len(word) < 3 and words.language == "de"
