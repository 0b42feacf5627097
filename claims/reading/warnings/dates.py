"""Pictures that are older than their story, and weekdays that nobody can date. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from claims.reading.parts import Kind
from claims.reading.values import ReadingWarning, Statement
from claims.reading.warnings.page import Page
from claims.reading.words import lexicon
from claims.vocabulary import WarningKind

_FAR_APART = 2
"""Years between picture and story that are worth a word: an archive picture of last winter is no news."""

_AROUND = 2
"""Years around a picture's: a story that names one of them is about that time."""


def picture_older(page: Page) -> Iterator[ReadingWarning]:
    """A caption tells a year long before the story, and the story is not about that time."""
    for caption in page.captions:
        if caption.year and page.year and page.year - caption.year >= _FAR_APART and not _is_about(page, caption.year):
            detail = f"picture of {caption.year}, story of {page.year}"
            yield ReadingWarning(WarningKind.PICTURE_OLDER_THAN_STORY, detail, ((caption.start, caption.end),))


def _is_about(page: Page, year: int) -> bool:
    told = {int(found) for statement in page.body for found in re.findall(r"\b(?:19|20)\d\d\b", statement.text)}
    return any(abs(other - year) <= _AROUND for other in told)


def undated(page: Page) -> Iterator[ReadingWarning]:
    """A weekday in the text, and no date from which a reader could tell which one."""
    days = _days(page.words.language)
    if page.published or days is None:
        return
    on_a_day = [statement for statement in page.body if days.named.search(statement.text)]
    if not on_a_day or _shows_date(page, days, on_a_day):
        return
    for statement in on_a_day:
        for found in days.alone.finditer(statement.text):
            if not _is_name(page, statement.text, found):
                span = (statement.start + found.start(), statement.start + found.end())
                detail = f"“{found.group()}”, and no date of publication is shown"
                yield ReadingWarning(WarningKind.UNDATED, detail, (span,))
                return


@dataclass(frozen=True, slots=True)
class _Days:
    """Patterns of one language: a weekday; one with no date behind it, with one beside it; a date."""

    named: re.Pattern[str]
    alone: re.Pattern[str]
    beside: re.Pattern[str]
    date: re.Pattern[str]
    dateline: re.Pattern[str]


@cache
def _days(language: str) -> _Days | None:
    """``None`` where the lexicon has no weekdays."""
    words = lexicon(language)
    if not words.exact("weekdays"):
        return None
    days = "|".join(words.exact("weekdays"))
    months = "|".join(f"(?i:{month})" for month in sorted(words.numbers("months"), key=len, reverse=True)) or "(?!)"
    named = rf"(?:{months})\.?\s\d{{1,2}}\b|\d{{1,2}}(?:\.|er)?\s(?:de\s)?(?:{months})\b"
    date = rf"{named}|\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}"
    return _Days(
        named=re.compile(rf"(?:{days})\b"),
        alone=re.compile(rf"\b(?:{days})\b(?!,?\s(?:(?:in|im|en|de)\s)?(?:{months}|\d))"),
        beside=re.compile(rf"\b(?:{days}),?\s(?:den\s|el\s)?(?:{date})"),
        date=re.compile(date),
        dateline=re.compile(rf"[^a-z]{{0,30}}(?:{date})"),
    )


def _is_name(page: Page, text: str, found: re.Match[str]) -> bool:
    """ "Super Tuesday", "Monday Night Football", "every Friday": a name or a habit, and no day."""
    before = re.findall(r"[^\W\d_]+", text[max(0, found.start() - 30) : found.start()])[-1:]
    behind = re.findall(r"[^\W\d_]+", text[found.end() : found.end() + 30])[:1]
    if before and before[0].lower() in page.words.words("habitual_before"):
        return True
    if behind and behind[0].lower() in page.words.words("habitual_behind"):
        return True
    if page.words.exact("nouns_capitalised") or not found.group()[:1].isupper():
        return False
    named = bool(before) and before[0][:1].isupper() and not page.words.union("prepositions") & {before[0].lower()}
    glued = text[found.start() - 1 : found.start()] == " " and text[found.start() - 2 : found.start() - 1].isalpha()
    follows = re.match(r"\s([^\W\d_a-zß-ÿ][\w’'-]+)", text[found.end() : found.end() + 30])
    return (named and glued and before[0] != text.split(" ")[0]) or (follows is not None and not glued)


def _shows_date(page: Page, days: _Days, on_a_day: Sequence[Statement]) -> bool:
    """A date in a byline, at the head of the first paragraph where datelines stand, or beside one of the weekdays."""
    lines = [page.text[piece.start : piece.end] for piece in page.pieces if piece.kind is Kind.BYLINE]
    lead = next((statement.text[:50] for statement in page.body), "")
    if any(days.date.search(line) for line in lines) or days.dateline.match(lead):
        return True
    return any(days.beside.search(statement.text) for statement in on_a_day)
