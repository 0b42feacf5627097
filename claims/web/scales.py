"""The scales of verdicts that the newsroom uses, and what each verdict means to readers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, F, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims.models import Rating, RatingScale, Verdict
from claims.recording.errors import InvalidEntry
from claims.recording.scales import (
    FURTHEST,
    ScaleEntry,
    VerdictEntry,
    add_verdict,
    archive_scale,
    archive_verdict,
    change_scale,
    change_verdict,
    create_scale,
    last_of_scale,
    last_of_verdict,
    restore_scale,
    restore_verdict,
    undo_scale,
    undo_verdict,
)
from claims.vocabulary import Outcome
from claims.web.editing import done, is_editor, posted_key, signed_in
from claims.web.forms import Line, Lines
from claims.web.history import decisions_about
from claims.web.record_forms import accepted, show_refusal

_OUTCOMES = [("", "as neither"), *((outcome.value, f"as {outcome.label.lower()}") for outcome in Outcome)]


class ScaleForm(forms.Form):
    """The name of a scale, and its two ends."""

    name = forms.CharField(label="Name", max_length=100, widget=Line, error_messages={"required": "Name the scale."})
    worst = forms.IntegerField(label="Number of the worst verdict", min_value=-FURTHEST, max_value=FURTHEST, initial=1)
    best = forms.IntegerField(
        label="Number of the best verdict",
        min_value=-FURTHEST,
        max_value=FURTHEST,
        initial=5,
        help_text="The lower number may be the better one: then the scale runs backwards.",
    )

    def entry(self) -> ScaleEntry:
        """The scale of a valid form."""
        return ScaleEntry(**self.cleaned_data)


class VerdictForm(forms.Form):
    """One verdict of a scale."""

    text = forms.CharField(
        label="Verdict",
        max_length=100,
        widget=Line,
        help_text="As readers see it: “Mostly true”.",
        error_messages={"required": "Name the verdict."},
    )
    meaning = forms.CharField(
        label="What it means",
        max_length=500,
        widget=Lines(attrs={"rows": 2}),
        help_text="A sentence for readers: when you give it.",
        error_messages={"required": "Say what it means. Readers see it."},
    )
    value = forms.IntegerField(
        label="Place on the scale",
        required=False,
        min_value=-FURTHEST,
        max_value=FURTHEST,
        help_text="A number between the two ends. Empty: it has none, as “Unproven”.",
    )
    outcome = forms.ChoiceField(
        label="In the record of whoever made the claim it counts",
        required=False,
        choices=_OUTCOMES,
    )

    def entry(self) -> VerdictEntry:
        """The verdict of a valid form."""
        given = self.cleaned_data
        return VerdictEntry(**{**given, "outcome": Outcome(given["outcome"]) if given["outcome"] else None})


def in_order(scale: RatingScale, ratings: Iterable[Rating]) -> list[Rating]:
    """Verdicts of a scale from the best to the worst; those without a place come last."""
    return sorted(ratings, key=lambda rating: _place(scale, rating))


def _place(scale: RatingScale, rating: Rating) -> tuple[bool, int, str]:
    distance = abs(rating.value - scale.best) if rating.value is not None else 0
    return rating.value is None, distance, rating.text


@dataclass(frozen=True, slots=True)
class Listed:
    """A scale with its verdicts that can be given, in order, and to how many claims any was given."""

    scale: RatingScale
    ratings: list[Rating]
    given: int


def _listed() -> list[Listed]:
    """All scales: those in use first, by name. Two queries."""
    rows = RatingScale.objects.prefetch_related(Prefetch("ratings", Rating.objects.annotate(given=Count("verdicts"))))
    return [
        Listed(
            scale,
            in_order(scale, (rating for rating in scale.ratings.all() if rating.archived_at is None)),
            sum(rating.given for rating in scale.ratings.all()),  # type: ignore[attr-defined]  # annotated above
        )
        for scale in rows.order_by(F("archived_at").asc(nulls_first=True), "name", "pk")
    ]


def _index(request: HttpRequest, form: ScaleForm | None = None) -> HttpResponse:
    context = {"scales": _listed(), "form": form or ScaleForm(), "may_change": is_editor(signed_in(request))}
    return render(request, "scale/scales.html", context, status=422 if form else 200)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The scales, by name."""
    return _index(request)


@require_POST
def create(request: HttpRequest) -> HttpResponse:
    """A new scale."""
    form = ScaleForm(request.POST)
    if form.is_valid():
        try:
            scale = create_scale(actor=signed_in(request), entry=form.entry())
        except InvalidEntry as error:
            show_refusal(form, error)
        else:
            messages.success(request, "Recorded. Add its verdicts.")
            return redirect("scale", scale.pk)
    return _index(request, form)


def _scale(pk: int) -> RatingScale:
    return get_object_or_404(RatingScale, pk=pk)


def _scale_page(
    request: HttpRequest, scale: RatingScale, *, form: ScaleForm | None = None, added: VerdictForm | None = None
) -> HttpResponse:
    ratings = in_order(scale, scale.ratings.annotate(given=Count("verdicts")))
    initial = {"name": scale.name, "worst": scale.worst, "best": scale.best}
    context = {
        "scale": scale,
        "live": [rating for rating in ratings if rating.archived_at is None],
        "archived": [rating for rating in ratings if rating.archived_at is not None],
        "given": Verdict.objects.filter(rating__scale=scale).count(),
        "form": form or ScaleForm(initial=initial),
        "added": added or VerdictForm(),
        "last": last_of_scale(scale),
        "may_change": is_editor(signed_in(request)),
        "decisions": decisions_about([f"scale/{scale.pk}"])[:20],
    }
    return render(request, "scale/scale.html", context, status=422 if form or added else 200)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """A scale with its verdicts, from the best to the worst."""
    return _scale_page(request, _scale(pk))


@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a scale another name or other ends."""
    scale, form = _scale(pk), ScaleForm(request.POST)
    user = signed_in(request)
    if form.is_valid() and accepted(form, lambda: change_scale(actor=user, scale_id=pk, entry=form.entry())):
        messages.success(request, "Saved.")
        return redirect("scale", pk)
    return _scale_page(request, scale, form=form)


@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a verdict to a scale."""
    scale, form = _scale(pk), VerdictForm(request.POST)
    user = signed_in(request)
    if form.is_valid() and accepted(form, lambda: add_verdict(actor=user, scale_id=pk, entry=form.entry())):
        messages.success(request, "Added.")
        return redirect("scale", pk)
    return _scale_page(request, scale, added=form)


def _said(request: HttpRequest, act: Callable[[], object], said: str) -> None:
    """Do it and say so; where it cannot be done, the next page says why."""
    if done(request, act):
        messages.success(request, said)


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Put name and ends before back."""
    key = posted_key(request, "change")
    _said(request, partial(undo_scale, actor=signed_in(request), scale_id=_scale(pk).pk, key=key), "Taken back.")
    return redirect("scale", pk)


@require_POST
def archive(request: HttpRequest, pk: int) -> HttpResponse:
    """Archive a scale, or with ``back`` bring it back."""
    user, scale = signed_in(request), _scale(pk)
    if "back" in request.POST:
        _said(request, partial(restore_scale, actor=user, scale_id=scale.pk), "It is in use again.")
    else:
        _said(request, partial(archive_scale, actor=user, scale_id=scale.pk), "Archived. Verdicts given stay.")
    return redirect("scale", pk)


def _rating(pk: int) -> Rating:
    return get_object_or_404(Rating.objects.select_related("scale").annotate(given=Count("verdicts")), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def verdict(request: HttpRequest, pk: int) -> HttpResponse:
    """One verdict of a scale: what it is called, what it means and where it stands."""
    rating = _rating(pk)
    form = VerdictForm(request.POST or None, initial=_initial(rating))
    user = signed_in(request)
    if (
        request.method == "POST"
        and form.is_valid()
        and accepted(form, lambda: change_verdict(actor=user, rating_id=pk, entry=form.entry()))
    ):
        messages.success(request, "Saved.")
        return redirect("scale", rating.scale_id)
    context = {"rating": rating, "scale": rating.scale, "form": form, "last": last_of_verdict(rating)}
    return render(request, "scale/verdict.html", context, status=422 if form.errors else 200)


def _initial(rating: Rating) -> dict[str, Any]:
    return {name: getattr(rating, name) for name in VerdictForm.base_fields}


@require_POST
def undo_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Put back what the last change of a verdict replaced."""
    key = posted_key(request, "change")
    _said(request, partial(undo_verdict, actor=signed_in(request), rating_id=_rating(pk).pk, key=key), "Taken back.")
    return redirect("verdict", pk)


@require_POST
def archive_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Archive a verdict, or with ``back`` bring it back."""
    user, rating = signed_in(request), _rating(pk)
    if "back" in request.POST:
        _said(request, partial(restore_verdict, actor=user, rating_id=rating.pk), "It can be given again.")
    else:
        _said(
            request, partial(archive_verdict, actor=user, rating_id=rating.pk), "Archived. Where it was given it stays."
        )
    return redirect("scale", rating.scale_id)
