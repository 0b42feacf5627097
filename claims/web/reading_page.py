"""What the reading page shows of a snapshot, as plain values for its template."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise

from claims.models import Document, Evidence, RightsStatement, Snapshot
from claims.reading.values import Reading, ReadingWarning, Span, Statement
from claims.reading.worth import Worth, ranked
from claims.rights.notice import find_notices
from claims.rights.service import live_statements
from claims.vocabulary import CorrectionKind, RuleKind, SourcingType
from claims.web.corrected import Corrected

NO_STATEMENT = CorrectionKind.NO_STATEMENT.value
"""The mark of what a person said is no statement."""


class Order(StrEnum):
    """In which order statements are shown, as the address says."""

    PAGE = "page"
    WORTH = "worth"


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
    """One statement with its number, its words with the source marked, and the evidence that rests on it.

    ``mark`` is what the legend files it under: its sourcing type as it counts, or that it is no statement.
    """

    number: int
    corrected: Corrected
    mark: str
    worth: Worth
    pieces: tuple[Piece, ...]
    logged: tuple[Evidence, ...]

    @property
    def statement(self) -> Statement:
        """The statement as it counts."""
        return self.corrected.statement


def evidence_on(document: Document) -> list[Evidence]:
    """The evidence that rests on any snapshot of ``document``, with its claims; one query."""
    rows = Evidence.objects.filter(passage__snapshot__document=document, withdrawn_at=None)
    return list(rows.select_related("claim", "passage__snapshot").order_by("id"))


def _rests_on(evidence: Evidence, statement: Statement, snapshot: Snapshot) -> bool:
    passage = evidence.passage
    if passage.snapshot.readable_id == snapshot.readable_id:
        return passage.start < statement.end and statement.start < passage.end
    return passage.exact in statement.text or statement.text in passage.exact


def rows(
    reading: Reading, statements: Sequence[Corrected], snapshot: Snapshot, evidence: Sequence[Evidence], order: Order
) -> tuple[Row, ...]:
    """Every statement once, in this order. What a person called no statement comes last where worth decides."""
    counted = replace(reading, statements=tuple(one.statement for one in statements))
    ranking = ranked(counted)
    found = {worth.number: _row(statements[worth.number - 1], worth, snapshot, evidence) for worth in ranking}
    if order is Order.PAGE:
        return tuple(found[number] for number in sorted(found))
    return tuple(sorted(found.values(), key=lambda row: not row.corrected.is_statement))


def _row(corrected: Corrected, worth: Worth, snapshot: Snapshot, evidence: Sequence[Evidence]) -> Row:
    statement = corrected.statement
    mark = statement.sourcing.value if corrected.is_statement else NO_STATEMENT
    logged = tuple(row for row in evidence if _rests_on(row, statement, snapshot))
    return Row(worth.number, corrected, mark, worth, marked(statement.text, _relative(statement)), logged)


def _relative(statement: Statement) -> Iterator[Span]:
    if statement.source_span is not None:
        start, end = statement.source_span
        yield start - statement.start, end - statement.start


@dataclass(frozen=True, slots=True)
class Choice:
    """A mark of the legend: its value in the address, its words, and how many statements have it."""

    mark: str
    label: str
    count: int


def choices(statements: Iterable[Corrected]) -> tuple[Choice, ...]:
    """The marks that occur, in the order of the vocabulary, those that are no statement last."""
    found = Counter(one.statement.sourcing.value if one.is_statement else NO_STATEMENT for one in statements)
    named = [*((kind.value, kind.label) for kind in SourcingType), (NO_STATEMENT, CorrectionKind.NO_STATEMENT.label)]
    return tuple(Choice(mark, label, found[mark]) for mark, label in named if found[mark])


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
