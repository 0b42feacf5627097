"""Measures the order "worth checking first": ``python -m tests.bench.worth``. No part of the product.

``worth.txt`` holds 120 invented statements of eight invented articles in four languages, labelled by hand: ``+`` is
worth checking. The points were set with the articles marked *set* in view; those *held out* were only scored, and
made hard on purpose. The demo's articles are a second measure that knows nothing of the points: what its people logged
counts as worth it.

Average precision of an article: the mean, over its statements worth checking, of the share of such statements among all
that stand no later. A random order's is its mean over 1,000 shuffles with a fixed seed.
"""

from __future__ import annotations

import os
import random
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from claims.reading.read import read
from claims.reading.worth import ranked

SHUFFLES = 1000
LABELLED = Path(__file__).with_suffix(".txt")


@dataclass(frozen=True, slots=True)
class Article:
    """An article by the labels of its statements in the order of the page, and by what the ranking makes of it."""

    language: str
    held_out: bool
    labels: tuple[bool, ...]
    order: tuple[int, ...]

    @property
    def ranked_labels(self) -> tuple[bool, ...]:
        """The labels in the order "worth checking first"."""
        return tuple(self.labels[index] for index in self.order)


def average_precision(labels: Sequence[bool]) -> float:
    """Of an order whose statements worth checking are true. ``0.0`` when there is none."""
    places = [place for place, good in enumerate(labels, 1) if good]
    shares = [found / place for found, place in enumerate(places, 1)]
    return statistics.fmean(shares) if shares else 0.0


def articles() -> list[Article]:
    """The labelled articles with their ranking."""
    chunks = LABELLED.read_text(encoding="utf-8").split("== ")[1:]
    return [_article(chunk) for chunk in chunks]


def _article(chunk: str) -> Article:
    head, *lines = chunk.strip().split("\n")
    language, _, use = head.partition(" ")
    labels = {line[2:]: line[0] == "+" for line in lines}
    reading = read("\n\n".join(labels), language=language)
    kept = tuple(labels[statement.text] for statement in reading.statements)
    return Article(language, use == "held out", kept, tuple(one.number - 1 for one in ranked(reading)))


def random_order(labels: Sequence[bool], seed: int = 4) -> float:
    """The mean average precision of shuffled orders."""
    chance, order = random.Random(seed), list(labels)
    found = []
    for _ in range(SHUFFLES):
        chance.shuffle(order)
        found.append(average_precision(order))
    return statistics.fmean(found)


@dataclass(frozen=True, slots=True)
class Figures:
    """Mean average precision over some articles, by the order of their statements."""

    articles: int
    statements: int
    worth_first: float
    page: float
    chance: float


def figures(found: Sequence[Article]) -> Figures:
    """The figures of some articles."""
    return Figures(
        len(found),
        sum(len(one.labels) for one in found),
        statistics.fmean(average_precision(one.ranked_labels) for one in found),
        statistics.fmean(average_precision(one.labels) for one in found),
        statistics.fmean(random_order(one.labels) for one in found),
    )


def demo_articles() -> list[Article]:
    """The demo's articles; worth checking is what its people logged, which is less than all that is worth it."""
    import django

    django.setup()
    from claims.capture.fetch import Fetched
    from claims.capture.intake import from_fetched
    from claims.demo.content import ARTICLES
    from claims.demo.load import span
    from claims.demo.logged import CLAIMS
    from claims.demo.pages import article_page

    found = []
    for article in ARTICLES:
        url = article.url(80)
        page = from_fetched(Fetched(url, url, 200, {"content-type": "text/html"}, article_page(article), ()))
        logged = [e.passage for claim in CLAIMS for e in claim.evidence if e.article == article.slug]
        spans = [span(page.text, passage) for passage in logged]
        reading = read(page.text, blocks=page.blocks, published=article.published, language=page.facts.language)
        labels = tuple(any(one.start < end and start < one.end for start, end in spans) for one in reading.statements)
        order = tuple(one.number - 1 for one in ranked(reading))
        found += [Article(reading.language or "", True, labels, order)] if any(labels) else []
    return found


def main() -> None:
    """Print the table."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "provenance.settings")
    found = articles()
    print("| articles | statements | worth checking first | as it reads | at random |")
    print("|---|---|---|---|---|")
    for name, some in (
        ("points set with these in view", [one for one in found if not one.held_out]),
        ("held out", [one for one in found if one.held_out]),
        ("all of these", found),
        ("the demo: what its people logged", demo_articles()),
        *(
            (f"all in {language}", [one for one in found if one.language == language])
            for language in "en de fr es".split()
        ),
    ):
        f = figures(some)
        print(f"| {name} ({f.articles}) | {f.statements} | {f.worth_first:.3f} | {f.page:.3f} | {f.chance:.3f} |")


if __name__ == "__main__":
    main()
