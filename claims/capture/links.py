"""The links inside an article's own sentences, with where they stand; menus, lists and teasers are no sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml import html

from claims.capture.values import Block, PageLink

_AROUND = frozenset("p li blockquote td dd dt div section article h2 h3 h4 h5 h6".split())
_NOT_CREDITS = frozenset("author bookmark category license sponsored tag ugc".split())
"""What a link may say of itself (``rel``) that makes it no pointer to another's report."""

_MOST, _LOOKED_AT = 200, 5_000
_LONGEST = 0.6
"""Share of its paragraph that a link fills at most: what is longer is a headline that leads to another page."""

_SPACE = re.compile(r"\s+")


class _Paragraph(NamedTuple):
    """A paragraph of the readable text without its spaces, and for each character where it stands."""

    words: str
    places: Sequence[int]


def article_links(
    tree: html.HtmlElement, *, url: str | None, text: str, blocks: Sequence[Block]
) -> tuple[PageLink, ...]:
    """The links of ``tree`` that stand in the paragraphs of its readable ``text``, in the order of the page.

    Addresses are absolute, without what names a place in the page; at most 200.
    """
    known = {found.words: found for found in _paragraphs(text, blocks)}
    links: dict[tuple[str, int], PageLink] = {}
    for node in tree.xpath("//a[@href]")[:_LOOKED_AT]:
        paragraph = known.get(_bare(_around(node)))
        address = _address(node, url)
        for link in _placed(node, paragraph, address) if paragraph and address else ():
            links.setdefault((link.url, link.start), link)
    return tuple(sorted(links.values(), key=lambda link: (link.start, link.end, link.url))[:_MOST])


def _paragraphs(text: str, blocks: Sequence[Block]) -> Iterator[_Paragraph]:
    for block in blocks:
        if block.kind == "paragraph":
            places = [at for at in range(block.start, block.end) if not text[at].isspace()]
            yield _Paragraph("".join(text[at] for at in places), places)


def _bare(text: str) -> str:
    return _SPACE.sub("", text)


def _around(node: html.HtmlElement) -> str:
    """The text of the paragraph that a link stands in."""
    for above in node.iterancestors():
        if above.tag in _AROUND:
            return str(above.text_content())
    return ""


def _address(node: html.HtmlElement, url: str | None) -> str | None:
    if _NOT_CREDITS & set((node.get("rel") or "").lower().split()):
        return None
    try:
        absolute = urldefrag(urljoin(url or "", (node.get("href") or "").strip())).url
        parts = urlsplit(absolute)
        return absolute if parts.scheme in ("http", "https") and parts.hostname and len(absolute) <= 4096 else None
    except ValueError:
        return None


def _placed(node: html.HtmlElement, paragraph: _Paragraph, address: str) -> Iterator[PageLink]:
    """The link where its words stand in the paragraph, the first time if they do twice; nothing for a mere headline."""
    words = _bare(str(node.text_content()))
    at = paragraph.words.find(words) if words else -1
    if at >= 0 and len(words) <= _LONGEST * len(paragraph.words):
        yield PageLink(address, paragraph.places[at], paragraph.places[at + len(words) - 1] + 1)
