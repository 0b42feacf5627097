"""What would change a status (specification §5.6): single steps that a person could take, and where each leads. Pure.

Trying every step by a whole assessment costs too much on a claim with many pieces of evidence. So each step is first
judged by the counts alone: only the origins that it touches are counted anew. The most useful are then tried in full,
and a step is named only when the whole evidence with it does stand higher.
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
    weak_points,
)
from claims.corroboration.values import ClaimFacts, Edge, EvidenceItem
from claims.corroboration.withdrawals import is_hint
from claims.vocabulary import Certainty, Directness, SourceLetter, Stance

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
    ``expected`` is the place (:func:`place`) to which the counts say it leads, ``work`` how many acts it takes.
    ``mended``, ``added`` and ``cleared`` say how evidence and edges would differ.
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

    def __init__(self, items: Sequence[EvidenceItem], edges: Sequence[Edge], facts: ClaimFacts) -> None:
        self.items, self.edges, self.facts = items, edges, facts
        self.merged: Merged = merge(items, edges)
        self.tally: Tally = self.merged.tally(facts)
        self.certain = _Grouped(self.merged, self.merged.certain)
        self.kept = _Grouped(self.merged, self.merged.kept)

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
    suspected = (edge for edge in case.edges if edge.certainty is Certainty.SUSPECTED)
    edges = (edge for edge in suspected if not is_hint(edge, case.merged.items))  # which joins nothing
    by_pair = bundles(edges, case.certain.of)
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


def _mend(item: EvidenceItem, weakness: Weakness) -> EvidenceItem:
    if weakness is Weakness.NOT_OPENED:
        return replace(item, opened=True)
    if weakness is Weakness.NOT_COMPLETE:
        return replace(item, anonymity_complete=True)
    return replace(item, source_letter=SourceLetter.C)


def _sentence(mending: Sequence[Weakness]) -> str:
    first, *others = (_MENDING[weakness] for weakness in mending)
    parts = [
        first,
        *(part.format("it").replace("the source of it", "its source") for part in others),
    ]
    whole = " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
    return whole[0].upper() + whole[1:].replace("the anonymity record of it", "its anonymity record")


def _action(mending: Sequence[Weakness]) -> str:
    return "grade_source" if mending == (Weakness.UNJUDGED,) else "_and_".join(mending)


def _mending(item: EvidenceItem) -> tuple[Weakness, ...]:
    """All that has to be mended on a supporting item for it to qualify; empty when that cannot be done, or is."""
    weak = weak_points(item)
    if any(weakness not in _TO_MEND for weakness in weak) or not item.active:
        return ()
    if not item.attributed and weak != (Weakness.NOT_OPENED,):
        return ()  # nobody is recorded as the source whom one could grade or describe
    return tuple(weakness for weakness in _TO_MEND if weakness in weak)


def _item_steps(case: Case) -> Iterator[Step]:
    """Mending all that is weak about one item. A grade counts for everything that its source says."""
    of_source: dict[str, list[EvidenceItem]] = defaultdict(list)
    for item in case.merged.items.values():
        if item.source is not None:
            of_source[item.source].append(item)
    for key, item in case.merged.items.items():
        mending = _mending(item) if item.stance in SUPPORTING and key not in case.merged.withdrawn else ()
        if not mending:
            continue
        graded = Weakness.UNJUDGED in mending and item.source is not None
        others = [other for other in of_source[item.source or ""] if other.key != key] if graded else []
        mended = item
        for weakness in mending:
            mended = _mend(mended, weakness)
        changed = (mended, *(_mend(other, Weakness.UNJUDGED) for other in others))
        yield Step(
            action=_action(mending),
            sentence=_sentence(mending),
            expected=case.mended(changed),
            work=len(mending),
            evidence=(key,),
            mended=changed,
        )


def _new_steps(case: Case) -> Iterator[Step]:
    """Evidence that is not there yet: one more source, or the record of the fact."""
    key = "+".join(["new", *(item.key for item in case.items)])  # longer than any key, so never one of them
    new = EvidenceItem(
        key=key, label="a new source", document=key, stance=Stance.SUPPORTS, source_letter=SourceLetter.C
    )
    record = replace(new, label="the record", directness=Directness.RECORD)
    for action, item, sentence in (
        ("add_evidence", new, "Add one independent named source that qualifies"),
        ("add_record", record, "Add the record that is the fact: the recording, the filing, the table"),
    ):
        one: Masks = Counter([answers(item, withdrawn=False)])
        expected = case.place(one, one, retracted=False)
        yield Step(action=action, sentence=sentence, expected=expected, work=1, added=(item,))


def tried(case: Case, step: Step) -> tuple[int, str, str]:
    """Place, status and its label with ``step`` taken."""
    changed = {item.key: item for item in step.mended}
    items = [*(changed.get(item.key, item) for item in case.items), *step.added]
    gone = set(step.cleared)
    edges = [edge for edge in case.edges if edge not in gone] if gone else case.edges
    counts = merge(items, edges).tally(case.facts).counts()
    status = decide(counts).status
    return place(status, counts), status.value, status.label.lower()


def every_step(case: Case) -> Iterator[Step]:
    """All single steps, whether they would raise the status or not."""
    yield from _edge_steps(case)
    yield from _item_steps(case)
    yield from _new_steps(case)


def _worth_trying(case: Case, now: int) -> Iterator[Step]:
    """Steps that the counts say would raise the status, the highest and then the least work first."""
    steps = [step for step in every_step(case) if step.expected > now]
    seen: Counter[str] = Counter()
    for step in sorted(steps, key=lambda step: (-step.expected, step.work)):
        if seen[step.action] < MOST_OF_ONE_KIND:
            seen[step.action] += 1
            yield step


def what_would_change(
    items: Iterable[EvidenceItem], *, edges: Iterable[Edge] = (), facts: ClaimFacts | None = None
) -> list[dict[str, Any]]:
    """Single steps that would raise the status, the highest first: action, sentence, evidence, resulting status.

    The ``pattern`` of a step is its sentence with braces where the evidence is named (``str.format``), for readers who
    may not have its label. ``edges`` of a step are the suspected ones to clear. At most :data:`MOST` steps, each tried
    on the whole evidence.
    """
    ordered = tuple(sorted(items, key=lambda item: item.key))
    given = tuple(sorted(edges, key=lambda edge: (edge.a, edge.b, edge.kind.value, edge.reason)))
    case = Case(ordered, given, facts or ClaimFacts())
    now = case.place(Counter(), Counter())
    labels = {item.key: item.label for item in ordered}
    found: list[tuple[int, dict[str, Any]]] = []
    for step in islice(_worth_trying(case, now), MOST):
        reached, status, label = tried(case, step)
        if reached > now:
            found.append((reached, _as_json(step, labels, status, label)))
    found.sort(key=lambda pair: -pair[0])
    return [told for _, told in found]


def _as_json(step: Step, labels: Mapping[str, str], status: str, label: str) -> dict[str, Any]:
    pattern = f"{step.sentence} → {label}"
    return {
        "action": step.action,
        "sentence": pattern.format(*(labels[key] for key in step.evidence)),
        "pattern": pattern,
        "evidence": list(step.evidence),
        "edges": [{"a": edge.a, "b": edge.b, "kind": edge.kind.value} for edge in step.cleared],
        "status": status,
    }
