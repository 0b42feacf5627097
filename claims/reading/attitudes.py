"""What somebody wants, plans, supports or fears: attributed to them, though nothing they said is reported. Pure.

These cues speak for a sentence only where no cue of speech or belief does.
"""

from __future__ import annotations

from claims.reading.cue import Cue, Shape, Speaks
from claims.reading.kinds import is_people
from claims.reading.phrases import Group, Phrase, Phrases
from claims.reading.turns import turn_end
from claims.reading.verbs import group_of, some_say, subject_of_clause, unaided
from claims.reading.words import ATTITUDE_NOUNS, Verb

_ADJECTIVES_BETWEEN = 3
"""Words between an owner and an attitude: "his long and bitter opposition"."""

_POLL_WITHIN = 9
"""Words behind "in" within which the poll is named."""

_LIGHT_VERB_WITHIN = 6
"""Words between "made" and "a promise"."""


def attitude(p: Phrases, index: int, speaks: Speaks, *, headline: bool) -> Cue | None:
    """The attitude that the word at ``index`` tells of, with whose it is. In headlines verbs may be in capitals."""
    name = p.capital(index) and not headline
    if p.any_of(index, "attitude_adjectives"):
        return _adjective(p, index, speaks)
    if p.any_of(index, "inside_words"):
        return _in_a_poll(p, index)
    if name:
        return None
    found: Cue | None = None
    if p.any_of(index, *ATTITUDE_NOUNS):
        found = _noun(p, index, speaks) or _role(p, index, speaks) or _in_the_air(p, index)
    return found or _turn(p, index, speaks) or _known_verb(p, index, speaks)


def _turn(p: Phrases, index: int, speaks: Speaks) -> Cue | None:
    """ "The mayor took issue with the plan"."""
    end = turn_end(p, index)
    return _verb(p, index, p.words.turns[p.low(index)].verb, speaks, last=end) if end is not None else None


def _known_verb(p: Phrases, index: int, speaks: Speaks) -> Cue | None:
    verb = p.words.verbs.get(p.low(index))
    if verb is None or unaided(p, group_of(p, index)):
        return None
    told = p.any_of(index, "told_of") and p.any_of(index + 1, "agent_words")
    if verb.lemma in p.words.words("deeds") and not told:
        return None
    return _verb(p, index, verb, speaks, last=index)


def _in_a_poll(p: Phrases, index: int) -> Cue | None:
    """ "In a poll of the harbour's users, …"."""
    if not p.has_any("poll_words"):
        return None
    near = range(index + 1, index + _POLL_WITHIN)
    at = next((at for at in near if p.any_of(at, "poll_words")), None)
    phrase = p.starting_at(index + 1, wide=True) if at is not None else None
    return Cue(index, index, Shape.LOOSE, phrase) if phrase and at is not None and at <= phrase[1] else None


# --- nouns and adjectives --------------------------------------------------------------------------------------------


def _noun(p: Phrases, index: int, speaks: Speaks) -> Cue | None:
    """ "The mayor's long support for", "criticism from voters", "made a promise"; "calls for" may be nobody's."""
    if not p.any_of(index, "attitude_nouns"):
        return None
    source = _owner(p, index) or _giver(p, index)
    if source is not None and speaks(source):
        return Cue(index, index, Shape.LOOSE, source, noun=True)
    light = _light_verb(p, index)
    if light is not None:
        subject = p.ending_at(group_of(p, light).left - 1) or subject_of_clause(p, light, speaks)
        if subject is not None and speaks(subject):
            return Cue(light, index, Shape.LOOSE, subject, noun=True)
    return None


def _in_the_air(p: Phrases, index: int) -> Cue | None:
    """ "Calls for a second dock", "the notion that the dock is old": it is nobody's in particular."""
    after = index + 1
    called = p.any_of(index, "nobodys_nouns") and p.any_of(after, "governed")
    thought = p.any_of(index, "nobodys_thoughts") and p.any_of(after, "that_words")
    if not (called or thought or _debated(p, index)):
        return None
    return Cue(index, after, Shape.HEARSAY, None, noun=True)


def _debated(p: Phrases, index: int) -> bool:
    """ "A debate about the dock", "the question of whether"."""
    after = index + 1
    asked = p.any_of(after, "prepositions") and p.any_of(after + 1, "question_words")
    return p.any_of(index, "debates") and (asked or p.any_of(after, "debated"))


def _owner(p: Phrases, index: int) -> Phrase | None:
    """Whose it is: the word with a genitive, or a possessive, before the noun and its adjectives."""
    for at in range(index - 1, max(-1, index - 2 - _ADJECTIVES_BETWEEN), -1):
        if p.any_of(at, "possessives"):
            return at, at
        if p.low(at).endswith(("'s", "s'")) or (p.low(at) == "'" and p.low(at - 1).endswith("s")):
            return p.ending_at(at if p.is_word(at) else at - 1)
        if not p.is_word(at) or p.any_of(at, "determiners", "prepositions", "clause_words") or p.is_verb(at):
            return None
        if is_people(p, at):  # "his aides fear": a verb, and theirs
            return None
    return None


def _giver(p: Phrases, index: int) -> Phrase | None:
    return p.starting_at(index + 2) if p.any_of(index + 1, "givers") else None


def _light_verb(p: Phrases, index: int) -> int | None:
    """Where "has", "made", "expressed" stands before "… a promise"."""
    for at in range(index - 1, max(-1, index - 1 - _LIGHT_VERB_WITHIN), -1):
        if p.any_of(at, "light_verbs"):
            return at
        if not p.is_word(at) or p.any_of(at, "prepositions", "clause_words", "relatives"):
            return None
    return None


def _role(p: Phrases, index: int, speaks: Speaks) -> Cue | None:
    """ "The mayor is a strong critic of the plan", "the mayor, a critic of the plan,"."""
    if not p.any_of(index, "attitude_roles") or not p.any_of(index + 1, "governed"):
        return None
    near = range(index - 1, max(-1, index - 2 - _ADJECTIVES_BETWEEN), -1)
    article = next((at for at in near if p.any_of(at, "determiners")), None)
    if not article:
        return None
    group = group_of(p, article)
    left = group.left if group.be else article if p.low(article - 1) == "," else 0
    source = p.ending_at(p.before_bracket(left - 1 if group.be else left - 2)) if left > 1 else None
    return Cue(article, index, Shape.LOOSE, source, noun=True) if source and speaks(source) else None


def _adjective(p: Phrases, index: int, speaks: Speaks) -> Cue | None:
    """ "She is eager to …", "voters opposed to the plan"."""
    start = index
    while p.any_of(start - 1, "degrees"):
        start -= 1
    group = group_of(p, start)
    if group.be or p.any_of(group.left - 1, "seeming"):
        left = group.left if group.be else group_of(p, group.left - 1).left
        joined = p.any_of(left - 1, "coordinators")
        source = None if joined else p.ending_at(left - 1)
        source = source or subject_of_clause(p, left, speaks)
        return Cue(group.first, index, Shape.LOOSE, source) if source and speaks(source) else None
    if not p.any_of(index + 1, "governed", "that_words"):
        return None
    source = p.ending_at(index - 1) if index else None
    return Cue(index, index, Shape.LOOSE, source) if source and p.capital(source[1]) and speaks(source) else None


# --- verbs -----------------------------------------------------------------------------------------------------------


def _verb(p: Phrases, index: int, verb: Verb, speaks: Speaks, *, last: int) -> Cue | None:
    group = group_of(p, index)
    before = group.left - 1
    article = p.any_of(before, "determiners") and not p.any_of(before, "thing_relatives")
    if (article and not some_say(p, group, verb)) or p.low(before).endswith("'s"):
        return None
    if _has_agent(p, group, verb):
        return _by_agent(p, index, verb, speaks)
    if (group.be or _when_told(p, group, verb)) and not group.to and "gerund" not in verb.forms:
        return _told_of(p, group)
    if p.any_of(before, "people_relatives", "thing_relatives") and (last > index or _goes_on(p, group, verb)):
        return _who(p, group, verb, speaks, last=last)
    source = _whose(p, group, verb, speaks, turn=last > index)
    if source is None or p.low(source[0]) in p.words.pronouns("thing") or not speaks(source):
        return None
    return Cue(group.first, last, Shape.LOOSE, source, verb)


def _who(p: Phrases, group: Group, verb: Verb, speaks: Speaks, *, last: int) -> Cue | None:
    """ "Crews who oppose the plan"."""
    who = group.left - 1
    noun = next((at for at in range(who - 1, -1, -1) if p.is_word(at)), None)
    antecedent = p.ending_at(noun) if noun is not None else None
    if antecedent is None or not (p.any_of(who, "people_relatives") or speaks(antecedent)):
        return None
    return Cue(group.first, last, Shape.LOOSE, (who, who), verb, antecedent=antecedent)


def _whose(p: Phrases, group: Group, verb: Verb, speaks: Speaks, *, turn: bool) -> Phrase | None:
    if group.to:
        return subject_of_clause(p, group.left, speaks)
    if group.be and verb.lemma in p.words.words("material_acts"):
        return None  # "is backing", "are supporting": a deed as well as a word
    if verb.forms == {"gerund"} and not group.be:
        return _doer(p, group, speaks)
    before = group.left - 1
    shared = p.any_of(before, "coordinators")  # of "sit and talk about the ice" not even the subject is certain
    if p.any_of(before, "prepositions") or not (_goes_on(p, group, verb) if not turn else not shared):
        return None
    return _near_subject(p, group, verb, speaks)


def _when_told(p: Phrases, group: Group, verb: Verb) -> bool:
    """ "When asked", "as expected", "a ship expected to sink"."""
    if group.left < group.verb or "participle" not in verb.forms:
        return False
    promised = p.any_of(group.verb, "hearsay_passive") and p.any_of(group.verb + 1, "infinitive")
    seen = p.any_of(group.verb, "seen_as") and p.any_of(group.verb + 1, "quoting_as")
    return seen or p.any_of(group.left - 1, "clause_words") or (promised and not p.capital(group.left - 1))


def _told_of(p: Phrases, group: Group) -> Cue | None:
    """ "Was asked", "is seen as", "is known to": somebody says or thinks so, and nothing says who."""
    thought = p.any_of(group.verb, "thought_of") and p.any_of(group.verb + 1, "thought_as")
    if thought or p.any_of(group.verb, "told_of"):
        return Cue(group.first, group.verb, Shape.HEARSAY, None, passive=True)
    return None


def _has_agent(p: Phrases, group: Group, verb: Verb) -> bool:
    """ "A plan backed by the crews"."""
    bare = group.first == group.verb and not group.be
    return bare and "participle" in verb.forms and p.any_of(group.verb + 1, "agent_words")


def _by_agent(p: Phrases, index: int, verb: Verb, speaks: Speaks) -> Cue | None:
    agent = p.starting_at(index + 2)
    return Cue(index, index + 1, Shape.LOOSE, agent, verb, passive=True) if agent and speaks(agent) else None


def _doer(p: Phrases, group: Group, speaks: Speaks) -> Phrase | None:
    """ "Voters backing the plan", "by promising that": the phrase before, else the subject of the clause."""
    before = p.ending_at(group.left - 1) if group.left else None
    if before is not None and speaks(before):
        return before
    return subject_of_clause(p, group.left, speaks)


def _goes_on(p: Phrases, group: Group, verb: Verb) -> bool:
    """Whether an object follows, so that a form that is also a noun is a verb here."""
    after = group.verb + 1
    if not p.any_of(group.verb, "nouny") or group.left < group.verb:
        return True
    if p.any_of(after, "determiners", "that_words", "possessives", "question_words", "reflexives"):
        return True
    if p.is_pronoun(after) or p.is_quote(after) or p.capital(after) or p.is_gerund(after):
        return True
    people = p.any_of(group.left - 1, "group_nouns", "peoples") and p.low(group.left - 1).endswith("s")
    return people and "base" in verb.forms and p.is_word(after)


def _near_subject(p: Phrases, group: Group, verb: Verb, speaks: Speaks) -> Phrase | None:
    before = p.before_time(p.before_bracket(group.left - 1))
    if p.low(before) == ",":
        return p.before_apposition(before, speaks)
    if p.any_of(before, "coordinators"):
        return subject_of_clause(p, before, speaks) or p.ending_at(before)
    source = p.ending_at(before) if before >= 0 else None
    if source is None or (verb.forms <= {"base"} and group.left == group.verb and not _several(p, source)):
        return None
    return source


def _several(p: Phrases, source: Phrase) -> bool:
    words = range(source[0], source[1] + 1)
    return any(p.any_of(at, "group_nouns", "coordinators") or p.low(at).endswith("s") for at in words)
