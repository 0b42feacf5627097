"""What may leave: the order of terms, and how many words. Pure.

Order: grant > explicit prohibition of excerpts > permission by licence or notice > the operator's exception profile >
nothing known. Prohibition wins inside a level. Rules for images never flow to text.
An upper bound ("no snippet over 160 characters") shortens what the rest allows, save consent. Not legal advice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from claims.rights.values import PROFILES, SHORT_QUOTATION, Decision, ExceptionProfile, Grant, Rule
from claims.vocabulary import Channel, Profile, RightsAction, RightsScope, RuleKind

DOCUMENT_BUDGET = 150
"""Distinct words of all excerpts of one document where the terms name no limit: three short quotations."""

COMMERCIAL = "commercial"
TRAINING = "training"
"""Purposes that terms speak of: a sale of the output, and the training of models on it."""

_TEXT_SCOPES = frozenset({RightsScope.SITE, RightsScope.PAGE, RightsScope.ARTICLE})
_OPENS_EXCERPT = frozenset({RightsAction.EXCERPT, RightsAction.REPRODUCE, RightsAction.DISPLAY_FULL})
_TRAINING_ACTIONS = frozenset({RightsAction.TDM, RightsAction.AI_TRAIN})


class _Basis(NamedTuple):
    """What decided: one excerpt's words and characters, the document's words, and why."""

    allowed: bool
    max_words: int
    budget: int
    reasons: tuple[str, ...]
    expires: date | None
    max_chars: int | None = None


def _withheld(reasons: Iterable[str], expires: date | None) -> _Basis:
    return _Basis(False, 0, 0, tuple(reasons), expires)


def _live(until: date | None, today: date) -> bool:
    return until is None or today <= until


def _earliest(days: Iterable[date | None]) -> date | None:
    return min((day for day in days if day is not None), default=None)


def _smallest(limits: Iterable[int | None]) -> int | None:
    return min((limit for limit in limits if limit is not None), default=None)


def _granted(grants: Iterable[Grant], purpose: str | None, today: date) -> _Basis | None:
    wanted = _TRAINING_ACTIONS if purpose == TRAINING else _OPENS_EXCERPT
    live = sorted((g for g in grants if g.actions & wanted and _live(g.until, today)), key=lambda g: g.id)
    if not live:
        return None
    # every grant suffices alone, so the one that lasts longest says when to ask again
    ends = [grant.until for grant in live]
    expires = None if None in ends else max(day for day in ends if day is not None)
    return _Basis(True, SHORT_QUOTATION, DOCUMENT_BUDGET, tuple(grant.id for grant in live), expires)


def _of_kind(rules: Iterable[Rule], kind: RuleKind, actions: frozenset[RightsAction]) -> list[Rule]:
    return sorted((rule for rule in rules if rule.kind is kind and rule.action in actions), key=lambda rule: rule.id)


def _prohibited(rules: list[Rule], purpose: str | None) -> _Basis | None:
    """Excerpts forbidden outright, or the purpose reserved (a reservation of training touches training only)."""
    actions = frozenset({RightsAction.EXCERPT}) | (_TRAINING_ACTIONS if purpose == TRAINING else frozenset())
    forbidding = _of_kind(rules, RuleKind.PROHIBIT, actions)
    if not forbidding:
        return None
    return _withheld((rule.id for rule in forbidding), _earliest(rule.until for rule in forbidding))


def _budget(permitting: list[Rule], document_words: int | None) -> int:
    """Words for all excerpts; a percentage of a document of unknown length allows none."""
    percent = _smallest(rule.max_percent for rule in permitting)
    share = None if percent is None else percent * (document_words or 0) // 100
    total = _smallest((share, *(rule.max_total_words for rule in permitting)))
    return DOCUMENT_BUDGET if total is None else total


def _permitted(rules: list[Rule], purpose: str | None, document_words: int | None) -> _Basis | None:
    forbidden = {rule.action for rule in rules if rule.kind is RuleKind.PROHIBIT}
    if purpose == COMMERCIAL and RightsAction.COMMERCIAL_USE in forbidden:
        return None
    permitting = _of_kind(rules, RuleKind.PERMIT, _OPENS_EXCERPT - forbidden)
    if not permitting:
        return None
    words = _smallest(rule.max_words for rule in permitting)
    return _Basis(
        True,
        SHORT_QUOTATION if words is None else words,
        _budget(permitting, document_words),
        tuple(rule.id for rule in permitting),
        _earliest(rule.until for rule in permitting),
        _smallest(rule.max_chars for rule in permitting),
    )


def _is_bound(rule: Rule) -> bool:
    """Whether a prohibition forbids only what is longer than it says."""
    limited = rule.max_words is not None or rule.max_chars is not None
    return rule.kind is RuleKind.PROHIBIT and rule.action is RightsAction.EXCERPT and limited


def _bounded(basis: _Basis, bounds: list[Rule]) -> _Basis:
    """What is allowed, no longer than the bounds; they allow nothing themselves."""
    if not basis.allowed or not bounds:
        return basis
    words = _smallest((basis.max_words, *(rule.max_words for rule in bounds)))
    return basis._replace(
        max_words=basis.max_words if words is None else words,
        max_chars=_smallest((basis.max_chars, *(rule.max_chars for rule in bounds))),
        reasons=(*basis.reasons, "upper bound"),
        expires=_earliest((basis.expires, *(rule.until for rule in bounds))),
    )


def _by_profile(profile: Profile | ExceptionProfile) -> _Basis:
    limits = profile if isinstance(profile, ExceptionProfile) else PROFILES[profile]
    words = limits.max_words
    return _Basis(words > 0, words, DOCUMENT_BUDGET if words else 0, (f"profile:{limits.profile.value}",), None)


def _applies(rule: Rule, channel: Channel | None, purpose: str | None, today: date) -> bool:
    """Whether a rule speaks of this text, way out and day; a permission for a purpose needs that purpose."""
    elsewhere = rule.channel is not None and channel is not None and rule.channel is not channel
    narrowed = rule.channel is not None and channel is None and rule.kind is RuleKind.PERMIT
    other = rule.purpose is not None and rule.purpose != purpose and (purpose or rule.kind is RuleKind.PERMIT)
    return rule.scope in _TEXT_SCOPES and _live(rule.until, today) and not (elsewhere or narrowed or other)


def decide(
    *,
    rules: Iterable[Rule],
    grants: Iterable[Grant] = (),
    profile: Profile | ExceptionProfile = Profile.STRICT,
    channel: Channel | None = None,
    purpose: str | None = None,
    today: date,
    used_words: int = 0,
    credit_text: str | None = None,
    embargo_until: date | None = None,
    document_words: int | None = None,
) -> Decision:
    """Whether verbatim text of a document may leave on ``today``, and how much of it.

    ``used_words`` are the distinct words of the document that left already (:func:`distinct_words`),
    ``document_words`` its length, needed where the terms name a percentage. A duty of credit that cannot be met,
    because no ``credit_text`` is known, withholds the text; an embargo withholds it even from a grant. Raises
    ``ValueError`` when ``used_words`` is negative.
    """
    if used_words < 0:
        raise ValueError("used_words cannot be negative")
    applying = [rule for rule in rules if _applies(rule, channel, purpose, today)]
    bounds, own = [r for r in applying if _is_bound(r)], [r for r in applying if not _is_bound(r)]
    basis = _granted(grants, purpose, today) or _bounded(
        _prohibited(own, purpose) or _permitted(own, purpose, document_words) or _by_profile(profile), bounds
    )
    if embargo_until is not None and today < embargo_until:
        basis = _withheld(["embargo"], embargo_until)
    credit = bool(_of_kind(own, RuleKind.DUTY, frozenset({RightsAction.CREDIT})))
    link = bool(_of_kind(own, RuleKind.DUTY, frozenset({RightsAction.LINK_BACK})))
    if basis.allowed and credit and not credit_text:
        basis = _withheld(["credit line unknown", *basis.reasons], basis.expires)
    remaining = max(0, basis.budget - used_words)
    return Decision(
        verbatim_allowed=basis.allowed and remaining > 0 and basis.max_words > 0,
        max_words=basis.max_words,
        remaining_words=remaining,
        credit_required=credit,
        credit_line=credit_text,
        link_required=link,
        reasons=basis.reasons if remaining or not basis.allowed else ("document budget used up", *basis.reasons),
        expires=basis.expires,
        max_chars=basis.max_chars,
    )


def word_count(text: str) -> int:
    """Words of ``text``, by the spaces between them: the way in which notices count."""
    return len(text.split())


def excerpt(text: str, decision: Decision) -> str | None:
    """``text`` when it may leave whole, else ``None``: a quotation cut in the middle would say something else."""
    words = word_count(text)
    fits = words <= min(decision.max_words, decision.remaining_words)
    short = decision.max_chars is None or len(text) <= decision.max_chars
    return text if decision.verbatim_allowed and words and fits and short else None


def distinct_words(text: str, spans: Iterable[tuple[int, int]]) -> int:
    """Words of ``text`` inside at least one of the ``spans`` (start, end in characters); overlaps count once."""
    wanted = [(start, end) for start, end in spans if start < end]
    words = (found.span() for found in re.finditer(r"\S+", text))
    return sum(any(start < stop and begin < end for start, end in wanted) for begin, stop in words)


def _plain(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def is_verbatim(wording: str, page: str, *, whole: int = 5, run: int = 10) -> bool:
    """Whether ``wording`` repeats ``page``: all of it, from ``whole`` words on, or any ``run`` words in a row."""
    words, source = _plain(wording), " " + " ".join(_plain(page)) + " "
    if len(words) >= whole and f" {' '.join(words)} " in source:
        return True
    runs = (" ".join(words[start : start + run]) for start in range(len(words) - run + 1))
    return any(f" {part} " in source for part in runs)
