"""Is it logged already? Like wordings are found, unlike ones are not."""

from __future__ import annotations

import pytest

from claims.matching.service import candidates
from claims.matching.words import content_words, likeness
from tests.models.build import a_claim


def test_the_words_that_carry_content_are_compared_whatever_case_number_and_accent() -> None:
    assert content_words("The Ferries left a café") == content_words("ferries LEFT cafés")
    assert likeness(content_words("two engines failed"), content_words("The engine failed twice")) == pytest.approx(
        0.667, abs=0.01
    )
    assert likeness(frozenset(), frozenset()) == 0


@pytest.mark.django_db
def test_the_likest_claims_come_first_and_unlike_ones_not_at_all() -> None:
    same = a_claim(wording="Two of the ferry's three engines failed on Tuesday")
    near = a_claim(wording="x", paraphrase="Engines of the ferry failed on Tuesday")
    a_claim(wording="The bridge was closed on Tuesday")
    found = candidates("Two of three engines of the ferry failed on Tuesday")
    assert [candidate.claim for candidate in found] == [same, near]
    assert found[0].score > found[1].score


@pytest.mark.django_db
@pytest.mark.parametrize("wording", ["", "the of and", "' | ! & ( ) :* \\", "\u202eمرحبا 🚢", "x" * 5000])
def test_any_wording_can_be_asked_for(wording: str) -> None:
    a_claim()
    assert candidates(wording) == []
