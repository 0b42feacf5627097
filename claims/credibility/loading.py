"""From rows to the records of sources: many sources at once, with a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from claims.credibility.record import Resolved, Suggestion, Tally, base_rate, suggest, tally_of
from claims.credibility.resolving import held_at
from claims.models import Claim, Evidence, Finding, Resolution, Source, StatusRecord
from claims.vocabulary import (
    EDITS,
    FindingState,
    Outcome,
    SourcingType,
    Stance,
    Status,
    topic_of,
)

QUERIES = 4
"""Queries that :func:`suggestions_for` makes, however many sources and claims there are."""

_OWN_VOICE = [SourcingType.UNATTRIBUTED.value, SourcingType.OWN_OBSERVATION.value]
_SAYS_SO = Q(claim__evidence__withdrawn_at=None, claim__evidence__stance=Stance.SUPPORTS.value)
_IN_OWN_VOICE = Q(claim__evidence__sourcing__source=None, claim__evidence__sourcing__sourcing_type__in=_OWN_VOICE)
_WAYS = (
    ("claim__claimant", Q()),
    ("claim__evidence__sourcing__source", _SAYS_SO),
    ("claim__evidence__passage__snapshot__document__outlet__source", _SAYS_SO & _IN_OWN_VOICE),
)
"""How a source makes a claim: it is its claimant; evidence that supports it has it as its source; or it is the outlet
of such evidence that names nobody else. The path to the source, and what has to hold on it."""
_COLUMNS = ("pk", "claim__public_id", "claim__tags", "outcome", "since", "until")


def records_of(sources: Collection[int]) -> dict[int, list[Resolved]]:
    """The record of each source, oldest first, each claim once. Three queries. Unnamed sources have none."""
    found: dict[int, dict[int, Resolved]] = defaultdict(dict)
    for path, condition in _WAYS:
        named = {f"{path}__in": sources, f"{path}__unnamed_of": None}
        rows = Resolution.objects.filter(condition, **named)
        for source, pk, claim, tags, outcome, since, until in rows.values_list(path, *_COLUMNS):
            topics = tuple(dict.fromkeys(map(topic_of, tags)))
            found[source][pk] = Resolved(claim, Outcome(outcome), since, until, topics)
    return {
        source: sorted(rows.values(), key=lambda entry: (entry.since, entry.claim)) for source, rows in found.items()
    }


def everything_at(moment: datetime) -> Tally:
    """How all claims of the installation came out, as it was known at a moment. One query."""
    rows = Resolution.objects.filter(held_at(moment)).values("outcome").annotate(number=Count("pk"))
    number = dict(rows.values_list("outcome", "number"))
    return Tally(sum(number.values()), number.get(Outcome.FALSE.value, 0))


@dataclass(frozen=True, slots=True)
class Record:
    """The record of one source at a moment, with what its suggestion needs of all others."""

    resolved: tuple[Resolved, ...]
    base: float
    suggestion: Suggestion


def suggestions_for(sources: Collection[int], *, at: datetime, without: Claim | None = None) -> Mapping[int, Record]:
    """The record and the suggested letter of each source, as known at a moment, leaving out the claim in hand.

    It is left out of the installation's base rate too. :data:`QUERIES` queries.
    """
    records = records_of(sources)
    left_out = without.public_id if without else None
    own = _outcome_of(without, at) if without else None
    base = base_rate(everything_at(at).without(own))
    return {source: _record(tuple(records.get(source, ())), base, at, left_out) for source in sources}


def _record(resolved: tuple[Resolved, ...], base: float, at: datetime, left_out: str | None) -> Record:
    return Record(resolved, base, suggest(tally_of(resolved, at=at, without=left_out), base=base))


def _outcome_of(claim: Claim, at: datetime) -> Outcome | None:
    row = Resolution.objects.filter(held_at(at), claim=claim).first()
    return Outcome(row.outcome) if row else None


def taken_back(source: Source) -> QuerySet[Claim]:
    """Claims that the source took back: evidence of its own withdraws them, or all that supported them withdrew."""
    own = Evidence.objects.filter(claim=OuterRef("pk"), withdrawn_at=None)
    says = own.filter(sourcing__source=source)
    withdrew = says.filter(stance=Stance.WITHDRAWS.value)
    supported = Q(claimant=source) | Q(Exists(says.filter(stance=Stance.SUPPORTS.value)))
    newest = StatusRecord.objects.filter(claim=OuterRef("pk")).order_by("-id").values("status")[:1]
    rows = Claim.objects.annotate(now=Subquery(newest))
    return rows.filter(Q(Exists(withdrew)) | (supported & Q(now=Status.RETRACTED.value))).order_by("-logged_at", "-id")


def edited_afterwards(source: Source) -> QuerySet[Finding]:
    """Quoted passages that the outlet edited after publication, as a person confirmed; the newest first.

    One with a ``note`` is a correction that the outlet told its readers of.
    """
    rows = Finding.objects.filter(
        link__document__outlet__source=source,
        kind__in=[kind.value for kind in EDITS],
        state=FindingState.SETTLED.value,
    )
    return rows.select_related("claim").order_by("-found_at", "-id")
