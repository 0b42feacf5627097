"""The pages of the big site as an installation knows them, and our whole path over them. Run by ``rechecks``.

``python -m tests.bench.town build|visit|outcomes …``: ``build`` writes what the others read and the records, and visits
once, so that what changed is found; ``visit`` makes all links due and visits them with ``--workers`` processes, told as
a line of JSON; ``outcomes`` tells what became of each kind of page.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from collections import Counter, defaultdict
from pathlib import Path
from urllib.parse import quote

from tests.bench import big_site
from tests.bench.clients import Page, in_processes, measured, write_list
from tests.bench.timing import installed

HOSTS_A_TASK = 50


class Town:
    """Documents, snapshots, vetted evidence and links, visited once before."""

    def __init__(self, port: int, pages: int, hosts: int) -> None:
        self.numbers = range(pages)
        self.names = [f"{name}:{port}" for name in big_site.hosts(hosts)]

    def write_lists(self, folder: Path) -> None:
        """Write what other clients and checkers read: the list of pages, and pages of links to all of them."""
        from claims.rechecks.essence import essence

        pages = [
            Page(big_site.url(self.names, n), big_site.quoted(n), essence(big_site.html(n, 0))) for n in self.numbers
        ]
        write_list(folder / "list", pages)
        fragments = [f"{page.url}#:~:text={quote(page.quoted, safe='')}" for page in pages]
        for name, urls in (("html", [page.url for page in pages]), ("fragments", fragments)):
            links = "\n".join(f'<p><a href="{url}">{number}</a></p>' for number, url in enumerate(urls))
            (folder / f"{name}.html").write_text(f"<!doctype html><title>Links</title>\n{links}\n")
        (folder / "rc").write_text("[checking]\nmaxrequestspersecond=100000\n")

    def build(self) -> None:
        """Write the records, as a capture and a first visit would have left them."""
        from django.db import transaction
        from django.utils import timezone

        from claims.models import Claim, Document, Evidence, Host, Link, Passage, ReadableText, Snapshot, User
        from claims.rechecks.essence import essence
        from claims.rechecks.known import evidence_hash

        now = timezone.now()
        person = User.objects.create(username="bench")
        texts = ["\n\n".join((f"Report number {n}", *big_site.paragraphs(n))) for n in self.numbers]
        digests = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
        urls = [big_site.url(self.names, n) for n in self.numbers]
        with transaction.atomic():
            hosts = Host.objects.bulk_create(Host(name=name, delay_seconds=0, robots_at=now) for name in self.names)
            documents = Document.objects.bulk_create(Document(canonical_url=url) for url in urls)
            ReadableText.objects.bulk_create(
                ReadableText(text_hash=digest, text=text) for digest, text in zip(digests, texts, strict=True)
            )
            snapshots = Snapshot.objects.bulk_create(
                Snapshot(
                    document=documents[n],
                    content_hash=digests[n],
                    readable_id=digests[n],
                    method="url",
                    media_type="text/html",
                    taken_at=now,
                    final_url=urls[n],
                    page={"title": f"Report number {n}", "authors": ["Mara Lind"], "notices": ["© 2026 Bench Courier"]},
                )
                for n in self.numbers
            )
            passages = Passage.objects.bulk_create(
                Passage(
                    snapshot=snapshots[n],
                    start=texts[n].index(big_site.quoted(n)),
                    end=texts[n].index(big_site.quoted(n)) + len(big_site.quoted(n)),
                    part="body",
                    exact=big_site.quoted(n),
                )
                for n in self.numbers
            )
            claims = Claim.objects.bulk_create(Claim(wording=f"Claim {n}", logged_by=person) for n in self.numbers)
            evidence = Evidence.objects.bulk_create(
                Evidence(
                    claim=claims[n],
                    passage=passages[n],
                    stance="supports",
                    directness="second_hand",
                    added_by=person,
                )
                for n in self.numbers
            )
            Link.objects.bulk_create(
                Link(
                    url=urls[n],
                    host=hosts[big_site.host_of(n, len(hosts))],
                    document=documents[n],
                    state="alive",
                    due_at=now,
                    checked_at=now,
                    read_at=now,
                    basis=snapshots[n],
                    answered_by=urls[n],
                    body_hash="0" * 64,
                    essence=essence(big_site.html(n, 0)),
                    rests_on=evidence_hash([evidence[n].pk]),
                )
                for n in self.numbers
            )

    def make_due(self) -> None:
        from django.utils import timezone

        from claims.models import Host, Link

        Link.objects.update(due_at=timezone.now())
        Host.objects.update(not_before=None)

    def visit_changed(self) -> dict[str, float]:
        """First visits to the pages that are not as they were: processor ms each, of this process, and how many."""
        from datetime import timedelta

        from django.utils import timezone

        from claims.models import Link

        same = [
            big_site.url(self.names, number) for number in self.numbers if big_site.kind_of(number) in ("fine", "slow")
        ]
        Link.objects.filter(url__in=same).update(due_at=timezone.now() + timedelta(days=1))
        began, count = time.process_time(), len(self.numbers) - len(same)
        self.visit()
        return {"milliseconds": (time.process_time() - began) / max(1, count) * 1000, "visits": count}

    def visit(self, *, hosts_at_once: int = HOSTS_A_TASK) -> None:
        """What the beat and one worker do, one task after the other."""
        from claims.rechecks import leases
        from claims.rechecks.service import visit_due

        while hinted := leases.lease_due(limit=hosts_at_once):
            visit_due(leases.begin_many(hinted))


def outcomes() -> dict[str, Counter[str]]:
    """What became of each kind of page at its latest check."""
    from claims.models import Check

    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    latest = Check.objects.order_by("link", "-checked_at").distinct("link")
    for url, outcome in latest.values_list("link__url", "outcome"):
        found[big_site.kind_of(int(url.rsplit("/", 1)[1]))][outcome] += 1
    return found


def main() -> None:
    """Do as told on the command line."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("what", choices=["build", "visit", "outcomes"])
    options.add_argument("--port", type=int, required=True)
    options.add_argument("--pages", type=int, required=True)
    options.add_argument("--hosts", type=int, required=True)
    options.add_argument("--folder", type=Path, required=True)
    options.add_argument("--workers", type=int, default=1)
    chosen = options.parse_args()
    installed()
    from django.conf import settings
    from django.db import connections

    from claims.capture import sites
    from claims.models import Finding
    from claims.rechecks import service  # noqa: F401 - a worker has its code loaded when a task comes, as the clients have

    sites.load()  # as ``claims.tasks`` does when a worker starts

    town = Town(chosen.port, chosen.pages, chosen.hosts)
    settings.FETCH_PRIVATE_HOSTS = town.names
    if chosen.what == "build":
        town.write_lists(chosen.folder)
        town.build()
        first = town.visit_changed()
        town.make_due()
        town.visit()
        print(json.dumps(first))
    elif chosen.what == "visit":
        town.make_due()
        share = -(-HOSTS_A_TASK // chosen.workers)
        connections.close_all()  # each process opens one of its own
        print(json.dumps(measured(in_processes(chosen.workers, lambda _: town.visit(hosts_at_once=share)))))
    else:
        print(json.dumps({"outcomes": outcomes(), "findings": Finding.objects.count()}))


if __name__ == "__main__":
    main()
