"""Parts of finished documents: the fields that are asked for, and where a search found its words. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

Path = tuple[str, ...]
_AROUND = 80
"""Characters shown before the first word found."""
_LONGEST = 240


def partial(document: Mapping[str, Any], paths: Sequence[Path]) -> dict[str, Any]:
    """The document with nothing but what the paths lead to, in its own order; a path goes into each entry of a list.

    What a document does not have is left out.
    """
    wanted: dict[str, list[Path]] = {}
    for name, *rest in paths:
        wanted.setdefault(name, []).append(tuple(rest))
    return {name: _below(value, wanted[name]) for name, value in document.items() if name in wanted}


def _below(value: Any, paths: list[Path]) -> Any:
    if () in paths or value is None:
        return value
    if isinstance(value, list):
        return [_below(entry, paths) for entry in value]
    return partial(value, paths) if isinstance(value, dict) else value


def words_of(text: str) -> frozenset[str]:
    """The words of a search, in small letters, without those that are excluded by a minus sign."""
    kept = re.sub(r"(?:^|(?<=\s))-(?:\"[^\"]*\"?|\S+)", " ", text)
    return frozenset(re.findall(r"\w+", kept.casefold())) - {"or"}


def snippet(texts: Sequence[str], words: frozenset[str]) -> dict[str, Any] | None:
    """A cut of the text with the most of the ``words``, with the places of the words in it as [start, end].

    ``None`` where no text holds any: the search compares words otherwise in rare cases.
    """
    found = [(text, [m.span() for m in re.finditer(r"\w+", text) if m[0].casefold() in words]) for text in texts]
    text, spans = max(found, key=lambda each: len({each[0][a:b].casefold() for a, b in each[1]}), default=("", []))
    if not spans:
        return None
    start = max(0, spans[0][0] - _AROUND)
    start = text.find(" ", start, spans[0][0]) + 1 if start else 0
    end = min(len(text), start + _LONGEST)
    if end < len(text):
        end = max(text.rfind(" ", spans[0][1], end), spans[0][1])
    marks = [[a - start, b - start] for a, b in spans if b <= end]
    return {"text": text[start:end], "marks": marks}
