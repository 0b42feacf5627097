"""What would send a vetted claim back is asked first, whichever page it is done on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from claims.models import Document, User
from claims.recording.evidence import withdraw_evidence
from claims.vocabulary import Directness, Stance
from tests.review.newsroom import Newsroom
from tests.web.pages import UNNAMED
from tests.web_editor.build import a_page, text_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
BACK = "This sends 1 vetted claim back to the editors."


@pytest.fixture
def room() -> Newsroom:
    return Newsroom()


def document(room: Newsroom, name: str, number: int) -> Document:
    return room.row(name, number).passage.snapshot.document


def test_a_credit_that_joins_two_pages_of_a_vetted_claim_is_asked_first(room: Newsroom, signed_in: SignIn) -> None:
    room.vetted("two", "Ada Holm", "Bo Lind")
    client, (first, second) = signed_in(room.edith), (document(room, "two", number) for number in (1, 2))
    address, sent = f"/documents/{second.public_id}/credits/change/", {"agency": "Velland Wire", "bylines": ""}
    told = text_of(client.post(f"/documents/{first.public_id}/credits/change/", sent, follow=True).content)
    assert "Recorded. One claim is computed anew." in told
    asked = text_of(client.post(address, sent).content)
    assert BACK in asked
    second.refresh_from_db()
    assert second.agency is None
    cited = {"cited": first.public_id, "words": ""}
    asked = text_of(client.post(f"/documents/{second.public_id}/credits/cite/", cited).content)
    assert "Record that it credits this page?" in asked
    assert BACK in asked
    assert room.sent_back() == set()
    client.post(address, {**sent, "confirmed": "1"})
    assert room.sent_back() == {"two"}


def test_a_contradiction_put_back_on_the_record_is_asked_first(room: Newsroom, signed_in: SignIn) -> None:
    room.vetted("two", "Ada Holm", "Bo Lind")
    room.vetted("other", "Fay Gro", "Cy Moe")
    room.say("two", "Fay Gro", stance=Stance.CONTRADICTS, directness=Directness.FIRST_HAND)
    row = withdraw_evidence(actor=room.edith, evidence_id=room.row("two", 3).pk, reason="wrong page")
    assert room.sent_back() == set()
    client, address = signed_in(room.edith), f"/evidence/{row.public_id}/restore/"
    asked = text_of(client.post(address).content)
    assert "Put this evidence back on the record?" in asked
    assert BACK in asked
    row.refresh_from_db()
    assert row.withdrawn_at is not None
    client.post(address, {"confirmed": "1"})
    assert room.sent_back() == {"two"}


def test_evidence_that_sends_a_vetted_claim_back_is_asked_first(room: Newsroom, signed_in: SignIn) -> None:
    room.vetted("two", "Ada Holm", "Bo Lind")
    claim, page = room.row("two", 1).claim, a_page(room.edith)
    start = page.readable.text.index(UNNAMED)
    address = f"/claims/{claim.public_id}/evidence/add/?snapshot={page.public_id}&start={start}&end={start + 10}"
    sent = {
        "passage": UNNAMED,
        "stance": "contradicts",
        "directness": "first_hand",
        "sourcing_type": "on_record_person",
        "voice": "paraphrase",
        "source_name": "Fay Gro",
    }
    client = signed_in(room.edith)
    asked = text_of(client.post(address, sent).content)
    assert "Add this evidence?" in asked
    assert BACK in asked
    assert claim.evidence.count() == 2
    assert client.post(address, {**sent, "confirmed": "1"}).status_code == 302
    assert claim.evidence.count() == 3
    assert room.sent_back() == {"two"}
