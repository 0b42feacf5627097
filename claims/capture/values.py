"""Plain values that leave this room."""

from __future__ import annotations

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


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What a page says of itself; what it does not say is ``None``."""

    title: str | None = None
    site_name: str | None = None
    canonical_url: str | None = None
    authors: tuple[str, ...] = ()
    published: DateFact | None = None
    modified: DateFact | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Captured:
    """A document as it came in.

    ``text`` is what a reader reads and what positions count in; ``blocks`` is ``None`` for plain text. ``whole`` is
    all visible text of the page, its foot included: rights notices are looked for there.
    """

    raw: bytes
    media_type: str
    method: CaptureMethod
    text: str
    whole: str
    blocks: tuple[Block, ...] | None = None
    facts: PageFacts = field(default_factory=PageFacts)
    url: str | None = None
    final_url: str | None = None
    http_status: int | None = None
