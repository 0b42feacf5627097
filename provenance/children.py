"""Child processes that live no longer than the process that started them. No Django.

Each is the leader of a process group of its own, so that Ctrl-C reaches the parent alone, which then stops them in
order. The kernel tells a child when its parent is gone (``PR_SET_PDEATHSIG``), so that a killed parent leaves nothing.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_PR_SET_PDEATHSIG = 1
MAX_LOG = 10_000_000
"""Bytes after which a log is put aside when its process is started again; one old log is kept."""


@dataclass(slots=True)
class Child:
    """A process that was started, and where its output goes."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path

    def has_ended(self) -> bool:
        """Whether the process has ended; it is not reaped, so its number stays its own."""
        return os.waitid(os.P_PID, self.process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None

    def last_words(self, lines: int = 15) -> str:
        """The end of its log."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])


def _die_with(parent: int) -> None:
    """Run in the child before its program: ask for SIGTERM when the parent ends, or go at once if it has."""
    library = ctypes.CDLL(None)
    if hasattr(library, "prctl"):  # Linux; elsewhere a killed parent leaves its children to be ended by hand
        library.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os._exit(1)


def start(
    name: str, command: Sequence[str], *, logs: Path, environment: Mapping[str, str], keep_open: Sequence[int] = ()
) -> Child:
    """Start ``command`` with its output in a file of ``logs``; ``keep_open`` are descriptors that it inherits.

    Call it from the main thread: the kernel watches the thread that starts a child, not the whole process.
    """
    log = logs / f"{name}.log"
    if log.exists() and log.stat().st_size > MAX_LOG:
        log.replace(log.with_suffix(".old.log"))
    parent = os.getpid()
    with log.open("ab") as output:
        process = subprocess.Popen(  # noqa: S603 - our own programs, no input from outside
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=dict(environment),
            pass_fds=tuple(keep_open),
            process_group=0,
            preexec_fn=lambda: _die_with(parent),  # noqa: PLW1509 - this process has one thread
        )
    return Child(name, process, log)


def stop(children: Sequence[Child], *, patience: float = 15.0) -> None:
    """End all, the last started first: ask each, wait ``patience`` seconds, then end what is left of its group."""
    for child in reversed(children):
        # not reaped yet, so the number is still that of our child; Popen's own call would reap one that has ended
        os.kill(child.process.pid, signal.SIGTERM)
        deadline = time.monotonic() + patience
        while not child.has_ended() and time.monotonic() < deadline:
            time.sleep(0.05)
        with suppress(ProcessLookupError):
            os.killpg(child.process.pid, signal.SIGKILL)
        child.process.wait()
