"""Pictures that are older than their story, and weekdays that nobody can date. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims.reading.parts import Kind
from claims.reading.values import ReadingWarning
from claims.reading.warnings.page import Page
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
    if page.published or not page.words.exact("weekdays") or _shows_date(page):
        return
    for statement in page.body:
        for found in _weekday(page).finditer(statement.text):
            if not _is_name(page, statement.text, found):
                span = (statement.start + found.start(), statement.start + found.end())
                detail = f"“{found.group()}”, and no date of publication is shown"
                yield ReadingWarning(WarningKind.UNDATED, detail, (span,))
                return


def _weekday(page: Page) -> re.Pattern[str]:
    days = "|".join(page.words.exact("weekdays"))
    return re.compile(rf"\b(?:{days})\b(?!,?\s(?:(?:in|im|en|de)\s)?(?:{_months(page)}|\d))")


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


def _months(page: Page) -> str:
    months = sorted(page.words.numbers("months"), key=len, reverse=True)
    return "|".join(f"(?i:{month})" for month in months) or "(?!)"


def _day(page: Page) -> str:
    """A pattern for a day with its month."""
    months = _months(page)
    named = rf"(?:{months})\.?\s\d{{1,2}}\b|\d{{1,2}}(?:\.|er)?\s(?:de\s)?(?:{months})\b"
    return rf"{named}|\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}"


def _shows_date(page: Page) -> bool:
    """A date in a byline, at the head of the first paragraph where datelines stand, or beside one of the weekdays."""
    day = _day(page)
    lines = [page.text[piece.start : piece.end] for piece in page.pieces if piece.kind is Kind.BYLINE]
    lead = next((statement.text[:50] for statement in page.body), "")
    if any(re.search(day, line) for line in lines) or re.match(rf"[^a-z]{{0,30}}(?:{day})", lead):
        return True
    days = "|".join(page.words.exact("weekdays"))
    beside = re.compile(rf"\b(?:{days}),?\s(?:den\s|el\s)?(?:{day})")
    return any(beside.search(statement.text) for statement in page.body)
