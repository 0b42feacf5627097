"""How often a pronoun as source finds whom it stands for. No part of the product.

``pronouns.tsv`` holds positions labelled by hand: a pronoun that the corpus marks as source, and the nearest full name
or description of whom it stands for. The reading is **right** when the ``description`` of a statement whose source
overlaps the pronoun names the same: it holds the antecedent's given name and surname, one behind the other; or, where
one of them has no given name, both end in the same word when cut at the first comma, preposition or "who" (a surname,
or the noun of a description). A pronoun that no
statement has as its source is **not found**: it counts as wrong over all, and is left out among those found.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from claims.reading.values import Span, Statement
from claims.reading.words import lexicon

LABELS = Path(__file__).with_name("pronouns.tsv")

_CUT = re.compile(r",|\s(?:of|for|from|in|at|to|on|with|who|whose|that|which|close)\s.*|\s\(.*")
_SUFFIX = re.compile(r"(?:'s|’s|['’])\Z")


@dataclass(frozen=True, slots=True)
class Label:
    pronoun: Span
    antecedent: Span
    held_out: bool


@dataclass(slots=True)
class Resolved:
    """Of one set: how many are right, found with another antecedent, and not found as a source."""

    right: int = 0
    wrong: int = 0
    unseen: int = 0

    @property
    def found(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def all(self) -> float:
        return self.right / max(1, self.right + self.wrong + self.unseen)


def labels() -> dict[str, list[Label]]:
    """The labels by article."""
    found: defaultdict[str, list[Label]] = defaultdict(list)
    lines = [line for line in LABELS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    for line in lines[1:]:
        article, start, end, first, last, held = line.split("\t")
        found[article].append(Label((int(start), int(end)), (int(first), int(last)), held == "held-out"))
    return found


def count(spans: Sequence[Label], text: str, statements: Sequence[Statement], sets: dict[bool, Resolved]) -> None:
    """Add the pronouns of one article to the set that each belongs to."""
    for label in spans:
        at = next((s for s in statements if s.source_span and _overlaps(s.source_span, label.pronoun)), None)
        counted = sets[label.held_out]
        if at is None:
            counted.unseen += 1
        elif same(at.description or "", text[slice(*label.antecedent)]):
            counted.right += 1
        else:
            counted.wrong += 1


def same(described: str, antecedent: str) -> bool:
    """Whether both name the same, as the head of this file says."""
    ours, theirs = _core(described), _core(antecedent)
    if not ours or not theirs:
        return False
    if given := _given(theirs):
        if _holds([_low(word) for word in re.findall(r"[\w’'-]+", described)], given, _low(theirs[-1])):
            return True
        if _given(ours):
            return False
    return _low(ours[-1]) == _low(theirs[-1])


def _holds(words: Sequence[str], given: str, surname: str) -> bool:
    """Whether the surname stands within two words behind the given name, and owns nothing."""
    return any(word == given and surname in words[at + 1 : at + 4] for at, word in enumerate(words))


def _core(phrase: str) -> list[str]:
    return [_SUFFIX.sub("", word) for word in _CUT.split(" ".join(phrase.split()), maxsplit=1)[0].split()]


def _low(word: str) -> str:
    return word.lower().rstrip(".")


def _given(name: Sequence[str]) -> str:
    """The given name before the surname; empty where none stands: titles, initials and offices are none."""
    no_names = lexicon("en").union("titles", "person_nouns", "role_nouns", "peoples")
    before = [word for word in name[:-1] if word[:1].isupper() and _low(word) not in no_names and len(_low(word)) > 1]
    return _low(before[-1]) if before else ""


def _overlaps(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
