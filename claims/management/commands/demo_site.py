"""``manage.py demo_site``: serve the demo outlets; ``demo_site tell PAGE STATE``: make a page change, move, vanish."""

from __future__ import annotations

import signal
import sys
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, ProgrammingError, close_old_connections
from django.utils import timezone

from claims.demo.content import DemoArticle
from claims.demo.site import DEFAULT_PORT, DemoSite
from claims.demo.state import PageState, StateFile, UnknownPage, article_at, state_path
from claims.models import Link


class Command(BaseCommand):
    help = "Serve the invented outlets of the demo on loopback, or tell one of their pages what to do."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="default: %(default)s")
        orders = parser.add_subparsers(dest="order")
        tell = orders.add_parser("tell", help="tell a page what to do")
        tell.add_argument("page", help="its address, path or name, as /reports/sanderling-log")
        states = ", ".join(f"{state.value} ({state.label})" for state in PageState)
        tell.add_argument("state", choices=PageState.stored(), help=states)

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["order"] == "tell":
            self._tell(options["page"], PageState(options["state"]))
        else:
            self._serve(options["port"])

    def _tell(self, page: str, state: PageState) -> None:
        try:
            article = article_at(page)
        except UnknownPage as error:
            raise CommandError(str(error)) from None
        StateFile(state_path()).tell(article, state)
        due = make_due(article)
        self.stdout.write(f"{article.outlet.host}{article.path}: {state.label}")
        self.stdout.write(f"Links made due now: {due}")

    def _serve(self, port: int) -> None:
        try:
            site = DemoSite(port=port, state=state_path(), told=make_due)
        except OSError as error:
            raise CommandError(f"Port {port} cannot be used: {error.strerror}. Choose another with --port.") from None
        signal.signal(signal.SIGTERM, _leave)
        self.stdout.write(f"The demo press: http://localhost:{site.port}/")
        self.stdout.flush()
        try:
            site.serve_forever()
        except (KeyboardInterrupt, SystemExit):
            site.server_close()


def _leave(_number: int, _frame: FrameType | None) -> None:
    sys.exit(0)


def make_due(article: DemoArticle) -> int:
    """Let the next round of rechecks visit the links to ``article``; returns how many there are, on whatever port."""
    pattern = rf"^http://{article.outlet.host}:[0-9]+({article.path}|{article.moved_to})$".replace(".", r"\.")
    try:
        return Link.objects.filter(url__regex=pattern).update(due_at=timezone.now())
    except (OperationalError, ProgrammingError):  # the site is of use without a database too
        return 0
    finally:
        close_old_connections()
