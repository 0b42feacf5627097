"""One guarded request: the address that is checked is the address that is connected to. No Django.

libcurl asks our open-socket callback before every connection and hands it the actual address, however the URL spelt
it. Redirects are never followed by libcurl: each hop is a request of its own and passes
:func:`claims.capture.guard.check_url` again. This is the only module that opens outgoing connections.
"""

from __future__ import annotations

import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any, Generic, TypeVar
from urllib.parse import urldefrag, urljoin

import pycurl

from claims.capture.errors import CaptureError, NoSuchHost, NotText, Refused, TimedOut, TooLarge, Unreachable
from claims.capture.guard import Allowed, check_url, connection_denied

KEPT_HEADERS = frozenset(
    """
    content-type content-language etag last-modified location retry-after cf-mitigated server
    tdm-reservation tdm-policy x-robots-tag content-usage content-signal link
    memento-datetime content-location
    """.split()
)
"""What is kept of an answer's headers: what says how to come again, what the page is, what it permits, and what an
archive says of its copies."""

Key = TypeVar("Key")
"""What a request of many is known by."""

_CODED = frozenset({"content-encoding", "transfer-encoding"})
_TAKEN = {name.encode(): name for name in KEPT_HEADERS | _CODED}
"""The headers that are looked at, as they stand on the line."""
_UNPACKED = "gzip, deflate, br"
"""Codings that are asked for. Several on top of each other are not unpacked: some thousand bytes that were packed four
times keep a processor busy for as long as it is let. Nor is zstd, which may ask for 128 MB before it begins."""
_PLAIN = frozenset({"", "identity", "chunked", "none"})
_LISTED = frozenset({"link"})
"""Headers that may come several times and are one list then."""
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NO_TEXT = ("image/", "audio/", "video/", "font/", "application/zip", "application/gzip", "application/x-tar")
_NOT_TEXT = "This address leads to a file of type {}, not to a page. Paste its text instead."


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one visit may cost and where it may go. Times in seconds, sizes in bytes after decompression."""

    connect_seconds: float = 5.0
    total_seconds: float = 20.0
    max_bytes: int = 5_000_000
    max_redirects: int = 5
    user_agent: str = "ProvenanceBot/0.1"
    allowed: Allowed = field(default_factory=Allowed)
    own_addresses: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Known:
    """What the last visit left to ask with: the address that gave it, its ``ETag`` and ``Last-Modified``."""

    url: str
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """What is sent by POST: the body, and headers of its own as (name, value). Of the answer no body is kept."""

    body: bytes
    headers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What one request came back with, and the ``seconds`` that it took. ``headers`` have lower-case names."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float = 0.0

    @property
    def leads_to(self) -> str | None:
        """Where a redirect leads, absolute and without its fragment; ``None`` for an answer that is no redirect."""
        target = self.headers.get("location")
        if self.status not in _REDIRECTS or not target:
            return None
        try:
            return urldefrag(urljoin(self.url, target.replace(" ", "%20"))).url
        except ValueError:
            return target  # no address at all: the guard says so


_ALWAYS: dict[int, Any] = {
    pycurl.PROTOCOLS: pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS,
    pycurl.PROXY: "",
    pycurl.NOPROXY: "*",
    pycurl.NETRC: 0,
    pycurl.DOH_URL: "",
    pycurl.FOLLOWLOCATION: 0,
    pycurl.HTTP_VERSION: pycurl.CURL_HTTP_VERSION_1_1,
    pycurl.NOSIGNAL: 1,
    pycurl.ACCEPT_ENCODING: _UNPACKED,
}
"""Options of every request."""


class Transfer:
    """One request; collects the answer while it streams in. Raises :class:`Refused` when its address may not be."""

    def __init__(
        self,
        url: str,
        limits: Limits,
        known: Known | None = None,
        *,
        accept_datetime: datetime | None = None,
        post: Post | None = None,
    ) -> None:
        """``accept_datetime`` asks an archive for its copy of about that moment (RFC 7089); with ``post`` it is no
        GET but sends something.
        """
        self.url = _without_fragment(url)
        self.target = check_url(self.url, allowed=limits.allowed)
        self.limits = limits
        self._known = known if known is not None and _without_fragment(known.url) == self.url else None
        self._accept_datetime = accept_datetime
        self._post = post
        self._headers: dict[str, str] = {}
        self._chunks: list[bytes] = []
        self._size = 0
        self._refused: str | None = None
        self._too_large = self._no_text = False
        self._codings: list[str] = []

    def configure(self, curl: pycurl.Curl) -> None:
        """Set all options of the request; every way around the guard is switched off."""
        limits = self.limits
        options: dict[int, Any] = _ALWAYS | {
            pycurl.URL: self.target.url.encode(),
            pycurl.CONNECTTIMEOUT_MS: int(limits.connect_seconds * 1000),
            pycurl.TIMEOUT_MS: int(limits.total_seconds * 1000),
            pycurl.USERAGENT: limits.user_agent,
            pycurl.HTTPHEADER: [_ACCEPT, *self._conditions(), *self._moment(), *self._sent_headers()],
            pycurl.OPENSOCKETFUNCTION: self.open_socket,
            pycurl.HEADERFUNCTION: self.take_header,
            pycurl.WRITEFUNCTION: self.take_body,
        }
        if self._post is not None:
            options |= {pycurl.POST: 1, pycurl.POSTFIELDS: self._post.body}
        for option, value in options.items():
            curl.setopt(option, value)

    def _sent_headers(self) -> list[str]:
        if self._post is None:
            return []
        # without "Expect:" libcurl waits a second before larger bodies for a go-ahead that few servers give
        return ["Expect:", *(f"{name}: {value}" for name, value in self._post.headers)]

    def _conditions(self) -> list[str]:
        if self._known is None:
            return []
        given = (("If-None-Match", self._known.etag), ("If-Modified-Since", self._known.last_modified))
        return [f"{name}: {value}" for name, value in given if value and value.isascii() and value.isprintable()]

    def _moment(self) -> list[str]:
        if self._accept_datetime is None:
            return []
        return [f"Accept-Datetime: {format_datetime(self._accept_datetime.astimezone(UTC), usegmt=True)}"]

    def open_socket(self, _purpose: int, address: Any) -> Any:
        """Called by libcurl for each connection; anything unexpected refuses it."""
        try:
            family, kind, protocol, where = address
            self._refused = self._denied(family, where)
            if self._refused is None:
                return socket.socket(family, kind, protocol)
        except Exception:  # noqa: BLE001 - fail closed: whatever went wrong here, there is no connection
            self._refused = "unknown"
        return pycurl.SOCKET_BAD

    def _denied(self, family: int, where: Any) -> str | None:
        """Why no connection may be made to ``where``; an unknown family, a scope or another port is never right."""
        if family not in (socket.AF_INET, socket.AF_INET6) or (family == socket.AF_INET6 and where[3] != 0):
            return "unknown"
        numeric = where[0] if isinstance(where[0], str) else where[0].decode()
        if where[1] != self.target.port:
            return "another port"
        limits = self.limits
        return connection_denied(numeric, target=self.target, allowed=limits.allowed, own=limits.own_addresses)

    def take_header(self, line: bytes) -> int | None:
        """Keep a header line that matters; a new status line (after 100 or 103) begins anew. 0 ends the transfer."""
        if line.startswith(b"HTTP/"):
            self._headers.clear()
            self._codings.clear()
        written, colon, rest = line.partition(b":")
        name = _TAKEN.get(written.strip().lower()) if colon else None
        if name is None:
            return None
        value = _decoded(rest).strip()
        if name in _CODED:
            self._codings += [word for word in value.lower().replace(" ", "").split(",") if word not in _PLAIN]
            return 0 if self._is_packed_oddly else None
        listed = name in _LISTED and name in self._headers
        self._headers[name] = f"{self._headers[name]}, {value}" if listed else value
        return None

    @property
    def _is_packed_oddly(self) -> bool:
        return len(self._codings) > 1 or "zstd" in self._codings

    def take_body(self, chunk: bytes) -> int:
        """Keep a piece of the body, or end the transfer: too large, or no text at all."""
        if self._post is not None:
            return len(chunk)
        if not self._size:
            self._no_text = self._headers.get("content-type", "").lower().startswith(_NO_TEXT)
        self._size += len(chunk)
        self._too_large = self._size > self.limits.max_bytes
        if self._no_text or self._too_large:
            self._chunks.clear()
            return 0
        self._chunks.append(chunk)
        return len(chunk)

    def answer(self, curl: pycurl.Curl) -> Answer:
        """The answer of a transfer that went well."""
        status, seconds = int(curl.getinfo(pycurl.RESPONSE_CODE)), float(curl.getinfo(pycurl.TOTAL_TIME))
        body = b"".join(self._chunks)
        self._chunks.clear()  # the handle keeps this object until its next request
        return Answer(self.url, status, dict(self._headers), body, seconds)

    @property
    def is_conditional(self) -> bool:
        """Whether the request allows the answer that nothing changed."""
        return bool(self._conditions())

    def failure(self, code: int) -> CaptureError:
        """What to raise for a transfer that ended with libcurl's error ``code``; it says what to do."""
        if self._refused:
            return Refused("address", "This address is not on the public web, so it is not visited.", self._refused)
        if self._no_text:
            return NotText(_NOT_TEXT.format(self._headers["content-type"].partition(";")[0].lower()[:60]))
        if self._is_packed_oddly or code == pycurl.E_BAD_CONTENT_ENCODING:
            return NotText("The site sends this page in a form that cannot be unpacked. Paste its text instead.")
        if self._too_large:
            size = self.limits.max_bytes // 1_000_000
            return TooLarge(f"The page is larger than {size} MB. Paste the part that matters as text.")
        if code == pycurl.E_OPERATION_TIMEDOUT:
            return TimedOut("The site took too long to answer. Try again later, or paste the text.")
        if code == pycurl.E_COULDNT_RESOLVE_HOST:
            return NoSuchHost("There is no site of this name. Check the address, or paste the text.")
        return Unreachable("The site could not be reached. Check the address, or paste the text.")


_ACCEPT = "Accept: text/html, application/xhtml+xml, text/plain;q=0.8, application/pdf;q=0.8, */*;q=0.1"


def _without_fragment(url: str) -> str:
    return urldefrag(url).url if "#" in url else url


def _decoded(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("latin-1")


def perform(transfer: Transfer) -> Answer:
    """Carry out one request on its own; raises a ``CaptureError`` that says what to do."""
    curl = pycurl.Curl()
    try:
        transfer.configure(curl)
        curl.setopt(pycurl.FORBID_REUSE, 1)
        curl.perform()
        return transfer.answer(curl)
    except pycurl.error as error:
        raise transfer.failure(error.args[0]) from None
    finally:
        curl.close()


class Crowd(Generic[Key]):
    """Many requests at once on one libcurl multi handle, in one thread.

    ``most`` requests run at a time; who starts more must wait. Results come with the key that they were started with.
    """

    def __init__(self, *, most: int = 64) -> None:
        self._multi = pycurl.CurlMulti()
        self._multi.setopt(pycurl.M_MAXCONNECTS, most)
        self._idle = [pycurl.Curl() for _ in range(most)]
        self._running: dict[pycurl.Curl, tuple[Key, Transfer]] = {}

    @property
    def room(self) -> int:
        """How many more requests may be started."""
        return len(self._idle)

    @property
    def running(self) -> int:
        """How many requests are under way."""
        return len(self._running)

    def start(self, key: Key, transfer: Transfer) -> None:
        """Start a request; raises ``IndexError`` when there is no room."""
        curl = self._idle.pop()
        curl.reset()
        transfer.configure(curl)
        self._running[curl] = (key, transfer)
        self._multi.add_handle(curl)

    def wait(self, seconds: float) -> list[tuple[Key, Answer | CaptureError]]:
        """What ended, waiting at most ``seconds`` for something to happen."""
        self._advance()
        ended = self._ended()
        if ended or not self._running:
            return ended
        self._multi.select(seconds)
        self._advance()
        return self._ended()

    def close(self) -> None:
        """Break off whatever runs and give everything back."""
        for curl in self._running:
            self._multi.remove_handle(curl)
            curl.close()
        for curl in self._idle:
            curl.close()
        self._running.clear()
        self._multi.close()

    def _advance(self) -> None:
        while True:
            status, _ = self._multi.perform()
            if status != pycurl.E_CALL_MULTI_PERFORM:
                return

    def _ended(self) -> list[tuple[Key, Answer | CaptureError]]:
        found: list[tuple[Key, Answer | CaptureError]] = []
        while True:
            waiting, good, bad = self._multi.info_read()
            for curl in good:
                key, transfer = self._taken_back(curl)
                found.append((key, transfer.answer(curl)))
            for curl, code, _ in bad:
                key, transfer = self._taken_back(curl)
                found.append((key, transfer.failure(code)))
            if not waiting:
                return found

    def _taken_back(self, curl: pycurl.Curl) -> tuple[Key, Transfer]:
        self._multi.remove_handle(curl)
        self._idle.append(curl)
        return self._running.pop(curl)
