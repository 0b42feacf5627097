"""Named sources and their letters. Unnamed ones have a page for grading, and never a place in a list."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from claims.credibility.blindness import has_graded, is_blind
from claims.credibility.service import GradeNotAllowed, grade_source
from claims.models import Claim, Source, SourceGrade, User
from claims.vocabulary import UNNAMED_KINDS, SourceKind, SourceLetter
from claims.web.ahead import asks_first
from claims.web.editing import chosen, page_of, searched, signed_in
from claims.web.editor_forms import SourceGradeForm
from claims.web.records import InHand, in_hand, record_now

NAMED = [kind for kind in SourceKind if kind not in UNNAMED_KINDS]


def _listed(kind: SourceKind | None, text: str) -> QuerySet[Source]:
    live = SourceGrade.objects.filter(replaced_at=None).select_related("graded_by").order_by("topic", "id")
    rows = Source.objects.filter(kind__in=[member.value for member in NAMED]).select_related("parent")
    if kind is not None:
        rows = rows.filter(kind=kind.value)
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(aliases__icontains=text) | Q(descriptor__icontains=text))
    resting = Count("sourcings__evidence__claim", distinct=True, filter=Q(sourcings__evidence__withdrawn_at=None))
    return (
        rows.annotate(resting=resting).prefetch_related(Prefetch("grades", live, "live_grades")).order_by("name", "id")
    )


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The named sources, by name."""
    kind, text = chosen(request, "kind", SourceKind), searched(request)
    page = page_of(request, _listed(kind, text))
    return render(request, "source/sources.html", {"page": page, "kind": kind, "q": text, "kinds": NAMED})


def _source(public_id: str) -> Source:
    rows = Source.objects.select_related("parent", "unnamed_of", "outlet__owner_group")
    return get_object_or_404(rows, public_id=public_id)


def _hand(request: HttpRequest, source: Source) -> InHand:
    """The claim in hand, and whether others' letters are kept from the person: an unnamed source has its one claim."""
    claim = source.unnamed_of
    if claim is None:
        return in_hand(request)
    return InHand(claim, is_blind(claim, graded=has_graded(claim, signed_in(request))))


def _initial(grades: list[SourceGrade], user: User) -> dict[str, Any]:
    mine = next((g for g in grades if g.graded_by_id == user.pk and g.replaced_at is None and not g.topic), None)
    return {"letter": mine.letter, "reason": mine.reason} if mine else {}


def _page(request: HttpRequest, source: Source, form: SourceGradeForm | None = None) -> HttpResponse:
    user = signed_in(request)
    grades = list(source.grades.select_related("graded_by").order_by("-id"))
    hand = _hand(request, source)
    shown = [grade for grade in grades if not hand.blind or grade.graded_by_id == user.pk]
    resting = Claim.objects.filter(evidence__sourcing__source=source, evidence__withdrawn_at=None).distinct()
    made = Claim.objects.filter(claimant=source).order_by("-logged_at")
    context = {
        "source": source,
        "unnamed": source.kind in UNNAMED_KINDS,
        "live": [grade for grade in shown if grade.replaced_at is None],
        "replaced": [grade for grade in shown if grade.replaced_at is not None],
        "hand": hand,
        "record": record_now(source, hand),
        "opinions": [] if hand.blind else source.outside_ratings.order_by("-rated_on", "rater", "scheme"),
        "today": timezone.localdate(),
        "form": form or SourceGradeForm(initial=_initial(grades, user)),
        "resting": resting.order_by("-logged_at")[:50],
        "made": made[:50],
        "outlet": getattr(source, "outlet", None),
    }
    return render(request, "source/source.html", context, status=422 if form else 200)


@require_safe
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    """A source with everybody's grades side by side, nothing averaged."""
    return _page(request, _source(public_id))


@require_POST
def grade(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give the source a letter; a former one of the same person and topic is kept and replaced."""
    user, source, form = signed_in(request), _source(public_id), SourceGradeForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        give = partial(
            grade_source,
            actor=user,
            source_id=source.pk,
            letter=SourceLetter(given["letter"]),
            reason=given["reason"],
            topic=given["topic"],
        )
        try:
            back = reverse("source", args=[source.public_id])
            named = f"“{source}”" if source.kind in UNNAMED_KINDS else str(source)
            if asked := asks_first(request, give, title=f"Save {given['letter']} for {named}?", back=back):
                return asked
            give()
        except GradeNotAllowed as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            messages.success(request, "Your letter is saved. Statuses that rest on it are computed anew.")
            hand = _hand(request, source)
            return redirect("claim", hand.claim.public_id) if hand.claim else redirect("source", source.public_id)
    return _page(request, source, form)
