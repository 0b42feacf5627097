"""Each visit moves a link's due time, and so writes a new entry into every index of links.

Left out are those that another index begins with, those that nothing asks (``basis``), and the second index with which
Django lets a unique text be searched by its beginning: no query does so here.
"""

import django.db.models.deletion
from django.db import migrations, models

_BEGINNINGS = (
    ("claims_link_url_063f0710_like", "claims_link", "url"),
    ("claims_link_public_id_af549d4e_like", "claims_link", "public_id"),
    ("claims_check_visit_6a2864d1_like", "claims_check", "visit"),
)


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0028_columns_of_releases"),
    ]

    operations = [
        migrations.AlterField(
            model_name="check",
            name="link",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="checks",
                to="claims.link",
            ),
        ),
        migrations.AlterField(
            model_name="link",
            name="basis",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="claims.snapshot",
            ),
        ),
        migrations.AlterField(
            model_name="link",
            name="host",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="links",
                to="claims.host",
            ),
        ),
        *(
            migrations.RunSQL(
                f"DROP INDEX IF EXISTS {name}",
                f"CREATE INDEX IF NOT EXISTS {name} ON {table} ({column} varchar_pattern_ops)",
            )
            for name, table, column in _BEGINNINGS
        ),
    ]
