"""Certain edges, one by one: which facts join which evidence, and in which words."""

from __future__ import annotations

from typing import Any

import pytest

from claims.corroboration.origins import Parts, byline, certain_edges, group
from claims.corroboration.values import Edge, EvidenceItem, Report
from claims.vocabulary import Certainty, EdgeKind
from tests.corroboration.build import item


def told(*items: EvidenceItem) -> list[tuple[str, str, str, str]]:
    edges = certain_edges(items)
    assert all(edge.certainty is Certainty.CERTAIN for edge in edges)
    return [(edge.a, edge.b, edge.kind.value, edge.reason) for edge in edges]


@pytest.mark.parametrize(
    ("shared", "kind", "reason"),
    [
        ({"document": "d"}, "publisher", "same document"),
        ({"outlet": "o"}, "publisher", "same outlet"),
        ({"owner": "g"}, "publisher", "same owner group"),
        ({"agency": "Velland Wire"}, "agency", "same agency or press release"),
        ({"unnamed_identity": "p"}, "unnamed_source", "an editor says it is the same person"),
        ({"bylines": ("Ada Holm",)}, "author_or_dataset", "same byline"),
        ({"dataset": "Tides 2026"}, "author_or_dataset", "same dataset"),
        ({"works": (("w1", "The harbour report"),)}, "author_or_dataset", "both rest on The harbour report"),
    ],
)
def test_a_shared_fact_is_one_edge_in_its_words(shared: dict[str, Any], kind: str, reason: str) -> None:
    assert told(item("b", **shared), item("c"), item("a", **shared)) == [("a", "b", kind, reason)]


def test_values_of_two_kinds_are_never_taken_for_each_other() -> None:
    assert told(item("a", outlet="x"), item("b", owner="x"), item("c", document="x")) == []
    assert told(item("a", bylines=("x y",)), item("b", dataset="x y"), item("c", works=(("x y", "z"),))) == []


def test_names_are_compared_whatever_their_case_and_spaces() -> None:
    assert len(told(item("a", dataset="Tides  2026"), item("b", dataset="tides 2026"))) == 1
    assert len(told(item("a", agency="VELLAND  wire / Northern Post"), item("b", agency="Velland Wire"))) == 1
    assert told(item("a", agency="Velland Wire"), item("b", agency="Northern Post / Southern Post")) == []


def test_a_byline_is_compared_without_by_and_the_signs_around_it() -> None:
    assert byline("By Ada Holm, |") == byline("— Ada  Holm –") == byline("ADA HOLM;:-.") == "ada holm"
    assert byline("Xaver X") == "xaver x"
    assert [byline(words) for words in ("By Editorial Board", "staff-", "", "by ")] == [None, None, None, "by"]


def test_three_that_share_a_fact_are_a_chain() -> None:
    assert [(edge.a, edge.b) for edge in certain_edges(item(key, outlet="o") for key in "cab")] == [
        ("a", "b"),
        ("b", "c"),
    ]


def test_what_cites_a_page_is_joined_with_its_first_evidence_in_the_pages_words() -> None:
    pages = [item("c", document="d"), item("b", document="d")]
    plain, quoting = (
        item("a", cites=("d", "elsewhere")),
        item("e", cites=("d",), citation_words=(("d", "as Holm saw"),)),
    )
    assert [edge for edge in told(*pages, plain, quoting) if edge[2] == "citation"] == [
        ("a", "b", "citation", "credits or links the other"),
        ("b", "e", "citation", "credits or links the other: “as Holm saw”"),
    ]
    assert told(item("a", document="d", cites=("d",))) == []


def test_whoever_is_named_as_a_source_is_joined_with_its_first_evidence_here() -> None:
    courier = [item("c", outlet_source="courier"), item("b", outlet_source="courier")]
    naming, itself = item("a", credits=("nobody", "courier")), item("d", outlet_source="other", credits=("other",))
    assert told(*courier, naming, itself) == [("a", "b", "citation", "names the other as its source")]


def test_of_an_outlet_that_has_its_own_report_credited_the_first_evidence_is_joined() -> None:
    printed = [item(key, outlet="n", document=f"d{key}", publisher_names=("northern news",)) for key in "cb"]
    reports = tuple(
        Report("northern news", words, credited) for words, credited in (("first reported by", True), ("told", False))
    )
    credits_it = item("a", reports=reports)
    found = [edge for edge in told(*printed, credits_it) if edge[2] == "citation"]
    assert found == [("a", "b", "citation", "credits the other’s report: “first reported by”")]


def test_edges_of_what_is_not_there_join_nothing_and_groups_are_in_order() -> None:
    kind, certain = EdgeKind.CITATION, Certainty.CERTAIN
    edges = [
        Edge("d", "b", kind, certain, ""),
        Edge("a", "gone", kind, certain, ""),
        Edge("gone", "c", kind, certain, ""),
    ]
    assert group("dcba", edges) == (("a",), ("b", "d"), ("c",))


def test_a_part_goes_by_its_lowest_key_however_it_was_joined() -> None:
    parts = Parts()
    for a, b in (("d", "c"), ("f", "e"), ("e", "c"), ("b", "f"), ("a", "d")):
        parts.join(a, b)
    assert {parts.of(key) for key in "abcdef"} == {"a"}
    assert parts.of("z") == "z"
