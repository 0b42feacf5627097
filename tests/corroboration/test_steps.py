"""What would change a status: every step does what it says, and the useful ones are not missed."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.corroboration.bridges import bundles, cuts
from claims.corroboration.origins import certain_edges, group
from claims.corroboration.rules import assess, merge, rank
from claims.corroboration.steps import MOST_OF_ONE_KIND, Case, Step, every_step, what_would_change
from claims.corroboration.values import ClaimFacts, Edge, EvidenceItem
from claims.vocabulary import Certainty, Directness, EdgeKind, SourceLetter, Stance
from tests.corroboration.build import against, item, weak
from tests.corroboration.test_properties import bodies, edges

Told = dict[str, Any]


def suspected(a: str, b: str, kind: EdgeKind = EdgeKind.TEXT_REUSE) -> Edge:
    return Edge(a, b, kind, Certainty.SUSPECTED, "a common run of 12 words")


def done(step: Told, body: list[EvidenceItem], links: list[Edge]) -> tuple[list[EvidenceItem], list[Edge]]:
    """Evidence and edges after a person did what ``step`` says, word by word."""
    if step["action"] in ("add_evidence", "add_record"):
        directness = Directness.RECORD if step["action"] == "add_record" else Directness.SECOND_HAND
        return [*body, item("brand new", directness=directness)], links
    if step["action"] == "clear_edge":
        gone = [(edge["a"], edge["b"], edge["kind"]) for edge in step["edges"]]
        return body, [e for e in links if e.certainty is Certainty.CERTAIN or (e.a, e.b, e.kind.value) not in gone]
    (key,) = step["evidence"]
    source = next(entry.source for entry in body if entry.key == key)
    return [_mended(entry, key, source, step["action"]) for entry in body], links


def _mended(entry: EvidenceItem, key: str, source: str | None, action: str) -> EvidenceItem:
    if "grade" in action and (entry.key == key or (source is not None and entry.source == source)):
        entry = replace(entry, source_letter=SourceLetter.C)
    if entry.key != key:
        return entry
    if "open" in action:
        entry = replace(entry, opened=True)
    return replace(entry, anonymity_complete=True) if "anonymity" in action else entry


def actions(body: list[EvidenceItem], *links: Edge) -> list[tuple[str, str]]:
    return [(step["action"], step["status"]) for step in what_would_change(body, edges=links)]


sourced = st.tuples(bodies, st.lists(st.sampled_from([None, "s1", "s2"]), min_size=7, max_size=7)).map(
    lambda drawn: [replace(entry, source=source) for entry, source in zip(*drawn, strict=False)]
)


@given(sourced, edges)
def test_every_step_leads_where_it_says(body: list[EvidenceItem], links: list[Edge]) -> None:
    before = rank(assess(body, edges=links))
    for step in what_would_change(body, edges=links):
        items, kept = done(step, body, links)
        after = assess(items, edges=kept)
        assert after.status.value == step["status"]
        assert rank(after) > before


Claim = tuple[list[EvidenceItem], list[Edge], ClaimFacts]


def mixed(seed: int) -> Claim:
    """A claim of which much qualifies, some can be mended, and some hangs together."""
    chance = Random(seed)
    keys = "abcdef"[: chance.randint(1, 6)]
    stances = [*[Stance.SUPPORTS] * 6, Stance.SUPPORTS_NARROWER, Stance.CONTRADICTS, Stance.WITHDRAWS]
    body = [
        item(
            key,
            stance=chance.choice(stances),
            directness=chance.choice([*[Directness.SECOND_HAND] * 4, Directness.RECORD, Directness.DOCUMENT]),
            source_letter=chance.choice([SourceLetter.B, SourceLetter.B, None]),
            source=chance.choice([None, "s1", "s2"]),
            named=chance.random() < 0.7,
            opened=chance.random() < 0.7,
            outlet=chance.choice([f"outlet-{key}", f"outlet-{key}", "o1", "o2"]),
            speaker=chance.choice([None, "s1", "s2"]),
        )
        for key in keys
    ]
    kinds = [EdgeKind.TEXT_REUSE, EdgeKind.TEXT_REUSE, EdgeKind.AUTHOR_OR_DATASET]
    links = [suspected(a, b, chance.choice(kinds)) for a, b in combinations(keys, 2) if chance.random() < 0.3]
    return body, links, ClaimFacts(superseded=chance.random() < 0.1)


def tried(claim: Claim, step: Step) -> int:
    """The place of the whole evidence with ``step`` taken."""
    body, links, facts = claim
    changed = {entry.key: entry for entry in step.mended}
    after = [*(changed.get(entry.key, entry) for entry in body), *step.added]
    return rank(assess(after, edges=[edge for edge in links if edge not in step.cleared], facts=facts))


def test_what_the_counts_promise_of_a_step_is_what_the_whole_evidence_gives() -> None:
    actions = set()
    for seed in range(400):
        claim = mixed(seed)
        body, links, facts = claim
        for step in every_step(Case(merge(body, links), facts)):
            actions.add(step.action)
            assert (step.expected, seed) == (tried(claim, step), seed)
    assert len(actions) > 6


@given(bodies, edges)
def test_no_clearing_between_two_origins_that_would_help_is_missed(body: list[EvidenceItem], links: list[Edge]) -> None:
    before = rank(assess(body, edges=links))
    counted = {key for origin in assess(body, edges=links).origins for key in origin.items}
    every = [*certain_edges(e for e in body if e.key in counted), *(e for e in links if e.certainty == "certain")]
    parts = group(counted, every)
    part_of = {key: number for number, keys in enumerate(parts) for key in keys}
    told = {frozenset(map(str, step["edges"])) for step in what_would_change(body, edges=links)}
    useful = 0
    for bundle in bundles([e for e in links if e.certainty == "suspected"], part_of).values():
        if rank(assess(body, edges=[e for e in links if e not in bundle])) > before:
            useful += 1
            as_told = frozenset(str({"a": e.a, "b": e.b, "kind": e.kind.value}) for e in bundle)
            assert as_told in told or sum(1 for steps in told if steps) >= MOST_OF_ONE_KIND
    assert useful == 0 or told


def test_parallel_edges_between_two_origins_are_cleared_together() -> None:
    picture = replace(suspected("a", "b", EdgeKind.AGENCY), reason="same picture credit: Philippa Leroux")
    links = [suspected("a", "b"), picture, suspected("a", "c")]
    body = [item("a"), item("b", outlet="o"), item("c", outlet="o")]
    step = next(s for s in what_would_change(body, edges=links) if s["action"] == "clear_edge")
    assert (len(step["edges"]), step["status"]) == (3, "corroborated")
    assert step["sentence"].startswith("Clear the 3 suspected edges “same picture credit”, “same text” between")


def test_braces_in_what_makes_an_edge_suspected_are_told_as_they_are() -> None:
    edge = replace(suspected("a", "b"), kind=EdgeKind.AGENCY, reason="agency {style} line: {}")
    step = next(s for s in what_would_change([item("a"), item("b")], edges=[edge]) if s["action"] == "clear_edge")
    assert step["sentence"].startswith("Clear the suspected edge “agency {style} line” between Item a and Item b →")


def test_a_ring_of_suspicion_is_left_by_one_item_at_a_time() -> None:
    links = [suspected(a, b) for a, b in combinations("abc", 2)]
    step = next(s for s in what_would_change([item(k) for k in "abc"], edges=links) if s["action"] == "clear_edge")
    assert (step["evidence"], len(step["edges"]), step["status"]) == (["a"], 2, "corroborated")
    assert step["sentence"] == "Clear the 2 suspected edges “same text” between Item a and others → corroborated"


def test_one_edge_is_one_step_and_not_one_more_for_each_of_its_ends() -> None:
    steps = actions([item("a"), item("b")], suspected("a", "b"))
    assert [action for action, _ in steps].count("clear_edge") == 1


def test_a_part_that_holds_several_others_together_is_left_by_all_of_them_at_once() -> None:
    rings = [*combinations(["a", "a2", "c"], 2), *combinations(["b", "b2", "c"], 2)]
    body = [item("a"), weak("a2"), item("b"), weak("b2"), weak("c")]
    steps = what_would_change(body, edges=[suspected(*pair) for pair in rings])
    around = next(step for step in steps if step["evidence"] == ["c"] and step["action"] == "clear_edge")
    assert (len(around["edges"]), around["status"]) == (4, "corroborated")


def test_a_grade_that_would_strengthen_the_other_side_too_is_not_proposed() -> None:
    body = [item("a", source="s", source_letter=None), against("b", source="s", source_letter=None)]
    assert "grade_source" not in dict(actions(body))
    assert "grade_source" in dict(actions([body[0], replace(body[1], source="t")]))


def grading(body: list[EvidenceItem]) -> list[list[str]]:
    return [step["evidence"] for step in what_would_change(body) if step["action"] == "grade_source"]


def test_what_was_taken_back_is_not_mended_though_a_grade_of_its_source_would_help_elsewhere() -> None:
    ungraded = {"source": "s", "source_letter": None}
    back = item("b", outlet="outlet-a", stance=Stance.WITHDRAWS)
    assert grading([item("a", **ungraded), back, item("c", **ungraded)]) == [["c"]]


def test_of_steps_that_lead_as_far_the_one_of_least_work_comes_first() -> None:
    told = [action for action, status in actions([item("a"), weak("b")]) if status == "corroborated"]
    assert told == ["add_evidence", "add_record", "anonymity_and_grade"]


def test_all_that_is_weak_about_an_item_is_one_step() -> None:
    assert ("open_and_anonymity_and_grade", "single_source") in actions([weak("a", opened=False)])
    assert ("open", "single_source") not in actions([weak("a", opened=False)])
    step = next(s for s in what_would_change([weak("a", opened=False)]) if s["action"].startswith("open"))
    assert step["sentence"] == (
        "Open the page of Item a and take a snapshot, complete its anonymity record and grade its source C or better"
        " → single source"
    )


@pytest.mark.parametrize(
    "facts",
    [
        {"source_letter": SourceLetter.D},
        {"directness": Directness.RELAY},
        {"party_about_itself": True},
        {"attributed": False, "named": False},
        {"attributed": False, "source_letter": None},
        {"active": False, "opened": False},
        {"stance": Stance.CONTRADICTS, "opened": False},
    ],
)
def test_what_no_work_on_the_item_can_mend_is_not_proposed(facts: dict[str, Any]) -> None:
    assert {action for action, _ in actions([item("a", **facts)])} <= {"add_evidence", "add_record"}


def test_opening_a_page_grades_nothing_else_that_its_source_says() -> None:
    body = [item("a", source="s", opened=False), item("b", source="s", source_letter=None)]
    step = next(s for s in what_would_change(body) if s["action"] == "open")
    assert step["sentence"] == "Open the page of Item a and take a snapshot → partially corroborated"


def test_new_evidence_is_asked_for_in_these_words() -> None:
    assert [step["sentence"] for step in what_would_change([item("a")])] == [
        "Add one independent named source that qualifies → corroborated",
        "Add the record that is the fact: the recording, the filing, the table → corroborated",
    ]


def test_what_has_no_source_can_still_be_opened() -> None:
    assert ("open", "single_source") in actions([item("a", attributed=False, opened=False)])


def test_a_retraction_is_no_end_where_a_new_source_speaks() -> None:
    body = [item("a"), item("b", outlet="outlet-a", stance=Stance.WITHDRAWS)]
    assert actions(body) == [("add_record", "corroborated"), ("add_evidence", "single_source")]


def test_no_more_steps_are_named_than_a_person_reads() -> None:
    body = [item("a"), *(weak(f"w{n:02}") for n in range(40)), *(item(f"o{n:02}", opened=False) for n in range(40))]
    found = actions(body)
    kinds = [action for action, _ in found]
    assert max(kinds.count(kind) for kind in kinds) == 4
    assert {"open", "anonymity_and_grade", "add_evidence", "add_record"} == set(kinds)
    more = [*body, *(weak(f"g{n:02}", anonymity_complete=True) for n in range(40))]
    assert len(actions(more)) == 12


pairs = st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(lambda p: p[0] < p[1]), max_size=12)


def joined(found: set[tuple[int, int]]) -> int:
    links = [Edge(str(a), str(b), EdgeKind.CITATION, Certainty.CERTAIN, "") for a, b in found]
    return len(group(map(str, range(7)), links))


@given(pairs)
def test_bridges_are_the_pairs_whose_loss_parts_an_origin(found: set[tuple[int, int]]) -> None:
    expected = {pair for pair in found if joined(found - {pair}) > joined(found)}
    told = cuts(found).bridges
    assert {bridge.pair for bridge in told} == expected
    for bridge in told:
        a, b = bridge.pair
        rest = group(map(str, range(7)), [Edge(str(x), str(y), EdgeKind.CITATION, Certainty.CERTAIN, "")
                                          for x, y in found - {bridge.pair}])  # fmt: skip
        assert tuple(sorted(map(str, bridge.side))) in rest
        assert (a in bridge.side) != (b in bridge.side)


@given(pairs)
def test_what_falls_off_with_a_node_is_what_only_it_held(found: set[tuple[int, int]]) -> None:
    told = cuts(found).arms
    for node in {end for pair in found for end in pair}:
        left = [Edge(str(a), str(b), EdgeKind.CITATION, Certainty.CERTAIN, "") for a, b in found if node not in (a, b)]
        parts = set(group([str(n) for n in range(7) if n != node], left))
        near = {str(end) for pair in found if node in pair for end in pair} - {str(node)}
        arms = {tuple(sorted(map(str, arm))) for arm in told.get(node, ())}
        assert arms <= parts
        assert len({part for part in parts if near & set(part)} - arms) <= 1
