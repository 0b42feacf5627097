"""Webhooks: who is told of releases, with which keys, and what became of each message."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from claims.models.base import new_public_id, one_of, public_id, word
from claims.models.releases import Release
from claims.vocabulary import MessageState, WebhookKeyKind, WebhookPayload


def _any_of(length: int) -> ArrayField[Any, Any]:
    """Words of a filter, of which one must hold; empty lets everything through."""
    return ArrayField(models.CharField(max_length=length), default=list, blank=True)


class Webhook(models.Model):
    """An address that is told of releases. ``planned`` is the sequence number up to which its messages are written.

    ``site`` is the address of this installation as its owner knows it. ``rests_until`` is when the receiver, which
    asked for rest, may be told more. ``off_because`` is ``None`` where its owner switched it off.
    """

    public_id = public_id()
    owner = models.ForeignKey("User", models.CASCADE, related_name="webhooks")
    label = models.CharField(max_length=100)
    url = models.CharField(max_length=4096)
    site = models.CharField(max_length=300)
    payload = word(WebhookPayload, default=WebhookPayload.THIN.value)
    kinds = _any_of(20)
    statuses = _any_of(30)
    sourcing_types = _any_of(30)
    languages = _any_of(35)
    tags = _any_of(100)
    planned = models.PositiveBigIntegerField(default=0)
    rests_until = models.DateTimeField(null=True, blank=True)
    off_at = models.DateTimeField(null=True, blank=True)
    off_because = models.CharField(max_length=300, null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            one_of("payload", WebhookPayload, "webhook_payload_known"),
            models.CheckConstraint(
                condition=Q(off_because=None) | Q(off_at__isnull=False), name="webhook_off_reason_has_time"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class WebhookKey(models.Model):
    """A key that signs. ``sealed`` is the secret half, encrypted; ``public`` the other, of a key pair.

    ``ends_at`` is when a key that was replaced signs no more.
    """

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="keys")
    kind = word(WebhookKeyKind)
    sealed = models.CharField(max_length=400)
    public = models.CharField(max_length=100, null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            one_of("kind", WebhookKeyKind, "webhook_key_kind_known"),
            models.CheckConstraint(
                condition=Q(kind=WebhookKeyKind.HMAC.value, public=None)
                | Q(kind=WebhookKeyKind.ED25519.value, public__isnull=False),
                name="webhook_key_pair_has_public",
            ),
            models.UniqueConstraint(fields=["webhook"], condition=Q(ends_at=None), name="webhook_key_current_once"),
        ]


class WebhookMessage(models.Model):
    """One release for one webhook, written before anything is sent: its id is the same however often it is sent.

    A message without a release is a test. ``attempts`` counts along the ladder and begins anew with a replay.
    ``matches`` is false for a release that tells that a claim no longer fits the filter.
    """

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="messages")
    release = models.ForeignKey(Release, models.PROTECT, related_name="+", null=True, blank=True)
    matches = models.BooleanField(default=True)
    state = word(MessageState, default=MessageState.WAITING.value)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    lease_token = models.CharField(max_length=32, null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            one_of("state", MessageState, "webhook_message_state_known"),
            models.UniqueConstraint(fields=["webhook", "release"], name="webhook_message_once"),
            models.CheckConstraint(
                condition=Q(lease_until=None, lease_token=None)
                | Q(lease_until__isnull=False, lease_token__isnull=False),
                name="webhook_message_lease_has_token",
            ),
            models.CheckConstraint(
                condition=Q(state=MessageState.WAITING.value, done_at=None)
                | (~Q(state=MessageState.WAITING.value) & Q(done_at__isnull=False)),
                name="webhook_message_done_has_time",
            ),
        ]
        indexes = [
            models.Index(  # what to send next
                fields=["webhook", "due_at"], condition=Q(state=MessageState.WAITING.value), name="webhook_message_due"
            ),
            models.Index(fields=["webhook", "-id"], name="webhook_message_log"),  # the log of a webhook
            models.Index(fields=["done_at"], name="webhook_message_done"),  # what is forgotten after a time
        ]


class WebhookAttempt(models.Model):
    """One time that a message was sent: the status of the answer, or what went wrong, and how long it took."""

    message = models.ForeignKey(WebhookMessage, models.CASCADE, related_name="tries")
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    trouble = models.CharField(max_length=300, null=True, blank=True)
    took_ms = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status__isnull=False) | Q(trouble__isnull=False), name="webhook_attempt_says_what_came"
            ),
        ]
