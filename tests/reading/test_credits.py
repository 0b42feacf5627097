"""Credits that pages give: every labelled page that is not known to be misread, and texts of any kind."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.capture.values import PageLink
from claims.reading.credit_words import agencies, agency_list
from claims.reading.credits import find_credits
from claims.vocabulary import CreditKind
from tests.bench.credits import Page, labelled

MISREAD = {"Reports in the Northern Lamp", "Der „Vellmarer Kurier“ hatte zuerst"}
"""Beginnings of sentences that are known to credit somebody and are not found; nothing wrong is found in them."""

PAGES = labelled()


def _known_as_misread(page: Page) -> bool:
    return any(words in page.text for words in MISREAD)


def test_there_are_enough_labelled_pages_and_nearly_half_are_traps() -> None:
    traps = [page for page in PAGES if not page.wanted]
    assert len(PAGES) >= 170
    assert len(traps) * 2 >= len(PAGES) * 0.9


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.number}-{page.language}")
def test_a_labelled_page_is_read_as_labelled(page: Page) -> None:
    assert page.found() == (frozenset() if _known_as_misread(page) else page.wanted)


def test_words_and_place_of_a_credit_are_the_pages_own() -> None:
    text = "Engines failed\n\nThe failure was first reported by the Harbour Echo on Sunday.\n\nMore came out later."
    (credit,) = find_credits(text)
    assert credit.words == "The failure was first reported by the Harbour Echo on Sunday."
    assert credit.span is not None
    assert text[slice(*credit.span)].startswith("first reported by the Harbour Echo")


def test_the_stronger_of_two_credits_of_one_name_is_kept() -> None:
    text = (
        "Engines failed\n\n“Two failed,” the engineer told the Harbour Echo.\n\n"
        "The failure was first reported by the Harbour Echo."
    )
    assert [credit.kind for credit in find_credits(text)] == [CreditKind.REPORT]


def test_a_language_that_is_not_read_still_has_agency_lines() -> None:
    text = "Dwa z trzech silników promu zawiodły przed burzą, wynika z dziennika okrętowego, który widziano.\n\n(PAP)"
    assert [credit.names for credit in find_credits(text, language="pl")] == [("PAP",)]


def test_every_spelling_of_an_agency_is_found_among_others() -> None:
    for spelling in agencies():
        assert re.fullmatch(agency_list(), spelling), spelling


@given(st.text(max_size=400), st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), max_size=3))
def test_no_text_makes_it_stumble(text: str, places: list[tuple[int, int]]) -> None:
    links = [PageLink("https://echo.example/a", *sorted(place)) for place in places]
    for credit in find_credits(text, links=links, bylines=[text]):
        assert credit.names
        assert credit.words
