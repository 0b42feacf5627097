"""All statuses anew at scale: ``python -m tests.bench.recompute [--claims N]``, on a scratch database.

Fills it with claims whose evidence is spread as in a newsroom (nearly half have one piece, one in fifty has 13 to 40),
and prints for two processes, in one run: the same rows read bare, with no rule applied; the first computation, which
stores every status; and the second, which finds all as they were. The ratio to the bare reading is what the rules and
their *why* cost. Memory is that of the larger process, after the first tenth of the batches and at the end.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import NamedTuple

from tests.bench.timing import installed

CLAIMS, DOCUMENTS, SOURCES, OUTLETS, GROUPS = 100_000, 60_000, 20_000, 2_000, 200
PROCESSES = 2
TODAY = date(2026, 6, 1)

_FILL = """
SET session_replication_role = replica;
INSERT INTO claims_user (username, password, is_superuser, first_name, last_name, email, is_staff, is_active,
                         date_joined, role)
    VALUES ('bench', '', false, '', '', '', false, true, now(), 'editor');
INSERT INTO claims_ownergroup (id, name) SELECT n, 'Group ' || n FROM generate_series(1, {groups}) n;
INSERT INTO claims_source (id, public_id, kind, name, aliases, created_at)
    SELECT n, 's' || n, CASE WHEN n <= {outlets} THEN 'outlet' ELSE 'person' END, 'Name ' || n, '{{}}', now()
      FROM generate_series(1, {outlets} + {sources}) n;
INSERT INTO claims_outlet (id, source_id, domain, path, owner_group_id)
    SELECT n, n, 'courier-' || n || '.example', '/', CASE WHEN n % 3 = 0 THEN 1 + n % {groups} END
      FROM generate_series(1, {outlets}) n;
INSERT INTO claims_sourcegrade (source_id, topic, letter, reason, graded_by_id, graded_at)
    SELECT {outlets} + n, '', (ARRAY['A','B','B','C','C','C','D','F'])[1 + n % 8], 'r',
           (SELECT id FROM claims_user WHERE username = 'bench'), now()
      FROM generate_series(1, {sources}) n WHERE n % 5 < 3;
INSERT INTO claims_readabletext (text_hash, text)
    SELECT encode(sha256(n::text::bytea), 'hex'),
           (SELECT string_agg(md5((n * 100 + k)::text), ' ') FROM generate_series(1, 60) k)
      FROM generate_series(1, {documents}) n;
INSERT INTO claims_document (id, public_id, canonical_url, outlet_id, bylines, agency, published_on,
                             published_precision, created_at)
    SELECT n, 'd' || n, 'https://courier.example/' || n, 1 + (n * 7) % {outlets},
           CASE WHEN n % 4 = 0 THEN ARRAY['Writer ' || n % 5000] ELSE '{{}}' END,
           CASE WHEN n % 20 = 0 THEN 'Wire ' || n % 6 END, date '2026-01-01' + n % 120, 'day', now()
      FROM generate_series(1, {documents}) n;
INSERT INTO claims_snapshot (id, public_id, document_id, content_hash, readable_id, method, media_type, page, taken_at)
    SELECT n, 'n' || n, n, encode(sha256(n::text::bytea), 'hex'), encode(sha256(n::text::bytea), 'hex'), 'paste',
           'text/plain', '{{}}', now() FROM generate_series(1, {documents}) n;
INSERT INTO claims_citation (document_id, cited_id)
    SELECT n, 1 + (n * 31) % {documents} FROM generate_series(1, {documents}) n
     WHERE n % 6 = 0 AND n <> 1 + (n * 31) % {documents};
INSERT INTO claims_claim (id, public_id, wording, tags, state, version, logged_by_id, logged_at)
    SELECT n, 'c' || n, 'Claim ' || n, '{{}}', 'submitted', 1, claims_user.id, now()
      FROM claims_user, generate_series(1, {claims}) n;
CREATE TEMP TABLE planned AS
    SELECT row_number() OVER () AS id, claim, k, 1 + (claim * 17 + k * 101) % {documents} AS document,
           (claim * 13 + k * 7) % 10 AS die
      FROM (SELECT n AS claim, CASE WHEN n % 100 < 45 THEN 1 WHEN n % 100 < 70 THEN 2 WHEN n % 100 < 90 THEN 3 + n % 3
                                    WHEN n % 100 < 98 THEN 6 + n % 7 ELSE 13 + n % 28 END AS size
              FROM generate_series(1, {claims}) n) claims, generate_series(1, size) k;
INSERT INTO claims_source (id, public_id, kind, descriptor, unnamed_of_id, aliases, created_at)
    SELECT {outlets} + {sources} + id, 'u' || id, 'unnamed_person', 'an official', claim, '{{}}', now()
      FROM planned WHERE die < 3;
INSERT INTO claims_passage (id, snapshot_id, exact, prefix, suffix, start, "end", part)
    SELECT id, document, repeat('words of a passage ', 8), '', '', id, id + 152, 'body' FROM planned;
INSERT INTO claims_evidence (id, public_id, claim_id, passage_id, stance, directness, party_about_itself,
                             own_publication, opened_by_id, opened_at, added_by_id, added_at)
    SELECT id, 'e' || id, claim, id,
           CASE WHEN id % 25 = 0 THEN 'contradicts' WHEN id % 12 = 0 THEN 'mentions' ELSE 'supports' END,
           (ARRAY['second_hand','second_hand','first_hand','relay','document'])[1 + id % 5], id % 40 = 0, false,
           CASE WHEN die <> 9 THEN bench.person END, CASE WHEN die <> 9 THEN now() END, bench.person, now()
      FROM planned, (SELECT id FROM claims_user WHERE username = 'bench') bench(person);
INSERT INTO claims_sourcing (id, evidence_id, sourcing_type, voice, source_id)
    SELECT id, id, CASE WHEN die < 3 THEN 'unnamed_person' ELSE 'on_record_person' END, 'paraphrase',
           CASE WHEN die < 3 THEN {outlets} + {sources} + id ELSE {outlets} + 1 + (claim * 3 + k * 11) % {sources} END
      FROM planned WHERE die <> 8;
INSERT INTO claims_anonymityrecord (sourcing_id, descriptor, position, how_they_know, information_or_opinion, reason)
    SELECT id, 'an official', 'works there', CASE WHEN id % 2 = 0 THEN 'witness' END, 'information', 'fears for the job'
      FROM planned WHERE die < 3;
SET session_replication_role = DEFAULT;
"""


def _fill(claims: int) -> int:
    from django.db import connection

    sizes = {"documents": DOCUMENTS, "sources": SOURCES, "outlets": OUTLETS, "groups": GROUPS, "claims": claims}
    with connection.cursor() as cursor:
        cursor.execute(_FILL.format(**sizes))
        cursor.execute("ANALYZE")
        cursor.execute("SELECT count(*) FROM claims_evidence")
        return int(cursor.fetchone()[0])


def _read(batch: list[int]) -> int:
    """The rows of evidence of these claims, bare."""
    from claims.corroboration.loading import evidence_rows

    return len(evidence_rows(batch))


def _compute(batch: list[int]) -> int:
    from claims.review.recomputing import recompute_batch

    return recompute_batch(batch, today=TODAY).stored


def _with_memory(batch: list[int], *, work: Callable[[list[int]], int]) -> tuple[int, int]:
    """What comes of a batch, and the most memory that this process had so far, in kB."""
    return work(batch), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


class Ran(NamedTuple):
    """Seconds on the clock and of processor, the sum of what came of the batches, and MB early and at the end."""

    seconds: float
    used: float
    total: int
    early: float
    late: float


def _run(work: Callable[[list[int]], int], batches: list[list[int]]) -> Ran:
    from django.db import connections

    connections.close_all()
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    with multiprocessing.get_context("fork").Pool(PROCESSES) as pool:
        done = list(pool.imap(partial(_with_memory, work=work), batches))
        pool.close()
        pool.join()
    after, seconds = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - start
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    memory = [kilobytes / 1000 for _, kilobytes in done]
    return Ran(seconds, used, sum(total for total, _ in done), max(memory[: max(4, len(memory) // 10)]), max(memory))


def main() -> None:
    """Fill, run and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--claims", type=int, default=CLAIMS)
    claims = parser.parse_args().claims
    installed()
    from claims.review.recomputing import BATCH

    evidence = _fill(claims)
    batches = [list(range(low, min(low + BATCH, claims + 1))) for low in range(1, claims + 1, BATCH)]
    print(f"{claims:,} claims, {evidence:,} pieces of evidence, {PROCESSES} processes")
    print(f"{'':32}{'seconds':>9}{'claims/s':>10}{'ms CPU/claim':>14}{'× bare':>8}{'MB':>10}{'statuses':>11}")
    bare = 0.0
    for name, work in (
        ("rows read bare", _read),
        ("first: all are stored", _compute),
        ("second: none differs", _compute),
    ):
        ran = _run(work, batches)
        bare = bare or ran.seconds
        stored = f"{ran.total:,}" if work is _compute else ""
        each, times, memory = 1000 * ran.used / claims, ran.seconds / bare, f"{ran.early:.0f}–{ran.late:.0f}"
        figures = f"{ran.seconds:>9.1f}{claims / ran.seconds:>10,.0f}{each:>14.2f}{times:>8.1f}{memory:>10}"
        print(f"{name:32}{figures}{stored:>11}", flush=True)


if __name__ == "__main__":
    main()
