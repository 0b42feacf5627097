"""Plain values that leave this room."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from claims.vocabulary import CaptureMethod, Precision


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of readable text by what it is: ``headline``, ``paragraph`` or ``caption``; characters from the start."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DateFact:
    """A date as a page states it: how exactly, and where it says so."""

    value: date
    precision: Precision
    evidence: str


@dataclass(frozen=True, slots=True)
class Picture:
    """What a page says under a picture and whom it credits; the picture itself is never taken."""

    caption: str | None
    credit: str | None
    evidence: str


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link inside an article's sentences: its address, and where its words stand in the readable text."""

    url: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What a page says of itself; what it does not say is ``None``.

    ``language`` is the text's own where that is clear, else the one that the page declares (``stated_language``).
    ``canonical_url`` is on the page's own site; ``stated_canonical`` is what it says, wherever that is.
    ``address_candidate`` is an address that a forwarded mail names: a person decides whether it is the article's.
    ``free`` is whether the page says that all may read it. ``links`` are those in the article's sentences.
    ``evidence`` are pairs of a fact's name and where it stands.
    """

    title: str | None = None
    site_name: str | None = None
    canonical_url: str | None = None
    stated_canonical: str | None = None
    address_candidate: str | None = None
    authors: tuple[str, ...] = ()
    published: DateFact | None = None
    modified: DateFact | None = None
    language: str | None = None
    stated_language: str | None = None
    free: bool | None = None
    pictures: tuple[Picture, ...] = ()
    links: tuple[PageLink, ...] = ()
    evidence: tuple[tuple[str, str], ...] = ()
    disagreements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What a reader made of a file's bytes.

    ``text`` is what a person reads and what positions count in; ``blocks`` is ``None`` for text without structure.
    ``whole`` is all visible text, the foot included. ``pages`` are the positions in ``text`` at which pages begin.
    """

    text: str
    whole: str
    blocks: tuple[Block, ...] | None = None
    pages: tuple[int, ...] = ()
    facts: PageFacts = field(default_factory=PageFacts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Captured(Read):
    """A document as it came in: its bytes, what was read in them, and where it was found.

    Rights notices are looked for in ``whole``. ``headers`` are those of the answer that speak of rights, by lower-case
    name. ``redirects`` are (status, address left) on the way from ``url`` to ``final_url``.
    """

    raw: bytes
    media_type: str
    method: CaptureMethod
    url: str | None = None
    final_url: str | None = None
    http_status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    redirects: tuple[tuple[int, str], ...] = ()


def page_at(pages: Sequence[int], position: int) -> int | None:
    """The number of the page, from 1, on which ``position`` stands; ``None`` for a document without pages."""
    return max(1, bisect_right(pages, position)) if pages else None
