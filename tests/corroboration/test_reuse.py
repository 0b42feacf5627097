"""Text reuse: what counts as shared, and what two texts may share without either having read the other."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.corroboration.prepared import Prepared, prepare
from claims.corroboration.reuse import Reuse, Run, common_runs, containment, judge, may_share, reason, tiles
from claims.corroboration.shingles import KEPT_WHOLE, WINDOW, hash_of, packed, prints, shingles, unpacked, words_of
from claims.corroboration.standing import NOTHING, Nobodys, Other, standing_text
from claims.recording.own_words import own_words
from tests.bench.reuse import compared, pairs, scores

REPORT = (
    "Rust has eaten through the piles of the old fish market in Karsholm, and divers found that every fourth of them "
    "no longer carries any weight.\n\n"
    "The harbour board closed the hall to traders on Monday, put up a fence along the quay, and asked for bids to "
    "drive new piles of concrete into the mud before the herring season begins."
)
ELSEWHERE = (
    "Traders lost their stalls this week.\n\n"
    "The harbour board closed the hall to traders on Monday, put up a fence along the quay, and asked for bids to "
    "drive new piles of concrete into the mud before the herring season begins.\n\n"
    "Where they will sell their catch in Karsholm meanwhile, nobody at the town hall was able to say yesterday."
)
QUOTED = "“Nobody has looked under this floor since my grandfather sold eels here, and that is the scandal of it,” {}"


def _prepared(text: str) -> Prepared:
    return prepare(words_of(text))


def _found(first: str, second: str) -> Reuse:
    reuse = compared(first, second)
    assert reuse is not None
    return reuse


def test_a_paragraph_taken_over_is_found_with_its_figures_and_both_places() -> None:
    reuse = _found(REPORT, ELSEWHERE)
    assert reuse.longest == 35
    assert reuse.reason.startswith("60 % of the shorter text, a run of 35 words: “The harbour board closed the hall")
    (run,) = reuse.runs
    first, second = REPORT[slice(*run.first)], ELSEWHERE[slice(*run.second)]
    assert first == second
    assert first.endswith("herring season begins")


def test_it_does_not_matter_which_text_comes_first() -> None:
    one, two = _found(REPORT, ELSEWHERE), _found(ELSEWHERE, REPORT)
    assert (one.containment, one.longest, one.shared) == (two.containment, two.longest, two.shared)
    assert [(run.first, run.second) for run in one.runs] == [(run.second, run.first) for run in two.runs]


def test_accents_case_and_kinds_of_marks_make_no_difference() -> None:
    changed = REPORT.upper().replace("KARSHOLM", "Kärshölm").replace(",", " –")
    assert _found(REPORT, changed).containment > 0.9


def test_words_in_quotation_marks_count_for_nothing() -> None:
    first = f"The floor is rotten.\n\n{QUOTED.format('said the last eel seller.')}"
    second = f"Karsholm argues about a ruin.\n\n{QUOTED.format('an old trader complained.')}"
    assert compared(first, second) is None
    without = first.replace("“", "").replace("”", ""), second.replace("“", "").replace("”", "")
    assert compared(*without) is not None


def test_a_quotation_over_several_paragraphs_counts_for_nothing() -> None:
    speech = (
        "“I have asked for this money three times, and three times I was sent home with a calendar and a handshake.\n\n"
        "“This year I brought the rotten beam with me, so that everybody in this room may smell what we stand on.”"
    )
    first = f"The beam lay on the table of the council.\n\n{speech}\n\nThen she sat down."
    second = f"Ada Brand gave a short address in Karsholm.\n\n{speech}\n\nThere was applause from the gallery."
    assert compared(first, second) is None


def test_an_announced_speech_without_marks_counts_for_nothing() -> None:
    speech = "I have asked for this money three times, and three times I was sent home with a calendar and a handshake."
    first = f"The beam lay on the table. Ada Brand told the council:\n\n{speech}\n\nThen she sat down and waited."
    second = f"It was a short address. The harbour master said:\n\n{speech}\n\nThere was applause from the gallery."
    assert compared(first, second) is None


def test_a_sentence_of_a_sites_foot_counts_for_nothing_wherever_it_stands() -> None:
    foot = "Sign up for our free harbour newsletter and get the tides delivered to your inbox every morning before six."
    first = f"Eels are back in the lower river.\n\n{foot}\n\nThat surprises the biologists who counted them out."
    second = f"Herring is late this year.\n\nThe boats wait. {foot} The crews mend nets and play cards."
    assert compared(first, second) is None


def test_the_same_closing_paragraph_of_two_texts_is_a_foot() -> None:
    foot = "Karsholm lies where the river Tarn meets the sea and has been known for smoked eel since the middle ages."
    other = "Nobody knows yet when the night train will run again, as the operator has not found a single carriage."
    assert compared(f"{REPORT}\n\n{foot}", f"{other}\n\n{other.replace('night', 'slow')}\n\n{foot}") is None
    moved = f"{other}\n\n{foot}\n\n{other.replace('night', 'slow')}"
    assert compared(f"{REPORT}\n\n{foot}", moved) is not None


def test_names_and_figures_in_a_row_are_nobodys_text() -> None:
    crew = "Petra Hollen 34, Jens Aune 51, Siv Randen 29, Ana Kolar 44, Elin Marsk 38, Tomas Rehn 60"
    assert compared(f"On board were {crew}, the owner wrote.", f"Mourned tonight: {crew}. Bells rang.") is None


def test_set_phrases_of_the_trade_are_nobodys_text() -> None:
    phrase = "who spoke on condition of anonymity because they were not authorized to discuss the matter publicly"
    first = f"The yard may be sold, said two engineers, {phrase}. Karsholm would lose its largest employer."
    second = f"A tax on eels is coming, three clerks confirmed, {phrase}. Fishermen in Ostrey laughed at the idea."
    assert compared(first, second) is None


@pytest.mark.parametrize(
    "notice",
    [
        "Anyone who was in the lane that evening and noticed a white handcart is asked to call the harbour police, "
        "quoting reference 81 of 4 May.",
        "Walkers should wear boots with studs, allow plenty of extra time for the way down from the ridge, and avoid "
        "unnecessary journeys over the moor after dark.",
        "Wer am Abend etwas Verdächtiges am alten Bootshaus gesehen hat oder die Fahrer kennt, wird gebeten, sich bei "
        "der Wache am Hafen zu melden.",
        "Toute personne ayant aperçu une barque verte près de l’écluse ce soir-là est priée de contacter la brigade "
        "fluviale, de jour comme de nuit.",
        "Se recomienda evitar los desplazamientos por la carretera vieja del puerto y no acercarse a los muelles "
        "mientras dure el temporal de levante.",
    ],
)
def test_what_the_police_or_the_weather_service_ask_of_everybody_is_nobodys_text(notice: str) -> None:
    one = f"A boat shed in Karsholm lost its roof on Monday night.\n\n{notice}\n\nThe owner, Ib Lund, had just sold it."
    two = f"Two geese were taken from a farm at Ostre Mole.\n\n{notice}\n\nThey answer to Max and Moritz, she says."
    assert compared(one, two) is None
    assert compared(f"{REPORT}\n\n{notice}", f"{ELSEWHERE}\n\n{notice}") is not None


INVENTED = [f"{a}{b}{c}" for a in "bdfgklmnprst" for b in "aeiou" for c in ("nd", "rt", "lm", "sk")]
"""Words that say nothing anywhere else, so that it is counted only what is shared."""


def of_karsholm(own: int, *taken: list[str]) -> str:
    """Some words of its own about one place, with the stretches that are taken among them."""
    words = ["So", *INVENTED[own : own + 95]]
    for number, stretch in enumerate(taken):
        words[20 * number + 9 : 20 * number + 9] = stretch
    return " ".join([*words, "in", "Karsholm", INVENTED[own + 100]])


@pytest.mark.parametrize(("length", "longest"), [(9, None), (10, 10)])
def test_of_a_long_text_ten_words_in_a_row_are_enough_and_nine_are_not(length: int, longest: int | None) -> None:
    run = INVENTED[230 : 230 + length]
    found = compared(of_karsholm(0, run), of_karsholm(110, run))
    assert (found.longest if found else None) == longest


@pytest.mark.parametrize(("stretches", "shared"), [(3, None), (4, 12)])
def test_short_stretches_count_once_they_make_a_tenth_of_the_text(stretches: int, shared: int | None) -> None:
    taken = [INVENTED[at : at + 5] for at in range(215, 215 + 6 * stretches, 6)]
    found = compared(of_karsholm(0, *taken), of_karsholm(105, *reversed(taken)))
    assert (found.shared if found else None) == shared


def test_reports_of_other_things_in_the_same_form_are_no_reuse() -> None:
    form = "A man of {} was found on the beach of {} by a woman who was walking her two dogs before breakfast, and {}."
    first = form.format("52", "Ostrey", "he had no papers on him")
    second = form.format("31", "Lillevik", "a doctor brought him back to life")
    assert compared(first, second) is None
    assert compared(first, form.format("52", "Ostrey", "a doctor brought him back to life")) is not None


def test_the_first_set_of_pairs_is_judged_without_a_false_alarm() -> None:
    all_pairs = pairs()
    by_kind = scores(all_pairs)
    reusing = {pair.kind for pair in all_pairs if pair.reuses}
    assert len(all_pairs) >= 200
    assert {kind: score.wrong for kind, score in by_kind.items() if kind not in reusing and score.wrong} == {}
    wanted = [by_kind[kind] for kind in reusing - {"heavily reworded"}]
    assert sum(score.right for score in wanted) >= 0.89 * sum(score.right + score.wrong for score in wanted)


def test_the_reason_speaks_of_runs_only_where_there_is_one() -> None:
    assert reason(0.184, 34, "the piles") == "18 % of the shorter text, a run of 34 words: “the piles”"
    assert reason(0.3, 0, "") == "30 % of the shorter text, in short runs"


_TEXTS = st.lists(st.sampled_from("net oar eel pier tide mast hull rope".split()), max_size=40).map(" ".join)


def _brute_longest(first: tuple[str, ...], second: tuple[str, ...]) -> int:
    return max(
        (
            length
            for at in range(len(first))
            for place in range(len(second))
            for length in range(1, min(len(first) - at, len(second) - place) + 1)
            if first[at : at + length] == second[place : place + length]
        ),
        default=0,
    )


@settings(deadline=None)  # the first call reads the lists
@given(_TEXTS, _TEXTS)
def test_the_longest_common_run_is_that_of_trying_them_all(first: str, second: str) -> None:
    one, two = words_of(first), words_of(second)
    longest = max((run.length for run in common_runs(one, two)), default=0)
    brute = _brute_longest(one.folded, two.folded)
    assert longest == (brute if brute >= 3 else 0)


@settings(deadline=None)  # the first call reads the lists
@given(_TEXTS, _TEXTS)
def test_every_run_stands_in_both_texts_and_tiles_do_not_overlap(first: str, second: str) -> None:
    one, two = words_of(first), words_of(second)
    chosen = tiles(common_runs(one, two), least=3)
    for run in chosen:
        assert one.folded[run.first : run.first + run.length] == two.folded[run.second : run.second + run.length], run
    for side in ("first", "second"):
        taken = [getattr(run, side) + offset for run in chosen for offset in range(run.length)]
        assert len(taken) == len(set(taken))


@settings(deadline=None)  # the first call reads the lists
@given(_TEXTS, _TEXTS)
def test_containment_is_a_share_of_the_shorter_and_the_same_both_ways(first: str, second: str) -> None:
    one, two = _prepared(first), _prepared(second)
    shared, share = containment(one, two)
    assert containment(two, one) == (shared, share)
    assert 0 <= share <= 1
    assert shared == len(set(one.hashes) & set(two.hashes) - {None})


@settings(deadline=None)  # the first call reads the lists
@given(st.integers(0, 300), st.integers(min_value=10, max_value=14))
def test_the_index_never_misses_a_common_run_of_ten_words(seed: int, length: int) -> None:
    def word(number: int) -> str:
        return "".join(chr(97 + (number * 7 + 3 * place * place) % 26) for place in range(4)) + chr(97 + number % 26)

    run = " ".join(f"{word(seed + place)}q" for place in range(length))
    before = " ".join(f"{word(seed * 3 + place)}x{chr(97 + place % 26)}" for place in range(KEPT_WHOLE + 40))
    long_text = f"{before} {run} {before[::-1]}"
    assert prints(shingles(words_of(long_text))) & set(shingles(words_of(run)))


def test_the_index_keeps_one_of_four_shingles_of_a_long_text_and_all_of_a_short_one() -> None:
    hashes = [number * 2654435761 % 2**32 - 2**31 for number in range(9000)]
    assert len(prints(hashes)) == 9000 / WINDOW
    assert prints(hashes[:KEPT_WHOLE]) == frozenset(hashes[:KEPT_WHOLE])


@settings(deadline=None)  # the first call reads the lists
@given(st.lists(st.integers(1, 300), min_size=KEPT_WHOLE + 1, max_size=400), st.integers(0, 40))
def test_of_each_four_shingles_in_a_row_one_is_kept_now_or_was_by_an_earlier_text(hashes: list[int], at: int) -> None:
    known = prints(hashes)
    changed = [*hashes[:at], *range(1000, 1000 + at), *hashes[at + 2 :]]
    kept = known | prints(changed, known)
    assert all(kept & set(changed[start : start + WINDOW]) for start in range(len(changed) - WINDOW + 1))


def test_a_text_that_moved_by_a_word_leaves_hardly_anything_new() -> None:
    hashes = list(range(1, 4001))
    assert len(prints([9999, *hashes], prints(hashes))) < 3


@settings(deadline=None)  # the first call reads the lists
@given(st.lists(st.integers(-(2**31), 2**31 - 1), max_size=50))
def test_shingles_come_out_of_the_database_as_they_went_in(hashes: list[int]) -> None:
    assert list(unpacked(packed(hashes))) == hashes


def test_a_run_that_both_texts_hold_often_costs_no_more_than_one_that_they_hold_once() -> None:
    often = words_of("net oar eel " * 3000)
    assert len(common_runs(often, often)) < 20_000
    numbered = words_of(
        "".join(f"The net and the eel lay on the quay in the rain. {number} " for number in range(1000))
    )
    assert len(common_runs(numbered, numbered)) < 50_000


def test_runs_overlap_in_neither_text_when_one_is_cut_by_another() -> None:
    chosen = tiles([Run(0, 0, 12), Run(8, 40, 10), Run(100, 5, 9)])
    assert chosen == [Run(0, 0, 12), Run(12, 44, 6)]


def _others(count: int, outlet: str | None, *, shared: range, own: int = 400) -> list[Other]:
    return [
        Other(outlet, MINE.held([*shared, *range(10_000 * (number + 1), 10_000 * (number + 1) + own)]))
        for number in range(count)
    ]


PEOPLE = [f"{chr(97 + at)}anna" for at in range(20)]
MINE = replace(
    prepare(words_of("so " * 400 + " and ".join(name.capitalize() for name in PEOPLE))),
    hashes=tuple(range(1, 401)),
    distinct=frozenset(range(1, 401)),
)


def test_what_five_strangers_hold_is_standing_text() -> None:
    held = frozenset(range(5, 35))
    assert standing_text(MINE, None, _others(5, None, shared=range(5, 35)))[None] == Nobodys(held, held)
    assert standing_text(MINE, None, _others(4, None, shared=range(5, 35)))[None] == NOTHING


def test_single_shingles_that_many_hold_say_nothing_by_their_number_and_still_belong_to_a_run() -> None:
    found = standing_text(MINE, None, _others(9, None, shared=range(5, 300, 7)))[None]
    assert found == Nobodys(common=frozenset(range(5, 300, 7)))


def test_what_many_reports_of_one_event_took_is_no_standing_text() -> None:
    others = [
        replace(other, named=[hash_of(name) for name in PEOPLE[:9]]) for other in _others(9, None, shared=range(5, 35))
    ]
    assert standing_text(MINE, None, others)[None] == NOTHING


def test_what_one_outlet_puts_under_three_texts_stands_for_that_outlet() -> None:
    held = frozenset(range(5, 35))
    found = standing_text(MINE, "own", _others(3, "courier", shared=range(5, 35)))
    assert found == {"courier": Nobodys(held, held), None: NOTHING}
    assert standing_text(MINE, "own", _others(2, "own", shared=range(5, 35)))[None] == Nobodys(held, held)


def test_what_is_nobodys_by_two_counts_is_so_by_either() -> None:
    one, two = Nobodys(frozenset({1, 2}), frozenset({5})), Nobodys(frozenset({2, 3}), frozenset({6}))
    assert one | two == Nobodys(frozenset({1, 2, 3}), frozenset({5, 6}))


def test_a_hundred_copies_of_one_report_are_no_standing_text() -> None:
    assert standing_text(MINE, "own", _others(100, "courier", shared=range(5, 305))) == {None: NOTHING}


def test_standing_text_is_left_out_of_share_and_run() -> None:
    first, second = _prepared(REPORT), _prepared(ELSEWHERE)
    both = first.distinct & second.distinct
    assert judge(REPORT, first, second, standing=Nobodys(both, both)) is None


@settings(deadline=None)  # the first call reads the lists
@given(st.integers(min_value=0, max_value=10_000), st.sampled_from([3, 9, 12, 20, 90]), st.booleans())
def test_shingles_alone_never_rule_out_what_would_be_found(seed: int, length: int, named: bool) -> None:
    chance = random.Random(seed)
    words = [f"{chance.choice('bdfgklm')}{chance.choice('aeiou')}{chance.choice('nrst')}{at}q" for at in range(300)]
    for at in chance.sample(range(300), 90) if named else ():
        words[at] = words[at].capitalize()
    start = chance.randrange(300 - length)
    first = "a " + " ".join(words).translate(str.maketrans("0123456789", "zvwxyhjcpu"))
    taken = first.split()[start : start + length]
    second = "a " + " ".join([*(f"u{number:b}".translate(str.maketrans("01", "ae")) for number in range(99)), *taken])
    one, two = _prepared(first), _prepared(second)
    if judge(first, one, two):
        assert may_share(one, one.held(two.distinct), NOTHING)
        assert may_share(two, two.held(one.distinct), NOTHING)


def test_own_words_leave_out_captions_notices_and_bylines() -> None:
    text = (
        "Rotten piles close the fish market\n\nBy Mia Torv\n\nThe hall was closed on Monday, and traders wept.\n\n"
        "© 2025 Northern Courier. All rights reserved.\n\nLeave a comment"
    )
    kept = " ".join(text[start:end] for start, end in own_words(text))
    assert "The hall was closed on Monday, and traders wept." in kept
    assert "Rotten piles close the fish market" in kept
    assert not any(word in kept for word in ("Torv", "rights", "comment"))


@settings(deadline=None)  # the first call reads the lists
@given(st.text(max_size=300))
def test_own_words_are_in_order_inside_the_text_whatever_it_is(text: str) -> None:
    spans = own_words(text)
    flat = [place for span in spans for place in span]
    assert flat == sorted(flat)
    assert not flat or 0 <= flat[0] <= flat[-1] <= len(text)
    words_of(text, spans)
