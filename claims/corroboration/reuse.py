"""Does one text reuse the other? Shared shingles, common runs, and what of them is nobody's own. Pure.

Specification §5.2: containment of three-word shingles of at least .10 of the shorter text, or a common run of at least
ten words, on readable text with quotations stripped. What both took from nobody must not count: names, figures, set
phrases (``shingles``), standing text that many documents carry (``standing``), and whole closing paragraphs.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from claims.corroboration.shingles import WIDTH, Span, Words, lexicon, shingles

RULES_VERSION = "reuse-1"
"""Changes with the rules; the lists have a version of their own."""

LEAST_CONTAINMENT = 0.10
LEAST_RUN = 10
"""Words of a common run."""

LEAST_PLAIN, LEAST_TELLING = 7, 4
"""Words of a common run that weigh, and that tell something."""

LEAST_SHARED = 8
"""Shingles that must be shared before their share says anything."""

_SUPPORT_PLAIN, _SUPPORT_TELLING = 5, 3
_PLAIN_SIGHT = 0.25
"""Containment that needs no run beside it."""

_SAME_NAMED = 0.15
"""Share of the names and figures of the text with fewer below which two texts tell of other things."""

_TEMPLATE_RUN, _TEMPLATE_SHARE = 25, 0.8
"""What two texts of other things must share all the same: a form that reporters fill in is no reuse."""

_SHOWN_RUN = 5
"""Words from which on a run is shown."""

_OFTEN = 40
"""Places of a shingle in one text from which on no run begins with it, so that no text can make the work grow."""

_LONGEST_EXCERPT = 240
_CLOSING_WORDS, _CLOSING_SHARE = 100, 0.5


@dataclass(frozen=True, slots=True)
class Prepared:
    """A text with its shingles; prepare it once, compare it often."""

    words: Words
    hashes: tuple[int | None, ...]
    distinct: frozenset[int]


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


def prepare(words: Words) -> Prepared:
    """``words`` with the shingles that count."""
    hashes = tuple(shingles(words))
    return Prepared(words, hashes, frozenset(value for value in hashes if value is not None))


def containment(first: Prepared, second: Prepared, standing: Collection[int] = ()) -> tuple[int, float]:
    """How many counting shingles both have, and their share of the shorter text's."""
    left_out = frozenset(standing)
    mine, theirs = first.distinct - left_out, second.distinct - left_out
    shared = len(mine & theirs)
    return shared, shared / min(len(mine), len(theirs)) if shared else 0.0


def common_runs(first: Words, second: Words) -> list[Run]:
    """All runs of three words and more that both have and that no word before or behind makes longer."""
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in _places(second):
        places[second.folded[at : at + WIDTH]].append(at)
    found: list[Run] = []
    going: dict[int, int] = {}
    last = -2
    for at in _places(first):
        if at != last + 1:
            found.extend(_ended(going, last))
            going = {}
        here = places.get(first.folded[at : at + WIDTH], [])
        if len(here) > _OFTEN:
            here = [place + 1 for place in going if place + 1 in set(here)]
        longer = {place: going.pop(place - 1, 0) + 1 for place in here}
        found.extend(_ended(going, last))
        going, last = longer, at
    found.extend(_ended(going, last))
    return found


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
    """What of a run weighs."""

    length: int
    plain: int
    telling: int


def _weight(first: Prepared, second: Prepared, run: Run, standing: Collection[int]) -> _Weight:
    """The words of a run that are plain in both texts and lie in a shingle that is no standing text."""
    left_out = _standing_words(first, run, standing) if standing else set()
    length = plain = telling = 0
    for offset in range(run.length):
        mine, theirs = run.first + offset, run.second + offset
        if mine in left_out:
            continue
        length += 1
        plain += first.words.plain[mine] and second.words.plain[theirs]
        telling += first.words.telling[mine] and second.words.telling[theirs]
    return _Weight(length, plain, telling)


def _standing_words(first: Prepared, run: Run, standing: Collection[int]) -> set[int]:
    found: set[int] = set()
    for at in range(run.first, run.first + run.length - WIDTH + 1):
        if first.hashes[at] is not None and first.hashes[at] in standing:
            found.update(range(at, at + WIDTH))
    return found


def judge(text: str, first: Prepared, second: Prepared, *, standing: Collection[int] = ()) -> Reuse | None:
    """Whether ``first``, made of ``text``, and ``second`` are suspected to share a text; ``None`` if not.

    ``standing`` are shingles that count for nothing, because documents that have nothing else in common carry them.
    Symmetric, save for whose words the excerpt shows.
    """
    shared, share = containment(first, second, standing)
    runs = common_runs(first.words, second.words)
    weighed = [(run, _weight(first, second, run, standing)) for run in runs if run.length >= _SHOWN_RUN]
    best = max((weight.length for _, weight in weighed if _is_long(weight)), default=0)
    support = any(weight.plain >= _SUPPORT_PLAIN and weight.telling >= _SUPPORT_TELLING for _, weight in weighed)
    alike = shared >= LEAST_SHARED and share >= LEAST_CONTAINMENT and (support or share >= _PLAIN_SIGHT)
    if not (best or alike):
        return None
    if _tell_of_other_things(first.words, second.words) and best < _TEMPLATE_RUN and share < _TEMPLATE_SHARE:
        return None
    shown = [run for run in tiles(runs) if _weight(first, second, run, standing).telling >= 1]
    if _only_closing(first.words, second.words, shown, share):
        return None
    return _told(text, first.words, second.words, shown, shared=shared, share=share)


def _tell_of_other_things(first: Words, second: Words) -> bool:
    fewer = min(len(first.named), len(second.named))
    return len(first.named & second.named) < _SAME_NAMED * fewer


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


STRANGERS = 5
"""Documents that have nothing else in common with a text before what they share with it is standing text."""

STRANGERS_OF_ONE_OUTLET = 2
_STRANGE, _SHORT_STRANGE, _SHORT_WORDS = 0.15, 0.25, 80


@dataclass(frozen=True, slots=True)
class Other:
    """A document that shares words with the one in hand; ``outlet`` is ``None`` where it is not known."""

    outlet: str | None
    distinct: frozenset[int]


Standing = dict[str | None, frozenset[int]]
"""Shingles that count for nothing with the documents of each outlet; under ``None`` with all."""


def standing_text(mine: frozenset[int], outlet: str | None, others: Sequence[Other]) -> Standing:
    """Shingles of a text that many carry who have nothing else in common with it.

    A shingle stands when ``STRANGERS`` documents hold it that share little else with the text in hand, or
    ``STRANGERS_OF_ONE_OUTLET`` more of one outlet do, for what that outlet publishes. Copies of one report are no
    strangers to each other, however many they are. The text's own outlet counts for all.
    """
    everyone: dict[int, int] = defaultdict(int)
    at_home: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for other in others:
        common = mine & other.distinct
        if not _is_stranger(len(common), min(len(mine), len(other.distinct))):
            continue
        for value in common:
            everyone[value] += 1
            if other.outlet is not None:
                at_home[other.outlet][value] += 1
    found: Standing = {
        name: frozenset(value for value, count in counts.items() if count > STRANGERS_OF_ONE_OUTLET)
        for name, counts in at_home.items()
    }
    own = at_home.get(outlet, {}) if outlet is not None else {}
    of_own = {value for value, count in own.items() if count >= STRANGERS_OF_ONE_OUTLET}
    found[None] = frozenset(value for value, count in everyone.items() if count >= STRANGERS) | of_own
    return found


def _is_stranger(shared: int, shorter: int) -> bool:
    share = shared / shorter if shorter else 0.0
    return share < _STRANGE or (share < _SHORT_STRANGE and shared <= _SHORT_WORDS)


def standing_sentence(sentence: str) -> bool:
    """Whether a sentence is furniture wherever it stands: notices, newsletters, disclaimers, credits, about-us."""
    return lexicon().standing.search(sentence) is not None
