"""Copyright terms as found, and what was decided and used under them."""

from __future__ import annotations

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from claims.models.base import not_empty, one_of, unchangeable, word
from claims.models.claims import Claim
from claims.models.documents import Document, Passage, Snapshot
from claims.models.watching import both, leaves
from claims.vocabulary import (
    DUTY_ACTIONS,
    ChangeKind,
    Channel,
    EvidenceMethod,
    Profile,
    RightsAction,
    RightsBasis,
    RightsReview,
    RightsScope,
    RuleKind,
)


@pghistory.track()
class RightsStatement(models.Model):
    """One assertion about a document's rights, found in one place. A newer one supersedes; nothing is deleted."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="rights_statements")
    scope = word(RightsScope)
    holder_text = models.CharField(max_length=500, null=True, blank=True)
    holder = models.ForeignKey("Source", models.PROTECT, null=True, blank=True, related_name="+")
    year_from = models.PositiveSmallIntegerField(null=True, blank=True)
    year_to = models.PositiveSmallIntegerField(null=True, blank=True)
    notice_verbatim = models.TextField(null=True, blank=True)
    notice_language = models.CharField(max_length=35, null=True, blank=True)
    credit_text = models.CharField(max_length=500, null=True, blank=True)
    licence_id = models.CharField(max_length=100, null=True, blank=True)
    licence_url = models.URLField(max_length=2000, null=True, blank=True)
    status_uri = models.URLField(max_length=500, null=True, blank=True)
    terms_url = models.URLField(max_length=2000, null=True, blank=True)
    acquire_url = models.URLField(max_length=2000, null=True, blank=True)
    jurisdiction = models.CharField(max_length=100, null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    embargo_until = models.DateField(null=True, blank=True)
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="superseded_by")
    confidence = models.FloatField(null=True, blank=True)
    review_state = word(RightsReview, default=RightsReview.MACHINE.value)
    reviewed_by = models.ForeignKey("User", models.PROTECT, null=True, blank=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            one_of("scope", RightsScope, "rights_scope_known"),
            one_of("review_state", RightsReview, "rights_review_known"),
            not_empty("holder_text", "rights_holder_not_empty"),
            not_empty("credit_text", "rights_credit_not_empty"),
            models.CheckConstraint(condition=Q(year_from__lte=F("year_to")), name="rights_years_in_order"),
            models.CheckConstraint(condition=Q(confidence__gte=0, confidence__lte=1), name="rights_confidence_range"),
            models.CheckConstraint(
                condition=Q(review_state=RightsReview.MACHINE.value, reviewed_by=None, reviewed_at=None)
                | Q(reviewed_by__isnull=False, reviewed_at__isnull=False) & ~Q(review_state=RightsReview.MACHINE.value),
                name="rights_reviewed_by_someone",
            ),
            models.CheckConstraint(condition=~Q(supersedes=F("id")), name="rights_not_superseding_itself"),
        ]
        # whose terms begin or end by date alone (claims.review.dates)
        indexes = [
            models.Index(fields=[day], condition=Q(**{f"{day}__isnull": False}), name=f"rights_{day}")
            for day in ("valid_from", "valid_until", "embargo_until")
        ]


_DUTIES = sorted(action.value for action in DUTY_ACTIONS)


@pghistory.track()
class RightsRule(models.Model):
    """One thing that a statement permits, prohibits or requires."""

    statement = models.ForeignKey(RightsStatement, models.PROTECT, related_name="rules")
    kind = word(RuleKind)
    action = word(RightsAction)
    max_words = models.PositiveIntegerField(null=True, blank=True)
    max_chars = models.PositiveIntegerField(null=True, blank=True)
    max_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    max_total_words = models.PositiveIntegerField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    purpose = models.CharField(max_length=200, null=True, blank=True)
    channel = word(Channel, null=True)
    unless = models.CharField(max_length=300, null=True, blank=True)
    basis = word(RightsBasis)

    class Meta:
        constraints = [
            one_of("kind", RuleKind, "rights_rule_kind_known"),
            one_of("action", RightsAction, "rights_rule_action_known"),
            one_of("basis", RightsBasis, "rights_rule_basis_known"),
            one_of("channel", Channel, "rights_rule_channel_known"),
            models.CheckConstraint(
                condition=Q(kind=RuleKind.DUTY.value, action__in=_DUTIES)
                | (~Q(kind=RuleKind.DUTY.value) & ~Q(action__in=_DUTIES)),
                name="rights_rule_duty_has_duty_action",
            ),
            models.CheckConstraint(condition=Q(max_percent__lte=100), name="rights_rule_percent_range"),
        ]
        # rules that end by date alone (claims.review.dates)
        indexes = [models.Index(fields=["until"], condition=Q(until__isnull=False), name="rights_rule_until")]


class RightsEvidence(models.Model):
    """Where a statement was found, by what, and when."""

    statement = models.ForeignKey(RightsStatement, models.PROTECT, related_name="evidence")
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, null=True, related_name="+")
    method = word(EvidenceMethod)
    place = models.CharField(max_length=500)
    detector = models.CharField(max_length=100)
    detector_version = models.CharField(max_length=20)
    found_at = models.DateTimeField()

    class Meta:
        triggers = [unchangeable("rights_evidence_is_fixed")]
        constraints = [one_of("method", EvidenceMethod, "rights_evidence_method_known")]
        verbose_name_plural = "rights evidence"


@pghistory.track()
class PermissionGrant(models.Model):
    """Consent obtained from whoever holds the rights."""

    granted_by = models.CharField(max_length=300)
    granted_on = models.DateField()
    documents = models.ManyToManyField(Document, through="GrantedDocument", related_name="grants")
    actions = ArrayField(models.CharField(max_length=20, choices=RightsAction.choices()))
    until = models.DateField(null=True, blank=True)
    file = models.FileField(upload_to="grants/", null=True, blank=True)
    recorded_by = models.ForeignKey("User", models.PROTECT, related_name="+")

    class Meta:
        triggers = leaves(
            ChangeKind.RIGHTS,
            "grant",
            "SELECT document_id FROM claims_permissiongrant_documents WHERE permissiongrant_id IN (OLD.id, NEW.id)",
            columns=["actions", "until"],
            whole=False,  # one that is new has no documents yet: their own rows leave the change
        )
        constraints = [
            models.CheckConstraint(
                condition=Q(actions__contained_by=RightsAction.stored()) & Q(actions__len__gt=0),
                name="grant_actions_known",
            ),
            not_empty("granted_by", "grant_by_not_empty"),
        ]


class GrantedDocument(models.Model):
    """A document that a consent is for."""

    permissiongrant = models.ForeignKey(PermissionGrant, models.PROTECT)
    document = models.ForeignKey(Document, models.PROTECT)

    class Meta:
        db_table = "claims_permissiongrant_documents"
        triggers = leaves(ChangeKind.RIGHTS, "granted", both("document_id"), columns=["document"])
        constraints = [
            models.UniqueConstraint(fields=["permissiongrant", "document"], name="grant_names_a_document_once")
        ]


class TermsLook(models.Model):
    """Until which day the dates in a document's terms have been followed: what begins or ends by then is known."""

    document = models.OneToOneField(Document, models.CASCADE, primary_key=True, related_name="terms_look")
    looked_on = models.DateField()


class RightsDecision(models.Model):
    """What was computed for a document and channel, kept with a hash of what went in."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="rights_decisions")
    channel = word(Channel)
    profile = word(Profile)
    verbatim_allowed = models.BooleanField()
    max_words = models.PositiveIntegerField()
    remaining_words = models.PositiveIntegerField()
    credit_line = models.CharField(max_length=500, null=True)
    link_required = models.BooleanField()
    reasons = ArrayField(models.CharField(max_length=100))
    expires_on = models.DateField(null=True)
    inputs_hash = models.CharField(max_length=64)
    decided_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        triggers = [unchangeable("rights_decision_is_fixed")]
        constraints = [
            one_of("channel", Channel, "rights_decision_channel_known"),
            one_of("profile", Profile, "rights_decision_profile_known"),
        ]


class ExcerptUse(models.Model):
    """An excerpt that left: counted once against the budget of its document, however often it is shown."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="excerpt_uses")
    passage = models.ForeignKey(Passage, models.PROTECT, related_name="uses")
    channel = word(Channel)
    words = models.PositiveIntegerField()
    decision = models.ForeignKey(RightsDecision, models.PROTECT, related_name="uses")
    used_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        triggers = [unchangeable("excerpt_use_is_fixed")]
        constraints = [one_of("channel", Channel, "excerpt_use_channel_known")]
