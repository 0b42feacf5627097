"""The fast ways from an index to the bytes of releases: SQL written out, documents passed on without being read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone
from psycopg2.extensions import BYTES, register_type

from claims.api.asked import Asked, Condition, cursor_of
from claims.api.partial import partial, snippet, words_of
from claims.models import Release
from claims.publishing.facts import texts_of
from claims.publishing.leaving import current_today, earlier_today
from claims.publishing.service import encode

_OUTSIDE = Condition("c.kind <> 'withdrawn'")
_DOCUMENT = "convert_from(r.document, 'UTF8')"
"""As text, which arrives as half the bytes of a ``bytea`` and is taken over without decoding."""

_COLUMNS = f"""r.sequence, r.version, r.claim_id, r.kind, {_DOCUMENT}, r.etag, r.released_at,
    coalesce(c.words_until < %s, false), c.release_id = r.sequence
    FROM claims_release r JOIN claims_currentrelease c ON c.claim_id = r.claim_id"""


@contextmanager
def bytes_cursor() -> Iterator[Any]:
    """A cursor whose texts are bytes."""
    with connection.cursor() as cursor:
        register_type(BYTES, cursor.cursor)
        yield cursor


def rows_of(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """All rows of a query, with texts as bytes."""
    with bytes_cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def _after(asked: Asked) -> tuple[Condition, ...]:
    """Behind the cursor: one comparison of the whole key, which an index answers at any depth."""
    if asked.after is None:
        return ()
    columns, places = ", ".join(asked.order.columns), ", ".join(["%s"] * len(asked.after))
    return (Condition(f"({columns}) {'<' if asked.order.descends else '>'} ({places})", asked.after),)


def page_sql(asked: Asked) -> tuple[str, tuple[Any, ...]]:
    """The one query of a page: its rows are found first, and only then their documents."""
    held = (_OUTSIDE, *asked.conditions, *_after(asked))
    where = " AND ".join(condition.sql for condition in held)
    values = tuple(value for condition in held for value in condition.values)
    order = ", ".join(f"{column} {'DESC' if asked.order.descends else 'ASC'}" for column in asked.order.columns)
    found = (
        f"SELECT c.release_id, c.vetted_at, c.words_until FROM claims_currentrelease c"  # noqa: S608 - columns of ours
        f" WHERE {where} ORDER BY {order} LIMIT %s"
    )
    sql = (
        f"SELECT c.release_id, c.vetted_at, {_DOCUMENT}, c.words_until < %s FROM ({found}) c"  # noqa: S608 - likewise
        f" JOIN claims_release r ON r.sequence = c.release_id ORDER BY {order}"
    )
    return sql, (timezone.localdate(), *values, asked.size + 1)


def _shaped(document: bytes, asked: Asked) -> bytes:
    """A document as it is asked for: with its snippet, or in part."""
    if not asked.text and not asked.fields:
        return document
    said = json.loads(document)
    if asked.text:
        said["snippet"] = snippet(texts_of(said), words_of(asked.text))
    return encode(partial(said, asked.fields) if asked.fields else said)


def page(asked: Asked) -> bytes:
    """``{"results": […], "next": …}`` from finished documents. One query."""
    sql, values = page_sql(asked)
    found, today = rows_of(sql, values), timezone.localdate()
    shown = found[: asked.size]
    documents = (_shaped(current_today(row[2], ended=bool(row[3]), today=today), asked) for row in shown)
    following = "null"
    if len(found) > asked.size:
        sequence, vetted = shown[-1][:2]
        following = f'"{cursor_of(asked, [vetted.isoformat(), sequence][-len(asked.order.columns) :])}"'
    return joined(documents, f'"next":{following}')


def joined(documents: Iterable[bytes], tail: str) -> bytes:
    """``{"results": […], tail}`` from finished documents, without reading them."""
    return b'{"results":[' + b",".join(documents) + b"]," + tail.encode() + b"}"


class Current(NamedTuple):
    """The head of a claim's current release; ``ended`` says that words in it have had their last day."""

    claim: int
    sequence: int
    version: int
    kind: str
    etag: str
    ended: bool


def current_of(public_id: str) -> Current | None:
    """The head of the current release of a claim, without its document. One query."""
    sql = (
        "SELECT c.claim_id, r.sequence, r.version, r.kind, r.etag, coalesce(c.words_until < %s, false)"
        " FROM claims_currentrelease c JOIN claims_release r ON r.sequence = c.release_id WHERE c.public_id = %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [timezone.localdate(), public_id])
        row = cursor.fetchone()
    return Current(*row) if row else None


def leaving(sequences: Sequence[int]) -> list[Release]:
    """Releases by their numbers, in order, each as far as it may leave today; they are not to be saved. Two queries.

    Those that are not current any more are held against the current one of their claim.
    """
    sql = f"SELECT {_COLUMNS} WHERE r.sequence = ANY(%s) ORDER BY r.sequence"
    return _leave(rows_of(sql, [timezone.localdate(), list(sequences)]))


def current(public_id: str) -> Release | None:
    """The current release of a claim as :func:`leaving` gives it; ``None`` for what was never released. One query."""
    sql = f"SELECT {_COLUMNS} AND c.release_id = r.sequence WHERE c.public_id = %s"
    return next(iter(_leave(rows_of(sql, [timezone.localdate(), public_id]))), None)


def following(after: int, size: int) -> list[Release]:
    """Up to ``size`` releases after a sequence number, in order, as :func:`leaving` gives them. Two queries."""
    sql = f"SELECT {_COLUMNS} WHERE r.sequence > %s ORDER BY r.sequence LIMIT %s"
    return _leave(rows_of(sql, [timezone.localdate(), after, size]))


def _leave(rows: Sequence[tuple[Any, ...]]) -> list[Release]:
    today = timezone.localdate()
    currents = {row[2]: row for row in rows if row[8]}
    missing = {row[2] for row in rows} - set(currents)
    if missing:
        sql = f"SELECT {_COLUMNS} AND c.release_id = r.sequence WHERE c.claim_id = ANY(%s)"
        currents |= {row[2]: row for row in rows_of(sql, [today, list(missing)])}
    return [_leaving(row, currents[row[2]], today) for row in rows]


def _leaving(row: Sequence[Any], current: Sequence[Any], today: date) -> Release:
    sequence, version, claim, kind, document, etag, at, ended, is_current = row
    said = (
        current_today(document, ended=ended, today=today)
        if is_current
        else earlier_today(document, current=current[4], today=today)
    )
    return Release(
        sequence=sequence,
        claim_id=claim,
        version=version,
        kind=kind.decode(),
        document=said,
        etag=etag.decode() if said is document else _etag(said),
        released_at=at,
    )


def _etag(document: bytes) -> str:
    return hashlib.sha256(document).hexdigest()
