"""What the database itself refuses, whatever code writes to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import Error, IntegrityError, InternalError, connection, models, transaction
from django.utils import timezone

from claims.models import (
    AnonymityRecord,
    Citation,
    Claim,
    Document,
    Outlet,
    Passage,
    ReadableText,
    Relay,
    SameUnnamedSource,
    Snapshot,
    Source,
    SourceGrade,
    Sourcing,
)
from tests.models.build import TEXT, a_claim, a_passage, a_snapshot, a_source, a_user, some_evidence

pytestmark = pytest.mark.django_db


def refused(write: Callable[[], Any], constraint: str) -> None:
    with pytest.raises(Error, match=constraint), transaction.atomic():
        write()


def unnamed(**facts: Any) -> Source:
    return Source.objects.create(**{"kind": "unnamed_person", "descriptor": "an engineer", **facts})


def a_sourcing(**facts: Any) -> Sourcing:
    plain = {"sourcing_type": "organisation", "voice": "paraphrase"}
    return Sourcing.objects.create(evidence=some_evidence(), **{**plain, **facts})


RECORDS: list[Any] = [m for m in apps.get_app_config("claims").get_models() if not hasattr(m, "pgh_tracked_model")]
WORD_COLUMNS = [
    (record, field.name, [value for value, _ in field.choices])
    for record in RECORDS
    for field in record._meta.concrete_fields
    if field.choices
]


@pytest.mark.parametrize(("record", "field", "values"), WORD_COLUMNS)
def test_every_column_of_a_closed_list_is_checked_by_the_database(record: Any, field: str, values: list[str]) -> None:
    conditions: list[Any] = [c.condition for c in record._meta.constraints if isinstance(c, models.CheckConstraint)]
    checks = [condition.children for condition in conditions]
    assert [(f"{field}__in", values)] in checks


def test_an_unknown_word_is_refused() -> None:
    refused(lambda: a_claim(state="published"), "claim_state_known")
    refused(lambda: a_source(kind="alien"), "source_")


def test_unknown_is_null_and_never_an_empty_text() -> None:
    refused(lambda: a_claim(wording=""), "claim_wording_not_empty")
    refused(lambda: a_source(name=""), "source_name_not_empty")


def test_an_unnamed_source_has_a_descriptor_one_claim_and_no_name() -> None:
    claim = a_claim()
    assert unnamed(unnamed_of=claim).name is None
    rule = "source_named_or_unnamed_of_one_claim"
    refused(unnamed, rule)
    refused(lambda: unnamed(unnamed_of=claim, name="Ada Holm"), rule)
    refused(lambda: unnamed(unnamed_of=claim, descriptor=None), rule)
    refused(lambda: a_source(unnamed_of=claim), rule)
    refused(lambda: a_source(name=None), rule)


def test_a_source_is_not_its_own_parent() -> None:
    source = a_source()
    refused(lambda: Source.objects.filter(pk=source.pk).update(parent=source), "source_not_its_own_parent")


def test_two_unnamed_sources_are_joined_once_and_in_order() -> None:
    first, second, editor = a_source(), a_source(), a_user()
    said = {"reason": "same interview", "said_by": editor}
    SameUnnamedSource.objects.create(first=first, second=second, **said)
    refused(lambda: SameUnnamedSource.objects.create(first=first, second=second, **said), "same_unnamed_source_once")
    refused(lambda: SameUnnamedSource.objects.create(first=second, second=first, **said), "same_unnamed_source_ordered")
    refused(lambda: SameUnnamedSource.objects.create(first=first, second=first, **said), "same_unnamed_source_ordered")


def test_a_grader_has_one_live_grade_for_a_source_and_topic() -> None:
    source, grader = a_source(), a_user()
    given = {"source": source, "graded_by": grader, "letter": "B", "reason": "a long record"}
    first = SourceGrade.objects.create(**given)
    refused(lambda: SourceGrade.objects.create(**given), "source_grade_one_live_per_grader")
    SourceGrade.objects.create(**given, topic="shipping")
    SourceGrade.objects.create(**{**given, "graded_by": a_user()})
    SourceGrade.objects.filter(pk=first.pk).update(replaced_at=timezone.now())
    SourceGrade.objects.create(**given)
    refused(lambda: SourceGrade.objects.create(**{**given, "reason": "", "topic": "x"}), "source_grade_reason")


def test_an_outlet_is_one_domain_and_path() -> None:
    Outlet.objects.create(source=a_source(), domain="courier.example")
    Outlet.objects.create(source=a_source(), domain="courier.example", path="/sport/")
    refused(lambda: Outlet.objects.create(source=a_source(), domain="courier.example"), "outlet_domain_path")
    refused(lambda: Outlet.objects.create(source=a_source(), domain="x.example", path="x"), "outlet_path_absolute")


def test_a_date_and_its_precision_come_together() -> None:
    refused(lambda: Document.objects.create(published_on="2026-03-02"), "document_published_with_precision")
    refused(lambda: a_claim(claimed_precision="day"), "claim_date_with_precision")


def test_a_document_does_not_cite_itself() -> None:
    document = Document.objects.create()
    refused(lambda: Citation.objects.create(document=document, cited=document), "citation_not_of_itself")


def test_a_passage_stands_where_it_says_in_any_script() -> None:
    snapshot = a_snapshot()
    for exact in ("The ferry", "“Two of three engines failed.”", "🚢", "عبّارة", TEXT):
        assert a_passage(exact, snapshot=snapshot).exact == exact


@pytest.mark.parametrize(("start", "end"), [(1, 21), (0, 19), (0, 10_000), (10_000, 10_020)])
def test_a_passage_that_stands_elsewhere_is_refused(start: int, end: int) -> None:
    snapshot = a_snapshot()
    refused(lambda: a_passage(snapshot=snapshot, start=start, end=end), "does not stand at these positions")


def test_a_passage_has_its_positions_in_order() -> None:
    snapshot = a_snapshot()
    refused(lambda: a_passage(snapshot=snapshot, start=5, end=5), "does not stand")
    refused(lambda: a_passage(snapshot=snapshot, start=-1), "start|does not stand")


def delete_by_hand(row: models.Model) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f'DELETE FROM "{row._meta.db_table}"')


@pytest.mark.parametrize("make", [a_snapshot, a_passage, lambda: a_snapshot().readable])
def test_what_was_captured_is_never_changed_or_deleted(make: Callable[[], models.Model]) -> None:
    row = make()
    rows = type(row)._default_manager.filter(pk=row.pk)
    column = {Snapshot: "media_type", Passage: "prefix", ReadableText: "text"}[type(row)]
    for attempt in (lambda: rows.update(**{column: "x"}), lambda: delete_by_hand(row)):
        with pytest.raises(InternalError, match="Cannot"), transaction.atomic():
            attempt()


def test_one_passage_bears_on_a_claim_once() -> None:
    first = some_evidence()
    refused(lambda: some_evidence(claim=first.claim, passage=first.passage), "evidence_once")


def test_evidence_is_opened_by_someone_and_withdrawn_with_a_reason() -> None:
    now = timezone.now()
    refused(lambda: some_evidence(opened_at=now), "evidence_opened_by_someone")
    refused(lambda: some_evidence(withdrawn_at=now), "evidence_withdrawn_with_reason")
    refused(lambda: some_evidence(withdrawn_at=now, withdrawn_reason=""), "evidence_withdrawn_with_reason")
    assert some_evidence(withdrawn_at=now, withdrawn_reason="wrong page").pk


def test_sourcing_fits_its_type() -> None:
    refused(lambda: a_sourcing(sourcing_type="unattributed", source=a_source()), "unattributed_has_no_source")
    refused(lambda: a_sourcing(sourcing_type="unnamed_group"), "unnamed_has_its_source")


def test_nobody_relays_themselves() -> None:
    sourcing, officials = a_sourcing(), a_source()
    hop = {"sourcing": sourcing, "relayed_by": officials}
    refused(lambda: Relay.objects.create(position=1, relayed_for=officials, **hop), "relay_not_of_itself")
    Relay.objects.create(position=1, relayed_for=a_source(), **hop)
    refused(lambda: Relay.objects.create(position=1, relayed_for=a_source(), **hop), "relay_position_once")


def test_an_anonymity_record_is_complete_when_five_things_are_stated() -> None:
    record = AnonymityRecord.objects.create(sourcing=a_sourcing(), descriptor="an engineer")
    assert not record.complete
    record.position, record.how_they_know, record.reason = "works on the quay", "witness", "fears for the job"
    assert not record.complete
    record.information_or_opinion = "information"
    record.save()
    assert record.complete
    refused(lambda: AnonymityRecord.objects.filter(pk=record.pk).update(motive=""), "anonymity_motive_not_empty")


def test_a_superseded_claim_names_its_successor() -> None:
    claim = a_claim()
    refused(lambda: a_claim(state="superseded"), "claim_superseded_names_successor")
    refused(lambda: Claim.objects.filter(pk=claim.pk).update(superseded_by=claim), "claim_not_superseded_by_itself")
    assert a_claim(state="superseded", superseded_by=claim).pk


def test_history_is_complete_for_changes_made_past_the_models() -> None:
    claim = a_claim()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE claims_claim SET wording = 'Changed by hand.' WHERE id = %s", [claim.pk])
        cursor.execute("SELECT wording FROM claims_claimevent WHERE pgh_obj_id = %s ORDER BY pgh_id", [claim.pk])
        assert [row[0] for row in cursor.fetchall()] == ["The ferry left late.", "Changed by hand."]


def test_public_ids_are_unique_and_tell_nothing() -> None:
    first, second = a_claim(), a_claim()
    assert first.public_id != second.public_id
    assert len(first.public_id) == 16
    with pytest.raises(IntegrityError), transaction.atomic():
        a_claim(public_id=first.public_id)
