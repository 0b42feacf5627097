"""Who is visited how often."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.rechecks.allotment import STALE, visits

RATES = st.lists(st.floats(0.001, 5), min_size=2, max_size=12)


def cost(rates: list[float], weights: list[float], shares: list[float]) -> float:
    """Unseen changes, and pages with any, by weight; the second weighs ``STALE``."""
    total = 0.0
    for rate, weight, share in zip(rates, weights, shares, strict=True):
        x = rate / share
        total += weight * (x / 2 + STALE * (1 + math.expm1(-x) / x))
    return total


@settings(deadline=None)  # the first call makes a table
@given(
    st.lists(st.tuples(st.floats(1e-6, 50), st.integers(1, 100)), min_size=1, max_size=50),
    st.floats(0.1, 300),
)
def test_visits_keep_their_bounds_and_their_sum(pages: list[tuple[float, int]], a_day: float) -> None:
    rates, weights = zip(*pages, strict=True)
    shares = visits(rates, weights, a_day=a_day, least=0.02, most=24)
    assert all(0.02 <= share <= 24 for share in shares)
    wanted = min(max(a_day, 0.02 * len(pages)), 24.0 * len(pages))
    assert sum(shares) == pytest.approx(wanted, rel=2e-3)


@settings(deadline=None)
@given(RATES, st.integers(1, 9))
def test_no_small_shift_of_visits_between_two_pages_is_better(rates: list[float], heavy: int) -> None:
    weights = [float(heavy)] + [1.0] * (len(rates) - 1)
    shares = visits(rates, weights, a_day=len(rates) / 7, least=1e-6, most=1e6)
    step = min(shares) / 20
    for one in range(len(rates)):
        moved = list(shares)
        moved[one] += step
        moved[one - 1] -= step
        assert cost(rates, weights, moved) >= cost(rates, weights, shares) * (1 - 1e-6)


def test_visits_go_by_the_square_root_where_only_the_delay_counts() -> None:
    slow, fast, heavy = visits([1, 9, 1], [1, 1, 16], a_day=8, least=0.01, most=24, stale=0)
    assert [slow, fast, heavy] == pytest.approx([1, 3, 4], rel=1e-3)


def test_the_fastest_pages_are_never_given_up_but_get_less_than_by_the_square_root() -> None:
    rates, even = [0.01] * 50 + [20.0], [1] * 51
    by_root = visits(rates, even, a_day=7, stale=0)[-1]
    ours = visits(rates, even, a_day=7)[-1]
    assert 1 < ours < by_root


def test_without_pages_nothing_is_shared() -> None:
    assert visits([], [], a_day=3) == []
