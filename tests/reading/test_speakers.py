"""Whom pronouns and short forms mean. One page of our own a rule."""

from __future__ import annotations

import pytest

from claims.reading.read import read
from claims.reading.values import Statement
from claims.vocabulary import SourcingType
from tests.reading.build import page


def last(*paragraphs: str) -> Statement:
    return page(*paragraphs)[-1]


@pytest.mark.parametrize(
    ("before", "text", "whom"),
    [
        # title and given name say who is meant
        ("Ada Quill and Bert Lamp argued about the dock.", "She said it leaks.", "Ada Quill"),
        ("Ada Quill and Bert Lamp argued about the dock.", "He said it leaks.", "Bert Lamp"),
        ("Ms. Quill told Mr. Lamp about the dock.", "“It leaks,” she said.", "Ms. Quill"),
        # the subject before whoever else is named
        ("Carl Lamp praised Bert Reed at the quay.", "He said the dock leaks.", "Carl Lamp"),
        ("With Bert Reed, Carl Lamp opened the quay.", "He said the dock leaks.", "Carl Lamp"),
        # the last subject before an earlier speaker
        ("“It leaks,” said Carl Lamp. Bert Reed, an engineer, opened the gate.", "He said it was old.", "Bert Reed"),
        # who speaks in a quotation stays its speaker
        ("Carl Lamp opened the quay.", "“Bert Reed built it badly. Bert Reed knew,” he said.", "Carl Lamp"),
        # a description, where nobody is named
        ("A 29-year-old woman from Eastmere left the ferry.", "“It leaks,” she wrote.", "A 29-year-old woman"),
        # what somebody is, is nobody else
        ("When she was a pilot, Ada Quill never left.", "She said the dock leaks.", "Ada Quill"),
        # a rank or party behind a name explains the name
        ("Ada Quill, a judge in Eastmere, opened the quay.", "She said the dock leaks.", "Ada Quill"),
    ],
)
def test_he_and_she_mean_whoever_was_named_last_and_most_prominently(before: str, text: str, whom: str) -> None:
    found = last(before, text)
    assert (found.description or "").startswith(whom)


def test_the_subject_behind_an_opening_phrase_is_who_is_meant_in_it() -> None:
    found = last("Carl Reed, an engineer, opened the quay.", "In his opinion of the dock, Bert Lamp said, it leaks.")
    assert (found.description or "").startswith("Bert Lamp")


def test_they_means_several_and_it_a_body() -> None:
    several = last("Senior harbour pilots met Ada Quill at the quay.", "They said the dock leaks.")
    assert (several.description, several.sourcing) == ("Senior harbour pilots", SourcingType.UNNAMED_GROUP)
    body = last("Quay Line said the dock leaks.", "It added that nobody was hurt.")
    assert (body.description, body.sourcing) == ("Quay Line", SourcingType.ORGANISATION)


def test_two_persons_are_they() -> None:
    found = last("Ada Quill and Bert Lamp opened the quay.", "They said the dock leaks.")
    assert found.description == "Ada Quill and Bert Lamp"


def test_everyone_is_nobody_that_a_pronoun_could_mean() -> None:
    found = last("Bert Lamp opened the quay.", "Everyone said it was late.", "He said the dock leaks.")
    assert found.description == "Bert Lamp"


def test_a_surname_is_filled_up_to_the_full_name_of_the_page() -> None:
    found = last("The quay was opened by Ada Quill, a pilot.", "Quill said the dock leaks.")
    assert found.description == "Ada Quill"


def test_of_two_with_one_surname_the_title_decides() -> None:
    both = "Ada Quill and Bert Quill opened the quay."
    assert last(both, "Mr. Quill opened the gate. “It leaks,” he said.").description == "Bert Quill"
    assert last(both, "Mrs. Quill opened the gate. “It leaks,” she said.").description == "Ada Quill"


@pytest.mark.parametrize(
    ("before", "text", "whom"),
    [
        ("Sen. Ada Quill opened the quay.", "The senator said the dock leaks.", "Ada Quill"),
        ("Bert Lamp, a senator from Eastmere, opened the quay.", "The senator said it leaks.", "Bert Lamp"),
        ("Gov. Ada Quill of Eastmere met Bert Lamp.", "The governor said the dock leaks.", "Ada Quill"),
        ("Bert Lamp sold the dock in May.", "The businessman said it leaks.", "Bert Lamp"),
        ("The Ministry of Transport closed the dock.", "The ministry said it leaks.", "Ministry of Transport"),
        ("The Quill campaign sold the dock.", "The campaign said it leaks.", "Quill campaign"),
        ("Quay Line said it would sell the dock.", "The company said it leaks.", "Quay Line"),
    ],
)
def test_short_forms_of_offices_and_bodies_go_back_to_the_full_form(before: str, text: str, whom: str) -> None:
    assert whom in (last(before, text).description or "")


def test_another_official_is_not_the_one_before() -> None:
    first, second = page(
        "An official at the port, who asked not to be named, said the dock leaks.",
        "A second official said it does not.",
    )
    assert first.origin is not None
    assert first.origin != second.origin


@pytest.mark.parametrize(
    ("first", "later"),
    [
        ("A source familiar with the matter said the dock leaks.", "The source said it always did."),
        ("A Western diplomat briefed on the talks said the dock leaks.", "The diplomat said it always did."),
        ("An official close to the harbour office said the dock leaks.", "The official said it always did."),
        ("A person close to the talks said the dock leaks.", "“It always did,” the person added."),
    ],
)
def test_a_later_short_form_carries_the_first_and_fullest_description(first: str, later: str) -> None:
    introduced, repeated = page(first, later)
    assert introduced.description == introduced.source_words
    assert (repeated.description, repeated.origin) == (introduced.description, introduced.origin)


def test_the_reason_for_anonymity_is_kept_in_the_description() -> None:
    introduced, repeated = page(
        "An aide to the mayor, who spoke on condition of anonymity, said the dock leaks.",
        "The aide said it always did.",
    )
    assert "who spoke on condition of anonymity" in (introduced.description or "")
    assert repeated.description == introduced.description


def test_who_relays_officials_keeps_both_and_is_one_origin() -> None:
    first, second = page(
        "A source familiar with the matter said the dock leaks.",
        "Port officials believe the dock is sold, the source said.",
    )
    assert (second.sourcing, second.source_words) == (SourcingType.UNNAMED_PERSON, "the source")
    assert (second.relayed_for, second.origin) == ("Port officials", first.origin)


@pytest.mark.parametrize(
    ("language", "text", "description"),
    [
        (
            "de",
            "Anna Vogel und Peter Lang eröffneten den Hafen.\n\n„Das Dock ist undicht“, sagte er.",
            "Peter Lang",
        ),
        ("fr", "Anne Duval et Pierre Lang ont ouvert le quai.\n\nElle a dit que le quai était vieux.", "Anne Duval"),
        ("es", "Ana Vega y Pedro Lago abrieron el muelle.\n\n«El muelle es viejo», dijo él.", "Pedro Lago"),
    ],
)
def test_pronouns_of_other_languages_know_men_from_women(language: str, text: str, description: str) -> None:
    found = [s for s in read("Der Hafen\n\n" + text, language=language).statements if s.source_words]
    assert found[-1].description == description
