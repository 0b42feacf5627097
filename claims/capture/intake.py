"""The ways in: an address, pasted text, an uploaded file. Each gives a ``Captured`` or a clear error."""

from __future__ import annotations

import re
from dataclasses import replace

from claims.capture.bounded import read_bounded
from claims.capture.errors import Empty, HttpError, NotText, TooLarge
from claims.capture.fetch import Fetched, fetch
from claims.capture.language import with_language
from claims.capture.transfer import Limits
from claims.capture.values import Captured, PageFacts
from claims.vocabulary import CaptureMethod

MAX_TEXT = 1_000_000
"""Characters of a text or of a page's file that are taken in: the longest articles have a tenth of it."""

MAX_FILE = 20_000_000
"""Bytes of a PDF or mail, which carry pictures beside their text."""

RIGHTS_HEADERS = ("tdm-reservation", "tdm-policy", "x-robots-tag", "content-usage", "content-signal", "link")
"""Headers of an answer that speak of what may be done with the page."""

_KINDS = {"text/html": "html", "application/xhtml+xml": "html", "application/pdf": "pdf", "message/rfc822": "mail"}
"""Media types that are read, and by which reader."""

_MARKS = (
    (b"PK\x03\x04", "This is an office document or archive. Copy the text out of it and paste that."),
    (b"\xd0\xcf\x11\xe0", "This is an office document or an Outlook message. Copy the text out of it and paste that."),
    (b"\x89PNG", "This is a picture. Type or paste what it says."),
    (b"\xff\xd8\xff", "This is a picture. Type or paste what it says."),
)
_MAIL = re.compile(
    rb"(?:return-path|received|delivered-to|mime-version|message-id|x-[a-z-]+|from|date|subject):\s", re.I
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
    facts = with_language(PageFacts(), kept)
    return Captured(raw=raw, media_type="text/plain", method=CaptureMethod.PASTE, text=kept, whole=kept, facts=facts)


def _from_kind(kind: str, raw: bytes, *, media_type: str, method: CaptureMethod, url: str | None = None) -> Captured:
    """A file that a reader of ``readers.READERS`` reads, within its limit of time and memory."""
    read = read_bounded(kind, raw, url=url)
    _refuse_large(len(read.text))
    return Captured(
        raw=raw,
        media_type=media_type,
        method=method,
        text=read.text,
        whole=read.whole,
        blocks=read.blocks,
        pages=read.pages,
        facts=read.facts,
        url=url,
    )


def from_html(raw: bytes, *, method: CaptureMethod, url: str | None = None) -> Captured:
    """A page of HTML. Raises ``Empty`` when no readable text is in it."""
    _refuse_binary(raw)
    return _from_kind("html", raw, media_type="text/html", method=method, url=url)


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def from_file(name: str, raw: bytes) -> Captured:
    """An uploaded file: HTML, PDF, mail or plain text by its content and name. Raises what the other ways raise."""
    kind = _kind_of_file(name.lower(), raw)
    if kind in ("pdf", "mail"):
        _refuse_large_file(len(raw))
        media_type = "application/pdf" if kind == "pdf" else "message/rfc822"
        return _from_kind(kind, raw, media_type=media_type, method=CaptureMethod.UPLOAD)
    _refuse_large(len(raw))
    _refuse_binary(raw)
    if kind == "html":
        return from_html(raw, method=CaptureMethod.UPLOAD)
    return replace(from_text(_decoded(raw)), raw=raw, method=CaptureMethod.UPLOAD)


def _refuse_large_file(size: int) -> None:
    if size > MAX_FILE:
        raise TooLarge(f"This file has more than {MAX_FILE // 1_000_000} MB. Take in the part that matters.")


def _kind_of_file(name: str, raw: bytes) -> str:
    head = raw[:1024].lstrip()
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.lower().startswith((b"<!doctype html", b"<html")) or name.endswith((".html", ".htm", ".xhtml")):
        return "html"
    if (head and name.endswith(".eml")) or _is_mail(head):
        return "mail"
    return "text"


def _is_mail(head: bytes) -> bool:
    """Whether a file begins as a mail does: at least three lines of a head, one of them no other text's."""
    lines = [line for line in head.splitlines()[:20] if line and line[:1] not in b" \t"]
    known = [line for line in lines if _MAIL.match(line)]
    technical = any(line.lower().startswith((b"mime-version:", b"message-id:", b"received:")) for line in known)
    return len(known) >= 3 and technical


def from_fetched(page: Fetched) -> Captured:
    """A visited page. Raises ``HttpError`` for an answer that is not the page, ``NotText`` for other kinds of files."""
    if page.status != 200:
        raise HttpError(
            f"The site answered with status {page.status} instead of the page. Check the address, or paste the text."
        )
    media_type = page.headers.get("content-type", "text/html").partition(";")[0].strip().lower()
    taken = _of_type("application/pdf" if page.body.startswith(b"%PDF-") else media_type, page)
    headers = tuple((name, page.headers[name]) for name in RIGHTS_HEADERS if name in page.headers)
    answered = replace(taken, url=page.url, final_url=page.final_url, http_status=page.status, headers=headers)
    return replace(answered, redirects=page.redirects)


def _of_type(media_type: str, page: Fetched) -> Captured:
    kind = _KINDS.get(media_type)
    if kind == "pdf" and not page.body[:1024].lstrip().startswith(b"%PDF-"):
        kind = None
    if kind not in ("pdf", "mail"):
        _refuse_binary(page.body)
    if media_type == "text/plain":
        return replace(from_text(_decoded(page.body)), raw=page.body, method=CaptureMethod.URL)
    if kind is None:
        raise NotText(f"This address leads to a file of type {media_type}, not to a page. Paste its text instead.")
    return _from_kind(kind, page.body, media_type=media_type, method=CaptureMethod.URL, url=page.final_url)


def from_url(url: str, *, limits: Limits) -> Captured:
    """Visit ``url`` through the fetch guard. Raises any ``CaptureError``."""
    return from_fetched(fetch(url.strip(), limits=limits))
