"""What waits longer than it should, on our side: visits, questions to archives, texts to compare."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from claims.corroboration.text_index import ATTEMPTS
from claims.models import ArchiveJob, ComparedText, Link, Snapshot
from claims.vocabulary import ArchiveState, ArchiveTask

PATIENCE = timedelta(hours=1)
"""How much longer than planned something may wait before it is late."""


def late_links(*, now: datetime) -> QuerySet[Link]:
    """Links whose visit is overdue, on hosts that did not ask for rest."""
    rests = Q(host__not_before__gt=now - PATIENCE)
    return Link.objects.filter(due_at__lt=now - PATIENCE).exclude(rests)


def waiting_jobs() -> QuerySet[ArchiveJob]:
    """Questions to archives that are still to be asked, of the kinds that this installation asks."""
    wanted = [
        task.value
        for task, is_set in ((ArchiveTask.LOOK_UP, settings.ARCHIVES), (ArchiveTask.SAVE, settings.SAVE_PAGE))
        if is_set
    ]
    return ArchiveJob.objects.filter(state=ArchiveState.WAITING.value, task__in=wanted)


def late_jobs(*, now: datetime) -> QuerySet[ArchiveJob]:
    """Those of them that are overdue."""
    return waiting_jobs().filter(due_at__lt=now - PATIENCE)


def waiting_texts() -> QuerySet[ComparedText]:
    """Texts that were not compared with all others yet, without those that failed too often."""
    return ComparedText.objects.filter(compared_at=None, attempts__lt=ATTEMPTS)


def failed_texts() -> QuerySet[ComparedText]:
    """Texts that could not be compared, and are left alone until the rules change."""
    return ComparedText.objects.filter(compared_at=None, attempts__gte=ATTEMPTS)


def has_late_texts(*, now: datetime) -> bool:
    """Whether a text that came in more than an hour ago was not compared."""
    came = Snapshot.objects.filter(document=OuterRef("document"), readable=OuterRef("readable"))
    return waiting_texts().filter(Exists(came.filter(taken_at__lt=now - PATIENCE))).exists()
