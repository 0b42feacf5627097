"""The visits to a link, the newest first, with runs of visits that told nothing new folded into one line. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from claims.models import Check, PassageCheck
from claims.vocabulary import CheckOutcome, PassageOutcome

LEAST = 3
"""Visits from which a run is folded."""
_TONES = {PassageOutcome.FOUND: "good", PassageOutcome.CHANGED: "bad", PassageOutcome.MISSING: "bad"}
_QUIET = frozenset({PassageOutcome.FOUND.value, PassageOutcome.UNKNOWN.value})


@dataclass(frozen=True, slots=True)
class Passages:
    """Passages that a visit found alike."""

    outcome: PassageOutcome
    rows: tuple[PassageCheck, ...]

    @property
    def is_quiet(self) -> bool:
        """Whether nobody needs to look at them one by one."""
        return self.outcome.value in _QUIET

    @property
    def tone(self) -> str:
        """The tone of their badge."""
        return _TONES.get(self.outcome, "warn")


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit as its viewer may see it. ``milliseconds`` is ``None`` where the time would tell what is kept back."""

    check: Check
    outcome: CheckOutcome
    reason: str | None
    milliseconds: int | None
    has_findings: bool = False

    @property
    def is_quiet(self) -> bool:
        """Whether it says nothing but that it took place."""
        told = any(row.outcome not in _QUIET for row in self.check.passages.all())
        return not (self.check.changed or self.has_findings or told)

    @property
    def passages(self) -> tuple[Passages, ...]:
        """The passages that were looked for, by how they were found; what asks for a look comes first."""
        groups: dict[str, list[PassageCheck]] = {}
        for row in self.check.passages.all():
            groups.setdefault(row.outcome, []).append(row)
        found = (Passages(PassageOutcome(outcome), tuple(rows)) for outcome, rows in groups.items())
        return tuple(sorted(found, key=lambda group: group.is_quiet))

    @property
    def _kind(self) -> tuple[object, ...]:
        check = self.check
        return self.outcome, self.reason, check.http_status, check.final_url, check.snapshot_id


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the timeline: a visit, or several that were alike."""

    visits: tuple[Visit, ...]

    @property
    def newest(self) -> Visit:
        """The last of them."""
        return self.visits[0]

    @property
    def oldest(self) -> Visit:
        """The first of them."""
        return self.visits[-1]

    @property
    def days(self) -> tuple[date, ...]:
        """The first and the last day on which they took place; one where it is the same."""
        first, last = self.oldest.check.checked_at.date(), self.newest.check.checked_at.date()
        return (first,) if first == last else (first, last)

    @property
    def number(self) -> int:
        """How many visits it stands for."""
        return len(self.visits)


def seen(check: Check, shown: tuple[CheckOutcome, str | None], *, with_findings: Collection[int]) -> Visit:
    """A check as ``claims.rechecks.service.as_seen_by`` shows it; ``with_findings`` are checks that findings rest on.

    Where the outcome is blurred the time is kept back too: it would tell "refused" from "timed out".
    """
    outcome, reason = shown
    whole = (outcome.value, reason) == (check.outcome, check.reason)
    return Visit(check, outcome, reason, check.milliseconds if whole else None, check.pk in with_findings)


def fold(visits: Iterable[Visit]) -> list[Line]:
    """Lines in the same order. The newest visit, and whatever told something, stands alone."""
    runs: list[list[Visit]] = []
    for number, visit in enumerate(visits):
        before = runs[-1][-1] if number > 1 else None
        alike = before is not None and before.is_quiet and visit.is_quiet and before._kind == visit._kind
        if alike:
            runs[-1].append(visit)
        else:
            runs.append([visit])
    return [line for run in runs for line in _lines(run)]


def _lines(run: list[Visit]) -> list[Line]:
    return [Line(tuple(run))] if len(run) >= LEAST else [Line((visit,)) for visit in run]
