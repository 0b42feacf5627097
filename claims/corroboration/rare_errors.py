"""Who copies whom, by errors that they share. Pure.

Sources that get the same things right may do so because the things are so; sources that share *rare errors* more often
than independent ones would, do not. Each pair of sources is weighed by a likelihood ratio: both speak for themselves,
or one of them takes a share of its values from the other. The truth is not known beforehand: what is likely true, how
accurate each source is and who belongs together are estimated in turn, each from the others.

Method: the Bayesian model of source dependence of Dong, Berti-Équille and Srivastava (VLDB 2009), implemented from its
description, with three changes: the rarity of an error is counted from those who say it, not assumed equal for all
errors; the share that is copied is averaged over, not given; sources found to belong together count as one voice.
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from claims.corroboration.origins import group
from claims.corroboration.values import Edge
from claims.vocabulary import Certainty, EdgeKind

Table = Mapping[str, Mapping[str, str]]
"""Source → item → the value that the source gives for the item."""

Chance = tuple[float, float, float]
"""How likely something is true, and that the one and the other source say what both say if it is."""

PRIOR = 0.03
"""How likely two sources belong together before they are looked at."""

CERTAIN_ENOUGH = 0.95
"""Probability from which a pair is hinted at."""

RATES = (0.2, 0.4, 0.6, 0.8, 0.95)
"""Shares of its values that one may take from the other, all taken to be equally likely."""

LEAST_RARE = 2
"""Rare errors that a pair shares at least: one can be chance."""

_ROUNDS = 6
_SETTLING = 3
"""How often everything is estimated anew, and truth and accuracy within each round."""

_COPYING = (EdgeKind.AUTHOR_OR_DATASET, Certainty.SUSPECTED, "same rare errors")

_FEWEST_ERRORS = 5
"""Ways in which an item can be told wrong, at least."""

_RARE = 0.2
"""Share of the other voices that may make an error too which is still called rare."""

_NEGLIGIBLE = 0.001

_UNSEEN = 0.5
"""What an error counts that nobody else is known to make: it could have been made."""

_LEAST_ACCURACY, _MOST_ACCURACY = 0.05, 0.97
_FIRST_ACCURACY, _FIRST_WEIGHT = 0.75, 4.0
"""The accuracy of a source of which nothing is known, and the number of items that this outweighs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyHint:
    """Two sources that share more errors than chance explains, in alphabetical order.

    ``rare`` are the items at which both give the same value that is likely wrong and hardly anybody else gives;
    ``agreed`` of ``compared`` items they say the same. ``via`` is a third source that explains all of it: both copy
    from it, or it stands between them.
    """

    first: str
    second: str
    probability: float
    rare: tuple[str, ...]
    agreed: int
    compared: int
    via: str | None = None


def copy_hints(table: Table, *, prior: float = PRIOR, least: float = CERTAIN_ENOUGH) -> tuple[CopyHint, ...]:
    """The pairs of sources in ``table`` that likely do not speak for themselves, in alphabetical order.

    ``prior`` is in (0, 1), ``least`` the probability from which a pair is named. The same for every order of sources
    and items. Time grows with pairs of sources times the items that they share.
    """
    world = _World(table)
    weighed: dict[tuple[str, str], float] = {}
    for _ in range(_ROUNDS):
        world.judge()
        weighed = {pair: world.weigh(*pair, prior) for pair in itertools.combinations(sorted(table), 2)}
        before = dict(world.family)
        world.join(pair for pair, probability in weighed.items() if probability >= least)
        if world.family == before:
            break
    found = [world.hint(*pair, probability) for pair, probability in sorted(weighed.items()) if probability >= least]
    return _closed(world, [hint for hint in found if len(hint.rare) >= LEAST_RARE])


class _World:
    """The estimates that lean on each other: truth of values, accuracy of sources, families of sources."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._accuracy = dict.fromkeys(table, _FIRST_ACCURACY)
        self._givers: dict[str, dict[str, set[int]]] = {}
        self._truth: dict[str, dict[str, float]] = {}
        self.family = {source: number for number, source in enumerate(sorted(table))}

    def join(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Let sources that likely belong together be one voice from now on."""
        parts = group(sorted(self._table), (Edge(a, b, *_COPYING) for a, b in pairs))
        self.family = {source: number for number, part in enumerate(parts) for source in part}

    def judge(self) -> None:
        """Estimate what is true by the voices of families, and from that how accurate each source is."""
        self._givers = {}
        for source in sorted(self._table):
            for item, value in self._table[source].items():
                self._givers.setdefault(item, {}).setdefault(value, set()).add(self.family[source])
        for _ in range(_SETTLING):
            voices = self._voices()
            self._truth = {item: truth_of(givers, voices) for item, givers in self._givers.items()}
            self._accuracy = {source: self._measured(source) for source in self._table}

    def _voices(self) -> dict[int, float]:
        """The accuracy of each family: that of its members at the mean."""
        members: dict[int, list[float]] = defaultdict(list)
        for source in sorted(self._table):
            members[self.family[source]].append(self._accuracy[source])
        return {family: sum(found) / len(found) for family, found in members.items()}

    def _measured(self, source: str) -> float:
        values = self._table[source]
        right = sum(self._truth[item][value] for item, value in values.items())
        share = (right + _FIRST_ACCURACY * _FIRST_WEIGHT) / (len(values) + _FIRST_WEIGHT)
        return min(max(share, _LEAST_ACCURACY), _MOST_ACCURACY)

    def weigh(self, one: str, other: str, prior: float) -> float:
        """The probability that one of two sources copies from the other, or both from somebody."""
        agreed, differing = self._compared(one, other)
        chances = [self._chances(one, other, item) for item in agreed]
        cases: list[float] = []
        for rate in RATES:
            ratios = [copying_ratios(chance, rate) for chance in chances]
            cases += (differing * math.log(1 - rate) + sum(ratio[way] for ratio in ratios) for way in (0, 1))
        return posterior(cases, prior)

    def _compared(self, one: str, other: str) -> tuple[list[str], int]:
        """The items on which two sources agree, in order, and the number of those on which they differ."""
        mine, others = self._table[one], self._table[other]
        both = sorted(mine.keys() & others.keys())
        agreed = [item for item in both if mine[item] == others[item]]
        return agreed, len(both) - len(agreed)

    def _chances(self, one: str, other: str, item: str) -> list[Chance]:
        """For each likely truth of an item on which two sources agree: how likely it is, and that either says so."""
        value, found = self._table[one][item], []
        for truth, likely in self._truth[item].items():
            if likely >= _NEGLIGIBLE:
                rarity = self._error_share(one, other, item, truth)
                p, q = (self._gives(source, value == truth, rarity) for source in (one, other))
                found.append((likely, p, q))
        return found

    def _gives(self, source: str, right: bool, rarity: float) -> float:
        accuracy = self._accuracy[source]
        return accuracy if right else (1 - accuracy) * rarity

    def _error_share(self, one: str, other: str, item: str, truth: str) -> float:
        """How often an error about ``item`` is the one that both make, by what the other families say."""
        givers, ours = self._givers[item], {self.family[one], self.family[other]}
        value = self._table[one][item]
        wrong = {given: len(families - ours) for given, families in givers.items() if given != truth}
        return error_share(wrong, value)

    def hint(self, one: str, other: str, probability: float) -> CopyHint:
        """What two sources share, in words that a person can look at."""
        agreed, differing = self._compared(one, other)
        rare = tuple(item for item in agreed if self._is_rare_error(one, other, item))
        return CopyHint(
            first=one,
            second=other,
            probability=probability,
            rare=rare,
            agreed=len(agreed),
            compared=len(agreed) + differing,
        )

    def _is_rare_error(self, one: str, other: str, item: str) -> bool:
        value = self._table[one][item]
        others = [families - {self.family[one], self.family[other]} for families in self._givers[item].values()]
        same = len(self._givers[item][value] - {self.family[one], self.family[other]})
        return self._truth[item][value] < 0.5 and same <= _RARE * sum(map(len, others))


def error_share(wrong: Mapping[str, int], value: str) -> float:
    """The share of ``value`` among errors of which each was made so many times; one more may be made that none was."""
    return (wrong.get(value, 0) + _UNSEEN) / (sum(wrong.values()) + _UNSEEN * (len(wrong) + 1))


def truth_of(givers: Mapping[str, set[int]], voices: Mapping[int, float]) -> dict[str, float]:
    """How likely each value of an item is the true one; errors are taken to be equally likely here."""
    wrong = max(len(givers), _FEWEST_ERRORS)
    logs = {
        value: sum(math.log(voices[family] * wrong / (1 - voices[family])) for family in sorted(families))
        for value, families in givers.items()
    }
    most = max(logs.values())
    weights = {value: math.exp(log - most) for value, log in logs.items()}
    return {value: weight / sum(weights.values()) for value, weight in weights.items()}


def copying_ratios(chances: Sequence[Chance], rate: float) -> tuple[float, float]:
    """How much likelier an agreement is when either of two copies from the other, as logarithms."""
    apart = sum(likely * p * q for likely, p, q in chances)
    first = sum(likely * p * (rate + (1 - rate) * q) for likely, p, q in chances)
    second = sum(likely * q * (rate + (1 - rate) * p) for likely, p, q in chances)
    return math.log(first / apart), math.log(second / apart)


def posterior(cases: Sequence[float], prior: float) -> float:
    """From logarithms of likelihood ratios, each case equally likely, to a probability."""
    most = max(0.0, *cases)
    together = prior * sum(math.exp(case - most) for case in cases) / len(cases)
    return together / (together + (1 - prior) * math.exp(-most))


def _closed(world: _World, hints: Sequence[CopyHint]) -> tuple[CopyHint, ...]:
    """The hints with those that follow from them: two that both belong together with a third do so with each other.

    Each says which third source explains it, if there is one: it agrees with both ends more often than they agree with
    each other.
    """
    known = {(hint.first, hint.second): hint for hint in hints}
    partners: dict[str, set[str]] = defaultdict(set)
    for first, second in known:
        partners[first].add(second)
        partners[second].add(first)
    closed = []
    for pair in itertools.combinations(sorted(partners), 2):
        between = sorted(partners[pair[0]] & partners[pair[1]])
        legs = {third: [known[min(end, third), max(end, third)] for end in pair] for third in between}
        hint = known.get(pair)
        if hint is None and legs:
            hint = world.hint(*pair, max(one.probability * two.probability for one, two in legs.values()))
        if hint is not None:
            closed.append(replace(hint, via=next((third for third in between if _is_nearer(legs[third], hint)), None)))
    return tuple(closed)


def _is_nearer(legs: Sequence[CopyHint], hint: CopyHint) -> bool:
    return all(leg.agreed * hint.compared > hint.agreed * leg.compared for leg in legs)
