from __future__ import annotations

import pytest

from claims.reading.quotes import quotations


def inner(text: str, *, goes_on: bool = False) -> list[str]:
    return [text[slice(*quote.inner)] for quote in quotations(text, (0, len(text)), goes_on=goes_on)]


@pytest.mark.parametrize(
    "text",
    [
        "She said “the ice is thick” and left.",
        'She said "the ice is thick" and left.',
        "Sie sagte: „the ice is thick“ und ging.",
        "Sie sagte: »the ice is thick« und ging.",
        "Elle a dit « the ice is thick » hier.",
        "Dijo «the ice is thick» ayer.",
        "She said ‘the ice is thick’ and left.",
    ],
)
def test_each_languages_marks_are_known(text: str) -> None:
    assert inner(text) == ["the ice is thick"]


def test_an_apostrophe_is_no_quotation_mark() -> None:
    assert inner("The sailors’ boat isn’t Ada’s, and ’tis a pity.") == []


def test_a_quotation_inside_another_belongs_to_it() -> None:
    assert inner("He said “she told me ‘go away’ at once” twice.") == ["she told me ‘go away’ at once"]


def test_a_quotation_that_runs_on_is_open_at_the_end_of_its_paragraph() -> None:
    found = quotations("He said: “The ice is thick.", (0, 27), goes_on=True)
    assert [quote.closed for quote in found] == [False]


def test_a_stray_mark_in_a_paragraph_opens_nothing() -> None:
    assert inner("The board was 12“ wide and nobody cared.") == []


def test_inches_are_no_quotation() -> None:
    assert inner('A plank of 12" by 4" floated by.') == []
