"""The order of terms and the words that may leave."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.rights.terms import (
    COMMERCIAL,
    DOCUMENT_BUDGET,
    TRAINING,
    decide,
    distinct_words,
    excerpt,
    is_verbatim,
    word_count,
)
from claims.rights.values import SHORT_QUOTATION, ExceptionProfile, Grant, Rule
from claims.vocabulary import Channel, Profile, RightsAction, RightsScope, RuleKind

TODAY = date(2026, 3, 2)
PERMIT = Rule(id="permit", kind=RuleKind.PERMIT, action=RightsAction.EXCERPT)
PROHIBIT = Rule(id="prohibit", kind=RuleKind.PROHIBIT, action=RightsAction.EXCERPT)
NO_COPIES = Rule(id="no-copies", kind=RuleKind.PROHIBIT, action=RightsAction.REPRODUCE)
CREDIT = Rule(id="credit", kind=RuleKind.DUTY, action=RightsAction.CREDIT)
LINK = Rule(id="link", kind=RuleKind.DUTY, action=RightsAction.LINK_BACK)
GRANT = Grant(id="grant", actions=frozenset({RightsAction.EXCERPT}))
SENTENCE = "The ferry left the harbour an hour late on both mornings."


def test_nothing_known_means_paraphrase_and_link() -> None:
    decision = decide(rules=[], today=TODAY)
    assert not decision.verbatim_allowed
    assert decision.reasons == ("profile:strict",)
    assert excerpt(SENTENCE, decision) is None


def test_a_profile_allows_a_short_quotation() -> None:
    decision = decide(rules=[], profile=Profile.EU_QUOTATION, today=TODAY)
    assert excerpt(SENTENCE, decision) == SENTENCE
    assert excerpt("word " * (SHORT_QUOTATION + 1), decision) is None


def test_prohibition_wins_over_permission_and_profile() -> None:
    decision = decide(rules=[PERMIT, PROHIBIT], profile=Profile.EU_QUOTATION, today=TODAY)
    assert (decision.verbatim_allowed, decision.reasons) == (False, ("prohibit",))


def test_a_grant_wins_over_prohibition_until_its_last_day() -> None:
    grant = Grant(id="grant", actions=frozenset({RightsAction.EXCERPT}), until=TODAY)
    assert decide(rules=[PROHIBIT], grants=[grant], today=TODAY).verbatim_allowed
    assert not decide(rules=[PROHIBIT], grants=[grant], today=TODAY + timedelta(days=1)).verbatim_allowed


BOUND = Rule(id="bound", kind=RuleKind.PROHIBIT, action=RightsAction.EXCERPT, max_chars=20)


def test_an_upper_bound_shortens_what_is_permitted_and_permits_nothing() -> None:
    assert not decide(rules=[BOUND], today=TODAY).verbatim_allowed
    for decision in (
        decide(rules=[PERMIT, BOUND], today=TODAY),
        decide(rules=[BOUND], profile=Profile.EU_QUOTATION, today=TODAY),
    ):
        assert decision.reasons[-1] == "upper bound"
        assert excerpt("The ferry left late.", decision) == "The ferry left late."
        assert excerpt("The ferry left late..", decision) is None
    assert decide(rules=[PERMIT, BOUND, PROHIBIT], today=TODAY).reasons == ("prohibit",)


def test_consent_is_not_bound_by_what_the_page_says_of_snippets() -> None:
    assert excerpt(SENTENCE, decide(rules=[BOUND], grants=[GRANT], today=TODAY)) == SENTENCE


def test_reproduction_may_be_forbidden_while_excerpts_are_allowed_with_credit_and_link() -> None:
    decision = decide(rules=[NO_COPIES, PERMIT, CREDIT, LINK], today=TODAY, credit_text="Harbour Courier, 2026")
    assert decision.verbatim_allowed
    assert (decision.credit_required, decision.link_required) == (True, True)
    assert decision.credit_line == "Harbour Courier, 2026"


def test_a_duty_of_credit_that_cannot_be_met_withholds_the_text() -> None:
    decision = decide(rules=[PERMIT, CREDIT], today=TODAY)
    assert not decision.verbatim_allowed
    assert decision.reasons[0] == "credit line unknown"


def test_rules_for_images_never_flow_to_text() -> None:
    picture: dict[str, Any] = {"scope": RightsScope.IMAGE, "action": RightsAction.EXCERPT}
    forbids = Rule(id="picture", kind=RuleKind.PROHIBIT, **picture)
    permits = Rule(id="picture", kind=RuleKind.PERMIT, **picture)
    assert decide(rules=[PERMIT, forbids], today=TODAY).verbatim_allowed
    assert not decide(rules=[permits], today=TODAY).verbatim_allowed


def test_the_smallest_limit_holds() -> None:
    rules = [
        Rule(id="a", kind=RuleKind.PERMIT, action=RightsAction.EXCERPT, max_words=8),
        Rule(id="b", kind=RuleKind.PERMIT, action=RightsAction.EXCERPT, max_words=30),
    ]
    decision = decide(rules=rules, today=TODAY)
    assert decision.max_words == 8
    assert excerpt(SENTENCE, decision) is None


def test_a_permission_ends_with_its_last_day() -> None:
    rule = Rule(id="a", kind=RuleKind.PERMIT, action=RightsAction.EXCERPT, until=TODAY)
    assert decide(rules=[rule], today=TODAY).expires == TODAY
    assert not decide(rules=[rule], today=TODAY + timedelta(days=1)).verbatim_allowed


def test_an_embargo_withholds_everything_until_its_day() -> None:
    decision = decide(rules=[PERMIT], grants=[GRANT], today=TODAY, embargo_until=TODAY + timedelta(days=1))
    assert (decision.verbatim_allowed, decision.reasons) == (False, ("embargo",))
    assert decide(rules=[PERMIT], today=TODAY, embargo_until=TODAY).verbatim_allowed


def test_a_document_has_one_budget_for_all_its_excerpts() -> None:
    nearly = decide(rules=[PERMIT], today=TODAY, used_words=DOCUMENT_BUDGET - 3)
    assert nearly.remaining_words == 3
    assert excerpt(SENTENCE, nearly) is None
    spent = decide(rules=[PERMIT], today=TODAY, used_words=DOCUMENT_BUDGET)
    assert (spent.verbatim_allowed, spent.reasons[0]) == (False, "document budget used up")


def test_a_permission_that_is_also_prohibited_falls_back_to_the_profile() -> None:
    reproduce = Rule(id="copies", kind=RuleKind.PERMIT, action=RightsAction.REPRODUCE)
    assert decide(rules=[reproduce], today=TODAY).verbatim_allowed
    assert decide(rules=[reproduce, NO_COPIES], today=TODAY).reasons == ("profile:strict",)


def test_a_licence_without_commercial_use_does_not_serve_a_sale() -> None:
    rules = [PERMIT, Rule(id="nc", kind=RuleKind.PROHIBIT, action=RightsAction.COMMERCIAL_USE)]
    assert decide(rules=rules, today=TODAY).verbatim_allowed
    assert not decide(rules=rules, purpose=COMMERCIAL, today=TODAY).verbatim_allowed


def test_a_reservation_of_training_touches_training_only() -> None:
    rules = [PERMIT, Rule(id="tdm", kind=RuleKind.PROHIBIT, action=RightsAction.AI_TRAIN)]
    assert decide(rules=rules, today=TODAY).verbatim_allowed
    assert decide(rules=rules, purpose=TRAINING, grants=[GRANT], today=TODAY).reasons == ("tdm",)


def test_a_rule_for_one_channel_is_silent_on_another() -> None:
    rule = Rule(id="feed", kind=RuleKind.PERMIT, action=RightsAction.EXCERPT, channel=Channel.FEED)
    assert decide(rules=[rule], channel=Channel.FEED, today=TODAY).verbatim_allowed
    assert not decide(rules=[rule], channel=Channel.API, today=TODAY).verbatim_allowed
    assert not decide(rules=[rule], today=TODAY).verbatim_allowed


def test_characters_and_a_share_of_the_document_limit_too() -> None:
    short = Rule(id="chars", kind=RuleKind.PERMIT, action=RightsAction.EXCERPT, max_chars=20)
    assert excerpt(SENTENCE, decide(rules=[short], today=TODAY)) is None
    share = Rule(id="share", kind=RuleKind.PERMIT, action=RightsAction.EXCERPT, max_percent=10)
    assert decide(rules=[share], today=TODAY, document_words=300).remaining_words == 30
    assert not decide(rules=[share], today=TODAY).verbatim_allowed


def test_an_operator_may_set_other_limits() -> None:
    own = ExceptionProfile(profile=Profile.EU_QUOTATION, max_words=5)
    assert decide(rules=[], profile=own, today=TODAY).max_words == 5


def test_negative_use_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        decide(rules=[], today=TODAY, used_words=-1)


def test_overlapping_excerpts_count_once() -> None:
    assert distinct_words("one two three four five", [(0, 7), (4, 13)]) == 3
    assert distinct_words("one two three", [(0, 0), (5, 5)]) == 0


def test_a_wording_that_repeats_the_page_is_verbatim() -> None:
    page = "On Monday the ferry left the harbour an hour late, and again on the next two mornings it did not leave."
    assert is_verbatim("the ferry left the harbour", page)
    assert not is_verbatim("the ferry", page)
    assert not is_verbatim("Departures of the ferry were delayed on several mornings", page)
    assert is_verbatim("Reports say: “The ferry left the harbour an hour late and again on” some days", page)


rules_strategy = st.lists(
    st.builds(
        Rule,
        id=st.sampled_from("abcdef"),
        kind=st.sampled_from(RuleKind),
        action=st.sampled_from(RightsAction),
        scope=st.sampled_from(RightsScope),
        max_words=st.none() | st.integers(0, 60),
        max_total_words=st.none() | st.integers(0, 200),
        max_chars=st.none() | st.integers(0, 200),
        max_percent=st.none() | st.integers(0, 100),
        channel=st.none() | st.sampled_from(Channel),
        purpose=st.none() | st.sampled_from([COMMERCIAL, TRAINING]),
        until=st.none() | st.sampled_from([TODAY, TODAY - timedelta(days=1)]),
    ),
    max_size=6,
)


@given(
    rules_strategy,
    st.sampled_from(Profile),
    st.none() | st.sampled_from(Channel),
    st.sampled_from([None, COMMERCIAL, TRAINING]),
    st.integers(0, 300),
    st.integers(0, 60).map(lambda count: "word " * count),
    st.randoms(use_true_random=False),
)
def test_no_excerpt_is_longer_than_allowed_and_order_does_not_matter(
    rules: list[Rule],
    profile: Profile,
    channel: Channel | None,
    purpose: str | None,
    used: int,
    text: str,
    shuffler: Any,
) -> None:
    terms: dict[str, Any] = {
        "profile": profile,
        "channel": channel,
        "purpose": purpose,
        "today": TODAY,
        "used_words": used,
        "credit_text": "Courier",
    }
    decision = decide(rules=rules, **terms)
    shuffled = list(rules)
    shuffler.shuffle(shuffled)
    assert decide(rules=shuffled, **terms) == decision
    leaving = excerpt(text, decision)
    if leaving is not None:
        assert word_count(leaving) <= min(decision.max_words, decision.remaining_words)
        assert decision.verbatim_allowed


@given(rules_strategy)
def test_what_is_forbidden_stays_inside_whatever_else_is_said(rules: list[Rule]) -> None:
    decision = decide(rules=[*rules, PROHIBIT], profile=Profile.US_FAIR_USE, today=TODAY, credit_text="Courier")
    assert not decision.verbatim_allowed
