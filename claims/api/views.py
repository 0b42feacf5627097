"""Reading vetted claims: finished bytes of releases, never built for a request."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterable

from django.contrib.postgres.search import SearchQuery
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils.http import parse_etags, quote_etag
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.views import APIView

from claims.models import CurrentRelease, Release
from claims.vocabulary import ReleaseKind, SourcingType, Status, Word

PAGE, MAX_PAGE = 50, 100
JSON = "application/json"


def _size(request: Request) -> int:
    return _whole(request, "limit", default=PAGE, least=1, most=MAX_PAGE)


def _whole(request: Request, name: str, *, default: int, least: int, most: int) -> int:
    given = request.query_params.get(name)
    if given is None:
        return default
    if not (given.isascii() and given.isdigit()) or not least <= int(given[:20]) <= most:
        raise ValidationError({name: [f"must be a whole number from {least} to {most}."]})
    return int(given)


def _cursor(sequence: int) -> str:
    return base64.urlsafe_b64encode(f"v1:{sequence}".encode()).decode().rstrip("=")


def _from_cursor(cursor: str) -> int:
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
        version, _, number = text.partition(":")
        if version == "v1" and number.isdigit() and len(number) < 19:
            return int(number)
    except (binascii.Error, ValueError):
        pass
    raise ValidationError({"cursor": ["is not one that this list gave out."]})


def _page(documents: Iterable[bytes], tail: str) -> HttpResponse:
    """``{"results": […], tail}`` from finished documents, without reading them."""
    body = b'{"results":[' + b",".join(documents) + b"]," + tail.encode() + b"}"
    return HttpResponse(body, content_type=JSON)


def _word(request: Request, name: str, words: type[Word]) -> str | None:
    given = request.query_params.get(name)
    if given is not None and given not in words.stored():
        raise ValidationError({name: [f"must be one of {', '.join(words.stored())}."]})
    return given


def _filtered(request: Request) -> QuerySet[CurrentRelease]:
    rows = CurrentRelease.objects.exclude(kind=ReleaseKind.WITHDRAWN.value)
    for name, words in (("status", Status), ("sourcing_type", SourcingType)):
        given = _word(request, name, words)
        if given is not None:
            rows = rows.filter(**{name: given})
    text = request.query_params.get("q", "").replace("\x00", "").strip()
    return rows.filter(search=SearchQuery(text, config="simple")) if text else rows


class ClaimList(APIView):
    """Current releases, the newest first."""

    def get(self, request: Request) -> HttpResponse:
        """A page of ``limit`` claims; ``cursor`` from ``next`` gives the following page at equal speed."""
        rows, size = _filtered(request), _size(request)
        cursor = request.query_params.get("cursor")
        if cursor is not None:
            rows = rows.filter(release__lt=_from_cursor(cursor))
        found = list(rows.order_by("-release").values_list("release_id", "release__document")[: size + 1])
        shown = found[:size]
        following = f'"{_cursor(shown[-1][0])}"' if len(found) > size else "null"
        return _page((bytes(document) for _, document in shown), f'"next":{following}')


class ClaimDetail(APIView):
    """One claim: its current release, or an earlier one by ``?version=``."""

    def get(self, request: Request, public_id: str) -> HttpResponseBase:
        """The finished document; 304 when the caller has it, 410 with the tombstone when it was withdrawn."""
        return answer(request, chosen_release(request, public_id))


def chosen_release(request: Request, public_id: str) -> Release:
    """The release that ``?version=`` names, else the current one; of a withdrawn claim always its tombstone.

    Raises ``Http404`` for what was never released.
    """
    version = _whole(request, "version", default=0, least=1, most=2**31 - 1)
    current = CurrentRelease.objects.select_related("release").filter(claim__public_id=public_id).first()
    if current is None:
        raise Http404
    if not version or current.kind == ReleaseKind.WITHDRAWN:
        return current.release
    found = Release.objects.filter(claim=current.claim_id, version=version).first()
    if found is None:
        raise Http404
    return found


def answer(request: Request, release: Release, part: Callable[[bytes], bytes] = bytes) -> HttpResponseBase:
    """The ``part`` of a release that is asked for; 304 when the caller has it, 410 with the tombstone."""
    if release.kind == ReleaseKind.WITHDRAWN:
        return HttpResponse(bytes(release.document), content_type=JSON, status=410)
    etag = quote_etag(release.etag)
    asked = parse_etags(request.headers.get("If-None-Match", ""))
    response: HttpResponseBase
    if etag in asked or f"W/{etag}" in asked or "*" in asked:
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(part(bytes(release.document)), content_type=JSON)
    response["ETag"] = etag
    return response


class ChangeFeed(APIView):
    """Every release in order, tombstones included: whoever follows it holds an exact copy."""

    def get(self, request: Request) -> HttpResponse:
        """Up to ``limit`` releases after the sequence number ``after``; ask again from ``last``."""
        after = _whole(request, "after", default=0, least=0, most=2**62)
        rows = Release.objects.filter(sequence__gt=after).order_by("sequence")
        found = list(rows.values_list("sequence", "document")[: _size(request)])
        last = found[-1][0] if found else after
        return _page((bytes(document) for _, document in found), f'"last":{last}')
