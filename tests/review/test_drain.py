"""What changed is followed up: once, in any process, whatever fails in between."""

from __future__ import annotations

import json
import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from claims.corroboration.service import current
from claims.credibility.service import grade_source
from claims.ledger.changes import leave
from claims.models import Change, Check, Claim, CurrentRelease, Finding, Host, Link, RightsStatement, Source, User
from claims.recording.claims import log_claim
from claims.recording.comparing import compare_new
from claims.recording.evidence import add_evidence
from claims.recording.values import ClaimEntry, SourceEntry
from claims.review.decisions import end_effective_status, set_effective_status
from claims.review.drain import drain
from claims.rights.recording import correct_rights
from claims.rights.values import RightsEntry, Rule
from claims.vocabulary import (
    ChangeKind,
    ReviewAction,
    RightsAction,
    RuleKind,
    SourceKind,
    SourceLetter,
    Stance,
    Status,
    Voice,
)
from tests.bench.reuse import joined, seeds
from tests.models.build import a_snapshot, a_user
from tests.recording.build import a_logged_claim, evidence, named
from tests.review.build import QUOTED, step, vetted

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(checker: User) -> Claim:
    return vetted(checker, a_user(role="editor"))


def drained(claim: Claim) -> Claim:
    drain()
    assert not Change.objects.filter(drained_at=None).exists()
    claim.refresh_from_db()
    return claim


def contradict(claim: Claim, actor: User) -> None:
    snapshot = a_snapshot("Ada Holm said no engine failed.")
    entry = evidence(snapshot, "Ada Holm said no engine failed.", stance=Stance.CONTRADICTS, sourcing=named())
    add_evidence(actor=actor, claim_id=claim.pk, snapshot=snapshot, evidence=entry)


def test_a_text_that_two_pages_are_found_to_share_sends_the_claim_back_that_rests_on_both(checker: User) -> None:
    report = joined(seeds()[0].agency)
    words = report[: report.index(".") + 1]
    claim = None
    for name, text in (("Ada Holm", report), ("Bo Lind", f"Vellmar, early morning.\n\n{report}")):
        snapshot = a_snapshot(text)
        source = SourceEntry(kind=SourceKind.PERSON, name=name)
        entry = evidence(snapshot, words, sourcing=named(source=source, voice=Voice.PARAPHRASE))
        if claim is None:
            logging = ClaimEntry(wording="Two of the ferry's engines broke down")
            claim = log_claim(actor=checker, snapshot=snapshot, claim=logging, evidence=entry)
        else:
            add_evidence(actor=checker, claim_id=claim.pk, snapshot=snapshot, evidence=entry)
        grade_source(actor=checker, source_id=Source.objects.get(name=name).pk, letter=SourceLetter.B, reason="record")
    assert claim is not None
    step(drained(claim), ReviewAction.SUBMIT, checker)
    step(claim, ReviewAction.APPROVE, a_user(role="editor"))
    compare_new()
    assert drained(claim).state == "in_review"
    note = claim.steps.order_by("-id")[0].note
    assert note == "The computed status changed from corroborated to partially corroborated."


def test_a_contradiction_of_a_vetted_claim_sends_it_back_and_says_so_outside(claim: Claim, checker: User) -> None:
    contradict(claim, checker)
    assert drained(claim).state == "in_review"
    step = claim.steps.order_by("-id")[0]
    assert (step.action, step.taken_by) == ("reopen", None)
    assert step.note == "The computed status changed from single source to disputed."
    row = CurrentRelease.objects.get(claim=claim)
    assert (row.kind, row.status) == ("under_recheck", "disputed")


def test_a_change_that_leaves_the_status_as_it_is_leaves_the_claim_vetted(claim: Claim, checker: User) -> None:
    source = claim.evidence.get().sourcing.source
    assert source is not None
    grade_source(actor=checker, source_id=source.pk, letter=SourceLetter.D, reason="vague")
    assert drained(claim).state == "vetted"


def test_a_further_grade_is_released_but_is_no_new_vetting(claim: Claim, checker: User) -> None:
    vetted_at = CurrentRelease.objects.get(claim=claim).vetted_at
    source = claim.evidence.get().sourcing.source
    assert source is not None
    grade_source(actor=checker, source_id=source.pk, letter=SourceLetter.F, reason="unknown")
    assert drained(claim).state == "vetted"
    row = CurrentRelease.objects.get(claim=claim)
    document = json.loads(bytes(row.release.document))
    assert (row.kind, row.source_letter, row.vetted_at) == ("updated", "F", vetted_at)
    given = document["grades"]["sources"][0]
    assert (given["letter"], given["source"]["id"], given["source"]["descriptor"]) == ("F", None, "an engineer")
    assert source.public_id not in json.dumps(document)


def test_an_effective_status_is_released_and_taken_back(claim: Claim) -> None:
    editor = a_user(role="editor")
    until = timezone.localdate() + timedelta(days=3)
    set_effective_status(
        actor=editor, claim_id=claim.pk, status=Status.CORROBORATED, reason="the rules miss a record", until=until
    )
    drained(claim)
    assert CurrentRelease.objects.get(claim=claim).effective_status == "corroborated"
    end_effective_status(actor=editor, claim_id=claim.pk)
    drained(claim)
    assert CurrentRelease.objects.get(claim=claim).effective_status == "single_source"
    assert claim.releases.count() == 3


def corroborated(checker: User, *names: str) -> Claim:
    """A vetted claim that two named sources support, each graded B."""
    snapshots = [a_snapshot(f"{name} said two of three engines failed.") for name in names]
    entries = [
        evidence(
            snapshot,
            f"{name} said two of three engines failed.",
            sourcing=named(source=SourceEntry(kind=SourceKind.PERSON, name=name)),
        )
        for name, snapshot in zip(names, snapshots, strict=True)
    ]
    words = ClaimEntry(wording="Two engines broke down", paraphrase="The ship lost most of its power")
    claim = log_claim(actor=checker, snapshot=snapshots[0], claim=words, evidence=entries[0])
    add_evidence(actor=checker, claim_id=claim.pk, snapshot=snapshots[1], evidence=entries[1])
    for source in Source.objects.filter(name__in=names):
        grade_source(actor=checker, source_id=source.pk, letter=SourceLetter.B, reason="a long record")
    drain()
    step(claim, ReviewAction.SUBMIT, checker)
    return step(claim, ReviewAction.APPROVE, a_user(role="editor"))


def test_a_downgraded_source_reopens_exactly_the_claims_that_rest_on_it(checker: User) -> None:
    resting, other = corroborated(checker, "Ada Holm", "Bo Lind"), corroborated(checker, "Cy Moe", "Di Nor")
    assert CurrentRelease.objects.get(claim=resting).status == "corroborated"
    bad = Source.objects.get(name="Bo Lind")
    grade_source(actor=checker, source_id=bad.pk, letter=SourceLetter.E, reason="made it up")
    assert (drained(resting).state, drained(other).state) == ("in_review", "vetted")
    assert CurrentRelease.objects.get(claim=resting).kind == "under_recheck"


def finding(claim: Claim, kind: str) -> Finding:
    document = claim.evidence.get().passage.snapshot.document
    host = Host.objects.create(name="courier.example")
    link = Link.objects.create(url=document.canonical_url or "", host=host, document=document, due_at=timezone.now())
    check = Check.objects.create(link=link, visit="1", outcome="gone", checked_at=timezone.now())
    return Finding.objects.create(
        claim=claim, link=link, check_made=check, kind=kind, detail="404", found_at=timezone.now()
    )


def test_a_weakening_finding_sends_a_vetted_claim_back(claim: Claim) -> None:
    finding(claim, "link_dead")
    assert drained(claim).state == "in_review"
    document = json.loads(bytes(CurrentRelease.objects.get(claim=claim).release.document))
    assert document["kind"] == "under_recheck"
    assert document["review"]["reopened_because"].startswith("Page is gone: found by the recheck of")


def test_a_finding_that_weakens_nothing_leaves_the_claim_vetted(claim: Claim) -> None:
    finding(claim, "link_moved")
    assert drained(claim).state == "vetted"


def test_a_finding_settled_before_its_turn_is_not_acted_on(claim: Claim) -> None:
    found = finding(claim, "link_dead")
    Finding.objects.filter(pk=found.pk).update(state="false_alarm", settled_at=timezone.now())
    assert drained(claim).state == "vetted"


def test_terms_that_now_forbid_released_words_send_the_claim_back_and_withhold_them(
    claim: Claim, checker: User
) -> None:
    statement = RightsStatement.objects.get()
    no = Rule(id="x", kind=RuleKind.PROHIBIT, action=RightsAction.EXCERPT)
    correct_rights(actor=checker, statement_id=statement.pk, entry=RightsEntry(holder_text="Courier", rules=(no,)))
    assert drained(claim).state == "in_review"
    assert QUOTED not in bytes(CurrentRelease.objects.get(claim=claim).release.document).decode()


def test_terms_that_change_nothing_for_a_claim_leave_it_vetted(claim: Claim, checker: User) -> None:
    statement = RightsStatement.objects.get()
    yes = (
        Rule(id="x", kind=RuleKind.PERMIT, action=RightsAction.EXCERPT, max_words=40),
        Rule(id="y", kind=RuleKind.DUTY, action=RightsAction.CREDIT),
    )
    correct_rights(actor=checker, statement_id=statement.pk, entry=RightsEntry(holder_text="Courier", rules=yes))
    assert drained(claim).state == "vetted"


def test_a_change_is_followed_up_once(claim: Claim, checker: User) -> None:
    contradict(claim, checker)
    waiting = Change.objects.filter(drained_at=None).count()
    assert drain() == waiting
    assert drain() == 0


def test_a_change_that_cannot_be_followed_up_is_postponed_and_stops_no_other(claim: Claim, checker: User) -> None:
    alter = "SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE claims_statusrecord"
    stranger = a_logged_claim(checker)
    drain()
    stranger.evidence.update(stance="contradicts")
    with transaction.atomic():
        leave(ChangeKind.OVERRIDE, claim.pk)
    with connection.cursor() as cursor:
        cursor.execute(f"{alter} ADD CONSTRAINT broken CHECK (false) NOT VALID")
    assert drain() == 1
    postponed = Change.objects.get(drained_at=None)
    assert (postponed.kind, postponed.attempts) == ("evidence", 1)
    assert postponed.not_before is not None
    assert "broken" in (postponed.last_error or "")
    assert drain() == 0
    with connection.cursor() as cursor:
        cursor.execute(f"{alter} DROP CONSTRAINT broken")
    Change.objects.filter(pk=postponed.pk).update(not_before=timezone.now())
    assert drain() == 1
    status = current(stranger)
    assert status is not None
    assert status.status == "unverified"


@pytest.mark.django_db(transaction=True)
def test_four_that_drain_at_once_follow_up_each_change_once() -> None:
    checker = a_user(role="fact_checker")
    claims = [vetted(checker, a_user(role="editor")) for _ in range(6)]
    for claim in claims:
        contradict(claim, checker)
    waiting = Change.objects.filter(drained_at=None).count()
    done: list[int] = []

    def work() -> None:
        try:
            done.append(drain())
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(done) == waiting
    for claim in claims:
        assert claim.steps.filter(action="reopen").count() == 1
