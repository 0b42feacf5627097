"""Logging and editing claims: what is written, by whom, and what is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from claims.corroboration.service import current
from claims.ledger.service import verify
from claims.models import AnonymityRecord, Change, Claim, LedgerEntry, Source, User
from claims.recording.claims import edit_claim, log_claim
from claims.recording.errors import EditConflict, InvalidEntry, NotYours
from claims.recording.values import ClaimEntry, SourceEntry
from claims.vocabulary import Precision, ReviewAction, SourceKind, SourcingType
from tests.models.build import a_snapshot, a_user
from tests.recording.build import ENGINEER, HOLM, QUOTED, a_logged_claim, evidence, named, sourcing
from tests.review.build import step

pytestmark = pytest.mark.django_db


def test_a_logged_claim_has_its_evidence_its_status_and_a_ledger_entry(checker: User) -> None:
    claim = a_logged_claim(checker, tags=("ferry", " ferry ", ""), claimant=ENGINEER)
    row = claim.evidence.get()
    assert (row.passage.exact, row.opened_by, claim.tags) == (QUOTED, checker, ["ferry"])
    status = current(claim)
    assert status is not None
    assert (status.status, status.rule) == ("single_source", "R9")
    assert Change.objects.filter(kind="claim", subject=claim.pk, drained_at=None).exists()
    assert LedgerEntry.objects.count() == 2


def test_the_same_unnamed_person_entered_twice_for_one_claim_is_one_source(checker: User) -> None:
    claim = a_logged_claim(checker, claimant=ENGINEER)
    assert claim.claimant == claim.evidence.get().sourcing.source
    assert claim.unnamed_sources.count() == 1


def test_an_unnamed_person_of_another_claim_is_never_reused(checker: User) -> None:
    first, second = a_logged_claim(checker, claimant=ENGINEER), a_logged_claim(checker, claimant=ENGINEER)
    assert first.claimant != second.claimant


def test_a_named_source_is_found_again_whatever_the_case_and_by_its_alias(checker: User) -> None:
    known = Source.objects.create(kind="person", name="Ada Holm", aliases=["A. Holm"])
    for name in ("ada holm", "A. Holm"):
        claim = a_logged_claim(checker, claimant=SourceEntry(kind=SourceKind.PERSON, name=name))
        assert claim.claimant == known
    other = a_logged_claim(checker, claimant=SourceEntry(kind=SourceKind.ORGANISATION, name="Ada Holm"))
    assert other.claimant != known


def test_an_unnamed_source_starts_an_anonymity_record_with_what_is_known(checker: User) -> None:
    record = AnonymityRecord.objects.get(sourcing__evidence__claim=a_logged_claim(checker))
    assert (record.descriptor, record.position, record.complete) == ("an engineer", None, False)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"wording": "  "}, "wording"),
        ({"wording": "x" * 1001}, "wording"),
        ({"wording": "a\x00b"}, "wording"),
        ({"claimed_on": date(2026, 3, 2)}, "claimed_on"),
        ({"claimed_precision": Precision.DAY}, "claimed_on"),
        ({"claimant": SourceEntry(kind=SourceKind.PERSON)}, "claimant"),
        ({"claimant": SourceEntry(kind=SourceKind.UNNAMED_PERSON, name="Ada Holm")}, "claimant"),
        ({"tags": tuple(map(str, range(21)))}, "tags"),
    ],
)
def test_a_wrong_entry_is_named_and_nothing_is_written(checker: User, facts: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidEntry) as wrong:
        a_logged_claim(checker, **facts)
    assert wrong.value.field == field
    assert not Claim.objects.exists()
    assert not LedgerEntry.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        sourcing(source=None),
        sourcing(source=HOLM),
        named(source=ENGINEER),
        named(sourcing_type=SourcingType.UNATTRIBUTED),
        named(relayed_for=(HOLM,)),
        sourcing(sourcing_type=SourcingType.GOVERNMENT, source=None, relayed_for=(HOLM,)),
    ],
)
def test_sourcing_that_contradicts_itself_is_refused_whole(checker: User, wrong: Any) -> None:
    snapshot = a_snapshot()
    with pytest.raises(InvalidEntry):
        log_claim(
            actor=checker,
            snapshot=snapshot,
            claim=ClaimEntry(wording="The ferry left late"),
            evidence=evidence(snapshot, sourcing=wrong),
        )
    assert not Claim.objects.exists()
    assert not Source.objects.exclude(kind="outlet").exists()


@pytest.mark.parametrize("span", [(-1, 5), (5, 5), (9, 3), (0, 10_000)])
def test_a_passage_outside_the_text_is_refused(checker: User, span: tuple[int, int]) -> None:
    snapshot = a_snapshot()
    entry = evidence(snapshot)
    outside = type(entry)(**{**{f: getattr(entry, f) for f in entry.__slots__}, "start": span[0], "end": span[1]})
    with pytest.raises(InvalidEntry):
        log_claim(actor=checker, snapshot=snapshot, claim=ClaimEntry(wording="x"), evidence=outside)
    assert not Claim.objects.exists()


def test_a_relay_keeps_both_levels(checker: User) -> None:
    snapshot = a_snapshot()
    officials = SourceEntry(kind=SourceKind.UNNAMED_GROUP, descriptor="harbour officials")
    claim = log_claim(
        actor=checker,
        snapshot=snapshot,
        claim=ClaimEntry(wording="The ferry left late"),
        evidence=evidence(snapshot, sourcing=sourcing(relayed_for=(officials,))),
    )
    hop = claim.evidence.get().sourcing.relays.get()
    assert (str(hop.relayed_by), str(hop.relayed_for)) == ("an engineer", "harbour officials")


def test_a_consumer_logs_nothing() -> None:
    with pytest.raises(NotYours):
        a_logged_claim(a_user(role="consumer"))
    assert not Claim.objects.exists()


def edit(claim: Claim, actor: User, version: int | None = None, **facts: Any) -> Claim:
    entry = ClaimEntry(**{"wording": claim.wording, **facts})
    return edit_claim(actor=actor, claim_id=claim.pk, version=version or claim.version, entry=entry)


def test_an_edit_says_in_the_ledger_what_stood_before(checker: User) -> None:
    claim = a_logged_claim(checker)
    edited = edit(claim, checker, wording="Two engines failed at sea")
    assert (edited.wording, edited.version) == ("Two engines failed at sea", 2)
    entry = LedgerEntry.objects.order_by("-id").first()
    assert entry is not None
    assert '"wording":"Two of the ferry\'s engines broke down"' in entry.payload


def test_the_second_of_two_people_who_edit_is_told_and_overwrites_nothing(checker: User, editor: User) -> None:
    claim = a_logged_claim(checker)
    edit(claim, checker, wording="Two engines failed")
    with pytest.raises(EditConflict) as conflict:
        edit(claim, editor, version=1, wording="One engine failed")
    assert conflict.value.claim.wording == "Two engines failed"
    claim.refresh_from_db()
    assert claim.wording == "Two engines failed"


def test_only_the_owner_edits_a_draft_and_only_an_editor_a_submitted_claim(checker: User, editor: User) -> None:
    claim = a_logged_claim(checker)
    with pytest.raises(NotYours):
        edit(claim, a_user(role="fact_checker"))
    claim = step(claim, ReviewAction.SUBMIT, checker)
    with pytest.raises(NotYours):
        edit(claim, checker)
    assert edit(claim, editor, wording="Sharper").wording == "Sharper"


def test_a_vetted_claim_keeps_its_words_until_it_is_reopened(checker: User, editor: User) -> None:
    claim = a_logged_claim(checker, paraphrase="The ship lost power")
    step(claim, ReviewAction.SUBMIT, checker)
    claim = step(claim, ReviewAction.APPROVE, editor)
    with pytest.raises(NotYours):
        edit(claim, editor, wording="Something else")


@pytest.mark.django_db(transaction=True)
def test_the_chain_of_the_ledger_holds_over_logging_and_editing() -> None:
    checker = a_user(role="fact_checker")
    edit(a_logged_claim(checker), checker, wording="Two engines failed")
    assert verify() is None
