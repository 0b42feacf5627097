"""A small writer of PDF files for tests: lines of Helvetica at given places, metadata, nothing compressed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class At:
    """A line of Latin text at (x, y) in points from the lower left corner of an A4 page."""

    x: float
    y: float
    text: str
    size: float = 11


def column(*paragraphs: Sequence[str], top: float = 700, left: float = 72, size: float = 11) -> list[At]:
    """Paragraphs of lines, one below the other, with half a line between them."""
    lines, height = [], top
    for paragraph in paragraphs:
        for line in paragraph:
            lines.append(At(left, height, line, size))
            height -= size * 1.2
        height -= size * 0.8
    return lines


def _string(text: str) -> bytes:
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return b"(" + escaped.encode("cp1252") + b")"


def _content(lines: Sequence[At]) -> bytes:
    return b"\n".join(b"BT /F1 %g Tf %g %g Td %s Tj ET" % (at.size, at.x, at.y, _string(at.text)) for at in lines)


def _stream(content: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


def a_pdf(*pages: Sequence[At], info: Mapping[str, str] | None = None, extra: bytes = b"") -> bytes:
    """A PDF of ``pages``; ``info`` is its metadata, ``extra`` goes into the trailer."""
    count = len(pages)
    kids = b" ".join(b"%d 0 R" % (4 + 2 * number) for number in range(count))
    said = b" ".join(b"/%s %s" % (name.encode(), _string(value)) for name, value in (info or {}).items())
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % (5 + 2 * number)
        )
        objects.append(_stream(_content(lines)))
    objects.append(b"<< %s >>" % said)
    return _file(objects, extra)


def _file(objects: Sequence[bytes], extra: bytes) -> bytes:
    written, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    tail = b"trailer << /Size %d /Root 1 0 R /Info %d 0 R %s >>" % (size, len(objects), extra)
    return written + b"xref\n0 %d\n0000000000 65535 f \n%s%s\nstartxref\n%d\n%%%%EOF" % (
        size,
        table,
        tail,
        len(written),
    )
