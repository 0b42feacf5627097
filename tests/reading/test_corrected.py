"""A person's reading laid beside the machine's: neither changes the other."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from claims.reading.corrected import PersonsReading, corrected, machines, of_statement, stands_in
from claims.vocabulary import SourcingType, Voice
from tests.reading.build import sentence

SAID = sentence("The guard of the Quill quay said the crane had stood still.")


@dataclass(frozen=True)
class Place:
    start: int
    end: int


def at(start: int, end: int) -> Place:
    return Place(SAID.start + start, SAID.start + end)


def test_the_machines_own_values_change_nothing() -> None:
    assert corrected(SAID, machines(SAID)) == SAID


def test_the_persons_values_hold_and_their_words_are_marked_where_they_stand() -> None:
    mine = PersonsReading(
        sourcing=SourcingType.ORGANISATION, voice=Voice.PARTIAL_QUOTE, source_words="the quill quay", cue="said"
    )
    found = corrected(SAID, mine)
    assert (found.sourcing, found.voice, found.source_words) == (mine.sourcing, mine.voice, mine.source_words)
    assert found.source_span is not None
    start, end = found.source_span
    assert found.text[start - found.start : end - found.start] == "the Quill quay"
    assert found.description is None
    assert (found.text, found.start, found.end, found.part) == (SAID.text, SAID.start, SAID.end, SAID.part)


def test_nobodys_statement_has_no_source_left() -> None:
    found = corrected(SAID, PersonsReading(sourcing=SourcingType.UNATTRIBUTED, voice=Voice.OWN_VOICE))
    assert (found.source_words, found.source_span, found.description, found.origin, found.relayed_for) == (None,) * 5


def test_words_stand_on_a_page_whatever_the_space_between_them() -> None:
    assert stands_in("Two  of THREE", "…\ntwo of\nthree engines")
    assert not stands_in("two of four", "two of three engines")
    assert not stands_in("  ", "two of three engines")


def test_the_correction_of_the_very_place_decides_and_else_the_nearest() -> None:
    whole, most, half = Place(SAID.start, SAID.end), at(0, 50), at(0, 20)
    assert of_statement(SAID, [half, most, whole]) == whole
    assert of_statement(SAID, [half, most]) == most
    assert of_statement(SAID, [half]) is None
    assert of_statement(SAID, [Place(SAID.end, SAID.end + 60)]) is None


@given(st.integers(0, 400), st.integers(1, 400))
def test_a_correction_goes_with_one_statement_at_most(start: int, length: int) -> None:
    other = replace(SAID, start=SAID.end + 1, end=SAID.end + 1 + len(SAID.text))
    place = Place(start, start + length)
    assert sum(of_statement(one, [place]) is not None for one in (SAID, other)) <= 1
