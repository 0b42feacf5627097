"""Signs of a shared origin in what is recorded of a page, at their limits."""

from __future__ import annotations

import pytest

from claims.corroboration.signs import brands, picture_credits, quotations, style_agency


@pytest.mark.parametrize(
    ("beginning", "end", "name"),
    [
        ("VELLMAR, March 3 (Velland Wire) — The bridge is shut.", "", "Velland Wire"),
        ("The bridge is shut.", "It opens in May. (Velland  Wire)\n ", "Velland Wire"),
        ("The bridge is shut.", "It opens in May (if at all), they say", None),
        ("", "(vw)", "vw"),
    ],
)
def test_a_style_line_names_its_agency(beginning: str, end: str, name: str | None) -> None:
    assert style_agency(beginning, end) == name


def test_a_style_line_is_looked_for_in_the_first_1500_and_the_last_200_characters() -> None:
    dateline = "\nVELLMAR (Velland Wire) —"
    assert style_agency("x" * (1500 - len(dateline)) + dateline, "") == "Velland Wire"
    assert style_agency("x" * (1501 - len(dateline)) + dateline, "") is None
    assert style_agency("", "(vw)" + " " * 196) == "vw"
    assert style_agency("", "(vw)" + " " * 197) is None


def test_a_brand_has_at_least_five_letters_and_is_no_word_for_any_newspaper() -> None:
    assert brands("vella-north.example") == ("vella", "vellanorth")
    assert brands("vell-an.example") == ("vellan",)
    assert brands("courier.example") == ()
    assert brands(None) == ()


def test_a_quotation_is_compared_from_six_words_on_folded_and_without_marks() -> None:
    six = "“Nobody at Vellmar saw it coming.”"
    assert quotations(f"She said: {six} He left.") == ("nobody at vellmar saw it coming",)
    assert quotations("She said: “Nobody at Vellmar foresaw it.”") == ()
    assert quotations(f"{six} {six.upper()}") == ("nobody at vellmar saw it coming",)
    two = quotations(f"{six} and “All of us at Vellmar were asleep.”")
    assert two == ("all of us at vellmar were asleep", "nobody at vellmar saw it coming")


def test_a_picture_has_its_credit_in_the_second_place() -> None:
    rows = [
        ["A bridge", "Ada  Holm"],
        ["A bridge"],
        ["A bridge", " "],
        ["A bridge", None],
        "Bo Lind",
        ["x", "y" * 130, 1],
    ]
    assert list(picture_credits(rows)) == ["Ada Holm", "y" * 120]
    assert list(picture_credits({"a": 1})) == []
