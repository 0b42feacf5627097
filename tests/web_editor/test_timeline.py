"""Visits that were alike are one line; whatever told something stands alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from claims.models import Check, Document, Host, Link, PassageCheck
from claims.vocabulary import CheckOutcome
from claims.web.timeline import Line, fold, seen
from tests.models.build import a_passage

pytestmark = pytest.mark.django_db


@pytest.fixture
def link() -> Link:
    document = Document.objects.create(canonical_url="https://courier.example/a")
    host = Host.objects.create(name="courier.example")
    return Link.objects.create(url="https://courier.example/a", host=host, document=document, due_at=timezone.now())


def checks(link: Link, *outcomes: str, changed: bool | None = False) -> list[Check]:
    """Visits, the newest first."""
    now = timezone.now()
    return [
        Check.objects.create(
            link=link, visit=f"{number}", outcome=outcome, changed=changed, checked_at=now - timedelta(days=number)
        )
        for number, outcome in enumerate(outcomes)
    ]


def numbers(visits: list[Check], *, with_findings: tuple[int, ...] = ()) -> list[int]:
    """How many visits each line stands for."""
    shown = (seen(check, (CheckOutcome(check.outcome), None), with_findings=with_findings) for check in visits)
    return [line.number for line in fold(shown)]


def test_the_newest_visit_stands_alone_before_a_run(link: Link) -> None:
    assert numbers(checks(link, *["alive"] * 6)) == [1, 5]


def test_two_that_are_alike_are_no_run(link: Link) -> None:
    assert numbers(checks(link, *["alive"] * 3)) == [1, 1, 1]


def test_another_outcome_ends_a_run(link: Link) -> None:
    assert numbers(checks(link, *["alive"] * 4, "blocked", *["alive"] * 3)) == [1, 3, 1, 3]


def test_refusals_that_are_alike_are_one_line_too(link: Link) -> None:
    assert numbers(checks(link, *["blocked"] * 5, changed=None)) == [1, 4]


def test_a_change_a_finding_and_a_passage_that_went_stand_alone(link: Link) -> None:
    visits = checks(link, *["alive"] * 7)
    assert numbers(visits, with_findings=(visits[3].pk,)) == [1, 1, 1, 1, 3]
    PassageCheck.objects.create(check_made=visits[4], passage=a_passage(), outcome="missing")
    assert numbers(visits) == [1, 3, 1, 1, 1]
    changed = checks_changed(link)
    assert numbers(changed) == [1] * 4


def checks_changed(link: Link) -> list[Check]:
    now = timezone.now()
    return [
        Check.objects.create(link=link, visit=f"c{number}", outcome="alive", changed=True, checked_at=now)
        for number in range(4)
    ]


def test_no_visits_are_no_lines() -> None:
    assert fold([]) == []


def test_passages_that_were_found_alike_are_told_together_and_what_changed_comes_first(link: Link) -> None:
    (check,) = checks(link, "alive")
    words = ("“Two of three engines failed.”", "Two of three", "engines failed")
    for exact, outcome in zip(words, ("found", "changed", "found"), strict=True):
        PassageCheck.objects.create(check_made=check, passage=a_passage(exact), outcome=outcome, found_text=None)
    groups = seen(check, (CheckOutcome.ALIVE, None), with_findings=()).passages
    assert [(group.outcome.value, len(group.rows), group.is_quiet) for group in groups] == [
        ("changed", 1, False),
        ("found", 2, True),
    ]
    assert [group.tone for group in groups] == ["bad", "good"]


def test_a_run_within_one_day_names_the_day_once(link: Link) -> None:
    now = timezone.now().replace(hour=12)
    visits = checks(link, *["alive"] * 2)
    for number, check in enumerate(visits):
        check.checked_at = now - timedelta(hours=number)
    line = Line(tuple(seen(check, (CheckOutcome.ALIVE, None), with_findings=()) for check in visits))
    assert list(line.days) == [now.date()]
    visits[1].checked_at = now - timedelta(days=2)
    assert list(line.days) == [(now - timedelta(days=2)).date(), now.date()]
