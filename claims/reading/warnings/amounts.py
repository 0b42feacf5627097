"""Amounts in a text, however they are written: "3", "three", "1,000", "1.000", "$5m", "40 per cent". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from claims.reading.values import Span
from claims.reading.words import Lexicon, lexicon

PERCENT = "percent"

_GLUED = re.compile(r"\w[-–/:.,#]\Z|[-–/:#№_]\Z|\w\Z")
_DIGITS = r"\d{1,3}(?:[.,'’\u00a0\u202f\u2009]\d{3})+(?!\d)|\d{1,3}(?: \d{3})+(?!\d)|\d{1,15}(?:[.,]\d{1,4})?"
_SIGNS = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "%": PERCENT}
_GROUPED = re.compile(r"\d{1,3}(?:[^\d]\d{3})+")
_SIGN_BEHIND = re.compile(r"\s?([%€$£¥])(?!\w)")
_SHORTEST, _LONGEST = 6, 60
"""Letters of a number in one word; longer words would take the pattern long to give up on."""

_WORD_BEHIND = re.compile(r"[\s-]([^\W\d_]+)")
_GLUE = re.compile(r"[ \u00a0\u202f\u2009]|-")


@dataclass(frozen=True, slots=True)
class Amount:
    """``value`` in units of one; ``unit`` is "percent", a currency ("dollar") or empty. ``figures``: as digits.

    ``plain`` is false where the number is part of something else: "20th", "F-16", "3-2", "5:30", "1990s".
    """

    value: float
    unit: str
    start: int
    end: int
    figures: bool
    plain: bool


@dataclass(frozen=True, slots=True)
class _Token:
    """One word or figure: its ``value`` as a number, or its ``scale`` ("million"), or neither."""

    low: str
    start: int
    end: int
    value: float | None
    scale: float | None
    figures: bool = False
    odd: bool = False


def amounts(text: str, span: Span, words: Lexicon) -> tuple[Amount, ...]:
    """The amounts between two positions of ``text``, in order."""
    found = list(_tokens(text, span, words))
    result: list[Amount] = []
    at = 0
    while at < len(found):
        last = _last_of(text, found, at)
        if last is None:
            at += 1
            continue
        run = found[at : last + 1]
        start, end, unit = _with_unit(text, span, found, (at, last), words)
        odd = run[0].odd or _is_part(text, run[0].start, run[-1].end, span)
        result.append(Amount(_value(run), unit, start, end, run[0].figures, not odd))
        at = next((later for later in range(last + 1, len(found)) if found[later].start >= end), len(found))
    return tuple(result)


@cache
def _token(language: str) -> re.Pattern[str]:
    """Figures with what is glued to them, number words with a hyphen that are one ("quatre-vingt"), other words."""
    hyphened = [re.escape(word) for word in lexicon(language).numbers("count_words") if "-" in word]
    one = "".join(f"(?i:{word})(?![^\\W\\d_])|" for word in sorted(hyphened, key=len, reverse=True))
    return re.compile(rf"(?P<digits>{_DIGITS})(?P<suffix>[^\W\d_]*)|{one}[^\W\d_]+(?:['’][^\W\d_]+)*")


def _tokens(text: str, span: Span, words: Lexicon) -> Iterator[_Token]:
    numbers, scales = words.numbers("count_words"), words.numbers("scale_words")
    for match in _token(words.language).finditer(text, *span):
        low = match.group().lower()
        if match["digits"] is None:
            word = numbers.get(low) or _compound(low, words.language)
            yield _Token(low, *match.span(), None if low in scales else word, scales.get(low))
            continue
        suffix = match["suffix"].lower()
        scale = scales.get(suffix)
        followed = scale is not None or _scale_follows(text, match.end(), scales)
        value = _figure(match["digits"], words.language, scaled=followed) * (scale or 1)
        yield _Token(low, *match.span(), value, None, figures=True, odd=bool(suffix) and scale is None)


def _scale_follows(text: str, end: int, scales: Mapping[str, int]) -> bool:
    found = _WORD_BEHIND.match(text, end)
    return found is not None and scales.get(found[1].lower(), 0) > 100


def _figure(digits: str, language: str, *, scaled: bool) -> float:
    """The value of figures: "1,000" and "1.000" are a thousand, and "1.125 million" is no thousand millions."""
    broken = scaled and digits.count("." if language == "en" else ",") == 1
    if _GROUPED.fullmatch(digits) and not broken and not digits.startswith("0"):
        return float(re.sub(r"\D", "", digits))
    return float(digits.replace(",", "."))


@cache
def _compound(low: str, language: str) -> int | None:
    """The value of a number written in one word, as in German: "einundzwanzig", "zweihundert"."""
    parts = lexicon(language).numbers("number_parts")
    pattern = "|".join(sorted(parts, key=len, reverse=True))
    if (
        not pattern
        or not _SHORTEST <= len(low) <= _LONGEST
        or re.fullmatch(rf"(?:(?:{pattern})(?:und)?)+", low) is None
    ):
        return None
    total = group = 0
    for part in re.findall(pattern, low):
        value = parts[part]
        if value == 1000:
            total, group = total + (group or 1) * value, 0
        else:
            group = (group or 1) * value if value == 100 else group + value
    return total + group


def _last_of(text: str, found: Sequence[_Token], at: int) -> int | None:
    """The last word of the number that starts at ``at``; ``None`` where none starts."""
    if found[at].value is None and not _is_alone(found[at]):
        return None
    scaled = at + 1 < len(found) and found[at + 1].scale is not None
    if found[at].value == 1 and not found[at].figures and not scaled:
        return None  # "one" is a pronoun and an article more often than a number
    last = at
    while last + 1 < len(found):
        step = _goes_on(text, found, last)
        if step is None:
            break
        last = step
    return last


def _is_alone(token: _Token) -> bool:
    """ "Hundred" and "million" are a number by themselves where "a" stands before them; a mere "m" is none."""
    return token.scale is not None and len(token.low) > 3


def _goes_on(text: str, found: Sequence[_Token], last: int) -> int | None:
    """Where the number goes on behind ``last``: "twenty-one", "two hundred and five", "3 million"."""
    before, following = found[last], found[last + 1]
    if not _GLUE.fullmatch(text[before.end : following.start]):
        return None
    if following.scale is not None:
        return last + 1
    if before.figures:
        return None
    joined = following.low in ("and", "und", "et", "y") and last + 2 < len(found)
    if joined and _GLUE.fullmatch(text[following.end : found[last + 2].start]):
        following, last = found[last + 2], last + 1
        if following.value in (None, 0) or not _adds(before, following, joined=True):
            return None
        return last + 1
    return last + 1 if _adds(before, following, joined=False) else None


def _adds(before: _Token, following: _Token, *, joined: bool) -> bool:
    """Whether two number words are one number: tens and ones, hundreds and what is less."""
    if following.value is None or following.figures or before.odd:
        return False
    size = before.scale or before.value or 0
    if size in (60, 80):
        return following.value < 20  # "soixante-dix"
    if size == 10:
        return 7 <= following.value <= 9  # "dix-sept"
    tens = 20 <= size < 100 and following.value < 10
    return tens or (size >= 100 and following.value < size and (joined or before.scale is not None or size < 1000))


def _value(run: Sequence[_Token]) -> float:
    total = group = 0.0
    for token in run:
        if token.scale is None:
            group += token.value or 0
        elif token.scale == 100:
            group = (group or 1) * 100
        elif group == 0 and 0 < total < token.scale:
            total *= token.scale  # "mil millones"
        else:
            total, group = total + (group or 1) * token.scale, 0.0
    return total + group


def _with_unit(
    text: str, span: Span, found: Sequence[_Token], run: tuple[int, int], words: Lexicon
) -> tuple[int, int, str]:
    """Start, end and unit of an amount with its sign or the word for its unit."""
    start, end = found[run[0]].start, found[run[1]].end
    before = text[max(span[0], start - 1) : start]
    if before in _SIGNS and before != "%" and found[run[0]].figures:
        return start - 1, end, _SIGNS[before]
    sign = _SIGN_BEHIND.match(text, end, span[1])
    if sign is not None:
        return start, sign.end(), _SIGNS[sign[1]]
    behind = [token.low for token in found[run[1] + 1 : run[1] + 3]]
    if behind and _GLUE.fullmatch(text[end : found[run[1] + 1].start]):
        unit, width = _unit_word(behind, words)
        if unit:
            return start, found[run[1] + width].end, unit
    return start, end, ""


def _unit_word(behind: Sequence[str], words: Lexicon) -> tuple[str, int]:
    if " ".join(behind) in words.phrases("percent_phrases"):
        return PERCENT, 2
    if behind[0] in words.words("percent_words"):
        return PERCENT, 1
    currency = words.table("currency_words").get(behind[0])
    return (str(currency), 1) if currency else ("", 0)


def _is_part(text: str, start: int, end: int, span: Span) -> bool:
    """Whether a number is glued to something: a name, a score, a time, a date."""
    before = text[max(span[0], start - 2) : start]
    after = text[end : min(span[1], end + 2)]
    if _GLUED.search(before):
        return True
    return re.match(r"[-–/:]\w|_", after) is not None
