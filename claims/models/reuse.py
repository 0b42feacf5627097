"""Texts compared with all others: what the index keeps of them, and which documents share a text."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from claims.models.documents import Document, ReadableText
from claims.models.watching import leaves
from claims.vocabulary import ChangeKind


class ComparedText(models.Model):
    """A readable text of a document, in the index of shared text or on its way there.

    The database makes the row when a snapshot comes in (``text_waits_to_be_compared``), whatever wrote that.

    ``version`` names the rules by which it was taken in, and is empty until then. ``spans`` are the starts and ends, in
    turn, of the words that are the text's own; ``hashes`` its shingles and ``names`` its names and figures, each once,
    packed. ``compared_at`` is ``None`` until the text was compared with all others. ``attempts`` counts failures, so
    that a text that breaks the rules holds up no other. Made of other rows: may be made anew at any time.
    """

    id = models.AutoField(primary_key=True)  # four bytes: a row of the index holds hardly more than this number
    document = models.ForeignKey(Document, models.CASCADE, related_name="compared_texts")
    readable = models.ForeignKey(ReadableText, models.CASCADE, related_name="+", db_index=False)
    spans = ArrayField(models.PositiveIntegerField(), default=list)
    hashes = models.BinaryField(default=bytes)
    names = models.BinaryField(default=bytes)
    version = models.CharField(max_length=40, default="", blank=True)
    compared_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["readable", "document"], name="compared_text_once"),
        ]
        indexes = [
            # what is still to be compared, what failed last
            models.Index(fields=["attempts", "id"], condition=Q(compared_at=None), name="compared_text_waiting"),
            models.Index(fields=["version"], name="compared_text_version"),  # what older rules took in
        ]


class TextPrint(models.Model):
    """A shingle that a text is found by: the hash of three words in a row, 32 bits with sign.

    The text's row is not checked at each of these rows, which are some 120 a text; one whose text is gone is passed
    over.
    """

    pk = models.CompositePrimaryKey("value", "text_id")
    value = models.IntegerField()
    text = models.ForeignKey(ComparedText, models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False)


_CLAIMS_ON_BOTH = """
    SELECT evidence.claim_id
      FROM claims_evidence evidence
      JOIN claims_passage passage ON passage.id = evidence.passage_id
      JOIN claims_snapshot snapshot ON snapshot.id = passage.snapshot_id
      JOIN (VALUES (OLD.first_id, OLD.second_id), (NEW.first_id, NEW.second_id)) AS pair(first, second)
        ON snapshot.document_id IN (pair.first, pair.second)
     GROUP BY evidence.claim_id, pair.first, pair.second
    HAVING count(DISTINCT snapshot.document_id) = 2
"""
"""The claims with evidence in both documents: to all others it is nothing."""


class SharedText(models.Model):
    """Two documents that are suspected to share a text, by the figures of ``claims.corroboration.reuse``.

    ``runs`` are ``[start, end, start, end, words]``: characters of the first document's text, then of the second's.
    Kept when a page changes afterwards: that it carried the text is not undone.
    """

    first = models.ForeignKey(Document, models.CASCADE, related_name="+")
    second = models.ForeignKey(Document, models.CASCADE, related_name="+")
    first_text = models.ForeignKey(ReadableText, models.CASCADE, related_name="+")
    second_text = models.ForeignKey(ReadableText, models.CASCADE, related_name="+")
    containment = models.FloatField()
    longest = models.PositiveIntegerField()
    excerpt = models.TextField(blank=True)
    runs = models.JSONField(default=list)
    version = models.CharField(max_length=40)
    found_at = models.DateTimeField()

    class Meta:
        triggers = leaves(
            ChangeKind.SHARED_TEXT,
            "shared_text",
            _CLAIMS_ON_BOTH,
            columns=["first", "second", "containment", "longest", "excerpt"],
        )
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="shared_text_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="shared_text_ordered"),
            models.CheckConstraint(
                condition=Q(containment__gte=0, containment__lte=1), name="shared_text_containment_is_a_share"
            ),
        ]
