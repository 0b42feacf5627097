"""The parts of a page: headline, caption, lead, body, and what is no part of the article. Pure.

From a page's blocks, or from pasted text, where the first line is the headline, an early line with a photo credit is a
caption, and what stands after the article's last paragraph is furniture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from claims.capture.values import Block
from claims.reading.sentences import trim
from claims.reading.values import Span
from claims.reading.words import Lexicon, lexicon

LONGEST_HEADLINE = 200
_SHORT_HEADLINE = 90
"""Characters: a first line with a full stop is a headline only when it is as short as this."""

_EARLY = 5
"""Paragraphs from the top among which a byline or an unmarked caption stands."""

_LONGEST_CAPTION, _LONGEST_CREDIT, _LONGEST_FURNITURE = 500, 160, 260
_LONGEST_DATE = 60
_NAME = r"[^\W\d_a-zß-ÿ][\w.’'-]*"
_FINAL = ".!?。؟…"
_BULLETS = " \t*•·–—-|»›→▸#>"
_SIGN = re.compile(r"(?:©|\(c\)\s|copyright\s?(?:©|\(c\)|\d{4}))", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class Kind(StrEnum):
    HEADLINE = "headline"
    CAPTION = "caption"
    BYLINE = "byline"
    BODY = "body"
    NOTICE = "notice"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph by what it is; ``credit`` is the name in a picture credit that stood behind a caption."""

    kind: Kind
    start: int
    end: int
    credit: str | None = None

    @property
    def span(self) -> Span:
        return self.start, self.end


def pieces(text: str, blocks: Sequence[Block] | None, words: Lexicon) -> tuple[Piece, ...]:
    """The paragraphs of ``text`` in order, each once, none empty."""
    if blocks is None:
        found = _closed(text, _of_paste(text, paragraphs(text), words), words)
    else:
        found = [piece for block in blocks for piece in _of_block(text, block, words)]
    return tuple(_headline_of_blocks(found) if blocks is not None else found)


def paragraphs(text: str) -> list[Span]:
    """Paragraphs of plain text: divided by line ends, save where lines were broken at a fixed width."""
    found: list[Span] = []
    for chunk in re.finditer(r"(?m)^[^\n]*\S[^\n]*(?:\n[^\S\n]*(?=\S)[^\n]+)*", text):
        lines = [(start + chunk.start(), end + chunk.start()) for start, end in _lines(chunk.group())]
        found.extend([(lines[0][0], lines[-1][1])] if _is_wrapped(text, lines) else lines)
    return found


def _lines(chunk: str) -> list[Span]:
    spans = (trim(chunk, line.span()) for line in re.finditer(r"[^\n]+", chunk))
    return [span for span in spans if span[0] < span[1]]


def _is_wrapped(text: str, lines: Sequence[Span]) -> bool:
    """Lines of one width, most of which end in the middle of a sentence."""
    if len(lines) < 3:
        return False
    widths = [end - start for start, end in lines[:-1]]
    if max(widths) > 100 or min(widths) < max(50, max(widths) * 0.7):
        return False
    open_ends = sum(text[end - 1] not in _FINAL + '”":' for _, end in lines[:-1])
    return open_ends * 2 > len(widths)


def _of_block(text: str, block: Block, words: Lexicon) -> Iterator[Piece]:
    start, end = trim(text, (max(0, block.start), min(block.end, len(text))))
    if start >= end:
        return
    if block.kind == "headline":
        yield Piece(Kind.HEADLINE, start, end)
    elif block.kind == "caption":
        yield _caption(text, (start, end), words) or Piece(Kind.CAPTION, start, end)
    else:
        yield Piece(_kind(text, (start, end), words, early=False), start, end)


def _headline_of_blocks(found: list[Piece]) -> list[Piece]:
    """Only the first headline is the page's; a later one heads a section."""
    seen = False
    for index, piece in enumerate(found):
        if piece.kind is Kind.HEADLINE:
            found[index] = replace(piece, kind=Kind.BODY) if seen else piece
            seen = True
    return found


def _of_paste(text: str, spans: Sequence[Span], words: Lexicon) -> list[Piece]:
    found: list[Piece] = []
    for index, span in enumerate(spans):
        body_yet = any(piece.kind is Kind.BODY for piece in found[-_EARLY:]) or index > _EARLY
        early = index < _EARLY
        if index == 0 and _is_headline(text, spans, words):
            found.append(Piece(Kind.HEADLINE, *span))
            continue
        caption = _caption(text, span, words) if early or not body_yet else _sure_caption(text, span, words)
        if caption is None:
            found.append(Piece(_kind(text, span, words, early=early), *span))
        elif caption.start < caption.end:
            found.append(caption)
        else:
            _credit_alone(found, span, caption)
    return found


def _credit_alone(found: list[Piece], span: Span, caption: Piece) -> None:
    """A line that is only a credit belongs to the short line above it, where that can be a caption."""
    above = found[-1] if found else None
    if above and above.kind is Kind.BODY and above.end - above.start <= _LONGEST_CAPTION and len(found) < _EARLY:
        found[-1] = Piece(Kind.CAPTION, above.start, above.end, caption.credit)
    found.append(Piece(Kind.FURNITURE, *span))


def _closed(text: str, found: list[Piece], words: Lexicon) -> list[Piece]:
    """After the comment form of an article everything is furniture, where more than half of the text lies above."""
    closing = _patterns(words.language).closing
    for index, piece in enumerate(found):
        below = piece.start * 2 > len(text) or index * 2 > len(found)
        if piece.kind is Kind.FURNITURE and below and closing.match(text, piece.start, piece.end):
            rest = (replace(later, kind=Kind.FURNITURE) for later in found[index:])
            return [*found[:index], *rest]
    return found


def _is_headline(text: str, spans: Sequence[Span], words: Lexicon) -> bool:
    start, end = spans[0]
    line = text[start:end]
    if (
        len(spans) < 2
        or len(line) > LONGEST_HEADLINE
        or line[-1] in ":,;"
        or _kind(text, spans[0], words) is not Kind.BODY
    ):
        return False
    longer_below = spans[1][1] - spans[1][0] > len(line) or len(spans) > 3
    inner_end = re.search(r"[.!?]\s+[^\W\d_a-z]", line)
    if line[-1] in ".。…":
        return len(line) <= _SHORT_HEADLINE and longer_below and inner_end is None and _blank_between(text, spans)
    return line[-1] not in '”"»' or inner_end is None


def _blank_between(text: str, spans: Sequence[Span]) -> bool:
    return text.count("\n", spans[0][1], spans[1][0]) > 1


def _kind(text: str, span: Span, words: Lexicon, *, early: bool = True) -> Kind:
    line = text[span[0] : span[1]]
    patterns = _patterns(words.language)
    if _SIGN.match(line) or (len(line) < 2000 and patterns.notice.search(line.lower())):
        return Kind.NOTICE
    if len(line) > _LONGEST_FURNITURE:
        return Kind.BODY
    bare = line.strip(_BULLETS + ".!:…")
    if not bare or patterns.furniture.fullmatch(bare):
        return Kind.FURNITURE
    if patterns.byline.fullmatch(line.strip("()[] .")) and (early or line.startswith("(")):
        return Kind.BYLINE
    if _is_date(line, words):
        return Kind.BYLINE
    return Kind.BODY


def _is_date(line: str, words: Lexicon) -> bool:
    """A line that is nothing but a date, with its weekday, hour and zone: "Mon, March 3, 2021, 5:30 p.m."."""
    if len(line) > _LONGEST_DATE or not any(char.isdigit() for char in line):
        return False
    parts = re.findall(r"[^\W\d_]+|\d+", line.lower())
    days, clock = words.words("weekdays"), words.union("clock_words")
    named = [part for part in parts if not part.isdigit() and part not in days | {day[:3] for day in days} | clock]
    numbers = [part for part in parts if part.isdigit()]
    whole = all(part in words.numbers("months") for part in named) and len(named) <= 1
    dated = any(len(number) == 4 for number in numbers) or bool(named)
    return whole and dated and len(numbers) >= 2 - len(named) and max(map(len, numbers)) <= 4


def _caption(text: str, span: Span, words: Lexicon) -> Piece | None:
    return _credited(text, span, _patterns(words.language).credit, words)


def _sure_caption(text: str, span: Span, words: Lexicon) -> Piece | None:
    """Far down the page only the name of a picture agency makes a caption."""
    return _credited(text, span, _patterns(words.language).agency, words)


@cache
def _credit_words(language: str) -> tuple[str, ...]:
    """Without any of these no line has a credit; looking for them is much quicker than the patterns."""
    words = lexicon(language)
    heads = {entry.lower().split()[0] for entry in (*words.phrases("photo_words"), *words.exact("photo_agencies"))}
    shortest = {head for head in heads if not any(other != head and other in head for other in heads)}
    return (*sorted(shortest), "©", "(c)")


def _credited(text: str, span: Span, pattern: re.Pattern[str], words: Lexicon) -> Piece | None:
    start, end = span
    if end - start > _LONGEST_CAPTION:
        return None
    tail = max(start, end - _LONGEST_CREDIT)
    low = text[tail:end].lower()
    if not any(word in low for word in _credit_words(words.language)):
        return None
    found = pattern.search(text[tail:end])
    if found is None:
        return None
    credit = next((value for value in found.groups() if value), found.group())
    return Piece(Kind.CAPTION, *trim(text, (start, tail + found.start())), credit.strip(" .,:;()[]|"))


def year_of(text: str, span: Span, words: Lexicon) -> int | None:
    """The last year told in a caption: the scene's, where a date is told, and no year in a title or a name."""
    found = [match for match in _YEAR.finditer(text, *span) if _is_dating(text, span, match, words)]
    return int(found[-1].group()) if found else None


def _is_dating(text: str, span: Span, year: re.Match[str], words: Lexicon) -> bool:
    """ "In May 2015", ", 2015", "(2015)", "2015 file photo"; not "2001: An Odyssey" nor "the 2016 Fair"."""
    behind = text[year.end() : min(span[1], year.end() + 20)]
    if words.union("picture_nouns") & set(re.findall(r"[^\W\d_]+", behind.lower())[:2]):
        return True
    before = text[max(span[0], year.start() - 30) : year.start()]
    if re.match(r":\s|\s[^\W\d_a-zß-ÿ]", behind) or re.search(r"[\w/.][-–/.]\Z", before):
        return False
    parts = re.findall(r"[^\W\d_]+|[,(\[;–—]|\d+", before)
    while parts and (parts[-1].isdigit() or parts[-1].lower() in words.numbers("months") or parts[-1] == ","):
        if parts[-1] == "," and not _date_part(parts[-2:-1], words):
            return True
        parts.pop()
    return not parts or parts[-1] in "([;–—" or parts[-1].lower() in words.words("prepositions")


def _date_part(part: Sequence[str], words: Lexicon) -> bool:
    return bool(part) and (part[0].isdigit() or part[0].lower() in words.numbers("months"))


@dataclass(frozen=True, slots=True)
class _Patterns:
    furniture: re.Pattern[str]
    closing: re.Pattern[str]
    notice: re.Pattern[str]
    byline: re.Pattern[str]
    credit: re.Pattern[str]
    agency: re.Pattern[str]


@cache
def _patterns(language: str) -> _Patterns:
    words = lexicon(language)
    agencies = "|".join(map(re.escape, words.exact("photo_agencies")))
    by_agency = (
        rf"[(\[](?:{_NAME}(?:\s{_NAME}){{0,3}}\s?/\s?)?(?:{agencies})(?:\s(?:Photo|Images))?(?:\s?/\s?[^()\n]{{1,60}})?[)\]]\s*\Z"
        rf"|(?:(?<=[.!?”\"])|(?<=[.!?”\"]\s)){_NAME}(?:\s{_NAME}){{0,3}}\s?/\s?(?:{agencies})(?:\s(?:Photo|Images))?\s*\Z"
    )
    named = "|".join(re.escape(word) for word in sorted(words.phrases("photo_words"), key=len, reverse=True))
    by_word = (
        rf"(?:\A|(?<=[.!?”\"’)\]])|(?<=\s))[(\[|]?\s?(?i:{named})\s?[:/|]?\s?(?P<credit>{_NAME}(?:[\s/,&]{{1,3}}(?:{_NAME}|via|for|and|und)){{0,7}})[)\]]?\.?\s*\Z"
        rf"|(?:\A|(?<=[.!?”\"’)\]]\s))(?:©|\(c\))\s?(?P<holder>{_NAME}(?:[\s/,&]{{1,3}}{_NAME}){{0,6}})\s*\Z"
    )
    return _Patterns(
        furniture=_any(words.phrases("furniture")),
        closing=_any(words.phrases("closing_furniture")),
        notice=re.compile("|".join(f"(?:{entry})" for entry in words.phrases("notice")) or r"(?!)"),
        byline=re.compile("|".join(f"(?:{entry})" for entry in words.phrases("bylines")) or r"(?!)", re.IGNORECASE),
        credit=re.compile(by_agency + "|" + by_word),
        agency=re.compile(by_agency),
    )


def _any(entries: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{entry})" for entry in entries) or r"(?!)", re.IGNORECASE)
