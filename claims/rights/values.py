"""Plain values of the rights rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from claims.vocabulary import RightsAction, RightsBasis, RightsScope, RuleKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One thing that a rights statement permits, prohibits or requires.

    ``id`` is shown as a reason. ``max_words`` limits one excerpt, ``max_total_words`` all excerpts of a document;
    ``None`` means that the statement sets no limit. ``until`` is the last day on which the rule holds.
    """

    id: str
    kind: RuleKind
    action: RightsAction
    scope: RightsScope = RightsScope.ARTICLE
    basis: RightsBasis = RightsBasis.NOTICE
    max_words: int | None = None
    max_total_words: int | None = None
    until: date | None = None
    unless: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """Consent obtained for a document; ``until`` is its last day, ``None`` when it has no end."""

    id: str
    actions: frozenset[RightsAction]
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Whether and how the verbatim text of a document may leave.

    ``max_words`` and ``remaining_words`` are 0 when the text is withheld. ``reasons`` are rule ids, the deciding one
    first. After the day ``expires`` the decision must be made anew.
    """

    verbatim_allowed: bool
    max_words: int
    remaining_words: int
    credit_required: bool
    credit_line: str | None
    link_required: bool
    reasons: tuple[str, ...]
    expires: date | None
