import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0010_words_of_links"),
    ]

    operations = [
        migrations.CreateModel(
            name="ComparedText",
            fields=[
                ("id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "spans",
                    django.contrib.postgres.fields.ArrayField(base_field=models.PositiveIntegerField(), size=None),
                ),
                ("shingles", models.PositiveIntegerField()),
                ("version", models.CharField(max_length=40)),
                ("compared_at", models.DateTimeField(blank=True, null=True)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="compared_texts", to="claims.document"
                    ),
                ),
                (
                    "readable",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="claims.readabletext",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SharedText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("containment", models.FloatField()),
                ("longest", models.PositiveIntegerField()),
                ("excerpt", models.TextField(blank=True)),
                ("runs", models.JSONField(default=list)),
                ("version", models.CharField(max_length=40)),
                ("found_at", models.DateTimeField()),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="claims.document"
                    ),
                ),
                (
                    "first_text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="claims.readabletext"
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="claims.document"
                    ),
                ),
                (
                    "second_text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="claims.readabletext"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TextPrint",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "value", "text_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("value", models.IntegerField()),
                (
                    "text",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="claims.comparedtext",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="comparedtext",
            index=models.Index(condition=models.Q(("compared_at", None)), fields=["id"], name="compared_text_waiting"),
        ),
        migrations.AddConstraint(
            model_name="comparedtext",
            constraint=models.UniqueConstraint(fields=("readable", "document"), name="compared_text_once"),
        ),
        migrations.AddConstraint(
            model_name="sharedtext",
            constraint=models.UniqueConstraint(fields=("first", "second"), name="shared_text_once"),
        ),
        migrations.AddConstraint(
            model_name="sharedtext",
            constraint=models.CheckConstraint(
                condition=models.Q(("first__lt", models.F("second"))), name="shared_text_ordered"
            ),
        ),
        migrations.AddConstraint(
            model_name="sharedtext",
            constraint=models.CheckConstraint(
                condition=models.Q(("containment__gte", 0), ("containment__lte", 1)),
                name="shared_text_containment_is_a_share",
            ),
        ),
    ]
