"""The messages of new releases, written before anything is sent.

Each webhook holds the sequence number up to which its messages are written, and moves it in the transaction that
writes them. Releases appear in the order of their numbers, so none is left out and none is told twice, whoever dies.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Max, OuterRef, Subquery
from django.utils import timezone

from claims.models import Release, Webhook, WebhookMessage
from claims.publishing.webhooks.matching import Filter, fits
from claims.vocabulary import MessageState

TOGETHER = 500
"""Releases that are looked at in one transaction."""
KEPT = timedelta(days=30)
"""How long the log holds a message that was delivered or given up."""


def plan() -> int:
    """Write the messages of all webhooks that are on; returns how many."""
    last = Release.objects.aggregate(last=Max("sequence"))["last"] or 0
    behind = Webhook.objects.filter(off_at=None, owner__is_active=True, planned__lt=last)
    return sum(_catch_up(pk, last) for pk in list(behind.values_list("pk", flat=True)))


def _catch_up(webhook_id: int, last: int) -> int:
    written = 0
    while True:
        with transaction.atomic():
            webhook = _held(webhook_id)
            if webhook is None or webhook.planned >= last:
                return written
            written += _write_next(webhook)


def _held(webhook_id: int) -> Webhook | None:
    """The webhook's row, held; ``None`` when it is off or another process writes its messages now."""
    rows = Webhook.objects.select_for_update(skip_locked=True, no_key=True)
    return rows.filter(pk=webhook_id, off_at=None).first()


def _write_next(webhook: Webhook) -> int:
    wanted = filter_of(webhook)
    rows = _next(webhook, with_documents=not wanted.is_open)
    now = timezone.now()
    messages = [
        WebhookMessage(webhook=webhook, release_id=row["sequence"], matches=matches, due_at=now)
        for row, matches in _told(webhook, wanted, rows)
    ]
    WebhookMessage.objects.bulk_create(messages)
    Webhook.objects.filter(pk=webhook.pk).update(planned=rows[-1]["sequence"])
    return len(messages)


def _next(webhook: Webhook, *, with_documents: bool) -> list[dict[str, Any]]:
    rows = Release.objects.filter(sequence__gt=webhook.planned).order_by("sequence")
    if not with_documents:
        return [
            {"sequence": sequence, "kind": kind} for sequence, kind in rows.values_list("sequence", "kind")[:TOGETHER]
        ]
    before = Release.objects.filter(claim=OuterRef("claim"), version=OuterRef("version") - 1).values("document")
    names = ("sequence", "kind", "document", "before")
    found = rows.annotate(before=Subquery(before[:1])).values_list(*names)[:TOGETHER]
    return [dict(zip(names, row, strict=True)) for row in found]


def _told(webhook: Webhook, wanted: Filter, rows: Iterable[dict[str, Any]]) -> Iterable[tuple[dict[str, Any], bool]]:
    """The releases that the webhook is told of, each with whether it fits the filter."""
    for row in rows:
        if webhook.kinds and row["kind"] not in webhook.kinds:
            continue
        matches = fits(_read(row.get("document")), wanted)
        if matches or fits(_read(row["before"]), wanted):
            yield row, matches


def _read(document: bytes | None) -> dict[str, Any] | None:
    return json.loads(bytes(document)) if document is not None else None


def filter_of(webhook: Webhook) -> Filter:
    """The filter of a webhook as plain values."""
    return Filter(
        statuses=frozenset(webhook.statuses),
        sourcing_types=frozenset(webhook.sourcing_types),
        languages=frozenset(webhook.languages),
        tags=frozenset(webhook.tags),
    )


def purge(*, before: datetime, together: int = 5000) -> int:
    """Forget messages that were done ``before``, the oldest first; the webhook's place stays. Returns how many."""
    forgotten = 0
    old = WebhookMessage.objects.exclude(state=MessageState.WAITING.value).filter(done_at__lt=before)
    while ids := list(old.order_by(F("done_at").asc()).values_list("pk", flat=True)[:together]):
        with transaction.atomic():
            WebhookMessage.objects.filter(pk__in=ids).delete()
        forgotten += len(ids)
    return forgotten
