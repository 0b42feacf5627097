"""What a person makes of a finding: settled, a false alarm, and open again."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from claims.ledger.service import append
from claims.models import Finding, User
from claims.rechecks.findings import settle
from claims.rechecks.profile import TEACHING, teach, unlearn
from claims.recording.errors import NotYours
from claims.vocabulary import FindingKind, FindingState, Role


class StaysSettled(Exception):
    """The finding cannot be opened again; the message says why."""


def settle_finding(
    *,
    actor: User,
    finding_id: int,
    state: FindingState,
    reason: str | None = None,
    host_blocks_us: bool = False,
    with_alike: bool = False,
) -> list[Finding]:
    """Settle a finding, or mark it as a false alarm; an editor does, once. One transaction with its ledger entries.

    With those :func:`alike`, if asked. Returns what was settled, the asked-for one first. A false alarm because the
    ``host_blocks_us`` teaches the host's profile: see :mod:`claims.rechecks.profile`.
    Raises :class:`NotYours` for all others, and for a finding that is settled already.
    """
    with transaction.atomic():
        finding = _held(actor, finding_id)
        if finding.state != FindingState.OPEN.value or state is FindingState.OPEN:
            raise NotYours("This finding is settled already.")
        others = alike(finding).select_for_update(no_key=True, of=("self",)).select_related("link").order_by("id")
        settled = [finding, *(others if with_alike else ())]
        for each in settled:
            settle(each, reason, actor=actor, state=state)
            if host_blocks_us and state is FindingState.FALSE_ALARM and FindingKind(each.kind) in TEACHING:
                teach(actor=actor, finding=each, reason=reason)
    return settled


def alike(finding: Finding) -> QuerySet[Finding]:
    """The open findings that tell other claims the same: of one kind, link and passage, in the same words."""
    same = Finding.objects.filter(
        link=finding.link_id, passage=finding.passage_id, kind=finding.kind, detail=finding.detail
    )
    return same.filter(state=FindingState.OPEN.value).exclude(pk=finding.pk)


def reopen_finding(*, actor: User, finding_id: int, reason: str | None = None) -> Finding:
    """Take back that a person settled a finding; an editor does. One transaction with its ledger entry.

    What it taught of the host is forgotten, and a vetted claim that it weakens goes back to the editors.
    Raises :class:`NotYours` for all others, and :class:`StaysSettled` where :func:`stays_settled` says why.
    """
    with transaction.atomic():
        finding = _held(actor, finding_id)
        why = stays_settled(finding)
        if why is not None:
            raise StaysSettled(why)
        before = {"state": finding.state}
        finding.state, finding.settled_by, finding.settled_at = FindingState.OPEN.value, None, None
        finding.save(update_fields=["state", "settled_by", "settled_at"])
        append(
            actor=actor,
            action="reopen_finding",
            subject=f"finding/{finding.public_id}",
            before=before,
            after={"state": finding.state},
            reason=reason,
        )
        unlearn(actor=actor, finding=finding, reason=reason)
    return finding


def stays_settled(finding: Finding) -> str | None:
    """Why a finding cannot be opened again, in a sentence; ``None`` when it can."""
    if finding.state == FindingState.OPEN.value:
        return "This finding is open already."
    if finding.settled_by_id is None:
        return "The installation settled this finding: what it told is over. The next visit finds what is still true."
    if newer(finding) is not None:
        return "A newer finding on the same matter is open. Settle that one."
    return None


def newer(finding: Finding) -> Finding | None:
    """The open finding of the same kind on the same claim, link and passage."""
    alike = Finding.objects.filter(
        claim=finding.claim_id, link=finding.link_id, passage=finding.passage_id, kind=finding.kind
    )
    return alike.filter(state=FindingState.OPEN.value).exclude(pk=finding.pk).first()


def _held(actor: User, finding_id: int) -> Finding:
    if actor.role != Role.EDITOR.value:
        raise NotYours("Editors settle findings.")
    return Finding.objects.select_for_update(no_key=True, of=("self",)).select_related("link").get(pk=finding_id)
