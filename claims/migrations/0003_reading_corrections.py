import claims.models.base
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0002_triggers_and_history"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReadingCorrection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(
                        default=claims.models.base.new_public_id, editable=False, max_length=16, unique=True
                    ),
                ),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("exact", models.TextField()),
                ("machine", models.JSONField(blank=True, null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("sourcing", "Reads it otherwise"),
                            ("no_statement", "No statement of the article"),
                            ("withdrawn", "Withdrawn: the machine's reading holds"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "sourcing_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("on_record_person", "Named person"),
                            ("organisation", "Organisation"),
                            ("government", "Government body"),
                            ("document", "Document"),
                            ("dataset", "Dataset"),
                            ("social_post", "Social post"),
                            ("unnamed_person", "Unnamed person"),
                            ("unnamed_group", "Unnamed group"),
                            ("own_observation", "Own observation"),
                            ("unattributed", "Unattributed"),
                        ],
                        max_length=16,
                        null=True,
                    ),
                ),
                (
                    "voice",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("direct_quote", "Direct quote"),
                            ("partial_quote", "Partial quote"),
                            ("paraphrase", "Paraphrase"),
                            ("own_voice", "The page's own voice"),
                        ],
                        max_length=13,
                        null=True,
                    ),
                ),
                ("source_words", models.CharField(blank=True, max_length=300, null=True)),
                ("cue", models.CharField(blank=True, max_length=100, null=True)),
                ("relayed_for", models.CharField(blank=True, max_length=300, null=True)),
                ("reason", models.CharField(blank=True, max_length=500, null=True)),
                ("corrected_at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="sourcing",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="sourcing",
            name="update_update",
        ),
        migrations.AddField(
            model_name="sourcing",
            name="machine",
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="sourcingevent",
            name="machine",
            field=models.JSONField(blank=True, null=True),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sourcing",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_sourcingevent" ("cue", "evidence_id", "id", "machine", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "source_words", "sourcing_type", "voice") VALUES (NEW."cue", NEW."evidence_id", NEW."id", NEW."machine", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source_id", NEW."source_words", NEW."sourcing_type", NEW."voice"); RETURN NULL;',
                    hash="4249766273ff9d3ddcf22971bb76162cf2f06a8f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6a798",
                    table="claims_sourcing",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sourcing",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_sourcingevent" ("cue", "evidence_id", "id", "machine", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "source_words", "sourcing_type", "voice") VALUES (NEW."cue", NEW."evidence_id", NEW."id", NEW."machine", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source_id", NEW."source_words", NEW."sourcing_type", NEW."voice"); RETURN NULL;',
                    hash="da01a77325f42e7dd1949e26dca25f9322d43760",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_feea3",
                    table="claims_sourcing",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="readingcorrection",
            name="corrected_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="readingcorrection",
            name="snapshot",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="corrections", to="claims.snapshot"
            ),
        ),
        migrations.AddIndex(
            model_name="readingcorrection",
            index=models.Index(fields=["snapshot", "start", "end", "-id"], name="correction_latest"),
        ),
        migrations.AddConstraint(
            model_name="readingcorrection",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["sourcing", "no_statement", "withdrawn"])),
                name="correction_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="readingcorrection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "sourcing_type__in",
                        [
                            "on_record_person",
                            "organisation",
                            "government",
                            "document",
                            "dataset",
                            "social_post",
                            "unnamed_person",
                            "unnamed_group",
                            "own_observation",
                            "unattributed",
                        ],
                    )
                ),
                name="correction_sourcing_type_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="readingcorrection",
            constraint=models.CheckConstraint(
                condition=models.Q(("voice__in", ["direct_quote", "partial_quote", "paraphrase", "own_voice"])),
                name="correction_voice_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="readingcorrection",
            constraint=models.CheckConstraint(
                condition=models.Q(("source_words", ""), _negated=True), name="correction_source_words_not_empty"
            ),
        ),
        migrations.AddConstraint(
            model_name="readingcorrection",
            constraint=models.CheckConstraint(
                condition=models.Q(("cue", ""), _negated=True), name="correction_cue_not_empty"
            ),
        ),
        migrations.AddConstraint(
            model_name="readingcorrection",
            constraint=models.CheckConstraint(
                condition=models.Q(("relayed_for", ""), _negated=True), name="correction_relayed_for_not_empty"
            ),
        ),
        migrations.AddConstraint(
            model_name="readingcorrection",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="correction_reason_not_empty"
            ),
        ),
        migrations.AddConstraint(
            model_name="readingcorrection",
            constraint=models.CheckConstraint(
                condition=models.Q(("start__lt", models.F("end"))), name="correction_positions_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="readingcorrection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "sourcing"), ("sourcing_type__isnull", False), ("voice__isnull", False)),
                    models.Q(
                        models.Q(("kind", "sourcing"), _negated=True),
                        ("cue", None),
                        ("relayed_for", None),
                        ("source_words", None),
                        ("sourcing_type", None),
                        ("voice", None),
                    ),
                    _connector="OR",
                ),
                name="correction_values_by_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="readingcorrection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("sourcing_type", "unattributed"), _negated=True),
                    models.Q(("relayed_for", None), ("source_words", None)),
                    _connector="OR",
                ),
                name="correction_unattributed_has_no_source",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="readingcorrection",
            trigger=pgtrigger.compiler.Trigger(
                name="reading_correction_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="9cac4f71b3bfe2ca87fe19d08a979d602b3ef627",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_reading_correction_is_fixed_4ac32",
                    table="claims_readingcorrection",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="readingcorrection",
            trigger=pgtrigger.compiler.Trigger(
                name="correction_stands_in_its_snapshot",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF substring(\n        (SELECT r.text FROM claims_readabletext r JOIN claims_snapshot s ON s.readable_id = r.text_hash\n          WHERE s.id = NEW.snapshot_id)\n        FROM NEW.start + 1 FOR NEW.\"end\" - NEW.start\n    ) IS DISTINCT FROM NEW.exact THEN\n        RAISE EXCEPTION 'reading correction does not stand at these positions of its snapshot' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n",
                    hash="7fb568e3f72af79c8aece8ca91e5c0c2bc4160a4",
                    operation="INSERT",
                    pgid="pgtrigger_correction_stands_in_its_snapshot_5ce1a",
                    table="claims_readingcorrection",
                    when="BEFORE",
                ),
            ),
        ),
    ]
