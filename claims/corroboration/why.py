"""Why a claim has its status, and what would change it (specification §5.6). Pure; plain JSON comes out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from claims.corroboration.rules import RULES_VERSION, assessment, merge
from claims.corroboration.steps import would_change
from claims.corroboration.values import Assessment, ClaimFacts, Counts, Edge, EvidenceItem
from claims.corroboration.withdrawals import is_hint
from claims.vocabulary import Certainty, Stance

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

_COUNTS = tuple(field.name for field in fields(Counts))


def _origin_cards(assessment: Assessment, labels: dict[str, str], edges: Sequence[Edge]) -> list[dict[str, Any]]:
    origin_of = {key: number for number, origin in enumerate(assessment.origins) for key in origin.items}
    inside: list[list[dict[str, str]]] = [[] for _ in assessment.origins]
    for edge in edges:
        number = origin_of.get(edge.a)
        if number is not None and origin_of.get(edge.b) == number:
            inside[number].append(_edge_json(edge))
    return [
        {
            "qualifies": origin.qualifies,
            "withdrawn": origin.withdrawn,
            "evidence": [{"key": key, "label": labels[key]} for key in origin.items],
            "edges": joined,
        }
        for origin, joined in zip(assessment.origins, inside, strict=True)
    ]


def _edge_json(edge: Edge) -> dict[str, str]:
    return {
        "a": edge.a,
        "b": edge.b,
        "kind": edge.kind.value,
        "certainty": edge.certainty.value,
        "reason": edge.reason,
    }


def _taken_back(
    assessment: Assessment, items: Mapping[str, EvidenceItem], edges: Iterable[Edge]
) -> list[dict[str, Any]]:
    """What takes which evidence back, and for what an editor has to say whether it does (``edges``)."""
    done: list[dict[str, Any]] = [
        {"by": one.by, "evidence": list(one.of), "reason": one.reason, "edges": []} for one in assessment.withdrawals
    ]
    for edge in edges:
        counted = edge.a in items and edge.b in items
        if counted and edge.certainty is Certainty.SUSPECTED and is_hint(edge, items):
            by, of = (edge.a, edge.b) if items[edge.a].stance is Stance.WITHDRAWS else (edge.b, edge.a)
            done.append({"by": by, "evidence": [of], "reason": edge.reason, "edges": [_edge_json(edge)]})
    return done


def explain(
    items: Iterable[EvidenceItem],
    *,
    edges: Iterable[Edge] = (),
    facts: ClaimFacts | None = None,
    cleared: Sequence[Mapping[str, str]] = (),
) -> dict[str, Any]:
    """Everything that a person or program needs to follow the status of a claim, as plain JSON values.

    ``cleared`` are the edges that editors cleared, to be shown. Equal for equal input, whatever the order of ``items``
    and ``edges``.
    """
    ordered = sorted(items, key=lambda item: item.key)
    given = sorted(edges, key=lambda edge: (edge.a, edge.b, edge.kind.value, edge.reason))
    known = facts or ClaimFacts()
    merged = merge(ordered, given)
    result = assessment(merged, known)
    labels = {item.key: item.label for item in ordered}
    kept = result.kept_status
    return {
        "rules_version": RULES_VERSION,
        "rule": result.rule,
        "sentence": SENTENCES[result.rule],
        "status": result.status.value,
        "kept_status": kept.value if kept else None,
        "challenged": result.challenged,
        "numbers_allowed": list(result.numbers_allowed) if result.numbers_allowed is not None else None,
        "counts": {name: getattr(result.counts, name) for name in _COUNTS},
        "origins": _origin_cards(result, labels, merged.edges),
        "taken_back": _taken_back(result, merged.items, given),
        "cleared": [dict(entry) for entry in cleared],
        "uncounted": [
            {"key": entry.key, "label": labels[entry.key], "reasons": list(entry.reasons)} for entry in result.uncounted
        ],
        "would_change": would_change(merged, known),
    }
