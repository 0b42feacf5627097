"""Licences that a page links to, by context: its own, that of a picture, or that of its theme. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from lxml import html

from claims.rights.licences import about_something_else, licence_at
from claims.rights.statements import address, statement
from claims.rights.values import Notice
from claims.rights.wordlists import WORDS
from claims.vocabulary import EvidenceMethod, RightsScope

_MOST_LINKS = 200
_BLOCKS = frozenset({"p", "div", "li", "td", "footer", "section", "aside", "small", "figcaption", "body"})
_OF_A_PICTURE = frozenset({"figure", "figcaption", "picture"})
_CAPTION = re.compile(r"caption|photo|picture|image", re.IGNORECASE)
_FOOT = re.compile(r"foot|copyright|licen[cs]e|colophon|legal", re.IGNORECASE)
_PICTURE_BEFORE = re.compile(rf"\b(?:{WORDS.any_of('picture_words')})\b[^.|]{{0,60}}$", re.IGNORECASE)
_LICENSED = WORDS.regex("licensed")
_LONGEST_BLOCK = 600
_LONGEST_CAPTION = 200
_LICENSED_WORK = WORDS.regex("own_work")
_RSL = "application/rsl+xml"


def link_notices(tree: html.HtmlElement, base: str | None) -> Iterator[Notice]:
    """One notice for each licence linked to and what it licenses, where the context says that."""
    seen = set()
    for node in islice(_candidates(tree), _MOST_LINKS):
        url = address(node.get("href"), base)
        scope = _scope(node) if url else None
        if url is None or scope is None or (url, scope) in seen:
            continue
        seen.add((url, scope))
        rsl = (node.get("type") or "").strip().lower() == _RSL
        licence = None if rsl else licence_at(url)
        found = statement(
            verbatim=_as_written(node),
            method=EvidenceMethod.RSL if rsl else EvidenceMethod.LINK,
            place=f"{node.tag} element{' with rel=license' if _is_license(node) else ''}",
            scope=scope,
            licence=licence,
        )
        yield replace(found, licence_url=None if rsl else url, terms_url=None if licence else url)


def _is_license(node: html.HtmlElement) -> bool:
    return any(name.rpartition(":")[2] == "license" for name in (node.get("rel") or "").lower().split())


def _candidates(tree: html.HtmlElement) -> Iterator[html.HtmlElement]:
    for node in tree.iter("a", "link", "area"):
        if _is_license(node) or (node.tag != "link" and licence_at(node.get("href") or "") is not None):
            yield node


def _as_written(node: html.HtmlElement) -> str:
    return str(html.tostring(node, encoding="unicode", with_tail=False))[:2000]


def _above(node: html.HtmlElement) -> list[html.HtmlElement]:
    return list(islice(node.iterancestors(), 12))


def _scope(node: html.HtmlElement) -> RightsScope | None:
    """What a link licenses; ``None`` when it is something else, or cannot be told."""
    if node.tag == "link":
        return RightsScope.PAGE
    above = _above(node)
    if any(_of_a_picture(parent) for parent in above[:4]):
        return RightsScope.IMAGE
    block, before = _context(node, above)
    if _right_under_a_picture(above) and _LICENSED_WORK.search(block) is None:
        return RightsScope.IMAGE
    if _PICTURE_BEFORE.search(before[-120:]):
        return RightsScope.IMAGE
    if about_something_else(before):
        return None
    at_foot = any(parent.tag == "footer" or _FOOT.search(_names(parent)) for parent in above)
    said = len(block) <= _LONGEST_BLOCK and _LICENSED.search(block) is not None
    return RightsScope.PAGE if _is_license(node) or at_foot or said else None


def _right_under_a_picture(above: list[html.HtmlElement]) -> bool:
    """Whether a short line with a licence follows a picture that is no badge of that licence."""
    block = next((parent for parent in above if parent.tag in _BLOCKS and parent.tag != "body"), None)
    before = block.getprevious() if block is not None else None
    if block is None or before is None or not isinstance(before.tag, str):
        return False
    short = len(block.text_content()) <= _LONGEST_CAPTION and not before.text_content().strip()
    pictures = [before] if before.tag == "img" else list(islice(before.iter("img"), 1))
    return short and bool(pictures) and not any(licence_at(a.get("href") or "") for a in pictures[0].iterancestors("a"))


def _names(node: html.HtmlElement) -> str:
    return f"{node.get('class') or ''} {node.get('id') or ''}"[:300]


def _of_a_picture(node: html.HtmlElement) -> bool:
    return node.tag in _OF_A_PICTURE or (node.tag != "body" and _CAPTION.search(_names(node)) is not None)


def _context(node: html.HtmlElement, above: list[html.HtmlElement]) -> tuple[str, str]:
    """The text of the block around a link, and what of it stands before the link."""
    block = next((parent for parent in above if parent.tag in _BLOCKS), node)
    text, own = (" ".join(element.text_content().split()) for element in (block, node))
    at = text.find(own) if own else 0
    return text, text[:at] if at > 0 else ""
