"""A receiver that is allowed by name, and somebody who wants to be told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from claims.models import User
from tests.models.build import a_user
from tests.webhooks.receiver import HOST, Receiver, a_receiver


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    with a_receiver() as running:
        settings.WEBHOOK_PRIVATE_HOSTS = [f"{HOST}:{running.port}"]
        yield running


@pytest.fixture
def consumer(db: None) -> User:
    return a_user(username="connie", role="consumer")
