"""A reading as an aligned table for a terminal, or as plain JSON. Pure."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any, NamedTuple

from wcwidth import wcswidth

from claims.reading.values import Caption, Reading, Statement
from claims.rights.values import Notice

MIN_WIDTH = 100
"""Columns below which the statements would be torn to pieces."""


class _Column(NamedTuple):
    title: str
    width: int


_COLUMNS = (
    _Column("#", 3),
    _Column("part", 8),
    _Column("voice", 13),
    _Column("sourcing", 16),
    _Column("source", 22),
    _Column("cue", 10),
    _Column("reports for", 16),
    _Column("quotes", 6),
)
_GAP = "  "


def as_json(reading: Reading, notices: Sequence[Notice]) -> dict[str, Any]:
    """Everything that was read, positions in characters of the text; unknown is ``None``."""
    return {**asdict(reading), "rights": [asdict(notice) for notice in notices]}


def _printable(text: str) -> str:
    """``text`` on one line, without what would command the terminal."""
    plain = "".join(" " if unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp") else letter for letter in text)
    return " ".join(plain.split())


def _padded(text: str, width: int) -> str:
    return text + " " * max(0, width - max(0, wcswidth(text)))


def _wrapped(text: str | None, width: int) -> list[str]:
    return textwrap.wrap(_printable(text or ""), width, break_on_hyphens=False) or [""]


def _cells(number: int, statement: Statement) -> tuple[str | None, ...]:
    return (
        str(number),
        statement.part.label,
        statement.voice.label.removeprefix("The page's "),
        statement.sourcing.label,
        statement.source_words or (statement.description and f"[{statement.description}]"),
        statement.cue,
        statement.relayed_for,
        str(len(statement.quotations) or ""),
        statement.text,
    )


def _lines(cells: Iterable[str | None], widths: Sequence[int]) -> list[str]:
    """One row of the table: as many lines as its longest cell needs."""
    columns = [_wrapped(cell, width) for cell, width in zip(cells, widths, strict=True)]
    height = max(map(len, columns))
    filled = [column + [""] * (height - len(column)) for column in columns]
    return [
        _GAP.join(_padded(cell, width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in zip(*filled, strict=True)
    ]


def _listed(title: str, entries: Iterable[str]) -> list[str]:
    found = [f"  {_printable(entry)}" for entry in entries]
    return ["", f"{title}:", *(found or ["  none"])]


def _rights(notice: Notice) -> str:
    rules = ", ".join(
        f"{rule.kind.label.lower()} {rule.action.label.lower()}"
        + (f" up to {rule.max_words} words" if rule.max_words else "")
        for rule in notice.rules
    )
    return f"[{notice.scope.label.lower()}] {notice.verbatim} → {rules or 'nothing permitted, nothing forbidden'}"


def _caption(found: Caption, text: str) -> str:
    return f"{text[found.start : found.end]} (credit: {found.credit or 'none'}, year: {found.year or 'unknown'})"


def table(reading: Reading, text: str, notices: Sequence[Notice], *, width: int) -> str:
    """The reading of ``text`` for people, ``width`` columns wide where that is enough.

    A source in brackets is not named in the sentence: it goes on from the one before.
    """
    fixed = [column.width for column in _COLUMNS]
    rest = max(width, MIN_WIDTH) - sum(fixed) - len(_GAP) * len(fixed)
    widths = [*fixed, max(rest, 30)]
    titles = [*(column.title for column in _COLUMNS), "statement"]
    rows = [_lines(titles, widths), ["-" * (sum(widths) + len(_GAP) * len(fixed))]]
    rows += [_lines(_cells(number, found), widths) for number, found in enumerate(reading.statements, 1)]
    head = f"{_printable(reading.title or 'Untitled')} · language {reading.language or 'unknown'} · {reading.version}"
    return "\n".join(
        [
            head,
            "",
            *(line for row in rows for line in row),
            *([] if reading.statements else ["No statement was found in this text."]),
            *_listed("Warnings", (f"{found.kind.label}: {found.detail}" for found in reading.warnings)),
            *_listed("Captions", (_caption(found, text) for found in reading.captions)),
            *_listed("Rights notices", map(_rights, notices)),
        ]
    )
