"""``manage.py log_article FILE_OR_URL``: what the machine reads in an article, in the terminal."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError
from django.urls import reverse

from claims.capture.errors import CaptureError
from claims.capture.installation import installation_limits
from claims.capture.intake import MAX_FILE, from_file, from_url
from claims.capture.values import Captured
from claims.management.reading_table import as_json, table
from claims.reading.read import read
from claims.recording.documents import take_in
from claims.rights.notice import find_notices


def _file(name: str) -> Captured:
    """A file of HTML, PDF, mail or plain text, or standard input; no more is read of it than can be taken in."""
    if name == "-":
        return from_file("standard input", sys.stdin.buffer.read(MAX_FILE + 1))
    with Path(name).open("rb") as file:
        return from_file(name, file.read(MAX_FILE + 1))


def captured(given: str) -> Captured:
    """What stands in the file or at the address ``given``; raises ``CommandError`` that says what to do."""
    try:
        return from_url(given, limits=installation_limits()) if "://" in given else _file(given)
    except CaptureError as error:
        raise CommandError(str(error)) from None
    except OSError as error:
        raise CommandError(f"{given} cannot be read: {error.strerror}.") from None


class Command(BaseCommand):
    help = "Read an article and print its statements with their sourcing, warnings, captions and rights notices."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "article", help="a file of HTML, PDF, mail (.eml) or plain text, an address, or - for standard input"
        )
        parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
        parser.add_argument("--save", action="store_true", help="take it in, and print where its reading page stands")

    def handle(self, *_args: Any, **options: Any) -> None:
        found = captured(options["article"])
        published = found.facts.published.value if found.facts.published else None
        reading = read(found.text, blocks=found.blocks, published=published, language=found.facts.language)
        notices = find_notices(found.whole)
        page = self._save(found) if options["save"] else None
        if options["json"]:
            said = as_json(reading, notices) | {"page": page}
            self.stdout.write(json.dumps(said, ensure_ascii=False, indent=1, default=str))
            return
        self.stdout.write(table(reading, found.text, notices, width=shutil.get_terminal_size((160, 40)).columns))
        if page is not None:
            self.stdout.write(f"\nReading page: {page}")

    def _save(self, found: Captured) -> str:
        try:
            snapshot = take_in(captured=found, actor=None)
        except OperationalError:
            raise CommandError("The database does not answer: is it running? Without --save none is needed.") from None
        return reverse("snapshot", args=[snapshot.public_id])
