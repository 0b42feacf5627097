from __future__ import annotations

import pytest

from claims.reading.quotes import quotations
from claims.reading.sentences import sentences
from claims.reading.words import lexicon


def split(text: str, language: str = "en") -> list[str]:
    span = (0, len(text))
    return [text[start:end] for start, end in sentences(text, span, quotations(text, span), lexicon(language))]


@pytest.mark.parametrize(
    "text",
    [
        "The U.S. navy left at dawn.",
        "It has the country’s No. 3 dry dock.",
        "The quay was opened on Nov. 12, 1871.",
        "Mr. Quill met Dr. Ada B. Lamp on St. Olave street.",
        "It cost 3.5 million crowns, i.e. too much.",
        "Shares of Lamp & Sons Inc. fell.",
        "They paid approx. 40 crowns.",
    ],
)
def test_a_full_stop_that_belongs_to_a_word_ends_nothing(text: str) -> None:
    assert split(text) == [text]


def test_an_abbreviation_may_end_a_sentence() -> None:
    assert split("They left the U.S. The quay was empty.") == ["They left the U.S.", "The quay was empty."]


def test_no_is_a_number_only_before_a_number() -> None:
    assert split("The answer was No. Ten ships left.") == ["The answer was No.", "Ten ships left."]


def test_a_quotation_of_several_sentences_stays_with_its_speaker() -> None:
    text = "Ms Quill said: “The ice is thick. Nobody leaves. Ask me tomorrow!”"
    assert split(text + " The quay was empty.") == [text, "The quay was empty."]


def test_a_question_in_quotation_marks_goes_on_to_its_speaker() -> None:
    text = "“Is it safe?” Ms Quill asked."
    assert split(text + " Nobody knew.") == [text, "Nobody knew."]


def test_a_closed_quotation_ends_with_its_mark() -> None:
    assert split("“It is safe.” The quay was empty.") == ["“It is safe.”", "The quay was empty."]


def test_a_german_date_is_one_sentence() -> None:
    text = "Der Hafen öffnet am 3. Oktober wieder."
    assert split(text, "de") == [text]


def test_sentences_without_spaces_are_split_at_their_own_marks() -> None:
    assert split("港口关闭。船停了！") == ["港口关闭。", "船停了！"]


def test_an_exclamation_before_a_small_letter_does_not_end() -> None:
    text = "The band Boats! played on the quay."
    assert split(text) == [text]
