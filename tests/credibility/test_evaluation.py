"""The evaluation of letters, on invented statements in the format of the LIAR data."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from claims.credibility.evaluation import (
    COUNTED,
    Judged,
    Row,
    Statement,
    Unreadable,
    evaluate,
    leaks,
    left_one_out,
    parse,
    what_came_before,
)
from claims.credibility.record import Tally, suggest
from claims.vocabulary import SourceLetter


def line(number: int, label: str, speaker: str, counts: tuple[int, ...] = (0, 0, 0, 0, 0)) -> str:
    cells = [f"{number}.json", label, f"Invented statement {number}.", "ports", speaker, "", "", "none"]
    return "\t".join([*cells, *map(str, counts), "a speech"])


def counted(labels: list[str]) -> tuple[int, ...]:
    return tuple(labels.count(label) for label in COUNTED)


def statements(records: dict[str, list[str]]) -> list[Statement]:
    """All statements of some speakers, with counts as the data have them; ids go round the speakers."""
    rows = [(place, speaker, label) for speaker, labels in records.items() for place, label in enumerate(labels)]
    return [
        parse(line(number, label, speaker, counted(records[speaker])))
        for number, (_, speaker, label) in enumerate(sorted(rows), start=1)
    ]


def test_a_line_is_read_by_its_columns() -> None:
    found = parse(line(7, "Pants-Fire", "Ida Lund", (1, 2, 3, 4, 5)) + "\r\n")
    assert found == Statement("7.json", "pants-fire", "ida lund", (1, 2, 3, 4, 5))
    assert parse("7.json\ttrue\tx\t\tida\t\t\t\t1.0\t\t3\t4\t5").counts == (1, 0, 3, 4, 5)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ("1.json\ttrue\tonly three", "it has 3 columns, not the 13 that are needed"),
        (
            line(1, "so-so", "ida"),
            "its label “so-so” is none of barely-true, false, half-true, mostly-true, pants-fire, true",
        ),
        (line(1, "true", " "), "^it names no speaker$"),
        (line(1, "true", "ida").replace("\t0\t", "\tmany\t", 1), "^its columns 9 to 13 are not all numbers$"),
        (line(1, "true", "ida", (0, -1, 0, 0, 0)), "below 0"),
        (line(1, "true", "ida").replace("\t0\t", "\tinf\t", 1), "not all numbers"),
    ],
)
def test_what_is_no_statement_is_refused_with_the_reason(wrong: str, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        parse(wrong)


def test_the_statement_judged_has_no_part_in_its_own_letter() -> None:
    labels = ["false"] * 3 + ["true"] * 4 + ["half-true"] * 2
    for one in left_one_out(statements({"ida": labels, "bo": ["true"] * 30})):
        others = one.suggestion.tally
        if others.resolved == 8:  # Ida's, whichever is left out
            assert others.false == (2 if one.false else 3)
        else:
            assert others == Tally(29, 0)


def test_turning_the_label_of_a_statement_does_not_change_its_letter() -> None:
    intervals = set()
    for turned in ("true", "false", "pants-fire", "mostly-true"):
        rows = {"ida": ["false", "false", "true", "half-true", "true", "true", turned], "bo": ["true", "false"] * 20}
        judged = list(left_one_out(statements(rows)))
        mine = [one.suggestion for s, one in zip(statements(rows), judged, strict=True) if s.speaker == "ida"][-1]
        assert mine.tally == Tally(6, 2)
        intervals.add((mine.lower, mine.upper))
    assert len(intervals) == 1  # the base rate leaves it out too


def test_a_line_whose_columns_forgot_its_own_statement_is_not_counted_below_nothing() -> None:
    only = [parse(line(1, "false", "ida")), parse(line(2, "barely-true", "ida")), parse(line(3, "false", "bo"))]
    assert [one.suggestion.tally for one in left_one_out(only)] == [Tally(1, 0), Tally(1, 1), Tally(0, 0)]


def test_what_came_before_knows_nothing_of_what_follows() -> None:
    rows = statements({"ida": ["true"] * 5 + ["false"] * 5})
    tallies = [one.suggestion.tally for one in what_came_before(list(reversed(rows)))]
    assert tallies == [Tally(n, max(0, n - 5)) for n in range(10)]
    assert next(what_came_before(rows)).suggestion == suggest(Tally(0, 0), base=0.5)


def test_ids_are_taken_as_numbers() -> None:
    rows = [parse(line(number, "true", "ida")) for number in (10, 9, 100)]
    rows += [replace(rows[0], id=name) for name in ("unknown", "11", "999999999999.json", "12.b.json", "no")]
    assert [s.id for s in sorted(rows, key=lambda s: s.order)] == [
        "9.json", "10.json", "11", "12.b.json", "100.json", "999999999999.json", "no", "unknown",
    ]  # fmt: skip


def test_of_lines_that_count_a_speaker_differently_the_most_of_each_label_holds() -> None:
    rows = [parse(line(1, "true", "ida", (0, 4, 0, 0, 1))), parse(line(2, "true", "ida", (2, 1, 0, 0, 0)))]
    assert [one.suggestion.tally for one in left_one_out(rows)] == [Tally(8, 5)] * 2


def test_a_table_says_where_the_order_of_letters_breaks() -> None:
    rows = statements({"ida": ["true"] * 40, "bo": ["false"] * 40, "una": ["true", "false"] * 20, "few": ["false"] * 4})
    found = evaluate(left_one_out(rows))
    by_letter = {row.letter: row for row in found.rows}
    assert found.is_monotone
    assert by_letter[SourceLetter.A] == Row(SourceLetter.A, 40, 0)
    assert by_letter[SourceLetter.E] == Row(SourceLetter.E, 40, 40)
    assert by_letter[SourceLetter.F] == Row(SourceLetter.F, 4, 4)
    assert (found.few, found.too_early) == (4, 0)
    turned = [Statement(s.id, "true" if s.speaker == "bo" else "false", s.speaker, s.counts) for s in rows]
    broken = evaluate(
        type(one)(one.suggestion, s.label == "false") for s, one in zip(turned, left_one_out(rows), strict=True)
    )
    assert not broken.is_monotone
    assert broken.breaks[-1][1] is SourceLetter.E
    assert {type(letter) for pair in broken.breaks for letter in pair} == {SourceLetter}


def test_two_letters_that_were_wrong_as_often_break_no_order() -> None:
    given = suggest(Tally(9, 0), base=0.5)
    assert evaluate(Judged(replace(given, letter=letter), False) for letter in SourceLetter).is_monotone


def test_letters_that_were_given_on_too_little_are_counted_each() -> None:
    early = replace(suggest(Tally(2, 0), base=0.5), letter=SourceLetter.B)
    found = evaluate([Judged(early, False), Judged(early, True), Judged(suggest(Tally(9, 0), base=0.5), False)])
    assert (found.few, found.too_early) == (2, 2)


def test_the_interval_on_a_share_holds_the_share() -> None:
    low, high = Row(SourceLetter.B, 50, 10).between
    assert low < 0.2 < high
    assert low == pytest.approx(0.1077, abs=1e-4)
    assert high == pytest.approx(0.3258, abs=1e-4)


def invented(folder: Path, *, speakers: int = 60) -> None:
    """Speakers who each tell the truth at a rate of their own, in two files."""
    chance = random.Random(6)
    records = {}
    for number in range(speakers):
        honest = chance.random()
        told = chance.choice([2, 4, 8, 25, 60])
        records[f"speaker-{number}"] = [
            chance.choice(["true", "mostly-true", "half-true"]) if chance.random() < honest else "false"
            for _ in range(told)
        ]
    rows = [
        line(number, label, speaker, counted(records[speaker]))
        for number, (_, speaker, label) in enumerate(
            sorted((n, speaker, label) for speaker, labels in records.items() for n, label in enumerate(labels))
        )
    ]
    half = len(rows) // 2
    (folder / "one.tsv").write_text("\n".join(rows[:half]) + "\nno statement\n")
    (folder / "two.tsv").write_text("\n".join([*rows[half:], rows[0]]))


def test_the_command_prints_both_tables_and_says_what_holds(tmp_path: Path) -> None:
    invented(tmp_path)
    said, complained = StringIO(), StringIO()
    call_command("evaluate_letters", str(tmp_path), stdout=said, stderr=complained)
    text = said.getvalue()
    assert "of 60 speakers; false: false, pants-fire" in text
    assert text.count("Monotone: the worse the letter") == 2
    assert text.count("statements, all F.") == 2
    assert text.count("No leakage: 20 statements keep their letter when their own outcome is turned.") == 2
    assert not [word for word in ("NOT monotone", "NOT kept", "LEAKS") if word in text]
    assert "one.tsv, line" in complained.getvalue()
    assert "1 lines repeat an id" in complained.getvalue()


def with_itself(rows: Sequence[Statement], *, false: Collection[str], only: str | None = None) -> Iterator[Judged]:
    """A wrong way: each statement counts towards its own letter."""
    for s in rows:
        if only in (None, s.id):
            mine = [one for one in rows if one.speaker == s.speaker]
            tally = Tally(len(mine), sum(one.label in false for one in mine))
            yield Judged(suggest(tally, base=0.5), s.label in false)


def test_a_way_in_which_a_statement_counts_towards_its_own_letter_is_caught() -> None:
    rows = statements({"ida": ["true", "false"] * 6, "bo": ["half-true"] * 3})
    assert leaks(rows, with_itself, probes=len(rows)) == len(rows)
    for way in (left_one_out, what_came_before):
        assert leaks(rows, way, probes=len(rows)) == 0


def test_nothing_leaks_where_the_columns_count_more_than_the_files_hold() -> None:
    rows = [parse(line(n, "false", "ida", (1, 9, 3, 2, 4))) for n in (1, 2)]
    rows += [parse(line(3, "true", "bo", (1, 2, 3, 4, 5))), parse(line(4, "half-true", "bo", (1, 2, 3, 4, 5)))]
    assert leaks(rows, left_one_out, probes=4) == 0


def late_with_itself(rows: Sequence[Statement], *, false: Collection[str], only: str | None = None) -> Iterator[Judged]:
    """A way that is wrong of the later half alone."""
    way = with_itself if only in {s.id for s in rows[len(rows) // 2 :]} else left_one_out
    yield from way(rows, false=false, only=only)


def test_statements_are_probed_from_the_first_to_the_last() -> None:
    rows = statements({"ida": ["true", "false"] * 20})
    assert leaks(rows, late_with_itself, probes=4) == 2
    assert leaks(rows, late_with_itself, probes=0) == 0


def test_the_command_says_so_when_the_order_breaks(tmp_path: Path) -> None:
    """What the columns count and the files hold is at odds: the liar's statements in the files are all true."""
    rows = [line(n, "true", "liar", (0, 60, 0, 0, 0)) for n in range(20)]
    rows += [line(100 + n, "false", "honest", (0, 0, 0, 60, 0)) for n in range(4)]
    (tmp_path / "one.tsv").write_text("\n".join(rows))
    said = StringIO()
    call_command("evaluate_letters", str(tmp_path), stdout=said)
    assert "NOT monotone: " in said.getvalue()


def test_the_command_counts_as_false_what_it_is_told(tmp_path: Path) -> None:
    (tmp_path / "one.tsv").write_text("\n".join(line(n, "barely-true", "ida", (9, 0, 0, 0, 0)) for n in range(9)))
    for given, false in (([], "0"), (["--false", "barely-true"], "9")):
        said = StringIO()
        call_command("evaluate_letters", str(tmp_path), *given, stdout=said)
        rows = [row.split() for row in said.getvalue().splitlines() if row[:1] in "ABCDEF" and row[1:2] == " "]
        assert str(sum(int(row[2]) for row in rows[:6])) == false


def test_the_command_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"no \.tsv files"):
        call_command("evaluate_letters", str(tmp_path))
    (tmp_path / "one.tsv").write_text("nothing\n")
    with pytest.raises(CommandError, match="No line could be read"):
        call_command("evaluate_letters", str(tmp_path), stderr=StringIO())
    every = [part for label in ("true", *COUNTED) for part in ("--false", label)]
    with pytest.raises(CommandError, match="leave one"):
        call_command("evaluate_letters", str(tmp_path), *every)
