"""The record of a source over time as a picture: a band for the interval, a line for the share itself. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from claims.credibility.record import Resolved, Suggestion

WIDTH, HEIGHT = 640, 240
LEFT, RIGHT, TOP, BOTTOM = 44, 30, 12, 30
MOST = 36
"""Moments in one picture: more could not be told apart."""
LINES = ((0.85, "A"), (0.65, "B"), (0.45, "C"))
"""Where the lower edge of the band decides on a letter."""

Point = tuple[datetime, Suggestion]


def moments_of(record: Iterable[Resolved], *, at: datetime, most: int = MOST) -> list[datetime]:
    """When the record changed up to ``at``, which is the last; of very many changes evenly chosen ones."""
    changes = {moment for entry in record for moment in (entry.since, entry.until) if moment and moment < at}
    found = [*sorted(changes), at]
    if len(found) <= most:
        return found
    return [found[round(place * (len(found) - 1) / (most - 1))] for place in range(most)]


@dataclass(frozen=True, slots=True)
class Mark:
    """A place with words: a line across for a letter or a share, or a day below."""

    at: str
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Coordinates as SVG writes them; ``rules`` are lines across with the letter that they open."""

    band: str
    line: str
    end: tuple[str, str] | None
    rules: tuple[Mark, ...]
    shares: tuple[Mark, ...]
    first: str
    last: str


def chart(points: Sequence[Point]) -> Chart | None:
    """The picture; ``None`` where nothing changed yet and there is no line to draw."""
    if len(points) < 2:
        return None
    start, span = points[0][0], (points[-1][0] - points[0][0]).total_seconds()
    places = [(_across((moment - start).total_seconds() / span), said) for moment, said in points]
    upper = _steps([(x, said.upper) for x, said in places])
    lower = _steps([(x, said.lower) for x, said in places])
    known = _steps([(x, said.tally.share) for x, said in places if said.tally.share is not None])
    return Chart(
        band=_path([*upper, *reversed(lower)]) + "Z",
        line=_path(known),
        end=(_number(known[-1][0]), _number(known[-1][1])) if known else None,
        rules=tuple(Mark(_number(_down(share)), letter) for share, letter in LINES),
        shares=tuple(Mark(_number(_down(share)), f"{share:.0%}") for share in (0.0, 0.5, 1.0)),
        first=f"{points[0][0]:%-d %b %Y}",
        last=f"{points[-1][0]:%-d %b %Y}",
    )


def _across(share: float) -> float:
    return LEFT + share * (WIDTH - LEFT - RIGHT)


def _down(share: float) -> float:
    return TOP + (1 - share) * (HEIGHT - TOP - BOTTOM)


def _steps(places: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """What is known stays as it is until it changes: each value goes on to the place of the next."""
    found: list[tuple[float, float]] = []
    for x, share in places:
        if found:
            found.append((x, found[-1][1]))
        found.append((x, _down(share)))
    return found


def _path(places: Sequence[tuple[float, float]]) -> str:
    return "".join(f"{'L' if number else 'M'}{_number(x)} {_number(y)}" for number, (x, y) in enumerate(places))


def _number(value: float) -> str:
    """With a point, whatever the language of the page."""
    return f"{value:.1f}"
