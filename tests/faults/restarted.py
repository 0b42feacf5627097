"""Visits in whose middle the database dies and the broker is emptied: run by ``test_restart``, in a folder of its own.

``PROVENANCE_DATA=FOLDER python -m tests.faults.restarted`` starts a database, a broker, a site, two workers and their
clock, and while pages are waited for ends the database as a machine without power would (``SIGQUIT``), empties the
broker, and starts the database again. Printed is, as JSON, what came of it.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from provenance import services

PAGES, DELAY, SLOW = 6, 0.4, 3.0
PATIENCE = 300.0
"""Seconds that something may take to happen on a busy machine."""


def main() -> None:
    """Carry it out and tell."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "provenance.settings")
    with services.running(durable=False):
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        print(json.dumps(_carried_out()))


def _carried_out() -> dict[str, object]:
    from django.conf import settings

    from claims.ledger.service import verify
    from claims.models import Check, Host, Link
    from tests.faults.test_worker import Workers, pages
    from tests.rechecks.site import HOST, Reply, a_site

    with a_site() as site, tempfile.TemporaryDirectory() as folder:
        settings.FETCH_PRIVATE_HOSTS = [f"{HOST}:{site.port}"]
        pages(site, PAGES)
        for path in ("/3", "/4"):
            site.pages[path] = Reply(site.pages[path].body, seconds=SLOW)
        Host.objects.update(delay_seconds=DELAY)
        captured = len(site.log)
        workers = Workers(site, Path(folder))
        try:
            workers.worker()
            workers.worker()
            workers.clock()
            _wait(lambda: len(site.asked("/3")) + len(site.asked("/4")) > 2 or Check.objects.count() >= 2, "two visits")
            _end_database()
            emptied = workers.empty_broker()
            services.ensure_started(durable=False)
            _wait(lambda: Check.objects.values("link").distinct().count() == PAGES, "all visits")
            _wait(lambda: Host.objects.get().lease_token is None, "the end of the lease")
        except TimeoutError:
            print(workers.logs(), file=sys.stderr)
            raise
        finally:
            workers.stop()
        times = sorted(began for began, *_ in site.log[captured:])
        return {
            "checks": sorted(link.checks.count() for link in Link.objects.all()),
            "states": sorted(Link.objects.values_list("state", flat=True)),
            "apart": min(later - earlier for earlier, later in pairwise(times)),
            "requests": len(times),
            "emptied": emptied,
            "ledger": verify() is None,
        }


def _end_database() -> None:
    """End the database without a word to anybody, and wait until it answers no more."""
    process = int((services.home() / "postgres" / "postmaster.pid").read_text().split()[0])
    os.kill(process, signal.SIGQUIT)
    _wait(lambda: not Path(f"/proc/{process}").exists() or not services.postgres_runs(), "the end of the database")


def _wait(until: Callable[[], bool], what: str) -> None:
    from django.db import DatabaseError, InterfaceError, connection

    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            if until():
                return
        except (DatabaseError, InterfaceError):
            connection.close()
        time.sleep(0.1)
    raise TimeoutError(f"{what} did not happen within {PATIENCE:.0f} s")


if __name__ == "__main__":
    main()
