"""How the kinds of boxes and lines of a provenance graph look, where no style sheet says otherwise. Pure.

Never by colour alone: what does not count is dashed, what contradicts carries its word, an unnamed source is dashed and
says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ink:
    """Fill and stroke as colours, and the dashes of the stroke."""

    stroke: str
    fill: str = "#ffffff"
    dashes: str | None = None


PAPER, WORDS, SMALL = "#ffffff", "#1c2126", "#596069"
_GREY = Ink("#8b8f94")
BOXES: Mapping[str, Ink] = {
    "claim": Ink("#0d5c63", "#e2efef"),
    "supports": Ink("#1d6a3a", "#e3f1e7"),
    "supports_narrower": Ink("#1d6a3a", "#ffffff"),
    "contradicts": Ink("#9c2426", "#f9e5e4"),
    "mentions": _GREY,
    "withdraws": Ink("#9c2426", "#ffffff", "2 3"),
    "withdrawn": Ink("#8b8f94", "#f3f1ec", "2 3"),
    "named": Ink("#2d4f86", "#e6edf8"),
    "unnamed": Ink("#2d4f86", "#ffffff", "5 4"),
    "document": _GREY,
    "outlet": Ink("#596069", "#f3f1ec"),
    "owner": Ink("#596069", "#f3f1ec"),
}
LINES: Mapping[str, Ink] = {
    "supports": Ink("#1d6a3a"),
    "supports_narrower": Ink("#1d6a3a", dashes="8 3"),
    "contradicts": Ink("#9c2426"),
    "mentions": _GREY,
    "withdraws": Ink("#9c2426", dashes="2 3"),
    "withdrawn": Ink("#8b8f94", dashes="2 3"),
    "says": Ink("#2d4f86"),
    "relay": Ink("#2d4f86", dashes="8 3"),
    "stands": _GREY,
    "published": _GREY,
    "owns": _GREY,
    "cites": Ink("#7a4d00"),
    "joined": Ink("#7a4d00"),
    "suspected": Ink("#7a4d00", dashes="5 4"),
}
FRAMES: Mapping[str, Ink] = {
    "qualifies": Ink("#1d6a3a", "none"),
    "weak": Ink("#8b8f94", "none", "6 4"),
    "withdrew": Ink("#9c2426", "none", "2 3"),
    "against": Ink("#9c2426", "none"),
}
MEANINGS = (
    ("supports", "supports"),
    ("contradicts", "contradicts"),
    ("withdrawn", "withdrawn"),
    ("says", "who says so"),
    ("relay", "relayed from"),
    ("stands", "stands in, published by"),
    ("joined", "one origin, and why"),
    ("suspected", "perhaps one origin"),
)
"""The legend: kinds of lines, in words."""
