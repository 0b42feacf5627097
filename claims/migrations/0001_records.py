import claims.models.base
import django.contrib.auth.models
import django.contrib.auth.validators
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.fields.json
import django.db.models.functions.comparison
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="AnonymityRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("descriptor", models.CharField(blank=True, max_length=300, null=True)),
                ("position", models.CharField(blank=True, max_length=300, null=True)),
                (
                    "how_they_know",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("witness", "Was there"),
                            ("saw_document", "Saw a document"),
                            ("told", "Was told by someone"),
                        ],
                        max_length=12,
                        null=True,
                    ),
                ),
                (
                    "information_or_opinion",
                    models.CharField(
                        blank=True,
                        choices=[("information", "Information"), ("opinion", "Opinion")],
                        max_length=11,
                        null=True,
                    ),
                ),
                ("motive", models.CharField(blank=True, max_length=300, null=True)),
                ("reason", models.CharField(blank=True, max_length=300, null=True)),
                (
                    "terms",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("background", "Background"),
                            ("deep_background", "Deep background"),
                            ("off_the_record", "Off the record"),
                        ],
                        max_length=15,
                        null=True,
                    ),
                ),
                ("second_source_sought", models.BooleanField(blank=True, null=True)),
                ("second_source_result", models.CharField(blank=True, max_length=500, null=True)),
                ("persons_spoken_to", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("persons_suggested", models.PositiveSmallIntegerField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Citation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.CharField(blank=True, max_length=500, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Outlet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("domain", models.CharField(max_length=253)),
                ("path", models.CharField(default="/", max_length=500)),
            ],
        ),
        migrations.CreateModel(
            name="OutsideRating",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rater", models.CharField(max_length=200)),
                ("scheme", models.CharField(max_length=200)),
                ("raw_value", models.CharField(max_length=200)),
                ("rated_on", models.DateField()),
                ("link", models.URLField(blank=True, max_length=2000, null=True)),
                ("expires_on", models.DateField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="OwnerGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=300, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="Passage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("exact", models.TextField()),
                ("prefix", models.CharField(blank=True, default="", max_length=64)),
                ("suffix", models.CharField(blank=True, default="", max_length=64)),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("headline", "Headline"),
                            ("lead", "Lead"),
                            ("body", "Body"),
                            ("quote", "Quotation"),
                            ("caption", "Caption"),
                        ],
                        max_length=8,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "A user with that username already exists."},
                        help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                        max_length=150,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="username",
                    ),
                ),
                ("first_name", models.CharField(blank=True, max_length=150, verbose_name="first name")),
                ("last_name", models.CharField(blank=True, max_length=150, verbose_name="last name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="email address")),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                ("date_joined", models.DateTimeField(default=django.utils.timezone.now, verbose_name="date joined")),
                (
                    "role",
                    models.CharField(
                        choices=[("fact_checker", "Fact-checker"), ("editor", "Editor"), ("consumer", "API consumer")],
                        default="consumer",
                        max_length=12,
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "user",
                "verbose_name_plural": "users",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["fact_checker", "editor", "consumer"])), name="user_role_known"
                    )
                ],
            },
            managers=[
                ("objects", django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(
                        default=claims.models.base.new_public_id, editable=False, max_length=16, unique=True
                    ),
                ),
                ("wording", models.CharField(max_length=1000)),
                ("paraphrase", models.CharField(blank=True, max_length=1000, null=True)),
                ("claimed_on", models.DateField(blank=True, null=True)),
                (
                    "claimed_precision",
                    models.CharField(
                        blank=True,
                        choices=[("day", "Day"), ("month", "Month"), ("year", "Year")],
                        max_length=5,
                        null=True,
                    ),
                ),
                ("language", models.CharField(blank=True, max_length=35, null=True)),
                (
                    "tags",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), blank=True, default=list, size=None
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Submitted"),
                            ("in_review", "In review"),
                            ("returned", "Returned"),
                            ("vetted", "Vetted"),
                            ("withdrawn", "Withdrawn"),
                            ("superseded", "Superseded"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("valid_until", models.DateField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("logged_at", models.DateTimeField(auto_now_add=True)),
                (
                    "logged_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="logged_claims",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "superseded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supersedes",
                        to="claims.claim",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(
                        default=claims.models.base.new_public_id, editable=False, max_length=16, unique=True
                    ),
                ),
                ("canonical_url", models.URLField(blank=True, max_length=4096, null=True, unique=True)),
                ("title", models.TextField(blank=True, null=True)),
                (
                    "bylines",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300), blank=True, default=list, size=None
                    ),
                ),
                ("agency", models.CharField(blank=True, max_length=300, null=True)),
                ("language", models.CharField(blank=True, max_length=35, null=True)),
                ("published_on", models.DateField(blank=True, null=True)),
                (
                    "published_precision",
                    models.CharField(
                        blank=True,
                        choices=[("day", "Day"), ("month", "Month"), ("year", "Year")],
                        max_length=5,
                        null=True,
                    ),
                ),
                ("modified_on", models.DateField(blank=True, null=True)),
                (
                    "modified_precision",
                    models.CharField(
                        blank=True,
                        choices=[("day", "Day"), ("month", "Month"), ("year", "Year")],
                        max_length=5,
                        null=True,
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "cites",
                    models.ManyToManyField(related_name="cited_by", through="claims.Citation", to="claims.document"),
                ),
                (
                    "outlet",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="claims.outlet",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("published_precision__in", ["day", "month", "year"])),
                        name="document_published_precision_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("modified_precision__in", ["day", "month", "year"])),
                        name="document_modified_precision_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="document_title_not_empty"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_on", None), ("published_precision", None)),
                            models.Q(("published_on__isnull", False), ("published_precision__isnull", False)),
                            _connector="OR",
                        ),
                        name="document_published_with_precision",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("modified_on", None), ("modified_precision", None)),
                            models.Q(("modified_on__isnull", False), ("modified_precision__isnull", False)),
                            _connector="OR",
                        ),
                        name="document_modified_with_precision",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CitationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("words", models.CharField(blank=True, max_length=500, null=True)),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="claims.citation",
                    ),
                ),
                (
                    "cited",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.document",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.document",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="citation",
            name="cited",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="claims.document"
            ),
        ),
        migrations.AddField(
            model_name="citation",
            name="document",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="citations", to="claims.document"
            ),
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(
                        default=claims.models.base.new_public_id, editable=False, max_length=16, unique=True
                    ),
                ),
                (
                    "stance",
                    models.CharField(
                        choices=[
                            ("supports", "Supports"),
                            ("supports_narrower", "Supports a narrower claim"),
                            ("contradicts", "Contradicts"),
                            ("mentions", "Only mentions"),
                            ("withdraws", "Withdraws"),
                        ],
                        max_length=17,
                    ),
                ),
                (
                    "directness",
                    models.CharField(
                        choices=[
                            ("record", "Is the record of the fact"),
                            ("document", "A document about it"),
                            ("first_hand", "First hand"),
                            ("second_hand", "Second hand"),
                            ("relay", "Only relays somebody else"),
                        ],
                        max_length=11,
                    ),
                ),
                ("party_about_itself", models.BooleanField(default=False)),
                ("own_publication", models.BooleanField(default=False)),
                ("dataset", models.CharField(blank=True, max_length=300, null=True)),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("added_at", models.DateTimeField(auto_now_add=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_reason", models.CharField(blank=True, max_length=500, null=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="evidence", to="claims.claim"
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "passage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="evidence", to="claims.passage"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "evidence",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stance__in", ["supports", "supports_narrower", "contradicts", "mentions", "withdraws"])
                        ),
                        name="evidence_stance_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("directness__in", ["record", "document", "first_hand", "second_hand", "relay"])
                        ),
                        name="evidence_directness_known",
                    ),
                    models.UniqueConstraint(fields=("claim", "passage"), name="evidence_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("opened_at", None), ("opened_by", None)),
                            models.Q(("opened_at__isnull", False), ("opened_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="evidence_opened_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at", None), ("withdrawn_reason", None)),
                            models.Q(
                                ("withdrawn_at__isnull", False),
                                ("withdrawn_reason__isnull", False),
                                models.Q(("withdrawn_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="evidence_withdrawn_with_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DocumentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "public_id",
                    models.CharField(default=claims.models.base.new_public_id, editable=False, max_length=16),
                ),
                ("canonical_url", models.URLField(blank=True, max_length=4096, null=True)),
                ("title", models.TextField(blank=True, null=True)),
                (
                    "bylines",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300), blank=True, default=list, size=None
                    ),
                ),
                ("agency", models.CharField(blank=True, max_length=300, null=True)),
                ("language", models.CharField(blank=True, max_length=35, null=True)),
                ("published_on", models.DateField(blank=True, null=True)),
                (
                    "published_precision",
                    models.CharField(
                        blank=True,
                        choices=[("day", "Day"), ("month", "Month"), ("year", "Year")],
                        max_length=5,
                        null=True,
                    ),
                ),
                ("modified_on", models.DateField(blank=True, null=True)),
                (
                    "modified_precision",
                    models.CharField(
                        blank=True,
                        choices=[("day", "Day"), ("month", "Month"), ("year", "Year")],
                        max_length=5,
                        null=True,
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="claims.document",
                    ),
                ),
                (
                    "outlet",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.outlet",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="outlet",
            name="owner_group",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="outlets",
                to="claims.ownergroup",
            ),
        ),
        migrations.CreateModel(
            name="OwnerGroupEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=300)),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="claims.ownergroup",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EvidenceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "public_id",
                    models.CharField(default=claims.models.base.new_public_id, editable=False, max_length=16),
                ),
                (
                    "stance",
                    models.CharField(
                        choices=[
                            ("supports", "Supports"),
                            ("supports_narrower", "Supports a narrower claim"),
                            ("contradicts", "Contradicts"),
                            ("mentions", "Only mentions"),
                            ("withdraws", "Withdraws"),
                        ],
                        max_length=17,
                    ),
                ),
                (
                    "directness",
                    models.CharField(
                        choices=[
                            ("record", "Is the record of the fact"),
                            ("document", "A document about it"),
                            ("first_hand", "First hand"),
                            ("second_hand", "Second hand"),
                            ("relay", "Only relays somebody else"),
                        ],
                        max_length=11,
                    ),
                ),
                ("party_about_itself", models.BooleanField(default=False)),
                ("own_publication", models.BooleanField(default=False)),
                ("dataset", models.CharField(blank=True, max_length=300, null=True)),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("added_at", models.DateTimeField(auto_now_add=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_reason", models.CharField(blank=True, max_length=500, null=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.claim",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="claims.evidence",
                    ),
                ),
                (
                    "passage",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.passage",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReadableText",
            fields=[
                ("text_hash", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("text", models.TextField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text_hash__regex", "^[0-9a-f]{64}$")), name="readable_text_hash_form"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="readable_text_not_empty"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SameUnnamedSource",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
                ("said_at", models.DateTimeField(auto_now_add=True)),
                (
                    "said_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(
                        default=claims.models.base.new_public_id, editable=False, max_length=16, unique=True
                    ),
                ),
                ("content_hash", models.CharField(max_length=64)),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("url", "Fetched from its address"),
                            ("paste", "Pasted text"),
                            ("upload", "Uploaded file"),
                        ],
                        max_length=6,
                    ),
                ),
                ("media_type", models.CharField(max_length=100)),
                ("final_url", models.URLField(blank=True, max_length=4096, null=True)),
                ("http_status", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("taken_at", models.DateTimeField()),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="snapshots", to="claims.document"
                    ),
                ),
                (
                    "readable",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="snapshots", to="claims.readabletext"
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="passage",
            name="snapshot",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="passages", to="claims.snapshot"
            ),
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(
                        default=claims.models.base.new_public_id, editable=False, max_length=16, unique=True
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("person", "Person"),
                            ("organisation", "Organisation"),
                            ("government", "Government body"),
                            ("outlet", "Outlet"),
                            ("document", "Document"),
                            ("dataset", "Dataset"),
                            ("account", "Account"),
                            ("unnamed_person", "Unnamed person"),
                            ("unnamed_group", "Unnamed group"),
                        ],
                        max_length=14,
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=300, null=True)),
                ("descriptor", models.CharField(blank=True, max_length=300, null=True)),
                (
                    "aliases",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300), blank=True, default=list, size=None
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="claims.source",
                    ),
                ),
                (
                    "unnamed_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="unnamed_sources",
                        to="claims.claim",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["name"], name="source_by_name")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "person",
                                    "organisation",
                                    "government",
                                    "outlet",
                                    "document",
                                    "dataset",
                                    "account",
                                    "unnamed_person",
                                    "unnamed_group",
                                ],
                            )
                        ),
                        name="source_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="source_name_not_empty"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("descriptor", ""), _negated=True), name="source_descriptor_not_empty"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("parent", models.F("id")), _negated=True), name="source_not_its_own_parent"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("descriptor__isnull", False),
                                ("kind__in", ["unnamed_group", "unnamed_person"]),
                                ("name", None),
                                ("unnamed_of__isnull", False),
                            ),
                            models.Q(
                                models.Q(("kind__in", ["unnamed_group", "unnamed_person"]), _negated=True),
                                ("name__isnull", False),
                                ("unnamed_of", None),
                            ),
                            _connector="OR",
                        ),
                        name="source_named_or_unnamed_of_one_claim",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SameUnnamedSourceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("reason", models.TextField()),
                ("said_at", models.DateTimeField(auto_now_add=True)),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="claims.sameunnamedsource",
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.source",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.source",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="sameunnamedsource",
            name="first",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.source"),
        ),
        migrations.AddField(
            model_name="sameunnamedsource",
            name="second",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.source"),
        ),
        migrations.CreateModel(
            name="Relay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("words", models.CharField(blank=True, max_length=300, null=True)),
                (
                    "relayed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.source"
                    ),
                ),
                (
                    "relayed_for",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.source"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="OutsideRatingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("rater", models.CharField(max_length=200)),
                ("scheme", models.CharField(max_length=200)),
                ("raw_value", models.CharField(max_length=200)),
                ("rated_on", models.DateField()),
                ("link", models.URLField(blank=True, max_length=2000, null=True)),
                ("expires_on", models.DateField(blank=True, null=True)),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="claims.outsiderating",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.source",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="outsiderating",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="outside_ratings", to="claims.source"
            ),
        ),
        migrations.CreateModel(
            name="OutletEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("domain", models.CharField(max_length=253)),
                ("path", models.CharField(default="/", max_length=500)),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="claims.outlet",
                    ),
                ),
                (
                    "owner_group",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.ownergroup",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.source",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="outlet",
            name="source",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="outlet", to="claims.source"
            ),
        ),
        migrations.CreateModel(
            name="ClaimEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "public_id",
                    models.CharField(default=claims.models.base.new_public_id, editable=False, max_length=16),
                ),
                ("wording", models.CharField(max_length=1000)),
                ("paraphrase", models.CharField(blank=True, max_length=1000, null=True)),
                ("claimed_on", models.DateField(blank=True, null=True)),
                (
                    "claimed_precision",
                    models.CharField(
                        blank=True,
                        choices=[("day", "Day"), ("month", "Month"), ("year", "Year")],
                        max_length=5,
                        null=True,
                    ),
                ),
                ("language", models.CharField(blank=True, max_length=35, null=True)),
                (
                    "tags",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), blank=True, default=list, size=None
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Submitted"),
                            ("in_review", "In review"),
                            ("returned", "Returned"),
                            ("vetted", "Vetted"),
                            ("withdrawn", "Withdrawn"),
                            ("superseded", "Superseded"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("valid_until", models.DateField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("logged_at", models.DateTimeField(auto_now_add=True)),
                (
                    "logged_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="claims.claim",
                    ),
                ),
                (
                    "superseded_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.claim",
                    ),
                ),
                (
                    "claimant",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.source",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="claim",
            name="claimant",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="claims",
                to="claims.source",
            ),
        ),
        migrations.CreateModel(
            name="SourceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "public_id",
                    models.CharField(default=claims.models.base.new_public_id, editable=False, max_length=16),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("person", "Person"),
                            ("organisation", "Organisation"),
                            ("government", "Government body"),
                            ("outlet", "Outlet"),
                            ("document", "Document"),
                            ("dataset", "Dataset"),
                            ("account", "Account"),
                            ("unnamed_person", "Unnamed person"),
                            ("unnamed_group", "Unnamed group"),
                        ],
                        max_length=14,
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=300, null=True)),
                ("descriptor", models.CharField(blank=True, max_length=300, null=True)),
                (
                    "aliases",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300), blank=True, default=list, size=None
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.source",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="claims.source",
                    ),
                ),
                (
                    "unnamed_of",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.claim",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SourceGrade",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("topic", models.CharField(blank=True, default="", max_length=100)),
                (
                    "letter",
                    models.CharField(
                        choices=[
                            ("A", "Completely reliable"),
                            ("B", "Usually reliable"),
                            ("C", "Fairly reliable"),
                            ("D", "Not usually reliable"),
                            ("E", "Unreliable"),
                            ("F", "Cannot be judged"),
                        ],
                        max_length=1,
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
                ("graded_at", models.DateTimeField(auto_now_add=True)),
                ("replaced_at", models.DateTimeField(blank=True, null=True)),
                (
                    "graded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="source_grades",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="grades", to="claims.source"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("letter__in", ["A", "B", "C", "D", "E", "F"])),
                        name="source_grade_letter_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="source_grade_reason"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("replaced_at", None)),
                        fields=("source", "topic", "graded_by"),
                        name="source_grade_one_live_per_grader",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SourceGradeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("topic", models.CharField(blank=True, default="", max_length=100)),
                (
                    "letter",
                    models.CharField(
                        choices=[
                            ("A", "Completely reliable"),
                            ("B", "Usually reliable"),
                            ("C", "Fairly reliable"),
                            ("D", "Not usually reliable"),
                            ("E", "Unreliable"),
                            ("F", "Cannot be judged"),
                        ],
                        max_length=1,
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
                ("graded_at", models.DateTimeField(auto_now_add=True)),
                ("replaced_at", models.DateTimeField(blank=True, null=True)),
                (
                    "graded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="claims.sourcegrade",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.source",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Sourcing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "sourcing_type",
                    models.CharField(
                        choices=[
                            ("on_record_person", "Named person"),
                            ("organisation", "Organisation"),
                            ("government", "Government body"),
                            ("document", "Document"),
                            ("dataset", "Dataset"),
                            ("social_post", "Social post"),
                            ("unnamed_person", "Unnamed person"),
                            ("unnamed_group", "Unnamed group"),
                            ("own_observation", "Own observation"),
                            ("unattributed", "Unattributed"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "voice",
                    models.CharField(
                        choices=[
                            ("direct_quote", "Direct quote"),
                            ("partial_quote", "Partial quote"),
                            ("paraphrase", "Paraphrase"),
                            ("own_voice", "The page's own voice"),
                        ],
                        max_length=13,
                    ),
                ),
                ("source_words", models.CharField(blank=True, max_length=300, null=True)),
                ("cue", models.CharField(blank=True, max_length=100, null=True)),
                (
                    "evidence",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sourcing", to="claims.evidence"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sourcings",
                        to="claims.source",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "sourcing_type__in",
                                [
                                    "on_record_person",
                                    "organisation",
                                    "government",
                                    "document",
                                    "dataset",
                                    "social_post",
                                    "unnamed_person",
                                    "unnamed_group",
                                    "own_observation",
                                    "unattributed",
                                ],
                            )
                        ),
                        name="sourcing_type_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("voice__in", ["direct_quote", "partial_quote", "paraphrase", "own_voice"])),
                        name="sourcing_voice_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source_words", ""), _negated=True), name="sourcing_words_not_empty"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sourcing_type", "unattributed"), _negated=True),
                            ("source", None),
                            _connector="OR",
                        ),
                        name="sourcing_unattributed_has_no_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sourcing_type__in", ["unnamed_group", "unnamed_person"]), _negated=True),
                            ("source__isnull", False),
                            _connector="OR",
                        ),
                        name="sourcing_unnamed_has_its_source",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RelayEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("position", models.PositiveSmallIntegerField()),
                ("words", models.CharField(blank=True, max_length=300, null=True)),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="claims.relay",
                    ),
                ),
                (
                    "relayed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.source",
                    ),
                ),
                (
                    "relayed_for",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.source",
                    ),
                ),
                (
                    "sourcing",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.sourcing",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="relay",
            name="sourcing",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="relays", to="claims.sourcing"
            ),
        ),
        migrations.CreateModel(
            name="AnonymityRecordEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("descriptor", models.CharField(blank=True, max_length=300, null=True)),
                ("position", models.CharField(blank=True, max_length=300, null=True)),
                (
                    "how_they_know",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("witness", "Was there"),
                            ("saw_document", "Saw a document"),
                            ("told", "Was told by someone"),
                        ],
                        max_length=12,
                        null=True,
                    ),
                ),
                (
                    "information_or_opinion",
                    models.CharField(
                        blank=True,
                        choices=[("information", "Information"), ("opinion", "Opinion")],
                        max_length=11,
                        null=True,
                    ),
                ),
                ("motive", models.CharField(blank=True, max_length=300, null=True)),
                ("reason", models.CharField(blank=True, max_length=300, null=True)),
                (
                    "terms",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("background", "Background"),
                            ("deep_background", "Deep background"),
                            ("off_the_record", "Off the record"),
                        ],
                        max_length=15,
                        null=True,
                    ),
                ),
                ("second_source_sought", models.BooleanField(blank=True, null=True)),
                ("second_source_result", models.CharField(blank=True, max_length=500, null=True)),
                ("persons_spoken_to", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("persons_suggested", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="claims.anonymityrecord",
                    ),
                ),
                (
                    "sourcing",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.sourcing",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="anonymityrecord",
            name="sourcing",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="anonymity", to="claims.sourcing"
            ),
        ),
        migrations.CreateModel(
            name="SourcingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "sourcing_type",
                    models.CharField(
                        choices=[
                            ("on_record_person", "Named person"),
                            ("organisation", "Organisation"),
                            ("government", "Government body"),
                            ("document", "Document"),
                            ("dataset", "Dataset"),
                            ("social_post", "Social post"),
                            ("unnamed_person", "Unnamed person"),
                            ("unnamed_group", "Unnamed group"),
                            ("own_observation", "Own observation"),
                            ("unattributed", "Unattributed"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "voice",
                    models.CharField(
                        choices=[
                            ("direct_quote", "Direct quote"),
                            ("partial_quote", "Partial quote"),
                            ("paraphrase", "Paraphrase"),
                            ("own_voice", "The page's own voice"),
                        ],
                        max_length=13,
                    ),
                ),
                ("source_words", models.CharField(blank=True, max_length=300, null=True)),
                ("cue", models.CharField(blank=True, max_length=100, null=True)),
                (
                    "evidence",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.evidence",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="claims.sourcing",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.source",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="UserEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "A user with that username already exists."},
                        help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                        max_length=150,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="username",
                    ),
                ),
                ("first_name", models.CharField(blank=True, max_length=150, verbose_name="first name")),
                ("last_name", models.CharField(blank=True, max_length=150, verbose_name="last name")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="email address")),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                ("date_joined", models.DateTimeField(default=django.utils.timezone.now, verbose_name="date joined")),
                (
                    "role",
                    models.CharField(
                        choices=[("fact_checker", "Fact-checker"), ("editor", "Editor"), ("consumer", "API consumer")],
                        default="consumer",
                        max_length=12,
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="citation",
            constraint=models.UniqueConstraint(fields=("document", "cited"), name="citation_once"),
        ),
        migrations.AddConstraint(
            model_name="citation",
            constraint=models.CheckConstraint(
                condition=models.Q(("document", models.F("cited")), _negated=True), name="citation_not_of_itself"
            ),
        ),
        migrations.AddIndex(
            model_name="snapshot",
            index=models.Index(fields=["document", "-taken_at"], name="snapshot_latest"),
        ),
        migrations.AddIndex(
            model_name="snapshot",
            index=models.Index(fields=["content_hash"], name="snapshot_by_content"),
        ),
        migrations.AddConstraint(
            model_name="snapshot",
            constraint=models.CheckConstraint(
                condition=models.Q(("method__in", ["url", "paste", "upload"])), name="snapshot_method_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="snapshot",
            constraint=models.CheckConstraint(
                condition=models.Q(("content_hash__regex", "^[0-9a-f]{64}$")), name="snapshot_hash_form"
            ),
        ),
        migrations.AddConstraint(
            model_name="snapshot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("method", "url"), _negated=True), ("final_url__isnull", False), _connector="OR"
                ),
                name="snapshot_url_has_address",
            ),
        ),
        migrations.AddConstraint(
            model_name="passage",
            constraint=models.CheckConstraint(
                condition=models.Q(("part__in", ["headline", "lead", "body", "quote", "caption"])),
                name="passage_part_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="passage",
            constraint=models.CheckConstraint(
                condition=models.Q(("start__lt", models.F("end"))), name="passage_positions_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="passage",
            constraint=models.UniqueConstraint(fields=("snapshot", "start", "end"), name="passage_once"),
        ),
        migrations.AddConstraint(
            model_name="sameunnamedsource",
            constraint=models.UniqueConstraint(fields=("first", "second"), name="same_unnamed_source_once"),
        ),
        migrations.AddConstraint(
            model_name="sameunnamedsource",
            constraint=models.CheckConstraint(
                condition=models.Q(("first__lt", models.F("second"))), name="same_unnamed_source_ordered"
            ),
        ),
        migrations.AddConstraint(
            model_name="sameunnamedsource",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="same_unnamed_source_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="outsiderating",
            constraint=models.UniqueConstraint(
                fields=("source", "rater", "scheme", "rated_on"), name="outside_rating_once_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="outlet",
            constraint=models.UniqueConstraint(fields=("domain", "path"), name="outlet_domain_path"),
        ),
        migrations.AddConstraint(
            model_name="outlet",
            constraint=models.CheckConstraint(
                condition=models.Q(("path__startswith", "/")), name="outlet_path_absolute"
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(fields=["state", "logged_at"], name="claim_queue"),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(fields=["logged_by", "-logged_at"], name="claim_of_person"),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["draft", "submitted", "in_review", "returned", "vetted", "withdrawn", "superseded"])
                ),
                name="claim_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(("claimed_precision__in", ["day", "month", "year"])), name="claim_precision_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(("wording", ""), _negated=True), name="claim_wording_not_empty"
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(("paraphrase", ""), _negated=True), name="claim_paraphrase_not_empty"
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(("superseded_by", models.F("id")), _negated=True),
                name="claim_not_superseded_by_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("claimed_on", None), ("claimed_precision", None)),
                    models.Q(("claimed_on__isnull", False), ("claimed_precision__isnull", False)),
                    _connector="OR",
                ),
                name="claim_date_with_precision",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "superseded"), _negated=True), ("superseded_by__isnull", False), _connector="OR"
                ),
                name="claim_superseded_names_successor",
            ),
        ),
        migrations.AddConstraint(
            model_name="relay",
            constraint=models.UniqueConstraint(fields=("sourcing", "position"), name="relay_position_once"),
        ),
        migrations.AddConstraint(
            model_name="relay",
            constraint=models.CheckConstraint(
                condition=models.Q(("relayed_by", models.F("relayed_for")), _negated=True), name="relay_not_of_itself"
            ),
        ),
        migrations.AddConstraint(
            model_name="anonymityrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(("how_they_know__in", ["witness", "saw_document", "told"])),
                name="anonymity_how_they_know",
            ),
        ),
        migrations.AddConstraint(
            model_name="anonymityrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(("information_or_opinion__in", ["information", "opinion"])),
                name="anonymity_information_or_opinion",
            ),
        ),
        migrations.AddConstraint(
            model_name="anonymityrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(("terms__in", ["background", "deep_background", "off_the_record"])),
                name="anonymity_terms_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="anonymityrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(("descriptor", ""), _negated=True), name="anonymity_descriptor_not_empty"
            ),
        ),
        migrations.AddConstraint(
            model_name="anonymityrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(("position", ""), _negated=True), name="anonymity_position_not_empty"
            ),
        ),
        migrations.AddConstraint(
            model_name="anonymityrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(("motive", ""), _negated=True), name="anonymity_motive_not_empty"
            ),
        ),
        migrations.AddConstraint(
            model_name="anonymityrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="anonymity_reason_not_empty"
            ),
        ),
        migrations.AddConstraint(
            model_name="anonymityrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(("second_source_result", ""), _negated=True),
                name="anonymity_second_source_result_not_empty",
            ),
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("value", models.IntegerField()),
                ("text", models.CharField(max_length=100)),
            ],
        ),
        migrations.CreateModel(
            name="RightsRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("permit", "Permits"), ("prohibit", "Prohibits"), ("duty", "Requires")], max_length=8
                    ),
                ),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("link", "Link"),
                            ("excerpt", "Excerpt"),
                            ("summarise", "Summarise"),
                            ("display_full", "Show in full"),
                            ("reproduce", "Reproduce"),
                            ("distribute", "Distribute"),
                            ("translate", "Translate"),
                            ("archive", "Archive"),
                            ("commercial_use", "Commercial use"),
                            ("tdm", "Text and data mining"),
                            ("ai_train", "Training of models"),
                            ("credit", "Credit"),
                            ("link_back", "Link to the original"),
                            ("keep_notice", "Keep the notice"),
                            ("same_terms", "Same terms"),
                            ("ask_consent", "Ask for consent"),
                        ],
                        max_length=14,
                    ),
                ),
                ("max_words", models.PositiveIntegerField(blank=True, null=True)),
                ("max_chars", models.PositiveIntegerField(blank=True, null=True)),
                ("max_percent", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("max_total_words", models.PositiveIntegerField(blank=True, null=True)),
                ("until", models.DateField(blank=True, null=True)),
                ("purpose", models.CharField(blank=True, max_length=200, null=True)),
                (
                    "channel",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("api", "API"),
                            ("page", "Public page"),
                            ("feed", "Feed"),
                            ("export", "Export"),
                            ("webhook", "Webhook"),
                        ],
                        max_length=7,
                        null=True,
                    ),
                ),
                ("unless", models.CharField(blank=True, max_length=300, null=True)),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("notice", "Notice"),
                            ("licence", "Licence"),
                            ("meta", "Page metadata"),
                            ("robots", "Robots rules"),
                            ("contract", "Contract"),
                        ],
                        max_length=8,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("claim", "Claim"),
                            ("evidence", "Evidence"),
                            ("source_grade", "Source grade"),
                            ("information_grade", "Information grade"),
                            ("rights", "Rights"),
                            ("finding", "Finding"),
                            ("outlet", "Outlet or owner"),
                            ("edge", "Edge between pieces of evidence"),
                            ("override", "Effective status"),
                        ],
                        max_length=17,
                    ),
                ),
                ("subject", models.PositiveBigIntegerField()),
                ("left_at", models.DateTimeField(auto_now_add=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("not_before", models.DateTimeField(blank=True, null=True)),
                ("last_error", models.TextField(blank=True, null=True)),
                ("drained_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("drained_at", None)), fields=["id"], name="change_waiting")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "claim",
                                    "evidence",
                                    "source_grade",
                                    "information_grade",
                                    "rights",
                                    "finding",
                                    "outlet",
                                    "edge",
                                    "override",
                                ],
                            )
                        ),
                        name="change_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("drained_at__gte", models.F("left_at"))), name="change_drained_after_left"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Check",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("visit", models.CharField(max_length=64, unique=True)),
                (
                    "outcome",
                    models.CharField(
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
                        ],
                        max_length=17,
                    ),
                ),
                ("http_status", models.PositiveSmallIntegerField(null=True)),
                ("final_url", models.URLField(max_length=4096, null=True)),
                ("reason", models.CharField(max_length=300, null=True)),
                ("milliseconds", models.PositiveIntegerField(null=True)),
                ("checked_at", models.DateTimeField()),
                (
                    "snapshot",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to="claims.snapshot",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="EdgeJudgement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("citation", "Cites or links it"),
                            ("agency", "Same agency or press release"),
                            ("publisher", "Same publisher or owner"),
                            ("text_reuse", "Same text"),
                            ("unnamed_source", "Same unnamed source"),
                            ("author_or_dataset", "Same author or dataset"),
                            ("circular", "Leads back to ourselves or to itself"),
                        ],
                        max_length=17,
                    ),
                ),
                (
                    "decision",
                    models.CharField(choices=[("confirmed", "Confirmed"), ("cleared", "Cleared")], max_length=9),
                ),
                ("reason", models.CharField(max_length=500)),
                ("decided_at", models.DateTimeField(auto_now_add=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.evidence"
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.evidence"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "citation",
                                    "agency",
                                    "publisher",
                                    "text_reuse",
                                    "unnamed_source",
                                    "author_or_dataset",
                                    "circular",
                                ],
                            )
                        ),
                        name="edge_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decision__in", ["confirmed", "cleared"])), name="edge_decision_known"
                    ),
                    models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="edge_reason"),
                    models.CheckConstraint(condition=models.Q(("first__lt", models.F("second"))), name="edge_ordered"),
                    models.UniqueConstraint(fields=("first", "second", "kind"), name="edge_judged_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="EdgeJudgementEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("citation", "Cites or links it"),
                            ("agency", "Same agency or press release"),
                            ("publisher", "Same publisher or owner"),
                            ("text_reuse", "Same text"),
                            ("unnamed_source", "Same unnamed source"),
                            ("author_or_dataset", "Same author or dataset"),
                            ("circular", "Leads back to ourselves or to itself"),
                        ],
                        max_length=17,
                    ),
                ),
                (
                    "decision",
                    models.CharField(choices=[("confirmed", "Confirmed"), ("cleared", "Cleared")], max_length=9),
                ),
                ("reason", models.CharField(max_length=500)),
                ("decided_at", models.DateTimeField(auto_now_add=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.evidence",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="claims.edgejudgement",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.evidence",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EffectiveStatus",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("unverified", "Unverified"),
                            ("single_source", "Single source"),
                            ("weakly_sourced", "Weakly sourced"),
                            ("partially_corroborated", "Partially corroborated"),
                            ("corroborated", "Corroborated"),
                            ("disputed", "Disputed"),
                            ("refuted", "Refuted"),
                            ("retracted", "Retracted"),
                            ("outdated", "Outdated"),
                        ],
                        max_length=22,
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
                ("until", models.DateField()),
                ("set_at", models.DateTimeField(auto_now_add=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="overrides", to="claims.claim"
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "unverified",
                                    "single_source",
                                    "weakly_sourced",
                                    "partially_corroborated",
                                    "corroborated",
                                    "disputed",
                                    "refuted",
                                    "retracted",
                                    "outdated",
                                ],
                            )
                        ),
                        name="effective_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="effective_status_reason"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)), fields=("claim",), name="effective_status_one_live"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EffectiveStatusEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("unverified", "Unverified"),
                            ("single_source", "Single source"),
                            ("weakly_sourced", "Weakly sourced"),
                            ("partially_corroborated", "Partially corroborated"),
                            ("corroborated", "Corroborated"),
                            ("disputed", "Disputed"),
                            ("refuted", "Refuted"),
                            ("retracted", "Retracted"),
                            ("outdated", "Outdated"),
                        ],
                        max_length=22,
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
                ("until", models.DateField()),
                ("set_at", models.DateTimeField(auto_now_add=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "claim",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.claim",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="claims.effectivestatus",
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(
                        default=claims.models.base.new_public_id, editable=False, max_length=16, unique=True
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("link_dead", "Page is gone"),
                            ("link_moved", "Page has moved"),
                            ("link_back", "Page is back"),
                            ("passage_changed", "Quoted passage was edited"),
                            ("passage_missing", "Quoted passage is missing"),
                            ("notice_changed", "Rights notice changed"),
                            ("headline_changed", "Headline changed"),
                            ("byline_changed", "Byline or date changed"),
                        ],
                        max_length=16,
                    ),
                ),
                ("detail", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("settled", "Settled"), ("false_alarm", "False alarm")],
                        default="open",
                        max_length=11,
                    ),
                ),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                ("found_at", models.DateTimeField()),
                (
                    "check_made",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="findings", to="claims.check"
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="findings", to="claims.claim"
                    ),
                ),
                (
                    "passage",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="claims.passage",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Host",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=253, unique=True)),
                ("delay_seconds", models.FloatField(default=2.0)),
                ("not_before", models.DateTimeField(blank=True, null=True)),
                ("lease_until", models.DateTimeField(blank=True, null=True)),
                ("lease_token", models.CharField(blank=True, max_length=32, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("delay_seconds__gte", 0)), name="host_delay_not_negative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lease_token", None), ("lease_until", None)),
                            models.Q(("lease_token__isnull", False), ("lease_until__isnull", False)),
                            _connector="OR",
                        ),
                        name="host_lease_has_token",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InformationGrade",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("reason", models.CharField(max_length=500)),
                ("logical_in_itself", models.BooleanField(default=False)),
                ("consistent_with_known", models.BooleanField(default=False)),
                ("graded_at", models.DateTimeField(auto_now_add=True)),
                ("replaced_at", models.DateTimeField(blank=True, null=True)),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="grades", to="claims.claim"
                    ),
                ),
                (
                    "graded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="information_grades",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1), ("number__lte", 6)), name="information_grade_1_to_6"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="information_grade_reason"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("replaced_at", None)),
                        fields=("claim", "graded_by"),
                        name="information_grade_one_live_per_grader",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InformationGradeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("number", models.PositiveSmallIntegerField()),
                ("reason", models.CharField(max_length=500)),
                ("logical_in_itself", models.BooleanField(default=False)),
                ("consistent_with_known", models.BooleanField(default=False)),
                ("graded_at", models.DateTimeField(auto_now_add=True)),
                ("replaced_at", models.DateTimeField(blank=True, null=True)),
                (
                    "claim",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.claim",
                    ),
                ),
                (
                    "graded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="claims.informationgrade",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LedgerEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveBigIntegerField(editable=False, null=True, unique=True)),
                ("payload", models.TextField()),
                ("previous_hash", models.CharField(editable=False, max_length=64, null=True)),
                ("hash", models.CharField(editable=False, max_length=64, null=True, unique=True)),
            ],
            options={
                "verbose_name_plural": "ledger entries",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("hash", None), ("position", None), ("previous_hash", None)),
                            models.Q(
                                ("hash__isnull", False), ("position__isnull", False), ("previous_hash__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="ledger_sealed_whole",
                    )
                ],
                "indexes": [
                    models.Index(
                        django.db.models.fields.json.KeyTextTransform(
                            "subject", django.db.models.functions.comparison.Cast("payload", models.JSONField())
                        ),
                        name="ledger_subject",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.CharField(
                        default=claims.models.base.new_public_id, editable=False, max_length=16, unique=True
                    ),
                ),
                ("url", models.URLField(max_length=4096, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("unchecked", "Not visited yet"),
                            ("alive", "Alive"),
                            ("moved", "Moved"),
                            ("failing", "Failing, being tried again"),
                            ("dead", "Dead"),
                            ("blocked", "Blocks us"),
                        ],
                        default="unchecked",
                        max_length=9,
                    ),
                ),
                ("failures", models.PositiveSmallIntegerField(default=0)),
                ("etag", models.CharField(blank=True, max_length=500, null=True)),
                ("last_modified", models.CharField(blank=True, max_length=100, null=True)),
                ("body_hash", models.CharField(blank=True, max_length=64, null=True)),
                ("due_at", models.DateTimeField()),
                ("checked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="links", to="claims.document"
                    ),
                ),
                (
                    "host",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="links", to="claims.host"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["host", "due_at"], name="link_due"),
                    models.Index(fields=["due_at"], name="link_any_due"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["unchecked", "alive", "moved", "failing", "dead", "blocked"])
                        ),
                        name="link_state_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FindingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "public_id",
                    models.CharField(default=claims.models.base.new_public_id, editable=False, max_length=16),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("link_dead", "Page is gone"),
                            ("link_moved", "Page has moved"),
                            ("link_back", "Page is back"),
                            ("passage_changed", "Quoted passage was edited"),
                            ("passage_missing", "Quoted passage is missing"),
                            ("notice_changed", "Rights notice changed"),
                            ("headline_changed", "Headline changed"),
                            ("byline_changed", "Byline or date changed"),
                        ],
                        max_length=16,
                    ),
                ),
                ("detail", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("settled", "Settled"), ("false_alarm", "False alarm")],
                        default="open",
                        max_length=11,
                    ),
                ),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                ("found_at", models.DateTimeField()),
                (
                    "check_made",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.check",
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.claim",
                    ),
                ),
                (
                    "passage",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.passage",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="claims.finding",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "link",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.link",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="finding",
            name="link",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="findings", to="claims.link"
            ),
        ),
        migrations.AddField(
            model_name="check",
            name="link",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="checks", to="claims.link"
            ),
        ),
        migrations.CreateModel(
            name="PassageCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("found", "Found"),
                            ("moved", "Elsewhere in the text"),
                            ("changed", "Changed"),
                            ("missing", "Missing"),
                            ("unknown", "Page not readable"),
                        ],
                        max_length=7,
                    ),
                ),
                ("found_text", models.TextField(null=True)),
                ("score", models.FloatField(null=True)),
                (
                    "check_made",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="passages", to="claims.check"
                    ),
                ),
                (
                    "passage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="checks", to="claims.passage"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["found", "moved", "changed", "missing", "unknown"])),
                        name="passage_outcome_known",
                    ),
                    models.UniqueConstraint(fields=("check_made", "passage"), name="passage_checked_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PermissionGrant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("granted_by", models.CharField(max_length=300)),
                ("granted_on", models.DateField()),
                (
                    "actions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("link", "Link"),
                                ("excerpt", "Excerpt"),
                                ("summarise", "Summarise"),
                                ("display_full", "Show in full"),
                                ("reproduce", "Reproduce"),
                                ("distribute", "Distribute"),
                                ("translate", "Translate"),
                                ("archive", "Archive"),
                                ("commercial_use", "Commercial use"),
                                ("tdm", "Text and data mining"),
                                ("ai_train", "Training of models"),
                                ("credit", "Credit"),
                                ("link_back", "Link to the original"),
                                ("keep_notice", "Keep the notice"),
                                ("same_terms", "Same terms"),
                                ("ask_consent", "Ask for consent"),
                            ],
                            max_length=20,
                        ),
                        size=None,
                    ),
                ),
                ("until", models.DateField(blank=True, null=True)),
                ("file", models.FileField(blank=True, null=True, upload_to="grants/")),
                ("documents", models.ManyToManyField(related_name="grants", to="claims.document")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "actions__contained_by",
                                [
                                    "link",
                                    "excerpt",
                                    "summarise",
                                    "display_full",
                                    "reproduce",
                                    "distribute",
                                    "translate",
                                    "archive",
                                    "commercial_use",
                                    "tdm",
                                    "ai_train",
                                    "credit",
                                    "link_back",
                                    "keep_notice",
                                    "same_terms",
                                    "ask_consent",
                                ],
                            ),
                            ("actions__len__gt", 0),
                        ),
                        name="grant_actions_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PermissionGrantEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("granted_by", models.CharField(max_length=300)),
                ("granted_on", models.DateField()),
                (
                    "actions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("link", "Link"),
                                ("excerpt", "Excerpt"),
                                ("summarise", "Summarise"),
                                ("display_full", "Show in full"),
                                ("reproduce", "Reproduce"),
                                ("distribute", "Distribute"),
                                ("translate", "Translate"),
                                ("archive", "Archive"),
                                ("commercial_use", "Commercial use"),
                                ("tdm", "Text and data mining"),
                                ("ai_train", "Training of models"),
                                ("credit", "Credit"),
                                ("link_back", "Link to the original"),
                                ("keep_notice", "Keep the notice"),
                                ("same_terms", "Same terms"),
                                ("ask_consent", "Ask for consent"),
                            ],
                            max_length=20,
                        ),
                        size=None,
                    ),
                ),
                ("until", models.DateField(blank=True, null=True)),
                ("file", models.FileField(blank=True, null=True, upload_to="grants/")),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="claims.permissiongrant",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RatingScale",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100, unique=True)),
                ("worst", models.IntegerField()),
                ("best", models.IntegerField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("worst", models.F("best")), _negated=True), name="rating_scale_has_two_ends"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RatingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("value", models.IntegerField()),
                ("text", models.CharField(max_length=100)),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="claims.rating",
                    ),
                ),
                (
                    "scale",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.ratingscale",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="rating",
            name="scale",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="ratings", to="claims.ratingscale"
            ),
        ),
        migrations.CreateModel(
            name="RatingScaleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=100)),
                ("worst", models.IntegerField()),
                ("best", models.IntegerField()),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="claims.ratingscale",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                ("sequence", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("published", "Published"),
                            ("updated", "Updated"),
                            ("under_recheck", "Under recheck"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=13,
                    ),
                ),
                ("document", models.BinaryField()),
                ("etag", models.CharField(max_length=64)),
                ("released_at", models.DateTimeField()),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="releases", to="claims.claim"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["published", "updated", "under_recheck", "withdrawn"])),
                        name="release_kind_known",
                    ),
                    models.UniqueConstraint(fields=("claim", "version"), name="release_version_once"),
                    models.CheckConstraint(condition=models.Q(("sequence__gte", 1)), name="release_sequence_from_one"),
                    models.CheckConstraint(condition=models.Q(("version__gte", 1)), name="release_version_from_one"),
                ],
            },
        ),
        migrations.CreateModel(
            name="CurrentRelease",
            fields=[
                (
                    "claim",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="current_release",
                        serialize=False,
                        to="claims.claim",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("published", "Published"),
                            ("updated", "Updated"),
                            ("under_recheck", "Under recheck"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=13,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("unverified", "Unverified"),
                            ("single_source", "Single source"),
                            ("weakly_sourced", "Weakly sourced"),
                            ("partially_corroborated", "Partially corroborated"),
                            ("corroborated", "Corroborated"),
                            ("disputed", "Disputed"),
                            ("refuted", "Refuted"),
                            ("retracted", "Retracted"),
                            ("outdated", "Outdated"),
                        ],
                        max_length=22,
                    ),
                ),
                (
                    "effective_status",
                    models.CharField(
                        choices=[
                            ("unverified", "Unverified"),
                            ("single_source", "Single source"),
                            ("weakly_sourced", "Weakly sourced"),
                            ("partially_corroborated", "Partially corroborated"),
                            ("corroborated", "Corroborated"),
                            ("disputed", "Disputed"),
                            ("refuted", "Refuted"),
                            ("retracted", "Retracted"),
                            ("outdated", "Outdated"),
                        ],
                        max_length=22,
                    ),
                ),
                (
                    "sourcing_type",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("on_record_person", "Named person"),
                            ("organisation", "Organisation"),
                            ("government", "Government body"),
                            ("document", "Document"),
                            ("dataset", "Dataset"),
                            ("social_post", "Social post"),
                            ("unnamed_person", "Unnamed person"),
                            ("unnamed_group", "Unnamed group"),
                            ("own_observation", "Own observation"),
                            ("unattributed", "Unattributed"),
                        ],
                        max_length=16,
                        null=True,
                    ),
                ),
                (
                    "source_letter",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("A", "Completely reliable"),
                            ("B", "Usually reliable"),
                            ("C", "Fairly reliable"),
                            ("D", "Not usually reliable"),
                            ("E", "Unreliable"),
                            ("F", "Cannot be judged"),
                        ],
                        max_length=1,
                        null=True,
                    ),
                ),
                ("information_number", models.PositiveSmallIntegerField(null=True)),
                ("language", models.CharField(max_length=35, null=True)),
                ("claimed_on", models.DateField(null=True)),
                ("vetted_at", models.DateTimeField()),
                ("search", django.contrib.postgres.search.SearchVectorField()),
                (
                    "release",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.release"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["status", "release"], name="current_by_status"),
                    models.Index(fields=["vetted_at", "release"], name="current_by_vetted"),
                    django.contrib.postgres.indexes.GinIndex(fields=["search"], name="current_full_text"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["published", "updated", "under_recheck", "withdrawn"])),
                        name="current_release_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "unverified",
                                    "single_source",
                                    "weakly_sourced",
                                    "partially_corroborated",
                                    "corroborated",
                                    "disputed",
                                    "refuted",
                                    "retracted",
                                    "outdated",
                                ],
                            )
                        ),
                        name="current_release_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "effective_status__in",
                                [
                                    "unverified",
                                    "single_source",
                                    "weakly_sourced",
                                    "partially_corroborated",
                                    "corroborated",
                                    "disputed",
                                    "refuted",
                                    "retracted",
                                    "outdated",
                                ],
                            )
                        ),
                        name="current_release_effective_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "sourcing_type__in",
                                [
                                    "on_record_person",
                                    "organisation",
                                    "government",
                                    "document",
                                    "dataset",
                                    "social_post",
                                    "unnamed_person",
                                    "unnamed_group",
                                    "own_observation",
                                    "unattributed",
                                ],
                            )
                        ),
                        name="current_release_sourcing_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source_letter__in", ["A", "B", "C", "D", "E", "F"])),
                        name="current_release_letter_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("submit", "Submit"),
                            ("take_back", "Take back"),
                            ("start", "Start review"),
                            ("return", "Return with a note"),
                            ("approve", "Approve"),
                            ("reopen", "Re-open"),
                            ("withdraw", "Withdraw"),
                            ("supersede", "Supersede"),
                        ],
                        max_length=9,
                    ),
                ),
                (
                    "state_before",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Submitted"),
                            ("in_review", "In review"),
                            ("returned", "Returned"),
                            ("vetted", "Vetted"),
                            ("withdrawn", "Withdrawn"),
                            ("superseded", "Superseded"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "state_after",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("submitted", "Submitted"),
                            ("in_review", "In review"),
                            ("returned", "Returned"),
                            ("vetted", "Vetted"),
                            ("withdrawn", "Withdrawn"),
                            ("superseded", "Superseded"),
                        ],
                        max_length=10,
                    ),
                ),
                ("note", models.TextField(null=True)),
                ("four_eyes", models.BooleanField(null=True)),
                ("taken_at", models.DateTimeField(auto_now_add=True)),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="claims.claim"
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["claim", "-id"], name="review_history")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "action__in",
                                [
                                    "submit",
                                    "take_back",
                                    "start",
                                    "return",
                                    "approve",
                                    "reopen",
                                    "withdraw",
                                    "supersede",
                                ],
                            )
                        ),
                        name="review_action_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state_before__in",
                                ["draft", "submitted", "in_review", "returned", "vetted", "withdrawn", "superseded"],
                            )
                        ),
                        name="review_state_before_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state_after__in",
                                ["draft", "submitted", "in_review", "returned", "vetted", "withdrawn", "superseded"],
                            )
                        ),
                        name="review_state_after_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("action", "return"), _negated=True),
                            models.Q(("note__isnull", False), models.Q(("note", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="review_return_has_note",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("action", "approve"), ("four_eyes__isnull", False)),
                            models.Q(models.Q(("action", "approve"), _negated=True), ("four_eyes", None)),
                            _connector="OR",
                        ),
                        name="review_approval_says_four_eyes",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RightsDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("api", "API"),
                            ("page", "Public page"),
                            ("feed", "Feed"),
                            ("export", "Export"),
                            ("webhook", "Webhook"),
                        ],
                        max_length=7,
                    ),
                ),
                (
                    "profile",
                    models.CharField(
                        choices=[
                            ("eu-quotation", "EU quotation"),
                            ("uk-quotation", "UK quotation"),
                            ("us-fair-use", "US fair use"),
                            ("strict", "Strict: paraphrase and link"),
                        ],
                        max_length=12,
                    ),
                ),
                ("verbatim_allowed", models.BooleanField()),
                ("max_words", models.PositiveIntegerField()),
                ("remaining_words", models.PositiveIntegerField()),
                ("credit_line", models.CharField(max_length=500, null=True)),
                ("link_required", models.BooleanField()),
                (
                    "reasons",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=100), size=None),
                ),
                ("expires_on", models.DateField(null=True)),
                ("inputs_hash", models.CharField(max_length=64)),
                ("decided_at", models.DateTimeField(auto_now_add=True)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rights_decisions",
                        to="claims.document",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("channel__in", ["api", "page", "feed", "export", "webhook"])),
                        name="rights_decision_channel_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("profile__in", ["eu-quotation", "uk-quotation", "us-fair-use", "strict"])),
                        name="rights_decision_profile_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExcerptUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("api", "API"),
                            ("page", "Public page"),
                            ("feed", "Feed"),
                            ("export", "Export"),
                            ("webhook", "Webhook"),
                        ],
                        max_length=7,
                    ),
                ),
                ("words", models.PositiveIntegerField()),
                ("used_at", models.DateTimeField(auto_now_add=True)),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="excerpt_uses", to="claims.claim"
                    ),
                ),
                (
                    "passage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="uses", to="claims.passage"
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="uses", to="claims.rightsdecision"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("channel__in", ["api", "page", "feed", "export", "webhook"])),
                        name="excerpt_use_channel_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RightsStatement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("site", "Whole site"),
                            ("page", "Page"),
                            ("article", "Article"),
                            ("image", "Image"),
                            ("embedded", "Embedded"),
                            ("comments", "Comments"),
                            ("feed", "Feed"),
                        ],
                        max_length=8,
                    ),
                ),
                ("holder_text", models.CharField(blank=True, max_length=500, null=True)),
                ("year_from", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("year_to", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("notice_verbatim", models.TextField(blank=True, null=True)),
                ("notice_language", models.CharField(blank=True, max_length=35, null=True)),
                ("credit_text", models.CharField(blank=True, max_length=500, null=True)),
                ("licence_id", models.CharField(blank=True, max_length=100, null=True)),
                ("licence_url", models.URLField(blank=True, max_length=2000, null=True)),
                ("status_uri", models.URLField(blank=True, max_length=500, null=True)),
                ("terms_url", models.URLField(blank=True, max_length=2000, null=True)),
                ("acquire_url", models.URLField(blank=True, max_length=2000, null=True)),
                ("jurisdiction", models.CharField(blank=True, max_length=100, null=True)),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_until", models.DateField(blank=True, null=True)),
                ("embargo_until", models.DateField(blank=True, null=True)),
                ("confidence", models.FloatField(blank=True, null=True)),
                (
                    "review_state",
                    models.CharField(
                        choices=[
                            ("machine", "Read by machine"),
                            ("confirmed", "Confirmed"),
                            ("corrected", "Corrected"),
                            ("rejected", "Rejected"),
                        ],
                        default="machine",
                        max_length=9,
                    ),
                ),
                ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rights_statements",
                        to="claims.document",
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="claims.source",
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="claims.rightsstatement",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("scope__in", ["site", "page", "article", "image", "embedded", "comments", "feed"])
                        ),
                        name="rights_scope_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("review_state__in", ["machine", "confirmed", "corrected", "rejected"])),
                        name="rights_review_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("holder_text", ""), _negated=True), name="rights_holder_not_empty"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("credit_text", ""), _negated=True), name="rights_credit_not_empty"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year_from__lte", models.F("year_to"))), name="rights_years_in_order"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("confidence__gte", 0), ("confidence__lte", 1)),
                        name="rights_confidence_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("review_state", "machine"), ("reviewed_at", None), ("reviewed_by", None)),
                            models.Q(
                                ("reviewed_at__isnull", False),
                                ("reviewed_by__isnull", False),
                                models.Q(("review_state", "machine"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="rights_reviewed_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("supersedes", models.F("id")), _negated=True),
                        name="rights_not_superseding_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RightsRuleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("permit", "Permits"), ("prohibit", "Prohibits"), ("duty", "Requires")], max_length=8
                    ),
                ),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("link", "Link"),
                            ("excerpt", "Excerpt"),
                            ("summarise", "Summarise"),
                            ("display_full", "Show in full"),
                            ("reproduce", "Reproduce"),
                            ("distribute", "Distribute"),
                            ("translate", "Translate"),
                            ("archive", "Archive"),
                            ("commercial_use", "Commercial use"),
                            ("tdm", "Text and data mining"),
                            ("ai_train", "Training of models"),
                            ("credit", "Credit"),
                            ("link_back", "Link to the original"),
                            ("keep_notice", "Keep the notice"),
                            ("same_terms", "Same terms"),
                            ("ask_consent", "Ask for consent"),
                        ],
                        max_length=14,
                    ),
                ),
                ("max_words", models.PositiveIntegerField(blank=True, null=True)),
                ("max_chars", models.PositiveIntegerField(blank=True, null=True)),
                ("max_percent", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("max_total_words", models.PositiveIntegerField(blank=True, null=True)),
                ("until", models.DateField(blank=True, null=True)),
                ("purpose", models.CharField(blank=True, max_length=200, null=True)),
                (
                    "channel",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("api", "API"),
                            ("page", "Public page"),
                            ("feed", "Feed"),
                            ("export", "Export"),
                            ("webhook", "Webhook"),
                        ],
                        max_length=7,
                        null=True,
                    ),
                ),
                ("unless", models.CharField(blank=True, max_length=300, null=True)),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("notice", "Notice"),
                            ("licence", "Licence"),
                            ("meta", "Page metadata"),
                            ("robots", "Robots rules"),
                            ("contract", "Contract"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="claims.rightsrule",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.rightsstatement",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="rightsrule",
            name="statement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="rules", to="claims.rightsstatement"
            ),
        ),
        migrations.CreateModel(
            name="RightsEvidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("visible_text", "Visible text"),
                            ("meta", "Meta element"),
                            ("json_ld", "JSON-LD"),
                            ("link", "Link element"),
                            ("header", "HTTP header"),
                            ("robots", "robots.txt"),
                            ("well_known", "Well-known file"),
                            ("rsl", "RSL"),
                            ("person", "A person"),
                        ],
                        max_length=12,
                    ),
                ),
                ("place", models.CharField(max_length=500)),
                ("detector", models.CharField(max_length=100)),
                ("detector_version", models.CharField(max_length=20)),
                ("found_at", models.DateTimeField()),
                (
                    "snapshot",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="claims.snapshot"
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="claims.rightsstatement",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "rights evidence",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "method__in",
                                [
                                    "visible_text",
                                    "meta",
                                    "json_ld",
                                    "link",
                                    "header",
                                    "robots",
                                    "well_known",
                                    "rsl",
                                    "person",
                                ],
                            )
                        ),
                        name="rights_evidence_method_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RightsStatementEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("site", "Whole site"),
                            ("page", "Page"),
                            ("article", "Article"),
                            ("image", "Image"),
                            ("embedded", "Embedded"),
                            ("comments", "Comments"),
                            ("feed", "Feed"),
                        ],
                        max_length=8,
                    ),
                ),
                ("holder_text", models.CharField(blank=True, max_length=500, null=True)),
                ("year_from", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("year_to", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("notice_verbatim", models.TextField(blank=True, null=True)),
                ("notice_language", models.CharField(blank=True, max_length=35, null=True)),
                ("credit_text", models.CharField(blank=True, max_length=500, null=True)),
                ("licence_id", models.CharField(blank=True, max_length=100, null=True)),
                ("licence_url", models.URLField(blank=True, max_length=2000, null=True)),
                ("status_uri", models.URLField(blank=True, max_length=500, null=True)),
                ("terms_url", models.URLField(blank=True, max_length=2000, null=True)),
                ("acquire_url", models.URLField(blank=True, max_length=2000, null=True)),
                ("jurisdiction", models.CharField(blank=True, max_length=100, null=True)),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_until", models.DateField(blank=True, null=True)),
                ("embargo_until", models.DateField(blank=True, null=True)),
                ("confidence", models.FloatField(blank=True, null=True)),
                (
                    "review_state",
                    models.CharField(
                        choices=[
                            ("machine", "Read by machine"),
                            ("confirmed", "Confirmed"),
                            ("corrected", "Corrected"),
                            ("rejected", "Rejected"),
                        ],
                        default="machine",
                        max_length=9,
                    ),
                ),
                ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "document",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.document",
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.source",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="claims.rightsstatement",
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "supersedes",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.rightsstatement",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StatusRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("unverified", "Unverified"),
                            ("single_source", "Single source"),
                            ("weakly_sourced", "Weakly sourced"),
                            ("partially_corroborated", "Partially corroborated"),
                            ("corroborated", "Corroborated"),
                            ("disputed", "Disputed"),
                            ("refuted", "Refuted"),
                            ("retracted", "Retracted"),
                            ("outdated", "Outdated"),
                        ],
                        max_length=22,
                    ),
                ),
                ("rule", models.CharField(max_length=4)),
                ("rules_version", models.CharField(max_length=20)),
                (
                    "numbers_allowed",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), null=True, size=None
                    ),
                ),
                ("challenged", models.BooleanField()),
                ("why", models.JSONField()),
                ("computed_at", models.DateTimeField(auto_now_add=True)),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="statuses", to="claims.claim"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["claim", "-id"], name="status_latest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "unverified",
                                    "single_source",
                                    "weakly_sourced",
                                    "partially_corroborated",
                                    "corroborated",
                                    "disputed",
                                    "refuted",
                                    "retracted",
                                    "outdated",
                                ],
                            )
                        ),
                        name="status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rule__regex", "^R([1-9]|1[01])$")), name="status_rule_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Verdict",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
                ("given_at", models.DateTimeField(auto_now_add=True)),
                (
                    "claim",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="verdict", to="claims.claim"
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "rating",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="verdicts", to="claims.rating"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="verdict_reason")
                ],
            },
        ),
        migrations.CreateModel(
            name="VerdictEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("reason", models.TextField()),
                ("given_at", models.DateTimeField(auto_now_add=True)),
                (
                    "claim",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.claim",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="claims.verdict",
                    ),
                ),
                (
                    "rating",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="claims.rating",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["state", "-found_at"], name="finding_list"),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "link_dead",
                            "link_moved",
                            "link_back",
                            "passage_changed",
                            "passage_missing",
                            "notice_changed",
                            "headline_changed",
                            "byline_changed",
                        ],
                    )
                ),
                name="finding_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "settled", "false_alarm"])), name="finding_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")),
                fields=("claim", "link", "passage", "kind"),
                name="finding_open_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("settled_at", None), ("state", "open")),
                    models.Q(("state", "open"), _negated=True),
                    _connector="OR",
                ),
                name="finding_open_is_not_settled",
            ),
        ),
        migrations.AddIndex(
            model_name="check",
            index=models.Index(fields=["link", "-checked_at"], name="check_timeline"),
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
                        ],
                    )
                ),
                name="check_outcome_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.UniqueConstraint(fields=("scale", "value"), name="rating_value_once"),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="rating_text_not_empty"
            ),
        ),
        migrations.AddConstraint(
            model_name="rightsrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["permit", "prohibit", "duty"])), name="rights_rule_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="rightsrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "action__in",
                        [
                            "link",
                            "excerpt",
                            "summarise",
                            "display_full",
                            "reproduce",
                            "distribute",
                            "translate",
                            "archive",
                            "commercial_use",
                            "tdm",
                            "ai_train",
                            "credit",
                            "link_back",
                            "keep_notice",
                            "same_terms",
                            "ask_consent",
                        ],
                    )
                ),
                name="rights_rule_action_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="rightsrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("basis__in", ["notice", "licence", "meta", "robots", "contract"])),
                name="rights_rule_basis_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="rightsrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("channel__in", ["api", "page", "feed", "export", "webhook"])),
                name="rights_rule_channel_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="rightsrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("action__in", ["ask_consent", "credit", "keep_notice", "link_back", "same_terms"]),
                        ("kind", "duty"),
                    ),
                    models.Q(
                        models.Q(("kind", "duty"), _negated=True),
                        models.Q(
                            ("action__in", ["ask_consent", "credit", "keep_notice", "link_back", "same_terms"]),
                            _negated=True,
                        ),
                    ),
                    _connector="OR",
                ),
                name="rights_rule_duty_has_duty_action",
            ),
        ),
        migrations.AddConstraint(
            model_name="rightsrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("max_percent__lte", 100)), name="rights_rule_percent_range"
            ),
        ),
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                ("digest", models.CharField(max_length=128, primary_key=True, serialize=False)),
                ("token_key", models.CharField(db_index=True, max_length=25)),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("expiry", models.DateTimeField(blank=True, null=True)),
                ("label", models.CharField(max_length=100)),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("read", "Read vetted claims"),
                                ("log", "Log claims"),
                                ("review", "Review claims"),
                                ("admin", "Administer"),
                            ],
                            max_length=10,
                        ),
                        size=None,
                    ),
                ),
                ("last_used_at", models.DateTimeField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="auth_token_set",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("scopes__contained_by", ["read", "log", "review", "admin"]), ("scopes__len__gt", 0)
                        ),
                        name="api_token_scopes_known",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="snapshot",
            name="page",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector("wording", "paraphrase", config="simple"),
                name="claim_words",
            ),
        ),
    ]
