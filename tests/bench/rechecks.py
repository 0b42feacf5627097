"""Rechecks beside their bare parts: ``make bench-rechecks``.

On one local site (``big_site``), in interleaved rounds of the same run, without politeness:

- *whole path*: due links leased, visited under the guard, compared, checks and findings written to PostgreSQL;
- *bare client*: the same libcurl loop and guard and the same check of the text, no database;
- *status only*: the bare client without looking at the text; and ``requests`` with 32 threads.

Printed are URLs a second, processor milliseconds a URL of this process, peak memory, and ratios to the bare client;
then, for each kind of page, what the whole path made of it.
"""

from __future__ import annotations

import argparse
import hashlib
import resource
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from tests.bench import big_site
from tests.bench.timing import installed

EXPECTED = {
    "fine": "alive",
    "slow": "alive",
    "edited": "alive",
    "moved": "moved_permanently",
    "chain": "moved_temporarily",
    "gone": "gone",
    "soft": "soft_404",
    "blocked": "blocked",
}


@dataclass
class Taken:
    """What each round took: seconds and processor seconds, for ``count`` addresses."""

    count: int
    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def run(self, call: Callable[[], None]) -> None:
        wall, cpu = time.perf_counter(), time.process_time()
        call()
        self.wall.append(time.perf_counter() - wall)
        self.cpu.append(time.process_time() - cpu)

    @property
    def rate(self) -> float:
        return self.count / statistics.median(self.wall)

    @property
    def milliseconds(self) -> float:
        return statistics.median(self.cpu) / self.count * 1000


class Town:
    """The pages as an installation knows them: documents, snapshots, vetted evidence and links, visited once before."""

    def __init__(self, port: int, pages: int, hosts: int) -> None:
        self.port, self.numbers = port, range(pages)
        self.names = [f"h{n}.localhost:{port}" for n in range(hosts)]

    def url(self, number: int) -> str:
        return f"http://{self.names[self.host(number)]}/p/{number}"

    def host(self, number: int) -> int:
        """The host of a page; each host has pages of every kind."""
        return (number + number // 100) % len(self.names)

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
        with transaction.atomic():
            hosts = Host.objects.bulk_create(Host(name=name, delay_seconds=0, robots_at=now) for name in self.names)
            documents = Document.objects.bulk_create(Document(canonical_url=self.url(n)) for n in self.numbers)
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
                    final_url=self.url(n),
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
                    url=self.url(n),
                    host=hosts[self.host(n)],
                    document=documents[n],
                    state="alive",
                    due_at=now,
                    checked_at=now,
                    read_at=now,
                    basis=snapshots[n],
                    answered_by=self.url(n),
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

    def whole_path(self) -> None:
        """What the beat and the workers do, one worker after the other."""
        from claims.rechecks import leases
        from claims.rechecks.service import visit_due

        while hinted := leases.lease_due(limit=50):
            visit_due(leases.begin_many(hinted))

    def bare(self, *, look: bool) -> None:
        """The client alone: every address at once, with or without the check of the text."""
        from claims.capture.errors import CaptureError
        from claims.capture.fetch import Journey
        from claims.capture.installation import installation_limits
        from claims.capture.transfer import Crowd
        from claims.rechecks.essence import essence

        limits = installation_limits()
        known = {n: self._essences[n] for n in self.numbers} if look else {}
        waiting = [(n, Journey(self.url(n), limits)) for n in reversed(self.numbers)]
        crowd = Crowd[tuple[int, Journey]](most=64)
        self.seen = Counter[str]()
        while waiting or crowd.running:
            while waiting and crowd.room:
                job = waiting.pop()
                crowd.start(job, job[1].transfer())
            for (number, journey), came in crowd.wait(0.5):
                if isinstance(came, CaptureError):
                    self.seen["error"] += 1
                    continue
                page = journey.arrive(came)
                if page is None:
                    waiting.append((number, journey))
                elif look:
                    same = essence(page.body) == known[number] and big_site.quoted(number).encode() in page.body
                    self.seen["same" if same else "other"] += 1
        crowd.close()

    def learn(self) -> None:
        from claims.rechecks.essence import essence

        self._essences = [essence(big_site.html(n, 0)) for n in self.numbers]

    def with_requests(self) -> None:
        """A common client in threads: status only, no guard."""
        import requests

        def status(number: int) -> int:
            return requests.get(f"http://127.0.0.1:{self.port}/p/{number}", timeout=20).status_code

        with ThreadPoolExecutor(32) as pool:
            list(pool.map(status, self.numbers))

    def outcomes(self) -> dict[str, Counter[str]]:
        """What became of each kind of page at its latest check."""
        from claims.models import Check

        found: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for url, outcome in (
            Check.objects.order_by("link", "-checked_at").distinct("link").values_list("link__url", "outcome")
        ):
            found[big_site.kind_of(int(url.rsplit("/", 1)[1]))][outcome] += 1
        return found


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--pages", type=int, default=3000)
    options.add_argument("--hosts", type=int, default=50)
    options.add_argument("--rounds", type=int, default=3)
    chosen = options.parse_args()
    installed()
    from django.conf import settings

    from claims.models import Finding

    with big_site.big_site() as port:
        town = Town(port, chosen.pages, chosen.hosts)
        settings.FETCH_PRIVATE_HOSTS = town.names
        town.build()
        town.learn()
        town.whole_path()  # what changed is found now; the rounds that are timed see a usual day
        names = ("whole path", "bare client", "status only", "requests, 32 threads")
        taken = {name: Taken(chosen.pages) for name in names}
        for _ in range(chosen.rounds):
            town.make_due()
            taken["whole path"].run(town.whole_path)
            taken["bare client"].run(lambda: town.bare(look=True))
            taken["status only"].run(lambda: town.bare(look=False))
            taken["requests, 32 threads"].run(town.with_requests)
        base = taken["bare client"].rate
        print(f"{chosen.pages} addresses on {chosen.hosts} hosts, medians of {chosen.rounds} rounds")
        for name, figures in taken.items():
            print(
                f"{name:<22} {figures.rate:7.0f} URLs/s  {figures.milliseconds:6.2f} ms of processor a URL"
                f"  {figures.rate / base:5.2f} × the bare client"
            )
        print(f"peak memory of this process {_megabytes():.0f} MB; open findings {Finding.objects.count()}")
        for kind, outcomes in town.outcomes().items():
            wrong = sum(count for outcome, count in outcomes.items() if outcome != EXPECTED[kind])
            print(f"{kind:<8} {dict(outcomes)}{f'  not as expected: {wrong}' if wrong else ''}")


if __name__ == "__main__":
    main()
