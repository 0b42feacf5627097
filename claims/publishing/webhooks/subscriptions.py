"""What the owner of a webhook decides about it. Each function is one transaction with its ledger entry."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from claims.capture.errors import Refused
from claims.capture.guard import Allowed, Target, check_url, connection_denied
from claims.capture.installation import installation_limits
from claims.capture.transfer import Limits
from claims.ledger.service import append
from claims.models import Release, User, Webhook, WebhookKey, WebhookMessage
from claims.publishing.webhooks import keys
from claims.publishing.webhooks.signing import KeyText, new_key
from claims.recording.errors import InvalidEntry
from claims.vocabulary import MessageState, ReleaseKind, SourcingType, Status, WebhookKeyKind, WebhookPayload, topic_of

MOST = 20
"""Webhooks of one person."""
MOST_WORDS = 50
"""Words of one part of a filter."""
SIGNS_ON = timedelta(hours=24)
"""How long a key that was replaced signs beside the new one, where nothing else is said."""
LONGEST_SIGNS_ON = timedelta(days=30)
_SECONDS = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookEntry:
    """A webhook as its owner enters it. Empty parts of the filter let everything through."""

    label: str
    url: str
    payload: WebhookPayload = WebhookPayload.THIN
    kinds: Collection[ReleaseKind] = ()
    statuses: Collection[Status] = ()
    sourcing_types: Collection[SourcingType] = ()
    languages: Collection[str] = ()
    tags: Collection[str] = ()


def limits() -> Limits:
    """What sending one message may cost and where it may go: private hosts only as ``WEBHOOK_PRIVATE_HOSTS`` names."""
    usual = installation_limits()
    allowed = Allowed(ports=usual.allowed.ports, private_hosts=frozenset(settings.WEBHOOK_PRIVATE_HOSTS))
    return replace(usual, allowed=allowed, total_seconds=_SECONDS)


def create_webhook(*, actor: User, entry: WebhookEntry, key_kind: WebhookKeyKind, site: str) -> tuple[Webhook, KeyText]:
    """Record a webhook that is told of whatever is released from now on, and give its key, which is shown once.

    ``site`` is the address of this installation as the owner knows it. Raises ``InvalidEntry``.
    """
    columns = _columns(entry)
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=actor.pk)  # two at once are not to pass the limit together
        if Webhook.objects.filter(owner=actor).count() >= MOST:
            raise InvalidEntry("url", f"You have {MOST} webhooks already. Remove one that you no longer need.")
        last = Release.objects.aggregate(last=Max("sequence"))["last"] or 0
        webhook = Webhook.objects.create(owner=actor, site=site, planned=last, **columns)
        key = _add_key(webhook, key_kind)
        _note(actor, webhook, "webhook_made", after=columns)
        return webhook, key


def change_webhook(*, actor: User, webhook: Webhook, entry: WebhookEntry) -> None:
    """Change address, payload or filter; what was written to its log stays. Raises ``InvalidEntry``."""
    columns = _columns(entry)
    with transaction.atomic():
        before = {name: getattr(webhook, name) for name in columns}
        for name, value in columns.items():
            setattr(webhook, name, value)
        webhook.save(update_fields=list(columns))
        _note(actor, webhook, "webhook_changed", before=before, after=columns)


def rotate_key(*, actor: User, webhook: Webhook, kind: WebhookKeyKind, signs_on: timedelta = SIGNS_ON) -> KeyText:
    """Give the webhook a new key, shown once; the one before signs beside it for ``signs_on``.

    Raises ``InvalidEntry``.
    """
    if not timedelta(0) <= signs_on <= LONGEST_SIGNS_ON:
        raise InvalidEntry("signs_on", f"The old key may sign for {LONGEST_SIGNS_ON.days} days at most.")
    with transaction.atomic():
        Webhook.objects.select_for_update().get(pk=webhook.pk)
        WebhookKey.objects.filter(webhook=webhook, ends_at=None).update(ends_at=timezone.now() + signs_on)
        key = _add_key(webhook, kind)
        _note(
            actor, webhook, "webhook_key_changed", after={"kind": kind.value, "hours": signs_on.total_seconds() / 3600}
        )
        return key


def switch_off(*, actor: User, webhook: Webhook) -> None:
    """Send nothing more; what is released meanwhile is sent once it is on again."""
    with transaction.atomic():
        if Webhook.objects.filter(pk=webhook.pk, off_at=None).update(off_at=timezone.now(), off_because=None):
            _note(actor, webhook, "webhook_off")


def switch_on(*, actor: User, webhook: Webhook) -> None:
    """Go on where it stopped: what waits is due now, with all its attempts before it."""
    now = timezone.now()
    with transaction.atomic():
        off = Webhook.objects.filter(pk=webhook.pk, off_at__isnull=False)
        if off.update(off_at=None, off_because=None, rests_until=None):
            waiting = WebhookMessage.objects.filter(webhook=webhook, state=MessageState.WAITING.value)
            waiting.update(due_at=now, attempts=0)
            _note(actor, webhook, "webhook_on")


def remove_webhook(*, actor: User, webhook: Webhook) -> None:
    """Delete a webhook with its keys and its log."""
    with transaction.atomic():
        _note(actor, webhook, "webhook_removed", before={"label": webhook.label, "url": webhook.url})
        webhook.delete()


def send_test(*, webhook: Webhook) -> WebhookMessage:
    """Write a message that tells of nothing; it is sent like any other. Raises ``InvalidEntry`` while it is off."""
    _must_be_on(webhook)
    return WebhookMessage.objects.create(webhook=webhook, due_at=timezone.now())


def replay(*, message: WebhookMessage) -> None:
    """Send a message once more, under its own id, as often as the ladder says.

    Raises ``InvalidEntry`` while the webhook is off.
    """
    _must_be_on(message.webhook)
    fields = {"state": MessageState.WAITING.value, "attempts": 0, "due_at": timezone.now(), "done_at": None}
    WebhookMessage.objects.filter(pk=message.pk).update(**fields)


def _must_be_on(webhook: Webhook) -> None:
    if webhook.off_at is not None:
        raise InvalidEntry("webhook", "The webhook is off. Switch it on first.")


def _add_key(webhook: Webhook, kind: WebhookKeyKind) -> KeyText:
    key = new_key(kind)
    WebhookKey.objects.create(webhook=webhook, kind=kind.value, sealed=keys.seal(key.secret), public=key.public)
    return key


def _note(
    actor: User,
    webhook: Webhook,
    action: str,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    append(actor=actor, action=action, subject=f"webhook/{webhook.public_id}", before=before, after=after)


def _columns(entry: WebhookEntry) -> dict[str, Any]:
    """The columns of an entry that can be recorded; raises ``InvalidEntry``."""
    label = " ".join(entry.label.split())
    if not label or len(label) > 100:
        raise InvalidEntry("label", "Say in up to 100 characters what it is for.")
    columns: dict[str, Any] = asdict(entry) | {
        "label": label,
        "url": _address(entry.url.strip()),
        "payload": entry.payload.value,
        "languages": _words("languages", (language.strip().lower() for language in entry.languages), most=35),
        "tags": _words("tags", (topic_of(tag) for tag in entry.tags), most=100),
    }
    for name in ("kinds", "statuses", "sourcing_types"):
        columns[name] = sorted({word.value for word in columns[name]})
    return columns


def _words(name: str, given: Any, *, most: int) -> list[str]:
    words = sorted({word for word in given if word})
    if len(words) > MOST_WORDS or any(len(word) > most for word in words):
        raise InvalidEntry(name, f"Give up to {MOST_WORDS}, each of up to {most} characters.")
    return words


def _address(url: str) -> str:
    """The address when messages may be sent there; raises ``InvalidEntry``. A name is judged when it is met."""
    may = limits()
    try:
        target = check_url(url, allowed=may.allowed)
    except Refused as refused:
        raise InvalidEntry("url", str(refused)) from None
    known = f"{target.host}:{target.port}" in may.allowed.private_hosts
    if target.scheme != "https" and not known:
        raise InvalidEntry("url", "The address must begin with https://, so that nobody reads or changes what is sent.")
    if _is_number(target) and connection_denied(target.host, target=target, allowed=may.allowed, own=may.own_addresses):
        raise InvalidEntry("url", "This address is not on the public web, so nothing is sent there.")
    return target.url


def _is_number(target: Target) -> bool:
    try:
        ip_address(target.host)
    except ValueError:
        return False
    return True
