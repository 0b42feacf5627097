"""Steps of the workflow, and what waits for the drain."""

from __future__ import annotations

from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from claims.models.base import one_of, unchangeable, word
from claims.models.claims import Claim
from claims.models.watching import CurrentTransaction
from claims.vocabulary import ChangeKind, ClaimState, ReviewAction


class ReviewStep(models.Model):
    """One step of one claim by one person. ``four_eyes`` is false when people approved what they logged.

    ``path`` is how a claim came to be re-opened by what changed: lines for the newsroom in the form of
    ``claims.corroboration.path.Line``, which never leave the installation.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="steps")
    action = word(ReviewAction)
    state_before = word(ClaimState)
    state_after = word(ClaimState)
    note = models.TextField(null=True)
    path = models.JSONField(null=True)
    four_eyes = models.BooleanField(null=True)
    taken_by = models.ForeignKey("User", models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        triggers = [unchangeable("review_step_is_fixed")]
        constraints = [
            one_of("action", ReviewAction, "review_action_known"),
            one_of("state_before", ClaimState, "review_state_before_known"),
            one_of("state_after", ClaimState, "review_state_after_known"),
            models.CheckConstraint(
                condition=~Q(action=ReviewAction.RETURN.value) | (Q(note__isnull=False) & ~Q(note="")),
                name="review_return_has_note",
            ),
            models.CheckConstraint(
                condition=Q(action=ReviewAction.APPROVE.value, four_eyes__isnull=False)
                | (~Q(action=ReviewAction.APPROVE.value) & Q(four_eyes=None)),
                name="review_approval_says_four_eyes",
            ),
        ]
        indexes = [models.Index(fields=["claim", "-id"], name="review_history")]  # the claim's page


class Change(models.Model):
    """*What changed*, left in the transaction that changed it, for the drain to follow up.

    Triggers leave most of them (``claims.models.watching``); ``subject`` is the primary key of a claim, save for the
    kinds that the drain spreads to the claims they touch, each with ``because``, the change it was spread from.
    ``transaction`` numbers the transaction; with its start in ``left_at`` it never comes again, so that a subject is
    left once in it. Before the number was kept, it is ``None``. ``attempts`` grows and ``not_before`` moves on when
    following up fails, so that one row cannot stop the rest.
    """

    kind = word(ChangeKind)
    subject = models.PositiveBigIntegerField()
    because = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    transaction = models.BigIntegerField(null=True, db_default=CurrentTransaction(), editable=False)
    left_at = models.DateTimeField(db_default=TransactionNow(), editable=False)
    attempts = models.PositiveSmallIntegerField(db_default=0)
    not_before = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(null=True, blank=True)
    drained_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            one_of("kind", ChangeKind, "change_kind_known"),
            models.CheckConstraint(condition=Q(drained_at__gte=F("left_at")), name="change_drained_after_left"),
            # once drained it may be left again, also in the same transaction
            models.UniqueConstraint(
                *("transaction", "left_at", "kind", "subject", Coalesce("because", Value(0))),
                condition=Q(drained_at=None),
                name="change_once_in_a_transaction",
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"], condition=Q(drained_at=None), name="change_waiting"
            ),  # what waits, oldest first
            # what was spread from a change that may be forgotten (claims.review.purging), also asked by its foreign key
            models.Index(fields=["because"], condition=Q(because__isnull=False), name="change_spread"),
            # all that waits for one claim
            models.Index(fields=["subject", "kind"], condition=Q(drained_at=None), name="change_of_subject"),
        ]
