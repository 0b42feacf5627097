"""Copies of dead pages in archives, as pages show them: the newsroom's own snapshot first."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from claims.models import ArchivedCopy, ArchivedPassage, ArchiveJob, Finding, Link, Passage
from claims.rechecks.archives import HOLDS
from claims.vocabulary import FindingKind

_HOLDING = sorted(outcome.value for outcome in HOLDS)
# findings after which the page no longer shows what is quoted from it
_LOST = frozenset({FindingKind.LINK_DEAD, FindingKind.PASSAGE_MISSING, FindingKind.NOT_ARCHIVED})


def holding(path: str = "passage__archived") -> Prefetch[str, QuerySet[ArchivedPassage], str]:
    """For rows with passages: the copies that hold each, the newest seen first, as ``holding`` of the passage."""
    rows = ArchivedPassage.objects.filter(outcome__in=_HOLDING).select_related("archived")
    return Prefetch(path, rows.order_by("-archived__seen_at", "archived_id"), to_attr="holding")


def lost(finding: Finding) -> list[Passage]:
    """What the claim quotes from a page that no longer shows it, with the copies that do; two queries, else none."""
    if FindingKind(finding.kind) not in _LOST:
        return []
    resting = Passage.objects.filter(
        evidence__claim=finding.claim_id,
        evidence__withdrawn_at=None,
        snapshot__document=finding.link.document_id,
    )
    if finding.passage_id is not None:
        resting = resting.filter(pk=finding.passage_id)
    return list(resting.select_related("snapshot").prefetch_related(holding("archived")).order_by("start").distinct())


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
