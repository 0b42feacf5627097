"""The labelled answers of the bench, as floors: what a visit may get wrong, and what it never may."""

from __future__ import annotations

import pytest

from tests.bench.verdict_cases import DEAD, MISSING, WALL
from tests.bench.verdicts import Judged, accuracy, all_judged, false_alarms, precision

FLOOR = 0.97


@pytest.fixture(scope="module")
def results() -> list[Judged]:
    return all_judged()


def test_there_are_enough_answers_of_every_class(results: list[Judged]) -> None:
    assert len(results) >= 500
    assert all(count >= 12 for _, count in accuracy(results).values())


def test_every_class_is_judged_right_nearly_always(results: list[Judged]) -> None:
    shares = {name: right / count for name, (right, count) in accuracy(results).items()}
    assert {name: share for name, share in shares.items() if share < FLOOR} == {}


@pytest.mark.parametrize("given", [DEAD, MISSING])
def test_hardly_any_page_is_called_dead_or_its_passage_missing_that_is_not(results: list[Judged], given: str) -> None:
    alarms = false_alarms(results, given)
    assert len(alarms) <= 0.005 * len(results), [(alarm.case.name, alarm.reason) for alarm in alarms]


@pytest.mark.parametrize("given", [DEAD, WALL])
def test_what_is_called_dead_or_a_wall_is_one_at_the_rates_of_the_web(results: list[Judged], given: str) -> None:
    assert (precision(results, given) or 0.0) > 0.97
