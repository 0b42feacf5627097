"""The list of links at a scale that a large newsroom reaches: ``python -m tests.bench.link_list``.

Fills a scratch database with ``LINKS`` links on ``HOSTS`` hosts, one claim resting on each page and one in three
published, and prints how long each part of the list takes, the median of ``ROUNDS``: the text filter beside a search
for the same words anywhere in address or title without an index; the promise counted, and the look for visits that it
brings forward; and the page with each filter and in each order, its first and a later one.
"""

from __future__ import annotations

import time
from functools import partial

from tests.bench.timing import installed, median_milliseconds

LINKS, HOSTS, ROUNDS = 300_000, 20_000, 7
PAGES = (
    *("", "page=2000", "state=dead", "host=courier-19.example", "due=1", "published=1", "findings=1", "late=1"),
    *("published=1&sort=unseen", "published=1&state=dead&sort=due", "late=1&sort=failures", "sort=seen&page=2000"),
)
TYPED = ("marta", "quay council", "courier-19", "https://courier-77.example/2026/", "nothingofthesort")
_FILL = f"""
INSERT INTO claims_host (name, delay_seconds, profile, probes)
    SELECT 'courier-' || n || '.example', 2, '{{}}', '{{}}' FROM generate_series(1, {HOSTS}) AS n;
INSERT INTO claims_document (public_id, canonical_url, title, bylines, created_at)
    SELECT 'd' || n, 'https://courier-' || n % {HOSTS} + 1 || '.example/2026/' || n % 12 + 1 || '/' || slug || '-' || n,
           initcap(replace(slug, '-', ' ')), '{{}}', now() - interval '9 days'
    FROM (SELECT n, array_to_string(ARRAY(
        SELECT (ARRAY['harbour','ferry','council','engine','quay','winter','report','crew','signal','ledger','bridge',
                      'mayor','storm','cargo','island','inspector','delay','repair','tender','school'])
               [1 + (hashint8(n * 31 + word) & 1023) % 20] FROM generate_series(1, 6) AS word), '-')
        || CASE WHEN n % 500 = 0 THEN '-marta' ELSE '' END AS slug
        FROM generate_series(1, {LINKS}) AS n) AS slugs;
INSERT INTO claims_link (public_id, url, host_id, document_id, state, failures, due_at, checked_at)
    SELECT 'l' || d.id, d.canonical_url, h.id, d.id,
           (ARRAY['alive','alive','alive','alive','alive','dead','moved','blocked'])[1 + d.id % 8], 0,
           now() + d.id % 20000 * interval '1 minute', now() - d.id % 9000 * interval '1 minute'
    FROM claims_document AS d JOIN claims_host AS h ON h.name = split_part(d.canonical_url, '/', 3);
INSERT INTO claims_linkwords (link_id, words)
    SELECT l.id, claims_link_words(l.url, d.title)
    FROM claims_link AS l JOIN claims_document AS d ON d.id = l.document_id;
INSERT INTO claims_user (password, is_superuser, username, first_name, last_name, email, is_staff, is_active,
                         date_joined, role) VALUES ('', false, 'bench', '', '', '', false, true, now(), 'editor');
INSERT INTO claims_readabletext (text_hash, text) VALUES (repeat('0', 64), 'Page');
INSERT INTO claims_snapshot (public_id, content_hash, method, media_type, final_url, http_status, taken_at, document_id,
                             readable_id, page)
    SELECT 's' || id, md5(id::text) || md5(id::text), 'url', 'text/html', canonical_url, 200, created_at, id,
           repeat('0', 64), '{{}}' FROM claims_document;
INSERT INTO claims_passage (exact, prefix, suffix, start, "end", part, snapshot_id)
    SELECT 'Page', '', '', 0, 4, 'body', id FROM claims_snapshot;
INSERT INTO claims_claim (public_id, wording, tags, state, version, logged_at, logged_by_id)
    SELECT 'c' || p.id, 'Claim ' || p.id, '{{}}', 'vetted', 1, now(), u.id FROM claims_passage AS p, claims_user AS u;
INSERT INTO claims_evidence (public_id, stance, directness, party_about_itself, own_publication, added_at, added_by_id,
                             claim_id, passage_id)
    SELECT 'e' || p.id, 'supports', 'second_hand', false, false, now(), c.logged_by_id, c.id, p.id
    FROM claims_passage AS p JOIN claims_claim AS c ON c.public_id = 'c' || p.id;
INSERT INTO claims_release (sequence, version, kind, document, etag, released_at, claim_id)
    SELECT id, 1, 'published', '', 'e' || id, now(), id FROM claims_claim WHERE id % 3 = 0;
INSERT INTO claims_currentrelease (claim_id, public_id, kind, status, effective_status, vetted_at, search, release_id,
                                   sourcing_types, languages, claimants, outlets, tags, sources, pages, excerpt)
    SELECT claim_id, 'c' || claim_id, 'published', 'single_source', 'single_source', now() - interval '9 days', '',
           sequence, '{{}}', '{{}}', '{{}}', '{{}}', '{{}}', '{{}}', '{{}}', false
    FROM claims_release;
UPDATE claims_link AS l SET under_published = true
    FROM claims_snapshot AS s, claims_passage AS p, claims_evidence AS e, claims_currentrelease AS c
    WHERE s.document_id = l.document_id AND p.snapshot_id = s.id AND e.passage_id = p.id AND c.claim_id = e.claim_id;
INSERT INTO claims_check (visit, outcome, http_status, checked_at, link_id)
    SELECT id, 'alive', 200, checked_at, id FROM claims_link;
INSERT INTO claims_finding (public_id, claim_id, link_id, check_made_id, passage_id, kind, detail, state, found_at)
    SELECT 'f' || c.id, e.claim_id, c.link_id, c.id, e.passage_id, 'link_dead', 'Gone', 'open', now()
    FROM claims_check AS c JOIN claims_link AS l ON l.id = c.link_id
        JOIN claims_snapshot AS s ON s.document_id = l.document_id JOIN claims_passage AS p ON p.snapshot_id = s.id
        JOIN claims_evidence AS e ON e.passage_id = p.id WHERE l.id % 100 = 5;
"""


def _setup() -> float:
    installed()
    from django.db import connection

    began = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # no triggers: history is not what is measured here
        for statement in filter(str.strip, _FILL.split(";")):
            cursor.execute(f"{statement}; ANALYZE")
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("VACUUM ANALYZE")
    return time.perf_counter() - began


def main() -> None:
    """Print the figures."""
    seconds = _setup()
    from django.db.models import Q
    from django.test import Client

    from claims.models import Link, User
    from claims.web.link_list import SORTS, Filters

    print(f"{Link.objects.count():,} links on {HOSTS:,} hosts, filled in {seconds:.0f} s")
    print(f"{'typed':<36}{'found':>8}{'anywhere':>12}{'by words':>12}{'ratio':>8}")
    for typed in TYPED:
        anywhere = Link.objects.filter(Q(url__icontains=typed) | Q(document__title__icontains=typed))
        by_words = Filters(q=typed).rows().order_by()
        before, after = (median_milliseconds(count, ROUNDS) for count in (anywhere.count, by_words.count))
        print(f"{typed:<36}{by_words.count():>8}{before:>9.1f} ms{after:>9.1f} ms{before / after:>8.1f}")
    _print_promise()
    client = Client()
    client.force_login(User.objects.get(username="bench"))
    for query in (*PAGES, *(f"sort={name}" for name in SORTS), *(f"q={typed}" for typed in TYPED[:2])):
        path = f"/links/?{query}"
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        print(f"page {path:<50}{median_milliseconds(partial(client.get, path), ROUNDS):>9.1f} ms")


def _print_promise() -> None:
    from django.db import transaction

    from claims.rechecks import promise

    def looked_for() -> None:
        with transaction.atomic():
            promise.bring_forward()
            transaction.set_rollback(True)

    print(f"{'promise not kept, counted':<55}{median_milliseconds(promise.not_kept_count, ROUNDS):>9.1f} ms")
    print(f"{'visits to be brought forward, all claims, first':<55}{median_milliseconds(looked_for, 2):>9.1f} ms")
    promise.bring_forward()
    print(f"{'the same, none to move':<55}{median_milliseconds(looked_for, ROUNDS):>9.1f} ms")


if __name__ == "__main__":
    main()
