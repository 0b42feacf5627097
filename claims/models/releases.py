"""Releases: all that ever leaves. A release is never changed; which one is current is a row of its own."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from claims.models import published
from claims.models.base import one_of, unchangeable, word
from claims.models.claims import Claim
from claims.vocabulary import LinkState, ReleaseKind, SourceLetter, Status


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
    """The current release of a claim with the columns that filters and search need. One row a claim.

    What the columns hold is said by ``claims.publishing.facts``; they are read from the document of the release.
    """

    claim = models.OneToOneField(Claim, models.PROTECT, primary_key=True, related_name="current_release")
    release = models.OneToOneField(Release, models.PROTECT, related_name="+")
    public_id = models.CharField(max_length=16, unique=True)
    kind = word(ReleaseKind)
    status = word(Status)
    effective_status = word(Status)
    sourcing_types = ArrayField(models.TextField(), default=list)
    source_letter = word(SourceLetter, null=True)
    information_number = models.PositiveSmallIntegerField(null=True)
    language = models.CharField(max_length=35, null=True)
    languages = ArrayField(models.TextField(), default=list)
    claimants = ArrayField(models.TextField(), default=list)
    outlets = ArrayField(models.TextField(), default=list)
    tags = ArrayField(models.TextField(), default=list)
    sources = ArrayField(models.TextField(), default=list)
    pages = ArrayField(models.TextField(), default=list)
    excerpt = models.BooleanField(default=False)
    link_health = word(LinkState, null=True)
    claimed_on = models.DateField(null=True)
    vetted_at = models.DateTimeField()
    words_until = models.DateField(null=True)
    search = SearchVectorField()

    class Meta:
        triggers = published.of_release()
        constraints = [
            one_of("kind", ReleaseKind, "current_release_kind_known"),
            one_of("status", Status, "current_release_status_known"),
            one_of("effective_status", Status, "current_release_effective_known"),
            one_of("source_letter", SourceLetter, "current_release_letter_known"),
            one_of("link_health", LinkState, "current_release_health_known"),
        ]
        indexes = [
            # each filter of the list, with the order of the list
            models.Index(fields=["status", "release"], name="current_by_status"),
            models.Index(fields=["effective_status", "release"], name="current_by_effective"),
            models.Index(fields=["source_letter", "release"], name="current_by_letter"),
            models.Index(fields=["information_number", "release"], name="current_by_number"),
            models.Index(fields=["excerpt", "release"], name="current_by_excerpt"),
            models.Index(fields=["link_health", "release"], name="current_by_health"),
            models.Index(fields=["claimed_on", "release"], name="current_by_claimed"),
            models.Index(fields=["vetted_at", "release"], name="current_by_vetted"),  # an order of its own too
            # what a claim has several of: one index serves each column alone; read far more than written: nothing waits
            GinIndex(
                fields=["sourcing_types", "languages", "claimants", "outlets", "tags", "sources", "pages"],
                name="current_by_keys",
                fastupdate=False,
            ),
            GinIndex(fields=["search"], name="current_full_text", fastupdate=False),  # q=
        ]
