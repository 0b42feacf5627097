"""How a logged claim of the demo is written down, and short ways to write its sourcing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from claims.recording.values import AnonymityEntry, SourceEntry, SourcingEntry
from claims.vocabulary import (
    Directness,
    EdgeDecision,
    EdgeKind,
    Part,
    ReviewAction,
    SourceKind,
    SourceLetter,
    SourcingType,
    Stance,
    Status,
    Voice,
)

GAP = " … "
"""Stands in a passage for what lies between its first and its last words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoEvidence:
    """One passage of an article, by its words (see ``GAP``), and what it does to the claim.

    ``same_person_as`` is the place, in the claim's evidence, of an unnamed source that the editors know to be the
    same person.
    """

    article: str
    passage: str
    sourcing: SourcingEntry
    part: Part = Part.BODY
    stance: Stance = Stance.SUPPORTS
    directness: Directness = Directness.SECOND_HAND
    party: bool = False
    letter: SourceLetter | None = None
    letter_because: str = ""
    same_person_as: int | None = None


@dataclass(frozen=True, slots=True)
class DemoStep:
    """A step of review; ``by`` is a user name."""

    action: ReviewAction
    by: str
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoGrade:
    """A number for the claim, by whoever logged it."""

    number: int
    because: str
    logical: bool = True
    consistent: bool = False


@dataclass(frozen=True, slots=True)
class DemoJudged:
    """What an editor said of an edge between two pieces of a claim's evidence, given by their places."""

    first: int
    second: int
    kind: EdgeKind
    because: str
    decision: EdgeDecision = EdgeDecision.CONFIRMED


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoClaim:
    """A claim with its evidence, grade and way through review; ``slug`` is unique and never changes.

    ``later`` is evidence that comes in after its review; ``verdict`` is one of the demo's scale, with the reason.
    """

    slug: str
    wording: str
    logged_by: str
    evidence: tuple[DemoEvidence, ...]
    tags: tuple[str, ...]
    paraphrase: str | None = None
    language: str = "en"
    valid_until: date | None = None
    judged: tuple[DemoJudged, ...] = ()
    grade: DemoGrade | None = None
    steps: tuple[DemoStep, ...] = ()
    later: tuple[DemoEvidence, ...] = ()
    successor: str | None = None
    effective: tuple[Status, str] | None = None
    verdict: tuple[str, str] | None = None


def _source(kind: SourceKind, name: str) -> SourceEntry:
    return SourceEntry(kind=kind, name=name)


def _sourcing(
    kind: SourcingType, source: SourceEntry | None, words: str | None, voice: Voice, cue: str | None
) -> SourcingEntry:
    return SourcingEntry(sourcing_type=kind, voice=voice, source=source, source_words=words, cue=cue)


def person(name: str, words: str, *, voice: Voice = Voice.DIRECT_QUOTE, cue: str = "said") -> SourcingEntry:
    """A named person; ``words`` are those that the page uses for the source."""
    return _sourcing(SourcingType.ON_RECORD_PERSON, _source(SourceKind.PERSON, name), words, voice, cue)


def organisation(name: str, words: str, *, voice: Voice = Voice.PARAPHRASE, cue: str = "said") -> SourcingEntry:
    """An organisation that speaks as such."""
    return _sourcing(SourcingType.ORGANISATION, _source(SourceKind.ORGANISATION, name), words, voice, cue)


def outlet(name: str, words: str, *, relayed_for: SourceEntry, cue: str) -> SourcingEntry:
    """Another outlet that is cited for what somebody told it."""
    cited = _sourcing(SourcingType.ORGANISATION, _source(SourceKind.OUTLET, name), words, Voice.PARAPHRASE, cue)
    return replace(cited, relayed_for=(relayed_for,))


def retraction(name: str, words: str) -> SourcingEntry:
    """An outlet that speaks of its own report."""
    return _sourcing(SourcingType.ORGANISATION, _source(SourceKind.OUTLET, name), words, Voice.OWN_VOICE, "withdraws")


def government(name: str, words: str, *, voice: Voice = Voice.PARAPHRASE, cue: str = "said") -> SourcingEntry:
    """A government body."""
    return _sourcing(SourcingType.GOVERNMENT, _source(SourceKind.GOVERNMENT, name), words, voice, cue)


def document(name: str, words: str, *, voice: Voice = Voice.PARAPHRASE, cue: str = "according to") -> SourcingEntry:
    """A document that the page cites."""
    return _sourcing(SourcingType.DOCUMENT, _source(SourceKind.DOCUMENT, name), words, voice, cue)


def dataset(name: str, words: str, *, cue: str = "show") -> SourcingEntry:
    """A set of figures that the page cites."""
    return _sourcing(SourcingType.DATASET, _source(SourceKind.DATASET, name), words, Voice.PARAPHRASE, cue)


def post(name: str, words: str, *, voice: Voice = Voice.DIRECT_QUOTE, cue: str = "wrote") -> SourcingEntry:
    """A post on a social network."""
    return _sourcing(SourcingType.SOCIAL_POST, _source(SourceKind.ACCOUNT, name), words, voice, cue)


def unnamed(
    descriptor: str,
    words: str,
    *,
    record: AnonymityEntry | None = None,
    relayed_for: SourceEntry | None = None,
    voice: Voice = Voice.PARAPHRASE,
    cue: str = "said",
) -> SourcingEntry:
    """An unnamed person, as described; without ``record`` the page states nothing but the description."""
    source = SourceEntry(kind=SourceKind.UNNAMED_PERSON, descriptor=descriptor)
    found = _sourcing(SourcingType.UNNAMED_PERSON, source, words, voice, cue)
    hops = (relayed_for,) if relayed_for else ()
    return replace(found, relayed_for=hops, anonymity=record or AnonymityEntry(descriptor=descriptor))


def unnamed_group(
    descriptor: str,
    words: str,
    *,
    record: AnonymityEntry | None = None,
    voice: Voice = Voice.PARAPHRASE,
    cue: str = "say",
) -> SourcingEntry:
    """Several unnamed people, as described."""
    source = SourceEntry(kind=SourceKind.UNNAMED_GROUP, descriptor=descriptor)
    found = _sourcing(SourcingType.UNNAMED_GROUP, source, words, voice, cue)
    return replace(found, anonymity=record or AnonymityEntry(descriptor=descriptor))


def observed(outlet_name: str, words: str, *, cue: str) -> SourcingEntry:
    """What the page's own reporter saw."""
    source = _source(SourceKind.OUTLET, outlet_name)
    return _sourcing(SourcingType.OWN_OBSERVATION, source, words, Voice.OWN_VOICE, cue)


UNATTRIBUTED = _sourcing(SourcingType.UNATTRIBUTED, None, None, Voice.OWN_VOICE, None)
"""What the page says in its own voice."""


def submitted(by: str) -> tuple[DemoStep, ...]:
    """The way to the editors' queue."""
    return (DemoStep(ReviewAction.SUBMIT, by),)


def in_review(by: str, editor: str) -> tuple[DemoStep, ...]:
    """The way to an editor's desk."""
    return (*submitted(by), DemoStep(ReviewAction.START, editor))


def returned(by: str, editor: str, note: str) -> tuple[DemoStep, ...]:
    """The way back to whoever logged it."""
    return (*in_review(by, editor), DemoStep(ReviewAction.RETURN, editor, note))


def vetted(by: str, editor: str, *more: DemoStep) -> tuple[DemoStep, ...]:
    """The way to a release, and what came after it."""
    return (*in_review(by, editor), DemoStep(ReviewAction.APPROVE, editor), *more)
