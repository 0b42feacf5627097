"""The words by which pages credit others: patterns made from ``lexicon/credits.json``, once for each language. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

Pattern = re.Pattern[str]

_CAPITAL = r"[^\W\d_a-zß-öø-ÿ]\w*(?:[&.’'-]\w+)*"
_SMALL = "of|and|&|de|du|des|la|le|der|die|das|für|von|zu|del|y|et|und"
_ARTICLE = r"(?:(?:[Tt]he|[Dd](?:er|ie|as|em|en|es)|[Ll](?:e|a|es)|[Ee]l|[Ll]os|[Ll]as) |[Ll]['’])"
NAME = (
    rf"(?P<name>{_ARTICLE}?[\"“„«]?\s?{_ARTICLE}?(?:[\w-]+(?:\.[\w-]+)*\.[a-z]{{2,}}\b"
    rf"|{_CAPITAL}(?: (?:(?:{_SMALL}) )?{_CAPITAL}){{0,5}})\s?[\"”“»]?)"
)
"""A name as a sentence has it, with its article and marks."""

NEVER = re.compile(r"(?!)")


@cache
def _data() -> Mapping[str, Any]:
    text = files("claims.reading").joinpath("lexicon", "credits.json").read_text(encoding="utf-8")
    found: Mapping[str, Any] = json.loads(text)
    return found


def version() -> str:
    return str(_data()["version"])


@cache
def dateline_words() -> frozenset[str]:
    """Small words and months that a dateline may have beside its place."""
    return frozenset(_data()["dateline_words"].split())


@cache
def agencies() -> Mapping[str, str]:
    """Every way in which an agency is written, and the one name for all of them."""
    return {alias: name for name, aliases in _data()["agencies"].items() for alias in aliases}


@cache
def agency_list() -> str:
    """A pattern for one agency or several, initials of an editor among them: ``dpa/AFP``, ``ah/dpa``."""
    one = "|".join(re.escape(alias) for alias in sorted(agencies(), key=len, reverse=True))
    joined = r"(?:\s?[/,;&+]\s?|,? (?:and|und|et|y) )"
    further = rf"(?:(?:the |der |l['’])?(?:{one})\b|[a-zäöü]{{1,4}}\b)"
    return rf"(?:[a-zäöü]{{1,4}}/)?(?:{one})\b(?:{joined}{further})*"


@dataclass(frozen=True, slots=True)
class CreditWords:
    """The patterns of one language."""

    report: tuple[Pattern, ...]
    mention: tuple[Pattern, ...]
    with_material: Pattern
    byline: Pattern
    source: Pattern
    against: Pattern
    other_time: Pattern
    figures: Pattern
    lead_in: Pattern
    report_nouns: frozenset[str]
    people_of: frozenset[str]
    hints: tuple[str, ...]
    """Beginnings of words without one of which no sentence tells of a report; looking for them is much quicker."""


@cache
def credit_words(language: str) -> CreditWords:
    """The patterns of ``language``, which has a lexicon."""
    data = _data()[language]
    by, staff, source = (_either(data[name]) for name in ("byline", "staff", "source"))
    return CreditWords(
        report=tuple(map(_cue, data["report"])),
        mention=tuple(map(_cue, data["mention"])),
        with_material=re.compile("|".join(map(_of_agencies, data["with_material"]))),
        byline=re.compile(
            rf"(?P<by>(?i:{by})\s(?:(?i:the|der|l['’])\s)?)?"
            rf"(?P<person>{_CAPITAL}(?: {_CAPITAL}){{0,3}}(?:,\s|\s?[|/–-]\s|\s\())?"
            rf"(?P<agencies>{agency_list()})(?:[ -](?i:{staff}))?\)?"
        ),
        source=re.compile(rf"(?i:{source})\s?:\s?(?P<agencies>{agency_list()})"),
        against=_somewhere(data["against"]),
        other_time=_somewhere(data["other_time"]),
        figures=re.compile(rf"\s+(?:{_either(data['figures'])})\b", re.IGNORECASE),
        lead_in=re.compile(rf"(?:\A|[.!?:;(|–—]\s*)(?:{_either(data['lead_ins'])})\b", re.IGNORECASE),
        report_nouns=frozenset(data["report_nouns"].split()),
        people_of=frozenset(data["people_of"].split()),
        hints=tuple(data["hints"].split()),
    )


def _either(entries: Iterable[str]) -> str:
    return "|".join(f"(?:{entry})" for entry in entries)


def _somewhere(entries: Iterable[str]) -> Pattern:
    return re.compile(rf"\b(?:{_either(entries)})\b", re.IGNORECASE)


def _cue(template: str) -> Pattern:
    """A template with ``NAME`` in it: its words in any case, the name as names are written."""
    before, _, behind = template.partition("NAME")
    edge = r"\b" if before[:1].isalpha() or before[:1] in "([" else ""
    return re.compile(f"{edge}{_folded(before)}{NAME}{_folded(behind)}")


def _of_agencies(template: str) -> str:
    before, _, behind = template.partition("AGENCY")
    return f"(?:{_folded(before)}(?:the |der |die |l['’])?(?:{agency_list()}){_folded(behind)})"


def _folded(words: str) -> str:
    return f"(?i:{words})" if words else ""
