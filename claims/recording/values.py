"""What a person or program enters, as plain values; unknown is ``None`` everywhere, never an empty text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from claims.vocabulary import (
    AnonymityTerms,
    Directness,
    HowTheyKnow,
    InformationOrOpinion,
    Part,
    Precision,
    SourceKind,
    SourcingType,
    Stance,
    Voice,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntry:
    """A source by what the person typed: a name for named kinds, a descriptor for unnamed ones.

    A named source that exists (by kind and name or alias) is taken, else made. An unnamed one is made for its claim.
    """

    kind: SourceKind
    name: str | None = None
    descriptor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnonymityEntry:
    """The anonymity record of an unnamed source; ``None`` is "not stated"."""

    descriptor: str | None = None
    position: str | None = None
    how_they_know: HowTheyKnow | None = None
    information_or_opinion: InformationOrOpinion | None = None
    motive: str | None = None
    reason: str | None = None
    terms: AnonymityTerms | None = None
    second_source_sought: bool | None = None
    second_source_result: str | None = None
    persons_spoken_to: int | None = None
    persons_suggested: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcingEntry:
    """How a passage says where its statement comes from.

    ``relayed_for`` names, from the outermost inwards, for whom the source reports ("U.S. officials").
    """

    sourcing_type: SourcingType
    voice: Voice
    source: SourceEntry | None = None
    source_words: str | None = None
    cue: str | None = None
    relayed_for: tuple[SourceEntry, ...] = ()
    anonymity: AnonymityEntry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceEntry:
    """One passage of a snapshot, ``start`` and ``end`` in characters of its readable text, and what it does."""

    start: int
    end: int
    part: Part
    stance: Stance
    directness: Directness
    sourcing: SourcingEntry
    party_about_itself: bool = False
    own_publication: bool = False
    dataset: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimEntry:
    """The claim itself."""

    wording: str
    paraphrase: str | None = None
    claimant: SourceEntry | None = None
    claimed_on: date | None = None
    claimed_precision: Precision | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    valid_until: date | None = None
