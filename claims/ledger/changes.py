"""*What changed*: left by whoever changes something, followed up by the drain in ``review``."""

from __future__ import annotations

from django.db import transaction

from claims.models import Change
from claims.vocabulary import ChangeKind


def leave(kind: ChangeKind, subject: int) -> None:
    """Leave a row in the caller's transaction; ``subject`` is the primary key of what changed.

    Raises ``TransactionManagementError`` outside a transaction: a change and its trace belong together.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("what changed is left in the transaction that changed it")
    Change.objects.create(kind=kind.value, subject=subject)
