"""Who and what is called by name on a page, gathered before its sentences are read. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claims.reading.words import Lexicon

_CAPITALISED = r"[^\W\d_a-zß-ÿ][\w’'-]+"
_FULL_NAME = re.compile(
    rf"\b({_CAPITALISED})((?:\s[^\W\d_a-zß-ÿ]\.)?\s(?:(?:de|van|von|bin|al|el|da|la)\s)?{_CAPITALISED})\b"
)
_WITH_ARTICLE = re.compile(r"\b(?:the|a|an|our|this)\s\Z", re.IGNORECASE)
_WHICH = re.compile(r", which\b")
_NAME_AT_END = re.compile(r"(?:\b[^\W\d_a-zß-ÿ][\w’'-]{0,30}(?:\s|\Z)){1,4}\Z")
_SMALL_WORD = re.compile(r"\b[a-zß-ÿ]{3,}\b")

NOT_A_PERSON = (
    "organisation_words",
    "organisation_suffixes",
    "government_words",
    "places",
    "weekdays",
    "months",
    "determiners",
    "titles",
    "ordinary_capitals",
    "prepositions",
    "news_agencies",
    "coordinators",
    "adverbs",
)
"""Lists whose words are no part of a personal name."""


@dataclass(frozen=True, slots=True)
class Names:
    """``people``: full names by surname; ``bodies``: names that a "which" shows to be no person's; ``own``: what the
    page calls the paper that it stands in; ``common``: words that it writes small. All keys are in lower case.
    ``outlet_known``: ``own`` comes from outside the page, so that no other paper is taken for its own."""

    people: dict[str, str]
    bodies: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()
    outlet_known: bool = False


def names_on(text: str, words: Lexicon, outlet: str | None = None) -> Names:
    """The names of ``text``; ``outlet`` is the paper or site that it stands in, where that is known."""
    bodies = _bodies(text)
    return Names(
        people=_people(text, words, bodies),
        bodies=bodies,
        own=_outlet_words(outlet, words) if outlet else _own_paper(text, words),
        common=frozenset(_SMALL_WORD.findall(text)),
        outlet_known=bool(outlet),
    )


def _bodies(text: str) -> frozenset[str]:
    """Names that ", which" follows."""
    found = (_NAME_AT_END.search(text, max(0, match.start() - 60), match.start()) for match in _WHICH.finditer(text))
    return frozenset(name.group().lower() for name in found if name)


def bare(low: str) -> str:
    """A word without its genitive."""
    return low[:-2] if low.endswith("'s") else low.rstrip("'")


def _people(text: str, words: Lexicon, bodies: frozenset[str]) -> dict[str, str]:
    """Names of two words or more that can be people's, by their last word."""
    found: dict[str, str] = {}
    no_person = words.union(*NOT_A_PERSON)
    for match in _FULL_NAME.finditer(text):
        first, last = match[1].lower(), match[2].split()[-1].lower()
        if first in no_person or last in no_person or match.group().lower() in bodies:
            continue
        if not _WITH_ARTICLE.search(text, max(0, match.start() - 6), match.start()):
            found.setdefault(bare(last.replace("’", "'")), match.group())
    return found


def _outlet_words(outlet: str, words: Lexicon) -> frozenset[str]:
    """The words of an outlet's name without its small words and its domain's end."""
    found = re.findall(r"[^\W_][\w’'-]+", re.sub(r"\.[a-z]{2,4}\b", "", outlet).lower())
    return frozenset(found) - words.union("function_words", "definite", "prepositions")


def _own_paper(text: str, words: Lexicon) -> frozenset[str]:
    """Names of the paper itself, as in "told the Ledger" and "seen by the Ledger"."""
    found: set[str] = set()
    for entry in words.phrases("own_paper"):
        found.update(match[1].lower() for match in re.finditer(entry.replace("NAME", _CAPITALISED), text))
    return frozenset(found)
