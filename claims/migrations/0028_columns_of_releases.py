"""Columns for every filter of the list, filled from the documents of the releases."""

import json
from dataclasses import asdict

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models
from django.contrib.postgres.search import SearchVector
from django.db.models import Value

from claims.publishing.facts import facts_of, searchable
from claims.vocabulary import LinkState, ReleaseKind

_AT_ONCE = 500


def _fill(apps, _editor):
    """Read every current document once. A tombstone says nothing to filter by; its row keeps what it had."""
    current = apps.get_model("claims", "CurrentRelease")
    rows = current.objects.order_by("pk").values_list("pk", "claim__public_id", "kind", "release__document")
    for pk, public_id, kind, document in rows.iterator(chunk_size=_AT_ONCE):
        columns = {"public_id": public_id}
        if kind != ReleaseKind.WITHDRAWN.value:
            said = json.loads(bytes(document))
            facts = asdict(facts_of(said))
            columns |= {name: list(value) if isinstance(value, tuple) else value for name, value in facts.items()}
            columns["search"] = SearchVector(Value(searchable(said)), config="simple")
        current.objects.filter(pk=pk).update(**columns)


def _keys():
    return django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)


_PLAIN = ("status", "effective_status", "source_letter", "information_number", "excerpt", "link_health", "claimed_on")
_NAMES = ("status", "effective", "letter", "number", "excerpt", "health", "claimed")
_KEYS = ("sourcing_types", "languages", "claimants", "outlets", "tags", "sources", "pages")


class Migration(migrations.Migration):
    dependencies = [("claims", "0027_consent")]

    operations = [
        migrations.RemoveConstraint(model_name="currentrelease", name="current_release_sourcing_known"),
        migrations.RemoveField(model_name="currentrelease", name="sourcing_type"),
        migrations.RemoveIndex(model_name="currentrelease", name="current_full_text"),
        *(migrations.AddField(model_name="currentrelease", name=name, field=_keys()) for name in _KEYS),
        migrations.AddField(
            model_name="currentrelease", name="public_id", field=models.CharField(max_length=16, null=True)
        ),
        migrations.AddField(model_name="currentrelease", name="excerpt", field=models.BooleanField(default=False)),
        migrations.AddField(
            model_name="currentrelease",
            name="link_health",
            field=models.CharField(blank=True, choices=LinkState.choices(), max_length=9, null=True),
        ),
        migrations.AddField(model_name="currentrelease", name="words_until", field=models.DateField(null=True)),
        migrations.RunPython(_fill, migrations.RunPython.noop, elidable=True),
        # the changes of rows above are checked before the table is altered further
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="currentrelease", name="public_id", field=models.CharField(max_length=16, unique=True)
        ),
        migrations.RemoveIndex(model_name="currentrelease", name="current_by_status"),
        *(
            migrations.AddIndex(
                model_name="currentrelease",
                index=models.Index(fields=[field, "release"], name=f"current_by_{name}"),
            )
            for field, name in zip(_PLAIN, _NAMES, strict=True)
        ),
        migrations.AddIndex(
            model_name="currentrelease",
            index=django.contrib.postgres.indexes.GinIndex(
                fastupdate=False, fields=list(_KEYS), name="current_by_keys"
            ),
        ),
        migrations.AddIndex(
            model_name="currentrelease",
            index=django.contrib.postgres.indexes.GinIndex(
                fastupdate=False, fields=["search"], name="current_full_text"
            ),
        ),
        migrations.AddConstraint(
            model_name="currentrelease",
            constraint=models.CheckConstraint(
                condition=models.Q(("link_health__in", LinkState.stored())), name="current_release_health_known"
            ),
        ),
    ]
