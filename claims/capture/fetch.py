"""One guarded visit to a URL: the address that is checked is the address that is connected to. No Django.

libcurl asks our open-socket callback before every connection and hands it the actual address, however the URL spelt
it. Redirects are followed here, hop by hop, so that each passes :func:`claims.capture.guard.check_url` again.
"""

from __future__ import annotations

import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from urllib.parse import urldefrag, urljoin

import pycurl

from claims.capture.errors import NoSuchHost, RedirectLoop, Refused, TimedOut, TooLarge, Unreachable
from claims.capture.guard import Allowed, check_url, may_connect

KEPT_HEADERS = frozenset({"content-type", "etag", "last-modified", "location", "retry-after"})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


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
class Fetched:
    """A page as it answered. ``headers`` have lower-case names; ``redirects`` are (status, address left)."""

    url: str
    final_url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    redirects: tuple[tuple[int, str], ...]


class _Visit:
    """One request without redirects; collects the answer while it streams in."""

    def __init__(self, url: str, limits: Limits) -> None:
        self.host, self.port = check_url(url, allowed=limits.allowed)
        self.url, self.limits = url, limits
        self.headers: dict[str, str] = {}
        self.body = BytesIO()
        self.refused = self.too_large = False

    def open_socket(self, _purpose: int, address: Any) -> Any:
        """Called by libcurl for each connection; anything unexpected refuses it."""
        try:
            family, kind, protocol, target = address
            numeric = target[0] if isinstance(target[0], str) else target[0].decode()
            scoped = family == socket.AF_INET6 and target[3] != 0
            known = family in (socket.AF_INET, socket.AF_INET6) and not scoped
            limits = self.limits
            if known and may_connect(
                numeric, host=self.host, port=self.port, allowed=limits.allowed, own=limits.own_addresses
            ):
                return socket.socket(family, kind, protocol)
        except Exception:  # noqa: BLE001, S110 - fail closed: whatever went wrong here, there is no connection
            pass
        self.refused = True
        return pycurl.SOCKET_BAD

    def take_header(self, line: bytes) -> None:
        text = line.decode("latin-1").strip()
        if text.startswith("HTTP/"):
            self.headers.clear()
        name, colon, value = text.partition(":")
        if colon and name.lower() in KEPT_HEADERS:
            self.headers[name.lower()] = value.strip()

    def take_body(self, chunk: bytes) -> int:
        if self.body.tell() + len(chunk) > self.limits.max_bytes:
            self.too_large = True
            return 0
        return self.body.write(chunk)

    def configure(self, curl: Any, extra_headers: list[str]) -> None:
        """All options of the request; every way around the guard is switched off."""
        limits = self.limits
        options = {
            pycurl.URL: self.url.encode(),
            pycurl.PROTOCOLS: pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS,
            pycurl.PROXY: "",
            pycurl.NOPROXY: "*",
            pycurl.NETRC: 0,
            pycurl.FOLLOWLOCATION: 0,
            pycurl.HTTP_VERSION: pycurl.CURL_HTTP_VERSION_1_1,
            pycurl.NOSIGNAL: 1,
            pycurl.FRESH_CONNECT: 1,
            pycurl.FORBID_REUSE: 1,
            pycurl.CONNECTTIMEOUT_MS: int(limits.connect_seconds * 1000),
            pycurl.TIMEOUT_MS: int(limits.total_seconds * 1000),
            pycurl.ACCEPT_ENCODING: "gzip, deflate",
            pycurl.USERAGENT: limits.user_agent,
            pycurl.HTTPHEADER: ["Accept: text/html, application/xhtml+xml, text/plain;q=0.8", *extra_headers],
            pycurl.OPENSOCKETFUNCTION: self.open_socket,
            pycurl.HEADERFUNCTION: self.take_header,
            pycurl.WRITEFUNCTION: self.take_body,
        }
        for option, value in options.items():
            curl.setopt(option, value)

    def run(self, extra_headers: list[str]) -> int:
        """The HTTP status; raises a ``CaptureError`` that says what to do."""
        curl = pycurl.Curl()
        try:
            self.configure(curl, extra_headers)
            curl.perform()
            return int(curl.getinfo(pycurl.RESPONSE_CODE))
        except pycurl.error as error:
            raise self.failure(error.args[0]) from None
        finally:
            curl.close()

    def failure(self, code: int) -> Exception:
        if self.refused:
            return Refused("address", "This address is not on the public web, so it is not visited.")
        if self.too_large:
            size = self.limits.max_bytes // 1_000_000
            return TooLarge(f"The page is larger than {size} MB. Paste the part that matters as text.")
        if code == pycurl.E_OPERATION_TIMEDOUT:
            return TimedOut("The site took too long to answer. Try again later, or paste the text.")
        if code == pycurl.E_COULDNT_RESOLVE_HOST:
            return NoSuchHost("There is no site of this name. Check the address, or paste the text.")
        return Unreachable("The site could not be reached. Check the address, or paste the text.")


def _conditional(etag: str | None, last_modified: str | None) -> list[str]:
    given = (("If-None-Match", etag), ("If-Modified-Since", last_modified))
    return [f"{name}: {value}" for name, value in given if value and value.isprintable()]


def fetch(
    url: str, *, limits: Limits | None = None, etag: str | None = None, last_modified: str | None = None
) -> Fetched:
    """Visit ``url`` with GET, following redirects; any HTTP status is an answer, not an error.

    With ``etag`` or ``last_modified`` of an earlier visit the answer may be 304 with an empty body. Raises
    :class:`Refused`, :class:`RedirectLoop`, :class:`TooLarge`, :class:`TimedOut` or :class:`Unreachable`.
    """
    limits = limits or Limits()
    here, left = urldefrag(url).url, list[tuple[int, str]]()
    while True:
        visit = _Visit(here, limits)
        status = visit.run(_conditional(etag, last_modified))
        target = visit.headers.get("location")
        if status not in _REDIRECTS or not target:
            return Fetched(url, here, status, dict(visit.headers), visit.body.getvalue(), tuple(left))
        left.append((status, here))
        here = urldefrag(urljoin(here, target)).url
        if len(left) > limits.max_redirects or here in {address for _, address in left}:
            raise RedirectLoop(
                "The address keeps redirecting and leads nowhere. Open it in a browser and copy the final address."
            )
