"""Rows in, status out: the facts that the rules need are read from where they are recorded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import count
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.corroboration.loading import QUERIES, cases_of
from claims.corroboration.service import current, edges_of, items_of, recompute
from claims.models import (
    AnonymityRecord,
    Citation,
    Claim,
    Document,
    EdgeJudgement,
    Evidence,
    Outlet,
    OwnerGroup,
    Relay,
    SameUnnamedSource,
    SharedText,
    Snapshot,
    Source,
    SourceGrade,
    Sourcing,
)
from tests.models.build import a_claim, a_passage, a_snapshot, a_source, a_user, some_evidence

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


_numbers = count(1)


def outlet_with(**facts: Any) -> Outlet:
    number = next(_numbers)
    source = facts.pop("source", None) or a_source(kind="outlet", name=f"Paper {number}")
    return Outlet.objects.create(**{"source": source, "domain": f"paper{number}.example", **facts})


def published(evidence: Evidence, **facts: Any) -> Evidence:
    """``evidence`` whose document is changed."""
    Document.objects.filter(pk=document(evidence).pk).update(**facts)
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


def queries(claim: Claim) -> int:
    with CaptureQueriesContext(connection) as made:
        cases_of([claim.pk])
    return len(made)


def test_the_number_of_queries_does_not_grow_with_the_evidence() -> None:
    claim = a_claim()
    counts = []
    for _ in range(5):
        for _ in range(2):
            one_owner_group = OwnerGroup.objects.create(name=f"Group {Evidence.objects.count()}")
            evidence = sourced(claim, unnamed=True)
            published(evidence, outlet=outlet_with(owner_group=one_owner_group))
        counts.append(queries(claim))
    assert set(counts) == {counts[0]}
    assert counts[0] <= QUERIES


def edges(claim: Claim) -> list[tuple[str, str]]:
    """Certainty and reason of the edges that are passed to the rules."""
    return [(edge.certainty.value, edge.reason) for edge in edges_of(claim)]


def two(**facts: Any) -> tuple[Claim, Evidence, Evidence]:
    claim = a_claim()
    return claim, sourced(claim, **facts), sourced(claim, **facts)


def same_picture(first: Evidence, second: Evidence) -> str:
    for evidence in (first, second):
        snapshot = evidence.passage.snapshot
        text = f"{snapshot.readable.text}"
        copied = Snapshot.objects.create(
            document=document(evidence),
            content_hash=snapshot.content_hash,
            readable=snapshot.readable,
            method="paste",
            media_type="text/plain",
            page={"pictures": [["A ferry", "Philippa Leroux", "figcaption"], ["Another", None, "img"]]},
            taken_at=timezone.now(),
        )
        evidence.passage = a_passage(text[:21], snapshot=copied)
        evidence.save()
    return "same picture credit: Philippa Leroux"


def same_style(first: Evidence, second: Evidence) -> str:
    published(first, agency="Velland Wire")
    dateline = a_snapshot("VELLMAR, March 3 (Velland  Wire) — The ferry left late.")
    second.passage = a_passage(snapshot=dateline)
    second.save()
    return "agency style line: Velland Wire"


def same_brand(first: Evidence, second: Evidence) -> str:
    published(first, outlet=outlet_with(domain="harbour-north.example"))
    published(second, outlet=outlet_with(domain="harbour.test"))
    return "brand family: harbour"


def same_voice(first: Evidence, second: Evidence) -> str:
    Sourcing.objects.filter(evidence=second).update(source=source_of(first))
    return "both rest on the word of Harbour Board"


def same_voice_at_the_end(first: Evidence, second: Evidence) -> str:
    minister = a_source(kind="person", name="Ada Holm")
    for evidence in (first, second):
        Relay.objects.create(
            sourcing=evidence.sourcing, position=0, relayed_by=source_of(evidence), relayed_for=minister
        )
    return "both rest on the word of Ada Holm"


def test_sites_of_a_shared_platform_are_no_family() -> None:
    claim, first, second = two()
    for evidence, path in ((first, "/anna/"), (second, "/bela/")):
        published(evidence, outlet=outlet_with(domain="storyhost.example", path=path))
    assert edges(claim) == []


@pytest.mark.parametrize("share", [same_picture, same_style, same_brand, same_voice, same_voice_at_the_end])
def test_what_only_hints_at_one_origin_merges_in_the_pessimistic_count(
    share: Callable[[Evidence, Evidence], str],
) -> None:
    claim, first, second = two()
    assert edges(claim) == []
    reason = share(first, second)
    assert ("suspected", reason) in [(certainty, found) for certainty, found in edges(claim)]
    why = recompute(claim=claim, today=TODAY).why
    assert (why["rule"], why["counts"]["q_min"], why["counts"]["q_max"]) == ("R7", 1, 2)


def shared_text(first: Evidence, second: Evidence) -> SharedText:
    texts = [evidence.passage.snapshot.readable for evidence in (first, second)]
    return SharedText.objects.create(
        first=document(first),
        second=document(second),
        first_text=texts[0],
        second_text=texts[1],
        containment=0.18,
        longest=34,
        excerpt="The ferry left late",
        version="1",
        found_at=timezone.now(),
    )


def test_a_shared_text_merges_in_the_pessimistic_count_and_says_what_is_shared() -> None:
    claim, first, second = two()
    elsewhere = sourced(a_claim())
    shared_text(first, second)
    shared_text(first, elsewhere)
    assert edges(claim) == [("suspected", "18 % of the shorter text, a run of 34 words: “The ferry left late”")]
    assert rule(claim) == "R7"


def test_claims_looked_at_together_keep_their_shared_texts_apart() -> None:
    (one, first, second), (other, third, fourth) = two(), two()
    shared_text(first, second)
    shared_text(second, third)
    cases = cases_of([one.pk, other.pk])
    assert [len(cases[claim.pk].edges) for claim in (one, other)] == [1, 0]
    assert cases_of([one.pk])[one.pk] == cases[one.pk]
    assert fourth.claim == other


def test_the_same_descriptor_in_one_week_is_suspected_and_in_two_weeks_is_not() -> None:
    claim, first, second = two(unnamed=True, letter=None)
    published(first, published_on=date(2026, 3, 1), published_precision="day")
    for day, known in ((8, True), (9, False)):
        published(second, published_on=date(2026, 3, day), published_precision="day")
        assert bool(edges(claim)) is known
        assert rule(claim) == ("R9" if known else "R10")
    published(second, published_on=None, published_precision=None)
    assert edges(claim) == []


def test_an_outlet_that_the_other_names_as_its_source_is_credited() -> None:
    claim, first, second = two()
    paper = outlet_with()
    published(first, outlet=paper)
    Sourcing.objects.filter(evidence=second).update(source=paper.source)
    SourceGrade.objects.create(source=paper.source, letter="B", reason="record", graded_by=claim.logged_by)
    why = recompute(claim=claim, today=TODAY).why
    assert [edge["reason"] for edge in why["origins"][0]["edges"]] == ["names the other as its source"]
    assert why["rule"] == "R9"


def test_owners_are_followed_to_the_root_and_a_ring_of_owners_does_no_harm() -> None:
    claim, first, second = two()
    top = a_source(name="Tidewater Holding")
    middle = a_source(name="Tidewater North", parent=top)
    for evidence, parent in ((first, top), (second, middle)):
        published(evidence, outlet=outlet_with(source=a_source(kind="outlet", name=str(parent), parent=parent)))
    assert {entry.owner for entry in items_of(claim)} == {f"source:{top.pk}"}
    assert rule(claim) == "R9"
    Source.objects.filter(pk=top.pk).update(parent=middle)
    assert rule(claim) == "R9"
    Source.objects.filter(pk=middle.pk).update(parent=None)
    Source.objects.filter(pk=top.pk).update(parent=None)
    assert rule(claim) == "R6"


def test_a_table_that_both_rest_on_is_one_origin() -> None:
    claim, first, second = two()
    table = a_source(kind="dataset", name="Samples of the river")
    Sourcing.objects.filter(evidence__in=[first, second]).update(source=table, sourcing_type="dataset")
    SourceGrade.objects.create(source=table, letter="B", reason="record", graded_by=claim.logged_by)
    assert rule(claim) == "R9"


def test_a_cleared_suspicion_is_gone_and_shown_with_who_cleared_it() -> None:
    claim, first, second = two()
    same_voice(first, second)
    assert rule(claim) == "R7"
    step = recompute(claim=claim, today=TODAY).why["would_change"][0]
    assert (step["action"], step["status"]) == ("clear_edge", "corroborated")
    editor = a_user(username="edith")
    EdgeJudgement.objects.create(
        first=first,
        second=second,
        kind=step["edges"][0]["kind"],
        decision="cleared",
        reason="two interviews",
        decided_by=editor,
    )
    why = recompute(claim=claim, today=TODAY).why
    assert why["rule"] == "R6"
    assert [(entry["reason"], entry["by"]) for entry in why["cleared"]] == [("two interviews", "edith")]


def test_a_confirmed_edge_says_who_confirmed_it_and_when() -> None:
    claim, first, second = two()
    confirmed(first, second)
    reason = recompute(claim=claim, today=TODAY).why["origins"][0]["edges"][0]["reason"]
    assert reason.startswith("same text (confirmed by person-")
