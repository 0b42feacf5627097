"""What surrounds every page: navigation by role, and the looks that a person chose."""

from __future__ import annotations

from typing import TypedDict

from django.http import HttpRequest

from claims.access import may_open

THEMES = ("auto", "light", "dark")

_NAVIGATION = (
    ("home", "Home", "g h"),
    ("claims", "Claims", "g c"),
    ("queue", "Queue", "g q"),
    ("findings", "Findings", "g f"),
    ("sources", "Sources", "g s"),
    ("links", "Links", "g l"),
)


class Entry(TypedDict):
    """One link of the navigation: URL name, label, and the keys that open it."""

    name: str
    label: str
    keys: str


def navigation(request: HttpRequest) -> list[Entry]:
    """The links that the signed-in person may open, in order."""
    user = getattr(request, "user", None)
    return [Entry(name=name, label=label, keys=keys) for name, label, keys in _NAVIGATION if may_open(user, name)]


def theme(request: HttpRequest) -> str:
    """``auto``, ``light`` or ``dark``, as the cookie says; anything else counts as ``auto``."""
    chosen = request.COOKIES.get("theme", "")
    return chosen if chosen in THEMES else "auto"


def frame(request: HttpRequest) -> dict[str, object]:
    """Context of every page."""
    return {
        "navigation": navigation(request),
        "theme": theme(request),
        "themes": THEMES,
        "shortcuts": request.COOKIES.get("shortcuts") != "off",
    }
