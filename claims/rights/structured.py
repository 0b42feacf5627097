"""Rights as a page's data states them: JSON-LD, links, ``meta`` elements, marks in the text, headers. Pure.

Such data is rare, and more to be trusted than visible text: somebody wrote it for machines. Each statement is a notice
of its own, beside those of the visible text. A number in ``max-snippet`` is an upper bound, never a permission. What is
said of a picture stays with the picture. Nothing is fetched. Not legal advice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from lxml import html
from lxml.etree import ParserError

from claims.rights.jsonld import json_ld_notices
from claims.rights.links import link_notices
from claims.rights.metas import header_notices, meta_notices
from claims.rights.microdata import microdata_notices
from claims.rights.notice import find_notices
from claims.rights.values import Notice
from claims.rights.wire import plain

MOST_STATEMENTS = 50
"""Structured statements of one page: a gallery states a licence with each picture."""


def find_structured(
    page: html.HtmlElement | bytes, *, url: str | None = None, headers: Mapping[str, str] | None = None
) -> tuple[Notice, ...]:
    """The rights statements in a page's data, each once, at most ``MOST_STATEMENTS``.

    ``url`` is where the page was found, for addresses relative to it; ``headers`` are those of the answer, with names
    in lower case. Never raises on a page.
    """
    tree = _tree(page) if isinstance(page, bytes) else page
    said = _said(tree, url) if tree is not None else iter(())
    return tuple(islice(_each_once([*header_notices(headers or {}, url), *said]), MOST_STATEMENTS))


def plain_structured(page: html.HtmlElement, *, url: str | None, headers: Mapping[str, str]) -> list[dict[str, Any]]:
    """:func:`find_structured` as plain values: pages are read in a process of their own."""
    return plain(find_structured(page, url=url, headers=headers))


def plain_visible(text: bytes) -> list[dict[str, Any]]:
    """The notices of visible text (in UTF-8) as plain values, for the same process."""
    return plain(find_notices(text.decode()))


def _tree(page: bytes) -> html.HtmlElement | None:
    try:
        return html.document_fromstring(page, parser=html.HTMLParser(encoding="utf-8", huge_tree=False))
    except (ParserError, ValueError):
        return None


def _said(tree: html.HtmlElement, url: str | None) -> Iterator[Notice]:
    yield from islice(json_ld_notices(tree, url), MOST_STATEMENTS)
    yield from islice(link_notices(tree, url), MOST_STATEMENTS)
    yield from meta_notices(tree, url)
    yield from islice(microdata_notices(tree, url), MOST_STATEMENTS)


def _each_once(notices: Iterable[Notice]) -> Iterator[Notice]:
    seen = set()
    for notice in notices:
        if (notice.verbatim, notice.method) not in seen:
            seen.add((notice.verbatim, notice.method))
            yield notice
