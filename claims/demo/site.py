"""The demo site: all invented outlets by host name, on loopback only. Standard library alone, no Django.

``<outlet>.localhost`` leads to loopback in browsers and in libcurl without any set-up. Pages change, move and vanish
when they are told to: see :class:`claims.demo.state.PageState`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from claims.demo import pages
from claims.demo.content import ARTICLES, OUTLETS, DemoArticle, DemoOutlet
from claims.demo.state import PageState, StateFile, Told, UnknownPage, article_at

ADDRESS = "127.0.0.1"
DEFAULT_PORT = 8010
CONTROL = "/_control"
MAX_CONTROL = 10_000
"""Bytes of an order to the site."""

_OUTLETS = {outlet.host: outlet for outlet in OUTLETS}
_HTML = "text/html; charset=utf-8"
_MISSING = {PageState.VANISHED: HTTPStatus.NOT_FOUND, PageState.GONE: HTTPStatus.GONE}


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer before it is sent: ``changed`` is when its body last changed, ``None`` for what has no such time."""

    status: HTTPStatus
    body: bytes
    content_type: str = _HTML
    changed: datetime | None = None
    headers: dict[str, str] = field(default_factory=dict)


def hosts(port: int) -> tuple[str, ...]:
    """All outlets as ``host:port``, the form in which an installation allows private hosts."""
    return tuple(f"{outlet.host}:{port}" for outlet in OUTLETS)


def _changed(article: DemoArticle, told: Told) -> datetime:
    if told.since is not None:
        return told.since.replace(microsecond=0)
    return datetime.combine(article.modified or article.published, time(6), UTC)


def _article(article: DemoArticle, told: Told, path: str) -> Answer:
    """The answer at ``path``, one of the two places at which ``article`` may stand."""
    if told.state in _MISSING:
        return Answer(_MISSING[told.state], pages.missing_page(article.outlet))
    moved = told.state is PageState.MOVED
    if path == article.path and moved:
        return Answer(HTTPStatus.MOVED_PERMANENTLY, b"", headers={"Location": article.moved_to})
    if path == article.moved_to and not moved:
        return Answer(HTTPStatus.NOT_FOUND, pages.missing_page(article.outlet))
    page = pages.article_page(article, edited=told.state is PageState.EDITED)
    return Answer(HTTPStatus.OK, page, changed=_changed(article, told))


def _index(outlet: DemoOutlet, told: dict[str, Told]) -> Answer:
    states = {article.slug: told[article.slug].state for article in ARTICLES if article.slug in told}
    shown = {
        article.slug: article.moved_to if states.get(article.slug) is PageState.MOVED else article.path
        for article in ARTICLES
        if states.get(article.slug) not in _MISSING
    }
    return Answer(HTTPStatus.OK, pages.index_page(outlet, shown=shown))


def _common(path: str) -> Answer | None:
    """What every host serves alike."""
    if path == "/style.css":
        return Answer(HTTPStatus.OK, pages.STYLE, "text/css")
    if path.startswith("/pictures/") and path.endswith(".svg"):
        return Answer(HTTPStatus.OK, pages.PICTURE, "image/svg+xml")
    if path == "/robots.txt":
        return Answer(HTTPStatus.OK, b"User-agent: *\nAllow: /\n", "text/plain")
    return None


def answer(host: str, path: str, *, port: int, told: dict[str, Told]) -> Answer:
    """What the site answers to GET ``path`` at ``host`` (without port), given what its pages were told."""
    common = _common(path)
    if common is not None:
        return common
    outlet = _OUTLETS.get(host)
    if outlet is None:
        return Answer(HTTPStatus.OK, pages.list_of_outlets(port))
    if path == "/":
        return _index(outlet, told)
    for article in ARTICLES:
        if article.outlet == outlet and path in (article.path, article.moved_to):
            return _article(article, told.get(article.slug, Told(PageState.AS_PUBLISHED, None)), path)
    return Answer(HTTPStatus.NOT_FOUND, pages.missing_page(outlet))


def _not_since(value: str | None, changed: datetime | None) -> bool:
    if value is None or changed is None:
        return False
    try:
        return changed <= parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return False


class DemoSite(ThreadingHTTPServer):
    """The server; port 0 takes a free one. Its pages do what ``state`` says at the moment they are asked for.

    ``told`` is called, in the thread of the request, after a page was told something over the site itself.
    """

    daemon_threads = True

    def __init__(self, *, port: int, state: Path, told: Callable[[DemoArticle], object] | None = None) -> None:
        self.state = StateFile(state)
        self.told = told
        super().__init__((ADDRESS, port), _Handler)

    @property
    def port(self) -> int:
        return self.server_port


class _Handler(BaseHTTPRequestHandler):
    server: DemoSite
    protocol_version = "HTTP/1.1"
    server_version = "DemoSite"
    sys_version = ""
    timeout = 10

    def do_GET(self) -> None:
        """Serve a page, or say that the caller's copy is still good."""
        host = (self.headers.get("Host") or "").partition(":")[0].lower()
        path = self.path.partition("?")[0]
        found = answer(host, path, port=self.server.port, told=self.server.state.read())
        etag = f'"{hashlib.sha256(found.body).hexdigest()[:32]}"'
        given = self.headers.get("If-None-Match")
        same = etag in given if given else _not_since(self.headers.get("If-Modified-Since"), found.changed)
        if found.status is HTTPStatus.OK:
            found.headers["ETag"] = etag
            if found.changed is not None:
                found.headers["Last-Modified"] = format_datetime(found.changed, usegmt=True)
            if same:
                found = Answer(HTTPStatus.NOT_MODIFIED, b"", headers=found.headers)
        self._send(found)

    def do_HEAD(self) -> None:
        """The same without the body."""
        self.do_GET()

    def do_POST(self) -> None:
        """Tell a page what to do: ``{"page": address, "state": "edit"}`` as JSON, from this machine only.

        Only ``application/json`` is taken: a page in a browser cannot send that to another site unasked.
        """
        self.close_connection = True
        if self.path != CONTROL or self.client_address[0] != ADDRESS:
            self._say(HTTPStatus.NOT_FOUND, "There is nothing at this address.")
            return
        size = self.headers.get("Content-Length", "")
        json_given = self.headers.get_content_type() == "application/json"
        if not json_given or not size.isdigit() or int(size) > MAX_CONTROL:
            self._say(HTTPStatus.BAD_REQUEST, 'Send JSON: {"page": "…", "state": "edit"}.')
            return
        self._obey(self.rfile.read(int(size)))

    def _obey(self, order: bytes) -> None:
        try:
            given = json.loads(order)
            article, state = article_at(str(given["page"])), PageState(given["state"])
        except UnknownPage as error:
            self._say(HTTPStatus.NOT_FOUND, str(error))
        except (ValueError, KeyError, TypeError):
            self._say(HTTPStatus.BAD_REQUEST, f"The state is one of: {', '.join(PageState.stored())}.")
        else:
            self.server.state.tell(article, state)
            if self.server.told is not None:
                self.server.told(article)
            self._say(HTTPStatus.OK, f"{article.outlet.host}{article.path}: {state.label}")

    def _say(self, status: HTTPStatus, text: str) -> None:
        self._send(Answer(status, f"{text}\n".encode(), "text/plain; charset=utf-8"))

    def _send(self, found: Answer) -> None:
        self.send_response(found.status)
        for name, value in found.headers.items():
            self.send_header(name, value)
        if found.status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Type", found.content_type)
            self.send_header("Content-Length", str(len(found.body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD" and found.status is not HTTPStatus.NOT_MODIFIED:
            self.wfile.write(found.body)
