"""Which releases a webhook is told of. No Django.

The words, and what they fit, are those of the list of claims. Whoever was told of a claim is told as well when it no
longer fits: when it is withdrawn, or its status is another. So a copy that is kept by webhooks never holds what it
should not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from claims.publishing.facts import facts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What a claim must be like: one word of each set that is not empty. ``tags`` are as ``topic_of`` has them."""

    statuses: frozenset[str] = frozenset()
    sourcing_types: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()

    @property
    def is_open(self) -> bool:
        """Whether every claim fits."""
        return not (self.statuses or self.sourcing_types or self.languages or self.tags)


def fits(document: Mapping[str, Any] | None, wanted: Filter) -> bool:
    """Whether a released document fits; a tombstone, or no document at all, fits an open filter only."""
    if wanted.is_open:
        return True
    if document is None or "evidence" not in document:
        return False
    facts = facts_of(document)
    holds: tuple[tuple[frozenset[str], set[str]], ...] = (
        (wanted.statuses, {facts.status.value}),
        (wanted.sourcing_types, set(facts.sourcing_types)),
        (wanted.languages, set(facts.languages)),
        (wanted.tags, set(facts.tags)),
    )
    return all(not words or words & found for words, found in holds)
