"""W3C Web Annotations: one for each passage, with the state of the page in which it stood (TimeState).

Positions count characters of the readable text whose hash is given. Where the terms withhold the words, the position
is all that is said of the passage.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

from claims.publishing.formats.values import Document, Site, is_withdrawn, known, moment, standing

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
PROFILE = CONTEXT
"""The profile of the media type ``application/ld+json`` that says that it is annotations."""


def annotated(document: Document, site: Site) -> dict[str, Any] | None:
    """All annotations of a claim as one page of a collection; ``None`` of a withdrawn claim."""
    if is_withdrawn(document):
        return None
    address = site.file(document, "annotations.jsonld")
    items = [_annotation(entry, document, site, address) for entry in standing(document)]
    return {
        "@context": CONTEXT,
        "id": address,
        "type": "AnnotationPage",
        "partOf": {"id": f"{address}#all", "type": "AnnotationCollection", "total": len(items)},
        "startIndex": 0,
        "items": items,
    }


def anchor(entry: Mapping[str, Any], document: Document, site: Site) -> str:
    """The identifier of the annotation of one piece of evidence."""
    return f"{site.file(document, 'annotations.jsonld')}#{entry['id']}"


def snapshot_name(entry: Mapping[str, Any]) -> str:
    """The snapshot by its hash, as RFC 6920 names what has no address."""
    digest = base64.urlsafe_b64encode(bytes.fromhex(entry["snapshot"]["sha256"])).decode().rstrip("=")
    return f"ni:///sha-256;{digest}"


def _annotation(entry: Mapping[str, Any], document: Document, site: Site, address: str) -> dict[str, Any]:
    return {
        "id": f"{address}#{entry['id']}",
        "type": "Annotation",
        "motivation": "assessing",
        "creator": {"id": f"{site.base}/", "type": "Organization", "name": site.name},
        "created": moment(document["released_at"]),
        "body": _bodies(entry, document, site),
        "target": _target(entry),
    }


def _bodies(entry: Mapping[str, Any], document: Document, site: Site) -> list[dict[str, Any]]:
    bodies: list[dict[str, Any]] = [{"id": site.page(document), "type": "Text", "format": "text/html"}]
    if document["claim"] is not None:
        said = {"type": "TextualBody", "purpose": "describing", "value": document["claim"], "format": "text/plain"}
        bodies.append(known({**said, "language": document["language"]}))
    tags = (entry["stance"], entry["directness"])
    return bodies + [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in tags]


def _target(entry: Mapping[str, Any]) -> dict[str, Any]:
    passage = entry["passage"]
    selectors: list[dict[str, Any]] = []
    if passage["quote"]:
        selectors.append({"type": "TextQuoteSelector", "exact": passage["quote"]})
    selectors.append({"type": "TextPositionSelector", "start": passage["start"], "end": passage["end"]})
    return {
        "type": "SpecificResource",
        "source": entry["document"]["url"] or snapshot_name(entry),
        "selector": selectors,
        "state": {
            "type": "TimeState",
            "sourceDate": moment(entry["snapshot"]["taken_at"]),
            "cached": snapshot_name(entry),
        },
    }
