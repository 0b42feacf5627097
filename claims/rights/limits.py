"""How much, for what and until when a notice permits: limits of words, purposes, days. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from claims.rights.values import Rule
from claims.rights.wordlists import WORDS
from claims.vocabulary import RightsAction, RuleKind

_LEADS = rf"(?<!\w)(?:{WORDS.any_of('limit_leads')}) (?:of |de |di |von )?"
_NUMBER = r"(?P<number>\d{1,3}(?:[,.]\d{3})+|\d{1,5})"
_OF_WORDS = re.compile(
    rf"{_LEADS}{_NUMBER}[ -]?(?:{WORDS.any_of('limit_units')})\b"
    rf"|(?<!\w)(?P<before>\d{{1,5}})[ -]?(?:{WORDS.any_of('limit_tails')})",
    re.IGNORECASE,
)
_OF_CHARACTERS = re.compile(rf"{_LEADS}{_NUMBER} (?:{WORDS.any_of('limit_units.chars')})\b", re.IGNORECASE)
_OF_PERCENT = re.compile(rf"{_LEADS}(?P<number>\d{{1,2}}) ?(?:{WORDS.any_of('limit_percent')})", re.IGNORECASE)
_TOTAL = WORDS.regex("limit_total")
_LIMITED = frozenset({RightsAction.EXCERPT, RightsAction.REPRODUCE, RightsAction.DISTRIBUTE, RightsAction.DISPLAY_FULL})
_PURPOSES = tuple((name, WORDS.regex(f"purpose.{name}")) for name in WORDS.names("purpose"))
_MONTHS = {word: number for number, words in enumerate(WORDS.lists.get("months", ()), 1) for word in words.split("|")}
_DAY = (
    r"(?P<iso>(?:19|20)\d\d-\d\d-\d\d)"
    r"|(?P<day>\d{1,2})(?:st|nd|rd|th|er|º)?\.? (?:of |de )?(?P<month>[^\W\d_]{3,10})\.?,? "
    r"(?:de )?(?P<year>(?:19|20)\d\d)"
    r"|(?P<month_first>[^\W\d_]{3,10}) (?P<day_after>\d{1,2})(?:st|nd|rd|th)?,? (?P<year_last>(?:19|20)\d\d)"
    r"|(?P<numeric>\d{1,2}\.\d{1,2}\.(?:19|20)\d\d)"
)
_TIME = r"(?:\d{1,2}[:.]\d\d(?: ?(?:am|pm|Uhr|h))?(?: ?[A-Z]{2,4})?,? (?:on |am |le )?)?"
_UNTIL = re.compile(rf"(?:{WORDS.any_of('until')}) (?:the )?{_TIME}(?:{_DAY})", re.IGNORECASE)
_EMBARGO = re.compile(rf"\W*(?:{WORDS.any_of('embargo')})[ :–—-]{{1,3}}(?:the )?{_TIME}(?:{_DAY})", re.IGNORECASE)


def _number(found: re.Match[str] | None) -> int | None:
    if found is None:
        return None
    groups = found.groupdict()
    said = groups.get("number") or groups.get("before")
    return int(re.sub(r"[,.]", "", said)) if said else None


def purpose_of(text: str) -> str | None:
    """The purpose that a permission is narrowed to ("for personal use"), as one English word."""
    return next((name for name, words in _PURPOSES if words.search(text)), None)


def limited(rules: Iterable[Rule], sentence: str) -> list[Rule]:
    """Permissions with the limits of their sentence: words, characters, percent, purpose, last day."""
    words, characters = _number(_OF_WORDS.search(sentence)), _number(_OF_CHARACTERS.search(sentence))
    percent, until, purpose = _number(_OF_PERCENT.search(sentence)), until_of(sentence), purpose_of(sentence)
    total = words if words and _TOTAL.search(sentence) else None
    found = []
    for rule in rules:
        if rule.kind is RuleKind.PERMIT:
            rule = replace(rule, purpose=purpose, until=until)
            if rule.action in _LIMITED:
                rule = replace(rule, max_words=words, max_chars=characters, max_percent=percent, max_total_words=total)
        found.append(rule)
    return found


def has_limit(sentence: str) -> bool:
    """Whether a sentence bounds what is taken: a condition of its own that is understood."""
    return any(pattern.search(sentence) for pattern in (_OF_WORDS, _OF_CHARACTERS, _OF_PERCENT))


def until_of(sentence: str) -> date | None:
    """The last day that a sentence gives ("until 31 May 2030")."""
    return _day(_UNTIL.search(sentence))


def embargo_of(line: str) -> tuple[int, date] | None:
    """Where an embargo at the start of a line ends in it, and the day before which nothing may leave.

    "Embargoed until 12:00, 3 May 2030", "Sperrfrist: 3.5.2030".
    """
    found = _EMBARGO.match(line)
    day = _day(found)
    return (found.end(), day) if found and day else None


def _day(found: re.Match[str] | None) -> date | None:
    if found is None:
        return None
    try:
        if found["iso"]:
            return date.fromisoformat(found["iso"])
        if found["numeric"]:
            day, number, year = (int(part) for part in found["numeric"].split("."))
            return date(year, number, day)
        name = (found["month"] or found["month_first"]).casefold()
        month = next((number for word, number in _MONTHS.items() if name.startswith(word)), 0)
        return date(int(found["year"] or found["year_last"]), month, int(found["day"] or found["day_after"]))
    except ValueError:
        return None
