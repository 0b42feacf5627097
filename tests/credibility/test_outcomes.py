"""How a claim came out: by the rule, and kept in line whatever changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.credibility.outcomes import Standing, came_out
from claims.credibility.resolving import note_outcomes
from claims.models import Claim, EffectiveStatus, Rating, RatingScale, Resolution, User, Verdict
from claims.review.decisions import end_effective_status, set_effective_status
from claims.review.drain import drain
from claims.vocabulary import ClaimState, Outcome, OutcomeBasis, ReviewAction, Status
from tests.credibility.build import a_status
from tests.models.build import a_claim
from tests.review.build import step, vetted

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(("state", "status"), [*product(ClaimState, Status)])
def test_only_a_vetted_claim_is_resolved_and_only_by_two_statuses(state: ClaimState, status: Status) -> None:
    found = came_out(Standing(state=state, computed=status))
    expected = {Status.CORROBORATED: Outcome.NOT_FALSE, Status.REFUTED: Outcome.FALSE}.get(status)
    assert found == ((expected, OutcomeBasis.COMPUTED) if expected and state is ClaimState.VETTED else None)


def test_a_verdict_decides_over_every_status_also_by_saying_neither() -> None:
    plain = Standing(state=ClaimState.VETTED, computed=Status.CORROBORATED, effective=Status.CORROBORATED)
    wrong = replace(plain, has_verdict=True, verdict=Outcome.FALSE)
    assert came_out(wrong) == (Outcome.FALSE, OutcomeBasis.VERDICT)
    assert came_out(replace(plain, has_verdict=True)) is None


def test_the_status_that_an_editor_set_decides_over_the_computed_one() -> None:
    plain = Standing(state=ClaimState.VETTED, computed=Status.REFUTED)
    assert came_out(replace(plain, effective=Status.DISPUTED)) is None
    found = came_out(replace(plain, effective=Status.CORROBORATED))
    assert found == (Outcome.NOT_FALSE, OutcomeBasis.EFFECTIVE)


def a_vetted_claim(**facts: object) -> Claim:
    return a_claim(state="vetted", **facts)


def noted(claim: Claim, today: date = TODAY) -> list[tuple[str, str, bool]]:
    note_outcomes([claim.pk], today=today)
    rows = Resolution.objects.filter(claim=claim).order_by("id")
    return [(row.outcome, row.basis, row.until is None) for row in rows]


@pytest.mark.django_db
def test_one_that_came_out_as_before_keeps_no_other_from_being_noted() -> None:
    known, new = a_vetted_claim(), a_vetted_claim()
    a_status(known, "corroborated")
    noted(known)
    a_status(new, "refuted")
    note_outcomes([known.pk, new.pk], today=TODAY)
    assert sorted(Resolution.objects.values_list("claim", "outcome")) == sorted(
        [(known.pk, "not_false"), (new.pk, "false")]
    )


@pytest.mark.django_db
def test_a_resolution_that_no_longer_holds_ends_and_stays_readable() -> None:
    claim = a_vetted_claim()
    a_status(claim, "corroborated")
    assert noted(claim) == noted(claim) == [("not_false", "computed", True)]
    a_status(claim, "disputed")
    assert noted(claim) == [("not_false", "computed", False)]
    a_status(claim, "refuted")
    assert noted(claim) == [("not_false", "computed", False), ("false", "computed", True)]


@pytest.mark.django_db
def test_an_outdated_claim_keeps_how_it_came_out() -> None:
    claim = a_vetted_claim()
    a_status(claim, "outdated", kept_status="refuted")
    assert noted(claim) == [("false", "computed", True)]


@pytest.mark.django_db
def test_a_retracted_claim_is_not_resolved() -> None:
    claim = a_vetted_claim()
    a_status(claim, "retracted")
    assert noted(claim) == []


@pytest.mark.django_db
def test_a_rating_says_what_it_means_and_its_place_on_the_scale_does_not(editor: User) -> None:
    scale = RatingScale.objects.create(name="Truth", worst=1, best=5)
    mixed = Rating.objects.create(scale=scale, value=1, text="Missing context")
    wrong = Rating.objects.create(scale=scale, value=2, text="Wrong", outcome="false")
    claim = a_vetted_claim()
    a_status(claim, "corroborated")
    verdict = Verdict.objects.create(claim=claim, rating=mixed, reason="half of it", given_by=editor)
    assert noted(claim) == []
    verdict.rating = wrong
    verdict.save()
    assert noted(claim) == [("false", "verdict", True)]


@pytest.mark.django_db
def test_a_status_set_by_an_editor_counts_until_its_last_day(editor: User) -> None:
    claim = a_vetted_claim()
    a_status(claim, "single_source")
    EffectiveStatus.objects.create(claim=claim, status="refuted", reason="known", until=TODAY, set_by=editor)
    assert noted(claim) == [("false", "effective", True)]
    assert noted(claim, TODAY + timedelta(days=1)) == [("false", "effective", False)]


def live_outcomes(claim: Claim) -> list[str]:
    return list(Resolution.objects.filter(claim=claim, until=None).values_list("outcome", flat=True))


def test_what_people_decide_reaches_the_record(checker: User, editor: User) -> None:
    claim = vetted(checker, editor)
    assert live_outcomes(claim) == []
    until = timezone.localdate() + timedelta(days=9)
    set_effective_status(
        actor=editor, claim_id=claim.pk, status=Status.REFUTED, reason="The log shows it.", until=until
    )
    drain()
    assert live_outcomes(claim) == ["false"]
    step(claim, ReviewAction.REOPEN, editor, note="Another look.")
    assert live_outcomes(claim) == []
    step(claim, ReviewAction.APPROVE, editor)
    assert live_outcomes(claim) == ["false"]
    end_effective_status(actor=editor, claim_id=claim.pk)
    drain()
    assert live_outcomes(claim) == []


def test_a_withdrawn_claim_leaves_the_record(checker: User, editor: User) -> None:
    claim = vetted(checker, editor)
    until = timezone.localdate() + timedelta(days=9)
    set_effective_status(
        actor=editor, claim_id=claim.pk, status=Status.REFUTED, reason="The log shows it.", until=until
    )
    drain()
    step(claim, ReviewAction.WITHDRAW, editor, note="Misheard.")
    assert live_outcomes(claim) == []


@pytest.mark.django_db
def test_many_claims_cost_no_more_queries_than_one() -> None:
    counts = []
    for number in (1, 4):
        claims = [a_vetted_claim().pk for _ in range(number)]
        for claim in Claim.objects.filter(pk__in=claims):
            a_status(claim, "corroborated")
        with CaptureQueriesContext(connection) as queries:
            note_outcomes(claims, today=TODAY)
        counts.append(len(queries))
        assert Resolution.objects.filter(claim__in=claims).count() == number
    assert counts[0] == counts[1]
