"""An archive on loopback that speaks Memento (RFC 7089) and saves pages; it can be told to misbehave."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOST = "archive.localhost"


class Archive:
    """Copies as ``(moment, page's address) → (status, body)``; ``log`` is what was asked, with Accept-Datetime."""

    def __init__(self) -> None:
        self.copies: dict[tuple[datetime, str], tuple[int, str]] = {}
        self.log: list[tuple[str, str | None]] = []
        self.times: list[float] = []
        """When each request came, on the monotonic clock."""
        self.port = 0
        self.down: int | None = None
        """The status with which everything is answered."""
        self.seconds = 0.0
        """How long it takes to answer."""
        self.leads_to: str | None = None
        """Where the TimeGate sends everybody."""
        self.timemap: str | None = None
        """What stands in the TimeMap instead of the copies."""
        self.lists: dict[str, str] = {}
        """What stands in further TimeMaps, by the number that ends their address."""
        self.saved: dict[str, str] = {}
        """What a page holds that is asked to be saved; saving others is refused."""
        self.lags = False
        """Whether it shows its copies later only."""
        self.tells = True
        """Whether the answer to a saving says where the copy is."""

    @property
    def gate(self) -> str:
        return f"http://{HOST}:{self.port}/web/"

    @property
    def service(self) -> str:
        return f"http://{HOST}:{self.port}/save/"

    def keep(self, moment: datetime, url: str, body: str, status: int = 200) -> None:
        self.copies[moment.replace(microsecond=0), url] = (status, body)

    def moments(self, url: str) -> list[datetime]:
        return [] if self.lags else sorted(moment for moment, kept in self.copies if kept == url)

    def place(self, moment: datetime, url: str) -> str:
        return f"{self.gate}{moment:%Y%m%d%H%M%S}/{url}"

    def list_at(self, number: str) -> str:
        return f"{self.gate}lists/{number}"

    def link_format(self, url: str) -> str:
        lines = [f'<{url}>; rel="original"', f'<{self.gate}timemap/link/{url}>; rel="self timemap"']
        lines += [
            f'<{self.place(moment, url)}>; rel="memento"; datetime="{format_datetime(moment, usegmt=True)}"'
            for moment in self.moments(url)
        ]
        return ",\n".join(lines)


def _reply(archive: Archive, path: str, accept: str | None) -> tuple[int, dict[str, str], str]:
    if archive.down is not None:
        return archive.down, {"Retry-After": "120"}, "<p>Quotation: see another time.</p>"
    if path.startswith("/save/"):
        return _save(archive, path.removeprefix("/save/"))
    rest = path.removeprefix("/web/")
    if rest.startswith("timemap/link/"):
        url = rest.removeprefix("timemap/link/")
        body = archive.timemap or archive.link_format(url)
        known = archive.moments(url) or archive.timemap
        return (200 if known else 404), {"Content-Type": "application/link-format"}, body
    if rest.startswith("lists/"):
        told = archive.lists.get(rest.removeprefix("lists/"))
        return (200 if told else 404), {"Content-Type": "application/link-format"}, told or ""
    stamp, _, url = rest.partition("/")
    if stamp[:14].isdigit():
        return _replay(archive, stamp, url)
    return _gate(archive, rest, accept)


def _gate(archive: Archive, url: str, accept: str | None) -> tuple[int, dict[str, str], str]:
    if archive.leads_to is not None:
        return 302, {"Location": archive.leads_to}, ""
    moments = archive.moments(url)
    if not moments:
        return 404, {}, "<p>No copy.</p>"
    wanted = parsedate_to_datetime(accept) if accept else datetime.now(UTC)
    nearest = min(moments, key=lambda moment: abs(moment - wanted))
    return 302, {"Location": archive.place(nearest, url), "Vary": "accept-datetime"}, ""


def _replay(archive: Archive, stamp: str, url: str) -> tuple[int, dict[str, str], str]:
    moment = datetime.strptime(stamp[:14], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    kept = archive.copies.get((moment, url))
    if kept is None:
        return 404, {}, "<p>No such copy.</p>"
    headers = {"Memento-Datetime": format_datetime(moment, usegmt=True)}
    headers["Link"] = f'<{archive.gate}timemap/link/{url}>; rel="timemap"; type="application/link-format"'
    body = kept[1] if stamp.endswith("id_") else f"<p>You are looking at an archive.</p>{kept[1]}"
    return kept[0], headers, body


def _save(archive: Archive, url: str) -> tuple[int, dict[str, str], str]:
    body = archive.saved.get(url)
    if body is None:
        return 403, {}, "<p>This page cannot be saved.</p>"
    now = datetime.now(UTC)
    archive.keep(now, url, body)
    return 200, {"Content-Location": archive.place(now, url)} if archive.tells else {}, "<p>Saved.</p>"


@contextmanager
def an_archive() -> Iterator[Archive]:
    """A running archive, stopped afterwards."""
    archive = Archive()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            accept = self.headers.get("Accept-Datetime")
            archive.times.append(time.monotonic())
            archive.log.append((self.path, accept))
            time.sleep(archive.seconds)
            status, headers, text = _reply(archive, self.path, accept)
            body = text.encode()
            self.send_response(status)
            plain = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))}
            for name, value in {**plain, **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    archive.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield archive
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
