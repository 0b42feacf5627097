"""What the outside gets of a claim: its release, written in the transaction of the decision."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from claims.corroboration.letters import that_apply
from claims.corroboration.service import recompute
from claims.models import (
    Claim,
    EffectiveStatus,
    Evidence,
    InformationGrade,
    Release,
    SourceGrade,
    Sourcing,
    Verdict,
)
from claims.publishing.document import Part, body, grades, verdict
from claims.publishing.facts import Facts, facts_of, searchable
from claims.publishing.service import encode, release
from claims.review.workflow import NotAllowed
from claims.rights.service import live_statements, use_excerpt
from claims.rights.terms import is_verbatim
from claims.vocabulary import Channel, ReleaseKind, ReviewAction, Status


def _review(claim: Claim) -> dict[str, Any]:
    """Who approved, when, with four eyes or not; and what happened since."""
    steps = claim.steps.select_related("taken_by")
    approval = steps.filter(action=ReviewAction.APPROVE.value).order_by("-id").first()
    last = steps.order_by("-id").first()
    reopened = last if last and last.action == ReviewAction.REOPEN else None
    return {
        "approved_by": str(approval.taken_by) if approval else None,
        "approved_at": approval.taken_at if approval else None,
        "four_eyes": approval.four_eyes if approval else None,
        "reopened_at": reopened.taken_at if reopened else None,
        # a person's note is for the newsroom; what the installation found by itself is for everybody
        "reopened_because": reopened.note if reopened and reopened.taken_by_id is None else None,
        "superseded_by": claim.superseded_by.public_id if claim.superseded_by else None,
    }


def leaving_evidence(claim: Claim) -> QuerySet[Evidence]:
    """The evidence of a release in its order, with what stands around it."""
    return (
        Evidence.objects.filter(claim=claim, withdrawn_at=None)
        .select_related(
            "passage__snapshot__document__outlet__source", "passage__snapshot__readable", "sourcing__source"
        )
        .prefetch_related(
            "sourcing__relays__relayed_by", "sourcing__relays__relayed_for", "passage__snapshot__document__links"
        )
        # documents in one order for everybody: their rows are taken in this order too
        .order_by("passage__snapshot__document_id", "id")
    )


def _parts(claim: Claim, *, today: date) -> list[Part]:
    return [
        Part(
            evidence=row,
            decision=decision,
            excerpt=leaving,
            terms=live_statements(row.passage.snapshot.document, today),
        )
        for row in leaving_evidence(claim)
        for decision, leaving in [use_excerpt(claim=claim, passage=row.passage, channel=Channel.API, today=today)]
    ]


def outgoing_wording(claim: Claim, parts: list[Part]) -> str | None:
    """The claim's wording when the terms let it leave, else its paraphrase, else ``None``."""
    withheld = [part.evidence.passage.snapshot.readable.text for part in parts if part.excerpt is None]
    own = (words for words in (claim.wording, claim.paraphrase) if words is not None)
    return next((words for words in own if not any(is_verbatim(words, text) for text in withheld)), None)


def effective_of(claim: Claim, today: date) -> Mapping[str, Any] | None:
    """The status that an editor set, with reason and last day, while it holds."""
    row = EffectiveStatus.objects.filter(claim=claim, ended_at=None, until__gte=today).first()
    return {"status": row.status, "reason": row.reason, "until": row.until} if row else None


def _source_grades(claim: Claim) -> list[SourceGrade]:
    """The live letters of the sources behind the claim's evidence that apply to it."""
    behind = Sourcing.objects.filter(evidence__claim=claim, evidence__withdrawn_at=None).values("source")
    rows = SourceGrade.objects.filter(source__in=behind, replaced_at=None).select_related("source").order_by("id")
    by_source: dict[int, list[SourceGrade]] = defaultdict(list)
    for row in rows:
        by_source[row.source_id].append(row)
    applying = (grade for grades in by_source.values() for grade in that_apply(grades, claim.tags))
    return sorted(applying, key=lambda grade: grade.pk)


def _grades(claim: Claim) -> dict[str, Any]:
    numbers = InformationGrade.objects.filter(claim=claim, replaced_at=None).order_by("id")
    return grades(sources=_source_grades(claim), information=list(numbers))


def says_otherwise(claim: Claim, *, today: date) -> bool:
    """Whether the current release of ``claim`` lacks a grade, a verdict or an effective status that holds by now."""
    current = json.loads(bytes(claim.current_release.release.document))
    now = json.loads(
        encode({"grades": _grades(claim), "verdict": _verdict(claim), "effective": effective_of(claim, today)})
    )
    # releases of earlier times say nothing of verdicts
    said = (current["grades"], current.get("verdict"), current["corroboration"]["effective"])
    return bool(said != (now["grades"], now["verdict"], now["effective"]))


def _verdict(claim: Claim) -> dict[str, Any] | None:
    return verdict(Verdict.objects.select_related("rating__scale").filter(claim=claim).first())


def publish(claim: Claim, *, kind: ReleaseKind | None, today: date) -> Release:
    """Write the release of a claim whose row the caller holds; ``kind`` ``None`` is an approval, first or later."""
    status = recompute(claim=claim, today=today)
    parts = _parts(claim, today=today)
    effective = effective_of(claim, today)
    wording = outgoing_wording(claim, parts)
    if wording is None and kind is None:
        raise NotAllowed(
            "paraphrase",
            "The terms withhold the page's words: give the claim a paraphrase in words of your own.",
        )
    document = body(
        claim=claim,
        wording=wording,
        parts=parts,
        status=status,
        effective=effective,
        given=_grades(claim),
        rated=_verdict(claim),
        review=_review(claim),
    )
    known = kind or (ReleaseKind.UPDATED if claim.releases.exists() else ReleaseKind.PUBLISHED)
    return release(
        claim=claim,
        kind=known,
        body=document,
        facts=facts_of(document),
        search_text=searchable(document),
        vetted=kind is None,
    )


def withdraw(claim: Claim, *, today: date) -> Release:
    """The tombstone: the id keeps answering, and says when and why, but nothing of what was said."""
    step = claim.steps.order_by("-id").first()
    status = recompute(claim=claim, today=today)
    why = {"withdrawn": timezone.now(), "reason": step.note if step else None}
    facts = Facts(status=Status(status.status), effective_status=Status(status.status))
    return release(claim=claim, kind=ReleaseKind.WITHDRAWN, body=why, facts=facts, search_text="", vetted=False)
