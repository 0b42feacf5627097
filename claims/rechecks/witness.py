"""Another page of the same host, asked at the same moment: does the site let us in at all? Pure.

A wall in words that nobody knows looks like an error page in words that nobody knows. But a wall stands before the
site's other pages too, and says the same there; an error page does not. So where a page answers with another text, a
page that showed lately is asked for right after it, as a witness.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from claims.rechecks.probe import ALIKE, likeness, sketch

WALLS = frozenset({401, 403, 407, 429, 451, 503, 999})
"""Statuses with which a witness says that we are kept out at this moment."""
AS_BEFORE = 0.3
"""Share of equal runs of words from which the witness shows as it did."""


@dataclass(frozen=True, slots=True)
class Witness:
    """What the other page answered.

    ``shows`` when it is the page that was known; ``walled`` when its status or its marks say that it is kept from us;
    ``leads_to`` where a redirect of it leads; ``sketch`` of its text.
    """

    shows: bool = False
    walled: bool = False
    leads_to: str | None = None
    sketch: tuple[int, ...] = ()


def shows_as_before(text: str, known: str) -> bool:
    """Whether a text is that of a page as it was known."""
    return likeness(sketch(text), sketch(known)) >= AS_BEFORE


def lets_us_in(witness: Witness, *, text: str, led_to: str | None) -> bool | None:
    """Whether the site shows its pages at this moment; ``False``: it answers them alike; ``None``: cannot tell.

    ``text`` is that of the page in doubt, ``led_to`` where a redirect of it led.
    """
    if witness.walled:
        return False
    if witness.leads_to is not None:
        return False if led_to is not None and _target(led_to) == _target(witness.leads_to) else None
    if witness.shows:
        return True
    return False if likeness(sketch(text), witness.sketch) >= ALIKE else None


def _target(url: str) -> tuple[str, str]:
    """Where an address leads, whatever it carries along."""
    parts = urlsplit(url)
    return parts.netloc.lower(), parts.path
