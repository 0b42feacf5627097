"""When a page says that it was published and modified: its own metadata first, htmldate as a second source.

Every date keeps where it stands and how exactly it is given. Nothing comes from a path, from the article's prose or
from today's date: htmldate is shown only the page's metadata and the elements that are named after dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any

from htmldate import find_date
from lxml import html

from claims.capture.values import DateFact
from claims.vocabulary import Precision

_ISO = re.compile(r"\s*(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?![\d-])")
_COMPACT = re.compile(r"\s*(\d{4})(\d{2})(\d{2})(?!\d)")
_WRITTEN = re.compile(
    r"\s*(?:[A-Z][a-z]{2,8},?\s+)?(?:(?P<before>\d{1,2})\s+)?"
    r"(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\s+(?:(?P<behind>\d{1,2}),?\s+)?(?P<year>\d{4})\b"
)
"""As mail and scripts write dates: "Tue, 19 Nov 2019", "Tue Nov 19 2019"."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_PDF = re.compile(r"(?:D:)?(\d{4})(\d{2})?(\d{2})?")

_PUBLISHED_METAS = (
    "article:published_time",
    "og:published_time",
    "datePublished",
    "date",
    "dc.date",
    "DC.date.issued",
    "dcterms.created",
    "dcterms.issued",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publish-date",
    "cXenseParse:recs:publishtime",
)
_MODIFIED_METAS = ("article:modified_time", "og:updated_time", "dateModified", "dcterms.modified", "last-modified")

_DATED = (
    "//time | //abbr[@title] | //*[@itemprop='datePublished']"
    " | //*[self::p or self::div or self::span or self::li][contains(@class, 'date') or contains(@class, 'Date')"
    " or contains(@id, 'date') or contains(@class, 'publish') or contains(@class, 'Publish')"
    " or contains(@class, 'timestamp') or contains(@class, 'byline') or contains(@class, 'dateline')]"
)
_BESIDE = re.compile(r"related|sidebar|comment|teaser|recommend|most-?read|promo|widget", re.IGNORECASE)
_MOST_NODES, _LONGEST_NODE = 12, 300
_TOLERANCE = 1
"""Days by which two sources may differ: the same moment has two dates in two time zones."""


@dataclass(frozen=True, slots=True)
class Dates:
    """Both dates of a page, and sentences about sources that say different things."""

    published: DateFact | None
    modified: DateFact | None
    disagreements: tuple[str, ...]


def dates(tree: html.HtmlElement, data: Sequence[dict[str, Any]]) -> Dates:
    """The dates of a page; ``data`` are the objects of its JSON-LD."""
    published = [*_structured(tree, data, "datePublished", _PUBLISHED_METAS), *_marked(tree)]
    published.extend(filter(None, [by_htmldate(tree)] if published else [_unmarked(tree) or by_htmldate(tree)]))
    modified = list(_structured(tree, data, "dateModified", _MODIFIED_METAS))
    first, last = next(iter(published), None), next(iter(modified), None)
    said = [*differing("published", published), *differing("modified", modified)]
    if first and last and _before(last, first):
        said.append(f"modified: {_told(last)} is before published: {_told(first)}")
    return Dates(first, last, tuple(said))


def stated_date(text: str | None, evidence: str) -> DateFact | None:
    """An ISO date, or one as mail and scripts write it, with its precision; ``None`` for anything else."""
    found = _ISO.match(text or "") or _COMPACT.match(text or "")
    return _fact(found.groups(), evidence) if found else _written(text or "", evidence)


def _written(text: str, evidence: str) -> DateFact | None:
    found = _WRITTEN.match(text)
    if found is None:
        return None
    month = str(_MONTHS.index(found["month"]) + 1)
    return _fact((found["year"], month, found["before"] or found["behind"]), evidence)


def pdf_date(text: str, evidence: str) -> DateFact | None:
    """A date as PDF files write it: ``D:20260302081500+01'00'``."""
    found = _PDF.match(text.strip())
    return _fact(found.groups(), evidence) if found else None


def _fact(found: Sequence[str | None], evidence: str) -> DateFact | None:
    year, month, day = found
    precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
    try:
        return DateFact(date(int(year or 0), int(month or 1), int(day or 1)), precision, evidence)
    except ValueError:
        return None


def _structured(
    tree: html.HtmlElement, data: Sequence[dict[str, Any]], key: str, metas: Iterable[str]
) -> Iterator[DateFact]:
    """What metadata says, each kind of it once: JSON-LD, ``meta`` elements, microdata."""
    by_data = (stated_date(str(entry.get(key, "")), f"JSON-LD {key}") for entry in data)
    by_meta = (stated_date(_meta(tree, name), f"meta {name}") for name in metas)
    micro = tree.xpath(f"//*[@itemprop='{key}']/@datetime | //*[@itemprop='{key}']/@content")
    by_micro = (stated_date(str(text), f"microdata {key}") for text in micro[:3])
    for kind in (by_data, by_meta, by_micro):
        found = next((fact for fact in kind if fact), None)
        if found:
            yield found


def _meta(tree: html.HtmlElement, name: str) -> str | None:
    found = tree.xpath("//meta[@property=$name or @name=$name]/@content", name=name)
    return str(found[0]) if found else None


def _marked(tree: html.HtmlElement) -> Iterator[DateFact]:
    """The ``time`` element that is marked as the date of publication."""
    found = tree.xpath("//time[@pubdate]/@datetime")
    fact = stated_date(str(found[0]), "time element") if found else None
    if fact:
        yield fact


def _unmarked(tree: html.HtmlElement) -> DateFact | None:
    """The first ``time`` element of the article, for a page that says nothing else: it may be an update's.

    Outside an article only where all ``time`` elements of the page, save those of other stories, have one date.
    """
    found = tree.xpath("//article//time/@datetime")
    if found:
        return stated_date(str(found[0]), "time element")
    beside = (node for node in tree.xpath("//time[@datetime]")[:_MOST_NODES] if not _is_beside(node))
    facts = {fact for node in beside if (fact := stated_date(str(node.get("datetime")), "time element"))}
    return facts.pop() if len(facts) == 1 else None


def differing(name: str, facts: Sequence[DateFact]) -> Iterator[str]:
    """A sentence for each date that contradicts the first, each told once; a month contradicts no day inside it."""
    told: set[date] = set()
    for other in facts[1:]:
        if not _agree(facts[0], other) and other.value not in told:
            told.add(other.value)
            yield f"{name}: {_told(facts[0])}, but {_told(other)}"


def _agree(one: DateFact, other: DateFact) -> bool:
    precisions = {one.precision, other.precision}
    if Precision.YEAR in precisions:
        return one.value.year == other.value.year
    if Precision.MONTH in precisions:
        return (one.value.year, one.value.month) == (other.value.year, other.value.month)
    return abs((one.value - other.value).days) <= _TOLERANCE


def _before(one: DateFact, other: DateFact) -> bool:
    return one.value < other.value and not _agree(one, other)


def as_given(fact: DateFact) -> str:
    """A date as exactly as it was given: ``2026-03-02``, ``2026-03`` or ``2026``."""
    length = {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10}[fact.precision]
    return fact.value.isoformat()[:length]


def _told(fact: DateFact) -> str:
    return f"{as_given(fact)} ({fact.evidence})"


def by_htmldate(tree: html.HtmlElement) -> DateFact | None:
    """The date of publication that htmldate reads in metadata and in elements named after dates, or ``None``."""
    dated = _dated_only(tree)
    shown = " ".join(" ".join(dated.itertext()).split())
    attributes = " ".join(str(value) for node in dated.iter() for value in node.attrib.values())
    try:
        found = find_date(dated, extensive_search=False, original_date=True, url="")
    except Exception:  # noqa: BLE001 - a second opinion that stumbles is none
        return None
    value = date.fromisoformat(found) if found else None
    return _placed(value, shown, attributes) if value else None


def _dated_only(tree: html.HtmlElement) -> html.HtmlElement:
    """A page of nothing but the metadata and the elements named after dates: no prose, no addresses."""
    page = html.fromstring("<html><head></head><body></body></html>")
    for meta in tree.xpath("//head/meta[@content]")[:200]:
        if "://" not in meta.get("content", ""):
            page.head.append(deepcopy(meta))
    for node in _dated_nodes(tree):
        page.body.append(_without_tail(node))
    return page


def _dated_nodes(tree: html.HtmlElement) -> Iterator[html.HtmlElement]:
    places = tree.xpath("//article | //main")[:1] or [tree]
    left = _MOST_NODES
    for node in places[0].xpath(_DATED.replace("//", ".//")):
        if left and len(node) < 20 and len(node.text_content()) <= _LONGEST_NODE and not _is_beside(node):
            left -= 1
            yield node


def _is_beside(node: html.HtmlElement) -> bool:
    """Whether a node belongs to something beside the article: a list of others, comments, foot."""
    names = (f"{above.get('class', '')} {above.get('id', '')}" for above in node.iterancestors())
    return any(above.tag in ("aside", "nav", "footer") for above in node.iterancestors()) or any(
        _BESIDE.search(name) for name in names
    )


def _without_tail(node: html.HtmlElement) -> html.HtmlElement:
    copy = deepcopy(node)
    copy.tail = None
    return copy


def _placed(value: date, shown: str, attributes: str) -> DateFact | None:
    """``value`` with the words that state it; its precision is a day only where the day stands there."""
    for where, text in (("text of the page", shown), ("attributes of the page", attributes)):
        for found in re.finditer(rf"(?<!\d){value.year}(?!\d)|(?<!\d){value.year}(?=\d{{4}}(?!\d))", text):
            words = text[max(0, found.start() - 24) : found.end() + 12]
            if re.search(rf"(?<!\d)0?{value.day}(?:st|nd|rd|th)?(?!\d)", words.replace(found.group(), " ")):
                return DateFact(value, Precision.DAY, f"htmldate, {where}: “{words.strip()}”")
    if value.day != 1 or str(value.year) not in f"{shown} {attributes}":
        return None  # a day that stands nowhere is a guess
    precision = Precision.YEAR if value.month == 1 else Precision.MONTH
    return DateFact(value, precision, "htmldate")
