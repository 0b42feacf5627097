"""Measures what is found of credits: ``python -m tests.bench.credits``. No part of the product.

``credits.txt`` holds invented pages, each a few paragraphs with what has to be found in it; half are traps, in which
nothing may be found. Rules were changed in view of those marked *set*; those *held out* were written afterwards and
scored once. A line ``~`` is an ordinary paragraph, ``H:`` a headline, ``C:`` a caption, ``[words](address)`` a link.

Names are compared with the outlets of this list, as the product compares them with those that it knows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from claims.capture.values import Block, PageLink
from claims.reading.credits import find_credits
from claims.vocabulary import CreditKind

LABELLED = Path(__file__).with_suffix(".txt")
PUBLISHED = date(2026, 3, 4)
OUTLETS = frozenset(
    name.casefold()
    for name in (
        *("Harbour Echo", "Northern Lamp", "Kesmar Courier", "echo.example", "lamp.example"),
        *("Vellmarer Kurier", "Courrier de Rasif", "Faro de Trigo"),
    )
)
PLAIN = {
    "en": "The ferry to Sandby left the harbour an hour late on Monday, and came back with everybody before night.",
    "de": "Die Fähre nach Sandby verließ den Hafen am Montag eine Stunde zu spät und kam vor der Nacht zurück.",
    "fr": "Le ferry pour Sandby a quitté le port avec une heure de retard lundi, et il est revenu avant la nuit.",
    "es": "El transbordador a Sandby salió del puerto con una hora de retraso el lunes y volvió antes de la noche.",
}
_LINK = re.compile(r"\[(?P<words>[^\]]+)\]\((?P<url>[^)]+)\)")
_PREFIXES = {"H: ": "headline", "C: ": "caption"}

Found = tuple[str, str]
"""A kind and a name or an address."""


@dataclass(frozen=True, slots=True)
class Page:
    """One labelled page."""

    number: int
    held_out: bool
    language: str
    wanted: frozenset[Found]
    author: tuple[str, ...]
    text: str
    blocks: tuple[Block, ...]
    links: tuple[PageLink, ...]

    def found(self) -> frozenset[Found]:
        """What the rules find, as far as the product could make something of it."""
        told = find_credits(
            self.text,
            blocks=self.blocks,
            links=self.links,
            bylines=self.author,
            language=self.language,
            published=PUBLISHED,
        )
        known = {(credit.kind.value, name) for credit in told for name in credit.names if credit.url is None}
        named = {(kind, name) for kind, name in known if kind == CreditKind.AGENCY or name.casefold() in OUTLETS}
        return frozenset(named | {(credit.kind.value, credit.url) for credit in told if credit.url is not None})


def labelled() -> list[Page]:
    """All labelled pages."""
    chunks = LABELLED.read_text(encoding="utf-8").split("== ")[1:]
    return [_page(number, chunk) for number, chunk in enumerate(chunks, 1)]


def _page(number: int, chunk: str) -> Page:
    head, *lines = chunk.strip().split("\n")
    (use, language), *labels = [part.split(" ", 1) for part in head.split("; ")]
    text, blocks, links = "", [], []
    for line in [f"H: {_headline(lines)}", *(entry for entry in lines if not entry.startswith("H: "))]:
        kind = _PREFIXES.get(line[:3], "paragraph")
        words = PLAIN[language] if line == "~" else line.removeprefix("H: ").removeprefix("C: ")
        start = len(text)
        for piece in _pieces(words):
            if isinstance(piece, str):
                text += piece
            else:
                links.append(PageLink(piece[1], len(text), len(text) + len(piece[0])))
                text += piece[0]
        blocks.append(Block(kind, start, len(text)))
        text += "\n\n"
    return Page(
        number=number,
        held_out=use == "held",
        language=language,
        wanted=frozenset(_wanted(labels)),
        author=tuple(name for kind, *names in labels if kind == "author" for name in names),
        text=text,
        blocks=tuple(blocks),
        links=tuple(links),
    )


def _headline(lines: list[str]) -> str:
    return next((line[3:] for line in lines if line.startswith("H: ")), "Harbour")


def _pieces(words: str) -> Iterator[str | tuple[str, str]]:
    at = 0
    for match in _LINK.finditer(words):
        yield words[at : match.start()]
        yield match["words"], match["url"]
        at = match.end()
    yield words[at:]


def _wanted(labels: list[list[str]]) -> Iterator[Found]:
    for kind, *rest in labels:
        if kind == "agency":
            yield from ((kind, name) for name in rest[0].split(", "))
        elif kind in ("link", "report", "mention"):
            yield kind, rest[0]


def main() -> None:
    for held_out in (False, True):
        pages = [page for page in labelled() if page.held_out is held_out]
        if not pages:
            continue
        traps = [page for page in pages if not page.wanted]
        print(f"\n{'held out' if held_out else 'set'}: {len(pages)} pages, {len(traps)} of them traps")
        print("| kind | wanted | found | right | precision | recall |\n|---|---|---|---|---|---|")
        right, found, wanted = Counter[str](), Counter[str](), Counter[str]()
        for page in pages:
            got = page.found()
            right.update(kind for kind, _ in got & page.wanted)
            found.update(kind for kind, _ in got)
            wanted.update(kind for kind, _ in page.wanted)
        for kind in CreditKind.stored():
            precision = right[kind] / found[kind] if found[kind] else 1.0
            recall = right[kind] / wanted[kind] if wanted[kind] else 1.0
            print(f"| {kind} | {wanted[kind]} | {found[kind]} | {right[kind]} | {precision:.3f} | {recall:.3f} |")
        for page in pages:
            if page.found() != page.wanted:
                print(f"{page.number}: wanted {sorted(page.wanted)}, found {sorted(page.found())}")


if __name__ == "__main__":
    main()
