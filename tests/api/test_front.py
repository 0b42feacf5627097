"""The short way of plain reads answers like the long one, for known tokens only, and not for long."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from claims.api import tokens
from claims.models import ApiToken, User
from claims.vocabulary import ReviewAction
from tests.api.build import get, token
from tests.review.build import logged, step, vetted

pytestmark = pytest.mark.django_db


def test_both_ways_answer_the_same(checker: User, editor: User) -> None:
    one, gone, draft = vetted(checker, editor), vetted(checker, editor), logged(checker)
    step(gone, ReviewAction.WITHDRAW, editor, note="misheard")
    step(one, ReviewAction.REOPEN, None)
    key = token()
    path = f"claims/{one.public_id}"
    paths = ["claims", "claims?limit=1&q=engines", "claims?limit=x", path, f"{path}?version=1", f"{path}?version=9"]
    paths += [f"claims/{claim.public_id}" for claim in (gone, draft)]
    for asked in paths:
        tokens.forget()
        long = get(asked, key=key)
        short = get(asked, key=key)
        assert (long.status_code, long.content) == (short.status_code, short.content), asked
        for name in ("Content-Type", "ETag", "Content-Length", "X-Content-Type-Options"):
            assert long.headers.get(name) == short.headers.get(name), (asked, name)


def test_a_page_a_claim_and_a_304_cost_one_query_each(
    checker: User, editor: User, django_assert_num_queries: Any
) -> None:
    path, key = f"claims/{vetted(checker, editor).public_id}", token()
    etag = get(path, key=key).headers["ETag"]
    for asked, headers in (("claims", {}), (path, {}), (path, {"If-None-Match": etag})):
        with django_assert_num_queries(1):
            assert get(asked, key=key, **headers).status_code == (304 if headers else 200)


def test_a_revoked_token_is_known_for_seconds_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    key = token()
    assert get("claims", key=key).status_code == 200
    ApiToken.objects.all().delete()
    assert get("claims", key=key).status_code == 200
    monkeypatch.setattr(tokens, "LIFETIME", 0.0)
    assert get("claims", key=key).status_code == 401


def test_a_known_token_opens_nothing_beyond_its_scope_and_its_end(checker: User) -> None:
    logging, ending = token(("log",)), token(expiry=timedelta(hours=1))
    for _ in range(2):
        assert get("claims", key=logging).status_code == 403
        assert get("claims", key=ending).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        assert get("claims", key=ending).status_code == 401


def test_another_format_goes_the_long_way(checker: User, editor: User) -> None:
    path, key = f"claims/{vetted(checker, editor).public_id}", token()
    get(path, key=key)
    answer = get(path, key=key, Accept="application/ld+json")
    assert answer.headers["Content-Type"].startswith("application/ld+json")
    assert "Accept" in get(path, key=key).headers["Vary"]
