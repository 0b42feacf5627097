"""Plain values that go into the corroboration rules and come out of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from claims.vocabulary import Certainty, Directness, EdgeDecision, EdgeKind, SourceLetter, Stance, Status

Days = tuple[date, date]
"""The first and the last day that a date can mean, by the precision at which it is stated."""


@dataclass(frozen=True, slots=True)
class Report:
    """That a page tells what another reports: whose, folded; in which words; whether it credits its story to it."""

    name: str
    words: str
    credited: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceItem:
    """One piece of evidence as the rules see it.

    ``key`` is unique within the claim. ``source_letter`` is ``None`` while nobody has graded the source, which
    counts as F. ``unnamed_identity`` is equal for unnamed sources that an editor declared to be the same person.
    ``own_publication`` says that the chain of the evidence contains this installation's own publication, or the
    document itself. ``source`` is equal for items of one source, and ``attributed`` false where none is recorded.
    ``credits`` are the sources that its words and its chain name, ``outlet_source`` the outlet as a source; ``works``
    are documents and tables that it rests on and ``voices`` others whom it lets speak, each as a key and a name.
    ``style_agency`` is an agency that the page's style points to, ``brands`` are words of its domain that name a
    brand. ``agency`` may be several, with `` / `` between. ``citation_words`` are the page's words for documents that
    it cites, ``publisher_names`` all names of its outlet, folded, and ``reports`` what it tells of others' reports.
    ``speaker`` is equal for items that in the end are the word of one source, and ``speaker_names`` are the names of
    a named one. Empty strings are never used: what is not known is ``None``.
    """

    key: str
    label: str
    document: str
    stance: Stance = Stance.SUPPORTS
    directness: Directness = Directness.SECOND_HAND
    source_letter: SourceLetter | None = None
    source: str | None = None
    attributed: bool = True
    named: bool = True
    anonymity_complete: bool = False
    unnamed_identity: str | None = None
    party_about_itself: bool = False
    opened: bool = True
    active: bool = True
    outlet: str | None = None
    owner: str | None = None
    agency: str | None = None
    bylines: tuple[str, ...] = ()
    dataset: str | None = None
    cites: tuple[str, ...] = ()
    own_publication: bool = False
    outlet_source: str | None = None
    credits: tuple[str, ...] = ()
    works: tuple[tuple[str, str], ...] = ()
    voices: tuple[tuple[str, str], ...] = ()
    style_agency: str | None = None
    picture_credits: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    descriptor: str | None = None
    published: Days | None = None
    quotations: tuple[str, ...] = ()
    citation_words: tuple[tuple[str, str], ...] = ()
    publisher_names: tuple[str, ...] = ()
    reports: tuple[Report, ...] = ()
    speaker: str | None = None
    speaker_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """A reason why the evidence ``a`` and ``b`` may come down to one origin."""

    a: str
    b: str
    kind: EdgeKind
    certainty: Certainty
    reason: str

    @property
    def sign(self) -> str:
        """The reason in a few words, without what was found in the single case."""
        return "same text" if self.kind is EdgeKind.TEXT_REUSE else self.reason.partition(":")[0].partition(",")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What an editor said of an edge between the evidence ``a`` and ``b``: who, when, why."""

    a: str
    b: str
    kind: EdgeKind
    decision: EdgeDecision
    reason: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Between:
    """A reason why all that stands in two documents may come down to one origin."""

    first: str
    second: str
    kind: EdgeKind
    certainty: Certainty
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFacts:
    """What the rules need to know of the claim itself."""

    superseded: bool = False
    past_validity: bool = False
    previous_status: Status | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Evidence that comes down to one origin; ``qualifies`` when one supporting item does."""

    items: tuple[str, ...]
    qualifies: bool
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class Uncounted:
    """An item that no count includes, or that makes only a weak origin, and why."""

    key: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """That the evidence ``by`` takes ``of`` back, and why it is held to."""

    by: str
    of: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The numbers of specification §5.4; ``*_full`` leaves out evidence for a narrower claim."""

    q_min: int = 0
    q_max: int = 0
    q_min_full: int = 0
    w: int = 0
    x: int = 0
    y: int = 0
    pr: int = 0
    pr_full: int = 0
    nr: int = 0
    named: bool = False
    retracted: bool = False
    outdated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The status of a claim with all that led to it.

    ``numbers_allowed`` is ``None`` when the information grade is frozen (R3); ``kept_status`` is then the status
    that the claim had before.
    """

    rule: str
    status: Status
    numbers_allowed: tuple[int, ...] | None
    challenged: bool
    kept_status: Status | None
    counts: Counts
    origins: tuple[Origin, ...]
    uncounted: tuple[Uncounted, ...]
    withdrawals: tuple[Withdrawal, ...] = ()
