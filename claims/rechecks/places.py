"""Where in a new text a passage may stand, and how well its old surroundings agree with each place. Pure.

Exact places are found by the rarest word of the passage. Near ones come from votes: every rare word that passage and
surroundings share with the new text votes for the place that it implies (the seeds of sequence alignment), and the
best places are aligned word by word together with their surroundings. Constants bound the work, whatever the texts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from claims.rechecks.diff import Step, steps
from claims.rechecks.folding import Ground, is_word
from claims.rechecks.wording import is_note

CONTEXT = 24
"""Words on each side that are aligned with the passage."""
CLOSE = 0.5
"""Share of the surrounding words that makes a place the old one."""
_MOST_HITS, _MOST_JUDGED, _MOST_VOTES, _MOST_PLACES, _MOST_TWINS = 300, 24, 60, 6, 12
_SIDE = 16
_MOST_STRETCHES, _MOST_LACKING = 40, 4
_STOPS = (".", "!", "?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A passage under watch, as it was captured.

    ``start`` is in characters of the old text. With the old text (``old``) its surroundings are taken from there, and
    what stood elsewhere in it already is not mistaken for the passage; without, ``prefix`` and ``suffix`` serve.
    """

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int = 0
    old: Ground | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A passage as words with its surroundings.

    ``opens`` when it begins a sentence, ``alone`` when it fills its line, ``note`` when its line was a correction
    already; ``twins`` are the surroundings of the other places where the same words stood.
    """

    before: list[str]
    words: list[str]
    after: list[str]
    opens: bool
    kind: str | None
    alone: bool
    twins: tuple[tuple[list[str], list[str]], ...]
    characters: int
    note: bool


def _place(left: float | None, right: float | None) -> float:
    return sum(CLOSE if side is None else side for side in (left, right)) / 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words ``first`` to ``after`` of the new text; how well each side agrees, and how alike the words are."""

    first: int
    after: int
    left: float | None
    right: float | None
    score: float

    @property
    def place(self) -> float:
        """How well the surroundings agree, 0 to 1; a side where nothing stood counts one half."""
        return _place(self.left, self.right)

    @property
    def best_side(self) -> float:
        """How well the better side agrees."""
        return max((side for side in (self.left, self.right) if side is not None), default=0.0)


def exact_hits(words: Sequence[str], ground: Ground, near: int) -> list[int]:
    """First words of the places where ``words`` stand, of at most ``_MOST_HITS`` tries, nearest to ``near`` first."""
    if not words:
        return []
    offset, rarest = min(enumerate(words), key=lambda pair: len(ground.places.get(pair[1], ())))
    starts = (place - offset for place in ground.places.get(rarest, ()))
    tried = sorted(starts, key=lambda start: abs(start - near))[:_MOST_HITS]
    size = len(words)
    return [start for start in tried if start >= 0 and ground.words[start : start + size] == list(words)]


def around(ground: Ground, first: int, after: int, size: int = CONTEXT) -> tuple[list[str], list[str]]:
    """The words before and behind a place, in reading order."""
    return ground.words[max(0, first - size) : first], ground.words[after : after + size]


def opens_sentence(before: Sequence[str]) -> bool:
    """Whether what follows ``before`` begins a sentence."""
    last = next((word for word in reversed(before) if word != "'"), ".")
    return last in (".", "!", "?", "…", "。", "؟")


def leads_line(ground: Ground, first: int) -> bool:
    """Whether a word is the first of its line."""
    low, _ = ground.paragraph(first)
    return not ground.text[low : ground.starts[first]].strip()


def want(watched: Watched) -> Wanted:
    """Prepare a passage for comparison, with its surroundings from the old text where that is known."""
    ground = watched.old or Ground.of(watched.prefix + watched.exact + watched.suffix)
    start = watched.start if watched.old else len(watched.prefix)
    first, after = ground.span(start, start + len(watched.exact))
    words, (before, behind) = ground.words[first:after], around(ground, first, after)
    low, high = ground.paragraph(first) if words else (0, 0)
    others = [hit for hit in exact_hits(words, ground, first) if hit != first][:_MOST_TWINS] if watched.old else []
    own_lines = (ground.starts[first] == low and ground.ends[after - 1] >= high) if words else True
    return Wanted(
        before=before,
        words=words,
        after=behind,
        opens=opens_sentence(before) or (bool(words) and watched.old is not None and leads_line(ground, first)),
        kind=ground.kind(first) if words else None,
        alone=own_lines and watched.old is not None,
        twins=tuple(around(ground, hit, hit + len(words)) for hit in others),
        characters=len(watched.exact.strip()),
        note=is_note(ground.text[low:high]),
    )


def _side(old: list[str], new: list[str]) -> float | None:
    """Share of the surrounding words on one side, nearest first in both, that still stand there.

    Near words count more, and words that stand further off than they did count half. ``None`` when there was nothing
    on this side and there is now.
    """
    was, stands = [w for w in old if is_word(w)][:_SIDE], [w for w in new if is_word(w)][: _SIDE + 8]
    if not was:
        return None if len(stands) > 3 else 1.0
    weights = [1 / (1 + n / 4) for n in range(len(was))]
    found = 0.0
    for op, a, b, c, _ in steps(was, stands):
        if op == "equal":
            found += sum(weights[a:b]) * (1.0 if abs(a - c) <= 3 else 0.5)
    return found / sum(weights)


def _sides(
    ground: Ground, first: int, after: int, before: list[str], behind: list[str]
) -> tuple[float | None, float | None]:
    left, right = around(ground, first, after, 2 * CONTEXT)
    return _side(before[::-1], left[::-1]), _side(behind, right)


def _agreeing(wanted: Wanted, ground: Ground, first: int) -> int:
    """How many of the next words on both sides are the old ones: a first, cheap look at a place."""
    left, right = around(ground, first, first + len(wanted.words), 6)
    return len(set(left) & set(wanted.before[-6:])) + len(set(right) & set(wanted.after[:6]))


def exact_candidates(wanted: Wanted, ground: Ground, near: int) -> Iterator[Candidate]:
    """The places where the same words stand, save those that agree better with another place of the old text."""
    size = len(wanted.words)
    hits = exact_hits(wanted.words, ground, near)
    for first in sorted(hits, key=lambda hit: -_agreeing(wanted, ground, hit))[:_MOST_JUDGED]:
        left, right = _sides(ground, first, first + size, wanted.before, wanted.after)
        candidate = Candidate(first, first + size, left, right, 1.0)
        others = [_sides(ground, first, first + size, *twin) for twin in wanted.twins]
        if all(_place(left, right) <= candidate.place for left, right in others):
            yield candidate


def _votes(whole: Sequence[str], ground: Ground, *, width: int) -> list[tuple[int, int]]:
    """Stretches of the new text, in words, in which ``whole`` or a part of it may stand; the best first."""
    votes: Counter[int] = Counter()
    for n, word in enumerate(whole):
        places = ground.places.get(word, ())
        if is_word(word) and 0 < len(places) <= _MOST_VOTES:
            for place in places:
                bucket = (place - n) // width
                votes[bucket] += 1
                votes[bucket + 1] += 1
    return [
        ((bucket - 1) * width - width, (bucket + 1) * width + len(whole) + width)
        for bucket, _ in votes.most_common(_MOST_PLACES)
    ]


def _boundary(path: list[Step], at: int, *, end: bool) -> int:
    """Where the boundary before old word ``at`` (after it, for an ``end``) lies in the new words."""
    for op, a, b, c, d in path:
        if (a < at <= b) if end else (a <= at < b):
            if op == "equal":
                return c + (at - a)
            if end:
                return d if at == b else min(c + (at - a), d)
            return c if at == a else max(d - (b - at), c)
    return path[-1].d if path and at >= path[-1].b else 0


def _likeness(old: list[str], new: list[str]) -> float:
    """How alike two wordings are, 0 to 1: shared words in order; characters too where the passage is short."""
    same = sum(b - a for op, a, b, _, _ in steps(old, new) if op == "equal")
    share = 2 * same / (len(old) + len(new)) if old or new else 0.0
    if len(old) > 12 or len(new) > 24:
        return share
    return max(share, SequenceMatcher(None, " ".join(old), " ".join(new), autojunk=False).ratio())


def near_candidates(wanted: Wanted, ground: Ground, near: int) -> Iterator[Candidate]:
    """Near matches; exact ones are covered up, so that an edited passage beside its old wording is seen."""
    whole, size = [*wanted.before, *wanted.words, *wanted.after], len(wanted.words)
    covered = _covered(wanted, ground, near)
    seen: set[tuple[int, int]] = set()
    for low, high in _votes(whole, ground, width=_width(wanted)):
        low = max(0, low)
        path = steps(whole, ["" if n in covered else w for n, w in enumerate(ground.words[low:high], low)])
        first = low + _boundary(path, len(wanted.before), end=False)
        after = low + _boundary(path, len(wanted.before) + size, end=True)
        first, after = _uncovered(covered, first, after)
        if (first, after) in seen or not any(map(is_word, ground.words[first:after])):
            continue
        if 2 * sum(n in covered for n in range(first, after)) > after - first:
            continue
        seen.add((first, after))
        left, right = _sides(ground, first, after, wanted.before, wanted.after)
        yield Candidate(first, after, left, right, _likeness(wanted.words, ground.words[first:after]))


def lone_candidates(wanted: Wanted, ground: Ground, near: int) -> Iterator[Candidate]:
    """Near matches of the passage alone, away from its old surroundings; exact ones are covered up."""
    covered = _covered(wanted, ground, near)
    seen: set[tuple[int, int]] = set()
    for low, high in _votes(wanted.words, ground, width=_width(wanted)):
        low = max(0, low)
        path = steps(wanted.words, ["" if n in covered else w for n, w in enumerate(ground.words[low:high], low)])
        same = [(low + c, low + d) for op, _, _, c, d in path if op == "equal"]
        if not same:
            continue
        first, after = _to_sentence(wanted, ground, *_densest(same, len(wanted.words)))
        if (first, after) in seen or any(n in covered for n in range(first, after)):
            continue
        seen.add((first, after))
        left, right = _sides(ground, first, after, wanted.before, wanted.after)
        yield Candidate(first, after, left, right, _likeness(wanted.words, ground.words[first:after]))


def _densest(same: Sequence[tuple[int, int]], size: int) -> tuple[int, int]:
    """From which to which of the shared stretches a text is most like a passage of ``size`` words."""
    best, span = 0.0, same[0]
    for n, (first, _) in enumerate(same[:_MOST_STRETCHES]):
        shared = 0
        for begin, after in same[n : n + _MOST_STRETCHES]:
            shared += after - begin
            share = 2 * shared / (size + after - first)
            if share > best:
                best, span = share, (first, after)
    return span


def _to_sentence(wanted: Wanted, ground: Ground, first: int, after: int) -> tuple[int, int]:
    """A stretch with the few words that it lacks to both ends of its sentence, where the passage had them."""
    if wanted.opens:
        starts = (n for n in range(first, max(-1, first - _MOST_LACKING - 1), -1) if _opens(ground, n))
        first = next(starts, first)
    if wanted.words[-1] in _STOPS and ground.words[after - 1] not in _STOPS:
        ends = (n + 1 for n in range(after, min(len(ground.words), after + _MOST_LACKING)) if ground.words[n] in _STOPS)
        after = next(ends, after)
    return first, after


def _opens(ground: Ground, first: int) -> bool:
    return leads_line(ground, first) or opens_sentence(ground.words[max(0, first - 2) : first])


def _width(wanted: Wanted) -> int:
    return max(8, len(wanted.words) // 2)


def _covered(wanted: Wanted, ground: Ground, near: int) -> set[int]:
    """The words of the exact places."""
    size = len(wanted.words)
    return {n for hit in exact_hits(wanted.words, ground, near) for n in range(hit, hit + size)}


def _uncovered(covered: set[int], first: int, after: int) -> tuple[int, int]:
    """A stretch of words without the covered ones at its ends."""
    while first < after and first in covered:
        first += 1
    while first < after and after - 1 in covered:
        after -= 1
    return first, after
