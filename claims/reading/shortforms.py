"""What "the senator", "the ministry" and "the company" are short for, by what stands before on the page. Pure."""

from __future__ import annotations

import re
from functools import cache

_LOOKED_BACK = 4_000
"""Characters before a short form in which its full form is looked for."""

_NAME = r"[^\W\d_a-zß-ÿ][\w’'-]+(?:\s(?:[^\W\d_a-zß-ÿ]\.\s)*(?:(?:de|van|von|al|el)\s)?[^\W\d_a-zß-ÿ][\w’'-]+){0,3}"
_CAPITALISED = r"[^\W\d_a-zß-ÿ][\w.’'&-]*"


def office_holder(text: str, at: int, noun: str, titles: str, qualified: str | None) -> str | None:
    """The name of whom ``noun`` was last said before ``at``: "Sen. Jane Roe", "Jane Roe, a senator from Ohio".

    ``titles`` are its written forms; ``qualified`` is a name that goes before the noun ("the Ohio senator"): the
    holder near whom it stands is preferred.
    """
    before = text[max(0, at - _LOOKED_BACK) : at]
    found = list(_holders(noun, titles).finditer(before))
    if qualified is not None:
        near = [m for m in found if qualified[:3] in before[max(0, m.start() - 30) : m.end() + 40]]
        found = near or found
    if not found:
        return None
    name = next(group for group in found[-1].groups() if group)
    return re.sub(r"['’]s\Z", "", name)


@cache
def _holders(noun: str, titles: str) -> re.Pattern[str]:
    forms = "|".join(
        re.escape(form) for form in sorted({noun, noun.capitalize(), *titles.split()}, key=len, reverse=True)
    )
    office = rf"(?:\sof\s(?:the\s)?{_CAPITALISED})?"
    behind = rf"({_NAME}),\s(?:\d\d,\s)?(?:a|an|the|who\sis\s(?:a|the)|former|then)\b[^,.;“”\"]{{0,50}}\b{noun}\b"
    return re.compile(rf"\b(?:{forms})\.?{office}\s({_NAME})|{behind}")


def full_body(text: str, at: int, noun: str) -> str | None:
    """The last full form of a body before ``at``: "the Harbour Ministry", "Ministry of Ports", "the Roe campaign"."""
    before = text[max(0, at - _LOOKED_BACK) : at]
    found = list(_bodies(noun).finditer(before))
    return " ".join(found[-1].group().split()) if found else None


@cache
def _bodies(noun: str) -> re.Pattern[str]:
    named = rf"(?:{_CAPITALISED}\s){{1,5}}(?:{noun}|{noun.capitalize()})\b(?!\s[^\W\d_a-zß-ÿ])"
    ministry = rf"\b{noun.capitalize()}\s(?:of|for)\s(?:the\s)?{_CAPITALISED}(?:\s(?:and\s)?{_CAPITALISED}){{0,3}}"
    return re.compile(rf"{ministry}|\b(?!The\s(?:{noun}|{noun.capitalize()})\b){named}")
