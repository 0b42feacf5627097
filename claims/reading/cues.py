"""Words that say that somebody said it: verbs of speech and belief, "according to", hearsay. Pure.

A cue is found with the phrase for its source, or with none. Which cue speaks for a whole sentence is decided by where
it stands: the outermost one ("…, a source said") before the first one inside.
"""

from __future__ import annotations

from claims.reading.attitudes import attitude
from claims.reading.cue import Cue, Shape, Speaks
from claims.reading.phrases import Phrases
from claims.reading.tokens import Sort
from claims.reading.verbs import verb_cue

_LONGEST_NAME = 6
"""Words before a colon that can be a speaker's name with title."""

_SMALL_WORD = 4
"""Letters up to which a word stays small in a title."""

_TITLE_FROM = 4
"""Longer words that a line in title case has at least."""


def find_cues(phrases: Phrases, speaks: Speaks, *, headline: bool = False) -> list[Cue]:
    """All cues of a sentence, in order."""
    headline = headline or _in_title_case(phrases)
    can_be = phrases.words.cue_words
    places = [index for index, token in enumerate(phrases.tokens) if token.low in can_be]
    found = (_at(phrases, index, speaks, headline=headline) for index in places)
    return sorted((cue for cue in found if cue is not None), key=lambda cue: (cue.first, cue.shape))


def _in_title_case(p: Phrases) -> bool:
    """Whether all words are in capitals but the small ones, as headlines inside a text are."""
    if not p.capital(1) and not p.capital(2):
        return False
    long = [token for token in p.tokens if token.sort is Sort.WORD and len(token.text) > _SMALL_WORD]
    return len(long) >= _TITLE_FROM and all(token.capital or token.low[:1].isdigit() for token in long)


def _at(p: Phrases, index: int, speaks: Speaks, *, headline: bool) -> Cue | None:
    can_be = p.words.cue_words[p.low(index)]
    if not p.is_word(index):
        return _colon(p, index, speaks)
    if "hearsay" in can_be:
        return Cue(index, index, Shape.HEARSAY, None)
    cue = _according(p, index) if "according" in can_be else None
    if cue is None and "noun" in can_be:
        cue = _noun_cue(p, index, speaks)
    if cue is None and "verb" in can_be:
        cue = verb_cue(p, index, speaks, headline=headline)
    return cue or (attitude(p, index, speaks, headline=headline) if "attitude" in can_be else None)


def _colon(p: Phrases, index: int, speaks: Speaks) -> Cue | None:
    """ "Ms Roe: “…”", and in headlines and interviews also without quotation marks."""
    if p.low(index) != ":" or not 0 < index <= _LONGEST_NAME or not p.is_word(index - 1):
        return None
    if not (p.is_quote(index + 1) or p.capital(index + 1)):
        return None
    phrase = p.ending_at(index - 1)
    if phrase is None or phrase[0] != 0 or not p.capital(index - 1) or not speaks(phrase):
        return None
    return Cue(index, index, Shape.COLON, phrase)


def _according(p: Phrases, index: int) -> Cue | None:
    last = p.sequence_at(index, "according")
    if last is not None:
        source = p.starting_at(last + 1, wide=True)
        return Cue(index, last, Shape.ACCORDING, source) if source else None
    if p.any_of(index, "according_after"):
        source = p.ending_at(index - 1)
        return Cue(index, index, Shape.ACCORDING, source) if source else None
    return None


def _noun_cue(p: Phrases, index: int, speaks: Speaks) -> Cue | None:
    """ "The minister's claim that …", "criticism from voters"."""
    if not p.any_of(index, "cue_nouns"):
        return None
    owner = index - 1
    if p.low(owner).endswith(("'s", "s'")) or p.any_of(owner, "possessives"):
        source = p.ending_at(owner) if not p.any_of(owner, "possessives") else (owner, owner)
        return Cue(index, index, Shape.INSIDE, source, noun=True) if source and speaks(source) else None
    if p.low(index + 1) in ("from", "by"):
        source = p.starting_at(index + 2)
        return Cue(index, index + 1, Shape.INSIDE, source, noun=True) if source and speaks(source) else None
    return None
