"""Releases: all that ever leaves. A release is never changed; which one is current is a row of its own."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from claims.models.base import one_of, unchangeable, word
from claims.models.claims import Claim
from claims.vocabulary import ReleaseKind, SourceLetter, SourcingType, Status


class Release(models.Model):
    """One immutable published version of a claim: the finished document as bytes, with its strong ETag."""

    sequence = models.PositiveBigIntegerField(primary_key=True)
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="releases")
    version = models.PositiveIntegerField()
    kind = word(ReleaseKind)
    document = models.BinaryField()
    etag = models.CharField(max_length=64)
    released_at = models.DateTimeField()

    class Meta:
        triggers = [unchangeable("release_is_fixed")]
        constraints = [
            one_of("kind", ReleaseKind, "release_kind_known"),
            models.UniqueConstraint(fields=["claim", "version"], name="release_version_once"),
            models.CheckConstraint(condition=Q(sequence__gte=1), name="release_sequence_from_one"),
            models.CheckConstraint(condition=Q(version__gte=1), name="release_version_from_one"),
        ]

    def __str__(self) -> str:
        return f"release {self.sequence}"


class CurrentRelease(models.Model):
    """The current release of a claim with the columns that filters and search need. One row a claim."""

    claim = models.OneToOneField(Claim, models.PROTECT, primary_key=True, related_name="current_release")
    release = models.OneToOneField(Release, models.PROTECT, related_name="+")
    kind = word(ReleaseKind)
    status = word(Status)
    effective_status = word(Status)
    sourcing_type = word(SourcingType, null=True)
    source_letter = word(SourceLetter, null=True)
    information_number = models.PositiveSmallIntegerField(null=True)
    language = models.CharField(max_length=35, null=True)
    claimed_on = models.DateField(null=True)
    vetted_at = models.DateTimeField()
    search = SearchVectorField()

    class Meta:
        constraints = [
            one_of("kind", ReleaseKind, "current_release_kind_known"),
            one_of("status", Status, "current_release_status_known"),
            one_of("effective_status", Status, "current_release_effective_known"),
            one_of("sourcing_type", SourcingType, "current_release_sourcing_known"),
            one_of("source_letter", SourceLetter, "current_release_letter_known"),
        ]
        indexes = [
            models.Index(fields=["status", "release"], name="current_by_status"),  # list filtered by status
            models.Index(fields=["vetted_at", "release"], name="current_by_vetted"),  # list by vetted date
            GinIndex(fields=["search"], name="current_full_text"),  # q=
        ]
