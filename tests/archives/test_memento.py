"""What archives say of their copies."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.rechecks.memento import (
    Memento,
    around,
    is_copy,
    links,
    mementos,
    moment_of,
    next_list,
    raw,
    surround,
    timemap,
)

BASE = "https://archive.example/web/timemap/link/https://courier.example/ferry"
MAP = """<https://courier.example/ferry>; rel="original",
<https://archive.example/web/timemap/link/https://courier.example/ferry>; rel="self timemap"
 ; type="application/link-format"; from="Tue, 03 Mar 2026 10:00:00 GMT",
<https://archive.example/web/https://courier.example/ferry>; rel="timegate",
<https://archive.example/web/20260303100000/https://courier.example/ferry?a=1,2;b=3>; rel="first memento";
 datetime="Tue, 03 Mar 2026 10:00:00 GMT",
</web/20260304100000/https://courier.example/ferry>; REL=memento; datetime="Wed, 04 Mar 2026 10:00:00 GMT",
<https://archive.example/web/x>; rel="memento"; datetime="yesterday",
<javascript:alert(1)>; rel="memento"; datetime="Wed, 04 Mar 2026 10:00:00 GMT",
<http://[broken>; rel="memento"; datetime="Wed, 04 Mar 2026 10:00:00 GMT"
"""


def test_the_copies_of_a_list_are_those_with_a_moment_and_an_address_of_the_web() -> None:
    found = links(MAP, base=BASE)
    assert mementos(found) == [
        Memento(
            "https://archive.example/web/20260303100000/https://courier.example/ferry?a=1,2;b=3",
            datetime(2026, 3, 3, 10, tzinfo=UTC),
        ),
        Memento(
            "https://archive.example/web/20260304100000/https://courier.example/ferry",
            datetime(2026, 3, 4, 10, tzinfo=UTC),
        ),
    ]
    assert timemap(found) == BASE


INDEX = """<https://archive.example/all>; rel="self timemap",
<https://archive.example/1>; rel="timemap"; from="Thu, 01 Jan 2015 00:00:00 GMT"; until="Thu, 31 Dec 2020 23:00:00 GMT",
<https://archive.example/2>; rel="timemap"; type="application/link-format"; from="Fri, 01 Jan 2021 00:00:00 GMT",
<https://archive.example/2.json>; rel="timemap"; type="application/json"; from="Fri, 01 Jan 2021 00:00:00 GMT"
"""


@pytest.mark.parametrize(("year", "first", "second"), [(2018, "1", "2"), (2026, "2", "1")])
def test_of_several_lists_the_one_of_the_time_comes_first_and_none_twice(year: int, first: str, second: str) -> None:
    moment, found = datetime(year, 3, 3, tzinfo=UTC), links(INDEX, base=BASE)
    seen: set[str] = set()
    for expected in (first, second):
        nearest = next_list(found, moment, but=seen)
        assert nearest is not None
        assert nearest.url == f"https://archive.example/{expected}"
        seen.add(nearest.url)
    assert nearest is not None
    assert nearest.away(moment) > timedelta(days=60)
    assert next_list(found, moment, but=seen) is None  # neither the list itself, nor one in another form


def test_copies_surround_a_moment_when_there_are_enough_and_some_on_both_sides() -> None:
    middle = datetime(2026, 3, 3, tzinfo=UTC)
    before, after = (Memento(f"u{days}", middle + timedelta(days=days)) for days in (-1, 1))
    assert surround([before, after], middle, most=2)
    assert not surround([before, after], middle, most=3)
    assert not surround([after, after], middle, most=2)


@given(st.text(alphabet='<>;,="rel datetimeo \n/:h', max_size=300))
def test_no_list_breaks_the_reader(text: str) -> None:
    assert all(one.url.startswith("http") for one in links(text, base=BASE))


def test_copies_around_a_moment_come_from_both_sides_the_nearest_first() -> None:
    middle = datetime(2026, 3, 3, tzinfo=UTC)
    found = [Memento(f"u{days}", middle + timedelta(days=days)) for days in (-300, 1, 2, 3, 4, 5)]
    assert [one.url for one in around(found, middle, most=3)] == ["u1", "u-300", "u2"]
    assert around([], middle, most=3) == []


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        (
            "https://a.example/web/20260303100000/https://c.example/",
            "https://a.example/web/20260303100000id_/https://c.example/",
        ),
        (
            "https://a.example/web/20260303100000mp_/http://c.example/",
            "https://a.example/web/20260303100000id_/http://c.example/",
        ),
        ("https://a.example/copies/17", "https://a.example/copies/17"),
        ("https://c.example/20260303/story", "https://c.example/20260303/story"),
    ],
)
def test_a_copy_is_asked_for_without_what_the_archive_adds(given_: str, expected: str) -> None:
    assert raw(given_) == expected
    assert is_copy(given_) is (given_ != expected)


@pytest.mark.parametrize("text", [None, "", "yesterday", "Tue, 99 Mar 2026 10:00:00 GMT", "0"])
def test_what_is_no_date_is_none(text: str | None) -> None:
    assert moment_of(text) is None
