"""What this installation lets a visit cost and where it may go, from its settings."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlsplit

import psutil
from django.conf import settings

from claims.capture.guard import Allowed
from claims.capture.transfer import Limits

_FAMILIES = frozenset({"AF_INET", "AF_INET6"})


def installation_limits() -> Limits:
    """The limits of every outgoing request of this installation."""
    allowed = Allowed(ports=frozenset(settings.FETCH_PORTS), private_hosts=frozenset(settings.FETCH_PRIVATE_HOSTS))
    return Limits(allowed=allowed, user_agent=settings.FETCH_USER_AGENT, own_addresses=own_addresses())


@lru_cache(maxsize=1)
def own_addresses() -> frozenset[str]:
    """The addresses of this machine's interfaces, of the database and of the broker: no page is looked for there."""
    database = str(settings.DATABASES["default"].get("HOST") or "")
    return addresses_of((database, urlsplit(settings.BROKER_URL).hostname or ""))


def addresses_of(hosts: Iterable[str]) -> frozenset[str]:
    """Interfaces of this machine, and what ``hosts`` stand for now; a socket's path or an unknown name adds nothing."""
    interfaces = {
        entry.address.partition("%")[0]
        for entries in psutil.net_if_addrs().values()
        for entry in entries
        if entry.family.name in _FAMILIES
    }
    return frozenset(interfaces.union(*(_looked_up(host) for host in hosts if host and not host.startswith("/"))))


def _looked_up(host: str) -> set[str]:
    try:
        return {str(found[4][0]) for found in socket.getaddrinfo(host, None)}
    except OSError:
        return set()


def answer_for_every_name() -> str | None:
    """The address with which the resolver answers for a name that cannot exist (RFC 6761), ``None`` when it is right.

    Some networks answer so to sell or to log; then dead hosts never look dead.
    """
    return next(iter(sorted(_looked_up(f"{secrets.token_hex(8)}.invalid"))), None)
