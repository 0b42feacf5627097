"""The pairs of the second set: by hand, and by rule from reports written by hand."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.reuse import Pair, joined, sections

HERE = Path(__file__).parent
_QUOTED = re.compile(r"[\"“„«»「][^\"“”„«»「」]+[\"”“»«」]")
_SENTENCE = re.compile(r"(?<=[.!?؟])\s+|(?<=[。！？])")
_MARKS = {"de": ("„", "“"), "fr": ("« ", " »"), "es": ("«", "»")}


@dataclass(frozen=True, slots=True)
class Event:
    """The reports of one event by letter, each as paragraphs, headline first."""

    language: str
    reports: dict[str, tuple[str, ...]]


def events(*files: str) -> list[Event]:
    """The events of these files, in their order."""
    found: dict[str, Event] = {}
    for file in files:
        for (name, letter, language), paragraphs in sections(HERE / file):
            found.setdefault(name, Event(language, {})).reports[letter] = paragraphs
    return list(found.values())


def feet(language: str) -> list[str]:
    """Standing texts of a language; English ones where there is none."""
    lines = [line.partition(" ") for line in (HERE / "feet.txt").read_text(encoding="utf-8").splitlines()]
    return [text for own, _, text in lines if own == language] or feet("en")


def by_hand(file: str) -> Iterator[Pair]:
    """The pairs of a file that holds them as they are."""
    waiting: dict[str, str] = {}
    for heading, paragraphs in sections(HERE / file):
        *kind, sign, _number, _language = heading
        key, text = " ".join(heading), joined(paragraphs)
        if key in waiting:
            yield Pair(" ".join(kind), waiting.pop(key), text, sign == "+")
        else:
            waiting[key] = text


def other_marks(text: str, language: str) -> str:
    """The text with the quotation marks of another house, and with stray spaces."""
    opening, closing = _MARKS.get(language, ("“", "”"))
    swapped = re.sub(r'"([^"]*)"', rf"{opening}\1{closing}", re.sub(r"«\s?([^«»]*?)\s?»", r"“\1”", text))
    return re.sub(r"(?<=[,;]) ", "  ", swapped)


def scanned(paragraphs: Sequence[str], width: int = 46) -> str:
    """A column of print: short lines, words divided at their ends."""
    lines = []
    for paragraph in paragraphs:
        line = ""
        for word in paragraph.split():
            if len(line) + len(word) > width and len(word) > 8 and word.isalpha():
                lines.append(f"{line} {word[:4]}-".strip())
                line = word[4:]
            elif len(line) + len(word) > width:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}".strip()
        lines += [line, ""]
    return "\n".join(lines)


def _plain_sentences(paragraphs: Sequence[str]) -> list[str]:
    found = [part.strip() for text in paragraphs if not _QUOTED.search(text) for part in _SENTENCE.split(text)]
    return [part for part in found if len(part.split()) >= 12 or ("\u3040" <= part[:1] <= "\u9fff" and len(part) > 26)]


def _copies(event: Event, chance: random.Random) -> Iterator[tuple[str, str, str]]:
    report = event.reports["a"]
    head, *body = report
    text = joined(report)
    yield "copied whole", text, other_marks(joined([*report, chance.choice(feet(event.language))]), event.language)
    yield "cut", text, joined(body[:2])
    yield "reordered", text, joined([head, *reversed(body)])
    if event.language not in ("zh", "ja"):
        yield "scanned", text, scanned(report)


def _taken(event: Event, chance: random.Random) -> Iterator[tuple[str, str, str]]:
    text, body, own = joined(event.reports["a"]), event.reports["a"][1:], event.reports["b"]
    yield "own headline and lead", text, joined([*own[:2], *body[1:]])
    plain = [
        part
        for part in body
        if not _QUOTED.search(part) and len(part) > (30 if "\u3040" <= part[:1] <= "\u9fff" else 90)
    ]
    yield "one paragraph taken", text, joined([*own[:3], chance.choice(plain), *own[3:]])
    yield "one sentence taken", text, joined([*own[:3], chance.choice(_plain_sentences(body)), *own[3:]])


def _events_apart(event: Event, other: Event, chance: random.Random) -> Iterator[tuple[str, str, str]]:
    foot = chance.choice(feet(event.language))
    one, two = event.reports["a"], other.reports["a"]
    yield "boilerplate only", joined([*one, foot]), joined([*two, foot])
    yield "unrelated", joined(one), joined(two)


def made_of(all_events: Sequence[Event], seed: int) -> list[Pair]:
    """All pairs by rule of these events."""
    chance, found = random.Random(seed), list[Pair]()
    by_language: dict[str, list[Event]] = defaultdict(list)
    for event in all_events:
        by_language[event.language].append(event)
    for event in all_events:
        found += [Pair(*made, True) for made in _copies(event, chance)]
        reports, text = event.reports, joined(event.reports["a"])
        if "l" in reports:
            found.append(Pair("lightly reworded", text, joined(reports["l"]), True))
        if "h" in reports:
            found.append(Pair("heavily reworded", text, joined(reports["h"]), True))
        if "b" in reports:
            found += [Pair(*made, True) for made in _taken(event, chance)]
            found.append(Pair("two reports of one event", text, joined(reports["b"]), False))
        same = by_language[event.language]
        other = same[(same.index(event) + 1) % len(same)] if len(same) > 1 else all_events[0]
        found += [Pair(*made, False) for made in _events_apart(event, other, chance)]
    return found


def pairs() -> list[Pair]:
    """The second set: always the same pairs."""
    return [*made_of(events("news.txt", "tongues.txt"), 17), *by_hand("pairs.txt")]


def third() -> list[Pair]:
    """The third set, held out: measured once the rules stood."""
    return [*made_of(events("third.txt"), 23), *by_hand("third_pairs.txt")]


def fourth() -> list[Pair]:
    """The fourth set, of genres that the others hardly have: held out, too."""
    return [*made_of(events("fourth.txt"), 29), *by_hand("fourth_pairs.txt")]
