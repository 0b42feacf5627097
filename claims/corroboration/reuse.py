"""Does one text reuse the other? Shared shingles, common runs, and what of them is nobody's own. Pure.

Specification §5.2: containment of three-word shingles of at least .10 of the shorter text, or a common run of at least
ten words, on readable text with quotations stripped. What both took from nobody must not count: names, figures, set
phrases (``shingles``), standing text that many documents carry (``standing``), and whole closing paragraphs.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from claims.corroboration.prepared import Held, Prepared
from claims.corroboration.shingles import WIDTH, Span, Words, size_of, width_of
from claims.corroboration.standing import Nobodys

RULES_VERSION = "reuse-2"
"""Changes with the rules; the lists have a version of their own."""

LEAST_CONTAINMENT = 0.10
LEAST_RUN = 10
"""Words of a common run."""

LEAST_PLAIN, LEAST_TELLING = 7, 4
"""Words of a common run that weigh, and that tell something."""

LEAST_SHARED = 8
"""Shingles that must be shared before their share says anything."""

_LEAST_STRETCH = 2
"""Shingles that count in any run that does."""

_SUPPORT_PLAIN, _SUPPORT_TELLING = 5, 3
_PLAIN_SIGHT = 0.25
"""Containment that needs no run beside it."""

_SAME_NAMED = 0.15
"""Share of the names and figures of the text with fewer below which two texts tell of other things."""

_NAMED_OUTSIDE = 4
"""Names and figures beside what is shared, below which nothing is known of what a text tells of there."""

_SHORT_TEXT = 150
"""Words up to which a text may well name nobody."""

_HALF, _LONG_RUN = 0.5, 15
"""Containment, and words of a run, from which on it is known well enough where the words come from."""

_TEMPLATE_RUN, _TEMPLATE_SHARE = 25, 0.8
"""What two texts of other things must share all the same: a form that reporters fill in is no reuse."""

_SHOWN_RUN = 5
"""Words from which on a run is shown."""

_OFTEN = 40
"""Places of a shingle in either text from which on no run begins with it, so that no text can make the work grow."""

_LONGEST_EXCERPT = 240
_CLOSING_WORDS, _CLOSING_SHARE = 100, 0.5


@dataclass(frozen=True, slots=True)
class Run:
    """``length`` words in a row that both texts have, at word ``first`` of the one and ``second`` of the other."""

    first: int
    second: int
    length: int


@dataclass(frozen=True, slots=True)
class Shared:
    """Characters of a common run in both texts, and how many words it has."""

    first: Span
    second: Span
    words: int


@dataclass(frozen=True, slots=True)
class Reuse:
    """Why two texts are suspected to be one: ``containment`` is a share of the shorter, 0 to 1.

    ``longest`` is the longest run that counts, in words; ``excerpt`` how it reads in the first text; ``runs`` are in
    the order of the first text and do not overlap.
    """

    containment: float
    shared: int
    longest: int
    excerpt: str
    runs: tuple[Shared, ...]

    @property
    def reason(self) -> str:
        """The figures in a sentence."""
        return reason(self.containment, self.longest, self.excerpt)


def reason(containment: float, longest: int, excerpt: str) -> str:
    """ "18 % of the shorter text, a run of 34 words: “…”"."""
    share = f"{max(1, round(containment * 100))} % of the shorter text"
    return f"{share}, a run of {longest} words: “{excerpt}”" if longest >= _SHOWN_RUN else f"{share}, in short runs"


def containment(first: Prepared, second: Prepared, standing: Collection[int] = ()) -> tuple[int, float]:
    """How many counting shingles both have, and their share of the shorter text's."""
    left_out = frozenset(standing)
    mine, theirs = first.distinct - left_out, second.distinct - left_out
    shared = len(mine & theirs)
    return shared, shared / min(len(mine), len(theirs)) if shared else 0.0


def may_share(mine: Prepared, theirs: Held, standing: Nobodys) -> bool:
    """Whether ``judge`` may find anything, by the shingles of both alone: quick, and never wrong with a no.

    ``standing`` is made of shingles of ``mine``.
    """
    shared = theirs.shared
    if len(shared) < _LEAST_STRETCH:
        return False
    common = standing.common
    shorter = min(len(mine.distinct) - len(common), theirs.size - len(shared & common))
    if len(shared) >= max(LEAST_SHARED, LEAST_CONTAINMENT * shorter):
        return True
    return any(
        len(stretch.places) >= _LEAST_STRETCH and stretch.words > LEAST_RUN - WIDTH
        for stretch in mine.stretches(shared)
    )


def common_runs(first: Words, second: Words) -> list[Run]:
    """All runs of three words and more that both have and that no word before or behind makes longer."""
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in _places(second):
        places[second.folded[at : at + WIDTH]].append(at)
    times = Counter(first.folded[at : at + WIDTH] for at in _places(first))
    found: list[Run] = []
    going: dict[int, int] = {}
    last = -2
    for at in _places(first):
        if at != last + 1:
            found.extend(_ended(going, last))
            going = {}
        words = first.folded[at : at + WIDTH]
        here = places.get(words, [])
        if len(here) > _OFTEN or times[words] > _OFTEN:
            here = [place + 1 for place in going if _holds(second, place + 1, words)]
        longer = {place: going.pop(place - 1, 0) + 1 for place in here}
        found.extend(_ended(going, last))
        going, last = longer, at
    found.extend(_ended(going, last))
    return found


def _holds(words: Words, at: int, shingle: tuple[str, ...]) -> bool:
    """Whether these words stand there, in one part."""
    return words.folded[at : at + WIDTH] == shingle and words.parts[at] == words.parts[at + WIDTH - 1]


def _places(words: Words) -> Iterator[int]:
    parts = words.parts
    return (at for at in range(len(parts) - WIDTH + 1) if parts[at] == parts[at + WIDTH - 1])


def _ended(going: Mapping[int, int], last: int) -> Iterator[Run]:
    for place, count in going.items():
        yield Run(last - count + 1, place - count + 1, count + WIDTH - 1)


def tiles(runs: Sequence[Run], least: int = _SHOWN_RUN) -> list[Run]:
    """Runs that do not overlap in either text, the longest first taken (greedy string tiling, Wise 1993)."""
    waiting = [(-run.length, run.first, run.second) for run in runs if run.length >= least]
    heapq.heapify(waiting)
    taken_first: set[int] = set()
    taken_second: set[int] = set()
    chosen: list[Run] = []
    while waiting:
        length, first, second = heapq.heappop(waiting)
        free = _free(Run(first, second, -length), taken_first, taken_second)
        if free is None or free.length < least:
            continue
        if free.length < -length:
            heapq.heappush(waiting, (-free.length, free.first, free.second))
            continue
        chosen.append(free)
        taken_first.update(range(first, first - length))
        taken_second.update(range(second, second - length))
    return sorted(chosen, key=lambda run: run.first)


def _free(run: Run, first: set[int], second: set[int]) -> Run | None:
    """What of a run is not taken: its first free stretch of words, and only that."""
    start = 0
    while start < run.length and (run.first + start in first or run.second + start in second):
        start += 1
    end = start
    while end < run.length and not (run.first + end in first or run.second + end in second):
        end += 1
    return Run(run.first + start, run.second + start, end - start) if end > start else None


@dataclass(frozen=True, slots=True)
class _Weight:
    """What of a run weighs, in words."""

    length: float
    plain: float
    telling: float


def _weight(first: Prepared, second: Prepared, run: Run, standing: Collection[int]) -> _Weight:
    """The words of a run that are plain in both texts and lie in a shingle that is no standing text."""
    left_out = _standing_words(first, run, standing) if standing else set()
    length = plain = telling = 0.0
    for offset in range(run.length):
        mine, theirs = run.first + offset, run.second + offset
        if mine in left_out:
            continue
        size = size_of(first.words.folded[mine])
        length += size
        plain += size * (first.words.plain[mine] and second.words.plain[theirs])
        telling += size * (first.words.telling[mine] and second.words.telling[theirs])
    return _Weight(length, plain, telling)


def _standing_words(first: Prepared, run: Run, standing: Collection[int]) -> set[int]:
    found: set[int] = set()
    for at in range(run.first, run.first + run.length - WIDTH + 1):
        if first.hashes[at] is not None and first.hashes[at] in standing:
            found.update(range(at, at + width_of(first.words.folded[at])))
    return found


def judge(text: str, first: Prepared, second: Prepared, *, standing: Nobodys | None = None) -> Reuse | None:
    """Whether ``first``, made of ``text``, and ``second`` are suspected to share a text; ``None`` if not.

    ``standing`` is what counts for nothing, because documents that have nothing else in common carry it. Symmetric,
    save for whose words the excerpt shows.
    """
    standing = standing or Nobodys()
    shared, share = containment(first, second, standing.common)
    runs = common_runs(first.words, second.words)
    weighed = [(run, _weight(first, second, run, standing.furniture)) for run in runs if run.length >= _SHOWN_RUN]
    best = max((weight.length for _, weight in weighed if _is_long(weight)), default=0)
    support = any(weight.plain >= _SUPPORT_PLAIN and weight.telling >= _SUPPORT_TELLING for _, weight in weighed)
    alike = shared >= LEAST_SHARED and share >= LEAST_CONTAINMENT and (support or share >= _PLAIN_SIGHT)
    if not (best or alike):
        return None
    shown = tiles(runs)
    alike_all_the_same = best >= _TEMPLATE_RUN or share >= _TEMPLATE_SHARE
    if not alike_all_the_same and _tell_of_other_things(first.words, second.words, shown, share=share, best=best):
        return None
    shown = [run for run in shown if _weight(first, second, run, standing.furniture).telling >= 1]
    if _only_closing(first.words, second.words, shown, share):
        return None
    return _told(text, first.words, second.words, shown, shared=shared, share=share)


def _tell_of_other_things(first: Words, second: Words, shown: Sequence[Run], *, share: float, best: float) -> bool:
    """Whether two texts name others. Where little is shared, names that stand in what is shared do not count: a notice
    names its publisher. A short text that names nobody, where names have capitals, is likely made of set phrases."""
    mine, theirs = first.named(), second.named()
    if not (mine and theirs):
        known = first.cased and second.cased and min(len(first), len(second)) < _SHORT_TEXT
        return known and share < _HALF and best < _LONG_RUN
    if _name_others(mine, theirs):
        return True
    if share >= _HALF or (share >= _PLAIN_SIGHT and best >= _LONG_RUN):
        return False
    mine = first.named({at for run in shown for at in range(run.first, run.first + run.length)})
    theirs = second.named({at for run in shown for at in range(run.second, run.second + run.length)})
    return min(len(mine), len(theirs)) >= _NAMED_OUTSIDE and _name_others(mine, theirs)


def _name_others(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    return len(mine & theirs) < _SAME_NAMED * min(len(mine), len(theirs))


def _is_long(weight: _Weight) -> bool:
    return weight.length >= LEAST_RUN and weight.plain >= LEAST_PLAIN and weight.telling >= LEAST_TELLING


def _told(text: str, first: Words, second: Words, shown: Sequence[Run], *, shared: int, share: float) -> Reuse:
    longest = max(shown, key=lambda run: (run.length, -run.first), default=None)
    return Reuse(
        containment=share,
        shared=shared,
        longest=longest.length if longest else 0,
        excerpt=_excerpt(text, *_span(first, longest.first, longest.length)) if longest else "",
        runs=tuple(
            Shared(_span(first, run.first, run.length), _span(second, run.second, run.length), run.length)
            for run in shown
        ),
    )


def _span(words: Words, at: int, length: int) -> Span:
    return words.starts[at], words.ends[at + length - 1]


def _excerpt(text: str, start: int, end: int) -> str:
    plain = " ".join(text[start:end].split())
    return plain if len(plain) <= _LONGEST_EXCERPT else plain[:_LONGEST_EXCERPT].rsplit(" ", 1)[0] + " …"


def _only_closing(first: Words, second: Words, shown: Sequence[Run], share: float) -> bool:
    """Whether all that both have are the same whole paragraphs at the end of both: an outlet's or agency's foot."""
    if not shown or share > _CLOSING_SHARE or sum(run.length for run in shown) > _CLOSING_WORDS:
        return False
    mine = [(run.first, run.length) for run in shown]
    theirs = sorted((run.second, run.length) for run in shown)
    return _closes(first, mine) and _closes(second, theirs)


def _closes(words: Words, runs: Sequence[tuple[int, int]]) -> bool:
    """Whether ``runs``, in order, are the last paragraphs of a text from edge to edge, with as much text above."""
    start = runs[0][0]
    covered = sum(length for _, length in runs)
    whole = words.opens[start] and covered >= (len(words) - start) * 0.9
    return whole and start >= max(covered, len(words) // 2)
