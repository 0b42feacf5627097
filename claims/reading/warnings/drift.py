"""Words of a quotation that its paraphrase lost. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import NamedTuple

from claims.reading.values import ReadingWarning, Span, Statement
from claims.reading.warnings.page import WORD, Page, plain, stem
from claims.vocabulary import Voice, WarningKind

_NEAR = 3
"""Statements between a quotation and the paraphrase of the same words."""

_WIDEST = 2
"""Words that may be lost between two that are kept."""

_LOOKED_AT = 30
"""Losses of a page that are looked into."""

_GROUP = 4
"""Words of a group that hangs on by "and"."""


class _Word(NamedTuple):
    low: str
    stem: str
    start: int
    end: int
    small: bool


@dataclass(frozen=True, slots=True)
class _Loss:
    """The kept words as told and as quoted, and what the telling lost."""

    told: Span
    quoted: Span
    lost: tuple[Span, ...]


def wording_drift(page: Page) -> Iterator[ReadingWarning]:
    """A paraphrase has two words of a quotation of the same speaker side by side, and the words between are lost."""
    for loss, quoted in islice(_losses(page), _LOOKED_AT):
        if not _says_elsewhere(page, loss, quoted):
            yield _warning(page, loss)


def _losses(page: Page) -> Iterator[tuple[_Loss, Sequence[Statement]]]:
    place = {id(statement): at for at, statement in enumerate(page.statements)}
    words = _WordsOf(page)
    for statements in page.by_speaker.values():
        quoted = [statement for statement in statements if statement.quotations]
        for told in (statement for statement in statements if statement.voice is Voice.PARAPHRASE):
            near = [other for other in quoted if abs(place[id(other)] - place[id(told)]) <= _NEAR]
            loss = _loss(page, words, told, near) if near else None
            if loss is not None:
                yield loss, near


def _warning(page: Page, loss: _Loss) -> ReadingWarning:
    lost = " and ".join(f"“{page.text[slice(*span)]}”" for span in loss.lost)
    told, quoted = page.text[slice(*loss.told)], page.text[slice(*loss.quoted)]
    detail = f"told as “{told}”, quoted as “{quoted}”: without {lost}"
    return ReadingWarning(WarningKind.WORDING_DRIFT, detail, (loss.told, loss.quoted))


def _loss(page: Page, words: _WordsOf, told: Statement, quoted: Sequence[Statement]) -> _Loss | None:
    mine = words[told.start, told.end]
    for span in (span for statement in quoted for span in statement.quotations):
        found = _hedge_lost(page, mine, words[span]) or _gap(page, mine, words[span])
        if found is not None:
            return found
    return None


class _WordsOf(dict[Span, Sequence[_Word]]):
    """The words of a page by where they stand, each place taken apart once."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._text = page.text
        self._small = page.words.union("small_words", "function_words", "determiners", "prepositions")

    def __missing__(self, span: Span) -> Sequence[_Word]:
        found: list[_Word] = []
        for match in WORD.finditer(self._text, *span):
            word = match.group()
            found.append(_Word(word.lower(), stem(word), *match.span(), plain(word) in self._small))
        self[span] = found
        return found


def _gap(page: Page, told: Sequence[_Word], quoted: Sequence[_Word]) -> _Loss | None:
    """ "Thin ice", told of "thin black ice and bad moorings": without "black" and "bad moorings"."""
    pairs = {(quoted[at].low, quoted[at + 1].low) for at in range(len(quoted) - 1)}
    for first, second in _side_by_side(page, told):
        if (first.low, second.low) in pairs:
            continue
        gap = _between(page, quoted, first.low, second.low)
        if gap is not None:
            start, end = gap
            lost = [(quoted[start + 1].start, quoted[end - 1].end)]
            whole = (quoted[start].start, quoted[end].end)
            hanging = _hanging(page, quoted, end, {word.stem for word in told})
            if hanging is not None:
                lost, whole = [*lost, hanging], (whole[0], hanging[1])
            return _Loss((first.start, second.end), whole, tuple(lost))
    return None


def _side_by_side(page: Page, words: Sequence[_Word]) -> Iterator[tuple[_Word, _Word]]:
    for first, second in pairwise(words):
        plain_words = not first.small and not second.small and not (first.low + second.low).isdigit()
        if plain_words and first.low[:1].isalpha() and page.text[first.end : second.start].isspace():
            yield first, second


def _between(page: Page, quoted: Sequence[_Word], first: str, second: str) -> tuple[int, int] | None:
    """The numbers of two words of the quotation with one or two words of meaning between them."""
    for start, word in enumerate(quoted):
        if word.low != first:
            continue
        for end in range(start + 2, min(start + 2 + _WIDEST, len(quoted))):
            between = quoted[start + 1 : end]
            whole = page.text[word.end : quoted[end].start]
            names = all(map(_is_capital, (page.text[other.start] for other in quoted[start : end + 1])))
            if quoted[end].low != second or re.search(r"[.,;:!?]", whole) or names:
                continue
            if all(map(_carries, between)):
                return start, end
    return None


def _is_capital(letter: str) -> bool:
    """Of a name all words have a capital: "Ada Quill" is nobody else than "Ada Mary Quill"."""
    return letter.isupper()


def _carries(word: _Word) -> bool:
    return not word.small and len(word.low) > 3


def _hanging(page: Page, quoted: Sequence[_Word], at: int, told: set[str]) -> Span | None:
    """The group behind "and" of which the telling has no word."""
    if at + 2 >= len(quoted) or quoted[at + 1].low not in page.words.words("coordinators"):
        return None
    group: list[_Word] = []
    for word in quoted[at + 2 : at + 2 + _GROUP]:
        before = page.text[(group[-1].end if group else quoted[at].end) : word.start]
        if word.small or _is_verb(page, word) or re.search(r"[.,;:!?—–]", before):
            break
        group.append(word)
    if not group or any(word.stem in told for word in group):
        return None
    return group[0].start, group[-1].end


def _is_verb(page: Page, word: _Word) -> bool:
    return word.low in page.words.verbs and word.low not in page.words.words("nouny")


def _hedge_lost(page: Page, told: Sequence[_Word], quoted: Sequence[_Word]) -> _Loss | None:
    """ "The port may close" told as "the port will close"."""
    hedges, certain = page.words.words("hedge_words"), page.words.words("certain_words")
    for at in range(1, len(told) - 1):
        if told[at].low not in certain:
            continue
        for other in range(1, len(quoted) - 1):
            same = quoted[other + 1].stem == told[at + 1].stem and not told[at + 1].small
            if quoted[other].low in hedges and same and quoted[other - 1].stem == told[at - 1].stem:
                ends = (told[at - 1].start, told[at + 1].end), (quoted[other - 1].start, quoted[other + 1].end)
                return _Loss(*ends, ((quoted[other].start, quoted[other].end),))
    return None


def _says_elsewhere(page: Page, loss: _Loss, quoted: Sequence[Statement]) -> bool:
    """Whether the page has the lost words beside the kept ones in words of its own too: then nobody is misled."""
    whole = page.text[slice(*loss.quoted)].lower().split()
    inside = [span for statement in quoted for span in statement.quotations]
    for pair in pairwise(whole):
        pattern = re.compile(rf"\b{re.escape(pair[0])}\s{re.escape(pair[1])}\b", re.IGNORECASE)
        for found in pattern.finditer(page.text):
            if not any(start <= found.start() < end for start, end in inside) and _tells_loss(page, loss, pair):
                return True
    return False


def _tells_loss(page: Page, loss: _Loss, pair: tuple[str, str]) -> bool:
    lost = page.text[slice(*loss.lost[0])].lower().split()
    return bool(set(pair) & set(lost))
