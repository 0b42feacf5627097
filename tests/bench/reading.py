"""Measures the reading of articles: ``python -m tests.bench.reading --data FOLDER``. No part of the product.

FOLDER is the operator's own copy of an attribution corpus in brat's standoff form (``text/*.txt`` and
``attributions/*.ann``, entities Source, Cue and Content, an event for each attribution), as PolNeAR is published; or
a folder with ``attribution/*.tar.gz`` that holds it as ``data/dev``, and with ``attribution/source-kinds.tsv``.
``--kinds FILE`` adds source spans with their kind, tab-separated: article, start, end, label. Where ``data/train`` is
there too, the pronouns of ``pronouns.tsv`` are resolved (``pronouns.py`` says what counts as right). Nothing of it is
copied or kept; only figures are printed, each beside the one required. Without ``--data`` only speed is measured, on a
text of our own.
"""

from __future__ import annotations

import argparse
import re
import tarfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from claims.reading.quotes import quotations
from claims.reading.read import read
from claims.reading.sentences import sentences
from claims.reading.values import Span, Statement
from claims.reading.words import lexicon
from claims.vocabulary import SourcingType, Voice
from tests.bench import pronouns
from tests.reading.build import HARBOUR

UNNAMED = (SourcingType.UNNAMED_PERSON, SourcingType.UNNAMED_GROUP)
UNNAMED_LABELS = ("anonymous", "unnamed_collective")
KINDS = {
    "named_person": (SourcingType.ON_RECORD_PERSON, SourcingType.SOCIAL_POST),
    "nominal_person": (SourcingType.ON_RECORD_PERSON, SourcingType.SOCIAL_POST, *UNNAMED),
    "named_organisation": (SourcingType.ORGANISATION, SourcingType.GOVERNMENT),
    "official": (SourcingType.GOVERNMENT, *UNNAMED),
    "document": (SourcingType.DOCUMENT, SourcingType.DATASET),
    "anonymous": UNNAMED,
    "unnamed_collective": UNNAMED,
}
"""Which sourcing types agree with a label; other labels are not judged."""

HOSTILE = ('"' * 1_000_000, "he said that " * 77_000, "The Alpha Beta Gamma, which said " * 30_000, "(" * 1_000_000)


@dataclass(frozen=True, slots=True)
class Article:
    """A text with the spans of its attributions: ``marked`` are cues and contents, ``sources`` one tuple each."""

    name: str
    text: str
    marked: tuple[Span, ...]
    sources: tuple[tuple[Span, ...], ...]


@dataclass(slots=True)
class Count:
    right: int = 0
    wrong: int = 0
    missed: int = 0

    def figures(self) -> tuple[float, float, float]:
        """Precision, recall, F1."""
        precision = self.right / max(1, self.right + self.wrong)
        recall = self.right / max(1, self.right + self.missed)
        return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def articles(folder: Path) -> Iterator[Article]:
    """The articles of ``folder``, with the first annotator's attributions."""
    for path in sorted((folder / "text").glob("*.txt")):
        files = sorted((folder / "attributions").glob(f"{path.stem.replace('[', '[[]')}_*.ann"))
        if files:
            marked, sources = _relations(files[0].read_text(encoding="utf-8"))
            yield Article(path.stem, path.read_text(encoding="utf-8"), marked, sources)


def _relations(standoff: str) -> tuple[tuple[Span, ...], tuple[tuple[Span, ...], ...]]:
    spans: dict[str, list[Span]] = {}
    marked: list[Span] = []
    sources: list[tuple[Span, ...]] = []
    for line in standoff.splitlines():
        if entity := re.match(r"(T\d+)\t\w+ ([\d ;]+)", line):
            pieces = (piece.split() for piece in entity[2].split(";"))
            spans[entity[1]] = [(int(start), int(end)) for start, end in pieces]
        elif re.match(r"E\d+\t", line):
            roles: defaultdict[str, list[Span]] = defaultdict(list)
            for part in line.split("\t")[1].split():
                role, ref = part.split(":")
                roles[re.sub(r"\d+$", "", role)] += spans.get(ref, [])
            marked += roles["Cue"] + roles["Content"]
            if roles["Source"] and roles["Cue"]:
                sources.append(tuple(roles["Source"]))
    return tuple(marked), tuple(sources)


def overlaps(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def is_attributed(statement: Statement) -> bool:
    """Whether somebody stands behind it for the reading: a source, whoever is quoted, or the writer's own "I think"."""
    spoken = statement.voice is not Voice.OWN_VOICE or statement.sourcing is not SourcingType.UNATTRIBUTED
    return spoken or statement.cue is not None


def named_sources(statements: Sequence[Statement]) -> list[Span]:
    found: list[Span] = []
    for statement in statements:
        found += [statement.source_span] if statement.source_span else []
        found += statement.further_sources
    return found


def count_article(article: Article, statements: Sequence[Statement], sentence: Count, source: Count) -> None:
    """Add one article to both counts. A source is right when it overlaps an annotated one, as in the corpus' paper."""
    for statement in statements:
        span = (statement.start, statement.end)
        gold, told = any(overlaps(span, other) for other in article.marked), is_attributed(statement)
        sentence.right += gold and told
        sentence.wrong += told and not gold
        sentence.missed += gold and not told
    found = named_sources(statements)
    source.wrong += sum(not any(overlaps(one, g) for gold in article.sources for g in gold) for one in found)
    hits = sum(any(overlaps(one, g) for one in found for g in gold) for gold in article.sources)
    source.right += hits
    source.missed += len(article.sources) - hits


def labels(path: Path) -> dict[str, list[tuple[Span, str]]]:
    found: defaultdict[str, list[tuple[Span, str]]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        name, start, end, label = line.split("\t")
        found[name].append(((int(start), int(end)), label))
    return found


@dataclass(slots=True)
class KindCount:
    """Of the labelled spans that the reading found: how many kinds agree; and how many it did not find.

    ``unnamed_unseen`` of these are labelled as unnamed: they are misses of the sources, not of the kinds, and are
    counted in the recall "over all" alone.
    """

    agree: int = 0
    judged: int = 0
    unseen: int = 0
    unnamed_unseen: int = 0


def count_kinds(
    spans: Sequence[tuple[Span, str]], read_: Sequence[Statement], kinds: KindCount, unnamed: Count
) -> None:
    for span, label in spans:
        at = next((s for s in read_ if s.source_span and overlaps(s.source_span, span)), None)
        if label not in KINDS:
            continue
        if at is None:
            kinds.unseen += 1
            kinds.unnamed_unseen += label in UNNAMED_LABELS
            continue
        kinds.judged += 1
        kinds.agree += at.sourcing in KINDS[label]
        if label not in ("official", "nominal_person"):  # these may be either
            gold, told = label in UNNAMED_LABELS, at.sourcing in UNNAMED
            unnamed.right += gold and told
            unnamed.wrong += told and not gold
            unnamed.missed += gold and not told


def measure(folder: Path, kinds_file: Path | None) -> None:
    sentence, source, unnamed, kinds = Count(), Count(), Count(), KindCount()
    labelled = labels(kinds_file) if kinds_file else {}
    number, seconds = 0, 0.0
    for article in articles(folder):
        started = time.process_time()
        statements = read(article.text, language="en").statements
        seconds += time.process_time() - started
        number += len(statements)
        count_article(article, statements, sentence, source)
        count_kinds(labelled.get(article.name, []), statements, kinds, unnamed)
    _line("sentence is attributed, F1", sentence.figures()[2], ".88", _pr(sentence))
    _line("source span, overlap F1", source.figures()[2], ".75", _pr(source))
    if labelled:
        note = f"{kinds.judged} judged, {kinds.unseen} not found"
        _line("source kind agrees", kinds.agree / max(1, kinds.judged), ".94", note)
        _line("unnamed against the rest, precision", unnamed.figures()[0], ".94", _pr(unnamed))
        right, gold = unnamed.right, unnamed.right + unnamed.missed
        note = f"{right} of {gold} found; {right} of {gold + kinds.unnamed_unseen} over all"
        _line("unnamed against the rest, recall", unnamed.figures()[1], ".96", note)
    _line("3,000 sentences, s CPU", seconds * 3000 / max(1, number), "1.0", f"{number} sentences", high=False)


def measure_pronouns(folder: Path) -> None:
    """Whom pronouns stand for: on the hundred that rules were written with, and on those held out."""
    labelled = pronouns.labels()
    sets = {False: pronouns.Resolved(), True: pronouns.Resolved()}
    for article in articles(folder):
        if spans := labelled.get(article.name):
            pronouns.count(spans, article.text, read(article.text, language="en").statements, sets)
    for held_out, what in ((False, "a pronoun's antecedent"), (True, "the same, held out")):
        counted = sets[held_out]
        seen = counted.right + counted.wrong
        note = f"{counted.right} of {seen} found; {counted.all:.3f} over all {seen + counted.unseen}"
        _line(what, counted.found, ".85", note)


def _pr(count: Count) -> str:
    return "P {:.3f} R {:.3f} F1 {:.3f}".format(*count.figures())


def _line(what: str, figure: float, required: str, note: str, *, high: bool = True) -> None:
    reached = figure >= float(required) if high else figure <= float(required)
    bound = f"{'at least' if high else 'at most'} {required}"
    print(f"{what:<40} {figure:>7.3f}  {bound:<14} {'' if reached else 'NOT REACHED  '}{note}")


def _cpu(text: str) -> float:
    started = time.process_time()
    read(text, language="en")
    return time.process_time() - started


def speed() -> None:
    """CPU seconds, and against plain splitting into sentences in the same run, which no slower machine changes."""
    body = HARBOUR + "\n\n"
    book = body * (20_000 // len(body.split()) + 1)
    started = time.process_time()
    for line in book.split("\n"):
        if line:
            sentences(line, (0, len(line)), quotations(line, (0, len(line))), lexicon("en"))
    split = time.process_time() - started
    whole = _cpu(book)
    _line("20,000 words, s CPU", whole, "2.0", f"{whole / max(split, 1e-9):.0f} times plain splitting", high=False)
    worst = max((_cpu(text), text[:12]) for text in HOSTILE)
    _line("1 MB of hostile text, s CPU", worst[0], "5.0", f"worst: {worst[1]!r}", high=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, help="folder with text/ and attributions/")
    parser.add_argument("--kinds", type=Path, help="file of labelled source spans")
    chosen = parser.parse_args()
    if chosen.data:
        packed = chosen.data / "attribution"
        kinds = packed / "source-kinds.tsv"
        with TemporaryDirectory() as scratch:
            for archive in packed.glob("*.tar.gz"):
                with tarfile.open(archive) as opened:
                    opened.extractall(scratch, filter="data")
            inside = next(Path(scratch).rglob("dev"), None)
            train = next(Path(scratch).rglob("train"), None)
            measure(inside or chosen.data, chosen.kinds or (kinds if kinds.exists() else None))
            if train is not None:
                measure_pronouns(train)
    speed()


if __name__ == "__main__":
    main()
