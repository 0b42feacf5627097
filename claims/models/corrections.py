"""What people say of the machine's reading: kept beside it, never over it."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q

from claims.models.base import not_empty, one_of, public_id, unchangeable, word
from claims.models.documents import Snapshot, stands_in_its_snapshot
from claims.vocabulary import CorrectionKind, SourcingType, Voice

_PLAIN_WORDS = ("source_words", "cue", "relayed_for")
_VALUES = ("sourcing_type", "voice", *_PLAIN_WORDS)


class ReadingCorrection(models.Model):
    """A person's reading of one statement of a snapshot beside the machine's, never changed afterwards.

    The newest row of the same positions holds: it supersedes those before it, and one that is *withdrawn* gives way to
    the machine again. ``machine`` is what the machine read there at that time (the form is that of
    ``claims.recording.machine.machine_json``), with the version of its rules, or ``None`` when it read no statement
    there. The person's values are their whole reading: ``None`` among the words says that there are none.
    """

    public_id = public_id()
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="corrections")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    exact = models.TextField()
    machine = models.JSONField(null=True, blank=True)
    kind = word(CorrectionKind)
    sourcing_type = word(SourcingType, null=True)
    voice = word(Voice, null=True)
    source_words = models.CharField(max_length=300, null=True, blank=True)
    cue = models.CharField(max_length=100, null=True, blank=True)
    relayed_for = models.CharField(max_length=300, null=True, blank=True)
    reason = models.CharField(max_length=500, null=True, blank=True)
    corrected_by = models.ForeignKey("User", models.PROTECT, related_name="+")
    corrected_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            one_of("kind", CorrectionKind, "correction_kind_known"),
            one_of("sourcing_type", SourcingType, "correction_sourcing_type_known"),
            one_of("voice", Voice, "correction_voice_known"),
            *(not_empty(field, f"correction_{field}_not_empty") for field in (*_PLAIN_WORDS, "reason")),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="correction_positions_in_order"),
            models.CheckConstraint(
                condition=Q(kind=CorrectionKind.SOURCING.value, sourcing_type__isnull=False, voice__isnull=False)
                | ~Q(kind=CorrectionKind.SOURCING.value) & Q(**dict.fromkeys(_VALUES)),
                name="correction_values_by_kind",
            ),
            models.CheckConstraint(
                condition=~Q(sourcing_type=SourcingType.UNATTRIBUTED.value) | Q(source_words=None, relayed_for=None),
                name="correction_unattributed_has_no_source",
            ),
        ]
        triggers = [
            unchangeable("reading_correction_is_fixed"),
            pgtrigger.Trigger(
                name="correction_stands_in_its_snapshot",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=stands_in_its_snapshot("reading correction"),
            ),
        ]
        indexes = [
            # what holds of a snapshot's statements: the newest of each place
            models.Index(fields=["snapshot", "start", "end", "-id"], name="correction_latest"),
        ]
