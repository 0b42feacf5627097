"""The ways in: an address, pasted text, an uploaded file. Each gives a ``Captured`` or a clear error."""

from __future__ import annotations

from dataclasses import replace

from claims.capture.errors import Empty, HttpError, NotText, TooLarge
from claims.capture.facts import page_facts
from claims.capture.fetch import Fetched, Limits, fetch
from claims.capture.readable import parse, readable, visible_text
from claims.capture.values import Captured
from claims.vocabulary import CaptureMethod

MAX_TEXT = 1_000_000
"""Characters of a text or bytes of a file that are taken in: the longest articles have a tenth of it."""

_HTML = frozenset({"text/html", "application/xhtml+xml"})
_MARKS = (
    (b"%PDF-", "This is a PDF. Its text cannot be read yet: open it, copy the text, and paste that."),
    (b"PK\x03\x04", "This is an office document or archive. Copy the text out of it and paste that."),
    (b"\x89PNG", "This is a picture. Type or paste what it says."),
    (b"\xff\xd8\xff", "This is a picture. Type or paste what it says."),
)


def _refuse_binary(raw: bytes) -> None:
    for mark, message in _MARKS:
        if raw[:1024].lstrip().startswith(mark):
            raise NotText(message)
    if b"\x00" in raw:
        raise NotText("This is not text. Paste the text of the page instead.")


def _refuse_large(size: int) -> None:
    if size > MAX_TEXT:
        raise TooLarge(f"This is longer than {MAX_TEXT:,} characters. Take in the part that matters.")


def from_text(text: str) -> Captured:
    """Pasted text, kept as it is save for line ends. Raises ``Empty``, ``NotText`` or ``TooLarge``."""
    _refuse_large(len(text))
    if "\x00" in text:
        raise NotText("The text contains binary data. Copy it again as plain text.")
    kept = text.replace("\r\n", "\n").replace("\r", "\n")
    if not kept.strip():
        raise Empty("There is no text here. Paste the article, give its address, or choose a file.")
    raw = kept.encode("utf-8", "surrogatepass")
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        raise NotText("The text contains broken characters. Copy it again.") from None
    return Captured(raw=raw, media_type="text/plain", method=CaptureMethod.PASTE, text=kept, whole=kept)


def from_html(raw: bytes, *, method: CaptureMethod, url: str | None = None) -> Captured:
    """A page of HTML. Raises ``Empty`` when no readable text is in it."""
    _refuse_binary(raw)
    tree = parse(raw)
    text, blocks = readable(tree) if tree is not None else ("", ())
    if tree is None or not text:
        raise Empty("No article was found on this page. It may need a sign-in or a browser: paste its text instead.")
    title = text[blocks[0].start : blocks[0].end] if blocks[0].kind == "headline" else None
    return Captured(
        raw=raw,
        media_type="text/html",
        method=method,
        text=text,
        whole=visible_text(tree),
        blocks=blocks,
        facts=page_facts(tree, url=url, title=title),
        url=url,
    )


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def from_file(name: str, raw: bytes) -> Captured:
    """An uploaded file, HTML or plain text by its name and content. Raises what the other ways raise."""
    _refuse_large(len(raw))
    _refuse_binary(raw)
    head = raw[:1024].lstrip().lower()
    if name.lower().endswith((".html", ".htm", ".xhtml")) or head.startswith((b"<!doctype html", b"<html")):
        return from_html(raw, method=CaptureMethod.UPLOAD)
    return replace(from_text(_decoded(raw)), raw=raw, method=CaptureMethod.UPLOAD)


def from_fetched(page: Fetched) -> Captured:
    """A visited page. Raises ``HttpError`` for an answer that is not the page, ``NotText`` for other kinds of files."""
    if page.status != 200:
        raise HttpError(
            f"The site answered with status {page.status} instead of the page. Check the address, or paste the text."
        )
    _refuse_binary(page.body)
    media_type = page.headers.get("content-type", "text/html").partition(";")[0].strip().lower()
    if media_type in _HTML:
        taken = from_html(page.body, method=CaptureMethod.URL, url=page.final_url)
    elif media_type == "text/plain":
        taken = replace(from_text(_decoded(page.body)), raw=page.body, method=CaptureMethod.URL)
    else:
        raise NotText(f"This address leads to a file of type {media_type}, not to a page. Paste its text instead.")
    return replace(taken, media_type=media_type, url=page.url, final_url=page.final_url, http_status=page.status)


def from_url(url: str, *, limits: Limits) -> Captured:
    """Visit ``url`` through the fetch guard. Raises any ``CaptureError``."""
    return from_fetched(fetch(url.strip(), limits=limits))
