"""What a change sends back: exactly the vetted claims that no longer stand, with what led to it; who is told."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.utils import timezone

from claims.credibility.service import grade_information, grade_source
from claims.models import (
    Change,
    CurrentRelease,
    EdgeJudgement,
    Evidence,
    LedgerEntry,
    Notice,
    Outlet,
    OwnerGroup,
    SameUnnamedSource,
    Source,
    StatusRecord,
)
from claims.recording.evidence import restore_evidence, withdraw_evidence
from claims.recording.owners import create_owner_group, set_owner, set_parent
from claims.review.drain import drain
from claims.review.foresight import foresee
from claims.review.notices import mark_read, stop_watching, unread_for, watch
from claims.vocabulary import (
    Directness,
    SourceLetter,
    Stance,
)
from tests.models.build import a_user
from tests.review.newsroom import Newsroom

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Newsroom:
    return Newsroom()


def downgrade(room: Newsroom, source: Source) -> None:
    grade_source(actor=room.edith, source_id=source.pk, letter=SourceLetter.E, reason="made it up")


def test_a_downgraded_source_sends_back_what_falls_with_it_and_nothing_else(room: Newsroom) -> None:
    room.vetted("falls", "Ada Holm", "Bo Lind")
    room.vetted("stands", "Ada Holm", "Bo Lind", "Cy Moe")
    room.vetted("apart", "Di Nor", "Ed Ost")
    downgrade(room, room.source("falls", 2))
    assert room.sent_back() == {"falls"}


def test_the_path_goes_from_the_decision_to_the_status(room: Newsroom) -> None:
    room.vetted("falls", "Ada Holm", "Bo Lind")
    downgrade(room, room.source("falls", 2))
    assert room.sent_back() == {"falls"}
    today = f"{timezone.localdate():%-d %B %Y}"
    assert room.lines("falls") == [
        f"Bo Lind was regraded from B to E by Edith on {today}: made it up",
        "Evidence 2: source is graded E.",
        "The origin of evidence 2 no longer qualifies.",
        "Origins that qualify: 2 → 1",
        "Corroborated (R6) → Partially corroborated (R8)",
    ]


def test_whoever_has_yet_to_grade_the_number_reads_of_no_letter(room: Newsroom) -> None:
    room.vetted("falls", "Ada Holm", "Bo Lind")
    downgrade(room, room.source("falls", 2))
    room.sent_back()
    today = f"{timezone.localdate():%-d %B %Y}"
    assert room.lines("falls", blind=True)[:2] == [
        f"Bo Lind was graded anew by Edith on {today}.",
        "Evidence 2: its source is judged otherwise.",
    ]


def test_what_nobody_decided_is_told_without_a_name(room: Newsroom) -> None:
    room.vetted("falls", "Ada Holm", "Bo Lind")
    source = room.source("falls", 2)
    source.grades.update(letter="D")
    change = Change.objects.get(drained_at=None)
    Change.objects.filter(pk=change.pk).update(transaction=None)
    assert room.sent_back() == {"falls"}
    assert room.lines("falls")[0] == f"The letters of Bo Lind changed on {timezone.localdate():%-d %B %Y}."


def test_its_people_are_told_and_nobody_else(room: Newsroom) -> None:
    watcher, gone, other = (a_user(role="fact_checker", username=name) for name in ("vera", "gil", "otto"))
    falls, stands = room.vetted("falls", "Ada Holm", "Bo Lind"), room.vetted("stands", "Di Nor", "Ed Ost")
    for person in (watcher, gone):
        watch(actor=person, claim=falls)
    stop_watching(actor=gone, claim=falls)
    watch(actor=other, claim=stands)
    downgrade(room, room.source("falls", 2))
    room.sent_back()
    told = set(Notice.objects.values_list("person__username", "step__claim"))
    assert told == {(name, falls.pk) for name in ("nia", "omar", "vera")}
    assert unread_for(watcher).count() == 1
    assert mark_read(actor=watcher) == 1
    assert unread_for(watcher).count() == 0
    assert unread_for(room.checker).count() == 1


def test_a_notice_of_somebody_else_stays_unread(room: Newsroom) -> None:
    room.vetted("falls", "Ada Holm", "Bo Lind")
    downgrade(room, room.source("falls", 2))
    room.sent_back()
    theirs = unread_for(room.approver).get()
    assert mark_read(actor=room.checker, notice_id=theirs.pk) == 0
    assert unread_for(room.approver).count() == 1


def test_the_path_and_its_people_stay_in_the_newsroom(room: Newsroom) -> None:
    claim = room.vetted("falls", "Ada Holm", "Bo Lind")
    downgrade(room, room.source("falls", 2))
    room.sent_back()
    row = CurrentRelease.objects.get(claim=claim)
    text = bytes(row.release.document).decode()
    assert row.kind == "under_recheck"
    assert "Edith" not in text
    assert "made it up" not in text
    assert json.loads(text)["review"]["reopened_because"] == (
        "The computed status changed from corroborated to partially corroborated."
    )


ACTS: dict[str, tuple[Callable[[Newsroom], object], set[str]]] = {
    "evidence withdrawn": (
        lambda room: withdraw_evidence(actor=room.edith, evidence_id=room.row("two", 1).pk, reason="wrong page"),
        {"two"},
    ),
    "letter": (lambda room: downgrade(room, room.source("two", 1)), {"two"}),
    "letter of a source that all three name": (lambda room: downgrade(room, room.source("two", 2)), {"two", "mixed"}),
    "letter raised": (
        lambda room: grade_source(
            actor=room.edith, source_id=room.source("two", 1).pk, letter=SourceLetter.A, reason="never wrong"
        ),
        set(),
    ),
    "retraction": (
        lambda room: room.say(
            "two", "Ada Holm", stance=Stance.WITHDRAWS, outlet=Outlet.objects.get(pk__in=room.outlets("two", 1))
        ),
        {"two"},
    ),
    "contradiction": (
        lambda room: room.say("three", "Fay Gro", stance=Stance.CONTRADICTS, directness=Directness.FIRST_HAND),
        {"three"},
    ),
    "owners merged": (
        lambda room: Outlet.objects.filter(pk__in=room.outlets("two", 1, 2) + room.outlets("three", 1, 2)).update(
            owner_group=OwnerGroup.objects.create(name="Holding")
        ),
        {"two"},
    ),
    "edge confirmed": (
        lambda room: EdgeJudgement.objects.create(
            first=room.row("two", 1),
            second=room.row("two", 2),
            kind="text_reuse",
            decision="confirmed",
            reason="the same sentences",
            decided_by=room.edith,
        ),
        {"two"},
    ),
    "unnamed sources are one": (
        lambda room: SameUnnamedSource.objects.create(
            first=room.source("mixed", 2), second=room.source("mixed", 3), reason="he said so", said_by=room.edith
        ),
        set(),
    ),
}
"""An act, and which of the claims of :func:`stories` it sends back."""


def stories(room: Newsroom) -> None:
    """Two named origins; three; and one named beside two unnamed persons."""
    room.vetted("two", "Ada Holm", "Bo Lind")
    room.vetted("three", "Cy Moe", "Bo Lind", "Di Nor")
    room.vetted("mixed", "Bo Lind", "an engineer", "an officer")


@pytest.mark.parametrize("name", ACTS)
def test_exactly_the_claims_that_no_longer_stand_are_sent_back(room: Newsroom, name: str) -> None:
    stories(room)
    act, expected = ACTS[name]
    act(room)
    assert room.sent_back() == expected


@pytest.mark.parametrize("name", ACTS)
def test_what_is_foreseen_is_what_happens_and_looking_ahead_leaves_nothing(room: Newsroom, name: str) -> None:
    stories(room)
    act, expected = ACTS[name]
    models = (Change, LedgerEntry, StatusRecord, Evidence, EdgeJudgement, OwnerGroup, Notice)
    before = [model.objects.count() for model in models]
    foreseen = foresee(lambda: act(room), today=timezone.localdate())
    assert {entry.claim.pk for entry in foreseen.claims} == {room.claims[story].pk for story in expected}
    assert foreseen.complete
    assert [model.objects.count() for model in models] == before
    assert room.sent_back() == set()


def test_a_chain_of_one_unnamed_person_and_one_owner_falls_together(room: Newsroom) -> None:
    """Neither alone makes one origin of the three: 1 and 2 are one person, 2 and 3 have one owner."""
    room.vetted("chain", "an engineer", "an officer", "Ada Holm")
    room.vetted("apart", "an engineer", "an officer", "Bo Lind")
    first, second = (room.source("chain", number) for number in (1, 2))
    SameUnnamedSource.objects.create(first=first, second=second, reason="he said so", said_by=room.edith)
    assert room.sent_back() == set()
    group = OwnerGroup.objects.create(name="Holding")
    Outlet.objects.filter(pk__in=room.outlets("chain", 2, 3)).update(owner_group=group)
    assert room.sent_back() == {"chain"}
    told = "Evidence 1, 2 and 3 come down to one origin: an editor says it is the same person, same owner group."
    assert told in room.lines("chain")
    assert room.lines("chain")[-1] == "Corroborated (R6) → Single source (R9)"


def test_the_path_tells_who_said_who_owns_what(room: Newsroom) -> None:
    room.vetted("two", "Ada Holm", "Bo Lind")
    group = create_owner_group(actor=room.edith, name="Holding")
    top = create_owner_group(actor=room.edith, name="Trust")
    first, second = room.outlets("two", 1, 2)
    set_owner(actor=room.edith, outlet_id=first, group_id=group.pk, reason="its imprint")
    set_owner(actor=room.edith, outlet_id=second, group_id=top.pk, reason="its imprint")
    assert room.sent_back() == set()
    set_parent(actor=room.edith, group_id=group.pk, parent_id=top.pk, reason="the register")
    assert room.sent_back() == {"two"}
    today = f"{timezone.localdate():%-d %B %Y}"
    assert room.lines("two")[0] == f"Holding was said to belong to Trust by Edith on {today}: the register"
    room.vetted("apart", "Cy Moe", "Di Nor")
    one, other = room.outlets("apart", 1, 2)
    set_owner(actor=room.edith, outlet_id=one, group_id=top.pk, reason="its imprint")
    set_owner(actor=room.edith, outlet_id=other, group_id=group.pk, reason="its imprint")
    assert room.sent_back() == {"two", "apart"}
    outlet = Outlet.objects.get(pk=other)
    assert f"{outlet} was said to belong to Holding by Edith on {today}: its imprint" in room.lines("apart")


def test_what_is_put_right_again_leaves_the_claim_with_the_editors(room: Newsroom) -> None:
    room.vetted("two", "Ada Holm", "Bo Lind")
    row = withdraw_evidence(actor=room.edith, evidence_id=room.row("two", 1).pk, reason="wrong page")
    assert room.sent_back() == {"two"}
    restore_evidence(actor=room.edith, evidence_id=row.pk)
    assert room.sent_back() == {"two"}
    assert Notice.objects.filter(person=room.checker).count() == 1


def test_a_number_that_the_evidence_no_longer_allows_sends_the_claim_back(room: Newsroom) -> None:
    claim = room.vetted("one", "Ada Holm")
    grade_information(
        actor=room.checker,
        claim_id=claim.pk,
        number=2,
        reason="plausible",
        logical_in_itself=True,
        consistent_with_known=True,
    )
    drain(limit=1000)
    downgrade(room, room.source("one", 1))
    assert room.sent_back() == {"one"}
    note = claim.steps.order_by("-id")[0].note
    assert note == "The evidence no longer allows the grade 2."


def test_a_number_that_stays_allowed_leaves_the_claim_vetted(room: Newsroom) -> None:
    claim = room.vetted("one", "Ada Holm")
    grade_information(
        actor=room.checker,
        claim_id=claim.pk,
        number=3,
        reason="plausible",
        logical_in_itself=True,
        consistent_with_known=True,
    )
    drain(limit=1000)
    downgrade(room, room.source("one", 1))
    assert room.sent_back() == set()
