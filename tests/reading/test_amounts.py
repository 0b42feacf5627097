from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.reading.warnings.amounts import amounts
from claims.reading.words import LANGUAGES, lexicon


def found(text: str, language: str = "en") -> list[tuple[float, str]]:
    return [(amount.value, amount.unit) for amount in amounts(text, (0, len(text)), lexicon(language)) if amount.plain]


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "3 boats", 3),
        ("en", "three boats", 3),
        ("en", "twenty-one boats", 21),
        ("en", "one hundred and five boats", 105),
        ("en", "two thousand boats", 2000),
        ("en", "1,000 boats", 1000),
        ("en", "1.000 boats", 1000),
        ("en", "1000 boats", 1000),
        ("en", "2.5 million boats", 2_500_000),
        ("en", "1.125 million boats", 1_125_000),
        ("en", "2,000 million boats", 2_000_000_000),
        ("en", "three billion boats", 3_000_000_000),
        ("en", "3bn boats", 3_000_000_000),
        ("de", "drei Boote", 3),
        ("de", "einundzwanzig Boote", 21),
        ("de", "zweihundertfünf Boote", 205),
        ("de", "1.000 Boote", 1000),
        ("de", "3,5 Millionen Boote", 3_500_000),
        ("de", "2 Milliarden Boote", 2_000_000_000),
        ("fr", "trois bateaux", 3),
        ("fr", "vingt et un bateaux", 21),
        ("fr", "soixante-dix-sept bateaux", 77),
        ("fr", "quatre-vingt-dix-sept bateaux", 97),
        ("fr", "1 000 bateaux", 1000),
        ("fr", "3,5 milliards de bateaux", 3_500_000_000),
        ("es", "tres barcos", 3),
        ("es", "treinta y dos barcos", 32),
        ("es", "doscientos cinco barcos", 205),
        ("es", "1.000 barcos", 1000),
        ("es", "tres mil millones de barcos", 3_000_000_000),
    ],
)
def test_an_amount_has_one_value_however_it_is_written(language: str, text: str, value: float) -> None:
    assert found(text, language) == [(value, "")]


@pytest.mark.parametrize(
    ("language", "text", "value", "unit"),
    [
        ("en", "40 percent", 40, "percent"),
        ("en", "40 per cent", 40, "percent"),
        ("en", "40%", 40, "percent"),
        ("de", "40 Prozent", 40, "percent"),
        ("de", "40 %", 40, "percent"),
        ("fr", "40 pour cent", 40, "percent"),
        ("es", "40 por ciento", 40, "percent"),
        ("en", "$5 million", 5_000_000, "dollar"),
        ("en", "five million dollars", 5_000_000, "dollar"),
        ("en", "€5m", 5_000_000, "euro"),
        ("de", "5 Mio Euro", 5_000_000, "euro"),
        ("fr", "5 millions", 5_000_000, ""),
        ("es", "5 millones", 5_000_000, ""),
        ("fr", "1 200 euros", 1200, "euro"),
    ],
)
def test_percent_and_currencies_are_units_however_they_are_written(
    language: str, text: str, value: float, unit: str
) -> None:
    assert found(text, language) == [(value, unit)]


@pytest.mark.parametrize("text", ["the 20th boat", "an F-16", "at 5:30", "won 4-1", "one of them", "Mo500"])
def test_numbers_that_are_part_of_something_else_count_nothing(text: str) -> None:
    assert found(text) == []


def test_two_numbers_in_a_row_are_two() -> None:
    assert found("three, four") == [(3, ""), (4, "")]
    assert found("In 2016 300 boats left") != [(2016300, "")]


def test_a_word_of_a_thousand_numbers_is_given_up_at_once() -> None:
    started = time.process_time()
    assert found("dreizehn" * 1000 + "x", "de") == []
    assert time.process_time() - started < 1


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["3", "1.000", "1,5", "three", "hundred", "million", "m", "and", "-", " ", "%", "$", "dix", "cent"]
        )
    ).map("".join)
    | st.text(max_size=60),
    st.sampled_from(LANGUAGES),
)
def test_amounts_stand_in_order_in_any_text(text: str, language: str) -> None:
    last = 0
    for amount in amounts(text, (0, len(text)), lexicon(language)):
        assert last <= amount.start < amount.end <= len(text)
        last = amount.end
