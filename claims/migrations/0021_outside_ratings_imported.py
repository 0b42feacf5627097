import claims.models.base
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0020_notices_and_paths"),
    ]

    operations = [
        migrations.CreateModel(
            name="RatingImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(
                        default=claims.models.base.new_public_id, editable=False, max_length=16, unique=True
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("text", models.TextField()),
                ("taken_at", models.DateTimeField(auto_now_add=True)),
                ("applied_at", models.DateTimeField(blank=True, null=True)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="claim",
            name="claim_changed",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="outsiderating",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="outsiderating",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="sourcegrade",
            name="source_grade_changed",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="claim_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."superseded_by_id" IS DISTINCT FROM (NEW."superseded_by_id") OR OLD."tags" IS DISTINCT FROM (NEW."tags") OR OLD."valid_until" IS DISTINCT FROM (NEW."valid_until"))',
                    func="\n    INSERT INTO claims_change (kind, subject)\n    SELECT DISTINCT 'claim', touched.subject\n      FROM (VALUES (OLD.id), (NEW.id)) AS touched(subject)\n     WHERE touched.subject IS NOT NULL\n    ON CONFLICT DO NOTHING;\n    RETURN NULL;\n",
                    hash="62d0892e1f62add5dce999dcea9f60b033da80fc",
                    operation="UPDATE",
                    pgid="pgtrigger_claim_changed_01775",
                    table="claims_claim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="outsiderating",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_outsideratingevent" ("expires_on", "id", "imported_id", "link", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rated_on", "rater", "raw_value", "scheme", "source_id") VALUES (NEW."expires_on", NEW."id", NEW."imported_id", NEW."link", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rated_on", NEW."rater", NEW."raw_value", NEW."scheme", NEW."source_id"); RETURN NULL;',
                    hash="a9255f94b8e9a08324c61b6e67f8334806ce68ee",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d227e",
                    table="claims_outsiderating",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="outsiderating",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_outsideratingevent" ("expires_on", "id", "imported_id", "link", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rated_on", "rater", "raw_value", "scheme", "source_id") VALUES (NEW."expires_on", NEW."id", NEW."imported_id", NEW."link", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rated_on", NEW."rater", NEW."raw_value", NEW."scheme", NEW."source_id"); RETURN NULL;',
                    hash="a0b6195426ad202092a30eca381fdf10c7ef6bc2",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e8efc",
                    table="claims_outsiderating",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sourcegrade",
            trigger=pgtrigger.compiler.Trigger(
                name="source_grade_changed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."graded_at" IS DISTINCT FROM (NEW."graded_at") OR OLD."graded_by_id" IS DISTINCT FROM (NEW."graded_by_id") OR OLD."letter" IS DISTINCT FROM (NEW."letter") OR OLD."replaced_at" IS DISTINCT FROM (NEW."replaced_at") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."topic" IS DISTINCT FROM (NEW."topic"))',
                    func="\n    INSERT INTO claims_change (kind, subject)\n    SELECT DISTINCT 'source_grade', touched.subject\n      FROM (VALUES (OLD.source_id), (NEW.source_id)) AS touched(subject)\n     WHERE touched.subject IS NOT NULL\n    ON CONFLICT DO NOTHING;\n    RETURN NULL;\n",
                    hash="46f3fdd96c60c14d7893d832d85dc9d527612a34",
                    operation="UPDATE",
                    pgid="pgtrigger_source_grade_changed_c0896",
                    table="claims_sourcegrade",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="ratingimport",
            name="taken_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="outsiderating",
            name="imported",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ratings",
                to="claims.ratingimport",
            ),
        ),
        migrations.AddField(
            model_name="outsideratingevent",
            name="imported",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="claims.ratingimport",
            ),
        ),
        migrations.AddConstraint(
            model_name="ratingimport",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="rating_import_text_not_empty"
            ),
        ),
        migrations.AddConstraint(
            model_name="ratingimport",
            constraint=models.CheckConstraint(
                condition=models.Q(("undone_at", None), ("applied_at__isnull", False), _connector="OR"),
                name="rating_import_undone_was_applied",
            ),
        ),
    ]
