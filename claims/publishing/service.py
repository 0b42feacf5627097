"""Writing releases so that a reader who follows their sequence misses none."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.contrib.postgres.search import SearchVector
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.db.models import Max, Value
from django.utils import timezone

from claims.models import Claim, CurrentRelease, Release
from claims.publishing.facts import Facts
from claims.vocabulary import ReleaseKind

HEAD = ("id", "sequence", "version", "kind", "released_at")
"""The names that :func:`release` puts before the body of a document."""
_ORDER_LOCK = 7_316_001
"""Key of the advisory lock that makes the order of sequence numbers the order of commits."""


def _take_order_lock() -> None:
    """Wait until every release before ours is committed; held until our transaction ends."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a release needs the transaction of its decision")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ORDER_LOCK])


def encode(document: Mapping[str, Any]) -> bytes:
    """The bytes of a release document: UTF-8 JSON without spaces, keys in the order given."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), cls=DjangoJSONEncoder).encode()


def release(
    *, claim: Claim, kind: ReleaseKind, body: Mapping[str, Any], facts: Facts, search_text: str, vetted: bool
) -> Release:
    """Write the next release of ``claim`` in the caller's transaction and make it the current one.

    ``body`` is the document without what only the release knows: sequence, version, kind and time are put before
    it. ``vetted`` says that a person approved just now. The caller holds the row of the claim already, and takes no
    other row afterwards: a transaction that holds the order of releases must not wait for anything. Raises
    ``TransactionManagementError`` outside a transaction.
    """
    _take_order_lock()
    last = Release.objects.aggregate(sequence=Max("sequence"))["sequence"] or 0
    version = Release.objects.filter(claim=claim).aggregate(version=Max("version"))["version"] or 0
    now = timezone.now()
    head = {"sequence": last + 1, "version": version + 1, "kind": kind.value, "released_at": now}
    document = encode({"id": claim.public_id, **head, **body})
    written = Release.objects.create(
        sequence=last + 1,
        claim=claim,
        version=version + 1,
        kind=kind.value,
        document=document,
        etag=hashlib.sha256(document).hexdigest(),
        released_at=now,
    )
    columns = {
        **{name: list(value) if isinstance(value, tuple) else value for name, value in asdict(facts).items()},
        "release": written,
        "public_id": claim.public_id,
        "kind": kind.value,
        "search": SearchVector(Value(search_text), config="simple"),
    }
    dated = {**columns, "vetted_at": now}
    # a recheck, a withdrawal or a further grade is no new vetting: the row keeps the date of the last one
    changed = dated if vetted else columns
    CurrentRelease.objects.update_or_create(claim=claim, defaults=changed, create_defaults=dated)
    return written
