"""Webhooks by the API: a person's own, with what their pages offer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Prefetch, Q
from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework import serializers, status
from rest_framework.exceptions import NotAuthenticated, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.api.bodies import Strict, checked
from claims.models import User, Webhook, WebhookAttempt, WebhookKey, WebhookMessage
from claims.publishing.webhooks import subscriptions
from claims.publishing.webhooks.signing import KeyText
from claims.publishing.webhooks.subscriptions import WebhookEntry
from claims.vocabulary import MessageState, ReleaseKind, SourcingType, Status, WebhookKeyKind, WebhookPayload

MOST_MESSAGES = 100
_PARTS = ("kinds", "statuses", "sourcing_types", "languages", "tags")


class _Filter(Strict):
    """The filter of a webhook; empty parts let everything through."""

    kinds = serializers.ListField(child=serializers.ChoiceField(ReleaseKind.choices()), default=list)
    statuses = serializers.ListField(child=serializers.ChoiceField(Status.choices()), default=list)
    sourcing_types = serializers.ListField(child=serializers.ChoiceField(SourcingType.choices()), default=list)
    languages = serializers.ListField(child=serializers.CharField(max_length=35), default=list)
    tags = serializers.ListField(child=serializers.CharField(max_length=100), default=list)


class _Body(Strict):
    """What is sent to make or change a webhook."""

    label = serializers.CharField(max_length=100)  # type: ignore[assignment]  # the framework takes fields out of the class
    url = serializers.CharField(max_length=4096)
    payload = serializers.ChoiceField(WebhookPayload.choices(), default=WebhookPayload.THIN.value)
    filter = _Filter(default=dict)
    key = serializers.ChoiceField(WebhookKeyKind.choices(), default=WebhookKeyKind.HMAC.value)
    on = serializers.BooleanField(default=True)


class _NewKey(Strict):
    """What is sent to change the key."""

    kind = serializers.ChoiceField(WebhookKeyKind.choices(), default=WebhookKeyKind.HMAC.value)
    signs_on_hours = serializers.IntegerField(default=24, min_value=0, max_value=720)


def person(request: Request) -> User:
    """Whose token it is."""
    if not isinstance(request.user, User):
        raise NotAuthenticated
    return request.user


def _own(request: Request, public_id: str) -> Webhook:
    return get_object_or_404(Webhook, public_id=public_id, owner=person(request))


def _entry(given: Mapping[str, Any]) -> WebhookEntry:
    only = given["filter"]
    return WebhookEntry(
        label=given["label"],
        url=given["url"],
        payload=WebhookPayload(given["payload"]),
        kinds=[ReleaseKind(word) for word in only.get("kinds", ())],
        statuses=[Status(word) for word in only.get("statuses", ())],
        sourcing_types=[SourcingType(word) for word in only.get("sourcing_types", ())],
        languages=only.get("languages", ()),
        tags=only.get("tags", ()),
    )


def _filter_of(webhook: Webhook) -> dict[str, list[str]]:
    return {part: getattr(webhook, part) for part in _PARTS}


def _said(webhook: Webhook) -> dict[str, Any]:
    keys = WebhookKey.objects.filter(Q(ends_at=None) | Q(ends_at__gt=timezone.now()), webhook=webhook)
    return {
        "id": webhook.public_id,
        "label": webhook.label,
        "url": webhook.url,
        "payload": webhook.payload,
        "filter": _filter_of(webhook),
        "on": webhook.off_at is None,
        "off_because": webhook.off_because,
        "made_at": webhook.made_at,
        "keys": [
            {"kind": key.kind, "public": key.public, "made_at": key.made_at, "signs_until": key.ends_at}
            for key in keys.order_by("-id")
        ],
    }


def _key(key: KeyText) -> dict[str, str | None]:
    """A new key, as far as its owner needs it: the private half of a pair stays here."""
    return {"kind": key.kind.value, "secret": key.secret if key.public is None else None, "public": key.public}


class WebhookList(APIView):
    """The webhooks of the person whose token it is."""

    def get(self, request: Request) -> Response:
        """All of them, the newest first."""
        rows = Webhook.objects.filter(owner=person(request)).order_by("-id")
        return Response({"results": [_said(webhook) for webhook in rows]})

    def post(self, request: Request) -> Response:
        """Make one; ``key.secret`` is in this one answer."""
        given = checked(_Body(data=request.data))
        webhook, key = subscriptions.create_webhook(
            actor=person(request),
            entry=_entry(given),
            key_kind=WebhookKeyKind(given["key"]),
            site=f"{request._request.scheme}://{request.get_host()}",
        )
        return Response(_said(webhook) | {"key": _key(key)}, status=status.HTTP_201_CREATED)


class WebhookDetail(APIView):
    """One webhook of one's own."""

    def get(self, request: Request, public_id: str) -> Response:
        """What is recorded of it."""
        return Response(_said(_own(request, public_id)))

    def patch(self, request: Request, public_id: str) -> Response:
        """Change what is sent, leave the rest; ``on`` switches it."""
        webhook, actor = _own(request, public_id), person(request)
        body = _Body(data=request.data, partial=True)
        given = checked(body)
        if given.keys() & {"label", "url", "payload", "filter"}:
            kept = {"label": webhook.label, "url": webhook.url, "payload": webhook.payload}
            only = _filter_of(webhook) | dict(given.get("filter", {}))
            subscriptions.change_webhook(actor=actor, webhook=webhook, entry=_entry({**kept, **given, "filter": only}))
        if given.get("on") is True:
            subscriptions.switch_on(actor=actor, webhook=webhook)
        elif given.get("on") is False:
            subscriptions.switch_off(actor=actor, webhook=webhook)
        webhook.refresh_from_db()
        return Response(_said(webhook))

    def delete(self, request: Request, public_id: str) -> Response:
        """Remove it with its keys and its log."""
        subscriptions.remove_webhook(actor=person(request), webhook=_own(request, public_id))
        return Response(status=status.HTTP_204_NO_CONTENT)


class WebhookKeys(APIView):
    """The keys of a webhook."""

    def post(self, request: Request, public_id: str) -> Response:
        """A new key; the one before signs on for ``signs_on_hours``."""
        given = checked(_NewKey(data=request.data))
        key = subscriptions.rotate_key(
            actor=person(request),
            webhook=_own(request, public_id),
            kind=WebhookKeyKind(given["kind"]),
            signs_on=timedelta(hours=given["signs_on_hours"]),
        )
        return Response(_key(key), status=status.HTTP_201_CREATED)


class WebhookTest(APIView):
    """A message that tells of nothing."""

    def post(self, request: Request, public_id: str) -> Response:
        """Send it with the next round; its place in the log is in the answer."""
        message = subscriptions.send_test(webhook=_own(request, public_id))
        return Response(_message(message, []), status=status.HTTP_202_ACCEPTED)


class WebhookLog(APIView):
    """What was sent, the newest first."""

    def get(self, request: Request, public_id: str) -> Response:
        """The last hundred messages with their attempts; ``state`` and ``before`` (a message's id) narrow it."""
        rows = _own(request, public_id).messages.order_by("-id")
        state, before = request.query_params.get("state"), request.query_params.get("before")
        if state is not None:
            if state not in MessageState.stored():
                raise ValidationError({"state": [f"must be one of {', '.join(MessageState.stored())}."]})
            rows = rows.filter(state=state)
        if before is not None:
            known = get_object_or_404(rows.model, public_id=before.removeprefix("msg_"), webhook__public_id=public_id)
            rows = rows.filter(pk__lt=known.pk)
        tries = Prefetch("tries", WebhookAttempt.objects.order_by("id"))
        found = rows.select_related("release__claim").prefetch_related(tries)[:MOST_MESSAGES]
        return Response({"results": [_message(message, message.tries.all()) for message in found]})


class WebhookReplay(APIView):
    """A message once more."""

    def post(self, request: Request, public_id: str) -> Response:
        """Send it with the next round, under its own id."""
        mine = WebhookMessage.objects.filter(webhook__owner=person(request)).select_related("webhook", "release__claim")
        message = get_object_or_404(mine, public_id=public_id.removeprefix("msg_"))
        subscriptions.replay(message=message)
        message.refresh_from_db(fields=["state", "attempts", "due_at", "done_at"])
        return Response(_message(message, message.tries.order_by("id")), status=status.HTTP_202_ACCEPTED)


def _message(message: WebhookMessage, tries: Any) -> dict[str, Any]:
    release = message.release
    return {
        "id": f"msg_{message.public_id}",
        "claim": release.claim.public_id if release else None,
        "sequence": release.sequence if release else None,
        "kind": release.kind if release else None,
        "state": message.state,
        "due_at": message.due_at if message.state == MessageState.WAITING else None,
        "attempts": [
            {"at": tried.at, "status": tried.status, "trouble": tried.trouble, "took_ms": tried.took_ms}
            for tried in tries
        ],
    }
