"""Who speaks: phrases and pronouns become speakers, with the memory of who spoke before on the page. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

from claims.reading.kinds import Described, describe
from claims.reading.names import Names
from claims.reading.phrases import Phrase, Phrases
from claims.reading.tokens import words_in
from claims.reading.words import Lexicon
from claims.vocabulary import SourcingType

UNNAMED_KEPT = 30
"""Unnamed persons of one page that a later "the source" is looked for among."""

REMEMBERED = 4
"""Statements after which "he" no longer means the speaker before."""


@dataclass(frozen=True, slots=True)
class Speaker:
    kind: SourcingType
    words: str
    description: str
    at: int
    noun: str = ""
    origin: str | None = None
    plural: bool = False
    paragraph: int = 0


@dataclass(slots=True)
class Memory:
    """Who spoke on this page so far."""

    last: Speaker | None = None
    single: Speaker | None = None
    several: Speaker | None = None
    body: Speaker | None = None
    unnamed: list[Speaker] = field(default_factory=list)
    described: dict[str, str] = field(default_factory=dict)


class Speakers:
    """The speakers of one page. ``count`` is the number of the sentence that is being read."""

    def __init__(self, text: str, words: Lexicon, names: Names) -> None:
        self._text = text
        self._words = words
        self._names = names
        self.memory = Memory()
        self.count = 0

    def speaks(self, p: Phrases, phrase: Phrase) -> bool:
        low = p.low(phrase[0])
        if phrase[0] == phrase[1] and (p.is_pronoun(phrase[0]) or p.any_of(phrase[0], "possessives")):
            if any(low in self._words.pronouns(group) for group in ("person", "group", "owner")):
                return True
            return low in self._words.pronouns("thing") and self.memory.body is not None
        return describe(p, phrase, self._names) is not None

    def speaker(self, p: Phrases, phrase: Phrase) -> Speaker | None:
        if phrase[0] == phrase[1] and (p.is_pronoun(phrase[0]) or p.any_of(phrase[0], "possessives")):
            return self._of_pronoun(p.low(phrase[0]), self.words_of(p, phrase))
        described = describe(p, phrase, self._names)
        if described is None:
            return self._somebody(p, phrase)
        named = self._named_behind(p, phrase, described)
        return self._of_description(p, *named) if named else self._of_description(p, phrase, described)

    def _named_behind(self, p: Phrases, phrase: Phrase, described: Described) -> tuple[Phrase, Described] | None:
        """The name in "its chairman, Jane Roe,": with it nobody is unnamed."""
        first = phrase[1] + 2
        if described.name or p.low(first - 1) != "," or not p.capital(first):
            return None
        last = first
        while p.capital(last + 1):
            last += 1
        name = describe(p, (first, last), self._names)
        if last == first or p.is_word(last + 1) or name is None or name.kind is not SourcingType.ON_RECORD_PERSON:
            return None
        return (phrase[0], last), name

    def _somebody(self, p: Phrases, phrase: Phrase) -> Speaker:
        """Words for a speaker that no list knows: several are an unnamed group, of one nothing is claimed."""
        words, last = self.words_of(p, phrase), p.low(phrase[1])
        several = last.endswith("s") and not last.endswith("ss")
        kind = SourcingType.UNNAMED_GROUP if several else SourcingType.UNATTRIBUTED
        return Speaker(kind, words, words if several else "", self.count, last, plural=several)

    def cited(self, p: Phrases, phrase: Phrase) -> Speaker:
        """What stands behind "according to" and is on no list can only be something written down."""
        words = self.words_of(p, phrase)
        return Speaker(SourcingType.DOCUMENT, words, words, self.count, p.low(phrase[1]))

    def _of_pronoun(self, low: str, words: str) -> Speaker:
        memory = self.memory
        if low in self._words.pronouns("group") or low == "their":
            before, kind = memory.several or memory.body, SourcingType.UNNAMED_GROUP
        elif low in self._words.pronouns("thing"):
            before, kind = memory.body, SourcingType.ORGANISATION
        else:
            before, kind = memory.single, SourcingType.ON_RECORD_PERSON
            if before and self.count - before.at > REMEMBERED and before.origin:
                before = None
        if before is None:
            return Speaker(kind, words, words, self.count)
        return Speaker(before.kind, words, before.description, self.count, before.noun, before.origin, before.plural)

    def _of_description(self, p: Phrases, phrase: Phrase, described: Described) -> Speaker:
        words = self.words_of(p, phrase)
        full = self.words_of(p, _with_apposition(p, phrase))
        if described.kind is SourcingType.UNNAMED_PERSON:
            return self._unnamed(p, phrase, described, words, full)
        key = (described.name or words).lower()
        description = self.memory.described.setdefault(key, full)
        if len(full) > len(description) and description.lower() in (words.lower(), key):
            description = self.memory.described[key] = full
        return Speaker(described.kind, words, description, self.count, described.decided, plural=described.plural)

    def _unnamed(self, p: Phrases, phrase: Phrase, described: Described, words: str, full: str) -> Speaker:
        """A later "the source" is the one introduced before; the first and fullest description stays with it."""
        known = self._known_unnamed(p, phrase, described, words)
        if known is not None:
            return Speaker(known.kind, words, known.description, self.count, known.noun, known.origin)
        named = self.memory.single
        is_source = described.decided in self._words.words("source_nouns")
        if described.definite and named and not named.origin and not is_source and self.count - named.at <= REMEMBERED:
            return Speaker(named.kind, words, named.description, self.count, named.noun)
        origin = f"unnamed-{len(self.memory.unnamed) + 1}"
        new = Speaker(described.kind, words, full, self.count, described.decided, origin)
        self.memory.unnamed.append(new)
        return new

    def _known_unnamed(self, p: Phrases, phrase: Phrase, described: Described, words: str) -> Speaker | None:
        if any(p.any_of(at, "new_one") for at in range(phrase[0], phrase[1] + 1)):
            return None
        full = words_in(words) > 2
        for known in reversed(self.memory.unnamed[-UNNAMED_KEPT:]):
            same_words = full and known.words.lower() == words.lower()
            generic = described.definite and described.decided in self._words.words("generic_persons")
            if same_words or (described.definite and known.noun == described.decided) or generic:
                return known
        return None

    def remember(self, speaker: Speaker) -> None:
        memory = self.memory
        memory.last = speaker
        if speaker.kind in (SourcingType.ON_RECORD_PERSON, SourcingType.UNNAMED_PERSON, SourcingType.SOCIAL_POST):
            memory.single = speaker
        elif speaker.kind is SourcingType.UNNAMED_GROUP:
            memory.several = speaker
        else:
            memory.body = speaker

    def words_of(self, p: Phrases, phrase: Phrase) -> str:
        return self._text[p.tokens[phrase[0]].start : p.tokens[phrase[1]].end]


def _with_apposition(p: Phrases, phrase: Phrase) -> Phrase:
    """With the apposition behind it: "Jane Roe, a judge in Ohio"."""
    at = phrase[1] + 1
    if p.low(at) != "," or not (p.any_of(at + 1, "apposition_openers") and not p.any_of(at + 1, "coordinators")):
        return phrase
    last = at + 1
    while last + 1 < len(p.tokens) and p.is_word(last + 1) and last - at < 20:
        last += 1
    return phrase[0], last
