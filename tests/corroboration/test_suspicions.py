"""Suspected edges over plain values: which there are, which not, and what an editor's word does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.corroboration import signs
from claims.corroboration.origins import byline, group
from claims.corroboration.rules import assess
from claims.corroboration.suspicions import NEAREST, apart, cleared, edges_between, thinned
from claims.corroboration.values import Between, Edge, EvidenceItem, Judgement, Report
from claims.vocabulary import Certainty, EdgeDecision, EdgeKind, Precision, Stance
from tests.corroboration.build import item

DAY = date(2026, 3, 2)


def said(a: str, b: str, kind: EdgeKind, decision: EdgeDecision) -> Judgement:
    return Judgement(a=a, b=b, kind=kind, decision=decision, reason="two interviews", by="edith", on=DAY)


SHARED: dict[str, dict[str, Any]] = {
    "agency": {"style_agency": "Velland Wire"},
    "picture": {"picture_credits": ("Philippa Leroux",)},
    "brand": {"brands": ("harbour",)},
    "voice": {"voices": (("7", "Ada Holm"),)},
    "quotation": {"quotations": ("two of three engines failed at sea",)},
    "descriptor": {"descriptor": "an engineer", "published": (DAY, DAY)},
}


@pytest.mark.parametrize("facts", SHARED.values(), ids=SHARED)
def test_a_shared_hint_is_one_suspected_edge_with_its_reason(facts: dict[str, Any]) -> None:
    (edge,) = edges_between([item("b", **facts), item("a", **facts), item("c")])
    assert (edge.a, edge.b, edge.certainty) == ("a", "b", Certainty.SUSPECTED)
    assert len(edge.reason) > 10
    counts = assess([item(key, **facts) for key in "ab"], edges=[edge]).counts
    assert (counts.q_min, counts.q_max) == (1, 2)


def test_each_hint_has_its_kind_and_its_words() -> None:
    told = {name: edges_between([item("a", **facts), item("b", **facts)])[0] for name, facts in SHARED.items()}
    assert {name: (edge.kind.value, edge.reason) for name, edge in told.items()} == {
        "agency": ("agency", "agency style line: Velland Wire"),
        "picture": ("agency", "same picture credit: Philippa Leroux"),
        "brand": ("publisher", "brand family: harbour"),
        "voice": ("author_or_dataset", "both rest on the word of Ada Holm"),
        "quotation": ("citation", "same quotation, and neither credits the other"),
        "descriptor": ("unnamed_source", "same descriptor within 7 days: an engineer"),
    }


@pytest.mark.parametrize(("later", "joined"), [(date(2026, 3, 9), True), (date(2026, 3, 10), False)])
def test_one_descriptor_is_suspected_within_seven_days(later: date, *, joined: bool) -> None:
    first, second = item("a", **SHARED["descriptor"]), item("b", descriptor="An  Engineer", published=(later, later))
    assert bool(edges_between([first, second])) is joined
    assert not edges_between([first, item("b", descriptor="an engineer")])
    assert not edges_between([first, item("b", published=(DAY, DAY))])


@pytest.mark.parametrize("hint", ["picture", "descriptor"])
def test_of_many_that_share_a_value_each_is_joined_with_the_next_eight(hint: str) -> None:
    edges = edges_between([item(f"e{n:03}", **SHARED[hint]) for n in range(12)])
    assert [edge.b for edge in edges if edge.a == "e001"] == [f"e{n:03}" for n in range(2, 10)]


def report(*, credited: bool) -> dict[str, Any]:
    return {"reports": (Report("northern news", "Northern News reported that", credited),)}


def test_what_a_page_tells_of_anothers_report_is_suspected_and_certain_where_it_credits_it() -> None:
    first = item("b", publisher_names=("northern news", "nn"))
    told = "tells what the other reports: “Northern News reported that”"
    for teller, (a, b) in (("a", ("a", "b")), ("c", ("b", "c"))):
        body = [first, item(teller, **report(credited=False))]
        assert edges_between(body) == (Edge(a, b, EdgeKind.CITATION, Certainty.SUSPECTED, told),)
        assert assess(body).counts.q_min == 2
        crediting = [first, item(teller, **report(credited=True))]
        assert edges_between(crediting) == ()
        assert assess(crediting).counts.q_min == 1


def test_nobody_is_told_to_report_what_stands_in_the_same_outlet_or_what_nobody_prints() -> None:
    teller = item("a", outlet="o", **report(credited=True))
    assert assess([teller, item("b", outlet="o", publisher_names=("northern news",))]).counts.q_min == 1
    assert assess([teller, item("b", publisher_names=("southern news",))]).counts.q_min == 2
    assert edges_between([item("a", **report(credited=False)), item("b", publisher_names=("southern news",))]) == ()


def test_whoever_may_take_a_word_back_under_the_same_name_is_asked_about() -> None:
    said_so = item("b", speaker="1", speaker_names=("Bo Ek", "B. Ek"))
    for stance, words in ((Stance.WITHDRAWS, "takes it back"), (Stance.CONTRADICTS, "says otherwise")):
        other = item("a", speaker="2", speaker_names=("bo  ek",), stance=stance)
        reason = f"{words} under the same name: bo  ek"
        assert edges_between([said_so, other]) == (
            Edge("a", "b", EdgeKind.AUTHOR_OR_DATASET, Certainty.SUSPECTED, reason),
        )
        assert edges_between([said_so, item("c", speaker="1", speaker_names=("Bo Ek",), stance=stance)]) == ()
    assert edges_between([said_so, item("a", speaker="2", speaker_names=("Bo Ek",))]) == ()
    narrower = item("b", speaker="1", speaker_names=("Bo Ek",), stance=Stance.SUPPORTS_NARROWER)
    many = [replace(narrower, key=f"b{n:02}", document=f"d{n:02}", outlet=f"o{n:02}") for n in range(12)]
    taker = item("a", speaker="2", speaker_names=("Bo Ek",), stance=Stance.WITHDRAWS)
    assert [edge.b for edge in edges_between([item("aa", stance=Stance.MENTIONS), taker, *many])] == [
        f"b{n:02}" for n in range(8)
    ]


def test_a_style_line_joins_whoever_credits_that_agency() -> None:
    body = [item("a", agency="velland wire"), item("b", style_agency="Velland Wire")]
    assert [edge.kind for edge in edges_between(body)] == [EdgeKind.AGENCY]


def test_suspicions_inside_one_certain_origin_are_left_out() -> None:
    body = [item("a", outlet="o", **SHARED["voice"]), item("b", outlet="o", **SHARED["voice"])]
    assert edges_between(body) == ()


def test_withdrawn_evidence_is_suspected_of_nothing() -> None:
    assert edges_between([item("a", **SHARED["voice"]), item("b", active=False, **SHARED["voice"])]) == ()


def test_an_editor_clears_one_kind_of_edge_between_two_items_and_no_other() -> None:
    body = [item(key, **SHARED["voice"], **SHARED["picture"]) for key in "abc"]
    kind = EdgeKind.AUTHOR_OR_DATASET
    every = edges_between(body)
    left = edges_between(body, judgements=[said("a", "b", kind, EdgeDecision.CLEARED)])
    assert {(e.a, e.b, e.kind) for e in every} - {(e.a, e.b, e.kind) for e in left} == {("a", "b", kind)}
    assert len(every) == 6


def test_a_confirmed_edge_is_certain_whether_it_was_suspected_or_not() -> None:
    for facts in ({}, SHARED["voice"]):
        body = [item(key, **facts) for key in "ab"]
        (edge,) = edges_between(body, judgements=[said("a", "b", EdgeKind.TEXT_REUSE, EdgeDecision.CONFIRMED)])
        assert (edge.certainty, edge.reason) == (
            Certainty.CERTAIN,
            "two interviews (confirmed by edith, 2 March 2026)",
        )


def test_edges_of_documents_join_their_first_evidence() -> None:
    body = [item("b", document="d"), item("a", document="d"), item("c", document="e")]
    found = [
        Between("e", "d", EdgeKind.TEXT_REUSE, Certainty.SUSPECTED, "a common run"),
        Between("e", "elsewhere", EdgeKind.TEXT_REUSE, Certainty.SUSPECTED, "a common run"),
        Between("elsewhere", "e", EdgeKind.TEXT_REUSE, Certainty.SUSPECTED, "a common run"),
        Between("e", "e", EdgeKind.TEXT_REUSE, Certainty.SUSPECTED, "a common run"),
    ]
    joined = Edge("a", "c", EdgeKind.TEXT_REUSE, Certainty.SUSPECTED, "a common run")
    assert edges_between(body, found=found) == (joined,)


def test_two_documents_have_one_edge_for_one_reason_however_many_passages_they_give() -> None:
    facts = SHARED["picture"]
    body = [item(key, document=key[0], **facts) for key in ("d1", "d2", "e1", "e2")]
    assert [(edge.a, edge.b) for edge in edges_between(body)] == [("d1", "e1")]


def test_a_judgement_of_a_further_passage_clears_whichever_end_it_is() -> None:
    body = [item("d1", document="d", **SHARED["picture"])]
    body += [item("e1", document="e", **SHARED["picture"]), item("e2", document="e", active=False)]
    assert edges_between(body, judgements=[said("d1", "e2", EdgeKind.AGENCY, EdgeDecision.CLEARED)]) == ()


@pytest.mark.parametrize("decision", list(EdgeDecision))
def test_a_judgement_holds_for_the_documents_whatever_evidence_of_them_comes_or_goes(decision: EdgeDecision) -> None:
    given_up = item("d2", document="d", active=False, **SHARED["picture"])
    body = [item("d1", document="d", **SHARED["picture"]), given_up, item("e1", document="e", **SHARED["picture"])]
    edges = edges_between(body, judgements=[said("d2", "e1", EdgeKind.AGENCY, decision)])
    joined = [("d1", "e1", Certainty.CERTAIN)] if decision is EdgeDecision.CONFIRMED else []
    assert [(edge.a, edge.b, edge.certainty) for edge in edges] == joined


def test_a_judgement_about_evidence_of_which_nothing_stands_joins_nothing() -> None:
    body = [item("a"), item("b", active=False)]
    assert edges_between(body, judgements=[said("a", "b", EdgeKind.AGENCY, EdgeDecision.CONFIRMED)]) == ()


def test_a_judgement_about_evidence_that_is_no_longer_there_changes_nothing() -> None:
    body = [item("a", **SHARED["picture"]), item("b", **SHARED["picture"])]
    for decision in EdgeDecision:
        gone = [said("gone", "b", EdgeKind.AGENCY, decision), said("a", "lost", EdgeKind.AGENCY, decision)]
        assert edges_between(body, judgements=gone) == edges_between(body)


def test_a_confirmed_edge_names_the_evidence_that_was_judged() -> None:
    body = [item("d1", document="d"), item("d2", document="d"), item("e1")]
    (edge,) = edges_between(body, judgements=[said("d2", "e1", EdgeKind.AGENCY, EdgeDecision.CONFIRMED)])
    assert (edge.a, edge.b) == ("d2", "e1")


def test_what_was_cleared_is_told_with_who_when_and_why_in_order() -> None:
    judged = [
        said("b", "c", EdgeKind.AGENCY, EdgeDecision.CLEARED),
        said("a", "b", EdgeKind.AGENCY, EdgeDecision.CONFIRMED),
        said("a", "c", EdgeKind.CITATION, EdgeDecision.CLEARED),
        said("a", "c", EdgeKind.AGENCY, EdgeDecision.CLEARED),
        said("a", "b", EdgeKind.CITATION, EdgeDecision.CLEARED),
    ]
    told = cleared(judged)
    places = [(edge["a"], edge["b"], edge["kind"]) for edge in told]
    assert places == [("a", "b", "citation"), ("a", "c", "agency"), ("a", "c", "citation"), ("b", "c", "agency")]
    assert told[0] == {
        "a": "a",
        "b": "b",
        "kind": "citation",
        "reason": "two interviews",
        "by": "edith",
        "on": "2026-03-02",
    }


def test_only_an_edge_of_which_both_ends_have_eight_others_is_left_out() -> None:
    every = [Edge(a, b, EdgeKind.TEXT_REUSE, Certainty.SUSPECTED, "a run") for a, b in combinations("abcdefghij", 2)]
    kept = list(thinned(every))
    assert [(edge.a, edge.b) for edge in every if edge not in kept] == [("i", "j")]
    ahead = [("a1", "m"), *(("m", f"n{n}") for n in range(8)), *((f"a{n}", "z") for n in range(8)), ("m", "z")]
    many = [Edge(a, b, EdgeKind.TEXT_REUSE, Certainty.SUSPECTED, "a run") for a, b in ahead]
    assert set(many) - set(thinned(many)) == {many[-1]}


def copies(pairs: Iterable[tuple[str, str]]) -> list[Between]:
    return [Between(a, b, EdgeKind.TEXT_REUSE, Certainty.SUSPECTED, "a common run") for a, b in pairs]


def test_a_hundred_copies_of_each_other_are_held_together_by_few_edges() -> None:
    body = [item(f"e{n:03}", document=f"e{n:03}") for n in range(100)]
    edges = edges_between(body, found=copies(combinations((entry.document for entry in body), 2)))
    assert len(edges) < 2 * NEAREST * 100
    assert assess(body, edges=edges).counts.q_min == 1


ends = st.integers(0, 14).map(lambda n: f"e{n:02}")


@given(st.lists(st.tuples(ends, ends).filter(lambda pair: pair[0] < pair[1])))
def test_what_hangs_together_does_so_by_the_edges_that_are_left(pairs: list[tuple[str, str]]) -> None:
    every = [Edge(a, b, EdgeKind.TEXT_REUSE, Certainty.SUSPECTED, "a common run") for a, b in pairs]
    keys = [f"e{n:02}" for n in range(15)]
    assert group(keys, thinned(every)) == group(keys, every)


def test_many_items_that_share_a_value_are_held_together_by_few_edges() -> None:
    body = [item(f"e{n:03}", **SHARED["picture"]) for n in range(100)]
    edges = edges_between(body)
    assert len(edges) < NEAREST * 100
    assert assess(body, edges=edges).counts.q_min == 1
    alone = [edge for edge in edges if "e050" not in (edge.a, edge.b)]
    assert assess(body, edges=alone).counts.q_min == 2


hints = st.fixed_dictionaries(
    {},
    optional={
        "style_agency": st.sampled_from(["Wire", "wire"]),
        "agency": st.sampled_from(["Wire", "Post"]),
        "brands": st.sampled_from([("harbour",), ("harbour", "harbournorth")]),
        "voices": st.sampled_from([(("1", "Ada Holm"),), (("1", "Ada Holm"), ("2", "Bo Lind"))]),
        "descriptor": st.sampled_from(["an engineer", "An  engineer"]),
        "published": st.sampled_from([(date(2026, 3, d), date(2026, 3, d)) for d in (1, 5, 9, 20)]),
        "outlet": st.sampled_from(["o", "p"]),
    },
)
some = st.lists(hints, max_size=6).map(lambda found: [item(f"e{n}", **facts) for n, facts in enumerate(found)])


@given(some, st.randoms())
def test_the_edges_do_not_depend_on_the_order_of_the_evidence(body: list[EvidenceItem], shuffler: Any) -> None:
    shuffled = list(body)
    shuffler.shuffle(shuffled)
    assert edges_between(body) == edges_between(shuffled)


@given(some)
def test_suspicion_never_adds_an_origin(body: list[EvidenceItem]) -> None:
    bare, suspicious = assess(body).counts, assess(body, edges=edges_between(body)).counts
    assert suspicious.q_min <= bare.q_min == bare.q_max == suspicious.q_max


def test_the_time_between_two_spans_of_days_is_the_least_it_can_be() -> None:
    march, ninth = (date(2026, 3, 1), date(2026, 3, 31)), (date(2026, 4, 9), date(2026, 4, 9))
    assert apart(march, ninth).days == apart(ninth, march).days == 9
    assert apart(march, (date(2026, 3, 9), date(2026, 4, 9))).days == 0


def test_a_date_means_all_days_of_its_precision() -> None:
    day = date(2024, 2, 10)
    assert signs.days(day, Precision.DAY) == (day, day)
    assert signs.days(day, Precision.MONTH) == (date(2024, 2, 1), date(2024, 2, 29))
    assert signs.days(day, Precision.YEAR) == (date(2024, 1, 1), date(2024, 12, 31))
    assert signs.days(None, Precision.DAY) is signs.days(day, None) is None


@pytest.mark.parametrize(
    ("beginning", "end", "agency"),
    [
        ("VELLMAR, March 3 (Velland Wire) — The ferry left late.", "", "Velland Wire"),
        ("The ferry\n\nVellmar (vw) - Die Fähre fuhr zu spät.", "", "vw"),
        ("The ferry left late.", "… said Holm. (vw/Northern News)", "vw/Northern News"),
        ("The ferry left late (again) and nobody knows why.", "Nobody knows (yet) why.", None),
        ("The ferry (built 1999) — left late.", "It cost much (about 30).", None),
    ],
)
def test_an_agency_is_read_from_a_dateline_or_a_signature(beginning: str, end: str, agency: str | None) -> None:
    assert signs.style_agency(beginning, end) == agency


def test_brands_are_words_that_only_one_family_would_use() -> None:
    assert signs.brands("harbour-north.example") == ("harbour", "harbournorth")
    assert signs.brands("harbour.test") == ("harbour",)
    assert signs.brands("daily-post.example") == ("dailypost",)
    assert signs.brands("bay.example") == signs.brands("courier.example") == signs.brands(None) == ()


def test_only_quotations_that_nobody_says_by_chance_are_compared() -> None:
    text = "He said: “Two of three engines failed at sea, twice.” She said: “We do not know that.” “Ah.”"
    assert signs.quotations(text) == ("two of three engines failed at sea twice",)


def test_pictures_are_credited_as_far_as_the_page_says_so() -> None:
    pictures = [["A ferry", " Philippa  Leroux ", "x"], ["B", None, "x"], ["C", "", "x"], "broken", [1]]
    assert list(signs.picture_credits(pictures)) == ["Philippa Leroux"]
    assert list(signs.picture_credits(None)) == []


def test_a_byline_that_names_nobody_merges_nobody() -> None:
    assert byline("By  Ada Holm ") == byline("ADA HOLM") == "ada holm"
    assert [byline(words) for words in ("Staff Reporter", "By Newsroom", "Redaktion", " ")] == [None] * 4
    assert assess([item(key, bylines=("Staff",)) for key in "ab"]).counts.q_min == 2
