"""What words of a page tell of themselves: correction notes, teasers, negations, figures. Pure word lists."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_NOTE = re.compile(
    r"\b(?:correct(?:ion|ed)|clarif(?:ication|ied)|amended|misstated|incorrectly|wrongly|in error|by mistake"
    r"|(?:earlier|previous|original|first) version"
    r"|(?:originally|previously|initially) (?:said|stated|reported|read|gave)"
    r"|editor.s note|has been (?:updated|changed|removed)|was (?:updated|removed)|used to (?:say|read)"
    r"|korrektur|berichtigung|früheren (?:version|fassung)|version (?:antérieure|précédente)|rectificatif"
    r"|fe de erratas?|correcci[oó]n|versi[oó]n anterior|precedente versione)\b",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"^\W*(?:related|read (?:more|next|also)|also read|more (?:on|from|about|stories)|see also|most read|recommended"
    r"|comments?|\d+ comments?|replies|leave a reply|share|in brief|in short|key points|corrections?)\b",
    re.IGNORECASE,
)
_NEGATIONS = frozenset(
    "not no never none nor neither without cannot denied denies deny false untrue "
    "nicht kein keine nie non jamais".split()
)
_DATES = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday".split()
)
_UNITS = frozenset(
    "tonne tonnes ton tons kg kilogram kilograms kilos pound pounds km kilometre kilometres mile miles metre metres "
    "litre litres gallon gallons percent % million billion trillion thousand hundred dozen euro euros dollar dollars "
    "€ $ £ degree degrees hour hours minute minutes day days week weeks month months year years mw gw kw mwh hectare "
    "hectares acre acres".split()
)


def is_note(text: str) -> bool:
    """Whether a text says that it corrects another, or tells what stood here before."""
    return bool(_NOTE.search(text))


def is_furniture(line: str) -> bool:
    """Whether a line begins a list of teasers, a row of comments or a summary."""
    return bool(_FURNITURE.match(line))


def negated(before: Sequence[str], *, opens: bool) -> bool:
    """Whether the sentence of which ``before`` is the beginning holds a negation; ``opens`` when it has not begun."""
    if opens:
        return False
    sentence: list[str] = []
    for word in reversed(before[-10:]):
        if word in (".", "!", "?"):
            break
        sentence.append(word)
    return any(word in _NEGATIONS for word in sentence) or _has_nt(sentence[::-1])


def _has_nt(words: Sequence[str]) -> bool:
    return any(words[n].endswith("n") and words[n + 1 : n + 3] == ["'", "t"] for n in range(len(words)))


def what_differs(old: Sequence[str], new: Sequence[str]) -> tuple[str, ...]:
    """Which kinds of folded words differ: ``figure``, ``unit``, ``date``, ``negation``, else ``words``."""
    gone, come = Counter(old) - Counter(new), Counter(new) - Counter(old)
    differing = {*gone, *come}
    kinds = {
        "figure": any(character.isdigit() for word in differing for character in word),
        "unit": bool(differing & _UNITS),
        "date": bool(differing & _DATES),
        "negation": bool(differing & _NEGATIONS) or _has_nt(old) != _has_nt(new),
    }
    return tuple(kind for kind, differs in kinds.items() if differs) or ("words",)
