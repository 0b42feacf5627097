"""Which addresses we may visit. Pure: one table of networks and one parser of URLs.

A URL comes from a user and is fetched by our server, so it can aim at what only our server reaches. The table is our
own because the standard library's flags leave holes (they call 168.63.129.16 and 2002:7f00:1:: global). IPv6 goes by
permission, IPv4 by prohibition. Sources: the IANA special-purpose address registries for IPv4 and IPv6; RFC 6052
(NAT64), RFC 5214 (ISATAP); 168.63.129.16 is the platform address of a large cloud.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import lru_cache
from ipaddress import AddressValueError, IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, quote, urlsplit

import idna

from claims.capture.errors import Refused

_DENIED_V4: tuple[tuple[str, str], ...] = (
    ("0.0.0.0/8", "this network"),
    ("10.0.0.0/8", "private"),
    ("100.64.0.0/10", "shared"),
    ("127.0.0.0/8", "loopback"),
    ("168.63.129.16/32", "cloud platform"),
    ("169.254.0.0/16", "link-local"),
    ("172.16.0.0/12", "private"),
    ("192.0.0.0/24", "protocol assignments"),
    ("192.0.2.0/24", "documentation"),
    ("192.31.196.0/24", "special service"),
    ("192.52.193.0/24", "special service"),
    ("192.88.99.0/24", "6to4 relay"),
    ("192.168.0.0/16", "private"),
    ("192.175.48.0/24", "special service"),
    ("198.18.0.0/15", "benchmarking"),
    ("198.51.100.0/24", "documentation"),
    ("203.0.113.0/24", "documentation"),
    ("224.0.0.0/4", "multicast"),
    ("240.0.0.0/4", "reserved"),
)
_DENIED_V6: tuple[tuple[str, str], ...] = (
    ("2001::/23", "protocol assignments"),
    ("2001:db8::/32", "documentation"),
    ("2002::/16", "6to4"),
    ("2620:4f:8000::/48", "special service"),
    ("3fff::/20", "documentation"),
)
DENIED_V4 = tuple((IPv4Network(network), reason) for network, reason in _DENIED_V4)
DENIED_V6 = tuple((IPv6Network(network), reason) for network, reason in _DENIED_V6)
_GLOBAL_V6 = IPv6Network("2000::/3")
_MAPPED = IPv6Network("::ffff:0:0/96")
_NAT64 = IPv6Network("64:ff9b::/96")
_ISATAP = (0x00005EFE, 0x02005EFE)

_PORTS = {"http": 80, "https": 443}
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_NEVER = re.compile(r"[\x00-\x20\\\x7f]")
_NOT_AN_ADDRESS = "This is not a web address. Check it for typing errors."

_HOSTS_KEPT = 2048
"""Hosts whose spelling is remembered once it was judged."""
MAX_URL = 4096
"""Longest URL taken, in characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """What an installation lets through: further ports, and private hosts by name as ``host:port``."""

    ports: frozenset[int] = field(default_factory=frozenset)
    private_hosts: frozenset[str] = field(default_factory=frozenset)


def _denied_v4(address: IPv4Address) -> str | None:
    return next((reason for network, reason in DENIED_V4 if address in network), None)


def _denied_v6(address: IPv6Address) -> str | None:
    if address.scope_id is not None:
        return "scoped"
    if address in _MAPPED or address in _NAT64:
        return _denied_v4(IPv4Address(int(address) & 0xFFFFFFFF))
    if address not in _GLOBAL_V6:
        return "not global"
    if (int(address) >> 32) & 0xFFFFFFFF in _ISATAP:
        return "ISATAP"
    return next((reason for network, reason in DENIED_V6 if address in network), None)


def denied(address: str, *, own: Collection[str] = ()) -> str | None:
    """Why the numeric ``address`` must not be connected to, or ``None`` when it may.

    ``own`` are addresses of this installation (interfaces, database, broker). Fails closed: what cannot be read as
    an address is denied.
    """
    try:
        parsed = ip_address(address)
    except (ValueError, AddressValueError):
        return "not an address"
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is not None:
        parsed = parsed.ipv4_mapped
    if str(parsed) in own:
        return "our own"
    return _denied_v4(parsed) if isinstance(parsed, IPv4Address) else _denied_v6(parsed)


@dataclass(frozen=True, slots=True)
class Target:
    """An address whose form may be fetched, spelt so that every parser reads it alike.

    ``host`` is lower-case ASCII (an IPv6 address without brackets), ``url`` has no fragment and no character beyond
    ASCII.
    """

    url: str
    scheme: str
    host: str
    port: int

    @property
    def place(self) -> str:
        """The host with its port, as one name for every spelling: what a host is visited and leased under."""
        return _place(self.host, self.port, self.scheme)


def _place(host: str, port: int, scheme: str) -> str:
    bracketed = f"[{host}]" if ":" in host else host
    return bracketed if port == _PORTS[scheme] else f"{bracketed}:{port}"


def place_of(url: str) -> str | None:
    """The :attr:`Target.place` of an address of any port; ``None`` where no guard would let it pass."""
    try:
        port = _split(url)[1]
        return check_url(url, allowed=Allowed(ports=frozenset({port} if port else ()))).place
    except Refused:
        return None


def _split(url: str) -> tuple[SplitResult, int | None]:
    try:
        parts = urlsplit(url)
        return parts, _authority(parts.netloc).port
    except ValueError:
        raise Refused("malformed", _NOT_AN_ADDRESS) from None


@dataclass(frozen=True, slots=True)
class _Authority:
    host: str | None
    port: int | None


@lru_cache(maxsize=_HOSTS_KEPT)
def _authority(netloc: str) -> _Authority:
    """What the library's parser makes of the part between scheme and path, which the links of one host share."""
    parts = SplitResult("", netloc, "", "", "")
    return _Authority(parts.hostname, parts.port)


@lru_cache(maxsize=_HOSTS_KEPT)
def _ascii_host(host: str) -> str:
    """The host as the network spells it; raises :class:`Refused` for what is neither a name nor an address.

    Names are encoded after UTS 46. A name that ends in a number and is no IPv4 address in four parts ("127.1",
    "0x7f.1", "2130706433") is a disguise: some parsers take it for an address, others for a name.
    """
    if ":" in host:
        return _ipv6(host)
    try:
        name = host if host.isascii() else idna.encode(host, uts46=True).decode()
    except (idna.IDNAError, UnicodeError):
        raise Refused("malformed", _NOT_AN_ADDRESS) from None
    name = name.removesuffix(".")
    if len(name) > 253 or not _NAME.fullmatch(name):
        raise Refused("malformed", _NOT_AN_ADDRESS)
    if _NUMBER.fullmatch(name.rpartition(".")[2]):
        try:
            return str(IPv4Address(name))
        except AddressValueError:
            raise Refused("malformed", _NOT_AN_ADDRESS) from None
    return name


def _ipv6(host: str) -> str:
    try:
        parsed = IPv6Address(host)
    except AddressValueError:
        raise Refused("malformed", _NOT_AN_ADDRESS) from None
    if parsed.scope_id is not None:
        raise Refused("malformed", _NOT_AN_ADDRESS)
    return str(parsed)


def _quoted(text: str) -> str:
    """``text`` with what is not ASCII percent-encoded, and nothing else touched."""
    if text.isascii():
        return text
    return "".join(character if character.isascii() else quote(character) for character in text)


def check_url(url: str, *, allowed: Allowed | None = None) -> Target:
    """``url`` as a target when its form may be fetched; raises :class:`Refused` otherwise.

    Names are not resolved here: the address is judged by :func:`denied` at connect time, on every hop. What is fetched
    is the target's ``url``, put together again from what was judged, so that no second parser can read it otherwise.
    """
    allowed = allowed or Allowed()
    if len(url) > MAX_URL:
        raise Refused("malformed", f"The address is longer than {MAX_URL:,} characters.")
    if _NEVER.search(url):
        raise Refused("malformed", "The address contains a space or control character. Paste it again.")
    parts, explicit_port = _split(url)
    if parts.scheme not in _PORTS:
        raise Refused("scheme", "Only addresses that start with http:// or https:// can be fetched.")
    if "@" in parts.netloc:
        raise Refused("userinfo", "The address contains a user name or password. Remove what stands before the @.")
    host = _authority(parts.netloc).host
    if not host:
        raise Refused("malformed", "The address names no host.")
    return _target(parts, _ascii_host(host), explicit_port, allowed)


def _target(parts: SplitResult, host: str, explicit_port: int | None, allowed: Allowed) -> Target:
    usual = _PORTS[parts.scheme]
    port = explicit_port if explicit_port is not None else usual
    if port not in (80, 443) and port not in allowed.ports and f"{host}:{port}" not in allowed.private_hosts:
        raise Refused("port", "Only the ports 80 and 443 can be fetched. Your administrator can allow others.")
    try:
        path, query = _quoted(parts.path), _quoted(parts.query)
    except UnicodeEncodeError:
        raise Refused("malformed", _NOT_AN_ADDRESS) from None
    asked = f"{path or '/'}?{query}" if query else path or "/"
    return Target(f"{parts.scheme}://{_place(host, port, parts.scheme)}{asked}", parts.scheme, host, port)


def connection_denied(address: str, *, target: Target, allowed: Allowed, own: Collection[str] = ()) -> str | None:
    """Why no connection for ``target`` may go to ``address``; ``None`` when it may: public, or allowed by name."""
    if f"{target.host}:{target.port}" in allowed.private_hosts:
        return None
    return denied(address, own=own)
