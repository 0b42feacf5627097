"""What an act would send back is shown before it; what was sent back is told to its people, with the path."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from claims.models import Claim, Notice, SourceGrade, User, Watch
from claims.vocabulary import ReviewAction
from tests.models.build import a_user
from tests.review.build import step
from tests.review.newsroom import Newsroom
from tests.web_editor.build import a_finding, text_of, vetted

SignIn = Callable[[User], Client]


@pytest.fixture
def room(db: None) -> Newsroom:
    made = Newsroom()
    made.vetted("falls", "Ada Holm", "Bo Lind")
    made.vetted("stands", "Cy Moe", "Bo Lind", "Di Nor")
    return made


def state(claim: Claim) -> str:
    return str(Claim.objects.get(pk=claim.pk).state)


def test_a_letter_that_sends_claims_back_is_asked_about_first(room: Newsroom, signed_in: SignIn) -> None:
    source, client = room.source("falls", 2), signed_in(room.edith)
    given = {"letter": "E", "topic": "", "reason": "made it up"}
    asked = client.post(f"/sources/{source.public_id}/grade/", given)
    text = text_of(asked.content)
    assert "This sends 1 vetted claim back to the editors." in text
    assert room.claims["falls"].wording in text
    assert room.claims["stands"].wording not in text
    assert "The computed status changed from corroborated to partially corroborated." in text
    assert not SourceGrade.objects.filter(letter="E").exists()
    assert state(room.claims["falls"]) == "vetted"
    answer = client.post(f"/sources/{source.public_id}/grade/", {**given, "confirmed": "1"})
    assert answer.status_code == 302
    assert (state(room.claims["falls"]), state(room.claims["stands"])) == ("in_review", "vetted")


def test_a_letter_that_sends_nothing_back_is_saved_at_once(room: Newsroom, signed_in: SignIn) -> None:
    source = room.source("stands", 1)
    answer = signed_in(room.edith).post(
        f"/sources/{source.public_id}/grade/", {"letter": "A", "topic": "", "reason": "never wrong"}
    )
    assert answer.status_code == 302
    assert SourceGrade.objects.filter(source=source, letter="A").exists()


def test_withdrawing_evidence_shows_what_it_sends_back(room: Newsroom, signed_in: SignIn) -> None:
    client = signed_in(room.checker)
    page = client.get(f"/evidence/{room.row('falls', 1).public_id}/withdraw/")
    assert "This sends 1 vetted claim back to the editors." in text_of(page.content)
    harmless = client.get(f"/evidence/{room.row('stands', 1).public_id}/withdraw/")
    assert "No vetted claim goes back to the editors by it." in text_of(harmless.content)
    assert room.row("falls", 1).withdrawn_at is None


def test_people_read_on_their_first_page_what_led_to_it(room: Newsroom, signed_in: SignIn) -> None:
    given = {"letter": "E", "topic": "", "reason": "made it up", "confirmed": "1"}
    signed_in(room.edith).post(f"/sources/{room.source('falls', 2).public_id}/grade/", given)
    client = signed_in(room.checker)
    text = text_of(client.get("/").content)
    assert "Sent back to the editors" in text
    assert "Bo Lind was graded anew by Edith" in text
    assert "regraded from B to E" not in text
    assert "Origins that qualify: 2 → 1" in text
    assert "Sent back to the editors" not in text_of(signed_in(a_user(role="fact_checker")).get("/").content)
    notice = Notice.objects.get(person=room.checker)
    client.post("/notices/read/", {"notice": str(notice.pk), "back": "home"})
    assert "Sent back to the editors" not in text_of(client.get("/").content)
    assert "How it came to that" in text_of(client.get("/notices/").content)
    assert "You have read everything." in text_of(client.get("/notices/?unread").content)


def test_the_claims_page_shows_the_path_until_somebody_decides(room: Newsroom, signed_in: SignIn) -> None:
    given = {"letter": "E", "topic": "", "reason": "made it up", "confirmed": "1"}
    client, claim = signed_in(room.edith), room.claims["falls"]
    client.post(f"/sources/{room.source('falls', 2).public_id}/grade/", given)
    assert "The origin of evidence 2 no longer qualifies." in text_of(client.get(f"/claims/{claim.public_id}/").content)
    step(claim, ReviewAction.APPROVE, room.edith, note="it stands on the other one")
    page = text_of(client.get(f"/claims/{claim.public_id}/").content)
    assert "The origin of evidence 2 no longer qualifies." not in page


def test_a_person_watches_a_claim_and_stops(room: Newsroom, signed_in: SignIn) -> None:
    claim, client = room.claims["falls"], signed_in(room.edith)
    address = f"/claims/{claim.public_id}/"
    assert "Stop watching" not in text_of(client.get(address).content)
    client.post(f"{address}watch/", {"on": "1"})
    assert Watch.objects.filter(claim=claim, person=room.edith).exists()
    assert "Stop watching" in text_of(client.get(address).content)
    client.post(f"{address}watch/")
    assert not Watch.objects.exists()


def test_nobody_approves_over_an_open_finding_without_a_word(checker: User, editor: User, signed_in: SignIn) -> None:
    claim = vetted(checker, editor)
    a_finding(claim)
    client = signed_in(editor)
    page = client.get(f"/claims/{claim.public_id}/")
    assert "A finding about its pages is open." in text_of(page.content)
    form = {"action": "approve", "version": Claim.objects.get(pk=claim.pk).version, "note": "", "successor": ""}
    refused = client.post(f"/claims/{claim.public_id}/step/", form)
    assert refused.status_code == 422
    assert "A finding is open." in text_of(refused.content)
    assert state(claim) == "in_review"
    client.post(f"/claims/{claim.public_id}/step/", {**form, "note": "The edit touches another sentence."})
    assert state(claim) == "vetted"
