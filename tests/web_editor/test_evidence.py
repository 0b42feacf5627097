"""Adding evidence, mending the anonymity record, withdrawing and putting back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from claims.models import AnonymityRecord, Claim, Evidence, Snapshot, User
from claims.vocabulary import ReviewAction
from tests.web.pages import ARTICLE, UNNAMED, value_of
from tests.web_editor.build import a_claim_of, a_page, step, submitted, text_of

SignIn = Callable[[User], Client]
BOARD = "Harbour Board spokeswoman Ida Lund said the board had ordered an inspection."


def form_address(claim: Claim, snapshot: Snapshot, words: str = BOARD) -> str:
    start = snapshot.readable.text.index(words)
    return (
        f"/claims/{claim.public_id}/evidence/add/?snapshot={snapshot.public_id}&start={start}&end={start + len(words)}"
    )


def entry(**facts: str) -> dict[str, str]:
    plain = {
        "passage": BOARD,
        "stance": "supports",
        "directness": "second_hand",
        "sourcing_type": "on_record_person",
        "voice": "paraphrase",
        "source_name": "Ida Lund",
        "source_words": "Harbour Board spokeswoman Ida Lund",
    }
    return {**plain, **facts}


@pytest.fixture
def claim(checker: User) -> Claim:
    return submitted(checker)


def test_without_a_page_the_ways_in_are_offered_for_this_claim(claim: Claim, editor: User, signed_in: SignIn) -> None:
    page = signed_in(editor).get(f"/claims/{claim.public_id}/evidence/add/").content.decode()
    assert f'name="for" value="{claim.public_id}"' in page
    assert 'action="/read/"' in page
    for name in ("text", "address", "file"):
        assert f'name="{name}"' in page


def test_pasting_a_page_leads_to_its_statements_and_from_there_to_the_filled_in_form(
    claim: Claim, editor: User, signed_in: SignIn
) -> None:
    client = signed_in(editor)
    answer = client.post("/read/", {"text": ARTICLE, "for": claim.public_id})
    assert answer.status_code == 302
    reading = client.get(answer["Location"]).content.decode()
    address = reading.partition(f'href="/claims/{claim.public_id}/evidence/add/')[2].partition('"')[0]
    form = client.get(f"/claims/{claim.public_id}/evidence/add/{address.replace('&amp;', '&')}")
    assert form.status_code == 200


def test_evidence_of_a_named_source_is_added_and_the_status_follows(
    claim: Claim, editor: User, signed_in: SignIn
) -> None:
    client, snapshot = signed_in(editor), a_page(editor)
    address = form_address(claim, snapshot)
    filled = client.get(address).content.decode()
    assert value_of(filled, "source_name").endswith("Ida Lund")
    assert client.post(address, entry()).status_code == 302
    added = claim.evidence.order_by("-id")[0]
    assert (added.passage.exact, added.added_by, added.opened_by) == (BOARD, editor, editor)
    assert "2 origins" in text_of(client.get(f"/claims/{claim.public_id}/").content)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"passage": "The board sank the ferry."}, "These words do not stand on the page."),
        ({"sourcing_type": "unnamed_person", "source_name": ""}, "Say how the page describes the source"),
    ],
)
def test_a_form_that_fails_keeps_what_was_typed(
    claim: Claim, editor: User, signed_in: SignIn, wrong: dict[str, str], message: str
) -> None:
    answer = signed_in(editor).post(form_address(claim, a_page(editor)), entry(cue="typed cue", **wrong))
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert value_of(answer.content.decode(), "cue") == "typed cue"
    assert claim.evidence.count() == 1


def test_the_same_passage_is_not_added_twice(claim: Claim, editor: User, signed_in: SignIn) -> None:
    client, address = signed_in(editor), form_address(claim, a_page(editor))
    client.post(address, entry())
    answer = client.post(address, entry())
    assert answer.status_code == 422
    assert "This passage is evidence for this claim already." in answer.content.decode()


@pytest.mark.parametrize("query", ["?snapshot=0000&start=0&end=5", "?snapshot={}&start=x&end=5", "?snapshot={}"])
def test_a_passage_that_is_not_there_is_not_found(claim: Claim, editor: User, signed_in: SignIn, query: str) -> None:
    address = f"/claims/{claim.public_id}/evidence/add/{query.format(a_page(editor).public_id)}"
    assert signed_in(editor).get(address).status_code == 404


def test_the_anonymity_record_is_completed_and_the_origin_gains_by_it(
    checker: User, editor: User, signed_in: SignIn
) -> None:
    claim = a_claim_of(checker)
    row, client = claim.evidence.get(), signed_in(editor)
    address = f"/evidence/{row.public_id}/anonymity/"
    assert "a person familiar with the repairs" in client.get(address).content.decode()
    facts = {
        "descriptor": "a person familiar with the repairs",
        "position": "engineer",
        "how_they_know": "witness",
        "information_or_opinion": "information",
        "reason": "forbidden to speak",
        "second_source_sought": "no",
    }
    answer = client.post(address, facts, follow=True)
    assert "The anonymity record is saved. It is complete." in answer.content.decode()
    record = AnonymityRecord.objects.get()
    assert (record.complete, record.second_source_sought, record.motive) == (True, False, None)
    again = client.get(address).content.decode()
    assert '<option value="no" selected>' in again
    assert "unnamed, and the anonymity record is not complete" not in text_of(
        client.get(f"/claims/{claim.public_id}/").content
    )


def test_a_wrong_number_of_persons_keeps_the_rest(checker: User, signed_in: SignIn) -> None:
    row = a_claim_of(checker).evidence.get()
    answer = signed_in(checker).post(
        f"/evidence/{row.public_id}/anonymity/", {"position": "engineer", "persons_spoken_to": "-3"}
    )
    assert answer.status_code == 422
    assert value_of(answer.content.decode(), "position") == "engineer"
    assert AnonymityRecord.objects.get().position is None


def test_a_named_source_has_no_record_to_fill_in(checker: User, signed_in: SignIn) -> None:
    row = a_claim_of(checker, name="Ida Lund").evidence.get()
    address = f"/evidence/{row.public_id}/anonymity/"
    assert "there is no anonymity record to fill in" in signed_in(checker).get(address).content.decode()
    signed_in(checker).post(address, {"position": "engineer"})
    assert not AnonymityRecord.objects.exists()


def test_withdrawn_evidence_stays_readable_and_comes_back(claim: Claim, editor: User, signed_in: SignIn) -> None:
    row, client = claim.evidence.get(), signed_in(editor)
    address = f"/evidence/{row.public_id}/withdraw/"
    assert client.post(address, {"reason": " "}).status_code == 422
    assert Evidence.objects.filter(withdrawn_at=None).exists()
    assert client.post(address, {"reason": "The page was a hoax."}).status_code == 302
    page = text_of(client.get(f"/claims/{claim.public_id}/").content)
    assert "The page was a hoax." in page
    assert UNNAMED in page
    assert "Nothing supports the claim." in page
    assert client.post(address, {"reason": "Again."}).status_code == 422
    client.post(f"/evidence/{row.public_id}/restore/")
    assert "Everything comes down to one origin." in text_of(client.get(f"/claims/{claim.public_id}/").content)


def test_whoever_opens_the_page_is_recorded(claim: Claim, editor: User, signed_in: SignIn) -> None:
    Evidence.objects.update(opened_by=None, opened_at=None)
    row, client = claim.evidence.get(), signed_in(editor)
    client.post(f"/evidence/{row.public_id}/opened/")
    row.refresh_from_db()
    assert row.opened_by == editor


@pytest.mark.parametrize("what", ["anonymity", "withdraw", "restore", "opened"])
def test_the_evidence_of_a_closed_claim_is_left_alone(claim: Claim, editor: User, signed_in: SignIn, what: str) -> None:
    step(claim, ReviewAction.START, editor)
    step(claim, ReviewAction.WITHDRAW, editor, "Misheard.")
    row, client = claim.evidence.get(), signed_in(editor)
    before: Any = Evidence.objects.values().get()
    assert client.post(f"/evidence/{row.public_id}/{what}/", {"reason": "Why"}).status_code == 403
    assert Evidence.objects.values().get() == before
    assert client.get(f"/claims/{claim.public_id}/evidence/add/").status_code == 403


def test_the_sourcing_is_corrected_and_what_stood_before_is_in_the_history(
    claim: Claim, editor: User, signed_in: SignIn
) -> None:
    row = claim.evidence.get()
    before = str(row.sourcing.source)
    client, address = signed_in(editor), f"/evidence/{row.public_id}/sourcing/"
    assert value_of(client.get(address).content.decode(), "source_name") == before
    wrong = {"sourcing_type": "unnamed_person", "voice": "paraphrase", "source_name": ""}
    refused = client.post(address, wrong)
    assert refused.status_code == 422
    assert "Say how the page describes the source" in refused.content.decode()
    right = {"sourcing_type": "on_record_person", "voice": "paraphrase", "source_name": "Ida Lund", "cue": "said"}
    answer = client.post(address, right)
    assert answer["Location"] == f"/claims/{claim.public_id}/"
    row.refresh_from_db()
    assert (row.sourcing.sourcing_type, str(row.sourcing.source)) == ("on_record_person", "Ida Lund")
    history = client.get(f"/claims/{claim.public_id}/history/").content.decode()
    assert before in history
    assert "Ida Lund" in history


def test_the_record_says_what_it_lacks_and_where_fewer_spoke_than_the_wording_suggests(
    checker: User, signed_in: SignIn
) -> None:
    row, client = a_claim_of(checker).evidence.get(), signed_in(checker)
    address = f"/evidence/{row.public_id}/anonymity/"
    assert "Not stated: position or basis of access, how they know" in text_of(client.get(address).content)
    facts = {"descriptor": "a person", "position": "cook", "persons_spoken_to": "1", "persons_suggested": "3"}
    client.post(address, facts)
    page = text_of(client.get(address).content)
    assert "Not stated: how they know, information or opinion, reason given for anonymity." in page
    assert "The wording suggests 3 persons, 1 was spoken to." in page
    claim = text_of(client.get(f"/claims/{row.claim.public_id}/").content)
    assert "Plural words for one source The wording suggests 3 persons" in claim


def test_a_claim_that_says_more_than_its_source_is_told_beside_its_evidence(checker: User, signed_in: SignIn) -> None:
    raised = a_claim_of(checker, wording="The Harbour Ministry has determined that the engines failed")
    assert "upgraded above its source" in text_of(signed_in(checker).get(f"/claims/{raised.public_id}/").content)
    plain = a_claim_of(checker, wording="Two of the engines failed in the night")
    assert "upgraded above its source" not in text_of(signed_in(checker).get(f"/claims/{plain.public_id}/").content)
