"""The labelled passages in four languages: none of the traps is called intact, and nearly all are right."""

from __future__ import annotations

from claims.rechecks.anchoring import Watched, anchor
from claims.rechecks.folding import Ground
from claims.vocabulary import PassageOutcome
from tests.rechecks.anchoring_cases import CASES, INTACT, LATER, Case
from tests.rechecks.anchoring_moved import BOTH

ALL = (*CASES, *LATER, *BOTH)


def outcome(case: Case) -> PassageOutcome:
    return anchor(Watched(exact=case.exact, start=case.start, old=Ground.of(case.old)), Ground.of(case.new)).outcome


def is_right(case: Case) -> bool:
    found = outcome(case)
    return found is case.expected or {found, case.expected} <= INTACT


def test_no_trap_is_called_intact() -> None:
    traps = [case for case in ALL if case.trap]
    assert len(traps) >= 100
    assert [case.name for case in traps if outcome(case) in INTACT] == []


def test_nearly_all_are_right() -> None:
    assert len(ALL) >= 150
    wrong = [case.name for case in ALL if not is_right(case)]
    assert len(wrong) <= 3, wrong


def test_a_sentence_that_was_edited_and_moved_is_shown_where_it_stands_now() -> None:
    (case,) = [case for case in BOTH if case.name == "both: a figure, behind its neighbour"]
    found = anchor(Watched(exact=case.exact, start=case.start, old=Ground.of(case.old)), Ground.of(case.new))
    assert found.text == "The cannery closed in 1994 and employed 370 people at its height."
    assert found.differs == ("figure",)
    assert found.start == case.new.index(found.text)
