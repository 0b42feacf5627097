"""Two editions of a page: every statement once, the same pairs both ways, and a source that went is told."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.reading.editions import Change, FactChange, Laundering, PageFacts, Pair, changed_facts, compare
from claims.reading.read import read
from claims.reading.values import Statement
from claims.vocabulary import SourcingType
from tests.reading.build import sentence

PLAIN = sentence("The quay of Eastmere was shut.")
WORDS = "the quay of eastmere lies under ice and crews wait while tugs 20 30 say".split()


def of(text: str) -> tuple[Statement, ...]:
    return read(text, language="en").statements


def edition(*sentences: str) -> tuple[Statement, ...]:
    return of("\n\n".join(["A quiet week in Eastmere", "Nothing happened on the first day of the fair.", *sentences]))


def changes(*pairs: Pair) -> list[Change]:
    return [pair.change for pair in pairs]


sentences_of_words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(lambda words: " ".join(words) + ".")
texts = st.lists(sentences_of_words, max_size=9).map("\n\n".join)


@given(texts, texts)
def test_every_statement_of_both_editions_stands_there_once(old: str, new: str) -> None:
    before, after = of(old), of(new)
    found = compare(before, after)
    assert [pair.new for pair in found if pair.new] == list(after)
    assert Counter(pair.old for pair in found if pair.old) == Counter(before)
    assert compare(before, after) == found
    for pair in found:
        assert (pair.old is None) == (pair.change is Change.ADDED)
        assert (pair.new is None) == (pair.change is Change.REMOVED)


@given(texts, texts)
def test_the_other_way_round_gives_the_same_pairs(old: str, new: str) -> None:
    before, after = of(old), of(new)
    there = {(pair.old, pair.new) for pair in compare(before, after)}
    assert {(pair.new, pair.old) for pair in compare(after, before)} == there


@given(texts)
def test_a_page_beside_itself_is_unchanged_and_in_order(text: str) -> None:
    found = compare(of(text), of(text))
    assert all(pair.change is Change.SAME and not pair.moved and pair.laundering is None for pair in found)


def test_a_word_that_changed_is_a_change_in_wording() -> None:
    old = edition("Two of the three engines of the ferry failed.", "The Marta was built in 1998.")
    new = edition("One of the three engines of the ferry failed.", "The Marta was built in 1998.")
    assert changes(*compare(old, new)) == [Change.SAME, Change.SAME, Change.WORDING, Change.SAME]


@pytest.mark.parametrize(
    ("old", "new", "laundering"),
    [
        (
            "The pumps of the ferry failed in March, a source at the port said.",
            "The pumps of the ferry failed in March.",
            Laundering.OWN_VOICE,
        ),
        (
            "The pumps of the ferry failed in March, a source at the port said.",
            "The pumps of the ferry failed in March, the Harbour Board said.",
            Laundering.NAMED,
        ),
        (
            "The pumps of the ferry failed in March, the Harbour Board said.",
            "The pumps of the ferry failed in March, a source at the port said.",
            None,
        ),
    ],
)
def test_a_source_that_changed_is_told_and_one_that_went_up_is_laundering(
    old: str, new: str, laundering: Laundering | None
) -> None:
    found = compare(edition(old), edition(new))[-1]
    assert (found.change, found.laundering) == (Change.SOURCING, laundering)


def test_a_reporter_who_was_dropped_is_laundering() -> None:
    said = "Port officials see no danger and think it is “the usual winter fuss of people who own no boat,”"
    old = edition(f"{said} a person close to the talks said.")
    named = replace(old[-1], text=said, source_words="Port officials", relayed_for=None)
    assert old[-1].relayed_for == "Port officials"
    assert compare(old[-1:], [named])[0].laundering is Laundering.RELAY_DROPPED
    assert compare([named], old[-1:])[0].laundering is None


def test_what_moved_is_told_and_nothing_else_is() -> None:
    first, second, third = "The fair began.", "Tugs broke the ice.", "Crews waited at the quay."
    found = compare(edition(first, second, third), edition(third, first, second))
    assert [pair.new.text for pair in found if pair.moved and pair.new] == [third]
    assert set(changes(*found)) == {Change.SAME}


def test_what_was_removed_stands_where_it_stood() -> None:
    first, second, third = "The fair began.", "Tugs broke the ice.", "Crews waited at the quay."
    found = compare(edition(first, second, third), edition(first, third, "Nobody was hurt in the bay."))
    texts_of = [(pair.change, (pair.new or pair.old or PLAIN).text) for pair in found][2:]
    assert texts_of == [
        (Change.SAME, first),
        (Change.REMOVED, second),
        (Change.SAME, third),
        (Change.ADDED, "Nobody was hurt in the bay."),
    ]


def test_the_same_words_with_another_speaker_before_them_change_their_sourcing() -> None:
    old, new = PLAIN, replace(PLAIN, sourcing=SourcingType.UNNAMED_PERSON)
    assert changes(*compare([old], [new])) == [Change.SOURCING]


def test_facts_of_the_page_are_compared_whatever_the_space_in_them() -> None:
    old = PageFacts(headline="Ferry  drifts", byline="Mara Lind", notice="© 2025 Lamp", published="2026-03-02")
    new = PageFacts(headline="Ferry drifts", byline=None, notice="© 2026 Lamp", published="2026-03-02")
    assert changed_facts(old, new) == (
        FactChange("byline", "Mara Lind", None),
        FactChange("notice", "© 2025 Lamp", "© 2026 Lamp"),
    )


def test_two_books_are_compared_in_some_seconds() -> None:
    many = [
        replace(PLAIN, start=n, text=f"Line {n} of the log of ship {n % 97} with {n * 7} marks") for n in range(3000)
    ]
    other = [replace(one, text=one.text + " and more") for one in many]
    began = time.process_time()
    found = compare(many, other)
    assert time.process_time() - began < 10
    assert sum(pair.change is Change.WORDING for pair in found) > 2900
