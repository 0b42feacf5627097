import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0001_records"),
    ]

    operations = [
        pgtrigger.migrations.AddTrigger(
            model_name="ownergroup",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_ownergroupevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="6a1ebcdfe8423820f63d98edff4d4010d27d31c0",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7db9b",
                    table="claims_ownergroup",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ownergroup",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_ownergroupevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="8f51d077c2ed6164ae8f394af783dbcdc2bb9e1d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_01c85",
                    table="claims_ownergroup",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="readabletext",
            trigger=pgtrigger.compiler.Trigger(
                name="readable_text_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4fc147cbea3781402c23b6ac20ce772d7dec0aa7",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_readable_text_is_fixed_3cbd4",
                    table="claims_readabletext",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_userevent" ("date_joined", "email", "first_name", "id", "is_active", "is_staff", "is_superuser", "last_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "username") VALUES (NEW."date_joined", NEW."email", NEW."first_name", NEW."id", NEW."is_active", NEW."is_staff", NEW."is_superuser", NEW."last_name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role", NEW."username"); RETURN NULL;',
                    hash="0c3883e71b9bf32b46cec4fca9ef59f0f4a279ba",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_822fa",
                    table="claims_user",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."date_joined" IS DISTINCT FROM (NEW."date_joined") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."first_name" IS DISTINCT FROM (NEW."first_name") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."is_staff" IS DISTINCT FROM (NEW."is_staff") OR OLD."is_superuser" IS DISTINCT FROM (NEW."is_superuser") OR OLD."last_name" IS DISTINCT FROM (NEW."last_name") OR OLD."role" IS DISTINCT FROM (NEW."role") OR OLD."username" IS DISTINCT FROM (NEW."username"))',
                    func='INSERT INTO "claims_userevent" ("date_joined", "email", "first_name", "id", "is_active", "is_staff", "is_superuser", "last_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "username") VALUES (NEW."date_joined", NEW."email", NEW."first_name", NEW."id", NEW."is_active", NEW."is_staff", NEW."is_superuser", NEW."last_name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role", NEW."username"); RETURN NULL;',
                    hash="38a250dbb2a00f6a3f3ec93e8b46b7dc235aae31",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_955a1",
                    table="claims_user",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="citation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_citationevent" ("cited_id", "document_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "words") VALUES (NEW."cited_id", NEW."document_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."words"); RETURN NULL;',
                    hash="9fd1d267de5aa729d3ebb9dbab82bd0c813060ac",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_862e0",
                    table="claims_citation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="citation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_citationevent" ("cited_id", "document_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "words") VALUES (NEW."cited_id", NEW."document_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."words"); RETURN NULL;',
                    hash="0f6a70a0fde973918ba5180d467433dcef9be2f1",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c0cc6",
                    table="claims_citation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="document",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_documentevent" ("agency", "bylines", "canonical_url", "created_at", "id", "language", "modified_on", "modified_precision", "outlet_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "published_on", "published_precision", "title") VALUES (NEW."agency", NEW."bylines", NEW."canonical_url", NEW."created_at", NEW."id", NEW."language", NEW."modified_on", NEW."modified_precision", NEW."outlet_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."published_on", NEW."published_precision", NEW."title"); RETURN NULL;',
                    hash="eafe90ebff7fb8e9f09b18f8a70e68615e3cb09c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a80a0",
                    table="claims_document",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="document",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_documentevent" ("agency", "bylines", "canonical_url", "created_at", "id", "language", "modified_on", "modified_precision", "outlet_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "published_on", "published_precision", "title") VALUES (NEW."agency", NEW."bylines", NEW."canonical_url", NEW."created_at", NEW."id", NEW."language", NEW."modified_on", NEW."modified_precision", NEW."outlet_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."published_on", NEW."published_precision", NEW."title"); RETURN NULL;',
                    hash="e8adb6ba4e1b90d2802bf2c5b5d6eabd94ef7ff9",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6d835",
                    table="claims_document",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidence",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_evidenceevent" ("added_at", "added_by_id", "claim_id", "dataset", "directness", "id", "opened_at", "opened_by_id", "own_publication", "party_about_itself", "passage_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "stance", "withdrawn_at", "withdrawn_reason") VALUES (NEW."added_at", NEW."added_by_id", NEW."claim_id", NEW."dataset", NEW."directness", NEW."id", NEW."opened_at", NEW."opened_by_id", NEW."own_publication", NEW."party_about_itself", NEW."passage_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."stance", NEW."withdrawn_at", NEW."withdrawn_reason"); RETURN NULL;',
                    hash="64545e55f01d963210f315266dc46454c441a2c7",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d2960",
                    table="claims_evidence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="evidence",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_evidenceevent" ("added_at", "added_by_id", "claim_id", "dataset", "directness", "id", "opened_at", "opened_by_id", "own_publication", "party_about_itself", "passage_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "stance", "withdrawn_at", "withdrawn_reason") VALUES (NEW."added_at", NEW."added_by_id", NEW."claim_id", NEW."dataset", NEW."directness", NEW."id", NEW."opened_at", NEW."opened_by_id", NEW."own_publication", NEW."party_about_itself", NEW."passage_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."stance", NEW."withdrawn_at", NEW."withdrawn_reason"); RETURN NULL;',
                    hash="93a3a1ebb6c60c2658537b32fb5709ab9cf0207f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0cf54",
                    table="claims_evidence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="snapshot",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="22990f079a9bca465d4213ce902a6d5149c642c2",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_snapshot_is_fixed_9c9c7",
                    table="claims_snapshot",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="passage",
            trigger=pgtrigger.compiler.Trigger(
                name="passage_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0c4ef07d58d8595e66ff4f56c26dfc58ee66c191",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_passage_is_fixed_cb207",
                    table="claims_passage",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="passage",
            trigger=pgtrigger.compiler.Trigger(
                name="passage_stands_in_its_snapshot",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF substring(\n        (SELECT r.text FROM claims_readabletext r JOIN claims_snapshot s ON s.readable_id = r.text_hash\n          WHERE s.id = NEW.snapshot_id)\n        FROM NEW.start + 1 FOR NEW.\"end\" - NEW.start\n    ) IS DISTINCT FROM NEW.exact THEN\n        RAISE EXCEPTION 'passage does not stand at these positions of its snapshot' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n",
                    hash="e118847005b08a15fecec7c594658fec3da06882",
                    operation="INSERT",
                    pgid="pgtrigger_passage_stands_in_its_snapshot_abbce",
                    table="claims_passage",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_sourceevent" ("aliases", "created_at", "descriptor", "id", "kind", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "unnamed_of_id") VALUES (NEW."aliases", NEW."created_at", NEW."descriptor", NEW."id", NEW."kind", NEW."name", NEW."parent_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."unnamed_of_id"); RETURN NULL;',
                    hash="d3828a4d48c49fedbd8a11497e9437fd35d6407c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_bbb94",
                    table="claims_source",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_sourceevent" ("aliases", "created_at", "descriptor", "id", "kind", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "unnamed_of_id") VALUES (NEW."aliases", NEW."created_at", NEW."descriptor", NEW."id", NEW."kind", NEW."name", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."unnamed_of_id"); RETURN NULL;',
                    hash="27aa468e969afb9fc5a71509a7d18cbca9ff0d22",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_fde8d",
                    table="claims_source",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sameunnamedsource",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_sameunnamedsourceevent" ("first_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "said_at", "said_by_id", "second_id") VALUES (NEW."first_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."said_at", NEW."said_by_id", NEW."second_id"); RETURN NULL;',
                    hash="bba2bbddac5de6eb70dd26e882dd9d09314b713b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_9bc39",
                    table="claims_sameunnamedsource",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sameunnamedsource",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_sameunnamedsourceevent" ("first_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "said_at", "said_by_id", "second_id") VALUES (NEW."first_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."said_at", NEW."said_by_id", NEW."second_id"); RETURN NULL;',
                    hash="d2d410616c4d2d36cf1107f189168b4c956851fa",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ae4d9",
                    table="claims_sameunnamedsource",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="outsiderating",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_outsideratingevent" ("expires_on", "id", "link", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rated_on", "rater", "raw_value", "scheme", "source_id") VALUES (NEW."expires_on", NEW."id", NEW."link", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rated_on", NEW."rater", NEW."raw_value", NEW."scheme", NEW."source_id"); RETURN NULL;',
                    hash="85d0edcc6c400329622dcc09857396e11e82cd07",
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
                    func='INSERT INTO "claims_outsideratingevent" ("expires_on", "id", "link", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rated_on", "rater", "raw_value", "scheme", "source_id") VALUES (NEW."expires_on", NEW."id", NEW."link", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rated_on", NEW."rater", NEW."raw_value", NEW."scheme", NEW."source_id"); RETURN NULL;',
                    hash="ab2c4ca3c72a9c10e6a3c4ba868887e4c4527984",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e8efc",
                    table="claims_outsiderating",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="outlet",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_outletevent" ("domain", "id", "owner_group_id", "path", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id") VALUES (NEW."domain", NEW."id", NEW."owner_group_id", NEW."path", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source_id"); RETURN NULL;',
                    hash="cee7a030ff3552abde2073baf8121ffde13d685b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ca0aa",
                    table="claims_outlet",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="outlet",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_outletevent" ("domain", "id", "owner_group_id", "path", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id") VALUES (NEW."domain", NEW."id", NEW."owner_group_id", NEW."path", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source_id"); RETURN NULL;',
                    hash="396763c105a05fa2a0b4c161c178d5405eebb5c4",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b753b",
                    table="claims_outlet",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_claimevent" ("claimant_id", "claimed_on", "claimed_precision", "id", "language", "logged_at", "logged_by_id", "paraphrase", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "state", "superseded_by_id", "tags", "valid_until", "version", "wording") VALUES (NEW."claimant_id", NEW."claimed_on", NEW."claimed_precision", NEW."id", NEW."language", NEW."logged_at", NEW."logged_by_id", NEW."paraphrase", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."state", NEW."superseded_by_id", NEW."tags", NEW."valid_until", NEW."version", NEW."wording"); RETURN NULL;',
                    hash="bb048f053300da3b7d3c157a431f3b058ce30652",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_df8fa",
                    table="claims_claim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_claimevent" ("claimant_id", "claimed_on", "claimed_precision", "id", "language", "logged_at", "logged_by_id", "paraphrase", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "state", "superseded_by_id", "tags", "valid_until", "version", "wording") VALUES (NEW."claimant_id", NEW."claimed_on", NEW."claimed_precision", NEW."id", NEW."language", NEW."logged_at", NEW."logged_by_id", NEW."paraphrase", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."state", NEW."superseded_by_id", NEW."tags", NEW."valid_until", NEW."version", NEW."wording"); RETURN NULL;',
                    hash="fd35ca88cdc2aa67b8b9a08eab49a2af0ca8fe16",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_fe4ba",
                    table="claims_claim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sourcegrade",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_sourcegradeevent" ("graded_at", "graded_by_id", "id", "letter", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "replaced_at", "source_id", "topic") VALUES (NEW."graded_at", NEW."graded_by_id", NEW."id", NEW."letter", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."replaced_at", NEW."source_id", NEW."topic"); RETURN NULL;',
                    hash="2484f4fb97b66a7fb68c54c5a35e71016f94d23c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e09e7",
                    table="claims_sourcegrade",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sourcegrade",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_sourcegradeevent" ("graded_at", "graded_by_id", "id", "letter", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "replaced_at", "source_id", "topic") VALUES (NEW."graded_at", NEW."graded_by_id", NEW."id", NEW."letter", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."replaced_at", NEW."source_id", NEW."topic"); RETURN NULL;',
                    hash="b612a33ae04fbea67ec3584d6dbc6107d9c549f3",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6440a",
                    table="claims_sourcegrade",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sourcing",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_sourcingevent" ("cue", "evidence_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "source_words", "sourcing_type", "voice") VALUES (NEW."cue", NEW."evidence_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source_id", NEW."source_words", NEW."sourcing_type", NEW."voice"); RETURN NULL;',
                    hash="325ce4af84b561ab5706ad1dddfe8ec0fe21bdd8",
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
                    func='INSERT INTO "claims_sourcingevent" ("cue", "evidence_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "source_words", "sourcing_type", "voice") VALUES (NEW."cue", NEW."evidence_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source_id", NEW."source_words", NEW."sourcing_type", NEW."voice"); RETURN NULL;',
                    hash="679ff10343b30f8dab0c4f6692e3d04a7eee3b7c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_feea3",
                    table="claims_sourcing",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="relay",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_relayevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "relayed_by_id", "relayed_for_id", "sourcing_id", "words") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."relayed_by_id", NEW."relayed_for_id", NEW."sourcing_id", NEW."words"); RETURN NULL;',
                    hash="fbff42cf3b249164b466bc9177a12f2e01d8f1d6",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3e99e",
                    table="claims_relay",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="relay",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_relayevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "relayed_by_id", "relayed_for_id", "sourcing_id", "words") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."relayed_by_id", NEW."relayed_for_id", NEW."sourcing_id", NEW."words"); RETURN NULL;',
                    hash="194ad5434476a08441652642d387a4c645b903ad",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_56cf0",
                    table="claims_relay",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="anonymityrecord",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_anonymityrecordevent" ("descriptor", "how_they_know", "id", "information_or_opinion", "motive", "persons_spoken_to", "persons_suggested", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reason", "second_source_result", "second_source_sought", "sourcing_id", "terms") VALUES (NEW."descriptor", NEW."how_they_know", NEW."id", NEW."information_or_opinion", NEW."motive", NEW."persons_spoken_to", NEW."persons_suggested", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."reason", NEW."second_source_result", NEW."second_source_sought", NEW."sourcing_id", NEW."terms"); RETURN NULL;',
                    hash="78604daab14d638dd8d7b4fb0e1b62c233b5ffb6",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_513c1",
                    table="claims_anonymityrecord",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="anonymityrecord",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_anonymityrecordevent" ("descriptor", "how_they_know", "id", "information_or_opinion", "motive", "persons_spoken_to", "persons_suggested", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reason", "second_source_result", "second_source_sought", "sourcing_id", "terms") VALUES (NEW."descriptor", NEW."how_they_know", NEW."id", NEW."information_or_opinion", NEW."motive", NEW."persons_spoken_to", NEW."persons_suggested", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."reason", NEW."second_source_result", NEW."second_source_sought", NEW."sourcing_id", NEW."terms"); RETURN NULL;',
                    hash="a3e8aaf65f1545df9881e2d1562b6d6c972c43e2",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a5f0a",
                    table="claims_anonymityrecord",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ledgerentry",
            trigger=pgtrigger.compiler.Trigger(
                name="ledger_1_unsealed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF NEW.position IS NOT NULL OR NEW.hash IS NOT NULL OR NEW.previous_hash IS NOT NULL THEN\n        RAISE EXCEPTION 'the ledger gives out places itself';\n    END IF;\n    RETURN NEW;\n",
                    hash="877dfa7f45f3054f7f3b3e9fcb8d624be562df68",
                    operation="INSERT",
                    pgid="pgtrigger_ledger_1_unsealed_c802c",
                    table="claims_ledgerentry",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ledgerentry",
            trigger=pgtrigger.compiler.Trigger(
                name="ledger_2_append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF TG_OP = 'UPDATE' AND current_setting('provenance.sealing', true) = 'on' AND OLD.position IS NULL\n       AND NEW.payload = OLD.payload THEN\n        RETURN NEW;\n    END IF;\n    RAISE EXCEPTION 'the ledger is append-only';\n",
                    hash="6fde87268b097dc0341a286cc8cfc93ca3a12eef",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_ledger_2_append_only_41f88",
                    table="claims_ledgerentry",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ledgerentry",
            trigger=pgtrigger.compiler.Trigger(
                name="ledger_3_seal",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    func="\n    PERFORM pg_advisory_xact_lock(7316002);\n    PERFORM set_config('provenance.sealing', 'on', true);\n    UPDATE claims_ledgerentry AS entry\n       SET position = coalesce(last.position, 0) + 1,\n           previous_hash = coalesce(last.hash, repeat('0', 64)),\n           hash = encode(sha256(convert_to(coalesce(last.hash, repeat('0', 64)) || entry.payload, 'UTF8')), 'hex')\n      FROM (SELECT 1) AS one\n      LEFT JOIN LATERAL (\n           SELECT position, hash FROM claims_ledgerentry WHERE position IS NOT NULL ORDER BY position DESC LIMIT 1\n      ) AS last ON true\n     WHERE entry.id = NEW.id;\n    PERFORM set_config('provenance.sealing', 'off', true);\n    RETURN NULL;\n",
                    hash="0271c6d8fb0341b3fac1c2ea465304b348e1f123",
                    operation="INSERT",
                    pgid="pgtrigger_ledger_3_seal_6d87b",
                    table="claims_ledgerentry",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ratingscale",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_ratingscaleevent" ("best", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "worst") VALUES (NEW."best", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."worst"); RETURN NULL;',
                    hash="0dde55f3ce6ec78d0a08651a4890bac9adbeb8f7",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_cee2b",
                    table="claims_ratingscale",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ratingscale",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_ratingscaleevent" ("best", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "worst") VALUES (NEW."best", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."worst"); RETURN NULL;',
                    hash="2afc8670ec86daf59d4b8ce7236280f3d2599592",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0bfc9",
                    table="claims_ratingscale",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="edgejudgement",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_edgejudgementevent" ("decided_at", "decided_by_id", "decision", "first_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "second_id") VALUES (NEW."decided_at", NEW."decided_by_id", NEW."decision", NEW."first_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."second_id"); RETURN NULL;',
                    hash="2bda0d02097d8938c0bc3e83af895d1fac436cd4",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_9308d",
                    table="claims_edgejudgement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="edgejudgement",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_edgejudgementevent" ("decided_at", "decided_by_id", "decision", "first_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "second_id") VALUES (NEW."decided_at", NEW."decided_by_id", NEW."decision", NEW."first_id", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."second_id"); RETURN NULL;',
                    hash="7ee932200c3642658e8e6ce24def6a0ebf9caf86",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_478a5",
                    table="claims_edgejudgement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="effectivestatus",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_effectivestatusevent" ("claim_id", "ended_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "set_at", "set_by_id", "status", "until") VALUES (NEW."claim_id", NEW."ended_at", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."set_at", NEW."set_by_id", NEW."status", NEW."until"); RETURN NULL;',
                    hash="ef744613d848acf670f7e23bd9c313252b462cd0",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_07342",
                    table="claims_effectivestatus",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="effectivestatus",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_effectivestatusevent" ("claim_id", "ended_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "set_at", "set_by_id", "status", "until") VALUES (NEW."claim_id", NEW."ended_at", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."set_at", NEW."set_by_id", NEW."status", NEW."until"); RETURN NULL;',
                    hash="70ece2cac10d1ed9166e2d0bcf0807145401911a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8dcc2",
                    table="claims_effectivestatus",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="informationgrade",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_informationgradeevent" ("claim_id", "consistent_with_known", "graded_at", "graded_by_id", "id", "logical_in_itself", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "replaced_at") VALUES (NEW."claim_id", NEW."consistent_with_known", NEW."graded_at", NEW."graded_by_id", NEW."id", NEW."logical_in_itself", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."replaced_at"); RETURN NULL;',
                    hash="01ac1d57888a4cedf65dbfa27e237265b99b3d41",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_9ccda",
                    table="claims_informationgrade",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="informationgrade",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_informationgradeevent" ("claim_id", "consistent_with_known", "graded_at", "graded_by_id", "id", "logical_in_itself", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "replaced_at") VALUES (NEW."claim_id", NEW."consistent_with_known", NEW."graded_at", NEW."graded_by_id", NEW."id", NEW."logical_in_itself", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."replaced_at"); RETURN NULL;',
                    hash="41b6c3acd00c17a7d23b92a6551f1b68467b0ecc",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_dad65",
                    table="claims_informationgrade",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="finding",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_findingevent" ("check_made_id", "claim_id", "detail", "found_at", "id", "kind", "link_id", "passage_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "settled_at", "settled_by_id", "state") VALUES (NEW."check_made_id", NEW."claim_id", NEW."detail", NEW."found_at", NEW."id", NEW."kind", NEW."link_id", NEW."passage_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."settled_at", NEW."settled_by_id", NEW."state"); RETURN NULL;',
                    hash="8ca49b495c527803e8e5ecab21e3df6dbfcf9801",
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
                    func='INSERT INTO "claims_findingevent" ("check_made_id", "claim_id", "detail", "found_at", "id", "kind", "link_id", "passage_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "settled_at", "settled_by_id", "state") VALUES (NEW."check_made_id", NEW."claim_id", NEW."detail", NEW."found_at", NEW."id", NEW."kind", NEW."link_id", NEW."passage_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."settled_at", NEW."settled_by_id", NEW."state"); RETURN NULL;',
                    hash="60498440b3582ef8ead51807d077f52b3293cd1f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_db71c",
                    table="claims_finding",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="check",
            trigger=pgtrigger.compiler.Trigger(
                name="check_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6051b6c23d289842d22f53aae3b0435fe8295165",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_check_is_fixed_33b3d",
                    table="claims_check",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="passagecheck",
            trigger=pgtrigger.compiler.Trigger(
                name="passage_check_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="634828bebf81b7dca28cf7fcbcf73d1ab7f8fc9c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_passage_check_is_fixed_e95a7",
                    table="claims_passagecheck",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="permissiongrant",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_permissiongrantevent" ("actions", "file", "granted_by", "granted_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "until") VALUES (NEW."actions", NEW."file", NEW."granted_by", NEW."granted_on", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_by_id", NEW."until"); RETURN NULL;',
                    hash="11871008d7417395357c1360f32d38b1387283ed",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_4c3b0",
                    table="claims_permissiongrant",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="permissiongrant",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_permissiongrantevent" ("actions", "file", "granted_by", "granted_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "until") VALUES (NEW."actions", NEW."file", NEW."granted_by", NEW."granted_on", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_by_id", NEW."until"); RETURN NULL;',
                    hash="5b3bb1b74740c06376954040fe343dff10f55f5b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2f3bd",
                    table="claims_permissiongrant",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rating",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_ratingevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scale_id", "text", "value") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."scale_id", NEW."text", NEW."value"); RETURN NULL;',
                    hash="cfa80811638d84bc71e57ade809d78ca0636ce5f",
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
                    func='INSERT INTO "claims_ratingevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scale_id", "text", "value") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."scale_id", NEW."text", NEW."value"); RETURN NULL;',
                    hash="93dc4b318669b9cee4b054b5f7ffa54675b3e260",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_40dc3",
                    table="claims_rating",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="release",
            trigger=pgtrigger.compiler.Trigger(
                name="release_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a3e877a4bee8e8206aaa86d8e012d2a65470899f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_release_is_fixed_a78b9",
                    table="claims_release",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reviewstep",
            trigger=pgtrigger.compiler.Trigger(
                name="review_step_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="9ba46ab8a0a889e50f88fd848b78fefb0efd268c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_review_step_is_fixed_d1f3d",
                    table="claims_reviewstep",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rightsdecision",
            trigger=pgtrigger.compiler.Trigger(
                name="rights_decision_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0df2dd6af4d16f8dc20124b5860dbbd834e33ef7",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_rights_decision_is_fixed_64e6e",
                    table="claims_rightsdecision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="excerptuse",
            trigger=pgtrigger.compiler.Trigger(
                name="excerpt_use_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="dff3548490ee140d95193fc78494bba1b62e2a1a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_excerpt_use_is_fixed_c9cc1",
                    table="claims_excerptuse",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rightsstatement",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_rightsstatementevent" ("acquire_url", "confidence", "credit_text", "document_id", "embargo_until", "holder_id", "holder_text", "id", "jurisdiction", "licence_id", "licence_url", "notice_language", "notice_verbatim", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "review_state", "reviewed_at", "reviewed_by_id", "scope", "status_uri", "supersedes_id", "terms_url", "valid_from", "valid_until", "year_from", "year_to") VALUES (NEW."acquire_url", NEW."confidence", NEW."credit_text", NEW."document_id", NEW."embargo_until", NEW."holder_id", NEW."holder_text", NEW."id", NEW."jurisdiction", NEW."licence_id", NEW."licence_url", NEW."notice_language", NEW."notice_verbatim", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."review_state", NEW."reviewed_at", NEW."reviewed_by_id", NEW."scope", NEW."status_uri", NEW."supersedes_id", NEW."terms_url", NEW."valid_from", NEW."valid_until", NEW."year_from", NEW."year_to"); RETURN NULL;',
                    hash="6490f51619282b3a3766df8a7baf1c53014d5c67",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_06da1",
                    table="claims_rightsstatement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rightsstatement",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_rightsstatementevent" ("acquire_url", "confidence", "credit_text", "document_id", "embargo_until", "holder_id", "holder_text", "id", "jurisdiction", "licence_id", "licence_url", "notice_language", "notice_verbatim", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "review_state", "reviewed_at", "reviewed_by_id", "scope", "status_uri", "supersedes_id", "terms_url", "valid_from", "valid_until", "year_from", "year_to") VALUES (NEW."acquire_url", NEW."confidence", NEW."credit_text", NEW."document_id", NEW."embargo_until", NEW."holder_id", NEW."holder_text", NEW."id", NEW."jurisdiction", NEW."licence_id", NEW."licence_url", NEW."notice_language", NEW."notice_verbatim", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."review_state", NEW."reviewed_at", NEW."reviewed_by_id", NEW."scope", NEW."status_uri", NEW."supersedes_id", NEW."terms_url", NEW."valid_from", NEW."valid_until", NEW."year_from", NEW."year_to"); RETURN NULL;',
                    hash="35c12e29ff46af4392a51a73d584d5aea203e545",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_50f8e",
                    table="claims_rightsstatement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rightsrule",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_rightsruleevent" ("action", "basis", "channel", "id", "kind", "max_chars", "max_percent", "max_total_words", "max_words", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "statement_id", "unless", "until") VALUES (NEW."action", NEW."basis", NEW."channel", NEW."id", NEW."kind", NEW."max_chars", NEW."max_percent", NEW."max_total_words", NEW."max_words", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."purpose", NEW."statement_id", NEW."unless", NEW."until"); RETURN NULL;',
                    hash="4796414f32c04207e2a365c0cf80c2debe678b2f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a46bc",
                    table="claims_rightsrule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rightsrule",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_rightsruleevent" ("action", "basis", "channel", "id", "kind", "max_chars", "max_percent", "max_total_words", "max_words", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "statement_id", "unless", "until") VALUES (NEW."action", NEW."basis", NEW."channel", NEW."id", NEW."kind", NEW."max_chars", NEW."max_percent", NEW."max_total_words", NEW."max_words", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."purpose", NEW."statement_id", NEW."unless", NEW."until"); RETURN NULL;',
                    hash="df458f191f45abc96462a5e7a75a88e21e16fa7f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_766dc",
                    table="claims_rightsrule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rightsevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="rights_evidence_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="307430e5d86572754b6cbe201e6e98d47607a7f5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_rights_evidence_is_fixed_60a9d",
                    table="claims_rightsevidence",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="statusrecord",
            trigger=pgtrigger.compiler.Trigger(
                name="status_record_is_fixed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6a6326a7e71c466d5962b41b0d14a87623c4ddb7",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_status_record_is_fixed_62b6b",
                    table="claims_statusrecord",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="verdict",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "claims_verdictevent" ("claim_id", "given_at", "given_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rating_id", "reason") VALUES (NEW."claim_id", NEW."given_at", NEW."given_by_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rating_id", NEW."reason"); RETURN NULL;',
                    hash="52a915062b240649dee116357e4c16443850b689",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3cb73",
                    table="claims_verdict",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="verdict",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "claims_verdictevent" ("claim_id", "given_at", "given_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rating_id", "reason") VALUES (NEW."claim_id", NEW."given_at", NEW."given_by_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rating_id", NEW."reason"); RETURN NULL;',
                    hash="b4424464b22e583857b8f4fbd9711b0303bae362",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_05fe6",
                    table="claims_verdict",
                    when="AFTER",
                ),
            ),
        ),
    ]
