"""Pages for what went wrong, in the site's style; programs get the API's own problem documents instead."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def _page(request: HttpRequest, status: int, template: str | None = None) -> HttpResponse:
    return render(request, f"errors/{template or status}.html", status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400; a request that is too large says so, with 413."""
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    return _page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - the framework's signature
    """403: signed in, but not for this."""
    return _page(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - the framework's signature
    """403: the form was not one of ours, or the session ended meanwhile."""
    return _page(request, 403, "csrf")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - the framework's signature
    """404."""
    return _page(request, 404)


def too_large(request: HttpRequest) -> HttpResponse:
    """413."""
    return _page(request, 413)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: from a template that needs neither database nor session."""
    return _page(request, 500)
