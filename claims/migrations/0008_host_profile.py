from django.db import migrations, models

KINDS = [
    ("link_dead", "Page is gone"),
    ("link_moved", "Page has moved"),
    ("link_back", "Page is back"),
    ("passage_changed", "Quoted passage was edited"),
    ("passage_missing", "Quoted passage is missing"),
    ("notice_changed", "Rights notice changed"),
    ("headline_changed", "Headline changed"),
    ("byline_changed", "Byline or date changed"),
    ("host_blocks", "Site does not let us in"),
    ("not_archived", "No archived copy holds the quotation"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0007_asked_by_hand"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="finding", name="finding_kind_known"),
        migrations.AddField(
            model_name="host",
            name="probes",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="host",
            name="profile",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="host",
            name="wall_told_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="finding",
            name="kind",
            field=models.CharField(choices=KINDS, max_length=16),
        ),
        migrations.AlterField(
            model_name="findingevent",
            name="kind",
            field=models.CharField(choices=KINDS, max_length=16),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", [kind for kind, _ in KINDS])),
                name="finding_kind_known",
            ),
        ),
    ]
