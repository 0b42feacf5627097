"""The rules R1–R11 that turn evidence into a corroboration status, specification §5.3–5.5. Pure.

Where the published table leaves a case open, the choice is in docs/decisions/0001-corroboration-gaps.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from claims.corroboration.circles import circular_keys
from claims.corroboration.origins import Groups, certain_edges, group, joined
from claims.corroboration.values import (
    Assessment,
    ClaimFacts,
    Counts,
    Edge,
    EvidenceItem,
    Origin,
    Uncounted,
    Withdrawal,
)
from claims.corroboration.withdrawals import is_hint, withdrawals
from claims.vocabulary import Certainty, Directness, SourceLetter, Stance, Status, Word

RULES_VERSION = "2"

SUPPORTING = frozenset({Stance.SUPPORTS, Stance.SUPPORTS_NARROWER})
_TRUSTED = frozenset({SourceLetter.A, SourceLetter.B, SourceLetter.C})
_DISTRUSTED = frozenset({SourceLetter.D, SourceLetter.E})

_RANK = {
    (Status.UNVERIFIED, False): 0,
    (Status.SINGLE_SOURCE, False): 1,
    (Status.WEAKLY_SOURCED, False): 2,
    (Status.SINGLE_SOURCE, True): 3,
    (Status.PARTIALLY_CORROBORATED, True): 4,
    (Status.CORROBORATED, True): 5,
}

# bits of what an item answers, cf. answers()
_SUPPORTS, _QUALIFIES, _FULL, _NAMED, _RECORD, _RECORD_FULL, _CONTRADICTS, _QUALIFIES_AGAINST, _RECORD_AGAINST = (
    1 << bit for bit in range(9)
)


def rank(assessment: Assessment) -> int:
    """Place in the order of §5.5, 0 lowest; -1 for disputed, refuted, retracted and outdated, below all of it."""
    return place(assessment.status, assessment.counts)


def place(status: Status, counts: Counts) -> int:
    """:func:`rank` of a status with its counts."""
    qualifying = counts.q_max > 0 or status in (Status.PARTIALLY_CORROBORATED, Status.CORROBORATED)
    return _RANK.get((status, qualifying), -1)


def status_at(place: int) -> Status:
    """The status that stands at this :func:`place`, from 0 up."""
    return next(status for (status, _), number in _RANK.items() if number == place)


class Weakness(Word):
    """Why an item cannot make its origin qualify; the first three can be mended by work on the item itself."""

    NOT_OPENED = "open", "not opened by one of us, or no snapshot"
    NOT_COMPLETE = "anonymity", "unnamed, and the anonymity record is not complete"
    UNJUDGED = "grade", "source cannot be judged (F)"
    DISTRUSTED = "distrusted", "source is graded"
    RELAY = "relay", "only relays somebody else"
    PARTY = "party", "a party speaking about itself"


def weak_points(item: EvidenceItem) -> tuple[Weakness, ...]:
    """Why ``item`` cannot make its origin qualify (§5.3); empty when it can."""
    if item.source_letter in _TRUSTED and item.named and item.opened and not _partial(item):
        return ()  # the common case, which is asked about most
    checks = (
        (item.source_letter in _DISTRUSTED, Weakness.DISTRUSTED),
        (_unjudged(item), Weakness.UNJUDGED),
        (not item.named and not item.anonymity_complete, Weakness.NOT_COMPLETE),
        (item.directness is Directness.RELAY, Weakness.RELAY),
        (item.party_about_itself, Weakness.PARTY),
        (not item.opened, Weakness.NOT_OPENED),
    )
    return tuple([weakness for applies, weakness in checks if applies])


def _partial(item: EvidenceItem) -> bool:
    return item.party_about_itself or item.directness is Directness.RELAY


def weaknesses(item: EvidenceItem) -> tuple[str, ...]:
    """:func:`weak_points` in words for people."""
    return tuple(
        f"{weakness.label} {item.source_letter}" if weakness is Weakness.DISTRUSTED else weakness.label
        for weakness in weak_points(item)
    )


def _unjudged(item: EvidenceItem) -> bool:
    if item.source_letter in _TRUSTED or item.source_letter in _DISTRUSTED:
        return False
    named_witness = item.named and item.directness is Directness.FIRST_HAND
    return not (named_witness or item.directness is Directness.RECORD)


TAKEN_BACK = "taken back"
"""Why evidence supports nothing any more, cf. :mod:`claims.corroboration.withdrawals`."""


def left_out(item: EvidenceItem, circular: Collection[str]) -> str | None:
    """Why ``item`` takes no part in any count, or ``None``; ``circular`` are :func:`circular_keys`."""
    if not item.active:
        return "withdrawn"
    if item.key in circular:
        return "circular: leads back to our own publication or to itself"
    if item.stance is Stance.MENTIONS:
        return "only mentions the claim"
    return None


def answers(item: EvidenceItem, *, withdrawn: bool) -> int:
    """What ``item`` answers to the questions of §5.4, as bits; an origin answers what one of its items does.

    ``withdrawn`` says that its origin took the statement back: it supports nothing then.
    """
    against = item.stance is Stance.CONTRADICTS
    supports = item.stance in SUPPORTING and not withdrawn
    full = supports and item.stance is Stance.SUPPORTS
    found = _SUPPORTS * supports | _CONTRADICTS * against
    if not (supports or against) or weak_points(item):
        return found
    record = item.directness is Directness.RECORD
    documentary = item.named or item.directness in (Directness.RECORD, Directness.DOCUMENT)
    found |= _QUALIFIES * supports | _FULL * full | _QUALIFIES_AGAINST * against | _NAMED * (supports and documentary)
    return (
        found
        | _RECORD * (supports and record)
        | _RECORD_FULL * (full and record)
        | _RECORD_AGAINST * (against and record)
    )


Masks = Counter[int]
"""How many origins give the same :func:`answers`."""


class Tally(NamedTuple):
    """All that the counts follow from: origins with suspected edges dropped (``certain``) and kept."""

    certain: Masks
    kept: Masks
    retracted: bool
    outdated: bool

    def counts(self) -> Counts:
        """The numbers of §5.4."""
        return Counts(
            q_min=_with(self.kept, _QUALIFIES),
            q_max=_with(self.certain, _QUALIFIES),
            q_min_full=_with(self.kept, _FULL),
            w=_with(self.kept, _SUPPORTS) - _with(self.kept, _QUALIFIES),
            x=_with(self.kept, _QUALIFIES_AGAINST),
            y=_with(self.kept, _CONTRADICTS) - _with(self.kept, _QUALIFIES_AGAINST),
            pr=_with(self.kept, _RECORD),
            pr_full=_with(self.kept, _RECORD_FULL),
            nr=_with(self.kept, _RECORD_AGAINST),
            named=_with(self.kept, _NAMED) > 0,
            retracted=self.retracted,
            outdated=self.outdated,
        )


def _with(masks: Masks, bit: int) -> int:
    return sum([count for mask, count in masks.items() if mask & bit])  # a list: this is asked most of all


class Merged(NamedTuple):
    """The countable evidence of a claim, merged into origins with suspected edges dropped and kept.

    ``edges`` are all that may join origins, those that follow from the facts of ``items`` first.
    """

    items: dict[str, EvidenceItem]
    edges: tuple[Edge, ...]
    certain: Groups
    kept: Groups
    withdrawals: tuple[Withdrawal, ...]
    withdrawn: frozenset[str]
    masks: dict[str, int]
    left_out: dict[str, str]

    def tally(self, facts: ClaimFacts) -> Tally:
        """The origins by what they answer."""
        supporters = [key for key, item in self.items.items() if item.stance in SUPPORTING]
        return Tally(
            certain=self.answered(self.certain),
            kept=self.answered(self.kept),
            retracted=bool(supporters) and self.withdrawn.issuperset(supporters),
            outdated=facts.superseded or facts.past_validity,
        )

    def answered(self, groups: Groups) -> Masks:
        """How many of ``groups`` answer what."""
        return Counter([self.together(keys) for keys in groups])

    def together(self, keys: Iterable[str]) -> int:
        """What an origin of ``keys`` answers."""
        found = 0
        for key in keys:
            found |= self.masks[key]
        return found


def merge(items: Iterable[EvidenceItem], edges: Iterable[Edge]) -> Merged:
    """Origins of ``items`` under the certain edges of their facts and ``edges``, cf. :func:`assess`."""
    known = list(items)
    by_key = {item.key: item for item in known}
    if len(by_key) != len(known):
        raise ValueError("two items of evidence share a key")
    circular = circular_keys(known)
    whys = {item.key: why for item in known if (why := left_out(item, circular)) is not None}
    countable = {key: item for key, item in by_key.items() if key not in whys}
    given = list(edges)
    every = (*certain_edges(countable.values()), *(edge for edge in given if not is_hint(edge, countable)))
    certain = group(countable, (edge for edge in every if edge.certainty is Certainty.CERTAIN))
    kept = joined(certain, (edge for edge in every if edge.certainty is Certainty.SUSPECTED))
    back = withdrawals(countable, certain, given)
    withdrawn = frozenset(key for one in back for key in one.of)
    masks = {key: answers(item, withdrawn=key in withdrawn) for key, item in countable.items()}
    return Merged(countable, every, certain, kept, back, withdrawn, masks, whys)


class Rule(NamedTuple):
    """One row of the table: the first whose ``when`` holds decides. ``numbers`` is ``None`` for frozen."""

    id: str
    when: Callable[[Counts], bool]
    status: Status
    numbers: Callable[[Counts], tuple[int, ...] | None]


def _always(*numbers: int) -> Callable[[Counts], tuple[int, ...]]:
    return lambda _: numbers


RULES: tuple[Rule, ...] = (
    Rule("R1", lambda c: c.retracted, Status.RETRACTED, _always(5, 6)),
    Rule("R2", lambda c: c.q_max == 0 and c.pr == 0 and (c.nr >= 1 or c.x >= 2), Status.REFUTED, _always(5)),
    Rule("R3", lambda c: c.outdated, Status.OUTDATED, lambda _: None),
    Rule("R4", lambda c: c.nr >= 1 or c.x >= 1, Status.DISPUTED, _always(3, 4, 5)),
    Rule("R5", lambda c: c.pr_full >= 1, Status.CORROBORATED, _always(1)),
    Rule("R6", lambda c: c.q_min_full >= 2 and c.named, Status.CORROBORATED, _always(1)),
    Rule("R7", lambda c: c.q_max >= 2, Status.PARTIALLY_CORROBORATED, _always(2)),
    Rule("R8", lambda c: c.q_max == 1 and (c.w >= 1 or c.pr >= 1), Status.PARTIALLY_CORROBORATED, _always(2, 3)),
    Rule("R9", lambda c: c.q_max + c.w == 1, Status.SINGLE_SOURCE, lambda c: (2, 3, 6) if c.q_max else (3, 6)),
    Rule("R10", lambda c: c.q_max == 0 and c.w >= 2, Status.WEAKLY_SOURCED, _always(3, 4, 5, 6)),
    Rule("R11", lambda _: True, Status.UNVERIFIED, _always(6)),
)


def decide(counts: Counts) -> Rule:
    """The first rule of the table that matches; total, since the last one matches everything."""
    return next(rule for rule in RULES if rule.when(counts))


def _origin(merged: Merged, keys: tuple[str, ...]) -> Origin:
    answered = merged.together(keys)
    withdrew = not merged.withdrawn.isdisjoint(keys) and not answered & _SUPPORTS
    return Origin(keys, bool(answered & _QUALIFIES), withdrew)


def _uncounted(merged: Merged) -> tuple[Uncounted, ...]:
    weak = {
        key: (*((TAKEN_BACK,) if key in merged.withdrawn else ()), *weaknesses(item))
        for key, item in merged.items.items()
    }
    why = {key: (reason,) for key, reason in merged.left_out.items()}
    return tuple(Uncounted(key, reasons) for key, reasons in sorted({**weak, **why}.items()) if reasons)


def assess(items: Iterable[EvidenceItem], *, edges: Iterable[Edge] = (), facts: ClaimFacts | None = None) -> Assessment:
    """The status of a claim that rests on ``items``.

    ``edges`` are those that people or detectors left: confirmed ones as certain, open ones as suspected; cleared
    ones are not passed. Certain edges that follow from the facts of ``items`` are added here. Raises ``ValueError``
    when two items share a key.
    """
    return assessment(merge(items, edges), facts or ClaimFacts())


def assessment(merged: Merged, facts: ClaimFacts) -> Assessment:
    """The status of a claim whose evidence is merged already."""
    counts = merged.tally(facts).counts()
    rule = decide(counts)
    return Assessment(
        rule=rule.id,
        status=rule.status,
        numbers_allowed=rule.numbers(counts),
        challenged=counts.y >= 1,
        kept_status=facts.previous_status if rule.status is Status.OUTDATED else None,
        counts=counts,
        origins=tuple(_origin(merged, keys) for keys in merged.kept),
        uncounted=_uncounted(merged),
        withdrawals=merged.withdrawals,
    )
