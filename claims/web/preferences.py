"""The looks and keys that a browser remembers: in cookies, so that no script is needed to apply them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from claims.web.frame import THEMES

_YEAR = 365 * 24 * 3600
_ALLOWED = {"theme": THEMES, "shortcuts": ("on", "off")}


def back_to(request: HttpRequest, given: str) -> str:
    """``given`` when it leads to a page of this site, else the home page."""
    safe = url_has_allowed_host_and_scheme(given, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return given if safe else "/"


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Remember the theme or the shortcuts, and go back to the page."""
    response = HttpResponseRedirect(back_to(request, request.POST.get("next", "")))
    for name, allowed in _ALLOWED.items():
        value = request.POST.get(name)
        if value in allowed:
            response.set_cookie(
                name, str(value), max_age=_YEAR, samesite="Lax", httponly=True, secure=request.is_secure()
            )
    return response


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """All keyboard shortcuts, and the switch that turns the single keys off."""
    return render(request, "home/keys.html")
