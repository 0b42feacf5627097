"""What a date alone changes is found by whoever looks next, and once."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from django.utils import timezone

from claims.corroboration.service import current
from claims.ledger.service import verify
from claims.models import Change, Claim, CurrentRelease, EffectiveStatus, LedgerEntry, User
from claims.review.dates import follow_dates
from claims.review.decisions import set_effective_status
from claims.review.drain import drain
from claims.vocabulary import Status
from tests.review.build import logged, vetted

pytestmark = pytest.mark.django_db


def status(claim: Claim) -> str:
    found = current(claim)
    assert found is not None
    return str(found.status)


def ending(checker: User, editor: User, *, days: int) -> Claim:
    """A vetted claim whose validity ended so many days ago, unnoticed: as it was before that day."""
    claim = vetted(checker, editor)
    drain()
    Claim.objects.filter(pk=claim.pk).update(valid_until=timezone.localdate() - timedelta(days=days))
    Change.objects.filter(drained_at=None).delete()
    return claim


def test_a_claim_is_outdated_from_the_day_after_its_validity_ended(checker: User, editor: User) -> None:
    over, last_day = ending(checker, editor, days=1), ending(checker, editor, days=0)
    assert follow_dates(today=timezone.localdate()) == 1
    drain()
    assert (status(over), status(last_day)) == ("outdated", "single_source")
    over.refresh_from_db()
    assert over.state == "in_review"
    assert over.steps.order_by("-id")[0].note == "The computed status changed from single source to outdated."


def test_a_day_on_which_nobody_looked_is_made_up_for(checker: User, editor: User) -> None:
    claim = ending(checker, editor, days=40)
    follow_dates(today=timezone.localdate())
    drain()
    assert status(claim) == "outdated"


def test_a_second_look_finds_nothing(checker: User, editor: User) -> None:
    ending(checker, editor, days=1)
    assert follow_dates(today=timezone.localdate()) == 1
    assert follow_dates(today=timezone.localdate()) == 0
    drain()
    assert follow_dates(today=timezone.localdate()) == 0


def test_a_refuted_claim_past_its_validity_is_looked_at_once(checker: User) -> None:
    claim = logged(checker, valid_until=date(2020, 1, 1))
    claim.evidence.update(stance="contradicts", directness="record")
    claim.evidence.get().sourcing.delete()
    drain()
    assert follow_dates(today=timezone.localdate()) == 0


def test_an_effective_status_ends_after_its_last_day(checker: User, editor: User) -> None:
    claim = vetted(checker, editor)
    today = timezone.localdate()
    set_effective_status(actor=editor, claim_id=claim.pk, status=Status.DISPUTED, reason="a call", until=today)
    drain()
    assert follow_dates(today=today) == 0
    assert CurrentRelease.objects.get(claim=claim).effective_status == "disputed"
    EffectiveStatus.objects.update(until=today - timedelta(days=1))
    drain()
    assert follow_dates(today=today) == 1
    drain()
    assert CurrentRelease.objects.get(claim=claim).effective_status == "single_source"
    row = EffectiveStatus.objects.get()
    assert row.ended_at is not None
    entry = json.loads(LedgerEntry.objects.order_by("-id")[0].payload)
    assert (entry["action"], entry["actor"]) == ("end_effective_status", None)
    assert follow_dates(today=today) == 0
    assert verify() is None
