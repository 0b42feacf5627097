"""Reading vetted claims: finished bytes of releases, never built for a request."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils.http import parse_etags, quote_etag
from rest_framework.request import Request
from rest_framework.views import APIView

from claims.api import reading
from claims.api.asked import MAX_PAGE, PAGE, known_only, understood, whole
from claims.api.news import wait_for
from claims.models import Release
from claims.vocabulary import ReleaseKind

JSON = "application/json"
LONGEST_WAIT = 30
"""Seconds that the change feed waits at most."""


class ClaimList(APIView):
    """Current releases, the newest first."""

    def get(self, request: Request) -> HttpResponse:
        """A page of ``limit`` claims; ``cursor`` from ``next`` gives the following page at equal speed."""
        return HttpResponse(reading.page(understood(request.GET)), content_type=JSON)


class ClaimDetail(APIView):
    """One claim: its current release, or an earlier one by ``?version=``."""

    def get(self, request: Request, public_id: str) -> HttpResponseBase:
        """The finished document; 304 when the caller has it, 410 with the tombstone when it was withdrawn."""
        return answer(request, chosen_release(request, public_id))


def chosen_release(request: Request | HttpRequest, public_id: str) -> Release:
    """The release that ``?version=`` names, else the current one; of a withdrawn claim always its tombstone.

    It is as it may leave today: its document may lack words that it once said, and is not to be saved. Raises
    ``Http404`` for what was never released.
    """
    version = whole(request.GET, "version", default=0, least=1, most=2**31 - 1)
    current = reading.current(public_id)
    if current is None:
        raise Http404
    if version in (0, current.version) or current.kind == ReleaseKind.WITHDRAWN:
        return current
    numbered = Release.objects.filter(claim=current.claim_id, version=version)
    found = reading.leaving(list(numbered.values_list("sequence", flat=True)))
    if not found:
        raise Http404
    return found[0]


def has_it(request: Request | HttpRequest, etag: str) -> bool:
    """Whether the caller says that it holds the version with this ETag."""
    asked = request.headers.get("If-None-Match")
    if not asked:
        return False
    quoted, known = quote_etag(etag), parse_etags(asked)
    return quoted in known or f"W/{quoted}" in known or "*" in known


def answer(
    request: Request | HttpRequest, release: Release, part: Callable[[bytes], bytes] = bytes
) -> HttpResponseBase:
    """The ``part`` of a release that is asked for; 304 when the caller has it, 410 with the tombstone."""
    if release.kind == ReleaseKind.WITHDRAWN:
        return HttpResponse(bytes(release.document), content_type=JSON, status=410)
    response: HttpResponseBase
    if has_it(request, release.etag):
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(part(bytes(release.document)), content_type=JSON)
    response["ETag"] = quote_etag(release.etag)
    return response


class ChangeFeed(APIView):
    """Every release in order, tombstones included: whoever follows it holds an exact copy."""

    def get(self, request: Request) -> HttpResponse:
        """Up to ``limit`` releases after the sequence number ``after``; ask again from ``last``.

        Where there is none, ``wait`` waits up to so many seconds for one; the answer may come sooner, and empty.
        """
        known_only(request.GET, ("after", "limit", "wait"))
        wait = whole(request.GET, "wait", default=0, least=0, most=LONGEST_WAIT)
        after = whole(request.GET, "after", default=0, least=0, most=2**62)
        size = whole(request.GET, "limit", default=PAGE, least=1, most=MAX_PAGE)
        found = reading.following(after, size)
        if wait and not found:
            wait_for(after, wait)
            found = reading.following(after, size)
        last = found[-1].sequence if found else after
        return HttpResponse(
            reading.joined([bytes(release.document) for release in found], f'"last":{last}'), content_type=JSON
        )
