"""Outside ratings as they come: a CSV file read line by line, nothing lost, nothing guessed. Pure."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from io import StringIO
from urllib.parse import urlsplit

COLUMNS = ("site", "rater", "scheme", "value", "date", "link", "expires")
"""The heading of a file; the last two may be missing or empty."""
NEEDED = COLUMNS[:5]
LONGEST = 200
"""Characters of rater, scheme and value."""
MAX_BYTES = 2_000_000
MAX_LINES = 20_000
_LONGEST_ADDRESS = 2000
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class NotAFile(ValueError):
    """The file as a whole cannot be read; ``str()`` says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What one line says; ``site`` is an address, with ``https://`` where the line names a domain only."""

    site: str
    rater: str
    scheme: str
    value: str
    rated_on: date
    link: str | None
    expires_on: date | None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file as it stands, and what it says or what is wrong with it."""

    number: int
    cells: tuple[str, ...]
    said: Opinion | None
    wrong: str | None


def decoded(data: bytes) -> str:
    """The text of a file; raises :class:`NotAFile`."""
    if len(data) > MAX_BYTES:
        raise NotAFile(f"The file has {len(data):,} bytes; at most {MAX_BYTES:,} are read. Split it.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotAFile("The file is not in UTF-8. Save it as “CSV UTF-8” and take it in again.") from None
    if "\x00" in text:
        raise NotAFile("The file is no text: save the table as CSV.")
    return text


def lines_of(text: str, *, today: date) -> list[Line]:
    """All lines below the heading that hold anything; raises :class:`NotAFile`."""
    first, lines = _read(text)
    heading = _places(first)
    if len(lines) > MAX_LINES:
        raise NotAFile(f"The file has {len(lines):,} lines; at most {MAX_LINES:,} are read. Split it.")
    return [_line(number, cells, heading, today) for number, cells in lines]


def _delimiter(text: str) -> str:
    """What the heading is separated by most."""
    first = text.lstrip("\r\n").partition("\n")[0]
    return max(",;\t", key=first.count)


def heading_of(text: str) -> list[str]:
    """The cells of the heading as they stand; raises :class:`NotAFile`."""
    return _read(text)[0]


def _read(text: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The heading and all lines below it that hold anything, with their numbers."""
    rows = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        filled = [(rows.line_num, cells) for cells in rows if any(cell.strip() for cell in cells)]
    except csv.Error as error:
        raise NotAFile(f"The file cannot be read as CSV, line {rows.line_num}: {error}.") from None
    return (filled[0][1], filled[1:]) if filled else ([], [])


def _places(heading: list[str]) -> Mapping[str, int]:
    """Where each column stands."""
    places = {cell.strip().lower(): place for place, cell in enumerate(heading)}
    missing = [name for name in NEEDED if name not in places]
    if missing:
        raise NotAFile(
            f"The first line must name the columns {', '.join(COLUMNS)}; {', '.join(missing)} "
            f"{'is' if len(missing) == 1 else 'are'} missing."
        )
    return places


class _Wrong(ValueError):
    """What is wrong with a line."""


def _line(number: int, cells: list[str], heading: Mapping[str, int], today: date) -> Line:
    def cell(name: str) -> str:
        place = heading.get(name, len(cells))
        return " ".join(cells[place].split()) if place < len(cells) else ""

    kept = tuple(cells)
    try:
        return Line(number, kept, _opinion(cell, today), None)
    except _Wrong as error:
        return Line(number, kept, None, str(error))


def _opinion(cell: Callable[[str], str], today: date) -> Opinion:
    empty = [name for name in NEEDED if not cell(name)]
    if empty:
        raise _Wrong(f"{', '.join(empty)} {'is' if len(empty) == 1 else 'are'} empty.")
    rated, expires = _day(cell("date"), "date"), cell("expires")
    expires_on = _day(expires, "expires") if expires else None
    if rated > today:
        raise _Wrong("The date lies in the future.")
    if expires_on and expires_on < rated:
        raise _Wrong("It expires before its date.")
    return Opinion(
        site=_site(cell("site")),
        rater=_short(cell("rater"), "rater"),
        scheme=_short(cell("scheme"), "scheme"),
        value=_short(cell("value"), "value"),
        rated_on=rated,
        link=_address(cell("link"), "link") if cell("link") else None,
        expires_on=expires_on,
    )


def _short(text: str, name: str) -> str:
    if len(text) > LONGEST:
        raise _Wrong(f"The {name} has {len(text):,} characters; at most {LONGEST} are kept.")
    return text


def _day(text: str, name: str) -> date:
    try:
        return date.fromisoformat(text if _DAY.fullmatch(text) else "")
    except ValueError:
        raise _Wrong(f"The {name} “{text[:40]}” is no day: write it as 2026-03-31.") from None


def _site(text: str) -> str:
    return _address(text if "://" in text else f"https://{text}", "site")


def _address(text: str, name: str) -> str:
    try:
        parts = urlsplit(text)
        fits = parts.scheme in ("http", "https") and "." in (parts.hostname or "")
    except ValueError:
        fits = False
    if not fits or len(text) > _LONGEST_ADDRESS or any(sign.isspace() for sign in text):
        raise _Wrong(f"The {name} “{text.removeprefix('https://')[:60]}” is no address of the web.")
    return text
