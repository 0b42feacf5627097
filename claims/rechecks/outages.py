"""Faults on our side that make visits worthless: no site can be reached, or the resolver knows names that cannot exist.

Kept in the database, where every worker and every page finds them; a round in which a site answered, or a resolver that
is right again, ends them. Nothing is decided by them: they are for people to see.
"""

from __future__ import annotations

import logging

from django.db import transaction
from django.utils import timezone

from claims.capture.installation import answer_for_every_name
from claims.models import Fault
from claims.vocabulary import FaultKind

_log = logging.getLogger(__name__)


def faults() -> list[Fault]:
    """What is wrong now, the oldest first."""
    return list(Fault.objects.filter(ended_at=None).order_by("since", "id"))


def learn(*, reached: bool | None) -> None:
    """Note whether a round of visits ``reached`` any site; ``None`` says nothing either way."""
    if reached is not None:
        _note(FaultKind.NO_SITE_REACHED, wrong=not reached)


def look_at_resolver() -> None:
    """Ask the resolver for a name that cannot exist, and note what it answers."""
    address = answer_for_every_name()
    if address is not None:
        _log.warning("the resolver answers %s for names that cannot exist: visits will be refused or misled", address)
    _note(FaultKind.RESOLVER, wrong=address is not None, detail=address)


def _note(kind: FaultKind, *, wrong: bool, detail: str | None = None) -> None:
    """One query while all is well; a fault that several workers meet at once is one fault."""
    now = timezone.now()
    standing = Fault.objects.filter(kind=kind.value, ended_at=None)
    if not wrong:
        standing.update(ended_at=now)
        return
    with transaction.atomic():
        if not standing.update(seen_at=now, detail=detail):
            row = Fault(kind=kind.value, detail=detail, since=now, seen_at=now)
            Fault.objects.bulk_create([row], ignore_conflicts=True)
