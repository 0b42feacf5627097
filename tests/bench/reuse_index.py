"""Finding shared text among many documents: ``python -m tests.bench.reuse_index [--texts 2000 20000 100000]``.

Fills a scratch database, size by size, with invented reports of 400 outlets: words and set phrases by Zipf's law, some
that the three reports of an event share, two standing paragraphs an outlet. Then new reports come in, some with text of
an older one. Printed are, at each size, the size of the index, the time to take a text in and to compare it, what that
writes, the time to see that nothing waits, and how much of what was planted is found: of the pairs that are found when
both texts are compared with each other and nothing else.

``--sketches`` does the same look-up with MinHash signatures and LSH Ensemble (Zhu et al. 2016) of ``datasketch``, where
that and numpy are installed. ``--texts-in FILE`` keeps the reports there, so that they are invented once.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import itertools
import pickle
import random
import resource
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, field
from pathlib import Path

from claims.corroboration.prepared import prepare
from claims.corroboration.reuse import judge
from claims.corroboration.shingles import Words, packed, prints, unpacked, words_of
from tests.bench.reuse import reworded
from tests.bench.timing import installed

OUTLETS, BATCH, QUERIES, EVENT = 400, 2000, 240, 3
INVENTED = 20_000
"""Reports that are invented word for word."""

KINDS = (
    "whole",
    "half",
    "one paragraph",
    "12 own words",
    "10 own words",
    "a seventh in short runs",
    "lightly reworded",
    "nothing",
)
_SMALL = "the of to and a in for on with at by from that it was as but not had were its this has they after".split()
_SYLLABLES = [f"{a}{b}" for a in "b d f g h k l m n p r s t v st tr pl gr".split() for b in "a e i o u ei au".split()]


class Press:
    """Invented reports, always the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        vocabulary = random.Random(1)
        self._words = ["".join(vocabulary.choices(_SYLLABLES, k=vocabulary.choice((2, 2, 3)))) for _ in range(20_000)]
        self._names = ["".join(vocabulary.choices(_SYLLABLES, k=2)) for _ in range(4_000)]
        self._word_weights = list(itertools.accumulate(1 / rank for rank in range(3, 20_003)))
        self._phrases = [" ".join(self._run(vocabulary, vocabulary.randint(3, 6))) for _ in range(8_000)]
        self._phrase_weights = list(itertools.accumulate(1 / rank for rank in range(5, 8_005)))
        self._cast = self._names
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
                parts.append(chance.choice(self._cast))
        return f"{' '.join(parts).capitalize()}."

    def paragraphs(self, event: int) -> list[str]:
        """A report of 300 to 900 words about an event, with some words of its own."""
        self._cast = random.Random(event).sample(self._names, 12)
        return [self._sentences(self.chance, 2) for _ in range(self.chance.randint(8, 24))]

    def dressed(self, paragraphs: Sequence[str], outlet: int) -> str:
        """A report with what its outlet puts under it, or into it."""
        inside, under = self._feet[outlet]
        at = len(paragraphs) // 2
        inset = [inside] if self.chance.random() < 0.3 else []
        return "\n\n".join([*paragraphs[:at], *inset, *paragraphs[at:], under])

    def made_of(self, old: Sequence[str], kind: str, event: int) -> list[str]:
        """A new report of the same event that takes text of an ``old`` one."""
        new, chance = self.paragraphs(event), self.chance
        if kind == "whole":
            return [new[0], *old]
        if kind == "half":
            return [*old[: len(old) // 2], *new[:4]]
        if kind == "one paragraph":
            return [*new[:4], chance.choice(old), *new[4:]]
        if kind in ("12 own words", "10 own words"):
            return [*new[:3], f"{new[3]} Then {_own_run(old, int(kind[:2]), chance)} meanwhile.", *new[4:]]
        if kind == "a seventh in short runs":
            return _sprinkled(new, old, chance)
        if kind == "lightly reworded":
            return [reworded(text, 0.15, chance) for text in old]
        return new


def _own_run(old: Sequence[str], length: int, chance: random.Random) -> str:
    """So many words in a row of a report, in lower case, with no name among them and enough that tell something."""
    text = "\n\n".join(old)
    words = words_of(text)
    places = [at for at in range(len(words) - length) if _is_own(words, at, length)]
    start = chance.choice(places)
    return text[words.starts[start] : words.ends[start + length - 1]].replace("\n\n", " ").replace(".", "").lower()


def _is_own(words: Words, at: int, length: int) -> bool:
    return all(words.plain[at : at + length]) and sum(words.telling[at : at + length]) > length // 3


def _sprinkled(new: Sequence[str], old: Sequence[str], chance: random.Random) -> list[str]:
    """Fourteen runs of seven words of the old report in as many sentences of the new one."""
    made = [f"{text} And" for text in new[:14]]
    for at in range(14):
        made[at % len(made)] += f" {_own_run(old, 7, chance)} {chance.choice(_SMALL)} so."
    return made


@dataclass(frozen=True, slots=True)
class Kept:
    """A report as it was printed, with its shingles, packed."""

    outlet: int
    text: str
    hashes: bytes
    prints: bytes
    names: bytes


def _invented(number: int, press: Press) -> Kept:
    outlet = number % OUTLETS
    text = press.dressed(press.paragraphs(number // EVENT), outlet)
    prepared = prepare(words_of(text))
    kept = (sorted(prepared.distinct), sorted(prints(prepared.hashes)), sorted(prepared.named))
    return Kept(outlet, text, *map(packed, kept))


def _reports(texts: int, file: Path | None) -> list[Kept]:
    if file and file.exists():
        kept = [Kept(*entry) for entry in pickle.loads(file.read_bytes())]
    else:
        press = Press(6)
        kept = [_invented(number, press) for number in range(min(texts, INVENTED))]
    if file and not file.exists():
        file.write_bytes(pickle.dumps([astuple(entry) for entry in kept]))
    return [*kept, *_others_like(kept, texts - len(kept))][:texts]


def _others_like(kept: Sequence[Kept], number: int) -> Iterator[Kept]:
    """More reports to be found among, without their words: what no two reports share is other in each of them, what
    they share stands in these, too. To invent and read each would take hours."""
    holders = Counter(value for entry in kept for value in unpacked(entry.hashes))

    def other(values: bytes, stir: int) -> bytes:
        return packed([value ^ stir if holders[value] == 1 else value for value in unpacked(values)])

    for at in range(number):
        entry, stir = kept[at % len(kept)], (at // len(kept) + 1) * 0x1357_9BD
        named = packed([value ^ stir for value in unpacked(entry.names)])
        yield Kept(entry.outlet, f"{entry.text}\n\n{at}", other(entry.hashes, stir), other(entry.prints, stir), named)


def _write(made: Sequence[Kept], outlets: Sequence[int], begin: int) -> None:
    """Reports with their prints, as ``text_index.add`` would leave them one by one, and as compared."""
    from django.db import connection
    from django.utils import timezone

    from claims.corroboration.text_index import VERSION
    from claims.models import ComparedText, Document, ReadableText, Snapshot

    keys = [hashlib.sha256(entry.text.encode()).hexdigest() for entry in made]
    documents = Document.objects.bulk_create(
        Document(canonical_url=f"https://o{entry.outlet}.example/{begin + at}", outlet_id=outlets[entry.outlet])
        for at, entry in enumerate(made)
    )
    ReadableText.objects.bulk_create(
        ReadableText(text_hash=key, text=entry.text) for key, entry in zip(keys, made, strict=True)
    )
    rows = ComparedText.objects.bulk_create(
        ComparedText(
            document=document,
            readable_id=key,
            spans=[0, len(entry.text)],
            hashes=entry.hashes,
            names=entry.names,
            version=VERSION,
            compared_at=timezone.now(),
        )
        for document, key, entry in zip(documents, keys, made, strict=True)
    )
    shown = {"method": "paste", "media_type": "text/plain", "taken_at": timezone.now()}
    Snapshot.objects.bulk_create(
        Snapshot(document=row, content_hash=key, readable_id=key, **shown)
        for row, key in zip(documents, keys, strict=True)
    )
    lines = io.StringIO()
    for row, entry in zip(rows, made, strict=True):
        lines.writelines(f"{value}\t{row.pk}\n" for value in unpacked(entry.prints))
    lines.seek(0)
    with connection.cursor() as cursor:
        cursor.cursor.copy_expert("COPY claims_textprint (value, text_id) FROM STDIN", lines)


@dataclass(slots=True)
class Query:
    """A new report, of which old one it takes text, and what came out."""

    kind: str
    old: int
    text: str
    outlet: int
    by_hand: bool
    found: set[int] = field(default_factory=set)
    taken_in: float = 0.0
    compared: float = 0.0
    worked: float = 0.0


def _queries(press: Press, kept: Sequence[Kept]) -> Iterator[Query]:
    for number in range(QUERIES):
        kind = KINDS[number % len(KINDS)]
        old = press.chance.randrange(min(len(kept), INVENTED))
        outlet = (kept[old].outlet + 1 + number) % OUTLETS
        paragraphs = kept[old].text.split("\n\n")[:7]
        text = press.dressed(press.made_of(paragraphs, kind, old // EVENT), outlet)
        one, two = prepare(words_of(text)), prepare(words_of(kept[old].text))
        yield Query(kind, old, text, outlet, judge(text, one, two) is not None)


def _run(queries: Sequence[Query], outlets: Sequence[int], begin: str) -> None:
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
            canonical_url=f"https://new.example/{begin}/{number}", outlet_id=outlets[query.outlet]
        )
        shown = {"method": "paste", "media_type": "text/plain", "taken_at": timezone.now()}
        Snapshot.objects.create(document=document, content_hash=key, readable=readable, **shown)
        start = time.perf_counter()
        for text_id in text_index.not_taken_in(limit=1):
            take_into_index(text_id)
        middle, worked = time.perf_counter(), time.thread_time()
        for text_id in text_index.waiting(limit=1):
            text_index.compare(text_id=text_id)
        query.taken_in, query.compared = middle - start, time.perf_counter() - middle
        query.worked = time.thread_time() - worked
        found = SharedText.objects.filter(second=document).annotate(url=F("first__canonical_url"))
        query.found = {int(row.url.rsplit("/", 1)[1]) for row in found if "new.example" not in row.url}


def _nothing_waits() -> list[float]:
    from claims.recording.comparing import compare_new

    taken = []
    for _ in range(20):
        start = time.perf_counter()
        compare_new()
        taken.append(time.perf_counter() - start)
    return taken


def _times(taken: Sequence[float]) -> str:
    ordered = sorted(taken)
    return (
        f"p50 {statistics.median(ordered) * 1000:.0f} ms, p95 {ordered[int(len(ordered) * 0.95)] * 1000:.0f} ms, "
        f"most {ordered[-1] * 1000:.0f} ms"
    )


def _asked(query: str) -> list[float]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(query)
        return [float(value) for value in cursor.fetchone()]


def _outlets() -> list[int]:
    from claims.models import Outlet, Source

    sources = Source.objects.bulk_create(Source(kind="outlet", name=f"Outlet {n}") for n in range(OUTLETS))
    rows = Outlet.objects.bulk_create(Outlet(source=row, domain=f"o{n}.example") for n, row in enumerate(sources))
    return [row.pk for row in rows]


def _tell(queries: Sequence[Query]) -> None:
    print(f"take in: {_times([query.taken_in for query in queries])}")
    print(f"compare: {_times([query.compared for query in queries])}")
    print(f"  of that, this process at work: {_times([query.worked for query in queries])}", flush=True)
    by_kind: dict[str, list[Query]] = defaultdict(list)
    for query in queries:
        by_kind[query.kind].append(query)
    for kind, asked in by_kind.items():
        wanted = [query for query in asked if query.by_hand]
        right = sum(query.old in query.found for query in wanted)
        others = sum(len(query.found - {query.old}) for query in asked)
        print(
            f"  {kind:24} {len(asked)} planted, {len(wanted)} to be found, {right} found; others {others}", flush=True
        )


def _sketches(kept: Sequence[Kept], queries: Sequence[Query], threshold: float) -> None:
    """The planted texts among the candidates of an LSH ensemble."""
    import numpy  # type: ignore[import-not-found]  # none of our requirements: for this comparison alone
    from datasketch import MinHash, MinHashLSHEnsemble  # type: ignore[import-not-found]  # likewise

    def sketched(values: set[int]) -> MinHash:
        found = MinHash(num_perm=128, hashfunc=lambda number: number & 0xFFFFFFFF)
        found.update_batch(numpy.array(sorted(values)))
        return found

    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    ensemble = MinHashLSHEnsemble(threshold=threshold, num_perm=128, num_part=16)
    sets = [set(unpacked(entry.hashes)) for entry in kept]
    ensemble.index((number, sketched(values), len(values)) for number, values in enumerate(sets))
    built = time.perf_counter() - began
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    print(
        f"LSH ensemble, threshold {threshold}: built in {built:.0f} s, memory grew by {grown / 1000:.0f} MB", flush=True
    )
    taken, right, candidates = [], defaultdict[str, list[bool]](list), []
    for query in queries:
        start = time.perf_counter()
        mine = set(prepare(words_of(query.text)).distinct)
        found = set(ensemble.query(sketched(mine), len(mine)))
        taken.append(time.perf_counter() - start)
        candidates.append(len(found))
        if query.by_hand:
            right[query.kind].append(query.old in found)
    print(f"  look-up: {_times(taken)}; candidates a text: {statistics.mean(candidates):.0f}, most {max(candidates)}")
    print("  " + ", ".join(f"{kind} {sum(hits)}/{len(hits)}" for kind, hits in right.items()), flush=True)


def _measure(kept: Sequence[Kept], outlets: Sequence[int], begin: str) -> list[Query]:
    size, rows = _asked("SELECT pg_total_relation_size('claims_textprint'), count(*) FROM claims_textprint")
    (beside,) = _asked("SELECT pg_total_relation_size('claims_comparedtext')")
    words = statistics.mean(len(entry.text.split()) for entry in kept[:1000])
    print(f"{len(kept):,} texts of {words:.0f} words; {rows:,.0f} prints, {size / 1e6:.0f} MB;", end=" ")
    print(f"their rows with shingles {beside / 1e6:.0f} MB", flush=True)
    queries = list(_queries(Press(len(kept)), kept))
    (written,) = _asked("SELECT pg_current_wal_lsn() - '0/0'")
    _run(queries, outlets, begin)
    (after,) = _asked("SELECT pg_current_wal_lsn() - '0/0'")
    _tell(queries)
    print(f"written a text, with all its rows: {(after - written) / len(queries) / 1000:.0f} kB")
    print(f"nothing waits: {_times(_nothing_waits())}", flush=True)
    return queries


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, nargs="+", default=[2_000, 20_000, 100_000])
    parser.add_argument("--sketches", action="store_true", help="compare with MinHash and LSH Ensemble")
    parser.add_argument("--texts-in", type=Path, help="file that keeps the invented reports")
    given = parser.parse_args()
    installed()
    kept, outlets, done = _reports(max(given.texts), given.texts_in), _outlets(), 0
    for size in sorted(given.texts):
        began = time.perf_counter()
        for begin in range(done, size, BATCH):
            _write(kept[begin : min(begin + BATCH, size)], outlets, begin)
        _vacuumed()
        print(f"\nfilled in {time.perf_counter() - began:.0f} s", flush=True)
        done = size
        queries = _measure(kept[:size], outlets, str(size))
        if given.sketches:
            for threshold in (0.1, 0.3):
                _sketches(kept[:size], queries, threshold)


def _vacuumed() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    main()
