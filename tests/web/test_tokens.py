"""API tokens made by people for their own programs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from claims.api import tokens
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
    tokens.forget()  # as after a few seconds: tests/api/test_front.py
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


def _ask(text: str, times: int) -> None:
    for _ in range(times):
        Client().get("/api/v1/claims", headers={"Authorization": f"Token {text}"})


def test_use_is_shown_by_day(consumer: User, signed_in: SignIn) -> None:
    _, busy = ApiToken.objects.create(user=consumer, label="Busy", scopes=["read"], expiry=None)
    ApiToken.objects.create(user=consumer, label="Idle", scopes=["read"], expiry=None)
    with time_machine.travel("2026-03-02 12:00:00+00:00"):
        _ask(busy, 2)
    with time_machine.travel("2026-03-04 12:00:00+00:00"):
        _ask(busy, 4)
        page = signed_in(consumer).get("/tokens/").content.decode()
    assert '2 Mar: <span class="num">2</span>' in page
    assert '4 Mar: <span class="num">4</span>' in page
    assert 'y="10" width="3" height="10"' in page
    assert page.count("<svg") == 1
    assert '<span class="muted">none</span>' in page


def test_without_the_counter_the_page_says_so(consumer: User, signed_in: SignIn, settings: Any) -> None:
    ApiToken.objects.create(user=consumer, label="Website", scopes=["read"], expiry=None)
    client = signed_in(consumer)
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}}
    assert "not counted just now" in client.get("/tokens/").content.decode()


def test_a_token_that_ends_soon_is_marked(consumer: User, signed_in: SignIn) -> None:
    for days, label in ((3, "Three"), (30, "Thirty"), (-1, "Past")):
        ApiToken.objects.create(user=consumer, label=label, scopes=["read"], expiry=timedelta(days=days))
    page = signed_in(consumer).get("/tokens/").content.decode()
    assert page.count('class="badge warn"') == page.count('class="badge bad"') == 1


@pytest.mark.parametrize("number", [1, 5])
def test_the_list_costs_the_same_queries_whatever_its_length(
    number: int, consumer: User, signed_in: SignIn, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        ApiToken.objects.create(user=consumer, label="Website", scopes=["read"], expiry=None)
    client = signed_in(consumer)
    with django_assert_num_queries(3):  # session, person, tokens
        client.get("/tokens/")
