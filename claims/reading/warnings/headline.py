"""What stands in the headline and is not borne out by the body: names, numbers, certainty. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from claims.reading.values import ReadingWarning, Statement
from claims.reading.warnings.numbers import headline_number
from claims.reading.warnings.page import WORD, Page, Term, plain, stem, stems
from claims.vocabulary import Part, WarningKind

_LEAST = 3
"""Statements of a body that a headline can be held against."""

_KICKER = re.compile(r"\A[^:|]{1,40}[:|]\s")
_NAMES = re.compile(
    r"(?:[^\W\d_a-zß-ÿ][\w’'-]+[\s-](?:(?:of|the|and|for|de|la)\s)*)+[^\W\d_a-zß-ÿ][\w’'-]+",
)
_SENTENCE_START = re.compile(r"[.:!?–—|/•“‘\"'(]\s?\Z")

_HEDGE_REACH = 4
"""Words before a verb among which a "may" belongs to it."""

_SAME_MATTER = 2
"""Words, beside the verb, that a headline and a statement share when both are about the same."""

Run = list[tuple[str, int]]
"""Capitalised words in a row with their positions in the page's text."""


def headline_not_borne_out(page: Page) -> Iterator[ReadingWarning]:
    """Names, numbers and certainty of the headline that the body lacks."""
    if page.headline is None or len(page.body) < _LEAST:
        return
    yield from chain(_names(page, page.headline), headline_number(page), _certainty(page, page.headline))


# --- names -----------------------------------------------------------------------------------------------------------


def _names(page: Page, headline: Statement) -> Iterator[ReadingWarning]:
    if page.words.exact("nouns_capitalised"):
        return  # where every noun has a capital, it tells no name
    runs = list(_headline_names(page, headline))
    known, idioms = _known_words(page) if runs else frozenset[str](), page.words.words("idiom_names")
    for run in runs:
        if any(_is_known(page, word, known) or plain(word) in idioms for word, _ in run):
            continue
        span = (run[0][1], run[-1][1] + len(run[-1][0]))
        detail = f"{page.text[slice(*span)]} is in the headline and nowhere in the body"
        yield ReadingWarning(WarningKind.HEADLINE_NOT_BORNE_OUT, detail, (span,))


def _known_words(page: Page) -> frozenset[str]:
    """Words below the headline in small letters, and the initials of capitalised names (European Union: EU)."""
    found: set[str] = set()
    for statement in page.statements:
        if statement.part is Part.HEADLINE:
            continue
        found.update(plain(word) for word in WORD.findall(statement.text))
        found.update(chain.from_iterable(map(_initials, _NAMES.findall(statement.text[:2000]))))
    return frozenset(found)


def _initials(run: str) -> tuple[str, str]:
    initials = "".join(word[0] for word in re.split(r"[\s-]", run) if word[:1].isupper()).lower()
    return initials, initials[1:]  # with and without "The"


def _is_known(page: Page, word: str, known: frozenset[str]) -> bool:
    low = plain(word)
    if low in known or any(part in known for part in low.split("-") if len(part) > 2):
        return True
    if any(low in group and group & known for group in _same_names(page)):
        return True
    if word.isupper() and len(word) <= 5:
        return True  # an abbreviation stands for words that cannot be told from it
    least = min(len(low), 3 if len(low) < 7 else 4)
    return len(low) >= 3 and any(other[:least] == low[:least] for other in known if len(other) >= least)


def _same_names(page: Page) -> list[frozenset[str]]:
    return [frozenset(group.split()) for group in page.words.phrases("same_names")]


def _headline_names(page: Page, headline: Statement) -> Iterator[Run]:
    """Runs of capitalised words that are names; none in a headline that capitalises every word."""
    found = [(match.group(), headline.start + match.start()) for match in WORD.finditer(headline.text)]
    long = [word for word, _ in found if len(word) > 3]
    if not long or sum(word[:1].isupper() for word in long) > 0.75 * len(long):
        return
    kicker = _KICKER.match(headline.text)
    start = headline.start + (kicker.end() if kicker else 0)
    for run in _runs(page, [entry for entry in found if entry[1] >= start]):
        if _is_name(page, headline, run, start):
            yield run


def _runs(page: Page, found: Sequence[tuple[str, int]]) -> Iterator[Run]:
    run: Run = []
    small = page.words.union("ordinary_capitals", "coordinators", "small_words", "weekdays")
    for word, at in found:
        named = word[:1].isupper() and plain(word) not in small
        named = named and plain(word) not in page.words.numbers("months")
        if run and not (named and page.text[run[-1][1] + len(run[-1][0]) : at].strip() == ""):
            yield run
            run = []
        if named:
            run.append((word, at))
    if run:
        yield run


def _is_name(page: Page, headline: Statement, run: Run, start: int) -> bool:
    """The first word of a sentence has a capital anyway; a paper's own name needs no bearing out."""
    outlet = {plain(word) for word in WORD.findall(page.outlet or "")}
    if any(plain(word) in outlet for word, _ in run):
        return False
    before = page.text[headline.start : run[0][1]]
    first = run[0][1] == start or _SENTENCE_START.search(before) is not None
    return not first and not _of_somebody(page, before)


def _of_somebody(page: Page, before: str) -> bool:
    """ "Senator from Eastland": where somebody comes from stands for their name."""
    words = [plain(word) for word in WORD.findall(before)[-2:]]
    return len(words) > 1 and words[0] in page.words.words("role_nouns") and words[1] in ("from", "of")


# --- certainty -------------------------------------------------------------------------------------------------------


def _certainty(page: Page, headline: Statement) -> Iterator[ReadingWarning]:
    """The headline says that it will be, and the body that it may."""
    found = list(WORD.finditer(headline.text))
    if headline.text.rstrip().endswith("?") or any(_is_hedge(page, found, at) for at in range(len(found))):
        return
    words = [(match.group().lower(), *match.span()) for match in found]
    matter = stems(page.terms((headline.start, headline.end)))
    for first, last in _certain_verbs(page, words):
        verb = stem(words[last][0])
        hedged = _only_hedged(page, verb, matter - {verb})
        if hedged is not None:
            span = (headline.start + words[first][1], headline.start + words[last][2])
            detail = f"“{page.text[slice(*span)]}” in the headline, “{page.text[slice(*hedged)]}” in the body"
            yield ReadingWarning(WarningKind.HEADLINE_NOT_BORNE_OUT, detail, (span, hedged))
            return


def _certain_verbs(page: Page, words: Sequence[tuple[str, int, int]]) -> Iterator[tuple[int, int]]:
    """Where "will close", "is closing" or "has closed" stands, as the numbers of its first and last word."""
    certain, skipped = page.words.words("certain_words"), page.words.union("adverbs", "negations", "be")
    closed = page.words.union("small_words", "determiners", "pronouns", "hedge_words")
    for index, (word, *_) in enumerate(words):
        if word not in certain and not _is_coming(page, words, index):
            continue
        if page.words.exact("verb_last"):
            yield index, len(words) - 1
            continue
        verb = next((at for at in range(index + 1, min(index + 4, len(words))) if words[at][0] not in skipped), None)
        if verb is not None and words[verb][0] not in closed and _may_follow(page, word, words[verb][0]):
            yield index, verb


def _is_coming(page: Page, words: Sequence[tuple[str, int, int]], at: int) -> bool:
    """ "Harbour to close": a "to" behind a noun is a "will" of headlines; not "wants to", "set to", "eager to"."""
    if not at or words[at][0] not in page.words.words("coming_words"):
        return False
    before = words[at - 1][0]
    leads = page.words.union("infinitive_leads", "attitude_adjectives", "small_words", "not_coming", "adverbs")
    return before not in leads and before not in page.words.verbs


def _may_follow(page: Page, word: str, verb: str) -> bool:
    """ "Is closing", "has closed": behind a form of "be" or "have" stands a participle."""
    return word not in page.words.union("be", "auxiliaries") or verb.endswith(("ing", "ed"))


def _only_hedged(page: Page, verb: str, matter: frozenset[str]) -> tuple[int, int] | None:
    """The words of a "may" with this verb, where the body speaks of the same and never without one."""
    found: tuple[int, int] | None = None
    if len(verb) < 3:
        return None
    for statement in page.body:
        if not page.says_like(verb[:5], statement):
            continue
        terms = page.terms((statement.start, statement.end))
        for term in terms:
            if term.stem != verb and not (len(verb) > 4 and term.stem.startswith(verb[:5])):
                continue
            hedged = _hedged(page, statement, term)
            if hedged is None:
                return None
            if len(stems(terms) & matter) >= min(_SAME_MATTER, len(matter)):
                found = found or hedged
    return found


def _hedged(page: Page, statement: Statement, term: Term) -> tuple[int, int] | None:
    """ "May close", "is considering whether to close": with no more than small words between, save in German."""
    before = list(WORD.finditer(page.text, max(statement.start, term.start - 60), term.start))[-_HEDGE_REACH:]
    loose = bool(page.words.exact("verb_last"))
    between = page.words.union("small_words", "adverbs", "negations", "be", "auxiliaries", "clause_words")
    for at in range(len(before) - 1, -1, -1):
        if re.search(r"[,;:.“”\"]", page.text[before[at].end() : term.start]):
            return None
        if _is_hedge(page, before, at):
            return before[at].start(), term.end
        if not loose and before[at].group().lower() not in between:
            return None
    return None


def _is_hedge(page: Page, words: Sequence[re.Match[str]], at: int) -> bool:
    """Whether a "may" stands at ``at``, and not the month: "in May"."""
    low = words[at].group().lower()
    if low not in page.words.words("hedge_words"):
        return False
    month = words[at].group()[:1].isupper() and low in page.words.numbers("months")
    return not (month and (not at or words[at - 1].group().lower() in page.words.words("prepositions")))
