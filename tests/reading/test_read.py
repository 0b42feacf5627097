from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.capture.values import Block
from claims.reading.read import read
from claims.reading.values import Reading
from claims.reading.words import LANGUAGES, lexicon, shown_language
from tests.reading.build import HARBOUR

WORDS = "A source said that “ ” the U.S. officials believe , . ? ! \n\n He © 2020 : „ “ « » ‘ ’ "
"according to wrote on X ( ) — and who".split(" ")


def assert_positions_hold(text: str, reading: Reading) -> None:
    last = -1
    for statement in sorted(reading.statements, key=lambda statement: statement.start):
        assert text[statement.start : statement.end] == statement.text
        assert statement.start >= last
        last = statement.end
        if statement.source_span:
            assert text[slice(*statement.source_span)] == statement.source_words
        for span in (*statement.quotations, *([statement.content] if statement.content else [])):
            assert statement.start <= span[0] <= span[1] <= statement.end
    for span in (*reading.furniture, *((caption.start, caption.end) for caption in reading.captions)):
        assert 0 <= span[0] <= span[1] <= len(text)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read_and_positions_hold(text: str) -> None:
    assert_positions_hold(text, read(text))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=80), st.sampled_from(LANGUAGES))
def test_any_order_of_the_words_that_rules_look_for_is_read(words: list[str], language: str) -> None:
    text = " ".join(words)
    reading = read(text, language=language)
    assert_positions_hold(text, reading)
    assert reading == read(text, language=language)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200), st.integers(-5, 250), st.integers(-5, 250))
def test_blocks_that_do_not_fit_the_text_raise_nothing(text: str, start: int, end: int) -> None:
    assert_positions_hold(text, read(text, blocks=[Block("paragraph", start, end)], published=date(2020, 1, 1)))


@pytest.mark.parametrize("text", ["", " \n\t ", "\u200f\u202e", "👩‍🚒👩‍🚒", "قال المصدر إن الميناء مغلق.", "\ud800"])
def test_strange_pages_are_read(text: str) -> None:
    assert_positions_hold(text, read(text))


def test_right_to_left_text_is_split_at_its_own_marks() -> None:
    text = "قال المصدر إن الميناء مغلق. هل الجليد سميك؟ لا أحد يعرف."
    assert len(read(text).statements) == 3


@pytest.mark.parametrize(
    "text",
    [
        '"' * 200_000,
        "“" * 200_000,
        "‘a " * 100_000,
        '“a ” "b ' * 50_000,
        "word " * 100_000,
        "a" * 500_000,
        "A ferry.\n" + " " * 200_000 + "\nIt left.",
        "he said that " * 30_000,
        "A source said it stays unclear if the old port is “a new old plan”. " * 2_000,
        "Photo " * 50_000,
        "Short line\n" * 10_000,
        "Alpha Beta " * 40_000,
    ],
    ids=lambda text: text[:12],
)
def test_time_grows_with_the_text_and_not_faster(text: str) -> None:
    started = time.process_time()
    assert_positions_hold(text, read(text))
    assert time.process_time() - started < 5


def test_a_page_of_news_is_read_in_a_moment() -> None:
    body = HARBOUR * 3
    read(body)
    started = time.process_time()
    read(body)
    assert time.process_time() - started < 0.25


def test_the_version_names_rules_and_lexicon() -> None:
    assert read(HARBOUR).version == f"reading-3/en-{lexicon('en').version}"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The quay of the old town is cold, and the tugs are in the ice."),
        ("de", "Der Hafen der alten Stadt ist kalt, und die Schlepper liegen im Eis."),
        ("fr", "Le port de la vieille ville est froid et les bateaux sont dans la glace."),
        ("es", "El puerto de la vieja ciudad está frío y los barcos no salen por el hielo."),
    ],
)
def test_the_language_is_the_one_its_small_words_show(language: str, text: str) -> None:
    assert shown_language(text) == language
    assert read(text).language == language


def test_a_language_is_not_guessed_without_its_words() -> None:
    assert read("Qyx zzv brr!").language is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_lexicon_has_the_lists_that_rules_need(language: str) -> None:
    words = lexicon(language)
    assert words.verbs
    for name in (
        "function_words",
        "weekdays",
        "titles",
        "source_nouns",
        "person_nouns",
        "group_nouns",
        "government_words",
    ):
        assert words.words(name), name
    for name in ("furniture", "photo_words", "according", "notice"):
        assert words.phrases(name), name
