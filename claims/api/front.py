"""The short way for what is asked most: a page of the list, and one claim, of a token that is known.

It stands before the middleware of the pages: sessions, forms and their headers are nothing to these calls. Whatever is
not plain (a token not known, a parameter that is wrong, another format) goes the long way, which says what is wrong.
Both ways answer with the same functions.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from django.db import InterfaceError, OperationalError, connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils.http import quote_etag
from rest_framework.exceptions import ValidationError

from claims.access import CALLS
from claims.api import reading
from claims.api.asked import understood
from claims.api.tokens import known
from claims.api.views import JSON, answer, chosen_release, has_it
from claims.metering.service import spend
from claims.vocabulary import ReleaseKind

_LIST = "/api/v1/claims"
_CLAIM = re.compile(r"/api/v1/claims/([0-9a-z]{16})")
_PLAIN = frozenset({"", "*/*", JSON})


class ShortWay:
    """Answers plain reads at once and hands everything else on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer of the short way, or of the long one."""
        if request.method == "GET" and request.path.startswith(_LIST):
            response = _short(request)
            if response is not None:
                return response
        return self.get_response(request)


def _short(request: HttpRequest) -> HttpResponseBase | None:
    header = request.META.get("HTTP_AUTHORIZATION", "")
    if request.META.get("HTTP_ACCEPT", "") not in _PLAIN:
        return None
    answering = _way(request.path)
    token = known(header, CALLS[answering[0]]) if answering else None
    if answering is None or token is None:
        return None
    verdict = spend(request, token)
    if not verdict.allowed:
        return None
    try:
        response = _answered(request, answering[1])
    except (Http404, ValidationError):
        return None
    for name, value in {"Vary": "Accept", **verdict.headers()}.items():
        response[name] = value
    if isinstance(response, HttpResponse) and not isinstance(response, HttpResponseNotModified):
        response["Content-Length"] = str(len(response.content))
    return response


def _way(path: str) -> tuple[str, str] | None:
    """The name of the call in the table of access, and the claim that it names."""
    if path == _LIST:
        return "api_claims", ""
    found = _CLAIM.fullmatch(path)
    return ("api_claim", found[1]) if found else None


def _answered(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """Read once more when the server had closed the connection: that is cheaper than to ask it before every read."""
    connection.health_check_done = True  # type: ignore[attr-defined]  # the stubs do not know it
    try:
        return _read(request, public_id)
    except (OperationalError, InterfaceError):
        if connection.in_atomic_block:
            raise
        connection.close()
        return _read(request, public_id)


def _read(request: HttpRequest, public_id: str) -> HttpResponseBase:
    if not public_id:
        return HttpResponse(reading.page(understood(request.GET)), content_type=JSON)
    if request.META.get("HTTP_IF_NONE_MATCH") and not request.META["QUERY_STRING"]:
        current = reading.current_of(public_id)
        whole = current is not None and not current.ended and current.kind != ReleaseKind.WITHDRAWN
        if current is not None and whole and has_it(request, current.etag):
            response = HttpResponseNotModified()
            response["ETag"] = quote_etag(current.etag)
            return response
    return answer(request, chosen_release(request, public_id))
