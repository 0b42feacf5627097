"""Taking a step of the workflow: one transaction with its ledger entry and, where it publishes, its release."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from claims.corroboration.service import recompute
from claims.ledger.service import append
from claims.models import (
    Claim,
    EffectiveStatus,
    Evidence,
    InformationGrade,
    Release,
    ReviewStep,
    SourceGrade,
    StatusRecord,
    User,
)
from claims.publishing.document import Part, body
from claims.publishing.service import Facts, release
from claims.recording.locking import lock_claim
from claims.review.workflow import NotAllowed, Step, state_after
from claims.rights.service import use_excerpt
from claims.rights.terms import is_verbatim
from claims.vocabulary import Channel, ClaimState, ReleaseKind, ReviewAction, Role, SourceLetter, SourcingType, Status


def take_step(
    *,
    claim_id: int,
    action: ReviewAction,
    actor: User | None,
    note: str | None = None,
    version: int | None = None,
    today: date | None = None,
    successor: Claim | None = None,
) -> Claim:
    """Take one step of the workflow; approving writes a release. ``actor`` is ``None`` for the installation itself.

    ``successor`` is the claim that takes the place of a superseded one. Raises ``NotAllowed`` or ``EditConflict``,
    and nothing is written then.
    """
    with transaction.atomic():
        claim = lock_claim(claim_id, version=version)
        before = ClaimState(claim.state)
        owner = actor is not None and claim.logged_by_id == actor.pk
        role = Role(actor.role) if actor else None
        step = Step(action=action, state=before, role=role, is_owner=owner, note=note, one_person=settings.ONE_PERSON)
        claim.state = state_after(step).value
        claim.version += 1
        claim.superseded_by = _successor(claim, action, successor)
        claim.save(update_fields=["state", "version", "superseded_by"])
        approving = action is ReviewAction.APPROVE
        ReviewStep.objects.create(
            claim=claim,
            action=action.value,
            state_before=before.value,
            state_after=claim.state,
            note=(note or "").strip() or None,
            four_eyes=not owner if approving else None,
            taken_by=actor,
        )
        append(
            actor=actor,
            action=action.value,
            subject=f"claim/{claim.public_id}",
            before={"state": before.value},
            after={"state": claim.state},
            reason=note,
        )
        _publish(claim, action=action, today=today or timezone.localdate())
        return claim


def _successor(claim: Claim, action: ReviewAction, successor: Claim | None) -> Claim | None:
    if action is not ReviewAction.SUPERSEDE:
        return claim.superseded_by
    if successor is None or successor.pk == claim.pk or successor.state != ClaimState.VETTED:
        raise NotAllowed("successor", "Name the vetted claim that takes the place of this one.")
    return successor


_PUBLISHED_AS: dict[ReviewAction, ReleaseKind | None] = {
    ReviewAction.APPROVE: None,  # published or updated, as it is the first release or not
    ReviewAction.REOPEN: ReleaseKind.UNDER_RECHECK,
    ReviewAction.SUPERSEDE: ReleaseKind.UPDATED,
}


def _publish(claim: Claim, *, action: ReviewAction, today: date) -> None:
    """Write what the outside learns of the step, if anything."""
    if action in _PUBLISHED_AS:
        publish(claim, kind=_PUBLISHED_AS[action], today=today)
    elif action is ReviewAction.WITHDRAW and claim.releases.exists():
        _withdraw(claim, today=today)


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


def _parts(claim: Claim, *, today: date) -> list[Part]:
    rows = (
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
    return [
        Part(evidence=row, decision=decision, excerpt=leaving)
        for row in rows
        for decision, leaving in [use_excerpt(claim=claim, passage=row.passage, channel=Channel.API, today=today)]
    ]


def outgoing_wording(claim: Claim, parts: list[Part]) -> str | None:
    """The claim's wording when the terms let it leave, else its paraphrase, else ``None``."""
    withheld = [part.evidence.passage.snapshot.readable.text for part in parts if part.excerpt is None]
    own = (words for words in (claim.wording, claim.paraphrase) if words is not None)
    return next((words for words in own if not any(is_verbatim(words, text) for text in withheld)), None)


def _effective(claim: Claim, today: date) -> Mapping[str, Any] | None:
    row = EffectiveStatus.objects.filter(claim=claim, ended_at=None, until__gte=today).first()
    return {"status": row.status, "reason": row.reason, "until": row.until} if row else None


def _facts(claim: Claim, status: StatusRecord, effective: Mapping[str, Any] | None, parts: list[Part]) -> Facts:
    sourcing = getattr(parts[0].evidence, "sourcing", None) if parts else None
    live = InformationGrade.objects.filter(claim=claim, replaced_at=None).order_by("-number").first()
    letters = _source_grades(parts)
    return Facts(
        status=Status(status.status),
        effective_status=Status(effective["status"]) if effective else Status(status.status),
        sourcing_type=SourcingType(sourcing.sourcing_type) if sourcing else None,
        source_letter=SourceLetter(max(g.letter for g in letters)) if letters else None,
        information_number=live.number if live else None,
        language=claim.language,
        claimed_on=claim.claimed_on,
    )


def _source_grades(parts: list[Part]) -> list[SourceGrade]:
    sourcings = [getattr(part.evidence, "sourcing", None) for part in parts]
    ids = {sourcing.source_id for sourcing in sourcings if sourcing and sourcing.source_id}
    return list(
        SourceGrade.objects.filter(source__in=ids, replaced_at=None, topic="").select_related("source").order_by("id")
    )


def publish(claim: Claim, *, kind: ReleaseKind | None, today: date) -> Release:
    """Write the release of a claim whose row the caller holds; ``kind`` ``None`` is published or updated."""
    status = recompute(claim=claim, today=today)
    parts = _parts(claim, today=today)
    effective = _effective(claim, today)
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
        source_grades=_source_grades(parts),
        information_grades=list(InformationGrade.objects.filter(claim=claim, replaced_at=None).order_by("id")),
        review=_review(claim),
    )
    known = kind or (ReleaseKind.UPDATED if claim.releases.exists() else ReleaseKind.PUBLISHED)
    facts = _facts(claim, status, effective, parts)
    return release(claim=claim, kind=known, body=document, facts=facts, search_text=wording or "")


def _withdraw(claim: Claim, *, today: date) -> Release:
    """The tombstone: the id keeps answering, and says when and why, but nothing of what was said."""
    step = claim.steps.order_by("-id").first()
    status = recompute(claim=claim, today=today)
    why = {"withdrawn": timezone.now(), "reason": step.note if step else None}
    return release(
        claim=claim, kind=ReleaseKind.WITHDRAWN, body=why, facts=_facts(claim, status, None, []), search_text=""
    )
