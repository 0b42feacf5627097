"""How often programs may call: counted together, told in every answer, never a reason to answer nobody."""

from __future__ import annotations

from collections import Counter as Numbers
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from claims.api.limits import TokenThrottle
from claims.metering import service
from claims.metering.quota import Counter, Policy
from claims.metering.service import name_of, new_counter, policy_of, usage
from claims.models import ApiToken, User
from tests.models.build import a_user

POLICY = Policy("reader", 600, 60)
NOON = 1_772_452_800.0


class Together:
    """What all processes count together."""

    def __init__(self) -> None:
        self.counts: Numbers[tuple[str, int]] = Numbers()
        self.asked = 0

    def ask(self, who: str, window: int, policy: Policy, number: int) -> int:
        self.asked += 1
        self.counts[who, window] += number
        return self.counts[who, window]


def allowed(counter: Counter, number: int, policy: Policy = POLICY, now: float = NOON) -> int:
    return sum(counter.take("a", policy, now=now).allowed for _ in range(number))


def test_the_quota_is_answered_and_no_call_more_until_the_window_ends() -> None:
    counter = Counter(Together().ask)
    assert allowed(counter, 700) == 600
    verdict = counter.take("a", POLICY, now=NOON + 59.5)
    assert (verdict.allowed, verdict.remaining, verdict.resets_in) == (False, 0, 1)
    assert verdict.headers() == {"RateLimit-Policy": '"reader";q=600;w=60', "RateLimit": '"reader";r=0;t=1'}
    assert counter.take("b", POLICY, now=NOON).allowed
    assert counter.take("a", POLICY, now=NOON + 60).allowed


@given(st.lists(st.integers(0, 3), min_size=1, max_size=900), st.integers(1, 400))
def test_processes_together_never_exceed_the_quota_and_leave_little_of_it(turns: list[int], quota: int) -> None:
    together = Together()
    policy = Policy("reader", quota, 60)
    processes = [Counter(together.ask) for _ in range(4)]
    answered = sum(processes[turn].take("a", policy, now=NOON).allowed for turn in turns)
    assert answered <= quota
    unused = 4 * max(1, quota // 100)
    assert answered >= min(len(turns), quota - unused)


def test_most_calls_of_a_busy_program_ask_nobody() -> None:
    together = Together()
    assert allowed(Counter(together.ask), 600) == 600
    assert together.asked < 150


def test_who_may_not_call_costs_no_further_question() -> None:
    together = Together()
    counter = Counter(together.ask)
    allowed(counter, 601)
    asked = together.asked
    assert allowed(counter, 100) == 0
    assert together.asked == asked


def test_where_nobody_counts_each_process_does_alone() -> None:
    assert allowed(Counter(lambda *_: None), 700) == 600


def test_what_is_left_is_told_exactly_by_one_process() -> None:
    counter = Counter(Together().ask)
    left = [counter.take("a", POLICY, now=NOON).remaining for _ in range(600)]
    assert left == list(range(599, -1, -1))


def test_without_a_limit_nothing_is_told() -> None:
    verdicts = [Counter(Together().ask).take("a", Policy("reader", 0, 60), now=NOON) for _ in range(5)]
    assert all(verdict.allowed and verdict.headers() == {} for verdict in verdicts)


@pytest.fixture
def program(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A program that may call three times an hour, and a process that has counted nothing yet."""
    monkeypatch.setattr(service, "_counter", new_counter())
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "reader": (3, 3600)}
    _, text = ApiToken.objects.create(user=a_user(), label="x", scopes=["read"])
    return Client(headers={"Authorization": f"Token {text}"})


@time_machine.travel("2026-03-02 12:30:00+00:00", tick=False)
def test_every_answer_tells_what_is_left_and_the_last_that_it_is_enough(program: Client) -> None:
    left = [program.get(f"/api/v1/{path}").headers["RateLimit"] for path in ("claims", "changes", "claims/0")]
    assert left == [f'"reader";r={number};t=1800' for number in (2, 1, 0)]
    answer = program.get("/api/v1/claims")
    assert (answer.status_code, answer.headers["Content-Type"]) == (429, "application/problem+json")
    assert answer.json()["type"] == "/problems/too-many-requests"
    assert answer.headers["Retry-After"] == "1800"
    assert answer.headers["RateLimit"] == '"reader";r=0;t=1800'


@time_machine.travel("2026-03-02 12:30:00+00:00", tick=False)
def test_processes_count_together_and_alone_while_redis_is_away(
    program: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert program.get("/api/v1/claims").status_code == 200
    monkeypatch.setattr(service, "_counter", new_counter())  # another process
    assert [program.get("/api/v1/claims").status_code for _ in range(3)] == [200, 200, 429]
    own = {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {"default": own}
    monkeypatch.setattr(service, "_counter", new_counter())
    assert [program.get("/api/v1/claims").status_code for _ in range(4)] == [200, 200, 200, 429]
    assert usage(list(ApiToken.objects.all()), today=timezone.now().date()) is None


def test_use_is_counted_by_day(program: Client) -> None:
    token = ApiToken.objects.get()
    with time_machine.travel("2026-03-02 12:00:00+00:00"):
        program.get("/api/v1/claims")
    with time_machine.travel("2026-03-03 12:00:00+00:00"):
        program.get("/api/v1/claims")
        program.get("/api/v1/claims")
        (used,) = usage([token], today=timezone.now().date()) or [{}]
    assert [count for _, count in sorted(used.items())][-3:] == [0, 1, 2]
    assert name_of(token) in str(token.pk)


@pytest.mark.parametrize(("scopes", "name"), [(["read"], "reader"), (["read", "log"], "newsroom"), (None, "anonymous")])
def test_tokens_are_limited_by_what_they_may(scopes: list[str] | None, name: str) -> None:
    assert policy_of(ApiToken(scopes=scopes) if scopes else None).name == name


def test_who_is_signed_in_reads_as_a_reader() -> None:
    assert policy_of(None, User(username="connie")).name == "reader"


def test_a_browser_that_asks_for_a_page_is_not_counted(program: Client) -> None:
    assert "RateLimit" not in program.get("/account/login/").headers
    assert TokenThrottle().wait() is None
