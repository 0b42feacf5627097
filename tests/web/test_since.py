"""Findings about a person's claims, on their first page, since they were here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.models import Finding, User
from claims.web.since import APART, here, look
from tests.models.build import a_user
from tests.web_editor.build import a_finding, text_of, vetted

SignIn = Callable[[User], Client]
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_looks_within_some_hours_are_one_visit() -> None:
    found = here(NOW - 50 * HOUR, NOW - HOUR, now=NOW)
    assert (found.before, found.last) == (NOW - 50 * HOUR, NOW)


def test_a_later_look_is_a_new_visit_since_the_last_look() -> None:
    last = NOW - APART - HOUR
    assert here(NOW - 50 * HOUR, last, now=NOW).before == last


def test_who_was_never_here_looks_back_a_week() -> None:
    assert here(None, None, now=NOW).before == NOW - timedelta(days=7)


def test_a_time_to_come_is_no_time_before() -> None:
    assert here(NOW + HOUR, NOW + HOUR, now=NOW).before == NOW


def test_who_logged_and_who_approved_a_claim_hear_of_its_findings_and_nobody_else(
    checker: User, editor: User, signed_in: SignIn
) -> None:
    finding = a_finding(vetted(checker, editor))
    for user in (checker, editor):
        page = signed_in(user).get("/").content
        assert f"/findings/{finding.public_id}/" in page.decode()
        assert "new Quoted passage was silently edited open" in text_of(page)
    for role in ("fact_checker", "editor"):
        assert finding.public_id not in signed_in(a_user(role=role)).get("/").content.decode()


def test_at_the_next_visit_it_is_no_longer_new_and_once_settled_it_is_gone(
    checker: User, editor: User, signed_in: SignIn
) -> None:
    finding = a_finding(vetted(checker, editor), found_at=timezone.now() - timedelta(days=2))
    client = signed_in(checker)
    assert "new Quoted passage was silently edited" in text_of(client.get("/").content)
    now = timezone.now()
    User.objects.filter(pk=checker.pk).update(here_before=now - 9 * HOUR, here_last=now - HOUR)
    text = text_of(client.get("/").content)
    assert "Quoted passage was silently edited open" in text
    assert "new Quoted" not in text
    Finding.objects.update(state="settled", settled_by=editor, settled_at=timezone.now())
    assert finding.public_id not in client.get("/").content.decode()


def test_two_devices_agree_on_what_is_new(checker: User, editor: User, signed_in: SignIn) -> None:
    now = timezone.now()
    User.objects.filter(pk=checker.pk).update(here_before=now - 99 * HOUR, here_last=now - 9 * HOUR)
    a_finding(vetted(checker, editor), found_at=now - 2 * HOUR)
    a_finding(vetted(checker, editor), found_at=now - 50 * HOUR)
    for device in (signed_in(checker), signed_in(checker)):
        text = text_of(device.get("/").content)
        assert text.count("new Quoted passage was silently edited") == 1
        assert "Quoted passage was silently edited" in text.replace("new Quoted", "")
        assert "here" not in device.cookies


def test_being_here_costs_one_query_and_is_no_edition_of_the_account(checker: User) -> None:
    with CaptureQueriesContext(connection) as queries:
        look(checker, now=NOW)
    assert len(queries) == 1
    events = apps.get_model("claims", "UserEvent").objects
    assert not events.filter(pgh_obj_id=checker.pk, pgh_label="update").exists()
    checker.refresh_from_db()
    assert (checker.here_before, checker.here_last) == (NOW - timedelta(days=7), NOW)
