"""Plain values that leave this room. All positions are characters of the text that was read."""

from __future__ import annotations

from dataclasses import dataclass

from claims.vocabulary import CreditKind, Part, SourcingType, Voice, WarningKind

Span = tuple[int, int]
"""Start and end, so that ``text[start:end]`` is what is meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One sentence of a page with how it says where it comes from.

    ``source_words`` are the words used for the source in this very sentence, ``description`` the first and fullest
    description of the same source on the page. ``relayed_for`` are the words for whom the source reports.
    ``origin`` is equal for statements that come down to the same unnamed source ("unnamed-1"). ``quotations`` are
    spans inside the quotation marks, ``content`` is what is said without source and cue. ``further_sources`` are other
    words of the sentence that name somebody who says something. ``why`` tells a person which words decided.
    """

    start: int
    end: int
    text: str
    part: Part
    voice: Voice
    sourcing: SourcingType
    why: str
    source_words: str | None = None
    source_span: Span | None = None
    description: str | None = None
    cue: str | None = None
    relayed_for: str | None = None
    origin: str | None = None
    quotations: tuple[Span, ...] = ()
    content: Span | None = None
    further_sources: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadingWarning:
    """What a careful reader would stumble over; ``spans`` are the words that raise it."""

    kind: WarningKind
    detail: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Credit:
    """What a page says of where it has its story from.

    ``names`` are those credited: agencies by their one name, else one name as written, without article. ``words`` are
    the page's own, to be shown as the reason; ``span`` is where they stand in the text, ``None`` for an author that
    only the page's data name. ``url`` is where a link leads.
    """

    kind: CreditKind
    names: tuple[str, ...]
    words: str
    span: Span | None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Caption:
    """The words under a picture, who is credited with it, and the year of the scene where it is told."""

    start: int
    end: int
    credit: str | None
    year: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A page as the machine reads it; ``version`` names the rules that read it. Furniture is no part of the article.

    ``attributed`` is false where the page's language is not read: then no statement says anything about its source.
    """

    version: str
    language: str | None
    title: str | None
    statements: tuple[Statement, ...]
    warnings: tuple[ReadingWarning, ...] = ()
    captions: tuple[Caption, ...] = ()
    furniture: tuple[Span, ...] = ()
    attributed: bool = True
