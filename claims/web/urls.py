"""Addresses of the pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from claims.web import home, preferences

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.show, name="home"),
    path("theme/", preferences.choose, name="theme"),
    path("keys/", preferences.keys, name="keys"),
]
