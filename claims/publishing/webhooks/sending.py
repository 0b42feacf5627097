"""Sending what is due: leased rows, many receivers side by side, each answer written as it comes.

A receiver may get a message twice, when a process dies between the answer and the row that says so; it is the same
message then, with the same id. It never misses one: a lease that ran out makes the message due again.
"""

from __future__ import annotations

import logging
import random
import secrets
import time
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from claims.capture.errors import CaptureError, TimedOut
from claims.capture.transfer import Answer, Crowd, Transfer, perform
from claims.ledger.service import append
from claims.models import Webhook, WebhookAttempt, WebhookMessage
from claims.publishing.webhooks import ladder
from claims.publishing.webhooks.message import post_of
from claims.publishing.webhooks.subscriptions import limits
from claims.vocabulary import MessageState

AT_ONCE = 32
"""Messages under way at a time, of one process."""
AT_ONCE_EACH = 4
"""Of these to one webhook, so that a slow receiver does not keep the others waiting."""
LEASE = timedelta(seconds=90)
"""How long a message stays with who sends it; longer than one request may take."""
BUDGET_SECONDS = 60.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Came:
    """What came of one attempt: a status, or what went wrong, and after how many milliseconds."""

    status: int | None
    trouble: str | None
    took_ms: int
    retry_after: str | None = None

    @property
    def arrived(self) -> bool:
        """Whether the receiver took the message."""
        return self.status is not None and 200 <= self.status < 300


@dataclass(frozen=True, slots=True)
class _Sent:
    """A message under way since a moment of the monotonic clock."""

    message: WebhookMessage
    since: float


def send(*, seconds: float = BUDGET_SECONDS) -> int:
    """Send what is due, starting nothing new after ``seconds``; returns how many attempts were made."""
    ends, done = time.monotonic() + seconds, 0
    crowd: Crowd[_Sent] = Crowd(most=AT_ONCE)
    under_way: Counter[int] = Counter()
    try:
        while True:
            if time.monotonic() < ends and crowd.room:
                full = [webhook for webhook, number in under_way.items() if number >= AT_ONCE_EACH]
                for message in lease(limit=crowd.room, but=full):
                    if _start(crowd, message):
                        under_way[message.webhook_id] += 1
                    done += 1
            if not crowd.running:
                return done
            for sent, answer in crowd.wait(1.0):
                under_way[sent.message.webhook_id] -= 1
                record(sent.message, _came(sent, answer))
    finally:
        crowd.close()


_DUE = """
SELECT due.id FROM claims_webhook JOIN claims_user ON claims_user.id = claims_webhook.owner_id
CROSS JOIN LATERAL (
    SELECT id, due_at FROM claims_webhookmessage AS message
    WHERE message.webhook_id = claims_webhook.id AND state = 'waiting' AND due_at <= %(now)s
    AND (lease_until IS NULL OR lease_until <= %(now)s)
    ORDER BY due_at, id LIMIT %(each)s
) AS due
WHERE claims_webhook.off_at IS NULL AND claims_user.is_active AND claims_webhook.id <> ALL(%(but)s)
AND (rests_until IS NULL OR rests_until <= %(now)s)
ORDER BY due.due_at, due.id LIMIT %(limit)s
"""


def lease(*, limit: int, but: Collection[int] = (), now: datetime | None = None) -> list[WebhookMessage]:
    """Lease messages that are due, the longest due first, at most ``AT_ONCE_EACH`` of a webhook and none of ``but``."""
    now = now or timezone.now()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_DUE, {"now": now, "each": AT_ONCE_EACH, "but": list(but), "limit": limit})
            due = [pk for (pk,) in cursor.fetchall()]
        rows = WebhookMessage.objects.select_related("webhook", "release__claim").filter(pk__in=due)
        rows = rows.exclude(lease_until__gt=now).filter(state=MessageState.WAITING.value)
        held = list(rows.select_for_update(skip_locked=True, of=("self",)).order_by("due_at", "id"))
        for message in held:
            message.lease_token, message.lease_until = secrets.token_hex(8), now + LEASE
        WebhookMessage.objects.bulk_update(held, ["lease_token", "lease_until"])
    return held


def _start(crowd: Crowd[_Sent], message: WebhookMessage) -> bool:
    """Start a request; one that may not be made, or cannot be put together, has failed at once."""
    transfer = _transfer(message)
    if isinstance(transfer, Came):
        record(message, transfer)
        return False
    crowd.start(_Sent(message, time.monotonic()), transfer)
    return True


def _transfer(message: WebhookMessage) -> Transfer | Came:
    """The request that carries a message, or what keeps it from being made."""
    try:
        return Transfer(message.webhook.url, limits(), post=post_of(message))
    except CaptureError as error:
        return Came(None, _trouble(error), 0)
    except Exception:  # noqa: BLE001 - whatever is wrong with one message must not stop the others
        _log.exception("webhook message %d could not be put together", message.pk)
        return Came(None, "It could not be put together; the log of the worker says why.", 0)


def send_now(message: WebhookMessage) -> WebhookAttempt | None:
    """Send one message at once, for a person who waits; ``None`` when a worker is sending it at this moment."""
    token, now = secrets.token_hex(8), timezone.now()
    free = WebhookMessage.objects.filter(Q(lease_until=None) | Q(lease_until__lte=now), pk=message.pk)
    if not free.update(lease_token=token, lease_until=now + LEASE):
        return None
    held = WebhookMessage.objects.select_related("webhook", "release__claim").get(pk=message.pk)
    came = _transfer(held)
    if isinstance(came, Transfer):
        sent, transfer = _Sent(held, time.monotonic()), came
        try:
            came = _came(sent, perform(transfer))
        except CaptureError as error:
            came = _came(sent, error)
    record(held, came)
    return held.tries.order_by("-id").first()


def _trouble(error: CaptureError) -> str:
    """One sentence for what is refused and what is not there: else a log would tell which names there are inside."""
    if isinstance(error, TimedOut):
        return "No answer came in time."
    return "The address could not be reached. It must be a public one that answers."


def _came(sent: _Sent, answer: Answer | CaptureError) -> Came:
    took = int((time.monotonic() - sent.since) * 1000)
    if isinstance(answer, CaptureError):
        return Came(None, _trouble(answer), took)
    trouble = None
    if 300 <= answer.status < 400:
        trouble = "A redirect is not followed. Give the address that it leads to."
    return Came(answer.status, trouble, took, answer.headers.get("retry-after"))


def record(message: WebhookMessage, came: Came, *, now: datetime | None = None) -> None:
    """Write what came of an attempt under its lease; nothing is written when the lease was lost."""
    now = now or timezone.now()
    with transaction.atomic():
        fields = _outcome(message, came, now)
        held = WebhookMessage.objects.filter(pk=message.pk, lease_token=message.lease_token)
        if not held.update(**fields, lease_token=None, lease_until=None):
            return
        WebhookAttempt.objects.create(
            message=message, at=now, status=came.status, trouble=came.trouble, took_ms=came.took_ms
        )
        if came.status == 410:
            _switch_off(message.webhook, "The receiver answered that it is gone (410).", now)
        elif fields.get("state") == MessageState.GIVEN_UP.value and _is_dead(message, now):
            _switch_off(message.webhook, f"Nothing arrived in {len(ladder.LADDER) + 1} attempts over three days.", now)


def _outcome(message: WebhookMessage, came: Came, now: datetime) -> dict[str, object]:
    """The fields of a message after an attempt; a receiver that asked for rest gets it for all its messages."""
    attempts = message.attempts + 1
    if came.arrived:
        return {"attempts": attempts, "state": MessageState.DELIVERED.value, "done_at": now}
    asked = ladder.rest(came.retry_after, now=now)
    if asked:
        Webhook.objects.filter(pk=message.webhook_id).update(rests_until=now + asked)
    # no secret hangs on this chance
    wait = ladder.wait(attempts, chance=random.random())  # noqa: S311
    if came.status == 410:  # it waits for whoever switches the webhook on again
        return {"attempts": attempts}
    if wait is None:
        return {"attempts": attempts, "state": MessageState.GIVEN_UP.value, "done_at": now}
    return {"attempts": attempts, "due_at": now + max(wait, asked)}


def _is_dead(message: WebhookMessage, now: datetime) -> bool:
    """Whether nothing at all reached the receiver while this message was tried."""
    since = now - sum(ladder.LADDER, timedelta(0))
    tries = WebhookAttempt.objects.filter(message__webhook=message.webhook_id, at__gte=since)
    return not tries.filter(status__gte=200, status__lt=300).exists()


def _switch_off(webhook: Webhook, why: str, now: datetime) -> None:
    if Webhook.objects.filter(pk=webhook.pk, off_at=None).update(off_at=now, off_because=why):
        append(actor=None, action="webhook_off", subject=f"webhook/{webhook.public_id}", reason=why)
        _log.warning("webhook %s was switched off: %s", webhook.public_id, why)
