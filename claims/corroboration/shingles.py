"""A text as words that are compared, its shingles of three words, and the few of them that an index keeps. Pure.

Not all words weigh: names, figures, dates, and the set phrases of the trade ("said in a statement", "on condition of
anonymity") stand in the texts of people who never read each other. Such words are kept, so that a run goes on over
them, but a run or a shingle made of nothing else counts for nothing.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
import zlib
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import accumulate
from typing import cast

Span = tuple[int, int]
"""Start and end in characters of the readable text."""

WIDTH = 3
"""Words in a shingle."""

WINDOW = 4
"""Of each so many counting shingles in a row the index keeps one. A common run of ten words has eight shingles, of
which at least four count if the run does: so the index never misses it."""

KEPT_WHOLE = 96
"""Of a text with no more shingles than this the index keeps all."""

_CHARACTERS = {"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff": 0.25, "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3": 0.5}
"""Scripts that are read character by character, as none stands between two words, or more than one word in them: how
much of a word a character is, about."""

_MARKS = (
    r"\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0963\u0966-\u0dff"
)
_UNSEEN = "\u00ad\u200b-\u200d\u2060\ufeff"
"""Signs inside a word that are no letters, and those that nobody sees: a soft hyphen, a joiner."""

_WORD = re.compile(
    rf"[{''.join(_CHARACTERS)}]"
    r"|\d+(?:[.,]\d+)*(?![^\W\d_])"
    rf"|(?:[^\W_]|[{_MARKS}])+(?:['’ʼ{_UNSEEN}]+(?:[^\W_]|[{_MARKS}])+)*"
)
_TELLING_DIGITS = 3
"""Digits from which on a number is as good as a name."""

_ENDS = frozenset(".!?:…。؟")
_CAPITALS = 0.6
"""Share of words in capitals from which on capitals say nothing, as in an old wire."""

_NAMES_BEFORE = 30


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The lists of ``lexicon/reuse.json``, folded as words are."""

    version: str
    small: dict[str, frozenset[str]]
    stock: frozenset[str]
    dates: frozenset[str]
    formulas: re.Pattern[str]
    standing: re.Pattern[str]
    closing: re.Pattern[str]
    introductions: frozenset[str]
    first_person: frozenset[str]
    telling_of: frozenset[str]


@dataclass(frozen=True, slots=True)
class Words:
    """A text prepared for comparing; all sequences are of one length.

    ``folded[n]`` stands at characters ``starts[n]`` to ``ends[n]``. ``plain[n]`` is false for words that do not weigh;
    ``telling[n]`` is true for plain words that carry content. ``parts[n]`` numbers the span of the text that the word
    is in: no shingle and no run goes from one into the next. ``opens[n]``: the word begins a paragraph. ``names[n]``:
    it is a name, or a figure that tells, and no date. ``cased``: capitals say something in it.
    """

    folded: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    plain: tuple[bool, ...]
    telling: tuple[bool, ...]
    parts: tuple[int, ...]
    opens: tuple[bool, ...]
    names: tuple[bool, ...]
    cased: bool

    def __len__(self) -> int:
        return len(self.folded)

    def named(self, left_out: Collection[int] = ()) -> frozenset[str]:
        """The names and figures of the text, without those that stand only at the words ``left_out``."""
        pairs = enumerate(zip(self.folded, self.names, strict=True))
        return frozenset(word for at, (word, name) in pairs if name and at not in left_out)


@cache
def lexicon() -> Lexicon:
    """The room's lists for text reuse, loaded once."""
    text = files("claims.corroboration").joinpath("lexicon", "reuse.json").read_text(encoding="utf-8")
    data = cast("dict[str, object]", json.loads(text))
    small = cast("dict[str, str]", data["small"])
    stock = cast("dict[str, str]", data["stock"])
    formulas = _any_of(data, "formulas")
    return Lexicon(
        version=str(data["version"]),
        small={language: _folded_set(words) for language, words in small.items()},
        stock=frozenset().union(*(_folded_set(words) for words in stock.values())),
        dates=_folded_set(str(data["dates"])),
        formulas=re.compile(rf"(?<!\S)(?:{_plain(formulas)})(?!\S)"),
        standing=re.compile(rf"(?<!\w)(?:{_any_of(data, 'standing')})", re.IGNORECASE),
        closing=re.compile(rf"(?<!\w)(?:{_any_of(data, 'closing')})", re.IGNORECASE),
        introductions=_folded_set(str(data["introductions"])),
        first_person=_folded_set(str(data["first_person"])),
        telling_of=_folded_set(str(data["telling_of"])),
    )


def _any_of(data: Mapping[str, object], name: str) -> str:
    return "|".join(f"(?:{entry})" for entry in cast("list[str]", data[name]))


def _plain(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


def _folded_set(words: str) -> frozenset[str]:
    return frozenset(fold(word) for word in words.split())


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """One word as it is compared: without case, accents, apostrophes, unseen signs, and points in figures."""
    if word[0].isdigit():
        return re.sub(r"[.,]", "", _plain(word.casefold()))
    if word.isascii():
        return word.lower().replace("'", "")
    return re.sub(f"['’ʼ{_UNSEEN}]", "", _plain(word.casefold()))


@lru_cache(maxsize=20_000)
def size_of(folded: str) -> float:
    """How much of a word this is: a part of one where characters are read for words, as in Chinese."""
    if len(folded) > 1 or folded.isascii():
        return 1.0
    return next((size for script, size in _CHARACTERS.items() if re.match(f"[{script}]", folded)), 1.0)


@lru_cache(maxsize=20_000)
def width_of(folded: str) -> int:
    """How many words, or characters, are in a shingle that begins with this."""
    return round(WIDTH / size_of(folded))


def language_of(folded: Sequence[str]) -> str | None:
    """The language whose small words are the most among ``folded``; ``None`` where no list knows one in ten."""
    times = Counter(folded[:2000])
    counts = {name: sum(times[word] for word in words & times.keys()) for name, words in lexicon().small.items()}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] * 10 > min(len(folded), 2000) else None


def words_of(text: str, spans: Iterable[Span] | None = None) -> Words:
    """The words of ``text`` inside ``spans``, in order; all of it where ``spans`` is ``None``."""
    folded: list[str] = []
    places: list[Span] = []
    parts: list[int] = []
    for part, (start, end) in enumerate(spans if spans is not None else [(0, len(text))]):
        for match in _WORD.finditer(text, start, end):
            folded.append(fold(match.group()))
            places.append(match.span())
            parts.append(part)
    capital = _capitals(text, places)
    plain = _plain_words(text, folded, places, capital)
    names = [_is_named(word, weighs=weighs) for word, weighs in zip(folded, plain, strict=True)]
    if not any(name and not word[0].isdigit() for word, name in zip(folded, names, strict=True)):
        names = [False] * len(names)  # in a script without capitals figures alone do not tell events apart
    _leave_out_formulas(folded, plain)
    return Words(
        folded=tuple(folded),
        starts=tuple(start for start, _ in places),
        ends=tuple(end for _, end in places),
        plain=tuple(plain),
        telling=tuple(weighs and _is_telling(word) for word, weighs in zip(folded, plain, strict=True)),
        parts=tuple(parts),
        opens=tuple(_openings(text, places)),
        names=tuple(names),
        cased=any(capital),
    )


def _is_named(word: str, *, weighs: bool) -> bool:
    """Whether a word that does not weigh is a name, or a figure that tells."""
    if weighs or word in lexicon().dates:
        return False
    return not (word.isdecimal() and len(word) < _TELLING_DIGITS)


def _openings(text: str, places: Sequence[Span]) -> Iterable[bool]:
    before = 0
    for index, (start, end) in enumerate(places):
        yield index == 0 or "\n" in text[before:start]
        before = end


@cache
def _small_words() -> frozenset[str]:
    return frozenset().union(*lexicon().small.values())


def _is_telling(word: str) -> bool:
    return word not in _small_words() and word not in lexicon().stock


def _capitals(text: str, places: Sequence[Span]) -> list[bool]:
    """Which words begin with a capital that says something."""
    if sum(text[start:end].isupper() for start, end in places) > _CAPITALS * len(places):
        return [False] * len(places)
    return [text[start].isupper() for start, _ in places]


def _plain_words(text: str, folded: Sequence[str], places: Sequence[Span], capital: Sequence[bool]) -> list[bool]:
    """Which words are neither names nor figures nor dates."""
    lower = {word for word, big in zip(folded, capital, strict=True) if not big}
    german = language_of(folded) == "de"
    found = []
    for index, word in enumerate(folded):
        dated = word in lexicon().dates and (capital[index] or word not in _small_words())
        name = capital[index] and _is_name(text, folded, places, capital, lower, index, german=german)
        found.append(not (name or dated or any(char.isdigit() for char in word)))
    return found


def _is_name(
    text: str,
    folded: Sequence[str],
    places: Sequence[Span],
    capital: Sequence[bool],
    lower: set[str],
    index: int,
    *,
    german: bool,
) -> bool:
    """Whether a capitalised word is one by itself, and not by its place or by the spelling of its language."""
    followed = index + 1 < len(folded) and capital[index + 1] and _close(text, places, index)
    if _starts_a_sentence(text, places[index][0]):
        return folded[index] not in lower and folded[index] not in _small_words() and followed
    if not german:
        return True
    follows = index > 0 and capital[index - 1] and _close(text, places, index - 1)
    return (followed or follows) and folded[index] not in _small_words()


def _close(text: str, places: Sequence[Span], index: int) -> bool:
    """Whether nothing but a space stands between a word and the next."""
    return text[places[index][1] : places[index + 1][0]] in (" ", "-", "\u00a0", ". ")


def _starts_a_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - _NAMES_BEFORE) : start]
    if "\n" in before[len(before.rstrip()) :] or not before.strip():
        return True
    bare = before.rstrip(" \t\u00a0\"'“”„«»‘’([")
    return not bare or bare[-1] in _ENDS or bare[-1] == "\n"


def _leave_out_formulas(folded: Sequence[str], plain: list[bool]) -> None:
    joined = " ".join(folded)
    index_at = 0
    position = 0
    for match in lexicon().formulas.finditer(joined):
        index_at += joined.count(" ", position, match.start())
        position = match.start()
        width = match.group().count(" ") + 1
        plain[index_at : index_at + width] = [False] * width


def shingles(words: Words) -> list[int | None]:
    """The hash of the shingle that begins at each word, 32 bits with sign; ``None`` where none begins that counts.

    One counts that lies in one part, has two plain words, and one that tells. Of a script without spaces it is as many
    characters as make about three words.
    """
    folded, parts = words.folded, words.parts
    plain, telling = (list(accumulate(flags, initial=0)) for flags in (words.plain, words.telling))
    found: list[int | None] = []
    for at in range(len(folded) - WIDTH + 1):
        end = at + width_of(folded[at])
        in_one_part = end <= len(folded) and parts[at] == parts[end - 1]
        counts = in_one_part and plain[end] > plain[at] + 1 and telling[end] > telling[at]
        found.append(hash_of(" ".join(folded[at:end])) if counts else None)
    return found


def hash_of(words: str) -> int:
    """Stable over processes and versions: CRC-32, as signed."""
    stirred = (zlib.crc32(words.encode()) * 2654435761) & 0xFFFFFFFF
    return stirred - (1 << 32) if stirred >= 1 << 31 else stirred


def prints(hashes: Sequence[int | None], known: Collection[int] = frozenset()) -> frozenset[int]:
    """The shingles that the index keeps: the last of each ``WINDOW`` in a row. All of a short text.

    Any choice will do, the same in both texts or not, because a new text is looked up by all its shingles: so this is
    half of what winnowing (Schleimer et al. 2003) keeps for the same promise. ``known`` are kept already, by an earlier
    text of the same page; the windows that they are in need no other.
    """
    counted = [value for value in hashes if value is not None]
    if len(counted) <= KEPT_WHOLE:
        return frozenset(counted).difference(known)
    kept: set[int] = set()
    waiting = 0
    for value in counted:
        waiting += 1
        if value in known or value in kept:
            waiting = 0
        elif waiting == WINDOW:
            kept.add(value)
            waiting = 0
    return frozenset(kept)


def packed(hashes: Sequence[int]) -> bytes:
    """Hashes as they are kept with a text: four bytes each, the least first."""
    numbers = array("i", hashes)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def unpacked(kept: bytes | memoryview) -> array[int]:
    """What ``packed`` made."""
    numbers = array("i")
    numbers.frombytes(kept)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
