"""The Beta distribution against values reached on other ways: exact sums, a closed form, areas counted in strips."""

from __future__ import annotations

from fractions import Fraction
from math import asin, comb, exp, lgamma, log, pi, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.credibility.beta import cumulative, quantile

whole = st.integers(1, 60)
inside = st.floats(0.001, 0.999)
parameter = st.floats(0.05, 2000)


@given(whole, whole, st.fractions(0, 1, max_denominator=997))
def test_with_whole_parameters_it_is_the_tail_of_a_binomial_distribution(a: int, b: int, x: Fraction) -> None:
    n = a + b - 1
    exact = sum(comb(n, j) * x**j * (1 - x) ** (n - j) for j in range(a, n + 1))
    assert cumulative(float(x), a, b) == pytest.approx(float(exact), abs=1e-12)


@given(inside)
def test_with_two_halves_it_is_the_arcsine_distribution(x: float) -> None:
    assert cumulative(x, 0.5, 0.5) == pytest.approx(2 / pi * asin(sqrt(x)), abs=1e-12)


@pytest.mark.parametrize(("a", "b"), [(8.5, 2.5), (24.1, 1.9), (3.25, 3.25), (150.5, 97.5)])
@pytest.mark.parametrize("x", [0.2, 0.5, 0.62, 0.85, 0.97])
def test_with_broken_parameters_it_is_the_area_under_the_density(a: float, b: float, x: float) -> None:
    strips = 20_000
    front = lgamma(a + b) - lgamma(a) - lgamma(b)
    heights = [
        exp(front + (a - 1) * log(u) + (b - 1) * log(1 - u)) for u in ((i + 0.5) * x / strips for i in range(strips))
    ]
    assert cumulative(x, a, b) == pytest.approx(sum(heights) * x / strips, abs=1e-7)


@given(parameter, parameter, inside)
def test_both_sides_together_are_everything(a: float, b: float, x: float) -> None:
    assert cumulative(x, a, b) + cumulative(1 - x, b, a) == pytest.approx(1, abs=1e-9)


@given(st.floats(0.5, 2000), st.floats(0.5, 2000), st.sampled_from([0.025, 0.1, 0.5, 0.9, 0.975]))
def test_a_quantile_has_its_share_below_it(a: float, b: float, share: float) -> None:
    assert cumulative(quantile(share, a, b), a, b) == pytest.approx(share, abs=1e-6)


def test_quantiles_known_from_tables() -> None:
    assert quantile(0.5, 2, 3) == pytest.approx(0.385728, abs=1e-6)
    assert quantile(0.95, 1, 10) == pytest.approx(1 - 0.05 ** (1 / 10), abs=1e-12)
    assert quantile(0.025, 5, 6) == pytest.approx(0.187086, abs=1e-6)  # Clopper and Pearson, 5 of 10
    assert quantile(0.975, 6, 5) == pytest.approx(0.812914, abs=1e-6)


def test_beyond_the_ends_lies_nothing_or_everything() -> None:
    assert (cumulative(-1, 2, 2), cumulative(0, 2, 2), cumulative(1, 2, 2), cumulative(2, 2, 2)) == (0, 0, 1, 1)
    for a, b in ((0, 1), (1, 0)):
        with pytest.raises(ValueError, match="positive"):
            cumulative(0.5, a, b)
