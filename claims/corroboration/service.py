"""From the rows of a claim to its status, stored with its *why* at each change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from claims.corroboration.rules import RULES_VERSION, assess
from claims.corroboration.values import ClaimFacts, Edge, EvidenceItem
from claims.corroboration.why import explain
from claims.models import Claim, EdgeJudgement, Evidence, SameUnnamedSource, Source, StatusRecord
from claims.vocabulary import (
    UNNAMED_KINDS,
    Certainty,
    Directness,
    EdgeDecision,
    EdgeKind,
    SourceLetter,
    Stance,
    Status,
)


def _evidence(claim: Claim) -> QuerySet[Evidence]:
    return (
        Evidence.objects.filter(claim=claim)
        .select_related(
            "passage__snapshot__document__outlet__source", "sourcing__source", "sourcing__anonymity", "claim"
        )
        .prefetch_related("sourcing__source__grades", "passage__snapshot__document__citations__cited")
        .order_by("id")
    )


def _letter(source: Source | None) -> SourceLetter | None:
    """The letter that counts for a source: its lowest live general grade, so that a doubt is never outvoted."""
    live = [g.letter for g in source.grades.all() if g.replaced_at is None and not g.topic] if source else []
    return SourceLetter(max(live)) if live else None


def _identities(sources: Iterable[Source | None]) -> dict[int, str]:
    """For each unnamed source that editors joined with others: the smallest id of those joined."""
    ids = {source.pk for source in sources if source is not None and source.kind in UNNAMED_KINDS}
    pairs = SameUnnamedSource.objects.filter(first__in=ids, second__in=ids).order_by("first", "second")
    identity: dict[int, int] = {}
    for first, second in pairs.values_list("first", "second"):
        low, high = sorted((identity.get(first, first), identity.get(second, second)))
        identity = {key: low if value == high else value for key, value in identity.items()}
        identity.update({first: low, second: low})
    return {key: str(value) for key, value in identity.items()}


def _named(sourcing: Any) -> bool:
    return bool(sourcing and sourcing.source and sourcing.source.kind not in UNNAMED_KINDS)


def _complete(sourcing: Any) -> bool:
    record = getattr(sourcing, "anonymity", None)
    return bool(record and record.complete)


def _item(row: Evidence, identities: dict[int, str]) -> EvidenceItem:
    document = row.passage.snapshot.document
    sourcing = getattr(row, "sourcing", None)
    source = sourcing.source if sourcing else None
    outlet = document.outlet
    words = (sourcing.source_words if sourcing else None) or (str(source) if source else "unattributed")
    return EvidenceItem(
        key=row.public_id,
        label=f"{outlet or document}: {words}",
        document=document.public_id,
        stance=Stance(row.stance),
        directness=Directness(row.directness),
        source_letter=_letter(source),
        named=_named(sourcing),
        anonymity_complete=_complete(sourcing),
        unnamed_identity=identities.get(source.pk) if source else None,
        party_about_itself=row.party_about_itself,
        opened=row.opened_at is not None,
        active=row.withdrawn_at is None,
        outlet=str(outlet.pk) if outlet else None,
        owner=str(outlet.owner_group_id) if outlet and outlet.owner_group_id else None,
        agency=document.agency,
        bylines=tuple(document.bylines),
        dataset=row.dataset,
        cites=tuple(citation.cited.public_id for citation in document.citations.all()),
        own_publication=row.own_publication,
    )


def items_of(claim: Claim) -> tuple[EvidenceItem, ...]:
    """All evidence of ``claim``, withdrawn too, as the rules see it. A fixed number of queries."""
    rows = list(_evidence(claim))
    sources = [row.sourcing.source for row in rows if hasattr(row, "sourcing")]
    identities = _identities(sources)
    return tuple(_item(row, identities) for row in rows)


def edges_of(claim: Claim) -> tuple[Edge, ...]:
    """The edges that editors confirmed between evidence of ``claim``, as certain ones."""
    judged = EdgeJudgement.objects.filter(
        first__claim=claim, second__claim=claim, decision=EdgeDecision.CONFIRMED.value
    )
    return tuple(
        Edge(row.first.public_id, row.second.public_id, EdgeKind(row.kind), Certainty.CERTAIN, row.reason)
        for row in judged.select_related("first", "second").order_by("id")
    )


def current(claim: Claim) -> StatusRecord | None:
    """The status computed last, or ``None`` before the first computation."""
    return claim.statuses.order_by("-id").first()


def _previous(last: StatusRecord | None) -> Status | None:
    if last is None:
        return None
    kept = last.why.get("kept_status")
    return Status(kept) if kept else Status(last.status) if last.status != Status.OUTDATED else None


def recompute(*, claim: Claim, today: date) -> StatusRecord:
    """The status of ``claim`` on ``today``; stored as a new record when it or its *why* changed.

    Call it inside the transaction that holds the row of the claim, so that two recomputations cannot interleave.
    """
    last = current(claim)
    facts = ClaimFacts(
        superseded=claim.superseded_by_id is not None,
        past_validity=claim.valid_until is not None and claim.valid_until < today,
        previous_status=_previous(last),
    )
    items, edges = items_of(claim), edges_of(claim)
    why = explain(items, edges=edges, facts=facts)
    if last is not None and last.why == why:
        return last
    found = assess(items, edges=edges, facts=facts)
    return StatusRecord.objects.create(
        claim=claim,
        status=found.status.value,
        rule=found.rule,
        rules_version=RULES_VERSION,
        numbers_allowed=list(found.numbers_allowed) if found.numbers_allowed is not None else None,
        challenged=found.challenged,
        why=why,
    )
