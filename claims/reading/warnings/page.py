"""What the rules of warnings look at, and the words that they share. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import NamedTuple

from claims.reading.parts import Kind, Piece
from claims.reading.values import Caption, Span, Statement
from claims.reading.warnings.amounts import Amount, amounts
from claims.reading.words import Lexicon
from claims.vocabulary import Part, SourcingType

WORD = re.compile(r"[^\W_]+(?:[.’'-][^\W_]+)*")

COMPARED = 60
"""Statements of one source that are compared with each other."""

LOOKED_INTO = 2_000
"""Characters of a statement that are looked into."""

_ENDINGS = ("ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "ies", "ied", "es", "ed", "en", "s")


class Term(NamedTuple):
    """A word that carries meaning: as written, its stem, and where it stands in the page's text."""

    word: str
    stem: str
    start: int
    end: int


@dataclass(frozen=True)
class Page:
    """Everything that the rules look at. ``outlet`` is the name of the paper or site, where it is known."""

    text: str
    pieces: Sequence[Piece]
    statements: Sequence[Statement]
    captions: Sequence[Caption]
    published: date | None
    words: Lexicon
    outlet: str | None = None

    @cached_property
    def headline(self) -> Statement | None:
        return next((statement for statement in self.statements if statement.part is Part.HEADLINE), None)

    @cached_property
    def body(self) -> tuple[Statement, ...]:
        return tuple(statement for statement in self.statements if statement.part in (Part.LEAD, Part.BODY, Part.QUOTE))

    @cached_property
    def attributed(self) -> tuple[Statement, ...]:
        return tuple(statement for statement in self.body if statement.sourcing is not SourcingType.UNATTRIBUTED)

    @cached_property
    def by_speaker(self) -> Mapping[str, list[Statement]]:
        """What each person or body says, in order; groups of people are many speakers, and are left out."""
        found: dict[str, list[Statement]] = defaultdict(list)
        for statement in self.attributed:
            key = statement.origin or statement.description
            if key and statement.sourcing is not SourcingType.UNNAMED_GROUP and len(found[key]) < COMPARED:
                found[key].append(statement)
        return found

    @cached_property
    def year(self) -> int | None:
        """The year of the story: as published, else as its notice or the lines around the article say."""
        if self.published:
            return self.published.year
        around = (self.text[p.start : p.end] for p in self.pieces if p.kind in (Kind.NOTICE, Kind.BYLINE))
        years = [int(year) for line in around for year in re.findall(r"\b(?:19|20)\d\d\b", line)]
        return max(years, default=None)

    def says_like(self, stem_: str, statement: Statement) -> bool:
        """Whether the statement can have a word with this stem: a quick look before its words are taken apart."""
        folded = self._folded.get(statement.start)
        if folded is None:
            low = statement.text.lower()
            folded = self._folded[statement.start] = low.replace("’", "'").replace(".", "")
        return stem_ in folded

    @cached_property
    def _folded(self) -> dict[int, str]:
        return {}

    @cached_property
    def body_terms(self) -> tuple[tuple[Statement, tuple[Term, ...]], ...]:
        """The words that carry meaning, statement by statement of the body."""
        return tuple((statement, self.terms((statement.start, statement.end))) for statement in self.body)

    def amounts(self, statement: Statement) -> tuple[Amount, ...]:
        """The amounts of a statement, looked for once."""
        found = self._amounts.get(statement.start)
        if found is None:
            span = statement.start, min(statement.end, statement.start + LOOKED_INTO)
            found = self._amounts[statement.start] = amounts(self.text, span, self.words)
        return found

    @cached_property
    def _amounts(self) -> dict[int, tuple[Amount, ...]]:
        return {}

    @cached_property
    def written_small(self) -> frozenset[str]:
        """The words that the body writes in small letters, so that a capital makes no name of them."""
        words = (match.group() for statement in self.body for match in WORD.finditer(statement.text))
        return frozenset(word for word in words if word.islower())

    def terms(self, span: Span) -> tuple[Term, ...]:
        """The words that carry meaning between two positions."""
        small = self.words.union("small_words", "function_words")
        found: list[Term] = []
        for match in WORD.finditer(self.text, span[0], min(span[1], span[0] + LOOKED_INTO)):
            word = match.group()
            if len(word) > 1 and plain(word) not in small:
                found.append(Term(word.lower(), stem(word), *match.span()))
        return tuple(found)

    def content(self, statement: Statement) -> Span:
        """Where the statement says what is said, without its source."""
        return statement.content or (statement.start, statement.end)


@lru_cache(maxsize=20_000)
def plain(word: str) -> str:
    """A word in small letters without its genitive and the full stops of an abbreviation."""
    low = word.lower().replace("’", "'")
    return (low[:-2] if low.endswith("'s") else low).replace(".", "").strip("'")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """What forms of one word have in common, near enough to compare two sentences: "closed", "closing": "clos"."""
    low = plain(word)
    for ending in _ENDINGS:
        if low.endswith(ending) and len(low) - len(ending) >= 3:
            low = low[: -len(ending)]
            break
    low = low.removesuffix("e") if len(low) > 3 else low
    return low[:-1] if len(low) > 3 and low[-1] == low[-2] else low


def stems(terms: Sequence[Term]) -> frozenset[str]:
    return frozenset(term.stem for term in terms)


def has(words: str, wanted: frozenset[str]) -> bool:
    """Whether one of the words is wanted."""
    return not wanted.isdisjoint(words.lower().split())


def short(text: str) -> str:
    """A sentence cut to what a line can show."""
    return text if len(text) <= 120 else text[:119].rsplit(" ", 1)[0] + "…"
