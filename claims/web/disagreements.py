"""Where graders differ: claims by their numbers, sources by their letters. Each grade stands; nothing is averaged."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import F, Max, Min, Prefetch, QuerySet
from django.db.models.functions import Ord
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from claims.models import Claim, InformationGrade, Source, SourceGrade
from claims.vocabulary import CLOSED_STATES
from claims.web.editing import page_of, searched

FAR = 2
"""Steps apart from which graders are far apart: an A beside a C, a 2 beside a 4."""

Grade = TypeVar("Grade", InformationGrade, SourceGrade)
_CLOSED = [state.value for state in CLOSED_STATES]


def split_claims(text: str = "", *, far: bool = False) -> QuerySet[Claim]:
    """Open claims whose live numbers differ, each with them as ``live_grades``; the newest claim first."""
    live = InformationGrade.objects.filter(replaced_at=None)
    split = (
        _on_scale(live, far, number=6)
        .values("claim")
        .annotate(low=Min("number"), high=Max("number"))
        .filter(high__gte=F("low") + _least(far))
    )
    rows = Claim.objects.filter(pk__in=split.values("claim"), wording__icontains=text).exclude(state__in=_CLOSED)
    grades = live.select_related("graded_by").order_by("number", "id")
    return rows.prefetch_related(Prefetch("grades", grades, "live_grades")).order_by("-logged_at", "-id")


def split_sources(text: str = "", *, far: bool = False) -> QuerySet[Source]:
    """Named sources whose live letters on one topic, or in general, differ, each with all of them as ``live_grades``.

    Unnamed sources are not listed: their letters belong to one claim, which the reader may have yet to grade.
    """
    live = SourceGrade.objects.filter(replaced_at=None, source__unnamed_of=None)
    by_topic = (
        _on_scale(live, far, letter="F")
        .values("source", "topic")
        .annotate(low=Min(Ord("letter")), high=Max(Ord("letter")))
    )
    split = by_topic.filter(high__gte=F("low") + _least(far))
    rows = Source.objects.filter(pk__in=split.values("source"), name__icontains=text)
    grades = live.select_related("graded_by").order_by("topic", "letter", "id")
    return rows.prefetch_related(Prefetch("grades", grades, "live_grades")).order_by("name", "id")


def _on_scale(live: QuerySet[Grade], far: bool, **cannot_be_judged: Any) -> QuerySet[Grade]:
    """The grades between which steps are counted: "cannot be judged" differs from all others and is far from none."""
    return live.exclude(**cannot_be_judged) if far else live


def _least(far: bool) -> int:
    return FAR if far else 1


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The claims or the sources, as the address says; both are counted."""
    text, far = searched(request), bool(request.GET.get("far"))
    claims, sources = split_claims(text, far=far), split_sources(text, far=far)
    of_sources = request.GET.get("of") == "sources"
    context: dict[str, Any] = {
        "q": text,
        "far": far,
        "of_sources": of_sources,
        "page": page_of(request, sources) if of_sources else page_of(request, claims),
        "claims": claims.count(),
        "sources": sources.count(),
    }
    return render(request, "grade/disagreements.html", context)
