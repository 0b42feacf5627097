"""Consent obtained from whoever holds the rights: who gave it, for which documents and what, and until when.

Nothing is deleted: consent that is over has a last day. The database leaves a change for each document that it is
for, and the drain releases anew what may be quoted by now, or no longer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from secrets import token_hex
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from claims.ledger.service import append
from claims.models import Document, GrantedDocument, PermissionGrant, User
from claims.recording.earlier import Earlier, before_last_change, replaced
from claims.recording.errors import InvalidEntry, NotYours
from claims.recording.text import needed
from claims.vocabulary import DUTY_ACTIONS, RightsAction, Role

MAX_FILE = 10_000_000
"""Bytes of a letter of consent that are kept."""
_COLUMNS = ("granted_by", "granted_on", "actions", "until")

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantEntry:
    """Consent as somebody enters it.

    ``documents`` are primary keys; ``until`` is the last day, ``None`` without one; ``file`` is the name and the bytes
    of the letter that comes with what is new.
    """

    granted_by: str | None
    granted_on: date
    actions: Collection[RightsAction]
    until: date | None
    documents: Collection[int]
    file: tuple[str, bytes] | None = None


@contextmanager
def _changing(actor: User, grant_id: int) -> Iterator[PermissionGrant]:
    _check_newsroom(actor)
    with transaction.atomic():
        yield PermissionGrant.objects.select_for_update(no_key=True).get(pk=grant_id)


def _check_newsroom(actor: User) -> None:
    if actor.role == Role.CONSUMER:
        raise NotYours("Only fact-checkers and editors record consent.")


def record_grant(*, actor: User, entry: GrantEntry) -> PermissionGrant:
    """Record consent. One transaction.

    Raises ``NotYours``, or ``InvalidEntry`` without a giver, an action or a document, for days in the wrong order, and
    for a file that is empty or too large.
    """
    _check_newsroom(actor)
    values = _values(entry)
    with transaction.atomic():
        grant = PermissionGrant.objects.create(**values, recorded_by=actor)
        _name_documents(grant, entry.documents)
        if entry.file is not None:
            _keep_file(grant, *entry.file)
        append(actor=actor, action="record_grant", subject=f"grant/{grant.pk}", after=_of(grant))
    return grant


def change_grant(*, actor: User, grant_id: int, entry: GrantEntry) -> PermissionGrant:
    """Change recorded consent. One transaction; raises as :func:`record_grant`, and when nothing would change."""
    values = _values(entry)
    with _changing(actor, grant_id) as grant:
        before = _of(grant)
        for column, value in values.items():
            setattr(grant, column, value)
        grant.save(update_fields=_COLUMNS)
        _name_documents(grant, entry.documents)
        after = _of(grant)
        if before == after:
            raise InvalidEntry("granted_by", "This is what is recorded already. Change something.")
        append(actor=actor, action="change_grant", subject=f"grant/{grant.pk}", before=before, after=after)
    return grant


def keep_letter(*, actor: User, grant_id: int, name: str, content: bytes) -> PermissionGrant:
    """Keep the letter of a consent; one kept before stays in the store. One transaction.

    Raises ``NotYours``, or ``InvalidEntry`` for a file that is empty or too large.
    """
    with _changing(actor, grant_id) as grant:
        before = {"file": grant.file.name or None}
        _keep_file(grant, name, content)
        append(
            actor=actor,
            action="keep_letter",
            subject=f"grant/{grant.pk}",
            before=before,
            after={"file": grant.file.name},
        )
    return grant


def last_of_grant(grant: PermissionGrant) -> Earlier | None:
    """Giver, days and what is allowed before their last change."""
    return before_last_change(grant, _COLUMNS)


def undo_grant(*, actor: User, grant_id: int, key: int) -> PermissionGrant:
    """Put back what the change ``key`` of giver, days or actions replaced. One transaction.

    Raises as :func:`change_grant`, and ``InvalidEntry`` when they were changed since.
    """
    with _changing(actor, grant_id) as grant:
        values = replaced(grant, _COLUMNS, key=key)
        documents = list(grant.documents.values_list("pk", flat=True))
        entry = GrantEntry(**{**values, "actions": list(map(RightsAction, values["actions"]))}, documents=documents)
        return change_grant(actor=actor, grant_id=grant_id, entry=entry)


def documents_at(addresses: Collection[str]) -> list[int]:
    """The documents at these addresses. Raises ``InvalidEntry`` that names each address without one."""
    found = dict(Document.objects.filter(canonical_url__in=addresses).values_list("canonical_url", "pk"))
    missing = [address for address in addresses if address not in found]
    if missing:
        raise InvalidEntry("addresses", f"No page is recorded at {' and '.join(missing[:5])}. Read it first.")
    return [found[address] for address in addresses]


def _values(entry: GrantEntry) -> Values:
    giver = needed(entry.granted_by, field="granted_by", most=300, message="Say who gave the consent.")
    actions = sorted({action.value for action in entry.actions if action not in DUTY_ACTIONS})
    if not actions:
        raise InvalidEntry("actions", "Say what is allowed.")
    if entry.until is not None and entry.until < entry.granted_on:
        raise InvalidEntry("until", "The last day lies before the day on which consent was given.")
    if not entry.documents:
        raise InvalidEntry("documents", "Consent is for at least one page.")
    return {"granted_by": giver, "granted_on": entry.granted_on, "actions": actions, "until": entry.until}


def _name_documents(grant: PermissionGrant, documents: Collection[int]) -> None:
    rows = GrantedDocument.objects.filter(permissiongrant=grant)
    rows.exclude(document__in=documents).delete()
    known = set(rows.values_list("document", flat=True))
    new = [GrantedDocument(permissiongrant=grant, document_id=pk) for pk in sorted(set(documents) - known)]
    GrantedDocument.objects.bulk_create(new)


def _keep_file(grant: PermissionGrant, name: str, content: bytes) -> None:
    if not content:
        raise InvalidEntry("file", "The file is empty.")
    if len(content) > MAX_FILE:
        raise InvalidEntry("file", f"The file is too large: at most {MAX_FILE // 1_000_000} MB are kept.")
    # in a folder of its own, so that it keeps its name
    grant.file.save(f"{token_hex(6)}/{name}", ContentFile(content))


def _of(grant: PermissionGrant) -> dict[str, Any]:
    documents = grant.documents.order_by("pk").values_list("public_id", flat=True)
    columns = {column: getattr(grant, column) for column in _COLUMNS}
    return {**columns, "documents": list(documents), "file": grant.file.name or None}
