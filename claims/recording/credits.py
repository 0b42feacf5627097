"""What a document says of itself that joins it with others: the agency it credits, its bylines, what it cites.

These facts make *certain* edges, so nobody judges such an edge: the fact is corrected, and the claims that rest on the
document are computed anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import F, JSONField, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from claims.ledger.service import append
from claims.models import Citation, Claim, Document, LedgerEntry, User
from claims.recording.errors import InvalidEntry, NotYours
from claims.recording.text import cleaned
from claims.vocabulary import Role

_ACTION = "set_document_facts"
MOST_BYLINES = 20


def claims_on(document: Document) -> QuerySet[Claim]:
    """The claims with evidence in ``document``, withdrawn evidence too: those that a change of its facts may touch."""
    return Claim.objects.filter(evidence__passage__snapshot__document=document).distinct()


@contextmanager
def _changing(actor: User, document_id: int) -> Iterator[Document]:
    """One change to what is recorded of a document: its row held. The database leaves it for the drain."""
    if actor.role not in (Role.FACT_CHECKER, Role.EDITOR):
        raise NotYours("Only fact-checkers and editors correct what is recorded of a page.")
    with transaction.atomic():
        yield Document.objects.select_for_update(no_key=True).get(pk=document_id)


def facts_of(document: Document) -> dict[str, Any]:
    """The agency and the bylines as they are recorded, as plain JSON."""
    return {"agency": document.agency, "bylines": list(document.bylines)}


def set_document_facts(
    *, actor: User, document_id: int, agency: str | None, bylines: Sequence[str], reason: str | None = None
) -> Document:
    """Record which agency or release the page credits and who signed it. One transaction.

    Raises ``NotYours``, or ``InvalidEntry`` for what is too long or changes nothing.
    """
    with _changing(actor, document_id) as document:
        after = {"agency": cleaned(agency, field="agency", most=300), "bylines": _names(bylines)}
        _write(actor, document, after, cleaned(reason, field="reason", most=500))
    return document


def _names(bylines: Sequence[str]) -> list[str]:
    names = [cleaned(name, field="bylines", most=300) for name in bylines]
    found = list(dict.fromkeys(name for name in names if name is not None))
    if len(found) > MOST_BYLINES:
        raise InvalidEntry("bylines", f"At most {MOST_BYLINES} bylines are kept.")
    return found


def _write(actor: User, document: Document, after: dict[str, Any], reason: str | None) -> None:
    before = facts_of(document)
    if before == after:
        raise InvalidEntry("agency", "This is what is recorded already. Change something.")
    document.agency, document.bylines = after["agency"], after["bylines"]
    document.save(update_fields=["agency", "bylines"])
    subject = f"document/{document.public_id}"
    append(actor=actor, action=_ACTION, subject=subject, before=before, after=after, reason=reason)


def last_facts(document: Document) -> dict[str, Any] | None:
    """The facts before the last change, as far as the document still stands as that change left it."""
    about = KeyTextTransform("subject", Cast("payload", JSONField()))
    action = KeyTextTransform("action", Cast("payload", JSONField()))
    rows = LedgerEntry.objects.annotate(about=about, done=action)
    mine = rows.filter(about=f"document/{document.public_id}", done=_ACTION).order_by(F("id").desc())
    payload = mine.values_list("payload", flat=True).first()
    entry = json.loads(payload) if payload else None
    return entry["before"] if entry and entry["after"] == facts_of(document) else None


def undo_document_facts(*, actor: User, document_id: int) -> Document:
    """Put back the agency and bylines that the last change replaced. One transaction.

    Raises ``NotYours``, or ``InvalidEntry`` when there is nothing to put back.
    """
    with _changing(actor, document_id) as document:
        before = last_facts(document)
        if before is None:
            raise InvalidEntry("agency", "There is nothing to take back.")
        _write(actor, document, before, "taken back")
    return document


def add_citation(*, actor: User, document_id: int, cited_id: int, words: str | None) -> Citation:
    """Record that the page credits or links another document, with the words that say so. One transaction.

    Raises ``NotYours``, or ``InvalidEntry`` for itself or for what is recorded already.
    """
    said = cleaned(words, field="words", most=500)
    with _changing(actor, document_id) as document:
        if document_id == cited_id:
            raise InvalidEntry("cited", "A page does not credit itself. Choose another one.")
        cited = Document.objects.get(pk=cited_id)
        row, new = Citation.objects.get_or_create(document=document, cited=cited, defaults={"words": said})
        if not new:
            raise InvalidEntry("cited", "This is recorded already.")
        _note(actor, "add_citation", document, after={"cites": cited.public_id, "words": said})
    return row


def remove_citation(*, actor: User, document_id: int, cited: str) -> None:
    """Take back that the page credits the document with the public id ``cited``. One transaction; raises as above."""
    with _changing(actor, document_id) as document:
        row = Citation.objects.filter(document=document, cited__public_id=cited).first()
        if row is None:
            raise InvalidEntry("cited", "This was taken back already.")
        _note(actor, "remove_citation", document, before={"cites": cited, "words": row.words})
        row.delete()


def _note(
    actor: User,
    action: str,
    document: Document,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    append(actor=actor, action=action, subject=f"document/{document.public_id}", before=before, after=after)
