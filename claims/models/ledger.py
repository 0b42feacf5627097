"""The ledger of decisions: append-only and hash-chained, so that a later edit of history shows.

A row is written without its place. At commit a deferred trigger takes one lock, gives the row its position and chains
its hash to the row before. Since that is the last thing a transaction does, the lock is held for an instant and no
transaction waits for anything while holding it.
"""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from claims.models.watching import CurrentTransaction

# 7316002 is the key of the chain's transaction-level advisory lock
_SEAL = """
    PERFORM pg_advisory_xact_lock(7316002);
    PERFORM set_config('provenance.sealing', 'on', true);
    UPDATE claims_ledgerentry AS entry
       SET position = coalesce(last.position, 0) + 1,
           previous_hash = coalesce(last.hash, repeat('0', 64)),
           hash = encode(sha256(convert_to(coalesce(last.hash, repeat('0', 64)) || entry.payload, 'UTF8')), 'hex')
      FROM (SELECT 1) AS one
      LEFT JOIN LATERAL (
           SELECT position, hash FROM claims_ledgerentry WHERE position IS NOT NULL ORDER BY position DESC LIMIT 1
      ) AS last ON true
     WHERE entry.id = NEW.id;
    PERFORM set_config('provenance.sealing', 'off', true);
    RETURN NULL;
"""
_FIXED = """
    IF TG_OP = 'UPDATE' AND current_setting('provenance.sealing', true) = 'on' AND OLD.position IS NULL
       AND NEW.payload = OLD.payload THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the ledger is append-only';
"""
_UNSEALED = """
    IF NEW.position IS NOT NULL OR NEW.hash IS NOT NULL OR NEW.previous_hash IS NOT NULL THEN
        RAISE EXCEPTION 'the ledger gives out places itself';
    END IF;
    RETURN NEW;
"""


class LedgerEntry(models.Model):
    """One decision: ``payload`` is the exact text that was hashed, JSON with sorted keys.

    ``transaction`` tells which changes of rows belong to the decision (:class:`~claims.models.Change` has the same); it
    is a help for that time alone and no part of what is proven.
    """

    position = models.PositiveBigIntegerField(null=True, unique=True, editable=False)
    payload = models.TextField()
    previous_hash = models.CharField(max_length=64, null=True, editable=False)
    hash = models.CharField(max_length=64, null=True, unique=True, editable=False)
    transaction = models.BigIntegerField(null=True, db_default=CurrentTransaction(), editable=False)

    class Meta:
        verbose_name_plural = "ledger entries"
        constraints = [
            models.CheckConstraint(
                condition=Q(position=None, previous_hash=None, hash=None)
                | Q(position__isnull=False, previous_hash__isnull=False, hash__isnull=False),
                name="ledger_sealed_whole",
            )
        ]
        indexes = [
            # the history of a claim: all entries about it
            models.Index(KeyTextTransform("subject", Cast("payload", models.JSONField())), name="ledger_subject"),
            models.Index(fields=["transaction"], name="ledger_transaction"),  # the decisions behind a change
        ]
        triggers = [
            pgtrigger.Trigger(
                name="ledger_1_unsealed", when=pgtrigger.Before, operation=pgtrigger.Insert, func=_UNSEALED
            ),
            pgtrigger.Trigger(
                name="ledger_2_append_only",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=_FIXED,
            ),
            pgtrigger.Trigger(
                name="ledger_3_seal",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                timing=pgtrigger.Deferred,
                func=_SEAL,
            ),
        ]
