"""``manage.py evaluate_letters FOLDER``: how well suggested letters foretell what is false, on data in a folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.credibility.evaluation import (
    FALSE,
    LABELS,
    PROBES,
    Evaluation,
    Judged,
    Row,
    Statement,
    Unreadable,
    evaluate,
    leaks,
    left_one_out,
    parse,
    what_came_before,
)

_SHOWN = 5
"""Unreadable lines that are told one by one."""


class Command(BaseCommand):
    help = "Evaluate the suggested letters on all .tsv files of a folder (the columns of the LIAR data)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", help="where the .tsv files are")
        parser.add_argument(
            "--false",
            action="append",
            choices=sorted(LABELS),
            metavar="LABEL",
            help=f"a label that counts as false, again for each; without it: {', '.join(sorted(FALSE))}",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        false = frozenset(options["false"] or FALSE)
        if false == LABELS:
            raise CommandError("Every label counts as false then: leave one that does not.")
        statements = self._statements(Path(options["folder"]))
        speakers = len({statement.speaker for statement in statements})
        self.stdout.write(f"{len(statements):,} statements of {speakers:,} speakers; false: {', '.join(sorted(false))}")
        for title, way in (
            ("All others of the speaker, this one left out", left_one_out),
            ("Only what came before, in the order of ids", what_came_before),
        ):
            self._table(title, way(statements, false=false))
            probed = min(PROBES, len(statements))
            self.stdout.write(_leakage(leaks(statements, way, false=false), probed))

    def _statements(self, folder: Path) -> list[Statement]:
        """The statements of all files, each id once; what cannot be read is told and left out."""
        files = sorted(folder.glob("*.tsv")) if folder.is_dir() else []
        if not files:
            raise CommandError(f"There are no .tsv files in {folder}.")
        found: dict[str, Statement] = {}
        twice, refused = 0, 0
        for where, line in _lines(files):
            try:
                statement = parse(line)
            except Unreadable as error:
                refused += 1
                if refused <= _SHOWN:
                    self.stderr.write(f"{where} is left out: {error}.")
                continue
            twice += statement.id in found
            found.setdefault(statement.id, statement)
        if refused > _SHOWN:
            self.stderr.write(f"{refused:,} lines are left out in all.")
        if twice:
            self.stderr.write(f"{twice:,} lines repeat an id: the first counts.")
        if not found:
            raise CommandError("No line could be read: are these the columns of the LIAR data?")
        return list(found.values())

    def _table(self, title: str, judged: Iterator[Judged]) -> None:
        found = evaluate(judged)
        self.stdout.write(f"\n{title}\n\nletter  statements   false   share   95 % interval")
        for row in found.rows:
            self.stdout.write(_line(row))
        self.stdout.write("\n" + "\n".join(_sentences(found)))


def _leakage(found: int, probed: int) -> str:
    if found:
        return f"LEAKS: {found} of {probed} statements get another letter when their own outcome is turned."
    return f"No leakage: {probed} statements keep their letter when their own outcome is turned."


def _lines(files: list[Path]) -> Iterator[tuple[str, str]]:
    for path in files:
        with path.open(encoding="utf-8", errors="replace", newline="\n") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield f"{path.name}, line {number},", line


def _line(row: Row) -> str:
    start = f"{row.letter:<6}{row.statements:>12,}{row.false:>8,}"
    if row.share is None:
        return f"{start}       –"
    low, high = row.between
    return f"{start}{row.share:>8.3f}   {low:.3f} – {high:.3f}"


def _sentences(found: Evaluation) -> Iterator[str]:
    if found.is_monotone:
        yield "Monotone: the worse the letter, the larger the share that is false."
    for better, worse in found.breaks:
        yield f"NOT monotone: {worse} has a smaller share of false statements than {better}."
    if found.too_early:
        yield f"NOT kept: {found.too_early:,} letters were suggested on fewer than 5 resolved statements."
    else:
        yield f"Fewer than 5 resolved: {found.few:,} statements, all F."
