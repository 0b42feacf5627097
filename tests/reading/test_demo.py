"""How far the reading agrees with what people wrote down of the demo's passages. The level reached is held."""

from __future__ import annotations

from functools import cache

import pytest

from claims.capture.fetch import Fetched
from claims.capture.intake import from_fetched
from claims.demo.content import BY_SLUG
from claims.demo.load import span
from claims.demo.logged import CLAIMS
from claims.demo.logged.values import DemoEvidence
from claims.demo.pages import article_page
from claims.reading.read import read
from claims.reading.values import Statement
from claims.reading.words import LANGUAGES

READ = [
    evidence
    for evidence in {(e.article, e.passage): e for claim in CLAIMS for e in claim.evidence}.values()
    if BY_SLUG[evidence.article].outlet.language in LANGUAGES
]
"""Each logged passage once, of pages in a language that is read."""


@cache
def _statements(slug: str) -> tuple[str, tuple[Statement, ...]]:
    article = BY_SLUG[slug]
    url = article.url(80)
    page = from_fetched(Fetched(url, url, 200, {"content-type": "text/html"}, article_page(article), ()))
    reading = read(page.text, blocks=page.blocks, published=article.published, language=page.facts.language)
    return page.text, reading.statements


def _first_statement(evidence: DemoEvidence) -> Statement:
    text, statements = _statements(evidence.article)
    start, end = span(text, evidence.passage)
    return next(statement for statement in statements if statement.start < end and start < statement.end)


def _same_words(evidence: DemoEvidence, statement: Statement) -> bool:
    """One of the two holds the other: a person may write down more or less of an apposition."""
    wanted = (evidence.sourcing.source_words or "").lower()
    told = [(words or "").lower() for words in (statement.source_words, statement.description)]
    return any(wanted == words or (words and wanted and (words in wanted or wanted in words)) for words in told)


@pytest.mark.parametrize(
    ("what", "least"),
    [("sourcing", 60), ("voice", 58), ("source words", 60)],
)
def test_the_machine_agrees_with_the_people_of_the_demo(what: str, least: int) -> None:
    agree = {
        "sourcing": lambda e, s: e.sourcing.sourcing_type is s.sourcing,
        "voice": lambda e, s: e.sourcing.voice is s.voice,
        "source words": _same_words,
    }[what]
    apart = [e.passage for e in READ if not agree(e, _first_statement(e))]
    assert len(READ) - len(apart) >= least, apart


def test_the_demo_has_passages_enough_to_count() -> None:
    assert len(READ) >= 66
