"""Evidence is added, mended, taken off and put back; the status follows at once."""

from __future__ import annotations

import pytest

from claims.corroboration.service import current
from claims.models import Claim, LedgerEntry, User
from claims.recording.errors import InvalidEntry, NotYours
from claims.recording.evidence import (
    add_evidence,
    mark_opened,
    restore_evidence,
    set_anonymity,
    set_sourcing,
    withdraw_evidence,
)
from claims.recording.values import AnonymityEntry, SourceEntry
from claims.vocabulary import HowTheyKnow, InformationOrOpinion, ReviewAction, SourceKind, Stance
from tests.models.build import a_snapshot, a_user
from tests.recording.build import a_logged_claim, evidence, named
from tests.review.build import step

pytestmark = pytest.mark.django_db
WHOLE = AnonymityEntry(
    descriptor="an engineer",
    position="works on the ferry",
    how_they_know=HowTheyKnow.WITNESS,
    information_or_opinion=InformationOrOpinion.INFORMATION,
    reason="fears for the job",
)


@pytest.fixture
def claim(checker: User) -> Claim:
    return a_logged_claim(checker)


def status(claim: Claim) -> str:
    found = current(claim)
    assert found is not None
    return str(found.status)


def a_second(claim: Claim, actor: User, **facts: object) -> None:
    snapshot = a_snapshot(f"Ada Holm said two of three engines failed. {claim.public_id}")
    add_evidence(
        actor=actor,
        claim_id=claim.pk,
        snapshot=snapshot,
        evidence=evidence(snapshot, "Ada Holm said two of three engines failed.", **{"sourcing": named(), **facts}),
    )


def test_a_second_origin_raises_the_status_and_taking_it_off_lowers_it_again(claim: Claim, checker: User) -> None:
    a_second(claim, checker)
    assert status(claim) == "partially_corroborated"
    second = claim.evidence.order_by("-id")[0]
    withdraw_evidence(actor=checker, evidence_id=second.pk, reason="misread")
    assert status(claim) == "single_source"
    restore_evidence(actor=checker, evidence_id=second.pk)
    assert status(claim) == "partially_corroborated"


def test_a_contradiction_disputes_the_claim(claim: Claim, checker: User) -> None:
    a_second(claim, checker, stance=Stance.CONTRADICTS)
    assert status(claim) == "disputed"


def test_each_change_moves_the_version_on_so_that_an_open_page_is_told(claim: Claim, checker: User) -> None:
    a_second(claim, checker)
    claim.refresh_from_db()
    assert claim.version == 2


def test_the_same_passage_is_evidence_once(claim: Claim, checker: User) -> None:
    first = claim.evidence.get()
    with pytest.raises(InvalidEntry, match="already"):
        add_evidence(
            actor=checker,
            claim_id=claim.pk,
            snapshot=first.passage.snapshot,
            evidence=evidence(first.passage.snapshot),
        )


def test_a_complete_anonymity_record_is_kept_with_what_stood_before(claim: Claim, checker: User) -> None:
    record = set_anonymity(actor=checker, evidence_id=claim.evidence.get().pk, entry=WHOLE)
    assert record.complete
    entry = LedgerEntry.objects.order_by("-id").first()
    assert entry is not None
    assert '"position":null' in entry.payload
    assert '"position":"works on the ferry"' in entry.payload


def test_a_named_source_has_no_anonymity_record(claim: Claim, checker: User) -> None:
    a_second(claim, checker)
    with pytest.raises(InvalidEntry):
        set_anonymity(actor=checker, evidence_id=claim.evidence.order_by("-id")[0].pk, entry=WHOLE)


def test_sourcing_can_be_corrected(claim: Claim, checker: User) -> None:
    board = SourceEntry(kind=SourceKind.PERSON, name="Bo Lind")
    row = claim.evidence.get()
    assert str(set_sourcing(actor=checker, evidence_id=row.pk, entry=named(source=board)).source) == "Bo Lind"
    with pytest.raises(InvalidEntry):
        set_sourcing(actor=checker, evidence_id=row.pk, entry=named(source=None, relayed_for=(board,)))
    row.refresh_from_db()
    assert str(row.sourcing.source) == "Bo Lind"


def test_withdrawing_needs_a_reason_and_happens_once(claim: Claim, checker: User) -> None:
    row = claim.evidence.get()
    with pytest.raises(InvalidEntry):
        withdraw_evidence(actor=checker, evidence_id=row.pk, reason=" ")
    withdraw_evidence(actor=checker, evidence_id=row.pk, reason="misread")
    assert status(claim) == "unverified"
    with pytest.raises(InvalidEntry, match="already"):
        withdraw_evidence(actor=checker, evidence_id=row.pk, reason="again")


def test_whoever_opens_the_page_is_recorded(claim: Claim) -> None:
    other = a_user(role="editor")
    assert mark_opened(actor=other, evidence_id=claim.evidence.get().pk).opened_by == other


def test_a_consumer_changes_no_evidence_and_a_closed_claim_takes_none(claim: Claim, checker: User) -> None:
    with pytest.raises(NotYours):
        a_second(claim, a_user(role="consumer"))
    editor = a_user(role="editor")
    Claim.objects.filter(pk=claim.pk).update(paraphrase="The ship lost power")
    step(claim, ReviewAction.SUBMIT, checker)
    step(claim, ReviewAction.APPROVE, editor)
    step(claim, ReviewAction.WITHDRAW, editor, note="misheard")
    with pytest.raises(NotYours):
        a_second(claim, checker)
    assert claim.evidence.count() == 1
