from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0013_notes_and_looks"),
    ]

    operations = [
        migrations.CreateModel(
            name="Fault",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("no_site_reached", "No site can be reached"),
                            ("resolver", "The name server answers for names that do not exist"),
                        ],
                        max_length=15,
                    ),
                ),
                ("detail", models.CharField(blank=True, max_length=300, null=True)),
                ("since", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["no_site_reached", "resolver"])), name="fault_kind_known"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)), fields=("kind",), name="fault_open_once"
                    ),
                ],
            },
        ),
    ]
