"""What was read, as JSON and back: between the process that reads and the one that asked.

JSON and not pickle: a file that takes over the reading process still gets nothing but text out of it.
"""

from __future__ import annotations

import json
import struct
from dataclasses import asdict
from datetime import date
from typing import Any

from claims.capture.values import Block, DateFact, PageFacts, Picture, Read
from claims.vocabulary import Precision

READY = b"\x06"
HEAD = struct.Struct(">II")
"""Of a request: bytes of its JSON (kind, url, seconds) and of its file. Of an answer: 0 or 1, bytes of what follows."""


def encode(read: Read) -> bytes:
    """``read`` as JSON."""
    return json.dumps(asdict(read), default=date.isoformat).encode()


def decode(raw: bytes) -> Read:
    """What :func:`encode` made. Raises ``ValueError``, ``KeyError`` or ``TypeError`` for anything else."""
    data = json.loads(raw)
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
            "evidence": tuple((name, where) for name, where in data["evidence"]),
            "disagreements": tuple(data["disagreements"]),
        }
    )


def _date(data: dict[str, str] | None) -> DateFact | None:
    if data is None:
        return None
    return DateFact(date.fromisoformat(data["value"]), Precision(data["precision"]), data["evidence"])
