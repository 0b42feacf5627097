"""Numbers of the headline against those of the body. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from claims.reading.values import ReadingWarning, Span, Statement
from claims.reading.warnings.amounts import Amount
from claims.reading.warnings.page import WORD, Page, plain, stem
from claims.vocabulary import WarningKind

_TOLD_ONE_BY_ONE = 10
"""Below this a body may tell what the headline counts one by one, without the number."""

_HEDGED_BY = 0.1
"""How far the body's number may lie from "nearly 100" in the headline, as a share."""

_SUMMED = 12
"""Numbers of one statement whose sums are tried."""

_SCORE = re.compile(r"\b\d{1,3}[-–:]\d{1,3}\b")

Counted = tuple[str, Amount, Span]
"""What is counted (its stem), how many, and the words that say so."""


def number_mismatch(page: Page) -> Iterator[ReadingWarning]:
    """The headline counts something, and the body counts the same thing otherwise, every time."""
    for counted, told in mismatches(page):
        detail = f"“{page.text[slice(*counted[2])]}” in the headline, “{page.text[slice(*told)]}” in the body"
        yield ReadingWarning(WarningKind.NUMBER_MISMATCH, detail, (counted[2], told))


def headline_number(page: Page) -> Iterator[ReadingWarning]:
    """A number stands in the headline, and neither it nor what it is rounded from stands in the body."""
    if page.headline is None:
        return
    otherwise = {counted[1] for counted, _ in mismatches(page)}
    for amount in _claimed(page, page.headline):
        large = amount.value >= _TOLD_ONE_BY_ONE or amount.unit
        if large and amount not in otherwise and not _is_borne_out(page, amount):
            span = amount.start, amount.end
            detail = f"{page.text[slice(*span)]} is in the headline and nowhere in the body"
            yield ReadingWarning(WarningKind.HEADLINE_NOT_BORNE_OUT, detail, (span,))


def mismatches(page: Page) -> Iterator[tuple[Counted, Span]]:
    """What the headline counts, with the only other count of the same in the body."""
    if page.headline is None or _SCORE.search(page.headline.text):
        return
    claimed = _claimed(page, page.headline)
    counted = [entry for entry in _counts(page, page.headline, claimed) if not _is_borne_out(page, entry[1])]
    body = _counted_in_body(page) if counted else {}
    seen: set[Amount] = set()
    for entry in counted:
        others = body.get(entry[0], {})
        if len(others) == 1 and entry[1] not in seen:
            seen.add(entry[1])
            yield entry, next(iter(others.values()))


def _counted_in_body(page: Page) -> dict[str, dict[float, Span]]:
    """What the body counts: the numbers told of each thing, with the first place of each."""
    found: dict[str, dict[float, Span]] = defaultdict(dict)
    for statement in page.body:
        for thing, amount, span in _counts(page, statement, page.amounts(statement)):
            found[thing].setdefault(amount.value, span)
    return found


def _counts(page: Page, statement: Statement, found: Sequence[Amount]) -> Iterator[Counted]:
    """Amounts of ``statement`` with the word for what they count: "12 dead", "twelve people were killed"."""
    for amount in found:
        behind = list(WORD.finditer(page.text, amount.end, min(statement.end, amount.end + 60)))[:4]
        if amount.plain and not amount.unit and behind and not _breaks(page, amount.end, behind[0].start()):
            yield from _victims(page, amount, behind)


def _victims(page: Page, amount: Amount, behind: Sequence[re.Match[str]]) -> Iterator[Counted]:
    if _is_measure(page, plain(behind[0].group())):
        return
    victims = page.words.table("victim_words")
    for word in behind[:3]:
        kind = victims.get(word.group().lower())
        if kind and not _breaks(page, amount.end, word.start()):
            yield str(kind), amount, (amount.start, word.end())
            return
    yield from _things(page, amount, behind[:3])


def _things(page: Page, amount: Amount, behind: Sequence[re.Match[str]]) -> Iterator[Counted]:
    """What is counted, by each word that may name it: "30 fishing boats"."""
    if amount.value < _TOLD_ONE_BY_ONE:
        return
    small = page.words.union("small_words", "function_words", "prepositions")
    for word in behind:
        if plain(word.group()) in small or _breaks(page, amount.end, word.start()):
            return
        yield stem(word.group()), amount, (amount.start, word.end())


def _breaks(page: Page, start: int, end: int) -> bool:
    return re.search(r"[.,;:!?()“”\"]", page.text[start:end]) is not None


def _is_measure(page: Page, low: str) -> bool:
    return low in page.words.union("units", "months", "time_words") or low in page.words.numbers("months")


def _claimed(page: Page, headline: Statement) -> tuple[Amount, ...]:
    """The amounts of the headline that count something."""
    if _SCORE.search(headline.text) or headline.text.rstrip().endswith("?"):
        return ()
    return tuple(amount for amount in page.amounts(headline) if _is_claim(page, headline, amount))


def _is_claim(page: Page, headline: Statement, amount: Amount) -> bool:
    if amount.unit:
        return True
    before = WORD.findall(re.split(r"[:;,–—|]", page.text[headline.start : amount.start])[-1])[-1:]
    behind = WORD.findall(page.text[amount.end : headline.end])[:3]
    if not amount.plain or _is_year(amount) or not _may_stand_before(page, before):
        return False
    if behind and (_is_measure(page, plain(behind[0])) or plain(behind[0]) in page.words.words("not_counted")):
        return False
    first = not before or page.text[headline.start : amount.start].rstrip()[-1:] in ":–—|-"
    victims = page.words.table("victim_words")
    return not first or any(word.lower() in victims for word in behind)


def _may_stand_before(page: Page, before: Sequence[str]) -> bool:
    """No part of a name ("Apollo 11"), of a date ("May 5"), of a rank ("top 10"), nor an age ("aged 30")."""
    if not before:
        return True
    low = plain(before[0])
    if low in page.words.union("not_counting", "weekdays") or low in page.words.numbers("months"):
        return False
    return before[0].islower() or low in page.written_small


def _is_year(amount: Amount) -> bool:
    return amount.end - amount.start == 4 and amount.figures and 1000 <= amount.value <= 2100


def _is_borne_out(page: Page, amount: Amount) -> bool:
    """Whether the body has the number, what it is rounded from, or parts of it in one statement."""
    near = _HEDGED_BY if _is_hedged(page, amount) else 0.0
    for text_amounts in (page.amounts(statement) for statement in page.body):
        values = [other.value for other in text_amounts]
        if any(_is_told(amount, value, near) for value in values):
            return True
        if any(first + second == amount.value for first, second in combinations(values[:_SUMMED], 2)):
            return True
    return False


def _is_told(amount: Amount, value: float, near: float) -> bool:
    if value == amount.value or abs(value - amount.value) <= near * amount.value:
        return True
    return (amount.value >= 100 or bool(amount.unit)) and _rounds_to(value, amount.value)


def _rounds_to(value: float, told: float) -> bool:
    """Whether ``value`` rounds, up or down, to ``told`` at the digits that ``told`` has."""
    digits = f"{told:.6f}".rstrip("0").rstrip(".")
    step = 10.0 ** -len(digits.partition(".")[2])
    while "." not in digits and digits.endswith("0") and len(digits) > 1:
        digits, step = digits[:-1], step * 10
    return abs(value - told) < step


def _is_hedged(page: Page, amount: Amount) -> bool:
    before = WORD.findall(page.text[max(0, amount.start - 30) : amount.start].lower())[-3:]
    return any(word in page.words.words("about_words") for word in before)
