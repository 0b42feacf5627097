"""One visit to one link: fetch, read, compare, judge. Writes nothing, holds no transaction."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from claims.capture.errors import CaptureError, Refused
from claims.capture.fetch import Fetched, fetch
from claims.capture.intake import from_fetched
from claims.capture.transfer import Known, Limits
from claims.capture.values import Captured
from claims.models import Passage, PassageCheck, Snapshot
from claims.rechecks.anchoring import Anchored, anchor
from claims.rechecks.folding import Ground
from claims.rechecks.known import hashes
from claims.rechecks.verdict import Answer, Verdict, judge
from claims.rechecks.watch import Grounds, Watch
from claims.recording.outlets import registrable_domain
from claims.vocabulary import PassageOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Visited:
    """What one visit found.

    ``captured`` is the page as read now, ``None`` when it could not be read or is the known one (``unchanged``).
    ``passages`` are the outcomes by passage; ``compared`` those of them that were compared at this visit.
    """

    verdict: Verdict
    status: int | None
    final_url: str | None
    milliseconds: int
    page: Fetched | None = None
    body_hash: str | None = None
    essence: str | None = None
    unchanged: bool = False
    captured: Captured | None = None
    passages: Mapping[int, Anchored] = field(default_factory=dict)
    compared: frozenset[int] = frozenset()


Came = Fetched | CaptureError
"""What a visit came back with: the page as it answered, or why there was none."""


def visit(watch: Watch, *, limits: Limits) -> Visited:
    """Visit the link of ``watch``. Whatever the site does is an outcome; no ``CaptureError`` leaves."""
    began = time.monotonic()
    link = watch.link
    known = Known(link.answered_by, link.etag, link.last_modified) if link.answered_by and watch.basis else None
    came: Came
    try:
        came = fetch(link.url, limits=limits, known=known)
    except CaptureError as error:
        came = error
    return examine(watch, came, int((time.monotonic() - began) * 1000))


def examine(watch: Watch, came: Came, milliseconds: int) -> Visited:
    """Compare what a visit came back with to what is known of the page, and judge."""
    if isinstance(came, CaptureError):
        verdict = judge(Answer(url=watch.link.url, error=came.code, refused=isinstance(came, Refused)))
        return Visited(verdict=verdict, status=None, final_url=None, milliseconds=milliseconds)
    return replace(_compare(watch, came), milliseconds=milliseconds)


def _compare(watch: Watch, page: Fetched) -> Visited:
    """Compare an answer with what is known of the page; an answer with the known bytes needs no reading."""
    body_hash, essence = hashes(page)
    basis, link = watch.basis, watch.link
    grounds = Grounds()
    same = basis is not None and (page.status == 304 or body_hash in (link.body_hash, basis.content_hash))
    if basis is not None and same:
        judged = _stored(watch, basis)
        fresh = {p.pk: anchor(grounds.watched(p), grounds.of(basis)) for p in watch.passages if p.pk not in judged}
        return _visited(
            watch, page, judged | fresh, compared=frozenset(fresh), body_hash=body_hash, essence=essence, unchanged=True
        )
    try:
        captured = replace(from_fetched(replace(page, status=200)), http_status=page.status)
    except CaptureError as error:
        return _visited(watch, page, {}, unread=error.code, body_hash=body_hash, essence=essence)
    ground = _ground(captured)
    found = {passage.pk: _anchored(passage, grounds, ground, captured) for passage in watch.passages}
    kept = _kept(grounds.of(basis), ground) if basis is not None else None
    return _visited(
        watch,
        page,
        found,
        compared=frozenset(found),
        body_hash=body_hash,
        essence=essence,
        captured=captured,
        kept=kept,
    )


def _ground(captured: Captured) -> Ground:
    blocks = [(block.kind, block.start, block.end) for block in captured.blocks] if captured.blocks else None
    return Ground.of(captured.text, blocks)


def _anchored(passage: Passage, grounds: Grounds, ground: Ground, captured: Captured) -> Anchored:
    """Where a passage stands; in all that the page shows, when its place is not in what the reader kept of it."""
    watched = grounds.watched(passage)
    found = anchor(watched, ground)
    if found.outcome is not PassageOutcome.MISSING or captured.whole == captured.text:
        return found
    shown = anchor(watched, Ground.of(captured.whole))
    return shown if shown.outcome in (PassageOutcome.FOUND, PassageOutcome.CHANGED) else found


def _stored(watch: Watch, basis: Snapshot) -> dict[int, Anchored]:
    """What became of the passages when they were compared with the page as it still stands."""
    return {pk: _as_anchored(row) for pk, row in watch.last.items() if row.check_made.snapshot_id == basis.pk}


def _as_anchored(row: PassageCheck) -> Anchored:
    return Anchored(PassageOutcome(row.outcome), text=row.found_text, score=row.score or 0.0)


def _kept(old: Ground, new: Ground) -> float | None:
    """Share of the old text's runs of three words that the new one has; ``None`` for a text of fewer words."""
    runs = _runs(old)
    return len(runs & _runs(new)) / len(runs) if runs else None


def _runs(ground: Ground) -> set[tuple[str, str, str]]:
    words = ground.words
    return set(zip(words, words[1:], words[2:], strict=False))


def _visited(
    watch: Watch,
    page: Fetched,
    passages: Mapping[int, Anchored],
    *,
    body_hash: str | None,
    essence: str | None,
    compared: frozenset[int] = frozenset(),
    captured: Captured | None = None,
    unchanged: bool = False,
    unread: str | None = None,
    kept: float | None = None,
) -> Visited:
    answer = Answer(
        url=watch.link.url,
        status=page.status,
        final_url=page.final_url,
        redirects=page.redirects,
        unread=unread,
        kept=kept,
        same_site=registrable_domain(watch.link.url) == registrable_domain(page.final_url),
        passages=[found.outcome for found in passages.values()],
    )
    verdict = judge(answer)
    return Visited(
        verdict=verdict,
        status=page.status,
        final_url=page.final_url,
        milliseconds=0,
        page=page,
        body_hash=body_hash if page.status != 304 else watch.link.body_hash,
        essence=essence if page.status != 304 else watch.link.essence,
        unchanged=unchanged,
        captured=captured if verdict.is_page else None,
        passages=passages if verdict.is_page else {},
        compared=compared if verdict.is_page else frozenset(),
    )
