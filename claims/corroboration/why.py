"""Why a claim has its status, and what would change it (specification §5.6). Pure; plain JSON comes out.

*What would change it* is not looked up but tried: each single step that a person could take is made on a copy of the
evidence, the rules run again, and the step is named when the status then stands higher.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from claims.corroboration.origins import certain_edges
from claims.corroboration.rules import RULES_VERSION, SUPPORTING, assess, rank
from claims.corroboration.values import Assessment, ClaimFacts, Edge, EvidenceItem
from claims.vocabulary import Certainty, SourceLetter, Stance

SENTENCES = {
    "R1": "Every origin that supported the claim has withdrawn.",
    "R2": "Nothing that qualifies supports the claim, and a record or two independent origins contradict it.",
    "R3": "The claim is superseded or past its validity date; it keeps the status that it had.",
    "R4": "A qualifying origin contradicts the claim. A majority does not settle a dispute.",
    "R5": "The record that is the fact supports the whole claim.",
    "R6": "At least two independent qualifying origins support the whole claim, and one of them is named.",
    "R7": "Two or more origins qualify, but they are not proven independent, or all unnamed, or narrower.",
    "R8": "One qualifying origin supports the claim, and something weaker or narrower beside it.",
    "R9": "Everything comes down to one origin.",
    "R10": "Several origins support the claim, but none of them qualifies.",
    "R11": "Nothing supports the claim.",
}


@dataclass(frozen=True, slots=True)
class _Step:
    """One thing a person could do: ``action`` names the form that does it, ``evidence`` what it is done to."""

    action: str
    sentence: str
    evidence: tuple[str, ...]
    items: tuple[EvidenceItem, ...]
    edges: tuple[Edge, ...]


def _edge_steps(items: tuple[EvidenceItem, ...], edges: tuple[Edge, ...]) -> Iterator[_Step]:
    for edge in edges:
        if edge.certainty is Certainty.SUSPECTED:
            rest = tuple(other for other in edges if other != edge)
            sentence = f"Clear the suspected edge “{edge.kind.label}” between {edge.a} and {edge.b}"
            yield _Step("clear_edge", sentence, (edge.a, edge.b), items, rest)


def _repairs(item: EvidenceItem) -> Iterator[tuple[str, str, EvidenceItem]]:
    """What can be mended on one supporting item: action, sentence, and the item as it would then be."""
    if not item.opened:
        yield "open", f"Open the page of {item.label} and take a snapshot", replace(item, opened=True)
    named_or_complete = item.named or item.anonymity_complete
    if not named_or_complete:
        complete = replace(item, anonymity_complete=True)
        yield "anonymity", f"Complete the anonymity record of {item.label}", complete
    if item.source_letter in (None, SourceLetter.F):
        graded = replace(item, source_letter=SourceLetter.C)
        yield "grade_source", f"Grade the source of {item.label} C or better", graded
        if not named_or_complete:
            both = replace(graded, anonymity_complete=True)
            sentence = f"Complete the anonymity record of {item.label} and grade its source C or better"
            yield "anonymity_and_grade", sentence, both


def _item_steps(items: tuple[EvidenceItem, ...], edges: tuple[Edge, ...]) -> Iterator[_Step]:
    for position, item in enumerate(items):
        if item.active and item.stance in SUPPORTING:
            for action, sentence, mended in _repairs(item):
                changed = (*items[:position], mended, *items[position + 1 :])
                yield _Step(action, sentence, (item.key,), changed, edges)


def _new_source_step(items: tuple[EvidenceItem, ...], edges: tuple[Edge, ...]) -> _Step:
    key = "+".join(["new", *(item.key for item in items)])  # longer than any key, so never one of them
    new = EvidenceItem(
        key=key, label="a new source", document=key, stance=Stance.SUPPORTS, source_letter=SourceLetter.C
    )
    return _Step("add_evidence", "Add one independent named source that qualifies", (), (*items, new), edges)


def what_would_change(
    items: Iterable[EvidenceItem], *, edges: Iterable[Edge] = (), facts: ClaimFacts | None = None
) -> list[dict[str, Any]]:
    """Single steps that would raise the status, the highest first: action, sentence, evidence, resulting status."""
    ordered = tuple(sorted(items, key=lambda item: item.key))
    given = tuple(sorted(edges, key=lambda edge: (edge.a, edge.b, edge.kind.value, edge.reason)))
    now = rank(assess(ordered, edges=given, facts=facts))
    steps = (*_edge_steps(ordered, given), *_item_steps(ordered, given), _new_source_step(ordered, given))
    tried = [(step, assess(step.items, edges=step.edges, facts=facts)) for step in steps]
    raising = [(step, after) for step, after in tried if rank(after) > now]
    raising.sort(key=lambda pair: -rank(pair[1]))
    return [
        {
            "action": step.action,
            "sentence": f"{step.sentence} → {after.status.label.lower()}",
            "evidence": list(step.evidence),
            "status": after.status.value,
        }
        for step, after in raising
    ]


def _origin_cards(assessment: Assessment, labels: dict[str, str], edges: Sequence[Edge]) -> list[dict[str, Any]]:
    return [
        {
            "qualifies": origin.qualifies,
            "withdrawn": origin.withdrawn,
            "evidence": [{"key": key, "label": labels[key]} for key in origin.items],
            "edges": [
                {"a": e.a, "b": e.b, "kind": e.kind.value, "certainty": e.certainty.value, "reason": e.reason}
                for e in edges
                if e.a in origin.items and e.b in origin.items
            ],
        }
        for origin in assessment.origins
    ]


def explain(
    items: Iterable[EvidenceItem], *, edges: Iterable[Edge] = (), facts: ClaimFacts | None = None
) -> dict[str, Any]:
    """Everything that a person or program needs to follow the status of a claim, as plain JSON values.

    Equal for equal input, whatever the order of ``items`` and ``edges``.
    """
    ordered = sorted(items, key=lambda item: item.key)
    given = sorted(edges, key=lambda edge: (edge.a, edge.b, edge.kind.value, edge.reason))
    assessment = assess(ordered, edges=given, facts=facts)
    labels = {item.key: item.label for item in ordered}
    countable = [item for item in ordered if any(item.key in origin.items for origin in assessment.origins)]
    kept = assessment.kept_status
    return {
        "rules_version": RULES_VERSION,
        "rule": assessment.rule,
        "sentence": SENTENCES[assessment.rule],
        "status": assessment.status.value,
        "kept_status": kept.value if kept else None,
        "challenged": assessment.challenged,
        "numbers_allowed": list(assessment.numbers_allowed) if assessment.numbers_allowed is not None else None,
        "counts": asdict(assessment.counts),
        "origins": _origin_cards(assessment, labels, (*certain_edges(countable), *given)),
        "uncounted": [
            {"key": entry.key, "label": labels[entry.key], "reasons": list(entry.reasons)}
            for entry in assessment.uncounted
        ],
        "would_change": what_would_change(ordered, edges=given, facts=facts),
    }
