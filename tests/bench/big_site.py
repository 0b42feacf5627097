"""A local site of many pages on many host names, for benches: ``python -m tests.bench.big_site`` prints its port.

Pages are made from their number, so that whoever visits knows what to expect: :func:`kind_of`, :func:`paragraphs`. All
words are invented. One process, asyncio, answers from memory; other bytes at every visit (a token in a script).
"""

from __future__ import annotations

import asyncio
import json
import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.request import urlopen

KINDS = {90: "gone", 91: "gone", 92: "moved", 93: "moved", 94: "edited", 95: "hostile", 96: "soft", 97: "blocked"}
KINDS |= {98: "slow", 99: "chain"}
WORDS = (
    "harbour ferry council engine quay winter report crew signal ledger bridge mayor storm cargo island inspector "
    "delay repair tender school tunnel budget river valve pilot market lantern survey permit clinic orchard"
).split()
_SLOW_SECONDS = 0.5
ASKED = "/asked"
"""The path that tells what was asked."""
_NO_HURRY = "LinkChecker: 1\r\n"
"""With this header linkchecker leaves out its wait between two requests to a host."""
INSIDE = "127.0.0.1:9"
"""Where hostile pages lead: nobody listens there, so that clients without a guard are not held up."""


def kind_of(number: int) -> str:
    """What becomes of a page: nine in ten stay as they were."""
    return KINDS.get(number % 100, "fine")


def sentence(chance: random.Random) -> str:
    words = [chance.choice(WORDS) for _ in range(chance.randint(9, 18))]
    words.insert(4, str(chance.randint(2, 900)))
    return " ".join(words).capitalize() + "."


@lru_cache(maxsize=20_000)
def paragraphs(number: int) -> tuple[str, ...]:
    """The text of a page as it was captured: some 400 words."""
    chance = random.Random(number)
    return tuple(" ".join(sentence(chance) for _ in range(4)) for _ in range(8))


def quoted(number: int) -> str:
    """The passage that a claim rests on: the second sentence of the third paragraph."""
    return paragraphs(number)[2].split(". ")[1] + "."


def edited(passage: str) -> str:
    """The passage with its figure changed."""
    return " ".join(str(int(word) + 1) if word.isdigit() else word for word in passage.split(" "))


_FILLER = "".join(f"var part{n} = function (a, b) {{ return a.item({n}) + b; }};\n" for n in range(500))


def html(number: int, token: int, *, told: str = "") -> bytes:
    """A page of some 40 KB; the token makes its bytes unlike those of any other visit."""
    return _page(number, told).replace(b"TOKEN", str(token).encode())


@lru_cache(maxsize=20_000)
def _page(number: int, told: str) -> bytes:
    words = [f"<p class='c{n}'>{text}</p>" for n, text in enumerate(paragraphs(number))]
    links = "".join(
        f"<li><a href='/more/{n}' class='teaser t{n}'>Further reports, part {n}</a></li>" for n in range(60)
    )
    title = "Page not found" if told else f"Report number {number}"
    body = told or f"<article><h1>Report number {number}</h1>{''.join(words)}</article>"
    return (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{title}</title>"
        f"<meta name='author' content='Mara Lind'><meta name='csrf-token' content='TOKEN'>"
        f"<script>var token = TOKEN;{_FILLER}</script></head><body><nav><ul>{links}</ul></nav>{body}"
        f"<footer><p>© 2026 Bench Courier</p></footer></body></html>"
    ).encode()


def answer(number: int, token: int) -> tuple[int, bytes, str]:
    """Status, body and further headers."""
    kind = kind_of(number)
    if kind == "gone":
        return 404, b"<h1>Not found</h1>", ""
    if kind == "blocked":
        return 403, b"<h1>Forbidden</h1>", ""
    if kind == "moved":
        return 301, b"", f"Location: /new/{number}\r\n"
    if kind == "hostile":
        return 302, b"", f"Location: http://{INSIDE}/\r\n"
    if kind == "chain":
        return 302, b"", f"Location: /hop/{number}\r\n"
    if kind == "soft":
        return 200, html(number, token, told="<h1>Sorry</h1><p>The page that you look for is no longer here.</p>"), ""
    body = html(number, token)
    if kind == "edited":
        body = body.replace(quoted(number).encode(), edited(quoted(number)).encode())
    return 200, body, ""


def route(path: str, token: int) -> tuple[int, bytes, str]:
    """The answer to a path: ``/p/N`` is page N, ``/new/N`` where it moved, ``/hop/N`` and ``/hop2/N`` lead there."""
    _, place, *rest = path.split("/")
    if place == "robots.txt" or not rest or not rest[0].isdigit():
        return 404, b"", ""
    number = int(rest[0])
    if place == "hop":
        return 302, b"", f"Location: /hop2/{number}\r\n"
    if place == "hop2":
        return 302, b"", f"Location: /new/{number}\r\n"
    return (200, html(number, token), "") if place == "new" else answer(number, token)


@dataclass
class _Counted:
    """What was asked since the last look: requests, those that fetched a body, and which pages."""

    requests: int = 0
    bodies: int = 0
    pages: set[int] = field(default_factory=set)


class _Connection(asyncio.Protocol):
    token = 0
    counted = _Counted()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.head = b""

    def data_received(self, data: bytes) -> None:
        self.head += data
        while b"\r\n\r\n" in self.head:
            head, _, self.head = self.head.partition(b"\r\n\r\n")
            method, target, _ = head.split(b" ", 2)
            self._answer(method == b"HEAD", target.decode())

    def _answer(self, head_only: bool, path: str) -> None:
        if path == ASKED:
            self._tell()
            return
        number = path.rsplit("/", 1)[1]
        counted = self.counted
        counted.requests += 1
        counted.bodies += not head_only
        if path.startswith("/p/") and number.isdigit():
            counted.pages.add(int(number))
            if kind_of(int(number)) == "slow":
                asyncio.get_running_loop().call_later(_SLOW_SECONDS, self._send, path, head_only)
                return
        self._send(path, head_only)

    def _tell(self) -> None:
        counted, type(self).counted = self.counted, _Counted()
        told = {"requests": counted.requests, "bodies": counted.bodies, "pages": len(counted.pages)}
        self._write(200, json.dumps(told).encode(), "")

    def _send(self, path: str, head_only: bool) -> None:
        type(self).token += 1
        self._write(*route(path, type(self).token), head_only=head_only)

    def _write(self, status: int, body: bytes, more: str, *, head_only: bool = False) -> None:
        head = (
            f"HTTP/1.1 {status} OK\r\n{_NO_HURRY}Content-Type: text/html\r\nContent-Length: {len(body)}\r\n{more}\r\n"
        )
        self.transport.write(head.encode() + (b"" if head_only else body))


def hosts(number: int) -> list[str]:
    """Names of the site: numeric ones, which every client knows without asking anybody."""
    return [f"127.0.1.{n + 1}" for n in range(number)]


def host_of(page: int, number: int) -> int:
    """The host of a page; each host has pages of every kind."""
    return (page + page // 100) % number


def url(names: Sequence[str], page: int) -> str:
    """The address of a page on hosts of these names (with their port)."""
    return f"http://{names[host_of(page, len(names))]}/p/{page}"


async def _serve(first: str, *others: str) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(_Connection, first, 0, backlog=1024)
    port = server.sockets[0].getsockname()[1]
    for host in others:
        await loop.create_server(_Connection, host, port, backlog=1024)
    print(port, flush=True)
    await server.serve_forever()


@contextmanager
def big_site(addresses: Sequence[str]) -> Iterator[int]:
    """The port of a running site at these addresses, in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.big_site", *addresses]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline())
        finally:
            process.terminate()


def asked(port: int) -> dict[str, int]:
    """What was asked of the site since this was last called."""
    with urlopen(f"http://{hosts(1)[0]}:{port}{ASKED}", timeout=30) as answer:
        told: dict[str, int] = json.loads(answer.read())
    return told


if __name__ == "__main__":
    asyncio.run(_serve(*(sys.argv[1:] or ["127.0.0.1"])))
