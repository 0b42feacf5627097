"""Words and marks of one sentence. Pure.

A quotation is one token, so that what is inside is never read as the page's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cache
from typing import NamedTuple

from claims.reading.quotes import Quotation
from claims.reading.values import Span
from claims.reading.words import lexicon


class Sort(Enum):
    WORD = 1
    MARK = 2
    QUOTE = 3


class Token(NamedTuple):
    """``low`` is in lower case with straight apostrophes."""

    text: str
    low: str
    start: int
    end: int
    sort: Sort

    @property
    def capital(self) -> bool:
        return self.sort is Sort.WORD and self.text[:1].isupper()


_SHORT = re.compile(
    r"(?P<head>(?:he|she|it|they|we|i|you|who|that|there)(?=')|(?:do|does|did|has|have|had|wo|would|could|ca|is|are|was|were|should|must|need)(?=n't))"
    r"(?P<tail>n't|'(?:s|re|ve|d|ll|m))"
)
_ONE = re.compile(r"[^\W_]+(?:[.’'&/-][^\W_]+)*")
_FULL = {"'s": "is", "'re": "are", "'ve": "have", "'d": "would", "'ll": "will", "'m": "am", "ca": "can", "wo": "will"}


def tokens(text: str, span: Span, quotes: Sequence[Quotation], language: str) -> list[Token]:
    """The tokens of ``text`` inside ``span`` in order; ``quotes`` are the quotations that lie in it."""
    found: list[Token] = []
    at = span[0]
    for quote in quotes:
        found.extend(_plain(text, at, quote.start, language))
        found.append(Token(text[quote.start : quote.end], "“”", quote.start, quote.end, Sort.QUOTE))
        at = quote.end
    found.extend(_plain(text, at, span[1], language))
    return found


def _plain(text: str, start: int, end: int, language: str) -> list[Token]:
    found: list[Token] = []
    english = language == "en"
    plain, new, is_word = found.append, tuple.__new__, Sort.WORD
    for match in _pattern(language).finditer(text, start, end):
        word = match.group()
        if word.isalpha():  # the one line that runs for every word of a page: a call less is a tenth of the time
            plain(new(Token, (word, word.lower(), *match.span(), is_word)))
            continue
        low = word.lower().replace("’", "'")
        if english and "'" in low and (short := _SHORT.fullmatch(low)):
            found.extend(_two(word, match.start(), short))
        else:
            sort = Sort.WORD if word[0].isalnum() else Sort.MARK
            found.append(Token(word, low, match.start(), match.end(), sort))
    return found


def _two(word: str, start: int, short: re.Match[str]) -> Iterator[Token]:
    """ "They're" and "didn't" are two words each; each keeps its own place."""
    cut = start + short.end("head")
    head, tail = short["head"], short["tail"]
    yield Token(word[: short.end("head")], _FULL.get(head, head), start, cut, Sort.WORD)
    yield Token(word[short.end("head") :], _FULL.get(tail, tail), cut, start + len(word), Sort.WORD)


@cache
def _pattern(language: str) -> re.Pattern[str]:
    words = lexicon(language)
    titles = {word for word in words.exact("abbreviations") if word[:1].isupper()}
    titles |= {word for word in words.exact("ending_abbreviations") if word[:1].isupper()}
    titles -= set(words.exact("not_glued"))
    dotted = "|".join(map(re.escape, sorted(titles, key=len, reverse=True))) or r"(?!)"
    first = "".join(sorted({title[0] for title in titles})) or "."
    return re.compile(
        rf"\b(?=[{first}])(?:{dotted})\.(?=\s)|(?:[^\W\d_]\.){{2,}}|[^\W\d_]\.(?=\s[A-ZÀ-Ý])|[^\W_]+(?:[.’'&/-][^\W_]+)*|[^\w\s]|_"
    )


def words_in(text: str) -> int:
    """How many words ``text`` has."""
    return len(_ONE.findall(text))
