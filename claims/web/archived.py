"""Copies of dead pages in archives, as pages show them: the newsroom's own snapshot first."""

from __future__ import annotations

from django.db.models import Prefetch

from claims.models import ArchivedCopy, ArchivedPassage, ArchiveJob, Link
from claims.rechecks.archives import HOLDS

_HOLDING = sorted(outcome.value for outcome in HOLDS)


def holding() -> Prefetch:  # type: ignore[type-arg]  # its arguments are of no use here
    """For rows of evidence: the copies that hold its passage, the newest seen first, as ``passage.holding``."""
    rows = ArchivedPassage.objects.filter(outcome__in=_HOLDING).select_related("archived")
    return Prefetch("passage__archived", rows.order_by("-archived__seen_at", "archived_id"), to_attr="holding")


def archives_of(link: Link) -> dict[str, object]:
    """What archives have of a link's page: copies with what became of each passage, and what is still to be asked."""
    passages = ArchivedPassage.objects.select_related("passage").order_by("passage_id")
    copies = ArchivedCopy.objects.filter(link=link).prefetch_related(Prefetch("passages", passages))
    own = link.document.snapshots.exclude(passages=None).order_by("-taken_at", "-id").first()
    return {
        "own": own,
        "copies": list(copies.order_by("taken_at", "id")),
        "jobs": list(ArchiveJob.objects.filter(link=link).order_by("task")),
    }
