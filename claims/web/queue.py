"""What waits for an editor, the oldest first, and why it is here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from claims.models import Finding, ReviewStep, Sourcing, StatusRecord, User
from claims.review.queue import WAITING, waiting
from claims.vocabulary import ClaimState, FindingState, ReviewAction, SourcingType, Status
from claims.web.editing import chosen, is_editor, page_of, signed_in

if TYPE_CHECKING:
    from claims.web.claim_list import ListedClaim

_LATEST = StatusRecord.objects.filter(claim=OuterRef("pk")).order_by("-id").values("status")[:1]
_FIRST = (
    Sourcing.objects.filter(evidence__claim=OuterRef("pk"), evidence__withdrawn_at=None)
    .order_by("evidence_id")
    .values("sourcing_type")[:1]
)
_BROUGHT = frozenset({ReviewAction.SUBMIT, ReviewAction.REOPEN})


@dataclass(frozen=True, slots=True)
class Waiting:
    """A claim of the queue: the step that brought it here, and who is looking at it."""

    claim: ListedClaim
    brought: ReviewStep | None
    reviewing: ReviewStep | None
    findings: tuple[Finding, ...]
    own: bool


def _listed(state: ClaimState | None, status: Status | None, sourcing: SourcingType | None) -> QuerySet[ListedClaim]:
    steps = ReviewStep.objects.select_related("taken_by").order_by("-id")
    findings = Finding.objects.filter(state=FindingState.OPEN.value).order_by("-found_at")
    rows = waiting().annotate(computed_status=Subquery(_LATEST), sourcing_type=Subquery(_FIRST))
    if state is not None:
        rows = rows.filter(state=state.value)
    if status is not None:
        rows = rows.filter(computed_status=status.value)
    if sourcing is not None:
        rows = rows.filter(sourcing_type=sourcing.value)
    return rows.select_related("logged_by", "claimant").prefetch_related(
        Prefetch("steps", steps, "last_steps"), Prefetch("findings", findings, "open_findings")
    )


def _rows(claims: Iterator[ListedClaim], user: User) -> Iterator[Waiting]:
    for claim in claims:
        steps: list[ReviewStep] = getattr(claim, "last_steps", [])
        brought = next((step for step in steps if step.action in _BROUGHT), None)
        reviewing = steps[0] if steps and steps[0].action == ReviewAction.START else None
        findings = tuple(getattr(claim, "open_findings", ()))
        yield Waiting(claim, brought, reviewing, findings, claim.logged_by_id == user.pk)


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The queue; claims of one's own are marked, as somebody else approves them."""
    user = signed_in(request)
    state, status = chosen(request, "state", ClaimState), chosen(request, "status", Status)
    sourcing = chosen(request, "sourcing", SourcingType)
    page = page_of(request, _listed(state, status, sourcing))
    context = {
        "page": page,
        "rows": list(_rows(iter(page.object_list), user)),
        "states": WAITING,
        "statuses": Status,
        "sourcings": SourcingType,
        "state": state,
        "status": status,
        "sourcing": sourcing,
        "filtered": any((state, status, sourcing)),
        "approves": is_editor(user),
        "four_eyes": not settings.ONE_PERSON,
    }
    return render(request, "queue/queue.html", context)
