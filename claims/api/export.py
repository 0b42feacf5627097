"""Everything at once: all current releases, streamed by pieces, so that memory stays flat.

Each piece is a query of its own that goes on behind the last number: no transaction stays open for as long as a slow
reader takes, and whoever is cut off goes on with ``after``. A claim that changes meanwhile comes again, later.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from operator import itemgetter
from typing import Any

from django.http import HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.views import APIView

from claims.api.asked import known_only, refuse, whole
from claims.api.reading import rows_of
from claims.publishing.leaving import current_today

AT_ONCE = 500
_PIECE = """
SELECT c.release_id, convert_from(r.document, 'UTF8'), c.words_until < %s
  FROM (SELECT release_id, words_until FROM claims_currentrelease
         WHERE kind <> 'withdrawn' AND release_id > %s ORDER BY release_id LIMIT %s) c
  JOIN claims_release r ON r.sequence = c.release_id ORDER BY c.release_id
"""
Pieces = Iterator[list[bytes]]


def pieces(after: int) -> Pieces:
    """The documents of all current releases after a sequence number, in order."""
    while True:
        today = timezone.localdate()
        rows = rows_of(_PIECE, [today, after, AT_ONCE])
        if not rows:
            return
        yield [current_today(document, ended=bool(ended), today=today) for _, document, ended in rows]
        after = rows[-1][0]


def _lines(found: Pieces) -> Iterator[bytes]:
    for documents in found:
        yield b"\n".join(documents) + b"\n"


COLUMNS: dict[str, Callable[[dict[str, Any]], Any]] = {
    **{name: itemgetter(name) for name in ("id", "sequence", "version", "kind", "released_at", "claim")},
    "claimant": lambda said: (said["claimant"] or {}).get("name") or (said["claimant"] or {}).get("descriptor"),
    "claimed": itemgetter("claimed"),
    "language": itemgetter("language"),
    "tags": lambda said: "; ".join(said["tags"]),
    "status": lambda said: said["corroboration"]["computed"],
    "effective_status": lambda said: (said["corroboration"]["effective"] or {}).get("status"),
    "verdict": lambda said: (said.get("verdict") or {}).get("text"),
    "source_letters": lambda said: "; ".join(grade["letter"] for grade in said["grades"]["sources"]),
    "information_numbers": lambda said: "; ".join(str(grade["number"]) for grade in said["grades"]["information"]),
    "evidence_urls": lambda said: " ".join(entry["document"]["url"] or "" for entry in said["evidence"]).strip(),
    "approved_at": lambda said: said["review"]["approved_at"],
}
"""The columns of the table, each with its place in the document; unknown is empty."""


def _cell(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


def _table(found: Pieces) -> Iterator[bytes]:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    for documents in found:
        for said in map(json.loads, documents):
            writer.writerow([_cell(read(said)) for read in COLUMNS.values()])
        yield buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()
    if buffer.getvalue():
        yield buffer.getvalue().encode()


FORMATS = {"ndjson": (_lines, "application/x-ndjson"), "csv": (_table, "text/csv; charset=utf-8")}


def takes_gzip(header: str) -> bool:
    """Whether an ``Accept-Encoding`` takes gzip."""
    return any(re.fullmatch(r"(gzip|\*)(;q=(?!0(\.0*)?$).*)?", part.replace(" ", "")) for part in header.split(","))


def _zipped(chunks: Iterable[bytes]) -> Iterator[bytes]:
    zipper = zlib.compressobj(level=1, wbits=31)
    for chunk in chunks:
        yield zipper.compress(chunk)
    yield zipper.flush()


class Export(APIView):
    """Everything that is released, as one stream."""

    def get(self, request: Request) -> HttpResponseBase:
        """All current releases after the sequence number ``after``, a line each, in order."""
        known_only(request.GET, ("format", "after"))
        named = request.GET.get("format", "ndjson")
        if named not in FORMATS:
            refuse("format", f"must be one of {', '.join(FORMATS)}.")
        shape, media = FORMATS[named]
        chunks = shape(pieces(whole(request.GET, "after", default=0, least=0, most=2**62)))
        zipped = takes_gzip(request.headers.get("Accept-Encoding", ""))
        response = StreamingHttpResponse(_zipped(chunks) if zipped else chunks, content_type=media)
        if zipped:
            response["Content-Encoding"] = "gzip"
        response["Vary"] = "Accept-Encoding"
        response["Content-Disposition"] = f'attachment; filename="claims.{named}"'
        return response
