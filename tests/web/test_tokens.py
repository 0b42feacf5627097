"""API tokens made by people for their own programs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from claims.models import ApiToken, User

SignIn = Callable[[User], Client]


def _text(page: str) -> str:
    return page.split('id="token" readonly value="')[1].split('"')[0]


def test_a_token_is_shown_once_and_works(consumer: User, signed_in: SignIn) -> None:
    client = signed_in(consumer)
    made = client.post("/tokens/create/", {"label": "Website", "scopes": ["read"], "expiry": "30"})
    text = _text(made.content.decode())
    assert "no-store" in made.headers["Cache-Control"]
    assert Client().get("/api/v1/claims", headers={"Authorization": f"Token {text}"}).status_code == 200
    page = client.get("/tokens/").content.decode()
    assert "Website" in page
    assert text not in page
    token = ApiToken.objects.get()
    assert token.expiry is not None
    assert timedelta(days=29) < token.expiry - timezone.now() <= timedelta(days=30)


def test_a_token_may_have_no_end(consumer: User, signed_in: SignIn) -> None:
    signed_in(consumer).post("/tokens/create/", {"label": "Website", "scopes": ["read"], "expiry": ""})
    assert ApiToken.objects.get().expiry is None


@pytest.mark.parametrize(
    ("role", "asked", "made"),
    [
        ("consumer", "log", False),
        ("fact_checker", "log", True),
        ("fact_checker", "review", False),
        ("editor", "review", True),
        ("editor", "admin", False),
    ],
)
def test_a_token_may_do_no_more_than_its_person(role: str, asked: str, made: bool, signed_in: SignIn) -> None:
    user = User.objects.create(username="someone", role=role)
    answer = signed_in(user).post("/tokens/create/", {"label": "Program", "scopes": ["read", asked], "expiry": "90"})
    assert ApiToken.objects.exists() is made
    if not made:
        assert 'role="alert"' in answer.content.decode()


test_a_token_may_do_no_more_than_its_person = pytest.mark.django_db(test_a_token_may_do_no_more_than_its_person)


def test_a_failed_form_keeps_what_was_typed(consumer: User, signed_in: SignIn) -> None:
    page = signed_in(consumer).post("/tokens/create/", {"label": "My <b>site</b>", "expiry": "365"}).content.decode()
    assert 'value="My &lt;b&gt;site&lt;/b&gt;"' in page
    assert '<option value="365" selected>' in page
    assert 'href="#id_scopes"' in page


def test_a_revoked_token_stops_working(consumer: User, signed_in: SignIn) -> None:
    token, text = ApiToken.objects.create(user=consumer, label="Old", scopes=["read"], expiry=None)
    assert Client().get("/api/v1/claims", headers={"Authorization": f"Token {text}"}).status_code == 200
    signed_in(consumer).post(f"/tokens/{token.pk}/revoke/")
    assert Client().get("/api/v1/claims", headers={"Authorization": f"Token {text}"}).status_code == 401


def test_nobody_sees_or_revokes_the_token_of_another(consumer: User, editor: User, signed_in: SignIn) -> None:
    token, _ = ApiToken.objects.create(user=consumer, label="Website of connie", scopes=["read"], expiry=None)
    client = signed_in(editor)
    assert "Website of connie" not in client.get("/tokens/").content.decode()
    assert client.post(f"/tokens/{token.pk}/revoke/").status_code == 404
    assert ApiToken.objects.filter(pk=token.pk).exists()


def test_looking_at_the_address_revokes_nothing(consumer: User, signed_in: SignIn) -> None:
    token, _ = ApiToken.objects.create(user=consumer, label="Website", scopes=["read"], expiry=None)
    assert signed_in(consumer).get(f"/tokens/{token.pk}/revoke/").status_code == 405
    assert ApiToken.objects.exists()
