"""``manage.py export_warc``: snapshots as a WARC file for the newsroom's own archive."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.models import Claim, Document
from claims.rechecks.warc import snapshots_of, write_warc


def _day(given: str | None) -> datetime | None:
    """The beginning of a day, UTC; raises ``CommandError``."""
    if given is None:
        return None
    try:
        return datetime.strptime(given, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        raise CommandError("--since takes a day as 2026-03-01.") from None


class Command(BaseCommand):
    help = "Write snapshots to a gzipped WARC 1.1 file. Whole copies: for your own archive, not for others."

    def add_arguments(self, parser: CommandParser) -> None:
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--claim", metavar="ID", help="the pages that this claim rests on")
        which.add_argument("--document", metavar="ID", help="this page")
        parser.add_argument("--since", metavar="DATE", help="only snapshots taken on this day (UTC) or later")
        parser.add_argument("file", metavar="FILE", help="where to write, as pages.warc.gz; must not exist")

    def handle(self, *_args: Any, **options: Any) -> None:
        path = Path(options["file"])
        claim = document = None
        if options["claim"]:
            claim = Claim.objects.filter(public_id=options["claim"]).first()
            if claim is None:
                raise CommandError(f"There is no claim {options['claim']}.")
        if options["document"]:
            document = Document.objects.filter(public_id=options["document"]).first()
            if document is None:
                raise CommandError(f"There is no document {options['document']}.")
        chosen = snapshots_of(claim=claim, document=document, since=_day(options["since"]))
        if path.exists():
            raise CommandError(f"{path} exists already.")
        try:
            with tempfile.NamedTemporaryFile(dir=path.parent, prefix=path.name) as half:
                tally = write_warc(half, chosen.iterator(chunk_size=200), name=path.name)
                half.flush()
                path.hardlink_to(half.name)  # whole or not at all, and never over another
        except FileExistsError:
            raise CommandError(f"{path} exists already.") from None
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from None
        self.stdout.write(f"{path}: {tally}.")
