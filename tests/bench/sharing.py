"""Visits shared among simulated pages: ``python -m tests.bench.sharing [--all] [--plot FILE]``.

2,000 pages are visited for a year, at one visit a week on average, by the rules of the product: the rate of each is
estimated from what its own visits told, visits are shared anew every two weeks, each page's next visit is set with the
scatter of the schedule, and a new share counts from the next visit on. (The promise of 24 hours for published claims,
which stands above, is left out.) Rates are log-normal: median one change in 60 days, σ 1.8. The seeds are not those
that the rules were chosen with.

Two figures are printed for each way to share: *freshness*, the share of the time in which what we know is what stands
there, and the mean *delay* between a change and the visit that sees it. "At the end" is what the last shares give, were
they kept for ever; "lived" is what came about in the second half of the year, with its real intervals and its real
number of visits. Everything is averaged over the changes that might have been, not over those drawn.
"""

from __future__ import annotations

import argparse
import math
import random
import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from claims.rechecks.allotment import LEAST, MOST, STALE, visits
from claims.rechecks.rates import INTERVALS, Estimate, History, estimates
from claims.rechecks.schedule import Pace, Seen, after
from claims.vocabulary import CheckOutcome
from tests.bench.plot import Axis, Mark, drawn

DAYS, MEASURED, SHARED = 364, 182, 14
"""Days that are lived, those at their end that are measured, and days between two sharings."""
HELD_OUT = 9000
"""The first seed."""
_NOW, _PACE = datetime(2020, 1, 1, tzinfo=UTC), Pace()


@dataclass(frozen=True, slots=True)
class World:
    """Pages: how often each changes, what it weighs, and which host it is on."""

    rates: Sequence[float]
    weights: Sequence[int]
    hosts: Sequence[int]

    @property
    def a_day(self) -> float:
        return len(self.rates) / 7


def log_normal(median: float, sigma: float) -> Callable[[random.Random, int], World]:
    def world(chance: random.Random, pages: int) -> World:
        rates = [math.exp(sigma * chance.gauss(0, 1)) / median for _ in range(pages)]
        return World(rates, [1] * pages, [0] * pages)

    return world


def weighted(chance: random.Random, pages: int) -> World:
    world = log_normal(60, 1.8)(chance, pages)
    return World(world.rates, [chance.choice((1, 1, 1, 2, 2, 4, 8)) for _ in range(pages)], world.hosts)


def two_kinds(chance: random.Random, pages: int) -> World:
    """Seven in ten hardly ever change, the others every four days or so: no single curve."""
    kinds = [(400.0, 0.5) if chance.random() < 0.7 else (4.0, 0.7) for _ in range(pages)]
    return World([math.exp(s * chance.gauss(0, 1)) / m for m, s in kinds], [1] * pages, [0] * pages)


def on_hosts(chance: random.Random, pages: int) -> World:
    """The same spread, most of it between hosts of 25 pages."""
    middles = [1.5 * chance.gauss(0, 1) for _ in range(-(-pages // 25))]
    rates = [math.exp(middles[page // 25] + chance.gauss(0, 1)) / 60 for page in range(pages)]
    return World(rates, [1] * pages, [page // 25 for page in range(pages)])


WORLDS = {
    "median 60 days, σ 1.8": log_normal(60, 1.8),
    "median 60 days, σ 1.2": log_normal(60, 1.2),
    "median 60 days, σ 2.4": log_normal(60, 2.4),
    "median 20 days, σ 1.8": log_normal(20, 1.8),
    "median 200 days, σ 1.8": log_normal(200, 1.8),
    "weights 1 to 8": weighted,
    "80 hosts that differ": on_hosts,
    "two kinds of pages": two_kinds,
}


@dataclass(slots=True)
class Figures:
    fresh: float
    delay: float


def kept(world: World, shares: Sequence[float]) -> Figures:
    """What shares give that are kept for ever, by weight."""
    pages = list(zip(world.rates, world.weights, shares, strict=True))
    fresh = sum(w * -math.expm1(-rate / f) * f / rate for rate, w, f in pages) / sum(world.weights)
    changes = sum(w * rate for rate, w, _ in pages)
    return Figures(fresh, sum(w * rate / 2 / f for rate, w, f in pages) / changes)


def freshest(world: World) -> list[float]:
    """Shares that make freshness greatest (Cho and Garcia-Molina 2003): equal marginal gains, by nested bisection."""

    def share(rate: float, gain: float) -> float:
        low, high = 1e-9, 1e4
        for _ in range(45):
            middle = math.sqrt(low * high)
            x = rate / middle
            low, high = (middle, high) if (-math.expm1(-x) - x * math.exp(-x)) / rate > gain else (low, middle)
        return low

    pages = list(zip(world.rates, world.weights, strict=True))
    low, high = 1e-6, 1e4
    for _ in range(40):
        gain = math.sqrt(low * high)
        low, high = (gain, high) if sum(share(rate, gain / w) for rate, w in pages) > world.a_day else (low, gain)
    return [share(rate, high / w) for rate, w in pages]


Rule = Callable[[World, Sequence[History]], tuple[list[float], list[float]]]
"""From histories to shares and estimated rates."""


def ours(world: World, histories: Sequence[History]) -> tuple[list[float], list[float]]:
    found: list[Estimate] = estimates(histories, world.hosts)
    shares = visits([one.expected for one in found], world.weights, a_day=world.a_day)
    return shares, [one.typical for one in found]


def likeliest(world: World, histories: Sequence[History]) -> tuple[list[float], list[float]]:
    """The rule before: the square root of the likeliest rate under one Gamma prior (shape 1.3, 20 days)."""
    found = [_likeliest(history) for history in histories]
    return visits(found, world.weights, a_day=world.a_day, stale=0), found


def _likeliest(history: History, shape: float = 1.3, days: float = 20.0) -> float:
    still = history.unchanged_days + days
    low, high = 0.0, (len(history.changed) + shape - 1) / still + 1e-12
    for _ in range(40):
        rate = (low + high) / 2
        left = sum(t / math.expm1(rate * t) if rate * t < 700 else 0.0 for t in history.changed)
        low, high = (rate, high) if left + (shape - 1) / rate > still else (low, rate)
    return (low + high) / 2


@dataclass(slots=True)
class _Page:
    rate: float
    due: float
    last: float = 0.0
    told: list[tuple[float, bool]] = field(default_factory=list)
    fresh: float = 0.0
    """Days of those measured in which what we knew stood there."""
    waited: float = 0.0
    """Changes of the days measured, each times the days until it was seen."""
    visits: int = 0

    def visit(self, every: float, chance: random.Random) -> None:
        days = self.due - self.last
        self.told.append((days, chance.random() < -math.expm1(-self.rate * days)))
        del self.told[:-INTERVALS]
        self.visits += self.due >= DAYS - MEASURED
        self.last, self.due = self.due, self.due + _wait(every, chance.random())
        self.measure()

    def measure(self) -> None:
        """Count the part of the interval that begins which lies in the days that are measured."""
        begin, end = max(DAYS - MEASURED - self.last, 0.0), min(DAYS, self.due) - self.last
        if end <= begin:
            return
        rate, whole = self.rate, self.due - self.last
        self.fresh += (math.exp(-rate * begin) - math.exp(-rate * end)) / rate
        self.waited += rate * (whole * (end - begin) - (end * end - begin * begin) / 2)

    def history(self) -> History:
        still = sum(days for days, changed in self.told if not changed)
        return History(still, tuple(days for days, changed in self.told if changed))


def _wait(every: float, jitter: float) -> float:
    """Days until the next visit, as the schedule has them."""
    seen = Seen(outcome=CheckOutcome.ALIVE, every=timedelta(days=every), jitter=jitter)
    return (after(seen, now=_NOW, pace=_PACE).due_at - _NOW) / timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Life:
    """A year of visits that are shared by what they tell."""

    end: Figures
    lived: Figures
    a_week: float
    """Visits to a page in the days that were measured."""
    off: list[float]
    """The factors by which the estimates are off at the end."""


def live(world: World, rule: Rule, chance: random.Random) -> Life:
    pages = [_Page(rate, chance.random() * 7) for rate in world.rates]
    for page in pages:
        page.measure()
    shares, found = [1 / 7] * len(pages), list(world.rates)
    for until in range(SHARED, DAYS + 1, SHARED):
        for page, share in zip(pages, shares, strict=True):
            while page.due < until:
                page.visit(1 / share, chance)
        shares, found = rule(world, [page.history() for page in pages])
    fresh = sum(w * page.fresh for w, page in zip(world.weights, pages, strict=True)) / sum(world.weights) / MEASURED
    changes = sum(w * page.rate for w, page in zip(world.weights, pages, strict=True)) * MEASURED
    waited = sum(w * page.waited for w, page in zip(world.weights, pages, strict=True)) / changes
    a_week = sum(page.visits for page in pages) / MEASURED * 7 / len(pages)
    off = [math.exp(abs(math.log(mine / rate))) for mine, rate in zip(found, world.rates, strict=True)]
    return Life(kept(world, shares), Figures(fresh, waited), a_week, off)


KNOWN: dict[str, Callable[[World], list[float]]] = {
    "uniform": lambda world: [1 / 7] * len(world.rates),
    "freshness-optimal, rates known": freshest,
    "square root, rates known": lambda world: visits(world.rates, world.weights, a_day=world.a_day, stale=0),
    "ours, rates known": lambda world: visits(world.rates, world.weights, a_day=world.a_day),
}
LIVED: dict[str, Rule] = {"square root, likeliest rates": likeliest, "ours, expected rates": ours}


def table(name: str, pages: int, seeds: Sequence[int]) -> dict[str, Figures]:
    """Print the figures of one world, means over the seeds; returned by way of sharing."""
    known: dict[str, list[Figures]] = {}
    lives: dict[str, list[Life]] = {}
    for seed in seeds:
        world = WORLDS[name](random.Random(seed), pages)
        for way, share in KNOWN.items():
            known.setdefault(way, []).append(kept(world, share(world)))
        for way, rule in LIVED.items():
            lives.setdefault(way, []).append(live(world, rule, random.Random(-seed)))
    print(f"\n{name}: {pages} pages, means of {len(seeds)} samples, one visit a week on average")
    print(f"{'':<32}{'at the end':>18}{'lived':>18}{'a week':>9}  estimates off by (median, 9 in 10)")
    found = {way: mean(rows) for way, rows in known.items()}
    for way, figures in found.items():
        print(f"{way:<32}{_shown(figures)}")
    for way, rows in lives.items():
        found[way] = mean([life.end for life in rows])
        off = sorted(factor for life in rows for factor in life.off)
        print(
            f"{way:<32}{_shown(found[way])}{_shown(mean([life.lived for life in rows]))}"
            f"{statistics.mean(life.a_week for life in rows):>9.3f}"
            f"  × {off[len(off) // 2]:.2f}, × {off[len(off) * 9 // 10]:.2f}"
        )
    return found


def mean(rows: Sequence[Figures]) -> Figures:
    return Figures(statistics.mean(row.fresh for row in rows), statistics.mean(row.delay for row in rows))


def _shown(figures: Figures) -> str:
    return (
        f"{figures.fresh:>8.4f} {figures.delay:>7.2f} d" if figures.delay < 1000 else f"{figures.fresh:>8.4f}  no bound"
    )


def frontier(pages: int, seeds: Sequence[int]) -> Iterator[tuple[float, float]]:
    """Delay and freshness that can be had with known rates, from the one end to the other."""
    worlds = [WORLDS["median 60 days, σ 1.8"](random.Random(seed), pages) for seed in seeds]
    for stale in (0, 0.5, 1, 2, 4, 8, 12, 18, 28, 45, 70, 100):
        figures = mean([kept(w, visits(w.rates, w.weights, a_day=w.a_day, stale=stale)) for w in worlds])
        yield figures.delay, figures.fresh


def plot(found: dict[str, Figures], pages: int, seeds: Sequence[int]) -> str:
    names = {
        "square root, rates known": ("√, rates known", True),
        "ours, rates known": ("ours, rates known", False),
        "square root, likeliest rates": ("√, likeliest rates (before)", False),
        "ours, expected rates": ("ours, rates estimated", False),
    }
    marks = [
        Mark(name, found[way].delay, found[way].fresh, strong=way.startswith("ours"), below=below)
        for way, (name, below) in names.items()
    ]
    uniform, freshest_ = found["uniform"], found["freshness-optimal, rates known"]
    return drawn(
        title="One visit a week for each page on average: freshness and delay",
        across=Axis("mean delay between a change and the visit that sees it, days", 0.1, 1),
        up=Axis("freshness", 0.001, 3),
        curve=list(frontier(pages, seeds)),
        marks=marks,
        note=f"Line: the best that known rates allow. Not shown: uniform ({uniform.fresh:.3f}; {uniform.delay:.1f} "
        f"days), freshness-optimal ({freshest_.fresh:.3f}; no bound).",
    )


def main() -> None:
    """Print the tables, and draw the first one."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--pages", type=int, default=2000)
    options.add_argument("--samples", type=int, default=5)
    options.add_argument("--seed", type=int, default=HELD_OUT, help="the first seed")
    options.add_argument("--all", action="store_true", help="other distributions too")
    options.add_argument("--plot", type=Path, help="where to draw the first table (SVG)")
    chosen = options.parse_args()
    seeds = range(chosen.seed, chosen.seed + chosen.samples)
    print(f"bounds: {LEAST:.4f} to {MOST:g} visits a day; a stale page counts as {STALE:g} unseen changes")
    for name in list(WORLDS) if chosen.all else list(WORLDS)[:1]:
        found = table(name, chosen.pages, seeds)
        if chosen.plot and name == next(iter(WORLDS)):
            chosen.plot.write_text(plot(found, chosen.pages, seeds), encoding="utf-8")


if __name__ == "__main__":
    main()
