"""*What changed*: left by triggers, or by whoever changes something; followed up by the drain in ``review``."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from claims.models import Change
from claims.vocabulary import ChangeKind


def leave(kind: ChangeKind, subject: int, *, because: Change | None = None) -> None:
    """Leave a row in the caller's transaction, once; ``subject`` is the primary key of what changed.

    What corroboration reads is watched by triggers (``claims.models.watching``) and need not be left by hand. Raises
    ``TransactionManagementError`` outside a transaction: a change and its trace belong together.
    """
    leave_many(kind, [subject], because=because)


def leave_many(kind: ChangeKind, subjects: Iterable[int], *, because: Change | None = None) -> None:
    """Like :func:`leave`, for many subjects."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("what changed is left in the transaction that changed it")
    rows = (Change(kind=kind.value, subject=subject, because=because) for subject in subjects)
    Change.objects.bulk_create(rows, ignore_conflicts=True, batch_size=2000)
