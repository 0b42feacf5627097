"""Evidence that leads back to ourselves or to itself, specification §5.2 *circular*. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from claims.corroboration.values import EvidenceItem
from claims.vocabulary import Directness

Graph = Mapping[str, Iterable[str]]

_RESTS_ON_OTHERS = frozenset({Directness.SECOND_HAND, Directness.RELAY})
"""What is first hand, or the record itself, rests on itself whatever its page links."""


def circular_keys(items: Iterable[EvidenceItem]) -> frozenset[str]:
    """Keys of the items whose chain contains our own publication, or comes back to their own document.

    The chain of what is second hand runs along the citations between the documents of the claim's evidence. Pages of
    one publisher that link each other are no circle: the chain has to come back from somebody else.
    """
    known = list(items)
    circular = {item.key for item in known if item.own_publication}
    if any(item.cites for item in known):
        documents = _through_us(known) | _circles(known)
        circular |= {item.key for item in known if item.document in documents and item.directness in _RESTS_ON_OTHERS}
    return frozenset(circular)


def _cites(items: Iterable[EvidenceItem]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for item in items:
        found[item.document].update(item.cites)
    return found


def _through_us(items: list[EvidenceItem]) -> set[str]:
    """Documents from which citations lead to one that stands for our own publication."""
    cited_by: dict[str, set[str]] = defaultdict(set)
    for document, cited in _cites(items).items():
        for other in cited:
            cited_by[other].add(document)
    own = {item.document for item in items if item.own_publication}
    return reached(cited_by, own) - own


def reached(graph: Graph, start: Iterable[str]) -> set[str]:
    """All nodes to which ``graph`` leads from ``start``, which is among them."""
    found = set(start)
    waiting = list(found)
    while waiting:
        new = set(graph.get(waiting.pop(), ())) - found
        found |= new
        waiting.extend(new)
    return found


def _circles(items: list[EvidenceItem]) -> set[str]:
    cites = _cites(items)
    publishers = _publishers(items)
    inside = {document: cited & publishers.keys() for document, cited in cites.items()}
    found: set[str] = set()
    for circle in circles(inside):
        if len(set().union(*(publishers[document] for document in circle))) > 1:
            found |= circle
    return found


def _publishers(items: Iterable[EvidenceItem]) -> dict[str, set[str]]:
    """Who publishes each document, by whatever its items say; itself, where none says so."""
    told: dict[str, set[str]] = defaultdict(set)
    for item in items:
        publisher = item.owner or item.outlet
        told[item.document].update([publisher] if publisher else [])
    return {document: names or {document} for document, names in told.items()}


def circles(graph: Graph) -> list[set[str]]:
    """Sets of two or more nodes that lead to each other (strongly connected components, Kosaraju's method)."""
    back: dict[str, set[str]] = defaultdict(set)
    for node, others in graph.items():
        for other in others:
            back[other].add(node)
    left: set[str] = set()
    found = []
    for root in reversed(_finished(graph)):
        if root not in left:
            circle = _unseen(back, root, left)
            left |= circle
            if len(circle) > 1:
                found.append(circle)
    return found


def _unseen(graph: Graph, root: str, seen: set[str]) -> set[str]:
    """Like :func:`reached`, but not into ``seen``."""
    found, waiting = {root}, [root]
    while waiting:
        new = set(graph.get(waiting.pop(), ())) - found - seen
        found |= new
        waiting.extend(new)
    return found


def _finished(graph: Graph) -> list[str]:
    """All nodes in the order in which a depth-first search leaves them."""
    order: list[str] = []
    seen: set[str] = set()
    for root in sorted(graph):
        if root not in seen:
            seen.add(root)
            _leave_all(graph, root, seen, order)
    return order


def _leave_all(graph: Graph, root: str, seen: set[str], order: list[str]) -> None:
    path = [(root, iter(sorted(graph[root])))]
    while path:
        node, others = path[-1]
        following = next((other for other in others if other not in seen), None)
        if following is None:
            order.append(node)
            path.pop()
        else:
            seen.add(following)
            path.append((following, iter(sorted(graph.get(following, ())))))
