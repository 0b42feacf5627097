"""The track record of a source: the letter that it suggests, over time, by topic, with the claims that are counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from claims.credibility.blindness import has_graded, is_blind
from claims.credibility.loading import Record, edited_afterwards, suggestions_for, taken_back
from claims.credibility.record import Suggestion, by_topic, over_time
from claims.credibility.resolving import held_at
from claims.models import Claim, Resolution, Source, User
from claims.vocabulary import UNNAMED_KINDS, SourceKind
from claims.web.editing import PAGE, signed_in
from claims.web.record_chart import chart, moments_of

SHOWN = 50
"""Retractions and edits on one page, the newest."""


@dataclass(frozen=True, slots=True)
class InHand:
    """The claim for whose judgement somebody looks at a source; ``blind`` while letters are kept from the person."""

    claim: Claim | None
    blind: bool


def in_hand(request: HttpRequest) -> InHand:
    """The claim that the address names, if it is one."""
    given = request.POST.get("claim") or request.GET.get("claim") or ""
    claim = Claim.objects.filter(public_id=given[:16]).first() if given else None
    return InHand(claim, claim is not None and _blind(claim, signed_in(request)))


def _blind(claim: Claim, user: User) -> bool:
    return is_blind(claim, graded=has_graded(claim, user))


def has_record(source: Source) -> bool:
    """Whether a source can have a record: an unnamed one belongs to its one claim."""
    return SourceKind(source.kind) not in UNNAMED_KINDS


def record_now(source: Source, hand: InHand) -> Record | None:
    """The record for the page of a source; ``None`` for an unnamed one, and while it is kept from the person."""
    if not has_record(source) or hand.blind:
        return None
    return suggestions_for([source.pk], at=timezone.now(), without=hand.claim)[source.pk]


def _day(request: HttpRequest) -> tuple[date, str]:
    """The day of the address, today without one; and what is wrong with it."""
    given, today = request.GET.get("on", ""), timezone.localdate()
    try:
        day = parse_date(given.strip()) if given.strip() else today
    except ValueError:
        day = None
    if day is None:
        return today, "That is no day: write it as 2026-03-31."
    return (day, "") if day <= today else (today, "That day is yet to come: this is the record of today.")


def _end_of(day: date) -> datetime:
    """The last moment of a day; of today, now."""
    end = timezone.make_aware(datetime.combine(day, time())) + timedelta(days=1) - timedelta(microseconds=1)
    return min(end, timezone.now())


def _counted(record: Record, *, at: datetime, hand: InHand, number: str | None) -> dict[str, Any]:
    """One page of the claims that are counted, the newest first."""
    left_out = hand.claim.public_id if hand.claim else None
    held = [entry.claim for entry in reversed(record.resolved) if entry.holds(at) and entry.claim != left_out]
    page = Paginator(held, PAGE).get_page(number)
    rows = Resolution.objects.filter(held_at(at), claim__public_id__in=list(page)).select_related("claim")
    return {"page": page, "rows": rows.order_by("-since", "-claim__public_id")}


def _shown(record: Record, *, at: datetime, hand: InHand) -> dict[str, Any]:
    resolved, base = record.resolved, record.base
    without = hand.claim.public_id if hand.claim else None
    kept = tuple(entry for entry in resolved if entry.claim != without)
    line: list[tuple[datetime, Suggestion]] = list(over_time(kept, moments=moments_of(kept, at=at), base=base))
    topics = by_topic(resolved, at=at, base=base, without=without)
    return {"record": record, "topics": topics, "line": line, "chart": chart(line)}


@require_safe
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    """The record as known on a day; without it while the person has yet to grade the claim in hand."""
    source = get_object_or_404(Source.objects.select_related("parent"), public_id=public_id, unnamed_of=None)
    hand, (day, wrong) = in_hand(request), _day(request)
    context: dict[str, Any] = {
        "source": source,
        "hand": hand,
        "day": day,
        "wrong": wrong,
        "today": timezone.localdate(),
        "taken_back": taken_back(source)[:SHOWN],
    }
    if source.kind == SourceKind.OUTLET:
        edits = edited_afterwards(source)[:SHOWN]
        context["edits"] = (
            ("Corrected, with a note to its readers", [row for row in edits if row.note]),
            ("Edited silently", [row for row in edits if not row.note]),
        )
    if not hand.blind:
        at = _end_of(day)
        record = suggestions_for([source.pk], at=at, without=hand.claim)[source.pk]
        context |= _shown(record, at=at, hand=hand)
        context |= _counted(record, at=at, hand=hand, number=request.GET.get("page"))
    return render(request, "source/record.html", context)
