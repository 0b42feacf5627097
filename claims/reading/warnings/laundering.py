"""Statements that are raised above their source. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims.reading.values import ReadingWarning, Span, Statement
from claims.reading.warnings.page import COMPARED, Page, Term, has, short, stems
from claims.vocabulary import Part, SourcingType, Voice, WarningKind

_SAME, _SAME_IN_HEADLINE = 0.8, 0.7
"""Share of a statement's words that an earlier one has when both say the same; headlines are terse."""

_LEAST_WORDS, _LEAST_IN_HEADLINE = 4, 3
"""Words that two statements share when both say the same."""


def attribution_laundering(page: Page) -> Iterator[ReadingWarning]:
    """What somebody unnamed said stands as a finding of somebody greater, or as the page's own."""
    unnamed = [statement for statement in page.attributed if _is_unnamed_source(page, statement)]
    facts = list(_told_as_fact(page, unnamed))
    raised = {span for warning in facts for span in warning.spans}
    for statement in unnamed:
        span = _greater_finding(page, statement)
        if span is not None and (statement.start, statement.end) not in raised:
            who = statement.source_words or statement.description
            detail = f"“{page.text[slice(*span)]}” rests on {who}"
            yield ReadingWarning(WarningKind.ATTRIBUTION_LAUNDERING, detail, (span,))
    yield from facts


def _is_unnamed_source(page: Page, statement: Statement) -> bool:
    if statement.sourcing is SourcingType.UNNAMED_GROUP:
        return has(statement.source_words or "", page.words.words("plural_sources"))
    return statement.sourcing is SourcingType.UNNAMED_PERSON


def _is_somebody(page: Page, statement: Statement) -> bool:
    """Whether words for a person or a source stand in the description, and no mere name for an office."""
    return has(statement.description or "", page.words.union("source_nouns", "person_nouns", "plural_sources"))


def _greater_finding(page: Page, statement: Statement) -> Span | None:
    """ "The ministry has determined", where an unnamed source tells so."""
    if statement.content is None:
        return None
    upgrades = "|".join(map(re.escape, sorted(page.words.words("reporting_verbs_upgrade"))))
    who = _greater(page, statement)
    if not upgrades or not who:
        return None
    said = page.text[slice(*statement.content)]
    found = re.search(rf"(?:{who})(?:\s\w+){{0,2}}?\s(?:{upgrades})\b", said)
    if found is None:
        return None
    return statement.content[0] + found.start(), statement.content[0] + found.end()


def _greater(page: Page, statement: Statement) -> str:
    """A pattern for whom the source speaks: as read, else a state or public body that the content starts with."""
    if statement.relayed_for is not None:
        return re.escape(statement.relayed_for) if _is_body(page, statement.relayed_for) else ""
    bodies = "|".join(map(re.escape, sorted(page.words.words("government_words"))))
    return rf"\b[Tt]he (?:[\w-]+ ){{0,2}}(?i:{bodies})" if bodies and page.words.language == "en" else ""


def _is_body(page: Page, words: str) -> bool:
    """A state, a public body, an organisation or their people by name: what they find weighs more than a source."""
    low = words.lower()
    if not any(word[:1].isupper() for word in words.split()):
        return False
    bodies = page.words.union("government_words", "organisation_words", "places", "group_nouns", "public_bodies")
    return low in page.words.phrases("state_names") or has(low, bodies)


def _told_as_fact(page: Page, unnamed: list[Statement]) -> Iterator[ReadingWarning]:
    """A headline or a later sentence says, as the page's own knowledge, what only somebody unnamed said."""
    known = [statement for statement in unnamed if _is_somebody(page, statement)][:COMPARED]
    sources = [(statement, page.terms(page.content(statement))) for statement in known]
    for own in page.statements if sources else ():
        if not _is_own(page, own):
            continue
        terms = page.terms((own.start, own.end))
        for source, said in sources:
            above = own.part is Part.HEADLINE or own.start > source.start
            if above and _says_the_same(terms, said, own) and not _others_say_so(page, own, source, terms):
                who = source.source_words or source.description
                detail = f"“{short(own.text)}” is told as a fact, and rests on {who}"
                spans = ((own.start, own.end), (source.start, source.end))
                yield ReadingWarning(WarningKind.ATTRIBUTION_LAUNDERING, detail, spans)
                break


def _is_own(page: Page, statement: Statement) -> bool:
    plain = statement.sourcing is SourcingType.UNATTRIBUTED and statement.voice is Voice.OWN_VOICE
    plain = (plain and not statement.cue) or _tells_of_deed(page, statement)
    hedged = has(statement.text, page.words.words("hedge_words") | page.words.words("hearsay"))
    told = re.search(r"[?“”\"«»:]", statement.text) is not None
    return plain and not hedged and not told and statement.part is not Part.CAPTION


def _tells_of_deed(page: Page, statement: Statement) -> bool:
    """A headline with what somebody does or decides, and no verb that says that they say so."""
    named = statement.sourcing in (SourcingType.GOVERNMENT, SourcingType.ORGANISATION, SourcingType.ON_RECORD_PERSON)
    verbs = (page.words.verbs.get(word) for word in (statement.cue or "").lower().split())
    speech = any("speech" in verb.kinds for verb in verbs if verb)
    return statement.part is Part.HEADLINE and named and not speech


def _says_the_same(terms: tuple[Term, ...], said: tuple[Term, ...], own: Statement) -> bool:
    mine = stems(terms)
    shared = mine & stems(said)
    above = own.part is Part.HEADLINE
    least = _LEAST_IN_HEADLINE if above else _LEAST_WORDS
    return len(shared) >= least and len(shared) >= (_SAME_IN_HEADLINE if above else _SAME) * len(mine)


def _others_say_so(page: Page, own: Statement, source: Statement, terms: tuple[Term, ...]) -> bool:
    """Whether a sentence that rests on nobody unnamed has the same words, so that the page knows it elsewhere."""
    mine = stems(terms)
    for other, words in page.body_terms:
        if other in (own, source) or other.origin is not None or _is_unnamed_source(page, other):
            continue
        if len(mine & stems(words)) >= 0.6 * len(mine):
            return True
    return False
