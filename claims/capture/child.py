"""The process that reads files: ``python -m claims.capture.child``, started and ended by ``bounded.py``.

It takes a request from its standard input, answers on its standard output, and ends with its input. It has no
settings, no secrets and no connections, and the system ends it when a file costs more time or memory than allowed.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from typing import Any

from claims.capture.calls import named
from claims.capture.errors import CaptureError
from claims.capture.wire import HEAD, READY, encode

MEMORY = 2_000_000_000
"""Bytes of address space: libraries take a third of it."""


def main() -> None:
    """Answer requests until there are no more."""
    source = sys.stdin.buffer
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    named("claims.capture.readers:file")  # loads its libraries before the limits of a first file count
    _confine()
    answers.write(READY)
    answers.flush()
    while head := source.read(HEAD.size):
        asked, size = HEAD.unpack(head)
        request, raw = json.loads(source.read(asked)), source.read(size)
        failed, said = answer(request, raw)
        answers.write(HEAD.pack(failed, len(said)) + said)
        answers.flush()


def answer(request: dict[str, Any], raw: bytes) -> tuple[int, bytes]:
    """0 and what the function asked for makes of ``raw``, or 1 and why it makes nothing of it, as JSON."""
    _allow(request["seconds"])
    try:
        return 0, encode(named(request["call"])(raw, **request["given"]))
    except CaptureError as error:
        said: dict[str, str | None] = {"error": type(error).__name__, "message": str(error)}
    except Exception as error:  # noqa: BLE001 - whatever a library stumbles over is the file's answer, not the end
        said = {"error": None, "message": f"{type(error).__name__}: {error}"[:500]}
    return 1, json.dumps(said).encode()


def _confine() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the end of the input is the sign to go
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_no_connections)


def _no_connections(event: str, _: tuple[Any, ...]) -> None:
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        raise PermissionError("files are read without a network")


def _allow(seconds: float) -> None:
    """Let this process use ``seconds`` more of processor time, even when nobody is left to end it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (until, resource.getrlimit(resource.RLIMIT_CPU)[1]))


if __name__ == "__main__":
    main()
