"""What holds an origin together by suspicion: bridges between its certain parts, and parts that join others. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from claims.corroboration.values import Edge

Pair = tuple[int, int]
"""Two certain parts by number, the lower first."""


def bundles(edges: Iterable[Edge], part_of: Mapping[str, int]) -> dict[Pair, list[Edge]]:
    """``edges`` by the two parts that they join; those inside one part, or with an end outside, are passed over."""
    found: dict[Pair, list[Edge]] = defaultdict(list)
    for edge in edges:
        a, b = part_of.get(edge.a), part_of.get(edge.b)
        if a is not None and b is not None and a != b:
            found[min(a, b), max(a, b)].append(edge)
    return dict(found)


class Bridge(NamedTuple):
    """A bundle without which its origin falls in two; ``side`` are the parts of the one half, in no order."""

    pair: Pair
    side: Sequence[int]


class Cuts(NamedTuple):
    """All bridges of a graph, and for each node what falls off when it is taken out: one list for each such arm.

    What is left of a node's component besides its arms still hangs together.
    """

    bridges: list[Bridge]
    arms: Mapping[int, Sequence[Sequence[int]]]


def cuts(pairs: Iterable[Pair]) -> Cuts:
    """What cuts the graph of ``pairs``, each pair given once.

    Method: depth-first search with low links (Tarjan 1974), without recursion; linear save for copying the sides.
    """
    near: dict[int, list[int]] = defaultdict(list)
    for a, b in sorted(pairs):
        near[a].append(b)
        near[b].append(a)
    search = _Search(near)
    for root in sorted(near):
        if root not in search.place:
            search.run(root)
    return Cuts(search.found, search.arms)


class _Search:
    """One search: ``order`` are the nodes as met, so that those below a node follow it without a gap."""

    def __init__(self, near: Mapping[int, Sequence[int]]) -> None:
        self._near = near
        self.place: dict[int, int] = {}
        self._low: dict[int, int] = {}
        self._order: list[int] = []
        self.found: list[Bridge] = []
        self.arms: dict[int, list[Sequence[int]]] = defaultdict(list)

    def _enter(self, node: int) -> None:
        self.place[node] = self._low[node] = len(self._order)
        self._order.append(node)

    def run(self, root: int) -> None:
        """Visit all that ``root`` is joined with."""
        self._enter(root)
        path = [(root, root, iter(self._near[root]))]
        while path:
            node, above, others = path[-1]
            following = next(others, None)
            if following is None:
                path.pop()
                if path:
                    self._leave(node, above)
            elif following not in self.place:
                self._enter(following)
                path.append((following, node, iter(self._near[following])))
            elif following != above:
                self._low[node] = min(self._low[node], self.place[following])

    def _leave(self, node: int, above: int) -> None:
        self._low[above] = min(self._low[above], self._low[node])
        if self._low[node] >= self.place[above]:
            side = self._order[self.place[node] :]  # all that was met since: what lies below the node
            self.arms[above].append(side)
            if self._low[node] > self.place[above]:
                self.found.append(Bridge((min(node, above), max(node, above)), side))
