"""The explanation: complete, honest about what it left out, and true in what it promises."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given

from claims.corroboration.rules import RULES_VERSION, assess, rank
from claims.corroboration.steps import what_would_change
from claims.corroboration.values import ClaimFacts, Edge, EvidenceItem
from claims.corroboration.why import SENTENCES, explain
from claims.vocabulary import Certainty, EdgeKind, Stance, Status
from tests.corroboration.build import item, weak
from tests.corroboration.test_properties import bodies, edges

SUSPECTED = Edge("a", "b", EdgeKind.UNNAMED_SOURCE, Certainty.SUSPECTED, "same descriptor within 7 days")


def test_every_rule_has_its_sentence() -> None:
    assert set(SENTENCES) == {f"R{n}" for n in range(1, 12)}


def test_clearing_the_only_suspected_edge_is_said_to_corroborate() -> None:
    steps = what_would_change([item("a"), item("b")], edges=[SUSPECTED])
    assert (steps[0]["action"], steps[0]["status"]) == ("clear_edge", "corroborated")
    assert steps[0]["evidence"] == ["a", "b"]


def test_one_unnamed_person_is_told_that_one_named_source_would_help() -> None:
    steps = what_would_change([weak("a")])
    assert ("add_evidence", "partially_corroborated") in [(step["action"], step["status"]) for step in steps]
    assert ("anonymity_and_grade", "single_source") in [(step["action"], step["status"]) for step in steps]
    assert "anonymity" not in [step["action"] for step in steps]  # alone it would not be enough: still graded F


def test_a_corroborated_claim_has_nothing_to_gain() -> None:
    assert what_would_change([item("a"), item("b")]) == []


def test_the_edges_of_an_origin_are_shown_with_their_reasons() -> None:
    found = explain([item("a", agency="wire"), item("b", agency="wire")])
    assert [edge["reason"] for edge in found["origins"][0]["edges"]] == ["same agency or press release"]
    assert [entry["key"] for entry in found["origins"][0]["evidence"]] == ["a", "b"]


def test_what_is_not_counted_says_why() -> None:
    found = explain([item("a"), item("b", own_publication=True)])
    assert found["uncounted"][0]["key"] == "b"
    assert found["uncounted"][0]["reasons"][0].startswith("circular")


def test_the_explanation_holds_all_that_programs_read() -> None:
    body = [item("a", agency="wire"), item("b", agency="wire"), item("c"), weak("d", active=False)]
    body.append(weak("e", outlet="o"))
    body.append(weak("f", outlet="o", stance=Stance.WITHDRAWS))
    edge = Edge("a", "c", EdgeKind.TEXT_REUSE, Certainty.SUSPECTED, "a common run of 12 words")
    inside = Edge("a", "gone", EdgeKind.TEXT_REUSE, Certainty.CERTAIN, "leads elsewhere")
    found = explain(body, edges=[inside, edge], cleared=[{"a": "a", "b": "e"}])
    unnamed = ["source cannot be judged (F)", "unnamed, and the anonymity record is not complete"]
    steps = found.pop("would_change")
    assert found == {
        "rules_version": RULES_VERSION,
        "rule": "R7",
        "sentence": SENTENCES["R7"],
        "status": "partially_corroborated",
        "kept_status": None,
        "challenged": False,
        "numbers_allowed": [2],
        "counts": {
            "q_min": 1,
            "q_max": 2,
            "q_min_full": 1,
            "w": 0,
            "x": 0,
            "y": 0,
            "pr": 0,
            "pr_full": 0,
            "nr": 0,
            "named": True,
            "retracted": False,
            "outdated": False,
        },
        "origins": [
            {
                "qualifies": True,
                "withdrawn": False,
                "evidence": [{"key": key, "label": f"Item {key}"} for key in "abc"],
                "edges": [
                    {
                        "a": "a",
                        "b": "b",
                        "kind": "agency",
                        "certainty": "certain",
                        "reason": "same agency or press release",
                    },
                    {
                        "a": "a",
                        "b": "c",
                        "kind": "text_reuse",
                        "certainty": "suspected",
                        "reason": "a common run of 12 words",
                    },
                ],
            },
            {
                "qualifies": False,
                "withdrawn": True,
                "evidence": [{"key": key, "label": f"Item {key}"} for key in "ef"],
                "edges": [{"a": "e", "b": "f", "kind": "publisher", "certainty": "certain", "reason": "same outlet"}],
            },
        ],
        "taken_back": [{"by": "f", "evidence": ["e"], "reason": "the same origin takes it back", "edges": []}],
        "cleared": [{"a": "a", "b": "e"}],
        "uncounted": [
            {"key": "d", "label": "Item d", "reasons": ["withdrawn"]},
            {"key": "e", "label": "Item e", "reasons": ["taken back", *unnamed]},
            {"key": "f", "label": "Item f", "reasons": unnamed},
        ],
    }
    assert steps[0] == {
        "action": "clear_edge",
        "sentence": "Clear the suspected edge “same text” between Item a and Item c → corroborated",
        "pattern": "Clear the suspected edge “same text” between {} and {} → corroborated",
        "evidence": ["a", "c"],
        "edges": [{"a": "a", "b": "c", "kind": "text_reuse"}],
        "status": "corroborated",
    }


def test_an_outdated_claim_says_what_it_was_and_that_its_number_is_frozen() -> None:
    found = explain([item("a")], facts=ClaimFacts(superseded=True, previous_status=Status.SINGLE_SOURCE))
    assert (found["kept_status"], found["numbers_allowed"]) == ("single_source", None)
    assert found["would_change"] == []


@pytest.mark.parametrize(("taker", "word"), [("a", "b"), ("b", "a")])
def test_what_may_have_been_taken_back_is_told_with_the_edge_to_judge(taker: str, word: str) -> None:
    kind = EdgeKind.AUTHOR_OR_DATASET
    edge = Edge("a", "b", kind, Certainty.SUSPECTED, "takes it back under the same name: Bo Ek")
    body = [item(word, speaker="1"), item(taker, speaker="2", stance=Stance.WITHDRAWS), item("c")]
    other = Edge("b", "c", EdgeKind.CITATION, Certainty.SUSPECTED, "the same words")
    found = explain(body, edges=[edge, other])
    as_json = {"a": "a", "b": "b", "kind": kind.value, "certainty": "suspected", "reason": edge.reason}
    to_judge = [entry for entry in found["taken_back"] if entry["edges"]]
    assert to_judge == [{"by": taker, "evidence": [word], "reason": edge.reason, "edges": [as_json]}]
    confirmed = explain(body, edges=[replace(edge, certainty=Certainty.CERTAIN)])["taken_back"]
    assert confirmed == [{"by": taker, "evidence": [word], "reason": "the same source takes it back", "edges": []}]


@given(bodies, edges)
def test_the_explanation_is_plain_json_and_independent_of_order(body: list[EvidenceItem], links: list[Edge]) -> None:
    found = explain(body, edges=links)
    assert json.loads(json.dumps(found)) == found
    assert explain(body[::-1], edges=links[::-1]) == found


@given(bodies, edges)
def test_nothing_is_promised_to_a_claim_that_stands_highest(body: list[EvidenceItem], links: list[Edge]) -> None:
    now = assess(body, edges=links)
    if what_would_change(body, edges=links):
        assert rank(now) < 5
