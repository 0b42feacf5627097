"""``manage.py import_ratings FILE``: outside ratings from a CSV file, as the page for editors takes them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from claims.credibility.outside import MAX_BYTES
from claims.models import RatingImport, User
from claims.recording.errors import InvalidEntry, NotYours
from claims.recording.ratings import Preview, apply_import, preview, take_ratings


class Command(BaseCommand):
    help = "Import outside ratings of outlets; lines that are not taken are told with what to do. Again adds nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file", help="CSV in UTF-8 with the columns site, rater, scheme, value, date, link, expires"
        )
        parser.add_argument("--person", help="the editor who imports; without it the installation itself")
        parser.add_argument(
            "--dry-run", action="store_true", help="tell what would become of each line, and keep nothing"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        actor, path, today = _person(options["person"]), Path(options["file"]), timezone.localdate()
        try:
            with path.open("rb") as file:
                data = file.read(MAX_BYTES + 1)
            with transaction.atomic():
                imported = take_ratings(actor=actor, name=path.name, data=data, today=today)
                found = preview(imported, today=today)
                self._tell(found)
                self._finish(imported, actor, dry=options["dry_run"])
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from None
        except (InvalidEntry, NotYours) as error:
            raise CommandError(str(error)) from None

    def _tell(self, found: Preview) -> None:
        for judged in found.left:
            self.stderr.write(f"Line {judged.line.number}: {judged.state.label.lower()}. {judged.advice}")
        self.stdout.write("; ".join(f"{state.label.lower()}: {number:,}" for state, number in found.counts))

    def _finish(self, imported: RatingImport, actor: User | None, *, dry: bool) -> None:
        if dry:
            transaction.set_rollback(True)
            self.stdout.write("Nothing was kept.")
            return
        number = apply_import(actor=actor, import_id=imported.pk, today=timezone.localdate())
        self.stdout.write(f"{number:,} recorded. To take them out: Sources, Outside ratings, {imported.name}.")


def _person(name: str | None) -> User | None:
    if name is None:
        return None
    found = User.objects.filter(username=name).first()
    if found is None:
        raise CommandError(f"There is nobody called {name}.")
    return found
