"""A real Celery worker and clock on a real Redis, with the test database: what they do, and what a kill costs."""

from __future__ import annotations

import json
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import redis
from django.db import connection
from django.utils import timezone

from claims.ledger.service import verify
from claims.models import Change, Check, Claim, CurrentRelease, Document, Finding, Host, Link
from provenance import services
from tests.rechecks.build import a_watched_claim
from tests.rechecks.site import EDITED, HOST, OTHER_HOST, PARAGRAPHS, QUOTED, Reply, Site, a_site, article

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 60.0
"""Seconds that something may take to happen on a busy machine."""


class Workers:
    """Starts workers and clocks for the test database, under a prefix of their own in Redis; stops them in the end."""

    def __init__(self, site: Site, folder: Path) -> None:
        self.prefix = f"test-{secrets.token_hex(6)}-"
        self.folder = folder
        self.running: list[subprocess.Popen[bytes]] = []
        self.environment = os.environ | {
            "DATABASE_URL": database_url(),
            "CELERY_PREFIX": self.prefix,
            "FETCH_PRIVATE_HOSTS": f"{HOST}:{site.port},{OTHER_HOST}:{site.port}",
            "RECHECK_DISPATCH_SECONDS": "0.5",
            "RECHECK_LEASE_SECONDS": "4",
            "RECHECK_RETRY_HOURS": "0.0003",
            "DRAIN_SECONDS": "0.5",
        }

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        log = (self.folder / f"{command[0]}-{len(self.running)}.log").open("wb")
        started = subprocess.Popen(
            [sys.executable, "-m", "celery", "-A", "provenance", *command],
            env=self.environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self.running.append(started)
        return started

    def worker(self) -> subprocess.Popen[bytes]:
        return self.start("worker", "--concurrency", "2", "--loglevel", "INFO", "--without-gossip", "--without-mingle")

    def clock(self) -> subprocess.Popen[bytes]:
        return self.start("beat", "--loglevel", "INFO", "--pidfile", "", "-s", str(self.folder / "beat"))

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """Kill a worker with all its children, as a machine that loses power would."""
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop(self) -> None:
        for process in self.running:
            if process.poll() is None:
                process.terminate()
        for process in self.running:
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                self.kill(process)

    def empty_broker(self) -> int:
        """Remove all that this test has in Redis; returns how many keys that were."""
        client = redis.Redis.from_url(services.redis_url())
        keys = list(client.scan_iter(f"{self.prefix}*"))
        if keys:
            client.delete(*keys)
        client.close()
        return len(keys)

    def logs(self) -> str:
        return "\n".join(path.read_text(errors="replace")[-3000:] for path in sorted(self.folder.glob("*.log")))


def database_url() -> str:
    """The address of the test database, as this very process is connected to it."""
    facts = connection.settings_dict
    password = f":{quote(facts['PASSWORD'], safe='')}" if facts["PASSWORD"] else ""
    port = f":{facts['PORT']}" if facts["PORT"] else ""
    return f"postgres://{facts['USER']}{password}@{quote(facts['HOST'], safe='')}{port}/{facts['NAME']}"


@pytest.fixture
def site(settings: Any, tmp_path: Path) -> Iterator[Site]:
    with a_site() as running:
        settings.FETCH_PRIVATE_HOSTS = [f"{HOST}:{running.port}"]
        settings.MEDIA_ROOT = tmp_path / "files"
        yield running


@pytest.fixture
def workers(site: Site, tmp_path: Path) -> Iterator[Workers]:
    made = Workers(site, tmp_path)
    try:
        yield made
    finally:
        made.stop()
        made.empty_broker()


@contextmanager
def told(workers: Workers) -> Iterator[None]:
    """With a failure come the logs of the processes."""
    try:
        yield
    except AssertionError as failure:
        raise AssertionError(f"{failure}\n{workers.logs()}") from None


def wait(until: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not until():
        assert time.monotonic() < deadline, f"{what} did not happen within {PATIENCE:.0f} s"
        time.sleep(0.1)


def states(claims: list[Claim]) -> list[str]:
    return [str(Claim.objects.get(pk=claim.pk).state) for claim in claims]


def pages(site: Site, number: int) -> list[Claim]:
    """Vetted claims on as many pages, whose links are put to rest until somebody makes them due."""
    for n in range(1, number + 1):
        site.pages[f"/{n}"] = Reply(article(number=n))
    return [a_watched_claim(site, f"/{n}", wording=f"Claim {n} on the ferry's power") for n in range(1, number + 1)]


def test_gone_moved_and_edited_pages_reach_the_editors_and_the_consumers(site: Site, workers: Workers) -> None:
    gone, moved, edited, kept = claims = pages(site, 4)
    site.pages["/1"] = Reply("gone", 410)
    site.pages["/new"] = site.pages["/2"]
    site.pages["/2"] = Reply("", 301, {"Location": "/new"})
    site.pages["/3"] = Reply(article(*(text.replace(QUOTED, EDITED) for text in PARAGRAPHS), number=3))
    workers.worker()
    workers.clock()
    with told(workers):
        wait(lambda: states(claims) == ["in_review", "vetted", "in_review", "vetted"], "the way back to the editors")
        wait(lambda: Finding.objects.count() == 3, "the third finding")
    found = {finding.claim_id: finding.kind for finding in Finding.objects.all()}
    assert found == {gone.pk: "link_dead", moved.pk: "link_moved", edited.pk: "passage_changed"}
    kinds = {row.claim_id: row.kind for row in CurrentRelease.objects.all()}
    assert kinds == {
        gone.pk: "under_recheck",
        moved.pk: "published",
        edited.pk: "under_recheck",
        kept.pk: "published",
    }
    assert json.loads(bytes(CurrentRelease.objects.get(claim=edited).release.document))["kind"] == "under_recheck"
    assert Change.objects.filter(drained_at=None).count() == 0
    assert verify() is None


def test_a_worker_killed_in_the_middle_of_a_visit_loses_nothing_and_counts_nothing_twice(
    site: Site, workers: Workers
) -> None:
    claims = pages(site, 4)
    slow = site.pages["/3"]
    site.pages["/3"] = Reply(slow.body, seconds=2.5)
    worker = workers.worker()
    workers.clock()
    with told(workers):
        wait(lambda: Check.objects.count() == 2, "two visits")
        time.sleep(0.5)  # the third page is being waited for
        workers.kill(worker)
        assert Check.objects.count() == 2
        assert Host.objects.get().lease_token is not None
        workers.worker()
        wait(lambda: Check.objects.count() == 4, "the visits that were left")
        wait(lambda: Host.objects.get().lease_token is None, "the end of the lease")
    counted = {link.url: link.checks.count() for link in Link.objects.all()}
    assert counted == {site.url(f"/{n}"): 1 for n in (1, 2, 3, 4)}
    # each page was asked for at its capture and at its visit; the slow one at the visit that was killed too
    assert [len(site.asked(f"/{n}")) for n in (1, 2, 3, 4)] == [2, 2, 3, 2]
    assert states(claims) == ["vetted"] * 4


def test_an_emptied_broker_forgets_no_link(site: Site, workers: Workers) -> None:
    pages(site, 3)
    workers.clock()
    with told(workers):
        client = redis.Redis.from_url(services.redis_url())
        wait(lambda: bool(client.llen(f"{workers.prefix}provenance")), "a hint in the broker")
        client.close()
        workers.empty_broker()
        workers.worker()
        wait(lambda: Check.objects.count() == 3, "three visits")
        time.sleep(2)
    assert {link.checks.count() for link in Link.objects.all()} == {1}


def test_two_workers_never_visit_a_host_closer_than_its_delay(site: Site, workers: Workers) -> None:
    pages(site, 6)
    Host.objects.update(delay_seconds=0.8)
    before = len(site.log)
    workers.worker()
    workers.worker()
    workers.clock()
    with told(workers):
        wait(lambda: Check.objects.count() == 6, "six visits")
    times = sorted(began for began, *_ in site.log[before:])
    assert len(times) == 7  # and once the host's rules for robots
    assert min(later - earlier for earlier, later in pairwise(times)) >= 0.8


def test_four_workers_of_which_one_is_killed_keep_the_delay_of_every_host(site: Site, workers: Workers) -> None:
    pages(site, 5)
    other = Host.objects.create(name=f"{OTHER_HOST}:{site.port}")
    for number in range(1, 6):
        url = site.url(f"/{number}", OTHER_HOST)
        document = Document.objects.create(canonical_url=url)
        Link.objects.create(url=url, host=other, document=document, due_at=timezone.now())
    Host.objects.update(delay_seconds=0.5)
    before = len(site.log)
    first, *_ = [workers.worker() for _ in range(4)]
    workers.clock()
    with told(workers):
        wait(lambda: Check.objects.count() >= 2, "two visits")
        workers.kill(first)
        wait(lambda: Check.objects.count() == 10, "ten visits")
    assert {link.checks.count() for link in Link.objects.all()} == {1}
    for host in Host.objects.values_list("name", flat=True):
        times = sorted(began for began, asked, *_ in site.log[before:] if asked == host)
        assert len(times) >= 6  # and once the host's rules for robots
        assert min(later - earlier for earlier, later in pairwise(times)) >= 0.5
