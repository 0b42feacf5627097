"""The history of a claim: who, when, what, why."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.models import User
from claims.recording.evidence import restore_evidence, withdraw_evidence
from claims.vocabulary import ReviewAction
from tests.web_editor.build import a_claim_of, a_finding, more_evidence, step, text_of, vetted

SignIn = Callable[[User], Client]


@pytest.mark.django_db(transaction=True)
def test_decisions_statuses_and_releases_are_told_with_who_and_why(
    checker: User, editor: User, signed_in: SignIn
) -> None:
    claim = vetted(checker, editor)
    row = claim.evidence.get()
    withdraw_evidence(actor=editor, evidence_id=row.pk, reason="Was it <b>really</b> so?")
    restore_evidence(actor=editor, evidence_id=row.pk)
    step(claim, ReviewAction.REOPEN, editor, "The yard wrote to us.")
    page = signed_in(checker).get(f"/claims/{claim.public_id}/history/").content
    text = text_of(page)
    for words in (
        "Logged by chris",
        "Evidence added by chris",
        "Submitted by chris",
        "Approved by edith",
        "four eyes",
        "Evidence withdrawn by edith",
        "Evidence restored by edith",
        "Re-opened by edith",
        "The yard wrote to us.",
        "version 1, published",
        "version 2, under recheck",
        "Status computed Unverified R11",
    ):
        assert words in text
    assert "<b>really" not in page.decode()
    events = text.partition("All that happened")[2]
    assert events.index("Re-opened by edith") < events.index("Approved by edith") < events.index("Logged by chris")


def test_nothing_of_other_claims_is_in_it(checker: User, editor: User, signed_in: SignIn) -> None:
    claim, other = a_claim_of(checker), a_claim_of(checker, wording="Somebody else’s claim entirely")
    step(other, ReviewAction.SUBMIT, checker, "A note of the other")
    page = text_of(signed_in(editor).get(f"/claims/{claim.public_id}/history/").content)
    assert "Somebody else’s claim entirely" not in page
    assert "A note of the other" not in page


def test_what_the_installation_does_itself_says_so(checker: User, editor: User, signed_in: SignIn) -> None:
    claim = vetted(checker, editor)
    a_finding(claim)
    text = text_of(signed_in(editor).get(f"/claims/{claim.public_id}/history/").content)
    assert "Re-opened by the installation" in text


def test_a_longer_history_costs_no_more_queries(checker: User, editor: User, signed_in: SignIn) -> None:
    client, counts = signed_in(editor), []
    client.get("/keys/")
    for more in (0, 2):
        claim = vetted(checker, editor)
        for _ in range(more):
            more_evidence(claim, checker)
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/claims/{claim.public_id}/history/")
        counts.append(len(queries))
    assert counts[0] == counts[1]
