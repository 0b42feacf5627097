"""Worth checking first: nothing is dropped, the same page gives the same order, and every point has its reason."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.reading.read import read
from claims.reading.words import LANGUAGES, lexicon
from claims.reading.worth import BASE, LABELS, POINTS, Reason, Sign, Worth, ranked
from tests.bench.worth import articles, figures
from tests.reading.build import HARBOUR


def of(sentence: str, language: str = "en") -> Worth:
    """The worth of ``sentence``, the last of a page on which nothing stands early."""
    before = ("The day was grey.", "Nobody came.", "The shop stayed shut.", "A dog slept.")
    text = "\n\n".join(["A week in Eastmere", *before, sentence])
    reading = read(text, language=language)
    number = next(n for n, one in enumerate(reading.statements, 1) if one.text == sentence)
    return next(one for one in ranked(reading) if one.number == number)


def signs(sentence: str, language: str = "en") -> dict[Sign, str | None]:
    return {reason.sign: reason.words for reason in of(sentence, language).reasons}


@given(st.lists(st.text(min_size=1, max_size=60), max_size=12), st.sampled_from([*LANGUAGES, "hr", "ar", None]))
def test_every_statement_is_ranked_once_whatever_the_text(paragraphs: list[str], language: str | None) -> None:
    reading = read("\n\n".join(paragraphs), language=language)
    found = ranked(reading)
    assert sorted(one.number for one in found) == list(range(1, len(reading.statements) + 1))
    assert all(0 <= one.score <= 100 for one in found)
    assert found == ranked(reading)


@given(st.permutations(range(6)))
def test_equals_stand_in_the_order_of_the_page(order: list[int]) -> None:
    reading = read(HARBOUR, language="en")
    same = tuple(replace(reading.statements[-1], start=n, end=n + 1) for n in order)
    found = ranked(replace(reading, statements=same))
    assert [one.number for one in found if Sign.EARLY not in {r.sign for r in one.reasons}] == [3, 4, 5, 6]
    assert all(a.score > b.score or a.number < b.number for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("sentence", "sign", "words"),
    [
        ("The pumps failed on 214 crossings.", Sign.NUMBER, "214"),
        ("The pumps failed on 214 crossings.", Sign.QUANTITY, "214 crossings"),
        ("The pumps failed again in 2019.", Sign.DATE, "in 2019"),
        ("The owners met Ida Quill at the quay.", Sign.NAME, "Ida Quill"),
        ("The owners sold the mill.", Sign.FACT, "sold"),
        ("The mill closed because of the price of power.", Sign.CAUSE, "because of"),
        ("It is the oldest mill on the coast.", Sign.COMPARISON, "oldest"),
        ("The contract names a day for the payment.", Sign.LAW, "contract"),
        ("The mill closed, the Tern Line said.", Sign.ATTRIBUTED, "the Tern Line"),
        ("A guard who asked not to be named said the mill had closed.", Sign.UNNAMED, None),
        ("The town should buy the mill.", Sign.OPINION, "should"),
        ("Perhaps the mill has a future after all.", Sign.HOPE, "Perhaps"),
        ("What will the owners of the mill do?", Sign.QUESTION, None),
        ("My uncle had a key to the mill.", Sign.OWN_PERSON, "My"),
        ("So it goes.", Sign.SHORT, None),
    ],
)
def test_a_sign_counts_with_its_words(sentence: str, sign: Sign, words: str | None) -> None:
    assert signs(sentence)[sign] == words


@pytest.mark.parametrize(
    ("language", "more", "less"),
    [
        ("en", "The company paid 40 million crowns to its board.", "We should hope for a better year."),
        ("de", "Die Firma zahlte ihrem Vorstand 40 Millionen Euro.", "Wir hoffen auf ein schönes Jahr."),
        ("fr", "La société a payé 40 millions d’euros à son conseil.", "Nous espérons une plus belle année."),
        ("es", "La empresa pagó 40 millones de euros a su consejo.", "Ojalá tengamos un año hermoso."),
    ],
)
def test_figures_come_before_hopes_in_each_language(language: str, more: str, less: str) -> None:
    assert of(more, language).score > BASE > of(less, language).score


def test_every_sign_has_points_and_words_for_people() -> None:
    assert set(POINTS) == set(LABELS) == set(Sign)
    assert Reason(Sign.FACT, POINTS[Sign.FACT]).label == "says that something happened or holds"
    assert {sign for sign in Sign if POINTS[sign] < 0} == {
        Sign.CAPTION,
        Sign.OPINION,
        Sign.HOPE,
        Sign.QUESTION,
        Sign.OWN_PERSON,
        Sign.SHORT,
        Sign.FURNITURE,
    }


def test_the_lexicons_hold_the_same_lists() -> None:
    english = set(lexicon("en").table("worth"))
    for language in LANGUAGES:
        table = lexicon(language).table("worth")
        assert set(table) - {"name_words"} == english
        assert all("" not in str(entries).split("|") for entries in table.values())


def test_the_order_beats_the_page_and_chance_on_labelled_articles_that_were_only_scored() -> None:
    found = figures([one for one in articles() if one.held_out])
    assert found.statements >= 55
    assert found.worth_first >= 0.78
    assert found.worth_first > found.page + 0.05
    assert found.worth_first > found.chance + 0.15
