"""How visits are shared among pages. Pure; times in days, rates in changes a day, visits a day.

Kept small is the sum over all pages of weight × (changes that nobody has seen + ``STALE`` if there are any). With f
visits a day of a page that changes λ times a day that is λ/2f + ``STALE`` × (1 − (1 − e^−λ/f)·f/λ) on average. So the
first unseen change of a page counts 1 + ``STALE`` times as much as each further one. With ``STALE`` = 0 the mean delay
between a change and the visit that sees it would be least, and visits would go by √(weight × rate); if further changes
counted for nothing, freshness would be greatest, and the fastest pages would be given up.

The best shares gain the same by one more visit: weight/λ × h(λ/f) is equal for all pages, where h(x) is
x²/2 + ``STALE`` × (1 − e^−x(1 + x)).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache

LEAST, MOST = 1 / 60, 24.0
"""Visits a day that a page gets at least and at most."""
STALE = 4.0
"""What a page that is not what we know of it counts, in unseen changes."""
Share = Callable[[float, float], float]
"""From the rate and the weight of a page to its visits a day."""
_PRECISION = 1e-4
_CLASS = 1e-3
"""Step of the logarithm by which rates and weights are rounded while the sum is sought."""
_LOWEST, _HIGHEST, _A_UNIT = -40.0, 40.0, 16
"""The logarithms of h that are tabulated, and how many for each unit."""


def visits(rates: Sequence[float], weights: Sequence[float], **limits: float) -> list[float]:
    """Visits a day for each page as :func:`shared` gives them, whose ``limits`` these are."""
    return list(map(shared(rates, weights, **limits), rates, weights))


def shared(
    rates: Iterable[float],
    weights: Iterable[float],
    *,
    a_day: float,
    least: float = LEAST,
    most: float = MOST,
    stale: float = STALE,
) -> Share:
    """How many visits a day a page of a rate and a weight gets among all these pages; both are above 0.

    Together they get ``a_day`` (to a thousandth), none fewer than ``least`` or more than ``most``; where these allow no
    such sum, the nearest.
    Pages that are alike within a thousandth are counted as one, so that many cost no more memory than some thousand.
    """
    alike = Counter(zip(map(_class, rates), map(_class, weights), strict=True))
    kinds = [(rate * _CLASS, weight * _CLASS, count) for (rate, weight), count in alike.items()]
    worths = [rate - weight for rate, weight, _ in kinds]
    changes, last = _changes(stale), (_HIGHEST - _LOWEST) * _A_UNIT - 1

    def share(log: float, worth: float, gain: float) -> float:
        """The visits at which one more visit gains as much as of any page; ``gain`` is its logarithm."""
        place = min(max((gain + worth - _LOWEST) * _A_UNIT, 0.0), last)
        below = int(place)
        between = changes[below] + (place - below) * (changes[below + 1] - changes[below])
        return min(most, max(least, math.exp(log - between)))

    low, high = _LOWEST - max(worths, default=0.0), _HIGHEST - min(worths, default=0.0)
    while high - low > _PRECISION:
        middle = (low + high) / 2
        if sum(count * share(rate, rate - weight, middle) for rate, weight, count in kinds) > a_day:
            low = middle
        else:
            high = middle
    return lambda rate, weight: share(math.log(rate), math.log(rate / weight), high)


def _class(number: float) -> int:
    return round(math.log(number) / _CLASS)


@cache
def _changes(stale: float) -> tuple[float, ...]:
    """The logarithm of λ/f for each tabulated logarithm of h."""
    points = range(int(_HIGHEST - _LOWEST) * _A_UNIT + 1)
    return tuple(_inverse(math.exp(_LOWEST + point / _A_UNIT), stale) for point in points)


def _inverse(worth: float, stale: float) -> float:
    high = math.log(2 * worth) / 2  # h(x) lies between x²/2 and (1 + stale) · x²/2
    low = high - math.log(1 + stale) / 2
    for _ in range(30):
        middle = (low + high) / 2
        low, high = (middle, high) if _worth(math.exp(middle), stale) < worth else (low, middle)
    return (low + high) / 2


def _worth(x: float, stale: float) -> float:
    """h: what more visits gain at x changes between two of them, but for weight over rate."""
    return x * x / 2 + stale * (-math.expm1(-x) - x * math.exp(-x))
