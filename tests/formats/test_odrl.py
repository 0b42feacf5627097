"""ODRL policies: only words of ODRL 2.2 and of our own small profile, which is defined where it says."""

from __future__ import annotations

import json
from typing import Any

import pytest

from claims.publishing.formats.odrl import context, policies, profile
from tests.formats.build import QUOTED, SITE, TOMBSTONE, evidence, release

ODRL = "http://www.w3.org/ns/odrl/2/"
OURS = "https://www.vetters.example/ns/excerpt#"
_ACTIONS = {f"{ODRL}attribute", f"{ODRL}reproduce", f"{OURS}excerpt", f"{OURS}linkToSource"}
_OPERANDS = {f"{ODRL}dateTime", f"{OURS}excerptWords"}
_RULES = ("permission", "prohibition", "obligation")


def iri(word: str) -> str:
    """A word of a policy as the context of the document reads it."""
    prefix, colon, name = word.partition(":")
    given = context(SITE)
    return f"{given[prefix]}{name}" if colon and prefix in given else word if colon else f"{given['@vocab']}{word}"


def found(**facts: Any) -> list[dict[str, Any]]:
    made = policies(release(**facts), SITE)
    assert made is not None
    graph: list[dict[str, Any]] = made["@graph"]
    return graph


def broken(policy: dict[str, Any]) -> list[str]:
    """What ODRL 2.2 asks of a policy and this one lacks."""
    rules = [rule for kind in _RULES for rule in policy.get(kind, [])]
    duties = [duty for rule in rules for duty in rule.get("duty", [])]
    actions = [action for rule in rules + duties for action in _actions(rule["action"])]
    limits = [limit for rule in rules for limit in _limits(rule)]
    musts = {
        "a kind of policy": iri(policy["type"]) == f"{ODRL}Assertion",
        "one identifier": policy["uid"].startswith("https://"),
        "one rule at least": bool(rules),
        "a strategy for conflicts": iri(policy["conflict"]) == f"{ODRL}prohibit",
        "a profile, which has its words": OURS.startswith(policy["profile"]),
        "rules have targets": all(rule["target"].startswith("https://") for rule in rules),
        "known actions": {iri(action) for action in actions} <= _ACTIONS,
        "known operands": {iri(limit["leftOperand"]) for limit in limits} <= _OPERANDS,
        "known operators": {iri(limit["operator"]) for limit in limits} <= {f"{ODRL}lteq"},
        "values": all("@value" in limit["rightOperand"] for limit in limits),
    }
    return [name for name, holds in musts.items() if not holds]


def _actions(action: Any) -> list[str]:
    return [action] if isinstance(action, str) else [part["rdf:value"]["@id"] for part in action]


def _limits(rule: dict[str, Any]) -> list[dict[str, Any]]:
    refined = [] if isinstance(rule["action"], str) else [limit for a in rule["action"] for limit in a["refinement"]]
    return [*refined, *rule.get("constraint", [])]


UNTIL = {**evidence()["rights"], "until": "2026-12-31"}
FREE = {**evidence()["rights"], "credit": None, "link_required": False}


@pytest.mark.parametrize("entry", [evidence(), evidence(withheld=True), evidence(rights=UNTIL), evidence(rights=FREE)])
def test_every_policy_is_one_of_odrl(entry: dict[str, Any]) -> None:
    (policy,) = found(evidence=[entry])
    assert broken(policy) == []


def test_the_checks_of_these_tests_refuse_what_they_are_there_for() -> None:
    (policy,) = found()
    assert broken({**policy, "conflict": "perm", "permission": []}) == ["one rule at least", "a strategy for conflicts"]


def test_an_excerpt_may_be_taken_of_so_many_words_with_credit_and_link() -> None:
    (policy,) = found()
    (rule,) = policy["permission"]
    (limit,) = rule["action"][0]["refinement"]
    assert (limit["operator"], limit["rightOperand"]["@value"]) == ("lteq", 50)
    assert [iri(duty["action"]) for duty in rule["duty"]] == [f"{ODRL}attribute", f"{OURS}linkToSource"]
    assert rule["duty"][0]["x:creditLine"] == "The Courier, 2023"
    assert "prohibition" not in policy


def test_a_withheld_excerpt_is_prohibited_and_none_of_its_words_is_said() -> None:
    (policy,) = found(evidence=[evidence(withheld=True)])
    assert [rule["action"] for rule in policy["prohibition"]] == ["x:excerpt"]
    assert "permission" not in policy
    assert QUOTED not in json.dumps(policy)


def test_the_last_day_of_the_terms_limits_the_permission() -> None:
    (policy,) = found(evidence=[evidence(rights=UNTIL)])
    assert policy["permission"][0]["constraint"][0]["rightOperand"]["@value"] == "2026-12-31"


def test_every_word_of_the_profile_that_a_policy_uses_is_defined_in_it() -> None:
    defined = {term["uid"] for term in profile(SITE)["@graph"]}
    text = json.dumps(policies(release(), SITE))
    used = {f"{OURS}{word}" for word in ("excerpt", "excerptWords", "linkToSource", "creditLine", "source")}
    assert used == defined
    assert all(f'"x:{name.removeprefix(OURS)}"' in text for name in used)


def test_a_withdrawn_claim_has_none() -> None:
    assert policies(TOMBSTONE, SITE) is None
