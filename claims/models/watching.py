"""What a status follows from leaves a trace whenever it changes, whoever changes it.

Triggers on the tables that corroboration and releases read leave a :class:`~claims.models.Change` in the transaction
of the change itself: a page, an import, a shell or a statement of SQL cannot forget it. Within one transaction a
subject is left once. Which columns are watched stands on each model, as ``leaves(...)``; a test holds the lists against
all that corroboration reads.
"""

from __future__ import annotations

from collections.abc import Sequence

import pgtrigger
from django.db import models

from claims.vocabulary import ChangeKind


class CurrentTransaction(models.Func):
    """The number of the transaction; it never comes again in one cluster."""

    template = "(pg_current_xact_id()::text::bigint)"
    output_field = models.BigIntegerField()


_LEAVE = """
    INSERT INTO claims_change (kind, subject)
    SELECT DISTINCT '{kind}', touched.subject
      FROM ({subjects}) AS touched(subject)
     WHERE touched.subject IS NOT NULL
    ON CONFLICT DO NOTHING;
    RETURN NULL;
"""


def leaves(
    kind: ChangeKind, name: str, subjects: str, *, columns: Sequence[str], whole: bool = True
) -> list[pgtrigger.Trigger]:
    """Triggers called ``name`` that leave a change when one of ``columns`` does, and with ``whole`` when a row comes or
    goes.

    ``subjects`` is SQL that gives what the change is about, one a row, from ``OLD`` and ``NEW``; the one that does not
    exist is all ``NULL``, and so is passed over.
    """
    function = _LEAVE.format(kind=kind.value, subjects=subjects)
    changed = pgtrigger.Trigger(
        name=f"{name}_changed",
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange(*columns),
        func=function,
    )
    came_or_went = pgtrigger.Trigger(
        name=f"{name}_came_or_went",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Delete,
        func=function,
    )
    return [changed, came_or_went] if whole else [changed]


def both(column: str) -> str:
    """The value of a column before and after."""
    return f"VALUES (OLD.{column}), (NEW.{column})"


_CLAIM_OF = "SELECT claim_id FROM claims_evidence WHERE id IN (IDS)"
_EVIDENCE_OF = "SELECT evidence_id FROM claims_sourcing WHERE id IN (IDS)"


def claim_of_evidence(column: str) -> str:
    """The claim of the evidence that a column names, before and after."""
    return _CLAIM_OF.replace("IDS", f"OLD.{column}, NEW.{column}")


def claim_of_sourcing(column: str) -> str:
    """The claim of the sourcing that a column names, before and after."""
    return _CLAIM_OF.replace("IDS", _EVIDENCE_OF.replace("IDS", f"OLD.{column}, NEW.{column}"))
