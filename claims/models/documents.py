"""Documents, what was fetched of them, and places in that."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from claims.models.base import not_empty, one_of, public_id, unchangeable, word
from claims.models.sources import Outlet
from claims.models.watching import both, leaves
from claims.vocabulary import CaptureMethod, ChangeKind, Part, Precision

_COMPARE_ANEW = """
    UPDATE claims_comparedtext SET compared_at = NULL, attempts = 0 WHERE document_id = NEW.id;
    RETURN NULL;
"""
"""What is standing text, and what two texts of one outlet, hangs on the outlets: whatever changes one."""

_WAITS = """
    IF NOT EXISTS (
        SELECT FROM claims_comparedtext WHERE readable_id = NEW.readable_id AND document_id = NEW.document_id
    ) THEN
        INSERT INTO claims_comparedtext (document_id, readable_id, spans, hashes, names, version, attempts)
        VALUES (NEW.document_id, NEW.readable_id, '{}', '', '', '', 0)
        ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
"""
"""Leaves each new text of a document to be compared, whatever wrote the snapshot."""


@pghistory.track()
class Document(models.Model):
    """One page, file or article; without an address when its text was pasted.

    Dates are the page's own, with the precision at which it states them; unknown is null, never guessed.
    """

    public_id = public_id()
    canonical_url = models.URLField(max_length=4096, null=True, blank=True, unique=True)
    outlet = models.ForeignKey(Outlet, models.PROTECT, null=True, blank=True, related_name="documents")
    title = models.TextField(null=True, blank=True)
    bylines = ArrayField(models.CharField(max_length=300), default=list, blank=True)
    agency = models.CharField(max_length=300, null=True, blank=True)
    language = models.CharField(max_length=35, null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)
    published_precision = word(Precision, null=True)
    modified_on = models.DateField(null=True, blank=True)
    modified_precision = word(Precision, null=True)
    cites = models.ManyToManyField("self", symmetrical=False, related_name="cited_by", through="Citation")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        triggers = [
            *leaves(
                ChangeKind.DOCUMENT,
                "document",
                both("id"),
                columns=[
                    *("canonical_url", "outlet", "title", "bylines", "agency", "published_on", "published_precision"),
                ],
                whole=False,
            ),
            pgtrigger.Trigger(
                name="texts_compared_anew_for_outlet",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("outlet"),
                func=_COMPARE_ANEW,
            ),
        ]
        constraints = [
            one_of("published_precision", Precision, "document_published_precision_known"),
            one_of("modified_precision", Precision, "document_modified_precision_known"),
            not_empty("title", "document_title_not_empty"),
            models.CheckConstraint(
                condition=Q(published_on=None, published_precision=None)
                | Q(published_on__isnull=False, published_precision__isnull=False),
                name="document_published_with_precision",
            ),
            models.CheckConstraint(
                condition=Q(modified_on=None, modified_precision=None)
                | Q(modified_on__isnull=False, modified_precision__isnull=False),
                name="document_modified_with_precision",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.canonical_url or self.public_id


@pghistory.track()
class Citation(models.Model):
    """One document credits or links another; a *certain* edge between their evidence."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="citations")
    cited = models.ForeignKey(Document, models.CASCADE, related_name="+")
    words = models.CharField(max_length=500, null=True, blank=True)

    class Meta:
        triggers = leaves(ChangeKind.DOCUMENT, "citation", both("document_id"), columns=["document", "cited", "words"])
        constraints = [
            models.UniqueConstraint(fields=["document", "cited"], name="citation_once"),
            models.CheckConstraint(condition=~Q(document=F("cited")), name="citation_not_of_itself"),
        ]


class ReadableText(models.Model):
    """The text of a page as a reader sees it, kept once however many snapshots hold it."""

    text_hash = models.CharField(max_length=64, primary_key=True)
    text = models.TextField()

    class Meta:
        triggers = [unchangeable("readable_text_is_fixed")]
        constraints = [
            models.CheckConstraint(condition=Q(text_hash__regex="^[0-9a-f]{64}$"), name="readable_text_hash_form"),
            not_empty("text", "readable_text_not_empty"),
        ]


class Snapshot(models.Model):
    """A document as it was at one moment: never changed. The bytes lie in the storage under ``content_hash``.

    ``page`` is what the reader made of it (title, authors, dates, blocks, notices), so that a later visit compares
    without reading the old bytes again; its form is that of ``claims.recording.documents.page_json``.
    """

    public_id = public_id()
    document = models.ForeignKey(Document, models.PROTECT, related_name="snapshots")
    content_hash = models.CharField(max_length=64)
    readable = models.ForeignKey(ReadableText, models.PROTECT, related_name="snapshots")
    method = word(CaptureMethod)
    media_type = models.CharField(max_length=100)
    final_url = models.URLField(max_length=4096, null=True, blank=True)
    http_status = models.PositiveSmallIntegerField(null=True, blank=True)
    page = models.JSONField(default=dict, blank=True)
    taken_by = models.ForeignKey("User", models.PROTECT, null=True, blank=True, related_name="+")
    taken_at = models.DateTimeField()

    class Meta:
        triggers = [
            unchangeable("snapshot_is_fixed"),
            pgtrigger.Trigger(
                name="text_waits_to_be_compared", when=pgtrigger.After, operation=pgtrigger.Insert, func=_WAITS
            ),
        ]
        constraints = [
            one_of("method", CaptureMethod, "snapshot_method_known"),
            models.CheckConstraint(condition=Q(content_hash__regex="^[0-9a-f]{64}$"), name="snapshot_hash_form"),
            models.CheckConstraint(
                condition=~Q(method=CaptureMethod.URL.value) | Q(final_url__isnull=False),
                name="snapshot_url_has_address",
            ),
        ]
        indexes = [
            models.Index(fields=["document", "-taken_at"], name="snapshot_latest"),  # the newest of a document
            models.Index(fields=["content_hash"], name="snapshot_by_content"),  # was this taken in already?
        ]


_STANDS = """
    IF substring(
        (SELECT r.text FROM claims_readabletext r JOIN claims_snapshot s ON s.readable_id = r.text_hash
          WHERE s.id = NEW.snapshot_id)
        FROM NEW.start + 1 FOR NEW."end" - NEW.start
    ) IS DISTINCT FROM NEW.exact THEN
        RAISE EXCEPTION '{what} does not stand at these positions of its snapshot' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


def stands_in_its_snapshot(what: str) -> str:
    """The body of a trigger that refuses a row whose ``exact`` does not stand at its positions; ``what`` names it."""
    return _STANDS.format(what=what)


class Passage(models.Model):
    """Where in a snapshot something stands: W3C TextQuoteSelector and TextPositionSelector together.

    ``start`` and ``end`` are characters of the readable text; the database checks that ``exact`` stands there.
    """

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="passages")
    exact = models.TextField()
    prefix = models.CharField(max_length=64, default="", blank=True)
    suffix = models.CharField(max_length=64, default="", blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    part = word(Part)

    class Meta:
        constraints = [
            one_of("part", Part, "passage_part_known"),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="passage_positions_in_order"),
            models.UniqueConstraint(fields=["snapshot", "start", "end"], name="passage_once"),
        ]
        triggers = [
            unchangeable("passage_is_fixed"),
            pgtrigger.Trigger(
                name="passage_stands_in_its_snapshot",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=stands_in_its_snapshot("passage"),
            ),
        ]
