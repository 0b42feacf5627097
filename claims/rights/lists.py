"""Terms written as a list: "You may republish if: • credit … • link …", "You may not: …", numbered guidelines. Pure.

A list has a line that leads it and entries below it, with or without bullets. What leads it says what the entries are:
permissions, prohibitions, or conditions of a permission.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from itertools import pairwise, takewhile
from typing import NamedTuple

from claims.rights.clauses import (
    Term,
    consent_in,
    decides,
    duties_in,
    forbidden_by,
    permitted_by,
    said_in,
    speaks_of_reuse,
    terms_of,
    unread,
)
from claims.rights.lines import Line
from claims.rights.values import Rule
from claims.rights.wordlists import WORDS

MOST_ENTRIES = 20
"""Entries of one list that are read; guidelines have about ten."""

_LONGEST_ENTRY = 400
_LONGEST_BARE_ENTRY = 200
"""Characters: an entry without a bullet is short, or it is a paragraph."""

_LONGEST_LEAD = 600
_BULLET = re.compile(r"\s*(?:[•·▪◦‣*●✓✔✗✘–—-]|\(?\d{1,2}[.)]|\(?[a-zA-Z][.)])\s+")
_INLINE = re.compile(r"\s[•▪‣◦●]\s")


class Leads(Enum):
    """What the entries of a list are."""

    PERMISSIONS = "permissions"
    PROHIBITIONS = "prohibitions"
    CONDITIONS = "conditions"


class Listed(NamedTuple):
    """A line that leads a list, and the entries."""

    kind: Leads
    lead: Line
    entries: tuple[Line, ...]

    @property
    def end(self) -> int:
        """Where the last entry ends in the text."""
        return self.entries[-1].start + len(self.entries[-1].text)


def _lead(name: str) -> re.Pattern[str]:
    words = WORDS.any_of(name)
    return re.compile(rf"(?:^|[\s(])(?:{words})\W{{0,3}}:\s*$|^\W*(?:{words})\W*$", re.IGNORECASE)


_PERMISSIONS, _PROHIBITIONS = _lead("lead_permits"), _lead("lead_prohibits")
_HEADINGS = re.compile(rf"\W*(?:{WORDS.any_of('list_headings')})\W*$", re.IGNORECASE)
_CONDITIONS = re.compile(rf"(?:{WORDS.any_of('lead_conditions')})", re.IGNORECASE)


def kind_of(line: str) -> Leads | None:
    """What a line leads: entries that are permitted, forbidden or asked; ``None`` when it leads nothing."""
    text = line.strip()
    if len(text) > _LONGEST_LEAD:
        return None
    if _PROHIBITIONS.search(text):
        return Leads.PROHIBITIONS
    if _PERMISSIONS.search(text):
        return Leads.PERMISSIONS
    if _HEADINGS.match(text):
        return Leads.CONDITIONS
    opens = text.endswith(":") or re.search(r"\b(?:below|following\b[^.]{0,40})\.$", text, re.IGNORECASE) is not None
    return Leads.CONDITIONS if opens and _CONDITIONS.search(text[-100:]) and speaks_of_reuse(text) else None


def list_at(lines: Sequence[Line], at: int) -> Listed | None:
    """The list that the line at ``at`` leads; ``None`` without entries."""
    kind = kind_of(lines[at].text)
    if kind is None:
        return None
    following = lines[at + 1 : at + 1 + MOST_ENTRIES]
    bulleted = bool(following) and _BULLET.match(following[0].text) is not None
    entries = tuple(takewhile(lambda line: _is_entry(line.text, bulleted), following))
    entries = entries if bulleted else _speaking(kind, entries)
    return Listed(kind, lines[at], entries) if entries else None


def _is_entry(text: str, bulleted: bool) -> bool:
    if "©" in text or kind_of(text) is not None:
        return False
    if bulleted:
        return _BULLET.match(text) is not None and len(text) <= _LONGEST_ENTRY
    return len(text) <= _LONGEST_BARE_ENTRY


def _speaking(kind: Leads, entries: tuple[Line, ...]) -> tuple[Line, ...]:
    """Entries without bullets up to the last that says something, with at most one silent between two that do."""
    last = silent = 0
    for index, entry in enumerate(entries):
        silent = 0 if _rules_of(kind, entry.text, None) else silent + 1
        if silent > 1:
            break
        last = last if silent else index + 1
    return entries[:last]


def inline_list(line: Line) -> Listed | None:
    """A list in one line: "You may republish if: • … • …"; ``None`` for any other line."""
    cuts = [0, *(match.end() for match in _INLINE.finditer(line.text)), len(line.text) + 1]
    if len(cuts) < 4:
        return None
    parts = [Line(line.start + a, line.text[a : b - 1].rstrip(" •▪‣◦●")) for a, b in pairwise(cuts)]
    kind = kind_of(parts[0].text)
    return Listed(kind, parts[0], tuple(parts[1 : 1 + MOST_ENTRIES])) if kind else None


def _rules_of(kind: Leads, text: str, unless: str | None) -> tuple[Rule, ...]:
    entry = _BULLET.sub("", text, count=1).strip()
    if kind is Leads.PERMISSIONS and not decides(entry):
        return tuple(permitted_by(entry))
    if kind is Leads.PROHIBITIONS:
        return tuple(forbidden_by(entry, consent_in(entry) or unless))
    said = said_in(entry)
    rules = said.rules if said else ()
    return rules + tuple(duties_in(entry)) if kind is Leads.CONDITIONS and not decides(entry) else rules


def terms_of_list(listed: Listed) -> list[Term]:
    """The terms of a list, in characters of the text from the lead's start on."""
    origin, unless = listed.lead.start, consent_in(listed.lead.text)
    found = []
    for entry in listed.entries:
        rules = _rules_of(listed.kind, entry.text, unless)
        if rules:
            start = entry.start - origin
            found.append(Term(start, start + len(entry.text), tuple(dict.fromkeys(rules)), _unless_of(rules)))
    understood = listed.kind is Leads.CONDITIONS and bool(found)
    return [*(_without_unread(term) if understood else term for term in terms_of(listed.lead.text)), *found]


def _unless_of(rules: tuple[Rule, ...]) -> str | None:
    return next((rule.unless for rule in rules if rule.unless), None)


def _without_unread(term: Term) -> Term:
    """The conditions of the list are read, so the lead's "if" asks for nothing beyond them."""
    assumed = unread()
    asked = [rule for rule in term.rules if rule in assumed]
    kept = tuple(rule for rule in term.rules if rule not in assumed)
    return term._replace(rules=kept) if kept and len(asked) == len(assumed) else term
