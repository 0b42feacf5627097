"""Forms of the editor's pages: each gives plain values, never rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms

from claims.models import RightsStatement
from claims.rights.values import RightsEntry, Rule
from claims.vocabulary import (
    INFORMATION_NUMBERS,
    FindingState,
    ReviewAction,
    RightsAction,
    RightsBasis,
    RightsScope,
    RuleKind,
    SourceLetter,
    Status,
)
from claims.web.forms import Line, Lines, UnknownText


class StepForm(forms.Form):
    """One step of the workflow; ``version`` is the claim as the person saw it."""

    action = forms.ChoiceField(choices=ReviewAction.choices())
    version = forms.IntegerField(min_value=1)
    note = UnknownText(widget=Lines(attrs={"rows": 3}))
    successor = UnknownText()


class StatusForm(forms.Form):
    """The effective status beside the computed one."""

    status = forms.ChoiceField(label="Go by", choices=Status.choices())
    reason = forms.CharField(
        label="Why", max_length=500, widget=Line, help_text="What the rules cannot see. Readers of the API get this."
    )
    until = forms.DateField(
        label="Until",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="The last day. After it the computed status counts again.",
    )


class InformationForm(forms.Form):
    """The number for a claim, given without sight of any letter. Numbers that the status forbids cannot be chosen."""

    number = forms.TypedChoiceField(
        label="How credible is the information?", coerce=int, choices=list(INFORMATION_NUMBERS.items())
    )
    logical_in_itself = forms.BooleanField(label="Logical in itself", required=False)
    consistent_with_known = forms.BooleanField(label="Consistent with what is known", required=False)
    reason = forms.CharField(
        label="Reason", max_length=500, widget=Line, help_text="One line. It is what others will read."
    )


class SourceGradeForm(forms.Form):
    """The letter for a source."""

    letter = forms.ChoiceField(
        label="How reliable is the source?",
        choices=[(letter.value, f"{letter.value} · {letter.label}") for letter in SourceLetter],
        widget=forms.RadioSelect,
        help_text="F means that there is no basis to judge: neither bad nor average.",
    )
    topic = forms.CharField(
        label="Topic",
        max_length=100,
        required=False,
        widget=Line,
        help_text="Leave empty for the source in general. On claims with its tag, a letter on a topic counts instead.",
    )
    reason = forms.CharField(
        label="Reason", max_length=500, widget=Line, help_text="One line. It is what others will read."
    )


class RatingFileForm(forms.Form):
    """A file of outside ratings."""

    file = forms.FileField(label="CSV file", help_text="Nothing is recorded before you have looked at each line.")


class ReasonForm(forms.Form):
    """A reason that cannot be left out."""

    reason = forms.CharField(
        label="Reason", max_length=500, widget=Lines(attrs={"rows": 3}), help_text="It stays on the record."
    )


class SettleForm(forms.Form):
    """What a person makes of a finding."""

    as_ = forms.ChoiceField(
        label="This is",
        choices=[
            (FindingState.SETTLED.value, "settled: the claim was looked at again"),
            (FindingState.FALSE_ALARM.value, "a false alarm: nothing that matters changed"),
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label="What you found", max_length=1000, widget=Lines(attrs={"rows": 3}), help_text="It stays on the record."
    )
    with_alike = forms.BooleanField(label="Do the same for the other claims that it touches", required=False)
    host_blocks_us = forms.BooleanField(
        label="A false alarm because the host blocks us",
        required=False,
        help_text="“Dead” and “missing” there count as being kept out from then on. Editors can take that back.",
    )


class ReopenForm(forms.Form):
    """Why a settled finding is opened again."""

    note = UnknownText(
        label="Why", max_length=1000, widget=Lines(attrs={"rows": 2}), help_text="You may leave it empty."
    )


_WHETHER = [("", "Say nothing of it"), (RuleKind.PERMIT.value, "Permit"), (RuleKind.PROHIBIT.value, "Prohibit")]


class RightsForm(forms.Form):
    """The terms of a document as a person reads them."""

    scope = forms.ChoiceField(label="They are about", choices=RightsScope.choices())
    holder_text = UnknownText(label="Who holds the rights", max_length=500)
    year_from = forms.IntegerField(label="Year", required=False, min_value=1400, max_value=2200)
    year_to = forms.IntegerField(label="To year", required=False, min_value=1400, max_value=2200)
    credit_text = UnknownText(
        label="Credit line", max_length=500, help_text="As the terms word it. Left empty, holder and year are credited."
    )
    licence_id = UnknownText(
        label="Licence", max_length=100, help_text="Its SPDX id, as CC-BY-4.0, if the document has one."
    )
    excerpt = forms.ChoiceField(label="Excerpts", choices=_WHETHER, required=False)
    max_words = forms.IntegerField(
        label="Words of one excerpt",
        required=False,
        min_value=1,
        help_text="At most; leave empty if no limit is named.",
    )
    credit = forms.BooleanField(label="Credit is required", required=False)
    link_back = forms.BooleanField(label="A link to the original is required", required=False)

    def clean(self) -> dict[str, Any]:
        """A limit of words belongs to a permission."""
        given = super().clean() or {}
        if given.get("max_words") and given.get("excerpt") != RuleKind.PERMIT:
            self.add_error(
                "max_words", "A number of words goes with permitted excerpts: permit them, or leave it empty."
            )
        return given

    def entry(self, recorded: Sequence[Rule]) -> RightsEntry:
        """The entry to record. Rules that the form does not ask about, and limits of those it does, are taken over."""
        given = self.cleaned_data
        kept = [rule for rule in recorded if rule.action not in ASKED_ACTIONS]
        return RightsEntry(
            scope=RightsScope(given["scope"]),
            holder_text=given["holder_text"],
            year_from=given["year_from"],
            year_to=given["year_to"],
            credit_text=given["credit_text"],
            licence_id=given["licence_id"],
            rules=(*_rules(given, recorded), *kept),
        )


ASKED_ACTIONS = frozenset({RightsAction.EXCERPT, RightsAction.CREDIT, RightsAction.LINK_BACK})
"""What the form asks about."""


def _rules(given: dict[str, Any], recorded: Sequence[Rule]) -> list[Rule]:
    rules = []
    if given["excerpt"]:
        rule = _rule(RuleKind(given["excerpt"]), RightsAction.EXCERPT, recorded)
        rules.append(replace(rule, max_words=given["max_words"]))
    asked = (action for action in (RightsAction.CREDIT, RightsAction.LINK_BACK) if given[action.value])
    return [*rules, *(_rule(RuleKind.DUTY, action, recorded) for action in asked)]


def _rule(kind: RuleKind, action: RightsAction, recorded: Sequence[Rule]) -> Rule:
    """The recorded rule of this kind with its limits and basis, or a new one that the notice is the basis of."""
    known = (rule for rule in recorded if (rule.kind, rule.action) == (kind, action))
    basis = RightsBasis.NOTICE
    return next(known, Rule(id=f"{basis}:{kind}:{action}", kind=kind, action=action, basis=basis))


def rights_initial(statement: RightsStatement, rules: Sequence[Rule]) -> dict[str, Any]:
    """What the form starts with: the terms as they are recorded. A prohibition is shown before a permission."""
    by_action = {rule.action: rule for rule in sorted(rules, key=lambda rule: rule.kind is RuleKind.PROHIBIT)}
    excerpt = by_action.get(RightsAction.EXCERPT)
    return {
        "scope": statement.scope,
        "holder_text": statement.holder_text,
        "year_from": statement.year_from,
        "year_to": statement.year_to,
        "credit_text": statement.credit_text,
        "licence_id": statement.licence_id,
        "excerpt": excerpt.kind.value if excerpt else "",
        "max_words": excerpt.max_words if excerpt and excerpt.kind is RuleKind.PERMIT else None,
        "credit": RightsAction.CREDIT in by_action,
        "link_back": RightsAction.LINK_BACK in by_action,
    }
