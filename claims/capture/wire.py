"""What was read, as JSON and back: between the process that reads and the one that asked.

JSON and not pickle: a file that takes over the reading process still gets nothing but text out of it.
"""

from __future__ import annotations

import json
import re
import struct
from dataclasses import asdict
from datetime import date
from typing import Any

from claims.capture.values import Block, DateFact, PageFacts, PageLink, Picture, Read
from claims.vocabulary import Precision

READY = b"\x06"
HEAD = struct.Struct(">II")
"""Of a request: bytes of its JSON (call, given, seconds) and of its file. Of an answer: 0 or 1, bytes of the rest."""

_UNKEPT = re.compile(r"\\u(?:0000|d[89a-f])")
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")


def encode(value: Any) -> bytes:
    """Plain values as JSON; what no database keeps (NUL, halves of characters) is shown as ``�``."""
    said = json.dumps(value)
    return (json.dumps(_keepable(value)) if _UNKEPT.search(said) else said).encode()


def _keepable(value: Any) -> Any:
    """``value`` with as many characters as before, all of which a text may hold: positions stay right."""
    if isinstance(value, str):
        return _NO_TEXT.sub("\ufffd", value)
    if isinstance(value, dict):
        return {name: _keepable(entry) for name, entry in value.items()}
    return [_keepable(entry) for entry in value] if isinstance(value, list | tuple) else value


def plain(read: Read) -> dict[str, Any]:
    """``read`` as what JSON holds."""
    return asdict(read) | {"facts": _plain_facts(read.facts)}


def _plain_facts(facts: PageFacts) -> dict[str, Any]:
    return asdict(facts) | {"published": _plain_date(facts.published), "modified": _plain_date(facts.modified)}


def _plain_date(fact: DateFact | None) -> dict[str, str] | None:
    return None if fact is None else {**asdict(fact), "value": fact.value.isoformat()}


def read_from(data: dict[str, Any]) -> Read:
    """What :func:`plain` made. Raises ``ValueError``, ``KeyError`` or ``TypeError`` for anything else."""
    blocks = data["blocks"]
    return Read(
        text=str(data["text"]),
        whole=str(data["whole"]),
        blocks=tuple(Block(**block) for block in blocks) if blocks is not None else None,
        pages=tuple(data["pages"]),
        facts=_facts(data["facts"]),
    )


def _facts(data: dict[str, Any]) -> PageFacts:
    return PageFacts(
        **data
        | {
            "authors": tuple(data["authors"]),
            "published": _date(data["published"]),
            "modified": _date(data["modified"]),
            "pictures": tuple(Picture(**picture) for picture in data["pictures"]),
            "links": tuple(PageLink(**link) for link in data["links"]),
            "evidence": tuple((name, where) for name, where in data["evidence"]),
            "disagreements": tuple(data["disagreements"]),
        }
    )


def _date(data: dict[str, str] | None) -> DateFact | None:
    if data is None:
        return None
    return DateFact(date.fromisoformat(data["value"]), Precision(data["precision"]), data["evidence"])
