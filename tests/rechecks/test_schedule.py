"""The state of a link over its visits; every time is passed in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.rechecks.schedule import LONGEST_WAIT, Next, Pace, Seen, after, host_rest
from claims.vocabulary import CheckOutcome, LinkState

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
PACE = Pace()


def see(outcome: CheckOutcome, now: datetime = START, **facts: Any) -> Next:
    return after(Seen(outcome=outcome, **facts), now=now, pace=PACE)


def course(outcome: CheckOutcome, hours: list[float], **facts: Any) -> list[Next]:
    """The states of a link that answers alike at each of the given hours."""
    state, failures = LinkState.ALIVE, 0
    found: list[Next] = []
    for hour in hours:
        since = START if found else None
        step = see(outcome, START + hour * HOUR, state=state, failures=failures, failing_since=since, **facts)
        state, failures = step.state, step.failures
        found.append(step)
    return found


def test_a_failing_link_is_tried_after_one_six_and_twenty_hours_and_then_dead() -> None:
    steps = course(CheckOutcome.GONE, [0, 1, 6, 20])
    assert [step.due_at for step in steps[:3]] == [START + hours * HOUR for hours in (1, 6, 20)]
    assert [step.state.value for step in steps] == ["failing", "failing", "failing", "dead"]
    assert steps[-1].due_at == START + 20 * HOUR + PACE.dead


@pytest.mark.parametrize("outcome", [CheckOutcome.SOFT_404, CheckOutcome.ERROR])
def test_soft_404_and_errors_take_the_same_way(outcome: CheckOutcome) -> None:
    assert [step.state.value for step in course(outcome, [0, 1, 6, 20])][-2:] == ["failing", "dead"]


def test_a_certain_death_is_believed_at_the_second_try() -> None:
    steps = course(CheckOutcome.GONE, [0, 1], certain=True)
    assert [step.state.value for step in steps] == ["failing", "dead"]


def test_visits_before_their_time_bring_death_no_nearer() -> None:
    steps = course(CheckOutcome.GONE, [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6])
    assert {step.state for step in steps} == {LinkState.FAILING}
    assert {step.due_at for step in steps} == {START + HOUR}
    assert course(CheckOutcome.GONE, [0, 0.1], certain=True)[-1].state is LinkState.FAILING


def test_tries_that_were_missed_are_made_up_for() -> None:
    steps = course(CheckOutcome.GONE, [0, 48, 49, 50])
    assert [step.state.value for step in steps] == ["failing", "failing", "failing", "dead"]
    assert steps[1].due_at == START + 49 * HOUR


def test_one_good_visit_ends_the_row_of_failures() -> None:
    good = see(CheckOutcome.ALIVE, state=LinkState.FAILING, failures=3, failing_since=START - 19 * HOUR)
    assert (good.state, good.failures) == (LinkState.ALIVE, 0)
    assert see(CheckOutcome.MOVED_TEMPORARILY, state=LinkState.DEAD).state is LinkState.MOVED


def test_a_dead_link_is_visited_slowly_and_can_come_back() -> None:
    dead = see(CheckOutcome.ERROR, state=LinkState.DEAD, failures=9, published=True)
    assert (dead.state, dead.due_at) == (LinkState.DEAD, START + PACE.dead)
    assert see(CheckOutcome.ALIVE, state=LinkState.DEAD, failures=9).state is LinkState.ALIVE


@pytest.mark.parametrize("state", list(LinkState))
def test_a_wall_or_our_own_guard_never_kills_and_never_revives(state: LinkState) -> None:
    for outcome in (CheckOutcome.BLOCKED, CheckOutcome.UNSAFE):
        step = see(outcome, state=state, failures=50, failing_since=START - 99 * HOUR)
        assert (step.state is LinkState.DEAD) == (state is LinkState.DEAD)
        assert step.failures == 50


def test_a_file_that_cannot_be_read_is_no_failure() -> None:
    step = see(
        CheckOutcome.ERROR, unreadable=True, state=LinkState.FAILING, failures=3, failing_since=START - 30 * HOUR
    )
    assert (step.state, step.failures) == (LinkState.ALIVE, 0)


def test_published_links_are_seen_within_a_day() -> None:
    assert see(CheckOutcome.ALIVE, published=True).due_at == START + 24 * HOUR
    assert see(CheckOutcome.ALIVE, published=True, jitter=1.0).due_at == START + 21 * HOUR
    assert see(CheckOutcome.ALIVE, published=True, jitter=1.0, every=timedelta(hours=24)).due_at == START + 21 * HOUR


def test_others_are_scattered_around_their_share_so_that_as_many_visits_come_of_it() -> None:
    every = timedelta(days=4)
    due = [see(CheckOutcome.ALIVE, jitter=jitter, every=every).due_at - START for jitter in (0.0, 0.5, 1.0)]
    assert due == [every * 15 / 16, every, every * 17 / 16]
    assert see(CheckOutcome.ALIVE, jitter=0.5).due_at == START + timedelta(days=7)


@given(
    st.sampled_from(list(CheckOutcome)),
    st.sampled_from(list(LinkState)),
    st.booleans(),
    st.booleans(),
    st.integers(0, 60),
    st.none() | st.timedeltas(timedelta(0), timedelta(days=40)),
    st.floats(0, 1),
)
def test_whatever_happens_there_is_a_next_visit_within_the_promise(
    outcome: CheckOutcome,
    state: LinkState,
    certain: bool,
    published: bool,
    failures: int,
    ago: timedelta | None,
    jitter: float,
) -> None:
    seen = Seen(
        outcome=outcome,
        certain=certain,
        state=state,
        failures=failures,
        failing_since=START - ago if ago is not None else None,
        published=published,
        jitter=jitter,
    )
    step = after(seen, now=START, pace=PACE)
    assert START < step.due_at <= START + timedelta(days=7) * 17 / 16
    if published and step.state is not LinkState.DEAD and state is not LinkState.DEAD:
        assert step.due_at <= START + 24 * HOUR
    assert after(seen, now=START, pace=PACE) == step


def test_a_host_that_struggles_is_visited_more_slowly_and_not_before_it_says() -> None:
    assert host_rest(status=200, retry_after="60", delay=2, now=START) == (2, None)
    assert host_rest(status=503, retry_after=None, delay=2, now=START) == (4, None)
    assert host_rest(status=429, retry_after="90", delay=40, now=START) == (60, START + timedelta(seconds=90))
    for text in ("Mon, 02 Mar 2026 13:00:00 GMT", "9" * 40, "-5", "99999999", "²", "٣", "1_0", "1e3"):
        assert host_rest(status=429, retry_after=text, delay=2, now=START) == (4, START + LONGEST_WAIT)
