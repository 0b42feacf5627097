"""Two readings of one page side by side: what stayed, what says something else, and what lost its source. Pure.

Statements are paired first where their words are the same, in the order of the page; then by likeness, the most alike
first. How alike two are is Dice's coefficient of their words, or how much of the shorter one the longer one holds,
which finds a statement that only lost its attribution. Comparing the other way round gives the same pairs.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum

from claims.reading.values import Statement
from claims.vocabulary import UNNAMED_SOURCING, SourcingType

LEAST_ALIKE = 0.5
"""From this likeness on, 0 to 1, two statements are taken for editions of one."""

_HELD, _HELD_WORDS = 0.8, 4
"""A shorter statement of so many words is alike by this share of what the longer one holds of it."""

MOST_PAIRS = 250_000
"""Pairs of statements that are compared; beyond, only those that stand about as far down their pages."""

_WORD = re.compile(r"\w+(?:[’'.,]\w+)*")
_OWN = frozenset({SourcingType.UNATTRIBUTED, SourcingType.OWN_OBSERVATION})


class Change(StrEnum):
    """What became of a statement."""

    SAME = "same"
    WORDING = "wording"
    SOURCING = "sourcing"
    ADDED = "added"
    REMOVED = "removed"


class Laundering(StrEnum):
    """How a statement came to look better founded than it was."""

    OWN_VOICE = "own_voice"
    NAMED = "named"
    RELAY_DROPPED = "relay_dropped"


@dataclass(frozen=True, slots=True)
class Pair:
    """A statement of the old page, the new one, or both. ``moved``: it stands elsewhere among those that stayed."""

    change: Change
    old: Statement | None
    new: Statement | None
    laundering: Laundering | None = None
    moved: bool = False


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page says of itself besides its statements; ``None`` is not known."""

    headline: str | None = None
    byline: str | None = None
    published: str | None = None
    modified: str | None = None
    notice: str | None = None


@dataclass(frozen=True, slots=True)
class FactChange:
    """One of :class:`PageFacts` before and after."""

    name: str
    old: str | None
    new: str | None


def changed_facts(old: PageFacts, new: PageFacts) -> tuple[FactChange, ...]:
    """What a page says of itself otherwise than before, space apart."""
    pairs = ((field.name, getattr(old, field.name), getattr(new, field.name)) for field in fields(PageFacts))
    return tuple(FactChange(name, was, now) for name, was, now in pairs if _bare(was or "") != _bare(now or ""))


def compare(old: Sequence[Statement], new: Sequence[Statement]) -> tuple[Pair, ...]:
    """Every statement of both pages once, in the order of the new one; what was removed stands where it stood."""
    partner = dict(_paired(old, new))
    moved = _moved(sorted((i, j) for j, i in partner.items()))
    rows = [_pair(old[partner[j]], one, j in moved) if j in partner else _added(one) for j, one in enumerate(new)]
    return tuple(_with_removed(rows, old, {i: j for j, i in partner.items()}))


def _added(statement: Statement) -> Pair:
    return Pair(Change.ADDED, None, statement)


def _pair(old: Statement, new: Statement, moved: bool) -> Pair:
    same_words = _bare(old.text) == _bare(new.text)
    if _sourced(old, new, same_words=same_words):
        return Pair(Change.SOURCING, old, new, laundering(old, new), moved)
    return Pair(Change.SAME if same_words else Change.WORDING, old, new, None, moved)


def _sourced(old: Statement, new: Statement, *, same_words: bool) -> bool:
    """Whether it says otherwise where it comes from; for the same words only by what the page around them says."""
    if old.sourcing is not new.sourcing:
        return True
    if same_words:
        return False
    named = (old.source_words, new.source_words), (old.relayed_for, new.relayed_for)
    return old.voice is not new.voice or any(_bare(was or "") != _bare(now or "") for was, now in named)


def laundering(old: Statement, new: Statement) -> Laundering | None:
    """How the new edition makes the statement look better founded; ``None`` where it does not."""
    if old.sourcing not in _OWN and new.sourcing is SourcingType.UNATTRIBUTED:
        return Laundering.OWN_VOICE
    if old.relayed_for and not new.relayed_for and _words(old.relayed_for) & _words(new.source_words or ""):
        return Laundering.RELAY_DROPPED
    if old.sourcing in UNNAMED_SOURCING and new.sourcing not in UNNAMED_SOURCING | _OWN:
        return Laundering.NAMED
    return None


def _bare(text: str) -> str:
    return " ".join(text.split())


def _words(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(text))


def alike(old: frozenset[str], new: frozenset[str]) -> float:
    """How alike two sets of words are, 0 to 1."""
    shared, fewest = len(old & new), min(len(old), len(new))
    if not shared:
        return 0.0
    dice = 2 * shared / (len(old) + len(new))
    return max(dice, _HELD * shared / fewest) if fewest >= _HELD_WORDS and shared >= _HELD * fewest else dice


def _paired(old: Sequence[Statement], new: Sequence[Statement]) -> Iterator[tuple[int, int]]:
    """(new, old) of every two statements that are editions of one."""
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    for i, j in (*_same(old, new), *_alike(old, new)):
        if i not in taken_old and j not in taken_new:
            taken_old.add(i)
            taken_new.add(j)
            yield j, i


def _same(old: Sequence[Statement], new: Sequence[Statement]) -> Iterator[tuple[int, int]]:
    """The first statement of some words with the first of the same words, the second with the second."""
    places: dict[str, list[int]] = defaultdict(list)
    for j, statement in enumerate(new):
        places[_bare(statement.text)].append(j)
    seen: dict[str, int] = defaultdict(int)
    for i, statement in enumerate(old):
        words = _bare(statement.text)
        if seen[words] < len(places.get(words, ())):
            yield i, places[words][seen[words]]
            seen[words] += 1


def _alike(old: Sequence[Statement], new: Sequence[Statement]) -> list[tuple[int, int]]:
    """Pairs that are alike enough, the most alike first, then those that stand about as far down."""
    here = {_bare(statement.text) for statement in old} & {_bare(statement.text) for statement in new}
    before = [(i, _words(one.text)) for i, one in enumerate(old) if _bare(one.text) not in here]
    after = [(j, _words(one.text)) for j, one in enumerate(new) if _bare(one.text) not in here]
    reach = MOST_PAIRS / max(1, len(before), len(after))
    found = [
        (alike(mine, theirs), i, j)
        for i, mine in before
        for j, theirs in after
        if len(before) * len(after) <= MOST_PAIRS or abs(i - j) * 2 < reach
    ]
    kept = [(score, i, j) for score, i, j in found if score >= LEAST_ALIKE]
    return [(i, j) for _, i, j in sorted(kept, key=lambda pair: (-pair[0], abs(pair[1] - pair[2]), pair[1] + pair[2]))]


def _moved(pairs: Iterable[tuple[int, int]]) -> set[int]:
    """The new places of those that stand out of order: all but a longest run that kept its order."""
    ends: list[int] = []
    places: list[int] = []
    new = [j for _, j in pairs]
    for j in new:
        at = bisect_left(ends, j)
        ends[at : at + 1] = [j]
        places.append(at)
    length, kept = len(ends), set()
    for j, at in zip(reversed(new), reversed(places), strict=True):
        if at == length - 1:
            kept.add(j)
            length -= 1
    return set(new) - kept


def _with_removed(rows: Sequence[Pair], old: Sequence[Statement], partner: dict[int, int]) -> Iterator[Pair]:
    """``rows``, with each removed statement behind what stood before it."""
    behind: dict[int, list[Pair]] = defaultdict(list)
    after = -1
    for i, statement in enumerate(old):
        if i in partner:
            after = partner[i]
        else:
            behind[after].append(Pair(Change.REMOVED, statement, None))
    yield from behind[-1]
    for j, row in enumerate(rows):
        yield row
        yield from behind[j]
