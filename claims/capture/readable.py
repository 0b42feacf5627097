"""From HTML to the text that a reader reads: main text by trafilatura as it comes, captions and title by lxml."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from html import unescape

import trafilatura
from lxml import etree, html
from lxml.etree import ParserError, XPathError

from claims.capture.values import Block

_UNSEEN = "//script|//style|//noscript|//template|//comment()|//head"
_CONTROLS = bytes(code for code in (*range(32), 127) if code not in b"\t\n\r")
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile(r"\s*\n\s*")
_SPACES = re.compile(r"[^\S\n]+")
_TAG = re.compile(r"</?(?:p|br|div)\b", re.IGNORECASE)
_ON_ITS_OWN = frozenset({"p", "head", "quote", "list", "item", "table", "row", "cell", "lb", "code"})
"""Elements of the tree that trafilatura makes of a page."""

_LONGEST_CELL = 80


def parse(raw: bytes | str) -> html.HtmlElement | None:
    """The tree of a page, or ``None`` when there is none in it. Bytes are decoded by what the page declares."""
    try:
        if isinstance(raw, bytes):
            encoding = _declared(raw)
            parser = html.HTMLParser(encoding=encoding, huge_tree=False)
            return html.document_fromstring(_printable(raw, encoding), parser=parser)
        return html.document_fromstring(_NO_TEXT.sub("", raw))
    except (ParserError, ValueError, LookupError):
        return None


def _printable(raw: bytes, encoding: str | None) -> bytes:
    """Without control characters, which no tree may hold again once it is changed; Japanese mail codes need theirs."""
    if (encoding or "").lower().startswith("iso-2022"):
        return raw
    return raw.translate(None, _CONTROLS).replace(b"\xef\xbf\xbe", b"").replace(b"\xef\xbf\xbf", b"")


def _declared(raw: bytes) -> str | None:
    """The encoding in a byte order mark or ``meta`` element; UTF-8 when the bytes are that; else the parser guesses."""
    if raw.startswith(b"\xef\xbb\xbf"):
        return "utf-8"
    found = re.search(rb"<meta[^>]+charset=[\"']?([\w-]+)", raw[:2048], re.IGNORECASE)
    if found:
        return found.group(1).decode("ascii")
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _plain(text: str | None) -> str:
    return " ".join((text or "").split())


def _texts(tree: html.HtmlElement, *paths: str) -> Iterator[str]:
    for path in paths:
        try:
            found = tree.xpath(path)
        except XPathError:
            continue
        for node in found if isinstance(found, list) else []:
            text = _plain(node if isinstance(node, str) else node.text_content())
            if text:
                yield text


def headline(tree: html.HtmlElement) -> str | None:
    """The page's headline: its own first, then what it tells others, then the window's title."""
    paths = ("//article//h1", "//main//h1", "//h1", "//meta[@property='og:title']/@content", "//title")
    return next(_texts(tree, *paths), None)


def captions(tree: html.HtmlElement) -> tuple[str, ...]:
    """The captions of the page's pictures, each once, in order."""
    return tuple(dict.fromkeys(_texts(tree, "//figcaption", "//*[contains(@class, 'wp-caption-text')]")))


def _written(tree: html.HtmlElement) -> str:
    """The tree as text; a reference or a strange encoding may have put characters into it that no tree may hold."""
    return _NO_TEXT.sub("", html.tostring(tree, encoding="unicode"))


def visible_text(tree: html.HtmlElement) -> str:
    """All text that a page shows, foot and menus included, one line a block."""
    copy = html.fromstring(_written(tree))
    for node in copy.xpath(_UNSEEN):
        if node.getparent() is not None:
            node.drop_tree()
    for node in copy.iter(
        "p", "div", "li", "br", "h1", "h2", "h3", "h4", "td", "tr", "footer", "section", "figcaption"
    ):
        node.tail = "\n" + (node.tail or "")
    return _SPACES.sub(" ", _BREAKS.sub("\n", copy.text_content())).strip()


def _main(page: str) -> list[str]:
    """The lines of the main text. trafilatura's tree and not its text: that joins what stands in an item or a cell."""
    found = trafilatura.bare_extraction(page, include_comments=False, with_metadata=False)
    body = getattr(found, "body", None)
    if body is None:
        return []
    text = unicodedata.normalize("NFC", unescape("".join(_laid_out(body))))
    return [line.strip() for line in text.split("\n") if line.strip()]


def _laid_out(body: etree._Element) -> Iterator[str]:
    """The text of a tree as trafilatura makes it, with a line end around each element that stands on its own."""
    for event, node in etree.iterwalk(body, events=("start", "end")):
        if event == "start":
            yield "\n" if node.tag in _ON_ITS_OWN and node.tag != "cell" else ""
            yield node.text or ""
        else:
            yield _after(node)
            yield node.tail or ""


def _after(node: etree._Element) -> str:
    if node.tag != "cell":
        return "\n" if node.tag in _ON_ITS_OWN else ""
    return "\n" if node.getnext() is None or _is_layout(node.getparent()) else " | "


def _is_layout(row: etree._Element) -> bool:
    """Whether a row of a table holds an article and not figures."""
    return any(len(cell) > 0 or len(cell.text or "") > _LONGEST_CELL for cell in row)


def _parted(lines: list[str], bodies: Iterable[str]) -> list[str]:
    """``lines`` in the paragraphs of the page's data, where they are the same words without any."""
    words = " ".join(lines).split()
    for body in bodies:
        own = [_plain(line) for line in _shown(body).split("\n") if line.strip()]
        if len(own) > len(lines) and " ".join(own).split() == words:
            return own
    return lines


def _shown(body: str) -> str:
    """A text of the page's data, which may be HTML."""
    tree = parse(body) if _TAG.search(body) else None
    return body if tree is None else visible_text(tree)


def _join(pieces: Iterable[tuple[str, str]]) -> tuple[str, tuple[Block, ...]]:
    text, blocks = "", []
    for kind, piece in pieces:
        if text:
            text += "\n\n"
        blocks.append(Block(kind, len(text), len(text) + len(piece)))
        text += piece
    return text, tuple(blocks)


def readable(tree: html.HtmlElement, bodies: Iterable[str] = ()) -> tuple[str, tuple[Block, ...]]:
    """Readable text and its blocks: headline, paragraphs of the main text, captions. Empty when nothing is readable.

    ``bodies`` are texts of the article in the page's data, which say where paragraphs end.
    """
    title, below = headline(tree), captions(tree)
    lines = _parted(_main(_written(tree)), bodies)
    paragraphs = [line for line in lines if line not in (title, *below)]
    if not paragraphs:
        return "", ()
    pieces = [("headline", title)] if title else []
    pieces += [("paragraph", line) for line in paragraphs]
    pieces += [("caption", line) for line in below]
    return _join(pieces)
