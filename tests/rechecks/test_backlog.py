"""What is late on our side is told to whoever watches the installation."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from claims.models import ArchiveJob, Host, Link
from claims.recording.comparing import compare_new
from tests.models.build import a_user
from tests.rechecks.build import a_watched_claim, make_due, the_link
from tests.rechecks.site import Site
from tests.web_editor.build import a_page

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def health() -> dict[str, str]:
    answer = Client().get("/health/")
    assert answer.status_code == 200  # pages answer all the same
    found: dict[str, str] = answer.json()
    return found


def numbers(settings: Any) -> dict[str, float]:
    settings.METRICS_TOKEN = "right"
    page = Client(headers={"Authorization": "Bearer right"}).get("/metrics").content.decode()
    return {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in page.splitlines() if line[0] != "#"}


def test_a_link_is_late_an_hour_after_its_time_unless_its_host_asked_for_rest(site: Site, settings: Any) -> None:
    a_watched_claim(site)
    now = timezone.now()
    make_due(the_link(site), now - HOUR / 2)
    assert (health()["links"], numbers(settings)["provenance_links_late"]) == ("ok", 0)
    make_due(the_link(site), now - 2 * HOUR)
    assert (health()["links"], numbers(settings)["provenance_links_late"]) == ("late", 1)
    Host.objects.update(not_before=now + HOUR)
    assert health()["links"] == "ok"


def test_questions_to_archives_wait_only_where_archives_are_asked(site: Site, settings: Any) -> None:
    a_watched_claim(site)
    ArchiveJob.objects.create(task="look_up", link=Link.objects.get(), due_at=timezone.now() - 2 * HOUR)
    waiting = 'provenance_archive_jobs_waiting{task="look_up"}'
    settings.ARCHIVES = []
    assert (health()["archives"], numbers(settings)[waiting]) == ("ok", 0)
    settings.ARCHIVES = ["https://archive.example/web/"]
    found = numbers(settings)
    assert (health()["archives"], found[waiting], found["provenance_archive_jobs_late"]) == ("late", 1, 1)
    ArchiveJob.objects.update(due_at=timezone.now() + HOUR)
    found = numbers(settings)
    assert (health()["archives"], found[waiting], found["provenance_archive_jobs_late"]) == ("ok", 1, 0)


def test_a_text_is_late_when_it_was_not_compared_within_an_hour(settings: Any) -> None:
    a_page(a_user(role="fact_checker"))
    assert (health()["texts"], numbers(settings)["provenance_texts_waiting"]) == ("ok", 1)
    with time_machine.travel(timezone.now() + 2 * HOUR, tick=True):
        assert health()["texts"] == "late"
        compare_new()
        assert (health()["texts"], numbers(settings)["provenance_texts_waiting"]) == ("ok", 0)
