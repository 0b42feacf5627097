"""The page of a claim: who says so, why the status, may we quote it, is it still there."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.models import Claim, Release, User
from claims.recording.values import SourceEntry
from claims.vocabulary import ReviewAction, SourceKind, Stance
from claims.web.claim_page import in_context
from tests.web.pages import ARTICLE, UNNAMED
from tests.web_editor.build import (
    PARAPHRASE,
    WITHHOLDING,
    WORDING,
    a_claim_of,
    a_finding,
    more_evidence,
    step,
    submitted,
    text_of,
    vetted,
)

SignIn = Callable[[User], Client]


def read(client: Client, claim: Claim) -> str:
    answer = client.get(f"/claims/{claim.public_id}/")
    assert answer.status_code == 200
    return text_of(answer.content)


def test_the_passage_stands_in_its_context_with_all_that_is_recorded(checker: User, signed_in: SignIn) -> None:
    group = SourceEntry(kind=SourceKind.UNNAMED_GROUP, descriptor="officials of the yard")
    claim = a_claim_of(checker, relayed_for=(group,))
    answer = signed_in(checker).get(f"/claims/{claim.public_id}/")
    page = answer.content.decode()
    assert f"<mark>{UNNAMED}</mark>" in page
    text = text_of(answer.content)
    assert "Two ferries stay in port after engine trouble" in text
    assert "officials of the yard a person familiar with the repairs Courier" in text.replace("courier-", "Courier ")
    assert "not stated: position or access, how they know, information or opinion, reason for anonymity" in text
    snapshot = claim.evidence.get().passage.snapshot
    assert snapshot.content_hash in text
    assert "Not visited yet" in text


def test_the_why_can_be_read_from_the_page_and_every_step_has_its_form(checker: User, signed_in: SignIn) -> None:
    claim = a_claim_of(checker)
    client = signed_in(checker)
    client.post(f"/claims/{claim.public_id}/grade/", {"number": 6, "reason": "One voice."})
    evidence = claim.evidence.get()
    page = client.get(f"/claims/{claim.public_id}/").content.decode()
    text = read(client, claim)
    for words in (
        "Everything comes down to one origin.",
        "0 independent origins qualify",
        "1 weaker origin supports it",
        "does not qualify",
        "unnamed, and the anonymity record is not complete",
        "source cannot be judged (F)",
        "Add one independent named source that qualifies",
        "Complete the anonymity record of",
    ):
        assert words in text
    source = evidence.sourcing.source
    assert source is not None
    for address in (
        f"/claims/{claim.public_id}/evidence/add/",
        f"/evidence/{evidence.public_id}/anonymity/",
        f"/sources/{source.public_id}/#grade",
    ):
        assert address in page.partition("What would change it")[2].partition("</section>")[0]


def test_two_sites_of_one_story_are_shown_as_the_origins_they_are(checker: User, signed_in: SignIn) -> None:
    claim = a_claim_of(checker, name="Ida Lund")
    more_evidence(claim, checker, name="Ole Berg", stance=Stance.CONTRADICTS)
    more_evidence(claim, checker, name="Per Holm", stance=Stance.MENTIONS)
    text = read(signed_in(checker), claim)
    assert "2 origins" in text
    assert "Not counted at all Evidence 3" in text
    assert "only mentions the claim" in text
    assert "Challenged: a weaker origin contradicts it" in text


def test_withheld_words_are_said_to_be_and_a_paraphrase_is_asked_for(checker: User, signed_in: SignIn) -> None:
    claim = a_claim_of(checker, text=WITHHOLDING, wording=UNNAMED.partition(", a person")[0])
    text = read(signed_in(checker), claim)
    assert "May we quote it no The terms withhold the page’s words." in text
    assert "It cannot be approved before it has a paraphrase" in text
    assert "Give it a paraphrase" in text


@pytest.mark.parametrize("text", [ARTICLE, WITHHOLDING])
def test_the_preview_is_what_the_release_then_says(checker: User, editor: User, signed_in: SignIn, text: str) -> None:
    claim = submitted(checker, text=text, wording=UNNAMED.partition(", a person")[0], paraphrase=PARAPHRASE)
    outgoing = read(signed_in(editor), claim).partition("What goes out")[2]
    step(claim, ReviewAction.APPROVE, editor)
    document = json.loads(bytes(Release.objects.get(claim=claim).document))
    assert outgoing.startswith(f" {document['claim']} ")
    quote = document["evidence"][0]["passage"]["quote"]
    assert ("The quotation is withheld." in outgoing) is (quote is None)
    assert (quote or "The quotation is withheld") in outgoing
    credit = document["evidence"][0]["rights"]["credit"]
    assert ("Credit: " in outgoing) is (credit is not None)


def test_what_people_wrote_is_escaped_and_runs_in_its_own_direction(checker: User, signed_in: SignIn) -> None:
    attack = "<script>alert(1)</script>"
    claim = a_claim_of(checker, wording=f"{attack} غرقت العبّارة", name=f"Ida {attack}", text=f"{attack}\n{ARTICLE}")
    page = signed_in(checker).get(f"/claims/{claim.public_id}/").content.decode()
    assert attack not in page
    assert "&lt;script&gt;alert(1)" in page
    assert '<h1 class="wording" dir="auto">' in page
    assert 'class="quote context" dir="auto"' in page


def test_three_pieces_of_evidence_cost_no_more_queries_than_one(checker: User, editor: User, signed_in: SignIn) -> None:
    counts = []
    for more in (0, 2):
        claim = submitted(checker, relayed_for=(SourceEntry(kind=SourceKind.UNNAMED_GROUP, descriptor="officials"),))
        for _ in range(more):
            other = SourceEntry(kind=SourceKind.UNNAMED_GROUP, descriptor="experts")
            more_evidence(claim, checker, relayed_for=(other,))
        client = signed_in(editor)
        client.get("/keys/")
        with CaptureQueriesContext(connection) as queries:
            read(client, claim)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_an_open_finding_stands_beside_its_evidence(checker: User, editor: User, signed_in: SignIn) -> None:
    claim = vetted(checker, editor)
    finding = a_finding(claim)
    page = signed_in(editor).get(f"/claims/{claim.public_id}/").content.decode()
    evidence = page.partition(f'id="{claim.evidence.get().public_id}"')[2].partition("</article>")[0]
    assert f"/findings/{finding.public_id}/" in evidence


def test_a_consumer_and_a_stranger_see_no_claim(consumer: User, checker: User, signed_in: SignIn) -> None:
    claim = a_claim_of(checker)
    address = f"/claims/{claim.public_id}/"
    refused = signed_in(consumer).get(address)
    assert refused.status_code == 403
    assert WORDING not in refused.content.decode()
    assert Client().get(address).status_code == 302
    assert signed_in(checker).get("/claims/0000000000000000/").status_code == 404


def test_the_context_is_cut_between_words_and_says_where_the_page_goes_on() -> None:
    text = "one two three four five"
    found = in_context(text, 8, 13, reach=6)
    assert (found.before, found.exact, found.after) == ("two ", "three", " four")
    assert (found.cut_before, found.cut_after) == (True, True)
    whole: Any = in_context(text, 8, 13, reach=100)
    assert (whole.before, whole.cut_before, whole.after, whole.cut_after) == ("one two ", False, " four five", False)
