"""What every answer carries, and the size that a request may have."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from claims.web.errors import too_large

_PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class HeadersMiddleware:
    """Refuses bodies over the limit before anything reads them; adds the headers that no other part adds."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer with its headers, or 413 in the site's style."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        oversized = length.isdigit() and int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        response = too_large(request) if oversized else self.get_response(request)
        response.headers.setdefault("Permissions-Policy", _PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response
