"""A cue: words that say that somebody said it, and where they stand. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from claims.reading.phrases import Phrase
from claims.reading.words import Verb


class Shape(IntEnum):
    """Where a cue stands to what is said; a lower one speaks for more of the sentence."""

    AFTER = 1
    ACCORDING = 2
    COLON = 3
    BEFORE = 4
    INSIDE = 5
    LOOSE = 6
    HEARSAY = 7


@dataclass(frozen=True, slots=True)
class Cue:
    """Positions of tokens: ``first`` to ``last`` of the cue, ``source`` of its phrase.

    ``verb`` where it is one; ``antecedent`` is the phrase that a "who" as source stands for.
    """

    first: int
    last: int
    shape: Shape
    source: Phrase | None
    verb: Verb | None = None
    passive: bool = False
    noun: bool = False
    antecedent: Phrase | None = None

    @property
    def act(self) -> bool:
        """Only reports that somebody spoke ("criticised the plan", "her refusal"), without what was said."""
        return self.noun or (self.verb is not None and self.verb.kinds == {"act"})

    @property
    def evidence(self) -> bool:
        return self.verb is not None and "evidence" in self.verb.kinds


Speaks = Callable[[Phrase], bool]
"""Whether a phrase is someone or something that can be a source."""
