"""Whoever stands behind a statement, and how far they are trusted."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from claims.models.base import not_empty, one_of, public_id, word
from claims.models.watching import both, leaves
from claims.vocabulary import UNNAMED_KINDS, ChangeKind, SourceKind, SourceLetter

_UNNAMED = sorted(kind.value for kind in UNNAMED_KINDS)


@pghistory.track()
class Source(models.Model):
    """Whoever or whatever stands behind a statement.

    An unnamed source has a descriptor as published, no name, and belongs to one claim. Its identity is never a field.
    """

    public_id = public_id()
    kind = word(SourceKind)
    name = models.CharField(max_length=300, null=True, blank=True)
    descriptor = models.CharField(max_length=300, null=True, blank=True)
    aliases = ArrayField(models.CharField(max_length=300), default=list, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    unnamed_of = models.ForeignKey("Claim", models.PROTECT, null=True, blank=True, related_name="unnamed_sources")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        triggers = leaves(
            ChangeKind.SOURCE,
            "source",
            both("id"),
            columns=["kind", "name", "descriptor", "aliases", "parent"],
            whole=False,
        )
        constraints = [
            one_of("kind", SourceKind, "source_kind_known"),
            not_empty("name", "source_name_not_empty"),
            not_empty("descriptor", "source_descriptor_not_empty"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="source_not_its_own_parent"),
            models.CheckConstraint(
                condition=Q(kind__in=_UNNAMED, name=None, descriptor__isnull=False, unnamed_of__isnull=False)
                | (~Q(kind__in=_UNNAMED) & Q(name__isnull=False, unnamed_of=None)),
                name="source_named_or_unnamed_of_one_claim",
            ),
        ]
        indexes = [models.Index(fields=["name"], name="source_by_name")]  # the claim form looks names up

    def __str__(self) -> str:
        return self.name or self.descriptor or self.public_id


@pghistory.track()
class SameUnnamedSource(models.Model):
    """An editor's word that two unnamed sources are one person. No export ever carries it."""

    first = models.ForeignKey(Source, models.PROTECT, related_name="+")
    second = models.ForeignKey(Source, models.PROTECT, related_name="+")
    reason = models.TextField()
    said_by = models.ForeignKey("User", models.PROTECT, related_name="+")
    said_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        triggers = leaves(
            ChangeKind.SOURCE,
            "same_unnamed_source",
            f"{both('first_id')}, (OLD.second_id), (NEW.second_id)",
            columns=["first", "second"],
        )
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="same_unnamed_source_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="same_unnamed_source_ordered"),
            not_empty("reason", "same_unnamed_source_reason"),
        ]


_OUTLETS_BELOW = """
    WITH RECURSIVE below(id) AS (
        SELECT NEW.id
         UNION SELECT child.id FROM claims_ownergroup child JOIN below ON child.parent_id = below.id)
    SELECT outlet.id FROM claims_outlet outlet JOIN below ON outlet.owner_group_id = below.id
"""

_NO_RING = """
    IF NEW.parent_id IS NULL OR (TG_OP = 'UPDATE' AND NEW.parent_id IS NOT DISTINCT FROM OLD.parent_id) THEN
        RETURN NEW;
    END IF;
    -- one at a time: two changes that each see no ring may close one together
    PERFORM pg_advisory_xact_lock(hashtext('claims_ownergroup.parent'));
    IF EXISTS (
        WITH RECURSIVE above(id) AS (
            SELECT NEW.parent_id
             UNION SELECT one.parent_id FROM claims_ownergroup one JOIN above ON one.id = above.id
                    WHERE one.parent_id IS NOT NULL)
        SELECT FROM above WHERE id = NEW.id
    ) THEN
        RAISE EXCEPTION 'an owner would own itself' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


@pghistory.track()
class OwnerGroup(models.Model):
    """Who owns outlets, or other owners: evidence of all that one owner owns in the end counts as one origin."""

    name = models.CharField(max_length=300, unique=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")

    class Meta:
        triggers = [
            *leaves(ChangeKind.OUTLET, "owner_group", _OUTLETS_BELOW, columns=["parent"], whole=False),
            pgtrigger.Trigger(
                name="owner_group_owns_not_itself",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_NO_RING,
            ),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Outlet(models.Model):
    """A source that publishes documents, matched by registrable domain and path."""

    source = models.OneToOneField(Source, models.PROTECT, related_name="outlet")
    domain = models.CharField(max_length=253)
    path = models.CharField(max_length=500, default="/")
    owner_group = models.ForeignKey(OwnerGroup, models.PROTECT, null=True, blank=True, related_name="outlets")

    class Meta:
        triggers = leaves(
            ChangeKind.OUTLET, "outlet", both("id"), columns=["source", "domain", "path", "owner_group"], whole=False
        )
        constraints = [
            # serves the look-up of an outlet for a captured address
            models.UniqueConstraint(fields=["domain", "path"], name="outlet_domain_path"),
            models.CheckConstraint(condition=Q(path__startswith="/"), name="outlet_path_absolute"),
        ]

    def __str__(self) -> str:
        return str(self.source)


@pghistory.track()
class SourceGrade(models.Model):
    """A letter for one source, optionally on one topic, by one person at one time, with reason."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="grades")
    topic = models.CharField(max_length=100, default="", blank=True)
    letter = word(SourceLetter)
    reason = models.CharField(max_length=500)
    graded_by = models.ForeignKey("User", models.PROTECT, related_name="source_grades")
    graded_at = models.DateTimeField(auto_now_add=True)
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        triggers = leaves(
            ChangeKind.SOURCE_GRADE,
            "source_grade",
            both("source_id"),
            columns=["source", "topic", "letter", "graded_by", "graded_at", "replaced_at"],
        )
        constraints = [
            one_of("letter", SourceLetter, "source_grade_letter_known"),
            not_empty("reason", "source_grade_reason"),
            models.UniqueConstraint(
                fields=["source", "topic", "graded_by"],
                condition=Q(replaced_at=None),
                name="source_grade_one_live_per_grader",
            ),
        ]


class RatingImport(models.Model):
    """A file of outside ratings as it came. What is recorded of it can be taken out again, and recorded anew."""

    public_id = public_id()
    name = models.CharField(max_length=200)
    text = models.TextField()
    taken_by = models.ForeignKey("User", models.PROTECT, null=True, blank=True, related_name="+")
    taken_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            not_empty("text", "rating_import_text_not_empty"),
            models.CheckConstraint(
                condition=Q(undone_at=None) | Q(applied_at__isnull=False), name="rating_import_undone_was_applied"
            ),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class OutsideRating(models.Model):
    """Somebody else's dated opinion of a source, as given; never blended with others."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="outside_ratings")
    rater = models.CharField(max_length=200)
    scheme = models.CharField(max_length=200)
    raw_value = models.CharField(max_length=200)
    rated_on = models.DateField()
    link = models.URLField(max_length=2000, null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    imported = models.ForeignKey(RatingImport, models.PROTECT, null=True, blank=True, related_name="ratings")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "rater", "scheme", "rated_on"], name="outside_rating_once_a_day"),
        ]
