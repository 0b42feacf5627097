"""Word diffs: what they show, and that they never lose a character."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claims.rechecks.diff import word_diff

WORDS = st.lists(st.sampled_from(["ferry", "40", "tonnes", "not", ".", "“", " ", "\n", "عبّارة", "🚢", "船"])).map(
    " ".join
)


def test_the_old_and_the_new_word_stand_side_by_side() -> None:
    assert word_diff("It released 40 tonnes on Monday.", "It released 4 tonnes on Monday.") == [
        ("equal", "It released"),
        ("delete", " 40"),
        ("insert", " 4"),
        ("equal", " tonnes on Monday."),
    ]


def test_equal_empty_and_wholly_new_texts() -> None:
    assert word_diff("", "") == []
    assert word_diff("The ferry", "The ferry") == [("equal", "The ferry")]
    assert word_diff("", "ferry") == [("insert", "ferry")]
    assert word_diff("ferry", "") == [("delete", "ferry")]


def test_a_text_too_long_to_sort_out_counts_as_replaced() -> None:
    old, new = "x " + "a " * 5000 + "y", "x " + "b a " * 5000 + "y"
    assert [op for op, _ in word_diff(old, new)] == ["equal", "delete", "insert", "equal"]


@given(WORDS, WORDS)
def test_both_texts_can_be_put_together_again(old: str, new: str) -> None:
    parts = word_diff(old, new)
    assert "".join(text for op, text in parts if op != "insert") == old
    assert "".join(text for op, text in parts if op != "delete") == new
