"""What two pages share of their texts, as it stands in both: the evidence behind the edge *same text*."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from django.db.models import F

from claims.models import SharedText
from claims.web.claim_page import Context, in_context

MOST_RUNS = 6
"""Runs shown of one pair: the longest."""

REACH = 60
"""Characters shown around a run."""

Pair: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Run:
    """The same ``words`` words in the one text and in the other."""

    first: Context
    second: Context
    words: int

    @property
    def sides(self) -> tuple[Context, Context]:
        """The run as it stands in both."""
        return self.first, self.second


@dataclass(frozen=True, slots=True)
class SharedRuns:
    """``share`` is per cent of the shorter text; ``runs`` in the order of the first, ``more`` of them left out."""

    share: int
    runs: tuple[Run, ...]
    more: int


def shared_runs(documents: Iterable[int]) -> dict[Pair, SharedRuns]:
    """What is known of shared text among these documents, by both orders of their ids. One query."""
    ids = list(documents)
    rows = SharedText.objects.filter(first__in=ids, second__in=ids).annotate(
        one=F("first_text__text"), other=F("second_text__text")
    )
    found: dict[Pair, SharedRuns] = {}
    for row in rows.order_by("id"):
        one, other = row.one, row.other
        found[row.first_id, row.second_id] = _told(row.containment, row.runs, one, other)
        turned = [[third, fourth, first, second, words] for first, second, third, fourth, words in row.runs]
        found[row.second_id, row.first_id] = _told(row.containment, turned, other, one)
    return found


def _told(containment: float, runs: list[list[int]], one: str, other: str) -> SharedRuns:
    longest = sorted(sorted(runs, key=lambda run: -run[4])[:MOST_RUNS])
    shown = tuple(
        Run(in_context(one, first, last, REACH), in_context(other, start, end, REACH), words)
        for first, last, start, end, words in longest
    )
    return SharedRuns(max(1, round(containment * 100)), shown, len(runs) - len(shown))
