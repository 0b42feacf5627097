"""Whatever a status follows from, and whoever writes it: the status is right after the drain."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from claims.corroboration.service import current, recompute
from claims.models import (
    AnonymityRecord,
    Change,
    Citation,
    Claim,
    Document,
    EdgeJudgement,
    EffectiveStatus,
    Evidence,
    Outlet,
    OwnerGroup,
    Relay,
    SameUnnamedSource,
    SharedText,
    Source,
    SourceGrade,
    Sourcing,
    StatusRecord,
    User,
)
from claims.review.drain import drain
from tests.models.build import a_claim, a_passage, a_snapshot, a_source, a_user, some_evidence

pytestmark = pytest.mark.django_db


class World:
    """A claim with four pieces of evidence: two named ones that qualify, and two of unnamed persons."""

    def __init__(self) -> None:
        self.person: User = a_user(role="editor")
        self.claim: Claim = a_claim(logged_by=self.person)
        self.other: Claim = a_claim(logged_by=self.person)
        self.parent = a_source(name="Holding")
        self.named = [self._named(name) for name in ("Ada Holm", "Bo Lind")]
        self.unnamed = [self._unnamed(words) for words in ("an engineer", "a pilot")]
        self.evidence = [*self.named, *self.unnamed]

    def _evidence(self, name: str) -> Evidence:
        snapshot = a_snapshot(f"{name} said two of three engines failed.")
        host = name.split()[-1].lower()
        outlet = Outlet.objects.create(
            source=a_source(kind="outlet", name=f"{name} Post"), domain=f"{host}.example", path="/"
        )
        Document.objects.filter(pk=snapshot.document_id).update(outlet=outlet)
        return some_evidence(
            claim=self.claim,
            passage=a_passage("two of three engines failed", snapshot=snapshot),
            added_by=self.person,
            opened_by=self.person,
            opened_at=timezone.now(),
        )

    def _named(self, name: str) -> Evidence:
        row = self._evidence(name)
        source = a_source(kind="person", name=name)
        SourceGrade.objects.create(source=source, letter="B", reason="a long record", graded_by=self.person)
        Sourcing.objects.create(
            evidence=row, sourcing_type="on_record_person", voice="paraphrase", source=source, source_words=name
        )
        return row

    def _unnamed(self, words: str) -> Evidence:
        row = self._evidence(words)
        source = a_source(kind="unnamed_person", name=None, descriptor=words, unnamed_of=self.claim)
        sourcing = Sourcing.objects.create(
            evidence=row, sourcing_type="unnamed_person", voice="paraphrase", source=source
        )
        AnonymityRecord.objects.create(sourcing=sourcing, descriptor=words, position="on board", reason="his job")
        return row

    def document(self, number: int) -> Document:
        return Document.objects.get(snapshots__passages__evidence=self.evidence[number])

    def outlet(self, number: int) -> Outlet:
        found = self.document(number).outlet
        assert found is not None
        return found

    def source(self, number: int) -> Source:
        found = Sourcing.objects.get(evidence=self.evidence[number]).source
        assert found is not None
        return found

    def of(self, rows: Any, number: int) -> Any:
        """The rows of this piece of evidence."""
        return rows.filter(evidence=self.evidence[number])


@pytest.fixture
def world() -> World:
    made = World()
    drain(limit=1000)
    return made


Act = Callable[[World], object]


def one(model: type[Any], facts: Callable[[World], dict[str, Any]]) -> Act:
    """A row that comes."""
    return lambda world: model.objects.create(**facts(world))


ACTS: dict[str, Act] = {
    # the claim
    "validity ends": lambda w: Claim.objects.filter(pk=w.claim.pk).update(valid_until=date(2020, 1, 1)),
    "claim superseded": lambda w: Claim.objects.filter(pk=w.claim.pk).update(superseded_by=w.other),
    # evidence
    "stance": lambda w: Evidence.objects.filter(pk=w.evidence[0].pk).update(stance="contradicts"),
    "directness": lambda w: Evidence.objects.filter(pk=w.evidence[0].pk).update(directness="relay"),
    "speaks about itself": lambda w: Evidence.objects.filter(pk=w.evidence[0].pk).update(party_about_itself=True),
    "our own publication": lambda w: Evidence.objects.filter(pk=w.evidence[0].pk).update(own_publication=True),
    "same dataset": lambda w: Evidence.objects.filter(claim=w.claim).update(dataset="Table 7"),
    "not opened": lambda w: Evidence.objects.filter(pk=w.evidence[0].pk).update(opened_at=None, opened_by=None),
    "withdrawn": lambda w: Evidence.objects.filter(pk=w.evidence[0].pk).update(
        withdrawn_at=timezone.now(), withdrawn_reason="wrong page"
    ),
    "other passage": lambda w: Evidence.objects.filter(pk=w.evidence[0].pk).update(
        passage=a_passage(snapshot=w.evidence[1].passage.snapshot, exact="engines failed")
    ),
    "moved to another claim": lambda w: Evidence.objects.filter(pk=w.evidence[0].pk).update(claim=w.other),
    "evidence deleted": lambda w: (
        Sourcing.objects.get(evidence=w.evidence[0]).delete(),
        w.evidence[0].delete(),
    ),
    "by plain SQL": lambda w: connection.cursor().execute(
        "UPDATE claims_evidence SET stance = 'mentions' WHERE id = %s", [w.evidence[1].pk]
    ),
    # sourcing
    "source taken away": lambda w: w.of(Sourcing.objects, 0).update(source=None, sourcing_type="unattributed"),
    "words for the source": lambda w: w.of(Sourcing.objects, 0).update(source_words="an observer"),
    "sourcing deleted": lambda w: w.of(Sourcing.objects, 0).delete(),
    "relay comes": lambda w: Relay.objects.create(
        sourcing=Sourcing.objects.get(evidence=w.evidence[2]),
        position=0,
        relayed_by=w.source(2),
        relayed_for=w.outlet(1).source,
    ),
    "anonymity completed": lambda w: AnonymityRecord.objects.filter(sourcing__evidence=w.evidence[2]).update(
        how_they_know="witness", information_or_opinion="information"
    ),
    # sources
    "letter": lambda w: SourceGrade.objects.filter(source=w.source(0)).update(letter="E"),
    "further letter": one(
        SourceGrade, lambda w: {"source": w.source(0), "letter": "E", "reason": "made it up", "graded_by": a_user()}
    ),
    "letter on a topic, and the claim gets its tag": lambda w: (
        SourceGrade.objects.create(
            source=w.source(0), letter="E", topic="Ferries", reason="no sailor", graded_by=w.person
        )
        and drain(limit=1000)
        and Claim.objects.filter(pk=w.claim.pk).update(tags=["ferries"])
    ),
    "letter replaced": lambda w: SourceGrade.objects.filter(source=w.source(0)).update(replaced_at=timezone.now()),
    "letter deleted": lambda w: SourceGrade.objects.filter(source=w.source(0)).delete(),
    "letter of another source": lambda w: SourceGrade.objects.filter(source=w.source(0)).update(source=w.parent),
    "source renamed": lambda w: (
        Sourcing.objects.filter(evidence=w.evidence[0]).update(source_words=None)
        and Source.objects.filter(pk=w.source(0).pk).update(name="Ada Holm-Berg")
    ),
    "source becomes unnamed": lambda w: Source.objects.filter(pk=w.source(0).pk).update(
        kind="unnamed_person", name=None, descriptor="a woman", unnamed_of=w.claim
    ),
    "same unnamed source": one(
        SameUnnamedSource,
        lambda w: {"first": w.source(2), "second": w.source(3), "reason": "she said so", "said_by": w.person},
    ),
    # outlets and owners
    "same owner": lambda w: Outlet.objects.filter(pk__in=[w.outlet(0).pk, w.outlet(1).pk]).update(
        owner_group=OwnerGroup.objects.create(name="Holding")
    ),
    # documents
    "same outlet": lambda w: Document.objects.filter(pk=w.document(0).pk).update(outlet=w.outlet(1)),
    "same agency": lambda w: Document.objects.update(agency="Wire"),
    "same byline": lambda w: Document.objects.update(bylines=["Cy Moe"]),
    "title": lambda w: (
        Document.objects.filter(pk=w.document(0).pk).update(outlet=None)
        and Document.objects.filter(pk=w.document(0).pk).update(title="Engines")
    ),
    "cites": one(Citation, lambda w: {"document": w.document(0), "cited": w.document(1)}),
    # edges
    "edge confirmed": one(
        EdgeJudgement,
        lambda w: {
            "first": w.evidence[0],
            "second": w.evidence[1],
            "kind": "text_reuse",
            "decision": "confirmed",
            "reason": "same sentences",
            "decided_by": w.person,
        },
    ),
}


@pytest.mark.parametrize("name", ACTS)
def test_the_status_is_right_after_the_drain(world: World, name: str) -> None:
    before = current(world.claim)
    assert before is not None
    ACTS[name](world)
    drain(limit=1000)
    after = current(world.claim)
    assert after is not None
    assert after.why != before.why
    assert recompute(claim=Claim.objects.get(pk=world.claim.pk), today=timezone.localdate()) == after
    assert not Change.objects.filter(drained_at=None).exists()


UNDONE: dict[str, tuple[Act, Act]] = {
    "anonymity": (ACTS["anonymity completed"], lambda w: AnonymityRecord.objects.all().delete()),
    "citation": (ACTS["cites"], lambda w: Citation.objects.all().delete()),
    "judgement": (ACTS["edge confirmed"], lambda w: EdgeJudgement.objects.all().delete()),
    "judgement turned": (ACTS["edge confirmed"], lambda w: EdgeJudgement.objects.update(decision="cleared")),
    "same unnamed source": (ACTS["same unnamed source"], lambda w: SameUnnamedSource.objects.all().delete()),
    "owner": (ACTS["same owner"], lambda w: Outlet.objects.update(owner_group=None)),
}


@pytest.mark.parametrize("name", UNDONE)
def test_what_is_undone_is_computed_anew_too(world: World, name: str) -> None:
    act, undo = UNDONE[name]
    act(world)
    drain(limit=1000)
    before = current(world.claim)
    assert before is not None
    undo(world)
    drain(limit=1000)
    after = current(world.claim)
    assert after is not None
    assert after.why != before.why


def test_a_shared_text_is_left_for_claims_that_rest_on_both_documents_alone(world: World) -> None:
    some_evidence(claim=world.other, passage=world.evidence[0].passage)
    drain(limit=1000)
    first, second = sorted((world.document(0), world.document(1)), key=lambda row: row.pk)
    texts = {row.document_id: row.readable for row in (e.passage.snapshot for e in world.evidence)}
    SharedText.objects.create(
        first=first,
        second=second,
        first_text=texts[first.pk],
        second_text=texts[second.pk],
        containment=0.5,
        longest=12,
        version="1",
        found_at=timezone.now(),
    )
    waiting = Change.objects.filter(drained_at=None)
    assert [(row.kind, row.subject) for row in waiting] == [("shared_text", world.claim.pk)]


def test_who_owns_an_owner_touches_the_claims_of_all_outlets_below(world: World) -> None:
    middle = a_source(name="Middle")
    Source.objects.filter(pk=world.outlet(0).source_id).update(parent=middle)
    drain(limit=1000)
    done = Change.objects.count()
    Source.objects.filter(pk=middle.pk).update(parent=world.parent)
    drain(limit=1000)
    new = Change.objects.order_by("id")[done:]
    assert [(row.kind, row.subject) for row in new] == [("source", middle.pk), ("claim", world.claim.pk)]


def test_within_a_transaction_a_subject_is_left_once(world: World) -> None:
    with transaction.atomic():
        for letter in "CDE":
            SourceGrade.objects.filter(source=world.source(0)).update(letter=letter)
        Evidence.objects.filter(claim=world.claim).update(directness="relay")
    waiting = Change.objects.filter(drained_at=None).order_by("kind")
    assert [(row.kind, row.subject) for row in waiting] == [
        ("evidence", world.claim.pk),
        ("source_grade", world.source(0).pk),
    ]


def test_all_that_waits_for_a_claim_is_computed_once(world: World) -> None:
    Evidence.objects.filter(claim=world.claim).update(directness="relay")
    SourceGrade.objects.filter(source=world.source(0)).update(letter="E")
    Document.objects.filter(pk=world.document(1).pk).update(agency="Wire")
    before = StatusRecord.objects.filter(claim=world.claim).count()
    drain(limit=1000)
    assert StatusRecord.objects.filter(claim=world.claim).count() == before + 1


def test_what_is_written_without_a_change_leaves_nothing(world: World) -> None:
    Evidence.objects.filter(claim=world.claim).update(directness="second_hand")
    Document.objects.update(language="en")
    world.source(0).save()
    assert not Change.objects.filter(drained_at=None).exists()


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_leaves_nothing() -> None:
    claim = a_claim()
    drain(limit=1000)
    with transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(valid_until=date(2020, 1, 1))
        transaction.set_rollback(True)
    assert not Change.objects.filter(drained_at=None).exists()


NOT_READ: dict[str, set[str]] = {
    "Claim": set(
        "public_id wording paraphrase claimant claimed_on claimed_precision language state version logged_by "
        "logged_at".split()
    ),
    "Evidence": {"public_id", "opened_by", "added_by", "added_at", "withdrawn_reason"},
    "Sourcing": {"sourcing_type", "cue", "machine"},
    "Relay": {"words"},
    "AnonymityRecord": set(
        "motive terms second_source_sought second_source_result persons_spoken_to persons_suggested".split()
    ),
    "Source": {"public_id", "unnamed_of", "created_at"},
    "SameUnnamedSource": {"reason", "said_by", "said_at"},
    "Outlet": set(),
    "OwnerGroup": {"name"},
    "SourceGrade": {"reason"},
    "Document": {"public_id", "language", "modified_on", "modified_precision", "created_at"},
    "Citation": set(),
    "EdgeJudgement": set(),
    "EffectiveStatus": {"set_by", "set_at"},
    "InformationGrade": {"reason", "logical_in_itself", "consistent_with_known", "graded_by"},
    "SharedText": {"first_text", "second_text", "runs", "version", "found_at"},
}
"""Columns of watched tables that no status and no release follows from; what is in no list here has to be watched."""


@pytest.mark.parametrize("name", NOT_READ)
def test_every_column_is_watched_or_known_not_to_matter(name: str) -> None:
    model = apps.get_model("claims", name)
    conditions = [str(trigger.condition.resolve(model)) for trigger in model._meta.triggers if trigger.condition]
    watched = {
        field.name
        for field in model._meta.concrete_fields
        if any(f'OLD."{field.column}" ' in condition for condition in conditions)
    }
    assert watched | NOT_READ[name] | {"id"} == {field.name for field in model._meta.concrete_fields}
    assert not watched & NOT_READ[name]


def test_an_effective_status_is_left(world: World) -> None:
    EffectiveStatus.objects.create(
        claim=world.claim, status="disputed", reason="a call", until=timezone.localdate(), set_by=world.person
    )
    assert Change.objects.get(drained_at=None).kind == "override"
