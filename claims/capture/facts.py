"""What a page says of itself, read from its own metadata with lxml; nothing is guessed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import html

from claims.capture.values import DateFact, PageFacts
from claims.vocabulary import Precision

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?![\d-])")


def _first(tree: html.HtmlElement, *paths: str) -> str | None:
    for path in paths:
        for found in tree.xpath(path):
            text = " ".join(str(found).split())
            if text:
                return text
    return None


def _objects(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 8:  # a page may nest without end
        return
    if isinstance(value, list):
        for entry in value:
            yield from _objects(entry, depth + 1)
    elif isinstance(value, dict):
        yield value
        yield from _objects(value.get("@graph"), depth + 1)


def json_ld(tree: html.HtmlElement) -> tuple[dict[str, Any], ...]:
    """The objects of a page's JSON-LD; what is not JSON is passed over."""
    found: list[dict[str, Any]] = []
    for text in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            found.extend(_objects(json.loads(text)))
        except (ValueError, RecursionError):
            continue
    return tuple(found)


def stated_date(text: str | None, evidence: str) -> DateFact | None:
    """An ISO date with the precision at which it is given; ``None`` for anything else."""
    found = _DATE.match(text or "")
    if found is None:
        return None
    year, month, day = found.groups()
    precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
    try:
        return DateFact(date(int(year), int(month or 1), int(day or 1)), precision, evidence)
    except ValueError:
        return None


def _dated(
    tree: html.HtmlElement, data: tuple[dict[str, Any], ...], key: str, metas: tuple[str, ...]
) -> DateFact | None:
    for entry in data:
        found = stated_date(str(entry.get(key, "")), f"JSON-LD {key}")
        if found:
            return found
    for name in metas:
        found = stated_date(_first(tree, f"//meta[@property='{name}' or @name='{name}']/@content"), f"meta {name}")
        if found:
            return found
    return None


def _published(tree: html.HtmlElement, data: tuple[dict[str, Any], ...]) -> DateFact | None:
    metas = ("article:published_time", "date", "dc.date", "DC.date.issued", "parsely-pub-date")
    stated = _dated(tree, data, "datePublished", metas)
    return stated or stated_date(
        _first(tree, "//time[@pubdate]/@datetime", "//article//time/@datetime"), "time element"
    )


def _names(value: Any) -> Iterator[str]:
    for entry in value if isinstance(value, list) else [value]:
        name = entry.get("name") if isinstance(entry, dict) else entry
        if isinstance(name, str) and name.strip() and "://" not in name:
            yield " ".join(name.split())


def _authors(tree: html.HtmlElement, data: tuple[dict[str, Any], ...]) -> tuple[str, ...]:
    structured = [name for entry in data for name in _names(entry.get("author", []))]
    if structured:
        return tuple(dict.fromkeys(structured))
    byline = _first(tree, "//meta[@name='author']/@content", "//*[@rel='author']/text()")
    return (byline,) if byline and "://" not in byline else ()


def _canonical(tree: html.HtmlElement, url: str | None) -> str | None:
    """The address that a page calls its own, when it is on the same host; else the address it was found at."""
    stated = _first(tree, "//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content")
    if url is None or stated is None:
        return url
    try:
        joined = urljoin(url, stated)
        same = urlsplit(joined).netloc.lower() == urlsplit(url).netloc.lower()
        return joined if same and urlsplit(joined).scheme in ("http", "https") else url
    except ValueError:
        return url


def page_facts(tree: html.HtmlElement, *, url: str | None, title: str | None) -> PageFacts:
    """Everything a page states of itself; nothing is guessed, so what it does not state is ``None``."""
    data = json_ld(tree)
    return PageFacts(
        title=title,
        site_name=_first(tree, "//meta[@property='og:site_name']/@content"),
        canonical_url=_canonical(tree, url),
        authors=_authors(tree, data),
        published=_published(tree, data),
        modified=_dated(tree, data, "dateModified", ("article:modified_time", "og:updated_time")),
        language=_first(tree, "/html/@lang", "//html/@lang"),
    )
