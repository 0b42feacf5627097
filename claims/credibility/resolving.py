"""Keeping the resolutions of claims in line with what decides them; records are counted from these rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime

from django.db.models import Q
from django.db.models.fields.json import KT
from django.utils import timezone

from claims.credibility.outcomes import Standing, came_out
from claims.models import Claim, EffectiveStatus, Resolution, StatusRecord, Verdict
from claims.vocabulary import ClaimState, Outcome, Status


def _standings(claims: Collection[int], today: date) -> Iterator[tuple[int, Standing]]:
    """What decides for each claim; four queries, however many there are."""
    verdicts = dict(Verdict.objects.filter(claim__in=claims).values_list("claim", "rating__outcome"))
    live = EffectiveStatus.objects.filter(claim__in=claims, ended_at=None, until__gte=today)
    effective = dict(live.values_list("claim", "status"))
    latest = StatusRecord.objects.filter(claim__in=claims).order_by("claim", "-id").distinct("claim")
    columns = latest.annotate(kept=KT("why__kept_status")).values_list("claim", "status", "kept")
    computed = {claim: kept or status for claim, status, kept in columns}
    for claim, state in Claim.objects.filter(pk__in=claims).values_list("pk", "state"):
        verdict = verdicts.get(claim)
        yield (
            claim,
            Standing(
                state=ClaimState(state),
                has_verdict=claim in verdicts,
                verdict=Outcome(verdict) if verdict else None,
                effective=Status(effective[claim]) if claim in effective else None,
                computed=Status(computed[claim]) if claim in computed else None,
            ),
        )


def note_outcomes(claims: Collection[int], *, today: date) -> None:
    """Bring the resolutions of claims in line with what decides them now; the caller holds the rows of the claims.

    Six queries at most, however many claims there are; what stays as it is, is not written.
    """
    live = {row.claim_id: row for row in Resolution.objects.filter(claim__in=claims, until=None)}
    now, over, new = timezone.now(), [], []
    for claim, standing in _standings(claims, today):
        found, known = came_out(standing), live.get(claim)
        if found == ((known.outcome, known.basis) if known else None):
            continue
        if known is not None:
            over.append(known.pk)
        if found is not None:
            new.append(Resolution(claim_id=claim, outcome=found[0].value, basis=found[1].value, since=now))
    Resolution.objects.filter(pk__in=over).update(until=now)
    Resolution.objects.bulk_create(new)


def held_at(moment: datetime) -> Q:
    """Resolutions that held at a moment."""
    return Q(since__lte=moment) & (Q(until=None) | Q(until__gt=moment))
