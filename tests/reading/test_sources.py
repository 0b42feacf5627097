"""Kinds of sources that pages name in ways of their own: one sentence of our own a rule."""

from __future__ import annotations

import pytest

from claims.vocabulary import SourcingType, Voice
from tests.reading.build import page, sentence


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Quay Line’s own timetable data show 31 late boats.", "dataset", "Quay Line’s own timetable data"),
        ("The port’s published figures show 1,840 landings.", "dataset", "The port’s published figures"),
        ("The wind rose to force nine, data published by the port show.", "dataset", "data published by the port"),
        ("The certificate, issued in March, allows two engines.", "document", "The certificate"),
        ("The quay opens at noon, according to the agenda.", "document", "the agenda"),
        (
            "According to a memo dated 29 October and seen by the Lamp, the dock leaks.",
            "document",
            "a memo dated 29 October",
        ),
        ("Ada Quill, branch secretary of the Crews’ League, said the dock leaks.", "on_record_person", "Ada Quill"),
        ("Its chairman, Mattis Orde, said the dock leaks.", "on_record_person", "Its chairman"),
        ("Quay Line said the dock leaks.", "organisation", "Quay Line"),
        ("The dock leaks, the Harbour Lamp reported.", "organisation", "the Harbour Lamp"),
        ("The Water Agency said the dock leaks.", "government", "The Water Agency"),
        ("Islanders say the dock leaks.", "unnamed_group", "Islanders"),
        ("Banks say the dock is worth nothing.", "unnamed_group", "Banks"),
        ("Younger Democrats said the dock was theirs.", "unnamed_group", "Younger Democrats"),
        ("“It leaks,” Ada Quill wrote on the network Skerry.", "social_post", "Ada Quill"),
        ("On the network Skerry, Ada Quill wrote that it leaks.", "social_post", "Ada Quill"),
        ("Quay Line would not say when the dock opens.", "organisation", "Quay Line"),
        ("The dock leaks, the source added.", "unnamed_person", "the source"),
        ("He also said the dock leaks.", "on_record_person", "He"),
        ("They’re saying that the dock leaks.", "unnamed_group", "They"),
        ("''It leaks,'' Ada Quill said. ''It always did.''", "on_record_person", "Ada Quill"),
    ],
)
def test_the_kind_of_a_source_as_pages_name_it(text: str, kind: str, words: str) -> None:
    found = sentence(text)
    assert (found.sourcing, found.source_words) == (SourcingType(kind), words)


@pytest.mark.parametrize(
    ("text", "words", "cue"),
    [
        ("On Thursday the Lamp saw a queue at the dock.", "the Lamp", "saw"),
        ("A reporter for the Lamp who was at the quay on Friday saw it leave.", "A reporter for the Lamp", "saw"),
    ],
)
def test_what_the_paper_saw_itself_is_its_own_observation(text: str, words: str, cue: str) -> None:
    found = sentence(text)
    assert (found.sourcing, found.source_words, found.cue) == (SourcingType.OWN_OBSERVATION, words, cue)
    assert found.voice is Voice.OWN_VOICE


def test_a_post_does_not_make_posts_of_what_the_person_says_next() -> None:
    first, second = page("“It leaks,” Ada Quill wrote on the network Skerry.", "“It is old,” she said.")
    assert (first.sourcing, second.sourcing) == (SourcingType.SOCIAL_POST, SourcingType.ON_RECORD_PERSON)


def test_a_report_that_cites_somebody_relays_them() -> None:
    found = sentence("The dock leaks, the Harbour Lamp reported on Monday, citing an engineer on board.")
    assert (found.source_words, found.relayed_for) == ("the Harbour Lamp", "an engineer on board")


def test_whom_somebody_told_is_no_source() -> None:
    found = sentence("“It leaks,” the pilot, Ada Quill, told the Harbour Lamp.")
    assert found.sourcing is SourcingType.ON_RECORD_PERSON
