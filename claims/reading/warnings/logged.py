"""What is raised above its source while it is logged: warnings about a claim and one piece of its evidence. Pure.

On a page the same happens between its sentences (``laundering.py``, ``origins.py``); here it happens between the page
and what a person records of it. Only what stands in the words themselves is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claims.reading.values import ReadingWarning
from claims.reading.warnings.page import WORD, has
from claims.reading.words import LANGUAGES, Lexicon, lexicon
from claims.vocabulary import UNNAMED_SOURCING, SourcingType, WarningKind

_NOT_SOMEBODY = frozenset({SourcingType.UNATTRIBUTED, SourcingType.OWN_OBSERVATION})
_VERBS_BEHIND = 3
"""Words after "officials" among which the verb stands that makes them say something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """A claim with one piece of evidence, as recorded, beside what the machine read there; unknown is ``None``.

    ``source`` is the name or descriptor of the source, ``relayed_for`` are those for whom it reports. ``read_as`` and
    ``read_words`` are the machine's sourcing type and words for the source, ``passage`` the words of the page.
    """

    wording: str
    passage: str
    sourcing: SourcingType
    source: str | None = None
    source_words: str | None = None
    relayed_for: tuple[str, ...] = ()
    persons_spoken_to: int | None = None
    persons_suggested: int | None = None
    read_as: SourcingType | None = None
    read_words: str | None = None
    language: str | None = None

    @property
    def shown_source(self) -> str:
        return self.source_words or self.source or self.read_words or "an unnamed source"


def logged_warnings(logged: Logged) -> tuple[ReadingWarning, ...]:
    """What is raised above its source in what was logged, each matter once. Without spans: they are no page's words.

    A language without a lexicon of its own is compared by the numbers of persons alone.
    """
    language = (logged.language or "en").lower().split("-")[0]
    found = list(_numbers(logged))
    if language in LANGUAGES:
        words = lexicon(language)
        found = [*_raised_wording(logged, words), *_recorded_as_named(logged, words), *_plural(logged, words), *found]
    kinds: dict[WarningKind, ReadingWarning] = {}
    for warning in found:
        kinds.setdefault(warning.kind, warning)
    return tuple(kinds.values())


def _laundered(detail: str) -> ReadingWarning:
    return ReadingWarning(WarningKind.ATTRIBUTION_LAUNDERING, detail)


def _is_unnamed(logged: Logged) -> bool:
    return logged.sourcing in UNNAMED_SOURCING


def _raised_wording(logged: Logged, words: Lexicon) -> Iterator[ReadingWarning]:
    """ "The United States has determined", where somebody unnamed says that it has."""
    if not _is_unnamed(logged) or _names_a_source(logged.wording, words):
        return
    verbs = "|".join(map(re.escape, sorted(words.words("reporting_verbs_upgrade"))))
    states = "|".join(map(re.escape, sorted(words.phrases("state_names"), key=len, reverse=True)))
    bodies = "|".join(map(re.escape, sorted(words.words("government_words"))))
    who = rf"(?:(?i:{states or r'(?!)'})|(?:[^\W\d_a-zß-ÿ][\w.’'-]* ){{0,3}}(?i:{bodies or r'(?!)'}))"
    found = re.search(rf"\b{who}(?: \w+){{0,2}}? (?:{verbs})\b", logged.wording) if verbs else None
    if found is not None:
        yield _laundered(f"“{found.group()}” in the claim rests on “{logged.shown_source}” on the page")


def _names_a_source(text: str, words: Lexicon) -> bool:
    return has(text, words.union("source_nouns", "plural_sources")) or any(
        phrase in text.lower() for phrase in words.phrases("according")
    )


def _recorded_as_named(logged: Logged, words: Lexicon) -> Iterator[ReadingWarning]:
    """The page says "a source", and somebody named is recorded."""
    if _is_unnamed(logged) or logged.sourcing in _NOT_SOMEBODY or logged.read_as not in UNNAMED_SOURCING:
        return
    read = logged.read_words or ""
    if read and read in logged.passage and has(read, words.union("source_nouns", "plural_sources")):
        yield _laundered(f"recorded as {logged.sourcing.label.lower()}; the page says “{read}”")


def _plural(logged: Logged, words: Lexicon) -> Iterator[ReadingWarning]:
    """Words for several where one person speaks: in the words for the source, in a relay, in the claim."""
    plurals = words.words("plural_people")
    said = logged.source_words or logged.source or ""
    if _is_unnamed(logged) and logged.persons_spoken_to == 1 and has(said, plurals):
        yield ReadingWarning(WarningKind.PLURAL_FOR_ONE, f"“{said}” is one person by the anonymity record")
    if logged.sourcing is not SourcingType.UNNAMED_PERSON or has(said, plurals):
        return
    for relayed in logged.relayed_for:
        if has(relayed, plurals):
            yield ReadingWarning(WarningKind.PLURAL_FOR_ONE, f"“{relayed}” speak through one person: “{said}”")
    speakers = _speakers(logged.wording, plurals, words)
    if speakers is not None and not has(logged.wording, words.words("source_nouns") - plurals):
        detail = f"“{speakers}” in the claim, one person on the page: “{logged.shown_source}”"
        yield ReadingWarning(WarningKind.PLURAL_FOR_ONE, detail)


def _speakers(wording: str, plurals: frozenset[str], words: Lexicon) -> str | None:
    """The first word for several people that has a verb of speech or belief soon after it."""
    tokens = [match.group() for match in WORD.finditer(wording)]
    for at, token in enumerate(tokens):
        if token.lower() not in plurals:
            continue
        verbs = (words.verbs.get(word.lower()) for word in tokens[at + 1 : at + 1 + _VERBS_BEHIND])
        if any(verb.kinds & {"speech", "belief"} for verb in verbs if verb):
            return token
    return None


def _numbers(logged: Logged) -> Iterator[ReadingWarning]:
    """The record itself says that fewer were spoken to than the wording suggests."""
    detail = fewer_persons(logged.persons_spoken_to, logged.persons_suggested)
    if detail is not None:
        yield ReadingWarning(WarningKind.PLURAL_FOR_ONE, detail)


def fewer_persons(spoken: int | None, suggested: int | None) -> str | None:
    """A sentence where fewer persons were spoken to than the wording suggests; unknown is no number."""
    if spoken is None or suggested is None or spoken >= suggested:
        return None
    persons = "person" if suggested == 1 else "persons"
    return f"The wording suggests {suggested} {persons}, {spoken} {'was' if spoken == 1 else 'were'} spoken to."
