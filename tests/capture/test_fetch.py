"""Visits to a real server on loopback: what is let through, what is cut, what never connects."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from claims.capture.errors import NoSuchHost, RedirectLoop, Refused, TimedOut, TooLarge, Unreachable
from claims.capture.fetch import fetch
from claims.capture.guard import Allowed
from claims.capture.transfer import Known, Limits

PAGE = b"<p>The ferry left an hour late.</p>"


class Site(BaseHTTPRequestHandler):
    seen: list[str]

    def do_GET(self) -> None:
        type(self).seen.append(self.path)
        port = self.connection.getsockname()[1]
        moves = {
            "/moved": "/page",
            "/loop": "/loop2",
            "/loop2": "/loop",
            "/inside": f"http://127.0.0.1:{port}/secret",
            "/file": "file:///etc/hostname",
            "/chain": f"/chain{'x' * len(type(self).seen)}",
        }
        if self.path in moves or self.path.startswith("/chain"):
            self.answer(301, b"", {"Location": moves.get(self.path, moves["/chain"])})
        elif self.path == "/slow":
            time.sleep(1.5)
        elif self.path == "/bomb":
            self.answer(200, gzip.compress(b"0" * 3_000_000), {"Content-Encoding": "gzip"})
        elif self.path == "/gone":
            self.answer(410, b"gone", {})
        elif self.headers.get("If-None-Match") == '"1"':
            self.answer(304, b"", {})
        else:
            self.answer(200, PAGE, {"ETag": '"1"', "Content-Type": "text/html", "Set-Cookie": "a=b"})

    def answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        return


@pytest.fixture
def port() -> Iterator[int]:
    Site.seen = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def limits(port: int) -> Limits:
    allowed = Allowed(ports=frozenset({port}), private_hosts=frozenset({f"courier.localhost:{port}"}))
    return Limits(total_seconds=1.0, max_bytes=1_000_000, allowed=allowed)


def at(port: int, path: str) -> str:
    return f"http://courier.localhost:{port}{path}"


def test_an_allowed_host_is_fetched_with_its_validators_and_no_cookie(port: int) -> None:
    page = fetch(at(port, "/page#part"), limits=limits(port))
    assert (page.status, page.body, page.headers["etag"]) == (200, PAGE, '"1"')
    assert "set-cookie" not in page.headers
    known = Known(at(port, "/page"), '"1"')
    assert fetch(at(port, "/page"), limits=limits(port), known=known).status == 304


def test_a_redirect_is_followed_and_remembered(port: int) -> None:
    page = fetch(at(port, "/moved"), limits=limits(port))
    assert page.final_url == at(port, "/page")
    assert page.redirects == ((301, at(port, "/moved")),)


def test_an_http_error_is_an_answer(port: int) -> None:
    assert fetch(at(port, "/gone"), limits=limits(port)).status == 410


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f.2", "127.1", "[::1]", "[::ffff:127.0.0.1]", "0"]
)
def test_no_spelling_of_loopback_is_connected_to(port: int, host: str) -> None:
    with pytest.raises(Refused):
        fetch(f"http://{host}:{port}/page", limits=limits(port))
    assert Site.seen == []


def test_a_redirect_to_the_inside_is_refused_on_the_way(port: int) -> None:
    with pytest.raises(Refused):
        fetch(at(port, "/inside"), limits=limits(port))
    assert Site.seen == ["/inside"]


def test_a_redirect_to_another_scheme_is_refused(port: int) -> None:
    with pytest.raises(Refused) as refusal:
        fetch(at(port, "/file"), limits=limits(port))
    assert refusal.value.code == "scheme"


@pytest.mark.parametrize("path", ["/loop", "/chain"])
def test_a_redirect_loop_or_endless_chain_ends_with_a_message(port: int, path: str) -> None:
    with pytest.raises(RedirectLoop, match="copy the final address"):
        fetch(at(port, path), limits=limits(port))
    assert len(Site.seen) <= 7


def test_a_compression_bomb_is_cut_at_the_limit(port: int) -> None:
    with pytest.raises(TooLarge):
        fetch(at(port, "/bomb"), limits=limits(port))


def test_a_slow_site_costs_at_most_the_time_limit(port: int) -> None:
    with pytest.raises(TimedOut):
        fetch(at(port, "/slow"), limits=limits(port))


def test_a_dead_host_says_so(port: int) -> None:
    allowed = Allowed(private_hosts=frozenset({"courier.localhost:9"}))
    with pytest.raises(Unreachable):
        fetch("http://courier.localhost:9/", limits=Limits(allowed=allowed))


def test_a_name_that_stands_for_nothing_is_told_from_a_host_that_is_down() -> None:
    with pytest.raises(NoSuchHost):
        fetch("http://no-such-host.invalid/")


def test_a_proxy_variable_changes_nothing(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{port}")
    monkeypatch.delenv("no_proxy", raising=False)
    assert fetch(at(port, "/page"), limits=limits(port)).body == PAGE
    with pytest.raises((Refused, Unreachable)):
        fetch("http://169.254.169.254/latest", limits=limits(port))
    assert Site.seen == ["/page"]
