"""Finding shared text among many documents: ``python -m tests.bench.reuse_index [--texts 100000]``.

Fills a scratch database with invented reports of 400 outlets: words and set phrases by Zipf's law, names, and two
standing paragraphs an outlet. Then new reports come in, some with text of an older one. Printed are the time to take a
text in and to compare it, how much of what was planted is found, the same for comparing with every text in turn
(``brute force``), the size of the index, and both for an array column with a GIN index beside it.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import itertools
import random
import statistics
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.corroboration.reuse import Prepared, judge, prepare
from claims.corroboration.shingles import prints, words_of
from tests.bench.reuse import reworded
from tests.bench.timing import installed

OUTLETS, BATCH, QUERIES, BRUTE = 400, 2000, 240, 6
LEAST = 5
"""Shingles in common below which brute force does not look closer, so that it ends at all."""

KINDS = ("whole", "half", "one paragraph", "a run of 12 words", "lightly reworded", "nothing")
_SMALL = "the of to and a in for on with at by from that it was as but not had were its this has they after".split()
_SYLLABLES = [f"{a}{b}" for a in "b d f g h k l m n p r s t v st tr pl gr".split() for b in "a e i o u ei au".split()]


class Press:
    """Invented reports, always the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        vocabulary = random.Random(1)
        self._words = ["".join(vocabulary.choices(_SYLLABLES, k=vocabulary.choice((2, 2, 3)))) for _ in range(20_000)]
        self._names = ["".join(vocabulary.choices(_SYLLABLES, k=2)).capitalize() for _ in range(4_000)]
        self._word_weights = list(itertools.accumulate(1 / rank for rank in range(3, 20_003)))
        self._phrases = [" ".join(self._run(vocabulary, vocabulary.randint(3, 6))) for _ in range(8_000)]
        self._phrase_weights = list(itertools.accumulate(1 / rank for rank in range(5, 8_005)))
        self._feet = [[self._sentences(vocabulary, 2), self._sentences(vocabulary, 3)] for _ in range(OUTLETS)]

    def _run(self, chance: random.Random, count: int) -> list[str]:
        words = chance.choices(self._words, cum_weights=self._word_weights, k=count)
        return [chance.choice(_SMALL) if chance.random() < 0.42 else word for word in words]

    def _sentences(self, chance: random.Random, count: int) -> str:
        return " ".join(self._sentence(chance) for _ in range(count))

    def _sentence(self, chance: random.Random) -> str:
        parts = []
        for _ in range(chance.randint(3, 6)):
            if chance.random() < 0.25:
                parts.append(chance.choices(self._phrases, cum_weights=self._phrase_weights)[0])
            else:
                parts.append(" ".join(self._run(chance, chance.randint(2, 5))))
            if chance.random() < 0.3:
                parts.append(chance.choice(self._names))
        return f"{' '.join(parts).capitalize()}."

    def paragraphs(self) -> list[str]:
        """A report of some 400 words."""
        return [self._sentences(self.chance, 2) for _ in range(self.chance.randint(7, 14))]

    def dressed(self, paragraphs: Sequence[str], outlet: int) -> str:
        """A report with what its outlet puts under it, or into it."""
        inside, under = self._feet[outlet]
        at = len(paragraphs) // 2
        inset = [inside] if self.chance.random() < 0.3 else []
        return "\n\n".join([*paragraphs[:at], *inset, *paragraphs[at:], under])

    def made_of(self, old: Sequence[str], kind: str) -> list[str]:
        """A new report that takes text of an ``old`` one."""
        new, chance = self.paragraphs(), self.chance
        if kind == "whole":
            return [new[0], *old]
        if kind == "half":
            return [*old[: len(old) // 2], *new[:4]]
        if kind == "one paragraph":
            return [*new[:4], chance.choice(old), *new[4:]]
        if kind == "a run of 12 words":
            words = chance.choice([text for text in old if len(text.split()) >= 16]).split()
            start = chance.randrange(len(words) - 13)
            return [*new[:3], f"{new[3]} Then {' '.join(words[start : start + 12])} meanwhile.", *new[4:]]
        if kind == "lightly reworded":
            return [reworded(text, 0.15, chance) for text in old]
        return new


@dataclass(frozen=True, slots=True)
class Kept:
    """What brute force needs of a text."""

    outlet: int
    text: str
    distinct: frozenset[int]


def _fill(press: Press, texts: int, outlets: Sequence[int]) -> Iterator[Kept]:
    """Write ``texts`` reports with their prints, as ``text_index.add`` would one by one."""
    for begin in range(0, texts, BATCH):
        made = []
        for number in range(begin, min(begin + BATCH, texts)):
            outlet = number % OUTLETS
            made.append((outlet, press.dressed(press.paragraphs(), outlet)))
        yield from _write(made, outlets, begin)


def _write(made: Sequence[tuple[int, str]], outlets: Sequence[int], begin: int) -> Iterator[Kept]:
    from django.db import connection
    from django.utils import timezone

    from claims.corroboration.text_index import VERSION
    from claims.models import ComparedText, Document, ReadableText, Snapshot

    hashes = [hashlib.sha256(text.encode()).hexdigest() for _, text in made]
    documents = Document.objects.bulk_create(
        Document(canonical_url=f"https://o{outlet}.example/{begin + at}", outlet_id=outlets[outlet])
        for at, (outlet, _) in enumerate(made)
    )
    pairs = list(zip(hashes, made, strict=True))
    ReadableText.objects.bulk_create(ReadableText(text_hash=key, text=text) for key, (_, text) in pairs)
    shown = {"method": "paste", "media_type": "text/plain", "taken_at": timezone.now()}
    Snapshot.objects.bulk_create(
        Snapshot(document=row, content_hash=key, readable_id=key, **shown)
        for row, key in zip(documents, hashes, strict=True)
    )
    rows = ComparedText.objects.bulk_create(
        ComparedText(
            document=row,
            readable_id=key,
            spans=[0, len(text)],
            shingles=0,
            version=VERSION,
            compared_at=timezone.now(),
        )
        for row, (key, (_, text)) in zip(documents, pairs, strict=True)
    )
    lines = io.StringIO()
    for row, (outlet, text) in zip(rows, made, strict=True):
        prepared = prepare(words_of(text))
        lines.writelines(f"{value}\t{row.pk}\n" for value in prints(prepared.hashes))
        yield Kept(outlet, text, prepared.distinct)
    lines.seek(0)
    with connection.cursor() as cursor:
        cursor.cursor.copy_expert("COPY claims_textprint (value, text_id) FROM STDIN", lines)


@dataclass(slots=True)
class Query:
    """A new report, of which old ones it takes text, and what came out."""

    kind: str
    old: int | None
    text: str
    outlet: int
    found: set[int]
    taken_in: float = 0.0
    compared: float = 0.0


def _queries(press: Press, kept: Sequence[Kept]) -> Iterator[Query]:
    for number in range(QUERIES):
        kind = KINDS[number % len(KINDS)]
        old = press.chance.randrange(len(kept))
        outlet = (kept[old].outlet + 1 + number) % OUTLETS
        paragraphs = kept[old].text.split("\n\n")[:6]
        text = press.dressed(press.made_of(paragraphs, kind), outlet)
        yield Query(kind, None if kind == "nothing" else old, text, outlet, set())


def _run(queries: Sequence[Query], outlets: Sequence[int]) -> None:
    """Let each report come in as in the product, and see what is found."""
    from django.db.models import F
    from django.utils import timezone

    from claims.corroboration import text_index
    from claims.models import Document, ReadableText, SharedText, Snapshot
    from claims.recording.comparing import take_into_index

    for number, query in enumerate(queries):
        key = hashlib.sha256(query.text.encode()).hexdigest()
        readable = ReadableText.objects.create(text_hash=key, text=query.text)
        document = Document.objects.create(
            canonical_url=f"https://new.example/{number}", outlet_id=outlets[query.outlet]
        )
        shown = {"method": "paste", "media_type": "text/plain", "taken_at": timezone.now()}
        snapshot = Snapshot.objects.create(document=document, content_hash=key, readable=readable, **shown)
        start = time.perf_counter()
        take_into_index(snapshot)
        middle = time.perf_counter()
        for text_id in text_index.waiting(limit=1):
            text_index.compare(text_id=text_id)
        query.taken_in, query.compared = middle - start, time.perf_counter() - middle
        found = SharedText.objects.filter(second=document).annotate(url=F("first__canonical_url"))
        query.found = {int(row.url.rsplit("/", 1)[1]) for row in found if "new.example" not in row.url}


def _brute(queries: Sequence[Query], kept: Sequence[Kept]) -> tuple[float, int, int]:
    """Seconds a report, and of how many pairs that comparing with every text finds the index found how many."""
    began, wanted, got = time.perf_counter(), 0, 0
    for query in queries:
        mine = prepare(words_of(query.text))
        hits = {number for number, other in enumerate(kept) if _alike(query, mine, other)}
        wanted += len(hits)
        got += len(hits & query.found)
    return (time.perf_counter() - began) / len(queries), wanted, got


def _alike(query: Query, mine: Prepared, other: Kept) -> bool:
    if other.outlet == query.outlet or len(mine.distinct & other.distinct) < LEAST:
        return False
    return judge(query.text, mine, prepare(words_of(other.text))) is not None


def _gin(values: Sequence[Sequence[int]]) -> str:
    """The same prints as arrays under a GIN index: size, and milliseconds a look-up."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE bench_gin AS"
            " SELECT text_id, array_agg(value) AS prints FROM claims_textprint GROUP BY text_id"
        )
        began = time.perf_counter()
        cursor.execute("CREATE INDEX bench_gin_prints ON bench_gin USING gin (prints)")
        built = time.perf_counter() - began
        cursor.execute("SELECT pg_total_relation_size('bench_gin')")
        size = cursor.fetchone()[0]
        taken = []
        for wanted in values:
            start = time.perf_counter()
            cursor.execute(
                "SELECT text_id, (SELECT count(*) FROM unnest(prints) AS p WHERE p = ANY(%s)) AS n FROM bench_gin"
                " WHERE prints && %s::integer[] ORDER BY n DESC LIMIT 80",
                [list(wanted), list(wanted)],
            )
            cursor.fetchall()
            taken.append(time.perf_counter() - start)
    return f"GIN: {size / 1e6:.0f} MB, built in {built:.0f} s, look-up {_times(taken)}"


def _times(taken: Sequence[float]) -> str:
    ordered = sorted(taken)
    return (
        f"p50 {statistics.median(ordered) * 1000:.0f} ms, p95 {ordered[int(len(ordered) * 0.95)] * 1000:.0f} ms, "
        f"most {ordered[-1] * 1000:.0f} ms"
    )


def _size() -> tuple[int, int]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("SELECT pg_total_relation_size('claims_textprint'), count(*) FROM claims_textprint")
        size, rows = cursor.fetchone()
    return size, rows


def _outlets() -> list[int]:
    from claims.models import Outlet, Source

    sources = Source.objects.bulk_create(Source(kind="outlet", name=f"Outlet {n}") for n in range(OUTLETS))
    rows = Outlet.objects.bulk_create(Outlet(source=row, domain=f"o{n}.example") for n, row in enumerate(sources))
    return [row.pk for row in rows]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=100_000)
    parser.add_argument("--gin", action="store_true", help="the same prints as arrays under a GIN index")
    given = parser.parse_args()
    installed()
    press, outlets = Press(6), _outlets()
    began = time.perf_counter()
    kept = list(_fill(press, given.texts, outlets))
    filled = time.perf_counter() - began
    size, rows = _size()
    words = statistics.mean(len(entry.text.split()) for entry in kept[:1000])
    print(f"{given.texts:,} texts of {words:.0f} words, filled in {filled:.0f} s", flush=True)
    print(f"index: {rows:,} prints, {size / 1e6:.0f} MB", flush=True)
    queries = list(_queries(press, kept))
    _run(queries, outlets)
    print(f"take in: {_times([query.taken_in for query in queries])}")
    print(f"compare: {_times([query.compared for query in queries])}", flush=True)
    by_kind: dict[str, list[Query]] = defaultdict(list)
    for query in queries:
        by_kind[query.kind].append(query)
    for kind, asked in by_kind.items():
        right = sum(query.old in query.found for query in asked)
        others = sum(len(query.found - {query.old}) for query in asked)
        print(f"{kind:20} found {right} of {0 if kind == 'nothing' else len(asked)}, others {others}", flush=True)
    seconds, wanted, got = _brute(queries[:BRUTE], kept)
    ours = statistics.mean(query.compared for query in queries[:BRUTE])
    print(f"brute force: {seconds:.2f} s a text, {seconds / ours:.0f} times as long; {got} of its {wanted} pairs found")
    if given.gin:
        print(_gin([sorted(prepare(words_of(query.text)).distinct) for query in queries[:60]]))


if __name__ == "__main__":
    main()
