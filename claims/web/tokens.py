"""API tokens that people give to their own programs: shown once, kept hashed, taken back at any time."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims.access import SCOPES
from claims.metering.service import USAGE_DAYS, usage
from claims.models import ApiToken, User
from claims.vocabulary import Role, Scope
from claims.web.editing import signed_in
from claims.web.forms import Line

_SOON = timedelta(days=7)
_WIDE, _HIGH = 4, 20
_EXPIRIES = [("30", "In 30 days"), ("90", "In 90 days"), ("365", "In a year"), ("", "Never")]


class TokenForm(forms.Form):
    """A new token of one person; the scopes on offer are those of their role."""

    label = forms.CharField(
        label="What is it for?", max_length=100, widget=Line, help_text="For example: the newsroom’s website."
    )
    scopes = forms.MultipleChoiceField(
        label="What may it do?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one."},
    )
    expiry = forms.ChoiceField(label="When does it end?", choices=_EXPIRIES, required=False, initial="90")

    def __init__(self, *args: object, role: Role, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # the framework's own signature
        allowed = [(scope.value, scope.label) for scope in Scope if scope in SCOPES[role]]
        scopes = self.fields["scopes"]
        if isinstance(scopes, forms.MultipleChoiceField):
            scopes.choices = allowed
        scopes.initial = [Scope.READ.value]

    def expires_in(self) -> timedelta | None:
        """How long the token lasts; ``None`` without an end."""
        days = self.cleaned_data["expiry"]
        return timedelta(days=int(days)) if days else None


@dataclass(frozen=True, slots=True)
class Day:
    """The calls of one day, with the bar that shows them: its place and height in a picture 20 high."""

    day: date
    calls: int
    x: int
    height: int

    @property
    def y(self) -> int:
        """Where the bar begins, from above."""
        return _HIGH - self.height


@dataclass(frozen=True, slots=True)
class Listed:
    """A token with what it may do in words, and its days, the first first; ``None`` where nobody counts now."""

    token: ApiToken
    may: str
    days: list[Day] | None

    @property
    def calls(self) -> int:
        """All calls of these days."""
        return sum(day.calls for day in self.days or ())

    @property
    def used(self) -> list[Day]:
        """The days on which it was used, the last first."""
        return [day for day in reversed(self.days or ()) if day.calls]


def _days(used: Mapping[date, int]) -> list[Day]:
    most = max(used.values(), default=0)
    return [
        Day(day, calls, place * _WIDE, math.ceil(calls / most * _HIGH) if calls else 0)
        for place, (day, calls) in enumerate(sorted(used.items()))
    ]


def _of(user: User) -> list[Listed]:
    """The tokens of a person, the newest first, each with its use. One query, and one question to Redis."""
    tokens = list(ApiToken.objects.filter(user=user).order_by("-created"))
    used = usage(tokens, today=timezone.now().date()) if tokens else []
    days = [_days(counts) for counts in used] if used is not None else [None] * len(tokens)
    return [
        Listed(token, ", ".join(Scope(scope).label.lower() for scope in token.scopes), counted)
        for token, counted in zip(tokens, days, strict=True)
    ]


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The person's own tokens, the newest first."""
    now = timezone.now()
    context = {"tokens": _of(signed_in(request)), "now": now, "soon": now + _SOON, "kept": USAGE_DAYS}
    return render(request, "tokens/tokens.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Make a token. Its text is in this one answer and is kept nowhere."""
    user = signed_in(request)
    form = TokenForm(request.POST if request.method == "POST" else None, role=Role(user.role))
    if not form.is_valid():
        return render(request, "tokens/create.html", {"form": form})
    token, text = ApiToken.objects.create(
        user=user, label=form.cleaned_data["label"], scopes=form.cleaned_data["scopes"], expiry=form.expires_in()
    )
    return render(request, "tokens/made.html", {"token": token, "text": text})


@require_POST
def revoke(request: HttpRequest, pk: str) -> HttpResponse:
    """Take a token of one's own back; programs that use it are refused from now on."""
    token = get_object_or_404(ApiToken, pk=pk, user=signed_in(request))
    label = token.label
    token.delete()
    messages.success(request, f"“{label}” is revoked.")
    return redirect("tokens")
