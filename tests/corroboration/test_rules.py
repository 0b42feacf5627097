"""Each rule of §5.5 by an example, and the cases that decide what qualifies."""

from __future__ import annotations

from typing import Any

import pytest

from claims.corroboration.rules import Weakness, assess, rank, weaknesses
from claims.corroboration.values import ClaimFacts, Edge, EvidenceItem
from claims.vocabulary import Certainty, Directness, EdgeKind, SourceLetter, Stance, Status
from tests.corroboration.build import against, item, weak

RECORD = {"directness": Directness.RECORD, "source_letter": None}
NARROW = {"stance": Stance.SUPPORTS_NARROWER}


def suspected(a: str, b: str) -> Edge:
    return Edge(a, b, EdgeKind.TEXT_REUSE, Certainty.SUSPECTED, "a common run of 12 words")


EXAMPLES: list[tuple[str, list[EvidenceItem], str, Status, tuple[int, ...]]] = [
    (
        "the only origin took it back",
        [item("a"), item("b", outlet="outlet-a", stance=Stance.WITHDRAWS)],
        "R1",
        Status.RETRACTED,
        (5, 6),
    ),
    ("two contradict and nobody supports", [against("a"), against("b")], "R2", Status.REFUTED, (5,)),
    ("a record against", [weak("a"), against("b", **RECORD)], "R2", Status.REFUTED, (5,)),
    ("both sides qualify", [item("a"), item("b"), against("c")], "R4", Status.DISPUTED, (3, 4, 5)),
    ("one contradicts and nobody supports", [against("a")], "R4", Status.DISPUTED, (3, 4, 5)),
    ("the record of the fact", [item("a", **RECORD)], "R5", Status.CORROBORATED, (1,)),
    ("two independent named origins", [item("a"), item("b")], "R6", Status.CORROBORATED, (1,)),
    (
        "two unnamed origins with complete records",
        [weak(key, source_letter=SourceLetter.C, anonymity_complete=True) for key in "ab"],
        "R7",
        Status.PARTIALLY_CORROBORATED,
        (2,),
    ),
    (
        "two origins for a narrower claim",
        [item("a", **NARROW), item("b", **NARROW)],
        "R7",
        Status.PARTIALLY_CORROBORATED,
        (2,),
    ),
    ("one qualifies beside a weak one", [item("a"), weak("b")], "R8", Status.PARTIALLY_CORROBORATED, (2, 3)),
    ("a record of a narrower claim", [item("a", **RECORD, **NARROW)], "R8", Status.PARTIALLY_CORROBORATED, (2, 3)),
    ("one that qualifies", [item("a")], "R9", Status.SINGLE_SOURCE, (2, 3, 6)),
    ("one weak origin", [weak("a")], "R9", Status.SINGLE_SOURCE, (3, 6)),
    ("two weak origins", [weak("a"), weak("b")], "R10", Status.WEAKLY_SOURCED, (3, 4, 5, 6)),
    ("nothing at all", [], "R11", Status.UNVERIFIED, (6,)),
    ("only a mention", [item("a", stance=Stance.MENTIONS)], "R11", Status.UNVERIFIED, (6,)),
]


@pytest.mark.parametrize(
    ("items", "rule", "status", "numbers"), [e[1:] for e in EXAMPLES], ids=[e[0] for e in EXAMPLES]
)
def test_each_rule_by_example(items: list[EvidenceItem], rule: str, status: Status, numbers: tuple[int, ...]) -> None:
    found = assess(items)
    assert (found.rule, found.status, found.numbers_allowed) == (rule, status, numbers)


def test_statuses_stand_in_the_order_of_the_specification_and_some_below_all_of_it() -> None:
    ascending = [[], [weak("a")], [weak("a"), weak("b")], [item("a")], [item("a"), weak("b")], [item("a"), item("b")]]
    assert [rank(assess(body)) for body in ascending] == [0, 1, 2, 3, 4, 5]
    retracted = [item("a"), item("b", outlet="outlet-a", stance=Stance.WITHDRAWS)]
    for body in ([against("a")], [against("a"), against("b")], retracted):
        assert rank(assess(body)) == -1
    assert rank(assess([item("a")], facts=ClaimFacts(superseded=True))) == -1


def test_an_outdated_claim_keeps_the_status_it_had_and_freezes_its_number() -> None:
    found = assess([item("a")], facts=ClaimFacts(past_validity=True, previous_status=Status.SINGLE_SOURCE))
    assert (found.rule, found.kept_status, found.numbers_allowed) == ("R3", Status.SINGLE_SOURCE, None)
    assert assess([item("a")], facts=ClaimFacts(previous_status=Status.DISPUTED)).kept_status is None


def test_one_unnamed_person_stays_one_origin_through_any_number_of_reprints() -> None:
    first = weak("first", document="first-page")
    reprints = [weak(f"reprint-{n}", cites=("first-page",)) for n in range(10)]
    found = assess([first, *reprints])
    assert (found.rule, found.status, found.counts.w) == ("R9", Status.SINGLE_SOURCE, 1)


@pytest.mark.parametrize(
    "shared",
    [
        {"document": "d"},
        {"outlet": "o"},
        {"owner": "g"},
        {"agency": "wire"},
        {"bylines": ("Ada Holm",)},
        {"dataset": "t"},
        {"unnamed_identity": "p"},
    ],
    ids=lambda shared: next(iter(shared)),
)
def test_a_shared_fact_merges_two_items_into_one_origin(shared: dict[str, Any]) -> None:
    assert assess([item("a"), item("b")]).counts.q_min == 2
    assert assess([item("a", **shared), item("b", **shared)]).counts.q_min == 1


def test_a_suspected_edge_merges_only_in_the_pessimistic_count() -> None:
    found = assess([item("a"), item("b")], edges=[suspected("a", "b")])
    assert (found.counts.q_min, found.counts.q_max, found.rule) == (1, 2, "R7")


def test_a_weak_origin_that_may_be_a_counted_one_adds_nothing() -> None:
    assert assess([item("a"), weak("b")], edges=[suspected("a", "b")]).rule == "R9"


@pytest.mark.parametrize(
    ("facts", "qualifies"),
    [
        ({"source_letter": SourceLetter.C}, True),
        ({"source_letter": SourceLetter.D, "directness": Directness.RECORD}, False),
        ({"source_letter": SourceLetter.E}, False),
        ({"source_letter": None}, False),
        ({"source_letter": SourceLetter.F, "directness": Directness.FIRST_HAND}, True),
        ({"source_letter": SourceLetter.F, "directness": Directness.RECORD}, True),
        ({"named": False}, False),
        ({"named": False, "anonymity_complete": True}, True),
        ({"directness": Directness.RELAY}, False),
        ({"party_about_itself": True}, False),
        ({"opened": False}, False),
    ],
)
def test_what_qualifies(facts: dict[str, Any], *, qualifies: bool) -> None:
    assert (weaknesses(item("a", **facts)) == ()) is qualifies


def test_all_that_is_weak_is_told_in_words() -> None:
    one = weak("a", directness=Directness.RELAY, party_about_itself=True, opened=False)
    assert weaknesses(one) == (
        "source cannot be judged (F)",
        "unnamed, and the anonymity record is not complete",
        "only relays somebody else",
        "a party speaking about itself",
        "not opened by one of us, or no snapshot",
    )
    assert weaknesses(item("a", source_letter=SourceLetter.D)) == ("source is graded D",)


REASONS: list[tuple[dict[str, Any], str]] = [
    ({"opened": False}, "not opened by one of us, or no snapshot"),
    ({"named": False}, "unnamed, and the anonymity record is not complete"),
    ({"source_letter": None}, "source cannot be judged (F)"),
    ({"source_letter": SourceLetter.D}, "source is graded D"),
    ({"directness": Directness.RELAY}, "only relays somebody else"),
    ({"party_about_itself": True}, "a party speaking about itself"),
    ({"active": False}, "withdrawn"),
    ({"own_publication": True}, "circular: leads back to our own publication or to itself"),
    ({"stance": Stance.MENTIONS}, "only mentions the claim"),
]


@pytest.mark.parametrize(("facts", "reason"), REASONS, ids=[reason for _, reason in REASONS])
def test_each_reason_why_evidence_does_not_count_is_told_by_itself(facts: dict[str, Any], reason: str) -> None:
    found = assess([item("a", **facts), item("b")])
    assert [(entry.key, entry.reasons) for entry in found.uncounted] == [("a", (reason,))]


def test_every_weakness_is_among_the_reasons() -> None:
    told = [reason for _, reason in REASONS]
    assert all(any(reason.startswith(weakness.label) for reason in told) for weakness in Weakness)


def test_withdrawn_evidence_counts_nowhere_and_the_reason_is_shown() -> None:
    found = assess([item("a"), item("b", active=False)])
    assert found.rule == "R9"
    assert [(entry.key, entry.reasons) for entry in found.uncounted] == [("b", ("withdrawn",))]


def test_a_chain_that_leads_back_to_ourselves_supports_nothing() -> None:
    assert assess([item("a", own_publication=True)]).rule == "R11"


def test_a_weak_contradictor_only_raises_the_flag() -> None:
    found = assess([item("a"), item("b"), weak("c", stance=Stance.CONTRADICTS)])
    assert (found.rule, found.challenged) == ("R6", True)
    disputed = assess([item("a"), against("c")])
    assert (disputed.rule, disputed.challenged) == ("R4", False)


def test_a_mention_counts_nowhere_and_the_reason_is_shown() -> None:
    (entry,) = assess([item("a", stance=Stance.MENTIONS)]).uncounted
    assert (entry.key, entry.reasons) == ("a", ("only mentions the claim",))


def test_two_items_with_one_key_are_refused() -> None:
    with pytest.raises(ValueError, match=r"^two items of evidence share a key$"):
        assess([item("a"), item("a")])
