"""Rows in, status out: the facts that the rules need are read from where they are recorded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from claims.corroboration.service import current, items_of, recompute
from claims.models import (
    AnonymityRecord,
    Citation,
    Claim,
    EdgeJudgement,
    Evidence,
    Outlet,
    OwnerGroup,
    SameUnnamedSource,
    Source,
    SourceGrade,
    Sourcing,
)
from tests.models.build import a_claim, a_passage, a_source, a_user, some_evidence

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


def sourced(claim: Claim, *, letter: str | None = "B", unnamed: bool = False, **facts: Any) -> Evidence:
    """Opened evidence of a document of its own, from a source of its own."""
    now, person = timezone.now(), claim.logged_by
    evidence = some_evidence(
        claim=claim, passage=a_passage(), added_by=person, opened_by=person, opened_at=now, **facts
    )
    who = {"kind": "unnamed_person", "name": None, "descriptor": "a source", "unnamed_of": claim} if unnamed else {}
    source = a_source(**who)
    kind = "unnamed_person" if unnamed else "organisation"
    Sourcing.objects.create(evidence=evidence, sourcing_type=kind, voice="paraphrase", source=source)
    if letter:
        SourceGrade.objects.create(source=source, letter=letter, reason="record", graded_by=person)
    return evidence


def rule(claim: Claim) -> str:
    return recompute(claim=claim, today=TODAY).rule


def source_of(evidence: Evidence) -> Source:
    source = evidence.sourcing.source
    assert source is not None
    return source


def document(evidence: Evidence) -> Any:
    return evidence.passage.snapshot.document


def test_a_claim_without_evidence_is_unverified() -> None:
    record = recompute(claim=a_claim(), today=TODAY)
    assert (record.rule, record.status, record.numbers_allowed) == ("R11", "unverified", [6])


def test_one_unnamed_person_is_a_single_weak_source() -> None:
    claim = a_claim()
    sourced(claim, unnamed=True, letter=None)
    record = recompute(claim=claim, today=TODAY)
    assert (record.rule, record.status, record.numbers_allowed) == ("R9", "single_source", [3, 6])


def test_a_complete_anonymity_record_makes_an_unnamed_origin_qualify() -> None:
    claim = a_claim()
    evidence = sourced(claim, unnamed=True, letter="C")
    assert not recompute(claim=claim, today=TODAY).why["origins"][0]["qualifies"]
    AnonymityRecord.objects.create(
        sourcing=evidence.sourcing,
        descriptor="a source",
        position="engineer",
        how_they_know="witness",
        information_or_opinion="information",
        reason="fears for the job",
    )
    assert recompute(claim=claim, today=TODAY).why["origins"][0]["qualifies"]


def one_owner(first: Evidence, second: Evidence) -> None:
    group = OwnerGroup.objects.create(name="Sound Media")
    for name, evidence in (("a", first), ("b", second)):
        page = document(evidence)
        page.outlet = Outlet.objects.create(source=a_source(), domain=f"{name}.example", owner_group=group)
        page.save()


def one_agency(first: Evidence, second: Evidence) -> None:
    type(document(first)).objects.filter(pk__in=[document(first).pk, document(second).pk]).update(agency="Wire")


def one_cites(first: Evidence, second: Evidence) -> None:
    Citation.objects.create(document=document(second), cited=document(first))


def one_byline(first: Evidence, second: Evidence) -> None:
    pages = [document(first).pk, document(second).pk]
    type(document(first)).objects.filter(pk__in=pages).update(bylines=["Ada Holm"])


def confirmed(first: Evidence, second: Evidence) -> None:
    EdgeJudgement.objects.create(
        first=first, second=second, kind="text_reuse", decision="confirmed", reason="same text", decided_by=a_user()
    )


@pytest.mark.parametrize("share", [one_owner, one_agency, one_cites, one_byline, confirmed])
def test_what_is_recorded_of_documents_merges_their_origins(share: Callable[[Evidence, Evidence], None]) -> None:
    claim = a_claim()
    first, second = sourced(claim), sourced(claim)
    assert rule(claim) == "R6"
    share(first, second)
    assert rule(claim) == "R9"


def test_unnamed_sources_are_one_only_by_an_editors_word_and_transitively() -> None:
    claim = a_claim()
    people = [source_of(sourced(claim, unnamed=True, letter=None)) for _ in range(4)]
    assert rule(claim) == "R10"
    for first, second in ((0, 1), (2, 3), (1, 3)):
        SameUnnamedSource.objects.create(first=people[first], second=people[second], reason="same", said_by=a_user())
    assert rule(claim) == "R9"


def test_the_lowest_live_grade_counts_and_a_replaced_one_does_not() -> None:
    claim = a_claim()
    source = source_of(sourced(claim, letter="A"))
    doubt = SourceGrade.objects.create(source=source, letter="D", reason="a false story", graded_by=a_user())
    assert items_of(claim)[0].source_letter == "D"
    doubt.replaced_at = timezone.now()
    doubt.save()
    assert items_of(claim)[0].source_letter == "A"


def test_a_claim_past_its_day_is_outdated_and_keeps_what_it_had() -> None:
    claim = a_claim(valid_until=date(2026, 3, 1))
    sourced(claim)
    Claim.objects.filter(pk=claim.pk).update(valid_until=date(2026, 3, 2))
    claim.refresh_from_db()
    assert rule(claim) == "R9"
    claim.valid_until = date(2026, 3, 1)
    for _ in range(2):
        record = recompute(claim=claim, today=TODAY)
        assert (record.rule, record.why["kept_status"]) == ("R3", "single_source")


def test_a_record_is_written_only_when_something_changed() -> None:
    claim = a_claim()
    evidence = sourced(claim)
    first = recompute(claim=claim, today=TODAY)
    assert recompute(claim=claim, today=TODAY) == first == current(claim)
    Evidence.objects.filter(pk=evidence.pk).update(withdrawn_at=timezone.now(), withdrawn_reason="wrong page")
    second = recompute(claim=claim, today=TODAY)
    assert (second.rule, second.why["uncounted"][0]["reasons"]) == ("R11", ["withdrawn"])
    Evidence.objects.filter(pk=evidence.pk).update(withdrawn_at=None, withdrawn_reason=None)
    assert recompute(claim=claim, today=TODAY).why == first.why


@pytest.mark.parametrize("pieces", [1, 5])
def test_the_number_of_queries_does_not_grow_with_the_evidence(pieces: int, django_assert_num_queries: Any) -> None:
    claim = a_claim()
    for _ in range(pieces):
        sourced(claim)
    with django_assert_num_queries(3):
        items_of(claim)
