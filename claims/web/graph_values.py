"""The provenance graph of a claim as plain values: who stands where, what leads to what. Pure.

Columns, from left to right: the claim, its evidence, who said it, the documents, the outlets, their owners, who
owns those in the end. A line leads from the right to the left, the way that a statement took.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from claims.vocabulary import Stance


class Column(IntEnum):
    """Where a node stands."""

    CLAIM = 0
    EVIDENCE = 1
    SOURCE = 2
    DOCUMENT = 3
    OUTLET = 4
    OWNER = 5
    LAST_OWNER = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One box. ``note`` is the small line below its label; ``kind`` says how it looks; ``href`` where it leads.

    ``origin`` is the number of the origin that the rules put an item of evidence into, ``None`` where none counts it.
    """

    key: str
    column: Column
    label: str
    note: str = ""
    kind: str = ""
    href: str | None = None
    origin: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line between two nodes, with what it says; ``kind`` decides how it is drawn."""

    start: str
    end: str
    kind: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """An origin: the evidence that comes down to it, and whether it counts."""

    number: int
    items: tuple[str, ...]
    kind: str
    says: str


@dataclass(frozen=True, slots=True)
class Hop:
    """Someone in the chain of a statement, from whoever is nearest to the page outwards."""

    key: str
    label: str
    unnamed: bool
    href: str | None


@dataclass(frozen=True, slots=True)
class Owner:
    """Who owns an outlet, or the owner of one."""

    key: str
    label: str
    href: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One piece of evidence as the graph needs it; ``hops`` are its source and whom that one relays, ``owners`` who
    owns its outlet, from the nearest to the last.
    """

    key: str
    number: int
    stance: Stance
    words: str
    origin: int | None
    withdrawn: bool
    hops: tuple[Hop, ...]
    document: str
    document_label: str
    document_href: str | None
    outlet: str | None = None
    outlet_label: str = ""
    outlet_href: str | None = None
    owners: tuple[Owner, ...] = ()


@dataclass(frozen=True, slots=True)
class Join:
    """Why two pieces of evidence may come down to one origin."""

    first: str
    second: str
    suspected: bool
    says: str


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes, lines and origins, each in the order in which they are read. ``more_joins`` are not drawn."""

    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    groups: tuple[Group, ...]
    more_joins: int = 0


_SAYS = {
    Stance.SUPPORTS: "supports",
    Stance.SUPPORTS_NARROWER: "supports in part",
    Stance.CONTRADICTS: "contradicts",
    Stance.MENTIONS: "mentions",
    Stance.WITHDRAWS: "withdraws",
}
CLAIM = "claim"
MOST_SUSPECTED = 60
"""Suspected joins that are drawn: more would be a grey cloth, and each is in the list beside the picture."""


def graph_of(
    claim: str, pieces: Sequence[Piece], groups: Sequence[Group], joins: Sequence[Join], cites: Iterable[Line] = ()
) -> Graph:
    """The graph of a claim. Of the certain joins as many are drawn as hold an origin together, of the others the first
    :data:`MOST_SUSPECTED`. Lines between documents that are not in the graph are left out.
    """
    nodes = {CLAIM: Node(key=CLAIM, column=Column.CLAIM, label=claim, kind="claim")}
    lines: dict[tuple[str, str, str], Line] = {}
    last = {piece.owners[-1].key for piece in pieces if len(piece.owners) > 1}
    for piece in pieces:
        nodes |= {node.key: node for node in _nodes(piece, last) if node.key not in nodes}
        lines |= {(line.start, line.end, line.kind): line for line in _lines(piece)}
    drawn = [*_spanning(join for join in joins if not join.suspected), *_first_suspected(joins)]
    for line in (*map(_joined, drawn), *cites):
        if line.start in nodes and line.end in nodes:
            lines.setdefault((line.start, line.end, line.kind), line)
    return Graph(tuple(nodes.values()), tuple(lines.values()), tuple(groups), len(joins) - len(drawn))


def _nodes(piece: Piece, last_owners: Collection[str]) -> Iterator[Node]:
    kind = "withdrawn" if piece.withdrawn else piece.stance.value
    yield Node(
        key=piece.key,
        column=Column.EVIDENCE,
        label=f"{piece.number}. {piece.words}",
        note="withdrawn" if piece.withdrawn else _SAYS[piece.stance],
        kind=kind,
        href=f"#{piece.key}",
        origin=piece.origin,
    )
    for hop in piece.hops:
        kind, note = ("unnamed", "unnamed") if hop.unnamed else ("named", "")
        yield Node(key=hop.key, column=Column.SOURCE, label=hop.label, note=note, kind=kind, href=hop.href)
    yield Node(
        key=piece.document,
        column=Column.DOCUMENT,
        label=piece.document_label,
        kind="document",
        href=piece.document_href,
    )
    if piece.outlet is not None:
        yield Node(
            key=piece.outlet, column=Column.OUTLET, label=piece.outlet_label, kind="outlet", href=piece.outlet_href
        )
    for owner in piece.owners:
        column = Column.LAST_OWNER if owner.key in last_owners else Column.OWNER
        yield Node(key=owner.key, column=column, label=owner.label, kind="owner", href=owner.href)


def _lines(piece: Piece) -> Iterator[Line]:
    says = "withdrawn" if piece.withdrawn else _SAYS[piece.stance]
    yield Line(piece.key, CLAIM, "withdrawn" if piece.withdrawn else piece.stance.value, says)
    near = piece.hops[0].key if piece.hops else None
    if near is not None:
        yield Line(near, piece.key, "says", "says so")
    for nearer, farther in pairwise(piece.hops):
        yield Line(farther.key, nearer.key, "relay", f"is relayed by {nearer.label}")
    yield Line(piece.document, piece.key, "stands", "stands in")
    if piece.outlet is not None:
        yield Line(piece.outlet, piece.document, "published", "published it")
    if piece.owners and piece.outlet is not None:
        yield Line(piece.owners[0].key, piece.outlet, "owns", "owns it")
    for owner, above in pairwise(piece.owners):
        yield Line(above.key, owner.key, "owns", f"owns {owner.label}")


def _joined(join: Join) -> Line:
    return Line(join.first, join.second, "suspected" if join.suspected else "joined", join.says)


def _spanning(joins: Iterable[Join]) -> Iterator[Join]:
    """As many joins as hold their items together, the first ones: those that close a circle say nothing more."""
    above: dict[str, str] = {}

    def top(key: str) -> str:
        while key in above:
            key = above[key]
        return key

    for join in joins:
        first, second = top(join.first), top(join.second)
        if first != second:
            above[second] = first
            yield join


def _first_suspected(joins: Iterable[Join]) -> list[Join]:
    return [join for join in joins if join.suspected][:MOST_SUSPECTED]
