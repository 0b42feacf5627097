"""Claims on their way through review, for tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from claims.models import Claim, RightsRule, RightsStatement, Sourcing, User
from claims.review.service import take_step
from claims.vocabulary import ReviewAction
from tests.models.build import TEXT, a_claim, a_passage, a_snapshot, a_source, some_evidence

TODAY = date(2026, 3, 2)
QUOTED = "“Two of three engines failed.”"


def logged(checker: User, *, excerpts: bool = True, **facts: Any) -> Claim:
    """A claim of one unnamed person, from a page that allows excerpts with credit, or says nothing of them."""
    plain = {"wording": "Two of the ferry's engines broke down", "logged_by": checker}
    claim = a_claim(**{**plain, **facts})
    snapshot = a_snapshot(f"{TEXT}\n{claim.public_id}")
    passage = a_passage(QUOTED, snapshot=snapshot)
    evidence = some_evidence(
        claim=claim, passage=passage, added_by=checker, opened_by=checker, opened_at=timezone.now()
    )
    source = a_source(kind="unnamed_person", name=None, descriptor="an engineer", unnamed_of=claim)
    Sourcing.objects.create(
        evidence=evidence,
        sourcing_type="unnamed_person",
        voice="direct_quote",
        source=source,
        source_words="A source",
    )
    if excerpts:
        terms = RightsStatement.objects.create(document=snapshot.document, scope="article", holder_text="Courier")
        for kind, action in (("permit", "excerpt"), ("duty", "credit"), ("duty", "link_back")):
            RightsRule.objects.create(statement=terms, kind=kind, action=action, basis="notice")
    return claim


def step(claim: Claim, action: ReviewAction, actor: User | None, **facts: Any) -> Claim:
    return take_step(claim_id=claim.pk, action=action, actor=actor, today=TODAY, **facts)


def vetted(checker: User, editor: User, **facts: Any) -> Claim:
    claim = logged(checker, **facts)
    step(claim, ReviewAction.SUBMIT, checker)
    return step(claim, ReviewAction.APPROVE, editor)
