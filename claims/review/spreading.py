"""From a change of something that many claims may rest on to the claims it touches."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.db.models import Q

from claims.models import Change, Claim, Finding, Source
from claims.models.trees import below
from claims.vocabulary import ChangeKind

_DOCUMENT = "evidence__passage__snapshot__document"


def _of_source(source_id: int) -> Iterable[int]:
    """Claims that name the source, in a chain too, or rest on an outlet which it, or a source below it, publishes."""
    named = Q(evidence__sourcing__source=source_id)
    passed_on = Q(evidence__sourcing__relays__relayed_by=source_id) | Q(
        evidence__sourcing__relays__relayed_for=source_id
    )
    published = Q(**{f"{_DOCUMENT}__outlet__source__in": below(Source, source_id)})
    # three plain queries: one with OR between different joins reads whole tables
    return {claim_id for part in (named, passed_on, published) for claim_id in _claims(part)}


def _claims(condition: Q) -> Iterable[int]:
    return Claim.objects.filter(condition).values_list("pk", flat=True).distinct()


def _of_finding(finding_id: int) -> Iterable[int]:
    return Finding.objects.filter(pk=finding_id).values_list("claim_id", flat=True)


SPREADING: dict[ChangeKind, Callable[[int], Iterable[int]]] = {
    ChangeKind.SOURCE_GRADE: lambda subject: _claims(Q(evidence__sourcing__source=subject)),
    ChangeKind.SOURCE: _of_source,
    ChangeKind.OUTLET: lambda subject: _claims(Q(**{f"{_DOCUMENT}__outlet": subject})),
    ChangeKind.DOCUMENT: lambda subject: _claims(Q(**{_DOCUMENT: subject})),
    ChangeKind.RIGHTS: lambda subject: _claims(Q(**{_DOCUMENT: subject})),
    ChangeKind.FINDING: _of_finding,
}
"""Kinds whose subject is no claim, each with the claims that it may touch; the subject of all others is a claim."""


def claims_touched(change: Change) -> list[int]:
    """The claims that a change may touch, in ascending order."""
    spread = SPREADING.get(ChangeKind(change.kind))
    return sorted(spread(change.subject)) if spread else [change.subject]
