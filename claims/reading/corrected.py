"""A statement as a person reads it, made from the machine's and theirs. Pure: neither is changed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from claims.reading.values import Span, Statement
from claims.vocabulary import SourcingType, Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonsReading:
    """A person's whole reading of one statement; ``None`` among the words says that there are none."""

    sourcing: SourcingType
    voice: Voice
    source_words: str | None = None
    cue: str | None = None
    relayed_for: str | None = None


class _Placed(Protocol):
    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


Placed = TypeVar("Placed", bound=_Placed)


def machines(statement: Statement) -> PersonsReading:
    """The machine's reading in the same form, to compare a person's with."""
    return PersonsReading(
        sourcing=statement.sourcing,
        voice=statement.voice,
        source_words=statement.source_words,
        cue=statement.cue,
        relayed_for=statement.relayed_for,
    )


def corrected(statement: Statement, mine: PersonsReading) -> Statement:
    """``statement`` with the person's values; the description of another source than theirs is dropped."""
    span = place_of(mine.source_words, statement.text)
    same_source = mine.source_words == statement.source_words and mine.sourcing is not SourcingType.UNATTRIBUTED
    return replace(
        statement,
        sourcing=mine.sourcing,
        voice=mine.voice,
        source_words=mine.source_words,
        source_span=(statement.start + span[0], statement.start + span[1]) if span else None,
        description=statement.description if same_source else None,
        cue=mine.cue,
        relayed_for=mine.relayed_for,
        origin=statement.origin if same_source and mine.sourcing is statement.sourcing else None,
    )


def stands_in(words: str, text: str) -> bool:
    """Whether ``words`` stand in ``text``, whatever the space between them and the case of their letters."""
    return place_of(words, text) is not None


def place_of(words: str | None, text: str) -> Span | None:
    """Where ``words`` first stand in ``text``, whatever the space between them and the case of their letters."""
    parts = [re.escape(part) for part in (words or "").split()]
    found = re.search(r"\s+".join(parts), text, re.IGNORECASE) if parts else None
    return found.span() if found else None


def of_statement(statement: Statement, corrections: Iterable[Placed]) -> Placed | None:
    """The correction of ``statement`` among the newest of each place: that of its very positions, else of nearly them.

    Other rules may cut sentences a little differently; a correction then goes with the statement with which it shares
    more than half of the longer one's characters.
    """
    near: tuple[int, Placed] | None = None
    for one in corrections:
        if (one.start, one.end) == (statement.start, statement.end):
            return one
        shared = min(one.end, statement.end) - max(one.start, statement.start)
        longest = max(one.end - one.start, statement.end - statement.start)
        if shared * 2 > longest and (near is None or shared > near[0]):
            near = shared, one
    return near[1] if near else None
