"""What a visit waits for, and how soon to look again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from claims.models import Host, Link
from claims.web.awaiting import awaited, pause, reasons

NOW = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)


def seconds(number: float) -> datetime:
    return NOW + timedelta(seconds=number)


def a_link(*, due_in: float = -30, asked: float = -30, **facts: Any) -> Link:
    host = Host(name="courier.example", delay_seconds=4, **facts)
    return Link(url="https://courier.example/a", host=host, due_at=seconds(due_in), asked_at=seconds(asked))


@pytest.mark.parametrize(
    ("since", "looked_again"), [(0, 1), (5, 1), (12, 2), (30, 5), (59, 9), (60, 10), (3600, 10), (-5, 1)]
)
def test_the_longer_nothing_happens_the_rarer_one_looks(since: float, looked_again: int) -> None:
    assert pause(news_at=seconds(-since), now=NOW) == looked_again


@pytest.mark.parametrize(
    ("link", "words"),
    [
        (a_link(), "It comes with the next round, within a minute or so."),
        (
            a_link(lease_until=seconds(200)),
            "courier.example is being visited now, one page after another, 4 s between two.",
        ),
        (a_link(lease_until=seconds(-1)), "It comes with the next round, within a minute or so."),
        (a_link(not_before=seconds(3)), "courier.example was visited a moment ago and rests for its delay of 4 s."),
        (a_link(not_before=seconds(90)), "courier.example asked for rest: it is visited again from 14:01:30 UTC on."),
        (
            a_link(not_before=NOW + timedelta(days=2)),
            "courier.example asked for rest: it is visited again from 4 Mar 2026, 14:00 UTC on.",
        ),
        (a_link(due_in=120), "The visit had to be put off; it is tried again at 14:02:00 UTC."),
        (a_link(due_in=120, lease_until=seconds(9)), "The visit had to be put off; it is tried again at 14:02:00 UTC."),
        (
            a_link(asked=-600),
            "Nobody has taken it up for minutes: tell whoever runs this installation that visits stand still.",
        ),
        (
            a_link(asked=-600, not_before=seconds(3)),
            "courier.example was visited a moment ago and rests for its delay of 4 s.",
        ),
    ],
)
def test_what_is_awaited_is_said_in_words(link: Link, words: str) -> None:
    assert awaited(link, now=NOW) == words


def test_links_that_wait_for_the_same_are_counted_together() -> None:
    found = reasons([a_link(due_in=120), a_link(), a_link()], now=NOW)
    assert [(one.words.partition(",")[0], one.links) for one in found] == [
        ("It comes with the next round", 2),
        ("The visit had to be put off; it is tried again at 14:02:00 UTC.", 1),
    ]
