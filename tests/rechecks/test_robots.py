"""What a host asks of programs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from claims.capture.errors import TimedOut
from claims.capture.transfer import Answer
from claims.rechecks import robots

AGENT = "ProvenanceBot/0.1 (+https://newsroom.example/bot)"
TEXT = "User-agent: *\nDisallow: /inside\nAllow: /inside/open\nCrawl-delay: 7\n"
NOW = datetime(2026, 3, 2, tzinfo=UTC)


def answer(status: int, body: bytes = TEXT.encode()) -> Answer:
    return Answer("https://courier.example/robots.txt", status, {}, body)


def test_rules_stand_at_the_root_of_the_host() -> None:
    assert robots.address("https://courier.example:8443/a/b?c#d") == "https://courier.example:8443/robots.txt"


@pytest.mark.parametrize(
    ("path", "permitted"), [("/", True), ("/inside", False), ("/inside/x", False), ("/inside/open", True)]
)
def test_the_longest_rule_decides(path: str, permitted: bool) -> None:
    assert robots.permits(TEXT, f"https://courier.example{path}", AGENT) is permitted


def test_a_rule_for_us_by_name_goes_before_the_rule_for_all() -> None:
    text = "User-agent: ProvenanceBot\nDisallow:\n\nUser-agent: *\nDisallow: /\n"
    assert robots.permits(text, "https://courier.example/a", AGENT)
    assert not robots.permits(text, "https://courier.example/a", "OtherBot/1")


def test_a_delay_is_kept_up_to_a_minute() -> None:
    assert robots.delay(TEXT, AGENT) == 7
    assert robots.delay("User-agent: *\nCrawl-delay: 86400\n", AGENT) == 60
    assert robots.delay(None, AGENT) == robots.delay("", AGENT) == 0


def test_no_rules_permit_and_rules_that_cannot_be_had_leave_those_known() -> None:
    assert robots.rules(answer(200), None) == TEXT
    assert robots.rules(answer(404), TEXT) is None
    assert robots.rules(answer(503), TEXT) == TEXT
    assert robots.rules(TimedOut("slow"), TEXT) == TEXT
    assert robots.rules(answer(200, b"\x00\x01"), TEXT) is None
    assert robots.permits(None, "https://courier.example/inside", AGENT)
    assert len(robots.rules(answer(200, b"#" * 2_000_000), None) or "") == robots.LARGEST


def test_rules_are_believed_for_a_day() -> None:
    assert robots.are_fresh(NOW - timedelta(hours=23), NOW)
    assert not robots.are_fresh(NOW - timedelta(hours=25), NOW)
    assert not robots.are_fresh(None, NOW)
