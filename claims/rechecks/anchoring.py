"""Where a quoted passage stands in a new text. Pure.

The place decides, not exactness. Exact and near candidates are gathered together and each is judged with the words
around it, so that an edited passage is not called intact because a correction note, teaser or pull quote repeats the
old wording. Near matches come from votes: every rare word that passage and its surroundings share with the new text
votes for the place that it implies (the seeds of sequence alignment), and the best places are aligned word by word
together with their surroundings. The work is bounded by constants, whatever the texts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from claims.rechecks.diff import Step, steps
from claims.rechecks.folding import Ground, is_word
from claims.vocabulary import PassageOutcome

CONTEXT = 24
"""Words on each side that are aligned with the passage."""
SHORT = 32
"""Below so many characters a passage is recognised only in its context."""
CLOSE = 0.5
"""Share of the surrounding words that makes a place the old one."""
ONE_SIDE = 0.8
"""The same for one side alone, where the other was edited."""
EDITED = 0.45
"""Score from which other words in the old place are an edit; below, the passage is missing."""
LOOKS_LIKE = 0.75
"""Score from which similar words in another place are the passage, moved and edited."""
KNOWN = 0.6
"""Share of the runs of three words beside a place that make it part of the old article."""
RIVAL = 0.15
"""How much better the place of an exact match must be than that of a near one that is new in the text."""
_MOST_HITS, _MOST_JUDGED, _MOST_VOTES, _MOST_PLACES, _MOST_TWINS = 300, 24, 60, 6, 12
_SIDE = 16
_NEARBY = 300
"""Characters on each side in which a note, teaser or comment tells itself."""

_NOTE = re.compile(
    r"\b(?:correct(?:ion|ed)|clarif(?:ication|ied)|amended|misstated|incorrectly|wrongly|in error|by mistake"
    r"|(?:earlier|previous|original|first) version"
    r"|(?:originally|previously|initially) (?:said|stated|reported|read|gave)"
    r"|editor.s note|has been (?:updated|changed|removed)|was (?:updated|removed)|used to (?:say|read)"
    r"|korrektur|berichtigung|früheren (?:version|fassung)|version (?:antérieure|précédente)|rectificatif"
    r"|fe de erratas?|correcci[oó]n|versi[oó]n anterior|precedente versione)\b",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"^\W*(?:related|read (?:more|next|also)|also read|more (?:on|from|about|stories)|see also|most read|recommended"
    r"|comments?|\d+ comments?|replies|leave a reply|share|in brief|in short|key points|corrections?)\b",
    re.IGNORECASE,
)
_NEGATIONS = frozenset(
    "not no never none nor neither without cannot denied denies deny false untrue "
    "nicht kein keine nie non jamais".split()
)
_DATES = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday".split()
)
_UNITS = frozenset(
    "tonne tonnes ton tons kg kilogram kilograms kilos pound pounds km kilometre kilometres mile miles metre metres "
    "litre litres gallon gallons percent % million billion trillion thousand hundred dozen euro euros dollar dollars "
    "€ $ £ degree degrees hour hours minute minutes day days week weeks month months year years mw gw kw mwh hectare "
    "hectares acre acres".split()
)


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
class Anchored:
    """Where a passage stands now.

    ``text`` is what stands there, ``None`` when it is missing; ``start`` and ``end`` are its characters. ``score`` is
    1 for the same words, else the likeness of the best match, 0 to 1. ``differs`` names what kind of words differ.
    """

    outcome: PassageOutcome
    start: int | None = None
    end: int | None = None
    text: str | None = None
    score: float = 0.0
    differs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Wanted:
    before: list[str]
    words: list[str]
    after: list[str]
    opens: bool
    closes: bool
    kind: str | None
    alone: bool
    twins: tuple[tuple[list[str], list[str]], ...]
    characters: int
    note: bool


def _place(left: float | None, right: float | None) -> float:
    return sum(CLOSE if side is None else side for side in (left, right)) / 2


@dataclass(frozen=True, slots=True)
class _Candidate:
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
        return max((side for side in (self.left, self.right) if side is not None), default=0.0)


def _exact(words: Sequence[str], ground: Ground, near: int) -> list[int]:
    """First words of the places where ``words`` stand, of at most ``_MOST_HITS`` tries, nearest to ``near`` first."""
    if not words:
        return []
    offset, rarest = min(enumerate(words), key=lambda pair: len(ground.places.get(pair[1], ())))
    starts = (place - offset for place in ground.places.get(rarest, ()))
    tried = sorted(starts, key=lambda start: abs(start - near))[:_MOST_HITS]
    size = len(words)
    return [start for start in tried if start >= 0 and ground.words[start : start + size] == list(words)]


def _around(ground: Ground, first: int, after: int, size: int = CONTEXT) -> tuple[list[str], list[str]]:
    return ground.words[max(0, first - size) : first], ground.words[after : after + size]


def _opens(before: Sequence[str]) -> bool:
    """Whether what follows ``before`` begins a sentence."""
    last = next((word for word in reversed(before) if word != "'"), ".")
    return last in (".", "!", "?", "…", "。", "؟")


def _leads(ground: Ground, first: int) -> bool:
    """Whether a word is the first of its line."""
    low, _ = ground.paragraph(first)
    return not ground.text[low : ground.starts[first]].strip()


def _want(watched: Watched) -> _Wanted:
    ground = watched.old or Ground.of(watched.prefix + watched.exact + watched.suffix)
    start = watched.start if watched.old else len(watched.prefix)
    first, after = ground.span(start, start + len(watched.exact))
    words, (before, behind) = ground.words[first:after], _around(ground, first, after)
    low, high = ground.paragraph(first) if words else (0, 0)
    others = [hit for hit in _exact(words, ground, first) if hit != first][:_MOST_TWINS] if watched.old else []
    own_lines = (ground.starts[first] == low and ground.ends[after - 1] >= high) if words else True
    return _Wanted(
        before=before,
        words=words,
        after=behind,
        opens=_opens(before) or (bool(words) and watched.old is not None and _leads(ground, first)),
        closes=bool(words) and words[-1] in (".", "!", "?", "'"),
        kind=ground.kind(first) if words else None,
        alone=own_lines and watched.old is not None,
        twins=tuple(_around(ground, hit, hit + len(words)) for hit in others),
        characters=len(watched.exact.strip()),
        note=bool(_NOTE.search(ground.text[low:high])),
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
    left, right = _around(ground, first, after, 2 * CONTEXT)
    return _side(before[::-1], left[::-1]), _side(behind, right)


def _agreeing(wanted: _Wanted, ground: Ground, first: int) -> int:
    """How many of the next words on both sides are the old ones: a first, cheap look at a place."""
    left, right = _around(ground, first, first + len(wanted.words), 6)
    return len(set(left) & set(wanted.before[-6:])) + len(set(right) & set(wanted.after[:6]))


def _exact_candidates(wanted: _Wanted, ground: Ground, near: int) -> Iterator[_Candidate]:
    size = len(wanted.words)
    hits = _exact(wanted.words, ground, near)
    for first in sorted(hits, key=lambda hit: -_agreeing(wanted, ground, hit))[:_MOST_JUDGED]:
        left, right = _sides(ground, first, first + size, wanted.before, wanted.after)
        candidate = _Candidate(first, first + size, left, right, 1.0)
        others = [_sides(ground, first, first + size, *twin) for twin in wanted.twins]
        if all(_place(left, right) <= candidate.place for left, right in others):
            yield candidate


def _votes(wanted: _Wanted, ground: Ground) -> list[tuple[int, int]]:
    """Stretches of the new text, in words, in which passage or surroundings may stand; the best first."""
    width = max(8, len(wanted.words) // 2)
    whole = [*wanted.before, *wanted.words, *wanted.after]
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


def _near_candidates(wanted: _Wanted, ground: Ground, exact: Sequence[_Candidate]) -> Iterator[_Candidate]:
    """Near matches; the exact ones are covered up, so that an edited passage beside its old wording is seen."""
    whole, size = [*wanted.before, *wanted.words, *wanted.after], len(wanted.words)
    covered = {n for candidate in exact for n in range(candidate.first, candidate.after)}
    seen: set[tuple[int, int]] = set()
    for low, high in _votes(wanted, ground):
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
        yield _Candidate(first, after, left, right, _likeness(wanted.words, ground.words[first:after]))


def _uncovered(covered: set[int], first: int, after: int) -> tuple[int, int]:
    """A stretch of words without the covered ones at its ends."""
    while first < after and first in covered:
        first += 1
    while first < after and after - 1 in covered:
        after -= 1
    return first, after


def _stood_before(candidate: _Candidate, ground: Ground, watched: Watched) -> bool:
    """Whether a near match is no edit because it stood elsewhere in the old text already."""
    old, words = watched.old, ground.words[candidate.first : candidate.after]
    if old is None or len(words) < 4:
        return False
    first, after = old.span(watched.start, watched.start + len(watched.exact))
    return any(hit + len(words) <= first or hit >= after for hit in _exact(words, old, first))


def _turned(wanted: _Wanted, ground: Ground, candidate: _Candidate) -> bool:
    """Whether the sentence around unchanged words now says otherwise: a negation came or went, or it began later."""
    before = ground.words[max(0, candidate.first - CONTEXT) : candidate.first]
    opens = _opens(before) or _leads(ground, candidate.first)
    if wanted.before[-1:] == before[-1:]:
        return False
    if wanted.opens and not opens:
        return True
    return _negated(wanted.before, opens=wanted.opens) != _negated(before, opens=opens)


def _negated(before: list[str], *, opens: bool) -> bool:
    if opens:
        return False
    sentence: list[str] = []
    for word in reversed(before[-10:]):
        if word in (".", "!", "?"):
            break
        sentence.append(word)
    return any(word in _NEGATIONS for word in sentence) or _has_nt(sentence[::-1])


def _has_nt(words: Sequence[str]) -> bool:
    return any(words[n].endswith("n") and words[n + 1 : n + 3] == ["'", "t"] for n in range(len(words)))


def _in_note(wanted: _Wanted, ground: Ground, candidate: _Candidate) -> bool:
    """Whether a place is a correction note, teaser or comment by what its line and the short lines above it say."""
    low, high = ground.paragraph(candidate.first)
    start, end = ground.starts[candidate.first], ground.ends[candidate.after - 1]
    line = ground.text[max(low, start - _NEARBY) : min(high, end + _NEARBY)]
    if _FURNITURE.match(line) or (not wanted.note and _NOTE.search(line)):
        return True
    above = [line for line in ground.text[max(0, low - _NEARBY) : low].split("\n") if line.strip()][-2:]
    return any(len(line) <= 40 and (_FURNITURE.match(line) or _NOTE.search(line)) for line in above)


def _quoted_by_note(wanted: _Wanted, ground: Ground, candidate: _Candidate) -> bool:
    """Whether the very sentence says that it tells what stood here before."""
    start = ground.starts[_sentence_start(ground, candidate.first)]
    end = ground.starts[candidate.first]
    return not wanted.note and bool(_NOTE.search(ground.text[max(start, end - _NEARBY) : end]))


def _other_kind(wanted: _Wanted, ground: Ground, candidate: _Candidate) -> bool:
    kind = ground.kind(candidate.first)
    return kind is not None and wanted.kind is not None and kind != wanted.kind


def _in_place(wanted: _Wanted, ground: Ground, candidate: _Candidate) -> bool:
    """Whether a candidate stands where the passage stood."""
    if _other_kind(wanted, ground, candidate) or _quoted_by_note(wanted, ground, candidate):
        return False
    repeated = candidate.score == 1.0 or candidate.best_side < 0.75
    if repeated and candidate.place < 0.75 and _in_note(wanted, ground, candidate):
        return False
    if candidate.place >= CLOSE:
        return True
    return candidate.best_side >= ONE_SIDE and wanted.characters >= SHORT


def _known_surroundings(ground: Ground, candidate: _Candidate, old: Ground) -> bool:
    """Whether the words beside a place stood in the old text: an article rearranged, not words quoted elsewhere."""
    left, right = _around(ground, candidate.first, candidate.after, 12)
    low, high = ground.paragraph(candidate.first)
    first, after = ground.span(low, high)
    same_line = (
        left[-(candidate.first - first) :] if candidate.first > first else [],
        right[: after - candidate.after],
    )
    if any(words and _shingles_kept(words, old) < KNOWN for words in same_line):
        return False
    return any(len(words) >= 4 and _shingles_kept(words, old) >= KNOWN for words in (left, right))


def _shingles_kept(words: list[str], old: Ground) -> float:
    runs = [words[n : n + 3] for n in range(max(1, len(words) - 2))]
    return sum(bool(_exact(run, old, 0)) for run in runs) / len(runs) if runs else 0.0


def _moved(wanted: _Wanted, ground: Ground, candidate: _Candidate, old: Ground | None) -> bool:
    """Whether an exact match out of its old place is the passage itself, moved, and not a repetition of it."""
    if wanted.characters < SHORT or _other_kind(wanted, ground, candidate) or _in_note(wanted, ground, candidate):
        return False
    low, high = ground.paragraph(candidate.first)
    lonely = ground.starts[candidate.first] <= low + 1 and ground.ends[candidate.after - 1] >= high - 1
    if lonely and not wanted.alone:
        return False  # a pull quote
    return old is not None and _known_surroundings(ground, candidate, old)


def _best(candidates: Sequence[_Candidate], *, weight: float) -> _Candidate | None:
    return max(candidates, key=lambda c: (c.place + weight * c.score, -c.first), default=None)


def anchor(watched: Watched, ground: Ground) -> Anchored:
    """Where ``watched`` stands in ``ground``: found, moved, changed (with what stands there) or missing.

    Never re-anchors silently: anything but the same words in the old place, or moved with the article's own text
    around them, is ``changed`` or ``missing``.
    """
    wanted = _want(watched)
    if not wanted.words or not ground.words:
        return Anchored(PassageOutcome.MISSING)
    near_to = int(len(ground.words) * _relative(watched))
    exact = list(_exact_candidates(wanted, ground, near_to))
    near = [c for c in _near_candidates(wanted, ground, exact) if not _stood_before(c, ground, watched)]
    same = _best([c for c in exact if _in_place(wanted, ground, c)], weight=0.0)
    edited = _best([c for c in near if _is_edit(wanted, ground, c)], weight=0.2)
    if same is not None and (edited is None or edited.place < same.place - RIVAL):
        return _answer(PassageOutcome.FOUND, wanted, ground, same)
    if edited is not None:
        return _answer(PassageOutcome.CHANGED, wanted, ground, edited)
    moved = _best([c for c in exact if _moved(wanted, ground, c, watched.old)], weight=0.0)
    if moved is not None:
        return _answer(PassageOutcome.MOVED, wanted, ground, moved)
    elsewhere = _best([c for c in near if _looks_like(wanted, ground, c)], weight=1.0)
    if elsewhere is not None:
        return _answer(PassageOutcome.CHANGED, wanted, ground, elsewhere)
    return Anchored(PassageOutcome.MISSING, score=max((c.score for c in near), default=0.0))


def _relative(watched: Watched) -> float:
    return watched.start / max(1, len(watched.old.text)) if watched.old else 0.0


def _is_edit(wanted: _Wanted, ground: Ground, candidate: _Candidate) -> bool:
    if not _in_place(wanted, ground, candidate):
        return False
    if candidate.score >= EDITED:
        return True
    sides = min(candidate.left or 0.0, candidate.right or 0.0)
    size = candidate.after - candidate.first
    if wanted.characters >= SHORT or sides < 0.75 or size > 3 * len(wanted.words) + 8:
        return False
    # else the words before and behind now follow each other
    return ground.words[candidate.first : candidate.first + 2] != wanted.after[:2]


def _looks_like(wanted: _Wanted, ground: Ground, candidate: _Candidate) -> bool:
    if candidate.score < LOOKS_LIKE or wanted.characters < SHORT:
        return False
    return not _other_kind(wanted, ground, candidate) and not _in_note(wanted, ground, candidate)


def _answer(outcome: PassageOutcome, wanted: _Wanted, ground: Ground, candidate: _Candidate) -> Anchored:
    first, after = candidate.first, candidate.after
    differs: tuple[str, ...] = ()
    if outcome is PassageOutcome.CHANGED:
        differs = what_differs(wanted.words, ground.words[first:after])
    elif _turned(wanted, ground, candidate):
        outcome, differs = PassageOutcome.CHANGED, ("sentence",)
        first = _sentence_start(ground, first)
    return Anchored(
        outcome,
        start=ground.starts[first],
        end=ground.ends[after - 1],
        text=ground.verbatim(first, after),
        score=round(candidate.score, 4),
        differs=differs,
    )


def _sentence_start(ground: Ground, first: int) -> int:
    low, _ = ground.paragraph(first)
    while first > 0 and ground.starts[first - 1] >= low and ground.words[first - 1] not in (".", "!", "?"):
        first -= 1
    return first


def what_differs(old: Sequence[str], new: Sequence[str]) -> tuple[str, ...]:
    """Which kinds of folded words differ: ``figure``, ``unit``, ``date``, ``negation``, else ``words``."""
    gone, come = Counter(old) - Counter(new), Counter(new) - Counter(old)
    differing = {*gone, *come}
    kinds = {
        "figure": any(character.isdigit() for word in differing for character in word),
        "unit": bool(differing & _UNITS),
        "date": bool(differing & _DATES),
        "negation": bool(differing & _NEGATIONS) or _has_nt(old) != _has_nt(new),
    }
    return tuple(kind for kind, differs in kinds.items() if differs) or ("words",)
