"""The suggested letter: §4 of the specification, by cases worked out by hand, by enumeration, by hypothesis."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.credibility.beta import cumulative
from claims.credibility.record import Resolved, Tally, base_rate, by_topic, interval, over_time, suggest, tally_of
from claims.vocabulary import Outcome, SourceLetter

START = datetime(2026, 3, 2, tzinfo=UTC)
ORDER = [SourceLetter.E, SourceLetter.D, SourceLetter.C, SourceLetter.B, SourceLetter.A]
bases = st.floats(0.02, 0.98)


def resolved(claim: str, outcome: Outcome = Outcome.NOT_FALSE, **facts: object) -> Resolved:
    plain: dict[str, Any] = {"claim": claim, "outcome": outcome, "since": START, "until": None, "topics": ()}
    return Resolved(**{**plain, **facts})


def by_hand(n: int, false: int, base: float) -> tuple[SourceLetter, bool]:
    """§4 word by word, with the shares at its bounds in place of the interval: no quantile is asked."""
    a, b = 5 * base + n - false, 5 * (1 - base) + false

    def lower_at_least(bound: float) -> bool:
        return cumulative(bound, a, b) <= 0.1

    def upper_below(bound: float) -> bool:
        return cumulative(bound, a, b) > 0.9

    if n < 5:
        return SourceLetter.F, False
    if lower_at_least(0.85) and n >= 20:
        return SourceLetter.A, False
    if lower_at_least(0.65):
        return SourceLetter.B, False
    if lower_at_least(0.45):
        return SourceLetter.C, False
    if upper_below(0.30):
        return SourceLetter.E, False
    if upper_below(0.55):
        return SourceLetter.D, False
    return SourceLetter.C, True


@pytest.mark.parametrize("base", [0.1, 0.35, 0.5, 0.72, 0.9])
def test_every_record_up_to_sixty_claims_has_the_letter_of_the_specification(base: float) -> None:
    for n in range(61):
        for false in range(n + 1):
            said = suggest(Tally(n, false), base=base)
            assert (said.letter, said.wide) == by_hand(n, false, base), (n, false)


@pytest.mark.parametrize(
    ("n", "false", "letter", "wide"),
    [
        (0, 0, "F", False),
        (4, 0, "F", False),
        (4, 4, "F", False),
        (5, 0, "B", False),
        (19, 0, "B", False),
        (20, 0, "A", False),
        (40, 16, "C", False),
        (6, 3, "C", True),
        (20, 14, "D", False),
        (30, 27, "E", False),
    ],
)
def test_letters_of_some_records_at_a_base_rate_of_three_quarters(n: int, false: int, letter: str, wide: bool) -> None:
    said = suggest(Tally(n, false), base=0.75)
    assert (said.letter, said.wide) == (letter, wide)


def test_the_interval_of_eight_of_ten_at_a_base_rate_of_seven_tenths() -> None:
    # Beta(3.5 + 8, 1.5 + 2): the tenth and ninetieth hundredths, by numerical integration
    lower, upper = interval(Tally(10, 2), base=0.7)
    assert lower == pytest.approx(0.6222, abs=1e-4)
    assert upper == pytest.approx(0.8945, abs=1e-4)


@given(st.integers(0, 400), st.data(), bases)
def test_one_more_false_claim_among_as_many_never_gives_a_better_letter(
    n: int, data: st.DataObject, base: float
) -> None:
    false = data.draw(st.integers(0, max(0, n - 1)))
    one, other = suggest(Tally(n, false), base=base), suggest(Tally(n, min(n, false + 1)), base=base)
    assert other.lower <= one.lower
    assert other.upper <= one.upper
    if n < 5:
        assert one.letter is other.letter is SourceLetter.F
    else:
        assert ORDER.index(other.letter) <= ORDER.index(one.letter)


@given(st.integers(5, 400), st.data(), bases)
def test_one_more_claim_that_is_not_false_never_gives_a_worse_letter(n: int, data: st.DataObject, base: float) -> None:
    false = data.draw(st.integers(0, n))
    one, other = suggest(Tally(n, false), base=base), suggest(Tally(n + 1, false), base=base)
    assert ORDER.index(other.letter) >= ORDER.index(one.letter)


@given(st.integers(0, 4), st.data(), bases)
def test_with_fewer_than_five_it_cannot_be_judged(n: int, data: st.DataObject, base: float) -> None:
    false = data.draw(st.integers(0, n))
    assert suggest(Tally(n, false), base=base).letter is SourceLetter.F


@given(st.integers(0, 3000), st.data(), bases)
def test_the_interval_lies_inside_nothing_and_everything(n: int, data: st.DataObject, base: float) -> None:
    said = suggest(Tally(n, data.draw(st.integers(0, n))), base=base)
    assert 0 < said.lower < said.upper < 1


def test_the_base_rate_is_the_share_itself_and_never_an_end() -> None:
    assert base_rate(Tally(40, 10)) == 0.75
    assert base_rate(Tally(0, 0)) == 0.5
    assert base_rate(Tally(9, 0)) == 0.95
    assert base_rate(Tally(9, 9)) == pytest.approx(0.05)
    for n in range(1, 30):  # the ends are in order with what lies next to them
        rates = [base_rate(Tally(n, false)) for false in range(n + 1)]
        assert rates == sorted(rates, reverse=True)


entries = st.lists(st.tuples(st.sampled_from(Outcome), st.integers(0, 30), st.integers(0, 30)), max_size=12)


@given(entries, st.integers(0, 40), st.integers(0, 11))
def test_leaving_a_claim_out_takes_away_that_claim_alone(
    rows: list[tuple[Outcome, int, int]], day: int, left: int
) -> None:
    record = [
        resolved(f"c{n}", outcome, since=START + timedelta(days=since), until=START + timedelta(days=since + lasts))
        for n, (outcome, since, lasts) in enumerate(rows)
    ]
    at = START + timedelta(days=day)
    everything, without = tally_of(record, at=at), tally_of(record, at=at, without=f"c{left}")
    mine = next((e.outcome for e in record if e.claim == f"c{left}" and e.holds(at)), None)
    assert without == everything.without(mine)
    # whatever the claim in hand came out as, its own suggestion is the same
    turned = [resolved(e.claim, Outcome.FALSE, since=START) if e.claim == f"c{left}" else e for e in record]
    assert tally_of(turned, at=at, without=f"c{left}") == without


def test_a_resolution_counts_from_when_it_was_known_until_it_no_longer_held() -> None:
    day = timedelta(days=1)
    record = [resolved("a", Outcome.FALSE, since=START, until=START + 2 * day), resolved("a", since=START + 3 * day)]
    seen = [tally_of(record, at=START + n * day) for n in range(-1, 4)]
    assert seen == [Tally(0, 0), Tally(1, 1), Tally(1, 1), Tally(0, 0), Tally(1, 0)]


def test_topics_with_enough_claims_have_a_suggestion_of_their_own() -> None:
    tides = [resolved(f"t{n}", Outcome.FALSE, topics=("tides",)) for n in range(5)]
    ports = [resolved(f"p{n}", topics=("ports", "trade")) for n in range(6)]
    few = [resolved(f"f{n}", topics=("fog",)) for n in range(4)]
    found = by_topic([*tides, *ports, *few], at=START, base=0.7)
    assert [(topic, said.tally) for topic, said in found] == [
        ("ports", Tally(6, 0)),
        ("trade", Tally(6, 0)),
        ("tides", Tally(5, 5)),
    ]
    assert by_topic(tides, at=START, base=0.7, without="t0") == []


def test_the_record_over_time_says_what_was_known_then() -> None:
    record = [resolved(f"c{n}", since=START + timedelta(days=n)) for n in range(6)]
    line = list(over_time(record, moments=[START + timedelta(days=n) for n in (0, 3, 4, 9)], base=0.7))
    assert [said.tally.resolved for _, said in line] == [1, 4, 5, 6]
    assert [said.letter for _, said in line][:2] == [SourceLetter.F, SourceLetter.F]
    assert line[2][1].letter is not SourceLetter.F
