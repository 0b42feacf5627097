"""Compute statuses anew after the rules changed, or show what the rules would change.

Without arguments: all claims whose status was computed under other rules, or never. Stopped in between, it goes on
there when it is started again.
"""

from __future__ import annotations

import csv
import multiprocessing
import sys
import time
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils import timezone

from claims.corroboration.rules import RULES_VERSION
from claims.models import Claim
from claims.review.drain import drain
from claims.review.recomputing import BATCH, Done, Turn, all_ids, foretell, outdated_ids, recompute_batch
from claims.vocabulary import Status

NAMED = 10
"""Claims named for each line of the table; ``--csv`` names them all."""

Work = Callable[[list[int]], Done]


class Command(BaseCommand):
    """``manage.py recompute [--claim ID …] [--all] [--dry-run] [--csv FILE] [--processes N]``."""

    help = "Compute statuses anew: those computed under other rules, all (--all), or single claims (--claim)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The arguments of the command."""
        parser.add_argument("--claim", nargs="+", default=[], metavar="ID", help="these claims, by public id")
        parser.add_argument("--all", action="store_true", help="all claims, whatever rules their status is from")
        parser.add_argument("--after", type=int, default=0, metavar="N", help="go on behind this number")
        parser.add_argument("--dry-run", action="store_true", help="show what would change, and write nothing")
        parser.add_argument("--csv", type=Path, metavar="FILE", help="write every claim that turned to this file")
        parser.add_argument("--processes", type=int, default=1, metavar="N", help="work with so many processes")

    def handle(self, **options: Any) -> None:
        """Run; raises ``CommandError`` for arguments that do not go together or claims that do not exist."""
        if options["processes"] < 1:
            raise CommandError("--processes: give one or more.")
        dry, today = options["dry_run"], timezone.localdate()
        ids = _ids(options)
        turns = self._run(ids, partial(_work, dry=dry, today=today), options["processes"])
        if options["csv"] is not None:
            _write_csv(options["csv"], turns)
        self._tell(turns, dry=dry)
        if not dry:
            while drain():
                pass

    def _run(self, ids: Iterator[int], work: Work, processes: int) -> list[Turn]:
        turns: list[Turn] = []
        looked_at = stored = 0
        began, last = time.monotonic(), 0
        batches = _batches(ids)
        try:
            for batch, done in _done(batches, work, processes):
                looked_at, stored, last = looked_at + done.looked_at, stored + done.stored, batch[-1]
                turns += done.turns
                self._progress(looked_at, stored, began)
        except KeyboardInterrupt:
            self.stderr.write(f"\nStopped. Start again with --after {last} to go on from here.")
            raise SystemExit(130) from None
        self.stderr.write(f"\r{looked_at:,} claims looked at, {stored:,} statuses differ. Rules {RULES_VERSION}.")
        return turns

    def _progress(self, looked_at: int, stored: int, began: float) -> None:
        if sys.stderr.isatty():
            rate = looked_at / max(time.monotonic() - began, 0.001)
            self.stderr.write(f"\r{looked_at:,} claims, {stored:,} differ, {rate:,.0f}/s ", ending="")
            self.stderr.flush()

    def _tell(self, turns: list[Turn], *, dry: bool) -> None:
        if not turns:
            self.stdout.write("No status changes." if dry else "No status changed.")
            return
        self.stdout.write(f"{'from':34}{'to':34}{'claims':>8}{'sent back':>11}")
        for (was, now), alike in _by_kind(turns):
            back = sum(turn.sent_back for turn in alike)
            self.stdout.write(f"{was:34}{now:34}{len(alike):>8,}{back:>11,}")
            names = " ".join(turn.claim for turn in alike[:NAMED])
            self.stdout.write(f"    {names}{' …' if len(alike) > NAMED else ''}")
        if dry:
            self.stdout.write("Nothing was written.")


def _ids(options: dict[str, Any]) -> Iterator[int]:
    """The claims that the arguments ask for."""
    if options["claim"]:
        if options["all"]:
            raise CommandError("Give --claim or --all, not both.")
        found = dict(Claim.objects.filter(public_id__in=options["claim"]).values_list("public_id", "pk"))
        unknown = [public_id for public_id in options["claim"] if public_id not in found]
        if unknown:
            raise CommandError(f"There is no claim {', '.join(unknown)}.")
        return iter(sorted(found.values()))
    ids = all_ids if options["all"] else outdated_ids
    return ids(after=options["after"])


def _batches(ids: Iterator[int]) -> Iterator[list[int]]:
    while batch := list(islice(ids, BATCH)):
        yield batch


def _work(batch: list[int], *, dry: bool, today: date) -> Done:
    return (foretell if dry else recompute_batch)(batch, today=today)


def _done(batches: Iterator[list[int]], work: Work, processes: int) -> Iterator[tuple[list[int], Done]]:
    """Each batch with what came of it, in order."""
    if processes == 1:
        yield from ((batch, work(batch)) for batch in batches)
        return
    known = list(batches)
    connections.close_all()  # no process takes over the connection of another
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        yield from zip(known, pool.imap(work, known), strict=True)


def _by_kind(turns: Iterable[Turn]) -> list[tuple[tuple[str, str], list[Turn]]]:
    """The claims that turned in the same way, the most first."""
    found: dict[tuple[str, str], list[Turn]] = defaultdict(list)
    for turn in turns:
        found[_words(turn.before, turn.rule_before), _words(turn.after, turn.rule_after)].append(turn)
    return sorted(found.items(), key=lambda entry: (-len(entry[1]), entry[0]))


def _words(status: str | None, rule: str | None) -> str:
    return f"{Status(status).label} ({rule})" if status else "none yet"


def _write_csv(path: Path, turns: Iterable[Turn]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["claim", "from", "rule_from", "to", "rule_to", "sent_back"])
        for turn in turns:
            back = "yes" if turn.sent_back else "no"
            rows.writerow([turn.claim, turn.before, turn.rule_before, turn.after, turn.rule_after, back])
