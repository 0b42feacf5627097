from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0005_archives"),
    ]

    operations = [
        migrations.AddField(
            model_name="link",
            name="asked_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name="link",
            index=models.Index(condition=models.Q(("asked_at__isnull", False)), fields=["asked_at"], name="link_asked"),
        ),
    ]
