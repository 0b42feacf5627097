"""Every call is held against the limit of its token, and every answer tells what is left of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponseBase
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from claims.metering.quota import Verdict
from claims.metering.service import spend
from claims.models import ApiToken, User

if TYPE_CHECKING:  # the framework reads this module while it makes its views
    from rest_framework.views import APIView


class TokenThrottle(BaseThrottle):
    """Holds every call against the limit of its token."""

    def __init__(self) -> None:
        self._verdict: Verdict | None = None

    def allow_request(self, request: Request, view: APIView) -> bool:  # noqa: ARG002 - the framework's signature
        """Whether the call may be answered."""
        token = request.auth if isinstance(request.auth, ApiToken) else None
        person = request.user if isinstance(request.user, User) else None
        counted: Verdict | None = getattr(request._request, "rate_verdict", None)  # by the short way, once
        self._verdict = counted or spend(request._request, token, person)
        return self._verdict.allowed

    def wait(self) -> float | None:
        """Seconds until calls are answered again."""
        return self._verdict.resets_in if self._verdict else None


class RateLimitMiddleware:
    """Puts the headers of the limit on every answer that was counted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, with what is left of the limit."""
        response = self.get_response(request)
        verdict: Verdict | None = getattr(request, "rate_verdict", None)
        if verdict is not None:
            for name, value in verdict.headers().items():
                response[name] = value
        return response
