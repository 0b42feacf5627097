"""What is found of rights notices, measured on labelled notices beside what is required.

``python -m tests.bench.rights --data FOLDER``, where FOLDER holds ``rights/web-notices.json`` (text, address, and
``gold`` with scope, holder and years) and ``rights/terms-samples.json`` (text and ``terms`` with permit, duty,
prohibit). The data are others' texts and no part of the project.

The grammar was written by hand with these notices in view, so the figures as shipped are in sample: no fold can undo
that. What can be taken away is taken away: in each of five folds by host, every entry of the word lists that the four
other folds do not show is removed before the fifth is read. The notices of one host stay in one fold.

``--holdout FILE`` scores a file of labelled notices and clauses that no rule was written for: a list of entries of the
two forms above, with ``max_words`` among the terms where a clause states it. A table says how often the holder was
right at each step of confidence, and how long a page took.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict, TypeGuard
from urllib.parse import urlsplit

from claims.rights.holders import HOLDERS, Holders
from claims.rights.notice import find_notices
from claims.rights.values import Notice
from claims.rights.wordlists import WORDS, Words
from claims.vocabulary import RuleKind

FOLDS = 5
REQUIRED = {"holder F1": 0.90, "years recall": 0.97, "permit F1": 0.90, "duty F1": 0.90, "prohibit F1": 0.90}
_OPEN_LISTS = frozenset(
    {"after_name", "agencies", "openers", "forms_with_stop", "legal_forms", "name_ends", "reserved"}
)
"""Lists that grow by what one meets; the others are closed, such as the small words of a language."""

_ACTIONS = {"link": "link_back", "publish": "reproduce", "broadcast": "distribute", "cache": "archive"}
"""Words of the labels for what the rules call otherwise; ``link`` only as a duty. ``rewrite`` has no action."""


class Gold(TypedDict):
    """The labels of a notice; empty where there is nothing to find."""

    scope: str
    holder: str
    years: str


class Labelled(TypedDict):
    """A notice with its address."""

    url: str
    text: str
    gold: Gold


class Sample(TypedDict):
    """A clause with what it permits, asks and forbids."""

    text: str
    terms: Mapping[str, list[str] | str | int | None]


@dataclass(slots=True)
class Score:
    """Right, wrong and missed answers."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, wanted: set[str], found: set[str]) -> None:
        self.right += len(wanted & found)
        self.wrong += len(found - wanted)
        self.missed += len(wanted - found)

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed or 1)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong or 1)

    @property
    def f1(self) -> float:
        return 2 * self.right / (2 * self.right + self.wrong + self.missed or 1)


def same(name: str) -> str:
    """A name without case, soft hyphens, spaces and marks at its ends: what counts as the same holder."""
    plain = " ".join(name.replace("\u00ad", "").casefold().split())
    return plain.strip(" .,;:|-–—")


def chosen(notices: Iterable[Notice], gold: Gold) -> Notice | None:
    """The one answer for a text: the first notice of the wanted kind that names a holder, else one with years.

    Where nothing is to be found, any notice with a holder is a wrong answer.
    """
    image = gold["scope"] == "image"
    fitting = [n for n in notices if n.credit_text is None and (n.scope == "image") is image] or [
        n for n in notices if n.credit_text is None
    ]
    return max(fitting, key=lambda n: (n.holder_text is not None, n.year_from is not None), default=None)


def years_of(notice: Notice | None) -> set[str]:
    return set() if notice is None else {str(y) for y in (notice.year_from, notice.year_to) if y is not None}


def fold_of(url: str) -> int:
    host = urlsplit(url).netloc.removeprefix("www.")
    return int(hashlib.sha256(host.encode()).hexdigest(), 16) % FOLDS


def seen_in(words: Words, texts: Iterable[str]) -> Words:
    """The words without the entries of open lists that ``texts`` do not show."""
    whole = "\n".join(texts)

    def kept(name: str, entries: tuple[str, ...]) -> tuple[str, ...]:
        if name not in _OPEN_LISTS:
            return entries
        return tuple(entry for entry in entries if re.search(entry, whole, re.IGNORECASE))

    return Words({name: kept(name, entries) for name, entries in words.lists.items()})


def measure_holders(rows: list[Labelled], grammars: Mapping[int, Holders]) -> tuple[Score, Score]:
    """Scores of holders and of years; each row is read by the grammar of its fold."""
    holders, years = Score(), Score()
    for row in rows:
        gold = row["gold"]
        notice = chosen(find_notices(row["text"], holders=grammars[fold_of(row["url"])]), gold)
        found = {same(notice.holder_text)} if notice and notice.holder_text else set()
        holders.add({same(gold["holder"])} if gold["holder"] else set(), found)
        years.add(set(re.findall(r"\d{4}", gold["years"])), years_of(notice))
    return holders, years


def measure_terms(samples: list[Sample]) -> dict[str, Score]:
    """A score for each kind of rule, over all samples."""
    scores = {kind.value: Score() for kind in RuleKind}
    for sample in samples:
        rules = [rule for notice in find_notices(sample["text"]) for rule in notice.rules]
        for kind in RuleKind:
            stated = sample["terms"][kind.value]
            wanted = {_action(kind, word) for word in (stated if isinstance(stated, list) else [])} - {"rewrite"}
            scores[kind.value].add(wanted, {rule.action.value for rule in rules if rule.kind is kind})
    return scores


def measure_limits(samples: list[Sample]) -> tuple[int, int]:
    """Clauses that state a limit of words, and how many of them were read with just that limit."""
    stated = [(sample["terms"]["max_words"], sample["text"]) for sample in samples if sample["terms"].get("max_words")]
    read = sum(
        {rule.max_words for notice in find_notices(text) for rule in notice.rules if rule.max_words} == {limit}
        for limit, text in stated
    )
    return len(stated), read


def measure_invented(samples: list[Sample]) -> tuple[int, int]:
    """Clauses that permit nothing, and how many of them were read as a permission: the worst of errors."""
    silent = [sample["text"] for sample in samples if not sample["terms"][RuleKind.PERMIT.value]]
    invented = sum(
        any(rule.kind is RuleKind.PERMIT for notice in find_notices(text) for rule in notice.rules) for text in silent
    )
    return len(silent), invented


def measure_consent(samples: list[Sample]) -> Score:
    """Whether a consent that would lift a prohibition is named where the labels name one, and only there."""
    score = Score()
    for sample in samples:
        wanted = {"consent"} if sample["terms"].get("unless") else set()
        named = any(notice.unless for notice in find_notices(sample["text"]))
        score.add(wanted, {"consent"} if named else set())
    return score


STEPS = (0.0, 0.8, 0.9)
"""Where the steps of confidence begin."""


def measure_confidence(rows: Sequence[Labelled], grammars: Mapping[int, Holders]) -> dict[float, tuple[int, int]]:
    """For each step of confidence, notices with a holder and how many of them name the right one."""
    counted: dict[float, list[bool]] = defaultdict(list)
    for row in rows:
        notice = chosen(find_notices(row["text"], holders=grammars[fold_of(row["url"])]), row["gold"])
        if notice is not None and notice.holder_text:
            step = max(step for step in STEPS if step <= notice.confidence)
            counted[step].append(same(notice.holder_text) == same(row["gold"]["holder"]))
    return {step: (len(counted[step]), sum(counted[step])) for step in STEPS if counted[step]}


def _action(kind: RuleKind, word: str) -> str:
    return word if kind is RuleKind.PERMIT else _ACTIONS.get(word, word)


def row(what: str, figure: float, required: float | None) -> str:
    beside = f"{required:.2f}  {'reached' if figure >= required else 'MISSED'}" if required else "–"
    return f"{what:<52} {figure:.3f}  {beside}"


def report(rows: list[Labelled], samples: list[Sample]) -> list[str]:
    """The table."""
    texts = {fold: [r["text"] for r in rows if fold_of(r["url"]) != fold] for fold in range(FOLDS)}
    folded = {fold: Holders(seen_in(WORDS, shown)) for fold, shown in texts.items()}
    lines = [f"{len(rows)} notices of {len({urlsplit(r['url']).netloc for r in rows})} hosts, {len(samples)} clauses"]
    for name, grammars in (
        ("lists cut per fold", folded),
        ("as shipped (in sample)", dict.fromkeys(range(FOLDS), HOLDERS)),
    ):
        holders, years = measure_holders(rows, grammars)
        lines.append(row(f"holder F1, {name}", holders.f1, REQUIRED["holder F1"]))
        lines.append(row(f"  precision, {name}", holders.precision, None))
        lines.append(row(f"  recall, {name}", holders.recall, None))
        lines.append(row(f"years recall, {name}", years.recall, REQUIRED["years recall"]))
    lines += _by_confidence(rows, folded)
    for kind, score in measure_terms(samples).items():
        lines.append(row(f"terms: {kind} F1 (in sample)", score.f1, REQUIRED[f"{kind} F1"]))
    return lines


def _by_confidence(rows: Sequence[Labelled], grammars: Mapping[int, Holders]) -> list[str]:
    return [
        row(f"holder right at confidence {step:.1f} and more ({count} notices)", right / count, None)
        for step, (count, right) in measure_confidence(rows, grammars).items()
    ]


def _is_notice(entry: Labelled | Sample) -> TypeGuard[Labelled]:
    return "gold" in entry


def _is_clause(entry: Labelled | Sample) -> TypeGuard[Sample]:
    return "terms" in entry


def report_holdout(entries: list[Labelled | Sample]) -> list[str]:
    """The table of a labelled file that no rule was written for."""
    rows = [entry for entry in entries if _is_notice(entry)]
    samples = [entry for entry in entries if _is_clause(entry)]
    shipped = dict.fromkeys(range(FOLDS), HOLDERS)
    started = time.process_time()
    holders, years = measure_holders(rows, shipped)
    spent = (time.process_time() - started) / (len(rows) or 1)
    lines = [f"{len(rows)} notices, {len(samples)} clauses"]
    lines.append(row("holder F1", holders.f1, REQUIRED["holder F1"]))
    lines.append(row("  precision", holders.precision, None))
    lines.append(row("  recall", holders.recall, None))
    lines.append(row("years recall", years.recall, REQUIRED["years recall"]))
    for kind, score in measure_terms(samples).items():
        lines.append(row(f"terms: {kind} F1", score.f1, REQUIRED[f"{kind} F1"]))
        lines.append(f"  precision {score.precision:.3f}, recall {score.recall:.3f}")
    silent, invented = measure_invented(samples)
    lines.append(row(f"terms: permissions invented, of {silent} clauses", invented / (silent or 1), None))
    stated, read = measure_limits(samples)
    lines.append(row("terms: consent named, F1", measure_consent(samples).f1, None))
    lines.append(row(f"terms: limits of words read ({stated})", read / (stated or 1), None))
    return [*lines, *_by_confidence(rows, shipped), f"{spent * 1000:.1f} ms CPU a notice"]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    wanted = parser.add_mutually_exclusive_group(required=True)
    wanted.add_argument("--data", type=Path)
    wanted.add_argument("--holdout", type=Path)
    chosen_file = parser.parse_args()
    if chosen_file.holdout:
        entries: list[Labelled | Sample] = json.loads(chosen_file.holdout.read_text(encoding="utf-8"))
        print("\n".join(report_holdout(entries)))
        return
    folder = chosen_file.data / "rights"
    rows: list[Labelled] = json.loads((folder / "web-notices.json").read_text(encoding="utf-8"))
    samples: list[Sample] = json.loads((folder / "terms-samples.json").read_text(encoding="utf-8"))
    print("\n".join(report(rows, samples)))


if __name__ == "__main__":
    main()
