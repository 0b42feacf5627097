"""A text as words that compare equal when a reader would call them the same. Pure.

Quotation marks, dashes, spaces, case, soft hyphens, ligatures and composed letters make no difference; figures, words
and punctuation do. Superscripts are kept apart (``10²`` is not ``102``), so this is not Unicode's NFKC.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufe0e\ufe0f\ufeff"
_MARKS = "\u0300-\u036f"
_QUOTES = "\"'`´‘’‚‛“”„‟‹›«»′″＂＇「」『』"
_WORDS = re.compile(
    rf"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]"  # scripts without spaces: each character a word
    rf"|(?:\w[{_MARKS}{_INVISIBLE}]*)+"
    rf"|(?:''|``|,,|[{_QUOTES}])"
    r"|[-‐‑‒–—―−﹘﹣－]+"
    r"|\.{3}|…"
    rf"|[^\w\s{_INVISIBLE}]"
)
_DROPPED = re.compile(f"[{_INVISIBLE}]")
_LETTERS = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "ß": "ss", "ĳ": "ij"}
    | {chr(0xFF01 + offset): chr(0x21 + offset) for offset in range(94)}  # full-width forms
)


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """One word as it is compared."""
    if word[0] in _QUOTES or word in ("''", "``", ",,"):
        return "'"
    if word[0] in "-‐‑‒–—―−﹘﹣－":
        return "-"
    if word == "...":
        return "…"
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFC", _DROPPED.sub("", word)).translate(_LETTERS).lower()


def is_word(folded: str) -> bool:
    """Whether a folded word is more than punctuation."""
    return folded[:1].isalnum()


@dataclass(frozen=True, slots=True)
class Ground:
    """A text prepared for many comparisons.

    ``words`` are folded; word ``n`` stands at characters ``starts[n]`` to ``ends[n]``. ``places`` lists where each
    word stands. ``blocks`` are ``(kind, start, end)`` in characters, ``None`` where nothing is known of them.
    """

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    places: dict[str, list[int]]
    blocks: Sequence[tuple[str, int, int]] | None = None

    @classmethod
    def of(cls, text: str, blocks: Sequence[tuple[str, int, int]] | None = None) -> Ground:
        """Prepare ``text``; time grows with its length alone."""
        words: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        places: dict[str, list[int]] = {}
        for found in _WORDS.finditer(text):
            folded = fold(found.group())
            if folded:
                places.setdefault(folded, []).append(len(words))
                words.append(folded)
                starts.append(found.start())
                ends.append(found.end())
        return cls(text, words, starts, ends, places, blocks)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The words that characters ``start`` to ``end`` touch, as first word and the one after the last."""
        first = bisect_right(self.ends, start)
        return first, max(first, bisect_left(self.starts, end))

    def verbatim(self, first: int, after: int) -> str:
        """The text of words ``first`` up to ``after`` as it stands."""
        return self.text[self.starts[first] : self.ends[after - 1]] if first < after else ""

    def kind(self, first: int) -> str | None:
        """What kind of block word ``first`` stands in."""
        at = self.starts[first]
        return next((kind for kind, start, end in self.blocks or () if start <= at < end), None)

    def paragraph(self, first: int) -> tuple[int, int]:
        """The line that word ``first`` stands in, as characters."""
        at = self.starts[first]
        end = self.text.find("\n", at)
        return self.text.rfind("\n", 0, at) + 1, len(self.text) if end < 0 else end
