"""What the machine reads of a page with people's corrections laid over it, for pages to show both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claims.models import ReadingCorrection, Snapshot
from claims.reading.corrected import corrected, of_statement
from claims.reading.values import Reading, Statement
from claims.recording.corrections import newest_corrections, persons_reading
from claims.vocabulary import CorrectionKind


@dataclass(frozen=True, slots=True)
class Corrected:
    """A statement as it counts, as the machine reads it, and the correction that makes the difference, if any."""

    statement: Statement
    machine: Statement
    row: ReadingCorrection | None = None

    @property
    def is_statement(self) -> bool:
        """False where a person said that this is no statement of the article."""
        return self.row is None or self.row.kind != CorrectionKind.NO_STATEMENT


def as_corrected(machine: Statement, rows: Sequence[ReadingCorrection]) -> Corrected:
    """``machine`` with what holds of it among the newest corrections of its page."""
    row = of_statement(machine, rows)
    if row is None or row.kind == CorrectionKind.WITHDRAWN:
        return Corrected(machine, machine)
    mine = persons_reading(row)
    return Corrected(corrected(machine, mine) if mine else machine, machine, row)


def corrected_statements(reading: Reading, snapshot: Snapshot) -> tuple[Corrected, ...]:
    """Every statement of a page as it counts; one query."""
    rows = newest_corrections(snapshot)
    return tuple(as_corrected(statement, rows) for statement in reading.statements)
