"""The health of the installation."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django import Settings

WATCHED = dict.fromkeys(("network", "links", "archives", "texts"), "ok")


def test_all_is_well(db: None) -> None:
    answer = Client().get("/health/")
    assert answer.status_code == 200
    assert answer.json() == {"database": "ok", "redis": "ok", "migrations": "ok", **WATCHED}
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_missing_migration_is_noticed(db: None) -> None:
    MigrationRecorder.Migration.objects.filter(app="claims").order_by("-id")[:1].get().delete()
    answer = Client().get("/health/")
    assert answer.status_code == 503
    assert answer.json()["migrations"] == "failing"


@pytest.mark.parametrize("detail", ["sock", "refused", "No such file"])
def test_a_broken_cache_is_noticed_and_strangers_learn_no_detail(
    detail: str, db: None, settings: Settings, tmp_path: Path
) -> None:
    backend = settings.CACHES["default"]["BACKEND"]
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": f"unix://{tmp_path}/no.sock"}}
    answer = Client().get("/health/")
    assert answer.status_code == 503
    assert answer.json() == {"database": "ok", "redis": "failing", "migrations": "ok", **WATCHED}
    assert detail not in answer.content.decode()
