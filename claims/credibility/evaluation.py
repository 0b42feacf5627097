"""How well suggested letters foretell what is false, on statements whose outcome is known. Pure.

The format is that of the LIAR data (Wang 2017, as its README describes it): tab-separated lines without a heading;
column 1 the id, 2 the label, 5 the speaker, 9 to 13 how often the speaker was given the labels "barely true",
"false", "half true", "mostly true" and "pants on fire", *this statement included*. "True" has no such column: those are
counted in the files.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf

from claims.credibility.beta import quantile
from claims.credibility.record import LEAST, Suggestion, Tally, base_rate, suggest
from claims.vocabulary import Outcome, SourceLetter

TRUE = "true"
COUNTED = ("barely-true", "false", "half-true", "mostly-true", "pants-fire")
"""The labels of the columns 9 to 13, in their order."""
LABELS = frozenset({*COUNTED, TRUE})
FALSE = frozenset({"false", "pants-fire"})
"""What counts as false unless somebody says otherwise: what the label itself calls so."""
_COLUMNS = 13


@dataclass(frozen=True, slots=True)
class Statement:
    """One line: ``counts`` are the speaker's labels over all, this one included."""

    id: str
    label: str
    speaker: str
    counts: tuple[int, ...]

    @property
    def order(self) -> tuple[float, str]:
        """Ids grow with time; one that is no number comes last."""
        digits = self.id.partition(".")[0]
        return (int(digits), "") if digits.isdigit() else (inf, self.id)


class Unreadable(ValueError):
    """A line that is no statement; ``str()`` says why."""


def parse(line: str) -> Statement:
    """The statement of one line; raises :class:`Unreadable`."""
    cells = [cell.strip() for cell in line.split("\t")]
    if len(cells) < _COLUMNS:
        raise Unreadable(f"it has {len(cells)} columns, not the {_COLUMNS} that are needed")
    label, speaker = cells[1].lower(), cells[4].lower()
    if label not in LABELS:
        raise Unreadable(f"its label “{cells[1][:40]}” is none of {', '.join(sorted(LABELS))}")
    if not speaker:
        raise Unreadable("it names no speaker")
    try:
        counts = tuple(int(float(cell or 0)) for cell in cells[8:_COLUMNS])
    except (ValueError, OverflowError):
        raise Unreadable("its columns 9 to 13 are not all numbers") from None
    if min(counts) < 0:
        raise Unreadable("a count is below 0")
    return Statement(cells[0], label, speaker, counts)


@dataclass(frozen=True, slots=True)
class Judged:
    """A statement with the letter of its speaker, in which it had no part."""

    suggestion: Suggestion
    false: bool


def _outcome(label: str, false: Collection[str]) -> Outcome:
    return Outcome.FALSE if label in false else Outcome.NOT_FALSE


def _records(statements: Iterable[Statement], false: Collection[str]) -> dict[str, Tally]:
    """The whole record of each speaker: of every label as many as the columns say, or as the files hold if more."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    held: dict[str, Counter[str]] = defaultdict(Counter)
    for s in statements:
        counted[s.speaker] |= Counter(dict(zip(COUNTED, s.counts, strict=True)))
        held[s.speaker][s.label] += 1
    whole = {speaker: counted[speaker] | held[speaker] for speaker in held}
    return {
        speaker: Tally(by_label.total(), sum(by_label[label] for label in false)) for speaker, by_label in whole.items()
    }


def left_one_out(
    statements: Sequence[Statement], *, false: Collection[str] = FALSE, only: str | None = None
) -> Iterator[Judged]:
    """Each statement with the letter that follows from all others of its speaker, at the base rate of all others.

    ``only`` is the id of the one statement that is wanted.
    """
    records = _records(statements, false)
    everything = Tally(sum(t.resolved for t in records.values()), sum(t.false for t in records.values()))
    for s in statements:
        if only not in (None, s.id):
            continue
        mine = _outcome(s.label, false)
        base = base_rate(everything.without(mine))
        yield Judged(suggest(records[s.speaker].without(mine), base=base), mine is Outcome.FALSE)


def what_came_before(
    statements: Sequence[Statement], *, false: Collection[str] = FALSE, only: str | None = None
) -> Iterator[Judged]:
    """Each statement with the letter that follows from the earlier ones in the files, in the order of their ids.

    ``only`` is the id of the one statement that is wanted.
    """
    seen: dict[str, Tally] = defaultdict(lambda: Tally(0, 0))
    everything = Tally(0, 0)
    for s in sorted(statements, key=lambda s: s.order):
        mine = s.label in false
        if only in (None, s.id):
            yield Judged(suggest(seen[s.speaker], base=base_rate(everything)), mine)
        seen[s.speaker] = _and_one(seen[s.speaker], mine)
        everything = _and_one(everything, mine)


def _and_one(tally: Tally, false: bool) -> Tally:
    return Tally(tally.resolved + 1, tally.false + false)


Way = Callable[..., Iterator[Judged]]
PROBES = 20
"""Statements whose label is turned to see whether their own letter follows."""


def leaks(statements: Sequence[Statement], way: Way, *, false: Collection[str] = FALSE, probes: int = PROBES) -> int:
    """How many of ``probes`` statements, spread evenly, would have another letter or tally if their own outcome were
    the other one: none may, since nobody knows it yet when the letter is given.
    """
    every = max(1, len(statements) // max(1, probes))
    found = 0
    for s in statements[::every][:probes]:
        turned = _turned(statements, s, min(LABELS.difference(false)) if s.label in false else min(false))
        found += _letter_of(s.id, way, statements, false) != _letter_of(s.id, way, turned, false)
    return found


def _turned(statements: Sequence[Statement], one: Statement, label: str) -> list[Statement]:
    """The data as they would be with another label for ``one``, which the columns of all lines of its speaker count."""
    change = Counter({label: 1})
    change.subtract([one.label])
    found = []
    for s in statements:
        if s.speaker == one.speaker:
            counts = (max(0, count + change[name]) for name, count in zip(COUNTED, s.counts, strict=True))
            s = replace(s, label=label if s.id == one.id else s.label, counts=tuple(counts))
        found.append(s)
    return found


def _letter_of(wanted: str, way: Way, statements: Sequence[Statement], false: Collection[str]) -> Suggestion:
    (judged,) = way(statements, false=false, only=wanted)
    return judged.suggestion


@dataclass(frozen=True, slots=True)
class Row:
    """One letter: how many statements had it, how many of them were false, and a 95 % interval on that share."""

    letter: SourceLetter
    statements: int
    false: int

    @property
    def share(self) -> float | None:
        """The share that was false; ``None`` where no statement had the letter."""
        return self.false / self.statements if self.statements else None

    @property
    def between(self) -> tuple[float, float]:
        """The 95 % interval on the share, by Jeffreys' prior."""
        a, b = self.false + 0.5, self.statements - self.false + 0.5
        return quantile(0.025, a, b), quantile(0.975, a, b)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The table of letters; what breaks their order; letters that were given without enough to go by."""

    rows: tuple[Row, ...]
    breaks: tuple[tuple[SourceLetter, SourceLetter], ...]
    too_early: int
    few: int

    @property
    def is_monotone(self) -> bool:
        """Whether a worse letter always had a larger share of false statements."""
        return not self.breaks


def evaluate(judged: Iterable[Judged]) -> Evaluation:
    """The table; F stands outside the order, since it says that nothing is known."""
    found: Mapping[SourceLetter, list[bool]] = {letter: [] for letter in SourceLetter}
    too_early = few = 0
    for one in judged:
        found[one.suggestion.letter].append(one.false)
        if one.suggestion.tally.resolved < LEAST:
            few += 1
            too_early += one.suggestion.letter is not SourceLetter.F
    rows = tuple(Row(letter, len(false), sum(false)) for letter, false in found.items())
    return Evaluation(rows, _breaks(rows), too_early, few)


def _breaks(rows: Iterable[Row]) -> tuple[tuple[SourceLetter, SourceLetter], ...]:
    known = [(row.letter, row.share) for row in rows if row.share is not None and row.letter is not SourceLetter.F]
    return tuple((better[0], worse[0]) for better, worse in pairwise(known) if worse[1] < better[1])
