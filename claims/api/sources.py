"""Sources that releases name, and what is known of a page: nothing that no release tells."""

from __future__ import annotations

import base64
import binascii
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.db import connection
from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.views import APIView

from claims.addresses import address_key
from claims.api import reading
from claims.api.asked import MAX_PAGE, PAGE, Condition, known_only, refuse, understood_with, whole
from claims.api.views import JSON
from claims.credibility.loading import records_of
from claims.credibility.record import Resolved, tally_of
from claims.models import CurrentRelease, Source, SourceGrade
from claims.publishing.service import encode
from claims.vocabulary import UNNAMED_KINDS, ReleaseKind

_RELEASED = """
SELECT s.id FROM claims_source s
 WHERE s.unnamed_of_id IS NULL AND s.id > %s AND EXISTS (
    SELECT FROM claims_currentrelease c WHERE c.kind <> 'withdrawn' AND c.sources @> ARRAY[s.public_id]::text[])
 ORDER BY s.id LIMIT %s
"""


def _outside(claims: Sequence[str]) -> set[str]:
    """Which of these claims are outside."""
    rows = CurrentRelease.objects.filter(public_id__in=claims).exclude(kind=ReleaseKind.WITHDRAWN.value)
    return set(rows.values_list("public_id", flat=True))


def described(sources: Sequence[Source]) -> list[dict[str, Any]]:
    """The sources with their letters and records. Five queries. Only claims that are outside count in a record."""
    keys = [source.pk for source in sources]
    letters = defaultdict(list)
    for grade in SourceGrade.objects.filter(source__in=keys, replaced_at=None).order_by("id"):
        topic = {"topic": grade.topic} if grade.topic else {}
        letters[grade.source_id].append({"letter": grade.letter, "graded_at": grade.graded_at, **topic})
    records, now = records_of(keys), timezone.now()
    outside = _outside([entry.claim for record in records.values() for entry in record])
    return [
        {
            "id": source.public_id,
            "kind": source.kind,
            "name": source.name,
            "descriptor": source.descriptor,
            "grades": letters[source.pk],
            "record": _record([entry for entry in records.get(source.pk, ()) if entry.claim in outside], now),
        }
        for source in sources
    ]


def _record(resolved: Sequence[Resolved], now: datetime) -> dict[str, int]:
    tally = tally_of(resolved, at=now)
    return {"resolved": tally.resolved, "not_false": tally.not_false, "false": tally.false}


def _cursor(key: int) -> str:
    return base64.urlsafe_b64encode(f"s:{key}".encode()).decode().rstrip("=")


def _after(cursor: str | None) -> int:
    if cursor is None:
        return 0
    kind, key = "", ""
    with suppress(binascii.Error, ValueError):
        kind, _, key = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii").partition(":")
    if kind != "s" or not key.isdigit() or len(key) > 18:
        refuse("cursor", "is not one that this list gave out.")
    return int(key)


class SourceList(APIView):
    """Named sources that a release names, with their letters and records."""

    def get(self, request: Request) -> HttpResponse:
        """A page of ``limit`` sources, in the order in which they were recorded."""
        known_only(request.GET, ("limit", "cursor"))
        size = whole(request.GET, "limit", default=PAGE, least=1, most=MAX_PAGE)
        with connection.cursor() as cursor:
            cursor.execute(_RELEASED, [_after(request.GET.get("cursor")), size + 1])
            keys = [key for (key,) in cursor.fetchall()]
        shown = list(Source.objects.filter(pk__in=keys[:size]).order_by("pk"))
        following = _cursor(keys[size - 1]) if len(keys) > size else None
        return HttpResponse(encode({"results": described(shown), "next": following}), content_type=JSON)


class SourceDetail(APIView):
    """One named source."""

    def get(self, request: Request, public_id: str) -> HttpResponse:
        """The source with its letters and its record; 404 for one that no release names."""
        known_only(request.GET, ())
        named = Source.objects.exclude(kind__in=list(UNNAMED_KINDS)).filter(public_id=public_id).first()
        released = CurrentRelease.objects.exclude(kind=ReleaseKind.WITHDRAWN.value)
        if named is None or not released.filter(sources__contains=[public_id]).exists():
            raise Http404
        return HttpResponse(encode(described([named])[0]), content_type=JSON)


class PageLookup(APIView):
    """What is known of a page."""

    def get(self, request: Request) -> HttpResponseBase:
        """The vetted claims that rest on the page of ``url``; an empty list says nothing else."""
        known_only(request.GET, ("url", "limit", "cursor"))
        url = request.GET.get("url", "").strip()
        if not url or len(url) > 4096 or "\x00" in url:
            refuse("url", "must be the address of a page, of 1 to 4096 characters.")
        address = address_key(url if "//" in url else f"//{url}")
        asked = understood_with(request.GET, Condition("c.pages && %s::text[]", ([address],)))
        head = encode({"url": url, "address": address})
        return HttpResponse(head[:-1] + b"," + reading.page(asked)[1:], content_type=JSON)
