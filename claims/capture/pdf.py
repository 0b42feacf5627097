"""PDF files with a text layer: paragraphs, headline and the pages on which they stand.

PDFium gives characters with their places; lines become paragraphs by the distance between them, by their size and by
indents, much as the eye does it. Lines that come back at the head or foot of most pages belong to no article.
"""

from __future__ import annotations

import ctypes
import re
import statistics
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as raw_pdfium

from claims.capture.dates import as_given, pdf_date, stated_date
from claims.capture.errors import NotText, TooLarge
from claims.capture.language import with_language
from claims.capture.values import Block, DateFact, PageFacts, Read

MAX_PAGES = 500
MAX_CHARACTERS = 1_000_000

_BROKEN = "This is a PDF that is damaged or incomplete. Get the file again, or copy its text and paste that."
_LOCKED = "This PDF is protected by a password. Open it, copy the text, and paste that."
_NO_TEXT = "This is a PDF without text: its pages are pictures, as of a scan. Type or paste what it says."
_HYPHENS = ("\x02", "\ufffe", "\u00ad", "-", "\u2010")
_DIVIDED = (0x02, 0xFFFE)
"""What PDFium gives for the hyphen of a word that goes on in the next line, in place of the line's end."""

_ENDS = (10, 13, *_DIVIDED)
_FINAL = re.compile(r"[.!?:…。؟][\"”’»)\]]*$")
_NO_TITLE = re.compile(r"^(?:untitled|microsoft (?:word|powerpoint)|.*\.(?:docx?|pdf|indd|qxp|pptx?|tmp|rtf))\b", re.I)
_PRINTED = re.compile(r"skia|chrom|mozilla|firefox|safari|webkit|wkhtml|print to pdf", re.IGNORECASE)
_PRISM = re.compile(rb"\bprism:(publicationDate|coverDate)(?:>|=[\"'])\s*(?:<[^>]{1,80}>\s*){0,3}(\d{4}(?:-\d\d){0,2})")
_MARKS = ".,;:!?()[]\"'“”‘’„»«"
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its place on its page, in points from the lower left corner; ``size`` is its height."""

    text: str
    page: int
    left: float
    right: float
    base: float
    size: float


def read_pdf(raw: bytes, url: str | None) -> Read:
    """A PDF with a text layer. Raises ``NotText`` for one that is damaged, locked or has none, ``TooLarge``."""
    document = _opened(raw)
    if len(document) > MAX_PAGES:
        raise TooLarge(f"This PDF has {len(document)} pages; {MAX_PAGES} can be read. Take in the part that matters.")
    lines = [line for number in range(len(document)) for line in _lines(document, number)]
    if sum(len(line.text) for line in lines) > MAX_CHARACTERS:
        raise TooLarge(f"This PDF holds more than {MAX_CHARACTERS:,} characters. Take in the part that matters.")
    if sum(map(str.isalnum, "".join(line.text for line in lines))) < 2:
        raise NotText(_NO_TEXT)
    return _read(lines, len(document), _facts(document.get_metadata_dict(skip_empty=True), url, raw))


def _opened(raw: bytes) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(raw)
        if len(document) == 0:
            raise NotText(_BROKEN)
    except pdfium.PdfiumError as error:
        raise NotText(_LOCKED if "password" in str(error).lower() else _BROKEN) from None
    return document


def _read(lines: Sequence[Line], count: int, facts: PageFacts) -> Read:
    kept = _without_running_lines(lines, count)
    title = _title_lines(kept)
    body = [line for line in kept if line not in title]
    paragraphs = [("headline", _Paragraph(title))] if title else []
    paragraphs += [("paragraph", paragraph) for paragraph in _paragraphs(body)]
    text, blocks, starts = _joined(paragraphs)
    if not text:
        raise NotText(_NO_TEXT)
    shown = text[blocks[0].start : blocks[0].end] if title else None
    facts = replace(facts, title=shown or facts.title)
    whole = "\n".join(line.text for line in lines)
    return Read(
        text=text, whole=whole, blocks=blocks, pages=_page_starts(starts, count), facts=with_language(facts, text)
    )


# -- lines ----------------------------------------------------------------------------------------------------------


def _lines(document: pdfium.PdfDocument, number: int) -> Iterator[Line]:
    try:
        page = document[number]
        layer = page.get_textpage()
    except pdfium.PdfiumError:  # one bad page costs no more than itself
        return
    try:
        yield from _lines_of(layer, number)
    finally:
        layer.close()
        page.close()


def _lines_of(layer: pdfium.PdfTextPage, number: int) -> Iterator[Line]:
    count = layer.count_chars()
    units = [raw_pdfium.FPDFText_GetUnicode(layer, index) for index in range(count)]
    start = 0
    for end in [index for index, unit in enumerate(units) if unit in _ENDS] + [count]:
        kept = end + 1 if end < count and units[end] in _DIVIDED else end
        line = _line(layer, units, start, kept, number)
        if line is not None:
            yield line
        start = end + 1


def _line(layer: pdfium.PdfTextPage, units: Sequence[int], start: int, end: int, number: int) -> Line | None:
    inked = [index for index in range(start, end) if not chr(units[index]).isspace() and units[index] != 0]
    text = " ".join(_text(units[start:end]).split())
    if not inked or not text:
        return None
    left, _, bottom, top = _box(layer, inked[0])
    _, right, _, _ = _box(layer, inked[-1])
    base = ctypes.c_double()
    raw_pdfium.FPDFText_GetCharOrigin(layer, inked[0], ctypes.c_double(), base)
    return Line(text, number, left, right, base.value, max(0.1, top - bottom))


def _box(layer: pdfium.PdfTextPage, index: int) -> tuple[float, float, float, float]:
    """Left, right, bottom and top of a character's line box, equal for all characters of a font and size."""
    box = raw_pdfium.FS_RECTF()
    raw_pdfium.FPDFText_GetLooseCharBox(layer, index, box)
    return box.left, box.right, box.bottom, box.top


def _text(units: Sequence[int]) -> str:
    """Characters of UTF-16 code units or code points, without what no text may hold."""
    joined = "".join(map(chr, units)).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    return "".join(letter for letter in joined if letter in _HYPHENS or letter == "\t" or letter >= " ")


def _without_running_lines(lines: Sequence[Line], count: int) -> list[Line]:
    """Without heads, feet and page numbers: the outermost lines that come back on at least half of the pages."""
    edges = _edges(lines)
    places = Counter(_folded(line.text) for line in edges)
    running = {text for text, times in places.items() if count > 2 and times * 2 >= count and times > 2}
    outer = set(edges)
    return [line for line in lines if not (line in outer and (_folded(line.text) in running or line.text.isdigit()))]


def _edges(lines: Sequence[Line]) -> list[Line]:
    """The two highest and the two lowest lines of each page."""
    pages: dict[int, list[Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    found: dict[Line, None] = {}
    for page in pages.values():
        by_height = sorted(page, key=lambda line: line.base)
        found |= dict.fromkeys((*by_height[:2], *by_height[-2:]))
    return list(found)


def _folded(text: str) -> str:
    return _DIGITS.sub("#", text.casefold())


def _title_lines(lines: Sequence[Line]) -> list[Line]:
    """The largest lines of the first page, where they are few and clearly larger than the text."""
    first = [line for line in lines if line.page == 0]
    if len(first) < 3:
        return []
    usual = statistics.median(line.size for line in lines)
    largest = max(line.size for line in first)
    start = next(index for index, line in enumerate(first) if line.size >= largest * 0.95)
    found = []
    for line in first[start:]:
        if line.size < largest * 0.95:
            break
        found.append(line)
    fits = largest >= usual * 1.15 and len(found) <= 4 and len(" ".join(line.text for line in found)) <= 300
    return found if fits else []


# -- paragraphs -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Paragraph:
    lines: list[Line]


def _paragraphs(lines: Sequence[Line]) -> list[_Paragraph]:
    step, right = _usual_step(lines), _usual_right(lines)
    found: list[_Paragraph] = []
    for line in lines:
        if found and not _breaks(found[-1], line, step, right):
            found[-1].lines.append(line)
        else:
            found.append(_Paragraph([line]))
    return found


def _usual_step(lines: Sequence[Line]) -> float:
    """The usual distance between lines, as a multiple of their size."""
    steps = [
        (above.base - line.base) / line.size
        for above, line in pairwise(lines)
        if above.page == line.page and 0 < above.base - line.base < 4 * line.size
    ]
    return statistics.median_low(steps) if steps else 1.2


def _usual_right(lines: Sequence[Line]) -> float:
    """Where full lines end."""
    return statistics.quantiles([line.right for line in lines], n=10)[-2] if len(lines) > 3 else 0.0


def _breaks(paragraph: _Paragraph, line: Line, step: float, right: float) -> bool:
    """Whether ``line`` begins a paragraph of its own below ``paragraph``."""
    above = paragraph.lines[-1]
    if max(above.size, line.size) > 1.12 * min(above.size, line.size):
        return True
    final = _FINAL.search(above.text) is not None
    goes_down = above.page == line.page and above.base > line.base
    if not goes_down:  # the next column or page: the sentence decides
        return final or not (line.text[0].islower() or above.text.endswith(_HYPHENS) or above.right > right * 0.9)
    if (above.base - line.base) / line.size > step * 1.3:
        return True
    indented = line.left > above.left + 0.6 * line.size and (len(paragraph.lines) > 1 or final)
    return final and (indented or above.right < right - 4 * line.size)


def _joined(
    paragraphs: Sequence[tuple[str, _Paragraph]],
) -> tuple[str, tuple[Block, ...], list[tuple[int, int]]]:
    """The text, its blocks, and (page, position) of every line."""
    text, blocks, starts = "", [], []
    words = {
        word.strip(_MARKS) for _, paragraph in paragraphs for line in paragraph.lines for word in line.text.split()
    }
    for kind, paragraph in paragraphs:
        text += "\n\n" if text else ""
        begin = len(text)
        for line in paragraph.lines:
            text = _glued(text, line.text, words) if len(text) > begin else text
            starts.append((line.page, len(text)))
            text += line.text
        text = _stripped(text)
        blocks.append(Block(kind, begin, len(text)))
    return text, tuple(block for block in blocks if block.start < block.end), starts


def _glued(text: str, following: str, words: Container[str]) -> str:
    """``text`` ready for its next line: a word divided at the line's end becomes whole again.

    ``words`` are those of the document: a hyphen stays where the word stands with it elsewhere and never without.
    """
    if not (text.endswith(_HYPHENS) and text[-2:-1].isalpha()):
        return text + " "
    first, second = text[:-1].split()[-1].strip(_MARKS), following.split()[0].strip(_MARKS)
    joined = following[0].islower() and (first + second in words or f"{first}-{second}" not in words)
    return text[:-1] if joined else text[:-1] + "-"


def _stripped(text: str) -> str:
    return text[:-1] + "-" if text.endswith(_HYPHENS) else text


def _page_starts(starts: Sequence[tuple[int, int]], count: int) -> tuple[int, ...]:
    """Where each page begins in the text; a page without text begins where the next one does."""
    end = max((position for _, position in starts), default=0)
    first = {page: min(at for number, at in starts if number == page) for page in {page for page, _ in starts}}
    found = [end] * count
    following = end
    for page in reversed(range(count)):
        following = min(following, first.get(page, following))
        found[page] = following
    return (0, *found[1:])


# -- what the file says of itself -----------------------------------------------------------------------------------


def _facts(metadata: dict[str, str], url: str | None, raw: bytes) -> PageFacts:
    """Title and author of the file, and the day of publication where the file states that one.

    The days on which the file was made and changed are not the article's: they are kept as evidence only.
    """
    said = {name: " ".join(value.replace("\x00", "").split()) for name, value in metadata.items()}
    title = said.get("Title") or None
    title = None if title is None or _NO_TITLE.match(title) else title[:300]
    author = said.get("Author") or None
    evidence = [("title", "PDF Title")] * bool(title) + [("authors", "PDF Author")] * bool(author)
    return PageFacts(
        title=title,
        canonical_url=url,
        authors=(author[:300],) if author else (),
        published=_published(raw),
        evidence=(*evidence, *_days_of_the_file(said)),
    )


def _published(raw: bytes) -> DateFact | None:
    """The day of publication in the file's XMP data (PRISM), as publishers write it; never the day of the file."""
    found = _PRISM.search(raw)
    return stated_date(found[2].decode("ascii"), f"PDF XMP prism:{found[1].decode()}") if found else None


def _days_of_the_file(said: dict[str, str]) -> Iterator[tuple[str, str]]:
    by = ", by a browser" if _PRINTED.search(f"{said.get('Creator')} {said.get('Producer')}") else ""
    for name, what in (("CreationDate", "file made"), ("ModDate", "file changed")):
        fact = pdf_date(said[name], f"PDF {name}") if name in said else None
        if fact is not None:
            yield what, f"{as_given(fact)} (PDF {name}{by})"
