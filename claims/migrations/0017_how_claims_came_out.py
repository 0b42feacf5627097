from itertools import islice
from typing import Any

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


def _follow_vetted_claims(apps: Any, _editor: Any) -> None:
    """Leave a change for each vetted claim: the drain notes how it came out."""
    change = apps.get_model("claims", "Change")
    vetted = apps.get_model("claims", "Claim").objects.filter(state="vetted").order_by("pk")
    rows = (change(kind="claim", subject=pk) for pk in vetted.values_list("pk", flat=True).iterator())
    while batch := list(islice(rows, 1000)):
        change.objects.bulk_create(batch, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0016_cannot_be_told"),
    ]

    operations = [
        migrations.CreateModel(
            name="Resolution",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("outcome", models.CharField(choices=[("not_false", "Not false"), ("false", "False")], max_length=9)),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("verdict", "Verdict"),
                            ("effective", "Status set by an editor"),
                            ("computed", "Computed status"),
                        ],
                        max_length=9,
                    ),
                ),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="rating",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="rating",
            name="update_update",
        ),
        migrations.AddField(
            model_name="rating",
            name="outcome",
            field=models.CharField(
                blank=True, choices=[("not_false", "Not false"), ("false", "False")], max_length=9, null=True
            ),
        ),
        migrations.AddField(
            model_name="ratingevent",
            name="outcome",
            field=models.CharField(
                blank=True, choices=[("not_false", "Not false"), ("false", "False")], max_length=9, null=True
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rating",
            trigger=pgtrigger.compiler.Trigger(
                name="rating_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."outcome" IS DISTINCT FROM (NEW."outcome"))',
                    func="\n    INSERT INTO claims_change (kind, subject)\n    SELECT DISTINCT 'claim', touched.subject\n      FROM (SELECT claim_id FROM claims_verdict WHERE rating_id IN (OLD.id, NEW.id)) AS touched(subject)\n     WHERE touched.subject IS NOT NULL\n    ON CONFLICT DO NOTHING;\n    RETURN NULL;\n",
                    hash="28ca5096c0799c6c218c7b5d0452aa24e6fc7ab6",
                    operation="UPDATE",
                    pgid="pgtrigger_rating_changed_65690",
                    table="claims_rating",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rating",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_ratingevent" ("id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scale_id", "text", "value") VALUES (NEW."id", NEW."outcome", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."scale_id", NEW."text", NEW."value"); RETURN NULL;',
                    hash="a88b04ba20410ba4734990c0e3b6ee4925e0b5ee",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_49e43",
                    table="claims_rating",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rating",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_ratingevent" ("id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scale_id", "text", "value") VALUES (NEW."id", NEW."outcome", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."scale_id", NEW."text", NEW."value"); RETURN NULL;',
                    hash="ffaadac9be3d8a735ba55ad64d406cefef7d31fa",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_40dc3",
                    table="claims_rating",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="verdict",
            trigger=pgtrigger.compiler.Trigger(
                name="verdict_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."claim_id" IS DISTINCT FROM (NEW."claim_id") OR OLD."rating_id" IS DISTINCT FROM (NEW."rating_id"))',
                    func="\n    INSERT INTO claims_change (kind, subject)\n    SELECT DISTINCT 'claim', touched.subject\n      FROM (VALUES (OLD.claim_id), (NEW.claim_id)) AS touched(subject)\n     WHERE touched.subject IS NOT NULL\n    ON CONFLICT DO NOTHING;\n    RETURN NULL;\n",
                    hash="e4e4ea5c067189d27a938ed8a2de60b75f0922e3",
                    operation="UPDATE",
                    pgid="pgtrigger_verdict_changed_a5187",
                    table="claims_verdict",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="verdict",
            trigger=pgtrigger.compiler.Trigger(
                name="verdict_came_or_went",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    INSERT INTO claims_change (kind, subject)\n    SELECT DISTINCT 'claim', touched.subject\n      FROM (VALUES (OLD.claim_id), (NEW.claim_id)) AS touched(subject)\n     WHERE touched.subject IS NOT NULL\n    ON CONFLICT DO NOTHING;\n    RETURN NULL;\n",
                    hash="fe7c2efba62c98cb14226f48ae53c43fc8e75a07",
                    operation="INSERT OR DELETE",
                    pgid="pgtrigger_verdict_came_or_went_e212a",
                    table="claims_verdict",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["not_false", "false"])), name="rating_outcome_known"
            ),
        ),
        migrations.AddField(
            model_name="resolution",
            name="claim",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="resolutions", to="claims.claim"
            ),
        ),
        migrations.AddConstraint(
            model_name="resolution",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["not_false", "false"])), name="resolution_outcome_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="resolution",
            constraint=models.CheckConstraint(
                condition=models.Q(("basis__in", ["verdict", "effective", "computed"])), name="resolution_basis_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="resolution",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__gte", models.F("since"))), name="resolution_ends_after_it_began"
            ),
        ),
        migrations.AddConstraint(
            model_name="resolution",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until", None)), fields=("claim",), name="resolution_one_live"
            ),
        ),
        migrations.RunPython(_follow_vetted_claims, migrations.RunPython.noop),
    ]
