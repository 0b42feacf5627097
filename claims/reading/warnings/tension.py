"""Statements of one origin that do not sit well together: for a person to judge. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from claims.reading.values import ReadingWarning, Statement
from claims.reading.warnings.page import WORD, Page, has, short, stems
from claims.vocabulary import WarningKind

_SAME = 0.8
"""Share of the words of the shorter statement that the other has too, when both are about the same."""

_LEAST = 3


def tension(page: Page) -> Iterator[ReadingWarning]:
    """One origin says a thing, and elsewhere that it is unclear or not so."""
    for statements in page.by_speaker.values():
        yield from _doubts(page, statements)
        yield from _denials(page, statements)


def _pair(about: str, first: Statement, second: Statement) -> ReadingWarning:
    detail = f"on “{about}”: “{short(first.text)}” / “{short(second.text)}”"
    return ReadingWarning(WarningKind.TENSION, detail, ((first.start, first.end), (second.start, second.end)))


def _doubts(page: Page, statements: Sequence[Statement]) -> Iterator[ReadingWarning]:
    """Something is said of somebody, and elsewhere that it is unclear."""
    doubts = page.words.words("doubt_words")
    sure = [statement for statement in statements if not has(statement.text, doubts)]
    for unsure in (statement for statement in statements if has(statement.text, doubts)):
        pairs = {pair for pair in _side_by_side(page, unsure) if min(map(len, pair)) > 3}
        for other in sure:
            shared = pairs & _side_by_side(page, other)
            if shared:
                yield _pair(" ".join(min(shared)), other, unsure)
                break


def _side_by_side(page: Page, statement: Statement) -> set[tuple[str, str]]:
    """Pairs of words that carry meaning and stand side by side."""
    small = page.words.words("small_words")
    words = list(WORD.finditer(page.text, *page.content(statement)))
    return {
        (first.group().lower(), second.group().lower())
        for first, second in pairwise(words)
        if not {first.group().lower(), second.group().lower()} & small
        and page.text[first.end() : second.start()].isspace()
    }


def _denials(page: Page, statements: Sequence[Statement]) -> Iterator[ReadingWarning]:
    """The same words, once with a "not"."""
    negations = page.words.words("denials")
    for index, first in enumerate(statements):
        for second in statements[index + 1 :]:
            one, other = _is_denied(page, first, negations), _is_denied(page, second, negations)
            if one != other and _is_same(page, first, second):
                words = page.terms(page.content(first))
                shared = stems(words) & stems(page.terms(page.content(second)))
                yield _pair(" ".join(term.word for term in words if term.stem in shared), first, second)


def _is_denied(page: Page, statement: Statement, negations: frozenset[str]) -> bool:
    low = page.text[slice(*page.content(statement))].lower().replace("’", "'")
    return has(low, negations) or "n't" in low


def _is_same(page: Page, first: Statement, second: Statement) -> bool:
    one, other = (stems(page.terms(page.content(statement))) for statement in (first, second))
    shared = len(one & other)
    return shared >= _LEAST and shared >= _SAME * max(len(one), len(other))
