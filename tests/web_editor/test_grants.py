"""Consent: recorded for pages, changed, ended and taken back; what leaves by it, and what no longer."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.ledger.service import verify
from claims.models import Claim, CurrentRelease, Document, GrantedDocument, PermissionGrant, User
from claims.review.drain import drain
from tests.review.build import QUOTED, vetted
from tests.web_editor.build import text_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
BY = "Ana Ruiz, rights desk"


@pytest.fixture
def client(checker: User, signed_in: SignIn) -> Client:
    return signed_in(checker)


@pytest.fixture
def claim(checker: User, editor: User) -> Claim:
    """A vetted claim whose quotation the terms withhold."""
    return vetted(checker, editor, excerpts=False)


def page_of(claim: Claim) -> Document:
    return claim.evidence.get().passage.snapshot.document


def given(**other: Any) -> dict[str, Any]:
    return {"granted_by": BY, "granted_on": "2026-02-01", "until": "", "actions": ["excerpt"], "addresses": ""} | other


def record(client: Client, claim: Claim, **other: Any) -> PermissionGrant:
    document = page_of(claim)
    sent = given(documents=[document.pk]) | other
    assert client.post(f"/documents/{document.public_id}/consent/", sent).status_code == 302
    drain()
    return PermissionGrant.objects.get()


def quoted(claim: Claim) -> str | None:
    """The quotation in what was released last."""
    released = CurrentRelease.objects.get(claim=claim).release
    words = json.loads(bytes(released.document))["evidence"][0]["passage"]["quote"]
    return str(words) if words is not None else None


def test_consent_lets_the_quotation_of_a_vetted_claim_out(client: Client, claim: Claim) -> None:
    assert quoted(claim) is None
    grant = record(client, claim)
    assert quoted(claim) == QUOTED
    told = text_of(client.get(f"/consent/{grant.pk}/").content)
    assert BY in told
    assert "It has no end." in told
    assert claim.wording in told
    assert verify() is None


def test_ending_consent_is_asked_first_lets_nothing_out_and_is_taken_back(client: Client, claim: Claim) -> None:
    grant = record(client, claim)
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    sent = given(documents=[page_of(claim).pk], until=yesterday)
    asked = text_of(client.post(f"/consent/{grant.pk}/", sent).content)
    assert "Change this consent?" in asked
    assert claim.wording in asked
    drain()
    assert quoted(claim) == QUOTED
    answer = client.post(f"/consent/{grant.pk}/", sent | {"confirmed": "1"}, follow=True)
    drain()
    claim.refresh_from_db()
    assert claim.state == "in_review"
    assert "over" in text_of(answer.content)
    assert quoted(claim) is None
    key = answer.content.decode().partition('name="change" value="')[2].partition('"')[0]
    assert "Taken back." in text_of(client.post(f"/consent/{grant.pk}/undo/", {"change": key}, follow=True).content)
    grant.refresh_from_db()
    assert grant.until is None
    again = client.post(f"/consent/{grant.pk}/undo/", {"change": key}, follow=True)
    assert "Somebody changed this meanwhile" in text_of(again.content)


def test_consent_for_further_pages_is_given_by_their_addresses(
    client: Client, claim: Claim, checker: User, editor: User
) -> None:
    other = vetted(checker, editor, excerpts=False, wording="The ferry was towed")
    Document.objects.filter(pk=page_of(other).pk).update(canonical_url="https://example.org/towed")
    grant = record(client, claim, addresses="https://example.org/towed\n\nhttps://example.org/towed")
    assert grant.documents.count() == 2
    assert quoted(other) == QUOTED
    left = given(documents=[page_of(claim).pk], confirmed="1")
    assert client.post(f"/consent/{grant.pk}/", left).status_code == 302
    drain()
    assert (quoted(claim), quoted(other)) == (QUOTED, None)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"granted_by": " "}, "Say who gave the consent."),
        ({"granted_on": "soon"}, "Enter a valid date."),
        ({"actions": []}, "Say what is allowed."),
        ({"actions": ["credit"]}, "Select a valid choice."),
        ({"until": "2026-01-31"}, "The last day lies before the day on which consent was given."),
        ({"documents": []}, "Consent is for at least one page."),
        ({"addresses": "https://example.org/unread"}, "No page is recorded at https://example.org/unread."),
        ({"file": SimpleUploadedFile("letter.txt", b"")}, "The submitted file is empty."),
    ],
)
def test_what_cannot_be_recorded_says_what_to_do_and_loses_nothing(
    client: Client, claim: Claim, wrong: dict[str, Any], said: str
) -> None:
    document = page_of(claim)
    sent = given(documents=[document.pk], granted_by="The Courier") | wrong
    answer = client.post(f"/documents/{document.public_id}/consent/", sent)
    assert answer.status_code == 422
    assert said in text_of(answer.content)
    if "granted_by" not in wrong:
        assert 'value="The Courier"' in answer.content.decode()
    assert not PermissionGrant.objects.exists()


def test_the_letter_is_kept_and_only_ever_downloaded(client: Client, claim: Claim) -> None:
    letter = SimpleUploadedFile("../consent.html", b"<script>alert(1)</script>")
    grant = record(client, claim, file=letter)
    answer = client.get(f"/consent/{grant.pk}/letter/")
    assert b"".join(answer) == b"<script>alert(1)</script>"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert ".." not in answer["Content-Disposition"]
    newer = SimpleUploadedFile("newer.txt", b"Dear desk")
    assert "newer.txt" in text_of(client.post(f"/consent/{grant.pk}/letter/", {"file": newer}, follow=True).content)
    assert b"".join(client.get(f"/consent/{grant.pk}/letter/")) == b"Dear desk"
    empty = client.post(f"/consent/{grant.pk}/letter/", {})
    assert empty.status_code == 422
    assert "Choose the file." in text_of(empty.content)


def test_consent_without_a_letter_has_none_to_download(client: Client, claim: Claim) -> None:
    grant = record(client, claim)
    assert client.get(f"/consent/{grant.pk}/letter/").status_code == 404


def test_saving_what_is_recorded_already_records_nothing(client: Client, claim: Claim) -> None:
    grant = record(client, claim)
    answer = client.post(f"/consent/{grant.pk}/", given(documents=[page_of(claim).pk]))
    assert answer.status_code == 422
    assert "This is what is recorded already." in text_of(answer.content)


def test_the_list_finds_by_giver_and_address_in_a_fixed_number_of_queries(client: Client, claim: Claim) -> None:
    assert "No consent is recorded yet." in text_of(client.get("/consent/").content)
    grant = record(client, claim)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert BY in text_of(client.get("/consent/").content)
        counts.append(len(queries))
        for number in range(5):
            more = PermissionGrant.objects.create(
                granted_by=f"Desk {number}",
                granted_on="2026-01-01",
                actions=["excerpt"],
                recorded_by=grant.recorded_by,
            )
            more.documents.add(page_of(claim))
    assert counts[0] == counts[1]
    assert "Desk 3" in text_of(client.get("/consent/?q=desk 3").content)
    assert "No consent fits" in text_of(client.get("/consent/?q=nobody").content)


def test_consent_is_shown_at_the_page_it_is_for(client: Client, claim: Claim) -> None:
    record(client, claim)
    told = text_of(client.get(f"/documents/{page_of(claim).public_id}/consent/").content)
    assert "Recorded for this page already" in told
    assert "Consent was obtained" in text_of(client.get(f"/claims/{claim.public_id}/").content)


def test_the_database_keeps_a_page_once_and_a_giver(client: Client, claim: Claim) -> None:
    grant = record(client, claim)
    with pytest.raises(IntegrityError), transaction.atomic():
        GrantedDocument.objects.create(permissiongrant=grant, document=page_of(claim))
    with pytest.raises(IntegrityError), transaction.atomic():
        PermissionGrant.objects.update(granted_by="")


def test_consumers_see_no_consent(consumer: User, signed_in: SignIn) -> None:
    assert signed_in(consumer).get("/consent/").status_code == 403
