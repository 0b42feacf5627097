"""Records of sources from their rows: which claims are theirs, as known when, in how many queries."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.credibility.loading import (
    QUERIES,
    edited_afterwards,
    everything_at,
    records_of,
    suggestions_for,
    taken_back,
)
from claims.credibility.record import Tally, tally_of
from claims.models import Check, Document, Finding, Host, Link, Outlet, Source
from claims.vocabulary import Outcome, SourceLetter, SourcingType, Stance
from tests.credibility.build import LONG_AGO, a_record, a_resolution, a_status, said_by
from tests.models.build import a_claim, a_passage, a_snapshot, a_source, a_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def source() -> Source:
    return a_source()


def claims_of(source: Source) -> list[str]:
    return [entry.claim for entry in records_of([source.pk]).get(source.pk, [])]


def test_a_source_answers_for_what_it_claims_and_for_what_it_supports(source: Source) -> None:
    claimed, supported, other = a_claim(claimant=source), a_claim(), a_claim(claimant=a_source(name="Pilots"))
    said_by(source, supported)
    for claim in (claimed, supported, other):
        a_resolution(claim)
    assert set(claims_of(source)) == {claimed.public_id, supported.public_id}


@pytest.mark.parametrize("stance", [Stance.SUPPORTS_NARROWER, Stance.CONTRADICTS, Stance.MENTIONS, Stance.WITHDRAWS])
def test_it_does_not_answer_for_what_it_said_otherwise(source: Source, stance: Stance) -> None:
    claim = a_claim()
    said_by(source, claim, stance=stance.value)
    a_resolution(claim)
    assert claims_of(source) == []


def test_withdrawn_evidence_makes_no_claim_its_own(source: Source) -> None:
    claim = a_claim()
    said_by(source, claim, withdrawn_at=timezone.now(), withdrawn_reason="Misread.")
    a_resolution(claim)
    assert claims_of(source) == []


def test_a_claim_that_it_makes_twice_counts_once(source: Source) -> None:
    claim = a_claim(claimant=source)
    said_by(source, claim)
    said_by(source, claim)
    a_resolution(claim)
    assert claims_of(source) == [claim.public_id]


def an_outlet(source: Source) -> Document:
    snapshot = a_snapshot("The ferry left late. A board member said that two engines failed.")
    document = snapshot.document
    document.outlet = Outlet.objects.create(source=source, domain="courier.example")
    document.save()
    return document


def test_an_outlet_answers_for_its_own_voice_and_not_for_whom_it_quotes() -> None:
    outlet = a_source(kind="outlet", name="Courier")
    snapshot = an_outlet(outlet).snapshots.get()
    own, quoted = a_claim(), a_claim(wording="Two engines failed")
    somebody, known = a_claim(wording="A paper says so"), a_claim(wording="The harbour board saw it")
    said_by(None, somebody, passage=a_passage("A board member", snapshot=snapshot), sourcing_type=SourcingType.DOCUMENT)
    seen = {"passage": a_passage("engines", snapshot=snapshot), "sourcing_type": SourcingType.OWN_OBSERVATION}
    said_by(a_source(), known, **seen)
    for claim in (somebody, known):
        a_resolution(claim)
    said_by(None, own, passage=a_passage(snapshot=snapshot), sourcing_type=SourcingType.UNATTRIBUTED)
    said_by(a_source(), quoted, passage=a_passage("two engines failed", snapshot=snapshot))
    a_resolution(own)
    a_resolution(quoted)
    assert claims_of(outlet) == [own.public_id]


def test_an_unnamed_source_has_no_record() -> None:
    claim = a_claim()
    unnamed = a_source(kind="unnamed_person", name=None, descriptor="an engineer", unnamed_of=claim)
    said_by(unnamed, claim, sourcing_type=SourcingType.UNNAMED_PERSON)
    a_resolution(claim)
    assert records_of([unnamed.pk]) == {}


def test_topics_are_the_tags_of_the_claim_folded(source: Source) -> None:
    a_resolution(a_claim(claimant=source, tags=["Ports ", "ports", "Tides"]))
    assert records_of([source.pk])[source.pk][0].topics == ("ports", "tides")


def test_a_record_is_asked_as_it_was_known_on_a_day(source: Source) -> None:
    claim = a_claim(claimant=source)
    day = timedelta(days=1)
    a_resolution(claim, Outcome.FALSE, until=LONG_AGO + 2 * day)
    a_resolution(claim, since=LONG_AGO + 5 * day)
    moments = [LONG_AGO + n * day for n in (-1, 0, 2, 5)]
    expected = [Tally(0, 0), Tally(1, 1), Tally(0, 0), Tally(1, 0)]
    record = records_of([source.pk])[source.pk]
    assert [tally_of(record, at=moment) for moment in moments] == expected
    assert [everything_at(moment) for moment in moments] == expected


def test_the_claim_in_hand_has_no_part_in_the_suggestion_or_in_the_base_rate(source: Source) -> None:
    claims = a_record(source, not_false=5, false=1)
    a_record(a_source(name="Pilots"), not_false=3, false=3)
    at = timezone.now()
    found = suggestions_for([source.pk], at=at, without=claims[-1])[source.pk]
    assert found.suggestion.tally == Tally(5, 0)
    assert found.base == 8 / 11
    assert {entry.claim for entry in found.resolved} == {claim.public_id for claim in claims}
    assert suggestions_for([source.pk], at=at)[source.pk].suggestion.tally == Tally(6, 1)
    # how the claim in hand came out changes nothing of it
    a_resolution_of = claims[-1].resolutions.get()
    a_resolution_of.outcome = "not_false"
    a_resolution_of.save()
    assert suggestions_for([source.pk], at=at, without=claims[-1])[source.pk].suggestion == found.suggestion


def test_a_claim_in_hand_that_is_not_resolved_changes_nothing(source: Source) -> None:
    a_record(source, not_false=5, false=1)
    at = timezone.now()
    with_it, without = (suggestions_for([source.pk], at=at, without=one)[source.pk] for one in (None, a_claim()))
    assert with_it == without


def test_a_source_without_a_record_cannot_be_judged(source: Source) -> None:
    assert suggestions_for([source.pk], at=timezone.now())[source.pk].suggestion.letter is SourceLetter.F


def test_many_sources_cost_no_more_queries_than_one(source: Source) -> None:
    counts = []
    for number in (1, 3):
        sources = [a_source(name=f"Source {number} {n}") for n in range(number)]
        for one in sources:
            claims = a_record(one, not_false=number, false=number)
        with CaptureQueriesContext(connection) as queries:
            suggestions_for([one.pk for one in sources], at=timezone.now(), without=claims[0])
        counts.append(len(queries))
    assert counts == [QUERIES + 1, QUERIES + 1]


def test_what_a_source_took_back_is_told_apart(source: Source) -> None:
    withdrew, retracted, kept = a_claim(), a_claim(claimant=source), a_claim(claimant=source)
    said_by(source, withdrew, stance=Stance.WITHDRAWS.value)
    said_by(source, a_claim(), stance=Stance.WITHDRAWS.value, withdrawn_at=timezone.now(), withdrawn_reason="Misread.")
    supported, opposed = a_claim(), a_claim()
    said_by(source, supported)
    said_by(source, opposed, stance=Stance.CONTRADICTS.value)
    for claim in (supported, opposed):
        a_status(claim, "retracted")
    a_status(retracted, "corroborated")
    a_status(retracted, "retracted")
    a_status(kept, "retracted")
    a_status(kept, "single_source")
    assert set(taken_back(source)) == {withdrew, retracted, supported}


def test_edits_count_once_a_person_confirmed_them() -> None:
    outlet = a_source(kind="outlet", name="Courier")
    document, claim, now = an_outlet(outlet), a_claim(), timezone.now()
    host = Host.objects.create(name="courier.example")
    link = Link.objects.create(url="https://courier.example/1", host=host, document=document, due_at=now)
    check = Check.objects.create(link=link, visit="1", outcome="alive", checked_at=now)
    plain = {"claim": claim, "link": link, "check_made": check, "detail": "edited", "found_at": now}
    settled = {"state": "settled", "settled_at": now, "settled_by": a_user()}
    silent = Finding.objects.create(**plain, **settled, kind="passage_changed")
    told = Finding.objects.create(**plain, **settled, kind="passage_missing", note="Corrected.", noted_at=now)
    Finding.objects.create(**plain, kind="passage_changed")
    Finding.objects.create(**plain, **settled, kind="link_dead")
    Finding.objects.create(**plain, **settled | {"state": "false_alarm"}, kind="passage_changed")
    assert set(edited_afterwards(outlet)) == {silent, told}
    assert list(edited_afterwards(a_source(name="Pilots"))) == []
