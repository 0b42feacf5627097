"""What is computed and what people judge of a claim; the four axes are separate records and never merged."""

from __future__ import annotations

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from claims.models.base import not_empty, one_of, unchangeable, word
from claims.models.claims import Claim, Evidence
from claims.models.watching import both, claim_of_evidence, leaves
from claims.vocabulary import ChangeKind, EdgeDecision, EdgeKind, Outcome, OutcomeBasis, Status


@pghistory.track()
class InformationGrade(models.Model):
    """A number, 1–6, for one claim by one person at one time, with reason. Graded with the source letter hidden."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="grades")
    number = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=500)
    logical_in_itself = models.BooleanField(default=False)
    consistent_with_known = models.BooleanField(default=False)
    graded_by = models.ForeignKey("User", models.PROTECT, related_name="information_grades")
    graded_at = models.DateTimeField(auto_now_add=True)
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        triggers = leaves(
            ChangeKind.INFORMATION_GRADE,
            "information_grade",
            both("claim_id"),
            columns=["claim", "number", "graded_at", "replaced_at"],
        )
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=6), name="information_grade_1_to_6"),
            not_empty("reason", "information_grade_reason"),
            models.UniqueConstraint(
                fields=["claim", "graded_by"],
                condition=Q(replaced_at=None),
                name="information_grade_one_live_per_grader",
            ),
        ]


@pghistory.track()
class EdgeJudgement(models.Model):
    """What an editor said of an edge between two pieces of evidence: confirmed or cleared, with reason."""

    first = models.ForeignKey(Evidence, models.PROTECT, related_name="+")
    second = models.ForeignKey(Evidence, models.PROTECT, related_name="+")
    kind = word(EdgeKind)
    decision = word(EdgeDecision)
    reason = models.CharField(max_length=500)
    decided_by = models.ForeignKey("User", models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        triggers = leaves(
            ChangeKind.EDGE,
            "edge_judgement",
            f"{claim_of_evidence('first_id')} UNION {claim_of_evidence('second_id')}",
            columns=["first", "second", "kind", "decision", "reason", "decided_by", "decided_at"],
        )
        constraints = [
            one_of("kind", EdgeKind, "edge_kind_known"),
            one_of("decision", EdgeDecision, "edge_decision_known"),
            not_empty("reason", "edge_reason"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="edge_ordered"),
            models.UniqueConstraint(fields=["first", "second", "kind"], name="edge_judged_once"),
        ]


class StatusRecord(models.Model):
    """The computed status with its *why*, as it was at one change. Never changed afterwards."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="statuses")
    status = word(Status)
    rule = models.CharField(max_length=4)
    rules_version = models.CharField(max_length=20)
    numbers_allowed = ArrayField(models.PositiveSmallIntegerField(), null=True)
    challenged = models.BooleanField()
    why = models.JSONField()
    computed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        triggers = [unchangeable("status_record_is_fixed")]
        constraints = [
            one_of("status", Status, "status_known"),
            models.CheckConstraint(condition=Q(rule__regex=r"^R([1-9]|1[01])$"), name="status_rule_known"),
        ]
        indexes = [models.Index(fields=["claim", "-id"], name="status_latest")]  # the current status of a claim


@pghistory.track()
class EffectiveStatus(models.Model):
    """The status that an editor set beside the computed one, with reason and end date."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="overrides")
    status = word(Status)
    reason = models.CharField(max_length=500)
    until = models.DateField()
    set_by = models.ForeignKey("User", models.PROTECT, related_name="+")
    set_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        triggers = leaves(
            ChangeKind.OVERRIDE,
            "effective_status",
            both("claim_id"),
            columns=["claim", "status", "reason", "until", "ended_at"],
        )
        constraints = [
            one_of("status", Status, "effective_status_known"),
            not_empty("reason", "effective_status_reason"),
            models.UniqueConstraint(fields=["claim"], condition=Q(ended_at=None), name="effective_status_one_live"),
        ]


@pghistory.track()
class RatingScale(models.Model):
    """A scale of verdicts that the organisation defines; ``worst`` above ``best`` makes it run backwards.

    From an archived one no verdict is given any more; those that were stay.
    """

    name = models.CharField(max_length=100, unique=True)
    worst = models.IntegerField()
    best = models.IntegerField()
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        triggers = leaves(
            ChangeKind.CLAIM,
            "rating_scale",
            "SELECT given.claim_id FROM claims_verdict given JOIN claims_rating rated ON rated.id = given.rating_id"
            " WHERE rated.scale_id = NEW.id",
            columns=["name", "worst", "best"],
            whole=False,
        )
        constraints = [models.CheckConstraint(condition=~Q(worst=F("best")), name="rating_scale_has_two_ends")]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Rating(models.Model):
    """One verdict of a scale: the text that readers see, what it means, and its place between the two ends.

    ``value`` is ``None`` for one that has no place on the scale, as "unproven" has none.
    ``outcome`` is what it says for the record of whoever made the claim. ``None``: it says neither, as "unproven" or
    "missing context" do. No place on the scale says it by itself.
    """

    scale = models.ForeignKey(RatingScale, models.PROTECT, related_name="ratings")
    value = models.IntegerField(null=True, blank=True)
    text = models.CharField(max_length=100)
    meaning = models.CharField(max_length=500, null=True, blank=True)
    outcome = word(Outcome, null=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        triggers = leaves(
            ChangeKind.CLAIM,
            "rating",
            "SELECT claim_id FROM claims_verdict WHERE rating_id IN (OLD.id, NEW.id)",
            columns=["value", "text", "meaning", "outcome"],
            whole=False,
        )
        constraints = [
            one_of("outcome", Outcome, "rating_outcome_known"),
            models.UniqueConstraint(
                fields=["scale", "value"], condition=Q(archived_at=None), name="rating_live_value_once"
            ),
            not_empty("text", "rating_text_not_empty"),
            not_empty("meaning", "rating_meaning_not_empty"),
        ]

    def __str__(self) -> str:
        return self.text


@pghistory.track()
class Verdict(models.Model):
    """The fact-check's rating of a claim, if there is one."""

    claim = models.OneToOneField(Claim, models.PROTECT, related_name="verdict")
    rating = models.ForeignKey(Rating, models.PROTECT, related_name="verdicts")
    reason = models.TextField()
    given_by = models.ForeignKey("User", models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        triggers = leaves(ChangeKind.CLAIM, "verdict", both("claim_id"), columns=["claim", "rating"])
        constraints = [not_empty("reason", "verdict_reason")]


class Resolution(models.Model):
    """That a claim came out so, from ``since`` until ``until``: what the records of sources are counted from.

    Follows from the claim's state, verdict and statuses (``claims.credibility.outcomes``); written when one of these
    changes, so that it can be asked what was known on a day.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="resolutions")
    outcome = word(Outcome)
    basis = word(OutcomeBasis)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            one_of("outcome", Outcome, "resolution_outcome_known"),
            one_of("basis", OutcomeBasis, "resolution_basis_known"),
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="resolution_ends_after_it_began"),
            models.UniqueConstraint(fields=["claim"], condition=Q(until=None), name="resolution_one_live"),
        ]
