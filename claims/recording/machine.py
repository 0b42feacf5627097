"""What the machine read of a passage, as it is kept beside what a person records."""

from __future__ import annotations

from typing import Any

from claims.models import Snapshot
from claims.reading.values import Reading, Statement
from claims.recording.documents import reading_of


def machine_json(statement: Statement, version: str) -> dict[str, Any]:
    """What the rules named ``version`` read of a statement; unknown is ``None``."""
    return {
        "version": version,
        "start": statement.start,
        "end": statement.end,
        "part": statement.part.value,
        "sourcing_type": statement.sourcing.value,
        "voice": statement.voice.value,
        "source_words": statement.source_words,
        "description": statement.description,
        "cue": statement.cue,
        "relayed_for": statement.relayed_for,
        "why": statement.why,
    }


def statement_at(reading: Reading, start: int, end: int) -> Statement | None:
    """The statement that shares most characters with this span, of equals the first; ``None`` if none does."""
    shared = [(min(end, one.end) - max(start, one.start), one) for one in reading.statements]
    most, statement = max(shared, key=lambda pair: pair[0], default=(0, None))
    return statement if most > 0 else None


def machine_reading(snapshot: Snapshot, start: int, end: int) -> dict[str, Any] | None:
    """What the machine reads at these positions; ``None`` where it finds no statement or cannot read the language."""
    reading = reading_of(snapshot)
    statement = statement_at(reading, start, end)
    return machine_json(statement, reading.version) if statement and reading.attributed else None
