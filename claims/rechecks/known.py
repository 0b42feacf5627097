"""Links to visit with what their last visit left, and the visits that found nothing new, by the hundred.

Nine visits in ten find the page as it was. For them there is nothing to compare and nothing to tell, so they cost a
hash, one row and one update; every other visit goes through ``service.record``, a transaction of its own.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from claims.capture.fetch import Fetched
from claims.capture.transfer import Known
from claims.models import Check, Evidence, Link
from claims.rechecks import leases, schedule
from claims.rechecks.essence import essence
from claims.rechecks.leases import Lease
from claims.rechecks.schedule import Pace, Seen
from claims.rechecks.verdict import Answer, Verdict, judge
from claims.recording.outlets import registrable_domain
from claims.vocabulary import ClaimState, LinkState, PassageOutcome, ReleaseKind

READ_AGAIN = timedelta(days=7)
"""A page is read in full this often, whatever its essence says."""
_STANDING = (LinkState.ALIVE, LinkState.MOVED)
_CLOSED = (ClaimState.WITHDRAWN.value, ClaimState.SUPERSEDED.value)
_LARGEST = 1_000_000
"""Bytes up to which an essence is taken; larger pages are read."""


@dataclass(frozen=True, slots=True)
class Due:
    """A link to visit. ``rests_on`` is the evidence that rests on its page now; ``published`` as in the schedule."""

    link: Link
    rests_on: str
    published: bool

    @property
    def by_hand(self) -> bool:
        """Whether a person asked for this visit: the rules for robots do not bind it."""
        return self.link.is_asked_for

    @property
    def known(self) -> Known | None:
        """What to ask with, when the page is known."""
        link = self.link
        if link.basis_id is None or link.answered_by is None:
            return None
        return Known(link.answered_by, link.etag, link.last_modified)


@dataclass(frozen=True, slots=True)
class Quiet:
    """A visit that found the page as it was. ``essence`` and ``body_hash`` are those of the answer."""

    due: Due
    lease: Lease
    page: Fetched
    verdict: Verdict
    milliseconds: int
    body_hash: str | None
    essence: str | None


def due_links(host_ids: Iterable[int], *, limit: int, now: datetime | None = None) -> list[Due]:
    """The links of these hosts that are due, the longest due first."""
    now = now or timezone.now()
    rows = Link.objects.filter(host__in=list(host_ids), due_at__lte=now).order_by("due_at", "id")
    return _with_evidence(list(rows[:limit]))


def links(link_ids: Sequence[int]) -> list[Due]:
    """These links, due or not, in this order."""
    found = Link.objects.in_bulk(list(link_ids))
    return _with_evidence([found[pk] for pk in link_ids if pk in found])


def _with_evidence(rows: list[Link]) -> list[Due]:
    documents = {row.document_id for row in rows}
    evidence = (
        Evidence.objects.filter(passage__snapshot__document__in=documents, withdrawn_at=None)
        .exclude(claim__state__in=_CLOSED)
        .order_by("id")
        .values_list("passage__snapshot__document_id", "id", "claim__current_release__kind")
    )
    resting: defaultdict[int, list[int]] = defaultdict(list)
    published: set[int] = set()
    for document, pk, kind in evidence:
        resting[document].append(pk)
        if kind is not None and kind != ReleaseKind.WITHDRAWN.value:
            published.add(document)
    return [Due(row, evidence_hash(resting[row.document_id]), row.document_id in published) for row in rows]


def evidence_hash(evidence: Iterable[int]) -> str:
    """A hash (32 hexadecimal digits) of a set of evidence, by primary keys."""
    return hashlib.sha256(",".join(map(str, sorted(evidence))).encode()).hexdigest()[:32]


def hashes(page: Fetched) -> tuple[str | None, str | None]:
    """Hash of the bytes and essence of an answer; ``None`` for what is not worth knowing."""
    if page.status == 304:
        return None, None
    whole = hashlib.sha256(page.body).hexdigest()
    is_page = page.headers.get("content-type", "text/html").lower().startswith(("text/", "application/xhtml"))
    return whole, essence(page.body) if is_page and len(page.body) <= _LARGEST else None


def quiet(due: Due, lease: Lease, page: Fetched, milliseconds: int, *, now: datetime) -> Quiet | None:
    """The visit as one that found nothing new, or ``None`` when the page must be read and compared.

    Nothing is new when the page stood well at the last visit, answers from the same address with the same essence, and
    the same evidence rests on it as then.
    """
    link = due.link
    told = link.rests_on == due.rests_on and link.read_at is not None and now - link.read_at < READ_AGAIN
    stood = link.state in _STANDING and not link.failures and link.basis_id is not None
    if not (told and stood and page.status in (200, 304) and page.final_url == link.answered_by):
        return None
    body_hash, now_essence = hashes(page)
    if page.status == 200 and body_hash != link.body_hash and (now_essence is None or now_essence != link.essence):
        return None
    verdict = judge(
        Answer(
            url=link.url,
            status=page.status,
            final_url=page.final_url,
            redirects=page.redirects,
            same_site=registrable_domain(link.url) == registrable_domain(page.final_url),
            passages=(PassageOutcome.FOUND,),
        )
    )
    return Quiet(due, lease, page, verdict, milliseconds, body_hash, now_essence)


@dataclass(frozen=True, slots=True)
class Written:
    """A quiet visit as it was written."""

    quiet: Quiet
    due_at: datetime
    state: LinkState


def write(visits: Sequence[Quiet], *, pace: Pace, now: datetime | None = None) -> list[Written]:
    """Write visits that found nothing new, in one transaction; those whose lease was lost are left out, still due."""
    now = now or timezone.now()
    with transaction.atomic():
        held = leases.hold_many({visit.lease for visit in visits})
        kept = [visit for visit in visits if visit.lease in held]
        written = [_next(visit, now=now, pace=pace) for visit in kept]
        Check.objects.bulk_create(_check(visit, now) for visit in kept)
        _update(written, now)
    return written


def visit_id(link: Link, lease: Lease) -> str:
    """The name of a visit: the same link, lease and due time are one visit, however often it is carried out."""
    return f"{link.pk}-{lease.token}-{link.due_at:%Y%m%d%H%M%S%f}"


def _check(visit: Quiet, now: datetime) -> Check:
    return Check(
        link=visit.due.link,
        visit=visit_id(visit.due.link, visit.lease),
        outcome=visit.verdict.outcome.value,
        http_status=visit.page.status,
        final_url=visit.page.final_url,
        reason=visit.verdict.reason,
        snapshot_id=visit.due.link.basis_id,
        milliseconds=visit.milliseconds,
        changed=False,
        checked_at=now,
    )


def _next(visit: Quiet, *, now: datetime, pace: Pace) -> Written:
    link = visit.due.link
    seen = Seen(
        outcome=visit.verdict.outcome,
        state=LinkState(link.state),
        published=visit.due.published,
        every=every(link),
        jitter=jitter(link, now),
    )
    after = schedule.after(seen, now=now, pace=pace)
    return Written(visit, after.due_at, after.state)


def every(link: Link) -> timedelta | None:
    """How long to wait between two visits to a link, as visits were last shared out."""
    return timedelta(days=link.visit_days) if link.visit_days is not None else None


def jitter(link: Link, now: datetime) -> float:
    """A number from 0 to 1 that looks like chance and is the same for the same link and day."""
    digest = hashlib.sha256(f"{link.public_id} {now:%Y%m%d}".encode()).digest()
    return int.from_bytes(digest[:4], "big") / 2**32


_UPDATE = """
UPDATE claims_link SET
    state = new.state, checked_at = %s,
    due_at = CASE WHEN claims_link.due_at = new.planned THEN new.due ELSE claims_link.due_at END,
    etag = new.etag, last_modified = new.last_modified,
    body_hash = coalesce(new.body_hash, claims_link.body_hash), essence = coalesce(new.essence, claims_link.essence)
FROM unnest(%s::bigint[], %s::text[], %s::timestamptz[], %s::timestamptz[], %s::text[], %s::text[], %s::text[],
            %s::text[]) AS new(id, state, planned, due, etag, last_modified, body_hash, essence)
WHERE claims_link.id = new.id
"""
"""One statement for all rows. A due time that somebody changed meanwhile stays: they asked for a visit."""


def _update(written: Sequence[Written], now: datetime) -> None:
    if not written:
        return
    rows = [
        (
            w.quiet.due.link.pk,
            w.state.value,
            w.quiet.due.link.due_at,
            w.due_at,
            validator(w.quiet.page, "etag", w.quiet.due.link.etag, 500),
            validator(w.quiet.page, "last-modified", w.quiet.due.link.last_modified, 100),
            w.quiet.body_hash,
            w.quiet.essence,
        )
        for w in sorted(written, key=lambda w: w.quiet.due.link.pk)
    ]
    with connection.cursor() as cursor:
        cursor.execute(_UPDATE, [now, *map(list, zip(*rows, strict=True))])


def validator(page: Fetched, name: str, before: str | None, most: int) -> str | None:
    """A header to ask with next time; a 304 need not repeat it, and one too long to keep whole is dropped."""
    given = page.headers.get(name)
    if given is None and page.status == 304:
        return before
    return given if given and len(given) <= most else None
