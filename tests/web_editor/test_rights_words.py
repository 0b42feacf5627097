"""Every reason that the rules of rights can give has its sentence."""

from __future__ import annotations

from itertools import product

import pytest

from claims.rights.values import Rule
from claims.vocabulary import Profile, RightsAction, RightsBasis, RuleKind
from claims.web.rights_words import limits_words, reason_words, reasons_words


@pytest.mark.parametrize(
    "reason",
    [
        *(f"profile:{profile.value}" for profile in Profile),
        *(f"{b.value}:{k.value}:{a.value}" for b, k, a in product(RightsBasis, RuleKind, RightsAction)),
        "credit line unknown",
        "document budget used up",
        "no address to link to",
        "embargo",
        "grant:7",
    ],
)
def test_a_reason_is_a_sentence(reason: str) -> None:
    words = reason_words(reason)
    assert words != reason
    assert words[0].isupper()
    assert words.endswith(".")


@pytest.mark.parametrize("reason", ["something new", "notice:allows:excerpt", "profile:moon", ""])
def test_an_unknown_reason_stays_as_it_is(reason: str) -> None:
    assert reason_words(reason) == reason


def test_limits_are_told_and_none_is_nothing() -> None:
    rule = Rule(id="x", kind=RuleKind.PERMIT, action=RightsAction.EXCERPT)
    assert limits_words(rule) == ""
    limited = Rule(id="x", kind=RuleKind.PERMIT, action=RightsAction.EXCERPT, max_words=50, unless="asked")
    assert limits_words(limited) == "at most 50 words at once, unless asked"


def test_what_two_notices_say_alike_is_told_once() -> None:
    reasons = ["licence:permission:excerpt", "licence:permission:reproduce", "licence:permission:excerpt"]
    assert reasons_words(reasons) == [reason_words(reason) for reason in reasons[:2]]
