"""What the reading page shows of a snapshot, as plain values for its template."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from claims.models import Document, Evidence, RightsStatement, Snapshot
from claims.reading.values import Reading, ReadingWarning, Span, Statement
from claims.rights.notice import find_notices
from claims.rights.service import live_statements
from claims.vocabulary import RuleKind, SourcingType


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in a row that are marked or not."""

    text: str
    marked: bool


def marked(text: str, spans: Iterable[Span]) -> tuple[Piece, ...]:
    """``text`` cut so that the words inside ``spans`` (positions in ``text``) are pieces of their own."""
    kept = [(max(0, start), min(len(text), end)) for start, end in spans]
    inside = [(start, end) for start, end in kept if start < end]
    cuts = sorted({0, len(text), *(cut for span in inside for cut in span)})
    return tuple(
        Piece(text[start:end], any(low <= start and end <= high for low, high in inside))
        for start, end in pairwise(cuts)
    )


@dataclass(frozen=True, slots=True)
class Row:
    """One statement with its number, its words with the source marked, and the evidence that rests on it."""

    number: int
    statement: Statement
    pieces: tuple[Piece, ...]
    logged: tuple[Evidence, ...]


def evidence_on(document: Document) -> list[Evidence]:
    """The evidence that rests on any snapshot of ``document``, with its claims; one query."""
    rows = Evidence.objects.filter(passage__snapshot__document=document, withdrawn_at=None)
    return list(rows.select_related("claim", "passage__snapshot").order_by("id"))


def _rests_on(evidence: Evidence, statement: Statement, snapshot: Snapshot) -> bool:
    passage = evidence.passage
    if passage.snapshot.readable_id == snapshot.readable_id:
        return passage.start < statement.end and statement.start < passage.end
    return passage.exact in statement.text or statement.text in passage.exact


def rows(reading: Reading, snapshot: Snapshot, evidence: Sequence[Evidence]) -> tuple[Row, ...]:
    """The statements in the order of the page."""
    return tuple(
        Row(
            number,
            statement,
            marked(statement.text, _relative(statement)),
            tuple(row for row in evidence if _rests_on(row, statement, snapshot)),
        )
        for number, statement in enumerate(reading.statements, 1)
    )


def _relative(statement: Statement) -> Iterator[Span]:
    if statement.source_span is not None:
        start, end = statement.source_span
        yield start - statement.start, end - statement.start


@dataclass(frozen=True, slots=True)
class Choice:
    """A sourcing type to filter by, and how many statements have it."""

    type: SourcingType
    count: int


def choices(reading: Reading) -> tuple[Choice, ...]:
    """The sourcing types that occur, in the order of the vocabulary."""
    found = Counter(statement.sourcing for statement in reading.statements)
    return tuple(Choice(kind, found[kind]) for kind in SourcingType if found[kind])


@dataclass(frozen=True, slots=True)
class Raised:
    """A warning with the words that raise it, each with the number of the statement it stands in, if any."""

    warning: ReadingWarning
    words: tuple[tuple[str, int | None], ...]


def raised(reading: Reading, text: str) -> tuple[Raised, ...]:
    """The warnings of a reading."""
    return tuple(
        Raised(warning, tuple((text[start:end], _number_at(reading, start)) for start, end in warning.spans))
        for warning in reading.warnings
    )


def _number_at(reading: Reading, position: int) -> int | None:
    found = (number for number, s in enumerate(reading.statements, 1) if s.start <= position < s.end)
    return next(found, None)


@dataclass(frozen=True, slots=True)
class Terms:
    """One rights statement: its notice with the deciding words marked, and its rules by kind."""

    statement: RightsStatement
    notice: tuple[Piece, ...]
    rules: tuple[tuple[RuleKind, tuple[str, ...]], ...]


def terms_of(document: Document, today: date) -> tuple[Terms, ...]:
    """The rights statements that hold, as read or as a person corrected them."""
    return tuple(_terms(statement) for statement in live_statements(document, today))


def _terms(statement: RightsStatement) -> Terms:
    verbatim = statement.notice_verbatim or ""
    found = find_notices(verbatim)
    spans = [(n.start + start, n.start + end) for n in found for start, end in n.deciding]
    named = [(RuleKind(rule.kind), rule.get_action_display()) for rule in statement.rules.all()]
    by_kind = ((kind, tuple(dict.fromkeys(action for k, action in named if k is kind))) for kind in RuleKind)
    return Terms(statement, marked(verbatim, spans), tuple((kind, actions) for kind, actions in by_kind if actions))
