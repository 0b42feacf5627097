"""A short run over broken input in every test run; the long ones are ``python -m tests.bench.fuzz``."""

from __future__ import annotations

from random import Random

import pytest

from claims.capture.values import Block, PageFacts, Read
from claims.reading.read import read
from tests.bench import mangled
from tests.bench.fuzz import ATTEMPTS, check_read, check_reading, main, run


@pytest.mark.parametrize(("what", "cases"), [("capture", 300), ("comparing", 100), ("reading", 150), ("rights", 300)])
def test_no_broken_input_gives_anything_but_a_result_or_a_refusal_in_words(what: str, cases: int) -> None:
    told = run(ATTEMPTS[what], cases=range(500_000, 500_000 + cases), seed=7)
    assert told.failures == []
    assert told.outcomes.total() == cases


@pytest.mark.parametrize("make", [mangled.text, mangled.page, mangled.mail, mangled.pdf])
def test_a_case_is_the_same_again_and_another_than_the_next(make: object) -> None:
    assert callable(make)
    assert make(Random("1 7")) == make(Random("1 7"))
    assert make(Random("1 7")) != make(Random("1 8"))


@pytest.mark.parametrize(
    "found",
    [
        Read(text="a ferry", whole="", blocks=(Block("paragraph", 0, 8),)),
        Read(text="a ferry", whole="", blocks=(Block("paragraph", 0, 2),)),
        Read(text="a ferry", whole="", blocks=(Block("paragraph", 2, 7), Block("paragraph", 0, 1))),
        Read(text="a ferry", whole="", pages=(0, 9)),
        Read(text="a ferry", whole="", pages=(3, 0)),
        Read(text="a ferry", whole="", facts=PageFacts(title="a\x00")),
        Read(text=" ", whole=""),
    ],
)
def test_a_reading_of_a_file_with_wrong_positions_or_texts_is_found_out(found: Read) -> None:
    with pytest.raises(AssertionError):
        check_read(found)


def test_statements_of_another_text_are_found_out() -> None:
    text = "A source said that the ferry left an hour late."
    check_reading(text, read(text))
    with pytest.raises(AssertionError):
        check_reading(f" {text}", read(text))


def test_a_failure_is_told_with_its_number_and_stops_nothing() -> None:
    def attempt(_: Random, number: int) -> str:
        if number == 3:
            raise KeyError("ferry")
        return "read"

    told = run(attempt, cases=range(6), seed=1)
    assert [number for number, _ in told.failures] == [3]
    assert "ferry" in told.failures[0][1]
    assert told.outcomes == {"read": 5}


def test_the_outcomes_of_a_run_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--what", "rights", "--cases", "3"]) == 0
    assert "3 cases of rights in" in capsys.readouterr().out
