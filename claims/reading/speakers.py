"""Who speaks: phrases and pronouns become speakers, with the memory of who spoke before on the page. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from claims.reading.antecedents import Antecedents, Mention, Sort
from claims.reading.kinds import Described, describe
from claims.reading.names import Names, bare, full_name
from claims.reading.phrases import Phrase, Phrases
from claims.reading.shortforms import full_body, office_holder
from claims.reading.tokens import words_in
from claims.reading.values import Span
from claims.reading.words import Lexicon
from claims.vocabulary import SourcingType

UNNAMED_KEPT = 30
"""Unnamed persons of one page that a later "the source" is looked for among."""

_GENITIVE = re.compile(r"(?<=\w)['’]s\Z")

_SHORT = 2
"""Words behind the article of a short form: "the New York businessman" is none."""

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
    name: str = ""


@dataclass(slots=True)
class Memory:
    """Who spoke on this page so far."""

    last: Speaker | None = None
    single: Speaker | None = None
    several: Speaker | None = None
    body: Speaker | None = None
    unnamed: list[Speaker] = field(default_factory=list)
    described: dict[str, str] = field(default_factory=dict)
    named: dict[str, Speaker] = field(default_factory=dict)


class Speakers:
    """The speakers of one page. ``count`` is the number of the sentence that is being read."""

    def __init__(self, text: str, words: Lexicon, names: Names) -> None:
        self._text = text
        self._words = words
        self._names = names
        self.memory = Memory()
        self.count = 0
        self._before = Antecedents(text, words, names)
        self._kinds: dict[Phrase, Described | None] = {}
        self._kinds_of: Phrases | None = None

    def begin(self, span: Span, quotes: Sequence[Span], paragraph: int) -> None:
        """The next sentence."""
        self.count += 1
        self._before.begin(span, quotes, paragraph)

    def describe(self, p: Phrases, phrase: Phrase) -> Described | None:
        """The kind of a phrase, looked up once a sentence."""
        if self._kinds_of is not p:
            self._kinds_of, self._kinds = p, {}
        if phrase not in self._kinds:
            self._kinds[phrase] = describe(p, phrase, self._names)
        return self._kinds[phrase]

    def speaks(self, p: Phrases, phrase: Phrase) -> bool:
        low = p.low(phrase[0])
        if phrase[0] == phrase[1] and (p.is_pronoun(phrase[0]) or p.any_of(phrase[0], "possessives")):
            if any(low in self._words.pronouns(group) for group in ("person", "group", "owner")):
                return True
            return low in self._words.pronouns("thing") and self.memory.body is not None
        return self.describe(p, phrase) is not None

    def speaker(self, p: Phrases, phrase: Phrase) -> Speaker | None:
        if phrase[0] == phrase[1] and (p.is_pronoun(phrase[0]) or p.any_of(phrase[0], "possessives")):
            return self._of_pronoun(p.low(phrase[0]), self.words_of(p, phrase), p.tokens[phrase[0]].start)
        described = self.describe(p, phrase)
        if described is None:
            return self._somebody(p, phrase)
        named = self._named_behind(p, phrase, described) or self._named_before(p, phrase, described)
        return self._of_description(p, *named) if named else self._of_description(p, phrase, described)

    def _named_behind(self, p: Phrases, phrase: Phrase, described: Described) -> tuple[Phrase, Described] | None:
        """The name in "its chairman, Jane Roe,": with it nobody is unnamed."""
        first = phrase[1] + 2
        if described.name or p.low(first - 1) != "," or not p.capital(first):
            return None
        if (
            described.plural
            and not p.any_of(phrase[0], "singling")
            and any(p.any_of(at, "hanging") for at in range(phrase[0], phrase[1]))
        ):
            return None  # "supporters of her opponent, Jane Roe,": the opponent is named, not they
        last = first
        while p.capital(last + 1) or (p.low(last + 1) == "." and p.capital(last + 2)):
            last += 1
        ends = not p.is_word(last + 1) or p.any_of(last + 1, "prepositions")
        name = self.describe(p, (first, last))
        if last == first or not ends or name is None or name.kind is not SourcingType.ON_RECORD_PERSON:
            return None
        return (phrase[0], last), name

    def _named_before(self, p: Phrases, phrase: Phrase, described: Described) -> tuple[Phrase, Described] | None:
        """The name in "Jane Roe, a judge in Ohio,", where what explains the name was taken for the source."""
        comma = phrase[0] - 1
        if described.name or p.low(comma) != "," or not p.any_of(phrase[0], "articles") or not p.capital(comma - 1):
            return None
        if described.kind not in (SourcingType.UNNAMED_PERSON, SourcingType.ON_RECORD_PERSON):
            return None
        opened = p.any_of(0, "prepositions", "clause_words") and not any(p.low(at) == "," for at in range(comma))
        first = comma - 1
        while first > 0 and p.capital(first - 1):
            first -= 1
        known = bare(p.low(comma - 1)) in self._names.people
        known = known and (first == 0 or any(p.any_of(phrase[1] + step, "relatives") for step in (0, 1)))
        known = known and described.decided not in self._words.union("source_nouns", "generic_persons")
        found = self.describe(p, (first, comma - 1)) if known and not opened else None
        if found is None or found.kind is not SourcingType.ON_RECORD_PERSON or not found.name:
            return None
        return (first, comma - 1), found

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

    def _of_pronoun(self, low: str, words: str, at: int) -> Speaker:
        """Whom the page named before and can be meant; else who spoke last and fits by number."""
        found = self._before.meant(low, at) if self._before.stands_for_somebody(low) else None
        before = self._speaker_for(found) if found is not None else self._spoke_before(low)
        if before is None:
            return Speaker(self._kind_of_pronoun(low), words, words, self.count)
        return replace(before, words=words, at=self.count)

    def _kind_of_pronoun(self, low: str) -> SourcingType:
        if low in self._words.pronouns("group") or low == "their":
            return SourcingType.UNNAMED_GROUP
        thing = low in self._words.pronouns("thing")
        return SourcingType.ORGANISATION if thing else SourcingType.ON_RECORD_PERSON

    def _spoke_before(self, low: str) -> Speaker | None:
        memory = self.memory
        kind = self._kind_of_pronoun(low)
        if kind is SourcingType.UNNAMED_GROUP:
            return memory.several or memory.body
        if kind is SourcingType.ORGANISATION:
            return memory.body
        before = memory.single
        return None if before and self.count - before.at > REMEMBERED and before.origin else before

    def _speaker_for(self, found: Mention) -> Speaker:
        """The speaker of that name or description; one who has not spoken yet is known from here on."""
        known = self.memory.named.get(found.name.lower())
        if known is not None:
            return known
        if found.sort is Sort.PEOPLE:
            return Speaker(SourcingType.UNNAMED_GROUP, found.name, found.name, self.count, plural=True)
        if found.sort is Sort.BODY:
            return Speaker(SourcingType.ORGANISATION, found.name, found.name, self.count)
        if found.named:
            description = self.memory.described.setdefault(found.name.lower(), found.name)
            return Speaker(SourcingType.ON_RECORD_PERSON, found.name, description, self.count, name=found.name)
        origin = f"unnamed-{len(self.memory.unnamed) + 1}"
        noun = found.name.split()[-1].lower()
        new = Speaker(SourcingType.UNNAMED_PERSON, found.name, found.name, self.count, noun, origin)
        self.memory.unnamed.append(new)
        return new

    def _of_description(self, p: Phrases, phrase: Phrase, described: Described) -> Speaker:
        words = self.words_of(p, phrase)
        full = self._described_as(p, phrase, described)
        meant = (
            self._short_for(p, phrase, described) if described.definite and described.name in (None, words) else None
        )
        meant = meant or (self._short_body(p, phrase, described) if p.any_of(phrase[0], "definite") else None)
        if meant is not None:
            return replace(meant, words=words, at=self.count)
        if described.kind is SourcingType.UNNAMED_PERSON:
            return self._unnamed(p, phrase, described, words, full)
        key = (described.name or words).lower()
        several = described.kind is SourcingType.ON_RECORD_PERSON and _names_several(p, phrase)
        description = full if several else self._fullest(key, full, described)
        alone = described.kind is SourcingType.ON_RECORD_PERSON and not several
        return Speaker(
            described.kind,
            words,
            description,
            self.count,
            described.decided,
            plural=described.plural or several,
            name=(described.name or "") if alone else "",
        )

    def _short_for(self, p: Phrases, phrase: Phrase, described: Described) -> Speaker | None:
        """The person whom "the senator" or "the businessman" is short for."""
        noun, at = described.decided, p.tokens[phrase[0]].start
        persons = (SourcingType.UNNAMED_PERSON, SourcingType.ON_RECORD_PERSON)
        if described.kind not in persons or described.plural or self._is_new(p, phrase):
            return None
        if noun in self._words.union("source_nouns", "generic_persons") or any(u.noun == noun for u in self._lately()):
            return None
        titles = self._words.table("office_titles").get(noun)
        if isinstance(titles, str):
            inside = [i for i in range(phrase[0] + 1, phrase[1] + 1) if p.capital(i)]
            name = office_holder(self._text, at, noun, titles, p.tokens[inside[0]].text if inside else None)
            return self._by_name(name) if name else None
        if phrase[1] - phrase[0] > _SHORT or self._is_owned(p, phrase):
            return None
        found = self._before.person(at, self._before.sex_of_noun(noun))
        return self._speaker_for(found) if found is not None else None

    def _lately(self) -> list[Speaker]:
        return self.memory.unnamed[-UNNAMED_KEPT:]

    def _is_new(self, p: Phrases, phrase: Phrase) -> bool:
        return any(p.any_of(at, "new_one") for at in range(phrase[0], phrase[1] + 1))

    def _is_owned(self, p: Phrases, phrase: Phrase) -> bool:
        """ "The port's pilot", "the pilot of the tug": somebody of their own, not whom the page named before."""
        inside = range(phrase[0], phrase[1] + 1)
        return any(p.low(at).endswith(("'s", "s'")) or p.any_of(at, "prepositions", "relatives") for at in inside)

    def _by_name(self, name: str) -> Speaker:
        surname = bare(name.split()[-1].lower().replace("’", "'"))
        given = name.split()[0].lower() if " " in name else ""
        full = full_name(self._names, surname, given, None) or full_name(self._names, surname, "", None) or name
        return self._speaker_for(Mention(full, Sort.PERSON, 0, 0.0, named=True))

    def _short_body(self, p: Phrases, phrase: Phrase, described: Described) -> Speaker | None:
        """The body that "the ministry" or "the company" is short for."""
        bodies = (SourcingType.ORGANISATION, SourcingType.GOVERNMENT)
        if described.kind not in bodies or phrase[1] != phrase[0] + 1 or p.capital(phrase[1]):
            return None
        if p.any_of(phrase[1], "spokespeople"):
            return self._spokesperson_before()
        noun, at = p.low(phrase[1]), p.tokens[phrase[0]].start
        full = full_body(self._text, at, noun)
        if full is None and p.any_of(phrase[1], "generic_bodies"):
            before = self._before.body(at)
            full = before.name if before is not None else None
        if full is None:
            return None
        said = (s for s in self.memory.named.values() if full.lower() in s.description.lower() and s.kind in bodies)
        return next(said, None) or Speaker(self._kind_of_body(full, described), full, full, self.count, noun)

    def _kind_of_body(self, full: str, described: Described) -> SourcingType:
        """A body named in full elsewhere is public by its task: "Maritime Safety Board"."""
        lows = full.lower().split()
        public = lows[-1] in self._words.words("public_bodies") and self._words.words("public_matters") & set(lows)
        return SourcingType.GOVERNMENT if public else described.kind

    def _spokesperson_before(self) -> Speaker | None:
        """ "The spokesman" is the one who spoke before."""
        spokespeople = self._words.words("spokespeople")
        said = (s for s in reversed(list(self.memory.named.values())) if s.noun in spokespeople)
        return next(said, None)

    def _described_as(self, p: Phrases, phrase: Phrase, described: Described) -> str:
        """The words of a source with what explains it, without what only begins or goes on the sentence."""
        first, last = phrase
        while first < last and p.any_of(first, "adverbs", "coordinators", "clause_words", "leads"):
            first += 1
        if described.kind is SourcingType.ON_RECORD_PERSON and described.name:
            ends = next((at for at in range(last, first, -1) if p.capital(at)), last)
            last = ends if all(not p.any_of(at, "prepositions") for at in range(ends, last + 1)) else last
        return _GENITIVE.sub("", self.words_of(p, _with_apposition(p, (first, last))))

    def _fullest(self, key: str, full: str, described: Described) -> str:
        """The first and fullest description so far; a surname alone is filled up to the full name on the page."""
        name = described.name or ""
        if described.kind is SourcingType.ON_RECORD_PERSON and " " in name and name.lower() not in full.lower():
            full = name
        description = self.memory.described.setdefault(key, full)
        if len(full) > len(description) and description.lower() in (key, full.lower()[: len(description)]):
            description = self.memory.described[key] = full
        return description

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

    def remember(self, speaker: Speaker, *, told: bool = True) -> None:
        """Who speaks in this sentence; ``told`` is false where only an attitude of theirs is told."""
        memory = self.memory
        memory.last = speaker
        if speaker.noun in self._words.words("anybody"):
            return
        called = speaker.name or speaker.description
        if called:
            memory.named[called.lower()] = speaker
            self._before.spoke(
                called, _sort_of(speaker), named=bool(speaker.name) or _is_named_body(speaker), told=told
            )
        persons = (SourcingType.ON_RECORD_PERSON, SourcingType.UNNAMED_PERSON, SourcingType.SOCIAL_POST)
        if speaker.kind in persons and not speaker.plural:
            memory.single = speaker
        elif speaker.kind is SourcingType.UNNAMED_GROUP or speaker.plural:
            memory.several = speaker
        else:
            memory.body = speaker

    def words_of(self, p: Phrases, phrase: Phrase) -> str:
        return self._text[p.tokens[phrase[0]].start : p.tokens[phrase[1]].end]


def _names_several(p: Phrases, phrase: Phrase) -> bool:
    """ "Jane Roe and John Poe"."""
    inside = range(phrase[0] + 1, phrase[1])
    return any(p.any_of(at, "joining") and p.capital(at - 1) and p.capital(at + 1) for at in inside)


def _is_named_body(speaker: Speaker) -> bool:
    bodies = (SourcingType.ORGANISATION, SourcingType.GOVERNMENT)
    return speaker.kind in bodies and any(word[:1].isupper() for word in speaker.description.split()[1:])


def _sort_of(speaker: Speaker) -> Sort:
    if speaker.kind is SourcingType.UNNAMED_GROUP or speaker.plural:
        return Sort.PEOPLE
    persons = (SourcingType.ON_RECORD_PERSON, SourcingType.UNNAMED_PERSON, SourcingType.SOCIAL_POST)
    if speaker.kind in persons:
        return Sort.PERSON
    return Sort.PAPER if speaker.kind in (SourcingType.DOCUMENT, SourcingType.DATASET) else Sort.BODY


def _with_apposition(p: Phrases, phrase: Phrase) -> Phrase:
    """With the apposition behind it: "Jane Roe, a judge in Ohio"."""
    at = phrase[1] + 1
    if p.low(at) != "," or not (p.any_of(at + 1, "apposition_openers") and not p.any_of(at + 1, "coordinators")):
        return phrase
    last = at + 1
    while last + 1 < len(p.tokens) and p.is_word(last + 1) and last - at < 20:
        last += 1
    return phrase[0], last
