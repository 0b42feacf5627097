"""Copying told by shared rare errors: what raises a hint, and what does not."""

from __future__ import annotations

import random
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.corroboration.rare_errors import (
    CopyHint,
    Table,
    copy_hints,
    copying_ratios,
    error_share,
    posterior,
    truth_of,
)
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


def _two_alike(errors: dict[str, str]) -> dict[str, dict[str, str]]:
    return _sources(honest=8) | {"copy": TRUE | errors, "original": TRUE | errors}


def test_one_shared_error_is_never_enough_and_two_may_be_however_sure_one_was_before() -> None:
    two = dict(list(ERRORS.items())[:2])
    assert [hint.rare for hint in copy_hints(_two_alike(two), prior=0.5)] == [tuple(two)]
    one = dict(list(ERRORS.items())[:1])
    assert copy_hints(_two_alike(one), prior=0.9) == ()


def test_what_only_the_two_tell_of_is_no_error() -> None:
    table = _two_alike(ERRORS)
    for name in ("copy", "original"):
        table[name]["figure of their own"] = "12"
    (hint,) = copy_hints(table)
    assert set(hint.rare) == set(ERRORS)
    assert (hint.agreed, hint.compared) == (41, 41)


@pytest.mark.parametrize(("others", "rare"), [(2, True), (3, False)])
def test_an_error_that_more_than_one_in_five_of_the_others_make_too_is_not_rare(others: int, rare: bool) -> None:
    table = {f"paper {number}": dict(TRUE) for number in range(10)}
    table |= {"copy": TRUE | ERRORS, "original": TRUE | ERRORS}
    for name in ("copy", "original", *(f"paper {number}" for number in range(others))):
        table[name]["figure 05"] = "77"
    hint = next(hint for hint in copy_hints(table) if (hint.first, hint.second) == ("copy", "original"))
    assert ("figure 05" in hint.rare) is rare


def _of_two_halves() -> tuple[CopyHint, ...]:
    """Two who each took another half of the errors of a third, and so share none with each other."""
    names = sorted(TRUE)
    left, right = ({name: f"wrong {name}" for name in half} for half in (names[:4], names[20:24]))
    table: dict[str, dict[str, str]] = {f"paper {number}": dict(TRUE) for number in range(9)}
    return copy_hints(
        table | {"one": TRUE | left, "two": TRUE | right, "third": TRUE | left | right}, prior=0.001, least=0.5
    )


def test_two_that_belong_with_a_third_belong_together_as_surely_as_both_do() -> None:
    hints = {(hint.first, hint.second): hint for hint in _of_two_halves()}
    assert hints.keys() == {("one", "third"), ("one", "two"), ("third", "two")}
    between = hints["one", "two"]
    assert (between.via, between.rare, between.agreed) == ("third", (), 32)
    legs = hints["one", "third"].probability * hints["third", "two"].probability
    assert between.probability == pytest.approx(legs, abs=1e-12)
    assert legs < min(hints["one", "third"].probability, hints["third", "two"].probability)


def test_it_does_not_matter_what_two_that_share_errors_are_called() -> None:
    def probability(copier: str, original: str) -> float:
        table = _sources(honest=8) | {original: TRUE | dict(list(ERRORS.items())[:2])}
        table[copier] = table[original] | {f"figure {number}": "wrong" for number in (22, 24, 26, 28)}
        return next(hint for hint in copy_hints(table, least=0.1) if copier in (hint.first, hint.second)).probability

    assert probability("alike", "zenith") == pytest.approx(probability("zenith", "alike"), abs=1e-12)


def test_of_three_that_say_the_same_none_stands_between_the_others() -> None:
    table = _sources(honest=8) | dict.fromkeys(("one", "two", "three"), TRUE | ERRORS)
    assert [hint.via for hint in copy_hints(table)] == [None] * 3


def test_without_anything_to_go_by_what_was_likely_before_stays_so() -> None:
    assert posterior([0.0, 0.0], 0.03) == pytest.approx(0.03)
    assert posterior([log(97 / 3)], 0.03) == pytest.approx(0.5)
    assert posterior([log(2), log(4)], 0.5) == pytest.approx(0.75)


def test_evidence_beyond_all_measure_is_certain_and_no_overflow() -> None:
    assert posterior([3000.0], 0.03) == 1.0
    assert posterior([-3000.0], 0.03) == 0.0


def test_the_rarer_what_both_say_the_more_it_tells_that_one_has_it_from_the_other() -> None:
    assert copying_ratios([(1.0, 0.5, 0.1)], 0.5) == pytest.approx((log(5.5), log(1.5)))
    assert copying_ratios([(1.0, 0.5, 0.1)], 0.0) == pytest.approx((0.0, 0.0))
    either = copying_ratios([(0.5, 0.9, 0.9), (0.5, 0.1, 0.1)], 1.0)
    assert either == pytest.approx((log(0.5 / 0.41), log(0.5 / 0.41)))


def test_the_shares_of_all_errors_and_of_one_yet_to_be_made_are_a_whole() -> None:
    wrong = {"7": 3, "8": 1}
    shares = [error_share(wrong, value) for value in ("7", "8", "yet to be made")]
    assert sum(shares) == pytest.approx(1)
    assert shares[0] > shares[1] > shares[2] > 0
    assert error_share({}, "only one") == 1


def test_a_value_is_as_likely_true_as_the_voices_for_it_are_accurate() -> None:
    voices = {1: 0.8, 2: 0.8, 3: 0.8, 4: 0.5}
    even = truth_of({"12": {1}, "13": {2}}, voices)
    assert even == pytest.approx({"12": 0.5, "13": 0.5})
    # one accurate voice weighs 20 to 1 where there are five ways to be wrong, and a doubtful one 5 to 1
    assert truth_of({"12": {1, 2}, "13": {3}}, voices) == pytest.approx({"12": 20 / 21, "13": 1 / 21})
    assert truth_of({"12": {1}, "13": {4}}, voices) == pytest.approx({"12": 4 / 5, "13": 1 / 5})
    assert truth_of({"12": set(range(400)), "13": {400}}, dict.fromkeys(range(401), 0.9))["12"] == 1
    assert sum(truth_of({str(n): {n} for n in range(9)}, dict.fromkeys(range(9), 0.7)).values()) == pytest.approx(1)


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
