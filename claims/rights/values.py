"""Plain values of the rights rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from claims.vocabulary import Channel, EvidenceMethod, Profile, RightsAction, RightsBasis, RightsScope, RuleKind

SHORT_QUOTATION = 50
"""Words of one excerpt where the terms name no limit: enough for 99.3 % of single sentences of 181 news articles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One thing that a rights statement permits, prohibits or requires.

    ``id`` is shown as a reason. ``max_words`` and ``max_chars`` limit one excerpt, ``max_total_words`` and
    ``max_percent`` (of the document's words) all its excerpts; ``None`` means that the statement sets no limit.
    A prohibition with ``max_words`` or ``max_chars`` forbids what is longer: an upper bound, never a permission.
    ``until`` is the last day on which the rule holds; ``channel`` and ``purpose`` narrow it where they are given.
    """

    id: str
    kind: RuleKind
    action: RightsAction
    scope: RightsScope = RightsScope.ARTICLE
    basis: RightsBasis = RightsBasis.NOTICE
    max_words: int | None = None
    max_chars: int | None = None
    max_percent: int | None = None
    max_total_words: int | None = None
    until: date | None = None
    unless: str | None = None
    channel: Channel | None = None
    purpose: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One rights notice as it stands in a text, or one statement in the data of a page.

    ``verbatim`` is ``text[start:end]``; of structured data it is the statement alone, from 0 to its length. ``method``
    and ``place`` say where it was found; of a notice in visible text its positions are the place. ``deciding`` are
    (start, end) spans in ``verbatim`` of the words that gave the rules. ``holder_text`` is ``None`` where a template
    slot was left unfilled. ``confidence`` is 0 to 1. Before the day ``embargo_until`` nothing may leave.
    """

    verbatim: str
    start: int
    end: int
    scope: RightsScope = RightsScope.ARTICLE
    holder_text: str | None = None
    year_from: int | None = None
    year_to: int | None = None
    rules: tuple[Rule, ...] = ()
    unless: str | None = None
    credit_text: str | None = None
    licence_id: str | None = None
    licence_url: str | None = None
    deciding: tuple[tuple[int, int], ...] = ()
    confidence: float = 0.5
    method: EvidenceMethod = EvidenceMethod.VISIBLE_TEXT
    place: str | None = None
    terms_url: str | None = None
    acquire_url: str | None = None
    embargo_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """Consent obtained for a document; ``until`` is its last day, ``None`` when it has no end."""

    id: str
    actions: frozenset[RightsAction]
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionProfile:
    """The statutory exception that the operator works under: words of one excerpt; photographs stay out."""

    profile: Profile
    max_words: int
    photographs_excluded: bool = True


PROFILES = {
    profile: ExceptionProfile(profile=profile, max_words=0 if profile is Profile.STRICT else SHORT_QUOTATION)
    for profile in Profile
}
"""The limits of each profile as shipped; an operator may set others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Whether and how the verbatim text of a document may leave.

    ``max_words`` is 0 when the terms withhold the text, ``remaining_words`` what is left of the document's budget;
    ``max_chars`` is ``None`` without such a limit. ``reasons`` are rule ids, the deciding one first. After the day
    ``expires`` the decision must be made anew.
    """

    verbatim_allowed: bool
    max_words: int
    remaining_words: int
    credit_required: bool
    credit_line: str | None
    link_required: bool
    reasons: tuple[str, ...]
    expires: date | None
    max_chars: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsEntry:
    """The terms of a document as a person reads them; ``rules`` are what the terms permit, prohibit and require."""

    scope: RightsScope = RightsScope.ARTICLE
    holder_text: str | None = None
    year_from: int | None = None
    year_to: int | None = None
    credit_text: str | None = None
    notice_verbatim: str | None = None
    licence_id: str | None = None
    licence_url: str | None = None
    rules: tuple[Rule, ...] = ()
