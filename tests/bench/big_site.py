"""A local site of many pages on many host names, for benches: ``python -m tests.bench.big_site`` prints its port.

Pages are made from their number, so that whoever visits knows what to expect: :func:`kind_of`, :func:`paragraphs`. All
words are invented. One process, asyncio, answers from memory; other bytes at every visit (a token in a script).
"""

from __future__ import annotations

import asyncio
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

KINDS = {90: "gone", 91: "gone", 92: "moved", 93: "moved", 94: "edited", 95: "edited", 96: "soft", 97: "blocked"}
KINDS |= {98: "slow", 99: "chain"}
WORDS = (
    "harbour ferry council engine quay winter report crew signal ledger bridge mayor storm cargo island inspector "
    "delay repair tender school tunnel budget river valve pilot market lantern survey permit clinic orchard"
).split()
_SLOW_SECONDS = 0.5


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


class _Connection(asyncio.Protocol):
    token = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.head = b""

    def data_received(self, data: bytes) -> None:
        self.head += data
        while b"\r\n\r\n" in self.head:
            head, _, self.head = self.head.partition(b"\r\n\r\n")
            path = head.split(b" ", 2)[1].decode()
            number = path.rsplit("/", 1)[1]
            slow = path.startswith("/p/") and number.isdigit() and kind_of(int(number)) == "slow"
            if slow:
                asyncio.get_running_loop().call_later(_SLOW_SECONDS, self._send, path)
            else:
                self._send(path)

    def _send(self, path: str) -> None:
        type(self).token += 1
        status, body, more = route(path, type(self).token)
        head = f"HTTP/1.1 {status} OK\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n{more}\r\n"
        self.transport.write(head.encode() + body)


async def _serve() -> None:
    server = await asyncio.get_running_loop().create_server(_Connection, "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


@contextmanager
def big_site() -> Iterator[int]:
    """The port of a running site, in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.big_site"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline())
        finally:
            process.terminate()


if __name__ == "__main__":
    asyncio.run(_serve())
