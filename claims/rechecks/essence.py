"""What of a page's bytes a reader would notice, as a hash: two answers with the same essence need one reading. Pure.

Most pages answer with other bytes at every visit (tokens, counters, advertisements in scripts) and the same words. The
words between the tags, what the head says of title, author, dates and terms, and JSON-LD are kept; scripts, styles,
comments and all other attributes are not. The hash is only ever compared with an earlier hash of the same address; it
is no reading. Linear in the length of the page, whatever is in it.
"""

from __future__ import annotations

import hashlib
import re

_UNSEEN = re.compile(rb"<(?:(!--)|(?:script|style)\b(?![^>]{0,100}ld\+json))", re.IGNORECASE)
_CLOSED = (b"/script", b"/style")
_TAGS = re.compile(rb"<[^<>]*+>?(?:\s*+<[^<>]*+>?)*+\s*+")
_HEADS = re.compile(rb"<((?:meta|link|html|time)\b[^<>]*+)", re.IGNORECASE)
_TELLING = re.compile(
    rb"title|author|byl|publish|modif|date|rights|copyright|license|licence|robots|tdm|canonical|lang"
)
"""Attributes with one of these say something of the page; the others carry tokens and addresses of files."""
_SPACES = bytes.maketrans(b"\t\n\r\v\f", b"     ")


def essence(body: bytes) -> str:
    """The hash (64 hexadecimal digits) of what a reader of ``body`` would notice."""
    shown = _shown(body)
    said = [head for head in _HEADS.findall(shown) if _TELLING.search(head.lower())]
    return hashlib.sha256(b"<".join(said) + b"<" + _evened(_TAGS.sub(b" ", shown))).hexdigest()


def _shown(body: bytes) -> bytes:
    """``body`` with a space for each comment, script and style. Their ends are looked for with ``find`` for one byte,
    which passes over what is most of a page some forty times faster than an expression does.
    """
    parts, at = [], 0
    while (unseen := _UNSEEN.search(body, at)) is not None:
        parts.append(body[at : unseen.start()])
        at = _after(body, b"-->", unseen.end()) if unseen[1] else _after(body, b">", _closing(body, unseen.end()))
    return b" ".join((*parts, body[at:]))


def _closing(body: bytes, at: int) -> int:
    """Where the tag that closes a script or style stands; the end of ``body`` where none does."""
    while (at := body.find(b"<", at)) >= 0:
        if body[at + 1 : at + 8].lower().startswith(_CLOSED):
            return at
        at += 1
    return len(body)


def _after(body: bytes, end: bytes, at: int) -> int:
    found = body.find(end, at)
    return found + len(end) if found >= 0 else len(body)


def _evened(text: bytes) -> bytes:
    """``text`` with one space between its words: ``b" ".join(text.split())`` without an object for each word."""
    text = text.translate(_SPACES)
    while b"  " in text:
        text = text.replace(b"  ", b" ")
    return text.strip(b" ")
