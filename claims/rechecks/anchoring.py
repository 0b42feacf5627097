"""Where a quoted passage stands in a new text. Pure.

The place decides, not exactness. Exact and near candidates are gathered together (``places``) and each is judged with
the words around it, so that an edited passage is not called intact because a correction note, teaser or pull quote
repeats the old wording.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.rechecks.folding import Ground
from claims.rechecks.places import (
    CLOSE,
    CONTEXT,
    Candidate,
    Wanted,
    Watched,
    around,
    exact_candidates,
    exact_hits,
    leads_line,
    lone_candidates,
    near_candidates,
    opens_sentence,
    want,
)
from claims.rechecks.wording import is_furniture, is_note, negated, what_differs
from claims.vocabulary import PassageOutcome

__all__ = ["Anchored", "Watched", "anchor"]

SHORT = 32
"""Below so many characters a passage is recognised only in its context."""
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
FIRM = 0.75
"""How well both sides have to agree where the words between them are in another order."""
REWORDED = 0.6
"""Share of the longer words and figures of a passage that a rewording in its place keeps."""
_TOUCHING = 2
"""Words between two places that stand side by side."""
_NEARBY = 300
"""Characters on each side in which a note, teaser or comment tells itself."""


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


def anchor(watched: Watched, ground: Ground) -> Anchored:
    """Where ``watched`` stands in ``ground``: found, moved, changed (with what stands there) or missing.

    Never re-anchors silently: anything but the same words in the old place, or moved with the article's own text
    around them, is ``changed`` or ``missing``.
    """
    wanted = want(watched)
    if not wanted.words or not ground.words:
        return Anchored(PassageOutcome.MISSING)
    near_to = int(len(ground.words) * _relative(watched))
    exact = list(exact_candidates(wanted, ground, near_to))
    near = [c for c in near_candidates(wanted, ground, near_to) if not _stood_before(c, ground, watched)]
    same = _best([c for c in exact if _in_place(wanted, ground, c)], weight=0.0)
    edited = _best([c for c in near if _is_edit(wanted, ground, c)], weight=0.2)
    if same is not None and (edited is None or not _rivals(edited, same)):
        return _answer(PassageOutcome.FOUND, wanted, ground, same)
    if edited is not None:
        return _answer(PassageOutcome.CHANGED, wanted, ground, edited)
    moved = _best([c for c in exact if _moved(wanted, ground, c, watched.old)], weight=0.0)
    if moved is not None:
        return _answer(PassageOutcome.MOVED, wanted, ground, moved)
    kept = _best([c for c in exact if _in_old_paragraph(wanted, ground, c, watched)], weight=0.0)
    if kept is not None:
        return _answer(PassageOutcome.FOUND, wanted, ground, kept)
    elsewhere = _best([c for c in near if _looks_like(wanted, ground, c)], weight=1.0)
    if elsewhere is None:
        elsewhere = _best(list(_lone(wanted, ground, near_to, watched)), weight=1.0)
    if elsewhere is not None:
        return _answer(PassageOutcome.CHANGED, wanted, ground, elsewhere)
    return Anchored(PassageOutcome.MISSING, score=max((c.score for c in near), default=0.0))


def _lone(wanted: Wanted, ground: Ground, near_to: int, watched: Watched) -> Iterator[Candidate]:
    """Similar words that left their surroundings: edited and moved, where the article's own text stands around them."""
    for candidate in lone_candidates(wanted, ground, near_to) if watched.old is not None else ():
        alike = _looks_like(wanted, ground, candidate) and not _stood_before(candidate, ground, watched)
        if alike and watched.old is not None and _known_surroundings(ground, candidate, watched.old):
            yield candidate


def _rivals(edited: Candidate, same: Candidate) -> bool:
    """Whether a near match has as good a right to the old place as an exact one.

    Side by side each has one of the old neighbours and keeps the other from it: an edited passage with a pull quote of
    the old words.
    """
    touch = min(abs(edited.after - same.first), abs(same.after - edited.first)) <= _TOUCHING
    beside = touch and edited.score >= LOOKS_LIKE and edited.best_side >= ONE_SIDE
    return beside or edited.place >= same.place - RIVAL


def _relative(watched: Watched) -> float:
    return watched.start / max(1, len(watched.old.text)) if watched.old else 0.0


def _best(candidates: Sequence[Candidate], *, weight: float) -> Candidate | None:
    return max(candidates, key=lambda c: (c.place + weight * c.score, -c.first), default=None)


def _in_place(wanted: Wanted, ground: Ground, candidate: Candidate) -> bool:
    """Whether a candidate stands where the passage stood."""
    if _other_kind(wanted, ground, candidate) or _quoted_by_note(wanted, ground, candidate):
        return False
    repeated = candidate.score == 1.0 or candidate.best_side < 0.75
    if repeated and candidate.place < 0.75 and _in_note(wanted, ground, candidate):
        return False
    if candidate.place >= CLOSE:
        return True
    return candidate.best_side >= ONE_SIDE and wanted.characters >= SHORT


def _is_edit(wanted: Wanted, ground: Ground, candidate: Candidate) -> bool:
    if not _in_place(wanted, ground, candidate):
        return False
    if candidate.score >= EDITED:
        return True
    sides = min(candidate.left or 0.0, candidate.right or 0.0)
    if sides >= FIRM and _reworded(wanted, ground, candidate):
        return True
    size = candidate.after - candidate.first
    if wanted.characters >= SHORT or sides < 0.75 or size > 3 * len(wanted.words) + 8:
        return False
    # else the words before and behind now follow each other
    return ground.words[candidate.first : candidate.first + 2] != wanted.after[:2]


def _reworded(wanted: Wanted, ground: Ground, candidate: Candidate) -> bool:
    """Whether the same words stand there in another order: a rewording, not a loss."""
    weighty = [word for word in wanted.words if len(word) > 3 or word.isdigit()]
    there = set(ground.words[candidate.first : candidate.after])
    return len(weighty) >= 3 and sum(word in there for word in weighty) >= REWORDED * len(weighty)


def _moved(wanted: Wanted, ground: Ground, candidate: Candidate, old: Ground | None) -> bool:
    """Whether an exact match out of its old place is the passage itself, moved, and not a repetition of it."""
    if wanted.characters < SHORT or _other_kind(wanted, ground, candidate) or _in_note(wanted, ground, candidate):
        return False
    low, high = ground.paragraph(candidate.first)
    lonely = ground.starts[candidate.first] <= low + 1 and ground.ends[candidate.after - 1] >= high - 1
    if lonely and not wanted.alone:
        return False  # a pull quote
    return old is not None and _known_surroundings(ground, candidate, old)


def _in_old_paragraph(wanted: Wanted, ground: Ground, candidate: Candidate, watched: Watched) -> bool:
    """Whether an exact match stands between the old paragraphs before and behind, all else of its own rewritten."""
    old = watched.old
    if old is None or wanted.characters < SHORT or _in_note(wanted, ground, candidate):
        return False
    if _other_kind(wanted, ground, candidate):
        return False
    was, now = _neighbours(old, watched.start), _neighbours(ground, ground.starts[candidate.first])
    return all(map(_same_line, was, now)) and any(was)


def _neighbours(ground: Ground, at: int) -> tuple[list[str], list[str]]:
    """The words of the lines before and behind the one that a character stands in."""
    text = ground.text
    low, high = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    before = text[:low].rstrip().rpartition("\n")[2]
    behind = text[high:].lstrip().partition("\n")[0] if high >= 0 else ""
    return Ground.of(before).words, Ground.of(behind).words


def _same_line(old: list[str], new: list[str]) -> bool:
    was, now = (set(zip(words, words[1:], words[2:], strict=False)) for words in (old, new))
    return len(was & now) >= KNOWN * max(len(was), len(now))


def _looks_like(wanted: Wanted, ground: Ground, candidate: Candidate) -> bool:
    if candidate.score < LOOKS_LIKE or wanted.characters < SHORT:
        return False
    return not _other_kind(wanted, ground, candidate) and not _in_note(wanted, ground, candidate)


def _in_note(wanted: Wanted, ground: Ground, candidate: Candidate) -> bool:
    """Whether a place is a correction note, teaser or comment by what its line and the short lines above it say."""
    low, high = ground.paragraph(candidate.first)
    start, end = ground.starts[candidate.first], ground.ends[candidate.after - 1]
    line = ground.text[max(low, start - _NEARBY) : min(high, end + _NEARBY)]
    if is_furniture(line) or (not wanted.note and is_note(line)):
        return True
    above = [line for line in ground.text[max(0, low - _NEARBY) : low].split("\n") if line.strip()][-2:]
    return any(len(line) <= 40 and (is_furniture(line) or is_note(line)) for line in above)


def _quoted_by_note(wanted: Wanted, ground: Ground, candidate: Candidate) -> bool:
    """Whether the very sentence says that it tells what stood here before."""
    start = ground.starts[_sentence_start(ground, candidate.first)]
    end = ground.starts[candidate.first]
    return not wanted.note and is_note(ground.text[max(start, end - _NEARBY) : end])


def _other_kind(wanted: Wanted, ground: Ground, candidate: Candidate) -> bool:
    kind = ground.kind(candidate.first)
    return kind is not None and wanted.kind is not None and kind != wanted.kind


def _stood_before(candidate: Candidate, ground: Ground, watched: Watched) -> bool:
    """Whether a near match is no edit because it stood elsewhere in the old text already."""
    old, words = watched.old, ground.words[candidate.first : candidate.after]
    if old is None or len(words) < 4:
        return False
    first, after = old.span(watched.start, watched.start + len(watched.exact))
    return any(hit + len(words) <= first or hit >= after for hit in exact_hits(words, old, first))


def _known_surroundings(ground: Ground, candidate: Candidate, old: Ground) -> bool:
    """Whether the words beside a place stood in the old text: an article rearranged, not words quoted elsewhere."""
    left, right = around(ground, candidate.first, candidate.after, 12)
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
    return sum(bool(exact_hits(run, old, 0)) for run in runs) / len(runs) if runs else 0.0


def _answer(outcome: PassageOutcome, wanted: Wanted, ground: Ground, candidate: Candidate) -> Anchored:
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


def _turned(wanted: Wanted, ground: Ground, candidate: Candidate) -> bool:
    """Whether the sentence around unchanged words now says otherwise: a negation came or went, or it began later."""
    before = ground.words[max(0, candidate.first - CONTEXT) : candidate.first]
    opens = opens_sentence(before) or leads_line(ground, candidate.first)
    if wanted.before[-1:] == before[-1:]:
        return False
    if wanted.opens and not opens:
        return True
    return negated(wanted.before, opens=wanted.opens) != negated(before, opens=opens)


def _sentence_start(ground: Ground, first: int) -> int:
    low, _ = ground.paragraph(first)
    while first > 0 and ground.starts[first - 1] >= low and ground.words[first - 1] not in (".", "!", "?"):
        first -= 1
    return first
