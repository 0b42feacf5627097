"""Files are read in a process of their own, so that one bad file costs at most a time limit, never the worker.

A process stays for the next file, since its start costs most of a second; it is replaced when a file took it down. No
Django.
"""

from __future__ import annotations

import atexit
import json
import logging
import os
import select
import subprocess
import sys
import time
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from claims.capture import errors
from claims.capture.errors import CaptureError, NotText, TooCostly
from claims.capture.values import Read
from claims.capture.wire import HEAD, READY, read_from

SECONDS = 10.0
"""What one file may cost: the slowest of 181 news pages took a twentieth of it."""

_START_SECONDS = 60.0
_IDLE = 2
_CALLS = 1500
"""Questions that one process answers, three for a page, before a new one takes over: whatever a library does not give
back ends with it."""

_ROOT = Path(__file__).parents[2]
_UNREAD = "This file could not be read. Copy its text and paste that."
_COSTLY = "This takes too long to read: it is very large or very tangled. Copy the text that matters and paste that."
_log = logging.getLogger(__name__)


class _Gone(Exception):
    """The process ended, or did not answer in time."""


class _Child:
    """One process that reads files, one after the other."""

    def __init__(self) -> None:
        self.left = _CALLS
        self.process = subprocess.Popen(
            [sys.executable, "-m", "claims.capture.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
            env={"PATH": os.defpath, "LANG": "C.UTF-8"},  # none of our secrets
        )
        self._requests, self._answers = _both(self.process)
        try:
            self._take(len(READY), _START_SECONDS)
        except _Gone:
            self.end()
            raise

    def ask(self, request: dict[str, object], raw: bytes, seconds: float) -> tuple[int, bytes]:
        """The answer to a request; raises ``_Gone``."""
        asked = json.dumps(request | {"seconds": seconds}).encode()
        self.left -= 1
        try:
            self._requests.write(HEAD.pack(len(asked), len(raw)) + asked + raw)
            self._requests.flush()
        except OSError:
            raise _Gone from None
        until = time.monotonic() + seconds
        failed, size = HEAD.unpack(self._take(HEAD.size, seconds))
        return failed, self._take(size, max(1.0, until - time.monotonic()))

    def _take(self, size: int, seconds: float) -> bytes:
        handle, until = self._answers.fileno(), time.monotonic() + seconds
        waiting = select.poll()
        waiting.register(handle, select.POLLIN)
        taken = bytearray()
        while len(taken) < size:
            if not waiting.poll(max(0.0, until - time.monotonic()) * 1000):
                raise _Gone
            piece = os.read(handle, size - len(taken))
            if not piece:
                raise _Gone
            taken += piece
        return bytes(taken)

    def end(self) -> None:
        """End the process and free what it holds."""
        self.process.kill()
        with suppress(OSError):  # what was not sent has nobody to go to
            self._requests.close()
        self._answers.close()
        self.process.wait()


def _both(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    """The pipes to and from a process that was started with both."""
    if process.stdin is None or process.stdout is None:
        raise _Gone
    return process.stdin, process.stdout


_idle: deque[_Child] = deque()
os.register_at_fork(after_in_child=_idle.clear)  # a process belongs to whoever started it


@atexit.register
def end_idle() -> None:
    """End the processes that wait for a file."""
    while _idle:
        _idle.pop().end()


def _child() -> _Child:
    """A process that waits for a file, or a new one. Raises ``_Gone`` when none can be started."""
    while True:
        try:
            child = _idle.pop()
        except IndexError:
            return _Child()
        if child.process.poll() is None:
            return child
        child.end()


def _give_back(child: _Child) -> None:
    if child.left > 0 and len(_idle) < _IDLE:
        _idle.append(child)
    else:
        child.end()


def bounded(call: str, raw: bytes, given: Mapping[str, Any], *, seconds: float = SECONDS) -> Any:
    """What the function named ``call`` (see ``calls.py``) makes of ``raw`` and ``given``, within ``seconds``.

    Raises ``TooCostly`` past the limits of time and memory, ``NotText`` for a file over which it stumbles, and its own
    ``CaptureError``.
    """
    try:
        child = _child()
    except _Gone:
        raise NotText(_UNREAD) from None
    try:
        failed, said = child.ask({"call": call, "given": given}, raw, seconds)
    except _Gone:
        child.end()
        _log.warning("%s: a file of %d bytes cost more than it may", call, len(raw))
        raise TooCostly(_COSTLY) from None
    except BaseException:  # whoever is interrupted leaves half an answer in the pipe
        child.end()
        raise
    _give_back(child)
    if failed:
        raise _failure(said)
    return json.loads(said)


def read_bounded(kind: str, raw: bytes, *, url: str | None = None, seconds: float = SECONDS) -> Read:
    """What the reader of ``kind`` (a key of ``readers.READERS``) makes of ``raw``. Raises what :func:`bounded` does."""
    return read_from(bounded("claims.capture.readers:file", raw, {"kind": kind, "url": url}, seconds=seconds))


def page_bounded(call: str, raw: bytes, given: Mapping[str, Any], *, seconds: float = SECONDS) -> Any:
    """What ``call`` makes of the tree of a page; ``None`` where there is none. Raises what :func:`bounded` does."""
    return bounded("claims.capture.readers:page", raw, {"call": call, "given": given}, seconds=seconds)


def _failure(said: bytes) -> CaptureError:
    data = json.loads(said)
    if data["error"] is None:
        _log.warning("a file could not be read: %s", data["message"])
        memory = data["message"].startswith("MemoryError")
        return TooCostly(_COSTLY) if memory else NotText(_UNREAD)
    kind: type[CaptureError] = getattr(errors, data["error"])
    return kind(data["message"])
