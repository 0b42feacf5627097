"""What was released, as pages, feeds and formats read it: documents, and who publishes them."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from claims.models import CurrentRelease, Release
from claims.publishing.earlier import as_of_earlier, as_of_today
from claims.publishing.formats.values import Site
from claims.vocabulary import ReleaseKind


def site_of(request: HttpRequest) -> Site:
    """Who publishes, and at which address: as the settings say, else as the request names it."""
    base = settings.PUBLIC_URL or f"{request.scheme}://{request.get_host()}"
    return Site(base=base, name=settings.ORGANISATION or request.get_host())


def said_today(release: bytes | memoryview) -> dict[str, Any]:
    """A current release as a document, as far as it may leave today."""
    return as_of_today(json.loads(bytes(release)), today=timezone.localdate())


def released(public_id: str, version: int | None = None) -> dict[str, Any] | None:
    """The current document of a claim, or its ``version`` as far as that may leave by now.

    Of a withdrawn claim always the tombstone; ``None`` for what was never released. One query, two for a version.
    """
    current = CurrentRelease.objects.select_related("release").filter(claim__public_id=public_id).first()
    if current is None:
        return None
    said = said_today(current.release.document)
    if version in (None, current.release.version) or current.kind == ReleaseKind.WITHDRAWN:
        return said
    row = Release.objects.filter(claim=current.claim_id, version=version).exclude(kind=ReleaseKind.WITHDRAWN).first()
    return as_of_earlier(said_today(row.document), said) if row else None
