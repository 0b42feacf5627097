"""Terms that begin or end on a day are followed without anybody's act, once."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings

from claims.models import (
    Change,
    Claim,
    Document,
    PermissionGrant,
    Release,
    RightsRule,
    RightsStatement,
    TermsLook,
    User,
)
from claims.review.dates import follow_dates
from claims.review.drain import drain
from claims.review.service import take_step
from claims.tasks import drain_changes
from claims.tasks import follow_dates as follow_dates_task
from claims.vocabulary import ReviewAction
from tests.review.build import QUOTED, logged

pytestmark = pytest.mark.django_db
LAST = date(2026, 6, 30)
BEFORE = datetime(2026, 6, 1, 12, tzinfo=UTC)


def document(claim: Claim) -> Document:
    return claim.evidence.get().passage.snapshot.document


def granted(claim: Claim) -> None:
    grant = PermissionGrant.objects.create(
        granted_by="The editor",
        granted_on=date(2026, 1, 1),
        actions=["excerpt"],
        until=LAST,
        recorded_by=claim.logged_by,
    )
    grant.documents.add(document(claim))
    RightsStatement.objects.filter(document=document(claim)).delete()


def a_rule_that_ends(claim: Claim) -> None:
    RightsRule.objects.filter(statement__document=document(claim), action="excerpt").update(until=LAST)


def a_notice_that_ends(claim: Claim) -> None:
    RightsStatement.objects.filter(document=document(claim)).update(valid_until=LAST)


def a_notice_that_begins(claim: Claim) -> None:
    later = RightsStatement.objects.create(
        document=document(claim), scope="article", valid_from=LAST + timedelta(days=1)
    )
    RightsRule.objects.create(statement=later, kind="prohibit", action="excerpt", basis="notice")


def under_embargo(claim: Claim) -> None:
    RightsStatement.objects.filter(document=document(claim)).update(embargo_until=LAST + timedelta(days=1))


def vetted(checker: User, editor: User, terms: Callable[[Claim], None]) -> Claim:
    """A claim approved on 1 June under ``terms`` that turn after 30 June; its profile lets nothing out by itself."""
    with time_machine.travel(BEFORE, tick=False):
        claim = logged(checker, excerpts=terms is not granted)
        RightsStatement.objects.get_or_create(document=document(claim), scope="article", holder_text="Courier")
        terms(claim)
        for action, actor in ((ReviewAction.SUBMIT, checker), (ReviewAction.APPROVE, editor)):
            take_step(claim_id=claim.pk, action=action, actor=actor)
        drain(limit=1000)
        follow_dates(today=BEFORE.date())
        drain(limit=1000)
    return claim


def on(day: date) -> int:
    """What the clock does at noon of ``day``; returns for how many claims a date passed."""
    with time_machine.travel(datetime(day.year, day.month, day.day, 12, tzinfo=UTC), tick=False):
        done = follow_dates(today=day)
        drain(limit=1000)
    return done


def said(claim: Claim) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(bytes(Release.objects.filter(claim=claim).order_by("-sequence")[0].document))
    return document


def quote(claim: Claim) -> str | None:
    words: str | None = said(claim)["evidence"][0]["passage"]["quote"]
    return words


ENDING = [granted, a_rule_that_ends, a_notice_that_ends, a_notice_that_begins]


@pytest.mark.parametrize("terms", ENDING)
def test_words_are_withheld_from_the_day_after_the_last(
    checker: User, editor: User, terms: Callable[[Claim], None]
) -> None:
    claim = vetted(checker, editor, terms)
    assert (quote(claim), on(LAST)) == (QUOTED, 0)
    assert on(LAST + timedelta(days=1)) == 1
    claim.refresh_from_db()
    assert (claim.state, said(claim)["kind"], quote(claim)) == ("in_review", "under_recheck", None)
    assert said(claim)["review"]["reopened_because"] == (
        "A date in the recorded terms passed: words that were released may no longer be quoted."
    )


def test_a_day_is_followed_once_however_often_the_clock_looks(checker: User, editor: User) -> None:
    vetted(checker, editor, granted)
    assert on(LAST + timedelta(days=40)) == 1
    releases = Release.objects.count()
    assert [on(LAST + timedelta(days=number)) for number in (40, 41, 90)] == [0, 0, 0]
    assert Release.objects.count() == releases


def test_an_embargo_that_ends_lets_the_words_out(checker: User, editor: User) -> None:
    claim = vetted(checker, editor, under_embargo)
    assert quote(claim) is None
    assert on(LAST) == 0
    assert quote(claim) is None
    assert on(LAST + timedelta(days=1)) == 1
    claim.refresh_from_db()
    assert (claim.state, said(claim)["kind"], quote(claim)) == ("vetted", "updated", QUOTED)


def test_a_claim_under_review_loses_the_words_and_nothing_that_editors_changed_since_leaves(
    checker: User, editor: User
) -> None:
    claim = vetted(checker, editor, granted)
    take_step(claim_id=claim.pk, action=ReviewAction.REOPEN, actor=editor)
    Claim.objects.filter(pk=claim.pk).update(wording="Not approved by anybody")
    assert on(LAST + timedelta(days=1)) == 1
    assert (said(claim)["kind"], quote(claim)) == ("under_recheck", None)
    assert said(claim)["evidence"][0]["sourcing"]["source_words"] is None
    assert "Not approved" not in json.dumps(said(claim))
    assert on(LAST + timedelta(days=2)) == 0


def test_a_claim_approved_again_without_the_words_stays_approved(checker: User, editor: User) -> None:
    claim = vetted(checker, editor, granted)
    on(LAST + timedelta(days=1))
    with time_machine.travel(datetime(2026, 7, 2, 12, tzinfo=UTC), tick=False):
        take_step(claim_id=claim.pk, action=ReviewAction.APPROVE, actor=editor)
        Claim.objects.filter(pk=claim.pk).update(tags=["ferries"])  # whatever brings the drain to it
        drain(limit=1000)
    claim.refresh_from_db()
    assert (claim.state, quote(claim)) == ("vetted", None)


def test_consent_that_is_shortened_is_followed_at_once(checker: User, editor: User) -> None:
    claim = vetted(checker, editor, granted)
    with time_machine.travel(datetime(2026, 6, 10, 12, tzinfo=UTC), tick=False):
        PermissionGrant.objects.update(until=date(2026, 6, 9))
        drain(limit=1000)
    assert quote(claim) is None
    assert said(claim)["review"]["reopened_because"].startswith("The recorded terms changed")


def test_pages_that_no_release_rests_on_are_looked_at_and_leave_nothing(checker: User) -> None:
    claim = logged(checker)
    a_rule_that_ends(claim)
    drain(limit=1000)
    assert on(LAST + timedelta(days=1)) == 0
    assert TermsLook.objects.get().document == document(claim)
    assert not Change.objects.filter(kind="date").exists()


def test_the_clock_does_it_by_itself(checker: User, editor: User) -> None:
    claim = vetted(checker, editor, granted)
    with time_machine.travel(datetime(2026, 7, 1, 0, 1, tzinfo=UTC), tick=False):
        follow_dates_task()
        drain_changes()
    assert quote(claim) is None
    assert settings.CELERY_BEAT_SCHEDULE["follow_dates"]["task"] == "claims.tasks.follow_dates"
