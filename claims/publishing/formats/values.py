"""What every format needs besides the document: who publishes it and where, and how to say a few things once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from claims.vocabulary import Precision, Stance, Status

Document = Mapping[str, Any]
"""A released document, as :mod:`claims.publishing.document` made it."""

_SHOWN = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The installation as the outside knows it: ``base`` without a slash at its end, and the publisher's ``name``."""

    base: str
    name: str

    @property
    def host(self) -> str:
        """The host without port and ``www.``."""
        return (urlsplit(self.base).hostname or "").removeprefix("www.")

    def page(self, document: Document) -> str:
        """The address of the claim's public page."""
        return f"{self.base}/c/{document['id']}"

    def file(self, document: Document, suffix: str) -> str:
        """The address of the claim in the format of ``suffix``, for life."""
        return f"{self.page(document)}.{suffix}"


def encoded(value: object) -> bytes:
    """A value as JSON in UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def known(value: Mapping[str, Any]) -> dict[str, Any]:
    """What is known of ``value``: names without ``None`` and without empty lists."""
    return {name: said for name, said in value.items() if said is not None and said != []}


def moment(text: str | None) -> str | None:
    """A moment as RFC 3339 in UTC, with whole seconds and ``Z``; ``None`` stays ``None``."""
    if text is None:
        return None
    return datetime.fromisoformat(text).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def day(text: str | None, precision: str | None) -> str | None:
    """A date as exactly as it is known (``2023-02``): nothing is added."""
    return text[: _SHOWN[Precision(precision or Precision.DAY)]] if text else None


def status_of(document: Document) -> Status:
    """The status to go by: an editor's while it holds, else the computed one."""
    said = document["corroboration"]
    return Status((said["effective"] or {}).get("status") or said["computed"])


def rating_of(document: Document) -> str:
    """The words of the rating that readers see: the verdict, or, where none was given, the corroboration status."""
    verdict = document.get("verdict")
    return str(verdict["text"]) if verdict else status_of(document).label


def called(source: Mapping[str, Any] | None) -> str | None:
    """What a source is called outside: its name, an unnamed one its descriptor."""
    return (source["name"] or source["descriptor"]) if source else None


def vetted_at(document: Document) -> str:
    """When the claim was approved, or, where that is not known, released."""
    return str(document["review"]["approved_at"] or document["released_at"])


def is_withdrawn(document: Document) -> bool:
    """Whether the document is a tombstone."""
    return bool(document["kind"] == "withdrawn")


_AGAINST = (Stance.CONTRADICTS, Stance.WITHDRAWS)


def standing(document: Document) -> Iterator[Mapping[str, Any]]:
    """The evidence that nobody withdrew."""
    return (entry for entry in document["evidence"] if entry["withdrawn_at"] is None)


def appearing(document: Document) -> Iterator[Mapping[str, Any]]:
    """The evidence on whose pages the claim stands, each address once."""
    seen: set[str] = set()
    for entry in standing(document):
        url = entry["document"]["url"]
        if url and url not in seen and entry["stance"] not in _AGAINST:
            seen.add(url)
            yield entry
