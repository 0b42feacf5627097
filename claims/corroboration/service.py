"""From the rows of a claim to its status, stored with its *why* at each change."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from claims.corroboration.loading import Case, cases_of, facts_of, items_of_claims, last_statuses
from claims.corroboration.rules import RULES_VERSION
from claims.corroboration.suspicions import cleared
from claims.corroboration.values import ClaimFacts, Edge, EvidenceItem
from claims.corroboration.why import explain
from claims.models import Claim, StatusRecord


def items_of(claim: Claim) -> tuple[EvidenceItem, ...]:
    """All evidence of ``claim``, withdrawn too, as the rules see it. A fixed number of queries."""
    return tuple(items_of_claims([claim.pk])[claim.pk])


def edges_of(claim: Claim) -> tuple[Edge, ...]:
    """The edges between evidence of ``claim`` that are suspected and not cleared, or that editors confirmed."""
    return cases_of([claim.pk])[claim.pk].edges


def current(claim: Claim) -> StatusRecord | None:
    """The status computed last, or ``None`` before the first computation."""
    return claim.statuses.order_by("-id").first()


def _record(claim: Claim, case: Case, facts: ClaimFacts) -> StatusRecord:
    """The status of a claim as a record that is not saved yet."""
    why = explain(case.items, edges=case.edges, facts=facts, cleared=cleared(case.judgements))
    return StatusRecord(
        claim=claim,
        status=why["status"],
        rule=why["rule"],
        rules_version=RULES_VERSION,
        numbers_allowed=why["numbers_allowed"],
        challenged=why["challenged"],
        why=why,
    )


def differing(claims: Collection[Claim], *, today: date) -> list[tuple[StatusRecord | None, StatusRecord]]:
    """For each claim whose status or *why* is no longer what was stored last: that record, and a new one, unsaved.

    A fixed number of queries however many the claims. Whoever saves the new ones holds the rows of the claims.
    """
    ids = [claim.pk for claim in claims]
    last, cases = last_statuses(ids), cases_of(ids)
    found = []
    for claim in claims:
        before = last.get(claim.pk)
        after = _record(claim, cases[claim.pk], facts_of(claim, before, today=today))
        if before is None or before.why != after.why:
            found.append((before, after))
    return found


def standing(claim: Claim, *, today: date) -> StatusRecord:
    """The status of ``claim`` as :func:`recompute` would have it; nothing is written, so it may be no row yet."""
    for _, after in differing([claim], today=today):
        return after
    return _last(claim)


def recompute(*, claim: Claim, today: date) -> StatusRecord:
    """The status of ``claim`` on ``today``; stored as a new record when it or its *why* changed.

    Call it inside the transaction that holds the row of the claim, so that two recomputations cannot interleave.
    """
    for _, after in differing([claim], today=today):
        after.save()
        return after
    return _last(claim)


def _last(claim: Claim) -> StatusRecord:
    last = current(claim)
    if last is None:
        raise LookupError("a claim without a status differs from every status")
    return last


def recompute_many(claims: Collection[Claim], *, today: date) -> list[StatusRecord]:
    """Like :func:`recompute`, for many claims whose rows the caller holds; returns the new records alone.

    A fixed number of queries however many the claims.
    """
    return StatusRecord.objects.bulk_create(after for _, after in differing(claims, today=today))
