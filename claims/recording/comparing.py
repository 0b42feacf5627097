"""Every readable text that came in is compared with all others, whoever wrote its snapshot.

What is to be done stands in the rows alone: a snapshot whose text is not in the index, and a text in the index that
was not compared. So nothing is lost with a process, a message or a restart.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from claims.capture.values import Block
from claims.corroboration import text_index
from claims.models import ComparedText, Snapshot
from claims.recording.own_words import own_words


def _not_in_the_index() -> QuerySet[Snapshot]:
    known = ComparedText.objects.filter(document=OuterRef("document"), readable=OuterRef("readable"))
    return Snapshot.objects.filter(~Exists(known)).select_related("readable", "document").order_by("id")


def compare_new(*, limit: int = 200) -> int:
    """Take at most ``limit`` new texts into the index, then compare at most as many; returns how many were compared.

    Any number of workers may do so at once.
    """
    for snapshot in _not_in_the_index()[:limit]:
        take_into_index(snapshot)
    return sum(text_index.compare(text_id=text_id) is not None for text_id in text_index.waiting(limit=limit))


def take_into_index(snapshot: Snapshot) -> None:
    """Put the snapshot's own words into the index, where they are not yet."""
    blocks, text = snapshot.page.get("blocks"), snapshot.readable.text
    spans = own_words(
        text,
        [Block(kind, start, end) for kind, start, end in blocks] if blocks else None,
        snapshot.document.language,
    )
    text_index.add(document_id=snapshot.document_id, text_hash=snapshot.readable_id, text=text, spans=spans)
