"""Outside ratings: read line by line, matched by domain and path, recorded once, taken out again."""

from __future__ import annotations

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from claims.credibility.outside import COLUMNS, Line, NotAFile, decoded, heading_of, lines_of
from claims.models import LedgerEntry, Outlet, OutsideRating, RatingImport, User
from claims.recording.errors import InvalidEntry, NotYours
from claims.recording.ratings import apply_import, preview, take_ratings, undo_import
from claims.vocabulary import RatingLine
from tests.models.build import a_source, a_user

TODAY = date(2026, 6, 1)
HEAD = "site,rater,scheme,value,date,link,expires"
GOOD = "courier.example,Plumb Line,trust 0–100,87.5,2026-03-31,https://plumb.example/c,2027-03-31"


def read(*lines: str, head: str = HEAD) -> list[Line]:
    return lines_of("\n".join((head, *lines)), today=TODAY)


def test_a_line_is_read_as_it_was_given() -> None:
    (line,) = read(GOOD)
    said = line.said
    assert said is not None
    assert (said.site, said.rater, said.scheme, said.value) == (
        "https://courier.example",
        "Plumb Line",
        "trust 0–100",
        "87.5",
    )
    assert (said.rated_on, said.expires_on, said.link) == (
        date(2026, 3, 31),
        date(2027, 3, 31),
        "https://plumb.example/c",
    )


@pytest.mark.parametrize("sign", [";", "\t"])
def test_columns_may_stand_in_any_order_with_other_separators_and_more_beside(sign: str) -> None:
    head = sign.join(("Value", "Date", "note", "SITE", "rater", "scheme"))
    (line,) = read(sign.join(("B, mostly", "2026-03-31", "x", "courier.example/wire", "Ann", "letters")), head=head)
    assert line.said is not None
    assert (line.said.value, line.said.site) == ("B, mostly", "https://courier.example/wire")
    assert (line.said.link, line.said.expires_on) == (None, None)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ("courier.example,,trust,87,2026-03-31,,", "rater is empty"),
        (",,,,2026-03-31,,", "site, rater, scheme, value are empty"),
        ("courier.example,P,trust,87,31.3.2026,,", "date “31.3.2026” is no day"),
        ("courier.example,P,trust,87,2026-02-31,,", "is no day"),
        ("courier.example,P,trust,87,20260331,,", "date “20260331” is no day"),
        ("courier.example,P,trust,87,2026-06-02,,", "The date lies in the future."),
        ("courier.example,P,trust,87,2026-03-31,,2026-03-30", "It expires before its date."),
        ("courier.example,P,trust,87,2026-03-31,,soon", "The expires “soon” is no day"),
        ("courier.example,P,trust,87,2026-03-31,javascript:alert(1),", "link “javascript:alert(1)” is no address"),
        ("the courier,P,trust,87,2026-03-31,,", "site “the courier” is no address"),
        ("https://[::1,P,trust,87,2026-03-31,,", "no address"),
        ("https://courier,P,trust,87,2026-03-31,,", "site “courier” is no address"),
        ("ftp://courier.example,P,trust,87,2026-03-31,,", "site “ftp://courier.example” is no address"),
        ("the courier.example,P,trust,87,2026-03-31,,", "site “the courier.example” is no address"),
        (f"https://courier.example/{'x' * 1977},P,trust,87,2026-03-31,,", "is no address"),
        (f"courier.example,{'x' * 201},trust,87,2026-03-31,,", "The rater has 201 characters"),
        (f"courier.example,P,{'x' * 201},87,2026-03-31,,", "The scheme has 201 characters"),
        (f"courier.example,P,trust,{'x' * 201},2026-03-31,,", "The value has 201 characters"),
    ],
)
def test_what_is_wrong_with_a_line_is_said_and_the_others_stand(wrong: str, why: str) -> None:
    first, second = read(wrong, GOOD)
    assert first.said is None
    assert why in (first.wrong or "")
    assert second.said is not None
    assert [(line.number, ",".join(line.cells)) for line in (first, second)] == [(2, wrong), (3, GOOD)]


def test_what_is_just_within_bounds_is_kept() -> None:
    site = f"http://courier.example/{'x' * 1977}"
    (line,) = read(f"{site},{'x' * 200},trust,87,2026-06-01,,2026-06-01")
    assert line.said is not None
    assert (line.said.site, len(line.said.rater), line.said.expires_on) == (site, 200, TODAY)
    assert decoded(b"x" * 2_000_000)
    assert len(read(*["a,b"] * 20_000)) == 20_000


def test_what_separates_the_columns_is_told_by_the_heading_alone() -> None:
    head = HEAD.replace(",", ";")
    text = f"\r\n\r\n{head}\r\n" + GOOD.replace(",", ";").replace("87.5", "a," * 20) + "\r\n"
    assert heading_of(text) == list(COLUMNS)
    (line,) = lines_of(text, today=TODAY)
    assert line.said is not None
    assert line.said.value == "a," * 20


def test_lines_may_end_as_they_did_on_old_machines() -> None:
    (line,) = lines_of(f"{HEAD}\r{GOOD}\r", today=TODAY)
    assert line.said is not None


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"a,b\n1,2", "must name the columns site, rater, scheme, value, date, link, expires; site, rater, scheme, "),
        (b"site,rater,scheme\n1,2", "; value, date are missing"),
        (b"", "must name the columns"),
        (b"site;rater;scheme;value\n", "; date is missing"),
        (b"\xff\xfe\x00", "^The file is not in UTF-8. Save it as “CSV UTF-8” and take it in again.$"),
        (b"PK\x00\x03", "^The file is no text: save the table as CSV.$"),
        (b"x" * 2_000_001, "at most"),
        ((HEAD + "\n" + "a,b\n" * 20_001).encode(), "20,001 lines"),
        ((HEAD + '\n"' + "x" * 200_000).encode(), "cannot be read as CSV"),
    ],
)
def test_a_file_that_is_none_is_refused_as_a_whole(data: bytes, why: str) -> None:
    with pytest.raises(NotAFile, match=why):
        lines_of(decoded(data), today=TODAY)


@given(st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=9), max_size=8))
def test_whatever_stands_in_a_file_no_line_is_lost(rows: list[list[str]]) -> None:
    import csv

    file = StringIO(newline="")
    csv.writer(file).writerows([COLUMNS, *rows])
    filled = [tuple(cells) for cells in rows if any(cell.strip() for cell in cells)]
    assert [line.cells for line in lines_of(file.getvalue(), today=TODAY)] == filled


@pytest.fixture
def courier(db: None) -> Outlet:
    return Outlet.objects.create(source=a_source(kind="outlet", name="Courier"), domain="courier.example")


def taken(*lines: str, actor: User | None = None) -> RatingImport:
    return take_ratings(actor=actor, name="r.csv", data="\n".join((HEAD, *lines)).encode(), today=TODAY)


def states(imported: RatingImport) -> list[RatingLine]:
    return [judged.state for judged in preview(imported, today=TODAY).lines]


def test_nothing_is_recorded_before_somebody_says_so_and_twice_adds_nothing(editor: User, courier: Outlet) -> None:
    imported = taken(GOOD, actor=editor)
    assert states(imported) == [RatingLine.NEW]
    assert not OutsideRating.objects.exists()
    assert apply_import(actor=editor, import_id=imported.pk, today=TODAY) == 1
    assert apply_import(actor=editor, import_id=imported.pk, today=TODAY) == 0
    again = taken(GOOD, actor=editor)
    assert states(again) == [RatingLine.KNOWN]
    assert apply_import(actor=editor, import_id=again.pk, today=TODAY) == 0
    row = OutsideRating.objects.get()
    assert (row.source, row.raw_value, row.imported) == (courier.source, "87.5", imported)


def test_an_import_is_taken_out_alone_and_can_be_applied_again(editor: User, courier: Outlet) -> None:
    first, second = taken(GOOD), taken(GOOD.replace("2026-03-31,", "2026-04-30,", 1))
    for imported in (first, second):
        apply_import(actor=editor, import_id=imported.pk, today=TODAY)
    assert undo_import(actor=editor, import_id=first.pk) == 1
    assert list(OutsideRating.objects.values_list("imported", flat=True)) == [second.pk]
    assert states(first) == [RatingLine.NEW]
    assert apply_import(actor=editor, import_id=first.pk, today=TODAY) == 1
    entries = [row.payload for row in LedgerEntry.objects.all() if "rating_import/" in row.payload]
    assert len(entries) == 4


def test_lines_are_matched_by_registrable_domain_and_the_longest_path(courier: Outlet) -> None:
    shared = Outlet.objects.create(source=a_source(name="Ada writes"), domain="press.example", path="/ada/")
    imported = taken(
        GOOD.replace("courier.example", "https://www.courier.example/about"),
        GOOD.replace("courier.example", "press.example/ada/"),
        GOOD.replace("courier.example", "press.example/bo/"),
        GOOD.replace("courier.example", "gazette.example"),
        GOOD.replace("courier.example", "co.uk"),
    )
    lines = preview(imported, today=TODAY).lines
    assert [judged.outlet for judged in lines] == [courier, shared, None, None, None]
    assert "Known there: press.example/ada/" in lines[2].advice
    assert "No outlet is known there yet" in lines[3].advice
    assert "Nobody can register" in lines[4].advice


def test_what_had_no_outlet_is_kept_and_matched_once_there_is_one(editor: User) -> None:
    imported = taken(GOOD)
    apply_import(actor=editor, import_id=imported.pk, today=TODAY)
    assert states(imported) == [RatingLine.UNMATCHED]
    Outlet.objects.create(source=a_source(kind="outlet", name="Courier"), domain="courier.example")
    assert apply_import(actor=editor, import_id=imported.pk, today=TODAY) == 1


def test_another_value_for_the_same_day_is_told_and_not_taken(editor: User, courier: Outlet) -> None:
    first = taken(GOOD, GOOD, GOOD.replace("87.5", "12"))
    found = preview(first, today=TODAY)
    assert [judged.state for judged in found.lines] == [RatingLine.NEW, RatingLine.KNOWN, RatingLine.OTHERWISE]
    assert "Line 2 says “87.5”" in found.lines[2].advice
    apply_import(actor=editor, import_id=first.pk, today=TODAY)
    (judged,) = preview(taken(GOOD.replace("87.5", "12")), today=TODAY).lines
    assert "“87.5” is recorded for that day" in judged.advice
    assert OutsideRating.objects.get().raw_value == "87.5"


def test_only_editors_import(courier: Outlet) -> None:
    checker = a_user(role="fact_checker")
    imported = taken(GOOD)
    for attempt in (
        lambda: taken(GOOD, actor=checker),
        lambda: apply_import(actor=checker, import_id=imported.pk, today=TODAY),
        lambda: undo_import(actor=checker, import_id=imported.pk),
    ):
        with pytest.raises(NotYours):
            attempt()
    with pytest.raises(InvalidEntry, match="no line below"):
        taken()


def test_a_thousand_lines_cost_no_more_queries_than_one(courier: Outlet) -> None:
    counts = []
    for number in (1, 1000):
        imported = taken(*(GOOD.replace("Plumb Line", f"Rater {n}") for n in range(number)))
        with CaptureQueriesContext(connection) as queries:
            found = preview(imported, today=TODAY)
        counts.append(len(queries))
        assert found.count(RatingLine.NEW) == number
    assert counts == [2, 2]


def test_the_command_takes_what_fits_tells_the_rest_and_keeps_nothing_on_a_dry_run(
    editor: User, courier: Outlet, tmp_path: Path
) -> None:
    path = tmp_path / "ratings.csv"
    past = GOOD.replace("2027", "2026-12-31,").partition(",,")[0]
    path.write_text("\n".join((HEAD, past.replace("2026-03-31", "2024-03-31"), GOOD.replace("courier", "gazette"))))
    said, complained = StringIO(), StringIO()
    call_command("import_ratings", str(path), "--dry-run", stdout=said, stderr=complained)
    assert "Line 3: no outlet" in complained.getvalue()
    assert "Nothing was kept." in said.getvalue()
    assert not RatingImport.objects.exists()
    for recorded in ("1 recorded", "0 recorded"):
        said = StringIO()
        call_command("import_ratings", str(path), "--person", "edith", stdout=said, stderr=StringIO())
        assert recorded in said.getvalue()
    assert OutsideRating.objects.count() == 1


def test_the_command_says_what_is_wrong(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_ratings", str(tmp_path / "none.csv"))
    path = tmp_path / "ratings.csv"
    path.write_text("nothing\n")
    with pytest.raises(CommandError, match="must name the columns"):
        call_command("import_ratings", str(path))
    with pytest.raises(CommandError, match="nobody called"):
        call_command("import_ratings", str(path), "--person", "zoe")
