"""Rights notices in visible text: a small grammar of our own. Pure.

A notice is found in one line of text (a block of a page): what it asserts (:mod:`claims.rights.holders`), its terms
(:mod:`claims.rights.clauses`), its licence (:mod:`claims.rights.licences`), and the credits of pictures
(:mod:`claims.rights.credits`). What cannot be read stays ``None``. Not legal advice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from claims.rights.clauses import Term, speaks_of_itself, stands_alone, terms_of
from claims.rights.credits import credits_of
from claims.rights.holders import HOLDERS, Holders
from claims.rights.licences import Licence, licence_in
from claims.rights.limits import embargo_of
from claims.rights.lines import Line, Piece, lines_of, merged, western_digits
from claims.rights.lists import Listed, inline_list, list_at, terms_of_list
from claims.rights.values import Notice, Rule
from claims.rights.wordlists import WORDS
from claims.vocabulary import RightsScope

MOST_NOTICES = 50
"""Notices of one text: a page shows two or three; a gallery of pictures a few dozen."""

MOST_READ_FOR_TERMS = 100_000
"""Characters of the lines of one text that are read for terms: those that hold a sign or speak of the text itself."""

_AGENCY = re.compile(rf"\b(?:{WORDS.any_of('agencies')})\b")
_PICTURE_WORD = re.compile(rf"\b(?:{WORDS.any_of('picture_words')})\b", re.IGNORECASE)
_PICTURE_JUST_BEFORE = re.compile(rf"\b(?:{WORDS.any_of('picture_words')})\W{{0,3}}$", re.IGNORECASE)
_ELSE_JUST_BEFORE = re.compile(
    rf"\b(?:{WORDS.any_of('video_words')}|{WORDS.any_of('about_something_else')})\W{{0,3}}$", re.IGNORECASE
)
_PROSE = re.compile(r"[^\W\d_]+ [a-zß-ÿ]+ [a-zß-ÿ]+")
_OF_A_TEXT, _REPORTED = WORDS.regex("of_a_text"), WORDS.regex("reported")
_OF_PICTURES = re.compile(
    rf"\W*(?:\d{{1,2}}[.)]\s)?(?:(?:{WORDS.any_of('determiners')})\s)?(?:{WORDS.any_of('picture_words')})\b"
    rf"(?![^.]{{0,40}}\b(?:{WORDS.any_of('text_words')})\b)",
    re.IGNORECASE,
)
_EMBARGO_STATED = 0.9
_STRONG_SIGN = re.compile(r"[©ⓒ]|\([cс]\)", re.IGNORECASE)
_LEGAL_FORM = re.compile(rf"[\s,](?:{WORDS.any_of('legal_forms')})\.?$")
_NEAR = 40
"""Characters beside a notice in which "all rights reserved" speaks for it."""

_WORDS_OF_A_NAME = 6
_SHORTEST_SURE_NAME = 3
_TERM_KEYS = WORDS.lists["term_keys"]
_LEADS_A_LIST = re.compile(r"[:•▪‣◦●]|\b(?:below|following)\b|^[^.]{3,60}$", re.IGNORECASE)
_SUBJECT = tuple((scope, WORDS.regex(f"scope.{scope}")) for scope in (RightsScope.SITE, RightsScope.ARTICLE))
_RESERVED = WORDS.regex("reserved")
_AND_RESERVED = re.compile(rf"[\s,.;|–—-]{{0,6}}(?:{WORDS.any_of('reserved')})\.?", re.IGNORECASE)
_HOLDER_IN_TERMS = re.compile(
    rf"(?:{WORDS.any_of('consent')}) (?:{WORDS.any_of('holder_of')}) "
    r"(?P<holder>[A-ZÀ-Ý](?:[^.;:|\n]|\.(?=\w)){1,60}?)(?= is\b| are\b|\.(?!\w)|[;|\n]|, which|$)"
    rf"|(?:{WORDS.any_of('property_of')}) (?P<owner>[A-ZÀ-Ý][^.;:|\n]{{1,60}}?)(?= unless| and may|[.;,|\n]|$)"
)
_HOLDER_LABEL = re.compile(
    rf"\b(?:{WORDS.any_of('holder_labels')}): ?(?P<label>[A-ZÀ-Ý][^:|\n]{{1,60}}?\.?)(?= [A-ZÀ-Ý]\w+ \w+:|\. |$)"
)


def find_notices(text: str, *, holders: Holders = HOLDERS) -> tuple[Notice, ...]:
    """The rights notices of ``text`` in order; ``text[n.start:n.end] == n.verbatim`` for each.

    At most ``MOST_NOTICES``. Never raises on text; time grows with the length of the text. ``holders`` is the grammar
    of names and years: the installed words unless a measurement brings others.
    """
    found: list[Notice] = []
    reader = _TermReader(MOST_READ_FOR_TERMS)
    lines, at = list(lines_of(text)), 0
    while at < len(lines) and len(found) < MOST_NOTICES:
        listed = reader.list_at(lines, at)
        whole = Line(lines[at].start, text[lines[at].start : listed.end]) if listed else lines[at]
        found.extend(_of_line(whole, holders, reader, listed))
        at += 1 + (len(listed.entries) if listed and listed.lead is lines[at] else 0)
    return tuple(found[:MOST_NOTICES])


class _TermReader:
    """Reads terms until the characters granted to it are used up: time is bounded on hostile text."""

    def __init__(self, characters: int) -> None:
        self._left = characters

    def _may_speak(self, text: str) -> bool:
        """Whether a line holds any word of terms: plain words first, for most lines of a page hold none."""
        plain = text.casefold()
        if not any(key in plain for key in _TERM_KEYS):
            return False
        self._left -= len(text)
        return self._left >= 0

    def list_at(self, lines: Sequence[Line], at: int) -> Listed | None:
        """The list of terms that a line holds or leads."""
        line = lines[at]
        if not _LEADS_A_LIST.search(line.text) or not self._may_speak(line.text):
            return None
        return inline_list(line) or list_at(lines, at)

    def read(self, text: str, asserted: bool, listed: Listed | None) -> list[Term]:
        """The terms of a line; without a sign, only those of a line that speaks of the text itself."""
        if listed is not None:
            return terms_of_list(listed)
        if not self._may_speak(text):
            return []
        # what may not be published or shared in a sentence of news is no notice
        own = asserted or (_REPORTED.search(text) is None and (_OF_A_TEXT.search(text) or speaks_of_itself(text)))
        return terms_of(text) if own else []


def _of_line(line: Line, holders: Holders, reader: _TermReader, listed: Listed | None) -> Iterator[Notice]:
    yield from _embargo(line)
    pieces = merged(holders.assertions(western_digits(line.text)))
    licence = licence_in(line.text)
    terms = reader.read(line.text, bool(pieces or licence), listed)
    if not pieces and not stands_alone(line.text, terms):
        terms = []
    of_pictures = [term for term in terms if _OF_PICTURES.match(line.text, term.start, term.end)]
    terms = [term for term in terms if term not in of_pictures]
    if not pieces and (terms or licence):
        pieces = [Piece(*_extent(terms, licence))]
    for index, piece in enumerate(pieces):
        last = index == len(pieces) - 1
        yield _notice(line, piece, terms if last else [], licence if last else None, holders)
    yield from (_picture_terms(line, term) for term in of_pictures)
    yield from credits_of(line)


def _embargo(line: Line) -> Iterator[Notice]:
    found = embargo_of(line.text)
    if found is not None:
        end, day = found
        yield Notice(
            verbatim=line.text[:end],
            start=line.start,
            end=line.start + end,
            embargo_until=day,
            deciding=((0, end),),
            confidence=_EMBARGO_STATED,
        )


def _picture_terms(line: Line, term: Term) -> Notice:
    """Terms whose subject are the pictures: they never flow to the text."""
    return Notice(
        verbatim=line.text[term.start : term.end],
        start=line.start + term.start,
        end=line.start + term.end,
        scope=RightsScope.IMAGE,
        rules=tuple(replace(rule, scope=RightsScope.IMAGE) for rule in term.rules),
        unless=term.unless,
        deciding=((0, term.end - term.start),),
    )


def _extent(terms: list[Term], licence: Licence | None) -> tuple[int, int]:
    spans = [(term.start, term.end) for term in terms] + ([(licence.start, licence.end)] if licence else [])
    return min(start for start, _ in spans), max(end for _, end in spans)


def _notice(line: Line, piece: Piece, terms: list[Term], licence: Licence | None, holders: Holders) -> Notice:
    start, end = _bounds(line.text, piece, terms, licence)
    verbatim = line.text[start:end]
    found = tuple(dict.fromkeys(rule for term in terms for rule in term.rules)) + (licence.rules if licence else ())
    scope = _scope(line.text, piece, verbatim, found)
    rules = tuple(replace(rule, scope=scope) for rule in found)
    holder = piece.holder or _holder_in_terms(verbatim, holders) or _holder_beside(line.text, piece, holders)
    spans = [*piece.deciding, *((term.start, term.end) for term in terms)]
    spans += [(licence.start, licence.end)] if licence else []
    return Notice(
        verbatim=verbatim,
        start=line.start + start,
        end=line.start + end,
        scope=scope,
        holder_text=holder.replace("\u00ad", "") if holder else None,
        year_from=piece.years[0],
        year_to=piece.years[1],
        rules=rules,
        unless=next((term.unless for term in terms if term.unless), None),
        licence_id=licence.id if licence else None,
        licence_url=licence.url if licence else None,
        deciding=tuple((a - start, b - start) for a, b in sorted(spans)),
        confidence=_confidence(line.text, piece, holder, rules),
    )


def _bounds(text: str, piece: Piece, terms: list[Term], licence: Licence | None) -> tuple[int, int]:
    start, end = piece.start, piece.end
    if terms or licence:
        first, last = _extent(terms, licence)
        start, end = min(start, first), max(end, last)
    reserved = _AND_RESERVED.match(text, end)
    end = reserved.end() if reserved else end
    end += len(text[end : end + 1]) if text[end : end + 1] == "." else 0
    return start, max(end, start + 1)


def _holder_in_terms(text: str, holders: Holders) -> str | None:
    found = _HOLDER_IN_TERMS.search(text)
    if found is None:
        return None
    name = (found["holder"] or found["owner"]).strip()
    return None if holders.slot.search(name) else name


def _holder_beside(text: str, piece: Piece, holders: Holders) -> str | None:
    """Who is called the publisher in the line, or, of terms without a sign, named elsewhere in it."""
    label = _HOLDER_LABEL.search(text)
    if label and not holders.slot.search(label["label"]):
        return label["label"].strip()
    return None if piece.deciding else _holder_in_terms(text, holders)


def _scope(text: str, piece: Piece, verbatim: str, rules: tuple[Rule, ...]) -> RightsScope:
    beside = _beside_the_text(text, piece)
    if beside is not None and not rules:
        return beside
    if not rules and piece.years[0] is None and not _RESERVED.search(text, piece.start) and _is_picture(text, piece):
        return RightsScope.IMAGE
    return next((scope for scope, words in _SUBJECT if words.search(verbatim)), RightsScope.PAGE)


def _beside_the_text(text: str, piece: Piece) -> RightsScope | None:
    """What a sign right behind "Photo", "Video" or "Map data", or in brackets, is about; ``None`` is the text."""
    before = text[: piece.start].rstrip()
    if before.endswith("(") or _PICTURE_JUST_BEFORE.search(before[-40:]):
        return RightsScope.IMAGE
    return RightsScope.EMBEDDED if _ELSE_JUST_BEFORE.search(before[-40:]) else None


def _is_picture(text: str, piece: Piece) -> bool:
    before, after = text[: piece.start].strip(), text[piece.end :].strip()
    holder = piece.holder or ""
    credited = re.search(r"\w ?/ ?\w", holder) and not before
    if _AGENCY.search(holder) or _PICTURE_WORD.search(before[-120:]) or credited:
        return True
    told = _PROSE.search(before[-120:]) is not None and before[-1:] in ".!?"
    return told or (before == "" and _PROSE.search(after[:120]) is not None)


def _confidence(text: str, piece: Piece, holder: str | None, rules: tuple[Rule, ...]) -> float:
    """How far the words around a name show that it is the holder's; without a name, how much else was read.

    The steps were set by hand so that on labelled notices a higher number is right more often
    (``docs/methods/rights.md``); a number is no probability.
    """
    if holder is None:
        return round(0.4 + 0.05 * (piece.years[0] is not None) + 0.15 * bool(rules), 2)
    for_it = (
        0.15 * bool(_STRONG_SIGN.search(text, piece.start, piece.end)),
        0.1 * (piece.years[0] is not None),
        0.1 * bool(_RESERVED.search(text, max(0, piece.start - _NEAR), piece.end + _NEAR)),
        0.05 * bool(_LEGAL_FORM.search(holder)),
    )
    against = (
        0.2 * (len(holder.split()) > _WORDS_OF_A_NAME),
        0.15 * holder[:1].islower(),
        0.1 * (piece.holder is None),
        0.1 * (len(holder) <= _SHORTEST_SURE_NAME),
        0.1 * (re.search(r"\d|[|·]", holder) is not None),
    )
    return round(min(0.95, 0.6 + sum(for_it) - sum(against)), 2)
