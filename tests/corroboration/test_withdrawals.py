"""Who takes which statement back: the same source wherever it says so, and nobody else."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from claims.corroboration.rules import TAKEN_BACK, assess
from claims.corroboration.suspicions import edges_between
from claims.corroboration.values import Assessment, Edge, EvidenceItem, Judgement
from claims.corroboration.why import explain
from claims.vocabulary import Certainty, EdgeDecision, EdgeKind, Stance
from tests.corroboration.build import against, item

MAY, JUNE = (date(2026, 5, 3), date(2026, 5, 3)), (date(2026, 6, 1), date(2026, 6, 30))


def said(key: str, by: str, name: str = "Bo Ek", **facts: Any) -> EvidenceItem:
    """Evidence on the word of ``by``, a source called ``name``."""
    plain: dict[str, Any] = {"source": by, "credits": (by,), "voices": ((by, name),), "speaker_names": (name,)}
    return item(key, speaker=by, **{**plain, **facts})


def back(key: str, by: str, name: str = "Bo Ek", **facts: Any) -> EvidenceItem:
    return said(key, by, name, stance=Stance.WITHDRAWS, **facts)


def stands(*items: EvidenceItem, judged: tuple[Judgement, ...] = ()) -> Assessment:
    return assess(items, edges=edges_between(items, judgements=judged))


def taken(found: Assessment) -> dict[str, tuple[str, ...]]:
    return {one.by: one.of for one in found.withdrawals}


def judged(a: str, b: str, decision: EdgeDecision) -> Judgement:
    return Judgement(
        a=a, b=b, kind=EdgeKind.AUTHOR_OR_DATASET, decision=decision, reason="asked", by="edith", on=date(2026, 6, 1)
    )


def test_a_source_takes_its_word_back_in_another_outlet() -> None:
    found = stands(said("a", "bo"), back("b", "bo"))
    assert (found.status, taken(found)) == ("retracted", {"b": ("a",)})
    assert [entry.reasons for entry in found.uncounted if entry.key == "a"] == [(TAKEN_BACK,)]


def test_what_others_say_in_the_same_outlets_stands() -> None:
    mine, other = said("a", "bo", outlet="one"), said("b", "ida", "Ida Lund", outlet="one")
    elsewhere = said("d", "jo", "Jo Hart", outlet="two")
    found = stands(mine, other, back("c", "bo", outlet="two"), elsewhere)
    assert taken(found) == {"c": ("a",)}
    assert (found.status, found.counts.q_max) == ("corroborated", 2)
    assert not any(origin.withdrawn for origin in found.origins)


def test_pages_that_only_repeat_it_fall_with_it() -> None:
    copy = item("c", cites=("document-a",))
    credit = said("d", "courier", "Courier", outlet="gazette", outlet_source="gazette", cites=("document-a",))
    first = said("a", "bo", outlet_source="courier")
    found = stands(first, copy, credit, back("b", "bo"))
    assert (found.status, taken(found)) == ("retracted", {"b": ("a", "c", "d")})


def test_an_outlet_that_is_told_elsewhere_to_have_withdrawn_its_report_withdraws_all_of_it() -> None:
    report = said("a", "bo", outlet="one", outlet_source="courier")
    second = said("b", "ida", "Ida Lund", outlet="one", outlet_source="courier")
    news = back("c", "courier", "Courier", outlet="two", outlet_source="gazette")
    other = said("d", "jo", "Jo Hart", outlet="two", outlet_source="gazette")
    found = stands(report, second, news, other)
    assert taken(found) == {"c": ("a", "b")}
    assert found.status == "single_source"


def test_a_copy_of_a_report_that_its_outlet_withdrew_falls_with_it_whomever_it_quotes() -> None:
    report = said("a", "bo", outlet="one", outlet_source="courier")
    copy = said("b", "ida", "Ida Lund", outlet="two", outlet_source="gazette", cites=("document-a",))
    assert taken(stands(report, copy, back("c", "courier", "Courier", outlet="three"))) == {"c": ("a", "b")}


def test_a_correction_by_nobody_in_particular_takes_its_own_origin_back() -> None:
    found = stands(said("a", "bo", outlet="one"), item("b", outlet="one", stance=Stance.WITHDRAWS), said("c", "jo"))
    assert taken(found) == {"b": ("a",)}


@pytest.mark.parametrize(("before", "after", "status"), [(MAY, JUNE, "retracted"), (JUNE, MAY, "single_source")])
def test_who_came_back_to_it_later_has_the_last_word(before: Any, after: Any, status: str) -> None:
    assert stands(said("a", "bo", published=before), back("b", "bo", published=after)).status == status


@pytest.mark.parametrize(
    ("before", "after", "status"), [(MAY, JUNE, "retracted"), (JUNE, MAY, "disputed"), (None, JUNE, "disputed")]
)
def test_saying_otherwise_takes_back_only_what_was_said_on_an_earlier_day(before: Any, after: Any, status: str) -> None:
    otherwise = said("b", "bo", stance=Stance.CONTRADICTS, published=after)
    assert stands(said("a", "bo", published=before), otherwise).status == status


def test_a_narrower_statement_is_not_at_odds_with_a_denial_of_the_wider_one() -> None:
    narrow = said("a", "bo", stance=Stance.SUPPORTS_NARROWER, published=MAY)
    assert taken(stands(narrow, said("b", "bo", stance=Stance.CONTRADICTS, published=JUNE))) == {}


def test_somebody_else_who_contradicts_takes_nothing_back() -> None:
    assert taken(stands(said("a", "bo", published=MAY), against("b", speaker="ida", published=JUNE))) == {}


def test_who_relays_that_another_takes_it_back_takes_nothing_of_their_own_back() -> None:
    own, ministry = said("a", "bo"), said("b", "ministry", "The ministry")
    relayed = item("c", stance=Stance.WITHDRAWS, source="bo", credits=("bo", "ministry"), speaker="ministry")
    assert taken(stands(own, ministry, relayed)) == {"c": ("b",)}


def test_a_namesake_is_held_to_nothing_until_an_editor_says_that_they_are_one() -> None:
    body = (said("a", "bo", name="Bo Ek"), back("b", "bo the second", name="BO  EK"), said("c", "jo", "Jo Hart"))
    assert (stands(*body).status, stands(*body).counts.q_min) == ("corroborated", 2)
    why = explain(body, edges=edges_between(body))
    hint = next(entry for entry in why["taken_back"] if entry["edges"])
    assert (hint["by"], hint["evidence"]) == ("b", ["a"])
    assert hint["reason"] == "takes it back under the same name: BO  EK"
    confirmed = stands(*body, judged=(judged("a", "b", EdgeDecision.CONFIRMED),))
    assert (taken(confirmed), confirmed.status) == ({"b": ("a",)}, "single_source")
    assert len(confirmed.origins) == 3
    cleared = (judged("a", "b", EdgeDecision.CLEARED),)
    assert not [e for e in explain(body, edges=edges_between(body, judgements=cleared))["taken_back"] if e["edges"]]


def test_a_report_of_a_retraction_makes_no_origin_of_the_pages_at_its_ends() -> None:
    found = stands(
        said("a", "bo", outlet="one"), said("b", "ida", "Ida Lund", outlet="one"), back("c", "bo", outlet="two"),
        said("d", "jo", "Jo Hart", outlet="two"),
    )  # fmt: skip
    assert found.counts.q_min == found.counts.q_max == 2


def test_what_does_not_count_cannot_be_taken_back_and_is_asked_of_nobody() -> None:
    body = (said("a", "bo", own_publication=True), back("b", "bo the second"))
    links = edges_between(body)
    assert [(edge.a, edge.b) for edge in links] == [("a", "b")]
    assert [entry["edges"] for entry in explain(body, edges=links)["taken_back"]] == [[]]


def test_why_a_word_is_held_to_be_taken_back_is_told() -> None:
    def reasons(*items: EvidenceItem) -> list[str]:
        return [one.reason for one in stands(*items).withdrawals]

    assert reasons(said("a", "bo"), back("b", "bo")) == ["the same source takes it back"]
    assert reasons(said("a", "bo"), item("b", outlet="outlet-a", stance=Stance.WITHDRAWS)) == [
        "the same origin takes it back"
    ]
    later = said("b", "bo", stance=Stance.CONTRADICTS, published=JUNE)
    assert reasons(said("a", "bo", published=MAY), later) == ["the same source says otherwise on a later day"]


def test_an_unnamed_person_who_takes_it_back_is_told_of_as_an_origin() -> None:
    (one,) = stands(said("a", "deskhand", named=False), back("b", "deskhand", named=False)).withdrawals
    assert (one.of, one.reason) == (("a",), "the same origin takes it back")


def between(a: str, b: str, kind: EdgeKind, certainty: Certainty = Certainty.CERTAIN) -> Edge:
    return Edge(a, b, kind, certainty, "an editor confirmed it")


@pytest.mark.parametrize(("certainty", "falls"), [(Certainty.CERTAIN, ("a", "c")), (Certainty.SUSPECTED, ("a",))])
def test_a_copy_falls_with_its_original_once_it_is_certain_that_it_is_one(
    certainty: Certainty, falls: tuple[str, ...]
) -> None:
    copied = between("a", "c", EdgeKind.TEXT_REUSE, certainty)
    assert taken(assess([said("a", "bo"), back("b", "bo"), item("c")], edges=[copied])) == {"b": falls}


def test_a_page_that_is_certainly_one_with_another_takes_that_back_too() -> None:
    correction = item("b", stance=Stance.WITHDRAWS)
    assert taken(assess([item("a"), correction], edges=[between("a", "b", EdgeKind.TEXT_REUSE)])) == {"b": ("a",)}


def test_two_pages_by_one_author_are_one_origin_where_neither_takes_anything_back() -> None:
    found = assess([item("a"), item("b")], edges=[between("a", "b", EdgeKind.AUTHOR_OR_DATASET)])
    assert found.status == "single_source"


def test_who_says_the_same_again_later_takes_nothing_back() -> None:
    assert taken(stands(said("a", "bo", published=MAY), said("b", "bo", published=JUNE))) == {}


MONTH = (date(2026, 5, 1), date(2026, 5, 31))


@pytest.mark.parametrize(("first", "then"), [(MAY, MAY), (MONTH, MAY), (MAY, MONTH)])
def test_of_days_that_may_be_the_same_none_is_the_later(first: Any, then: Any) -> None:
    other = said("b", "bo", stance=Stance.CONTRADICTS, published=then)
    assert taken(stands(said("a", "bo", published=first), other)) == {}
