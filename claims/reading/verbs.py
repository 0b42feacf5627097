"""Verbs of speech, belief, evidence and act as cues, with their subject. Pure."""

from __future__ import annotations

from claims.reading.cue import Cue, Shape, Speaks
from claims.reading.phrases import Group, Phrase, Phrases
from claims.reading.words import Verb

_DASHES = ("—", "–", "-", "―")

_CLOSING = ("”", '"', "»", "''")
"""Marks that close a quotation whose beginning is missing."""

_HEADS = ("person_nouns", "group_nouns", "organisation_words", "government_words", "document_words", "dataset_words")
"""Lists of nouns that a source can be called by."""


_BEFORE_VERBS = ("be", "modals", "infinitive", "auxiliaries", "adverbs")


def verb_cue(p: Phrases, index: int, speaks: Speaks, *, headline: bool) -> Cue | None:
    verb = p.words.verbs.get(p.low(index))
    if verb is None or (p.capital(index) and not headline):
        return None
    group = group_of(p, index)
    if unaided(p, group):
        return None
    noun_here = p.any_of(group.left - 1, "determiners", "prepositions") or p.low(group.left - 1).endswith("'s")
    noun_here = noun_here and not (some_say(p, group, verb) or _is_clause(p, group))
    if noun_here and not group.to:
        return _gerund(p, group, verb) if "gerund" in verb.forms and p.any_of(group.left - 1, "prepositions") else None
    if group.be and not verb.forms & {"gerund"}:
        return _passive(p, group, verb, speaks)
    if group.to or group.modal:
        return _infinitive(p, group, verb, speaks)
    if verb.forms == {"gerund"} and not group.be:
        return _gerund(p, group, verb)
    if not _may_be_verb(p, group, verb) or (group.be and not _is_progressive(p, verb)):
        return None
    return _finite(p, group, verb, speaks)


def _is_clause(p: Phrases, group: Group) -> bool:
    """ "Things that are expected": before an auxiliary nothing is an article."""
    return p.any_of(group.left, "be", "modals", "auxiliaries") and group.left < group.verb


def unaided(p: Phrases, group: Group) -> bool:
    """ "People like him": such a form is a verb only behind an auxiliary or an adverb, and "just like him" is none."""
    if not p.any_of(group.verb, "aided_only"):
        return False
    return group.first == group.verb and (group.left == group.verb or not p.low(group.verb - 1).endswith("ly"))


def some_say(p: Phrases, group: Group, verb: Verb) -> bool:
    """ "Some say", "several have suggested": the word before is no article here, it stands for people."""
    if not p.any_of(group.left - 1, "standing"):
        return False
    after = group.verb + 1
    if group.left < group.verb or "past" in verb.forms or p.any_of(group.verb, "only_of_people"):
        return True
    return "base" in verb.forms and (p.capital(after) or p.is_pronoun(after) or p.any_of(after, "that_words"))


def group_of(p: Phrases, index: int) -> Group:
    found = p.groups.get(index)
    if found is None:
        found = p.groups[index] = _group(p, index)
    return found


def _group(p: Phrases, index: int) -> Group:
    first, be, modal, to = index, False, False, False
    while first > 0 and index - first < 6:
        before = first - 1
        if not p.any_of(before, *_BEFORE_VERBS) and not p.is_adverb(before):
            break
        if p.any_of(before, "be"):
            be = be or not _has_said(p, before, index)
        elif p.any_of(before, "modals"):
            modal = True
        elif p.any_of(before, "infinitive"):
            to = True
            first = before
            break
        first = before
    left = first
    while left < index and p.any_of(left, "temporal") and p.any_of(left - 1, "time_leads"):
        left -= 1  # "Jane Roe on Tuesday said"
    while first < index and p.any_of(first, "adverbs", "temporal") and not p.any_of(first, "auxiliaries"):
        first += 1
    return Group(first, left, index, be, modal, to)


def _has_said(p: Phrases, short: int, index: int) -> bool:
    """ "He's said": he has, for nobody is said."""
    person = p.low(short - 1) in p.words.pronouns("person") and "'" in p.tokens[short].text.replace("’", "'")
    return person and p.any_of(index, "only_of_people")


def _may_be_verb(p: Phrases, group: Group, verb: Verb) -> bool:
    """Whether a form that is often a noun is a verb here."""
    index = group.verb
    opened = (
        p.any_of(index + 1, "that_words")
        or p.is_quote(index + 1)
        or (p.low(index + 1) in (",", ":") and p.is_quote(index + 2))
        or (p.low(index + 1) == ":" and index + 2 == len(p.tokens))
    )
    ends = index + 1 >= len(p.tokens) or p.low(index + 1) in (".", "?", "!")
    if verb.lemma in p.words.words("only_with_opening") and not (opened or (ends and _tag(p, group))):
        return False
    if not p.any_of(index, "nouny") or group.first < index or opened or _behind_pronoun(p, index, verb):
        return True
    if "evidence" in verb.kinds and verb.forms & {"base", "third"} and _paper_speaks(p, index):
        return True
    if p.low(index + 1) == "." and (p.low(index - 1).endswith("s") or ("speech" in verb.kinds and _tag(p, group))):
        return True
    opens = p.any_of(index + 1, "that_words", "determiners") or p.is_pronoun(index + 1) or p.is_quote(index + 1)
    if verb.kinds <= {"act"} and not opens:
        opens = p.capital(index + 1)
    subject = p.is_pronoun(index - 1) or p.any_of(index - 1, "relatives", "group_nouns") or p.capital(index - 1)
    return opens and (
        subject or p.any_of(index + 1, "that_words") or p.is_quote(index + 1) or p.low(index - 1).endswith("s")
    )


def _behind_pronoun(p: Phrases, index: int, verb: Verb) -> bool:
    """ "He claims", "who call": what stands behind these in its right form is no noun."""
    before = p.low(index - 1)
    if before in p.words.pronouns("person"):
        return "third" in verb.forms
    several = before in p.words.pronouns("group") or before in p.words.words("subject_relatives")
    return several and bool(verb.forms & {"base", "third"})


def _tag(p: Phrases, group: Group) -> bool:
    """Whether a comma or quotation stands before the verb's subject: "…, the source added."."""
    phrase = p.ending_at(group.left - 1) if group.left else None
    return phrase is not None and phrase[0] > 0 and (p.low(phrase[0] - 1) == "," or p.is_quote(phrase[0] - 1))


def _paper_speaks(p: Phrases, index: int) -> bool:
    """Whether figures or a paper stand before the verb: "timetable data show", "data published by the office show"."""
    if p.any_of(index - 1, "dataset_words", "document_words"):
        return True
    phrase = p.ending_at(index - 1)
    return phrase is not None and any(p.any_of(at, "dataset_words") for at in range(phrase[0], phrase[1] + 1))


def _is_progressive(p: Phrases, verb: Verb) -> bool:
    """ "Is calling for" reports speech; "are supporting" can be a deed as well as a word."""
    return "gerund" in verb.forms and (
        bool(verb.kinds & {"speech", "belief"}) or verb.lemma not in p.words.words("material_acts")
    )


def _finite(p: Phrases, group: Group, verb: Verb, speaks: Speaks) -> Cue | None:
    before = group.left - 1
    if before < 0 or p.is_quote(before) or p.low(before) in (*_CLOSING, ",", ")", ";", "!", "?", ".", *_DASHES):
        return _after_mark(p, group, verb, speaks)
    if p.any_of(before, "coordinators"):
        source = subject_of_clause(p, before, speaks)
        return _made(p, group, verb, source, Shape.BEFORE) if source else None
    if p.any_of(before, "relatives"):
        return _relative(p, group, verb, before, speaks)
    before = p.before_time(p.before_bracket(before))
    source = None if verb.forms == {"participle"} and group.first == group.verb else p.ending_at(before)
    if source is None or not _suits(p, verb, source) or not _agrees(p, group, verb, source, speaks):
        return None
    return _made(p, group, verb, source, Shape.BEFORE)


def _agrees(p: Phrases, group: Group, verb: Verb, source: Phrase, speaks: Speaks) -> bool:
    if verb.forms <= {"base"} and group.first == group.verb and not _is_plural(p, source):
        return False
    if (
        p.any_of(group.verb + 1, "prepositions")
        and verb.kinds <= {"act", "belief", "evidence"}
        and verb.forms == {"past", "participle"}
    ):
        return p.is_pronoun(source[1]) or group.first < group.verb or (p.capital(source[1]) and speaks(source))
    return _speaks_with(p, group, source, speaks)


def _speaks_with(p: Phrases, group: Group, source: Phrase, speaks: Speaks) -> bool:
    return speaks(source) or (p.any_of(group.verb, "only_of_people") and _may_be_someone(p, source))


def _may_be_someone(p: Phrases, source: Phrase) -> bool:
    """Whoever "says" or "thinks" is somebody, though no list knows the word for them."""
    return not p.is_pronoun(source[1]) and not p.any_of(
        source[1], "temporal", "adverbs", "prepositions", "nobody_words"
    )


def _suits(p: Phrases, verb: Verb, source: Phrase) -> bool:
    """ "The certificate allows …": only something written says a thing by allowing it."""
    if verb.kinds != {"paper"}:
        return True
    return p.any_of(source[1], "document_words") or p.any_of(source[0] + 1, "document_words")


def _is_plural(p: Phrases, source: Phrase) -> bool:
    if any(p.any_of(at, "group_nouns", "coordinators", "dataset_words") for at in range(source[0], source[1] + 1)):
        return True
    low = p.low(source[1])
    return (
        p.any_of(source[1], "quantities", "standing")
        or low == "%"
        or low.isdigit()
        or low in ("i", "we", "you", "they")
        or low.endswith("s")
        or any(p.low(at).endswith("s") for at in range(source[0], source[1]))
    )


def _after_mark(p: Phrases, group: Group, verb: Verb, speaks: Speaks) -> Cue | None:
    """Behind a comma or quotation: "…,” said Ms Roe", or "Ms Roe, a judge, said"."""
    before = group.left - 1
    quoted = p.is_quote(before) or before < 0 or (before > 0 and p.is_quote(before - 1)) or p.low(before) in _CLOSING
    if quoted or ("speech" in verb.kinds and verb.lemma not in p.words.words("told_to")):
        inverted = p.starting_at(_after_time(p, group.verb + 1))
        if inverted and "speech" in verb.kinds and _ends_tag(p, inverted) and _begins_speaker(p, inverted, speaks):
            return Cue(group.first, group.verb, Shape.AFTER, inverted, verb)
    if before >= 0 and p.low(before) in (",", ")", *_DASHES):
        source = _over_insertion(p, before, speaks)
        if source and _speaks_with(p, group, source, speaks) and _suits(p, verb, source):
            return _made(p, group, verb, source, Shape.BEFORE)
    return None


def _ends_tag(p: Phrases, phrase: Phrase) -> bool:
    """Whether nothing but a mark, a time or a place follows: else the phrase is what the next verb speaks of."""
    after = phrase[1] + 1
    return not p.is_word(after) or p.any_of(
        after, "temporal", "prepositions", "adverbs", "coordinators", "relatives", "clause_words"
    )


def _after_time(p: Phrases, index: int) -> int:
    """Over a day between verb and subject: "dijo el martes una fuente"."""
    for width in (2, 1):
        last = index + width - 1
        if p.any_of(last, "temporal") and (width == 1 or p.any_of(index, "determiners", "prepositions")):
            return last + 1
    return index


def _over_insertion(p: Phrases, mark: int, speaks: Speaks) -> Phrase | None:
    if p.low(mark) == ",":
        return p.before_apposition(mark, speaks)
    openers = {")": "("} | {dash: dash for dash in _DASHES}
    for at in range(mark - 1, max(-1, mark - 30), -1):
        if p.low(at) == openers[p.low(mark)]:
            return p.ending_at(at - 1) if at else None
    return None


def _begins_speaker(p: Phrases, phrase: Phrase, speaks: Speaks) -> bool:
    first = phrase[0]
    if p.any_of(first, "that_words", "prepositions"):
        return False
    nominative = p.is_pronoun(first) and p.low(first) not in ("it", "you")
    known = p.capital(first) or nominative or p.any_of(first, "determiners", "titles", "group_nouns")
    return (known or _ends_in_name(p, phrase)) and speaks(phrase)


def _ends_in_name(p: Phrases, phrase: Phrase) -> bool:
    """ "Retired harbour pilot Jane Roe"."""
    return p.capital(phrase[1]) and p.capital(phrase[1] - 1) and phrase[1] - phrase[0] > 1


def subject_of_clause(p: Phrases, index: int, speaks: Speaks) -> Phrase | None:
    """The subject that a verb behind "and" shares: the phrase before the clause's first finite verb."""
    start = index
    while start > 0 and p.low(start - 1) not in (";", ":", "—") and not p.is_quote(start - 1):
        start -= 1
    for at in range(start, index):
        if p.is_verb(at) or (
            p.low(at) in p.words.verbs and at > start and not p.any_of(at - 1, "determiners", "prepositions")
        ):
            phrase = p.ending_at(at - 1, start) if at > start else None
            if phrase and speaks(phrase):
                return phrase
    return _leading(p, start, index, speaks)


def _leading(p: Phrases, start: int, stop: int, speaks: Speaks) -> Phrase | None:
    """The longest phrase from ``start`` whose last word is a name or a word for people, bodies or papers."""
    best = (start, start) if p.is_pronoun(start) and speaks((start, start)) else None
    for end in range(start, min(stop, start + 6)):
        if not p.is_word(end) or p.any_of(end, "prepositions", "clause_words", "relatives") or p.is_verb(end):
            break
        if (p.capital(end) or p.any_of(end, *_HEADS)) and speaks((start, end)):
            best = (start, end)
    return best


def _name_at(p: Phrases, last: int) -> Phrase:
    """The capitalised words that end at ``last``."""
    first = last
    while p.capital(first - 1):
        first -= 1
    return first, last


def _relative(p: Phrases, group: Group, verb: Verb, who: int, speaks: Speaks) -> Cue | None:
    """ "Ms Roe, who said …": the relative stands for the noun before it."""
    noun = who - 1
    while noun >= 0 and not p.is_word(noun):
        noun -= 1
    source = _name_at(p, noun) if p.capital(noun) else p.ending_at(noun) if noun >= 0 else None
    if source is None or not speaks(source):
        return None
    return Cue(group.first, group.verb, Shape.INSIDE, (who, who), verb, antecedent=source)


def _passive(p: Phrases, group: Group, verb: Verb, speaks: Speaks) -> Cue | None:
    """ "was quoted as saying", "was announced by …", "is said to …"."""
    after = group.verb + 1
    if p.any_of(group.verb, "quoted_as") and p.low(after) == "as":
        source = p.ending_at(group.left - 1)
        return Cue(group.first, after + 1, Shape.BEFORE, source, verb) if source else None
    if p.any_of(after, "agent_words") and verb.kinds & {"speech", "evidence", "act", "belief"}:
        by = p.starting_at(after + 1, wide=True)
        return Cue(group.first, after, Shape.INSIDE, by, verb, passive=True) if by else None
    impersonal = p.low(group.left - 1) in p.words.pronouns("thing")
    if p.any_of(group.verb, "hearsay_passive") and (impersonal or p.low(after) in ("to", "that")):
        return Cue(group.first, group.verb, Shape.HEARSAY, None, verb, passive=True)
    source = p.ending_at(group.left - 1) if p.any_of(group.verb, "minds") else None
    if source is not None and speaks(source):
        return _made(p, group, verb, source, Shape.BEFORE)
    return None


def _infinitive(p: Phrases, group: Group, verb: Verb, speaks: Speaks) -> Cue | None:
    """ "went on to say", "declined to comment": the verb before says who."""
    if not group.to:
        opens = p.is_quote(group.verb + 1) or p.any_of(group.verb + 1, "that_words") or _refuses(p, group)
        source = p.ending_at(group.left - 1) if group.left and "speech" in verb.kinds and opens else None
        return _made(p, group, verb, source, Shape.BEFORE) if source and speaks(source) else None
    lead = group.left - 1
    if p.low(lead) == "on":
        lead -= 1
    if not p.any_of(lead, "infinitive_leads"):
        return None
    outer = group_of(p, lead)
    source = p.ending_at(outer.left - 1) if outer.left else None
    if source is None and outer.left and p.low(outer.left - 1) == ",":
        source = p.before_apposition(outer.left - 1, speaks)
    if source is None or not speaks(source):
        return None
    return Cue(outer.first, group.verb, Shape.BEFORE, source, verb)


def _refuses(p: Phrases, group: Group) -> bool:
    """ "Would not say when …", "could not comment"."""
    return any(p.any_of(at, "negations") for at in range(group.left, group.verb))


def _gerund(p: Phrases, group: Group, verb: Verb) -> Cue | None:
    """ "…, saying that …": the sentence's subject speaks, and is looked for by the reader of the sentence."""
    spoken = "speech" in verb.kinds or ("act" in verb.kinds and verb.lemma not in p.words.words("material_acts"))
    before = group.left - 1
    placed = p.low(before) in (",", "—", "–") or p.any_of(before, "prepositions", "clause_words", "coordinators")
    if not spoken or not (placed or p.is_quote(before)):
        return None
    return Cue(group.first, group.verb, Shape.INSIDE, None, verb)


def _made(p: Phrases, group: Group, verb: Verb, source: Phrase, shape: Shape) -> Cue:
    """A cue behind its source; it stands after what is said when a comma or quotation is before the source."""
    before = source[0] - 1
    if before > 0 and (p.is_quote(before) or p.low(before) in (",", "—", "–")) and _closes(p, group.verb, source, verb):
        shape = Shape.AFTER
    return Cue(group.first, group.verb, shape, source, verb)


def _closes(p: Phrases, index: int, source: Phrase, verb: Verb) -> bool:
    """Whether nothing that is said follows the verb: the sentence ends, or goes on after a mark or a time and place."""
    if not verb.kinds & {"speech", "belief", "evidence"}:
        return False
    after = index + 1
    if after >= len(p.tokens) or p.low(after) in (".", ",", ";", "?", "!", ")", "—", "–"):
        return (
            after >= len(p.tokens) - 1
            or p.is_quote(source[0] - 1)
            or _ahead_is_clause(p, source)
            or p.low(after) == ","
        )
    if p.is_quote(source[0] - 1) or p.low(source[0] - 2) == "“”":
        return not p.any_of(after, "that_words") and not p.is_quote(after)
    return _only_circumstances(p, after)


def _ahead_is_clause(p: Phrases, source: Phrase) -> bool:
    return any(p.is_verb(at) for at in range(source[0] - 1))


def _only_circumstances(p: Phrases, index: int) -> bool:
    """The rest of the sentence only says when, where or to whom ("on Tuesday", "in a statement")."""
    if not p.any_of(index, "temporal", "prepositions", "addressees"):
        return False
    rest = range(index, len(p.tokens))
    return len(rest) <= 14 and not any(p.is_verb(at) or p.any_of(at, "that_words") for at in rest)
