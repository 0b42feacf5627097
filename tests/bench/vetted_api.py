"""The vetted API beside its limits: ``python -m tests.bench.vetted_api [--claims N]``, on a scratch database.

Fills it (``tests.bench.vetted_data``), starts the site as ``make run`` does (gunicorn, two workers, four threads), and
the same server with an application that answers the same bytes from memory; each row is measured in turns with its
limit. The others are held against the bare SQL, and the export against ``COPY``, through the same driver.
"""

from __future__ import annotations

import argparse
import io
import multiprocessing
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.bench.timing import installed
from tests.bench.vetted_data import fill

PROCESSES, SECONDS, TURNS = 4, 3.0, 3
_MEMORY = """
from pathlib import Path
from typing import Any
BODIES = {path: Path(name).read_bytes() for path, name in BODIES_OF.items()}
def application(environ, start_response):
    body = BODIES[environ["PATH_INFO"]]
    if not body:
        start_response("304 Not Modified", [("ETag", '"x"')])
        return []
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]
"""


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def _served(application: str, folder: Path) -> Iterator[int]:
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", "--workers", "2"]
    command += ["--threads", "4", "--no-control-socket", "--pythonpath", str(folder), "--log-level", "error"]
    surroundings = {**os.environ, "RATE_LIMITS": "reader=0/60"}
    with subprocess.Popen(command, env=surroundings) as process:
        try:
            for _ in range(300):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            yield port
        finally:
            process.terminate()


class Program:
    """A client on one connection that stays open."""

    def __init__(self, port: int, headers: str) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._headers = f"Host: localhost\r\n{headers}\r\n"

    def get(self, path: str) -> bytes:
        """The body of a 200, nothing of a 304."""
        self._socket.sendall(f"GET {path} HTTP/1.1\r\n{self._headers}".encode())
        answer = self._socket.recv(65536)
        while b"\r\n\r\n" not in answer:
            answer += self._socket.recv(65536)
        head, _, body = answer.partition(b"\r\n\r\n")
        status = head[9:12]
        assert status in (b"200", b"304"), answer[:300]
        length = (
            int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0] or 0) if status == b"200" else 0
        )
        parts = [body]
        missing = length - len(body)
        while missing > 0:
            parts.append(self._socket.recv(min(missing, 1 << 20)))
            missing -= len(parts[-1])
        return b"".join(parts)


def _drive(job: tuple[int, str, list[str]]) -> list[float]:
    """Seconds of each request, one after the other, for as long as a turn takes."""
    port, headers, paths = job
    program, taken = Program(port, headers), []
    program.get(paths[0])
    end = time.perf_counter() + SECONDS
    number = random.randrange(len(paths))
    while time.perf_counter() < end:
        began = time.perf_counter()
        program.get(paths[number % len(paths)])
        taken.append(time.perf_counter() - began)
        number += 1
    return taken


def _turn(port: int, headers: str, paths: list[str]) -> tuple[float, float]:
    """Requests a second of all programs together, and the 95th percentile in ms."""
    with multiprocessing.get_context("fork").Pool(PROCESSES) as pool:
        taken = [each for part in pool.map(_drive, [(port, headers, paths)] * PROCESSES) for each in part]
    return len(taken) / SECONDS, statistics.quantiles(taken, n=20)[-1] * 1000


def _beside(name: str, ours: tuple[int, str, list[str]], memory: tuple[int, str, list[str]], limit: float) -> None:
    """Measure both in turns and print the ratio of the middle rates."""
    rates: list[list[float]] = [[], []]
    for _ in range(TURNS):
        for found, job in zip(rates, (ours, memory), strict=True):
            found.append(_turn(*job)[0])
    mine, other = map(statistics.median, rates)
    print(f"{name:34}{mine:>9.0f}/s{other:>9.0f}/s from memory{mine / other:>8.2f}   (limit {limit})", flush=True)


def _p95(call: Callable[[], object], rounds: int = 30) -> float:
    call()
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        call()
        taken.append(time.perf_counter() - began)
    return statistics.quantiles(taken, n=20)[-1] * 1000


def _export(port: int, headers: str) -> tuple[int, float]:
    with socket.create_connection(("127.0.0.1", port)) as found:
        request = f"GET /api/v1/export HTTP/1.0\r\nHost: localhost\r\n{headers}\r\n"
        began, size = time.perf_counter(), 0
        found.sendall(request.encode())
        while chunk := found.recv(1 << 20):
            size += len(chunk)
        return size, time.perf_counter() - began


class _Counted(io.RawIOBase):
    size = 0

    def write(self, data: object) -> int:
        """Count what comes, and keep nothing."""
        number = len(memoryview(data))  # type: ignore[arg-type]  # bytes of the driver
        self.size += number
        return number


def _copied() -> float:
    from django.db import connection

    began = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.cursor.copy_expert("COPY (SELECT document FROM claims_release) TO STDOUT", _Counted())
    return time.perf_counter() - began


def _asked(port: int, headers: str, claims: int) -> None:
    """Pages at both ends, and every filter, beside their bare SQL."""
    from django.db import connection
    from django.http import QueryDict

    from claims.api.asked import understood
    from claims.api.reading import page_sql

    program = Program(port, headers)
    shallow = _p95(lambda: program.get("/api/v1/claims?limit=100"), 100)
    deep = understood(QueryDict("limit=100"))
    from claims.api.asked import cursor_of

    path = f"/api/v1/claims?limit=100&cursor={cursor_of(deep, [150])}"
    depth = _p95(lambda: program.get(path), 100)
    print(
        f"p95 at depth 1 {shallow:.1f} ms, at depth {claims - 150:,} {depth:.1f} ms: {depth / shallow:.2f} (limit 1.2)"
    )
    queries = ["q=lighthouse", "q=number77", "status=disputed", "source_letter=A", "tag=tag+7", "outlet=courier+7"]
    queries += ["language=de", "claimed_from=2025-10-01", "claimant=Board+7", "link_health=dead", "order=-vetted_at"]
    queries += [
        "information_number=1",
        "excerpt=false",
        "vetted_to=2020-01-02",
        "status=disputed&language=de&tag=tag+9",
    ]
    for query in queries:
        sql, values = page_sql(understood(QueryDict(query)))

        def bare(sql: str = sql, values: tuple[Any, ...] = values) -> None:
            with connection.cursor() as cursor:
                cursor.execute(sql, values)
                cursor.fetchall()

        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN {sql}", values)
            scans = any("Seq Scan on claims_currentrelease" in line for (line,) in cursor.fetchall())
        ours, limit = _p95(lambda query=query: program.get(f"/api/v1/claims?{query}")), _p95(bare)  # type: ignore[misc]
        told = "  WHOLE TABLE READ" if scans else ""
        print(f"{query:44}{ours:>8.1f} ms{limit:>8.1f} ms bare{ours / limit:>7.2f}   (limit 3){told}", flush=True)


def main() -> None:
    """Fill, serve, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--claims", type=int, default=100_000)
    claims = parser.parse_args().claims
    installed()
    print(f"{claims:,} claims, filled in {fill(claims):.0f} s", flush=True)
    from django.db import connections
    from django.http import QueryDict

    from claims.api.asked import understood
    from claims.api.reading import current, page
    from claims.models import ApiToken, User

    _, token = ApiToken.objects.create(user=User.objects.get(username="bench"), label="bench", scopes=["read"])
    one = current(f"c{claims // 2:015}")
    assert one is not None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "list").write_bytes(page(understood(QueryDict("limit=100"))))
        (folder / "detail").write_bytes(bytes(one.document))
        (folder / "none").write_bytes(b"")
        bodies = {f"/{part}": str(folder / part) for part in ("list", "detail", "none")}
        (folder / "memory.py").write_text(f"BODIES_OF = {bodies!r}\n{_MEMORY}")
        connections.close_all()
        headers = f"Authorization: Token {token}\r\n"
        with _served("provenance.wsgi", Path.cwd()) as site, _served("memory:application", folder) as memory:
            paths = [f"/api/v1/claims/c{random.randint(1, claims):015}" for _ in range(2000)]
            same = f"{headers}If-None-Match: *\r\n"
            _beside("list of 100", (site, headers, ["/api/v1/claims?limit=100"]), (memory, "", ["/list"]), 0.5)
            _beside("detail, any claim", (site, headers, paths), (memory, "", ["/detail"]), 0.5)
            _beside("304, any claim", (site, same, paths), (memory, "", ["/none"]), 0.8)
            size, seconds = _export(site, headers)
            copied = _copied()
            told = f"export {size / 1e6:.0f} MB in {seconds:.1f} s, COPY {copied:.1f} s"
            print(f"{told}: {copied / seconds:.2f} (limit 0.6)", flush=True)
            _asked(site, headers, claims)


if __name__ == "__main__":
    main()
