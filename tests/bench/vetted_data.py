"""Vetted claims at scale, straight into the tables: ``python -m tests.bench.vetted_data --claims N``.

Fills the scratch database that ``PROVENANCE_DATA`` names with ``N`` vetted claims, a source for each third of them and
three pieces of evidence each, with documents as releases have them. The same number makes the same rows.
"""

from __future__ import annotations

import argparse
import time

from tests.bench.timing import installed

_WORDS = (
    "harbour ferry council engine quay winter report crew signal ledger bridge mayor storm cargo island inspector "
    "delay repair tender school lantern timber parish orchard tunnel reservoir granary lighthouse ropeway sawmill"
).split()
_FILL = """
SET session_replication_role = replica;
SET synchronous_commit = off;
INSERT INTO claims_user (username, password, is_superuser, first_name, last_name, email, is_staff, is_active,
                         date_joined, role)
    VALUES ('bench', '', false, '', '', '', false, true, now(), 'consumer');
INSERT INTO claims_source (id, public_id, kind, name, aliases, created_at)
    SELECT n, 's' || lpad(n::text, 15, '0'), 'organisation', 'Board ' || n, '{{}}', now()
      FROM generate_series(1, {sources}) n;
INSERT INTO claims_claim (id, public_id, wording, tags, state, version, logged_by_id, logged_at)
    SELECT n, 'c' || lpad(n::text, 15, '0'), 'Claim ' || n, '{{}}', 'vetted', 1, u.id, now()
      FROM generate_series(1, {claims}) n, (SELECT id FROM claims_user WHERE username = 'bench') u;
INSERT INTO claims_evidence (id, public_id, claim_id, passage_id, stance, directness, party_about_itself,
                             own_publication, added_by_id, added_at)
    SELECT n, 'e' || lpad(n::text, 15, '0'), 1 + (n - 1) / 3, n, 'supports', 'second_hand', false, false, u.id, now()
      FROM generate_series(1, {claims} * 3) n, (SELECT id FROM claims_user WHERE username = 'bench') u;
CREATE TEMP TABLE made AS
SELECT n, (ARRAY['single_source','single_source','single_source','weakly_sourced','partially_corroborated',
                 'corroborated','corroborated','disputed','refuted','outdated'])[1 + hashint8(n) % 5 + 5 * (n % 2)]
          AS status,
       (ARRAY['A','B','C','C','D','E'])[1 + n % 6] AS letter, 1 + n % 5 AS number,
       (ARRAY['en','en','en-GB','de','fr','es'])[1 + n % 6] AS language, 1 + n % {sources} AS source,
       date '2015-01-01' + n % 4000 AS claimed, timestamptz '2020-01-01Z' + n * interval '2 minutes' AS vetted,
       (SELECT string_agg(({words})[1 + (hashint8(n * 41 + k) & 1048575) % {number}], ' ' ORDER BY k)
          FROM generate_series(1, 12) k) || ' ' || 'number' || n % 5000 AS wording
  FROM generate_series(1, {claims}) n;
UPDATE made SET status = coalesce(status, 'single_source');
INSERT INTO claims_release (sequence, claim_id, version, kind, document, etag, released_at)
SELECT n, n, 1, 'published', convert_to(document, 'UTF8'), encode(sha256(convert_to(document, 'UTF8')), 'hex'), vetted
  FROM (SELECT n, vetted, json_build_object(
    'id', 'c' || lpad(n::text, 15, '0'), 'sequence', n, 'version', 1, 'kind', 'published', 'released_at', vetted,
    'claim', wording, 'claimant', json_build_object('id', 's' || lpad(source::text, 15, '0'), 'kind', 'organisation',
        'name', 'Board ' || source, 'descriptor', null),
    'claimed', claimed, 'claimed_precision', 'day', 'language', language, 'tags', ARRAY['tag ' || n % 2000],
    'corroboration', json_build_object('computed', status, 'effective', null, 'challenged', false, 'why',
        json_build_object('rule', 'R6', 'sentence', repeat('One origin stands behind it. ', 8), 'counts', '{{}}'::json,
        'origins', '[]'::json, 'uncounted', '[]'::json, 'cleared', '[]'::json, 'would_change', '[]'::json)),
    'grades', json_build_object('sources', json_build_array(json_build_object('letter', letter, 'graded_at', vetted)),
        'information', json_build_array(json_build_object('number', number, 'graded_at', vetted))),
    'verdict', null,
    'evidence', (SELECT json_agg(json_build_object('id', 'e' || lpad((3 * n - 3 + k)::text, 15, '0'), 'stance',
        'supports', 'directness', 'second_hand', 'withdrawn_at', null, 'document', json_build_object('id',
        'd' || n || '-' || k, 'url', 'https://courier-' || n % 500 || '.example/' || n || '/' || k, 'outlet',
        'Courier ' || n % 500, 'published', claimed, 'published_precision', 'day'), 'passage', json_build_object(
        'part', 'body', 'start', 10 * k, 'end', 10 * k + 90, 'quote', 'They said ' || wording), 'snapshot',
        json_build_object('sha256', md5(n::text) || md5(k::text), 'taken_at', vetted), 'sourcing', json_build_object(
        'type', 'organisation', 'voice', 'paraphrase', 'source', json_build_object('id',
        's' || lpad(source::text, 15, '0'), 'kind', 'organisation', 'name', 'Board ' || source, 'descriptor', null),
        'source_words', 'the board', 'chain', '[]'::json), 'rights', json_build_object('verbatim', true, 'credit',
        'Courier', 'link_required', true, 'reasons', ARRAY['notice:permit:excerpt'], 'until', null), 'link_health',
        json_build_object('state', 'alive', 'checked_at', vetted))) FROM generate_series(1, 3) k),
    'review', json_build_object('approved_by', 'Edith', 'approved_at', vetted, 'four_eyes', true, 'reopened_at', null,
        'reopened_because', null, 'superseded_by', null))::text AS document FROM made) documents;
INSERT INTO claims_currentrelease (claim_id, release_id, public_id, kind, status, effective_status, sourcing_types,
    source_letter, information_number, language, languages, claimants, outlets, tags, sources, pages, excerpt,
    link_health, claimed_on, vetted_at, search)
SELECT n, n, 'c' || lpad(n::text, 15, '0'), 'published', status, status, ARRAY['organisation'], letter, number,
    language, ARRAY[lower(language), split_part(language, '-', 1)],
    ARRAY['s' || lpad(source::text, 15, '0'), 'board ' || source], ARRAY['courier ' || n % 500],
    ARRAY['tag ' || n % 2000], ARRAY['s' || lpad(source::text, 15, '0')],
    ARRAY(SELECT 'courier-' || n % 500 || '.example/' || n || '/' || k FROM generate_series(1, 3) k), n % 10 > 0,
    (ARRAY['alive','alive','alive','moved','dead'])[1 + n % 5], claimed, vetted,
    to_tsvector('simple', wording)
  FROM made;
DROP TABLE made;
SET session_replication_role = DEFAULT;
"""


def fill(claims: int) -> float:
    """Fill the database; returns the seconds it took."""
    from django.db import connection

    began = time.perf_counter()
    words = "ARRAY[" + ",".join(f"'{word}'" for word in _WORDS) + "]"
    sizes = {"claims": claims, "sources": max(1, claims * 3 // 10), "words": words, "number": len(_WORDS)}
    with connection.cursor() as cursor:
        cursor.execute(_FILL.format(**sizes))
        cursor.execute("VACUUM ANALYZE")
    return time.perf_counter() - began


def main() -> None:
    """Fill as told on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--claims", type=int, default=100_000)
    claims = parser.parse_args().claims
    installed()
    print(f"{claims:,} claims, filled in {fill(claims):.0f} s")


if __name__ == "__main__":
    main()
