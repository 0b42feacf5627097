"""Links under watch, visits to them, and what the visits mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pghistory
from django.db import models
from django.db.models import Q

from claims.models import published
from claims.models.base import not_empty, one_of, public_id, unchangeable, word
from claims.models.claims import Claim
from claims.models.documents import Document, Passage, Snapshot
from claims.models.watching import both, leaves
from claims.vocabulary import EDITS, ChangeKind, CheckOutcome, FindingKind, FindingState, LinkState, PassageOutcome


class Host(models.Model):
    """A host is leased, not a link: one worker at a time visits it, with its delay in between.

    ``profile`` is what people taught of it (``claims.rechecks.profile``), ``probes`` what it answered for addresses
    that cannot exist, by folder; ``wall_told_at`` when an editor was last asked what to do about its wall.
    """

    name = models.CharField(max_length=253, unique=True)
    delay_seconds = models.FloatField(default=2.0)
    not_before = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    lease_token = models.CharField(max_length=32, null=True, blank=True)
    robots = models.TextField(null=True, blank=True)
    robots_at = models.DateTimeField(null=True, blank=True)
    profile = models.JSONField(default=dict, blank=True)
    probes = models.JSONField(default=dict, blank=True)
    wall_told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(delay_seconds__gte=0), name="host_delay_not_negative"),
            models.CheckConstraint(
                condition=Q(lease_until=None, lease_token=None)
                | Q(lease_until__isnull=False, lease_token__isnull=False),
                name="host_lease_has_token",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def blocks_us(self) -> Mapping[str, Any] | None:
        """The mark that this host blocks us: who set it (``by``), when (``at``) and why (``reason``), or ``None``.

        ``findings`` are the false alarms that taught it, by public id; a mark set by hand has none.
        """
        mark: Mapping[str, Any] | None = self.profile.get("blocks_us")
        return mark


class Link(models.Model):
    """One URL under watch, and what is believed of it after all its checks.

    ``answered_by`` is the address that gave ``etag`` and ``last_modified``. ``basis`` is the page as it last showed,
    ``essence`` the hash of what a reader would notice of it, ``rests_on`` a hash of the evidence it was last compared
    for, at ``read_at``: when all of them are the same at a visit, there is nothing to tell. ``instead`` is what last
    came instead of the page (``claims.rechecks.instead``), ``None`` while it shows. ``change_rate`` is in changes a
    day; ``visit_days`` how long to wait between two visits when nothing else decides. ``asked_at`` is when a person
    last asked for a visit: as long as it is later than ``checked_at``, that visit is still to come.
    ``under_published`` is whether evidence of a published claim rests on the page; the database keeps it
    (``claims.models.published``).
    """

    public_id = public_id()
    url = models.URLField(max_length=4096, unique=True)
    host = models.ForeignKey(Host, models.PROTECT, related_name="links", db_index=False)  # link_due begins with it
    document = models.ForeignKey(Document, models.PROTECT, related_name="links")
    under_published = models.BooleanField(default=False, db_default=False, editable=False)
    state = word(LinkState, default=LinkState.UNCHECKED.value)
    failures = models.PositiveSmallIntegerField(default=0)
    etag = models.CharField(max_length=500, null=True, blank=True)
    last_modified = models.CharField(max_length=100, null=True, blank=True)
    body_hash = models.CharField(max_length=64, null=True, blank=True)
    essence = models.CharField(max_length=64, null=True, blank=True)
    answered_by = models.URLField(max_length=4096, null=True, blank=True)
    basis = models.ForeignKey(Snapshot, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    rests_on = models.CharField(max_length=32, null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    instead = models.JSONField(null=True, blank=True)
    change_rate = models.FloatField(null=True, blank=True)
    visit_days = models.FloatField(null=True, blank=True)
    due_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        triggers = published.of_link()
        constraints = [
            one_of("state", LinkState, "link_state_known"),
            models.CheckConstraint(condition=Q(change_rate__gte=0), name="link_rate_not_negative"),
            models.CheckConstraint(condition=Q(visit_days__gt=0), name="link_visit_days_positive"),
        ]
        indexes = [
            models.Index(fields=["host", "due_at"], name="link_due"),  # what to visit next on a leased host
            models.Index(fields=["due_at"], name="link_any_due"),  # which hosts have something due
            # the links of one request
            models.Index(fields=["asked_at"], condition=Q(asked_at__isnull=False), name="link_asked"),
            # for which the promise is not kept
            models.Index(
                fields=["checked_at"],
                condition=Q(under_published=True) & ~Q(state=LinkState.DEAD.value),
                name="link_promised",
            ),
        ]

    def __str__(self) -> str:
        return self.url

    @property
    def is_asked_for(self) -> bool:
        """Whether a person asked for a visit that did not take place yet."""
        return self.asked_at is not None and (self.checked_at is None or self.checked_at < self.asked_at)


class Check(models.Model):
    """One visit to a link. Never changed; counted once however often its task ran, by ``visit``.

    ``changed`` says whether something that is watched (a passage, headline, byline, date, notice) was otherwise than at
    the last visit that showed the page; ``None`` when this one did not show it.
    """

    # check_timeline begins with it
    link = models.ForeignKey(Link, models.PROTECT, related_name="checks", db_index=False)
    visit = models.CharField(max_length=64, unique=True)
    outcome = word(CheckOutcome)
    http_status = models.PositiveSmallIntegerField(null=True)
    final_url = models.URLField(max_length=4096, null=True)
    reason = models.CharField(max_length=300, null=True)
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, null=True, related_name="checks")
    milliseconds = models.PositiveIntegerField(null=True)
    changed = models.BooleanField(null=True)
    checked_at = models.DateTimeField()

    class Meta:
        triggers = [unchangeable("check_is_fixed")]
        constraints = [one_of("outcome", CheckOutcome, "check_outcome_known")]
        indexes = [models.Index(fields=["link", "-checked_at"], name="check_timeline")]  # a link's page


class PassageCheck(models.Model):
    """What became of one passage at one visit, with the near match and a score where it changed."""

    check_made = models.ForeignKey(Check, models.PROTECT, related_name="passages")
    passage = models.ForeignKey(Passage, models.PROTECT, related_name="checks")
    outcome = word(PassageOutcome)
    found_text = models.TextField(null=True)
    score = models.FloatField(null=True)

    class Meta:
        triggers = [unchangeable("passage_check_is_fixed")]
        constraints = [
            one_of("outcome", PassageOutcome, "passage_outcome_known"),
            models.UniqueConstraint(fields=["check_made", "passage"], name="passage_checked_once"),
        ]


@pghistory.track()
class Finding(models.Model):
    """What a visit means for one claim; a person settles it.

    ``note`` is the correction note with which the page tells its readers of an edit, first seen at ``noted_at``: with
    the finding, or later. ``None`` as long as the page says nothing of it.
    """

    public_id = public_id()
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="findings")
    link = models.ForeignKey(Link, models.PROTECT, related_name="findings")
    check_made = models.ForeignKey(Check, models.PROTECT, related_name="findings")
    passage = models.ForeignKey(Passage, models.PROTECT, null=True, blank=True, related_name="findings")
    kind = word(FindingKind)
    detail = models.TextField()
    note = models.TextField(null=True, blank=True)
    noted_at = models.DateTimeField(null=True, blank=True)
    state = word(FindingState, default=FindingState.OPEN.value)
    settled_by = models.ForeignKey("User", models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    found_at = models.DateTimeField()

    class Meta:
        triggers = leaves(ChangeKind.FINDING, "finding", both("id"), columns=["state"])
        constraints = [
            one_of("kind", FindingKind, "finding_kind_known"),
            one_of("state", FindingState, "finding_state_known"),
            models.UniqueConstraint(
                fields=["claim", "link", "passage", "kind"],
                condition=Q(state=FindingState.OPEN.value),
                nulls_distinct=False,
                name="finding_open_once",
            ),
            models.CheckConstraint(
                condition=Q(state=FindingState.OPEN.value, settled_at=None) | ~Q(state=FindingState.OPEN.value),
                name="finding_open_is_not_settled",
            ),
            models.CheckConstraint(
                condition=Q(note=None, noted_at=None) | Q(note__isnull=False, noted_at__isnull=False),
                name="finding_note_has_time",
            ),
            not_empty("note", "finding_note_not_empty"),
        ]
        indexes = [models.Index(fields=["state", "-found_at"], name="finding_list")]  # the findings page

    @property
    def headline(self) -> str:
        """What was found in one line; of an edit, whether the page tells its readers."""
        kind = FindingKind(self.kind)
        if kind not in EDITS:
            return kind.label
        told = f"{EDITS[kind]}, with a correction note" if self.note else f"silently {EDITS[kind]}"
        return f"Quoted passage was {told}"

    @property
    def noted_later(self) -> bool:
        """Whether the correction note appeared after the edit was found."""
        return self.noted_at is not None and self.noted_at > self.found_at
