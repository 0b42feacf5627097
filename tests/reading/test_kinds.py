"""Kinds of sources: persons and groups without a name against names, bodies and papers."""

from __future__ import annotations

import pytest

from claims.vocabulary import SourcingType
from tests.reading.build import page, sentence


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("Officials", "said"),
        ("Experts", "believe"),
        ("Analysts", "say"),
        ("Aides to the mayor", "said"),
        ("People close to the campaign", "said"),
        ("Many voters", "said"),
        ("Several Republican senators", "said"),
        ("Those who watched the launch", "said"),
        ("Some", "said"),
        ("Others", "said"),
        ("A group of rabbis", "said"),
        ("A handful of delegates", "said"),
        ("Members of the harbour council", "said"),
        ("Voters supporting Ada Quill", "said"),
        ("Fewer than a third of the crews", "said"),
        ("Nine out of 10", "said"),
        ("Three-fourths of them", "said"),
        ("Leading party figures", "said"),
        ("Party challengers", "said"),
        ("Ohioans", "said"),
        ("African-Americans", "said"),
        ("Editorialists", "said"),
        ("The poor", "said"),
        ("Neither side", "said"),
        ("Ada Quill’s allies", "said"),
        ("His closest friends", "said"),
    ],
)
def test_people_without_a_name_are_an_unnamed_group(source: str, said: str) -> None:
    assert sentence(f"{source} {said} that the dock leaks.").sourcing is SourcingType.UNNAMED_GROUP


@pytest.mark.parametrize(
    "source",
    [
        "A Western diplomat",
        "One lawmaker",
        "A person briefed on the talks",
        "One kind-hearted Canadian",
        "A superdelegate",
        "A 29-year-old",
        "A State Department official",
        "A spokeswoman for Senator Ada Quill",
        "His spokesman",
        "A former chief of staff",
    ],
)
def test_one_person_without_a_name_is_an_unnamed_person(source: str) -> None:
    assert sentence(f"{source} said that the dock leaks.").sourcing is SourcingType.UNNAMED_PERSON


@pytest.mark.parametrize(
    "source",
    [
        "Senate Majority Leader Ada Quill",
        "Foreign Secretary Ada Mary Quill",
        "Secretary of State Ada Quill",
        "Vice President Bert R. Lamp Jr.",
        "House Speaker Ada Quill",
        "The Lamp’s Ada Quill",
        "Eastmere University historian Ada Quill",
        "The Vatican spokesman the Rev. Ada Quill",
        "The late Ada Quill",
    ],
)
def test_an_office_before_a_name_leaves_the_person_on_the_record(source: str) -> None:
    assert sentence(f"{source} said that the dock leaks.").sourcing is SourcingType.ON_RECORD_PERSON


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("The Daily Caller", "organisation"),
        ("The Eastmere Electronic Markets", "organisation"),
        ("DockWatch", "organisation"),
        ("The teachers union", "organisation"),
        ("The advisory panel", "organisation"),
        ("A spokesman for the ferry company", "organisation"),
        ("Law enforcement", "government"),
        ("A State Department spokesman", "government"),
        ("The harbour’s own figures", "dataset"),
        ("The average of recent polls", "dataset"),
        ("The unsigned opinion", "document"),
        ("An early tweet", "social_post"),
    ],
)
def test_bodies_papers_and_posts_are_no_people(source: str, kind: str) -> None:
    assert sentence(f"{source} said that the dock leaks.").sourcing is SourcingType(kind)


def test_a_verb_that_is_no_cue_does_not_hide_the_name_before_it() -> None:
    first, second = page(
        "Ada Quill said the dock leaks.", "Ada Quill took her speech to Eastmere to criticise the dock."
    )
    assert first.sourcing is SourcingType.ON_RECORD_PERSON
    assert second.sourcing in (SourcingType.ON_RECORD_PERSON, SourcingType.UNATTRIBUTED)


def test_a_surname_that_is_also_a_word_for_people_is_a_name_where_the_page_has_it_in_full() -> None:
    _, second = page("Jon Tester said the dock leaks.", "Tester said that it always did.")
    assert (second.sourcing, second.description) == (SourcingType.ON_RECORD_PERSON, "Jon Tester")


def test_a_surname_in_the_plural_of_people_is_a_name_on_a_page_that_has_it_in_full() -> None:
    _, second = page("Bert Sanders said the dock leaks.", "Sanders said that it always did.")
    assert second.sourcing is SourcingType.ON_RECORD_PERSON


def test_whoever_is_named_behind_the_description_is_not_unnamed() -> None:
    found = sentence("Another pilot, Ada Quill of Eastmere, said that the dock leaks.")
    assert found.sourcing is SourcingType.ON_RECORD_PERSON


def test_supporters_of_somebody_named_behind_stay_unnamed() -> None:
    found = sentence("Supporters of her opponent, Mayor Bert Lamp, said that the dock leaks.")
    assert found.sourcing is SourcingType.UNNAMED_GROUP
