"""What a date alone changes: a claim past its validity, an effective status past its end, terms that begin or end.

Nothing is written on such a day, so no trigger sees it: the clock looks. What to do is read from the rows as they
stand, so a day on which nobody looked is made up for by the next look, and a second look finds nothing.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.fields.json import KT
from django.utils import timezone

from claims.ledger.changes import leave_many
from claims.ledger.service import append
from claims.models import (
    Change,
    Claim,
    EffectiveStatus,
    PermissionGrant,
    RightsRule,
    RightsStatement,
    StatusRecord,
    TermsLook,
)
from claims.vocabulary import ChangeKind

AT_ONCE = 1000
"""Claims, and effective statuses, of one look."""


def follow_dates(*, today: date, limit: int = AT_ONCE) -> int:
    """Leave changes for the drain where a date passed before ``today``; returns for how many claims."""
    ended = sum(_end(pk) for pk in _past_end(today, limit))
    return _past_validity(today, limit) + ended + _terms_turned(today, limit)


def _past_validity(today: date, limit: int) -> int:
    """Claims whose validity ended and whose status does not say so yet."""
    latest = StatusRecord.objects.filter(claim=OuterRef("pk")).order_by("-id")
    known = latest.annotate(told=KT("why__counts__outdated")).values("told")[:1]
    waiting = Change.objects.filter(kind=ChangeKind.DATE.value, subject=OuterRef("pk"), drained_at=None)
    ended = Claim.objects.filter(valid_until__lt=today).annotate(known=Subquery(known))
    untold = ended.filter(~Exists(waiting), Q(known=None) | ~Q(known="true"))
    claims = list(untold.order_by("pk").values_list("pk", flat=True)[:limit])
    with transaction.atomic():
        leave_many(ChangeKind.DATE, claims)
    return len(claims)


def _past_end(today: date, limit: int) -> list[int]:
    rows = EffectiveStatus.objects.filter(ended_at=None, until__lt=today).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:limit])


def _end(effective_id: int) -> bool:
    """End an effective status whose last day is over; the change of its row is followed up by the drain."""
    with transaction.atomic():
        rows = EffectiveStatus.objects.select_for_update(of=("self",), no_key=True).select_related("claim")
        row = rows.filter(pk=effective_id, ended_at=None).first()
        if row is None:
            return False
        row.ended_at = timezone.now()
        row.save(update_fields=["ended_at"])
        append(
            actor=None,
            action="end_effective_status",
            subject=f"claim/{row.claim.public_id}",
            before={"status": row.status, "until": row.until},
            reason="Its last day is over.",
        )
    return True


def _terms_turned(today: date, limit: int) -> int:
    """Released claims on whose pages a term began or ended since somebody looked; the drain sees what follows.

    The day is kept with each document in the same transaction, so that a day is followed once.
    """
    with transaction.atomic():
        documents = sorted(_documents_turned(today))[:limit]
        if not documents:
            return 0
        on_them = Q(evidence__passage__snapshot__document__in=documents, current_release__isnull=False)
        claims = sorted(Claim.objects.filter(on_them).values_list("pk", flat=True).distinct())
        TermsLook.objects.bulk_create(
            [TermsLook(document_id=document, looked_on=today) for document in documents],
            update_conflicts=True,
            unique_fields=["document"],
            update_fields=["looked_on"],
        )
        leave_many(ChangeKind.DATE, claims)
    return len(claims)


def _documents_turned(today: date) -> set[int]:
    """Documents with a last day before ``today``, or a first day up to it, that nobody has looked at since."""
    rules = RightsRule.objects.filter(_last_day("until", today, "statement__document"))
    terms = RightsStatement.objects.filter(
        _last_day("valid_until", today, "document")
        | _first_day("valid_from", today, "document")
        | _first_day("embargo_until", today, "document")
    )
    grants = PermissionGrant.objects.filter(_last_day("until", today, "documents"))
    found = (
        rules.values_list("statement__document", flat=True),
        terms.values_list("document", flat=True),
        grants.values_list("documents", flat=True),
    )
    return {document for rows in found for document in rows if document is not None}


def _last_day(field: str, today: date, document: str) -> Q:
    look = f"{document}__terms_look"
    return Q(**{f"{field}__lt": today}) & (Q(**{look: None}) | Q(**{f"{field}__gte": F(f"{look}__looked_on")}))


def _first_day(field: str, today: date, document: str) -> Q:
    look = f"{document}__terms_look"
    return Q(**{f"{field}__lte": today}) & (Q(**{look: None}) | Q(**{f"{field}__gt": F(f"{look}__looked_on")}))
