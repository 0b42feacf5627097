"""Tokens that were looked up a moment ago, kept in the process for a moment more.

Looking a token up costs two queries. Whoever asks often is known for :data:`LIFETIME`, so a token that is revoked, or
whose person left, opens nothing more after that many seconds; an end by date holds at once.
"""

from __future__ import annotations

import hashlib
import time
from typing import NamedTuple

from django.utils import timezone

from claims.access import SCOPES
from claims.models import ApiToken, User
from claims.vocabulary import Role, Scope

LIFETIME = 5.0
"""Seconds for which a token is known without being looked up."""
_MOST = 10_000


class Known(NamedTuple):
    """A token, what it may do, and when it was looked up."""

    row: ApiToken
    scopes: frozenset[str]
    at: float


_known: dict[bytes, Known] = {}


def _key(token: bytes) -> bytes:
    return hashlib.sha256(token).digest()


def remember(token: bytes, user: User, row: ApiToken) -> None:
    """Keep what was looked up just now."""
    if len(_known) >= _MOST:
        _known.clear()
    scopes = frozenset(row.scopes) & {scope.value for scope in SCOPES[Role(user.role)]}
    _known[_key(token)] = Known(row, scopes, time.monotonic())


def forget() -> None:
    """Know none any more."""
    _known.clear()


def known(header: str, scope: Scope) -> ApiToken | None:
    """The known token of an ``Authorization`` header, if it has this scope; ``None`` says only: look it up."""
    kind, _, token = header.partition(" ")
    if kind != "Token" or not token.isascii():
        return None
    found = _known.get(_key(token.encode()))
    if found is None or time.monotonic() - found.at > LIFETIME:
        return None
    lasts = found.row.expiry is None or found.row.expiry > timezone.now()
    return found.row if lasts and scope.value in found.scopes else None
