"""What archives say of their copies (RFC 7089, "Memento"; link format of RFC 6690 and RFC 8288). Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

LINK_FORMAT = "application/link-format"
MOST_LINKS = 20_000
"""Links of one list that are looked at: a page that was copied every hour for two years has fewer."""

_TOKEN = re.compile(r'<([^<>]*)>|;\s*([a-z][a-z0-9*-]*)\s*=\s*(?:"([^"]*)"|([^\s",;]+))', re.IGNORECASE)
_STAMP = re.compile(r"/(\d{4,14})(?:[a-z]{2}_)?/(?=https?:)")


@dataclass(frozen=True, slots=True)
class Linked:
    """One link: where it leads, its relations in lower case, the moment of a copy, and the period of a list."""

    url: str
    relations: frozenset[str]
    moment: datetime | None
    begins: datetime | None = None
    ends: datetime | None = None
    kind: str = ""
    """The media type that is to be expected, in lower case; empty when the link does not say."""

    @property
    def is_list(self) -> bool:
        """Whether it leads to a list of copies in the form that is read here."""
        return "timemap" in self.relations and self.kind in ("", LINK_FORMAT)

    def away(self, moment: datetime) -> timedelta:
        """How far a moment is from the period; nothing where the period is open or not told."""
        before = self.begins - moment if self.begins else timedelta(0)
        after = moment - self.ends if self.ends else timedelta(0)
        return max(before, after, timedelta(0))


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
    moment, begins, ends = (moment_of(given.get(name)) for name in ("datetime", "from", "until"))
    kind = given.get("type", "").partition(";")[0].strip().lower()
    return [Linked(whole, relations, moment, begins, ends, kind)] if usable else []


def mementos(found: Iterable[Linked]) -> list[Memento]:
    """The copies among links, each once."""
    once = {one.url: one.moment for one in found if "memento" in one.relations and one.moment is not None}
    return [Memento(url, moment) for url, moment in once.items()]


def timemap(found: Iterable[Linked]) -> str | None:
    """Where the list of all copies is."""
    return next((one.url for one in found if one.is_list), None)


def next_list(found: Iterable[Linked], moment: datetime, *, but: Container[str]) -> Linked | None:
    """The list nearest to a moment among those that lists name, without the addresses in ``but``."""
    lists = [one for one in found if one.is_list and "self" not in one.relations and one.url not in but]
    return min(lists, key=lambda one: one.away(moment), default=None)


def surround(found: Collection[Memento], moment: datetime, *, most: int) -> bool:
    """Whether there are ``most`` copies, and some on both sides of a moment."""
    sides = {one.moment > moment for one in found}
    return len(found) >= most and len(sides) == 2


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
