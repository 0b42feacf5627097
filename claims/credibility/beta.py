"""The Beta distribution as far as the track record needs it: shares below a bound, and bounds for a share. Pure.

The regularised incomplete beta function by its continued fraction (NIST Digital Library of Mathematical Functions,
8.17.22, evaluated by the modified method of Lentz), its inverse by Newton's steps. Why not a library: decision 0009.
"""

from __future__ import annotations

from functools import lru_cache
from math import exp, lgamma, log, log1p

_TINY = 1e-300
_EXACT = 1e-15
_TERMS = 10_000
_STEPS = 200
_CLOSE = 1e-13


def cumulative(x: float, a: float, b: float) -> float:
    """The share of a Beta(``a``, ``b``) distribution below ``x``; ``a`` and ``b`` above 0, ``x`` is cut to [0, 1]."""
    if a <= 0 or b <= 0:
        raise ValueError("a Beta distribution needs two positive parameters")
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    if x > (a + 1) / (a + b + 2):  # the fraction converges fast below the mean only
        return 1.0 - _below_mean(1 - x, b, a)
    return _below_mean(x, a, b)


def _below_mean(x: float, a: float, b: float) -> float:
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
    return front * _fraction(x, a, b) / a


def _fraction(x: float, a: float, b: float) -> float:
    """1 / (1 + d1 / (1 + d2 / (1 + …))): numerator and denominator carried along as ratios of neighbours."""
    c, d = 1.0, 1.0 / _nonzero(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, _TERMS):
        for term in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1.0 / _nonzero(1 + term * d)
            c = _nonzero(1 + term / c)
            value *= c * d
        if abs(c * d - 1) < _EXACT:
            return value
    raise ArithmeticError(f"no value for Beta({a}, {b}) at {x}")


def _nonzero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY


@lru_cache(maxsize=8192)
def quantile(share: float, a: float, b: float) -> float:
    """The ``x`` below which ``share`` (0 to 1) of a Beta(``a``, ``b``) distribution lies, to twelve digits.

    By Newton's steps; one that leaves what is known to hold the answer is replaced by halving that.
    """
    low, high, x = 0.0, 1.0, a / (a + b)
    for _ in range(_STEPS):
        excess = cumulative(x, a, b) - share
        low, high = (low, x) if excess > 0 else (x, high)
        there = x - excess / _nonzero(_density(x, a, b))
        before, x = x, there if low < there < high else (low + high) / 2
        if abs(x - before) <= _CLOSE * x:
            break
    return x


def _density(x: float, a: float, b: float) -> float:
    return exp(lgamma(a + b) - lgamma(a) - lgamma(b) + (a - 1) * log(x) + (b - 1) * log1p(-x))
