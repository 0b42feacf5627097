"""Findings about a person's claims, on their first page, since they were here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from claims.models import Finding, User
from claims.web.since import APART, read
from tests.models.build import a_user
from tests.web_editor.build import a_finding, submitted, text_of, vetted

SignIn = Callable[[User], Client]
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def cookie(before: datetime, last: datetime, user: int = 7) -> str:
    return f"{user}|{before.isoformat()}|{last.isoformat()}"


def test_looks_within_some_hours_are_one_visit() -> None:
    found = read(cookie(NOW - 50 * HOUR, NOW - HOUR), 7, now=NOW)
    assert (found.before, found.last) == (NOW - 50 * HOUR, NOW)


def test_a_later_look_is_a_new_visit_since_the_last_look() -> None:
    last = NOW - APART - HOUR
    assert read(cookie(NOW - 50 * HOUR, last), 7, now=NOW).before == last


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "7",
        "7||",
        "7|x|y",
        "7|2026-99-99T00:00:00+00:00|2026-03-01T00:00:00+00:00",
        "7|2026-03-01T00:00:00|2026-03-01T00:00:00",
        cookie(NOW - HOUR, NOW - HOUR, user=8),
    ],
)
def test_a_cookie_that_is_broken_or_somebody_elses_tells_nothing(broken: str) -> None:
    assert read(broken, 7, now=NOW).before == NOW - timedelta(days=7)


def test_a_time_to_come_is_no_time_before() -> None:
    assert read(cookie(NOW + HOUR, NOW + HOUR), 7, now=NOW).before == NOW


def test_who_logged_and_who_approved_a_claim_hear_of_its_findings_and_nobody_else(
    checker: User, editor: User, signed_in: SignIn
) -> None:
    finding = a_finding(vetted(checker, editor))
    for user in (checker, editor):
        page = signed_in(user).get("/").content
        assert f"/findings/{finding.public_id}/" in page.decode()
        assert "new Quoted passage was edited open" in text_of(page)
    for role in ("fact_checker", "editor"):
        assert finding.public_id not in signed_in(a_user(role=role)).get("/").content.decode()


def test_at_the_next_visit_it_is_no_longer_new_and_once_settled_it_is_gone(
    checker: User, editor: User, signed_in: SignIn
) -> None:
    finding = a_finding(vetted(checker, editor), found_at=timezone.now() - timedelta(days=2))
    client = signed_in(checker)
    assert "new Quoted passage was edited" in text_of(client.get("/").content)
    client.cookies["here"] = cookie(timezone.now() - 9 * HOUR, timezone.now() - HOUR, user=checker.pk)
    text = text_of(client.get("/").content)
    assert "Quoted passage was edited open" in text
    assert "new Quoted" not in text
    Finding.objects.update(state="settled", settled_by=editor, settled_at=timezone.now())
    assert finding.public_id not in client.get("/").content.decode()


def test_a_first_page_leaves_the_cookie_for_this_person_alone(checker: User, signed_in: SignIn) -> None:
    submitted(checker)
    answer = signed_in(checker).get("/")
    left = answer.cookies["here"]
    assert left.value.startswith(f"{checker.pk}|")
    assert left["httponly"]
    assert left["samesite"] == "Lax"
