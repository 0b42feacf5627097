"""A real pywb on loopback, in a process of its own, with WARC files of the test; it records too."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
HOME = ROOT / ".venv" / "pywb"
COLLECTION = "newsroom"
PATIENCE = 60.0
CONFIG = """
framed_replay: false
enable_memento: true
collections:
  live: $live
recorder: live
"""


@dataclass(frozen=True, slots=True)
class Replay:
    """A running replay program."""

    port: int
    folder: Path

    def url(self, rest: str, *, host: str = "archive.localhost", record: bool = False) -> str:
        """An address of the collection: ``rest`` is a time and an address, or an address."""
        return f"http://{host}:{self.port}/{COLLECTION}/{'record/' if record else ''}{rest}"


def _command(name: str) -> str:
    subprocess.run(["sh", str(ROOT / "tests" / "archives" / "ensure_pywb.sh")], check=True)
    return str(HOME / "bin" / name)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"pywb did not start: {log.read_text()[-2000:]}")


@contextmanager
def replaying(folder: Path, *warcs: Path) -> Iterator[Replay]:
    """pywb with these files in its collection, stopped afterwards by its own process id."""
    manager = _command("wb-manager")
    folder.mkdir()
    (folder / "config.yaml").write_text(CONFIG)
    subprocess.run([manager, "init", COLLECTION], cwd=folder, check=True, capture_output=True)
    if warcs:
        add = [manager, "add", COLLECTION, *map(str, warcs)]
        subprocess.run(add, cwd=folder, check=True, capture_output=True)
    port, log = _free_port(), folder / "log"
    with log.open("wb") as output:
        wayback = [str(HOME / "bin" / "wayback"), "-b", "127.0.0.1", "-p", str(port), "-a", "--auto-interval", "1"]
        process = subprocess.Popen(wayback, cwd=folder, stdout=output, stderr=output)
        try:
            _wait(port, process, log)
            yield Replay(port, folder)
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
