"""``manage.py export_warc``: snapshots as a WARC file for the newsroom's own archive."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import reduce
from operator import or_
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Model, Q, QuerySet
from django.template.defaultfilters import filesizeformat

from claims.management.bar import Bar
from claims.models import Claim, Document, Evidence, Host, Link, Snapshot
from claims.rechecks.warc import Tally, snapshots_of, write_warc


def _day(given: str | None) -> datetime | None:
    """The beginning of a day, UTC; raises ``CommandError``."""
    if given is None:
        return None
    try:
        return datetime.strptime(given, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        raise CommandError("--since takes a day as 2026-03-01.") from None


def _documents(options: dict[str, Any]) -> QuerySet[Document] | None:
    """The documents that the command line names, ``None`` for all; raises ``CommandError`` for one that is unknown."""
    claims = _known(Claim, "claim", "public_id", options["claim"])
    evidence = Evidence.objects.filter(claim__in=claims, withdrawn_at=None)
    ways = {
        "claim": Q(pk__in=evidence.values("passage__snapshot__document")),
        "document": Q(pk__in=_known(Document, "document", "public_id", options["document"])),
        "link": Q(links__in=_known(Link, "link", "public_id", options["link"])),
        "host": Q(links__host__in=_known(Host, "host", "name", options["host"])),
    }
    chosen = [condition for way, condition in ways.items() if options[way]]
    return Document.objects.filter(reduce(or_, chosen)) if chosen else None


def _known(model: type[Model], word: str, field: str, given: list[str] | None) -> list[int]:
    """Keys of the rows that are named."""
    rows = model._default_manager.filter(**{f"{field}__in": given or ()})
    found = dict(rows.values_list(field, "pk"))
    if missing := sorted({*(given or ())} - found.keys()):
        raise CommandError(f"There is no {word} {', '.join(missing)}.")
    return list(found.values())


class Command(BaseCommand):
    help = "Write snapshots to a gzipped WARC 1.1 file. Whole copies: for your own archive, not for others."

    def add_arguments(self, parser: CommandParser) -> None:
        more = " (may be given again)"
        parser.add_argument("--claim", metavar="ID", action="append", help="the pages that this claim rests on" + more)
        parser.add_argument("--document", metavar="ID", action="append", help="this page" + more)
        parser.add_argument("--link", metavar="ID", action="append", help="the page behind this link" + more)
        parser.add_argument("--host", metavar="NAME", action="append", help="all pages on this host" + more)
        parser.add_argument("--since", metavar="DATE", help="only snapshots taken on this day (UTC) or later")
        parser.add_argument("file", metavar="FILE", help="where to write, as pages.warc.gz; must not exist")

    def handle(self, *_args: Any, **options: Any) -> None:
        path = Path(options["file"])
        chosen = snapshots_of(documents=_documents(options), since=_day(options["since"]))
        if path.exists():
            raise CommandError(f"{path} exists already.")
        try:
            with tempfile.NamedTemporaryFile(dir=path.parent, prefix=path.name) as half:
                tally = self._write(half, chosen, path.name)
                half.flush()
                path.hardlink_to(half.name)  # whole or not at all, and never over another
        except FileExistsError:
            raise CommandError(f"{path} exists already.") from None
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from None
        self.stdout.write(f"{path} ({filesizeformat(path.stat().st_size)}): {tally}.")

    def _write(self, file: IO[bytes], chosen: QuerySet[Snapshot], name: str) -> Tally:
        told = Bar(chosen.count(), self.stderr, on_terminal=self.stderr.isatty(), done="snapshots written")
        done = 0

        def one_by_one() -> Iterator[Snapshot]:
            nonlocal done
            for done, snapshot in enumerate(chosen.iterator(chunk_size=50), 1):
                yield snapshot
                told.show(done)

        tally = write_warc(file, one_by_one(), name=name)
        told.end(done)
        return tally
