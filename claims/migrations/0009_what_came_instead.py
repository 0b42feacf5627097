from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0008_host_profile"),
    ]

    operations = [
        migrations.AddField(
            model_name="link",
            name="instead",
            field=models.JSONField(blank=True, null=True),
        ),
    ]
