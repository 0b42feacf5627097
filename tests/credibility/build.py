"""Sources with records, for tests."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from claims.models import Claim, Resolution, Source, Sourcing, StatusRecord
from claims.vocabulary import Outcome, SourcingType
from tests.models.build import a_claim, some_evidence

LONG_AGO = datetime(2026, 1, 5, 12, tzinfo=UTC)


def a_resolution(claim: Claim, outcome: Outcome = Outcome.NOT_FALSE, **facts: Any) -> Resolution:
    plain = {"claim": claim, "outcome": outcome.value, "basis": "computed", "since": LONG_AGO}
    return Resolution.objects.create(**{**plain, **facts})


def said_by(source: Source | None, claim: Claim, **facts: Any) -> Sourcing:
    """Evidence that supports the claim, with this source behind it; ``passage`` and ``stance`` go to the evidence."""
    kind = facts.pop("sourcing_type", SourcingType.ORGANISATION)
    evidence = some_evidence(claim=claim, added_by=claim.logged_by, **facts)
    return Sourcing.objects.create(evidence=evidence, sourcing_type=kind.value, voice="paraphrase", source=source)


def a_record(source: Source, *, not_false: int = 0, false: int = 0, **facts: Any) -> list[Claim]:
    """That many resolved claims of a source, as their claimant."""
    outcomes = [Outcome.NOT_FALSE] * not_false + [Outcome.FALSE] * false
    claims = []
    for number, outcome in enumerate(outcomes):
        claim = a_claim(claimant=source, wording=f"Claim {number} of {source}", state="vetted", **facts)
        a_resolution(claim, outcome)
        claims.append(claim)
    return claims


def a_status(claim: Claim, status: str, **why: Any) -> StatusRecord:
    return StatusRecord.objects.create(
        claim=claim, status=status, rule="R4", rules_version="1", challenged=False, why=why
    )
