from __future__ import annotations

import pytest

from claims.vocabulary import SourcingType, Voice
from tests.reading.build import page, sentence


@pytest.mark.parametrize(
    ("text", "kind", "words", "cue"),
    [
        ("Ada Quill wants a second dry dock.", "on_record_person", "Ada Quill", "wants"),
        ("The port office is eager to close the quay.", "government", "The port office", "is eager"),
        ("The mayor’s long opposition to the dock has cost votes.", "on_record_person", "The mayor’s", "opposition"),
        ("Ada Quill has made a promise to the crews.", "on_record_person", "Ada Quill", "has made a promise"),
        ("In a poll of harbour users, four in ten were late.", "dataset", "a poll of harbour users", "In"),
        ("Ada Quill might decide against the dock.", "on_record_person", "Ada Quill", "might decide"),
        ("Ada Quill is trying to persuade the crews.", "on_record_person", "Ada Quill", "to persuade"),
        ("Ada Quill has made a strong and simple case for the dock.", "on_record_person", "Ada Quill", None),
        ("Ada Quill took issue with the plan for the dock.", "on_record_person", "Ada Quill", "took issue"),
        ("Ada Quill spoke briefly about the old dock.", "on_record_person", "Ada Quill", "spoke briefly about"),
        ("Ada Quill is a fierce critic of the new dock.", "on_record_person", "Ada Quill", "a fierce critic"),
        ("The plan was backed by Ada Quill in May.", "on_record_person", "Ada Quill", "was backed by"),
        ("A plan first backed by Ada Quill has failed.", "on_record_person", "Ada Quill", "backed by"),
        ("The plan pleases pilots who oppose a second dock.", "unnamed_group", "who", "oppose"),
        ("By now many experts see danger in the new dock.", "unnamed_group", "many experts", "see"),
        ("Ada Quill has aggressively supported the new dock.", "on_record_person", "Ada Quill", None),
    ],
)
def test_an_attitude_is_attributed_to_whoever_holds_it(text: str, kind: str, words: str, cue: str | None) -> None:
    found = sentence(text)
    assert (found.sourcing, found.source_words) == (SourcingType(kind), words)
    assert cue is None or found.cue == cue
    assert found.voice is Voice.PARAPHRASE


def test_an_attitude_is_told_apart_from_words_in_the_explanation() -> None:
    assert "without words of theirs" in sentence("Ada Quill might decide against the dock.").why
    assert "without words of theirs" not in sentence("Ada Quill said the dock is old.").why


@pytest.mark.parametrize(
    "text",
    [
        "Two firms are supporting the work with raw material.",
        "It would be easy to describe the dock as old.",
        "The plan for the dock was lost.",
        "The tug holds nine tonnes of coal.",
        "The crews made the dock of oak.",
        "The supporters of the roof are of oak.",
        "The position of the dock is poor.",
        "The question was long and the debate on Friday was loud.",
        "The dock is ahead in most polls.",
    ],
)
def test_a_deed_is_no_attitude(text: str) -> None:
    assert (sentence(text).voice, sentence(text).sourcing) == (Voice.OWN_VOICE, SourcingType.UNATTRIBUTED)


def test_calls_for_something_are_somebodys_but_nobody_is_named() -> None:
    found = sentence("There were calls for a second dock.")
    assert (found.voice, found.sourcing, found.cue) == (Voice.PARAPHRASE, SourcingType.UNATTRIBUTED, "calls for")


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("The notion that the dock is old is new.", "notion that"),
        ("There is a long debate about the dock.", "debate about"),
        ("The question of whether the dock is safe remains.", "question of"),
        ("The crews’ boat was asked to leave.", "was asked"),
        ("The dock is widely expected to close.", "is widely expected"),
        ("Things that are expected to happen are of little use.", "are expected"),
        ("The mayor was accused of theft.", "was accused"),
        ("It rained, it is said, for nine days.", "is said"),
    ],
)
def test_what_is_in_the_air_is_somebodys_and_nobody_is_named(text: str, cue: str) -> None:
    found = sentence(text)
    assert (found.voice, found.sourcing, found.cue) == (Voice.PARAPHRASE, SourcingType.UNATTRIBUTED, cue)
    assert "nothing says by whom" in found.why


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("I think the dock is old.", "think"),
        ("The dock seems to be empty.", "seems"),
        ("The dock is arguably the oldest here.", "arguably"),
    ],
)
def test_the_writers_own_view_stays_the_pages_voice_and_its_word_is_shown(text: str, cue: str) -> None:
    found = sentence(text)
    assert (found.voice, found.sourcing, found.cue) == (Voice.OWN_VOICE, SourcingType.UNATTRIBUTED, cue)


def test_others_who_speak_inside_the_sentence_are_kept() -> None:
    found = sentence("Ada Quill said on Monday that the crews had told the council about the ice.")
    assert [found.text[a - found.start : b - found.start] for a, b in found.further_sources] == ["the crews"]


def test_who_stands_for_the_noun_before_it() -> None:
    found = sentence("The tug belongs to Ada Quill, who said it was safe.")
    assert (found.source_words, found.description) == ("who", "Ada Quill, who said it was safe")


def test_an_attitude_relays_nothing() -> None:
    found = page("The source said that port officials are eager to help.")[0]
    assert found.relayed_for is None
