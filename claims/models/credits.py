"""What pages say of where they have their stories from, as the machine finds it."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q

from claims.addresses import LONGEST_TARGET
from claims.models.base import not_empty, one_of, public_id, word
from claims.models.documents import Document, Snapshot
from claims.models.watching import both, leaves
from claims.vocabulary import ChangeKind, CreditKind


@pghistory.track()
class FoundCredit(models.Model):
    """A credit that the machine found on a page: an agency line, a link in a sentence, a report told of.

    ``target`` is what is credited, as it is compared: the name in small letters, or the address without what changes
    nothing. ``words`` are the page's own. ``cited`` is the document to which a link was seen to lead: its citation was
    recorded then, and is not recorded again should an editor remove it. A dismissed credit makes no edge.
    """

    public_id = public_id()
    document = models.ForeignKey(Document, models.CASCADE, related_name="found_credits")
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="+")
    kind = word(CreditKind)
    name = models.CharField(max_length=300)
    target = models.CharField(max_length=LONGEST_TARGET)
    url = models.URLField(max_length=4096, null=True, blank=True)
    words = models.CharField(max_length=500)
    cited = models.ForeignKey(Document, models.SET_NULL, null=True, blank=True, related_name="+")
    version = models.CharField(max_length=40)
    found_at = models.DateTimeField(auto_now_add=True)
    dismissed_by = models.ForeignKey("User", models.PROTECT, null=True, blank=True, related_name="+")
    dismissed_at = models.DateTimeField(null=True, blank=True)
    dismissed_reason = models.CharField(max_length=500, null=True, blank=True)

    class Meta:
        triggers = leaves(
            ChangeKind.DOCUMENT,
            "found_credit",
            both("document_id"),
            columns=["document", "kind", "target", "words", "dismissed_at"],
        )
        constraints = [
            one_of("kind", CreditKind, "found_credit_kind_known"),
            not_empty("name", "found_credit_name_not_empty"),
            not_empty("target", "found_credit_target_not_empty"),
            models.UniqueConstraint(fields=["document", "kind", "target"], name="found_credit_once"),
            models.CheckConstraint(
                condition=Q(kind=CreditKind.LINK.value) ^ Q(url=None), name="found_credit_only_links_have_addresses"
            ),
            models.CheckConstraint(
                condition=Q(dismissed_by=None, dismissed_at=None, dismissed_reason=None)
                | (
                    Q(dismissed_by__isnull=False, dismissed_at__isnull=False, dismissed_reason__isnull=False)
                    & ~Q(dismissed_reason="")
                ),
                name="found_credit_dismissed_by_somebody_with_reason",
            ),
        ]
        indexes = [
            # a page that comes in looks for links that lead to it
            models.Index(fields=["target"], condition=Q(kind="link", cited=None), name="found_credit_open_links"),
        ]
