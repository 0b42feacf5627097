"""What every page has: sign-in, headers, looks, and pages for what went wrong."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import settings
from django.test import Client

from claims.models import User
from tests.models.build import a_user

SignIn = Callable[[User], Client]
VENDOR = Path(__file__).parents[2] / "static" / "vendor"


def _policy(response: object) -> dict[str, str]:
    header: str = response.headers["Content-Security-Policy"]  # type: ignore[attr-defined]  # the client's own class
    parts = (part.strip().partition(" ") for part in header.split(";"))
    return {name: value for name, _, value in parts}


def test_a_stranger_is_led_to_the_sign_in_page_and_then_to_where_they_wanted(db: None) -> None:
    a_user(username="chris", role="fact_checker")
    chris = User.objects.get(username="chris")
    chris.set_password("a long enough password")
    chris.save()
    client = Client()
    asked = client.get("/keys/")
    assert asked.status_code == 302
    assert asked.headers["Location"] == "/account/login/?next=/keys/"
    answer = client.post("/account/login/", {"login": "chris", "password": "a long enough password", "next": "/keys/"})
    assert answer.headers["Location"] == "/keys/"
    assert client.get("/keys/").status_code == 200


def test_a_wrong_password_is_told_beside_the_form_and_the_name_is_kept(db: None) -> None:
    page = Client().post("/account/login/", {"login": "chris", "password": "wrong"}).content.decode()
    assert 'role="alert"' in page
    assert 'value="chris"' in page
    assert "wrong" not in page.replace("wrong.", "")


def test_guessing_passwords_is_stopped_after_a_few_tries(db: None) -> None:
    client = Client()
    answers = [client.post("/account/login/", {"login": "chris", "password": str(n)}) for n in range(12)]
    assert answers[0].status_code == 200
    last = answers[-1]
    assert last.status_code == 429 or "Too many" in last.content.decode()


def test_whoever_has_a_second_factor_signs_in_with_both(checker: User) -> None:
    checker.set_password("a long enough password")
    checker.save()
    secret = generate_totp_secret()
    TOTP.activate(checker, secret)
    client = Client()
    first = client.post("/account/login/", {"login": "chris", "password": "a long enough password"}, follow=True)
    assert first.redirect_chain[-1][0].startswith("/account/2fa/authenticate/")
    assert client.get("/keys/").status_code == 302
    client.post("/account/2fa/authenticate/", {"code": "000000"})
    assert client.get("/keys/").status_code == 302
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    client.post("/account/2fa/authenticate/", {"code": code})
    assert client.get("/keys/").status_code == 200


def test_nobody_can_sign_up(db: None) -> None:
    new = {"username": "mallory", "password1": "a long enough password", "password2": "a long enough password"}
    Client().post("/account/signup/", new)
    assert not User.objects.filter(username="mallory").exists()
    assert "Sign-up is closed" in Client().get("/account/signup/").content.decode()


def test_every_answer_carries_a_policy_without_exceptions(db: None) -> None:
    policy = _policy(Client().get("/account/login/"))
    assert policy["default-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["object-src"] == policy["base-uri"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert not any("unsafe" in value or "*" in value or "http" in value for value in policy.values())


def test_other_headers_are_set(db: None) -> None:
    headers = Client().get("/account/login/").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_the_chosen_theme_is_remembered_and_applied_by_the_server(checker: User, signed_in: SignIn) -> None:
    client = signed_in(checker)
    assert 'data-theme="auto"' in client.get("/keys/").content.decode()
    answer = client.post("/theme/", {"theme": "dark", "next": "/keys/"})
    assert answer.headers["Location"] == "/keys/"
    assert 'data-theme="dark"' in client.get("/keys/").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_the_theme_switch_leads_to_no_other_site(db: None, elsewhere: str) -> None:
    assert Client().post("/theme/", {"theme": "dark", "next": elsewhere}).headers["Location"] == "/"


def test_a_theme_that_does_not_exist_is_not_remembered(db: None) -> None:
    answer = Client().post("/theme/", {"theme": '"><script>', "next": "/"})
    assert "theme" not in answer.cookies


def test_single_keys_can_be_turned_off(checker: User, signed_in: SignIn) -> None:
    client = signed_in(checker)
    assert 'data-shortcuts="on"' in client.get("/keys/").content.decode()
    client.post("/theme/", {"shortcuts": "off", "next": "/keys/"})
    assert 'data-shortcuts="off"' in client.get("/keys/").content.decode()


def test_a_name_with_markup_is_shown_as_text(db: None, signed_in: SignIn) -> None:
    page = signed_in(a_user(first_name="<script>alert(1)</script>", role="editor")).get("/keys/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_an_address_that_does_not_exist_answers_in_the_style_of_the_site(checker: User, signed_in: SignIn) -> None:
    answer = signed_in(checker).get("/nowhere/")
    assert answer.status_code == 404
    assert "There is nothing here" in answer.content.decode()
    assert 'class="brand"' in answer.content.decode()


def test_a_request_that_is_far_too_large_is_told_so(checker: User, signed_in: SignIn) -> None:
    size = settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1
    answer = signed_in(checker).post("/theme/", {"next": "x" * size})
    assert answer.status_code == 413
    assert "too large" in answer.content.decode()


def test_a_form_from_elsewhere_is_refused_in_plain_words(checker: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(checker)
    answer = client.post("/theme/", {"theme": "dark"})
    assert answer.status_code == 403
    assert "Please send it again" in answer.content.decode()


def test_static_files_need_no_sign_in(db: None) -> None:
    answer = Client().get("/static/css/site.css")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/css")


def test_vendored_files_are_those_of_the_manifest() -> None:
    manifest = json.loads((VENDOR / "manifest.json").read_text())
    listed = {file["path"]: file["sha256"] for part in manifest["parts"] for file in part["files"]}
    there = {
        str(path.relative_to(VENDOR)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }
    assert listed == there
    assert all(part["licence"] and part["version"] for part in manifest["parts"])


def test_no_template_holds_an_inline_script_or_style() -> None:
    for path in (VENDOR.parents[1] / "templates").rglob("*.html"):
        text = path.read_text()
        assert "<style" not in text, path
        assert ' style="' not in text, path
        assert ' onclick="' not in text, path
        for opening in text.split("<script")[1:]:
            element = opening.split(">")[0]
            assert " src=" in element or ' type="application/ld+json"' in element, path  # a data block is not run


PAGES_OF_AN_ACCOUNT = [
    "/account/logout/",
    "/account/password/change/",
    "/account/2fa/",
    "/account/2fa/totp/activate/",
    "/account/2fa/webauthn/",
    "/account/2fa/webauthn/add/",
    "/account/2fa/recovery-codes/generate/",
    "/account/reauthenticate/",
]


@pytest.mark.parametrize("address", PAGES_OF_AN_ACCOUNT)
def test_pages_of_the_account_look_like_ours(address: str, checker: User) -> None:
    checker.set_password("a long enough password")
    checker.save()
    client = Client()
    client.post("/account/login/", {"login": "chris", "password": "a long enough password"})
    answer = client.get(address, follow=True)
    assert answer.status_code == 200
    assert 'class="brand"' in answer.content.decode()
    assert "<h1>" in answer.content.decode()
