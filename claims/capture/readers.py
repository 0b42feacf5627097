"""A reader for each kind of file: bytes in, ``Read`` out. They run inside the process of ``child.py``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from claims.capture.calls import named
from claims.capture.errors import Empty
from claims.capture.facts import articles, bodies, json_ld, page_facts
from claims.capture.language import with_language
from claims.capture.links import article_links
from claims.capture.mail import read_mail
from claims.capture.pdf import read_pdf
from claims.capture.readable import parse, readable, visible_text
from claims.capture.values import Block, Read
from claims.capture.wire import plain

LONGEST_END = 500_000
NO_ARTICLE = "No article was found on this page. It may need a sign-in or a browser: paste its text instead."


def read_html(raw: bytes, url: str | None) -> Read:
    """A page of HTML, found at ``url``. Raises ``Empty`` when no readable text is in it."""
    tree = parse(raw)
    data = json_ld(tree) if tree is not None else ()
    text, blocks = readable(tree, bodies(articles(data))) if tree is not None else ("", ())
    if tree is None or not text:
        raise Empty(NO_ARTICLE)
    title, shown = text[blocks[0].start : blocks[0].end] if blocks[0].kind == "headline" else None, visible_text(tree)
    facts = page_facts(tree, data=data, url=url, title=title, text=_of_paragraphs(text, blocks), shown=shown)
    facts = replace(facts, links=article_links(tree, url=url, text=text, blocks=blocks))
    return Read(text=text, whole=_ends(shown), blocks=blocks, facts=with_language(facts, text))


def _of_paragraphs(text: str, blocks: Sequence[Block]) -> str:
    return "\n".join(text[block.start : block.end] for block in blocks if block.kind == "paragraph")


def _ends(text: str) -> str:
    """The beginning and the end of a text without end: notices stand there."""
    return text if len(text) <= 2 * LONGEST_END else f"{text[:LONGEST_END]}\n{text[-LONGEST_END:]}"


READERS: dict[str, Callable[[bytes, str | None], Read]] = {"html": read_html, "pdf": read_pdf, "mail": read_mail}


def file(raw: bytes, *, kind: str, url: str | None) -> dict[str, Any]:
    """What the reader of ``kind`` makes of a file, as plain values. Raises the reader's ``CaptureError``."""
    return plain(READERS[kind](raw, url))


def page(raw: bytes, *, call: str, given: Mapping[str, Any]) -> Any:
    """What the function named ``call`` makes of the page's tree and of ``given``; ``None`` where there is no tree."""
    tree = parse(raw)
    return None if tree is None else named(call)(tree, **given)
