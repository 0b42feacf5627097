"""What the record of a source on resolved claims suggests as its letter. Pure: no clock, no rows.

A Beta posterior with a prior of weight 5, centred on the installation's base rate; an 80 % interval on the share that
was not false. The letter follows from the interval, and is a suggestion: a person sets the grade.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from claims.credibility.beta import quantile
from claims.vocabulary import Outcome, SourceLetter

PRIOR_WEIGHT = 5.0
"""How many resolved claims the prior is worth."""
COVERED = 0.80
"""The share of the posterior inside the interval; as much lies below it as above."""
LEAST = 5
"""Resolved claims from which a letter is suggested at all; below it is F."""
MANY = 20
"""Resolved claims from which an A is suggested."""


class Tally(NamedTuple):
    """How many claims are resolved, and how many of them as false."""

    resolved: int
    false: int

    @property
    def not_false(self) -> int:
        """How many are resolved as not false."""
        return self.resolved - self.false

    @property
    def share(self) -> float | None:
        """The share that is not false; ``None`` where nothing is resolved."""
        return self.not_false / self.resolved if self.resolved else None

    def without(self, outcome: Outcome | None) -> Tally:
        """The tally with one claim of this outcome left out; ``None`` is a claim that it does not hold."""
        if outcome is None:
            return self
        return Tally(self.resolved - 1, self.false - (outcome is Outcome.FALSE))


def base_rate(everything: Tally) -> float:
    """The share not false among all resolved claims of the installation, strictly between 0 and 1.

    Where all are false or none is, the prior needs both: half a claim is added on either side, as Jeffreys does.
    With nothing resolved it is one half.
    """
    share = everything.share
    if share is not None and 0 < share < 1:
        return share
    return (everything.not_false + 0.5) / (everything.resolved + 1)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The letter that a record suggests, with what it rests on. ``wide``: the interval decides nothing."""

    letter: SourceLetter
    tally: Tally
    lower: float
    upper: float
    wide: bool


def interval(own: Tally, *, base: float) -> tuple[float, float]:
    """The 80 % interval on the share not false, given the base rate (above 0, below 1)."""
    a, b = PRIOR_WEIGHT * base + own.not_false, PRIOR_WEIGHT * (1 - base) + own.false
    tail = (1 - COVERED) / 2
    return quantile(tail, a, b), quantile(1 - tail, a, b)


def suggest(own: Tally, *, base: float) -> Suggestion:
    """The suggested letter for a record, given the base rate.

    At an equal number of resolved claims more false ones never give a better letter.
    """
    lower, upper = interval(own, base=base)
    letter = _letter(own.resolved, lower, upper)
    return Suggestion(letter or SourceLetter.C, own, lower, upper, wide=letter is None)


_BY_LOWER = ((0.85, SourceLetter.A), (0.65, SourceLetter.B), (0.45, SourceLetter.C))
_BY_UPPER = ((0.30, SourceLetter.E), (0.55, SourceLetter.D))


def _letter(resolved: int, lower: float, upper: float) -> SourceLetter | None:
    """The letter by the first bound that decides; ``None`` when none does: C, marked wide."""
    if resolved < LEAST:
        return SourceLetter.F
    earned = (letter for bound, letter in _BY_LOWER if lower >= bound)
    found = next((letter for letter in earned if letter is not SourceLetter.A or resolved >= MANY), None)
    return found or next((letter for bound, letter in _BY_UPPER if upper < bound), None)


@dataclass(frozen=True, slots=True)
class Resolved:
    """One claim of the source and how it came out, from ``since`` until ``until`` (``None``: it holds still)."""

    claim: str
    outcome: Outcome
    since: datetime
    until: datetime | None
    topics: tuple[str, ...]

    def holds(self, at: datetime) -> bool:
        """Whether the claim was resolved so at this moment."""
        return self.since <= at and (self.until is None or at < self.until)


def tally_of(record: Iterable[Resolved], *, at: datetime, without: str | None = None) -> Tally:
    """The tally as it was known at a moment, leaving out the claim with the id ``without``."""
    outcomes = [entry.outcome for entry in record if entry.claim != without and entry.holds(at)]
    return Tally(len(outcomes), sum(outcome is Outcome.FALSE for outcome in outcomes))


def by_topic(
    record: Collection[Resolved], *, at: datetime, base: float, without: str | None = None
) -> list[tuple[str, Suggestion]]:
    """A suggestion for each topic with enough resolved claims, those with most first, else by name."""
    topics = sorted({topic for entry in record for topic in entry.topics})
    found = [(topic, suggest(_on_topic(record, topic, at, without), base=base)) for topic in topics]
    enough = [(topic, said) for topic, said in found if said.tally.resolved >= LEAST]
    return sorted(enough, key=lambda pair: -pair[1].tally.resolved)


def _on_topic(record: Iterable[Resolved], topic: str, at: datetime, without: str | None) -> Tally:
    return tally_of((entry for entry in record if topic in entry.topics), at=at, without=without)


def over_time(
    record: Sequence[Resolved], *, moments: Iterable[datetime], base: float
) -> Iterator[tuple[datetime, Suggestion]]:
    """The suggestion at each moment, by what was known then; the base rate is one for all, so that a line that moves
    tells of the source and not of the others."""
    for moment in moments:
        yield moment, suggest(tally_of(record, at=moment), base=base)
