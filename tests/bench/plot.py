"""A small picture of points beside a curve, as SVG: for the figures of a bench that a table shows badly."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT = 720, 440
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 24, 70, 58
_INK, _QUIET, _LINE, _STRONG = "#1d2733", "#5b6673", "#d9dee4", "#b3261e"


@dataclass(frozen=True, slots=True)
class Mark:
    """One point with its name, to its right or below it."""

    name: str
    x: float
    y: float
    strong: bool = False
    below: bool = False


@dataclass(frozen=True, slots=True)
class Axis:
    """What is measured along one side, and the distance of the grid's lines, to which its ends are rounded."""

    name: str
    step: float
    digits: int

    def grid(self, values: Sequence[float]) -> list[float]:
        first, last = math.floor(min(values) / self.step), math.ceil(max(values) / self.step)
        return [number * self.step for number in range(first, max(last, first + 1) + 1)]


def drawn(
    *, title: str, across: Axis, up: Axis, curve: Sequence[tuple[float, float]], marks: Sequence[Mark], note: str
) -> str:
    """The picture; ``curve`` is drawn as a line, ``note`` stands under the title."""
    grid_x = across.grid([x for x, _ in curve] + [mark.x for mark in marks])
    grid_y = up.grid([y for _, y in curve] + [mark.y for mark in marks])

    def at(x: float, y: float) -> tuple[float, float]:
        right = (x - grid_x[0]) / (grid_x[-1] - grid_x[0]) * (WIDTH - _LEFT - _RIGHT)
        above = (y - grid_y[0]) / (grid_y[-1] - grid_y[0]) * (HEIGHT - _TOP - _BOTTOM)
        return round(_LEFT + right, 1), round(HEIGHT - _BOTTOM - above, 1)

    low, high, far = HEIGHT - _BOTTOM, _TOP, WIDTH - _RIGHT
    parts = [_text(_LEFT, 24, title, size=16), _text(_LEFT, 44, note, ink=_QUIET)]
    for x, (left, _) in ((x, at(x, grid_y[0])) for x in grid_x):
        parts += [_line(left, low, left, high), _text(left, low + 20, f"{x:.{across.digits}f}", "middle", ink=_QUIET)]
    for y, (_, top) in ((y, at(grid_x[0], y)) for y in grid_y):
        parts += [_line(_LEFT, top, far, top), _text(_LEFT - 8, top + 4, f"{y:.{up.digits}f}", "end", ink=_QUIET)]
    parts += [
        _text((_LEFT + far) / 2, HEIGHT - 12, across.name, "middle", ink=_QUIET),
        _text(_LEFT, 62, up.name, ink=_QUIET),
    ]
    line = " ".join(f"{x},{y}" for x, y in (at(*point) for point in curve))
    parts.append(f'<polyline points="{line}" fill="none" stroke="{_QUIET}" stroke-width="2"/>')
    for mark in marks:
        parts += _marked(mark, *at(mark.x, mark.y))
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="sans-serif">'
    )
    ground = f'<title>{escape(title)}</title>\n<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>'
    return "\n".join([head, ground, *parts, "</svg>", ""])


def _marked(mark: Mark, x: float, y: float) -> list[str]:
    ink = _STRONG if mark.strong else _INK
    label = _text(x + 4, y + 20, mark.name, ink=ink) if mark.below else _text(x + 10, y + 5, mark.name, ink=ink)
    return [f'<circle cx="{x}" cy="{y}" r="5" fill="{ink}"/>', label]


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{_LINE}"/>'


def _text(x: float, y: float, text: str, anchor: str = "start", *, size: int = 13, ink: str = _INK) -> str:
    return f'<text x="{x}" y="{y}" font-size="{size}" text-anchor="{anchor}" fill="{ink}">{escape(text)}</text>'
