"""How often a page changes, and who is visited how often."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.rechecks.rates import History, Prior, rate, visits

DAYS = st.floats(0.01, 400)


@given(st.integers(1, 200), st.integers(1, 200), st.floats(0.05, 60))
def test_equal_intervals_without_a_prior_give_the_closed_form(still: int, changed: int, days: float) -> None:
    """Cho and Garcia-Molina: −ln(unchanged / all) / interval."""
    expected = -math.log(still / (still + changed)) / days
    assert rate(History(still * days, (days,) * changed)) == pytest.approx(expected, rel=1e-6)


@given(DAYS, st.lists(DAYS, max_size=30))
def test_a_rate_is_the_root_of_its_equation(still: float, changed: list[float]) -> None:
    prior = Prior()
    found = rate(History(still, changed), prior)
    assert found > 0
    left = sum(t / math.expm1(min(found * t, 700)) for t in changed) + (prior.shape - 1) / found
    assert left == pytest.approx(still + prior.days, rel=1e-4)


@given(DAYS, st.lists(DAYS, min_size=1, max_size=20), DAYS)
def test_more_quiet_days_lower_the_rate_and_another_change_raises_it(
    still: float, changed: list[float], more: float
) -> None:
    before = rate(History(still, changed), Prior())
    assert rate(History(still + more, changed), Prior()) <= before * (1 + 1e-6)
    assert rate(History(still, [*changed, more]), Prior()) >= before * (1 - 1e-6)


def test_what_was_never_seen_to_change_has_a_small_rate_that_falls() -> None:
    assert rate(History(), Prior(1.3, 20)) == pytest.approx(0.015)
    assert rate(History(1000), Prior(1.3, 20)) == pytest.approx(0.3 / 1020)
    assert rate(History(100)) == 0
    assert math.isinf(rate(History(0, (1.0,))))
    with pytest.raises(ValueError, match="shape"):
        Prior(1.0, 20)


@given(st.lists(st.floats(1e-6, 50) | st.just(0.0), min_size=1, max_size=50), st.floats(0.1, 300))
def test_visits_keep_their_bounds_and_their_sum(worths: list[float], a_day: float) -> None:
    shares = visits(worths, a_day=a_day, least=0.02, most=24)
    assert all(0.02 <= share <= 24 for share in shares)
    reachable = sum(24 if worth > 1e-6 else 0.02 for worth in worths)
    if 0.02 * len(worths) <= a_day <= reachable:
        assert sum(shares) == pytest.approx(a_day, rel=1e-3)


def test_visits_go_by_the_square_root() -> None:
    slow, fast = visits([1.0, 9.0], a_day=4.0, least=0.01, most=24)
    assert [slow, fast] == pytest.approx([1.0, 3.0])


@given(st.lists(st.floats(0.001, 5), min_size=2, max_size=20))
def test_no_small_shift_of_visits_between_two_pages_shortens_the_delay(rates: list[float]) -> None:
    """The delay between a change and the visit that sees it is half the interval; weighted by the rate it is least."""
    shares = visits(rates, a_day=len(rates) / 7, least=1e-6, most=1e6)
    delay = sum(worth / 2 / share for worth, share in zip(rates, shares, strict=True))
    step = min(shares) / 100
    for one in range(len(rates)):
        moved = list(shares)
        moved[one] += step
        moved[one - 1] -= step
        assert sum(worth / 2 / share for worth, share in zip(rates, moved, strict=True)) >= delay * (1 - 1e-9)
