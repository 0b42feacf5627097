"""Whom a page credits with its story: agencies, reports of others, and links in its own sentences. Pure.

Precision before recall: what is found makes pages count as one origin. A link or a name in a teaser, a list, a caption
or somebody's own words credits nobody, nor does a sentence that denies the report or tells of another year's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from claims.capture.values import Block, PageLink
from claims.reading.agencies import agency_credits
from claims.reading.credit_words import CreditWords, Pattern, credit_words
from claims.reading.credit_words import version as words_version
from claims.reading.parts import Kind, Piece, pieces
from claims.reading.quotes import opens_with_mark, quotations
from claims.reading.sentences import sentences
from claims.reading.values import Credit, Span
from claims.reading.words import Lexicon, reader_for
from claims.vocabulary import CreditKind

VERSION = f"credits-1/{words_version()}"
"""Changes with the rules or their words."""

_LONGEST_WORDS = 300
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_HERE = re.compile(r"(?:read|see|click|sign|subscribe|more|here)\b.{0,12}", re.IGNORECASE)


class _Sentence(NamedTuple):
    span: Span
    quoted: tuple[Span, ...]


def find_credits(
    text: str,
    *,
    blocks: Sequence[Block] | None = None,
    links: Sequence[PageLink] = (),
    bylines: Sequence[str] = (),
    language: str | None = None,
    published: date | None = None,
) -> tuple[Credit, ...]:
    """Everything by which a page credits others, each once, in the order of the page. Never raises on text.

    ``published`` tells this year's reports from those of other years. A language that is not read yields links and
    agency lines alone.
    """
    chosen = reader_for(text, language)
    lexicon, words = chosen.lexicon, credit_words(chosen.lexicon.language)
    parts = pieces(text, blocks, lexicon)
    told = list(_sentences(text, parts, lexicon))
    found = [
        *agency_credits(text, parts, words, bylines=bylines),
        *_linked(text, told, links, words),
        *(_reported(text, told, words, lexicon, published) if chosen.attributed else ()),
    ]
    return _once(found)


def _once(found: Sequence[Credit]) -> tuple[Credit, ...]:
    """Each name once by the strongest way in which it is credited, each address once."""
    strength = [CreditKind.AGENCY, CreditKind.LINK, CreditKind.REPORT, CreditKind.MENTION]
    kept: dict[tuple[str, str], Credit] = {}
    for credit in sorted(found, key=lambda one: strength.index(one.kind)):
        family = "agency" if credit.kind is CreditKind.AGENCY else "report"
        kept.setdefault((family, credit.url or credit.names[0].casefold()), credit)
    return tuple(sorted(kept.values(), key=lambda one: (one.span or (0, 0), one.kind.value, one.names)))


def _sentences(text: str, parts: Sequence[Piece], lexicon: Lexicon) -> Iterator[_Sentence]:
    for index, part in enumerate(parts):
        if part.kind not in (Kind.BODY, Kind.HEADLINE):
            continue
        goes_on = index + 1 < len(parts) and opens_with_mark(text, parts[index + 1].span)
        quotes = quotations(text, part.span, goes_on=goes_on)
        inner = tuple((quote.start, quote.end) for quote in quotes)
        spans = [part.span] if part.kind is Kind.HEADLINE else sentences(text, part.span, quotes, lexicon)
        for span in spans:
            yield _Sentence(span, inner)


def _line(text: str, span: Span) -> str:
    line = " ".join(text[slice(*span)].split())
    return line if len(line) <= _LONGEST_WORDS else line[: _LONGEST_WORDS - 1] + "…"


def _linked(text: str, told: Sequence[_Sentence], links: Sequence[PageLink], words: CreditWords) -> Iterator[Credit]:
    for link in links:
        sentence = next((one.span for one in told if one.span[0] <= link.start < one.span[1]), None)
        if sentence is None or not text[link.start : link.end].strip():
            continue
        before, shown = text[sentence[0] : link.start], text[link.start : link.end]
        leads_on = words.lead_in.search(before) or words.lead_in.match(shown) or _HERE.fullmatch(shown)
        if not leads_on and not words.against.search(before):
            yield Credit(CreditKind.LINK, (shown,), _line(text, sentence), (link.start, link.end), link.url)


def _reported(
    text: str, told: Sequence[_Sentence], words: CreditWords, lexicon: Lexicon, published: date | None
) -> Iterator[Credit]:
    for sentence in told:
        line = text[slice(*sentence.span)]
        low = line.lower()
        if not any(hint in low for hint in words.hints):
            continue
        if line.endswith("?") or words.other_time.search(line) or _of_other_year(line, published):
            continue
        for kind, patterns in ((CreditKind.REPORT, words.report), (CreditKind.MENTION, words.mention)):
            for pattern in patterns:
                yield from _credited(text, sentence, kind, pattern, words, lexicon)


def _of_other_year(line: str, published: date | None) -> bool:
    return any(published is None or int(year) != published.year for year in _YEAR.findall(line))


def _credited(
    text: str, sentence: _Sentence, kind: CreditKind, pattern: Pattern, words: CreditWords, lexicon: Lexicon
) -> Iterator[Credit]:
    for found in pattern.finditer(text, *sentence.span):
        span = found.span()
        if _said_by_somebody(span, sentence.quoted) or words.against.search(text, sentence.span[0], found.end()):
            continue
        names = _names(found["name"], text[found.end("name") : sentence.span[1]], words, lexicon)
        if names and not words.figures.match(text, found.end(), sentence.span[1]):
            yield Credit(kind, names, _line(text, sentence.span), span)


def _said_by_somebody(span: Span, quoted: Sequence[Span]) -> bool:
    return any(start < span[0] and span[1] <= end for start, end in quoted)


_ARTICLE = re.compile(r"(?:the|der|die|das|dem|den|des|le|la|les|el|los|las)\s+|l['’]", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$")


def _names(written: str, behind: str, words: CreditWords, lexicon: Lexicon) -> tuple[str, ...]:
    """The name without marks and article, and without a weekday or month at either end; empty where none is credited.

    "The Echo's report" credits the Echo, "the Echo's owner" does not, nor does "Echo editor Ada Holm".
    """
    name = written.strip(' "“”„«»')
    name = _ARTICLE.sub("", name, count=1) if _ARTICLE.match(name) else name
    following = re.findall(r"[\w’'-]+", behind[:60])[:1]
    owned = _POSSESSIVE.search(name)
    if owned and (not following or following[0].lower() not in words.report_nouns):
        return ()
    if following and following[0].lower() in words.people_of:
        return ()
    name = _POSSESSIVE.sub("", name)
    dates = lexicon.words("weekdays") | lexicon.numbers("months").keys()
    tokens = name.split()
    while tokens and tokens[-1].lower().strip(".") in dates:
        tokens.pop()
    while tokens and (
        tokens[0].lower() in dates or (len(tokens) > 1 and tokens[0].lower() in lexicon.words("starters"))
    ):
        tokens.pop(0)
    return (" ".join(tokens),) if tokens else ()
