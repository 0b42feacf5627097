"""Steps of the review from the claim's page, and the effective status."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from claims.models import Claim, EffectiveStatus, User
from claims.recording.claims import edit_claim
from claims.recording.values import ClaimEntry
from claims.vocabulary import ReviewAction
from tests.models.build import a_user
from tests.web.pages import UNNAMED
from tests.web_editor.build import WITHHOLDING, WORDING, a_claim_of, step, submitted, text_of, vetted

SignIn = Callable[[User], Client]


def send(client: Client, claim: Claim, action: str, **facts: object) -> tuple[int, str]:
    given = {"action": action, "version": claim.version, **facts}
    answer = client.post(f"/claims/{claim.public_id}/step/", given)
    return answer.status_code, text_of(answer.content) if answer.status_code != 302 else ""


def state(claim: Claim) -> str:
    claim.refresh_from_db()
    return str(claim.state)


def offered(client: Client, claim: Claim) -> list[str]:
    page = client.get(f"/claims/{claim.public_id}/").content.decode()
    return [part.partition('"')[0] for part in page.split('name="action" value="')[1:]]


def test_a_claim_goes_its_way_through_two_people(checker: User, editor: User, signed_in: SignIn) -> None:
    claim = a_claim_of(checker)
    first, second = signed_in(checker), signed_in(editor)
    assert offered(first, claim) == ["submit"]
    assert offered(second, claim) == []
    assert send(first, claim, "submit")[0] == 302
    assert state(claim) == "submitted"
    assert offered(first, claim) == ["take_back"]
    assert send(first, claim, "take_back")[0] == 302
    assert state(claim) == "draft"
    send(first, claim, "submit")
    state(claim)
    assert offered(second, claim) == ["start", "approve", "return"]
    assert send(second, claim, "approve")[0] == 302
    assert state(claim) == "vetted"
    assert claim.releases.count() == 1


@pytest.mark.parametrize(("action", "word"), [("return", "Return"), ("withdraw", "Withdraw")])
def test_returning_and_withdrawing_demand_a_note(
    checker: User, editor: User, signed_in: SignIn, action: str, word: str
) -> None:
    claim = step(submitted(checker), ReviewAction.START, editor)
    code, text = send(signed_in(editor), claim, action, note="  ")
    assert code == 422
    assert "Say why: the note is what the others will read." in text
    assert state(claim) == "in_review"
    assert send(signed_in(editor), claim, action, note="The engineer was misheard.")[0] == 302
    assert claim.steps.order_by("-id")[0].note == "The engineer was misheard."


def test_an_editor_does_not_approve_what_they_logged(editor: User, signed_in: SignIn) -> None:
    claim = submitted(editor)
    client = signed_in(editor)
    assert "approve" not in offered(client, claim)
    page = text_of(client.get(f"/claims/{claim.public_id}/").content)
    assert "You logged this claim: somebody else approves." in page
    code, text = send(client, claim, "approve")
    assert code == 403
    assert "somebody else has to approve it" in text
    assert state(claim) == "submitted"


def test_what_the_workflow_forbids_is_said_and_the_note_kept(checker: User, signed_in: SignIn) -> None:
    claim = submitted(checker)
    client = signed_in(a_user(role="fact_checker"))
    answer = client.post(
        f"/claims/{claim.public_id}/step/", {"action": "approve", "version": claim.version, "note": "Kept words"}
    )
    assert answer.status_code == 403
    assert "“Approve” is not yours to do." in answer.content.decode()
    assert state(claim) == "submitted"
    broken = signed_in(checker).post(f"/claims/{claim.public_id}/step/", {"action": "dance", "version": "x"})
    assert broken.status_code == 422


@pytest.mark.django_db(transaction=True)  # so that each decision has a time of its own
def test_the_second_person_is_told_what_changed_and_keeps_the_note(
    checker: User, editor: User, signed_in: SignIn
) -> None:
    claim = submitted(checker)
    edit_claim(
        actor=editor, claim_id=claim.pk, version=claim.version, entry=ClaimEntry(wording="Three engines <b>stood</b>")
    )
    answer = signed_in(editor).post(
        f"/claims/{claim.public_id}/step/",
        {"action": "return", "version": claim.version, "note": "Name the ferry <b>please</b>"},
    )
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "This claim was changed while you had it open" in page
    assert f'<del dir="auto">{WORDING}</del> <ins dir="auto">Three engines &lt;b&gt;stood&lt;/b&gt;</ins>' in page
    assert "Edited by" in page
    assert "Name the ferry &lt;b&gt;please&lt;/b&gt;</textarea>" in page
    assert "Submitted by" not in text_of(answer.content).partition("Nothing was done")[2].partition("Why this")[0]
    again = page.partition('name="version" value="')[2].partition('"')[0]
    claim.refresh_from_db()
    assert again == str(claim.version)
    assert claim.state == "submitted"


def test_words_that_may_not_leave_stop_the_approval_with_the_way_out(
    checker: User, editor: User, signed_in: SignIn
) -> None:
    claim = submitted(checker, text=WITHHOLDING, wording=UNNAMED.partition(", a person")[0])
    code, text = send(signed_in(editor), claim, "approve")
    assert code == 422
    assert "give the claim a paraphrase in words of your own" in text
    assert "Give it a paraphrase" in text
    assert state(claim) == "submitted"


def test_a_vetted_claim_is_superseded_by_another_vetted_one(checker: User, editor: User, signed_in: SignIn) -> None:
    old, new = vetted(checker, editor), vetted(checker, editor, wording="All three engines of the Marta failed")
    client = signed_in(editor)
    code, text = send(client, old, "supersede", successor="nonsense")
    assert code == 422
    assert "Name the vetted claim that takes the place of this one." in text
    assert send(client, old, "supersede", successor=f"http://testserver/claims/{new.public_id}/")[0] == 302
    assert (state(old), old.superseded_by) == ("superseded", new)
    assert "Superseded by All three engines" in text_of(client.get(f"/claims/{old.public_id}/").content)


def status_form(**facts: str) -> dict[str, str]:
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    return {"status": "disputed", "reason": "The board is about to answer", "until": tomorrow, **facts}


def test_computed_and_effective_status_stand_side_by_side(checker: User, editor: User, signed_in: SignIn) -> None:
    claim, client = submitted(checker), signed_in(editor)
    assert client.post(f"/claims/{claim.public_id}/status/", status_form()).status_code == 302
    text = text_of(client.get(f"/claims/{claim.public_id}/").content)
    assert "Computed Single source Effective Disputed The board is about to answer" in text
    assert client.post(f"/claims/{claim.public_id}/status/end/").status_code == 302
    assert "Effective as computed" in text_of(client.get(f"/claims/{claim.public_id}/").content)
    assert not EffectiveStatus.objects.filter(ended_at=None).exists()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [({"until": "2020-01-01"}, "The end date lies in the past."), ({"status": "true"}, "Select a valid choice")],
)
def test_an_effective_status_that_fails_keeps_what_was_typed(
    checker: User, editor: User, signed_in: SignIn, wrong: dict[str, str], message: str
) -> None:
    claim = submitted(checker)
    answer = signed_in(editor).post(f"/claims/{claim.public_id}/status/", status_form(**wrong))
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert 'value="The board is about to answer"' in answer.content.decode()
    assert not EffectiveStatus.objects.exists()


def test_fact_checkers_set_no_status(checker: User, signed_in: SignIn) -> None:
    claim, client = submitted(checker), signed_in(checker)
    assert "Set an effective status" not in client.get(f"/claims/{claim.public_id}/").content.decode()
    assert client.post(f"/claims/{claim.public_id}/status/", status_form()).status_code == 403
    assert client.post(f"/claims/{claim.public_id}/status/end/").status_code == 403
    assert not EffectiveStatus.objects.exists()
