"""Links to visit with what their last visit left, and the visits that found nothing new, by the hundred.

Nine visits in ten find the page as it was, and most others what came instead of it the last time. For them there is
nothing to compare and nothing to tell, so they cost a hash, one row and one update; every other visit goes through
``service.record``, a transaction of its own.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from claims.capture.errors import CaptureError
from claims.capture.fetch import Fetched
from claims.capture.transfer import Known
from claims.models import Host, Link, PassageCheck
from claims.rechecks import leases, schedule
from claims.rechecks.essence import essence
from claims.rechecks.instead import Instead, key, raises_question
from claims.rechecks.leases import Lease
from claims.rechecks.resting import resting_evidence
from claims.rechecks.schedule import Next, Pace, Seen
from claims.rechecks.verdict import Answer, Verdict, judge
from claims.recording.outlets import registrable_domain
from claims.vocabulary import LinkState, PassageOutcome, ReleaseKind

READ_AGAIN = timedelta(days=7)
"""A page is read in full this often, whatever its essence says."""
_STANDING = (LinkState.ALIVE, LinkState.MOVED)
_LARGEST = 1_000_000
"""Bytes up to which an essence is taken; larger pages are read."""
_MOST_TAGS = 100_000
"""Likewise: a page of tags alone would take its fifty-fold in memory."""


class Planned(NamedTuple):
    """A link as it was when its visit was planned: those columns of its row that visits need, without the cost of a
    model for each of thousands.
    """

    id: int
    public_id: str
    url: str
    host_id: int
    document_id: int
    state: str
    failures: int
    etag: str | None
    last_modified: str | None
    body_hash: str | None
    essence: str | None
    answered_by: str | None
    basis_id: int | None
    rests_on: str | None
    read_at: datetime | None
    instead: dict[str, Any] | None
    visit_days: float | None
    due_at: datetime
    checked_at: datetime | None
    asked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Due:
    """A link to visit.

    ``rests_on`` is the evidence that rests on its page now, ``passages`` what it quotes; ``published`` as in the
    schedule. ``distrusted`` when its host is marked as one that blocks us, ``wall_told`` when an editor was asked about
    the host's wall already.
    """

    link: Planned
    rests_on: str
    published: bool
    passages: tuple[int, ...]
    distrusted: bool
    wall_told: bool

    @property
    def by_hand(self) -> bool:
        """Whether a person asked for this visit: the rules for robots do not bind it."""
        asked, seen = self.link.asked_at, self.link.checked_at
        return asked is not None and (seen is None or seen < asked)

    @property
    def known(self) -> Known | None:
        """What to ask with, when the page is known."""
        link = self.link
        if link.basis_id is None or link.answered_by is None:
            return None
        return Known(link.answered_by, link.etag, link.last_modified)


@dataclass(frozen=True, slots=True)
class Quiet:
    """A visit that found the page, or what stands in its place, as it was.

    ``page`` is the answer, ``None`` without one; ``essence`` and ``body_hash`` are those of a page that showed.
    """

    due: Due
    lease: Lease
    page: Fetched | None
    verdict: Verdict
    after: Next
    milliseconds: int
    body_hash: str | None = None
    essence: str | None = None


def due_links(host_ids: Iterable[int], *, most: int, piece: int, now: datetime | None = None) -> Iterator[list[Due]]:
    """At most ``most`` links of these hosts that are due, the longest due first, ``piece`` of them read at a time."""
    now = now or timezone.now()
    left = Link.objects.filter(host__in=list(host_ids), due_at__lte=now).order_by("due_at", "id")
    rows = left
    while most > 0 and (planned := _planned(rows[: min(piece, most)])):
        yield _with_evidence(planned)
        if len(planned) < min(piece, most):
            return
        most -= len(planned)
        last = planned[-1]
        rows = left.filter(Q(due_at__gt=last.due_at) | Q(due_at=last.due_at, id__gt=last.id))


def links(link_ids: Sequence[int]) -> list[Due]:
    """These links, due or not, in this order."""
    found = {row.id: row for row in _planned(Link.objects.filter(pk__in=list(link_ids)))}
    return _with_evidence([found[pk] for pk in link_ids if pk in found])


def _planned(rows: QuerySet[Link]) -> list[Planned]:
    return [Planned._make(row) for row in rows.values_list(*Planned._fields)]


def _with_evidence(rows: list[Planned]) -> list[Due]:
    documents = {row.document_id for row in rows}
    evidence = (
        resting_evidence(passage__snapshot__document__in=documents)
        .order_by("id")
        .values_list("passage__snapshot__document_id", "id", "passage_id", "claim__current_release__kind")
    )
    resting: defaultdict[int, list[int]] = defaultdict(list)
    passages: defaultdict[int, dict[int, None]] = defaultdict(dict)
    published: set[int] = set()
    for document, pk, passage, kind in evidence:
        resting[document].append(pk)
        passages[document][passage] = None
        if kind is not None and kind != ReleaseKind.WITHDRAWN.value:
            published.add(document)
    hosts = Host.objects.only("profile", "wall_told_at").in_bulk({row.host_id for row in rows})
    return [
        Due(
            link=row,
            rests_on=evidence_hash(resting[row.document_id]),
            published=row.document_id in published,
            passages=tuple(passages[row.document_id]),
            distrusted=hosts[row.host_id].blocks_us is not None,
            wall_told=hosts[row.host_id].wall_told_at is not None,
        )
        for row in rows
    ]


def evidence_hash(evidence: Iterable[int]) -> str:
    """A hash (32 hexadecimal digits) of a set of evidence, by primary keys."""
    return hashlib.sha256(",".join(map(str, sorted(evidence))).encode()).hexdigest()[:32]


def hashes(page: Fetched) -> tuple[str | None, str | None]:
    """Hash of the bytes and essence of an answer; ``None`` for what is not worth knowing."""
    if page.status == 304:
        return None, None
    return hashlib.sha256(page.body).hexdigest(), _essence(page)


def _essence(page: Fetched) -> str | None:
    body = page.body
    is_page = page.headers.get("content-type", "text/html").lower().startswith(("text/", "application/xhtml"))
    usual = len(body) <= _MOST_TAGS or (len(body) <= _LARGEST and body.count(b"<") <= _MOST_TAGS)
    return essence(body) if is_page and usual else None


def quiet(due: Due, lease: Lease, came: Fetched | CaptureError, milliseconds: int, *, pace: Pace) -> Quiet | None:
    """The visit as one that found nothing new, or ``None`` when what came must be read and compared."""
    now = timezone.now()
    if due.link.instead is not None:
        return _quiet_instead(due, lease, came, milliseconds, Instead.from_json(due.link.instead), now=now, pace=pace)
    return _quiet_page(due, lease, came, milliseconds, now=now, pace=pace) if isinstance(came, Fetched) else None


def _quiet_page(due: Due, lease: Lease, page: Fetched, milliseconds: int, *, now: datetime, pace: Pace) -> Quiet | None:
    """Nothing is new of a page that stood well at the last visit, when it answers from the same address with the same
    essence, and the same evidence rests on it as then.
    """
    link = due.link
    told = link.rests_on == due.rests_on and link.read_at is not None and now - link.read_at < READ_AGAIN
    stood = link.state in _STANDING and not link.failures and link.basis_id is not None
    if not (told and stood and page.status in (200, 304) and page.final_url == link.answered_by):
        return None
    body_hash, now_essence = (None, _essence(page)) if page.status == 200 else (None, None)
    if page.status == 200 and (now_essence is None or now_essence != link.essence):
        body_hash = hashlib.sha256(page.body).hexdigest()
        if body_hash != link.body_hash:
            return None
    verdict = _stands(link, page) if page.redirects else _STANDS
    seen = seen_of(link, verdict, published=due.published, since=None, now=now)
    after = schedule.after(seen, now=now, pace=pace)
    return Quiet(due, lease, page, verdict, after, milliseconds, body_hash, now_essence)


def _stands(link: Planned, page: Fetched) -> Verdict:
    """The verdict on a page that answers well and holds its passages."""
    return judge(
        Answer(
            url=link.url,
            status=page.status,
            final_url=page.final_url,
            redirects=page.redirects,
            same_site=page.final_url == link.url or registrable_domain(link.url) == registrable_domain(page.final_url),
            passages=(PassageOutcome.FOUND,),
        )
    )


_STANDS = judge(Answer(url="", status=200, passages=(PassageOutcome.FOUND,)))
"""The same without redirects: one verdict for all of them."""


def _quiet_instead(
    due: Due,
    lease: Lease,
    came: Fetched | CaptureError,
    milliseconds: int,
    instead: Instead,
    *,
    now: datetime,
    pace: Pace,
) -> Quiet | None:
    """Nothing is new of what stands in a page's place, when it is judged for the same evidence, changes nothing of what
    is believed of the link, and raises no question about a wall.
    """
    told = instead.rests_on == due.rests_on and instead.distrusted == due.distrusted
    asks = raises_question(instead.outcome, instead.since, told=due.wall_told, now=now)
    if not told or asks or now - instead.judged_at >= READ_AGAIN:
        return None
    body_hash, now_essence = hashes(came) if isinstance(came, Fetched) else (None, None)
    if instead.key != key(came, now_essence, body_hash):
        return None
    seen = seen_of(due.link, instead.verdict, published=due.published, since=instead.since, now=now)
    after = schedule.after(seen, now=now, pace=pace)
    if after.state.value != due.link.state:
        return None
    page = came if isinstance(came, Fetched) else None
    return Quiet(due, lease, page, instead.verdict, after, milliseconds)


def seen_of(link: Link | Planned, verdict: Verdict, *, published: bool, since: datetime | None, now: datetime) -> Seen:
    """A visit with what was believed of ``link`` before it; ``since`` is when the row of failures began."""
    return Seen(
        outcome=verdict.outcome,
        certain=verdict.certain,
        unreadable=verdict.unreadable,
        state=LinkState(link.state),
        failures=link.failures,
        failing_since=since,
        published=published,
        every=every(link),
        jitter=jitter(link, now),
    )


def write(visits: Sequence[Quiet]) -> list[Quiet]:
    """Write visits that found nothing new, in one transaction, and return them; those whose lease was lost are left
    out, still due.
    """
    now = timezone.now()
    with transaction.atomic():
        held = leases.hold_many({visit.lease for visit in visits})
        kept = [visit for visit in visits if visit.lease in held]
        checks = _note(kept, now)
        PassageCheck.objects.bulk_create(
            PassageCheck(check_made_id=check, passage_id=passage, outcome=PassageOutcome.UNKNOWN.value)
            for check, visit in zip(checks, kept, strict=True)
            if not visit.verdict.is_page
            for passage in visit.due.passages
        )
        _update(kept, now)
    return kept


def visit_id(link: Link | Planned, lease: Lease) -> str:
    """The name of a visit: the same link, lease and due time are one visit, however often it is carried out."""
    return f"{link.id}-{lease.token}-{link.due_at:%Y%m%d%H%M%S%f}"


_INSERT = """
INSERT INTO claims_check (
    link_id, visit, outcome, http_status, final_url, reason, snapshot_id, milliseconds, changed, checked_at)
SELECT new.*, %s
FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::smallint[], %s::text[], %s::text[], %s::bigint[], %s::int[],
            %s::boolean[]) AS new
RETURNING visit, id
"""
"""One statement for all rows: it costs a fraction of what making each of them by itself does."""


def _note(visits: Sequence[Quiet], now: datetime) -> list[int]:
    """Write the checks of ``visits``; their primary keys in the same order."""
    if not visits:
        return []
    rows = [_check(visit) for visit in visits]
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [now, *map(list, zip(*rows, strict=True))])
        keys = dict(cursor.fetchall())
    return [keys[row[1]] for row in rows]


def _check(visit: Quiet) -> tuple[object, ...]:
    page, is_page = visit.page, visit.verdict.is_page
    return (
        visit.due.link.id,
        visit_id(visit.due.link, visit.lease),
        visit.verdict.outcome.value,
        page.status if page is not None else None,
        page.final_url if page is not None else None,
        visit.verdict.reason,
        visit.due.link.basis_id if is_page else None,
        visit.milliseconds,
        False if is_page else None,
    )


def every(link: Link | Planned) -> timedelta | None:
    """How long to wait between two visits to a link, as visits were last shared out."""
    return timedelta(days=link.visit_days) if link.visit_days is not None else None


def jitter(link: Link | Planned, now: datetime) -> float:
    """A number from 0 to 1 that looks like chance and is the same for the same link and day."""
    digest = hashlib.sha256(f"{link.public_id} {now.toordinal()}".encode()).digest()
    return int.from_bytes(digest[:4], "big") / 2**32


_UPDATE = """
UPDATE claims_link SET
    state = new.state, failures = new.failures, checked_at = %s,
    due_at = CASE WHEN claims_link.due_at = new.planned THEN new.due ELSE claims_link.due_at END,
    etag = new.etag, last_modified = new.last_modified,
    body_hash = coalesce(new.body_hash, claims_link.body_hash), essence = coalesce(new.essence, claims_link.essence)
FROM unnest(%s::bigint[], %s::text[], %s::int[], %s::timestamptz[], %s::timestamptz[], %s::text[], %s::text[],
            %s::text[], %s::text[])
    AS new(id, state, failures, planned, due, etag, last_modified, body_hash, essence)
WHERE claims_link.id = new.id
"""
"""One statement for all rows. A due time that somebody changed meanwhile stays: they asked for a visit."""


def _update(visits: Sequence[Quiet], now: datetime) -> None:
    if not visits:
        return
    rows = [_row(visit) for visit in sorted(visits, key=lambda visit: visit.due.link.id)]
    with connection.cursor() as cursor:
        cursor.execute(_UPDATE, [now, *map(list, zip(*rows, strict=True))])


def _row(visit: Quiet) -> tuple[object, ...]:
    link, after = visit.due.link, visit.after
    etag, last_modified = link.etag, link.last_modified
    if visit.page is not None and visit.verdict.is_page:
        etag = validator(visit.page, "etag", etag, 500)
        last_modified = validator(visit.page, "last-modified", last_modified, 100)
    return (
        link.id,
        after.state.value,
        after.failures,
        link.due_at,
        after.due_at,
        etag,
        last_modified,
        visit.body_hash,
        visit.essence,
    )


def validator(page: Fetched, name: str, before: str | None, most: int) -> str | None:
    """A header to ask with next time; a 304 need not repeat it, and one too long to keep whole is dropped."""
    given = page.headers.get(name)
    if given is None and page.status == 304:
        return before
    return given if given and len(given) <= most else None
