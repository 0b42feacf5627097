"""Main text of news pages beside bare trafilatura: ``python -m tests.bench.extraction --data FOLDER``.

FOLDER is a copy of the article-extraction-benchmark (``ground-truth.json``, ``html/*.html.gz``). Its own way of
scoring: precision and recall over the counts of 4-word shingles of each page, averaged over pages, F1 of the
averages. Ours is the paragraphs that the reader of pages gives, without headline and captions, which the gold has not.
The time of ours is that of reading a page whole: text, facts, dates, authors, language, pictures.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import trafilatura

from claims.capture.errors import CaptureError
from claims.capture.readers import read_html

AT_LEAST, MAY_LOSE = 0.960, 0.002
_WORDS = re.compile(r"\w+")


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """The runs of four words of a text, counted; a shorter text is one run."""
    words = _WORDS.findall(text)
    return Counter(tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3))) if words else Counter()


def precision_recall(gold: str, found: str) -> tuple[float, float]:
    """Precision and recall of one page; nothing found has full precision only where nothing was to be found."""
    wanted, got = shingles(gold), shingles(found)
    right = (wanted & got).total()
    precision = right / got.total() if got else float(not wanted)
    return precision, right / wanted.total() if wanted else 1.0


def f1(pages: Iterable[tuple[float, float]]) -> float:
    """F1 of precision and recall averaged over pages."""
    precisions, recalls = zip(*pages, strict=True)
    precision, recall = statistics.fmean(precisions), statistics.fmean(recalls)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


@dataclass(frozen=True, slots=True)
class Measured:
    """One way of reading over all pages: F1, processor seconds in all, and of the slowest page."""

    f1: float
    seconds: float
    slowest: float


def bare(raw: bytes) -> str:
    """trafilatura as it comes."""
    return trafilatura.extract(raw.decode("utf-8", "replace"), include_comments=False) or ""


def ours(raw: bytes) -> str:
    """The paragraphs that the reader of pages gives."""
    try:
        read = read_html(raw, None)
    except CaptureError:
        return ""
    return "\n".join(read.text[block.start : block.end] for block in read.blocks or () if block.kind == "paragraph")


def measure(read: Callable[[bytes], str], pages: Sequence[tuple[bytes, str]]) -> Measured:
    """Read all ``pages`` (file, gold text) one after the other."""
    taken, scores = [], []
    for raw, gold in pages:
        start = time.process_time()
        found = read(raw)
        taken.append(time.process_time() - start)
        scores.append(precision_recall(gold, found))
    return Measured(f1(scores), sum(taken), max(taken))


def load(folder: Path) -> list[tuple[bytes, str]]:
    """The pages of the benchmark with their gold text."""
    gold = json.loads((folder / "ground-truth.json").read_text())
    return [
        (gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()), str(entry["articleBody"]))
        for name, entry in gold.items()
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 0 when the figures are reached, else 1."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of the benchmark")
    pages = load(parser.parse_args(arguments).data)
    measure(bare, pages[:3])  # what is loaded at first use is no page's cost
    measure(ours, pages[:3])
    reference, found = measure(bare, pages), measure(ours, pages)
    print(f"{len(pages)} pages        F1     CPU s  slowest page")
    for name, row in (("bare trafilatura", reference), ("ours", found)):
        print(f"{name:<18} {row.f1:.4f} {row.seconds:7.2f} {row.slowest * 1000:9.0f} ms")
    extra = (found.seconds - reference.seconds) / len(pages) * 1000
    print(f"CPU ratio {found.seconds / reference.seconds:.2f}, {extra:.1f} ms a page beyond trafilatura's own time")
    return 0 if found.f1 >= max(AT_LEAST, reference.f1 - MAY_LOSE) else 1


if __name__ == "__main__":
    sys.exit(main())
