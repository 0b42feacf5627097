"""Rule ids and rules of terms in words for people. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from claims.rights.values import Rule
from claims.vocabulary import Profile, RightsAction, RightsBasis, RuleKind

_WHOLE = {
    "profile:strict": "Nothing is known of the terms, so the words stay inside: paraphrase and link.",
    "credit line unknown": "The terms ask for a credit, and nobody is known to credit.",
    "document budget used up": "As many words of this document have left as the terms allow.",
    "no address to link to": "The terms ask for a link to the original, and this document has no address.",
    "upper bound": "What the page says of excerpts limits how long one may be.",
    "embargo": "The document is under embargo.",
}
_SUBJECTS = {
    RightsBasis.NOTICE: "The notice",
    RightsBasis.LICENCE: "The licence",
    RightsBasis.META: "The page’s metadata",
    RightsBasis.ROBOTS: "The site’s robots rules",
    RightsBasis.CONTRACT: "A contract",
}


def reasons_words(reasons: Iterable[str]) -> list[str]:
    """The reasons of a decision in words, each once: two notices may say the same."""
    return list(dict.fromkeys(map(reason_words, reasons)))


def reason_words(reason: str) -> str:
    """A reason of a rights decision as a sentence; one that is not known stays as it is."""
    if reason in _WHOLE:
        return _WHOLE[reason]
    kind, _, rest = reason.partition(":")
    if kind == "profile" and rest in Profile.stored():
        return f"No terms speak of it: short quotation under the profile “{Profile(rest).label}”."
    if kind == "grant":
        return f"Consent was obtained (number {rest})."
    return _rule_reason(reason)


def _rule_reason(reason: str) -> str:
    parts = reason.split(":")
    known = len(parts) == 3 and parts[0] in RightsBasis.stored() and parts[1] in RuleKind.stored()
    if not known or parts[2] not in RightsAction.stored():
        return reason
    basis, kind, action = RightsBasis(parts[0]), RuleKind(parts[1]), RightsAction(parts[2])
    return f"{_SUBJECTS[basis]} {kind.label.lower()}: {action.label.lower()}."


def limits_words(rule: Rule) -> str:
    """The limits of a rule, as ``at most 50 words``; empty when it sets none."""
    limits = (
        (rule.max_words, "at most {} words at once"),
        (rule.max_chars, "at most {} characters at once"),
        (rule.max_percent, "at most {} % of the document"),
        (rule.max_total_words, "at most {} words of the document"),
        (rule.until, "until {}"),
        (rule.unless, "unless {}"),
        (rule.purpose, "for {}"),
        (rule.channel and rule.channel.label, "by {}"),
    )
    return ", ".join(words.format(value) for value, words in limits if value is not None)
