"""What a notice permits, forbids and asks, sentence by sentence. Pure.

A permission may stand under a condition ("provided that …", "as long as …", "bei Nennung …"). What the condition asks
becomes duties; one that is not understood becomes the duties of credit and of a link, so that nothing leaves on terms
that nobody has read. One that asks for consent makes the permission a prohibition without that consent.
"""

from __future__ import annotations

import re
from typing import NamedTuple

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


_Actions = tuple[tuple[RightsAction, re.Pattern[str]], ...]


def _actions(prefix: str) -> _Actions:
    named = set(WORDS.names(prefix))
    return tuple((action, WORDS.regex(f"{prefix}.{action}")) for action in RightsAction if action in named)


_CONSENT = WORDS.any_of("consent")
_UNLESS = re.compile(
    rf"(?:{WORDS.any_of('unless_leads')})(?:\s+|(?<=[’'بده]))(?:(?:{WORDS.any_of('unless_small')})\s+){{0,3}}"
    rf"(?P<unless>(?:[^\W\d_]+,?\s+(?:(?:{WORDS.any_of('joins')})\s+)?){{0,4}}?(?:{_CONSENT})"
    rf"(?:\s+(?:{WORDS.any_of('consent_tails')}))*)",
    re.IGNORECASE,
)
_PROHIBITS, _PERMITS, _NEGATED = WORDS.regex("prohibits"), WORDS.regex("permits"), WORDS.regex("negated")
_UNLESS_CREDITED = WORDS.regex("unless_credited")
_CONDITIONS = WORDS.regex("conditions")
_CONSENT_WORD = re.compile(rf"\b(?:{_CONSENT})", re.IGNORECASE)
_FORBIDDEN = _actions("actions")
_PERMITTED: _Actions = (
    *_actions("permitted"),
    *(
        (action, words)
        for action, words in _FORBIDDEN
        if action in (RightsAction.REPRODUCE, RightsAction.DISTRIBUTE, RightsAction.TRANSLATE)
    ),
)
_USED = WORDS.regex("permitted_use")
_EXCERPT_FORBIDDEN = WORDS.regex("excerpt_forbidden")
_NON_COMMERCIAL = WORDS.regex("non_commercial")
_DUTIES, _DUTIES_OF_A_CONDITION = _actions("duties"), _actions("clause")
_LINK_ASKED = WORDS.regex("duties.link_back")
_MAX_WORDS = re.compile(
    rf"(?:{WORDS.any_of('limit_leads')}) (?:de )?(\d{{1,5}}) (?:{WORDS.any_of('limit_units')})", re.IGNORECASE
)
_HEADING = re.compile(r"(?:translations?|quotes?|excerpts?|reprints?)\.$", re.IGNORECASE)
_TRANSLATIONS = re.compile(
    r"\bTranslations\.\s(?:These|They) require (?P<unless>[\w ]{3,40}?(?:approval|permission|consent))"
)
_SPEAKS_OF_TERMS = re.compile(
    "|".join([_PROHIBITS.pattern, _PERMITS.pattern, *(words.pattern for _, words in _DUTIES)]), re.IGNORECASE
)
_REUSE = re.compile("|".join([words.pattern for _, words in _PERMITTED] + [_USED.pattern]), re.IGNORECASE)
_READERS_OWN = re.compile(r"(?:your|ihre?r?|votre|su)\b", re.IGNORECASE)
_LONGEST_REQUEST = 300
_UNREAD = (RightsAction.CREDIT, RightsAction.LINK_BACK)
"""What a condition that is not understood is taken to ask."""


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


def terms_of(text: str) -> list[Term]:
    """The terms of a line, in order."""
    if not _SPEAKS_OF_TERMS.search(text):
        return []
    found, carried = [], False
    for start, end in sentences_of(text):
        term = _term(text[start:end], carried)
        carried = bool(_HEADING.match(text[start:end].strip()))
        if term is not None:
            found.append(Term(start, end, *term))
    heading = _TRANSLATIONS.search(text)
    if heading:
        needed = rule(RuleKind.PROHIBIT, RightsAction.TRANSLATE, unless=heading["unless"])
        found.append(Term(heading.start(), heading.end(), (needed,), heading["unless"]))
    return found


def _term(sentence: str, carried: bool) -> tuple[tuple[Rule, ...], str | None] | None:
    found = _UNLESS.search(sentence)
    unless = found["unless"] if found else None
    if unless and _READERS_OWN.match(unless):
        return None  # what a site does with its readers' data
    permits = None if _NEGATED.search(sentence) else _PERMITS.search(sentence)
    prohibits, credited = _PROHIBITS.search(sentence), _UNLESS_CREDITED.search(sentence)
    if (prohibits or _NEGATED.search(sentence)) and credited:
        rules = _permitted_with_credit(sentence, credited)
    elif permits and unless is None:
        rules, unless = _permissions(sentence, permits)
    elif (prohibits or permits) and not carried:
        rules = _prohibitions(sentence, unless, _FORBIDDEN if prohibits else _PERMITTED)
    else:
        rules = _asked(sentence, _DUTIES)
    return (tuple(dict.fromkeys(rules)), unless) if rules else None


def _permitted_with_credit(sentence: str, credited: re.Match[str]) -> list[Rule]:
    """ "May not be reproduced without naming the source" permits it with that."""
    rest = sentence[: credited.start()] + sentence[credited.end() :]
    actions = _spoken_of(rest, _PERMITTED) or [RightsAction.REPRODUCE]
    asked = _asked(credited.group(), _DUTIES_OF_A_CONDITION) + _asked(rest, _DUTIES)
    return [
        *(rule(RuleKind.PERMIT, action) for action in actions),
        *(asked or [rule(RuleKind.DUTY, RightsAction.CREDIT)]),
    ]


def _spoken_of(text: str, actions: _Actions) -> list[RightsAction]:
    return [action for action, words in actions if words.search(text)]


def _asked(text: str, duties: _Actions) -> list[Rule]:
    return [rule(RuleKind.DUTY, action) for action in _spoken_of(text, duties)]


def _permissions(sentence: str, permits: re.Match[str]) -> tuple[list[Rule], str | None]:
    allowed, condition = _split(sentence, permits)
    duties = list(dict.fromkeys([*_asked(sentence, _DUTIES), *_asked(condition, _DUTIES_OF_A_CONDITION)]))
    actions = _spoken_of(_LINK_ASKED.sub(" ", allowed), _PERMITTED)
    if not actions and duties and _USED.search(allowed):
        actions = [RightsAction.REPRODUCE]
    consent = _CONSENT_WORD.search(condition)
    if not actions or consent:
        unless = consent.group() if consent else None
        return ([rule(RuleKind.PROHIBIT, action, unless=unless) for action in actions] if consent else duties), unless
    limit = _MAX_WORDS.search(sentence)
    limits = _limited(sentence)
    if condition and not duties and not limits and limit is None:
        duties = [rule(RuleKind.DUTY, action) for action in _UNREAD]
    words = int(limit[1]) if limit else None
    permitted = [
        rule(RuleKind.PERMIT, action, max_words=words if action is RightsAction.EXCERPT else None) for action in actions
    ]
    return [*permitted, *duties, *limits], None


def _limited(sentence: str) -> list[Rule]:
    forbidden = _NON_COMMERCIAL.search(sentence) is not None
    return [rule(RuleKind.PROHIBIT, RightsAction.COMMERCIAL_USE)] if forbidden else []


def _split(sentence: str, permits: re.Match[str]) -> tuple[str, str]:
    """What is permitted, and on what condition: it stands behind the permission or, up to a comma, before it."""
    behind = _CONDITIONS.search(sentence, permits.end())
    end = behind.start() if behind else len(sentence)
    before = _CONDITIONS.search(sentence, 0, permits.start())
    if before is None:
        return sentence[:end], sentence[end:]
    comma = sentence.rfind(",", before.start(), permits.start())
    begin = comma + 1 if comma > 0 else permits.start()
    return (
        sentence[: before.start()] + " " + sentence[begin:end],
        sentence[before.start() : begin] + " " + sentence[end:],
    )


def _prohibitions(sentence: str, unless: str | None, actions: _Actions) -> list[Rule]:
    rules = [rule(RuleKind.PROHIBIT, action, unless=unless) for action in _spoken_of(sentence, actions)]
    if rules and _EXCERPT_FORBIDDEN.search(sentence):
        rules.append(rule(RuleKind.PROHIBIT, RightsAction.EXCERPT, unless=unless))
    return rules


def stands_alone(text: str, terms: list[Term]) -> bool:
    """Whether terms are a notice without any sign beside them: they permit or forbid, or ask in a short line."""
    if any(found.kind is not RuleKind.DUTY for term in terms for found in term.rules):
        return True
    return len(text) <= _LONGEST_REQUEST and _REUSE.search(text) is not None
