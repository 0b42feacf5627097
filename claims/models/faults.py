"""Faults on our side that make visits worthless."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from claims.models.base import one_of, word
from claims.vocabulary import FaultKind


class Fault(models.Model):
    """One fault, from when it was first noticed (``since``) to when it was over; ``seen_at`` is when it last was.

    ``detail`` is for administrators only: what the name server answers.
    """

    kind = word(FaultKind)
    detail = models.CharField(max_length=300, null=True, blank=True)
    since = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            one_of("kind", FaultKind, "fault_kind_known"),
            models.UniqueConstraint(fields=["kind"], condition=Q(ended_at=None), name="fault_open_once"),
        ]

    def __str__(self) -> str:
        return FaultKind(self.kind).label
