"""Which of a source's letters count for a claim: decision 0003. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple, Protocol, TypeVar

from claims.vocabulary import SourceLetter, topic_of


class Graded(Protocol):
    """A live letter of one grader; ``topic`` is empty for the source in general."""

    @property
    def graded_by_id(self) -> int: ...
    @property
    def topic(self) -> str: ...
    @property
    def letter(self) -> str: ...


class Given(NamedTuple):
    """A letter as a plain value."""

    graded_by_id: int
    topic: str
    letter: str


Grade = TypeVar("Grade", bound=Graded)


def that_apply(grades: Iterable[Grade], tags: Collection[str]) -> list[Grade]:
    """The letters of one source that apply to a claim with these tags, in the order given.

    Where a grader has letters on topics of the claim, these take the place of that grader's general letter.
    """
    topics = set(map(topic_of, tags))
    by_grader: dict[int, list[Grade]] = defaultdict(list)
    for grade in grades:
        if not grade.topic or topic_of(grade.topic) in topics:
            by_grader[grade.graded_by_id].append(grade)
    return [grade for own in by_grader.values() for grade in [one for one in own if one.topic] or own]


def letter_that_counts(grades: Iterable[Graded], tags: Collection[str]) -> SourceLetter | None:
    """The lowest letter that applies, so that a doubt is never outvoted; ``None`` where none does."""
    return max((SourceLetter(grade.letter) for grade in that_apply(grades, tags)), default=None)
