"""Atom (RFC 4287) of what was vetted last; a withdrawn claim is a tombstone (RFC 6721)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any
from xml.etree import ElementTree

from claims.publishing.formats.fragment import passage_link
from claims.publishing.formats.values import (
    Document,
    Site,
    is_withdrawn,
    moment,
    rating_of,
    standing,
    status_of,
    vetted_at,
)

_ATOM, _GONE = "http://www.w3.org/2005/Atom", "http://purl.org/atompub/tombstones/1.0"
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ElementTree.register_namespace("", _ATOM)
ElementTree.register_namespace("at", _GONE)


def feed(documents: Sequence[Document], site: Site, *, address: str, following: str | None) -> bytes:
    """The feed at ``address``, in the order given, with the ``following`` part of it if there is one."""
    root = ElementTree.Element(f"{{{_ATOM}}}feed")
    _add(root, "id", f"{site.base}/feeds/vetted.atom")
    _add(root, "title", f"{site.name}: vetted claims")
    _add(root, "updated", max((str(moment(d["released_at"])) for d in documents), default="1970-01-01T00:00:00Z"))
    _add(_add(root, "author"), "name", site.name)
    _add(root, "link", rel="self", href=address, type="application/atom+xml")
    _add(root, "link", rel="alternate", href=f"{site.base}/")
    if following:
        _add(root, "link", rel="next", href=following, type="application/atom+xml")
    for document in documents:
        if is_withdrawn(document):
            _tombstone(root, document, site)
        elif document["claim"] is not None:
            _entry(root, document, site)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _add(parent: ElementTree.Element, name: str, text: str | None = None, **facts: str) -> ElementTree.Element:
    found = ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}", {k: _clean(v) for k, v in facts.items()})
    found.text = _clean(text) if text else None
    return found


def _clean(text: str) -> str:
    """Without characters that XML has no place for."""
    return _FORBIDDEN.sub("", text)


def _tombstone(root: ElementTree.Element, document: Document, site: Site) -> None:
    facts = {"ref": site.page(document), "when": str(moment(document["withdrawn"]))}
    gone = ElementTree.SubElement(root, f"{{{_GONE}}}deleted-entry", facts)
    if document["reason"]:
        ElementTree.SubElement(gone, f"{{{_GONE}}}comment").text = _clean(document["reason"])


def _entry(root: ElementTree.Element, document: Document, site: Site) -> None:
    entry = _add(root, "entry")
    if document["language"]:
        entry.set("xml:lang", document["language"])
    _add(entry, "id", site.page(document))
    _add(entry, "title", document["claim"])
    _add(entry, "updated", moment(document["released_at"]))
    _add(entry, "published", moment(vetted_at(document)))
    _add(entry, "link", rel="alternate", href=site.page(document), type="text/html")
    for suffix, media in (("jsonld", "application/ld+json"), ("prov.json", "application/json")):
        _add(entry, "link", rel="related", href=site.file(document, suffix), type=media)
    for url in dict.fromkeys(e["document"]["url"] for e in standing(document) if e["document"]["url"]):
        _add(entry, "link", rel="via", href=url)
    for tag in dict.fromkeys(document["tags"]):
        _add(entry, "category", term=tag)
    lines = dict.fromkeys(e["rights"]["credit"] for e in standing(document) if e["rights"]["credit"])
    if lines:
        _add(entry, "rights", "; ".join(lines))
    _add(entry, "summary", _summary(document))
    quotations = "".join(map(_quotation, standing(document)))
    if quotations:
        _add(entry, "content", f"<p>{escape(_summary(document))}</p>{quotations}", type="html")


def _summary(document: Document) -> str:
    recheck = "Under recheck. " if document["kind"] == "under_recheck" else ""
    verdict = f"{rating_of(document)}. " if document.get("verdict") else ""
    return f"{recheck}{verdict}Corroboration: {status_of(document).label.lower()}."


def _quotation(entry: Mapping[str, Any]) -> str:
    """The passage with its credit line and the link to it; nothing where it is withheld."""
    quoted, url = entry["passage"]["quote"], entry["document"]["url"]
    if quoted is None:
        return ""
    named = escape(entry["rights"]["credit"] or entry["document"]["outlet"] or url or "")
    link = passage_link(url, quoted)
    credit = f'<a href="{escape(link)}">{named}</a>' if link else named
    return f"<blockquote dir='auto'>{escape(quoted)}</blockquote><p>{credit}</p>"
