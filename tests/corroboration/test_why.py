"""The explanation: complete, honest about what it left out, and true in what it promises."""

from __future__ import annotations

import json

from hypothesis import given

from claims.corroboration.rules import assess, rank
from claims.corroboration.steps import what_would_change
from claims.corroboration.values import Edge, EvidenceItem
from claims.corroboration.why import SENTENCES, explain
from claims.vocabulary import Certainty, EdgeKind
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
