"""Rechecks as an installation grows: ``python -m tests.bench.rechecks_scale`` on a scratch database.

Tables of 3,000, 30,000 and 300,000 links on 50, 2,000 and 20,000 hosts, one claim resting on each page, one in three
published, five visits behind each link. Each process of the product that works on them is measured in a process of its
own, with its peak memory:

- *dispatcher*: leases for one round of the clock (``LEASED`` hosts), at a usual moment (one link in a hundred due) and
  with everything due; what each round looks for among new claims, and what is looked for once a day among all;
- *sharing*: the visits shared anew among all links;
- *worker*: ``VISITS`` visits of due links on a real site, guard and writing included;
- *pages*: the list of links and the list of hosts through the whole stack, with the number of their queries.

Times are the best of ``TIMES``, in milliseconds.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial

from tests.bench import big_site
from tests.bench.timing import installed, peak

SIZES = ((3_000, 50), (30_000, 2_000), (300_000, 20_000))
"""Links and hosts."""
LEASED, TIMES, VISITS = 50, 7, 3_000
PAGES = 60
"""Different pages of the site; a host has at most as many links."""
TABLES = ("host", "link", "check", "document", "snapshot", "passage", "claim", "evidence", "currentrelease")
_EMPTY = "TRUNCATE claims_host, claims_document, claims_readabletext, claims_user CASCADE"
_FILL = (
    """INSERT INTO claims_user (password, is_superuser, username, first_name, last_name, email, is_staff, is_active,
           date_joined, role)
       VALUES ('', false, 'bench', '', '', '', false, true, now(), 'editor')""",
    """INSERT INTO claims_host (name, delay_seconds, robots_at, profile, probes)
       SELECT 'h' || n || '.localhost:{port}', 0, now() + interval '1 day', '{{}}', '{{}}'
       FROM generate_series(1, {hosts}) n""",
    """INSERT INTO claims_document (public_id, canonical_url, title, bylines, published_on, published_precision,
           created_at)
       SELECT 'd' || n, 'http://h' || n % {hosts} + 1 || '.localhost:{port}/p/' || n / {hosts}, 'Report number ' || n,
              '{{}}', current_date - n % 200, 'day', now() - interval '30 days'
       FROM generate_series(0, {links} - 1) n""",
    """INSERT INTO claims_snapshot (public_id, content_hash, method, media_type, final_url, http_status, taken_at,
           document_id, readable_id, page)
       SELECT 's' || d.id, p.hash, 'url', 'text/html', d.canonical_url, 200, now() - interval '30 days', d.id, p.hash,
              '{{}}'
       FROM claims_document d JOIN bench_page p ON p.number = split_part(d.canonical_url, '/', 5)::int""",
    """INSERT INTO claims_passage (exact, prefix, suffix, start, "end", part, snapshot_id)
       SELECT b.quoted, '', '', b.start, b.start + length(b.quoted), 'body', s.id
       FROM claims_snapshot s JOIN bench_page b ON b.hash = s.readable_id""",
    """INSERT INTO claims_claim (public_id, wording, tags, state, version, logged_at, logged_by_id)
       SELECT 'c' || p.id, 'Claim ' || p.id, '{{}}', 'vetted', 1, now() - interval '30 days', u.id
       FROM claims_passage p, claims_user u""",
    """INSERT INTO claims_evidence (public_id, stance, directness, party_about_itself, own_publication, added_at,
           added_by_id, claim_id, passage_id)
       SELECT 'e' || p.id, 'supports', 'second_hand', false, false, now() - interval '30 days', u.id, c.id, p.id
       FROM claims_passage p JOIN claims_claim c ON c.public_id = 'c' || p.id, claims_user u""",
    """INSERT INTO claims_release (sequence, version, kind, document, etag, released_at, claim_id)
       SELECT id, 1, 'published', '', 'e' || id, now() - interval '20 days', id FROM claims_claim WHERE id % 3 = 0""",
    """INSERT INTO claims_currentrelease (claim_id, public_id, kind, status, effective_status, vetted_at, search,
           release_id, sourcing_types, languages, claimants, outlets, tags, sources, pages, excerpt)
       SELECT claim_id, 'c' || claim_id, 'published', 'single_source', 'single_source',
              CASE WHEN claim_id % 3000 = 0 THEN now() ELSE now() - interval '20 days' END, '', sequence,
              '{{}}', '{{}}', '{{}}', '{{}}', '{{}}', '{{}}', '{{}}', false
       FROM claims_release""",
    """INSERT INTO claims_link (public_id, url, host_id, document_id, state, failures, due_at, checked_at, read_at,
           basis_id, answered_by, body_hash, essence, rests_on, under_published)
       SELECT 'l' || d.id, d.canonical_url, h.id, d.id, 'alive', 0,
              now() + (random() - 0.01) * interval '7 days', now() - interval '1 day', now(), s.id, d.canonical_url,
              repeat('0', 64), b.essence, left(encode(sha256(e.id::text::bytea), 'hex'), 32),
              e.claim_id % 3 = 0
       FROM claims_document d
       JOIN claims_snapshot s ON s.document_id = d.id
       JOIN claims_passage p ON p.snapshot_id = s.id
       JOIN claims_evidence e ON e.passage_id = p.id
       JOIN claims_host h ON h.name = split_part(d.canonical_url, '/', 3)
       JOIN bench_page b ON b.number = split_part(d.canonical_url, '/', 5)::int""",
    """INSERT INTO claims_check (visit, outcome, http_status, checked_at, snapshot_id, link_id, changed)
       SELECT l.id || '-' || n, 'alive', 200, now() - n * interval '5 days', l.basis_id, l.id, (l.id + n) % 7 = 0
       FROM claims_link l, generate_series(1, 5) n""",
)


def _fill(links: int, hosts: int, port: int) -> None:
    from django.db import connection

    from claims.models import ReadableText
    from claims.rechecks.essence import essence

    with connection.cursor() as cursor:
        cursor.execute(_EMPTY)
        cursor.execute("SET session_replication_role = replica")  # no triggers: history is not what is measured here
        cursor.execute(
            "CREATE TEMPORARY TABLE bench_page (number int, hash text, essence text, quoted text, start int)"
        )
        for number in range(PAGES):
            text = "\n\n".join((f"Report number {number}", *big_site.paragraphs(number)))
            page, _ = ReadableText.objects.get_or_create(
                text_hash=hashlib.sha256(text.encode()).hexdigest(), defaults={"text": text}
            )
            quoted = big_site.quoted(number)
            row = (number, page.text_hash, essence(big_site.html(number, 0)), quoted, text.index(quoted))
            cursor.execute("INSERT INTO bench_page VALUES (%s, %s, %s, %s, %s)", row)
        for statement in _FILL:
            cursor.execute(statement.format(links=links, hosts=hosts, port=port))
        cursor.execute("DROP TABLE bench_page")
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("VACUUM ANALYZE")


def _sizes() -> dict[str, float]:
    """Megabytes of each table with its indexes."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t, pg_total_relation_size('claims_' || t) / 1e6 FROM unnest(%s::text[]) t", [list(TABLES)]
        )
        return {name: float(size) for name, size in cursor.fetchall()}


def _milliseconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def _best(work: Callable[[], object], after: Callable[[], object] = lambda: None) -> float:
    """The quickest of some runs of ``work``, undone by ``after``: what else a machine does only makes them slower."""
    taken = []
    for _ in range(TIMES):
        taken.append(_milliseconds(work))
        after()
    return min(taken)


def _make_due() -> None:
    from django.db import connection
    from django.utils import timezone

    from claims.models import Link

    Link.objects.update(due_at=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE claims_link")


def dispatcher() -> dict[str, float]:
    from django.db import transaction
    from django.utils import timezone

    from claims.models import Host
    from claims.rechecks import leases, promise
    from claims.tasks import JUST_PUBLISHED

    def freed() -> None:
        Host.objects.exclude(lease_token=None).update(lease_token=None, lease_until=None)

    def leased() -> None:
        assert len(leases.lease_due(limit=LEASED)) == LEASED

    def looked_for(since: datetime | None = None) -> None:
        with transaction.atomic():
            promise.bring_forward(since=since)
            transaction.set_rollback(True)

    just_now = timezone.now() - JUST_PUBLISHED
    promise.bring_forward()  # as on any other day, few visits are left to be moved
    found = {
        "leases": _best(lambda: leases.lease_due(limit=LEASED), freed),
        "new claims": _best(partial(looked_for, just_now)),
        "all claims": _best(looked_for),
        "not kept": _best(promise.not_kept_count),
    }
    _make_due()
    return found | {"leases, all due": _best(leased, freed)}


def sharer() -> dict[str, float]:
    from claims.rechecks.sharing import share_visits

    return {"sharing": _milliseconds(share_visits)}


def worker() -> dict[str, float]:
    """Visits as tasks carry them out; milliseconds a visit, and of this process's own processor time."""
    from django.conf import settings

    from claims.models import Host
    from claims.rechecks import leases
    from claims.rechecks.service import visit_due
    from claims.tasks import HOSTS_A_TASK

    settings.FETCH_PRIVATE_HOSTS = list(Host.objects.values_list("name", flat=True))
    done = 0

    def visited() -> None:
        nonlocal done
        while done < VISITS:
            done += len(visit_due(leases.begin_many(leases.lease_due(limit=HOSTS_A_TASK))))

    spent = time.process_time()
    taken = _milliseconds(visited)
    return {"a visit": taken / done, "a visit, processor": (time.process_time() - spent) * 1000 / done}


def pages() -> dict[str, float]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from claims.models import User

    client = Client()
    client.force_login(User.objects.get(username="bench"))
    found: dict[str, float] = {}
    for path in ("/links/", "/links/?published=1&sort=unseen", "/links/?late=1", "/hosts/", "/hosts/?sort=links"):
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        found[f"{path} queries"] = len(queries)
        found[path] = _best(partial(client.get, path))
    return found


ROLES = {"dispatcher": dispatcher, "pages": pages, "worker": worker, "sharer": sharer}


def _in_its_process(role: str) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.rechecks_scale", "--role", role]
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
    told: dict[str, float] = json.loads(said)
    return told


def _print(columns: list[dict[str, float]]) -> None:
    print("| | " + " | ".join(f"{links:,} links, {hosts:,} hosts" for links, hosts in SIZES[: len(columns)]) + " |")
    print("|---|" + "---|" * len(columns))
    for name in columns[0]:
        print(
            f"| {name} | "
            + " | ".join(f"{column[name]:,.{2 if name.startswith('a visit') else 1}f}" for column in columns)
            + " |"
        )


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--role", choices=ROLES)
    options.add_argument("--sizes", type=int, default=len(SIZES), help="how many of the sizes")
    chosen = options.parse_args()
    installed()
    if chosen.role:
        print(json.dumps(ROLES[chosen.role]() | {f"MB of the {chosen.role}": peak()}))
        return
    columns: list[dict[str, float]] = []
    with big_site.big_site(["127.0.0.1"]) as port:
        for links, hosts in SIZES[: chosen.sizes]:
            seconds = _milliseconds(partial(_fill, links, hosts, port)) / 1000
            print(f"{links:,} links filled in within {seconds:.0f} s", file=sys.stderr, flush=True)
            column: dict[str, float] = {}
            for role in ROLES:
                column |= _in_its_process(role)
            columns.append(column | {f"MB in the table of {name}": size for name, size in _sizes().items()})
    _print(columns)


if __name__ == "__main__":
    main()
