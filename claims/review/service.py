"""Taking a step of the workflow: one transaction with its ledger entry and, where it publishes, its release."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from claims.corroboration.path import Line
from claims.credibility.resolving import note_outcomes
from claims.ledger.service import append
from claims.models import Claim, Finding, ReviewStep, User
from claims.recording.locking import lock_claim
from claims.review.notices import tell
from claims.review.releasing import publish, withdraw
from claims.review.workflow import NotAllowed, Step, state_after
from claims.vocabulary import WEAKENING_FINDINGS, ClaimState, FindingState, ReleaseKind, ReviewAction, Role


def take_step(
    *,
    claim_id: int,
    action: ReviewAction,
    actor: User | None,
    note: str | None = None,
    version: int | None = None,
    today: date | None = None,
    successor: Claim | None = None,
    path: Sequence[Line] | None = None,
) -> Claim:
    """Take one step of the workflow; approving writes a release. ``actor`` is ``None`` for the installation itself.

    ``successor`` is the claim that takes the place of a superseded one; ``path`` how the claim came to be re-opened,
    for the newsroom. When a claim is re-opened, its people are told. Raises ``NotAllowed`` or ``EditConflict``,
    and nothing is written then.
    """
    with transaction.atomic():
        claim = lock_claim(claim_id, version=version)
        before = ClaimState(claim.state)
        owner = actor is not None and claim.logged_by_id == actor.pk
        role = Role(actor.role) if actor else None
        step = Step(
            action=action,
            state=before,
            role=role,
            is_owner=owner,
            note=note,
            one_person=settings.ONE_PERSON,
            in_doubt=action is ReviewAction.APPROVE and open_doubts(claim).exists(),
        )
        claim.state = state_after(step).value
        claim.version += 1
        claim.superseded_by = _successor(claim, action, successor)
        claim.save(update_fields=["state", "version", "superseded_by"])
        approving = action is ReviewAction.APPROVE
        taken = ReviewStep.objects.create(
            claim=claim,
            action=action.value,
            state_before=before.value,
            state_after=claim.state,
            note=(note or "").strip() or None,
            path=[asdict(line) for line in path] if path is not None else None,
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
        if action is ReviewAction.REOPEN:
            tell(taken)
        day = today or timezone.localdate()
        _publish(claim, action=action, today=day)
        note_outcomes([claim.pk], today=day)
        return claim


def open_doubts(claim: Claim) -> QuerySet[Finding]:
    """Findings that weaken the claim and that nobody settled."""
    kinds = [kind.value for kind in WEAKENING_FINDINGS]
    return Finding.objects.filter(claim=claim, state=FindingState.OPEN.value, kind__in=kinds)


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
        withdraw(claim, today=today)
