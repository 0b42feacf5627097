"""Copying told by shared rare errors: what raises a hint, and what does not."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from claims.corroboration.rare_errors import Table, copy_hints
from tests.bench.rare_errors import MANNERS, Score, scored, world

TRUE = {f"figure {number:02}": str(100 + number) for number in range(40)}
ERRORS = {"figure 03": "7", "figure 11": "8", "figure 19": "9", "figure 30": "6"}


def _sources(*, honest: int) -> dict[str, dict[str, str]]:
    """Sources that are each wrong about two figures of their own, in their own way."""
    chance = random.Random(3)
    return {
        f"paper {number}": TRUE | {item: f"{number} {item}" for item in chance.sample(sorted(TRUE), 2)}
        for number in range(honest)
    }


def _pairs(table: Table) -> set[tuple[str, str]]:
    return {(hint.first, hint.second) for hint in copy_hints(table)}


def test_two_papers_with_the_same_four_wrong_figures_are_hinted_at() -> None:
    table = _sources(honest=8) | {"copy": TRUE | ERRORS, "original": TRUE | ERRORS}
    (hint,) = copy_hints(table)
    assert (hint.first, hint.second) == ("copy", "original")
    assert set(hint.rare) == set(ERRORS)
    assert (hint.agreed, hint.compared) == (40, 40)
    assert hint.probability > 0.99


def test_papers_that_are_all_right_raise_nothing_however_much_they_agree() -> None:
    assert copy_hints({f"paper {number}": TRUE for number in range(10)}) == ()


def test_one_shared_error_is_chance() -> None:
    table = _sources(honest=8) | {"one": TRUE | {"figure 03": "7"}, "two": TRUE | {"figure 03": "7"}}
    assert copy_hints(table) == ()


def test_an_error_that_many_make_says_nothing() -> None:
    """Half of the papers believe one common error about four figures: they need not have read each other."""
    table = _sources(honest=12)
    for number in range(5):
        table[f"paper {number}"] |= ERRORS
    assert copy_hints(table) == ()


def test_papers_that_are_wrong_in_their_own_ways_raise_nothing() -> None:
    table = _sources(honest=8)
    table["one"] = TRUE | {item: f"one {item}" for item in ERRORS}
    table["two"] = TRUE | {item: f"two {item}" for item in ERRORS}
    assert copy_hints(table) == ()


def test_two_copies_of_one_original_belong_together_and_the_original_is_named_between_them() -> None:
    table = _sources(honest=8) | {"original": TRUE | ERRORS}
    changed = sorted(TRUE)
    table["copy 1"] = TRUE | ERRORS | {changed[0]: "x1", changed[5]: "x2"}
    table["copy 2"] = TRUE | ERRORS | {changed[8]: "y1", changed[9]: "y2"}
    hints = {(hint.first, hint.second): hint.via for hint in copy_hints(table)}
    assert hints == {("copy 1", "copy 2"): "original", ("copy 1", "original"): None, ("copy 2", "original"): None}


def test_ten_copies_do_not_outvote_the_truth() -> None:
    """An error that a family of copies repeats stays an error, though most pages carry it."""
    table = _sources(honest=9) | {f"copy {number}": TRUE | ERRORS for number in range(6)}
    assert {name for pair in _pairs(table) for name in pair} == {f"copy {number}" for number in range(6)}


def test_sources_that_share_no_item_raise_nothing() -> None:
    assert copy_hints({"one": {"a": "1"}, "two": {"b": "1"}, "three": {}}) == ()
    assert copy_hints({}) == ()


_TABLES = st.dictionaries(
    st.sampled_from("abcdef"), st.dictionaries(st.sampled_from("uvwxyz"), st.sampled_from("123")), max_size=6
)


@given(_TABLES)
def test_the_order_of_sources_and_items_changes_nothing(table: dict[str, dict[str, str]]) -> None:
    backwards = {source: dict(reversed(values.items())) for source, values in reversed(table.items())}
    assert copy_hints(backwards) == copy_hints(table)


@given(_TABLES)
def test_every_hint_is_a_probability_of_two_sources(table: dict[str, dict[str, str]]) -> None:
    for hint in copy_hints(table):
        assert hint.first < hint.second
        assert 0.9 <= hint.probability <= 1
        assert all(table[hint.first][item] == table[hint.second][item] for item in hint.rare)


def test_ten_copiers_among_thirty_sources_are_found() -> None:
    total = Score()
    for seed in range(2):
        made = world(seed, 100, 0.8, MANNERS["even"])
        total += scored(frozenset(_pairs(made.table)), made.related)
    assert total.precision >= 0.98
    assert total.recall >= 0.9
