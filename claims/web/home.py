"""The first page after sign-in, by role."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """What the signed-in person is likely to do next."""
    return render(request, "home/home.html")
