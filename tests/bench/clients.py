"""Bare clients on the big site, beside which our whole path is measured: ``python -m tests.bench.clients NAME LIST``.

Run by ``rechecks`` with the Python of ``.venv/peers``. ``LIST`` is a file of pages (``write_list``). What is measured
begins with the first request: starting Python and reading the list are left out. Told as a line of JSON.

With the check of the text every client does the same work: the page's words and telling marks are read out of its bytes
(``claims.rechecks.essence``) and compared with those of the last visit, and the quotation is looked for. None of them
has a guard, a delay, or a memory of what it found.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import resource
import sys
import threading
import time
import traceback
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from claims.rechecks.essence import essence

SECONDS = 20
Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Page:
    """An address with what the last visit left: the passage that is watched, and the page's essence."""

    url: str
    quoted: str
    essence: str


def write_list(path: Path, pages: Iterable[Page]) -> None:
    path.write_text(json.dumps([asdict(page) for page in pages]))


def read_list(path: Path) -> list[Page]:
    return [Page(**entry) for entry in json.loads(path.read_text())]


def look(page: Page, body: bytes) -> str:
    """What became of the page's passage: as it was, still there, with another figure, or not there."""
    as_before = essence(body) == page.essence
    if page.quoted.encode() in body:
        return "same" if as_before else "found"
    words = re.escape(page.quoted).encode()
    return "edited" if re.search(re.sub(rb"\d+", rb"\\d+", words), body) else "missing"


def measured(work: Work) -> dict[str, float]:
    """Wall and processor seconds of ``work``, its children included."""
    cpu, wall = _cpu(), time.perf_counter()
    work()
    return {"seconds": time.perf_counter() - wall, "cpu": _cpu() - cpu}


def _cpu() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def in_processes(number: int, part: Callable[[int], object]) -> Work:
    """``part`` in so many processes at once, each told its number; in this process when it is one."""

    def all_of_them() -> None:
        if number == 1:
            part(0)
            return
        for process in [_forked(part, n) for n in range(number)]:
            _, status = os.waitpid(process, 0)
            assert status == 0, "a process broke down"

    return all_of_them


def _forked(part: Callable[[int], object], number: int) -> int:
    process = os.fork()
    if process == 0:
        try:
            part(number)
        except BaseException:  # noqa: BLE001 - whatever it was, this process must not go on as if it were its parent
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    return process


def with_requests(pages: Sequence[Page], at_once: int, look_at: bool) -> Counter[str]:
    """Threads, each with a session of its own."""
    import requests

    local = threading.local()

    def one(page: Page) -> str:
        if not hasattr(local, "session"):
            local.session = requests.Session()
        try:
            answer = local.session.get(page.url, timeout=SECONDS)
        except requests.RequestException:
            return "error"
        return look(page, answer.content) if look_at else str(answer.status_code)

    with ThreadPoolExecutor(at_once) as pool:
        return Counter(pool.map(one, pages))


def with_httpx(pages: Sequence[Page], at_once: int, look_at: bool) -> Counter[str]:
    import httpx

    async def all_pages() -> Counter[str]:
        limits = httpx.Limits(max_connections=at_once, max_keepalive_connections=at_once)
        async with httpx.AsyncClient(limits=limits, timeout=SECONDS, follow_redirects=True, trust_env=False) as client:

            async def one(page: Page) -> str:
                try:
                    answer = await client.get(page.url)
                except httpx.HTTPError:
                    return "error"
                return look(page, answer.content) if look_at else str(answer.status_code)

            return await _shared_out(pages, at_once, one)

    return asyncio.run(all_pages())


def with_aiohttp(pages: Sequence[Page], at_once: int, look_at: bool) -> Counter[str]:
    import aiohttp

    async def all_pages() -> Counter[str]:
        async with aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=at_once), timeout=aiohttp.ClientTimeout(SECONDS)
        ) as session:

            async def one(page: Page) -> str:
                try:
                    async with session.get(page.url) as answer:
                        body = await answer.read()
                except aiohttp.ClientError:
                    return "error"
                return look(page, body) if look_at else str(answer.status)

            return await _shared_out(pages, at_once, one)

    return asyncio.run(all_pages())


async def _shared_out(pages: Sequence[Page], at_once: int, one: Callable[[Page], Awaitable[str]]) -> Counter[str]:
    """The pages shared among ``at_once`` that each take the next when they have done one."""
    waiting, found = iter(pages), Counter[str]()

    async def take() -> None:
        for page in waiting:
            found[await one(page)] += 1

    await asyncio.gather(*(take() for _ in range(at_once)))
    return found


class _Multi:
    """libcurl's multi interface, as our visitor uses it, without guard."""

    def __init__(self, at_once: int, look_at: bool) -> None:
        import pycurl

        self._pycurl, self._look_at = pycurl, look_at
        self._multi, self.found = pycurl.CurlMulti(), Counter[str]()
        self._multi.setopt(pycurl.M_MAXCONNECTS, at_once)
        self._idle = [self._handle() for _ in range(at_once)]
        self._running: dict[Any, tuple[Page, list[bytes]]] = {}

    def _handle(self) -> Any:
        pycurl = self._pycurl
        curl = pycurl.Curl()
        for option, value in (
            (pycurl.FOLLOWLOCATION, 1),
            (pycurl.MAXREDIRS, 5),
            (pycurl.NOSIGNAL, 1),
            (pycurl.PROXY, ""),
            (pycurl.TIMEOUT, SECONDS),
            (pycurl.ACCEPT_ENCODING, "gzip, deflate, br"),
        ):
            curl.setopt(option, value)
        return curl

    def run(self, pages: Sequence[Page]) -> Counter[str]:
        waiting = list(reversed(pages))
        while waiting or self._running:
            while waiting and self._idle:
                self._start(waiting.pop())
            self._multi.perform()
            if not self._ended():
                self._multi.select(0.5)
        return self.found

    def _start(self, page: Page) -> None:
        curl, pieces = self._idle.pop(), list[bytes]()
        curl.setopt(self._pycurl.URL, page.url)
        curl.setopt(self._pycurl.WRITEFUNCTION, pieces.append)
        self._running[curl] = page, pieces
        self._multi.add_handle(curl)

    def _ended(self) -> int:
        """Take what ended; returns how many that were."""
        number, more = 0, True
        while more:
            more, good, bad = self._multi.info_read()
            for curl in good:
                page, pieces = self._back(curl)
                status = str(curl.getinfo(self._pycurl.RESPONSE_CODE))
                self.found[look(page, b"".join(pieces)) if self._look_at else status] += 1
            for curl, *_ in bad:
                self._back(curl)
                self.found["error"] += 1
            number += len(good) + len(bad)
        return number

    def _back(self, curl: Any) -> tuple[Page, list[bytes]]:
        self._multi.remove_handle(curl)
        self._idle.append(curl)
        return self._running.pop(curl)


def with_pycurl(pages: Sequence[Page], at_once: int, look_at: bool) -> Counter[str]:
    return _Multi(at_once, look_at).run(pages)


CLIENTS = {
    "requests": with_requests,
    "httpx": with_httpx,
    "aiohttp": with_aiohttp,
    "pycurl": with_pycurl,
}


def main() -> None:
    """Visit the list as told on the command line."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("client", choices=CLIENTS)
    options.add_argument("list", type=Path)
    options.add_argument("--at-once", type=int, default=64)
    options.add_argument("--look", action="store_true", help="check the text")
    options.add_argument("--processes", type=int, default=1)
    chosen = options.parse_args()
    pages, visit, number = read_list(chosen.list), CLIENTS[chosen.client], chosen.processes

    def part(n: int) -> None:
        found = visit(pages[n::number], chosen.at_once, chosen.look)
        print(dict(sorted(found.items())), file=sys.stderr)

    print(json.dumps(measured(in_processes(number, part))))


if __name__ == "__main__":
    main()
