"""Small helpers of structured statements: addresses, years, and the notice that a statement becomes. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

from claims.rights.licences import Licence
from claims.rights.values import Notice, Rule
from claims.vocabulary import EvidenceMethod, RightsScope

LONGEST = 2000
"""Characters of a statement or an address that are kept."""

TRUSTED = 0.9
"""Confidence in what a page says of itself in data made for machines."""


def address(stated: object, base: str | None) -> str | None:
    """A web address as stated, made whole by ``base``; ``None`` for anything else."""
    if not isinstance(stated, str) or not stated.strip():
        return None
    try:
        whole = urljoin(base, stated.strip()) if base else stated.strip()
        parts = urlsplit(whole)
        kept = len(whole) <= LONGEST and whole.isprintable()
        return whole if kept and parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None


def years_in(stated: object) -> tuple[int | None, int | None]:
    """First and last year of a number, a text or a list of them."""
    found = [int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", str(stated)[:LONGEST])]
    return (min(found), max(found)) if found else (None, None)


def clean(text: object, longest: int = 500) -> str | None:
    """Text without doubled spaces and characters that no database keeps; ``None`` when nothing is left."""
    plain = " ".join(str(text)[:LONGEST].replace("\x00", " ").split()) if isinstance(text, str) else ""
    return plain.encode("utf-8", "ignore").decode()[:longest] or None


def statement(
    *,
    verbatim: str,
    method: EvidenceMethod,
    place: str,
    scope: RightsScope,
    rules: tuple[Rule, ...] = (),
    licence: Licence | None = None,
) -> Notice:
    """A structured statement as a notice; rules and those of the licence take its scope."""
    kept = clean(verbatim, LONGEST) or place
    found = (*rules, *(licence.rules if licence else ()))
    return Notice(
        verbatim=kept,
        start=0,
        end=len(kept),
        scope=scope,
        rules=tuple(replace(rule, scope=scope) for rule in found),
        licence_id=licence.id if licence else None,
        deciding=((0, len(kept)),),
        confidence=TRUSTED,
        method=method,
        place=clean(place) or method.value,
    )
