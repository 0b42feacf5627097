"""Creative Commons licences in text and addresses, by context. Pure."""

from __future__ import annotations

import re
from itertools import islice
from typing import NamedTuple

from claims.rights.clauses import rule
from claims.rights.values import Rule
from claims.rights.wordlists import WORDS
from claims.vocabulary import RightsAction, RightsBasis, RuleKind


class Licence(NamedTuple):
    """A licence, where it is named, and what it permits, forbids and asks."""

    start: int
    end: int
    id: str
    url: str | None
    rules: tuple[Rule, ...]


SHORT_LINE = 160
"""Characters: a line as short as this that names a licence is about the page, not a story about licences."""

_MOST = 50
"""Mentions of licences looked at in one line."""

_PARTS = ("BY", "NC", "ND", "SA")
_SAID = tuple(
    (code, re.compile(f"{WORDS.any_of(f'cc_parts.{code}')}|{WORDS.any_of(f'cc_short_parts.{code}')}", re.IGNORECASE))
    for code in _PARTS
)
_URL = re.compile(
    r"(?:https?://)?(?:www\.)?creativecommons\.org/(?P<kind>licenses|publicdomain)/(?P<code>[a-z-]{2,12})"
    r"(?:/(?P<version>\d\.\d))?",
    re.IGNORECASE,
)
_SHORT = re.compile(r"\bCC[ -]?(?P<code>0|BY(?:[ -](?:NC|SA|ND))*)(?![a-z])(?:[ -]v?(?P<version>\d\.\d))?", re.I)
_LONG = re.compile(
    r"Creative[\s-]Commons(?P<rest>[^.|\n]{0,140}?)(?P<version>\d\.\d)(?P<after>[^.|\n]{0,60})"
    r"|Creative[\s-]Commons(?P<bare>[^.|\n]{0,90})",
    re.IGNORECASE,
)
_OWN, _REPORTED = WORDS.regex("own_work"), WORDS.regex("reported")
_SENTENCE = 400
"""Characters before a licence in which its sentence begins."""

_SENTENCE_BEGINS = re.compile(r"[.!?]\s+(?=[^\W\d_a-z])")
_LICENSED = WORDS.regex("licensed")
_SOMETHING_ELSE = re.compile(rf"\b(?:{WORDS.any_of('about_something_else')})\b[^.|]{{0,40}}$", re.IGNORECASE)


def about_something_else(before: str) -> bool:
    """Whether the words before a licence say that it is that of a picture, theme or icon."""
    return _SOMETHING_ELSE.search(before[-100:]) is not None


def licence_in(text: str) -> Licence | None:
    """The licence of the text itself that a line names; one said of a picture, theme or icon is passed over."""
    for pattern in (_URL, _LONG, _SHORT):
        for found in islice(pattern.finditer(text), _MOST):
            before = text[max(0, found.start() - 100) : found.start()]
            said = len(text) < SHORT_LINE or _said_of_the_page(text, found)
            licence = _of(found) if said and not about_something_else(before) else None
            if licence is not None:
                return licence
    return None


def _said_of_the_page(text: str, found: re.Match[str]) -> bool:
    """Whether a sentence of a long line licenses "this work": one that tells of another's licence permits nothing."""
    before = text[max(0, found.start() - _SENTENCE) : found.start()]
    begins = max((end.end() for end in _SENTENCE_BEGINS.finditer(before)), default=0)
    sentence = before[begins:] + text[found.start() : found.end() + 100]
    said = _LICENSED.search(sentence) is not None and _OWN.search(before[begins:]) is not None
    return said and _REPORTED.search(sentence) is None


def licence_at(url: str) -> Licence | None:
    """The licence that an address stands for; ``None`` when it is not one of Creative Commons."""
    found = _URL.match(url.strip())
    return _of(found) if found else None


def _of(found: re.Match[str]) -> Licence | None:
    parts = _parts(found)
    return None if parts is None else _cc(found, parts, found["version"])


def _parts(found: re.Match[str]) -> tuple[str, ...] | None:
    groups = found.groupdict()
    if (groups.get("kind") or "").lower() == "publicdomain" or groups.get("code") == "0":
        return ()
    said = groups.get("code") or groups.get("rest") or groups.get("bare") or ""
    spread = said.replace("-", " - ") + " " + said
    spread += " " + (groups.get("after") or "" if "BY" not in _codes(spread) else "")
    parts = _codes(spread)
    return parts if "BY" in parts else None


def _codes(text: str) -> tuple[str, ...]:
    return tuple(code for code, words in _SAID if words.search(text))


def _cc(found: re.Match[str], parts: tuple[str, ...], version: str | None) -> Licence:
    if not parts:
        name = "CC0-1.0" if "mark" not in found.group().lower() else "LicenseRef-PDM-1.0"
    else:
        name = f"CC-{'-'.join(parts)}-{version}" if version else f"LicenseRef-CC-{'-'.join(parts)}"
    url = found.group() if "creativecommons.org" in found.group().lower() else None
    return Licence(found.start(), found.end(), name, url, _rules(frozenset(parts)))


def _rules(parts: frozenset[str]) -> tuple[Rule, ...]:
    permit = [RightsAction.EXCERPT, RightsAction.REPRODUCE, RightsAction.DISTRIBUTE]
    permit += [] if "ND" in parts else [RightsAction.TRANSLATE]
    rules = [rule(RuleKind.PERMIT, action, basis=RightsBasis.LICENCE) for action in permit]
    if "BY" in parts:
        rules.append(rule(RuleKind.DUTY, RightsAction.CREDIT, basis=RightsBasis.LICENCE))
    if "SA" in parts:
        rules.append(rule(RuleKind.DUTY, RightsAction.SAME_TERMS, basis=RightsBasis.LICENCE))
    if "NC" in parts:
        rules.append(rule(RuleKind.PROHIBIT, RightsAction.COMMERCIAL_USE, basis=RightsBasis.LICENCE))
    return tuple(rules)
