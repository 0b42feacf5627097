"""How often a page changes, and how visits are shared among pages. Pure; all times in days, rates in changes a day.

The rate is the most likely one after unequal intervals between visits, each of which says only whether something
changed, under a Gamma prior: the root of Σ_changed t/(e^λt − 1) + (a − 1)/λ = Σ_unchanged t + b. With equal intervals
and no prior it is the closed form of Cho and Garcia-Molina ("Estimating frequency of change", 2003), which the tests
hold it to.

Visits go by the square root of weight times rate: that minimises the weighted delay between a change and the visit that
sees it. (Freshness-optimal visiting gives the fastest pages up altogether.)
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

INTERVALS = 60
"""Intervals of a page that its rate is estimated from, the newest."""
LEAST, MOST = 1 / 60, 24.0
"""Visits a day that a page gets at least and at most."""
_STEPS = 200
_PRECISION = 1e-9
_NO_WORTH = 1e-9


@dataclass(frozen=True, slots=True)
class Prior:
    """A Gamma distribution of rates: ``shape`` above 1, so that a page never seen to change has a rate; ``days``."""

    shape: float = 1.3
    days: float = 20.0

    def __post_init__(self) -> None:
        if self.shape <= 1 or self.days <= 0:
            raise ValueError("the shape must be above 1 and the days above 0")


@dataclass(frozen=True, slots=True)
class History:
    """What visits told: days in intervals without a change, and the lengths of the intervals with one."""

    unchanged_days: float = 0.0
    changed: Sequence[float] = field(default_factory=tuple)


def rate(history: History, prior: Prior | None = None) -> float:
    """Changes a day, as :class:`Prior` and history have it; the prior's own mode for no history.

    Without a prior and without a change it is 0; without a prior and with nothing else it is infinite.
    """
    shape, days = (prior.shape, prior.days) if prior else (1.0, 0.0)
    still = history.unchanged_days + days
    if not history.changed:
        return (shape - 1) / still if still else 0.0
    if not still:
        return math.inf
    return _root(tuple(history.changed), shape, still)


def _root(changed: tuple[float, ...], shape: float, still: float) -> float:
    """Where the left side, which falls, meets ``still``; by bisection between bounds that hold for every input."""
    low, high = 0.0, (len(changed) + shape - 1) / still + 1e-12
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if _left(middle, changed, shape) > still:
            low = middle
        else:
            high = middle
        if high - low < _PRECISION * high:
            break
    return (low + high) / 2


def _left(value: float, changed: Sequence[float], shape: float) -> float:
    return sum(_share(value, length) for length in changed) + (shape - 1) / value


def _share(value: float, length: float) -> float:
    """t/(e^λt − 1), at most 1/λ; nothing where e^λt is beyond all numbers."""
    power = value * length
    return length / math.expm1(power) if power < 700 else 0.0


def visits(worths: Sequence[float], *, a_day: float, least: float, most: float) -> list[float]:
    """Visits a day for each page, together ``a_day``, in proportion to the roots of ``worths`` (weight × rate).

    None gets fewer than ``least`` or more than ``most``; where the bounds allow no such sum, the nearest.
    """
    roots = [math.sqrt(worth) if worth > _NO_WORTH else 0.0 for worth in worths]
    scale = _scale(roots, a_day, least, most)
    return [min(most, max(least, scale * root)) for root in roots]


def _scale(roots: Sequence[float], a_day: float, least: float, most: float) -> float:
    """The factor with which the bounded roots sum to ``a_day``, by bisection: the sum grows with it."""
    low, high = least / (max(roots, default=1.0) + 1), most / min((r for r in roots if r > _NO_WORTH), default=1.0)
    for _ in range(_STEPS):
        middle = math.sqrt(low * high)
        if sum(min(most, max(least, middle * root)) for root in roots) < a_day:
            low = middle
        else:
            high = middle
        if high - low < _PRECISION * high:
            break
    return high
