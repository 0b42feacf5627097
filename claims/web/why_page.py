"""The stored *why* of a status as a page shows it: numbered evidence, origins with reasons, steps. Pure.

Letters of sources are left out for whoever has yet to grade the number (``blind``): seeing one fixes the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from claims.corroboration.blind import covered, tells_of_letters
from claims.vocabulary import Certainty, EdgeDecision, EdgeKind, Stance, Status

LADDER = (
    ("Unverified", "nothing supports it"),
    ("Single source", "one origin, which does not qualify"),
    ("Weakly sourced", "several origins, none qualifies"),
    ("Single source", "one origin that qualifies"),
    ("Partially corroborated", "one that qualifies, and more"),
    ("Corroborated", "two independent ones, or the record"),
)
"""The statuses in order, lowest first, as specification §5.5 has them."""


MOST_PAIRS = 6
"""Pairs of an origin whose edges are shown at once; the others can be unfolded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A piece of evidence as far as a *why* needs to know it: what it is called, and which pages correct its facts.

    ``document`` is the public id of its document, ``outlet`` that of its outlet's source, ``unnamed`` whether its
    source is unnamed.
    """

    key: str
    stance: Stance
    document: str | None = None
    outlet: str | None = None
    unnamed: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """What an editor said of an edge; ``pk`` names it to whoever takes it back."""

    pk: int
    first: str
    second: str
    kind: EdgeKind
    decision: EdgeDecision
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of evidence by its number on the page; the label holds the page's words for its source.

    ``reasons`` say why it does not qualify or takes no part; one without reasons qualifies.
    """

    key: str
    number: int | None
    label: str
    stance: Stance | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A page on which the fact behind a certain edge is corrected: what to call it, its URL name and argument.

    ``number`` is that of the evidence on the claim's page.
    """

    words: str
    page: str
    of: str
    number: int | None


@dataclass(frozen=True, slots=True)
class JoinedBy:
    """Why two items of an origin belong together; ``name`` is what a form calls the edge.

    ``facts`` are the pages that correct a certain edge; those that people confirmed have none: that is taken back.
    """

    name: str
    first: Item
    second: Item
    kind: EdgeKind
    suspected: bool
    reason: str
    facts: tuple[Fact, ...] = ()

    @property
    def heading(self) -> str:
        """The kind, where the reason does not say it: a suspicion of "cites it" is just that nobody cites."""
        label = str(self.kind.label).lower()
        told = self.suspected and self.kind is not EdgeKind.TEXT_REUSE
        return "" if told or label == self.reason else f"{label} – "


@dataclass(frozen=True, slots=True)
class Pair:
    """Two items with all edges between them."""

    first: Item
    second: Item
    edges: tuple[JoinedBy, ...]

    @property
    def suspected(self) -> tuple[JoinedBy, ...]:
        """The edges that an editor may judge."""
        return tuple(edge for edge in self.edges if edge.suspected)


@dataclass(frozen=True, slots=True)
class JudgedPair:
    """What an editor said of an edge, with its items as the page numbers them."""

    pk: int
    first: Item
    second: Item
    kind: EdgeKind
    confirmed: bool
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OriginCard:
    number: int
    qualifies: bool
    withdrawn: bool
    items: tuple[Item, ...]
    edges: tuple[JoinedBy, ...]

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The edges by the items that they join, in the order of their numbers."""
        found: dict[tuple[str, str], list[JoinedBy]] = {}
        for edge in self.edges:
            found.setdefault((edge.first.key, edge.second.key), []).append(edge)
        pairs = (Pair(edges[0].first, edges[0].second, tuple(edges)) for edges in found.values())
        return tuple(sorted(pairs, key=lambda pair: (pair.first.number or 0, pair.second.number or 0)))

    @property
    def pairs_shown(self) -> tuple[Pair, ...]:
        """The pairs to show at once."""
        return self.pairs[:MOST_PAIRS]

    @property
    def pairs_folded(self) -> tuple[Pair, ...]:
        """All others."""
        return self.pairs[MOST_PAIRS:]

    @property
    def to_judge(self) -> str:
        """The query of the page that judges all suspected edges of this origin at once; empty without any."""
        return query_of(edge.name for edge in self.edges if edge.suspected)

    @property
    def contradicts(self) -> bool:
        """Whether something in it speaks against the claim."""
        return any(item.stance is Stance.CONTRADICTS for item in self.items)

    @property
    def qualifies_against(self) -> bool:
        """Whether something that speaks against the claim qualifies."""
        return any(item.stance is Stance.CONTRADICTS and not item.reasons for item in self.items)

    @property
    def supports(self) -> bool:
        """Whether something in it speaks for the claim."""
        return any(item.stance in (Stance.SUPPORTS, Stance.SUPPORTS_NARROWER) for item in self.items)


@dataclass(frozen=True, slots=True)
class TakenBack:
    """Evidence that takes ``items`` back; with a ``pair`` an editor has yet to say whether it does."""

    by: Item
    items: tuple[Item, ...]
    reason: str
    pair: Pair | None


@dataclass(frozen=True, slots=True)
class ChangeStep:
    """One step that would raise the status; ``action`` names the form that does it, ``query`` fills it in."""

    action: str
    sentence: str
    items: tuple[Item, ...]
    status: Status
    query: str = ""


@dataclass(frozen=True, slots=True)
class Rung:
    label: str
    meaning: str
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    rule: str
    sentence: str
    status: Status
    kept: Status | None
    challenged: bool
    counts: tuple[str, ...]
    ladder: tuple[Rung, ...]
    origins: tuple[OriginCard, ...]
    left_out: tuple[Item, ...]
    taken_back: tuple[TakenBack, ...]
    judged: tuple[JudgedPair, ...]
    unnamed: int
    steps: tuple[ChangeStep, ...]
    steps_hidden: bool

    @property
    def pieces(self) -> int:
        """Pieces of evidence that count towards an origin."""
        return sum(len(origin.items) for origin in self.origins)

    @property
    def to_judge(self) -> tuple[Pair, ...]:
        """All pairs with something for an editor to judge."""
        hints = (entry.pair for entry in self.taken_back if entry.pair)
        return (*hints, *(pair for origin in self.origins for pair in origin.pairs if pair.suspected))


def _many(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"


def _counts(counts: Mapping[str, Any]) -> Iterator[str]:
    """The counts of §5.4 as sentences, those at zero left out save the first."""
    low, high = counts["q_min"], counts["q_max"]
    if low == high:
        yield _many(low, "independent origin qualifies", "independent origins qualify")
    else:
        yield f"{low} to {high} origins qualify, depending on suspected edges"
    for name, one, more in (
        ("w", "weaker origin supports it", "weaker origins support it"),
        ("pr", "record of the fact supports it", "records of the fact support it"),
        ("x", "qualifying origin contradicts it", "qualifying origins contradict it"),
        ("nr", "record of the fact is against it", "records of the fact are against it"),
        ("y", "weaker origin contradicts it", "weaker origins contradict it"),
    ):
        if counts[name]:
            yield _many(counts[name], one, more)


def _rung(stored: Mapping[str, Any]) -> int | None:
    """The place on the ladder, ``None`` for statuses that stand outside it."""
    status, qualifies = stored["status"], stored["counts"]["q_max"] > 0
    return {
        Status.UNVERIFIED.value: 0,
        Status.SINGLE_SOURCE.value: 3 if qualifies else 1,
        Status.WEAKLY_SOURCED.value: 2,
        Status.PARTIALLY_CORROBORATED.value: 4,
        Status.CORROBORATED.value: 5,
    }.get(status)


def edge_name(first: str, second: str, kind: str) -> str:
    """What forms call an edge, cf. :class:`claims.recording.corroborating.EdgeName`."""
    return ".".join([*sorted((first, second)), kind])


def query_of(names: Iterable[str]) -> str:
    """The query that has these edges chosen on the page that judges them."""
    return urlencode([("edge", name) for name in names])


class _Items:
    """Items by key, with their reasons; letters covered for the blind."""

    def __init__(self, stored: Mapping[str, Any], evidence: Sequence[Known], *, blind: bool) -> None:
        self._numbers = {known.key: number for number, known in enumerate(evidence, start=1)}
        self.known = {known.key: known for known in evidence}
        self._blind = blind
        entries = [entry for origin in stored["origins"] for entry in origin["evidence"]]
        self._labels = {entry["key"]: entry["label"] for entry in (*entries, *stored["uncounted"])}
        self._reasons = {entry["key"]: entry["reasons"] for entry in stored["uncounted"]}

    def get(self, key: str) -> Item:
        label, reasons = self._labels.get(key, key), tuple(self._covered(key))
        known = self.known.get(key)
        return Item(key, self._numbers.get(key), label, known.stance if known else None, reasons)

    def place(self, origin: Mapping[str, Any]) -> int:
        """The lowest number of the evidence of an origin."""
        return min((self._numbers.get(entry["key"], 0) for entry in origin["evidence"]), default=0)

    def pair(self, first: str, second: str) -> tuple[Item, Item]:
        one, other = sorted((self.get(first), self.get(second)), key=lambda item: (item.number or 0, item.key))
        return one, other

    def _covered(self, key: str) -> Iterator[str]:
        for reason in self._reasons.get(key, ()):
            yield covered(reason) if self._blind else reason

    def left_out(self, counted: Iterable[str]) -> tuple[Item, ...]:
        inside = set(counted)
        return tuple(self.get(key) for key in self._reasons if key not in inside)


_OF_DOCUMENT = {
    EdgeKind.AGENCY: "the agency credit",
    EdgeKind.CITATION: "what the page credits",
    EdgeKind.AUTHOR_OR_DATASET: "the bylines",
}
"""The facts of a document that make certain edges."""

_OF_SOURCING = ("names the other as its source", "both rest on", "same dataset")
"""How reasons begin whose fact is the sourcing of the evidence."""


def _facts(kind: EdgeKind, reason: str, ends: Sequence[tuple[int | None, Known]]) -> Iterator[Fact]:
    """The pages that correct the fact behind a certain edge between ``ends``, for each end that has one."""
    for number, known in ends:
        if kind is EdgeKind.PUBLISHER and reason == "same owner group" and known.outlet:
            yield Fact("the owner", "outlet", known.outlet, number)
        elif kind is EdgeKind.UNNAMED_SOURCE and known.unnamed:
            yield Fact("who the unnamed source is", "unnamed_sources", known.key, number)
        elif reason.startswith(_OF_SOURCING):
            yield Fact("the sourcing", "sourcing", known.key, number)
        elif kind in _OF_DOCUMENT and known.document:
            yield Fact(_OF_DOCUMENT[kind], "document_facts", known.document, number)


def _joined(stored: Mapping[str, Any], items: _Items, confirmed: Mapping[str, str]) -> JoinedBy:
    first, second = items.pair(stored["a"], stored["b"])
    kind, suspected = EdgeKind(stored["kind"]), stored["certainty"] == Certainty.SUSPECTED
    name = edge_name(stored["a"], stored["b"], stored["kind"])
    judged = name in confirmed and stored["reason"].startswith(confirmed[name])
    ends = [(item.number, items.known[item.key]) for item in (first, second) if item.key in items.known]
    facts = () if suspected or judged else tuple(_facts(kind, stored["reason"], ends))
    return JoinedBy(name, first, second, kind, suspected, stored["reason"], facts)


def _origin(number: int, stored: Mapping[str, Any], items: _Items, confirmed: Mapping[str, str]) -> OriginCard:
    edges = tuple(_joined(edge, items, confirmed) for edge in stored["edges"])
    members = sorted((items.get(entry["key"]) for entry in stored["evidence"]), key=lambda item: item.number or 0)
    return OriginCard(number, stored["qualifies"], stored["withdrawn"], tuple(members), edges)


def _taken_back(stored: Mapping[str, Any], items: _Items) -> TakenBack:
    edges = tuple(_joined(edge, items, {}) for edge in stored["edges"])
    pair = Pair(edges[0].first, edges[0].second, edges) if edges else None
    members = sorted(map(items.get, stored["evidence"]), key=lambda item: item.number or 0)
    return TakenBack(items.get(stored["by"]), tuple(members), stored["reason"], pair)


def _step(stored: Mapping[str, Any], items: _Items) -> ChangeStep:
    sentence = stored["sentence"].partition(" → ")[0]
    query = query_of(edge_name(edge["a"], edge["b"], edge["kind"]) for edge in stored.get("edges", ()))
    members = tuple(map(items.get, stored["evidence"]))
    return ChangeStep(stored["action"], sentence, members, Status(stored["status"]), query)


def _judged(row: Judged, items: _Items) -> JudgedPair:
    first, second = items.pair(row.first, row.second)
    confirmed = row.decision is EdgeDecision.CONFIRMED
    return JudgedPair(row.pk, first, second, row.kind, confirmed, row.reason, row.by, row.at)


def why_of(stored: Mapping[str, Any], *, evidence: Sequence[Known], blind: bool, judged: Sequence[Judged] = ()) -> Why:
    """What the page shows of ``stored`` (:func:`claims.corroboration.why.explain`).

    ``evidence`` are all pieces, in the order of their numbers on the page; ``judged`` is what editors said of edges.
    """
    items = _Items(stored, evidence, blind=blind)
    confirmed = {
        edge_name(row.first, row.second, row.kind): row.reason
        for row in judged
        if row.decision is EdgeDecision.CONFIRMED
    }
    origins = tuple(
        _origin(number, origin, items, confirmed)
        for number, origin in enumerate(sorted(stored["origins"], key=items.place), start=1)
    )
    offered = [step for step in stored["would_change"] if not (blind and tells_of_letters(step))]
    here = _rung(stored)
    kept = stored.get("kept_status")
    return Why(
        rule=stored["rule"],
        sentence=stored["sentence"],
        status=Status(stored["status"]),
        kept=Status(kept) if kept else None,
        challenged=stored["challenged"],
        counts=tuple(_counts(stored["counts"])),
        ladder=tuple(Rung(label, text, place == here) for place, (label, text) in enumerate(LADDER)),
        origins=origins,
        left_out=items.left_out(item.key for origin in origins for item in origin.items),
        taken_back=tuple(_taken_back(entry, items) for entry in stored.get("taken_back", ())),
        judged=tuple(_judged(row, items) for row in judged),
        unnamed=sum(known.unnamed for known in evidence),
        steps=tuple(_step(step, items) for step in offered),
        steps_hidden=len(offered) < len(stored["would_change"]),
    )
