"""Visits shared among simulated pages: ``python -m tests.bench.sharing``.

2,000 pages whose rates of change are log-normal (median one change in 60 days, σ 1.8) are visited for a year at one
visit a week on average: uniformly, by the square root of rates that are known, by the square root of rates estimated
from the visits themselves (ours, shared anew every two weeks), and freshness-optimally with known rates. Printed are
freshness (share of the time in which what we know is what stands there) and the mean delay between a change and the
visit that sees it; and how far the estimates are from the truth.
"""

from __future__ import annotations

import argparse
import math
import random
import statistics
from collections.abc import Callable, Sequence

from claims.rechecks.rates import INTERVALS, LEAST, MOST, History, Prior, rate, visits

WEEKS = 52


def freshness(rates: Sequence[float], shares: Sequence[float]) -> float:
    return statistics.mean(
        (1 - math.exp(-value / share)) * share / value for value, share in zip(rates, shares, strict=True)
    )


def delay(rates: Sequence[float], shares: Sequence[float]) -> float:
    """Days, averaged over changes: half an interval for each."""
    return sum(value / 2 / share for value, share in zip(rates, shares, strict=True)) / sum(rates)


def freshest(rates: Sequence[float], a_day: float) -> list[float]:
    """Shares that make freshness greatest (Cho and Garcia-Molina 2003): equal marginal gains, by nested bisection."""

    def share(value: float, gain: float) -> float:
        low, high = 1e-9, 1e4
        for _ in range(60):
            middle = math.sqrt(low * high)
            x = value / middle
            marginal = (1 - math.exp(-x) * (1 + x)) / value
            low, high = (middle, high) if marginal > gain else (low, middle)
        return low

    low, high = 1e-9, 1e6
    for _ in range(60):
        gain = math.sqrt(low * high)
        low, high = (gain, high) if sum(share(value, gain) for value in rates) > a_day else (low, gain)
    return [share(value, high) for value in rates]


def lived(rates: Sequence[float], chance: random.Random) -> tuple[list[float], list[float]]:
    """A year of visits that are shared by what they tell: the last shares, and the estimated rates."""
    count = len(rates)
    told: list[list[tuple[float, bool]]] = [[] for _ in rates]
    last, due = [0.0] * count, [chance.random() * 7 for _ in rates]
    shares, found = [1 / 7] * count, [0.0] * count
    for fortnight in range(WEEKS // 2):
        for page in range(count):
            while due[page] < (fortnight + 1) * 14:
                days = due[page] - last[page]
                told[page].append((days, chance.random() < 1 - math.exp(-rates[page] * days)))
                last[page] = due[page]
                due[page] += (0.875 + chance.random() / 8) / shares[page]
        found = [rate(history(intervals[-INTERVALS:]), Prior()) for intervals in told]
        shares = visits(found, a_day=count / 7, least=LEAST, most=MOST)
    return shares, found


def history(intervals: Sequence[tuple[float, bool]]) -> History:
    still = sum(days for days, changed in intervals if not changed)
    return History(still, tuple(days for days, changed in intervals if changed))


def main() -> None:
    """Print the table, the mean of several samples."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--pages", type=int, default=2000)
    options.add_argument("--samples", type=int, default=3)
    chosen = options.parse_args()
    table: dict[str, list[tuple[float, float]]] = {}
    errors: list[float] = []
    for seed in range(chosen.samples):
        chance = random.Random(seed)
        rates = [math.exp(math.log(1 / 60) + 1.8 * chance.gauss(0, 1)) for _ in range(chosen.pages)]
        a_day = chosen.pages / 7
        shares, found = lived(rates, chance)
        errors += [abs(math.log(mine / value)) for mine, value in zip(found, rates, strict=True)]
        ways: dict[str, Callable[[], list[float]]] = {
            "uniform": lambda: [1 / 7] * chosen.pages,
            "freshness-optimal, rates known": lambda: freshest(rates, a_day),  # noqa: B023 - called at once
            "square root, rates known": lambda: visits(rates, a_day=a_day, least=LEAST, most=MOST),  # noqa: B023
            "square root, rates estimated (ours)": lambda: shares,  # noqa: B023
        }
        for name, way in ways.items():
            mine = way()
            table.setdefault(name, []).append((freshness(rates, mine), delay(rates, mine)))
    print(f"{chosen.pages} pages, mean of {chosen.samples} samples, one visit a week on average")
    for name, rows in table.items():
        fresh, late = (statistics.mean(column) for column in zip(*rows, strict=True))
        print(f"{name:<38} freshness {fresh:.3f}   mean delay {late:7.2f} days")
    print(f"estimate after a year: off by a factor of {math.exp(statistics.median(errors)):.2f} (median)")


if __name__ == "__main__":
    main()
