"""The words of a language as the reader knows them: data files of this room, loaded once."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import cast

LANGUAGES = ("en", "de", "fr", "es")
"""Languages with a lexicon of their own. A text in another one is split into sentences, and no source is looked for."""

_SAMPLE = 20_000
_SURE_FROM = 30
"""Words from which on what the text shows outweighs what the page states, and what shows nothing is not read."""

_SHOWN = 0.12
"""Share of small words of a language that shows it."""

_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]+")

ATTITUDE_NOUNS = ("attitude_nouns", "attitude_roles", "nobodys_nouns", "nobodys_thoughts", "debates")
"""Lists of nouns that tell of an attitude: somebody's, or one that is in the air."""

_FORMS = ("base", "third", "past", "participle", "gerund")


@dataclass(frozen=True, slots=True)
class Verb:
    """A form of a verb: its lemma, its kinds ("speech", "belief", "evidence", "act"), and which forms it may be."""

    lemma: str
    kinds: frozenset[str]
    forms: frozenset[str]

    @property
    def finite(self) -> bool:
        return bool(self.forms & {"third", "past", "base"})


@dataclass(frozen=True, slots=True)
class Turn:
    """A form of a verb that tells of somebody's words or will with certain words behind it.

    ``near`` are those that follow at once, ``wide`` those that a few words may stand before, both by their first word.
    """

    verb: Verb
    near: Mapping[str, tuple[tuple[str, ...], ...]]
    wide: Mapping[str, tuple[tuple[str, ...], ...]]


class _Unions(dict[tuple[str, ...], frozenset[str]]):
    """Lists of single words as one, by the lists' names; each is put together when it is first asked for."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self._lexicon = lexicon

    def __missing__(self, names: tuple[str, ...]) -> frozenset[str]:
        self[names] = found = frozenset[str]().union(*(self._lexicon.words(name) for name in names))
        return found


class Lexicon:
    """Word lists of one language, by name. A list that the file does not have is empty."""

    def __init__(self, data: Mapping[str, object]) -> None:
        self.language = str(data["language"])
        self.version = str(data["version"])
        self._data = data
        self._sets: dict[str, frozenset[str]] = {}
        self._written: dict[str, frozenset[str]] = {}
        self._numbers: dict[str, dict[str, int]] = {}
        self._pronouns: dict[str, frozenset[str]] = {}
        self.unions = _Unions(self)
        self._phrases: dict[str, tuple[str, ...]] = {}
        self._sequences: dict[str, dict[str, tuple[tuple[str, ...], ...]]] = {}
        self.verbs = _verbs(cast("Mapping[str, list[str]]", data["verbs"]))

    def words(self, name: str) -> frozenset[str]:
        """A list of single words, in lower case."""
        found = self._sets.get(name)
        if found is None:
            found = frozenset(word.lower() for word in self.exact(name))
            self._sets[name] = found
        return found

    def exact(self, name: str) -> tuple[str, ...]:
        """A list of single words as written, in order."""
        value = self._data.get(name, "")
        return tuple(value.split()) if isinstance(value, str) else ()

    def written(self, name: str) -> frozenset[str]:
        """A list of single words as written."""
        found = self._written.get(name)
        if found is None:
            found = self._written[name] = frozenset(self.exact(name))
        return found

    def union(self, *names: str) -> frozenset[str]:
        """Several lists of single words as one."""
        return self.unions[names]

    def phrases(self, name: str) -> tuple[str, ...]:
        """A list of phrases or patterns, in order."""
        found = self._phrases.get(name)
        if found is None:
            value = self._data.get(name, [])
            found = tuple(str(entry) for entry in value) if isinstance(value, list) else ()
            self._phrases[name] = found
        return found

    def sequences(self, name: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
        """Phrases as tuples of words in lower case, by their first word."""
        found = self._sequences.get(name)
        if found is None:
            found = _by_first_word(tuple(phrase.lower().split()) for phrase in self.phrases(name))
            self._sequences[name] = found
        return found

    @cached_property
    def cue_words(self) -> Mapping[str, frozenset[str]]:
        """Every word at which a cue can be found, with what it can be, so that all others are passed over at once."""
        can_be: dict[str, Iterable[str]] = {
            "hearsay": self.words("hearsay"),
            "according": (*self.sequences("according"), *self.words("according_after")),
            "noun": self.words("cue_nouns"),
            "verb": self.verbs,
            "attitude": (*self.union("attitude_adjectives", "inside_words", *ATTITUDE_NOUNS), *self.verbs, *self.turns),
            "colon": (":",),
        }
        found: dict[str, frozenset[str]] = {}
        for what, words in can_be.items():
            for word in words:
                found[word] = found.get(word, frozenset()) | {what}
        return found

    @cached_property
    def turns(self) -> Mapping[str, Turn]:
        """Turns of phrase by every form of their verb. "~" stands for a few words of any kind."""
        found: dict[str, Turn] = {}
        for entry in self.phrases("turns"):
            forms, _, alternatives = entry.partition("|")
            rests = [tuple(words.split()) for words in alternatives.split(";")]
            near = _by_first_word(rest for rest in rests if rest[0] != "~")
            wide = _by_first_word(rest[1:] for rest in rests if rest[0] == "~")
            for form, verb in _verbs({"turn": [forms.strip()]}).items():
                found[form] = Turn(verb, near, wide)
        return found

    @cached_property
    def adverb_endings(self) -> tuple[str, ...]:
        """With what adverbs end in this language; empty where it has no such ending."""
        return self.exact("adverb_endings")

    @cached_property
    def gerund_endings(self) -> tuple[str, ...]:
        return self.exact("gerund_endings")

    def table(self, name: str) -> Mapping[str, object]:
        value = self._data.get(name, {})
        return value if isinstance(value, dict) else {}

    def numbers(self, name: str) -> Mapping[str, int]:
        found = self._numbers.get(name)
        if found is None:
            found = {word: number for word, number in self.table(name).items() if isinstance(number, int)}
            self._numbers[name] = found
        return found

    def pronouns(self, group: str) -> frozenset[str]:
        found = self._pronouns.get(group)
        if found is None:
            value = self.table("pronouns").get(group, "")
            found = frozenset(value.split()) if isinstance(value, str) else frozenset()
            self._pronouns[group] = found
        return found

    @cached_property
    def subject_pronouns(self) -> frozenset[str]:
        """Pronouns that are a phrase of their own."""
        return frozenset().union(*(self.pronouns(group) for group in ("person", "group", "thing", "self")))


def _by_first_word(sequences: Iterable[tuple[str, ...]]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for words in sequences:
        found[words[0]] = (*found.get(words[0], ()), words)
    return found


def _verbs(kinds: Mapping[str, list[str]]) -> dict[str, Verb]:
    """Every form of every verb. Five forms are base, third, past, participle, gerund; else all are finite."""
    found: dict[str, Verb] = {}
    for kind, entries in kinds.items():
        for entry in entries:
            forms = entry.split()
            names = _FORMS if len(forms) == len(_FORMS) else ("past",) * len(forms)
            for form, name in zip(forms, names, strict=True):
                known = found.get(form)
                kinds_of = (known.kinds if known else frozenset()) | {kind}
                forms_of = (known.forms if known else frozenset()) | {name}
                found[form] = Verb(known.lemma if known else forms[0], kinds_of, forms_of)
    return found


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of one of ``LANGUAGES``."""
    text = files("claims.reading").joinpath("lexicon", f"{language}.json").read_text(encoding="utf-8")
    return Lexicon(json.loads(text))


@dataclass(frozen=True, slots=True)
class Reader:
    """Which lexicon reads a text: ``attributed`` is false where none knows its language, and the first only splits."""

    lexicon: Lexicon
    language: str | None
    attributed: bool


def reader_for(text: str, language: str | None) -> Reader:
    """The lexicon for ``text`` by the language that the page states and the small words that the text shows."""
    stated = (language or "").lower().replace("_", "-").split("-")[0] or None
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample)
    sure = len(words) >= _SURE_FROM
    shown = _shown_by(words)
    found = shown if shown and (sure or stated is None) else stated
    if not sample.isascii() and _mostly_other_script(words):
        found = stated if stated not in LANGUAGES else shown
    elif found is None and not sure:
        return Reader(lexicon(LANGUAGES[0]), None, True)
    known = found in LANGUAGES
    return Reader(lexicon(found if known and found else LANGUAGES[0]), found, known)


def shown_language(text: str) -> str | None:
    """The language whose small words make up most of the text's beginning; ``None`` where none does."""
    return _shown_by(_WORD.findall(text[:_SAMPLE]))


def _shown_by(words: Sequence[str]) -> str | None:
    counts = Counter(" ".join(words).lower().split())
    languages = _small_words()
    shares = dict.fromkeys(languages, 0)
    for word in counts.keys() & _any_small_word():
        for name, small in languages.items():
            shares[name] += counts[word] if word in small else 0
    best = max(shares, key=lambda name: shares[name])
    return best if shares[best] >= max(2, len(words) * _SHOWN) else None


def _mostly_other_script(words: Sequence[str]) -> bool:
    letters = "".join(words)
    return len(letters) > 2 * sum(map(len, _LATIN.findall(letters)))


@cache
def _any_small_word() -> frozenset[str]:
    return frozenset().union(*_small_words().values())


@cache
def _small_words() -> dict[str, frozenset[str]]:
    """Small words by language: those that are read, and those that must not be taken for one of them."""
    data = json.loads(files("claims.reading").joinpath("lexicon", "unread.json").read_text(encoding="utf-8"))
    read = {name: lexicon(name).words("function_words") for name in LANGUAGES}
    return read | {name: frozenset(words.split()) for name, words in data["function_words"].items()}
