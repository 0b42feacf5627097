"""What is known of links, in words."""

from __future__ import annotations

import pytest

from claims.web.link_words import changes, how_often, visits


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0.05, "about 20 times a day"),
        (0.5, "about 2 times a day"),
        (0.9, "about once a day"),
        (1.2, "about once a day"),
        (9.4, "about once in 9 days"),
        (59, "about once in 59 days"),
        (60, "about once in 2 months"),
        (365, "about once in 12 months"),
    ],
)
def test_how_often_something_happens(days: float, words: str) -> None:
    assert how_often(days) == words


def test_a_rate_that_nobody_knows_is_not_guessed() -> None:
    assert changes(None).startswith("Not known yet")
    assert changes(0) == "Never seen to change."
    assert changes(2) == "About 2 times a day, as its visits tell."


def test_what_is_promised_comes_before_what_a_page_is_worth() -> None:
    assert visits(30, published=True) == "Every day: a published claim rests on it."
    assert visits(0.25, published=True) == "About 4 times a day."
    assert visits(30, published=False) == "About once in 30 days."
    assert visits(None, published=False) == "About once in 7 days."
    assert visits(0.25, published=True, dead=True).startswith("About once a week: the page is dead.")
