"""Claims in lists: filtered, paged, each with its status, in a fixed number of queries."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from claims.models import Claim, Sourcing, StatusRecord, User
from claims.vocabulary import ClaimState, SourcingType, Status
from claims.web.editing import chosen, page_of, searched, signed_in

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    ListedClaim = WithAnnotations[Claim, "Judged"]


class Judged(TypedDict):
    """What a list shows of a claim beside its own fields."""

    computed_status: str | None
    sourcing_type: str | None


_LATEST = StatusRecord.objects.filter(claim=OuterRef("pk")).order_by("-id").values("status")[:1]
_FIRST = (
    Sourcing.objects.filter(evidence__claim=OuterRef("pk"), evidence__withdrawn_at=None)
    .order_by("evidence_id")
    .values("sourcing_type")[:1]
)


def listed() -> QuerySet[ListedClaim]:
    """All claims, the newest first, each with ``computed_status`` and ``sourcing_type`` of its first evidence."""
    rows = Claim.objects.annotate(computed_status=Subquery(_LATEST), sourcing_type=Subquery(_FIRST))
    return rows.select_related("logged_by", "claimant").order_by("-logged_at", "-id")


def _filtered(request: HttpRequest, user: User) -> QuerySet[ListedClaim]:
    rows = listed()
    state, status = chosen(request, "state", ClaimState), chosen(request, "status", Status)
    sourcing, text = chosen(request, "sourcing", SourcingType), searched(request)
    if state is not None:
        rows = rows.filter(state=state.value)
    if status is not None:
        rows = rows.filter(computed_status=status.value)
    if sourcing is not None:
        rows = rows.filter(sourcing_type=sourcing.value)
    if request.GET.get("mine"):
        rows = rows.filter(logged_by=user)
    if text:
        rows = rows.filter(Q(wording__icontains=text) | Q(paraphrase__icontains=text) | Q(tags__icontains=text))
    return rows


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The list, by the filters of the address."""
    page = page_of(request, _filtered(request, signed_in(request)))
    words = {"states": ClaimState, "statuses": Status, "sourcings": SourcingType}
    return render(request, "claims/claims.html", {"page": page, "given": request.GET, **words})
