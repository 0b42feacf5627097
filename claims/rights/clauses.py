"""What a notice permits, forbids and asks, sentence by sentence. Pure.

A permission may stand under a condition ("provided that …", "as long as …", "bei Nennung …"). What the condition asks
becomes duties; one that is not understood becomes the duties of credit and of a link, so that nothing leaves on terms
that nobody has read. One that asks for consent makes the permission a prohibition without that consent. A sentence
that permits one thing and forbids another ("…, but you may not …") is read in two halves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from claims.rights.limits import has_limit, limited, purpose_of
from claims.rights.lines import sentences_of
from claims.rights.values import Rule
from claims.rights.wordlists import WORDS
from claims.vocabulary import RightsAction, RightsBasis, RuleKind


class Term(NamedTuple):
    """The rules of one sentence, where it stands in its line, and the consent that would lift a prohibition."""

    start: int
    end: int
    rules: tuple[Rule, ...]
    unless: str | None


class Said(NamedTuple):
    """The rules of a clause, and the consent that would lift its prohibitions."""

    rules: tuple[Rule, ...]
    unless: str | None


_Actions = tuple[tuple[RightsAction, re.Pattern[str]], ...]


def _actions(prefix: str) -> _Actions:
    named = set(WORDS.names(prefix))
    return tuple((action, WORDS.regex(f"{prefix}.{action}")) for action in RightsAction if action in named)


_CONSENT = WORDS.any_of("consent")
_UNLESS = re.compile(
    rf"(?:{WORDS.any_of('unless_leads')})(?:\s+|(?<=[’'بده经經]))(?:(?:{WORDS.any_of('unless_small')})\s+){{0,3}}"
    rf"(?P<unless>(?:[^\W\d_]+,?\s+(?:(?:{WORDS.any_of('joins')})\s+)?){{0,4}}?(?:{_CONSENT})"
    rf"(?:\s+(?:{WORDS.any_of('consent_tails')}))*)",
    re.IGNORECASE,
)
_PROHIBITS, _PERMITS, _NEGATED = WORDS.regex("prohibits"), WORDS.regex("permits"), WORDS.regex("negated")
_UNLESS_CREDITED = WORDS.regex("unless_credited")
_CONDITIONS = WORDS.regex("conditions")
_CONSENT_WORD = re.compile(rf"\b(?:{_CONSENT})(?! notice)", re.IGNORECASE)
_PIECE = re.compile(r"[;,:]\s|\s(?=(?:and|but|or)\s(?:provided|that|only)\b)")
_DENIED = WORDS.regex("denied")
_FREE_OF_CONSENT = re.compile(
    rf"\b(?:{WORDS.any_of('free_of')})\s+(?:\w+,?\s+){{0,3}}(?:{_CONSENT})(?:\s+(?:{WORDS.any_of('consent_tails')}))*",
    re.IGNORECASE,
)
_ONLY = WORDS.regex("only")
_NAMED = _actions("actions")
_FORBIDDEN: _Actions = (*_NAMED, *_actions("forbidden"))
_PERMITTED: _Actions = (
    *_actions("permitted"),
    *(
        (action, words)
        for action, words in _NAMED
        if action in (RightsAction.REPRODUCE, RightsAction.DISTRIBUTE, RightsAction.TRANSLATE)
    ),
)
_USED, _FREELY_USED, _USE_BESIDE = (WORDS.regex(name) for name in ("permitted_use", "free_use", "use_beside"))
_EXCERPT_FORBIDDEN = WORDS.regex("excerpt_forbidden")
_EXCEPTED = WORDS.regex("exceptions")
_CONTRAST = WORDS.regex("contrasts")
_NON_COMMERCIAL, _ONLY_FOR, _FOR_COMMERCE, _FOR_TRAINING = (
    WORDS.regex(name) for name in ("non_commercial", "only_for", "for_commerce", "for_training")
)
_DUTIES, _DUTIES_OF_A_CONDITION = _actions("duties"), _actions("clause")
_LINK_ASKED = WORDS.regex("duties.link_back")
_FORBIDS_WHAT_FOLLOWS = re.compile(rf"(?:{WORDS.any_of('lead_prohibits')})\s?:\s", re.IGNORECASE)
_HEADING = re.compile(r"(?:translations?|quotes?|excerpts?|reprints?)\.$", re.IGNORECASE)
_TRANSLATIONS = re.compile(
    r"\bTranslations\.\s(?:These|They) require (?P<unless>[\w ]{3,40}?(?:approval|permission|consent))"
)
_SPEAKS_OF_TERMS = re.compile(
    "|".join([_PROHIBITS.pattern, _PERMITS.pattern, _ONLY_FOR.pattern, *(words.pattern for _, words in _DUTIES)]),
    re.IGNORECASE,
)
_REUSE = re.compile("|".join([words.pattern for _, words in _PERMITTED] + [_USED.pattern]), re.IGNORECASE)
_READERS_OWN = re.compile(r"(?:your|ihre?r?|votre|su)\b", re.IGNORECASE)
_READERS_THINGS, _OUR_THINGS = WORDS.regex("readers_things"), WORDS.regex("readers_things_but")
_LONGEST_REQUEST = 300
_SPEAKS, _KEEPS = WORDS.regex("speaks"), WORDS.regex("keeps")
_ASKS, _ASKS_ALONE = WORDS.regex("asks_for"), WORDS.regex("asks_alone")
_HARMLESS, _COMMERCE_ALONE = WORDS.regex("harmless"), WORDS.regex("for_commerce_item")
_UNREAD = (RightsAction.CREDIT, RightsAction.LINK_BACK)
"""What a condition that is not understood is taken to ask."""

_COPYING = frozenset({RightsAction.REPRODUCE, RightsAction.DISTRIBUTE})
_OF_PARTS = frozenset({RightsAction.EXCERPT, RightsAction.LINK})
_TRAINING = frozenset({RightsAction.AI_TRAIN, RightsAction.TDM})
_ASKED_BY_A_PROHIBITION = frozenset({RightsAction.KEEP_NOTICE, RightsAction.ASK_CONSENT})


def rule(
    kind: RuleKind,
    action: RightsAction,
    *,
    unless: str | None = None,
    max_words: int | None = None,
    basis: RightsBasis = RightsBasis.NOTICE,
) -> Rule:
    """A rule with the id that its basis, kind and action give."""
    return Rule(
        id=f"{basis}:{kind}-{action}", kind=kind, action=action, unless=unless, max_words=max_words, basis=basis
    )


def consent_in(text: str) -> str | None:
    """The consent that would lift a prohibition ("without our written permission"); ``None`` where none is named."""
    found = _UNLESS.search(text)
    return found["unless"] if found else None


def speaks_of_reuse(text: str) -> bool:
    """Whether a text names something that others do with an article."""
    return _REUSE.search(text) is not None


def unread() -> list[Rule]:
    """The duties of a condition that is not understood."""
    return [rule(RuleKind.DUTY, action) for action in _UNREAD]


def terms_of(text: str) -> list[Term]:
    """The terms of a line, in order."""
    if not _SPEAKS_OF_TERMS.search(text):
        return []
    found, carried, forbidding = [], False, False
    for start, end in sentences_of(text):
        sentence = text[start:end]
        said = _continued(sentence) if forbidding and not decides(sentence) else said_in(sentence, carried=carried)
        carried = bool(_HEADING.match(sentence.strip()))
        forbidding = _FORBIDS_WHAT_FOLLOWS.search(sentence) is not None or (forbidding and said is not None)
        if said is not None:
            found.append(Term(start, end, *said))
    heading = _TRANSLATIONS.search(text)
    if heading:
        needed = rule(RuleKind.PROHIBIT, RightsAction.TRANSLATE, unless=heading["unless"])
        found.append(Term(heading.start(), heading.end(), (needed,), heading["unless"]))
    return found


def _continued(sentence: str) -> Said | None:
    """An entry of a list that is written as sentences: "You agree not to: copy our texts. Scrape the site." """
    rules = forbidden_by(sentence, None)
    return Said(tuple(rules), None) if rules else None


def said_in(sentence: str, *, carried: bool = False) -> Said | None:
    """The rules of one sentence; ``carried`` says that a heading before it already named what it is about."""
    parts = [said for clause in _clauses(sentence) if (said := _clause(clause, carried)) is not None]
    rules = tuple(dict.fromkeys(found for said in parts for found in said.rules))
    return Said(rules, next((said.unless for said in parts if said.unless), None)) if rules else None


def _clauses(sentence: str) -> Iterator[str]:
    """The halves of a sentence of which each permits or forbids something of its own."""
    start = 0
    for contrast in _CONTRAST.finditer(sentence):
        before = sentence[start : contrast.start()]
        if decides(sentence[contrast.end() :]) and (decides(before) or _NEGATED.search(before)):
            yield before
            start = contrast.end()
    yield sentence[start:]


def decides(clause: str) -> bool:
    """Whether a clause permits or forbids anything."""
    return _PERMITS.search(clause) is not None or _PROHIBITS.search(clause) is not None


def _clause(clause: str, carried: bool) -> Said | None:
    clause, free = _without_free_consent(clause)
    found = _UNLESS.search(clause)
    unless = found["unless"] if found else None
    if _about_readers(clause) or (unless and _READERS_OWN.match(unless)):
        return None  # what readers do with their own, and a site with their data
    permits = _permission(clause, free)
    prohibits, credited = _PROHIBITS.search(clause), _UNLESS_CREDITED.search(clause)
    rules: list[Rule] = []
    if credited and (prohibits or _NEGATED.search(clause)):
        rules = _permitted_with_credit(clause, credited)
    elif permits:
        rules, unless = _permissions(clause, permits.span())
    elif (prohibits or _PERMITS.search(clause)) and not carried:
        rules = forbidden_by(clause, unless, permitted=prohibits is None)
    rules = rules or _asked(clause, _DUTIES)
    rules += _own_use(clause)
    return Said(tuple(dict.fromkeys(rules)), unless) if rules else None


def _about_readers(clause: str) -> bool:
    return _READERS_THINGS.search(clause) is not None and _OUR_THINGS.search(clause) is None


def _permission(clause: str, free: bool) -> re.Match[str] | None:
    """The words by which a clause permits something; ``None`` when what stands outside its conditions denies it."""
    permits = _PERMITS.search(clause)
    if permits is None:
        return None
    allowed, _ = _split(clause, permits.span())
    denied = _PROHIBITS.search(allowed) or (_NEGATED.search(allowed) and not free) or _UNLESS.search(allowed)
    return None if denied else permits


def _without_free_consent(clause: str) -> tuple[str, bool]:
    """ "May be reprinted without prior permission" asks for none: the words that say so are taken out."""
    free = _FREE_OF_CONSENT.search(clause)
    if free is None or _ONLY.search(clause) or _DENIED.search(clause[: free.start()]) or not _PERMITS.search(clause):
        return clause, False
    return clause[: free.start()] + clause[free.end() :], True


def _permitted_with_credit(sentence: str, credited: re.Match[str]) -> list[Rule]:
    """ "May not be reproduced without naming the source" permits it with that."""
    rest = sentence[: credited.start()] + sentence[credited.end() :]
    actions = _spoken_of(rest, _PERMITTED) or [RightsAction.REPRODUCE]
    asked = _asked(credited.group(), _DUTIES_OF_A_CONDITION) + _asked(rest, _DUTIES)
    permitted = limited((rule(RuleKind.PERMIT, action) for action in actions), rest)
    return [*permitted, *(asked or [rule(RuleKind.DUTY, RightsAction.CREDIT)])]


def _spoken_of(text: str, actions: _Actions) -> list[RightsAction]:
    return list(dict.fromkeys(action for action, words in actions if words.search(text)))


def _asked(text: str, duties: _Actions) -> list[Rule]:
    return [rule(RuleKind.DUTY, action) for action in _spoken_of(text, duties)]


def duties_in(condition: str) -> list[Rule]:
    """What a condition asks: in it, a bare word such as "source" is enough."""
    return list(dict.fromkeys([*_asked(condition, _DUTIES), *_asked(condition, _DUTIES_OF_A_CONDITION)]))


def permitted_by(text: str) -> list[Rule]:
    """What an entry of a list of permissions permits and asks ("Quote up to 50 words, with a link")."""
    return _permissions(text, (0, 0))[0]


def _permissions(sentence: str, permits: tuple[int, int]) -> tuple[list[Rule], str | None]:
    allowed, condition = _split(sentence, permits)
    duties = list(dict.fromkeys([*_asked(sentence, _DUTIES), *_asked(condition, _DUTIES_OF_A_CONDITION)]))
    limits = _limits(sentence)
    actions = _permitted_in(allowed, bool(duties or limits) or purpose_of(sentence) is not None)
    consent = _demanded(condition)
    if consent:
        named = _UNLESS.search(sentence)
        consent = named["unless"] if named else consent
        asked = [duty for duty in duties if duty.action is RightsAction.ASK_CONSENT]
        return [*(rule(RuleKind.PROHIBIT, action, unless=consent) for action in actions), *asked], consent
    if not actions:
        return duties, None
    read = duties or limits or has_limit(sentence) or purpose_of(sentence) or _HARMLESS.search(condition)
    duties = duties if read or not condition else unread()
    return [*limited((rule(RuleKind.PERMIT, action) for action in actions), sentence), *duties, *limits], None


def _permitted_in(allowed: str, bounded: bool) -> list[RightsAction]:
    """What a permission names; "use" is to reproduce where it is bounded by a duty or a purpose, or free."""
    actions = _spoken_of(_LINK_ASKED.sub(" ", allowed), _PERMITTED)
    used = (bounded and _USED.search(allowed)) or _FREELY_USED.search(allowed)
    if used and (not actions or (_OF_PARTS.isdisjoint(actions) and _USE_BESIDE.search(allowed))):
        actions = list(dict.fromkeys([RightsAction.REPRODUCE, *actions]))
    return actions


def _demanded(condition: str) -> str | None:
    """The consent that a condition asks for; one that only an exception to the condition would need is not asked."""
    for piece in _PIECE.split(condition):
        consent = _CONSENT_WORD.search(piece)
        if consent and not _DENIED.search(piece[: consent.start()]):
            return consent.group()
    return None


def _limits(sentence: str) -> list[Rule]:
    forbidden = _NON_COMMERCIAL.search(sentence) is not None
    return [rule(RuleKind.PROHIBIT, RightsAction.COMMERCIAL_USE)] if forbidden else []


def _own_use(sentence: str) -> list[Rule]:
    """ "For your personal use only" permits nothing here, and forbids what earns money."""
    only = _ONLY_FOR.search(sentence) is not None
    return [rule(RuleKind.PROHIBIT, RightsAction.COMMERCIAL_USE)] if only else []


def _split(sentence: str, permits: tuple[int, int]) -> tuple[str, str]:
    """What is permitted, and on what condition: it stands behind the permission or, up to a comma, before it."""
    begins, ends = permits
    behind = _CONDITIONS.search(sentence, ends)
    end = behind.start() if behind else len(sentence)
    before = _CONDITIONS.search(sentence, 0, begins)
    if before is None:
        return sentence[:end], sentence[end:]
    comma = sentence.rfind(",", before.start(), begins)
    begin = comma + 1 if comma > 0 else begins
    return (
        sentence[: before.start()] + " " + sentence[begin:end],
        sentence[before.start() : begin] + " " + sentence[end:],
    )


def forbidden_by(sentence: str, unless: str | None, *, permitted: bool = False) -> list[Rule]:
    """What a sentence, or an entry of a list of prohibitions, forbids; quotations may be excepted from it.

    ``permitted`` reads the sentence with the words of permissions: it permits, and asks for consent.
    """
    excepted = _EXCEPTED.search(sentence)
    rest = sentence[: excepted.start()] + sentence[excepted.end() :] if excepted else sentence
    actions = _spoken_of(rest, _PERMITTED if permitted else _FORBIDDEN)
    commerce = _FOR_COMMERCE.search(rest)
    if commerce and set(actions) <= _COPYING | {RightsAction.COMMERCIAL_USE} and not _listed_apart(rest, commerce):
        actions = [RightsAction.COMMERCIAL_USE]  # "may not be used for commercial purposes"
    if _FOR_TRAINING.search(rest) and _TRAINING & set(actions):
        actions = [action for action in actions if action not in _COPYING]  # "may not be reproduced to train models"
    rules = [rule(RuleKind.PROHIBIT, action, unless=unless) for action in actions]
    if rules and _EXCERPT_FORBIDDEN.search(rest):
        rules.append(rule(RuleKind.PROHIBIT, RightsAction.EXCERPT, unless=unless))
    if rules and excepted:
        rules += limited([rule(RuleKind.PERMIT, RightsAction.EXCERPT)], excepted.group())
    credited = _UNLESS_CREDITED.search(rest)
    rules += duties_in(rest[credited.start() :]) if credited and rules else []
    return rules + _asked(rest, tuple(pair for pair in _DUTIES if pair[0] in _ASKED_BY_A_PROHIBITION))


def _listed_apart(text: str, commerce: re.Match[str]) -> bool:
    """Whether commerce is one of several things ("may not be copied, shared or used commercially")."""
    before = _COMMERCE_ALONE.search(text[: commerce.start() + 5])
    return before is not None and _spoken_of(text[: before.start()], _NAMED) != []


def speaks_of_itself(text: str) -> bool:
    """Whether a line decides about re-use in the words of terms: without a sign, what else it says is no notice."""
    return any(_decides_reuse(text[start:end]) for start, end in sentences_of(text))


def _decides_reuse(sentence: str) -> bool:
    if _SPEAKS.search(sentence) is None:
        return False
    if decides(sentence):
        return (_REUSE.search(sentence) or _KEEPS.search(sentence)) is not None
    return _ASKS.search(sentence) is not None and bool(_asked(sentence, _DUTIES))


def stands_alone(text: str, terms: Iterable[Term]) -> bool:
    """Whether terms are a notice without any sign beside them: they permit or forbid, or ask in a short line."""
    if any(found.kind is not RuleKind.DUTY for term in terms for found in term.rules):
        return True
    return len(text) <= _LONGEST_REQUEST and (_REUSE.search(text) or _ASKS_ALONE.search(text)) is not None
