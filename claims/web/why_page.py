"""The stored *why* of a status as a page shows it: numbered evidence, origins with reasons, steps. Pure.

Letters of sources are left out for whoever has yet to grade the number (``blind``): seeing one fixes the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from claims.vocabulary import Certainty, EdgeKind, Stance, Status

_LETTER_REASONS = ("source is graded", "source cannot be judged")
HIDDEN = "its source’s letter, hidden until you have graded"

LADDER = (
    ("Unverified", "nothing supports it"),
    ("Single source", "one origin, and a weak one"),
    ("Weakly sourced", "several origins, none qualifies"),
    ("Single source", "one origin that qualifies"),
    ("Partially corroborated", "one that qualifies, and more"),
    ("Corroborated", "two independent ones, or the record"),
)
"""The statuses in order, lowest first, as specification §5.5 has them."""


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
class JoinedBy:
    """Why two items of an origin belong together."""

    first: Item
    second: Item
    kind: EdgeKind
    suspected: bool
    reason: str


@dataclass(frozen=True, slots=True)
class OriginCard:
    number: int
    qualifies: bool
    withdrawn: bool
    items: tuple[Item, ...]
    edges: tuple[JoinedBy, ...]

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
class ChangeStep:
    """One step that would raise the status; ``action`` names the form that does it."""

    action: str
    sentence: str
    items: tuple[Item, ...]
    status: Status


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
    steps: tuple[ChangeStep, ...]
    steps_hidden: bool


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


class _Items:
    """Items by key, with their reasons; letters covered for the blind."""

    def __init__(self, stored: Mapping[str, Any], evidence: Sequence[tuple[str, Stance]], *, blind: bool) -> None:
        self._numbers = {key: number for number, (key, _) in enumerate(evidence, start=1)}
        self._stances = dict(evidence)
        self._blind = blind
        entries = [entry for origin in stored["origins"] for entry in origin["evidence"]]
        self._labels = {entry["key"]: entry["label"] for entry in (*entries, *stored["uncounted"])}
        self._reasons = {entry["key"]: entry["reasons"] for entry in stored["uncounted"]}

    def get(self, key: str) -> Item:
        label, reasons = self._labels.get(key, key), tuple(self._covered(key))
        return Item(key, self._numbers.get(key), label, self._stances.get(key), reasons)

    def _covered(self, key: str) -> Iterator[str]:
        for reason in self._reasons.get(key, ()):
            yield HIDDEN if self._blind and reason.startswith(_LETTER_REASONS) else reason

    def left_out(self, counted: Iterable[str]) -> tuple[Item, ...]:
        inside = set(counted)
        return tuple(self.get(key) for key in self._reasons if key not in inside)


def _joined(stored: Mapping[str, Any], items: _Items) -> JoinedBy:
    pair = sorted((items.get(stored["a"]), items.get(stored["b"])), key=lambda item: (item.number or 0, item.key))
    suspected = stored["certainty"] == Certainty.SUSPECTED
    return JoinedBy(pair[0], pair[1], EdgeKind(stored["kind"]), suspected, stored["reason"])


def _origin(number: int, stored: Mapping[str, Any], items: _Items) -> OriginCard:
    edges = tuple(_joined(edge, items) for edge in stored["edges"])
    members = tuple(items.get(entry["key"]) for entry in stored["evidence"])
    return OriginCard(number, stored["qualifies"], stored["withdrawn"], members, edges)


def _step(stored: Mapping[str, Any], items: _Items) -> ChangeStep:
    sentence = stored["sentence"].partition(" → ")[0]
    return ChangeStep(stored["action"], sentence, tuple(map(items.get, stored["evidence"])), Status(stored["status"]))


def why_of(stored: Mapping[str, Any], *, evidence: Sequence[tuple[str, Stance]], blind: bool) -> Why:
    """What the page shows of ``stored`` (:func:`claims.corroboration.why.explain`).

    ``evidence`` are public id and stance of each piece, in the order of their numbers on the page.
    """
    items = _Items(stored, evidence, blind=blind)
    origins = tuple(_origin(number, origin, items) for number, origin in enumerate(stored["origins"], start=1))
    offered = [step for step in stored["would_change"] if not (blind and "grade" in step["action"])]
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
        steps=tuple(_step(step, items) for step in offered),
        steps_hidden=len(offered) < len(stored["would_change"]),
    )
