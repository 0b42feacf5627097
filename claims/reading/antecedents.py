"""Whom a pronoun means: the persons, people and bodies that a page names before it. Pure.

Every sentence is kept with who speaks in it; whom it mentions is looked up only when a pronoun asks. What is mentioned
last and most prominently wins: who speaks before who is the subject, the subject before what follows it, this sentence
before the one before it. A "she" is never a man by title or given name; nobody inside a quotation is meant while
somebody outside can be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import pairwise

from claims.reading.names import Names, bare, full_name, sex_of
from claims.reading.shortforms import office_holder
from claims.reading.values import Span
from claims.reading.words import Lexicon

LOOKED_BACK = 9
"""Sentences before a pronoun in which its antecedent is looked for."""

_A_SENTENCE_BACK = 0.9
_A_PARAGRAPH_BACK = 0.15
_HERE = 0.4
"""More for what the pronoun's own sentence names."""

_SPEAKS, _SUBJECT, _MINDS, _DESCRIBED, _MENTIONED, _BEHIND_PREPOSITION, _OWNS, _ADNOMINAL, _QUOTED = (
    3.5,
    3.0,
    2.7,
    2.6,
    1.6,
    1.2,
    1.1,
    0.6,
    0.2,
)
_AGAIN = 0.15
"""More for each further mention in the sentences looked at."""

_SEX_UNKNOWN, _UNNAMED, _PERHAPS_NOBODY = 0.2, 0.6, 1.0
"""Less for whom a "she" may mean, though neither title nor given name says so; less again for who has no name."""

_OTHER_SORT = 1.5
"""Less for a body that "they" may mean."""

_OTHER_BEARER = 0.8
"""Less for whom a surname alone may mean, but who has it less often on the page."""

_OFFICE_WORDS = 3
"""Words between a comma and the surname of the subject behind it: "Governor Jane" of "Governor Jane Roe"."""

_TOO_LONG = 4_000
"""Characters of what is no sentence of news, and is not looked into."""

_WORD = re.compile(r"[^\W\d_](?:[\w’'-]*[\w’'])?|\d+-year-old")
_NAME_BEHIND = re.compile(r"[^,.;:“”\"]{0,40},\s[^\W\d_a-zß-ÿ]")
"""What makes words explain a name behind them: "a young pilot from Ohio, Roe is …"."""

_NOUN_WITHIN = 5
"""Words between an article and its noun."""


class Sort(Enum):
    PERSON = 1
    PEOPLE = 2
    BODY = 3
    PAPER = 4


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody or something by the full name that the page has, or by the words that describe them."""

    name: str
    sort: Sort
    at: int
    weight: float
    sex: str | None = None
    named: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a sentence: as written, in lower case, where they start, whether a quotation holds them."""

    text: tuple[str, ...]
    low: tuple[str, ...]
    at: tuple[int, ...]
    quoted: tuple[bool, ...]

    def before(self, index: int) -> str:
        return self.low[index - 1] if index > 0 else ""

    def after(self, index: int) -> str:
        return self.low[index + 1] if index + 1 < len(self.low) else ""


@dataclass(slots=True)
class _Read:
    """A sentence that was read: who speaks in it, and whom else it names."""

    span: Span
    quotes: Sequence[Span]
    paragraph: int
    speaker: Mention | None = None
    words: _Words | None = None
    mentions: dict[bool, tuple[Mention, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class Antecedents:
    """The sentences of one page in order."""

    text: str
    words: Lexicon
    names: Names
    known: dict[str, str] = field(default_factory=dict)
    spoken: set[str] = field(default_factory=set)
    sexes: dict[str, str | None] = field(default_factory=dict)
    read: list[_Read] = field(default_factory=list)

    def begin(self, span: Span, quotes: Sequence[Span], paragraph: int) -> None:
        """The next sentence; "She left." is about whom it means, though nobody speaks in it."""
        self.read.append(_Read(span, quotes, paragraph))
        first = _WORD.search(self.text, *span)
        if first is None or any(start <= first.start() < end for start, end in quotes):
            return
        if self.stands_for_somebody(low := first.group().lower()):
            found = self.meant(low, first.start())
            if found is not None:
                self._learn(found, low)
                self.read[-1].speaker = self._weighed(found, first.start(), _SUBJECT)

    def _learn(self, found: Mention, low: str) -> None:
        """Whom a "she" at the beginning of a sentence meant is no man from then on."""
        if found.sex is None and found.sort is Sort.PERSON:
            self.sexes[found.name] = self._wanted(low)[1]

    def spoke(self, name: str, sort: Sort, *, named: bool, told: bool = True) -> None:
        """Who speaks in the sentence that is being read; ``told`` is false where only their attitude is told."""
        if not self.read or not name:
            return
        if named:
            self.spoken.add(name)
            self.known.setdefault(bare(name.split()[-1].lower()), name)
        at = self.read[-1].span[0]
        self.read[-1].speaker = Mention(
            name, sort, at, _SPEAKS if told else _MINDS, self._sex(name, named=named), named
        )

    def person(self, at: int, sex: str | None = None) -> Mention | None:
        """Who of the persons that have a name is meant by "the candidate" at ``at``."""
        return self._best(at, (Sort.PERSON,), sex, named=True)

    def body(self, at: int) -> Mention | None:
        """The body that "the company" at ``at`` is short for."""
        return self._best(at, (Sort.BODY,), None, named=True)

    def stands_for_somebody(self, low: str) -> bool:
        return low in self.words.union("male_pronouns", "female_pronouns", "plural_pronouns")

    def meant(self, low: str, at: int) -> Mention | None:
        """Whom the pronoun ``low`` at ``at`` stands for; ``None`` where nobody named before can be meant."""
        sorts, sex = self._wanted(low)
        return self._named_after(at, sorts, sex) or self._best(at, sorts, sex)

    def _named_after(self, at: int, sorts: tuple[Sort, ...], sex: str | None) -> Mention | None:
        """The subject behind an opening phrase: "In his speech on Friday, Roe said"."""
        sentence = self.read[-1]
        opening = _WORD.search(self.text, *sentence.span)
        comma = self.text.find(",", at, sentence.span[1])
        if opening is None or comma < 0 or opening.start() == at:
            return None
        if opening.group().lower() not in self.words.union("prepositions", "clause_words"):
            return None
        if self.text.find(",", sentence.span[0], at) >= 0 or sorts != (Sort.PERSON,):
            return None
        for mention in self._mentions(sentence, persons=True):
            behind = self.text[comma + 1 : mention.at]
            if mention.at > comma and len(behind.split()) <= _OFFICE_WORDS and mention.sex in (None, sex):
                return mention if mention.weight >= _MENTIONED else None
        return None

    def _best(self, at: int, sorts: tuple[Sort, ...], sex: str | None, *, named: bool = False) -> Mention | None:
        """The best of the sentences before, until none further back can be better."""
        best: dict[str, tuple[float, Mention]] = {}
        seen: dict[str, int] = {}
        here = self.read[-1].paragraph
        for steps, sentence in enumerate(reversed(self.read[-LOOKED_BACK:])):
            back = steps * _A_SENTENCE_BACK + (here - sentence.paragraph) * _A_PARAGRAPH_BACK
            if best and max(score for score, _ in best.values()) >= _SPEAKS + _HERE - back:
                break
            for mention in self._in(sentence, at, sorts):
                if (sex and (mention.sex or self.sexes.get(mention.name)) not in (None, sex)) or (
                    named and not mention.named
                ):
                    continue
                seen[mention.name] = seen.get(mention.name, 0) + 1
                score = mention.weight - back + (0 if steps else _HERE)
                score -= _OTHER_SORT * sorts.index(mention.sort) + self._doubt(mention, sex)
                if mention.name not in best or best[mention.name][0] < score:
                    best[mention.name] = (score, mention)
        if not best:
            return None
        return max(best.items(), key=lambda item: (item[1][0] + _AGAIN * min(seen[item[0]], 4), -item[1][1].at))[1][1]

    def _doubt(self, mention: Mention, sex: str | None) -> float:
        """Less for whom nothing shows to be a man or a woman; a name that never spoke may be a place's."""
        if sex is None or mention.sex is not None or mention.name in self.sexes:
            return 0.0
        if mention.named:
            return _SEX_UNKNOWN if mention.name in self.spoken else _SEX_UNKNOWN + _PERHAPS_NOBODY
        return _SEX_UNKNOWN + _UNNAMED

    def _wanted(self, low: str) -> tuple[tuple[Sort, ...], str | None]:
        words = self.words
        if low in words.words("male_pronouns"):
            return (Sort.PERSON,), "male"
        if low in words.words("female_pronouns"):
            return (Sort.PERSON,), "female"
        if low in words.words("plural_pronouns"):
            return (Sort.PEOPLE, Sort.BODY), None
        return (Sort.BODY, Sort.PAPER), None

    def _in(self, sentence: _Read, at: int, sorts: tuple[Sort, ...]) -> Iterator[Mention]:
        """Of those sorts, who speaks in the sentence and whom it names before ``at``."""
        if sentence.speaker is not None and sentence is not self.read[-1] and sentence.speaker.sort in sorts:
            yield sentence.speaker
        persons = sorts == (Sort.PERSON,)
        for mention in self._mentions(sentence, persons=persons):
            if mention.at < at and mention.sort in sorts:
                yield mention

    # -- whom a sentence mentions -----------------------------------------------------------------------------------

    def _mentions(self, sentence: _Read, *, persons: bool) -> tuple[Mention, ...]:
        """Persons, or people and bodies: looked for when first asked for."""
        if sentence.span[1] - sentence.span[0] > _TOO_LONG:
            return ()
        if persons not in sentence.mentions:
            if sentence.words is None:
                sentence.words = self._split(sentence)
            words = sentence.words
            found = [*self._persons(words), *self._described(words)] if persons else []
            found += [] if persons else [*self._people(words), *self._bodies(words), *self._pairs(words)]
            sentence.mentions[persons] = tuple(self._ranked(found))
        return sentence.mentions[persons]

    def _split(self, sentence: _Read) -> _Words:
        found = [(match.group(), match.start()) for match in _WORD.finditer(self.text, *sentence.span)]
        quotes = sentence.quotes
        inside = tuple(any(start <= at < end for start, end in quotes) for _, at in found) if quotes else None
        texts = tuple(text for text, _ in found)
        lows = tuple(text.lower().replace("’", "'") for text in texts)
        return _Words(texts, lows, tuple(at for _, at in found), inside or (False,) * len(texts))

    def _ranked(self, found: list[Mention]) -> Iterator[Mention]:
        """The first that may be the subject is it: persons and people alike."""
        found.sort(key=lambda mention: mention.at)
        subject = next((m for m in found if m.weight == _MENTIONED), None)
        for mention in found:
            if mention is subject:
                weight = _SUBJECT if mention.named or mention.sort is not Sort.PERSON else _DESCRIBED
                yield self._weighed(mention, mention.at, weight)
            else:
                yield mention

    @staticmethod
    def _weighed(mention: Mention, at: int, weight: float) -> Mention:
        return Mention(mention.name, mention.sort, at, weight, mention.sex, mention.named)

    def _weight(self, words: _Words, first: int, last: int) -> float:
        if words.quoted[last]:
            return _QUOTED
        if bare(words.low[last]) != words.low[last]:
            return _OWNS
        after = words.after(last)
        adnominal = self.words.union("organisation_words", "person_nouns", "group_nouns", "role_nouns", "adnominal")
        if after in adnominal and self._touch(words, last):
            return _ADNOMINAL
        if words.before(first) in self.words.union("prepositions", "addressing", "coordinators", "that_words"):
            return _BEHIND_PREPOSITION
        return _MENTIONED

    def _touch(self, words: _Words, index: int) -> bool:
        """Whether only a blank stands between the word and the next."""
        end = words.at[index] + len(words.text[index])
        return index + 1 < len(words.at) and self.text[end : words.at[index + 1]].isspace()

    def _persons(self, words: _Words) -> Iterator[Mention]:
        for index, text in enumerate(words.text):
            if not text[:1].isupper():
                continue
            surname = bare(words.low[index])
            bearers = self.names.bearers.get(surname) or self._known(words, index, surname)
            if not bearers or self._is_part_of_a_name(words, index):
                continue
            first = self._first_of_name(words, index)
            sex = self._stated_sex(words, first)
            for order, name in enumerate(self._who(bearers, words.low[first:index], sex)):
                weight = self._weight(words, first, index) - (_OTHER_BEARER if order else 0.0)
                yield Mention(name, Sort.PERSON, words.at[index], weight, sex or sex_of(name), True)

    def _known(self, words: _Words, index: int, surname: str) -> tuple[str, ...]:
        """A surname that spoke before, or with an office before it."""
        known = self.known.get(surname)
        if known is None and words.before(index) in self.words.words("titles") and surname not in self._no_names():
            return (self.text[words.at[index - 1] : words.at[index] + len(surname)],)
        return (known,) if known else ()

    def _no_names(self) -> frozenset[str]:
        return self.words.union("titles", "government_words", "organisation_words", "months", "weekdays")

    def _is_part_of_a_name(self, words: _Words, index: int) -> bool:
        """ "Quill" in "Quill Hall"."""
        after = words.text[index + 1] if index + 1 < len(words.text) else ""
        part = after[:1].isupper() and self._touch(words, index) and bare(words.low[index]) == words.low[index]
        return part and after.lower() not in ("jr", "sr", "ii", "iii")

    def _first_of_name(self, words: _Words, index: int) -> int:
        first = index
        while first > 0 and index - first < 3 and words.text[first - 1][:1].isupper():
            between = self.text[words.at[first - 1] + len(words.text[first - 1]) : words.at[first]]
            if between.strip(" .\u00a0") or words.low[first - 1] in self._no_part_of_a_name():
                break
            first -= 1
        return first

    def _no_part_of_a_name(self) -> frozenset[str]:
        return self.words.union(
            "prepositions", "clause_words", "coordinators", "adverbs", "determiners", "ordinary_capitals"
        ) - self.words.words("titles")

    def _stated_sex(self, words: _Words, first: int) -> str | None:
        for low in (words.low[first], words.before(first)):
            if low in self.words.words("male_titles"):
                return "male"
            if low in self.words.words("female_titles"):
                return "female"
        return None

    def _who(self, bearers: Sequence[str], given: Sequence[str], sex: str | None) -> Sequence[str]:
        """Which bearers of a surname can be meant: by given name, else by sex, else all."""
        by_given = [name for name in bearers if name.split()[0].lower() in given]
        if by_given:
            return by_given
        return [name for name in bearers if sex is None or sex_of(name) in (None, sex)] or bearers[:1]

    def _described(self, words: _Words) -> Iterator[Mention]:
        """Persons that are introduced without a name: "a woman of 29"; not what explains a name before it."""
        nouns = self.words.union("person_nouns", "source_nouns")
        offices = self.words.table("office_titles")
        for index, low in enumerate(words.low):
            plain = bare(low)
            if plain not in nouns and plain not in offices and not low.endswith("-year-old"):
                continue
            if plain in offices and (holder := self._holder(words, index)) is not None:
                yield holder
                continue
            first = self._article(words, index)
            if first is not None and words.before(first) in self.words.union("be", "seeming", "as_words"):
                continue  # "when she was a pilot": what somebody is, not somebody else
            if first is None or self.text[max(0, words.at[first] - 2) : words.at[first]].startswith(","):
                continue
            if index + 1 < len(words.low) and words.text[index + 1][:1].isupper() and self._touch(words, index):
                continue
            end = words.at[index] + len(plain)
            if _NAME_BEHIND.match(self.text, end):
                continue
            name = self.text[words.at[first] : end]
            yield Mention(name, Sort.PERSON, words.at[index], self._weight(words, first, index), self.sex_of_noun(low))

    def _holder(self, words: _Words, index: int) -> Mention | None:
        """Whom "the Ohio senator" is short for, so that a later "he" is that senator."""
        low = bare(words.low[index])
        titles = self.words.table("office_titles").get(low)
        first = next((at for at in range(index - 1, max(-1, index - 4), -1) if words.low[at] == "the"), None)
        if first is None or not isinstance(titles, str) or words.text[index][:1].isupper():
            return None
        inside = [words.text[at] for at in range(first + 1, index) if words.text[at][:1].isupper()]
        name = office_holder(self.text, words.at[first], low, titles, inside[0] if inside else None)
        full = self._full(name) if name else None
        weight = self._weight(words, first, index)
        return Mention(full, Sort.PERSON, words.at[index], weight, sex_of(full), True) if full else None

    def _full(self, name: str) -> str | None:
        surname = bare(name.split()[-1].lower().replace("’", "'"))
        given = name.split()[0].lower() if " " in name else ""
        return full_name(self.names, surname, given, None) or full_name(self.names, surname, "", None)

    def _article(self, words: _Words, index: int) -> int | None:
        for at in range(index - 1, max(-1, index - 1 - _NOUN_WITHIN), -1):
            if words.low[at] in self.words.words("indefinite"):
                return at
            if not self._touch(words, at) or words.low[at] in self.words.union("prepositions", "definite", "be"):
                return None
        return None

    def sex_of_noun(self, low: str) -> str | None:
        if bare(low) in self.words.words("male_nouns"):
            return "male"
        return "female" if bare(low) in self.words.words("female_nouns") else None

    def _people(self, words: _Words) -> Iterator[Mention]:
        """Several at once: "her supporters", "Senate Republican leaders"."""
        for index, low in enumerate(words.low):
            if low in self.words.words("collectors") and words.after(index) == "of":
                continue
            if not self._is_plural_of_people(low) or (self._touch(words, index) and self._goes_on(words, index + 1)):
                continue
            first = self._start(words, index)
            name = self.text[words.at[first] : words.at[index] + len(words.text[index])]
            yield Mention(name, Sort.PEOPLE, words.at[index], self._weight(words, first, index))

    def _pairs(self, words: _Words) -> Iterator[Mention]:
        """Two persons by name: "Jane Roe and Mr. Poe"."""
        named = [mention for mention in self._persons(words) if mention.weight != _ADNOMINAL]
        for one, other in pairwise(named):
            index, last = words.at.index(one.at), words.at.index(other.at)
            first = self._first_of_name(words, last)
            if index < first and words.low[index + 1 : first] == ("and",):
                start = self._first_of_name(words, index)
                name = self.text[words.at[start] : words.at[last] + len(bare(words.low[last]))]
                yield Mention(name, Sort.PEOPLE, words.at[index], self._weight(words, start, index))

    def _is_plural_of_people(self, low: str) -> bool:
        low = low.rpartition("-")[2]
        if low in self.words.union("group_nouns", "peoples"):
            return low not in self.words.words("quantities")
        return low.endswith("s") and low[:-1] in self.words.union("person_nouns", "source_nouns")

    def _goes_on(self, words: _Words, index: int) -> bool:
        return self._is_plural_of_people(words.low[index]) or words.low[index] in self.words.words("organisation_words")

    def _start(self, words: _Words, index: int) -> int:
        """Where the phrase before a noun starts: at its article, else at the first adjective or name."""
        first = index
        stops = self.words.union(
            "prepositions", "clause_words", "relatives", "coordinators", "auxiliaries", "be", "modals", "adverbs"
        )
        while first > 0 and index - first < _NOUN_WITHIN and self._touch(words, first - 1):
            if words.low[first - 1] == "of" and first > 1 and words.low[first - 2] in self.words.words("collectors"):
                first -= 2
                continue
            if words.low[first - 1] in stops or words.low[first - 1] in self.words.verbs:
                break
            first -= 1
            if words.low[first] in self.words.words("determiners"):
                break
        return first

    def _bodies(self, words: _Words) -> Iterator[Mention]:
        """Firms, public bodies and papers."""
        nouns = self.words.union(
            "organisation_words", "government_words", "document_words", "dataset_words", "news_agencies"
        )
        for index, low in enumerate(words.low):
            if bare(low) not in nouns or (self._touch(words, index) and bare(words.after(index)) in nouns):
                continue
            first = self._start(words, index)
            if first == index and not words.text[index][:1].isupper():
                continue
            name = self.text[words.at[first] : words.at[index] + len(bare(low))]
            paper = low in self.words.union("document_words", "dataset_words")
            yield Mention(name, Sort.PAPER if paper else Sort.BODY, words.at[index], self._weight(words, first, index))

    def _sex(self, name: str, *, named: bool) -> str | None:
        if named:
            return sex_of(name) or self.titled_sex(name)
        nouns = [word for word in name.lower().split(",")[0].split() if self.sex_of_noun(word)]
        return self.sex_of_noun(nouns[0]) if nouns else None

    def titled_sex(self, name: str) -> str | None:
        """The sex that "Mr" or "Mrs" before the name states."""
        first = name.split()[0].lower().rstrip(".")
        if first in self.words.words("male_titles"):
            return "male"
        return "female" if first in self.words.words("female_titles") else None
