"""Every readable text that came in is compared with all others, whoever wrote its snapshot.

What is to be done stands in the rows alone: a text that the rules in force have not taken into the index, and one in
the index that was not compared. So nothing is lost with a process, a message or a restart.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from claims.capture.values import Block
from claims.corroboration import text_index
from claims.models import ComparedText, Snapshot
from claims.recording.own_words import own_words

_log = logging.getLogger(__name__)


def compare_new(*, limit: int = 200) -> int:
    """Take at most ``limit`` new texts into the index, then compare at most as many; returns how many were compared.

    Any number of workers may do so at once.
    """
    for text_id in text_index.not_taken_in(limit=limit):
        _tried(text_id, take_into_index)
    return sum(
        _tried(text_id, lambda waiting: text_index.compare(text_id=waiting)) is not None
        for text_id in text_index.waiting(limit=limit)
    )


def _tried(text_id: int, work: Callable[[int], int | None]) -> int | None:
    """``work`` done on a text; where it fails, that is counted and told, and the next text has its turn."""
    try:
        return work(text_id)
    except Exception:  # noqa: BLE001 - whatever a text breaks: a stranger's must not hold up all others
        _log.exception("text %d was not compared", text_id)
        text_index.failed(text_id=text_id)
        return None


def take_into_index(text_id: int) -> int | None:
    """Put a text's own words into the index; ``None`` where they are there already or another worker is at it."""
    row = ComparedText.objects.select_related("readable", "document").get(pk=text_id)
    snapshot = Snapshot.objects.filter(document=row.document_id, readable=row.readable_id).order_by("id").first()
    blocks, text = snapshot.page.get("blocks") if snapshot else None, row.readable.text
    spans = own_words(
        text,
        [Block(kind, start, end) for kind, start, end in blocks] if blocks else None,
        row.document.language,
    )
    return text_index.add(text_id=text_id, text=text, spans=spans)
