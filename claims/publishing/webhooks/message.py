"""What a message says: always where the release is, and the release itself where its owner chose so."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from claims.capture.transfer import Post
from claims.models import CurrentRelease, Release, Webhook, WebhookMessage
from claims.publishing.leaving import current_today
from claims.publishing.service import encode
from claims.publishing.webhooks import keys
from claims.publishing.webhooks.signing import headers
from claims.vocabulary import WebhookPayload


def post_of(message: WebhookMessage, *, now: datetime | None = None) -> Post:
    """The request that carries a message, signed with every key of its webhook that signs at this moment."""
    now = now or timezone.now()
    body = body_of(message)
    held = message.webhook.keys.filter(Q(ends_at=None) | Q(ends_at__gt=now)).order_by("-id")
    signed = headers(
        message_id=f"msg_{message.public_id}",
        at=now,
        body=body,
        secrets_held=[keys.unseal(key.sealed) for key in held],
    )
    return Post(body, (("Content-Type", "application/json"), *signed))


def body_of(message: WebhookMessage) -> bytes:
    """The body, as Standard Webhooks has it: ``type``, ``timestamp``, ``data``.

    The whole document goes along only while it is the current release, and as far as it may leave today: what was
    taken out of it since, because its terms changed, does not leave with a late attempt or a replay.
    """
    release = message.release
    if release is None:
        data = {"webhook": message.webhook.public_id}
        return encode({"type": "webhook.test", "timestamp": message.made_at, "data": data})
    row = CurrentRelease.objects.filter(release=release).first()
    current = row is not None
    head = encode(
        {
            "type": f"claim.{release.kind}",
            "timestamp": release.released_at,
            "data": _brief(message.webhook, release) | {"matches": message.matches, "current": current},
        }
    )
    if message.webhook.payload == WebhookPayload.THIN:
        return head
    today = timezone.localdate()
    ended = row is not None and row.words_until is not None and row.words_until < today
    document = current_today(bytes(release.document), ended=ended, today=today) if current else b"null"
    return head.removesuffix(b"}}") + b',"document":' + document + b"}}"


def _brief(webhook: Webhook, release: Release) -> dict[str, Any]:
    claim = release.claim.public_id
    return {
        "id": claim,
        "sequence": release.sequence,
        "version": release.version,
        "kind": release.kind,
        "url": (settings.PUBLIC_URL or webhook.site) + reverse("api_claim", args=[claim]),
    }
