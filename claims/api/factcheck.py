"""``v1alpha1/claims:search``: the Google Fact Check Tools API; its clients read this installation unmodified."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.core import signing
from django.db.models import Q, QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.utils import timezone
from rest_framework import exceptions
from rest_framework.authentication import SessionAuthentication
from rest_framework.request import Request

from claims.api.access import TokenAuthentication
from claims.api.published import PublishedView, finished
from claims.api.views import JSON
from claims.models import ApiToken, CurrentRelease, User
from claims.publishing.formats import factcheck
from claims.publishing.formats.values import Site
from claims.publishing.released import said_today, site_of
from claims.vocabulary import ReleaseKind

_PLAIN, _MOST = 10, 100
_BOUND = ("query", "languageCode", "reviewPublisherSiteFilter", "maxAgeDays", "pageSize")
"""Parameters that must be the same on every page."""
_NUMBERS = {"pageSize": "page_size", "maxAgeDays": "max_age_days", "offset": "offset"}
_SYSTEM = (
    "key alt fields prettyPrint quotaUser access_token oauth_token callback uploadType upload_protocol $.xgafv".split()
)
_OFFERED = frozenset({*_BOUND, "offset", "pageToken", *_SYSTEM})
_SALT = "claims.api.factcheck"
_FURTHEST = 10_000


class Invalid(Exception):
    """A request that the service would refuse: INVALID_ARGUMENT."""


class _KeyAuthentication(TokenAuthentication):
    """The token where clients of the service put their key: in the address, or in a header of its own."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """The person and token, or ``None`` where no key is sent."""
        given = next((key for key in _keys(request) if key), None)
        if given is None:
            return super().authenticate(request)  # type: ignore[no-any-return]  # knox carries no types
        if "\x00" in given:
            raise exceptions.AuthenticationFailed
        found: tuple[User, ApiToken] = self.authenticate_credentials(given.encode())
        return found


def _keys(request: Request) -> tuple[str | None, ...]:
    kind, _, bearer = request.headers.get("Authorization", "").partition(" ")
    asked = (request.query_params.get(name) for name in ("key", "access_token", "oauth_token"))
    return (*asked, request.headers.get("X-Goog-Api-Key"), bearer if kind.lower() == "bearer" else None)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A request, understood; ``after`` is the sequence number that the previous page ended with."""

    query: str
    language: str
    site: str
    days: int
    size: int
    offset: int
    after: int | None
    bound: str


def _number(given: Mapping[str, str], name: str) -> int:
    text = given.get(name, "") or "0"
    try:
        number = int(text) if text.isascii() and len(text) < 12 else None
    except ValueError:
        number = None
    if number is None or not -(2**31) <= number < 2**31:
        raise Invalid(f"Invalid value at '{_NUMBERS[name]}' (TYPE_INT32), \"{text[:50]}\"")
    if number < 0:
        raise Invalid(f"{_NUMBERS[name]} must not be negative.")
    return number


def _understood(given: Mapping[str, str]) -> _Asked:
    unknown = next((name for name in given if name not in _OFFERED), None)
    if unknown is not None:
        raise Invalid(f'Invalid JSON payload received. Unknown name "{unknown[:50]}": Cannot bind query parameter.')
    if given.get("alt", "json") != "json":
        raise Invalid("Only alt=json is offered.")
    query, site = (given.get(name, "").replace("\x00", "").strip() for name in ("query", "reviewPublisherSiteFilter"))
    if not query and not site:
        raise Invalid("One of query and review_publisher_site_filter must be set.")
    bound = hashlib.sha256(json.dumps([given.get(name) or "" for name in _BOUND]).encode()).hexdigest()[:32]
    size = _number(given, "pageSize") or _PLAIN
    language = given.get("languageCode", "").replace("\x00", "").strip().partition("-")[0].lower()
    token = given.get("pageToken")
    after = _from_token(token, bound) if token else None
    offset = 0 if token else min(_number(given, "offset"), _FURTHEST)
    return _Asked(query, language, site, _number(given, "maxAgeDays"), min(size, _MOST), offset, after, bound)


def _token(sequence: int, bound: str) -> str:
    return signing.dumps([sequence, bound], salt=_SALT)


def _from_token(token: str, bound: str) -> int:
    try:
        sequence, of = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError, UnicodeError):
        raise Invalid("Invalid page token.") from None
    if of != bound:
        raise Invalid("The page token belongs to a request with other parameters.")
    return int(sequence)


def _is_ours(asked: str, site: Site) -> bool:
    """Whether a filter for a publisher's site means this one."""
    host = asked.partition("://")[2] or asked
    host = host.partition("/")[0].partition(":")[0].lower().removeprefix("www.")
    return site.host == host or site.host.endswith(f".{host}")


def _rows(asked: _Asked) -> QuerySet[CurrentRelease]:
    rows = CurrentRelease.objects.exclude(kind=ReleaseKind.WITHDRAWN.value)
    if asked.query:
        rows = rows.filter(search=SearchQuery(asked.query, config="simple", search_type="websearch"))
    if asked.language:
        rows = rows.filter(Q(language__iexact=asked.language) | Q(language__istartswith=f"{asked.language}-"))
    if asked.days:
        since = timezone.now() - timedelta(days=min(asked.days, 36_500))
        rows = rows.filter(Q(vetted_at__gte=since) | Q(claimed_on__gte=since.date()))
    if asked.after is not None:
        rows = rows.filter(release__lt=asked.after)
    return rows.order_by("-release")


def _answered(asked: _Asked, site: Site) -> dict[str, Any]:
    if asked.site and not _is_ours(asked.site, site):
        return {}
    found = list(
        _rows(asked).values_list("release_id", "release__document")[asked.offset : asked.offset + asked.size + 1]
    )
    shown = found[: asked.size]
    following = _token(shown[-1][0], asked.bound) if len(found) > asked.size else None
    return factcheck.answer((said_today(document) for _, document in shown), site, following=following)


def _failed(code: int, message: str, status: str) -> HttpResponse:
    body = json.dumps(factcheck.error(code, message, status), indent=2).encode()
    return HttpResponse(body, status=code, content_type=JSON)


_UNASKED = "Method doesn't allow unregistered callers. Please send a token of this site as the key."
_STATUSES = {403: "PERMISSION_DENIED", 404: "NOT_FOUND", 405: "UNIMPLEMENTED", 429: "RESOURCE_EXHAUSTED"}


def _told(error: Exception, _context: dict[str, Any]) -> HttpResponse | None:
    """Errors in the service's own shape; ``None`` leaves a fault of ours to Django."""
    if isinstance(error, Invalid):
        return _failed(400, str(error), "INVALID_ARGUMENT")
    if isinstance(error, exceptions.AuthenticationFailed):
        return _failed(400, "API key not valid. Please pass a valid API key.", "INVALID_ARGUMENT")
    if isinstance(error, exceptions.NotAuthenticated):
        return _failed(403, _UNASKED, "PERMISSION_DENIED")
    if isinstance(error, exceptions.APIException) and error.status_code < 500:
        response = _failed(error.status_code, str(error.detail), _STATUSES.get(error.status_code, "INVALID_ARGUMENT"))
        wait = getattr(error, "wait", None)
        if wait:
            response["Retry-After"] = f"{wait:.0f}"
        return response
    return None


class ClaimSearch(PublishedView):
    """Search through vetted claims as through the fact checks of the service."""

    authentication_classes = (_KeyAuthentication, SessionAuthentication)

    def get_exception_handler(self) -> Any:
        """The service's errors."""
        return _told

    def get(self, request: Request) -> HttpResponseBase:
        """A page of claims, the newest first, with only the ``fields`` that are asked for."""
        given = request.query_params.dict()
        asked = _understood(given)
        answer = _answered(asked, site_of(request._request))
        fields = given.get("fields")
        if fields:
            try:
                answer = factcheck.selected(answer, factcheck.selection(fields))
            except factcheck.Unknown as unknown:
                raise Invalid(f"Invalid field selection {str(unknown)[:50]}") from None
        indent = None if given.get("prettyPrint") in ("false", "0") else 2
        return finished(request, json.dumps(answer, ensure_ascii=False, indent=indent).encode(), JSON)
