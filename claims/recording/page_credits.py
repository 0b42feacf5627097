"""What a page credits others with, recorded when the page comes in, and followed up.

A link in a sentence becomes a citation as soon as both documents are there; an agency line fills the document's agency
where nobody said anything of it. Reports that a page tells of stay as they are: which evidence they join is decided
with the other edges of a claim. What a person removed or corrected is never put back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from claims.addresses import LONGEST_TARGET, address_key
from claims.capture.values import Block, PageLink
from claims.ledger.service import append
from claims.models import Citation, Document, FoundCredit, Snapshot, User
from claims.reading.credits import VERSION, find_credits
from claims.reading.values import Credit
from claims.recording.errors import InvalidEntry, NotYours
from claims.recording.text import needed
from claims.vocabulary import CreditKind, Precision, Role

BETWEEN = " / "
"""Stands between the agencies of a document that credits several."""


def note_credits(snapshot: Snapshot, *, links: Iterable[PageLink] | None = None) -> int:
    """Record what a snapshot credits others with and nobody recorded yet; returns how much is new.

    ``links`` are those of the page, where its snapshot does not hold them. Call it in the transaction that writes the
    snapshot, with the row of the document held.
    """
    document = snapshot.document
    known = set(FoundCredit.objects.filter(document=document).values_list("kind", "target"))
    new = [
        FoundCredit(
            document=document,
            snapshot=snapshot,
            kind=credit.kind.value,
            name=credit.names[0][:300],
            target=target,
            url=credit.url,
            words=credit.words[:500],
            version=VERSION,
        )
        for (kind, target), credit in _found(snapshot, links).items()
        if (kind, target) not in known
    ]
    for row in new:
        row.save()
    _fill_agency(document, [row for row in new if row.kind == CreditKind.AGENCY])
    _cite(_open_links_to(document))
    _cite([row for row in new if row.kind == CreditKind.LINK])
    return len(new)


def _found(snapshot: Snapshot, links: Iterable[PageLink] | None) -> dict[tuple[str, str], Credit]:
    """The credits of a snapshot by kind and target, one entry for each agency of a line."""
    blocks, document = snapshot.page.get("blocks"), snapshot.document
    kept = links if links is not None else (PageLink(*entry) for entry in snapshot.page.get("links") or ())
    found = find_credits(
        snapshot.readable.text,
        blocks=[Block(kind, start, end) for kind, start, end in blocks] if blocks else None,
        links=list(kept),
        bylines=snapshot.page.get("authors") or (),
        language=document.language,
        published=document.published_on,
    )
    kept_once: dict[tuple[str, str], Credit] = {}
    for one in found:
        for name in one.names:
            credit = Credit(one.kind, (name,), one.words, one.span, one.url)
            kept_once.setdefault((one.kind.value, _target(credit)), credit)
    return kept_once


def _target(credit: Credit) -> str:
    if credit.url is not None:
        return address_key(credit.url)
    return " ".join(credit.names[0].casefold().split())[:LONGEST_TARGET]


def _fill_agency(document: Document, new: list[FoundCredit]) -> None:
    """The agencies of the first page that credits any, where the document has none; a person's word stays."""
    known = FoundCredit.objects.filter(document=document, kind=CreditKind.AGENCY.value)
    if new and document.agency is None and not known.exclude(pk__in=[row.pk for row in new]).exists():
        document.agency = BETWEEN.join(row.name for row in new)[:300]
        document.save(update_fields=["agency"])


def _keys(document: Document) -> set[str]:
    """The addresses of a document as links are compared with them."""
    addresses = {document.canonical_url, *document.links.values_list("url", flat=True)}
    return {address_key(url) for url in addresses if url}


def _open_links_to(document: Document) -> list[FoundCredit]:
    """Links of other pages to ``document`` that led nowhere before."""
    rows = FoundCredit.objects.filter(kind=CreditKind.LINK.value, cited=None, target__in=_keys(document))
    return list(rows.exclude(document=document).select_related("document").order_by("id"))


def _cite(rows: Iterable[FoundCredit]) -> None:
    """Record the citations of links whose document is here."""
    for row in rows:
        cited = _document_at(row)
        if cited is None or row.dismissed_at is not None or not _can_rest_on(row.document, cited):
            continue
        row.cited = cited
        row.save(update_fields=["cited"])
        Citation.objects.get_or_create(document=row.document, cited=cited, defaults={"words": row.words})


def _can_rest_on(document: Document, cited: Document) -> bool:
    """Whether a story can come from a page that it links: not from one of a later day, or one that rests on it."""
    days = document.published_on, cited.published_on
    exact = {document.published_precision, cited.published_precision} == {Precision.DAY.value}
    later = exact and days[0] is not None and days[1] is not None and days[1] > days[0]
    return not later and not Citation.objects.filter(document=cited, cited=document).exists()


def _document_at(row: FoundCredit) -> Document | None:
    """The document that a link leads to, by every usual spelling of its address."""
    spelled = {
        f"{scheme}://{prefix}{row.target}{slash}"
        for scheme in ("https", "http")
        for prefix in ("", "www.")
        for slash in ("", "/")
    }
    addresses = [*spelled, row.url or ""]
    at = Q(canonical_url__in=addresses) | Q(links__url__in=addresses)
    return Document.objects.filter(at).exclude(pk=row.document_id).order_by("id").first()


def dismiss_credit(*, actor: User, credit: FoundCredit, reason: str) -> FoundCredit:
    """Say that what was found credits nobody: it makes no edge, and what it filled in is taken back. One transaction.

    Raises ``NotYours``, or ``InvalidEntry`` without a reason.
    """
    why = needed(reason, field="reason", most=500, message="Say why this is no credit.")
    with _judging(actor, credit, "dismiss_credit", why) as row:
        if row.dismissed_at is not None:
            raise InvalidEntry("reason", "Somebody dismissed this meanwhile.")
        row.dismissed_by, row.dismissed_at, row.dismissed_reason = actor, timezone.now(), why
        if row.kind == CreditKind.LINK and row.cited is not None:
            Citation.objects.filter(document=row.document, cited=row.cited).delete()
        if row.kind == CreditKind.AGENCY:
            _set_agencies(row.document, [name for name in _agencies(row.document) if name != row.name])
    return row


def restore_credit(*, actor: User, credit: FoundCredit) -> FoundCredit:
    """Take a dismissal back: the credit counts again. One transaction; raises ``NotYours``."""
    with _judging(actor, credit, "restore_credit", None) as row:
        row.dismissed_by = row.dismissed_at = row.dismissed_reason = None
        if row.kind == CreditKind.LINK:
            _cite([row])
        if row.kind == CreditKind.AGENCY and row.name not in _agencies(row.document):
            _set_agencies(row.document, [*_agencies(row.document), row.name])
    return row


@contextmanager
def _judging(actor: User, credit: FoundCredit, action: str, reason: str | None) -> Iterator[FoundCredit]:
    """One editor's word on a credit: the document held, and the row written."""
    if actor.role != Role.EDITOR:
        raise NotYours("Only editors decide what counts as a credit.")
    with transaction.atomic():
        document = Document.objects.select_for_update(no_key=True).get(pk=credit.document_id)
        row = FoundCredit.objects.select_related("cited").get(pk=credit.pk)
        row.document = document
        yield row
        row.save()
        after = {"kind": row.kind, "name": row.name, "words": row.words}
        append(actor=actor, action=action, subject=f"document/{document.public_id}", after=after, reason=reason)


def _agencies(document: Document) -> list[str]:
    return document.agency.split(BETWEEN) if document.agency else []


def _set_agencies(document: Document, names: list[str]) -> None:
    document.agency = BETWEEN.join(names) or None
    document.save(update_fields=["agency"])
