import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

_NOTES = r"""
UPDATE claims_finding SET
    note = substring(detail from '\n(?:Edited|Taken out), with a note: “(.+)”$'),
    noted_at = CASE WHEN detail ~ '\n(?:Edited|Taken out), with a note: “.+”$' THEN found_at END,
    detail = regexp_replace(
        detail,
        '\n(?:(?:Edited|Taken out), with a note: “.+”|Silently (?:edited|taken out): the page says nothing of it\.)$',
        ''
    )
WHERE kind IN ('passage_changed', 'passage_missing')
"""
"""Whether a page tells of an edit stood in the last line of the words of a finding."""


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0012_shared_text"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="finding",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="finding",
            name="update_update",
        ),
        migrations.AddField(
            model_name="finding",
            name="note",
            field=models.TextField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="finding",
            name="noted_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="findingevent",
            name="note",
            field=models.TextField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="findingevent",
            name="noted_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="user",
            name="here_before",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="user",
            name="here_last",
            field=models.DateTimeField(blank=True, null=True),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="finding",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_findingevent" ("check_made_id", "claim_id", "detail", "found_at", "id", "kind", "link_id", "note", "noted_at", "passage_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "settled_at", "settled_by_id", "state") VALUES (NEW."check_made_id", NEW."claim_id", NEW."detail", NEW."found_at", NEW."id", NEW."kind", NEW."link_id", NEW."note", NEW."noted_at", NEW."passage_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."settled_at", NEW."settled_by_id", NEW."state"); RETURN NULL;',
                    hash="72b4e52190a5ce830d9c32897c4df2570038b23b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d170e",
                    table="claims_finding",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="finding",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_findingevent" ("check_made_id", "claim_id", "detail", "found_at", "id", "kind", "link_id", "note", "noted_at", "passage_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "settled_at", "settled_by_id", "state") VALUES (NEW."check_made_id", NEW."claim_id", NEW."detail", NEW."found_at", NEW."id", NEW."kind", NEW."link_id", NEW."note", NEW."noted_at", NEW."passage_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."settled_at", NEW."settled_by_id", NEW."state"); RETURN NULL;',
                    hash="084c086dc8ca66b1f4cd9d85777a36bbab4a00fb",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_db71c",
                    table="claims_finding",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("note", None), ("noted_at", None)),
                    models.Q(("note__isnull", False), ("noted_at__isnull", False)),
                    _connector="OR",
                ),
                name="finding_note_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(("note", ""), _negated=True), name="finding_note_not_empty"
            ),
        ),
        migrations.RunSQL(_NOTES, migrations.RunSQL.noop),
    ]
