"""Effective status beside the computed one; superseding; what a release says of review and link."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from claims.models import Change, Claim, CurrentRelease, Host, Link, User
from claims.recording.errors import InvalidEntry, NotYours
from claims.review.decisions import end_effective_status, set_effective_status
from claims.review.queue import waiting
from claims.review.workflow import NotAllowed
from claims.vocabulary import ReviewAction, Status
from tests.review.build import logged, step, vetted

pytestmark = pytest.mark.django_db
TOMORROW = timezone.localdate() + timedelta(days=1)


def document(claim: Claim) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(bytes(CurrentRelease.objects.get(claim=claim).release.document))
    return found


def set_status(claim: Claim, actor: User, until: date = TOMORROW, reason: str = "the rules miss a record") -> None:
    set_effective_status(actor=actor, claim_id=claim.pk, status=Status.CORROBORATED, reason=reason, until=until)


def test_both_statuses_are_released_side_by_side(checker: User, editor: User) -> None:
    claim = logged(checker)
    set_status(claim, editor)
    step(claim, ReviewAction.SUBMIT, checker)
    step(claim, ReviewAction.APPROVE, editor)
    found = document(claim)["corroboration"]
    assert (found["computed"], found["effective"]["status"]) == ("single_source", "corroborated")
    row = CurrentRelease.objects.get(claim=claim)
    assert (row.status, row.effective_status) == ("single_source", "corroborated")


def test_a_new_effective_status_ends_the_old_one_and_it_can_be_taken_back(checker: User, editor: User) -> None:
    claim = logged(checker)
    set_status(claim, editor)
    set_status(claim, editor, reason="better put")
    assert claim.overrides.filter(ended_at=None).count() == 1
    end_effective_status(actor=editor, claim_id=claim.pk)
    end_effective_status(actor=editor, claim_id=claim.pk)
    assert claim.overrides.filter(ended_at=None).count() == 0
    assert claim.overrides.count() == 2
    assert Change.objects.filter(kind="override", subject=claim.pk).exists()


def test_only_editors_set_it_with_a_reason_and_an_end_to_come(checker: User, editor: User) -> None:
    claim = logged(checker)
    with pytest.raises(NotYours):
        set_status(claim, checker)
    with pytest.raises(NotYours):
        end_effective_status(actor=checker, claim_id=claim.pk)
    with pytest.raises(InvalidEntry):
        set_status(claim, editor, reason=" ")
    with pytest.raises(InvalidEntry):
        set_status(claim, editor, until=timezone.localdate() - timedelta(days=1))
    assert not claim.overrides.exists()


def test_a_superseded_claim_is_outdated_and_names_its_successor(checker: User, editor: User) -> None:
    old, new = vetted(checker, editor), vetted(checker, editor)
    step(old, ReviewAction.SUPERSEDE, editor, successor=new)
    found = document(old)
    assert (found["kind"], found["corroboration"]["computed"]) == ("updated", "outdated")
    assert (found["review"]["superseded_by"], found["review"]["approved_by"]) == (new.public_id, "edith")


def test_a_successor_is_another_vetted_claim(checker: User, editor: User) -> None:
    old, draft = vetted(checker, editor), logged(checker)
    for wrong in (None, old, draft):
        with pytest.raises(NotAllowed) as refusal:
            step(old, ReviewAction.SUPERSEDE, editor, successor=wrong)
        assert refusal.value.code == "successor"
    old.refresh_from_db()
    assert (old.state, old.superseded_by) == ("vetted", None)


def test_a_reopening_says_why_only_when_the_installation_found_it(checker: User, editor: User) -> None:
    by_person, by_itself = vetted(checker, editor), vetted(checker, editor)
    step(by_person, ReviewAction.REOPEN, editor, note="a call from the lawyer")
    step(by_itself, ReviewAction.REOPEN, None, note="Page is gone.")
    assert document(by_person)["review"]["reopened_because"] is None
    assert "lawyer" not in json.dumps(document(by_person))
    assert document(by_itself)["review"]["reopened_because"] == "Page is gone."
    assert document(by_itself)["review"]["approved_by"] == "edith"


def test_a_release_says_what_is_believed_of_the_link(checker: User, editor: User) -> None:
    claim = logged(checker)
    page = claim.evidence.get().passage.snapshot.document
    url, now = page.canonical_url or "", timezone.now()
    host = Host.objects.create(name="courier.example")
    Link.objects.create(url="https://courier.example/old", host=host, document=page, due_at=now, state="dead")
    Link.objects.create(url=url, host=host, document=page, due_at=now, state="alive", checked_at=now)
    step(claim, ReviewAction.SUBMIT, checker)
    step(claim, ReviewAction.APPROVE, editor)
    assert document(claim)["evidence"][0]["link_health"]["state"] == "alive"
    assert document(vetted(checker, editor))["evidence"][0]["link_health"] is None


def test_the_queue_holds_what_was_submitted_or_reopened_the_oldest_first(checker: User, editor: User) -> None:
    logged(checker)
    first, second, third = logged(checker), vetted(checker, editor), vetted(checker, editor)
    step(first, ReviewAction.SUBMIT, checker)
    step(second, ReviewAction.REOPEN, None)
    assert list(waiting()) == [first, second]
    assert third.state == "vetted"
