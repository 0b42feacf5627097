"""Claims and the evidence that bears on them."""

from __future__ import annotations

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q

from claims.models import published
from claims.models.base import not_empty, one_of, public_id, word
from claims.models.documents import Passage
from claims.models.sources import Source
from claims.models.watching import both, claim_of_evidence, claim_of_sourcing, leaves
from claims.vocabulary import (
    UNNAMED_SOURCING,
    AnonymityTerms,
    ChangeKind,
    ClaimState,
    Directness,
    HowTheyKnow,
    InformationOrOpinion,
    Precision,
    SourcingType,
    Stance,
    Voice,
)

_UNNAMED = sorted(kind.value for kind in UNNAMED_SOURCING)


@pghistory.track()
class Claim(models.Model):
    """One checkable statement. ``paraphrase`` is our own wording, for when the terms withhold the original.

    ``version`` grows with each edit, so that two people who edit at once are told.
    """

    public_id = public_id()
    wording = models.CharField(max_length=1000)
    paraphrase = models.CharField(max_length=1000, null=True, blank=True)
    claimant = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="claims")
    claimed_on = models.DateField(null=True, blank=True)
    claimed_precision = word(Precision, null=True)
    language = models.CharField(max_length=35, null=True, blank=True)
    tags = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    state = word(ClaimState, default=ClaimState.DRAFT.value)
    valid_until = models.DateField(null=True, blank=True)
    superseded_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="supersedes")
    version = models.PositiveIntegerField(default=1)
    logged_by = models.ForeignKey("User", models.PROTECT, related_name="logged_claims")
    logged_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        triggers = [
            *leaves(ChangeKind.CLAIM, "claim", both("id"), columns=["valid_until", "superseded_by", "tags"]),
            *published.of_claim(),
        ]
        constraints = [
            one_of("state", ClaimState, "claim_state_known"),
            one_of("claimed_precision", Precision, "claim_precision_known"),
            not_empty("wording", "claim_wording_not_empty"),
            not_empty("paraphrase", "claim_paraphrase_not_empty"),
            models.CheckConstraint(condition=~Q(superseded_by=F("id")), name="claim_not_superseded_by_itself"),
            models.CheckConstraint(
                condition=Q(claimed_on=None, claimed_precision=None)
                | Q(claimed_on__isnull=False, claimed_precision__isnull=False),
                name="claim_date_with_precision",
            ),
            models.CheckConstraint(
                condition=~Q(state=ClaimState.SUPERSEDED.value) | Q(superseded_by__isnull=False),
                name="claim_superseded_names_successor",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "logged_at"], name="claim_queue"),  # the editors' queue, oldest first
            models.Index(fields=["logged_by", "-logged_at"], name="claim_of_person"),  # a fact-checker's own list
            # whose validity ended (claims.review.dates)
            models.Index(fields=["valid_until"], condition=Q(valid_until__isnull=False), name="claim_valid_until"),
            # is it logged already? (claims.matching), and the search on the list of claims
            GinIndex(SearchVector("wording", "paraphrase", config="simple"), name="claim_words"),
        ]

    def __str__(self) -> str:
        return self.wording


@pghistory.track()
class Evidence(models.Model):
    """One passage of one document that bears on one claim."""

    public_id = public_id()
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="evidence")
    passage = models.ForeignKey(Passage, models.PROTECT, related_name="evidence")
    stance = word(Stance)
    directness = word(Directness)
    party_about_itself = models.BooleanField(default=False)
    own_publication = models.BooleanField(default=False)
    dataset = models.CharField(max_length=300, null=True, blank=True)
    opened_by = models.ForeignKey("User", models.PROTECT, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)
    added_by = models.ForeignKey("User", models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=500, null=True, blank=True)

    class Meta:
        triggers = [
            *leaves(
                ChangeKind.EVIDENCE,
                "evidence",
                both("claim_id"),
                columns=[
                    *("claim", "passage", "stance", "directness", "party_about_itself", "own_publication", "dataset"),
                    *("opened_at", "withdrawn_at"),
                ],
            ),
            *published.of_evidence(),
        ]
        constraints = [
            one_of("stance", Stance, "evidence_stance_known"),
            one_of("directness", Directness, "evidence_directness_known"),
            models.UniqueConstraint(fields=["claim", "passage"], name="evidence_once"),
            models.CheckConstraint(
                condition=Q(opened_by=None, opened_at=None) | Q(opened_by__isnull=False, opened_at__isnull=False),
                name="evidence_opened_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_reason=None)
                | (Q(withdrawn_at__isnull=False, withdrawn_reason__isnull=False) & ~Q(withdrawn_reason="")),
                name="evidence_withdrawn_with_reason",
            ),
        ]
        verbose_name_plural = "evidence"


@pghistory.track()
class Sourcing(models.Model):
    """How a passage says where its statement comes from, as a person recorded it.

    ``machine`` is what the machine had read there when it was recorded, with the version of its rules (the form is that
    of ``claims.recording.machine.machine_json``); ``None`` when nothing was read.
    """

    evidence = models.OneToOneField(Evidence, models.CASCADE, related_name="sourcing")
    sourcing_type = word(SourcingType)
    voice = word(Voice)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="sourcings")
    source_words = models.CharField(max_length=300, null=True, blank=True)
    cue = models.CharField(max_length=100, null=True, blank=True)
    machine = models.JSONField(null=True, blank=True)

    class Meta:
        triggers = leaves(
            ChangeKind.EVIDENCE,
            "sourcing",
            claim_of_evidence("evidence_id"),
            columns=["evidence", "voice", "source", "source_words"],
        )
        constraints = [
            one_of("sourcing_type", SourcingType, "sourcing_type_known"),
            one_of("voice", Voice, "sourcing_voice_known"),
            not_empty("source_words", "sourcing_words_not_empty"),
            models.CheckConstraint(
                condition=~Q(sourcing_type=SourcingType.UNATTRIBUTED.value) | Q(source=None),
                name="sourcing_unattributed_has_no_source",
            ),
            models.CheckConstraint(
                condition=~Q(sourcing_type__in=_UNNAMED) | Q(source__isnull=False),
                name="sourcing_unnamed_has_its_source",
            ),
        ]


@pghistory.track()
class Relay(models.Model):
    """One hop of a chain: ``relayed_by`` passes on what ``relayed_for`` is said to say or think."""

    sourcing = models.ForeignKey(Sourcing, models.CASCADE, related_name="relays")
    position = models.PositiveSmallIntegerField()
    relayed_by = models.ForeignKey(Source, models.PROTECT, related_name="+")
    relayed_for = models.ForeignKey(Source, models.PROTECT, related_name="+")
    words = models.CharField(max_length=300, null=True, blank=True)

    class Meta:
        triggers = leaves(
            ChangeKind.EVIDENCE,
            "relay",
            claim_of_sourcing("sourcing_id"),
            columns=["sourcing", "position", "relayed_by", "relayed_for"],
        )
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["sourcing", "position"], name="relay_position_once"),
            models.CheckConstraint(condition=~Q(relayed_by=F("relayed_for")), name="relay_not_of_itself"),
        ]


@pghistory.track()
class AnonymityRecord(models.Model):
    """What newsrooms' rules ask about an unnamed source. "Not stated" is null; identity is never a field."""

    sourcing = models.OneToOneField(Sourcing, models.CASCADE, related_name="anonymity")
    descriptor = models.CharField(max_length=300, null=True, blank=True)
    position = models.CharField(max_length=300, null=True, blank=True)
    how_they_know = word(HowTheyKnow, null=True)
    information_or_opinion = word(InformationOrOpinion, null=True)
    motive = models.CharField(max_length=300, null=True, blank=True)
    reason = models.CharField(max_length=300, null=True, blank=True)
    terms = word(AnonymityTerms, null=True)
    second_source_sought = models.BooleanField(null=True, blank=True)
    second_source_result = models.CharField(max_length=500, null=True, blank=True)
    persons_spoken_to = models.PositiveSmallIntegerField(null=True, blank=True)
    persons_suggested = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        triggers = leaves(
            ChangeKind.EVIDENCE,
            "anonymity",
            claim_of_sourcing("sourcing_id"),
            columns=["sourcing", "descriptor", "position", "how_they_know", "information_or_opinion", "reason"],
        )
        constraints = [
            one_of("how_they_know", HowTheyKnow, "anonymity_how_they_know"),
            one_of("information_or_opinion", InformationOrOpinion, "anonymity_information_or_opinion"),
            one_of("terms", AnonymityTerms, "anonymity_terms_known"),
            *(
                not_empty(field, f"anonymity_{field}_not_empty")
                for field in ("descriptor", "position", "motive", "reason", "second_source_result")
            ),
        ]

    @property
    def complete(self) -> bool:
        """Whether descriptor, position, how they know, information or opinion, and reason are all stated."""
        needed = (self.descriptor, self.position, self.how_they_know, self.information_or_opinion, self.reason)
        return all(value is not None for value in needed)
