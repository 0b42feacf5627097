"""The list of links at a scale that a large newsroom reaches: ``python -m tests.bench.link_list``.

Fills a scratch database with ``LINKS`` links on ``HOSTS`` hosts and prints how long each part of the list takes, the
median of ``ROUNDS``: the text filter beside a search for the same words anywhere in address or title without an index,
the whole page, and the list of hosts.
"""

from __future__ import annotations

import time
from functools import partial

from tests.bench.timing import installed, median_milliseconds

LINKS, HOSTS, ROUNDS = 300_000, 20_000, 7
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
"""


def _setup() -> float:
    installed()
    from django.db import connection

    began = time.perf_counter()
    with connection.cursor() as cursor:
        for statement in _FILL.split(";"):
            cursor.execute(f"{statement}; ANALYZE" if statement.strip() else "SELECT 1")
        cursor.execute("VACUUM ANALYZE")
    return time.perf_counter() - began


def main() -> None:
    """Print the figures."""
    seconds = _setup()
    from django.db.models import Q
    from django.test import Client

    from claims.models import Link, User
    from claims.web.link_list import Filters

    print(f"{Link.objects.count():,} links on {HOSTS:,} hosts, filled in {seconds:.0f} s")
    print(f"{'typed':<36}{'found':>8}{'anywhere':>12}{'by words':>12}{'ratio':>8}")
    for typed in TYPED:
        anywhere = Link.objects.filter(Q(url__icontains=typed) | Q(document__title__icontains=typed))
        by_words = Filters(q=typed).rows().order_by()
        before, after = (median_milliseconds(count, ROUNDS) for count in (anywhere.count, by_words.count))
        print(f"{typed:<36}{by_words.count():>8}{before:>9.1f} ms{after:>9.1f} ms{before / after:>8.1f}")
    editor = User.objects.create_user("bench", password=None, role="editor")
    client = Client()
    client.force_login(editor)
    for path in ("/links/", *(f"/links/?q={typed}" for typed in TYPED[:2]), "/links/?sort=due&state=dead"):
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        print(f"page {path:<40}{median_milliseconds(partial(client.get, path), ROUNDS):>9.1f} ms")


if __name__ == "__main__":
    main()
