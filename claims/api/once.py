"""``Idempotency-Key``: a program that does not know whether its request arrived sends it again; nothing changes twice.

Source: draft-ietf-httpapi-idempotency-key-header-07.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone
from rest_framework.exceptions import ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from claims.models import KeptAnswer, User
from claims.recording.errors import InvalidEntry

KEPT = timedelta(hours=24)
"""How long an answer is kept under its key."""
_NAME = "Idempotency-Key"


def _key(request: Request) -> str | None:
    """The key of a request; raises ``ValidationError`` for one that cannot be kept."""
    key = request.headers.get(_NAME)
    if key is not None and not (0 < len(key) <= 255 and key.isascii() and key.isprintable()):
        raise ValidationError({_NAME: ["must be 1 to 255 printable characters."]})
    return key


def _asked(request: Request) -> str:
    raw = request._request
    said = f"{raw.method} {raw.get_full_path()} {raw.headers.get('If-Match', '')}\n".encode() + raw.body
    return hashlib.sha256(said).hexdigest()


def _again(kept: KeptAnswer, asked: str) -> HttpResponse:
    """The answer that was kept; raises ``InvalidEntry`` when the key was another request's."""
    if kept.asked != asked:
        raise InvalidEntry(_NAME, "This key was used for another request. Take a new one.")
    response = HttpResponse(bytes(kept.body), status=kept.status, content_type="application/json")
    for name, value in {**kept.headers, "Idempotent-Replayed": "true"}.items():
        response[name] = value
    return response


def known(request: Request, person: User) -> HttpResponse | None:
    """What was answered to the same request before, if anything: to be asked before anything that takes long."""
    key = _key(request)
    if key is None:
        return None
    since = timezone.now() - KEPT
    kept = KeptAnswer.objects.filter(person=person, key=key, made_at__gt=since, status__isnull=False).first()
    return _again(kept, _asked(request)) if kept else None


def once(request: Request, person: User, act: Callable[[], Response]) -> Response | HttpResponse:
    """Do what is asked in one transaction with the answer that is kept of it, or give the answer that was kept.

    Of two that come at once the second waits for the first. What is refused is not kept: it changed nothing.
    """
    key = _key(request)
    with transaction.atomic():
        if key is None:
            return act()
        asked = _asked(request)
        # no answer is kept for longer, and no clock is needed to forget it: the next one with a key does
        KeptAnswer.objects.filter(made_at__lte=timezone.now() - KEPT).delete()
        KeptAnswer.objects.bulk_create([KeptAnswer(person=person, key=key, asked=asked)], ignore_conflicts=True)
        kept = KeptAnswer.objects.select_for_update().get(person=person, key=key)
        if kept.status is not None:
            return _again(kept, asked)
        response = act()
        kept.status, kept.body = response.status_code, JSONRenderer().render(response.data)
        kept.headers = {name: response[name] for name in ("ETag", "Location") if name in response}
        kept.save(update_fields=["status", "body", "headers"])
        return response
