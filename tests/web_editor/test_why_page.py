"""The stored why as a page shows it: everything is there, letters only for those who may see them."""

from __future__ import annotations

from claims.corroboration.values import Edge, EvidenceItem
from claims.corroboration.why import explain
from claims.vocabulary import Certainty, EdgeKind, SourceLetter, Status
from claims.web.why_page import LADDER, Known, Why, why_of
from tests.corroboration.build import against, item, weak


def shown(*items: EvidenceItem, blind: bool = False, edges: tuple[Edge, ...] = ()) -> Why:
    evidence = [Known(key=entry.key, stance=entry.stance, document=entry.document) for entry in items]
    return why_of(explain(items, edges=edges), evidence=evidence, blind=blind)


def here(why: Why) -> list[int]:
    return [place for place, rung in enumerate(why.ladder) if rung.here]


def test_the_ladder_shows_the_place_of_the_status_and_none_for_those_outside() -> None:
    assert here(shown()) == [0]
    assert here(shown(weak("a"))) == [1]
    assert here(shown(weak("a"), weak("b"))) == [2]
    assert here(shown(item("a"))) == [3]
    assert here(shown(item("a"), weak("b"))) == [4]
    assert here(shown(item("a"), item("b"))) == [5]
    assert here(shown(item("a"), against("b"))) == []
    assert len(LADDER) == 6


def test_counts_are_sentences_in_the_right_number() -> None:
    assert shown(item("a")).counts == ("1 independent origin qualifies",)
    assert shown(item("a"), item("b"), weak("c")).counts == (
        "2 independent origins qualify",
        "1 weaker origin supports it",
    )
    suspected = Edge("a", "b", EdgeKind.TEXT_REUSE, Certainty.SUSPECTED, "same words")
    assert shown(item("a"), item("b"), edges=(suspected,)).counts[0] == (
        "1 to 2 origins qualify, depending on suspected edges"
    )


def test_edges_name_both_items_by_number_with_the_reason() -> None:
    why = shown(item("a", outlet="o"), item("b", outlet="o"))
    edge = why.origins[0].edges[0]
    assert (edge.first.number, edge.second.number, edge.suspected, edge.reason) == (1, 2, False, "same outlet")


def test_the_blind_see_neither_letters_nor_steps_that_speak_of_them() -> None:
    for letter, words in ((SourceLetter.D, "graded D"), (None, "cannot be judged (F)")):
        blind, seeing = (shown(weak("a", source_letter=letter), blind=flag) for flag in (True, False))
        assert words in " ".join(seeing.origins[0].items[0].reasons)
        assert words not in repr(blind)
        assert "(F)" not in repr(blind)
        assert "C or better" not in repr(blind)
        assert len(blind.origins[0].items[0].reasons) == len(seeing.origins[0].items[0].reasons)
    assert blind.steps_hidden
    assert not seeing.steps_hidden


def test_an_origin_says_on_which_side_it_qualifies() -> None:
    sides = [
        (origin.supports, origin.qualifies, origin.contradicts, origin.qualifies_against)
        for origin in shown(item("a"), against("b"), against("c", opened=False)).origins
    ]
    assert sides == [(True, True, False, False), (False, False, True, True), (False, False, True, False)]
    both = shown(item("a", outlet="o"), against("b", outlet="o")).origins[0]
    assert (both.qualifies, both.qualifies_against) == (True, True)


def test_what_takes_no_part_is_apart_with_its_reason() -> None:
    why = shown(item("a"), item("b", active=False))
    assert [(entry.number, entry.reasons) for entry in why.left_out] == [(2, ("withdrawn",))]
    assert [origin.number for origin in why.origins] == [1]


def test_a_step_carries_the_status_it_leads_to_once() -> None:
    step = shown(item("a")).steps[0]
    assert (step.action, step.status) == ("add_evidence", Status.CORROBORATED)
    assert "→" not in step.sentence


def test_a_suspicion_is_told_by_its_reason_a_fact_by_its_kind_too() -> None:
    def told(kind: EdgeKind, certainty: Certainty, reason: str) -> str:
        (edge,) = shown(item("a"), item("b"), edges=(Edge("a", "b", kind, certainty, reason),)).origins[0].edges
        return edge.heading + edge.reason

    assert told(EdgeKind.CITATION, Certainty.SUSPECTED, "same quotation") == "same quotation"
    assert told(EdgeKind.CITATION, Certainty.CERTAIN, "The Wire") == "cites or links it – The Wire"
    assert told(EdgeKind.TEXT_REUSE, Certainty.SUSPECTED, "18 %") == "same text – 18 %"
    assert told(EdgeKind.TEXT_REUSE, Certainty.CERTAIN, "same text") == "same text"
