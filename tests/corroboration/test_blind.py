"""What a *why* says of letters is covered, and nothing else of it."""

from __future__ import annotations

import pytest

from claims.corroboration.blind import HIDDEN, blinded, covered, tells_of_letters
from claims.corroboration.why import explain
from claims.vocabulary import Directness, SourceLetter
from tests.corroboration.build import item, weak


@pytest.mark.parametrize("letter", [SourceLetter.D, SourceLetter.E, SourceLetter.F, None])
def test_whoever_has_yet_to_grade_learns_of_no_letter_that_keeps_evidence_from_counting(
    letter: SourceLetter | None,
) -> None:
    body = [item("a", source_letter=letter, directness=Directness.RELAY)]
    why = explain(body)
    (told,), (hidden,) = why["uncounted"], blinded(why)["uncounted"]
    relay = "only relays somebody else"
    assert len(told["reasons"]) == 2
    assert sorted(hidden["reasons"]) == sorted([relay, "its source’s letter, hidden until you have graded"])
    assert (covered(relay), HIDDEN in hidden["reasons"]) == (relay, True)
    assert {**hidden, "reasons": None} == {**told, "reasons": None}


def test_steps_that_grade_are_left_out_and_the_others_stand() -> None:
    why = explain([weak("a"), weak("b", anonymity_complete=True), item("c", opened=False)])
    actions = {step["action"] for step in why["would_change"]}
    assert {"anonymity_and_grade", "grade_source", "open"} <= actions
    shown = blinded(why)
    assert {step["action"] for step in shown["would_change"]} == {name for name in actions if "grade" not in name}
    assert [tells_of_letters({"action": name}) for name in ("grade_source", "anonymity_and_grade", "open")] == [
        True, True, False,
    ]  # fmt: skip
    assert {**shown, "would_change": [], "uncounted": []} == {**why, "would_change": [], "uncounted": []}
