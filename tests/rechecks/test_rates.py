"""How often a page changes, as its visits tell."""

from __future__ import annotations

import math
import random
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.rechecks.rates import INTERVALS, RATES, History, estimate, estimates, learned, likelihood, usual

DAYS = st.floats(0.05, 400)
STEP = RATES[1] / RATES[0]


def expected(history: History) -> float:
    return estimate(likelihood(history), usual()).expected


def visited(rate: float, chance: random.Random, *, days: float = 7, times: int = 50) -> History:
    """What visits in a row tell of a page that changes at a rate."""
    changed = sum(chance.random() < -math.expm1(-rate * days) for _ in range(times))
    return History((times - changed) * days, (days,) * changed)


@given(st.integers(1, 200), st.integers(1, 200), st.floats(0.3, 60))
def test_the_likeliest_rate_after_equal_intervals_is_the_closed_form(still: int, changed: int, days: float) -> None:
    """Cho and Garcia-Molina: −ln(unchanged / all) / interval; the likeliest of the rates tried is beside it."""
    closed = -math.log(still / (still + changed)) / days
    told = likelihood(History(still * days, (days,) * changed))
    found = RATES[told.index(max(told))]
    assert 1 / STEP / 1.03 < found / closed < STEP * 1.03


@given(DAYS, st.lists(DAYS, max_size=30))
def test_likelihoods_are_those_of_unequal_intervals(still: float, changed: list[float]) -> None:
    told = likelihood(History(still, changed))
    assert max(told) == 1
    logs = [sum(math.log(-math.expm1(-rate * days)) for days in changed) - rate * still for rate in RATES]
    for one, log in zip(told, logs, strict=True):
        assert one == pytest.approx(math.exp(log - max(logs)), rel=0.3, abs=1e-9)


@given(DAYS, st.lists(DAYS, min_size=1, max_size=20), DAYS)
def test_more_quiet_days_lower_the_rate_and_another_change_raises_it(
    still: float, changed: list[float], more: float
) -> None:
    before = expected(History(still, changed))
    assert expected(History(still + more, changed)) < before
    assert expected(History(still, [*changed, more])) > before


def test_a_page_that_was_never_seen_to_change_has_a_small_rate_that_falls() -> None:
    rates = [expected(History(days)) for days in (0, 30, 300, 3000)]
    assert rates == sorted(rates, reverse=True)
    assert 0 < rates[-1] < 1 / 2000


def test_a_page_that_changed_at_each_visit_has_a_rate_that_is_finite_and_grows() -> None:
    rates = [expected(History(0, (7.0,) * times)) for times in (1, 5, 25)]
    assert rates == sorted(rates)
    assert 1 / 7 < rates[-1] < RATES[-1]


@pytest.mark.parametrize("rate", [0.004, 0.03, 0.2, 1.5])
def test_the_visits_that_are_kept_tell_the_rate_on_average(rate: float) -> None:
    chance = random.Random(1)
    told = [visited(rate, chance, days=0.7 / rate, times=INTERVALS) for _ in range(40)]
    found = [estimate(likelihood(one), usual()) for one in told]
    assert statistics.mean(one.expected for one in found) == pytest.approx(rate, rel=0.1)
    assert all(rate / 3 < one.typical and one.expected < rate * 3 for one in found)


def test_what_pages_of_a_host_do_is_expected_of_a_new_one() -> None:
    chance = random.Random(2)
    busy = [visited(0.5, chance, days=2) for _ in range(40)]
    calm = [visited(0.002, chance, days=20) for _ in range(40)]
    found = estimates([*busy, History(), *calm, History()], ["busy"] * 41 + ["calm"] * 41)
    new_and_busy, new_and_calm = found[40].expected, found[81].expected
    assert 0.2 < new_and_busy < 0.8
    assert new_and_calm < new_and_busy / 5


def test_two_kinds_of_pages_are_told_apart_though_no_usual_curve_fits_them() -> None:
    chance = random.Random(3)
    pages = [visited(rate, chance) for rate in [0.3] * 150 + [0.001] * 150]
    weights = learned([likelihood(page) for page in pages], usual())
    between = sum(weight for rate, weight in zip(RATES, weights, strict=True) if 0.01 < rate < 0.1)
    before = sum(weight for rate, weight in zip(RATES, usual(), strict=True) if 0.01 < rate < 0.1)
    assert sum(weights) == pytest.approx(1)
    assert between < before / 4


def test_few_pages_hardly_move_what_is_usual() -> None:
    weights = learned([likelihood(History(0, (0.1,) * 20))], usual())
    assert max(abs(one - other) for one, other in zip(weights, usual(), strict=True)) < 0.06
    assert list(learned([], usual())) == pytest.approx(list(usual()))
