from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0015_what_changed_is_left_by_the_database"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="check",
            name="check_outcome_known",
        ),
        migrations.RemoveConstraint(
            model_name="link",
            name="link_state_known",
        ),
        migrations.AlterField(
            model_name="check",
            name="outcome",
            field=models.CharField(
                choices=[
                    ("alive", "Alive"),
                    ("moved_permanently", "Moved for good"),
                    ("moved_temporarily", "Moved for now"),
                    ("gone", "Gone"),
                    ("soft_404", "Answers, but the page is gone"),
                    ("blocked", "Blocks us"),
                    ("paywalled", "Behind a paywall"),
                    ("error", "Error"),
                    ("unsafe", "Refused by the fetch guard"),
                    ("unclear", "Answers, but not with the page: why cannot be told"),
                ],
                max_length=17,
            ),
        ),
        migrations.AlterField(
            model_name="link",
            name="state",
            field=models.CharField(
                choices=[
                    ("unchecked", "Not visited yet"),
                    ("alive", "Alive"),
                    ("moved", "Moved"),
                    ("failing", "Failing, being tried again"),
                    ("dead", "Dead"),
                    ("blocked", "Blocks us"),
                    ("unclear", "Does not show: why cannot be told"),
                ],
                default="unchecked",
                max_length=9,
            ),
        ),
        migrations.AddConstraint(
            model_name="check",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "outcome__in",
                        [
                            "alive",
                            "moved_permanently",
                            "moved_temporarily",
                            "gone",
                            "soft_404",
                            "blocked",
                            "paywalled",
                            "error",
                            "unsafe",
                            "unclear",
                        ],
                    )
                ),
                name="check_outcome_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["unchecked", "alive", "moved", "failing", "dead", "blocked", "unclear"])
                ),
                name="link_state_known",
            ),
        ),
    ]
