"""Which statements are worth checking first: a simple sum of signs, each of which a person can see. Pure.

What counts and how much stands in :data:`POINTS`; the words by which a sign is known stand in the lexicons under
``worth``. The signs are those that the literature on check-worthiness agrees on (numbers, names, factual verbs,
comparison, cause, law; against opinion, hope, question and the writer's own person), with points set by hand. Nothing
is hidden: every statement gets a score, however low.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from claims.reading.values import Reading, Statement
from claims.reading.words import LANGUAGES, lexicon
from claims.vocabulary import UNNAMED_SOURCING, Part, SourcingType


class Sign(StrEnum):
    """What speaks for or against checking a statement."""

    NUMBER = "number"
    QUANTITY = "quantity"
    DATE = "date"
    NAME = "name"
    FACT = "fact"
    CAUSE = "cause"
    COMPARISON = "comparison"
    LAW = "law"
    ATTRIBUTED = "attributed"
    UNNAMED = "unnamed"
    HEADLINE = "headline"
    LEAD = "lead"
    EARLY = "early"
    CAPTION = "caption"
    OPINION = "opinion"
    HOPE = "hope"
    QUESTION = "question"
    OWN_PERSON = "own_person"
    SHORT = "short"
    FURNITURE = "furniture"


BASE = 30
"""What a statement without any sign scores, of 100."""

POINTS: Mapping[Sign, int] = {
    Sign.NUMBER: 12,
    Sign.QUANTITY: 8,
    Sign.DATE: 6,
    Sign.NAME: 8,
    Sign.FACT: 14,
    Sign.CAUSE: 8,
    Sign.COMPARISON: 8,
    Sign.LAW: 8,
    Sign.ATTRIBUTED: 10,
    Sign.UNNAMED: 6,
    Sign.HEADLINE: 10,
    Sign.LEAD: 8,
    Sign.EARLY: 8,
    Sign.CAPTION: -10,
    Sign.OPINION: -14,
    Sign.HOPE: -16,
    Sign.QUESTION: -25,
    Sign.OWN_PERSON: -14,
    Sign.SHORT: -15,
    Sign.FURNITURE: -30,
}
"""The one table of what counts how much."""

LABELS: Mapping[Sign, str] = {
    Sign.NUMBER: "a number",
    Sign.QUANTITY: "a quantity",
    Sign.DATE: "a date",
    Sign.NAME: "a name",
    Sign.FACT: "says that something happened or holds",
    Sign.CAUSE: "says what led to what",
    Sign.COMPARISON: "compares",
    Sign.LAW: "says what a law or contract demands",
    Sign.ATTRIBUTED: "says who says so",
    Sign.UNNAMED: "rests on somebody without a name",
    Sign.HEADLINE: "the headline",
    Sign.LEAD: "the lead",
    Sign.EARLY: "stands early on the page",
    Sign.CAPTION: "a caption",
    Sign.OPINION: "judges",
    Sign.HOPE: "hopes, wishes or guesses",
    Sign.QUESTION: "asks",
    Sign.OWN_PERSON: "speaks of oneself",
    Sign.SHORT: "very short",
    Sign.FURNITURE: "looks like no part of the article",
}
"""The signs in words for people."""

_SHORT, _SHORT_CHARACTERS = 5, 48
"""Words and characters; a statement with fewer of both is very short, so scripts without spaces are none the worse."""

_EARLY = 3
"""The first third of the statements stands early: news tells first what matters most."""

_WORD = re.compile(r"\w+(?:[’'.,:-]\w+)*")
_NUMBER = re.compile(r"(?<![\w.])\d[\d.,:]*(?:\s?%|‰)?")
_CAPITAL = re.compile(r"[^\W\d_]*[A-ZÀ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮĶĹĻĽŁŃŅŇŐŒŔŘŚŞŠŤŪŮŰŲŹŻŽ][^\W\d_]*(?:[’'-][^\W\d_]+)*")
_QUESTION_MARKS = ("?", "؟", "？")
_BY_WORDS = {
    "facts": Sign.FACT,
    "cause": Sign.CAUSE,
    "comparison": Sign.COMPARISON,
    "law": Sign.LAW,
    "dates": Sign.DATE,
    "opinion": Sign.OPINION,
    "hope": Sign.HOPE,
    "own_person": Sign.OWN_PERSON,
    "furniture": Sign.FURNITURE,
}
"""Lists of the lexicons and the sign that their words are."""

_PLACES = {Part.HEADLINE: Sign.HEADLINE, Part.LEAD: Sign.LEAD, Part.CAPTION: Sign.CAPTION}


@dataclass(frozen=True, slots=True)
class Reason:
    """A sign that counted, its points, and the words by which it is known where it has some."""

    sign: Sign
    points: int
    words: str | None = None

    @property
    def label(self) -> str:
        """The sign in words for people."""
        return LABELS[self.sign]


@dataclass(frozen=True, slots=True)
class Worth:
    """How much a statement is worth checking, 0 to 100; ``number`` is its place on the page, from 1."""

    number: int
    score: int
    reasons: tuple[Reason, ...]


def ranked(reading: Reading) -> tuple[Worth, ...]:
    """Every statement once, the one most worth checking first; equals stand in the order of the page."""
    statements, language = reading.statements, reading.language if reading.language in LANGUAGES else None
    early = len(statements) // _EARLY
    found = (_worth(one, number, language, early=number <= early) for number, one in enumerate(statements, 1))
    return tuple(sorted(found, key=lambda one: (-one.score, one.number)))


def _worth(statement: Statement, number: int, language: str | None, *, early: bool) -> Worth:
    """The score of one statement with its reasons, the weightiest first. Without a lexicon no word counts."""
    signs = dict(_signs(statement, language))
    if early and statement.part is Part.BODY:
        signs[Sign.EARLY] = None
    reasons = [Reason(sign, POINTS[sign], words) for sign, words in signs.items()]
    score = BASE + sum(reason.points for reason in reasons)
    return Worth(number, max(0, min(100, score)), tuple(sorted(reasons, key=lambda reason: -abs(reason.points))))


def _signs(statement: Statement, language: str | None) -> Iterator[tuple[Sign, str | None]]:
    text = statement.text
    yield from _of_place(statement)
    if number := _NUMBER.search(text):
        yield Sign.NUMBER, number.group().strip(" .,:")
    if text.rstrip(" ”\"»’'").endswith(_QUESTION_MARKS):
        yield Sign.QUESTION, None
    if len(_WORD.findall(text)) < _SHORT and len(text) < _SHORT_CHARACTERS:
        yield Sign.SHORT, None
    if language is not None:
        yield from _of_words(text, _words(language))


def _of_place(statement: Statement) -> Iterator[tuple[Sign, str | None]]:
    if statement.part in _PLACES:
        yield _PLACES[statement.part], None
    if statement.sourcing is not SourcingType.UNATTRIBUTED:
        yield Sign.ATTRIBUTED, statement.source_words
    if statement.sourcing in UNNAMED_SOURCING:
        yield Sign.UNNAMED, None


def _of_words(text: str, words: _Words) -> Iterator[tuple[Sign, str | None]]:
    for sign, pattern in words.signs:
        if found := pattern.search(text):
            yield sign, found.group()
    if found := words.quantity.search(text):
        yield Sign.QUANTITY, found.group().strip()
    if name := _name(text, words.name_words):
        yield Sign.NAME, name


def _name(text: str, least: int) -> str | None:
    """The first run of at least ``least`` capitalised words that does not merely begin the sentence."""
    runs = re.finditer(rf"{_CAPITAL.pattern}(?:\s{_CAPITAL.pattern}){{{least - 1},3}}", text)
    inside = (found for found in runs if re.search(r"\w", text[: found.start()]))
    found = next(inside, None)
    return found.group() if found else None


@dataclass(frozen=True, slots=True)
class _Words:
    """The patterns of one language; ``name_words`` is how many capitalised words together make a name."""

    signs: tuple[tuple[Sign, re.Pattern[str]], ...]
    quantity: re.Pattern[str]
    name_words: int


@cache
def _words(language: str) -> _Words:
    table = lexicon(language).table("worth")
    lists = {name: value.split("|") for name, value in table.items() if isinstance(value, str)}
    units = _any_of(lists["units"])
    quantity = re.compile(
        rf"\d[\d.,]*\s?(?:%|‰|°|[€$£¥])|[€$£¥]\s?\d[\d.,]*|(?<!\w)(?:\d[\d.,]*\s(?:\w+\s)?{units}|{_any_of(lists['amounts'])})",
        re.IGNORECASE,
    )
    signs = tuple((sign, re.compile(_any_of(lists[name]), re.IGNORECASE)) for name, sign in _BY_WORDS.items())
    name_words = table.get("name_words", 1)
    return _Words(signs, quantity, name_words if isinstance(name_words, int) else 1)


def _any_of(entries: list[str]) -> str:
    """A pattern for any of the entries as whole words, the longest first; one that ends in ``*`` may go on."""
    bare = sorted((entry.strip() for entry in entries), key=len, reverse=True)
    known = (re.escape(entry.removesuffix("*")) + (r"\w*" if entry.endswith("*") else "") for entry in bare)
    return rf"(?<!\w)(?:{'|'.join(known)})(?!\w|\.\s?\d)"
