"""Waiting for the next release without holding a connection: one look a moment for all who wait in this process.

The look is one small query on a connection that is closed as soon as nobody waits any more. It needs nothing of the
server but a table, so it works behind every pooler, and a missed message cannot exist.
"""

from __future__ import annotations

import threading
import time

from django.db import Error, connection

from claims.models import Release

STEP = 0.25
"""Seconds between two looks."""
MOST_WAITING = 2
"""Requests of one process that may wait at once, so that others are answered meanwhile; further ones do not wait."""

_changed = threading.Condition()
_waiting = 0
_latest = 0
_looking = False


def _look() -> None:
    """Look until nobody waits; what stands in the way of one look does not end the next."""
    global _latest, _looking  # noqa: PLW0603 - shared by the threads of this process
    while True:
        try:
            found = Release.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0
        except Error:
            found = 0
            connection.close()
        with _changed:
            if found > _latest:
                _latest = found
                _changed.notify_all()
            if not _waiting:
                _looking = False
                break
        time.sleep(STEP)
    connection.close()


def wait_for(after: int, seconds: float) -> None:
    """Return when a release after this number may be there, or the time is over; at once when many wait already."""
    global _waiting, _looking, _latest  # noqa: PLW0603 - as above
    connection.close()  # whoever waits holds none
    with _changed:
        if _waiting >= MOST_WAITING:
            return
        _waiting += 1
        if not _looking:
            _looking, _latest = True, 0
            threading.Thread(target=_look, daemon=True, name="news").start()
        try:
            _changed.wait_for(lambda: _latest > after, timeout=seconds)
        finally:
            _waiting -= 1
