"""Snapshots as a WARC file that replay programs read (ISO 28500:2017, WARC 1.1).

A snapshot holds the status, the address that answered, the media type and the body, which libcurl had decompressed; the
other headers of the answer were not kept. So the head of each record is put together again from these, and the file
says so, in its ``warcinfo`` and beside each record. The redirects that led there are records of their own. Only answers
that were the page are in it: other statuses are left out, and texts that were pasted or uploaded, as no address
answered with them.

Whole copies of other people's pages: they are for the newsroom's own archive and never leave to API consumers.
"""

from __future__ import annotations

import hashlib
import zlib
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from typing import IO

from django.db.models import Exists, OuterRef, Q, QuerySet
from warcio.statusandheaders import StatusAndHeaders
from warcio.utils import Digester
from warcio.warcwriter import WARCWriter

from claims.models import Check, Claim, Document, Passage, Snapshot
from claims.rechecks.marks import marks
from claims.recording.documents import bytes_of, stored_size
from claims.vocabulary import CaptureMethod

_ANSWERED = frozenset({200, 203})
"""Statuses with which a page answers; all others are walls and errors, whatever their body."""
_MARKED = frozenset({"text/html", "application/xhtml+xml"})
_MADE_AGAIN = "status line and headers were put together from the record; the body is stored without content encoding"
_STATUSES = frozenset(HTTPStatus)
REMEMBERED = 10_000
"""Payloads that a repetition can refer to, the newest: what is remembered must not grow with the file."""
_SAMPLE = 200
_SOFTWARE = "Provenance"


@dataclass(slots=True)
class Tally:
    """What came of an export: records written by kind, snapshots left out by reason."""

    responses: int = 0
    revisits: int = 0
    redirects: int = 0
    not_answered: int = 0
    """Pasted and uploaded texts: no address answered with them."""
    not_the_page: int = 0
    lost: int = 0
    """The storage has their bytes no more, or other bytes than their hash says."""

    def __str__(self) -> str:
        written = f"{self.responses + self.revisits} snapshots written, {self.revisits} of them as repetitions"
        left = (
            (self.not_answered, "pasted or uploaded"),
            (self.not_the_page, "not the page"),
            (self.lost, "lost in the storage"),
        )
        hops = [f"redirects: {self.redirects}"] if self.redirects else []
        return "; ".join([written, *hops, *(f"left out, {why}: {number}" for number, why in left if number)])


def snapshots_of(
    *,
    claim: Claim | None = None,
    document: Document | None = None,
    documents: QuerySet[Document] | None = None,
    since: datetime | None = None,
) -> QuerySet[Snapshot]:
    """The snapshots of a document, of several, of all that a claim rests on, or of all there are; the oldest first."""
    shown = Exists(Check.objects.filter(snapshot=OuterRef("pk")))
    quoted = Exists(Passage.objects.filter(snapshot=OuterRef("pk")))
    rows = Snapshot.objects.alias(shown=shown, quoted=quoted).annotate(is_page=Q(shown=True) | Q(quoted=True))
    rows = rows.order_by("taken_at", "id")
    if document is not None:
        rows = rows.filter(document=document)
    if documents is not None:
        rows = rows.filter(document__in=documents.order_by().values("pk"))
    if claim is not None:
        evidence = claim.evidence.filter(withdrawn_at=None)
        rows = rows.filter(document__in=evidence.values("passage__snapshot__document"))
    return rows.filter(taken_at__gte=since) if since is not None else rows


class _Writer(WARCWriter):
    """With SHA-256, by which snapshots are known."""

    @staticmethod
    def _create_digester() -> Digester:
        return Digester("sha256")


@dataclass(frozen=True, slots=True)
class _First:
    """Where a payload stood first in the file."""

    url: str
    date: str
    digest: str


class _Export:
    def __init__(self, file: IO[bytes], tally: Tally) -> None:
        self.tally = tally
        self._writer = _Writer(file, gzip=True, warc_version="1.1")
        self._first: OrderedDict[str, _First] = OrderedDict()

    def begin(self, name: str) -> None:
        info = {
            "software": _SOFTWARE,
            "format": "WARC File Format 1.1",
            "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
            "description": f"Snapshots of one newsroom, for its own use; {_MADE_AGAIN}.",
        }
        self._writer.write_record(self._writer.create_warcinfo_record(name, info))

    def add(self, snapshot: Snapshot) -> None:
        if snapshot.method != CaptureMethod.URL.value or snapshot.final_url is None:
            self.tally.not_answered += 1
        elif snapshot.http_status not in _ANSWERED:
            self.tally.not_the_page += 1
        elif (first := self._first.get(snapshot.content_hash)) is not None:
            self._repeat(snapshot, snapshot.final_url, first)
        else:
            self._respond(snapshot, snapshot.final_url)

    def _respond(self, snapshot: Snapshot, url: str) -> None:
        body = _kept_bytes(snapshot)
        if body is None:
            self.tally.lost += 1
        elif not _is_page(snapshot, body, url):
            self.tally.not_the_page += 1
        else:
            self._write_response(snapshot, url, body)

    def _write_response(self, snapshot: Snapshot, url: str, body: bytes) -> None:
        date = _warc_date(snapshot.taken_at)
        record = self._writer.create_warc_record(
            url,
            "response",
            payload=BytesIO(body),
            length=len(body),
            http_headers=_head(snapshot, len(body)),
            warc_headers_dict={"WARC-Date": date},
        )
        digest = record.rec_headers.get_header("WARC-Payload-Digest")
        self._write(record, snapshot, url, date)
        self._first[snapshot.content_hash] = _First(url, date, digest)
        if len(self._first) > REMEMBERED:
            self._first.popitem(last=False)
        self.tally.responses += 1

    def _repeat(self, snapshot: Snapshot, url: str, first: _First) -> None:
        date = _warc_date(snapshot.taken_at)
        record = self._writer.create_revisit_record(
            url,
            first.digest,
            first.url,
            first.date,
            http_headers=_head(snapshot, None),
            warc_headers_dict={"WARC-Date": date},
        )
        self._write(record, snapshot, url, date)
        self.tally.revisits += 1

    def _write(self, record: object, snapshot: Snapshot, url: str, date: str) -> None:
        """A record with the redirects that led to it before, and what we know of it beside it."""
        self._redirect(snapshot, url, date)
        self._writer.write_record(record)
        identity = record.rec_headers.get_header("WARC-Record-ID")  # type: ignore[attr-defined]  # warcio has no types
        known = f"snapshot: {snapshot.public_id}\r\nsha256: {snapshot.content_hash}\r\nreconstructed: {_MADE_AGAIN}\r\n"
        raw = known.encode()
        about = self._writer.create_warc_record(
            url,
            "metadata",
            payload=BytesIO(raw),
            length=len(raw),
            warc_headers_dict={"WARC-Date": date, "WARC-Concurrent-To": identity},
        )
        self._writer.write_record(about)

    def _redirect(self, snapshot: Snapshot, url: str, date: str) -> None:
        hops = snapshot.page.get("redirects") or ()
        for (status, left), target in zip(hops, [*(left for _, left in hops[1:]), url], strict=False):
            record = self._writer.create_warc_record(
                left,
                "response",
                payload=BytesIO(),
                length=0,
                http_headers=_answer(status, [("Location", target), ("Content-Length", "0")]),
                warc_headers_dict={"WARC-Date": date},
            )
            self._writer.write_record(record)
            self.tally.redirects += 1


def _kept_bytes(snapshot: Snapshot) -> bytes | None:
    """The bytes of a snapshot; ``None`` when the storage has them no more, or others than were taken."""
    try:
        raw = bytes_of(snapshot)
    except (OSError, EOFError, zlib.error):
        return None
    return raw if hashlib.sha256(raw).hexdigest() == snapshot.content_hash else None


def _is_page(snapshot: Snapshot, body: bytes, url: str) -> bool:
    """Whether a good answer was the page: something is quoted from it, a visit judged so, or no mark speaks against."""
    if getattr(snapshot, "is_page", False) or snapshot.media_type not in _MARKED:
        return True
    found = marks(body, {"content-type": snapshot.media_type}, url=url, final_url=url)
    return not (found.wall or found.asks or found.parked or found.locked or found.not_found)


def _warc_date(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _head(snapshot: Snapshot, length: int | None) -> StatusAndHeaders:
    """The head of the answer, as far as it is known."""
    headers = [("Content-Type", snapshot.media_type)]
    if length is not None:
        headers.append(("Content-Length", str(length)))
    return _answer(snapshot.http_status or 200, headers)


def _answer(status: int, headers: list[tuple[str, str]]) -> StatusAndHeaders:
    phrase = HTTPStatus(status).phrase if status in _STATUSES else ""
    return StatusAndHeaders(f"{status} {phrase}".strip(), headers, protocol="HTTP/1.1")


class _Chunks(BytesIO):
    """A file that gives away what was written to it."""

    def taken(self) -> bytes:
        raw = self.getvalue()
        self.seek(0)
        self.truncate()
        return raw


@dataclass(slots=True)
class Stream:
    """Snapshots, the oldest first, as a gzipped WARC file called ``name``, piece by piece.

    ``tally`` is what came of it. The same bytes again are a ``revisit`` record that refers to the first. No more than
    one snapshot is in memory.
    """

    snapshots: Iterable[Snapshot]
    name: str
    tally: Tally = field(default_factory=Tally)

    def __iter__(self) -> Iterator[bytes]:
        """A piece for the file's head, then one for each snapshot that is not left out."""
        chunks = _Chunks()
        export = _Export(chunks, self.tally)
        export.begin(self.name)
        yield chunks.taken()
        for snapshot in self.snapshots:
            export.add(snapshot)
            if raw := chunks.taken():
                yield raw


def write_warc(file: IO[bytes], snapshots: Iterable[Snapshot], *, name: str) -> Tally:
    """Write a :class:`Stream` to a file; returns what came of it."""
    stream = Stream(snapshots, name)
    for piece in stream:
        file.write(piece)
    return stream.tally


@dataclass(frozen=True, slots=True)
class Extent:
    """How much an export would be: snapshots, and about how many bytes."""

    snapshots: int
    size: int


def extent(snapshots: QuerySet[Snapshot]) -> Extent:
    """How much these snapshots are; the size from at most ``_SAMPLE`` bodies, each counted once."""
    bodies = snapshots.order_by().values_list("content_hash", flat=True).distinct()
    number, sizes = bodies.count(), [stored_size(one) for one in bodies[:_SAMPLE]]
    return Extent(snapshots.count(), sum(sizes) * number // max(1, len(sizes)))
