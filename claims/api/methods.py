"""One address, several views: what reads it and what writes to it live apart."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponseBase]


def by_method(otherwise: View, **views: View) -> View:
    """A view that hands each request to the view of its method; ``otherwise`` answers all other methods.

    It needs no CSRF token: calls are made with tokens of their own, never with a browser's session.
    """

    @csrf_exempt
    def view(request: HttpRequest, **arguments: str) -> HttpResponseBase:
        return views.get(request.method or "", otherwise)(request, **arguments)

    return view
