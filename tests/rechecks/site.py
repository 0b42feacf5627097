"""A web site on loopback whose pages can be told to change, move and vanish; it keeps a log of what was asked."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOST, OTHER_HOST = "courier.localhost", "mirror.localhost"
PARAGRAPHS = (
    "Two of the three engines of the ferry Sanderling stopped in the sound off Ostrey on Tuesday evening, and the ship "
    "drifted for an hour before a tug reached it.",
    "The harbour master said the crew had reported smoke in the engine room. “Two of three engines failed within ten "
    "minutes,” he said. Nobody on board was hurt, and the cars on deck stayed dry.",
    "The owner has cancelled all sailings until Friday and promised every passenger the fare back. An inspector from "
    "the mainland is to look at the fuel lines on Thursday.",
    "The Sanderling was built in 1998 and last overhauled two years ago at the yard in Rasif, which has since closed.",
)
QUOTED = "“Two of three engines failed within ten minutes,” he said."
EDITED = QUOTED.replace("Two of three engines", "One of three engines")
NOTICE = "© 2026 Ostrey Courier. Excerpts and links may be used, provided that full and clear credit is given."


@dataclass(frozen=True, slots=True)
class Reply:
    """What the site answers for one page."""

    body: str = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0


def article(
    *paragraphs: str,
    title: str = "Ferry drifts in the sound",
    author: str = "Mara Lind",
    notice: str = NOTICE,
    number: int = 0,
) -> str:
    """A page of our own invention; ``number`` makes its text unlike that of others."""
    words = paragraphs or PARAGRAPHS
    own = f"This is report number {number} of the Ostrey Courier on the ferry." if number else ""
    body = "".join(f"<p>{text}</p>" for text in (*words, own) if text)
    return (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{title}</title>"
        f"<meta name='author' content='{author}'><meta property='article:published_time' content='2026-03-02'></head>"
        f"<body><article><h1>{title}</h1>{body}</article><footer><p>{notice}</p></footer></body></html>"
    )


class Site:
    """The pages by path, and the log: ``(monotonic time, host, path, status)``."""

    def __init__(self) -> None:
        self.pages: dict[str, Reply] = {}
        self.log: list[tuple[float, str, str, int]] = []
        self.port = 0
        self.while_asked: Callable[[], None] | None = None

    def url(self, path: str, host: str = HOST) -> str:
        """The address of a page under one of the site's names."""
        return f"http://{host}:{self.port}{path}"

    def asked(self, path: str) -> list[int]:
        """The statuses with which ``path`` was answered, in order."""
        return [status for _, _, asked, status in self.log if asked == path]

    def answer(self, path: str, if_none_match: str | None) -> Reply:
        reply = self.pages.get(path, Reply("<p>Not here.</p>", 404))
        time.sleep(reply.seconds)
        if self.while_asked:
            self.while_asked()
        etag = f'"{hashlib.sha256(reply.body.encode()).hexdigest()[:16]}"'
        if reply.status != 200 or "Location" in reply.headers:
            return reply
        if if_none_match == etag:
            return Reply("", 304, {"ETag": etag})
        return Reply(reply.body, 200, {"ETag": etag, **reply.headers})


@contextmanager
def a_site() -> Iterator[Site]:
    """A running site, stopped afterwards."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            began = time.monotonic()
            reply = site.answer(self.path, self.headers.get("If-None-Match"))
            site.log.append((began, self.headers["Host"], self.path, reply.status))
            body = reply.body.encode()
            self.send_response(reply.status)
            plain = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))}
            for name, value in {**plain, **reply.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
