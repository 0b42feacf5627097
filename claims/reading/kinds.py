"""What kind of source a phrase names. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claims.reading.names import NOT_A_PERSON, Names, bare
from claims.reading.phrases import Phrase, Phrases
from claims.vocabulary import SourcingType

_OUT_OF = 4
"""Words of "nine out of 10"."""

_BODIES = ("organisation_words", "organisation_suffixes", "government_words", "public_bodies")

_COUNTED_WITHIN = 7
"""Words behind "a group of" within which it says of whom."""

_LONGEST_NAME = 4
"""Words of a name behind an office, with initials and "Jr"."""

_HUMAN_PLURAL = re.compile(r"(?:ers|ors|ists|[a-z]ians|(?<!m)ents|ants|ees|eers|men|women|women|crats|zens)\Z")
_CAMEL = re.compile(r"\A(?!Mc|Mac|De|Di|Du|La|Le|Van|Fitz|Al|O)[A-Z][a-z]+[A-Z]")
"""A capital inside a word, as brands have it: "DockWatch"."""

_INHABITANTS = re.compile(r"(?:ists|ians|icans|owans|eans|itans|yorkers|landers|[a-z]doners)\Z")
"""How words for the people of a place end."""

_SHORT_NAME = 5
_GENERATIONS = ("jr", "sr", "ii", "iii", "iv")
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
    went_on = _name_and_verb(candidate)
    candidate = candidate if went_on is None else _Candidate(p, went_on, went_on, names)
    for judge in (
        _state,
        _spokesperson,
        _share,
        _many_of,
        _people,
        _public_body,
        _paper,
        _company,
        _person,
        _by_nouns,
        _named,
    ):
        found = judge(candidate)
        if found is not None:
            return found
    return None


def _core(p: Phrases, phrase: Phrase) -> Phrase:
    """The phrase without what hangs on it: "a pilot close to the talks" gives "a pilot"."""
    first, last = phrase
    office = -1
    for at in range(first, last + 1):
        if p.any_of(at, "of_words"):
            office = max(office, p.sequence_at(at - 1, "offices") or -1)
        if at == first or at <= office or _goes_on_inside(p, at, last):
            continue
        if _ends_at_people(p, at - 1, last):
            return first, at - 1
        if p.any_of(at, "prepositions", "postmodifiers", "relatives") or (
            not p.is_word(at) and p.low(at) not in ("'", "’", "-", "&", ".")
        ):
            return first, at - 1
    return first, last


def _ends_at_people(p: Phrases, at: int, last: int) -> bool:
    """Whether a plural of people is what is meant, as in "voters supporting Roe", and not part of a body's name."""
    if not p.low(at).endswith(("s", "men")) or p.capital(at + 1) or not p.is_word(at + 1):
        return False
    if not is_people(p, at) and not p.any_of(at, "bodies_in_general"):
        return False
    nouns = (*_BODIES, "document_words", "dataset_words", "spokespeople", "role_nouns", "coordinators")
    for behind in range(at + 1, last + 1):
        if p.any_of(behind, "prepositions", "postmodifiers", "relatives") or not p.is_word(behind):
            break
        if p.any_of(behind, *nouns) and not p.low(behind).endswith("ing"):
            return False
        if is_people(p, behind) or p.any_of(behind, "person_nouns"):
            return False
    return True


def _goes_on_inside(p: Phrases, at: int, last: int) -> bool:
    return _stands_before_noun(p, at, last) or (p.any_of(at, "roughly") and _is_number(p, at + 1))


def _name_and_verb(c: _Candidate) -> Phrase | None:
    """The name in "Ada Quill went", where a verb that is no cue has come into the phrase."""
    p, (first, last) = c.p, c.core
    at = first
    while at <= last and (p.capital(at) or p.low(at) == "."):
        at += 1
    known = first < at <= last and (p.low(at - 1) in c.names.people or p.any_of(first, "titles"))
    return (first, at - 1) if known and p.any_of(at, "went_on") else None


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
    if c.p.sequence_at(c.phrase[0], "state_names") == c.phrase[1]:
        return Described(SourcingType.GOVERNMENT, c.text, c.text)
    return None


def _share(c: _Candidate) -> Described | None:
    """A share of people: "half of the voters", "52 percent of Democrats", "4 in 10", "fewer than a third"."""
    p, phrase, core = c.p, c.phrase, c.core
    head = core[1]
    if p.any_of(head, "comparatives") and p.any_of(head + 1, "than_words"):
        counted = any(_counts(p, at) or is_people(p, at) for at in range(head + 1, phrase[1] + 1))
        return _group(p.low(head), collective=True) if counted and not _is_thing(p, phrase[1]) else None
    if (
        _counts(p, core[0])
        and _counts(p, phrase[1])
        and not _is_thing(p, phrase[1])
        and phrase[1] - phrase[0] <= _OUT_OF
    ):
        return _group(p.low(core[0]), collective=True)
    if not _counts(p, head) or (p.capital(head) and head != phrase[0]):
        return None
    return _group(p.low(head), collective=True)


def _is_number(p: Phrases, at: int) -> bool:
    return p.any_of(at, "quantities", "determiners") or p.low(at)[:1].isdigit()


def _counts(p: Phrases, at: int) -> bool:
    return p.any_of(at, "quantities") or (p.low(at)[:1].isdigit() and not p.low(at).endswith("-year-old"))


def _group(decided: str, *, collective: bool = False, definite: bool = False) -> Described:
    return Described(SourcingType.UNNAMED_GROUP, decided, plural=True, collective=collective, definite=definite)


def is_people(p: Phrases, at: int) -> bool:
    """Whether the word is a plural for people: "aides", "Democrats", "lawmakers"."""
    low = p.low(at)
    low = low.rpartition("-")[2]
    known = low in p.words.union("group_nouns", "peoples")
    return known or _singular(low) in p.words.union("person_nouns", "source_nouns")


def _is_thing(p: Phrases, at: int) -> bool:
    return p.any_of(at, "document_words", "dataset_words")


def _many_of(c: _Candidate) -> Described | None:
    """People by how many they are: "a group of rabbis", "a handful of Democrats", "a chorus of critics"."""
    p, head, last = c.p, c.core[1], c.phrase[1]
    if not p.any_of(head, "collectors") or not p.any_of(head + 1, "of_words"):
        return None
    for at in range(head + 2, min(head + _COUNTED_WITHIN, last) + 1):
        if is_people(p, at) and not p.low(at).endswith("'"):
            return _group(p.low(at), definite=p.any_of(c.phrase[0], "definite"))
    return None


def _spokesperson(c: _Candidate) -> Described | None:
    """Somebody who speaks for a body: named, they are on the record; unnamed, it is the body that speaks."""
    p, phrase = c.p, c.phrase
    at = next((at for at in range(phrase[0], phrase[1] + 1) if p.any_of(at, "spokespeople")), None)
    if at is None:
        return None
    if p.low(at).endswith(("s", "men", "people")):
        return _group(p.low(at), definite=p.any_of(phrase[0], "definite"))
    name = at + 2 if p.any_of(at + 1, "definite") else at + 1
    if name <= phrase[1] and p.capital(name):
        return Described(SourcingType.ON_RECORD_PERSON, p.low(at), p.tokens[phrase[1]].text)
    if _speaks_for_a_person(c, at):
        return Described(SourcingType.UNNAMED_PERSON, p.low(at), definite=p.any_of(phrase[0], "definite"))
    official = any(p.any_of(near, "government_words", "places") for near in range(phrase[0], phrase[1] + 1))
    return Described(SourcingType.GOVERNMENT if official else SourcingType.ORGANISATION, p.low(at), definite=True)


def _speaks_for_a_person(c: _Candidate, at: int) -> bool:
    """Whether it is nobody's body that is spoken for: "his spokesman", "a spokeswoman for Senator Roe"."""
    p, (first, last) = c.p, c.phrase
    if any(p.any_of(near, *_BODIES, "places") for near in range(first, last + 1)):
        return False
    if p.any_of(first, "possessives") or _is_genitive_of_person(c, at - 1):
        return True
    behind = range(at + 2, last + 1)
    titled = any(p.any_of(near, "titles") for near in behind)
    return titled or (bool(behind) and _is_person_known(c.names, p, (behind[0], last)))


def _is_genitive_of_person(c: _Candidate, at: int) -> bool:
    low = c.p.low(at)
    if low in ("'", "’"):
        at, low = at - 1, c.p.low(at - 1) + "'"
    return low.endswith(("'s", "'")) and (bare(low) in c.names.people or bare(low) in c.p.words.words("role_nouns"))


def _is_person_known(names: Names, p: Phrases, run: Phrase) -> bool:
    return p.capital(run[1]) and bare(p.low(run[1])) in names.people


def _people(c: _Candidate) -> Described | None:
    """Many at once: "Democrats", "younger Muslims"; firms and papers in general, "banks", "the media"."""
    p, (first, last) = c.p, c.core
    low = p.low(last)
    if (
        p.any_of(last, "peoples")
        or low.rpartition("-")[2] in p.words.words("peoples")
        or (p.capital(last) and p.any_of(last, "group_nouns") and last > 0)
    ):
        return Described(SourcingType.UNNAMED_GROUP, low, plural=True, collective=first == last)
    if p.any_of(last, "adjective_people") and p.any_of(first, "definite"):
        return _group(low, definite=True)
    if _are_inhabitants(c, last):
        return _group(low, definite=p.any_of(first, "definite"))
    if p.any_of(first, "indefinite") and p.capital(last) and f"{low}s" in p.words.words("peoples"):
        return Described(SourcingType.UNNAMED_PERSON, low)
    if p.any_of(last, "bodies_in_general") and not any(p.capital(at) and at for at in range(first, last + 1)):
        return Described(SourcingType.UNNAMED_GROUP, low, plural=True, definite=p.any_of(first, "definite"))
    return None


def _are_inhabitants(c: _Candidate, last: int) -> bool:
    """ "Ohioans", "the Armenians", "most Whigs": a name in the plural that is no person's on this page."""
    p, first = c.p, c.core[0]
    text = p.tokens[last].text
    if not p.capital(last) or len(text) <= _SHORT_NAME or p.low(last) in c.names.people:
        return False
    counted = first == last - 1 and p.any_of(first, "quantities") and text.endswith("s")
    return counted or (_INHABITANTS.search(text) is not None and p.words.language == "en")


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
    cut = _behind_titles(p, run)
    titled = cut is not None or (first > core[0] and p.any_of(first - 1, "titles", "role_nouns", "person_nouns"))
    first = first if cut is None else cut
    surname = _surname(p, run)
    listed = any(p.any_of(at, *NOT_A_PERSON[:4], "news_agencies") for at in range(first, last + 1))
    listed = listed or p.any_of(last, "dataset_words", "titled_papers")
    if (listed and not titled and surname not in names.people) or _has_an_article(p, core, first, titled=titled):
        return None
    if titled or surname in names.people or (last - first in (1, 2) and not p.any_of(core[0], "determiners")):
        return Described(
            SourcingType.ON_RECORD_PERSON, p.tokens[last].text, names.people.get(surname, p.tokens[last].text)
        )
    return None


def _surname(p: Phrases, run: Phrase) -> str:
    first, last = run
    generation = p.low(last).rstrip(".") in _GENERATIONS and last > first
    return bare(p.low(last - 1 if generation else last))


def _behind_titles(p: Phrases, run: Phrase) -> int | None:
    """Where the name starts in "Senate Majority Leader Jane Roe"; ``None`` where no title stands before it."""
    first, last = run
    for at in range(last - 1, max(first, last - _LONGEST_NAME) - 1, -1):
        if p.any_of(at, "titles", "role_nouns", "person_nouns", "spokespeople"):
            return at + 1 if not p.any_of(last, *NOT_A_PERSON[:3]) else None
        if p.low(at).endswith("'s") and at + 2 <= last:
            return at + 1
    return None


def _has_an_article(p: Phrases, core: Phrase, first: int, *, titled: bool) -> bool:
    """Names of several words behind "the" are no person's: "the Harbour Electronic Markets"."""
    return not titled and first == core[0] + 1 and first < core[1] and p.any_of(core[0], "definite")


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
    """By the last known noun of the phrase without what hangs on it; a plural of people decides before its words."""
    p, phrase, core = c.p, c.phrase, c.core
    definite = p.any_of(phrase[0], "definite")
    inside = range(core[0], core[1]) if core[1] - core[0] > 1 else ()
    office = next((at for at in inside if p.sequence_at(at, "offices") == core[1]), None)
    if office is not None:
        kind = SourcingType.ON_RECORD_PERSON if definite else SourcingType.UNNAMED_PERSON
        return Described(kind, p.low(office), definite=definite)
    head = _by_noun(p, phrase, bare(p.low(core[1])), core[1], definite=definite)
    if head is not None:
        return head
    if core[1] > core[0] and _unknown_people(c):
        return _group(p.low(core[1]), definite=definite)
    for at in (*range(core[1] - 1, core[0] - 1, -1), phrase[1]):
        found = _by_noun(p, phrase, bare(p.low(at)), at, definite=definite)
        if found is not None:
            return found
    return None


def _unknown_people(c: _Candidate) -> bool:
    """Whether the head is on no list and is a plural that ends as words for people do: "party challengers"."""
    p, head = c.p, c.core[1]
    return not p.capital(head) and p.words.language == "en" and _HUMAN_PLURAL.search(p.low(head)) is not None


def _by_noun(p: Phrases, phrase: Phrase, low: str, at: int, *, definite: bool) -> Described | None:
    words = p.words
    if low in words.words("social_nouns"):
        return Described(SourcingType.SOCIAL_POST, low, definite=definite)
    if low in words.words("dataset_words"):
        if low == "figures" and p.any_of(at - 1, "figure_people"):
            return _group(low, definite=definite)
        return Described(SourcingType.DATASET, low)
    if low in words.words("document_words"):
        return Described(SourcingType.DOCUMENT, low)
    if low in words.words("government_words") and low not in words.words("group_nouns"):
        return Described(SourcingType.GOVERNMENT, low, low)
    if low == "police":
        return Described(SourcingType.GOVERNMENT, low, low)
    if low in words.words("organisation_words"):
        return Described(SourcingType.ORGANISATION, low, low)
    return _human(p, phrase, low, at, definite=definite)


def _is_a_paper(p: Phrases, phrase: Phrase, at: int) -> bool:
    """ "The Daily Caller", "The Advocate": a capital behind "the" that is no office and no party."""
    inside = p.capital(at) and p.any_of(phrase[0], "definite") and not p.any_of(at, "titles", "role_nouns")
    return inside and f"{p.low(at)}s" not in p.words.words("peoples") and p.words.language == "en"


def _human(p: Phrases, phrase: Phrase, low: str, at: int, *, definite: bool) -> Described | None:
    if low.endswith("-year-old"):
        return Described(SourcingType.UNNAMED_PERSON, low, definite=definite)
    words = p.words
    low = low.rpartition("-")[2]
    singular = low in words.words("person_nouns") or low in ("source", "insider", "informant", "whistleblower")
    plural = low in words.words("group_nouns") or _singular(low) in words.union("person_nouns", "source_nouns")
    if singular and low not in words.words("group_nouns"):
        if _is_a_paper(p, phrase, at):
            return Described(SourcingType.ORGANISATION, p.tokens[at].text, low)
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


def _only_begins(c: _Candidate, last: int) -> bool:
    """A plural that has its capital only from where it stands: no name on this page, and none of a firm."""
    text = c.p.tokens[last].text
    if last > 0 or not text.endswith("s") or text.endswith(("'s", "’s")) or c.p.words.language != "en":
        return False
    return c.p.low(last) not in c.names.people and not _CAMEL.search(text) and not c.names.is_a_name(text)


def _named(c: _Candidate) -> Described | None:
    """A capitalised name that is on no list, or a word that ends as words for people do."""
    p, core = c.p, c.core
    last = core[1]
    text = p.tokens[last].text
    first_word = last == 0 and c.names.writes_small(p.low(last))
    if not first_word and _only_begins(c, last):
        return _group(text)
    if p.capital(last) and not first_word and not p.any_of(last, "weekdays", "months", "ordinary_capitals"):
        letters = [char for char in text if char.isalpha()]
        body = (
            p.any_of(core[0], "determiners")
            or _CAMEL.search(text) is not None
            or (len(letters) > 1 and all(char.isupper() for char in letters))
            or p.any_of(last, "news_agencies")
        )
        if p.any_of(last, "places") and core[0] == last:
            return Described(SourcingType.GOVERNMENT, text, text)
        kind = SourcingType.ORGANISATION if body else SourcingType.ON_RECORD_PERSON
        return Described(kind, text, text)
    low = p.low(last)
    human = _HUMAN_ENDING.search(bare(low).removesuffix("s")) is not None
    if (human and (p.any_of(core[0], "determiners") or low.endswith("s"))) or low in p.words.pronouns("open"):
        plural = low.endswith(("s", "men"))
        kind = SourcingType.UNNAMED_GROUP if plural else SourcingType.UNNAMED_PERSON
        return Described(kind, low, plural=plural, definite=p.any_of(core[0], "definite"))
    return None
