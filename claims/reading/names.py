"""Who and what is called by name on a page, gathered before its sentences are read. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from claims.reading.words import Lexicon, lexicon

_CAPITALISED = r"[^\W\d_a-zß-ÿ][\w’'-]+"
_RUN = re.compile(
    rf"\b{_CAPITALISED}(?:(?:\s[^\W\d_a-zß-ÿ]\.)*\s(?:(?:de|van|von|bin|al|el|da|la)\s)?{_CAPITALISED}){{1,7}}"
)
"""Capitalised words one after another, with initials and particles between them."""

_SMALL_WORD = re.compile(r"\b[a-zß-ÿ]{3,}\b")
_INSIDE_A_SENTENCE = re.compile(rf"(?:(?<=[^\W\d_A-ZÀ-Þ]\s)|(?<=[^\W\d_A-ZÀ-Þ],\s)){_CAPITALISED}")

_LONGEST_NAME = 3
_SAME_SURNAME = 4

_PAPER = re.compile(rf"(?:{_CAPITALISED}\s)?({_CAPITALISED})\b")
_PARTICLES = frozenset("de van von bin al el da la".split())
_WITH_ARTICLE = re.compile(r"\b(?:the|a|an|our|this)\s\Z", re.IGNORECASE)
_WHICH = re.compile(r", which\b")
_NAME_AT_END = re.compile(r"(?:\b[^\W\d_a-zß-ÿ][\w’'-]{0,30}(?:\s|\Z)){1,4}\Z")

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
    """``people``: full names by surname, the most frequent of each; ``bearers``: all; ``bodies``: names that a "which"
    shows to be no person's; ``own``: what the page calls the paper that it stands in; ``text``: what it says. All
    keys are in lower case. ``outlet_known``: ``own`` comes from outside the page, so that no other paper is
    taken for its own."""

    people: dict[str, str]
    bearers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    bodies: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    text: str = ""
    found: dict[str, frozenset[str]] = field(default_factory=dict, compare=False)
    outlet_known: bool = False

    def is_a_name(self, word: str) -> bool:
        """Whether the page has the word with its capital inside a sentence, where only names have one."""
        return word in self._all("inside", _INSIDE_A_SENTENCE)

    def writes_small(self, low: str) -> bool:
        """Whether the page has the word in small letters somewhere."""
        return low in self._all("small", _SMALL_WORD)

    def _all(self, what: str, pattern: re.Pattern[str]) -> frozenset[str]:
        """Everything that the pattern finds on the page, looked for once and only when asked for."""
        if what not in self.found:
            self.found[what] = frozenset(pattern.findall(self.text))
        return self.found[what]


def names_on(text: str, words: Lexicon, outlet: str | None = None) -> Names:
    """The names of ``text``; ``outlet`` is the paper or site that it stands in, where that is known."""
    bodies = _bodies(text)
    bearers = _bearers(text, words, bodies)
    return Names(
        people={last: names[0] for last, names in bearers.items()},
        bearers=bearers,
        bodies=bodies,
        own=_outlet_words(outlet, words) if outlet else _own_paper(text, words),
        text=text,
        outlet_known=bool(outlet),
    )


def _bodies(text: str) -> frozenset[str]:
    """Names that ", which" follows."""
    found = (_NAME_AT_END.search(text, max(0, match.start() - 60), match.start()) for match in _WHICH.finditer(text))
    return frozenset(name.group().lower() for name in found if name)


def bare(low: str) -> str:
    """A word without its genitive."""
    return low[:-2] if low.endswith("'s") else low.rstrip("'")


def sex_of(name: str) -> str | None:
    """ "male" or "female" by the given name; ``None`` where the list does not have it, or has it as both."""
    return _given_names().get(name.split()[0].lower()) if " " in name else None


@cache
def _given_names() -> dict[str, str]:
    data = json.loads(files("claims.reading").joinpath("lexicon", "given.json").read_text(encoding="utf-8"))
    return {name: sex for sex in ("male", "female") for name in data[sex].split()}


def full_name(names: Names, surname: str, given: str, sex: str | None) -> str | None:
    """The full name on the page of whom a surname means, with a given name, or a sex that a title states, beside it."""
    bearers = names.bearers.get(surname, ())
    if given:
        return next((name for name in bearers if name.split()[0].lower() == given), None)
    fitting = [name for name in bearers if sex is None or sex_of(name) in (None, sex)]
    return fitting[0] if fitting else (bearers[0] if bearers else None)


def _bearers(text: str, words: Lexicon, bodies: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Names of two words or more that can be people's, by their last word; the most frequent first."""
    counted: dict[str, dict[str, int]] = {}
    no_person = words.union(*NOT_A_PERSON, "person_nouns", "group_nouns", "role_nouns", "peoples")
    for match in _RUN.finditer(text):
        for name in _names_in(match.group(), no_person, words.union("news_agencies", "role_nouns", "person_nouns")):
            opens = match.group().startswith(name[0])
            after_article = opens and _WITH_ARTICLE.search(text, max(0, match.start() - 6), match.start())
            if after_article or " ".join(name).lower() in bodies:
                continue
            last = bare(name[-1].lower().replace("’", "'"))
            known = counted.setdefault(last, {})
            full = " ".join((*name[:-1], name[-1][: len(last)]))
            if full in known or len(known) < _SAME_SURNAME:
                known[full] = known.get(full, 0) + 1
    return {last: tuple(sorted(known, key=lambda full: -known[full])) for last, known in counted.items()}


def _names_in(run: str, no_person: frozenset[str], surnames: frozenset[str]) -> Iterator[list[str]]:
    """What is left of a run of capitals between titles, offices and bodies, where it is as long as a name is."""
    name: list[str] = []
    for word in (*run.split(), ""):
        low = word.lower().replace("’", "'")
        plain = bare(low)
        is_name = plain not in no_person or (len(name) == 1 and plain in surnames and name[0].lower() in _given_names())
        if word and is_name:
            name.append(word)
            if plain == low:
                continue
        while name and (name[-1].endswith(".") or name[-1] in _PARTICLES):
            name.pop()
        if len(name) > 1 and 1 < sum(map(_is_whole, name)) <= _LONGEST_NAME:
            yield name
        name = []


def _is_whole(part: str) -> bool:
    return not part.endswith(".") and part not in _PARTICLES


def _outlet_words(outlet: str, words: Lexicon) -> frozenset[str]:
    """The words of an outlet's name without its small words and its domain's end."""
    found = re.findall(r"[^\W_][\w’'-]+", re.sub(r"\.[a-z]{2,4}\b", "", outlet).lower())
    return frozenset(found) - words.union("function_words", "definite", "prepositions")


def _own_paper(text: str, words: Lexicon) -> frozenset[str]:
    """Names of the paper itself, as in "told the Ledger" and "seen by the Ledger"."""
    patterns = _own_patterns(words.language)
    found: set[str] = set()
    if patterns is None:
        return frozenset()
    for article in patterns.article.finditer(text):
        start, end = article.span()
        told = patterns.before.search(text, max(0, start - patterns.widest), start) is not None
        paper = (_PAPER if told else patterns.behind).match(text, end)
        if paper is not None:
            found.add(paper[1].lower())
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class _OwnPatterns:
    """An article before a capital, the words that stand before it, and a name with the words that stand behind it."""

    article: re.Pattern[str]
    before: re.Pattern[str]
    behind: re.Pattern[str]
    widest: int


@cache
def _own_patterns(language: str) -> _OwnPatterns | None:
    """``None`` where the lexicon does not say how a paper speaks of itself."""
    table = {name: str(value) for name, value in lexicon(language).table("own_paper").items()}
    if not table:
        return None
    articles = "|".join(map(re.escape, table["articles"].split()))
    before = "|".join(map(re.escape, table["before"].split("|")))
    behind = "|".join(map(re.escape, table["behind"].split("|")))
    return _OwnPatterns(
        article=re.compile(rf"(?:{articles})\s(?=[^\W\d_a-zß-ÿ])"),
        before=re.compile(rf"\b(?:{before})\s\Z"),
        behind=re.compile(rf"(?:{_CAPITALISED}\s)?({_CAPITALISED})\s(?:{behind})\b"),
        widest=max(map(len, table["before"].split("|"))) + 2,
    )
