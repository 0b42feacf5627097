"""What every answer of the site has in common."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from claims.review.drain import drain

_WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class DrainMiddleware:
    """Follows up what a request changed, after its transaction and before its answer: the next page shows it.

    What is not followed up here, because it was much or went wrong, is left to the worker.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer of the view."""
        response = self.get_response(request)
        if request.method in _WRITES and response.status_code < 400:
            drain(limit=10)
        return response
