"""From what was captured to records: document, outlet, snapshot, link under watch, rights as found."""

from __future__ import annotations

import gzip
import hashlib
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from claims.capture.guard import place_of
from claims.capture.values import Block, Captured, DateFact, page_at
from claims.ledger.changes import leave
from claims.ledger.service import append
from claims.models import Document, Host, Link, ReadableText, Snapshot, User
from claims.reading.read import read
from claims.reading.values import Reading
from claims.recording.outlets import outlet_of
from claims.recording.page_credits import note_credits
from claims.recording.rights import RightsFound, rights_in
from claims.rights.recording import record_notices
from claims.vocabulary import ChangeKind


def take_in(*, captured: Captured, actor: User | None) -> Snapshot:
    """Record what came in: its document (found by address, or by the same bytes), snapshot, outlet and rights.

    The bytes of a document's newest snapshot again are no new snapshot. One transaction.
    """
    _store_bytes(captured.raw)
    rights = rights_in(captured)
    with transaction.atomic():
        document = _document(captured)
        newest = document.snapshots.order_by("-taken_at", "-id").first()
        if newest is not None and newest.content_hash == _sha256(captured.raw):
            return newest
        return _write_snapshot(document, captured, rights, actor)


def store_snapshot(
    *, document: Document, captured: Captured, actor: User | None, rights: RightsFound | None = None
) -> Snapshot:
    """A new snapshot of a known document, as a recheck finds it. One transaction.

    ``rights`` are those found in it before, by a caller that is inside a transaction already.
    """
    _store_bytes(captured.raw)
    found = rights or rights_in(captured)
    with transaction.atomic():
        return _write_snapshot(document, captured, found, actor)


def _sha256(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def _place(content_hash: str) -> str:
    return f"snapshots/{content_hash[:2]}/{content_hash}.gz"


def _store_bytes(raw: bytes) -> None:
    """Keep the bytes under their hash; before the transaction, as bytes that no row names do no harm."""
    place = _place(_sha256(raw))
    if not default_storage.exists(place):
        default_storage.save(place, ContentFile(gzip.compress(raw, mtime=0)))


def bytes_of(snapshot: Snapshot) -> bytes:
    """The bytes of a snapshot as they came in. Raises ``FileNotFoundError`` when the storage lost them."""
    with default_storage.open(_place(snapshot.content_hash)) as file:
        return gzip.decompress(file.read())


def stored_size(content_hash: str) -> int:
    """Bytes that a body takes in the storage, compressed; 0 when the storage lost it."""
    try:
        return default_storage.size(_place(content_hash))
    except OSError:
        return 0


def _address(captured: Captured) -> str | None:
    return captured.facts.canonical_url or captured.final_url or captured.url


def _document(captured: Captured) -> Document:
    url = _address(captured)
    if url is None:
        same = Snapshot.objects.filter(content_hash=_sha256(captured.raw), document__canonical_url=None)
        known = same.select_related("document").order_by("id").first()
        document = known.document if known else Document.objects.create()
    else:
        document, _ = Document.objects.get_or_create(canonical_url=url)
        _watch(document, url)
        if captured.final_url and captured.url and captured.url != url:
            _watch(document, captured.url)
    return _fill(Document.objects.select_for_update(no_key=True).get(pk=document.pk), captured, url)


def _watch(document: Document, url: str) -> None:
    """Put an address under watch; it is due at once."""
    place = place_of(url)
    if place is None or Link.objects.filter(url=url).exists():
        return
    host, _ = Host.objects.get_or_create(name=place[:253])
    Link.objects.get_or_create(url=url, defaults={"host": host, "document": document, "due_at": timezone.now()})


def _fill(document: Document, captured: Captured, url: str | None) -> Document:
    """Record what the page says of itself where the document says nothing yet; a later change is a finding."""
    facts = captured.facts
    document.title = document.title or facts.title or _first_line(captured)
    document.bylines = document.bylines or [name[:300] for name in facts.authors]
    document.language = document.language or (facts.language or "")[:35] or None
    for field, fact in (("published", facts.published), ("modified", facts.modified)):
        if fact is not None and getattr(document, f"{field}_on") is None:
            setattr(document, f"{field}_on", fact.value)
            setattr(document, f"{field}_precision", fact.precision.value)
    if url is not None and document.outlet_id is None:
        document.outlet = outlet_of(url, site_name=facts.site_name)
    document.save()
    return document


def _first_line(captured: Captured) -> str | None:
    """The headline of pasted text, as the reading sees it; its beginning is enough for that."""
    return read(captured.text[:2000]).title if captured.blocks is None else None


def page_json(captured: Captured, rights: RightsFound) -> dict[str, Any]:
    """What the reader made of a page, as plain JSON for :attr:`Snapshot.page`; unknown is ``None``."""
    facts = captured.facts
    return {
        "title": facts.title,
        "site_name": facts.site_name,
        "authors": list(facts.authors),
        **_date_json("published", facts.published),
        **_date_json("modified", facts.modified),
        "language": facts.language,
        "stated_language": facts.stated_language,
        "stated_canonical": facts.stated_canonical,
        "address_candidate": facts.address_candidate,
        "free": facts.free,
        "pictures": [[picture.caption, picture.credit, picture.evidence] for picture in facts.pictures],
        "links": [[link.url, link.start, link.end] for link in facts.links],
        "evidence": [list(entry) for entry in facts.evidence],
        "disagreements": [*facts.disagreements, *rights.unread],
        "pages": list(captured.pages),
        "redirects": [list(hop) for hop in captured.redirects],
        "blocks": [[block.kind, block.start, block.end] for block in captured.blocks] if captured.blocks else None,
        "notices": [notice.verbatim for notice in rights.notices],
        "notices_unread": bool(rights.unread),
    }


def _date_json(name: str, fact: DateFact | None) -> dict[str, str | None]:
    return {
        name: fact.value.isoformat() if fact else None,
        f"{name}_precision": fact.precision.value if fact else None,
        f"{name}_evidence": fact.evidence if fact else None,
    }


def _write_snapshot(document: Document, captured: Captured, rights: RightsFound, actor: User | None) -> Snapshot:
    text_hash = _sha256(captured.text.encode())
    ReadableText.objects.get_or_create(text_hash=text_hash, defaults={"text": captured.text})
    snapshot = Snapshot.objects.create(
        document=document,
        content_hash=_sha256(captured.raw),
        readable_id=text_hash,
        method=captured.method.value,
        media_type=captured.media_type[:100],
        final_url=captured.final_url,
        http_status=captured.http_status,
        page=page_json(captured, rights),
        taken_by=actor,
        taken_at=timezone.now(),
    )
    if record_notices(document=document, snapshot=snapshot, notices=rights.notices):
        leave(ChangeKind.RIGHTS, document.pk)
    note_credits(snapshot)
    append(
        actor=actor,
        action="take_in",
        subject=f"document/{document.public_id}",
        after={"snapshot": snapshot.public_id, "sha256": snapshot.content_hash, "method": snapshot.method},
    )
    return snapshot


def page_number(snapshot: Snapshot, position: int) -> int | None:
    """The page, from 1, on which ``position`` of the readable text stands; ``None`` for what has no pages."""
    return page_at(snapshot.page.get("pages") or (), position)


def reading_of(snapshot: Snapshot) -> Reading:
    """The machine's reading of a snapshot, made anew: equal for equal snapshots and rules."""
    blocks, document = snapshot.page.get("blocks"), snapshot.document
    return read(
        snapshot.readable.text,
        blocks=[Block(kind, start, end) for kind, start, end in blocks] if blocks else None,
        published=document.published_on,
        language=document.language,
        outlet=snapshot.page.get("site_name") or (document.outlet.source.name if document.outlet else None),
    )
