"""Does the guard still guard? Asked when a worker starts, and in the tests for each libcurl. No Django.

In one fork of libcurl the open-socket callback silently stopped being asked between two releases. So a worker first
asks for a listener on loopback, directly and through a redirect; if it gets there, it must not start.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import ExitStack

from claims.capture.errors import CaptureError, Refused
from claims.capture.fetch import Fetched, fetch
from claims.capture.guard import Allowed
from claims.capture.transfer import Limits

_SECONDS = 2.0
Visit = Callable[[str, Limits], Fetched]


class GuardBroken(Exception):
    """An address that must not be visited was reached, or the canary itself could not be carried out."""


def _visit(url: str, limits: Limits) -> Fetched:
    return fetch(url, limits=limits)


def verify_guard(visit: Visit = _visit) -> None:
    """Raise :class:`GuardBroken` unless ``visit`` refuses loopback directly and behind a redirect.

    The redirect comes from a listener that is allowed by name, so that a guard that is never asked, or that refuses
    whatever comes, does not pass.
    """
    with ExitStack() as stack:
        inside = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        inside.setblocking(False)
        doorway = _Doorway(f"http://127.0.0.1:{inside.getsockname()[1]}/")
        stack.callback(doorway.close)
        limits = _limits(inside.getsockname()[1], doorway.port)
        for start in (doorway.leads_to, doorway.leads_to.replace("127.0.0.1", "localhost"), doorway.address):
            _must_be_refused(visit, start, limits)
        if _was_reached(inside):
            raise GuardBroken("A connection was made to an address that the guard must refuse.")
        if not doorway.passed:
            raise GuardBroken("The listener that the guard allows was not reached.")


def _limits(inside: int, doorway: int) -> Limits:
    allowed = Allowed(ports=frozenset({inside}), private_hosts=frozenset({f"127.0.0.1:{doorway}"}))
    return Limits(connect_seconds=_SECONDS, total_seconds=_SECONDS, allowed=allowed)


def _must_be_refused(visit: Visit, start: str, limits: Limits) -> None:
    try:
        visit(start, limits)
    except Refused:
        return
    except CaptureError as error:
        raise GuardBroken(f"The guard should have refused, and something else went wrong: {error.code}.") from None
    raise GuardBroken("The guard let a visit to loopback through.")


def _was_reached(listener: socket.socket) -> bool:
    try:
        listener.accept()[0].close()
    except BlockingIOError:
        return False
    return True


class _Doorway:
    """A listener that answers one request with a redirect."""

    def __init__(self, leads_to: str) -> None:
        self.leads_to = leads_to
        self.passed = False
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(_SECONDS * 4)
        self.port = int(self._listener.getsockname()[1])
        self.address = f"http://127.0.0.1:{self.port}/"
        threading.Thread(target=self._answer, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _answer(self) -> None:
        try:
            connection, _ = self._listener.accept()
            with connection:
                connection.recv(4096)
                self.passed = True
                head = f"HTTP/1.1 302 Found\r\nLocation: {self.leads_to}\r\nContent-Length: 0\r\n\r\n"
                connection.sendall(head.encode())
        except OSError:
            return  # nobody came, or they hung up
