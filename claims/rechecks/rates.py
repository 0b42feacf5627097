"""How often a page changes, from what its visits told. Pure; all times in days, rates in changes a day.

Each visit says only whether something changed since the one before, after unequal intervals. A rate λ makes a quiet
interval of t days as likely as e^−λt and one with a change as 1 − e^−λt; the most likely rate is the root of
Σ_changed t/(e^λt − 1) = Σ_unchanged t, with equal intervals the closed form of Cho and Garcia-Molina ("Estimating
frequency of change", 2003). That is infinite for a page that changed at each visit and nothing for one that never did;
so what is used is the mean over all rates, weighed by how common each rate is among pages of the same kind. How common
they are is learned from these pages themselves, without assuming the form of a curve (Kiefer and Wolfowitz 1956; here
by expectation and maximisation on a grid, held to what is usual where few pages tell).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import mul

INTERVALS = 60
"""Intervals of a page that its rate is estimated from, the newest."""
_SLOWEST, _FASTEST, _POINTS = 1e-4, 50.0, 32
_STEP = math.log(_FASTEST / _SLOWEST) / (_POINTS - 1)
RATES = tuple(_SLOWEST * math.exp(_STEP * point) for point in range(_POINTS))
"""The rates that are weighed, from one change in 27 years to 50 a day."""
_LOGS = tuple(map(math.log, RATES))
STRENGTH = 20.0
"""Pages that what was believed before counts for when prior weights are learned."""
ROUNDS = 3
_MOST_PAGES = 2000
"""Pages that weights are learned from; more tell nothing new."""
_USUAL_RATE, _USUAL_SPREAD = 1 / 60, 2.0
"""The middle of the rates, and the standard deviation of their logarithms, before anything is known."""
_CLASS = 0.025
"""Step of the logarithm by which lengths of intervals with a change are rounded."""

Weights = Sequence[float]
"""One number for each of ``RATES``."""


@dataclass(frozen=True, slots=True)
class History:
    """What visits told: days in intervals without a change, and the lengths of the intervals with one, all above 0."""

    unchanged_days: float = 0.0
    changed: Sequence[float] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Estimate:
    """``expected`` is the mean of the rates that a page may have; ``typical`` their geometric mean, to tell people."""

    expected: float
    typical: float


def likelihood(history: History) -> list[float]:
    """How likely each of ``RATES`` makes a history, the likeliest 1. Lengths are rounded by up to 1.3 %."""
    logs = [-history.unchanged_days * rate for rate in RATES]
    for length, count in Counter(round(math.log(days) / _CLASS) for days in history.changed).items():
        logs = [before + count * now for before, now in zip(logs, _of_change(length), strict=True)]
    highest = max(logs)
    return [math.exp(log - highest) for log in logs]


@cache
def _of_change(length: int) -> tuple[float, ...]:
    """The logarithm of how likely each rate makes a change within a rounded length."""
    days = math.exp(length * _CLASS)
    return tuple(math.log(-math.expm1(-rate * days)) for rate in RATES)


@cache
def usual() -> Weights:
    """How common rates are before any visit: log-normal."""
    return _shares([math.exp(-(((log - math.log(_USUAL_RATE)) / _USUAL_SPREAD) ** 2) / 2) for log in _LOGS])


def learned(likelihoods: Sequence[Weights], before: Weights) -> Weights:
    """How common rates are among pages, from their likelihoods; ``before`` counts as ``STRENGTH`` pages."""
    weights = before
    told = likelihoods[:: -(-len(likelihoods) // _MOST_PAGES) or 1]
    for _ in range(ROUNDS):
        found = [share * STRENGTH for share in before]
        for one in told:
            likely = list(map(mul, one, weights))
            whole = 1 / sum(likely)
            found = [sofar + share * whole for sofar, share in zip(found, likely, strict=True)]
        weights = _shares(found)
    return weights


def _shares(values: Weights) -> tuple[float, ...]:
    whole = sum(values)
    return tuple(value / whole for value in values)


def common(histories: Iterable[History]) -> Weights:
    """How common rates are among all pages, from the histories of some of them."""
    return learned([likelihood(history) for history in histories], usual())


def estimates(
    histories: Sequence[History], groups: Sequence[Hashable], *, of_all: Weights | None = None
) -> list[Estimate]:
    """The rate of each page among the pages of its group, as its history and theirs tell.

    How common rates are in a group is learned from it, beginning with what all pages together tell. Where these are not
    all pages, ``of_all`` is what all of them tell (:func:`common`); groups must be whole.
    """
    told = [likelihood(history) for history in histories]
    alone = of_all is None and len(set(groups)) <= 1
    of_group: defaultdict[Hashable, list[Weights]] = defaultdict(list)
    for group, one in zip(groups, told, strict=True):
        of_group[group].append(one)
    before = of_all or learned(told, usual())
    weights = {group: before if alone else learned(ones, before) for group, ones in of_group.items()}
    return [estimate(one, weights[group]) for one, group in zip(told, groups, strict=True)]


def estimate(likelihood: Weights, weights: Weights) -> Estimate:
    """The rate of a page among pages whose rates are as common as ``weights`` say."""
    likely = list(map(mul, likelihood, weights))
    whole = sum(likely)
    return Estimate(sum(map(mul, likely, RATES)) / whole, math.exp(sum(map(mul, likely, _LOGS)) / whole))
