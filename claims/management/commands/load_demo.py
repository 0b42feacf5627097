"""``manage.py load_demo``: the invented newsroom with its people, articles and claims. Again adds nothing."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.demo.load import load, loaded_port
from claims.demo.people import ensure_people, sign_ins_path
from claims.demo.site import DEFAULT_PORT


class Command(BaseCommand):
    help = "Load the demo newsroom: invented people, articles and claims in all states. Loading again adds nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--port", type=int, help=f"of the demo site; default: that of the first load, {DEFAULT_PORT}"
        )
        parser.add_argument("--force", action="store_true", help="load it into a production installation too")

    def handle(self, *_args: Any, **options: Any) -> None:
        if settings.PRODUCTION and not options["force"]:
            raise CommandError("This is a production installation: invented claims have no place in it (--force).")
        standing, wanted = loaded_port(), options["port"]
        if standing is not None and wanted not in (None, standing):
            raise CommandError(f"The demo's articles stand on port {standing} in this database: leave --port away.")
        added = load(people=ensure_people(), port=standing or wanted or DEFAULT_PORT)
        if not options["verbosity"]:
            return
        self.stdout.write(f"Added {added.documents} articles and {added.claims} claims.")
        self.stdout.write(f"Sign-ins are kept in {sign_ins_path()}")
