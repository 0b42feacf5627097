"""The rules R1–R11 that turn evidence into a corroboration status, specification §5.3–5.5. Pure.

Where the published table leaves a case open, the choice is in docs/decisions/0001-corroboration-gaps.md.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from claims.corroboration.origins import certain_edges, group
from claims.corroboration.values import Assessment, ClaimFacts, Counts, Edge, EvidenceItem, Origin, Uncounted
from claims.vocabulary import Certainty, Directness, SourceLetter, Stance, Status

RULES_VERSION = "1"

SUPPORTING = frozenset({Stance.SUPPORTS, Stance.SUPPORTS_NARROWER})
_TRUSTED = frozenset({SourceLetter.A, SourceLetter.B, SourceLetter.C})
_DISTRUSTED = frozenset({SourceLetter.D, SourceLetter.E})

_RANK = (
    (Status.UNVERIFIED, False),
    (Status.SINGLE_SOURCE, False),
    (Status.WEAKLY_SOURCED, False),
    (Status.SINGLE_SOURCE, True),
    (Status.PARTIALLY_CORROBORATED, True),
    (Status.CORROBORATED, True),
)


def rank(assessment: Assessment) -> int:
    """Place in the order of §5.5, 0 lowest; -1 for disputed, refuted, retracted and outdated, below all of it."""
    qualifying = assessment.counts.q_max > 0 or assessment.status in (
        Status.PARTIALLY_CORROBORATED,
        Status.CORROBORATED,
    )
    key = (assessment.status, qualifying)
    return _RANK.index(key) if key in _RANK else -1


def weaknesses(item: EvidenceItem) -> tuple[str, ...]:
    """Why ``item`` cannot make its origin qualify (§5.3), in words for people; empty when it can."""
    checks = (
        (item.source_letter in _DISTRUSTED, f"source is graded {item.source_letter}"),
        (_unjudged(item), "source cannot be judged (F)"),
        (not item.named and not item.anonymity_complete, "unnamed, and the anonymity record is not complete"),
        (item.directness is Directness.RELAY, "only relays somebody else"),
        (item.party_about_itself, "a party speaking about itself"),
        (not item.opened, "not opened by one of us, or no snapshot"),
    )
    return tuple(reason for applies, reason in checks if applies)


def _unjudged(item: EvidenceItem) -> bool:
    if item.source_letter in _TRUSTED or item.source_letter in _DISTRUSTED:
        return False
    named_witness = item.named and item.directness is Directness.FIRST_HAND
    return not (named_witness or item.directness is Directness.RECORD)


def _left_out(item: EvidenceItem) -> str | None:
    """Why ``item`` takes no part in any count, or ``None``."""
    if not item.active:
        return "withdrawn"
    if item.own_publication:
        return "circular: leads back to our own publication or to itself"
    if item.stance is Stance.MENTIONS:
        return "only mentions the claim"
    return None


class _Table(NamedTuple):
    """The countable evidence by key, with what each question of §5.4 asks of it."""

    items: dict[str, EvidenceItem]
    withdrawn: frozenset[str]

    def supports(self, key: str) -> bool:
        return self.items[key].stance in SUPPORTING and key not in self.withdrawn

    def full(self, key: str) -> bool:
        return self.items[key].stance is Stance.SUPPORTS and key not in self.withdrawn

    def contradicts(self, key: str) -> bool:
        return self.items[key].stance is Stance.CONTRADICTS

    def qualifies(self, key: str) -> bool:
        return not weaknesses(self.items[key])

    def record(self, key: str) -> bool:
        return self.items[key].directness is Directness.RECORD and self.qualifies(key)

    def documentary(self, key: str) -> bool:
        return self.items[key].named or self.items[key].directness in (Directness.RECORD, Directness.DOCUMENT)


Groups = tuple[tuple[str, ...], ...]
Question = Callable[[str], bool]


def _origins_with(groups: Groups, *questions: Question) -> Groups:
    """The origins of which one and the same item answers yes to every question."""
    return tuple(keys for keys in groups if any(all(ask(key) for ask in questions) for key in keys))


def _weak(groups: Groups, side: Question, qualifies: Question) -> int:
    return len(_origins_with(groups, side)) - len(_origins_with(groups, side, qualifies))


def _withdrawn_keys(items: dict[str, EvidenceItem], certain: Groups) -> frozenset[str]:
    """Keys in origins that took their own statement back."""
    return frozenset(
        key for keys in certain if any(items[key].stance is Stance.WITHDRAWS for key in keys) for key in keys
    )


def _count(table: _Table, certain: Groups, kept: Groups, facts: ClaimFacts) -> Counts:
    supporters = [key for key, item in table.items.items() if item.stance in SUPPORTING]
    counted = _origins_with(kept, table.supports, table.qualifies)
    return Counts(
        q_min=len(counted),
        q_max=len(_origins_with(certain, table.supports, table.qualifies)),
        q_min_full=len(_origins_with(kept, table.full, table.qualifies)),
        w=_weak(kept, table.supports, table.qualifies),
        x=len(_origins_with(kept, table.contradicts, table.qualifies)),
        y=_weak(kept, table.contradicts, table.qualifies),
        pr=len(_origins_with(kept, table.supports, table.record)),
        pr_full=len(_origins_with(kept, table.full, table.record)),
        nr=len(_origins_with(kept, table.contradicts, table.record)),
        named=bool(_origins_with(kept, table.supports, table.qualifies, table.documentary)),
        retracted=bool(supporters) and all(key in table.withdrawn for key in supporters),
        outdated=facts.superseded or facts.past_validity,
    )


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


def _origin(table: _Table, keys: tuple[str, ...]) -> Origin:
    qualifies = any(table.supports(key) and table.qualifies(key) for key in keys)
    return Origin(keys, qualifies, any(key in table.withdrawn for key in keys))


def _uncounted(items: Iterable[EvidenceItem], counted: Collection[str]) -> tuple[Uncounted, ...]:
    found = []
    for item in sorted(items, key=lambda entry: entry.key):
        why = _left_out(item)
        reasons = weaknesses(item) if item.key in counted else (why,) if why else ()
        if reasons:
            found.append(Uncounted(item.key, reasons))
    return tuple(found)


def assess(items: Iterable[EvidenceItem], *, edges: Iterable[Edge] = (), facts: ClaimFacts | None = None) -> Assessment:
    """The status of a claim that rests on ``items``.

    ``edges`` are those that people or detectors left: confirmed ones as certain, open ones as suspected; cleared
    ones are not passed. Certain edges that follow from the facts of ``items`` are added here. Raises ``ValueError``
    when two items share a key.
    """
    known = list(items)
    facts = facts or ClaimFacts()
    by_key = {item.key: item for item in known}
    if len(by_key) != len(known):
        raise ValueError("two items of evidence share a key")
    countable = {key: item for key, item in by_key.items() if _left_out(item) is None}
    every = (*certain_edges(countable.values()), *edges)
    certain = group(countable, (edge for edge in every if edge.certainty is Certainty.CERTAIN))
    kept = group(countable, every)
    table = _Table(countable, _withdrawn_keys(countable, certain))
    counts = _count(table, certain, kept, facts)
    rule = decide(counts)
    return Assessment(
        rule=rule.id,
        status=rule.status,
        numbers_allowed=rule.numbers(counts),
        challenged=counts.y >= 1,
        kept_status=facts.previous_status if rule.status is Status.OUTDATED else None,
        counts=counts,
        origins=tuple(_origin(table, keys) for keys in kept),
        uncounted=_uncounted(known, countable),
    )
