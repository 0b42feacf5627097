"""The closed lists: complete, unambiguous, and true to the specification."""

from __future__ import annotations

import inspect

import pytest
from django.template import Context, Template

from claims import vocabulary
from claims.vocabulary import DUTY_ACTIONS, UNNAMED_KINDS, UNNAMED_SOURCING, FindingState, SourcingType, Word

WORDS = [
    entry
    for _, entry in inspect.getmembers(vocabulary, inspect.isclass)
    if issubclass(entry, Word) and entry is not Word
]


@pytest.mark.parametrize("words", WORDS, ids=lambda words: words.__name__)
def test_every_stored_value_has_one_label(words: type[Word]) -> None:
    labels = [label for _, label in words.choices()]
    assert all(labels)
    assert len(labels) == len(set(labels)) == len(set(words.stored()))


@pytest.mark.parametrize("words", WORDS, ids=lambda words: words.__name__)
def test_no_list_has_a_member_for_the_unknown(words: type[Word]) -> None:
    allowed = {"unknown"} if words is vocabulary.PassageOutcome else set()
    assert {"unknown", "other", "n/a", "none"} & set(words.stored()) <= allowed


def test_a_member_is_its_stored_value() -> None:
    assert SourcingType("unnamed_person") is SourcingType.UNNAMED_PERSON
    assert str(SourcingType.UNNAMED_PERSON) == "unnamed_person"


def test_unnamed_words_agree_between_sources_and_sourcing() -> None:
    assert {kind.value for kind in UNNAMED_KINDS} == {kind.value for kind in UNNAMED_SOURCING}


def test_there_are_five_duties() -> None:
    assert len(DUTY_ACTIONS) == 5


def test_templates_can_go_through_the_words_of_a_list() -> None:
    shown = Template("{% for word in words %}{{ word.value }}: {{ word.label }}; {% endfor %}")
    assert shown.render(Context({"words": FindingState})) == "open: Open; settled: Settled; false_alarm: False alarm; "
