"""Following up *what changed*: statuses computed anew, vetted claims re-opened, whatever happens in between.

What may touch many claims leaves one change for each of them. Claims that nobody vetted, and that say nothing outside,
have their statuses computed many at a time; the others are followed up in a transaction of their own, so that no
transaction holds the rows of two claims while it waits for the order of releases. A change is marked as drained in the
transaction that follows it up: a process that dies in between leaves it waiting. What fails is postponed, so that it
cannot stop the others.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Sequence
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from claims.corroboration.service import recompute_many
from claims.ledger.changes import leave_many
from claims.models import Change, Claim, CurrentRelease
from claims.review.following import follow_up
from claims.review.spreading import SPREADING, claims_touched
from claims.vocabulary import ChangeKind, ClaimState, ReleaseKind

_log = logging.getLogger(__name__)
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=6)
TOGETHER = 200
"""Changes looked at together; their claims are computed with one set of queries."""

_SPREADING = [kind.value for kind in SPREADING]


def drain(*, limit: int = 100) -> int:
    """Follow up some ``limit`` waiting changes, oldest first; returns how many are done.

    Several may drain at once: each takes rows that no other holds. All that waits for a claim is done with its first
    change, so that a few more than ``limit`` may be done.
    """
    done = 0
    while done < limit:
        due = Change.objects.filter(_due()).order_by("id")[: min(TOGETHER, limit - done)]
        outcome = _Round()
        outcome.run(list(due))
        done += outcome.done
        if not outcome.moved:
            break
    return done


def _due() -> Q:
    return Q(drained_at=None) & (Q(not_before=None) | Q(not_before__lte=timezone.now()))


class _Round:
    """One look at what waits: ``done`` changes, and whether anything ``moved``; what others hold is theirs."""

    def __init__(self) -> None:
        self.done = 0
        self.moved = False

    def run(self, due: Sequence[Change]) -> None:
        """Follow up what is due."""
        for change in due:
            if change.kind in _SPREADING:
                self._try(partial(_spread, change.pk), Q(pk=change.pk))
        claims = {change.subject: change.pk for change in reversed(due) if change.kind not in _SPREADING}
        apart = self._together(claims) if len(claims) > 1 else set(claims)
        for claim_id in sorted(apart, key=lambda claim_id: claims[claim_id]):
            self._try(partial(_follow_up, claim_id), _about([claim_id]))

    def _together(self, claims: Collection[int]) -> set[int]:
        """Claims that have to be followed up one by one; the others are done."""
        try:
            finished, followed = _compute(claims)
        except Exception as error:  # noqa: BLE001 - one by one they tell which it was
            _log.warning("claims are followed up one by one: %s", error)
            return set(claims)
        self._count(followed)
        return set(claims) - finished

    def _count(self, followed: int) -> None:
        self.done += followed
        self.moved |= followed > 0

    def _try(self, follow: Callable[[], int], about: Q) -> None:
        try:
            self._count(follow())
        except Exception as error:  # noqa: BLE001 - whatever it was, it must not stop the others
            _postpone(about, error)
            self.moved = True


def _about(claims: Collection[int]) -> Q:
    return Q(subject__in=claims) & ~Q(kind__in=_SPREADING)


def _postpone(about: Q, error: Exception) -> None:
    for change in Change.objects.filter(about, drained_at=None):
        wait = min(FIRST_WAIT * 2**change.attempts, LONGEST_WAIT)
        change.attempts += 1
        change.not_before = timezone.now() + wait
        change.last_error = f"{type(error).__name__}: {error}"[:2000]
        change.save(update_fields=["attempts", "not_before", "last_error"])
        _log.warning("change %s is postponed: %s", change.pk, change.last_error)


def _spread(change_id: int) -> int:
    """Leave a change for each claim that this one may touch."""
    with transaction.atomic():
        change = Change.objects.select_for_update(skip_locked=True).filter(pk=change_id, drained_at=None).first()
        if change is None:
            return 0
        leave_many(ChangeKind.CLAIM, claims_touched(change), because=change)
        return Change.objects.filter(pk=change_id).update(drained_at=Now())


def _of(claims: Collection[int]) -> QuerySet[Change]:
    """All that waits for these claims, postponed or not, held: a claim that is followed up is done with all of it."""
    rows = Change.objects.filter(_about(claims), drained_at=None)
    return rows.select_for_update(skip_locked=True, of=("self",)).select_related("because").order_by("id")


def _compute(claims: Collection[int]) -> tuple[set[int], int]:
    """The statuses of those claims that nobody vetted and that say nothing outside.

    Returns which they are, and how many changes are done with them.
    Claims that somebody holds are passed over: to wait for one would make all others wait.
    """
    with transaction.atomic():
        free = Claim.objects.select_for_update(no_key=True, skip_locked=True).filter(pk__in=claims)
        outside = CurrentRelease.objects.exclude(kind=ReleaseKind.WITHDRAWN.value).values("claim")
        held = list(free.exclude(state=ClaimState.VETTED.value).exclude(pk__in=outside).order_by("pk"))
        finished = {claim.pk for claim in held}
        changes = [change.pk for change in _of(finished)]
        recompute_many(held, today=timezone.localdate())
        return finished, Change.objects.filter(pk__in=changes).update(drained_at=Now())


def _follow_up(claim_id: int) -> int:
    """Follow up one claim; returns how many changes are done with it."""
    with transaction.atomic():
        claim = Claim.objects.select_for_update(no_key=True).filter(pk=claim_id).first()
        changes = list(_of([claim_id]))
        if claim is not None and changes:
            follow_up(claim, changes, today=timezone.localdate())
        return Change.objects.filter(pk__in=[change.pk for change in changes]).update(drained_at=Now())
