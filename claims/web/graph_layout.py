"""Where the boxes and lines of a provenance graph stand, in pixels. Pure, and the same for the same graph.

Columns are set from left to right; evidence is ordered by origin, everything else by the mean height of what it leads
to (the barycentre method of Sugiyama, Tagawa and Toda, 1981), and pushed down only as far as boxes would touch.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from claims.web.graph_values import Column, Graph, Group, Line, Node

WIDTHS = {
    Column.CLAIM: 210,
    Column.EVIDENCE: 250,
    Column.SOURCE: 190,
    Column.DOCUMENT: 220,
    Column.OUTLET: 160,
    Column.OWNER: 150,
    Column.LAST_OWNER: 150,
}
BOX, STEP = 54, 64
"""Height of a box, and the distance from one to the next."""
BETWEEN_GROUPS = 30
"""Pixels more between two origins: room for the frame and its words."""
GAP, MARGIN, HEAD = 86, 24, 52
"""Pixels between two columns, around everything, and above the boxes for the names of the columns."""
_LETTER = 6.6
"""Pixels that a letter of a label takes, on average; letters of East Asian scripts take two of them."""
CLAIM_LINES = 7
_ASIDE = {"stands": 17, "says": -8}
"""Pixels below the middle of its boxes at which a kind of line runs, so that the two that meet evidence stay apart."""
HEADINGS = {
    Column.CLAIM: "Claim",
    Column.EVIDENCE: "Evidence",
    Column.SOURCE: "Who says so",
    Column.DOCUMENT: "Document",
    Column.OUTLET: "Outlet",
    Column.OWNER: "Owner",
    Column.LAST_OWNER: "In the end owned by",
}


@dataclass(frozen=True, slots=True)
class Box:
    """A node where it is drawn. ``lines`` are the label, cut to fit; ``text_x`` where they begin."""

    node: Node
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    rtl: bool

    @property
    def middle(self) -> float:
        return self.y + self.height / 2

    @property
    def text_x(self) -> float:
        return self.x + self.width - 10 if self.rtl else self.x + 10

    @property
    def first_line(self) -> float:
        """The base of the first line of text."""
        rows = len(self.lines) + (1 if self.node.note else 0)
        return round(self.middle - 7.5 * (rows - 1) + 4, 1)

    @property
    def rows(self) -> list[tuple[float, str]]:
        """Each line of the label with its base."""
        return [(round(self.first_line + 15 * place, 1), text) for place, text in enumerate(self.lines)]

    @property
    def note_line(self) -> float:
        return round(self.first_line + 15 * len(self.lines), 1)


@dataclass(frozen=True, slots=True)
class Path:
    """A line where it is drawn, as the data of an SVG path."""

    line: Line
    data: str


@dataclass(frozen=True, slots=True)
class Frame:
    """An origin's frame around its evidence."""

    group: Group
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    x: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """A graph with its places; ``width`` and ``height`` in pixels."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    paths: tuple[Path, ...]
    frames: tuple[Frame, ...]
    headings: tuple[Heading, ...]


def draw(graph: Graph) -> Drawing:
    """Place every node, line and origin of ``graph``."""
    columns = _columns(graph.nodes)
    lefts = _lefts(columns)
    middles = _middles(graph, columns)
    boxes = {node.key: _box(node, lefts[node.column], middles[node.key]) for node in graph.nodes}
    frames = tuple(_frames(graph.groups, boxes))
    height = max([box.y + box.height for box in boxes.values()], default=0.0) + MARGIN + 14
    width = max(left + WIDTHS[column] for column, left in lefts.items()) + MARGIN
    paths = tuple(
        Path(line, _path(boxes[line.start], boxes[line.end], _ASIDE.get(line.kind, 0))) for line in graph.lines
    )
    headings = tuple(Heading(HEADINGS[column], left) for column, left in lefts.items())
    return Drawing(width, round(height, 1), tuple(boxes.values()), paths, frames, headings)


def _columns(nodes: Iterable[Node]) -> dict[Column, list[Node]]:
    columns: defaultdict[Column, list[Node]] = defaultdict(list)
    for node in nodes:
        columns[node.column].append(node)
    return dict(sorted(columns.items()))


def _lefts(columns: Iterable[Column]) -> dict[Column, float]:
    """The left side of each column that has something in it."""
    lefts: dict[Column, float] = {}
    left = float(MARGIN)
    for column in columns:
        lefts[column] = left
        left += WIDTHS[column] + GAP
    return lefts


def _middles(graph: Graph, columns: dict[Column, list[Node]]) -> dict[str, float]:
    """The height of the middle of each node."""
    middles = _of_evidence(columns.get(Column.EVIDENCE, []))
    leads_to: defaultdict[str, list[str]] = defaultdict(list)
    for line in graph.lines:
        leads_to[line.start].append(line.end)
    for column in (Column.DOCUMENT, Column.SOURCE, Column.OUTLET, Column.OWNER, Column.LAST_OWNER):
        nodes = columns.get(column, [])
        wanted = {node.key: _wanted(node.key, leads_to, middles) for node in nodes}
        middles |= _apart(sorted(nodes, key=lambda node: (wanted[node.key], node.key)), wanted)
    heights = [middles[node.key] for node in columns.get(Column.EVIDENCE, [])]
    centre = (min(heights) + max(heights)) / 2 if heights else HEAD + STEP
    return middles | {node.key: max(centre, HEAD + _claim_height() / 2) for node in columns.get(Column.CLAIM, [])}


def _of_evidence(nodes: Sequence[Node]) -> dict[str, float]:
    """Evidence below each other, origin by origin; what no origin counts comes last."""
    ordered = sorted(nodes, key=lambda node: (node.origin is None, node.origin or 0))
    middles: dict[str, float] = {}
    height, before = HEAD + STEP / 2 + 12, None
    for place, node in enumerate(ordered):
        if place and node.origin != before:
            height += BETWEEN_GROUPS
        middles[node.key], before = height, node.origin
        height += STEP
    return middles


def _wanted(key: str, leads_to: dict[str, list[str]], middles: dict[str, float]) -> float:
    """The mean height of what a node leads to; relays stand by what their relayer leads to."""
    seen, ends = {key}, list(leads_to.get(key, ()))
    heights: list[float] = []
    while ends:
        end = ends.pop()
        if end in middles:
            heights.append(middles[end])
        elif end not in seen:
            seen.add(end)
            ends.extend(leads_to.get(end, ()))
    return sum(heights) / len(heights) if heights else float(HEAD + STEP)


def _apart(ordered: Sequence[Node], wanted: dict[str, float]) -> dict[str, float]:
    """The wanted heights, moved as little as keeps boxes apart: runs that touch share their mean shift."""
    runs: list[tuple[float, list[str]]] = []  # the middle of the first, and the keys, STEP apart
    for node in ordered:
        top, keys = wanted[node.key], [node.key]
        while runs and runs[-1][0] + STEP * len(runs[-1][1]) > top:
            above_top, above = runs.pop()
            count, more = len(above), len(keys)
            top = (above_top * count + (top - STEP * count) * more) / (count + more)
            keys = above + keys
        runs.append((max(top, HEAD + STEP / 2 + 12), keys))
    placed: dict[str, float] = {}
    below = 0.0
    for top, keys in runs:
        top = max(top, below)
        placed |= {key: top + STEP * place for place, key in enumerate(keys)}
        below = top + STEP * len(keys)
    return placed


def _claim_height() -> float:
    return 15 * CLAIM_LINES + 20


def _box(node: Node, left: float, middle: float) -> Box:
    width = WIDTHS[node.column]
    lines = wrapped(node.label, width - 20, CLAIM_LINES if node.column is Column.CLAIM else 2)
    height = 15 * len(lines) + 20 if node.column is Column.CLAIM else BOX
    return Box(node, left, round(middle - height / 2, 1), width, height, lines, is_rtl(node.label))


def _frames(groups: Iterable[Group], boxes: dict[str, Box]) -> Iterator[Frame]:
    for group in groups:
        inside = [boxes[key] for key in group.items if key in boxes]
        if inside:
            top = min(box.y for box in inside) - 20
            bottom = max(box.y + box.height for box in inside) + 8
            yield Frame(group, inside[0].x - 10, top, inside[0].width + 20, round(bottom - top, 1))


def _path(start: Box, end: Box, aside: int) -> str:
    """A curve to the left, ``aside`` pixels below the middles, or within one column an arc on its right side."""
    if start.node.column is end.node.column:
        x, bend = start.x + start.width, min(70.0, 18 + abs(start.middle - end.middle) / 8)
        return f"M{x:g} {start.middle:g}C{x + bend:g} {start.middle:g} {x + bend:g} {end.middle:g} {x:g} {end.middle:g}"
    x, to = start.x, end.x + end.width
    half, high, low = (x - to) / 2, start.middle + aside, end.middle + aside
    return f"M{x:g} {high:g}C{x - half:g} {high:g} {to + half:g} {low:g} {to:g} {low:g}"


# --- words ---


def is_rtl(text: str) -> bool:
    """Whether the first letter that has a direction runs from right to left (rule P2 of UAX #9)."""
    first = next((way for letter in text if (way := unicodedata.bidirectional(letter)) in ("L", "R", "AL")), "L")
    return first != "L"


def wrapped(text: str, width: float, most: int) -> tuple[str, ...]:
    """``text`` in at most ``most`` lines of ``width`` pixels, cut with an ellipsis."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most:
        line, words = _one_line(words, width)
        lines.append(line)
    if words and lines:
        lines[-1] = _cut(f"{lines[-1]} {words[0]}", width)
    return tuple(lines) or ("",)


def _one_line(words: Sequence[str], width: float) -> tuple[str, list[str]]:
    """As many words as fit, and those that are left; a word longer than a line is cut."""
    taken = [words[0]]
    for word in words[1:]:
        if _size(" ".join([*taken, word])) > width:
            break
        taken.append(word)
    line = " ".join(taken)
    return (line if _size(line) <= width else _cut(line, width)), list(words[len(taken) :])


def _cut(text: str, width: float) -> str:
    while text and _size(text) + _LETTER > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _size(text: str) -> float:
    return sum(_LETTER * (2 if unicodedata.east_asian_width(letter) in "WF" else 1) for letter in text)
