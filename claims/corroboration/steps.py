"""What would change a status (specification §5.6): single steps that a person could take, and where each leads. Pure.

Trying every step by a whole assessment costs too much. So a step is judged by the counts: only the origins that it
touches are counted anew. That this is what the whole evidence would give is held by tests for every kind of step.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, NamedTuple

from claims.corroboration.bridges import Pair, bundles, cuts
from claims.corroboration.rules import (
    SUPPORTING,
    Masks,
    Merged,
    Tally,
    Weakness,
    answers,
    decide,
    merge,
    place,
    status_at,
    weak_points,
)
from claims.corroboration.values import ClaimFacts, Edge, EvidenceItem
from claims.vocabulary import Certainty, Directness, SourceLetter

MOST = 12
"""Steps named at most."""
MOST_OF_ONE_KIND = 4
"""Steps of one action named at most: a claim with a hundred weak origins is not helped by a hundred lines."""

_TO_MEND = (Weakness.NOT_OPENED, Weakness.NOT_COMPLETE, Weakness.UNJUDGED)
_MENDING = {
    Weakness.NOT_OPENED: "open the page of {} and take a snapshot",
    Weakness.NOT_COMPLETE: "complete the anonymity record of {}",
    Weakness.UNJUDGED: "grade the source of {} C or better",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing a person could do: ``action`` names the form that does it, ``evidence`` what it is done to.

    ``sentence`` has a pair of braces for each piece of ``evidence``, in whose place the reader is told what it is.
    ``expected`` is the place (:func:`place`) to which it leads, ``work`` how many acts it takes.
    ``mended``, ``added`` and ``cleared`` say how evidence and edges differ then.
    """

    action: str
    sentence: str
    expected: int
    work: int
    evidence: tuple[str, ...] = ()
    mended: tuple[EvidenceItem, ...] = ()
    added: tuple[EvidenceItem, ...] = ()
    cleared: tuple[Edge, ...] = ()


class Case:
    """A claim as it stands, with each origin's answers counted, so that a step is judged by what it touches."""

    def __init__(self, merged: Merged, facts: ClaimFacts) -> None:
        self.merged = merged
        self.tally: Tally = merged.tally(facts)
        self.counts = self.tally.counts()
        self.certain = _Grouped(merged, merged.certain)
        self.kept = _Grouped(merged, merged.kept)

    def place(self, certain: Masks, kept: Masks, *, retracted: bool | None = None) -> int:
        """The place when the origins in ``certain`` and ``kept`` come to (or, below zero, go from) those there are."""
        tally = Tally(
            certain=_plus(self.tally.certain, certain),
            kept=_plus(self.tally.kept, kept),
            retracted=self.tally.retracted if retracted is None else retracted,
            outdated=self.tally.outdated,
        )
        counts = tally.counts()
        return place(decide(counts).status, counts)

    def mended(self, changed: Iterable[EvidenceItem]) -> int:
        """The place after these items are as given here."""
        masks = {item.key: answers(item, withdrawn=item.key in self.merged.withdrawn) for item in changed}
        return self.place(self.certain.difference(masks), self.kept.difference(masks))


def _plus(one: Masks, other: Masks) -> Masks:
    total = Counter(one)
    for mask, count in other.items():
        total[mask] += count
    return total


class _Grouped:
    """Groups of keys with how many of their items give which answers."""

    def __init__(self, merged: Merged, groups: Sequence[tuple[str, ...]]) -> None:
        self.of = {key: number for number, keys in enumerate(groups) for key in keys}
        self.within: list[Masks] = [Counter(merged.masks[key] for key in keys) for keys in groups]

    def difference(self, masks: dict[str, int]) -> Masks:
        """What origins come and go when these items answer more than they do: what is mended loses nothing."""
        more: dict[int, int] = defaultdict(int)
        for key, mask in masks.items():
            more[self.of[key]] |= mask
        found: Masks = Counter()
        for number, mask in more.items():
            before = _all_of(self.within[number])
            found[before] -= 1
            found[before | mask] += 1
        return found


def _all_of(masks: Masks) -> int:
    found = 0
    for mask, count in masks.items():
        if count > 0:
            found |= mask
    return found


class _Suspected(NamedTuple):
    """The suspected edges of a case by the certain origins that they join."""

    by_pair: dict[Pair, list[Edge]]
    near: dict[int, list[Pair]]


def _suspected(case: Case) -> _Suspected:
    suspected = (edge for edge in case.merged.edges if edge.certainty is Certainty.SUSPECTED)
    by_pair = bundles(suspected, case.certain.of)
    near: dict[int, list[Pair]] = defaultdict(list)
    for pair in sorted(by_pair):
        for end in pair:
            near[end].append(pair)
    return _Suspected(by_pair, near)


def _split(case: Case, sides: Sequence[Sequence[int]]) -> int:
    """The place when each of ``sides``, certain origins that are joined now, stands apart from the rest of them."""
    whole = case.kept.within[case.kept.of[case.merged.certain[sides[0][0]][0]]]
    rest = Counter(whole)
    change: Masks = Counter()
    for side in sides:
        part: Masks = Counter()
        for number in side:
            part.update(case.certain.within[number])
        rest.subtract(part)
        change[_all_of(part)] += 1
    change[_all_of(rest)] += 1
    change[_all_of(whole)] -= 1
    return case.place(Counter(), change)


def _clearing(edges: Sequence[Edge], expected: int, evidence: tuple[str, ...], joins: str) -> Step:
    signs = ", ".join(sorted({f"“{edge.sign}”" for edge in edges})).replace("{", "{{").replace("}", "}}")
    many = "suspected edge" if len(edges) == 1 else f"{len(edges)} suspected edges"
    sentence = f"Clear the {many} {signs} {joins}"
    return Step(
        action="clear_edge",
        sentence=sentence,
        expected=expected,
        work=len(edges),
        evidence=evidence,
        cleared=tuple(edges),
    )


def _edge_steps(case: Case) -> Iterator[Step]:
    """Clearing all that joins two certain origins, where that parts them; and all that joins one with the others."""
    suspected = _suspected(case)
    found = cuts(suspected.by_pair)
    for pair, side in found.bridges:
        edges = suspected.by_pair[pair]
        first = edges[0]
        yield _clearing(edges, _split(case, [side]), (first.a, first.b), "between {} and {}")
    for number, pairs in sorted(suspected.near.items()):
        if len(pairs) > 1:
            edges = [edge for pair in pairs for edge in suspected.by_pair[pair]]
            key = case.merged.certain[number][0]
            yield _clearing(
                edges, _split(case, [[number], *found.arms.get(number, ())]), (key,), "between {} and others"
            )


_MENDED: dict[Weakness, dict[str, Any]] = {
    Weakness.NOT_OPENED: {"opened": True},
    Weakness.NOT_COMPLETE: {"anonymity_complete": True},
    Weakness.UNJUDGED: {"source_letter": SourceLetter.C},
}


def _mend(item: EvidenceItem, *mending: Weakness) -> EvidenceItem:
    changes: dict[str, Any] = {}
    for weakness in mending:
        changes |= _MENDED[weakness]
    return replace(item, **changes)


def _sentence(mending: Sequence[Weakness]) -> str:
    first, *others = (_MENDING[weakness] for weakness in mending)
    parts = [
        first,
        *(part.format("it").replace("the source of it", "its source") for part in others),
    ]
    whole = " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))
    return whole[0].upper() + whole[1:].replace("the anonymity record of it", "its anonymity record")


def _action(mending: Sequence[Weakness]) -> str:
    return "grade_source" if mending == (Weakness.UNJUDGED,) else "_and_".join(mending)


def _mending(item: EvidenceItem) -> tuple[Weakness, ...]:
    """All that has to be mended on a supporting item for it to qualify; empty when that cannot be done, or is."""
    weak = weak_points(item)
    if any(weakness not in _TO_MEND for weakness in weak):
        return ()
    if not item.attributed and weak != (Weakness.NOT_OPENED,):
        return ()  # nobody is recorded as the source whom one could grade or describe
    return tuple(weakness for weakness in _TO_MEND if weakness in weak)


def _item_steps(case: Case) -> Iterator[Step]:
    """Mending all that is weak about one item. A grade counts for everything that its source says."""
    of_source: dict[str | None, list[EvidenceItem]] = defaultdict(list)
    for item in case.merged.items.values():
        if item.source is not None:
            of_source[item.source].append(item)
    for key, item in case.merged.items.items():
        mending = _mending(item) if item.stance in SUPPORTING and key not in case.merged.withdrawn else ()
        if not mending:
            continue
        graded = of_source[item.source] if Weakness.UNJUDGED in mending else []
        others = [other for other in graded if other.key != key]
        changed = (_mend(item, *mending), *(_mend(other, Weakness.UNJUDGED) for other in others))
        yield Step(
            action=_action(mending),
            sentence=_sentence(mending),
            expected=case.mended(changed),
            work=len(mending),
            evidence=(key,),
            mended=changed,
        )


_NEW = EvidenceItem(key="new", label="", document="new", source_letter=SourceLetter.C)
_ADDED = (
    ("add_evidence", "Add one independent named source that qualifies", _NEW),
    (
        "add_record",
        "Add the record that is the fact: the recording, the filing, the table",
        replace(_NEW, directness=Directness.RECORD),
    ),
)


def _new_steps(case: Case) -> Iterator[Step]:
    """Evidence that is not there yet: one more source, or the record of the fact."""
    for action, sentence, item in _ADDED:
        one: Masks = Counter([answers(item, withdrawn=False)])
        expected = case.place(one, one, retracted=False)
        yield Step(action=action, sentence=sentence, expected=expected, work=1, added=(item,))


def every_step(case: Case) -> Iterator[Step]:
    """All single steps, whether they would raise the status or not."""
    yield from _edge_steps(case)
    yield from _item_steps(case)
    yield from _new_steps(case)


def _useful(case: Case) -> Iterator[Step]:
    """Steps that would raise the status, the highest and then the least work first."""
    now = place(decide(case.counts).status, case.counts)
    useful = [step for step in every_step(case) if step.expected > now]
    seen: Counter[str] = Counter()
    for step in sorted(useful, key=lambda step: (-step.expected, step.work)):
        if seen[step.action] < MOST_OF_ONE_KIND:
            seen[step.action] += 1
            yield step


def what_would_change(
    items: Iterable[EvidenceItem], *, edges: Iterable[Edge] = (), facts: ClaimFacts | None = None
) -> list[dict[str, Any]]:
    """:func:`would_change` of evidence that is still to be merged."""
    ordered = sorted(items, key=lambda item: item.key)
    given = sorted(edges, key=lambda edge: (edge.a, edge.b, edge.kind.value, edge.reason))
    return would_change(merge(ordered, given), facts or ClaimFacts())


def would_change(merged: Merged, facts: ClaimFacts) -> list[dict[str, Any]]:
    """Single steps that would raise the status, the highest first: action, sentence, evidence, resulting status.

    The ``pattern`` of a step is its sentence with braces where the evidence is named (``str.format``), for readers who
    may not have its label. ``edges`` of a step are the suspected ones to clear. At most :data:`MOST` steps. In a fixed
    order where the evidence and edges that were merged were in order.
    """
    return [_as_json(step, merged.items) for step in islice(_useful(Case(merged, facts)), MOST)]


def _as_json(step: Step, items: Mapping[str, EvidenceItem]) -> dict[str, Any]:
    status = status_at(step.expected)
    pattern = f"{step.sentence} → {status.label.lower()}"
    return {
        "action": step.action,
        "sentence": pattern.format(*(items[key].label for key in step.evidence)),
        "pattern": pattern,
        "evidence": list(step.evidence),
        "edges": [{"a": edge.a, "b": edge.b, "kind": edge.kind.value} for edge in step.cleared],
        "status": status.value,
    }
