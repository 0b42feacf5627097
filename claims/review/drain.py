"""Following up *what changed*: statuses computed anew, vetted claims re-opened, whatever happens in between.

Each waiting row is followed up in a transaction of its own that ends with the row marked as drained; a process that
dies in between leaves it waiting. A row whose follow-up fails is postponed, so that it cannot stop the others.
"""

from __future__ import annotations

import logging
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from claims.corroboration.service import recompute
from claims.ledger.changes import leave
from claims.models import Change, Claim, Finding, Passage, StatusRecord
from claims.review.releasing import publish, says_otherwise
from claims.review.service import take_step
from claims.rights.service import decide_excerpt
from claims.rights.terms import excerpt
from claims.vocabulary import (
    WEAKENING_FINDINGS,
    ChangeKind,
    Channel,
    ClaimState,
    FindingKind,
    FindingState,
    ReleaseKind,
    ReviewAction,
    Status,
)

_log = logging.getLogger(__name__)
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=6)


_PATHS: dict[str, str] = {
    ChangeKind.SOURCE_GRADE: "evidence__sourcing__source",
    ChangeKind.OUTLET: "evidence__passage__snapshot__document__outlet",
    ChangeKind.RIGHTS: "evidence__passage__snapshot__document",
}
"""From a claim to the subject of a change that may touch many; other kinds name one claim, or one finding."""


def drain(*, limit: int = 100) -> int:
    """Follow up at most ``limit`` waiting changes, oldest first; returns how many are done.

    Several may drain at once: each takes rows that no other holds.
    """
    done = 0
    for _ in range(limit):
        followed = _one()
        if followed is None:
            break
        done += followed
    return done


def _due() -> Q:
    return Q(drained_at=None) & (Q(not_before=None) | Q(not_before__lte=timezone.now()))


def _one() -> int | None:
    """Follow up one change: 1 when it is done, 0 when it was postponed, ``None`` when nothing waits."""
    change: Change | None = None
    try:
        with transaction.atomic():
            change = Change.objects.select_for_update(skip_locked=True).filter(_due()).order_by("id").first()
            if change is None:
                return None
            _follow_up(change)
            change.drained_at = timezone.now()
            change.save(update_fields=["drained_at"])
        return 1
    except Exception as error:  # whatever went wrong with one change must not stop the others
        if change is None:
            raise
        _postpone(change.pk, error)
        return 0


def _postpone(change_id: int, error: Exception) -> None:
    change = Change.objects.get(pk=change_id)
    wait = min(FIRST_WAIT * 2**change.attempts, LONGEST_WAIT)
    change.attempts += 1
    change.not_before = timezone.now() + wait
    change.last_error = f"{type(error).__name__}: {error}"[:2000]
    change.save(update_fields=["attempts", "not_before", "last_error"])
    _log.warning("change %s is postponed: %s", change_id, change.last_error)


def _claims_of(change: Change) -> list[int]:
    """The claims that a change of something other than a claim may touch."""
    path = _PATHS[change.kind]
    return list(Claim.objects.filter(**{path: change.subject}).order_by("id").values_list("id", flat=True).distinct())


def _follow_up(change: Change) -> None:
    """One claim is followed up at once; what may touch many leaves one change for each.

    So no transaction holds the rows of two claims, or the order of releases while it waits for a second claim.
    """
    if change.kind == ChangeKind.FINDING:
        finding = Finding.objects.get(pk=change.subject)
        _follow_up_claim(finding.claim_id, because=_finding_sentence(finding))
    elif change.kind in _PATHS:
        for claim_id in _claims_of(change):
            leave(ChangeKind.CLAIM, claim_id)
    else:
        _follow_up_claim(change.subject)


def _follow_up_claim(claim_id: int, *, because: str | None = None) -> None:
    """Compute the status anew; a vetted claim that no longer stands as it was released is re-opened.

    One that stands but has a further grade or an effective status since is released with it.
    """
    claim = Claim.objects.select_for_update(no_key=True).get(pk=claim_id)
    before, today = _vetted_status(claim), timezone.localdate()
    after = recompute(claim=claim, today=today)
    if claim.state != ClaimState.VETTED:
        return
    note = because or _rights_sentence(claim, today) or _status_sentence(before, after)
    if note is not None:
        take_step(claim_id=claim.pk, action=ReviewAction.REOPEN, actor=None, note=note)
    elif says_otherwise(claim, today=today):
        publish(claim, kind=ReleaseKind.UPDATED, today=today)


def _vetted_status(claim: Claim) -> Status | None:
    """The status with which the claim was vetted: that of its current release."""
    release = getattr(claim, "current_release", None)
    return Status(release.status) if release else None


def _rights_sentence(claim: Claim, today: date) -> str | None:
    """Whether words that left with the claim may no longer leave under the terms as they are recorded now."""
    used = Passage.objects.filter(uses__claim=claim, evidence__claim=claim, evidence__withdrawn_at=None).distinct()
    for passage in used.select_related("snapshot__readable", "snapshot__document"):
        if excerpt(passage.exact, decide_excerpt(passage, today=today, channel=Channel.API)) is None:
            return "The recorded terms changed: words that were released may no longer be quoted."
    return None


def _status_sentence(before: Status | None, after: StatusRecord) -> str | None:
    if before is None or before == after.status:
        return None
    return f"The computed status changed from {before.label.lower()} to {Status(after.status).label.lower()}."


def _finding_sentence(finding: Finding) -> str | None:
    if finding.state != FindingState.OPEN or FindingKind(finding.kind) not in WEAKENING_FINDINGS:
        return None
    return f"{finding.headline}: found by the recheck of {finding.found_at:%-d %B %Y}."
