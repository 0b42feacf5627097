"""What of a page's bytes a reader would notice, as a hash: two answers with the same essence need one reading. Pure.

Most pages answer with other bytes at every visit (tokens, counters, advertisements in scripts) and the same words. The
words between the tags, what the head says of title, author, dates and terms, and JSON-LD are kept; scripts, styles,
comments and all other attributes are not. The hash is only ever compared with an earlier hash of the same address; it
is no reading. Linear in the length of the page, whatever is in it.
"""

from __future__ import annotations

import hashlib
import re

_SKIPPED = re.compile(
    rb"<!--[^-]*+(?:-(?!->)[^-]*+)*+(?:-->|\Z)"
    rb"|<(script|style)\b(?![^>]{0,100}ld\+json)[^<]*+(?:<(?!/(?:script|style))[^<]*+)*+(?:</[^>]*+(?:>|\Z)|\Z)",
    re.IGNORECASE,
)
_TAG = re.compile(rb"<[^<>]*+>?")
_HEADS = re.compile(rb"<((?:meta|link|html|time)\b[^<>]*+)", re.IGNORECASE)
_TELLING = (
    *(b"title", b"author", b"byl", b"publish", b"modif", b"date", b"rights", b"copyright", b"license", b"licence"),
    *(b"robots", b"tdm", b"canonical", b"lang"),
)
"""Attributes with one of these say something of the page; the others carry tokens and addresses of files."""


def essence(body: bytes) -> str:
    """The hash (64 hexadecimal digits) of what a reader of ``body`` would notice."""
    shown = _SKIPPED.sub(b" ", body)
    said = [head for head in _HEADS.findall(shown) if _tells(head.lower())]
    return hashlib.sha256(b"<".join(said) + b"<" + b" ".join(_TAG.sub(b" ", shown).split())).hexdigest()


def _tells(head: bytes) -> bool:
    return any(word in head for word in _TELLING)
