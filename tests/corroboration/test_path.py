"""The steps from one stored *why* to the next, in sentences."""

from __future__ import annotations

from claims.corroboration.path import MOST, path
from claims.corroboration.values import Edge, EvidenceItem
from claims.corroboration.why import explain
from claims.vocabulary import Certainty, Directness, EdgeKind, SourceLetter, Stance
from tests.corroboration.build import against, item, weak

NUMBERS = {key: number for number, key in enumerate("abcdefghijklmnop", start=1)}


def lines(before: list[EvidenceItem], after: list[EvidenceItem], *, edges: tuple[Edge, ...] = ()) -> list[str]:
    found = path(explain(before), explain(after, edges=edges), NUMBERS)
    return [line.text for line in found]


def test_evidence_that_comes_is_new_and_makes_its_origin() -> None:
    assert lines([item("a")], [item("a"), item("b")]) == [
        "Evidence 2 is new.",
        "Origins that qualify: 1 → 2",
        "Single source (R9) → Corroborated (R6)",
    ]


def test_withdrawn_evidence_takes_its_origin_along() -> None:
    assert lines([item("a"), item("b")], [item("a"), item("b", active=False)]) == [
        "Evidence 2: withdrawn.",
        "The origin of evidence 2 no longer counts.",
        "Origins that qualify: 2 → 1",
        "Corroborated (R6) → Single source (R9)",
    ]


def test_an_origin_with_other_evidence_that_qualifies_still_does() -> None:
    both = [item("a", outlet="x"), item("b", outlet="x")]
    found = lines(both, [both[0], item("b", outlet="x", active=False)])
    assert found == ["Evidence 2: withdrawn.", "Single source (R9) → Single source (R9)"]


def test_a_confirmed_edge_names_the_evidence_and_its_reason() -> None:
    edge = Edge("a", "b", EdgeKind.TEXT_REUSE, Certainty.CERTAIN, "the same sentences")
    found = lines([item("a"), item("b"), item("c")], [item("a"), item("b"), item("c")], edges=(edge,))
    assert found == [
        "Evidence 1 and 2 come down to one origin: the same sentences.",
        "Origins that qualify: 3 → 2",
        "Corroborated (R6) → Corroborated (R6)",
    ]


def test_an_edge_that_goes_parts_them_again() -> None:
    edge = Edge("a", "b", EdgeKind.TEXT_REUSE, Certainty.CERTAIN, "the same sentences")
    items = [item("a"), item("b")]
    found = [line.text for line in path(explain(items, edges=(edge,)), explain(items), NUMBERS)]
    assert found[0] == "Evidence 1 and 2 no longer come down to one origin."
    assert "Origins that qualify: 1 → 2" in found


def test_a_suspected_edge_leaves_a_range() -> None:
    edge = Edge("a", "b", EdgeKind.TEXT_REUSE, Certainty.SUSPECTED, "much the same")
    found = lines([item("a"), item("b")], [item("a"), item("b")], edges=(edge,))
    assert "Origins that qualify: 2 → 1 to 2" in found


def test_a_source_that_takes_its_statement_back_is_told_so() -> None:
    back = item("c", outlet="outlet-a", stance=Stance.WITHDRAWS)
    assert lines([item("a"), item("b")], [item("a"), item("b"), back])[:3] == [
        "Evidence 1: taken back by evidence 3.",
        "Evidence 3 is new.",
        "The origin of evidence 1 took its statement back.",
    ]


def test_a_contradiction_and_what_is_mended_are_told() -> None:
    found = lines([weak("a")], [item("a"), against("b")])
    assert found[0].startswith("Evidence 1: no longer “")
    assert "The origin of evidence 1 now qualifies." in found
    assert "Qualifying origins against it: 0 → 1" in found


def test_a_letter_is_told_to_nobody_who_has_yet_to_grade() -> None:
    found = path(explain([item("a")]), explain([item("a", source_letter=SourceLetter.E)]), NUMBERS)
    assert found[0].text == "Evidence 1: source is graded E."
    assert found[0].blind == "Evidence 1: its source is judged otherwise."
    assert [line.blind for line in found[1:]] == [None] * (len(found) - 1)


def test_of_very_many_alike_only_some_are_named() -> None:
    keys = "abcdefghijkl"
    found = lines([item(key) for key in keys], [item(key, active=False) for key in keys])
    assert sum(line.endswith("withdrawn.") for line in found) == MOST
    assert f"… and {len(keys) - MOST} more like these." in found


def test_a_first_status_has_no_steps_before_it() -> None:
    assert [line.text for line in path(None, explain([item("a")]), NUMBERS)] == ["Single source (R9)."]


def test_evidence_stands_by_its_number_and_what_has_none_is_named_without_and_first() -> None:
    found = path(explain([]), explain([item("a"), item("b"), item("c")]), {"a": 2, "b": 1})
    assert [line.text for line in found][:3] == ["Evidence is new.", "Evidence 1 is new.", "Evidence 2 is new."]


def test_three_are_listed_and_of_more_than_eight_the_first_eight() -> None:
    edges = (
        Edge("a", "b", EdgeKind.TEXT_REUSE, Certainty.CERTAIN, "the same words"),
        Edge("b", "c", EdgeKind.AGENCY, Certainty.CERTAIN, "one agency"),
    )
    few = [item(key) for key in "abc"]
    assert lines(few, few, edges=edges)[0] == "Evidence 1, 2 and 3 come down to one origin: one agency, the same words."
    for keys, more in (("abcdefgh", "7 and 8"), ("abcdefghi", "7, 8 and 1 more")):
        told = lines([item(key) for key in keys], [item(key, outlet="x") for key in keys])
        assert told[0] == f"Evidence 1, 2, 3, 4, 5, 6, {more} come down to one origin: same outlet."


def test_of_eight_lines_all_are_told() -> None:
    keys = "abcdefgh"
    found = lines([item(key) for key in keys], [item(key, active=False) for key in keys])
    assert len(found) == 8 + 8 + 2
    assert not any("more like these" in line for line in found)


def test_what_becomes_weak_in_two_ways_is_told_in_one_line_and_its_origin_counts_on() -> None:
    found = lines([item("a")], [item("a", opened=False, party_about_itself=True)])
    assert found == [
        "Evidence 1: a party speaking about itself, not opened by one of us, or no snapshot.",
        "The origin of evidence 1 no longer qualifies.",
        "Origins that qualify: 1 → 0",
        "Single source (R9) → Single source (R9)",
    ]
    back = lines([item("a", opened=False, party_about_itself=True)], [item("a")])
    assert back[:2] == [
        "Evidence 1: no longer “a party speaking about itself, not opened by one of us, or no snapshot”.",
        "The origin of evidence 1 now qualifies.",
    ]


def test_of_weaknesses_only_those_are_told_that_came() -> None:
    before, after = item("a", opened=False), item("a", opened=False, party_about_itself=True)
    assert lines([before], [after])[0] == "Evidence 1: a party speaking about itself."
    assert lines([after], [before])[0] == "Evidence 1: no longer “a party speaking about itself”."


def test_letters_stay_hidden_where_they_went_and_where_nobody_can_judge() -> None:
    for before, after in (
        (item("a", source_letter=SourceLetter.E), item("a")),
        (item("a"), item("a", source_letter=None)),
    ):
        assert path(explain([before]), explain([after]), NUMBERS)[0].blind == (
            "Evidence 1: its source is judged otherwise."
        )


def test_a_record_against_it_is_counted_apart() -> None:
    record = against("b", directness=Directness.RECORD)
    found = lines([item("a")], [item("a"), record])
    assert "Records against it: 0 → 1" in found
    assert found.index("Qualifying origins against it: 0 → 1") < found.index("Records against it: 0 → 1")


def test_what_was_one_origin_before_is_no_news_whatever_joins_it() -> None:
    edge = Edge("a", "b", EdgeKind.TEXT_REUSE, Certainty.CERTAIN, "the same words")
    body = [item("a", outlet="x"), item("b", outlet="x"), item("c")]
    joined = path(explain(body), explain(body, edges=(edge,)), NUMBERS)
    assert [line.text for line in joined] == ["Corroborated (R6) → Corroborated (R6)"]
    more = Edge("b", "c", EdgeKind.AGENCY, Certainty.CERTAIN, "one agency")
    told = path(explain(body, edges=(edge,)), explain(body, edges=(edge, more)), NUMBERS)
    assert told[0].text == "Evidence 1, 2 and 3 come down to one origin: one agency."


def test_a_statement_taken_back_before_is_not_told_again() -> None:
    body = [item("a"), item("c", outlet="outlet-a", stance=Stance.WITHDRAWS)]
    assert lines(body, [*body, item("b")]) == [
        "Evidence 2 is new.",
        "Origins that qualify: 0 → 1",
        "Retracted (R1) → Single source (R9)",
    ]


def test_what_is_taken_back_names_who_did_it_and_no_other() -> None:
    before = [item("a"), item("b")]
    backs = [item(key, outlet=f"outlet-{of}", stance=Stance.WITHDRAWS) for key, of in ("ca", "db")]
    assert lines(before, [*before, *backs])[:2] == [
        "Evidence 1: taken back by evidence 3.",
        "Evidence 2: taken back by evidence 4.",
    ]
    weakened = [item("a", opened=False), item("b"), backs[0]]
    line = path(explain(before), explain(weakened), NUMBERS)[0]
    assert line.text == "Evidence 1: taken back by evidence 3, not opened by one of us, or no snapshot."
    assert line.blind is None
