"""How many sources there are behind what is attributed. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from claims.reading.values import ReadingWarning, Statement
from claims.reading.warnings.amounts import amounts
from claims.reading.warnings.page import WORD, Page, has
from claims.vocabulary import SourcingType, WarningKind


def single_unnamed_origin(page: Page) -> Iterator[ReadingWarning]:
    """Everything that is attributed as fact comes down to one unnamed person; experts' opinions do not count."""
    origins = {statement.origin for statement in page.attributed if statement.origin}
    others = [statement for statement in page.attributed if not statement.origin and not _only_opinion(page, statement)]
    spoken = [statement for statement in page.attributed if statement.origin]
    if len(origins) == 1 and len(spoken) > 1 and not others:
        detail = f"everything that is attributed comes down to “{spoken[0].description}”"
        spans = tuple(statement.source_span for statement in spoken if statement.source_span)
        yield ReadingWarning(WarningKind.SINGLE_UNNAMED_ORIGIN, detail, spans)


def _only_opinion(page: Page, statement: Statement) -> bool:
    """A collective that nobody can ask ("experts believe", "sailors say"), or an act without what was said."""
    low = (statement.source_words or "").lower()
    if statement.sourcing is SourcingType.UNNAMED_GROUP:
        bare = low.isalpha() and low not in page.words.words("accountable_groups")
        return bare or low in page.words.words("collectives")
    if statement.quotations or not statement.cue:
        return False
    verb = page.words.verbs.get(statement.cue.lower().split(" ")[-1])
    return _is_attitude(page, statement.cue.lower()) or (verb is not None and _reports_act(page, statement, verb.kinds))


def _is_attitude(page: Page, cue: str) -> bool:
    """ "Is eager to", "makes no secret of": what somebody wants or thinks, and nobody says that they said so."""
    if ":" in cue or any(cue.startswith(phrase) for phrase in page.words.phrases("according")):
        return False
    verbs = (page.words.verbs.get(word) for word in cue.split())
    return not any(verb.kinds - {"act"} for verb in verbs if verb)


def _reports_act(page: Page, statement: Statement, kinds: frozenset[str]) -> bool:
    """ "Has warned the government of …": an act of speech with an object, and nothing of what was said."""
    if kinds == {"act"}:
        return True
    if statement.content is None:
        return False
    first = WORD.match(page.text, statement.content[0])
    before = page.text[max(0, statement.content[0] - 6) : statement.content[0]].strip().lower()
    return "speech" in kinds and first is not None and before.endswith((statement.cue or "\0").lower()[-4:])


def plural_for_one(page: Page) -> Iterator[ReadingWarning]:
    """ "Sources say" above, and only one source in the text."""
    one = _only_unnamed(page)
    several = _sources_in_plural(page)
    if one is None or one.source_span is None or several is None or several.source_span is None:
        return
    detail = f"“{several.source_words}” in one place, “{one.source_words}” alone in the others"
    yield ReadingWarning(WarningKind.PLURAL_FOR_ONE, detail, (several.source_span, one.source_span))


def _only_unnamed(page: Page) -> Statement | None:
    """What the only unnamed person of the page says first, where that is a source by its name."""
    spoken = [statement for statement in page.statements if statement.origin]
    if len({statement.origin for statement in spoken}) != 1:
        return None
    return spoken[0] if has(spoken[0].description or "", page.words.words("source_nouns")) else None


def _sources_in_plural(page: Page) -> Statement | None:
    """The first "sources" of the page; none where they are counted somewhere ("two sources")."""
    plurals = page.words.words("plural_sources")
    found = [s for s in page.statements if s.source_span and s.source_words and has(s.source_words, plurals)]
    if any(_is_counted(page, statement) for statement in found):
        return None
    return found[0] if found else None


def _is_counted(page: Page, statement: Statement) -> bool:
    words = statement.source_words or ""
    return bool(amounts(words, (0, len(words)), page.words)) or has(words, page.words.words("several_words"))
