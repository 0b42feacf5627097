"""Following up one claim: its status computed anew, and what a vetted claim says outside brought in line with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from claims.corroboration.path import path
from claims.corroboration.service import recompute
from claims.credibility.resolving import note_outcomes
from claims.models import Change, Claim, Finding, InformationGrade, StatusRecord
from claims.review.causes import causes, numbers_of
from claims.review.releasing import publish, says_otherwise
from claims.review.service import take_step
from claims.review.withholding import may_say_more, no_longer_quotable, withhold, words_ended
from claims.vocabulary import (
    WEAKENING_FINDINGS,
    ChangeKind,
    ClaimState,
    FindingState,
    ReleaseKind,
    ReviewAction,
    Status,
)


def follow_up(claim: Claim, changes: Sequence[Change], *, today: date) -> None:
    """Compute the status anew; a vetted claim that no longer stands as it was released is re-opened.

    One that stands but has a further grade or an effective status since is released with it. The caller holds the row
    of the claim. ``changes`` are those that brought it here.
    """
    after = recompute(claim=claim, today=today)
    if claim.state != ClaimState.VETTED:
        withhold(claim, today=today)
        return
    note_outcomes([claim.pk], today=today)
    note = reason_to_reopen(claim, after, changes, today=today)
    if note is not None:
        numbers = numbers_of(claim)
        lines = causes(claim, changes, numbers)
        released = status_of_release(claim)
        if released is not None and released.why != after.why:
            lines += path(released.why, after.why, numbers)
        take_step(claim_id=claim.pk, action=ReviewAction.REOPEN, actor=None, note=note, path=lines)
    elif (
        says_otherwise(claim, today=today)
        or (_of_terms(changes) and may_say_more(claim, today=today))
        or words_ended(claim, today=today)
    ):
        publish(claim, kind=ReleaseKind.UPDATED, today=today)


def reason_to_reopen(claim: Claim, after: StatusRecord, changes: Sequence[Change], *, today: date) -> str | None:
    """Why a vetted claim goes back to the editors, in a sentence that may leave the installation; else ``None``."""
    released = status_of_release(claim)
    return (
        _finding_sentence(changes)
        or _rights_sentence(claim, changes, today)
        or status_sentence(released, after)
        or number_sentence(claim, released, after)
    )


def status_of_release(claim: Claim) -> StatusRecord | None:
    """The status with which the claim was released last; ``None`` for one that never was, or whose release is no
    longer at hand.
    """
    current = getattr(claim, "current_release", None)
    if current is None:
        return None
    known = claim.statuses.filter(computed_at__lte=current.release.released_at).order_by("-id").first()
    return known if known is not None and known.status == current.status else None


def status_sentence(released: StatusRecord | None, after: StatusRecord) -> str | None:
    """Whether the status is another than the released one."""
    if released is None or released.status == after.status:
        return None
    return f"The computed status changed from {_label(released)} to {_label(after)}."


def _label(record: StatusRecord) -> str:
    return Status(record.status).label.lower()


def number_sentence(claim: Claim, released: StatusRecord | None, after: StatusRecord) -> str | None:
    """Whether a number that stands is no longer among those that the status allows; a frozen grade stays."""
    if released is None or after.numbers_allowed is None:
        return None
    no_longer = set(released.numbers_allowed or ()).difference(after.numbers_allowed)
    standing = InformationGrade.objects.filter(claim=claim, replaced_at=None, number__in=no_longer).order_by("number")
    number = standing.values_list("number", flat=True).first()
    return None if number is None else f"The evidence no longer allows the grade {number}."


def _of_terms(changes: Iterable[Change]) -> bool:
    """Whether terms changed, or a day passed on which they may have."""
    origins = (change.because or change for change in changes)
    return any(origin.kind in (ChangeKind.RIGHTS, ChangeKind.DATE) for origin in origins)


def _rights_sentence(claim: Claim, changes: Sequence[Change], today: date) -> str | None:
    """Whether words that the release holds may no longer leave under the terms as they are recorded and dated now."""
    kinds = {(change.because or change).kind for change in changes}
    return terms_sentence(claim, today=today, dated=ChangeKind.DATE in kinds and ChangeKind.RIGHTS not in kinds)


def terms_sentence(claim: Claim, *, today: date, dated: bool = False) -> str | None:
    """Whether the terms of ``today`` withhold released words; ``dated`` says that only a day passed."""
    if not no_longer_quotable(claim, today=today):
        return None
    why = "A date in the recorded terms passed" if dated else "The recorded terms changed"
    return f"{why}: words that were released may no longer be quoted."


def _finding_sentence(changes: Iterable[Change]) -> str | None:
    """The first weakening finding among what changed that is still open."""
    origins = (change.because or change for change in changes)
    found = [origin.subject for origin in origins if origin.kind == ChangeKind.FINDING]
    weakening = [kind.value for kind in WEAKENING_FINDINGS]
    rows = Finding.objects.filter(pk__in=found, state=FindingState.OPEN.value, kind__in=weakening)
    finding = rows.order_by("id").first() if found else None
    if finding is None:
        return None
    return f"{finding.headline}: found by the recheck of {finding.found_at:%-d %B %Y}."
