"""A large export of snapshots: ``python -m tests.bench.warc_export`` on a scratch database.

Exports of ``SIZES`` snapshots of some ``BYTES`` bytes each, no two alike, are streamed as a download is, each in a
process of its own: seconds, size of the file, and the most memory that the process held. Memory that did not grow with
the snapshots is flat.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import subprocess
import sys
import time
from itertools import count
from typing import Any

from tests.bench.timing import installed, peak

SIZES, BYTES = (20, 2_000), 60_000


def _page(number: int) -> bytes:
    """Text of short invented words, which packs as well as text does."""
    chance = random.Random(number)
    words = (f"w{chance.randrange(4000)}" for _ in count())
    text, size = [], 0
    while size < BYTES:
        text.append(next(words))
        size += len(text[-1]) + 1
    return f"<!doctype html><title>Page {number}</title><p>{' '.join(text)}</p>".encode()


def _fill(snapshots: int) -> None:
    from django.utils import timezone

    from claims.models import Document, ReadableText, Snapshot
    from claims.recording.documents import _store_bytes

    text, _ = ReadableText.objects.get_or_create(text_hash="0" * 64, defaults={"text": "Page"})
    for number in range(Snapshot.objects.count(), snapshots):
        body, url = _page(number), f"https://courier.example/{number}"
        _store_bytes(body)
        Snapshot.objects.create(
            document=Document.objects.create(canonical_url=url),
            content_hash=hashlib.sha256(body).hexdigest(),
            readable=text,
            method="url",
            media_type="text/html",
            taken_at=timezone.now(),
            final_url=url,
            http_status=200,
            page={},
        )


def _export() -> dict[str, Any]:
    from claims.rechecks.warc import Stream, snapshots_of

    before, began, size, longest = peak(), time.perf_counter(), 0, 0
    stream = Stream(snapshots_of().iterator(chunk_size=50), "bench.warc.gz")
    for piece in stream:
        size, longest = size + len(piece), max(longest, len(piece))
    return {
        "snapshots": stream.tally.responses,
        "seconds": round(time.perf_counter() - began, 1),
        "MB of the file": round(size / 1e6, 1),
        "longest piece in KB": round(longest / 1e3),
        "peak MB before and after": (round(before), round(peak())),
    }


def main() -> None:
    """Print a line for each size."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--export", action="store_true", help="export what there is")
    chosen = options.parse_args()
    installed()
    if chosen.export:
        print(json.dumps(_export()))
        return
    for size in SIZES:
        _fill(size)
        subprocess.run([sys.executable, "-m", "tests.bench.warc_export", "--export"], check=True)


if __name__ == "__main__":
    main()
