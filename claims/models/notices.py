"""What people are told of claims that are theirs, and which further claims they watch."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from claims.models.claims import Claim
from claims.models.review import ReviewStep


class Watch(models.Model):
    """A person wants to be told of a claim that they neither logged nor approved."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="watches")
    person = models.ForeignKey("User", models.CASCADE, related_name="watches")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["claim", "person"], name="watch_once")]
        verbose_name_plural = "watches"


class Notice(models.Model):
    """One step of a claim's review that one person is told of; unread until ``read_at``."""

    person = models.ForeignKey("User", models.CASCADE, related_name="notices")
    step = models.ForeignKey(ReviewStep, models.PROTECT, related_name="notices")
    made_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "step"], name="notice_once")]
        indexes = [
            models.Index(fields=["person", "-id"], name="notice_list"),  # a person's notices, the newest first
            models.Index(fields=["person"], condition=Q(read_at=None), name="notice_unread"),
        ]
