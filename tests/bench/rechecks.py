"""Rechecks beside bare clients and other checkers: ``make bench-rechecks``.

On one local site (``big_site``), in interleaved rounds of the same run, without politeness, and on the same addresses:

- *whole path*: due links leased, visited under the guard, compared, checks and findings written to PostgreSQL
  (``town``), by one worker and by two;
- *the bare client*: libcurl's multi interface with the same check of the text and nothing else (``clients``), to which
  everything is compared, and other clients;
- other checkers, each as its users run it, with delays between requests and rules for robots switched off.

Printed are URLs a second, processor milliseconds a URL and what PostgreSQL's processes took beside that, peak memory of
the largest process, and how much of the bare client's rate that is; then what the whole path made of each kind of page.
Programs are measured from start to end, clients, django-linkcheck and the whole path from the first request. A peer
that is not installed, breaks down or does not ask for every page stands in the table as not measured.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.bench import big_site

PEERS = Path(".venv/peers")
BARE = "pycurl multi, 64"
STATUS, TEXT = "status", "status and text"
EXPECTED = {
    "fine": "alive",
    "slow": "alive",
    "edited": "alive",
    "moved": "moved_permanently",
    "chain": "moved_temporarily",
    "gone": "gone",
    "soft": "soft_404",
    "blocked": "blocked",
    "hostile": "unsafe",
}
_OURS = [sys.executable, "-m", "tests.bench.town"]
_CLIENT = [str(PEERS / "clients/bin/python"), "-m", "tests.bench.clients"]


@dataclass
class Peer:
    """A way to check all addresses. ``command`` gets ``{folder}`` and ``{town}`` filled in.

    ``tells`` when its last line is what it measured itself; ``codes`` are those with which it ends when all is well.
    """

    name: str
    checks: str
    command: list[str]
    tells: bool = True
    codes: tuple[int, ...] = (0,)
    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    database: list[float] = field(default_factory=list)
    kilobytes: int = 0
    failed: str | None = None


def all_peers() -> list[Peer]:
    lychee = [str(PEERS / "clients/bin/lychee"), "--no-progress", "--quiet", "--quiet", "--max-concurrency", "64"]
    lychee += ["--host-concurrency", "64", "--host-request-interval", "0ms", "--max-retries", "0", "--method", "get"]
    linkchecker = [
        str(PEERS / "linkchecker/bin/linkchecker"),
        "--config",
        "{folder}/rc",
        "--check-extern",
        "--no-robots",
    ]
    linkchecker += ["--recursion-level", "1", "--threads", "32", "--no-status", "--no-warnings", "--output", "none"]
    linkinator = [str(PEERS / "linkinator/node_modules/.bin/linkinator"), "{folder}/html.html", "--concurrency", "64"]
    linkcheck = [str(PEERS / "django_linkcheck/bin/python"), "-m", "tests.bench.django_linkcheck", "{folder}/list"]
    several = [*_CLIENT, "pycurl", "{folder}/list", "--look", "--at-once", "32", "--processes", "2"]
    return [
        Peer("lychee, GET", STATUS, [*lychee, "{folder}/html.html"], tells=False, codes=(0, 2)),
        Peer(
            "lychee, GET, text fragments",
            "status and a text fragment",
            [*lychee, "--include-fragments=text-only", "--", "{folder}/fragments.html"],
            tells=False,
            codes=(0, 2),
        ),
        Peer("linkinator", STATUS, [*linkinator, "--verbosity", "none"], tells=False, codes=(0, 1)),
        Peer("linkchecker", STATUS, [*linkchecker, "{folder}/html.html"], tells=False, codes=(0, 1)),
        Peer("django-linkcheck", STATUS, linkcheck),
        Peer("requests, 32 threads", STATUS, [*_CLIENT, "requests", "{folder}/list", "--at-once", "32"]),
        Peer("httpx, 64", STATUS, [*_CLIENT, "httpx", "{folder}/list"]),
        Peer("aiohttp, 64", STATUS, [*_CLIENT, "aiohttp", "{folder}/list"]),
        Peer("pycurl multi, 64, status only", STATUS, [*_CLIENT, "pycurl", "{folder}/list"]),
        Peer("aiohttp, 64, with text", TEXT, [*_CLIENT, "aiohttp", "{folder}/list", "--look"]),
        Peer(BARE, TEXT, [*_CLIENT, "pycurl", "{folder}/list", "--look"]),
        Peer("pycurl multi, 2 processes of 32", TEXT, several),
        Peer("our whole path", "all that a visit does", [*_OURS, "visit", "{town}"]),
        Peer("our whole path, 2 workers", "all that a visit does", [*_OURS, "visit", "{town}", "--workers", "2"]),
    ]


class Run:
    """The files that the peers read, and the site that they ask."""

    def __init__(self, folder: Path, *, port: int, pages: int, hosts: int) -> None:
        self._port, self._pages, self._folder = port, pages, folder
        self._town = f"--port {port} --pages {pages} --hosts {hosts} --folder {folder}".split()

    def prepare(self) -> None:
        """Have files and records written by another process: what this one holds would count as its children's."""
        said = subprocess.run([*_OURS, "build", *self._town], check=True, stdout=subprocess.PIPE).stdout
        self.first = json.loads(said.splitlines()[-1])

    def outcomes(self) -> dict[str, Any]:
        said = subprocess.run([*_OURS, "outcomes", *self._town], check=True, stdout=subprocess.PIPE).stdout
        told: dict[str, Any] = json.loads(said)
        return told

    def measure(self, peer: Peer) -> None:
        """One more round of ``peer``; it is left out from then on when it does not do what it should."""
        if peer.failed is not None:
            return
        big_site.asked(self._port)
        with (self._folder / "said").open("wb") as said, (self._folder / "wrong").open("wb") as wrong:
            database, began = _database_seconds(), time.perf_counter()
            try:
                process = subprocess.Popen(self._filled(peer.command), stdout=said, stderr=wrong)
            except OSError as error:
                peer.failed = f"not installed ({error.strerror})"
                return
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            seconds = time.perf_counter() - began
        peer.failed = self._fault(peer, process.returncode)
        if peer.failed is None:
            told = {"seconds": seconds, "cpu": used.ru_utime + used.ru_stime}
            told |= json.loads(_last_line(self._folder / "said")) if peer.tells else {}
            peer.wall.append(told["seconds"])
            peer.cpu.append(told["cpu"])
            peer.database.append(_database_seconds() - database)
            peer.kilobytes = max(peer.kilobytes, used.ru_maxrss)

    def _fault(self, peer: Peer, code: int) -> str | None:
        pages = big_site.asked(self._port)["pages"]
        if code not in peer.codes:
            return f"ended with {code}: {_last_line(self._folder / 'wrong')[:200]}"
        return f"asked for {pages} of {self._pages} pages" if pages != self._pages else None

    def _filled(self, command: Sequence[str]) -> list[str]:
        found: list[str] = []
        for word in command:
            found += self._town if word == "{town}" else [word.replace("{folder}", str(self._folder))]
        return found


def _last_line(path: Path) -> str:
    lines = path.read_text(errors="replace").strip().splitlines()
    return lines[-1] if lines else ""


def _database_seconds() -> float:
    """Processor seconds that the database has used, with all that its processes used that have ended."""
    try:
        first = (Path(os.environ["PROVENANCE_DATA"]) / "postgres" / "postmaster.pid").read_text().split()[0]
        here = Path(f"/proc/{first}/task/{first}/children").read_text().split()
        ticks = sum(sum(map(int, _stat(process)[13:17])) for process in (first, *here))
    except (OSError, KeyError):
        return 0.0  # a database elsewhere
    return ticks / os.sysconf("SC_CLK_TCK")


def _stat(process: str) -> list[str]:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ["0"] * 20


def _print_table(peers: Sequence[Peer], count: int, rounds: int) -> None:
    bare = next(peer for peer in peers if peer.name == BARE)
    base = count / statistics.median(bare.wall) if bare.wall else None
    print("| client or checker | checks | URLs/s | CPU ms/URL | PostgreSQL's | MB | beside the bare client |")
    print("|---|---|---|---|---|---|---|")
    for peer in peers:
        if peer.failed is not None:
            print(f"| {peer.name} | NOT MEASURED: {peer.failed} | | | | | |")
            continue
        rate, cpu = count / statistics.median(peer.wall), statistics.median(peer.cpu) / count * 1000
        ratio = f"{rate / base:.2f}" if base else "?"
        memory = f"{peer.kilobytes / 1000:.0f}"
        print(f"| {peer.name} | {peer.checks} | {rate:,.0f} | {cpu:.2f} | {_spent(peer, count)} | {memory} | {ratio} |")


def _spent(peer: Peer, count: int) -> str:
    """Processor milliseconds a URL that the database's own processes took meanwhile, where somebody used them."""
    ours = peer.command[:3] == _OURS and any(peer.database)
    return f"{statistics.median(peer.database) / count * 1000:.2f}" if ours else ""


def _print_outcomes(told: dict[str, Any]) -> None:
    print(f"open findings of the whole path: {told['findings']}")
    for kind, outcomes in told["outcomes"].items():
        wrong = sum(count for outcome, count in outcomes.items() if outcome != EXPECTED[kind])
        print(f"{kind:<8} {outcomes}{f'  not as expected: {wrong}' if wrong else ''}")


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--pages", type=int, default=6000)
    options.add_argument("--hosts", type=int, default=50)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--only", default="", help="peers whose name has one of these words, divided by commas")
    chosen = options.parse_args()
    words = chosen.only.split(",")
    peers = [peer for peer in all_peers() if peer.name == BARE or any(word in peer.name for word in words)]
    with big_site.big_site(big_site.hosts(chosen.hosts)) as port, tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # one of the peers gives up the rights of root
        run = Run(Path(folder), port=port, pages=chosen.pages, hosts=chosen.hosts)
        run.prepare()
        for number in range(chosen.rounds):
            for peer in peers:
                print(f"round {number + 1}: {peer.name}", file=sys.stderr, flush=True)
                run.measure(peer)
        print(f"{chosen.pages:,} addresses on {chosen.hosts} hosts, medians of {chosen.rounds} interleaved rounds")
        _print_table(peers, chosen.pages, chosen.rounds)
        first = run.first
        print(
            f"first visit that finds something: {first['milliseconds']:.1f} ms of processor ({first['visits']} visits)"
        )
        _print_outcomes(run.outcomes())
    missing = [peer.name for peer in peers if peer.failed is not None]
    if missing:
        print(f"{'*' * 72}\n* NOT MEASURED: {'; '.join(missing)}\n{'*' * 72}", file=sys.stderr)


if __name__ == "__main__":
    main()
