"""What a page says of itself, read from its own metadata with lxml; nothing is guessed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import html
from trafilatura.metadata import extract_author

from claims.capture.dates import dates
from claims.capture.pictures import pictures
from claims.capture.sites import same_site
from claims.capture.values import PageFacts

Objects = tuple[dict[str, Any], ...]

_NAME = re.compile(r"^[^\W\d_a-z][\w.’'-]*(?: [\w.’'&-]+){0,5}$")
_NO_NAME = re.compile(
    r"^the\b|\d|\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|april|june|july|august|september|october|"
    r"november|december|posted|published|updated|commented|comments?|on|at|minutes?|hours?|ago|read|share)\b",
    re.IGNORECASE,
)
_ENOUGH = 8
"""Words at the end of a text that are looked for in the page: a stub shows its beginning."""

_MUCH = 1.5
"""A body in the page's data that is longer than what was read by this factor means that text is missing."""


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


def json_ld(tree: html.HtmlElement) -> Objects:
    """The objects of a page's JSON-LD; what is not JSON is passed over."""
    found: list[dict[str, Any]] = []
    for text in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            found.extend(_objects(json.loads(text, strict=False)))
        except (ValueError, RecursionError):
            continue
    return tuple(found)


def articles(data: Objects) -> Objects:
    """The objects that are an article; all of them where none says that it is one."""
    kinds = ("Article", "Report", "Posting", "Review")
    found = tuple(entry for entry in data if str(entry.get("@type", "")).strip("[]'\"").endswith(kinds))
    return found or data


def _names(value: Any, known: dict[str, str]) -> Iterator[str]:
    for entry in value if isinstance(value, list) else [value]:
        name = entry.get("name", known.get(str(entry.get("@id")))) if isinstance(entry, dict) else entry
        if isinstance(name, str) and name.strip() and "://" not in name:
            yield " ".join(name.split())


def _by_data(data: Objects) -> list[str]:
    known = {str(entry["@id"]): str(entry["name"]) for entry in data if "@id" in entry and "name" in entry}
    data = articles(data)
    return list(dict.fromkeys(name for entry in data for name in _names(entry.get("author", []), known)))


def _second_opinion(tree: html.HtmlElement) -> list[str]:
    """The authors that trafilatura reads in the page's byline, without what cannot be a name."""
    try:
        names = (extract_author(tree) or "").split(";")
    except Exception:  # noqa: BLE001 - a second opinion that stumbles is none
        return []
    return [name.strip() for name in names if _NAME.match(name.strip()) and not _NO_NAME.search(name)]


def _authors(tree: html.HtmlElement, data: Objects) -> tuple[tuple[str, ...], str | None, str | None]:
    """The authors, where they stand, and a sentence when structured data and byline name different people."""
    meta = _first(tree, "//meta[@name='author']/@content", "//*[@rel='author']/text()")
    shown = _second_opinion(tree)
    sources = [
        ("JSON-LD author", _by_data(data)),
        ("meta author", [meta] if meta and "://" not in meta else []),
        ("byline, by trafilatura", shown),
    ]
    where, names = next(((where, names) for where, names in sources if names), ("", []))
    said = None
    if names and shown and names is not shown and not _share_a_name(names, shown):
        said = f"authors: {', '.join(names)} ({where}), but {', '.join(shown)} (byline, by trafilatura)"
    return tuple(names), where or None, said


def _share_a_name(one: Sequence[str], other: Sequence[str]) -> bool:
    words = [{word.casefold().strip(".,") for name in names for word in name.split()} for names in (one, other)]
    return bool({word for word in words[0] & words[1] if len(word) > 1})


def _stated_canonical(tree: html.HtmlElement, url: str | None) -> str | None:
    """The address that a page calls its own, wherever that is."""
    stated = _first(tree, "//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content")
    try:
        joined = urljoin(url or "", stated) if stated else ""
        return joined if urlsplit(joined).scheme in ("http", "https") and urlsplit(joined).hostname else None
    except ValueError:
        return None


def _canonical(stated: str | None, url: str | None) -> str | None:
    """``stated`` when it is on the page's own site; else the address at which the page was found."""
    try:
        return stated if stated and url and same_site(stated, url) else url
    except ValueError:
        return url


def _free(data: Objects) -> bool | None:
    """Whether the page says that all may read it (schema.org ``isAccessibleForFree``)."""
    for entry in data:
        said = str(entry.get("isAccessibleForFree", "")).rpartition("/")[2].lower()
        if said in ("true", "false"):
            return said == "true"
    return None


def bodies(data: Objects) -> tuple[str, ...]:
    """The texts of the article in the page's data."""
    return tuple(body for entry in data if isinstance(body := entry.get("articleBody"), str) and body.strip())


def _unshown_text(data: Objects, text: str, shown: str) -> str | None:
    """A sentence when the text stands in the page's data alone: who opens the page without scripts sees less."""
    end = " ".join(text.split()[-_ENOUGH:])
    told = any(end in " ".join(body.split()) for body in bodies(data)) and end not in " ".join(shown.split())
    return "text: read in the page’s own data (JSON-LD articleBody); the page itself shows less of it" if told else None


def _missing_text(data: Objects, text: str) -> str | None:
    """A sentence when the page's data hold markedly more of the article than was read."""
    longest = max((len(body.split()) for body in bodies(data)), default=0)
    read = len(text.split())
    if longest < 50 or longest < read * _MUCH:
        return None
    return f"text: the page’s own data hold {longest} words of the article, {read} were read"


def _about_text(data: Objects, text: str, shown: str) -> tuple[str | None, ...]:
    return _missing_text(data, text), _unshown_text(data, text, shown)


def page_facts(
    tree: html.HtmlElement, *, data: Objects, url: str | None, title: str | None, text: str, shown: str
) -> PageFacts:
    """Everything a page states of itself; nothing is guessed, so what it does not state is ``None``.

    ``data`` is its JSON-LD, ``text`` what was read in it and ``shown`` all that it shows, for comparison.
    """
    dated, stated = dates(tree, articles(data)), _stated_canonical(tree, url)
    authors, where, disagreed = _authors(tree, data)
    return PageFacts(
        title=title,
        site_name=_first(tree, "//meta[@property='og:site_name']/@content"),
        canonical_url=_canonical(stated, url),
        stated_canonical=stated,
        authors=authors,
        published=dated.published,
        modified=dated.modified,
        language=_first(tree, "/html/@lang", "//html/@lang"),
        free=_free(articles(data)),
        pictures=pictures(tree, data),
        evidence=(("authors", where),) if where else (),
        disagreements=(*dated.disagreements, *filter(None, (disagreed, *_about_text(articles(data), text, shown)))),
    )
