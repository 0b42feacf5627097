"""Where passages stand in a page that was read now, or in an archive's copy of it: one way for both."""

from __future__ import annotations

from collections.abc import Iterable

from claims.capture.values import Captured
from claims.models import Passage
from claims.rechecks.anchoring import Anchored, anchor
from claims.rechecks.folding import Ground
from claims.rechecks.watch import Grounds
from claims.vocabulary import PassageOutcome

_TELLS = (PassageOutcome.FOUND, PassageOutcome.CHANGED)


def ground_of(captured: Captured) -> Ground:
    """The readable text of what came in, prepared."""
    blocks = [(block.kind, block.start, block.end) for block in captured.blocks] if captured.blocks else None
    return Ground.of(captured.text, blocks)


def compared(
    passages: Iterable[Passage], captured: Captured, grounds: Grounds, ground: Ground | None = None
) -> dict[int, Anchored]:
    """What became of each passage, by primary key; ``ground`` is that of ``captured`` where it is known.

    A passage whose place is not in what the reader kept of a page is looked for in all that the page shows.
    """
    ground, whole = ground or ground_of(captured), None
    found: dict[int, Anchored] = {}
    for passage in passages:
        watched = grounds.watched(passage)
        found[passage.pk] = anchor(watched, ground)
        if found[passage.pk].outcome is PassageOutcome.MISSING and captured.whole != captured.text:
            whole = whole or Ground.of(captured.whole)
            shown = anchor(watched, whole)
            found[passage.pk] = shown if shown.outcome in _TELLS else found[passage.pk]
    return found
