"""What kind of source a phrase names. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claims.reading.names import NOT_A_PERSON, Names, bare
from claims.reading.phrases import Phrase, Phrases
from claims.vocabulary import SourcingType

_HUMAN_ENDING = re.compile(r"(?:er|or|ist|[a-z]ian|[a-z]men|[a-z]man|women|woman|ee|ant)\Z")


@dataclass(frozen=True, slots=True)
class Described:
    """A phrase for a source: its kind, the word that decided, and the name it goes by where it has one."""

    kind: SourcingType
    decided: str
    name: str | None = None
    plural: bool = False
    collective: bool = False
    definite: bool = False


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A phrase to be judged, and its core without what hangs on it."""

    p: Phrases
    phrase: Phrase
    core: Phrase
    names: Names

    @property
    def text(self) -> str:
        return _text(self.p, self.phrase)


def describe(p: Phrases, phrase: Phrase, names: Names) -> Described | None:
    """The kind of a phrase that is no pronoun; ``None`` when it is nothing that can speak."""
    own = _own(p, phrase, names)
    if own:
        return Described(SourcingType.OWN_OBSERVATION, own)
    candidate = _Candidate(p, phrase, _core(p, phrase), names)
    for judge in (_state, _spokesperson, _share, _people, _public_body, _paper, _company, _person, _by_nouns, _named):
        found = judge(candidate)
        if found is not None:
            return found
    return None


def _core(p: Phrases, phrase: Phrase) -> Phrase:
    """The phrase without what hangs on it: "a pilot close to the talks" gives "a pilot"."""
    first, last = phrase
    for at in range(first + 1, last + 1):
        if _stands_before_noun(p, at, last):
            continue
        if p.any_of(at, "prepositions", "postmodifiers", "relatives") or (
            not p.is_word(at) and p.low(at) not in ("'", "’", "-", "&", ".")
        ):
            return first, at - 1
    return first, last


def _stands_before_noun(p: Phrases, at: int, last: int) -> bool:
    """ "Published" in "the published figures", not in "figures published by the office"."""
    if not p.any_of(at, "dating") or at == last or not p.is_word(at + 1):
        return False
    return not p.any_of(at + 1, "prepositions", "temporal") and not p.low(at + 1)[:1].isdigit()


def _text(p: Phrases, phrase: Phrase) -> str:
    return " ".join(p.low(at) for at in range(phrase[0], phrase[1] + 1))


def _own(p: Phrases, phrase: Phrase, names: Names) -> str | None:
    last = p.sequence_at(phrase[0], "own_words")
    if last is None or last > phrase[1] or is_another_paper(p, last + 1, names):
        return None
    return _text(p, (phrase[0], last))


def is_another_paper(p: Phrases, at: int, names: Names) -> bool:
    """Whether "the Courier" stands at ``at``, and not the name of the outlet that is being read."""
    first = last = at + 1 if p.any_of(at, "definite") else at
    while p.capital(last):
        last += 1
    return names.outlet_known and any(p.low(name) not in names.own for name in range(first, last))


def _state(c: _Candidate) -> Described | None:
    if c.text in c.p.words.phrases("state_names"):
        return Described(SourcingType.GOVERNMENT, c.text, c.text)
    return None


def _share(c: _Candidate) -> Described | None:
    p, phrase, core = c.p, c.phrase, c.core
    """A share of people: "half of the voters", "52 percent of Democrats", "4 in 10"."""
    head = core[1]
    counted = p.any_of(head, "quantities") or p.low(head)[:1].isdigit()
    if not counted or (p.capital(head) and head != phrase[0]):
        return None
    return Described(SourcingType.UNNAMED_GROUP, p.low(head), plural=True, collective=True)


def _spokesperson(c: _Candidate) -> Described | None:
    """Somebody who speaks for a body: named, they are on the record; unnamed, it is the body that speaks."""
    p, phrase = c.p, c.phrase
    at = next((at for at in range(phrase[0], phrase[1] + 1) if p.any_of(at, "spokespeople")), None)
    if at is None:
        return None
    if at < phrase[1] and p.capital(at + 1):
        return Described(SourcingType.ON_RECORD_PERSON, p.low(at), p.tokens[phrase[1]].text)
    official = any(p.any_of(near, "government_words", "places") for near in range(phrase[0], phrase[1] + 1))
    return Described(SourcingType.GOVERNMENT if official else SourcingType.ORGANISATION, p.low(at), definite=True)


def _people(c: _Candidate) -> Described | None:
    """Many at once: "Democrats", "younger Muslims"; firms and papers in general, "banks", "the media"."""
    p, (first, last) = c.p, c.core
    low = p.low(last)
    if p.any_of(last, "peoples") or (p.capital(last) and p.any_of(last, "group_nouns") and last > 0):
        return Described(SourcingType.UNNAMED_GROUP, low, plural=True, collective=first == last)
    if p.any_of(last, "bodies_in_general") and not any(p.capital(at) and at for at in range(first, last + 1)):
        return Described(SourcingType.UNNAMED_GROUP, low, plural=True, definite=p.any_of(first, "definite"))
    return None


def _public_body(c: _Candidate) -> Described | None:
    """A public body by its task: "the Environment Agency", "the Maritime Safety Board"."""
    p, (first, last) = c.p, c.core
    if not p.any_of(last, "public_bodies") or not any(p.any_of(at, "public_matters") for at in range(first, last)):
        return None
    return Described(SourcingType.GOVERNMENT, p.low(last), c.text.removeprefix("the "))


def _paper(c: _Candidate) -> Described | None:
    """A paper by its name: "the Courier", "the Harbour Courier"."""
    p, (first, last) = c.p, c.core
    if not p.capital(last) or not p.any_of(first, "definite") or first == last:
        return None
    if p.low(last) not in c.names.own and not p.any_of(last, "paper_names"):
        return None
    return Described(SourcingType.ORGANISATION, p.tokens[last].text, p.low(last))


def _company(c: _Candidate) -> Described | None:
    """A name that ends as firms and papers do: "Inc.", "Bank", "Times"."""
    last = c.core[1]
    if not c.p.capital(last):
        return None
    ends_as_firm = c.p.low(last).rstrip(".") in c.p.words.words("organisation_suffixes")
    if not ends_as_firm and c.text not in c.names.bodies:
        return None
    return Described(SourcingType.ORGANISATION, c.p.tokens[last].text, c.text)


def _person(c: _Candidate) -> Described | None:
    """A personal name: with a title, in full on this page, or known from its full form on this page."""
    p, core, names = c.p, c.core, c.names
    run = _name_run(p, core)
    if run is None:
        return None
    first, last = run
    titled = first > core[0] and p.any_of(first - 1, "titles", "role_nouns", "person_nouns")
    titled = titled or (p.any_of(first, "titles") and first < last)
    surname = bare(p.low(last))
    listed = any(p.any_of(at, *NOT_A_PERSON[:4], "news_agencies") for at in range(first, last + 1))
    listed = listed or p.any_of(last, "dataset_words", "titled_papers")
    if listed and not titled and surname not in names.people:
        return None
    if titled or surname in names.people or (last - first in (1, 2) and not p.any_of(core[0], "determiners")):
        return Described(
            SourcingType.ON_RECORD_PERSON, p.tokens[last].text, names.people.get(surname, p.tokens[last].text)
        )
    return None


def _name_run(p: Phrases, core: Phrase) -> Phrase | None:
    """The capitalised words at the end of the phrase."""
    last = core[1]
    first = last
    if not p.capital(last):
        return None
    while first > core[0] and p.capital(first - 1):
        first -= 1
    if first == core[0] and first < last and p.any_of(first, "determiners", "prepositions", "ordinary_capitals"):
        first += 1
    return first, last


def _by_nouns(c: _Candidate) -> Described | None:
    """By the last known noun of the phrase without what hangs on it."""
    p, phrase, core = c.p, c.phrase, c.core
    definite = p.any_of(phrase[0], "definite")
    for at in (*range(core[1], core[0] - 1, -1), phrase[1]):
        low = bare(p.low(at))
        found = _by_noun(p, phrase, low, definite=definite)
        if found is not None:
            return found
    return None


def _by_noun(p: Phrases, phrase: Phrase, low: str, *, definite: bool) -> Described | None:
    words = p.words
    if low in words.words("dataset_words"):
        return Described(SourcingType.DATASET, low)
    if low in words.words("document_words"):
        return Described(SourcingType.DOCUMENT, low)
    if low in words.words("government_words") and low not in words.words("group_nouns"):
        return Described(SourcingType.GOVERNMENT, low, low)
    if low == "police":
        return Described(SourcingType.GOVERNMENT, low, low)
    if low in words.words("organisation_words"):
        return Described(SourcingType.ORGANISATION, low, low)
    return _human(p, phrase, low, definite=definite)


def _human(p: Phrases, phrase: Phrase, low: str, *, definite: bool) -> Described | None:
    words = p.words
    singular = low in words.words("person_nouns") or low in ("source", "insider", "informant", "whistleblower")
    plural = low in words.words("group_nouns") or _singular(low) in words.words("person_nouns") | words.words(
        "source_nouns"
    )
    if singular and low not in words.words("group_nouns"):
        if definite and low in words.words("role_nouns"):
            return Described(SourcingType.ON_RECORD_PERSON, low, definite=True)
        return Described(SourcingType.UNNAMED_PERSON, low, definite=definite)
    if plural:
        collective = low in words.words("collectives") and phrase[0] == phrase[1]
        return Described(SourcingType.UNNAMED_GROUP, low, plural=True, collective=collective, definite=definite)
    return None


def _singular(low: str) -> str:
    if low.endswith("men"):
        return low[:-3] + "man"
    if low.endswith("ies"):
        return low[:-3] + "y"
    return low[:-1] if low.endswith("s") else ""


def _named(c: _Candidate) -> Described | None:
    """A capitalised name that is on no list, or a word that ends as words for people do."""
    p, core = c.p, c.core
    last = core[1]
    text = p.tokens[last].text
    first_word = last == 0 and p.low(last) in c.names.common
    if p.capital(last) and not first_word and not p.any_of(last, "weekdays", "months", "ordinary_capitals"):
        letters = [char for char in text if char.isalpha()]
        body = (
            p.any_of(core[0], "determiners")
            or (len(letters) > 1 and all(char.isupper() for char in letters))
            or p.any_of(last, "news_agencies")
        )
        kind = SourcingType.ORGANISATION if body else SourcingType.ON_RECORD_PERSON
        return Described(kind, text, text)
    low = p.low(last)
    human = _HUMAN_ENDING.search(bare(low).removesuffix("s")) is not None
    if (human and (p.any_of(core[0], "determiners") or low.endswith("s"))) or low in p.words.pronouns("open"):
        plural = low.endswith(("s", "men"))
        kind = SourcingType.UNNAMED_GROUP if plural else SourcingType.UNNAMED_PERSON
        return Described(kind, low, plural=plural, definite=p.any_of(core[0], "definite"))
    return None
