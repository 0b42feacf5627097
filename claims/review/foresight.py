"""Which vetted claims an act would send back to the editors, before it is done.

The act is done in a transaction that is rolled back: what is told is what will happen, by the same code. What it
changes is read from the changes that it leaves, so every act can be looked ahead to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max

from claims.corroboration.loading import last_statuses
from claims.corroboration.service import differing
from claims.models import Change, Claim, StatusRecord
from claims.models.watching import CurrentTransaction
from claims.review.following import number_sentence, status_of_release, status_sentence, terms_sentence
from claims.review.spreading import claims_touched
from claims.vocabulary import ChangeKind, ClaimState

MOST = 500
"""Vetted claims looked at before an act: with more, the count says "at least"."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One vetted claim that goes back, and why in a sentence."""

    claim: Claim
    because: str


@dataclass(frozen=True, slots=True)
class Foresight:
    """The claims that an act sends back; ``complete`` unless more vetted claims rest on it than were looked at."""

    claims: tuple[Foreseen, ...]
    complete: bool

    def __bool__(self) -> bool:
        return bool(self.claims)


def foresee(act: Callable[[], object], *, today: date) -> Foresight:
    """What ``act`` would send back. It is done and undone; whatever it raises is raised here."""
    with transaction.atomic():
        last = Change.objects.aggregate(last=Max("pk"))["last"] or 0
        act()
        left = list(Change.objects.filter(pk__gt=last, transaction=CurrentTransaction()))
        claims, complete = _touched(left)
        found = _sent_back(claims, of_terms=any(change.kind == ChangeKind.RIGHTS for change in left), today=today)
        transaction.set_rollback(True)
    return Foresight(tuple(found), complete)


def _touched(left: Iterable[Change]) -> tuple[list[Claim], bool]:
    """The vetted claims that the changes ``left`` may touch, and whether these are all."""
    ids = {claim_id for change in left for claim_id in claims_touched(change)}
    vetted = Claim.objects.filter(pk__in=ids, state=ClaimState.VETTED.value)
    rows = list(vetted.select_related("current_release__release").order_by("pk")[: MOST + 1])
    return rows[:MOST], len(rows) <= MOST


def _sent_back(claims: Sequence[Claim], *, of_terms: bool, today: date) -> list[Foreseen]:
    new: dict[int, StatusRecord] = {after.claim_id: after for _, after in differing(claims, today=today)}
    # an act that computes the status by itself left nothing that differs: then the last one is the new one
    after = {**last_statuses([claim.pk for claim in claims]), **new}
    found = []
    for claim in claims:
        released = status_of_release(claim)
        because = (
            (of_terms and terms_sentence(claim, today=today))
            or status_sentence(released, after[claim.pk])
            or number_sentence(claim, released, after[claim.pk])
        )
        if because:
            found.append(Foreseen(claim, because))
    return found
