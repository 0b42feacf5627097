"""The credits of pages that came in before credits were looked for, or before the rules were what they are."""

from __future__ import annotations

from django.db import transaction

from claims.capture.errors import CaptureError
from claims.capture.intake import from_html
from claims.capture.values import PageLink
from claims.models import Document, Snapshot
from claims.recording.documents import bytes_of
from claims.recording.page_credits import note_credits
from claims.vocabulary import CaptureMethod


def note_earlier(snapshot: Snapshot) -> int:
    """The same for a snapshot that came in before: its links are read from its bytes if it does not hold them."""
    links = None if "links" in snapshot.page else _links_in_bytes(snapshot)
    with transaction.atomic():
        snapshot.document = Document.objects.select_for_update(no_key=True).get(pk=snapshot.document_id)
        return note_credits(snapshot, links=links)


def _links_in_bytes(snapshot: Snapshot) -> tuple[PageLink, ...]:
    """The links of a page kept before links were; none where its bytes are lost or give another text today."""
    if snapshot.media_type not in ("text/html", "application/xhtml+xml"):
        return ()
    try:
        captured = from_html(bytes_of(snapshot), method=CaptureMethod(snapshot.method), url=snapshot.final_url)
    except (CaptureError, FileNotFoundError):
        return ()
    return captured.facts.links if captured.text == snapshot.readable.text else ()
