"""Picture credits at the end of a line: "Photo Jane Roe", "(AP Photo/Jane Roe)", "تصوير: …". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims.rights.lines import Line
from claims.rights.values import Notice
from claims.rights.wordlists import LANGUAGES, WORDS, words_of
from claims.vocabulary import RightsScope

_NAME = r"[^\W\d_a-z][\w.’'-]*"
_ARABIC = ("ar", "fa")
_ARABIC_LABELS = words_of(*_ARABIC).any_of("credit_labels")
_LABELS = words_of(*(language for language in LANGUAGES if language not in _ARABIC)).any_of("credit_labels")
_CREDIT = re.compile(
    rf"(?:(?:^|(?<=[.!?)\]”\"’»|]\s)|(?<=[.!?|(\[]))(?:{_LABELS})"
    rf"(?:\s?[:/|]\s?| (?:{WORDS.any_of('credit_joins')}) |: | )"
    rf"(?P<who>{_NAME}(?:[ /]{{1,3}}{_NAME}| via| for){{0,7}})"
    rf"|\((?P<agency>(?:[A-Z][\w.’' -]{{1,40}}/)?(?:{WORDS.any_of('credit_agencies')})"
    r"(?: Photo| Images)?(?:/[A-Z][^()\n]{1,60})?)\))(?=\s*[.)\]]?\s*(?:$|\n))",
    re.MULTILINE,
)
_ARABIC_CREDIT = re.compile(
    rf"(?:^|(?<=[.!؟?)\]»|،]\s)|(?<=[.|(\[]))(?:{_ARABIC_LABELS})\s?[:/-]\s?[\u0600-\u06ff][^.،:()\n]{{1,60}}"
    r"(?=\s*[.)\]]?\s*$)"
)


def credits_of(line: Line) -> Iterator[Notice]:
    """The picture credits of a line, each a notice about the picture alone."""
    for pattern in (_CREDIT, _ARABIC_CREDIT):
        for found in pattern.finditer(line.text):
            credit = found.group().strip("()[] ")
            start = line.start + found.start() + found.group().index(credit)
            yield Notice(
                verbatim=credit,
                start=start,
                end=start + len(credit),
                scope=RightsScope.IMAGE,
                credit_text=credit,
                deciding=((0, len(credit)),),
                confidence=0.7,
            )
