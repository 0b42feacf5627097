"""Benchmark of text reuse: pairs of texts, figures by kind. ``python -m tests.bench.reuse``

The seeds (``reuse.txt``) are invented reports written by hand, two of each event in words of their own; the pairs are
made of them by rule, always the same.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from claims.corroboration.prepared import prepare
from claims.corroboration.reuse import Reuse, judge
from claims.corroboration.shingles import words_of
from claims.recording.own_words import own_words

HERE = Path(__file__).parent
_QUOTE = re.compile(r"[\"«„“][^\"»“”]+[\"»”“]")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts, and whether one reuses the other; ``kind`` says how the pair was made."""

    kind: str
    first: str
    second: str
    reuses: bool


@dataclass(frozen=True, slots=True)
class Seed:
    """Two reports of one event, each as paragraphs, headline first."""

    name: str
    language: str
    agency: tuple[str, ...]
    own: tuple[str, ...]


def sections(path: Path) -> Iterator[tuple[list[str], tuple[str, ...]]]:
    """The sections of a file of texts: the words of each heading, and its paragraphs."""
    for section in re.split(r"(?m)^=== ", path.read_text(encoding="utf-8"))[1:]:
        heading, _, text = section.partition("\n")
        yield heading.split(), tuple(part.strip() for part in text.split("\n\n") if part.strip())


def seeds() -> list[Seed]:
    """The seeds of ``reuse.txt``."""
    texts: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    languages: dict[str, str] = {}
    for (name, side, language), paragraphs in sections(HERE / "reuse.txt"):
        texts[name][side] = paragraphs
        languages[name] = language
    return [Seed(name, languages[name], sides["a"], sides["b"]) for name, sides in texts.items()]


def feet() -> list[str]:
    """The standing texts of ``reuse_feet.txt``."""
    lines = (HERE / "reuse_feet.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def joined(paragraphs: Sequence[str]) -> str:
    return "\n\n".join(paragraphs)


def _sentences(paragraphs: Sequence[str]) -> list[str]:
    return [part for text in paragraphs for part in re.split(r"(?<=[.!?])\s+(?=[A-ZÀ-Ý«\"])", text)]


def reworded(text: str, share: float, chance: random.Random) -> str:
    """``text`` with this share of its longer words replaced by others, and some small words dropped.

    Which other word comes instead makes no difference to a comparison by words; these are words of no meaning, so
    that no replacement is a hit by chance.
    """

    def other(match: re.Match[str]) -> str:
        word = match.group()
        if chance.random() >= share:
            return word
        return "" if len(word) < 4 and chance.random() < 0.5 else word[:1] + "or" + word[::-1].lower()[:6]

    return re.sub(r"[^\W\d_]{2,}", other, text)


def _without_quotes(paragraphs: Sequence[str]) -> tuple[str, ...]:
    return tuple(text for text in paragraphs if not _QUOTE.search(text))


SPEECH = (
    "Friends, when I took this office I was told that the north could wait, that it had always waited, and that it "
    "would go on waiting with the patience of stones.",
    "I do not believe that a child in a valley has less claim to a doctor than a child in a capital, and I will not "
    "sign a budget that pretends otherwise.",
    "We shall build the road, and we shall build it before we build another stadium, because nobody has ever been "
    "saved by a stadium on the way to a hospital.",
    "To those who call this reckless I say: come and sit with me for one night in a waiting room without heating, and "
    "then tell me again about recklessness.",
)


def _copies(seed: Seed, chance: random.Random) -> Iterator[tuple[str, str, str]]:
    """Kind and both texts of pairs in which the second reuses the first."""
    text = joined(seed.agency)
    head, *body = seed.agency
    yield "copied whole", text, joined([*seed.agency, chance.choice(feet())])
    yield "cut", text, joined([head, *body[: max(2, len(body) // 2)]])
    yield "reordered", text, joined([head, *chance.sample(body, len(body))])
    shuffled = _sentences(body)
    chance.shuffle(shuffled)
    yield "sentences reordered", text, joined([seed.own[0], *shuffled])
    yield "lightly reworded", text, joined([reworded(part, 0.12, chance) for part in body])
    yield "reworded", text, joined([reworded(part, 0.2, chance) for part in body])
    yield "own headline and lead", text, joined([*seed.own[:2], *body[1:]])
    yield "one paragraph taken", text, joined([*seed.own[:3], body[0], *seed.own[3:]])
    plain = _without_quotes(body)
    yield "short text", joined(plain[:2]), " ".join(_sentences(plain)[:1])
    yield "cut and reworded", text, joined([reworded(part, 0.12, chance) for part in plain[:3]])


def _heavy(seed: Seed, chance: random.Random) -> Iterator[tuple[str, str, str]]:
    yield "heavily reworded", joined(seed.agency), joined([reworded(part, 0.45, chance) for part in seed.agency[1:]])


def _apart(seed: Seed, other: Seed, chance: random.Random) -> Iterator[tuple[str, str, str]]:
    """Kind and both texts of pairs in which neither reuses the other."""
    yield "two reports of one event", joined(seed.agency), joined(seed.own)
    foot = chance.choice(feet())
    yield "boilerplate only", joined([*seed.agency, foot]), joined([*other.own, foot])
    two = chance.sample(feet(), 2)
    yield "boilerplate inside", joined([seed.agency[0], two[0], *seed.agency[1:]]), joined([*other.agency, *two])
    block = [f"“{part}" for part in SPEECH[:-1]] + [f"“{SPEECH[-1]}”"]
    yield "same speech, block quotation", joined([*seed.agency, *block]), joined([*seed.own, *block])
    marked = [f'"{part}"' for part in SPEECH]
    yield "same speech, quotations", joined([*seed.own, *marked]), joined([*other.agency, *marked])
    bare = ["In her speech the governor said:", *SPEECH]
    yield "same speech, marks lost", joined([*bare, seed.agency[1]]), joined([*other.own, *bare, other.own[1]])
    turns = [f"{name}: {part}" for name, part in zip(("Hollen", "Randen", "Hollen", "Randen"), SPEECH, strict=True)]
    yield "same talk, labelled turns", joined([*seed.own, *turns]), joined([*other.own, *turns])


def _tables(chance: random.Random) -> Iterator[tuple[str, str, str]]:
    clubs = "Karsholm United, Ostrey Rovers, Velmar City, Pellan Athletic, Bexton Town, Halden Wanderers".split(", ")
    for number in range(6):
        lines = [f"{a} {chance.randint(0, 5)} {b} {chance.randint(0, 5)}" for a in clubs for b in clubs if a < b]
        yield "results", joined([f"Results of round {number}", *lines]), joined(["All scores", *lines[::-1]])
    names = ["Petra Hollen", "Jens Aune", "Siv Randen", "Ana Kolar", "Elin Marsk", "Tomas Rehn", "Ricardo Vens"]
    for ship in range(6):
        listed = ", ".join(f"{name} ({chance.randint(20, 70)}, Division {chance.randint(1, 9)})" for name in names * 3)
        yield (
            "names",
            f"The dead of the boat {ship} were {listed}. Flags fly low along the whole coast this week.",
            f"Who was on board? Relatives published these names: {listed}. The wreck has not been found.",
        )


def _blog(all_seeds: Sequence[Seed]) -> Iterator[tuple[str, str, str]]:
    english = [seed for seed in all_seeds if seed.language == "en"]
    blog = joined([part for seed in english for part in ("What we know so far", seed.agency[2], seed.own[2])])
    for seed in english:
        yield "live blog", joined(seed.agency), blog


def _genre() -> Iterator[tuple[str, str, str]]:
    """Reports of different events with the set phrases of the trade."""
    texts = [joined(paragraphs) for _, paragraphs in sections(HERE / "reuse_genre.txt")]
    for at, first in enumerate(texts):
        for second in texts[at + 1 :]:
            yield "set phrases", first, second


def pairs() -> list[Pair]:
    """The first set: always the same pairs."""
    chance, all_seeds = random.Random(6), seeds()
    found: list[Pair] = []
    for at, seed in enumerate(all_seeds):
        same = [other for other in all_seeds if other.language == seed.language and other is not seed]
        other = same[at % len(same)] if same else all_seeds[at - 1]
        found += [Pair(*made, True) for made in (*_copies(seed, chance), *_heavy(seed, chance))]
        found += [Pair(*made, False) for made in _apart(seed, other, chance)]
        found.append(Pair("unrelated", joined(seed.agency), joined(other.agency), False))
    found += [Pair(*made, True) for made in _blog(all_seeds)]
    found += [Pair(*made, False) for made in (*_tables(chance), *_genre())]
    return found


def compared(first: str, second: str) -> Reuse | None:
    """Two pasted texts as the installation compares them."""
    one, two = (prepare(words_of(text, own_words(text))) for text in (first, second))
    return judge(first, one, two)


@dataclass(slots=True)
class Score:
    """Right and wrong pairs of one kind."""

    right: int = 0
    wrong: int = 0


def scores(all_pairs: Sequence[Pair], *, tell: Callable[[Pair, Reuse | None], None] | None = None) -> dict[str, Score]:
    """By kind; ``tell`` is called for each pair that is judged wrongly."""
    found: dict[str, Score] = defaultdict(Score)
    for pair in all_pairs:
        reuse = compared(pair.first, pair.second)
        if (reuse is not None) == pair.reuses:
            found[pair.kind].right += 1
        else:
            found[pair.kind].wrong += 1
            if tell:
                tell(pair, reuse)
    return found


def print_pairs(all_pairs: Sequence[Pair], *, verbose: bool) -> None:
    """The figures by kind, and in all."""

    def tell(pair: Pair, reuse: Reuse | None) -> None:
        if verbose:
            print(f"  {pair.kind}: {reuse.reason if reuse else 'nothing'} | {pair.first[:60]!r} | {pair.second[:60]!r}")

    by_kind = scores(all_pairs, tell=tell)
    reusing = {pair.kind for pair in all_pairs if pair.reuses}
    for kind, score in by_kind.items():
        print(f"{'+' if kind in reusing else '-'} {kind:32} {score.right:4} of {score.right + score.wrong:4}")
    found = sum(by_kind[kind].right for kind in reusing - {"heavily reworded"})
    missed = sum(by_kind[kind].wrong for kind in reusing - {"heavily reworded"})
    false = sum(score.wrong for kind, score in by_kind.items() if kind not in reusing)
    print(
        f"{len(all_pairs)} pairs; precision {found / max(1, found + false):.3f}, recall {found / (found + missed):.3f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--verbose", action="store_true", help="each pair that is judged wrongly")
    given = parser.parse_args()
    print_pairs(pairs(), verbose=given.verbose)


if __name__ == "__main__":
    main()
