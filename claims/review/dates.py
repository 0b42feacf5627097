"""What a date alone changes: a claim past its validity, an effective status past its end.

Nothing is written on such a day, so no trigger sees it: the clock looks. What to do is read from the rows as they
stand, so a day on which nobody looked is made up for by the next look, and a second look finds nothing.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.fields.json import KT
from django.utils import timezone

from claims.ledger.changes import leave_many
from claims.ledger.service import append
from claims.models import Change, Claim, EffectiveStatus, StatusRecord
from claims.vocabulary import ChangeKind

AT_ONCE = 1000
"""Claims, and effective statuses, of one look."""


def follow_dates(*, today: date, limit: int = AT_ONCE) -> int:
    """Leave changes for the drain where a date passed before ``today``; returns for how many claims."""
    return _past_validity(today, limit) + sum(_end(pk) for pk in _past_end(today, limit))


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
