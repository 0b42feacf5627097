"""Chains that lead back to ourselves or to themselves."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from claims.corroboration.circles import circles, circular_keys, reached
from claims.corroboration.rules import assess
from claims.corroboration.values import EvidenceItem
from claims.vocabulary import Directness
from tests.corroboration.build import item


def ring(**facts: Any) -> list[EvidenceItem]:
    """Three items, each of which cites the next."""
    return [item(a, cites=(f"document-{b}",), **facts) for a, b in ("ab", "bc", "ca")]


def test_pages_that_cite_each_other_in_a_circle_support_nothing() -> None:
    found = assess(ring())
    assert found.rule == "R11"
    assert {entry.reasons[0].split(":")[0] for entry in found.uncounted} == {"circular"}


def test_two_publishers_are_enough_for_a_circle_and_each_circle_is_found() -> None:
    pairs = [item(a, cites=(f"document-{b}",)) for a, b in ("ab", "ba", "cd", "dc")]
    assert circular_keys(pairs) == {"a", "b", "c", "d"}


def test_a_chain_that_ends_somewhere_is_no_circle() -> None:
    assert circular_keys([item("a", cites=("document-b",)), item("b", cites=("document-c",)), item("c")]) == frozenset()


def test_pages_of_one_publisher_may_link_each_other() -> None:
    assert circular_keys(ring(outlet="o")) == frozenset()
    assert circular_keys(ring(owner="g")) == frozenset()


def test_what_is_first_hand_rests_on_itself() -> None:
    first, *others = ring()
    witness = item("a", cites=first.cites, directness=Directness.FIRST_HAND)
    assert circular_keys([witness, *others]) == {"b", "c"}


def test_whoever_cites_what_leads_back_to_us_leads_back_to_us() -> None:
    own = item("own", own_publication=True)
    near, far = item("near", cites=("document-own",)), item("far", cites=("document-near",))
    assert circular_keys([own, near, far, item("else")]) == {"own", "near", "far"}


graphs = st.dictionaries(st.sampled_from("abcdef"), st.sets(st.sampled_from("abcdef"), max_size=3), max_size=6)


@given(graphs)
def test_circles_are_the_nodes_that_reach_each_other(graph: dict[str, set[str]]) -> None:
    goes = {node: reached(graph, graph.get(node, ())) for node in "abcdef"}
    together = {frozenset([a, *(b for b in "abcdef" if b in goes[a] and a in goes[b])]) for a in "abcdef"}
    assert {frozenset(circle) for circle in circles(graph)} == {found for found in together if len(found) > 1}


def test_who_publishes_a_page_does_not_depend_on_which_item_comes_last() -> None:
    known = item("1", document="a", owner="one", cites=("b",), directness=Directness.SECOND_HAND)
    unknown = item("2", document="a", outlet=None, directness=Directness.SECOND_HAND)
    other = item("3", document="b", owner="one", cites=("a",), directness=Directness.SECOND_HAND)
    assert circular_keys([known, unknown, other]) == circular_keys([unknown, other, known]) == frozenset()
