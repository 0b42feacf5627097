"""What a careful reader would stumble over. Pure.

Precision before recall: a warning that cries wolf is switched off.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice, pairwise

from claims.reading.parts import Kind, Piece
from claims.reading.values import Caption, ReadingWarning, Span, Statement
from claims.reading.words import Lexicon
from claims.vocabulary import Part, SourcingType, Voice, WarningKind

_WORD = re.compile(r"[^\W_]+(?:[.’'-][^\W_]+)*")
_FAR_APART = 2
"""Years between picture and story that are worth a word: an archive picture of last winter is no news."""

_COMPARED = 60
"""Statements of one source that are compared with each other."""

_MOST = 3
"""Warnings of one kind: more of them are noise."""


@dataclass(frozen=True)
class Page:
    """Everything that the rules look at."""

    text: str
    pieces: Sequence[Piece]
    statements: Sequence[Statement]
    captions: Sequence[Caption]
    published: date | None
    words: Lexicon

    @cached_property
    def headline(self) -> Statement | None:
        return next((statement for statement in self.statements if statement.part is Part.HEADLINE), None)

    @cached_property
    def body(self) -> tuple[Statement, ...]:
        return tuple(statement for statement in self.statements if statement.part in (Part.LEAD, Part.BODY, Part.QUOTE))

    @cached_property
    def attributed(self) -> tuple[Statement, ...]:
        return tuple(statement for statement in self.body if statement.sourcing is not SourcingType.UNATTRIBUTED)

    @cached_property
    def year(self) -> int | None:
        """The year of the story: as published, else as its notice or the lines around the article say."""
        if self.published:
            return self.published.year
        around = (self.text[p.start : p.end] for p in self.pieces if p.kind in (Kind.NOTICE, Kind.BYLINE))
        years = [int(year) for line in around for year in re.findall(r"\b(?:19|20)\d\d\b", line)]
        return max(years, default=None)


def find_warnings(page: Page) -> tuple[ReadingWarning, ...]:
    """All warnings of a page, kind by kind in the order of the vocabulary."""
    return tuple(warning for rule in _RULES for warning in islice(rule(page), _MOST))


# --- headline --------------------------------------------------------------------------------------------------------


def _headline_not_borne_out(page: Page) -> Iterator[ReadingWarning]:
    headline = page.headline
    if headline is None or len(page.body) < 3:
        return
    known = _known_words(page)
    for run in _headline_names(page, headline):
        if any(_is_known(word, known) for word, _ in run):
            continue
        span = (run[0][1], run[-1][1] + len(run[-1][0]))
        name = page.text[slice(*span)]
        yield ReadingWarning(
            WarningKind.HEADLINE_NOT_BORNE_OUT, f"{name} is in the headline and nowhere in the body", (span,)
        )


def _known_words(page: Page) -> frozenset[str]:
    """Words of the body in lower case, and the initials of its capitalised names (European Union: EU)."""
    found: set[str] = set()
    for statement in page.body:
        words = _WORD.findall(statement.text)
        found.update(_plain(word) for word in words)
        for run in re.findall(
            r"(?:[^\W\d_a-zß-ÿ][\w’'-]+[\s-](?:(?:of|the|and|for|de|la)\s)*)+[^\W\d_a-zß-ÿ][\w’'-]+",
            statement.text[:2000],
        ):
            initials = "".join(word[0] for word in re.split(r"[\s-]", run) if word[:1].isupper()).lower()
            found.update((initials, initials[1:]))  # with and without "The"
    return frozenset(found)


def _plain(word: str) -> str:
    low = word.lower().replace("’", "'")
    return (low[:-2] if low.endswith("'s") else low).replace(".", "").strip("'")


def _is_known(word: str, known: frozenset[str]) -> bool:
    low = _plain(word)
    if low in known or any(part in known for part in low.split("-") if len(part) > 2):
        return True
    return len(low) > 3 and any(other[:4] == low[:4] for other in known if len(other) > 3)


def _headline_names(page: Page, headline: Statement) -> Iterator[list[tuple[str, int]]]:
    """Runs of capitalised words that are names; none in a headline that capitalises every word."""
    found = [(match.group(), headline.start + match.start()) for match in _WORD.finditer(headline.text)]
    long = [word for word, _ in found if len(word) > 3]
    if not long or sum(word[:1].isupper() for word in long) > 0.75 * len(long):
        return
    run: list[tuple[str, int]] = []
    for index, (word, at) in enumerate(found):
        small = _plain(word) in page.words.words("ordinary_capitals") | page.words.words("coordinators")
        glued = run and page.text[run[-1][1] + len(run[-1][0]) : at].strip() == ""
        if run and not (word[:1].isupper() and glued and not small):
            yield from _named_run(run, found[0][1])
            run = []
        if word[:1].isupper() and not small and (index or len(word) > 1):
            run.append((word, at))
    yield from _named_run(run, found[0][1]) if run else ()


def _named_run(run: list[tuple[str, int]], start: int) -> Iterator[list[tuple[str, int]]]:
    """The first word of a headline is capitalised anyway, so that alone it names nobody."""
    if run[0][1] != start or len(run) > 1:
        yield run


# --- sources ---------------------------------------------------------------------------------------------------------


def _by_origin(page: Page) -> dict[str, list[Statement]]:
    found: dict[str, list[Statement]] = defaultdict(list)
    for statement in page.attributed:
        key = statement.origin or statement.description
        if key and statement.sourcing is not SourcingType.UNNAMED_GROUP:
            found[key].append(statement)
    return found


def _wording_drift(page: Page) -> Iterator[ReadingWarning]:
    """The paraphrase lost a word that the quotation has between the same two words."""
    for statements in _by_origin(page).values():
        gaps = _gaps(page, [statement for statement in statements[:_COMPARED] if statement.quotations])
        for told in (statement for statement in statements[:_COMPARED] if statement.voice is Voice.PARAPHRASE):
            pairs = _neighbours(told.text, told.start, page.words.words("small_words")) if gaps else {}
            for pair in [pair for pair in pairs if pair in gaps]:
                lost, whole = gaps[pair]
                words, quoted = page.text[slice(*pairs[pair])], page.text[slice(*whole)]
                detail = f"told as “{words}”, quoted as “{quoted}”: without “{page.text[slice(*lost)]}”"
                yield ReadingWarning(WarningKind.WORDING_DRIFT, detail, (pairs[pair], whole))


def _gaps(page: Page, quoted: Sequence[Statement]) -> dict[tuple[str, str], tuple[Span, Span]]:
    """Pairs of words that a quotation has with a word or two between them, and never side by side."""
    small = page.words.words("small_words")
    found: dict[tuple[str, str], tuple[Span, Span]] = {}
    adjacent: set[tuple[str, str]] = set()
    for span in (span for statement in quoted for span in statement.quotations):
        words = [(match.group().lower(), match.start(), match.end()) for match in _WORD.finditer(page.text, *span)]
        adjacent |= {(first[0], second[0]) for first, second in pairwise(words)}
        for first, second, gap in _with_gap(words, small):
            found.setdefault((first, second), gap)
    return {pair: gap for pair, gap in found.items() if pair not in adjacent}


def _neighbours(text: str, offset: int, small: frozenset[str]) -> dict[tuple[str, str], Span]:
    words = list(_WORD.finditer(text))
    return {
        (first.group().lower(), second.group().lower()): (offset + first.start(), offset + second.end())
        for first, second in pairwise(words)
        if not {first.group().lower(), second.group().lower()} & small and text[first.end() : second.start()].isspace()
    }


def _with_gap(words: list[tuple[str, int, int]], small: frozenset[str]) -> Iterator[tuple[str, str, tuple[Span, Span]]]:
    for index, first in enumerate(words):
        for width in (2, 3):
            between = words[index + 1 : index + width]
            if index + width >= len(words) or any(word in small or len(word) < 4 for word, _, _ in between):
                continue
            second = words[index + width]
            yield first[0], second[0], ((between[0][1], between[-1][2]), (first[1], second[2]))


def _single_unnamed_origin(page: Page) -> Iterator[ReadingWarning]:
    """Everything that is attributed as fact comes down to one unnamed person; experts' opinions do not count."""
    origins = {statement.origin for statement in page.attributed if statement.origin}
    others = [statement for statement in page.attributed if not statement.origin and not _only_opinion(page, statement)]
    spoken = [statement for statement in page.attributed if statement.origin]
    if len(origins) == 1 and len(spoken) > 1 and not others:
        detail = f"everything that is attributed comes down to “{spoken[0].description}”"
        yield ReadingWarning(
            WarningKind.SINGLE_UNNAMED_ORIGIN, detail, tuple(s.source_span for s in spoken if s.source_span)
        )


def _only_opinion(page: Page, statement: Statement) -> bool:
    """A collective that nobody can ask ("experts believe", "sailors say"), or an act without what was said."""
    low = (statement.source_words or "").lower()
    if statement.sourcing is SourcingType.UNNAMED_GROUP:
        bare = low.isalpha() and low not in page.words.words("accountable_groups")
        return bare or low in page.words.words("collectives")
    verb = page.words.verbs.get((statement.cue or "").lower().split(" ")[-1])
    return verb is not None and not statement.quotations and _reports_act(page, statement, verb.kinds)


def _reports_act(page: Page, statement: Statement, kinds: frozenset[str]) -> bool:
    """ "Has warned the government of …": an act of speech with an object, and nothing of what was said."""
    if kinds == {"act"}:
        return True
    if statement.content is None:
        return False
    first = _WORD.match(page.text, statement.content[0])
    before = page.text[max(0, statement.content[0] - 6) : statement.content[0]].strip().lower()
    return "speech" in kinds and first is not None and before.endswith((statement.cue or "\0").lower()[-4:])


def _attribution_laundering(page: Page) -> Iterator[ReadingWarning]:
    """An unnamed source tells what somebody greater has "determined"."""
    upgrades = "|".join(map(re.escape, sorted(page.words.words("reporting_verbs_upgrade"))))
    if not upgrades:
        return
    for statement in page.attributed:
        if statement.relayed_for is None or statement.content is None or not _is_unnamed_source(page, statement):
            continue
        if not any(word[:1].isupper() for word in statement.relayed_for.split()):
            continue
        said = page.text[slice(*statement.content)]
        found = re.search(rf"{re.escape(statement.relayed_for)}(?:\s\w+){{0,2}}?\s(?:{upgrades})\b", said)
        if found:
            span = (statement.content[0] + found.start(), statement.content[0] + found.end())
            detail = f"“{found.group()}” rests on {statement.source_words or statement.description}"
            yield ReadingWarning(WarningKind.ATTRIBUTION_LAUNDERING, detail, (span,))


def _is_unnamed_source(page: Page, statement: Statement) -> bool:
    if statement.sourcing is SourcingType.UNNAMED_GROUP:
        return _has(statement.source_words or "", page.words.words("plural_sources"))
    return statement.sourcing is SourcingType.UNNAMED_PERSON


def _plural_for_one(page: Page) -> Iterator[ReadingWarning]:
    """ "Sources say" above, and only one source in the text."""
    origins = {statement.origin for statement in page.statements if statement.origin}
    plurals = page.words.words("plural_sources")
    several = [s for s in page.statements if s.source_span and s.source_words and _has(s.source_words, plurals)]
    if len(origins) != 1 or not several:
        return
    counted = any(
        re.search(r"\b(?:two|three|four|five|several|multiple|many|\d+)\b", s.source_words or "", re.IGNORECASE)
        for s in several
    )
    one = next(statement for statement in page.statements if statement.origin)
    if not _has(one.description or "", page.words.words("source_nouns")):
        return
    if not counted and one.source_span and several[0].source_span:
        detail = f"“{several[0].source_words}” in one place, “{one.source_words}” alone in the others"
        yield ReadingWarning(WarningKind.PLURAL_FOR_ONE, detail, (several[0].source_span, one.source_span))


def _has(words: str, wanted: frozenset[str]) -> bool:
    return any(word in wanted for word in words.lower().split())


# --- time, tension, numbers ------------------------------------------------------------------------------------------


def _picture_older(page: Page) -> Iterator[ReadingWarning]:
    for caption in page.captions:
        if caption.year and page.year and page.year - caption.year >= _FAR_APART:
            detail = f"picture of {caption.year}, story of {page.year}"
            yield ReadingWarning(WarningKind.PICTURE_OLDER_THAN_STORY, detail, ((caption.start, caption.end),))


def _undated(page: Page) -> Iterator[ReadingWarning]:
    if page.published or _shows_date(page):
        return
    days = "|".join(page.words.exact("weekdays"))
    pattern = re.compile(rf"\b(?:{days})\b(?!,?\s(?:{_months(page)}|\d))") if days else None
    for statement in page.body if pattern else ():
        found = pattern.search(statement.text) if pattern else None
        if found:
            span = (statement.start + found.start(), statement.start + found.end())
            yield ReadingWarning(
                WarningKind.UNDATED, f"“{found.group()}”, and the page shows no date of publication", (span,)
            )
            return


def _months(page: Page) -> str:
    return (
        "|".join(sorted((month.capitalize() for month in page.words.numbers("months")), key=len, reverse=True))
        or "(?!)"
    )


def _shows_date(page: Page) -> bool:
    """A date in a byline, or at the head of the first paragraph where datelines stand."""
    day = re.compile(
        rf"(?:{_months(page)})\.?\s\d{{1,2}}|\d{{1,2}}\.?\s(?:{_months(page)})|\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}"
    )
    lines = [page.text[piece.start : piece.end] for piece in page.pieces if piece.kind is Kind.BYLINE]
    lead = next((statement.text[:50] for statement in page.body), "")
    return any(day.search(line) for line in lines) or bool(re.match(rf"[^a-z]{{0,30}}(?:{day.pattern})", lead))


def _tension(page: Page) -> Iterator[ReadingWarning]:
    """One origin says a thing of somebody, and elsewhere that it is unclear: for a person to judge."""
    doubts = page.words.words("doubt_words")
    for statements in _by_origin(page).values():
        for unsure in statements[:_COMPARED]:
            if not _has(unsure.text, doubts):
                continue
            yield from _against(
                page,
                unsure,
                [other for other in statements[:_COMPARED] if other is not unsure and not _has(other.text, doubts)],
            )


def _against(page: Page, unsure: Statement, others: list[Statement]) -> Iterator[ReadingWarning]:
    small = page.words.words("small_words")
    pairs = {pair for pair in _neighbours(_said(page, unsure), 0, small) if len(pair[1]) > 3 and len(pair[0]) > 3}
    for other in others:
        shared = pairs & set(_neighbours(_said(page, other), 0, small))
        if shared:
            about = " ".join(min(shared))
            detail = f"on “{about}”: “{_short(other.text)}” / “{_short(unsure.text)}”"
            yield ReadingWarning(WarningKind.TENSION, detail, ((other.start, other.end), (unsure.start, unsure.end)))
            return


def _said(page: Page, statement: Statement) -> str:
    return page.text[slice(*statement.content)] if statement.content else statement.text


def _short(text: str) -> str:
    return text if len(text) <= 120 else text[:119].rsplit(" ", 1)[0] + "…"


def _number_mismatch(page: Page) -> Iterator[ReadingWarning]:
    """The headline counts something, and the body counts the same thing otherwise, every time."""
    if page.headline is None:
        return
    counted: dict[str, dict[int, Span]] = defaultdict(dict)
    for statement in page.body:
        for key, number, span in _counts(page, statement):
            counted[key].setdefault(number, span)
    for key, number, span in _counts(page, page.headline):
        others = counted.get(key, {})
        if len(others) == 1 and number not in others:
            told = next(iter(others.values()))
            detail = f"“{page.text[slice(*span)]}” in the headline, “{page.text[slice(*told)]}” in the body"
            yield ReadingWarning(WarningKind.NUMBER_MISMATCH, detail, (span, told))


def _counts(page: Page, statement: Statement) -> Iterator[tuple[str, int, Span]]:
    """(word for victims, number, where): "12 dead", "twelve people were killed"."""
    numbers, victims = page.words.numbers("count_words"), page.words.words("victim_words")
    if not any(word in statement.text.lower() for word in victims):
        return
    words = list(_WORD.finditer(statement.text, 0, 2000))
    for index, match in enumerate(words):
        raw = match.group().lower().replace(",", "")
        number = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 10 else numbers.get(raw)
        near = words[index + 1 : index + 4]
        at = next((later for later in near if later.group().lower() in victims), None)
        if number is None or at is None or near[0].group().lower() in page.words.words("units"):
            continue
        yield at.group().lower(), number, (statement.start + match.start(), statement.start + at.end())


_RULES: tuple[Callable[[Page], Iterator[ReadingWarning]], ...] = (
    _headline_not_borne_out,
    _wording_drift,
    _single_unnamed_origin,
    _attribution_laundering,
    _plural_for_one,
    _picture_older,
    _undated,
    _tension,
    _number_mismatch,
)
