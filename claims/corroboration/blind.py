"""What a *why* says of letters, covered for whoever has yet to grade the number: seeing one fixes the other. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_LETTER_REASONS = ("source is graded", "source cannot be judged")
HIDDEN = "its source’s letter, hidden until you have graded"


def covered(reason: str) -> str:
    """The reason why evidence does not qualify, or :data:`HIDDEN` where it tells of a letter."""
    return HIDDEN if reason.startswith(_LETTER_REASONS) else reason


def tells_of_letters(step: Mapping[str, Any]) -> bool:
    """Whether a step that would change a status tells how a source is graded."""
    return "grade" in step["action"]


def blinded(why: Mapping[str, Any]) -> dict[str, Any]:
    """A stored *why* without what it says of letters."""
    uncounted = [{**entry, "reasons": [*map(covered, entry["reasons"])]} for entry in why["uncounted"]]
    steps = [step for step in why["would_change"] if not tells_of_letters(step)]
    return {**why, "uncounted": uncounted, "would_change": steps}
