"""What the page of a claim shows of its verdict, and the form that gives one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms

from claims.access import may_give_verdict
from claims.models import Claim, Rating, RatingScale, User, Verdict
from claims.vocabulary import ClaimState, Role
from claims.web.forms import Lines
from claims.web.scales import in_order


class GiveForm(forms.Form):
    """The verdict of a claim, from the scales in use, with what it rests on."""

    rating = forms.TypedChoiceField(
        label="Verdict", coerce=int, error_messages={"required": "Choose a verdict.", "invalid_choice": "Choose again."}
    )
    reason = forms.CharField(
        label="What it rests on",
        max_length=2000,
        widget=Lines(attrs={"rows": 3}),
        help_text="Stays in the newsroom.",
        error_messages={"required": "Say what the verdict rests on."},
    )

    def __init__(self, *args: Any, scales: Sequence[tuple[RatingScale, Sequence[Rating]]], **options: Any) -> None:
        super().__init__(*args, **options)
        groups = [(scale.name, [(rating.pk, rating.text) for rating in ratings]) for scale, ratings in scales]
        cast("forms.ChoiceField", self.fields["rating"]).choices = [("", "Choose …"), *groups]


def scales_in_use() -> list[tuple[RatingScale, list[Rating]]]:
    """The scales from which verdicts are given, each with its verdicts from the best to the worst. One query."""
    rows = Rating.objects.filter(archived_at=None, scale__archived_at=None).select_related("scale")
    scales = {rating.scale for rating in rows}
    return [
        (scale, in_order(scale, (rating for rating in rows if rating.scale_id == scale.pk)))
        for scale in sorted(scales, key=lambda scale: (scale.name, scale.pk))
    ]


def may_rate(claim: Claim, user: User) -> bool:
    """Whether the person may give the claim its verdict as it stands."""
    owner = claim.logged_by_id == user.pk
    return may_give_verdict(state=ClaimState(claim.state), role=Role(user.role), is_owner=owner)


def verdict_context(claim: Claim, user: User) -> dict[str, Any]:
    """The verdict of the claim, and what is needed to give one if the person may. Two queries at most."""
    given = Verdict.objects.select_related("rating__scale", "given_by").filter(claim=claim).first()
    if not may_rate(claim, user):
        return {"verdict": given, "may_rate": False}
    scales = scales_in_use()
    initial = {"rating": given.rating_id, "reason": given.reason} if given else {}
    return {
        "verdict": given,
        "may_rate": True,
        "scales": scales,
        "verdict_form": GiveForm(initial=initial, scales=scales),
    }
