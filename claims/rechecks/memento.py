"""What archives say of their copies (RFC 7089, "Memento"; link format of RFC 6690 and RFC 8288). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

MOST_LINKS = 20_000
"""Links of one list that are looked at: a page that was copied every hour for two years has fewer."""

_TOKEN = re.compile(r'<([^<>]*)>|;\s*([a-z][a-z0-9*-]*)\s*=\s*(?:"([^"]*)"|([^\s",;]+))', re.IGNORECASE)
_STAMP = re.compile(r"/(\d{4,14})(?:[a-z]{2}_)?/(?=https?:)")


@dataclass(frozen=True, slots=True)
class Linked:
    """One link: where it leads, its relations in lower case, and the moment of a copy."""

    url: str
    relations: frozenset[str]
    moment: datetime | None


@dataclass(frozen=True, slots=True)
class Memento:
    """A copy that an archive has."""

    url: str
    moment: datetime


def moment_of(text: str | None) -> datetime | None:
    """A date as HTTP has it, in UTC; ``None`` for what is none."""
    try:
        found = parsedate_to_datetime(text or "")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def links(text: str, *, base: str) -> list[Linked]:
    """The links of a ``Link`` header or a TimeMap; ``base`` is where it was got. What is malformed is left out."""
    found: list[Linked] = []
    url, given = None, dict[str, str]()
    for match in _TOKEN.finditer(text):
        if match[1] is None:
            given.setdefault(match[2].lower(), match[3] if match[3] is not None else match[4])
            continue
        found += _linked(url, given, base)
        url, given = match[1].strip(), {}
        if len(found) >= MOST_LINKS:
            return found
    return found + _linked(url, given, base)


def _linked(url: str | None, given: dict[str, str], base: str) -> list[Linked]:
    try:
        whole = urljoin(base, url) if url else ""
        usable = urlsplit(whole).scheme in ("http", "https")
    except ValueError:
        return []
    relations = frozenset(given.get("rel", "").lower().split())
    return [Linked(whole, relations, moment_of(given.get("datetime")))] if usable else []


def mementos(found: Iterable[Linked]) -> list[Memento]:
    """The copies among links, each once."""
    once = {one.url: one.moment for one in found if "memento" in one.relations and one.moment is not None}
    return [Memento(url, moment) for url, moment in once.items()]


def timemap(found: Iterable[Linked]) -> str | None:
    """Where the list of all copies is."""
    return next((one.url for one in found if "timemap" in one.relations), None)


def around(found: Iterable[Memento], moment: datetime, *, most: int) -> list[Memento]:
    """At most ``most`` copies around a moment, the nearest first, one from each side before a second from one."""
    ordered = sorted(found, key=lambda one: (abs(one.moment - moment), one.url))
    before = next((one for one in ordered if one.moment <= moment), None)
    after = next((one for one in ordered if one.moment > moment), None)
    first = [one for one in ordered if one is before or one is after]
    return (first + [one for one in ordered if one not in first])[:most]


def raw(url: str) -> str:
    """The address of a copy without what the archive adds to it, where its form is the usual one."""
    return _STAMP.sub(r"/\1id_/", url, count=1)


def is_copy(url: str) -> bool:
    """Whether an address has the usual form of a copy's: a time, then the page's own address."""
    return _STAMP.search(url) is not None
