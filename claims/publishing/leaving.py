"""What leaves of a release today. A release is never changed, but the words of pages in it leave only while they may.

The current release decides: words of a page leave in any version of a claim while the current release quotes them and
their last day is not over. So an earlier version never says more than the terms let out by now, whatever changed them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from claims.publishing.earlier import as_of_earlier, as_of_today
from claims.publishing.service import encode

_NOTHING: Mapping[str, Any] = {"claim": None, "evidence": []}
"""What a tombstone says of the words of a claim."""


def current_today(document: bytes, *, ended: bool, today: date) -> bytes:
    """The current release; ``ended`` says that a last day of words in it is over: they are left out then."""
    return encode(as_of_today(json.loads(document), today=today)) if ended else document


def earlier_today(document: bytes, *, current: bytes, today: date) -> bytes:
    """A release of earlier, without the words that the ``current`` one of its claim no longer says."""
    said = json.loads(document)
    if "evidence" not in said:
        return document
    now = json.loads(current)
    known = as_of_today(now, today=today) if "evidence" in now else _NOTHING
    reduced = as_of_earlier(said, known)
    return document if reduced == said else encode(reduced)
