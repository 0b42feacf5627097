"""Credit lines of news agencies: at the head of an article, at its foot, and among its authors. Pure.

Only a line that says so by its form is one: ``VELLMAR, March 3 (Reuters) –``, ``(dpa)`` as the last thing of all,
``With material from AFP``. An agency that a sentence, a caption or a teaser names is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from claims.reading.credit_words import CreditWords, Pattern, agencies, agency_list, dateline_words
from claims.reading.parts import Kind, Piece
from claims.reading.values import Credit, Span
from claims.vocabulary import CreditKind

_HEAD, _FOOT = 4, 5
"""Paragraphs from the top and from the end among which a credit line stands."""

_LONGEST_LINE = 200
_LONGEST_PLACE = 60
_LEAST_PARAGRAPH = 60
"""Characters of a paragraph whose last words may be a signature; shorter ones are teasers or items."""


def agency_credits(
    text: str, parts: Sequence[Piece], words: CreditWords, *, bylines: Sequence[str]
) -> Iterator[Credit]:
    """The agency credit lines of a page, in the order head, authors, foot."""
    told = [part for part in parts if part.kind not in (Kind.HEADLINE, Kind.CAPTION)]
    for part in told[:_HEAD]:
        yield from _dateline(text, part)
        yield from _byline(text, part, words)
    for line in bylines:
        found = words.byline.fullmatch(line.strip())
        if found:
            yield _credit(found["agencies"], line.strip()[:_LONGEST_LINE], None)
    yield from _foot(text, told, words)


def _credit(names: str, line: str, span: Span | None) -> Credit:
    return Credit(CreditKind.AGENCY, _named(names), line, span)


def _named(names: str) -> tuple[str, ...]:
    """The agencies in a list of them, by their one name, each once."""
    found = re.findall("|".join(rf"\b{re.escape(a)}\b" for a in sorted(agencies(), key=len, reverse=True)), names)
    return tuple(dict.fromkeys(agencies()[alias] for alias in found))


@cache
def _patterns() -> tuple[Pattern, Pattern, Pattern, Pattern]:
    listed = agency_list()
    inside = rf"(?:(?:mit|avec|con|with|von|by) )?(?P<agencies>{listed})"
    return (
        re.compile(
            rf"(?P<place>[^()\[\]\n!?]{{0,{_LONGEST_PLACE}}}?)[(\[](?P<agencies>{listed})[)\]]\.?\s?(?:[-–—]+|:)\s"
        ),
        re.compile(rf"(?P<agencies>{listed})\s[–—-]\s(?=[^\W\d_a-zß-öø-ÿ])"),
        re.compile(rf"[.!?…”“\"»’)]\s*(?:[(\[]{inside}[)\]])\W*\Z"),
        re.compile(rf"[(\[]?{inside}[)\]]?\.?"),
    )


def _dateline(text: str, part: Piece) -> Iterator[Credit]:
    line = text[part.start : min(part.end, part.start + _LONGEST_LINE)]
    bracketed, bare, _, _ = _patterns()
    found = bracketed.match(line)
    if found is None or not _is_place(found["place"]):
        found = bare.match(line)
    if found is not None:
        yield _credit(found["agencies"], found.group().strip(), (part.start, part.start + len(found.group().rstrip())))


def _is_place(words: str) -> bool:
    """A place with a date, or nothing: capitals, figures, months and small words, and no agency among them."""
    tokens = re.findall(r"[^\W\d_]+(?:[.’'-][^\W\d_]+)*", words)
    if not tokens:
        return not words.strip()
    capital = tokens[0][:1].isupper() and tokens[0] not in ("The", "Die", "Der", "Das")
    return capital and all(token[:1].isupper() or token.lower() in dateline_words() for token in tokens)


def _byline(text: str, part: Piece, words: CreditWords) -> Iterator[Credit]:
    """ "By Reuters", "Von Ada Holm, dpa": a name of an agency alone, without such a word, may belong to a picture."""
    line = text[part.start : part.end].strip()
    found = words.byline.fullmatch(line) if len(line) <= _LONGEST_LINE else None
    if found is not None and (found["by"] or part.kind is Kind.BYLINE):
        yield _credit(found["agencies"], line, part.span)


def _foot(text: str, told: Sequence[Piece], words: CreditWords) -> Iterator[Credit]:
    last = told[-_FOOT:]
    for part in last:
        line = text[part.start : part.end].strip()
        if len(line) <= _LONGEST_LINE:
            yield from _foot_line(line, part, words)
    yield from _signature(text, told)


def _foot_line(line: str, part: Piece, words: CreditWords) -> Iterator[Credit]:
    bare = line.strip("()[]*•–—-_ .\t")
    for pattern in (words.with_material, words.source, _held()):
        found = pattern.fullmatch(bare)
        if found is not None:
            names = found.groupdict().get("agencies") or found.group()
            yield _credit(names, line, part.span)
            return


@cache
def _held() -> Pattern:
    """ "© 2026 AFP. All rights reserved." """
    sign = r"(?:©|\([cC]\)|[Cc]opyright(?:\s?©|\s?\([cC]\))?)"
    return re.compile(rf"{sign}\s?(?:\d{{4}},?\s)?(?:by )?(?:[Tt]he )?(?P<agencies>{agency_list()})(?:\W.*)?")


def _signature(text: str, told: Sequence[Piece]) -> Iterator[Credit]:
    """ "(dpa)" behind the last sentence, or alone below it; not where many lines end so: those are teasers."""
    body = [part for part in told if part.kind in (Kind.BODY, Kind.BYLINE)]
    signed = [found for part in body if (found := _signed(text, part))]
    if len(signed) == 1 and body and signed[0][1] in {part.start for part in body[-2:]}:
        credit, _ = signed[0]
        if _ends_a_text(body, credit):
            yield credit


def _signed(text: str, part: Piece) -> tuple[Credit, int] | None:
    line = text[part.start : part.end].rstrip()
    _, _, behind, alone = _patterns()
    whole = alone.fullmatch(line)
    if whole is not None:
        return _credit(whole["agencies"], line, part.span), part.start
    found = behind.search(line[-80:]) if len(line) >= _LEAST_PARAGRAPH else None
    if found is None:
        return None
    start = part.start + len(line) - len(line[-80:]) + found.start() + 1
    return _credit(found["agencies"], text[start : part.end].strip(), (start, part.start + len(line))), part.start


def _ends_a_text(body: Sequence[Piece], credit: Credit) -> bool:
    """Whether sentences stand above: a name alone on a page of names is no signature."""
    above = [part for part in body if credit.span is None or part.start <= credit.span[0]]
    return any(part.end - part.start >= _LEAST_PARAGRAPH for part in above) and len(body) > 1
