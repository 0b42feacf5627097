"""How alike two wordings are. Pure."""

from __future__ import annotations

import re
import unicodedata

_COMMON = frozenset(
    "a an and are as at be been but by for from had has have he her his if in is it its of on or said she that the "
    "their they this to was were which who will with".split()
)


def content_words(text: str) -> frozenset[str]:
    """The words of ``text`` that carry its content: case, accents and common words dropped, English plurals folded."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    words = re.findall(r"\w+", "".join(c for c in plain if not unicodedata.combining(c)).replace("’", "'"))
    return frozenset(_folded(word) for word in words if word not in _COMMON and (len(word) > 1 or word.isdigit()))


def query_words(text: str) -> list[str]:
    """The words of ``text`` to look up, as they are written, each once, in order; at most forty."""
    words = (word for word in re.findall(r"\w+", text.casefold()) if word not in _COMMON)
    return [_folded(word) for word in dict.fromkeys(words)][:40]


def _folded(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def likeness(first: frozenset[str], second: frozenset[str]) -> float:
    """Dice coefficient of two sets of words, 0 to 1."""
    if not first or not second:
        return 0.0
    return 2 * len(first & second) / (len(first) + len(second))
