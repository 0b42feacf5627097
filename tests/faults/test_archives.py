"""Asking archives with a real worker and clock, and a kill in the middle of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from claims.models import ArchivedCopy, ArchiveJob, Finding, Host, Link, Snapshot
from tests.archives.archive import HOST, an_archive
from tests.faults.test_worker import Workers, pages, site, told, wait, workers
from tests.rechecks.site import Site, article

__all__ = ["site", "workers"]
pytestmark = pytest.mark.django_db(transaction=True)


def test_a_worker_killed_while_an_archive_is_asked_loses_nothing_and_counts_nothing_twice(
    site: Site, workers: Workers
) -> None:
    pages(site, 1)
    tomorrow = timezone.now() + timedelta(days=1)
    Link.objects.update(state="dead", due_at=tomorrow)
    (snapshot,) = Snapshot.objects.all()
    with an_archive() as archive, told(workers):
        archive.keep(snapshot.taken_at, site.url("/1"), article(number=1))
        Host.objects.create(name=f"{HOST}:{archive.port}", delay_seconds=0)
        workers.environment["FETCH_PRIVATE_HOSTS"] += f",{HOST}:{archive.port}"
        workers.environment |= {"ARCHIVES": archive.gate, "ARCHIVE_SECONDS": "0.5"}
        archive.seconds = 3.0
        worker = workers.worker()
        workers.clock()
        wait(lambda: archive.log != [], "the first question")
        workers.kill(worker)
        assert ArchiveJob.objects.get().lease_token is not None
        assert not ArchivedCopy.objects.exists()
        archive.seconds = 0.0
        workers.worker()
        wait(lambda: ArchiveJob.objects.get().state == "holds", "the copy that holds the quotation")
        job = ArchiveJob.objects.get()
        assert (job.attempts, job.lease_token, ArchivedCopy.objects.count()) == (1, None, 1)
        assert Host.objects.get(name__startswith=HOST).lease_token is None
        assert not Finding.objects.filter(kind="not_archived").exists()
