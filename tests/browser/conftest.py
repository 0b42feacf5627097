"""A real Chromium against the real site. Without Chromium these tests fail: a skipped test would look like a pass."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from claims.models import User
from tests.models.build import a_user

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the driver runs a loop in this thread; the tests wait for it anyway

_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PASSWORD = "a-long-word-for-tests"
Enter = Callable[..., Page]
_ANSWERED = re.compile(r"Failed to load resource: .* status of (403|404|409|422) ")
"""What the browser says of refusals that a test asked for; they have pages of their own."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium")
    assert path is not None, "Chromium is missing: install it, or leave these tests out by --ignore=tests/browser"
    with sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=path, args=_ARGUMENTS)
        yield found
        found.close()


@pytest.fixture
def person() -> Callable[[str, str], User]:
    def make(name: str, role: str) -> User:
        return a_user(username=name, role=role)

    return make


@pytest.fixture
def enter(browser: Browser, live_server: object) -> Iterator[Enter]:
    """Sign a person in, each in a browser of their own; console errors fail the test.

    By the cookie of a session; with ``form=True`` by the form, as people do.
    """
    contexts, complaints = [], []

    def hear(said: ConsoleMessage) -> None:
        if said.type == "error" and not _ANSWERED.match(said.text):
            complaints.append(said.text)

    def sign_in(user: User, *, form: bool = False, **options: object) -> Page:
        context = browser.new_context(base_url=str(live_server), **options)  # type: ignore[arg-type]
        contexts.append(context)
        if not form:
            client = Client()
            client.force_login(user)
            name = settings.SESSION_COOKIE_NAME
            context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": str(live_server)}])
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", hear)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto("/account/login/" if form else "/")
        if form:
            user.set_password(PASSWORD)
            user.save()
            page.fill("input[name=login]", user.username)
            page.fill("input[name=password]", PASSWORD)
            page.keyboard.press("Enter")
            page.wait_for_url(lambda url: "/account/login/" not in url)
        return page

    yield sign_in
    for context in contexts:
        context.close()
    assert complaints == []
