"""The *why* of a status as it may leave: everything that the page of the claim tells, without what must stay inside.

Inside stay the words of pages (labels of evidence, and what reasons quote), which their terms may withhold; the names
of editors; and whatever is thought of who an unnamed source is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from claims.models import Evidence
from claims.vocabulary import EdgeKind

_CONFIRMED = re.compile(r" \(confirmed by .*, (?P<day>\d{1,2} \w+ \d{4})\)$", re.DOTALL)


def corroboration(
    why: Mapping[str, Any], *, effective: Mapping[str, Any] | None, evidence: Sequence[Evidence]
) -> dict[str, Any]:
    """The status of a claim, computed and as an editor set it, with all that led to it and what would change it.

    ``why`` is the one stored with the status; ``evidence`` are the pieces that leave with it, in their order.
    """
    return {
        "computed": why["status"],
        "effective": dict(effective) if effective else None,
        "challenged": why["challenged"],
        "why": _as_it_leaves(why, _names(evidence)),
    }


def _names(evidence: Sequence[Evidence]) -> dict[str, str]:
    """What sentences call the evidence: its place in the list, and the outlet, which is said beside it anyway."""
    return {row.public_id: _name(number, row) for number, row in enumerate(evidence, start=1)}


def _name(number: int, row: Evidence) -> str:
    outlet = row.passage.snapshot.document.outlet
    return f"evidence {number} ({outlet})" if outlet else f"evidence {number}"


def unquoted(reason: str) -> str:
    """The reason of an edge without the words that it shows for it: they stand at its end, behind a colon."""
    return reason.partition(": “")[0]


def _as_it_leaves(why: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    origins = [
        {
            **origin,
            "evidence": [entry["key"] for entry in origin["evidence"]],
            "edges": [_edge(edge) for edge in _of_named(origin["edges"])],
        }
        for origin in why["origins"]
    ]
    uncounted = [{"key": entry["key"], "reasons": entry["reasons"]} for entry in why["uncounted"]]
    cleared = [
        {name: value for name, value in entry.items() if name != "by"} for entry in _of_named(why.get("cleared", []))
    ]
    steps = [_step(step, names) for step in why["would_change"] if len(_of_named(step["edges"])) == len(step["edges"])]
    return {**why, "origins": origins, "uncounted": uncounted, "cleared": cleared, "would_change": steps}


def _of_named(edges: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Edges that say nothing of who an unnamed source is."""
    return [edge for edge in edges if edge["kind"] != EdgeKind.UNNAMED_SOURCE]


def _step(step: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """A step with its evidence called by its place; the label that the newsroom sees holds words of the page."""
    called = (names.get(key, f"evidence {key}") for key in step["evidence"])
    return {
        "action": step["action"],
        "sentence": step["pattern"].format(*called),
        "evidence": step["evidence"],
        "edges": step["edges"],
        "status": step["status"],
    }


def _edge(edge: Mapping[str, str]) -> dict[str, str]:
    """An edge with as much of its reason as may leave: an editor's own words do."""
    reason = edge["reason"]
    confirmed, judged = _CONFIRMED.subn(r" (confirmed by an editor, \g<day>)", reason)
    return {**edge, "reason": confirmed if judged else unquoted(reason)}
