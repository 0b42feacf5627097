"""Writing to the ledger, and proving that nobody rewrote it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone

from claims.models import LedgerEntry, User

GENESIS = "0" * 64


def append(
    *,
    actor: User | None,
    action: str,
    subject: str,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str | None = None,
) -> LedgerEntry:
    """Record one decision in the caller's transaction: who, when, what before and after, why.

    ``actor`` is ``None`` for what the installation does by itself; ``subject`` is a kind and a public id, as
    ``claim/4k7…``. Raises ``TransactionManagementError`` outside a transaction: a decision and its entry belong
    together.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("a ledger entry needs the transaction of its decision")
    payload = {
        "action": action,
        "actor": actor.get_username() if actor else None,
        "after": after,
        "at": timezone.now(),
        "before": before,
        "reason": reason,
        "subject": subject,
    }
    text = json.dumps(payload, sort_keys=True, ensure_ascii=False, separators=(",", ":"), cls=DjangoJSONEncoder)
    return LedgerEntry.objects.create(payload=text)


@dataclass(frozen=True, slots=True)
class Break:
    """The first place at which the chain does not hold, and how."""

    position: int
    reason: str


def first_break(entries: Iterable[tuple[int, str, str, str]]) -> Break | None:
    """Check a chain of ``(position, payload, previous_hash, hash)`` in order of position. Pure."""
    expected, previous = 1, GENESIS
    for position, payload, claimed_previous, claimed in entries:
        if position != expected:
            return Break(expected, "entry is missing")
        if claimed_previous != previous:
            return Break(position, "does not follow the entry before")
        if hashlib.sha256((previous + payload).encode()).hexdigest() != claimed:
            return Break(position, "was changed after it was written")
        expected, previous = position + 1, claimed
    return None


def _sealed() -> Iterator[tuple[int, str, str, str]]:
    rows = LedgerEntry.objects.exclude(position=None).order_by("position")
    columns = rows.values_list("position", "payload", "previous_hash", "hash")
    for position, payload, previous, own in columns.iterator(chunk_size=2000):
        yield int(position or 0), payload, previous or "", own or ""


def verify() -> Break | None:
    """The first break in the whole ledger, or ``None``. An edit at the very end shows only against a kept hash."""
    return first_break(_sealed())
