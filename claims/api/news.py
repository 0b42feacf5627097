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


class News:
    """The number of the last release, looked for while anybody waits for a later one."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._waiting, self._latest, self._looking = 0, 0, False

    def wait_for(self, after: int, seconds: float) -> None:
        """Return when a release after this number may be there, or the time is over; at once when many wait already."""
        connection.close()  # whoever waits holds none
        with self._changed:
            if self._waiting >= MOST_WAITING:
                return
            self._waiting += 1
            if not self._looking:
                self._looking, self._latest = True, 0
                threading.Thread(target=self._look, daemon=True, name="news").start()
            try:
                self._changed.wait_for(lambda: self._latest > after, timeout=seconds)
            finally:
                self._waiting -= 1

    def _look(self) -> None:
        """Look until nobody waits; what stands in the way of one look does not end the next."""
        while True:
            found = _last()
            with self._changed:
                if found > self._latest:
                    self._latest = found
                    self._changed.notify_all()
                if not self._waiting:
                    self._looking = False
                    break
            time.sleep(STEP)
        connection.close()


def _last() -> int:
    """The number of the last release; 0 when that cannot be told now."""
    try:
        return Release.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0
    except Error:
        connection.close()
        return 0


_news = News()
wait_for = _news.wait_for
