"""Copies of pages in other people's archives, and what is still to be asked of those archives."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from claims.models.base import one_of, word
from claims.models.documents import Passage
from claims.models.links import Link
from claims.vocabulary import ArchiveState, ArchiveTask, PassageOutcome


class ArchiveJob(models.Model):
    """Something to ask of archives for one link: due at a time, leased by who does it, tried again until it is done.

    ``rests_on`` is a hash of the evidence that the answer was compared for; ``result_url`` the copy that came of it.
    """

    task = word(ArchiveTask)
    link = models.ForeignKey(Link, models.CASCADE, related_name="archive_jobs")
    state = word(ArchiveState, default=ArchiveState.WAITING.value)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    lease_token = models.CharField(max_length=32, null=True, blank=True)
    reason = models.CharField(max_length=300, null=True, blank=True)
    rests_on = models.CharField(max_length=32, null=True, blank=True)
    result_url = models.URLField(max_length=4096, null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            one_of("task", ArchiveTask, "archive_job_task_known"),
            one_of("state", ArchiveState, "archive_job_state_known"),
            models.UniqueConstraint(fields=["task", "link"], name="archive_job_once"),
            models.CheckConstraint(
                condition=Q(lease_until=None, lease_token=None)
                | Q(lease_until__isnull=False, lease_token__isnull=False),
                name="archive_job_lease_has_token",
            ),
            models.CheckConstraint(
                condition=Q(state=ArchiveState.WAITING.value, done_at=None)
                | (~Q(state=ArchiveState.WAITING.value) & Q(done_at__isnull=False)),
                name="archive_job_done_has_time",
            ),
        ]
        indexes = [models.Index(fields=["state", "due_at"], name="archive_job_due")]  # what to do next


class ArchivedCopy(models.Model):
    """A copy of a link's page in an archive, as it was looked at: ``taken_at`` is the archive's, ``seen_at`` ours."""

    link = models.ForeignKey(Link, models.CASCADE, related_name="archived")
    archive = models.CharField(max_length=300)
    url = models.URLField(max_length=4096)
    taken_at = models.DateTimeField()
    http_status = models.PositiveSmallIntegerField()
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["link", "url"], name="archived_copy_once")]


class ArchivedPassage(models.Model):
    """Whether a copy holds a passage, by the same comparison as a visit's."""

    archived = models.ForeignKey(ArchivedCopy, models.CASCADE, related_name="passages")
    passage = models.ForeignKey(Passage, models.PROTECT, related_name="archived")
    outcome = word(PassageOutcome)
    found_text = models.TextField(null=True, blank=True)
    score = models.FloatField(null=True, blank=True)

    class Meta:
        constraints = [
            one_of("outcome", PassageOutcome, "archived_passage_outcome_known"),
            models.UniqueConstraint(fields=["archived", "passage"], name="archived_passage_once"),
        ]
