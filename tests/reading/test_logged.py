"""Warnings while a claim is logged: what is raised above its source, and what only looks like it."""

from __future__ import annotations

from typing import Any

import pytest

from claims.reading.warnings.logged import Logged, logged_warnings
from claims.vocabulary import SourcingType, WarningKind

LAUNDERED, PLURAL = WarningKind.ATTRIBUTION_LAUNDERING, WarningKind.PLURAL_FOR_ONE
PERSON, GROUP = SourcingType.UNNAMED_PERSON, SourcingType.UNNAMED_GROUP
PAGE = "A source familiar with the matter said the United States has determined that the engines were sold."


def kinds(wording: str, **facts: Any) -> list[WarningKind]:
    plain: dict[str, Any] = {
        "passage": PAGE,
        "sourcing": PERSON,
        "source_words": "A source familiar with the matter",
        "read_as": PERSON,
        "read_words": "A source familiar with the matter",
        "language": "en",
    }
    return [warning.kind for warning in logged_warnings(Logged(wording=wording, **{**plain, **facts}))]


@pytest.mark.parametrize(
    "wording",
    [
        "The United States has determined that the engines were sold",
        "The Harbour Ministry has confirmed that the engines were sold",
        "Norland's government has concluded that the engines were sold",
        "The police have established that the engines were sold",
        "The White House has privately concluded that the engines were sold",
        "The Coastal Commission found that the engines were sold",
    ],
)
def test_a_finding_of_somebody_greater_that_rests_on_an_unnamed_source_is_told(wording: str) -> None:
    assert kinds(wording) == [LAUNDERED]


@pytest.mark.parametrize(
    ("wording", "facts"),
    [
        ("The engines were sold", {}),
        ("A source says the United States has determined that the engines were sold", {}),
        ("The United States has determined, according to a person close to it, that the engines were sold", {}),
        ("The United States has bought the engines", {}),
        ("The ministry will meet on Monday", {}),
        ("The engines were found in the harbour", {}),
        ("The shipyard's cook has confirmed that he left", {}),
        (
            "The Harbour Ministry has confirmed that the engines were sold",
            {"sourcing": SourcingType.GOVERNMENT, "read_as": SourcingType.GOVERNMENT, "source_words": "the ministry"},
        ),
        (
            "The ministry has confirmed it",
            {"sourcing": SourcingType.UNATTRIBUTED, "read_as": None, "read_words": None, "source_words": None},
        ),
    ],
)
def test_what_claims_no_more_than_its_source_is_not(wording: str, facts: dict[str, Any]) -> None:
    assert kinds(wording, **facts) == []


def test_an_unnamed_source_recorded_as_somebody_named_is_told() -> None:
    facts = {"sourcing": SourcingType.GOVERNMENT, "source_words": "the United States"}
    assert kinds("The engines were sold", **facts) == [LAUNDERED]


@pytest.mark.parametrize(
    "facts",
    [
        {"read_as": SourcingType.GOVERNMENT},  # the machine agrees
        {"read_as": None, "read_words": None},  # nothing was read
        {"read_words": "she"},  # no words for a source: the person may know better
        {"read_words": "a source at the quay"},  # does not stand in the passage
        {"sourcing": SourcingType.UNATTRIBUTED, "source_words": None},
        {"sourcing": SourcingType.OWN_OBSERVATION, "source_words": None},
        {"sourcing": GROUP},
    ],
)
def test_a_person_who_reads_a_page_otherwise_is_not_told_so_without_its_words(facts: dict[str, Any]) -> None:
    plain = {"sourcing": SourcingType.GOVERNMENT, "source_words": "the United States"}
    assert kinds("The engines were sold", **{**plain, **facts}) == []


@pytest.mark.parametrize(
    ("wording", "facts"),
    [
        ("The engines were sold", {"source_words": "officials", "sourcing": GROUP, "persons_spoken_to": 1}),
        ("The engines were sold", {"source_words": "sources at the quay", "sourcing": GROUP, "persons_spoken_to": 1}),
        ("The engines were sold", {"relayed_for": ("U.S. officials",)}),
        ("Officials say the engines were sold", {}),
        ("Two diplomats privately believe the engines were sold", {}),
        ("The engines were sold", {"persons_spoken_to": 1, "persons_suggested": 3}),
        ("Die Motoren wurden verkauft", {"language": "de", "relayed_for": ("Beamte",)}),
        ("Les moteurs ont été vendus", {"language": "fr", "relayed_for": ("des responsables",)}),
        ("Los motores se vendieron", {"language": "es", "relayed_for": ("funcionarios",)}),
    ],
)
def test_words_for_several_where_one_person_speaks_are_told(wording: str, facts: dict[str, Any]) -> None:
    assert kinds(wording, **facts) == [PLURAL]


@pytest.mark.parametrize(
    ("wording", "facts"),
    [
        ("The engines were sold", {"source_words": "officials", "sourcing": GROUP}),  # nobody counted them
        ("The engines were sold", {"source_words": "officials", "sourcing": GROUP, "persons_spoken_to": 2}),
        ("The engines were sold", {"persons_spoken_to": 1}),
        ("The engines were sold", {"persons_spoken_to": 1, "persons_suggested": 1}),
        ("The engines were sold", {"persons_spoken_to": 3, "persons_suggested": 2}),
        ("The engines were sold", {"relayed_for": ("the ministry",)}),
        ("The engines were sold", {"relayed_for": ("U.S. officials",), "sourcing": GROUP, "source_words": "sources"}),
        ("Three officials were hurt in the storm", {}),
        ("The harbour board sacked its officials", {}),
        ("Officials say the engines were sold", {"sourcing": GROUP, "source_words": "officials"}),
        ("A source says officials believe the engines were sold", {}),
    ],
)
def test_several_who_are_several_or_only_told_of_are_not(wording: str, facts: dict[str, Any]) -> None:
    assert kinds(wording, **facts) == []


def test_one_matter_is_told_once_and_a_strange_language_by_its_numbers_alone() -> None:
    facts = {"relayed_for": ("U.S. officials",), "persons_spoken_to": 1, "persons_suggested": 2}
    assert kinds("Officials say the engines were sold", **facts) == [PLURAL]
    assert kinds("Officials say the engines were sold", language="pl") == []
    assert kinds("x", language="pl", persons_spoken_to=1, persons_suggested=2) == [PLURAL]


def test_the_words_that_raise_a_warning_stand_in_it() -> None:
    (warning,) = logged_warnings(
        Logged(wording="The United States has determined it", passage=PAGE, sourcing=PERSON, source_words="a source")
    )
    assert warning.detail == "“The United States has determined” in the claim rests on “a source” on the page"
