"""Statements of one origin that do not sit well together: for a person to judge. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from claims.reading.values import ReadingWarning, Statement
from claims.reading.warnings.page import WORD, Page, has, short, stems
from claims.vocabulary import WarningKind

_SAME = 0.8
"""Share of the words of the shorter statement that the other has too, when both are about the same."""

_LEAST = 3

_BEFORE, _BEHIND = 4, 7
"""Words before and behind an "unclear" among which stands what is unclear."""


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
        doubted = _doubted(page, unsure, doubts)
        for other in sure:
            shared = doubted & set(_side_by_side(page, list(WORD.finditer(page.text, *page.content(other)))))
            if shared:
                yield _pair(" ".join(min(shared)), other, unsure)
                break


def _doubted(page: Page, statement: Statement, doubts: frozenset[str]) -> set[tuple[str, str]]:
    """Of whom it is unclear: "unclear if the port office knows", "the port office is unaware"."""
    words = list(WORD.finditer(page.text, *page.content(statement)))
    found: set[tuple[str, str]] = set()
    for at, word in enumerate(words):
        if word.group().lower() in doubts:
            found.update(_side_by_side(page, words[max(0, at - _BEFORE) : at]))
            found.update(_side_by_side(page, words[at + 1 : at + 1 + _BEHIND]))
    return {pair for pair in found if min(map(len, pair)) > 3}


def _side_by_side(page: Page, words: Sequence[re.Match[str]]) -> Iterator[tuple[str, str]]:
    """Pairs of words that carry meaning and stand side by side."""
    small = page.words.words("small_words")
    for first, second in pairwise(words):
        pair = first.group().lower(), second.group().lower()
        if not set(pair) & small and page.text[first.end() : second.start()].isspace():
            yield pair


def _denials(page: Page, statements: Sequence[Statement]) -> Iterator[ReadingWarning]:
    """The same words, once with a "not"."""
    denied = [_is_denied(page, statement) for statement in statements]
    if len(set(denied)) < 2:
        return
    terms = [page.terms(page.content(statement)) for statement in statements]
    words = list(map(stems, terms))
    for one, other in combinations(range(len(statements)), 2):
        if denied[one] != denied[other] and _is_same(words[one], words[other]):
            shared = words[one] & words[other]
            about = " ".join(term.word for term in terms[one] if term.stem in shared)
            yield _pair(about, statements[one], statements[other])


def _is_denied(page: Page, statement: Statement) -> bool:
    low = page.text[slice(*page.content(statement))].lower().replace("’", "'")
    return has(low, page.words.words("denials")) or "n't" in low


def _is_same(one: frozenset[str], other: frozenset[str]) -> bool:
    shared = len(one & other)
    return shared >= _LEAST and shared >= _SAME * max(len(one), len(other))
