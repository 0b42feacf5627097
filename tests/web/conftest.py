"""People of the pages' tests, signed in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from claims.models import User
from tests.models.build import a_user


@pytest.fixture
def checker(db: None) -> User:
    return a_user(username="chris", role="fact_checker")


@pytest.fixture
def editor(db: None) -> User:
    return a_user(username="edith", role="editor")


@pytest.fixture
def consumer(db: None) -> User:
    return a_user(username="connie", role="consumer")


@pytest.fixture
def signed_in() -> Callable[[User], Client]:
    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in
