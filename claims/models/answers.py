"""Answers that are kept for a day, so that a program which asks the same again changes nothing twice."""

from __future__ import annotations

from django.db import models


class KeptAnswer(models.Model):
    """What a program was answered under a key of its own; ``asked`` is a hash of the request.

    Written in the transaction of what it answers: there is no answer without its change, and no change without it.
    """

    person = models.ForeignKey("User", models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    asked = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    body = models.BinaryField(default=b"")
    headers = models.JSONField(default=dict)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="kept_answer_once")]
        indexes = [models.Index(fields=["made_at"], name="kept_answer_age")]  # what is forgotten after a day
