"""What all tests share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.db.transaction import TransactionManagementError
from hypothesis import HealthCheck
from hypothesis import settings as drawing

from claims.api import tokens
from claims.models import User
from tests.models.build import a_user

# how long drawing takes tells of the machine, not of the code; the bench of mutants brings rules of its own
drawing.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
if drawing.get_current_profile_name() == "default":
    drawing.load_profile("untimed")

# what belongs to a decision, and locks, which last as long as their transaction
_NEEDS_ONE = re.compile(
    r'\AINSERT INTO "claims_(ledgerentry|change|release)"|\bFOR (NO KEY )?(UPDATE|SHARE)\b|\bpg_advisory_xact_lock\b'
)


def _in_its_own_transaction(run: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    """Refuse what needs a transaction when only the test's own is open: outside tests there is none."""
    blocks = connection.atomic_blocks
    if blocks and all(getattr(block, "_from_testcase", False) for block in blocks) and _NEEDS_ONE.search(sql):
        raise TransactionManagementError(f"no transaction of its own: {sql[:60]}")
    return run(sql, params, many, context)


@pytest.fixture(autouse=True)
def _as_without_the_tests_transaction() -> Iterator[None]:
    """A test's transaction must not hide that code forgot its own."""
    with connection.execute_wrapper(_in_its_own_transaction):
        yield


@pytest.fixture(autouse=True)
def _own_cache(settings: Any) -> None:
    """A part of the cache for each test: emptying it would empty it for the tests beside it, and for the broker."""
    own = {**settings.CACHES["default"], "KEY_PREFIX": f"test-{uuid4().hex}"}
    settings.CACHES = {"default": own}


@pytest.fixture(autouse=True)
def _one_address(settings: Any) -> None:
    """All tests ask from one address: whoever comes without a token is not counted together with the tests beside."""
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "anonymous": (0, 60)}


@pytest.fixture(autouse=True)
def _no_token_known() -> None:
    """What an earlier test looked up is no longer known."""
    tokens.forget()


@pytest.fixture
def checker(db: None) -> User:
    """A fact-checker."""
    return a_user(role="fact_checker")


@pytest.fixture
def editor(db: None) -> User:
    """An editor."""
    return a_user(role="editor", username="edith")
