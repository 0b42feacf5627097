"""Notices as plain values and back: between the process that reads pages and the one that records. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from claims.rights.values import Notice, Rule
from claims.vocabulary import Channel, EvidenceMethod, RightsAction, RightsBasis, RightsScope, RuleKind


def plain(notices: Iterable[Notice]) -> list[dict[str, Any]]:
    """``notices`` as what JSON holds."""
    return [
        asdict(notice)
        | {
            "rules": [_plain_rule(rule) for rule in notice.rules],
            "embargo_until": notice.embargo_until and notice.embargo_until.isoformat(),
        }
        for notice in notices
    ]


def _plain_rule(rule: Rule) -> dict[str, Any]:
    return asdict(rule) | {"until": rule.until and rule.until.isoformat()}


def notices_from(data: Iterable[Mapping[str, Any]]) -> tuple[Notice, ...]:
    """What :func:`plain` made. Raises ``ValueError``, ``KeyError`` or ``TypeError`` for anything else."""
    return tuple(_notice(entry) for entry in data)


def _notice(data: Mapping[str, Any]) -> Notice:
    return Notice(
        **{
            **data,
            "scope": RightsScope(data["scope"]),
            "method": EvidenceMethod(data["method"]),
            "rules": tuple(_rule(rule) for rule in data["rules"]),
            "embargo_until": data["embargo_until"] and date.fromisoformat(data["embargo_until"]),
            "deciding": tuple((start, end) for start, end in data["deciding"]),
        }
    )


def _rule(data: Mapping[str, Any]) -> Rule:
    return Rule(
        **{
            **data,
            "kind": RuleKind(data["kind"]),
            "action": RightsAction(data["action"]),
            "scope": RightsScope(data["scope"]),
            "basis": RightsBasis(data["basis"]),
            "until": data["until"] and date.fromisoformat(data["until"]),
            "channel": data["channel"] and Channel(data["channel"]),
        }
    )
