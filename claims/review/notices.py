"""Telling people of claims that are theirs: who logged it, who approved it, who watches it."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone

from claims.models import Claim, Notice, ReviewStep, User, Watch
from claims.vocabulary import ReviewAction, Role


def people_of(claim: Claim) -> QuerySet[User]:
    """Whoever logged the claim, approved it last, or watches it, and still works here."""
    steps = claim.steps.filter(action=ReviewAction.APPROVE.value).order_by("-id")
    approver = steps.values_list("taken_by", flat=True).first()
    theirs = Q(pk=claim.logged_by_id) | Q(pk=approver) | Q(watches__claim=claim)
    return User.objects.filter(theirs, is_active=True).exclude(role=Role.CONSUMER.value).distinct()


def tell(step: ReviewStep) -> None:
    """Tell the people of the claim of a step, in the transaction of the step; whoever took it knows."""
    people = people_of(step.claim).order_by("pk")
    if step.taken_by_id is not None:
        people = people.exclude(pk=step.taken_by_id)
    Notice.objects.bulk_create([Notice(person=person, step=step) for person in people], ignore_conflicts=True)


def notices_for(user: User) -> QuerySet[Notice]:
    """What a person was told, the newest first."""
    return Notice.objects.filter(person=user).select_related("step__claim", "step__taken_by").order_by("-id")


def unread_for(user: User) -> QuerySet[Notice]:
    """What a person was told and has not marked as read."""
    return notices_for(user).filter(read_at=None)


def mark_read(*, actor: User, notice_id: int | None = None) -> int:
    """Mark one notice of the person, or all, as read; returns how many were unread. A notice of others stays."""
    rows = Notice.objects.filter(person=actor, read_at=None)
    if notice_id is not None:
        rows = rows.filter(pk=notice_id)
    return rows.update(read_at=timezone.now())


def watch(*, actor: User, claim: Claim) -> None:
    """Tell the person of this claim from now on; does nothing when they watch it already."""
    Watch.objects.get_or_create(claim=claim, person=actor)


def stop_watching(*, actor: User, claim: Claim) -> None:
    """The person is no longer told of this claim, unless they logged or approved it."""
    Watch.objects.filter(claim=claim, person=actor).delete()
