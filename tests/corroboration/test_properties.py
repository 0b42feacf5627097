"""What §5.5 promises for every input: by hypothesis over evidence, by enumeration over counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from claims.corroboration.rules import RULES, assess, decide, rank
from claims.corroboration.values import Counts, Edge, EvidenceItem
from claims.vocabulary import Certainty, Directness, EdgeKind, SourceLetter, Stance
from tests.corroboration.build import item

maybe = st.sampled_from([None, None, "1", "2"])
evidence = st.builds(
    EvidenceItem,
    key=st.just("set later"),
    label=st.just("an item"),
    document=st.sampled_from("abcdef"),
    stance=st.sampled_from(Stance),
    directness=st.sampled_from(Directness),
    source_letter=st.none() | st.sampled_from(SourceLetter),
    named=st.booleans(),
    anonymity_complete=st.booleans(),
    unnamed_identity=maybe,
    party_about_itself=st.booleans(),
    opened=st.booleans(),
    active=st.booleans(),
    outlet=maybe,
    owner=maybe,
    agency=maybe,
    bylines=st.sampled_from([(), ("Ada Holm",), ("Bo Lind",)]),
    dataset=maybe,
    cites=st.sampled_from([(), ("a",), ("b", "c")]),
    own_publication=st.booleans(),
    speaker=maybe,
    speaker_names=st.sampled_from([(), ("Bo Ek",)]),
    published=st.sampled_from([None, (date(2026, 5, 1), date(2026, 5, 1)), (date(2026, 6, 1), date(2026, 6, 30))]),
)
bodies = st.lists(evidence, max_size=7).map(lambda found: [replace(e, key=f"e{n}") for n, e in enumerate(found)])
ends = st.sampled_from([f"e{n}" for n in range(7)])
edges = st.lists(
    st.builds(Edge, ends, ends, st.sampled_from(EdgeKind), st.sampled_from(Certainty), st.just("for a test")),
    max_size=4,
)


def independent(new: EvidenceItem) -> EvidenceItem:
    """``new`` without anything it could share with others."""
    alone = item("new")
    return replace(
        new,
        key="new",
        document=alone.document,
        outlet=alone.outlet,
        owner=None,
        agency=None,
        bylines=(),
        dataset=None,
        cites=(),
        unnamed_identity=None,
        speaker=None,
    )


@given(bodies, edges, st.randoms())
def test_order_does_not_matter(body: list[EvidenceItem], links: list[Edge], shuffler: object) -> None:
    shuffled, relinked = list(body), list(links)
    shuffler.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random here
    shuffler.shuffle(relinked)  # type: ignore[attr-defined]
    assert assess(body, edges=links) == assess(shuffled, edges=relinked)


@given(bodies, edges, evidence)
def test_an_independent_supporter_never_lowers(body: list[EvidenceItem], links: list[Edge], new: EvidenceItem) -> None:
    supporter = replace(independent(new), stance=Stance.SUPPORTS)
    assert rank(assess([*body, supporter], edges=links)) >= rank(assess(body, edges=links))


@given(bodies, edges, evidence)
def test_an_independent_contradictor_never_raises(
    body: list[EvidenceItem], links: list[Edge], new: EvidenceItem
) -> None:
    contradictor = replace(independent(new), stance=Stance.CONTRADICTS)
    assert rank(assess([*body, contradictor], edges=links)) <= rank(assess(body, edges=links))


@given(bodies, edges)
def test_ten_copies_of_an_origin_change_nothing(body: list[EvidenceItem], links: list[Edge]) -> None:
    copies = [replace(body[0], key=f"copy-{n}") for n in range(10)] if body else []
    before, after = assess(body, edges=links), assess([*body, *copies], edges=links)
    assert (after.rule, after.counts) == (before.rule, before.counts)


@given(bodies, edges)
def test_evidence_withdrawn_and_put_back_leaves_no_trace(body: list[EvidenceItem], links: list[Edge]) -> None:
    before = assess(body, edges=links)
    put_back = [replace(replace(entry, active=False), active=entry.active) for entry in body]
    withdrawn = [entry for entry in body if entry.active]
    gone = assess([replace(entry, active=False) for entry in body], edges=links)
    assert assess(put_back, edges=links) == before
    assert gone.counts.q_max == gone.counts.w == 0
    assert len(gone.uncounted) >= len(withdrawn)


SIZES = (0, 1, 2, 3)
FLAGS = (False, True)


@cache
def every_state() -> list[Counts]:
    """All count states that can occur: each count up to 3, each flag both ways."""
    states = []
    for q_max, w, x, y in product(SIZES, repeat=4):
        for q_min, q_full, pr in product(range(q_max + 1), range(q_max + 1), range(min(q_max, 1) + 1)):
            if q_full > q_min or (q_max and not q_min):
                continue
            for pr_full, nr, named in product(range(min(pr, q_full) + 1), range(min(x, 1) + 1), FLAGS):
                for retracted, outdated in product(FLAGS, repeat=2):
                    states.append(
                        Counts(
                            q_min=q_min, q_max=q_max, q_min_full=q_full, w=w, x=x, y=y, pr=pr, pr_full=pr_full,
                            nr=nr, named=named, retracted=retracted and not q_max and not w, outdated=outdated,
                        )
                    )  # fmt: skip
    return states


def test_every_state_is_decided_by_exactly_its_first_rule() -> None:
    reached = set()
    for counts in every_state():
        rule = decide(counts)
        earlier = RULES[: RULES.index(rule)]
        assert not any(other.when(counts) for other in earlier)
        reached.add(rule.id)
    assert reached == {f"R{n}" for n in range(1, 12)}


def test_number_one_needs_a_record_or_two_independent_origins() -> None:
    for counts in every_state():
        numbers = decide(counts).numbers(counts)
        if numbers is not None and 1 in numbers:
            assert counts.pr_full >= 1 or counts.q_min_full >= 2
            assert counts.x == counts.nr == 0


def test_a_majority_never_settles_a_dispute() -> None:
    for counts in every_state():
        if counts.x and counts.q_max and not counts.outdated:
            assert decide(counts).id == "R4"
