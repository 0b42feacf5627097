"""Visiting the links of a leased host and writing what was found: one transaction a visit.

A check is counted once: it is written under the host's row, held with the lease's token, and named by link, token and
due time. A worker that dies before that has written nothing and the link is still due; after that the link is not.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from claims.capture.installation import installation_limits
from claims.ledger.service import append
from claims.models import Check, Finding, Host, Link, PassageCheck, Snapshot, User
from claims.rechecks import leases, schedule
from claims.rechecks.findings import raise_findings, settle
from claims.rechecks.leases import Lease, LeaseLost
from claims.rechecks.schedule import FAILURES, GOOD, Next, Pace, Seen
from claims.rechecks.verdict import told
from claims.rechecks.visit import Visited, visit
from claims.rechecks.watch import Watch, watch
from claims.recording.documents import page_json, store_snapshot
from claims.recording.errors import NotYours
from claims.recording.rights import RightsFound, rights_in
from claims.vocabulary import CheckOutcome, FindingState, LinkState, PassageOutcome, Role

BUDGET_SECONDS = 240.0
"""How long one task visits one host; what is still due then comes with the next round."""
AGAIN_AFTER_FAULT = timedelta(hours=1)
BETWEEN_REQUESTS = timedelta(minutes=1)
"""Shortest time between a visit and the next one that somebody asks for."""
_log = logging.getLogger(__name__)


class TooSoon(Exception):
    """The link was visited a moment ago."""


@dataclass(frozen=True, slots=True)
class Report:
    """One visit in a line. ``outcome`` is ``None`` when the visit broke down on our side."""

    url: str
    outcome: CheckOutcome | None
    reason: str | None
    state: LinkState
    passages: tuple[PassageOutcome, ...]
    findings: int
    due_at: datetime


def pace() -> Pace:
    """How often this installation visits."""
    return Pace(retries=tuple(timedelta(hours=hours) for hours in settings.RECHECK_RETRY_HOURS))


def visit_due(lease: Lease, *, report: Callable[[Report], None] | None = None) -> list[Report]:
    """Visit the due links of a leased host one after another, then give the lease back."""
    return _visit_each(lease, lambda done: _next_due(lease.host_id, done), report)


def visit_links(lease: Lease, links: list[int], *, report: Callable[[Report], None] | None = None) -> list[Report]:
    """Visit the given links of a leased host now, due or not, then give the lease back."""
    waiting = iter(links)
    return _visit_each(lease, lambda _: next(waiting, None), report)


def _next_due(host_id: int, done: set[int]) -> int | None:
    due = Link.objects.filter(host=host_id, due_at__lte=timezone.now()).exclude(pk__in=done)
    return due.order_by("due_at", "id").values_list("pk", flat=True).first()


def _visit_each(
    lease: Lease, following: Callable[[set[int]], int | None], report: Callable[[Report], None] | None
) -> list[Report]:
    reports: list[Report] = []
    done: set[int] = set()
    ends = time.monotonic() + BUDGET_SECONDS
    try:
        while time.monotonic() < ends and (link_id := following(done)) is not None:
            if done and not _paused(lease):
                break
            leases.renew(lease)
            done.add(link_id)
            reports.append(_visit_safely(link_id, lease))
            if report:
                report(reports[-1])
    except LeaseLost:
        _log.warning("the lease of host %d ran out during a visit", lease.host_id)
    finally:
        leases.free(lease)
    return reports


def _paused(lease: Lease) -> bool:
    """Wait for the host's delay; whether the host may then be visited."""
    host = Host.objects.get(pk=lease.host_id)
    if host.not_before is not None and host.not_before > timezone.now():
        return False
    time.sleep(host.delay_seconds)
    return True


def _visit_safely(link_id: int, lease: Lease) -> Report:
    """One visit; a fault of ours postpones this link and stops no other."""
    try:
        return visit_link(link_id, lease)
    except LeaseLost:
        raise
    except Exception:  # noqa: BLE001 - whatever went wrong with one link must not stop the others
        _log.exception("the visit of link %d broke down", link_id)
        return _postpone(link_id, lease)


def _postpone(link_id: int, lease: Lease) -> Report:
    with transaction.atomic():
        leases.hold(lease)
        link = Link.objects.select_for_update(no_key=True).get(pk=link_id)
        link.due_at = timezone.now() + AGAIN_AFTER_FAULT
        link.save(update_fields=["due_at"])
    return Report(link.url, None, "broke down; see the log", LinkState(link.state), (), 0, link.due_at)


def visit_link(link_id: int, lease: Lease) -> Report:
    """Visit one link of a leased host and write what was found. Raises :class:`LeaseLost`; nothing is written then."""
    watched = watch(link_id)
    visited = visit(watched, limits=installation_limits())
    rights = rights_in(visited.captured) if visited.captured is not None else None
    with transaction.atomic():
        host = leases.hold(lease)
        return _write(watched, visited, rights, lease, host)


def _page(watched: Watch, visited: Visited, rights: RightsFound | None) -> dict[str, Any] | None:
    """What the page says of itself, as ``Snapshot.page`` keeps it; ``None`` when what came back is not the page."""
    captured, basis = visited.captured, watched.basis
    if captured is not None and rights is not None:
        return page_json(captured, rights)
    return dict(basis.page) if basis is not None and visited.verdict.is_page else None


def _write(watched: Watch, visited: Visited, rights: RightsFound | None, lease: Lease, host: Host) -> Report:
    now, planned = timezone.now(), watched.link.due_at
    link = Link.objects.select_for_update(no_key=True).get(pk=watched.link.pk)
    page = _page(watched, visited, rights)
    snapshot = _snapshot(watched, visited, page, rights)
    check = Check.objects.create(
        link=link,
        visit=f"{link.pk}-{lease.token}-{planned:%Y%m%d%H%M%S%f}",
        outcome=visited.verdict.outcome.value,
        http_status=visited.status,
        final_url=visited.final_url,
        reason=(visited.verdict.reason or "")[:300] or None,
        snapshot=snapshot,
        milliseconds=visited.milliseconds,
        checked_at=now,
    )
    _write_passages(check, watched, visited)
    after = schedule.after(_seen(watched, visited, now), now=now, pace=pace())
    _write_link(link, visited, after, now=now, planned=planned)
    _write_host(host, visited, now)
    findings = raise_findings(watch=watched, visited=visited, check=check, after=after, page=page)
    outcomes = tuple(found.outcome for found in visited.passages.values())
    verdict = visited.verdict
    return Report(link.url, verdict.outcome, verdict.reason, after.state, outcomes, findings, link.due_at)


def _snapshot(
    watched: Watch, visited: Visited, page: Mapping[str, Any] | None, rights: RightsFound | None
) -> Snapshot | None:
    """The snapshot that this visit points to: the known one, unless the page reads otherwise now."""
    if not visited.verdict.is_page:
        return None
    basis, captured = watched.basis, visited.captured
    if captured is None:
        return basis
    text_hash = hashlib.sha256(captured.text.encode()).hexdigest()
    if basis is not None and basis.readable_id == text_hash and basis.page == page:
        return basis
    return store_snapshot(document=watched.link.document, captured=captured, actor=None, rights=rights)


def _write_passages(check: Check, watched: Watch, visited: Visited) -> None:
    rows = [
        PassageCheck(check_made=check, passage_id=pk, outcome=f.outcome.value, found_text=f.text, score=f.score)
        for pk, f in visited.passages.items()
        if pk in visited.compared
    ]
    if not visited.verdict.is_page:
        unknown = PassageOutcome.UNKNOWN.value
        rows = [PassageCheck(check_made=check, passage=passage, outcome=unknown) for passage in watched.passages]
    PassageCheck.objects.bulk_create(rows)


def _seen(watched: Watch, visited: Visited, now: datetime) -> Seen:
    link, verdict = watched.link, visited.verdict
    return Seen(
        outcome=verdict.outcome,
        certain=verdict.certain,
        unreadable=verdict.unreadable,
        state=LinkState(link.state),
        failures=link.failures,
        failing_since=_failing_since(link),
        published=watched.is_published(),
        jitter=_jitter(link, now),
    )


def _failing_since(link: Link) -> datetime | None:
    times = Check.objects.filter(link=link).values_list("checked_at", flat=True)
    last_good = times.filter(outcome__in=GOOD).order_by("-checked_at").first()
    failed = times.filter(outcome__in=FAILURES).order_by("checked_at")
    return failed.filter(checked_at__gt=last_good).first() if last_good else failed.first()


def _jitter(link: Link, now: datetime) -> float:
    """A number from 0 to 1 that looks like chance and is the same for the same link and day."""
    digest = hashlib.sha256(f"{link.public_id} {now:%Y%m%d}".encode()).digest()
    return int.from_bytes(digest[:4], "big") / 2**32


def _write_link(link: Link, visited: Visited, after: Next, *, now: datetime, planned: datetime) -> None:
    link.state, link.failures, link.checked_at = after.state.value, after.failures, now
    if link.due_at == planned:  # else somebody asked for a visit meanwhile
        link.due_at = after.due_at
    if visited.verdict.is_page:
        link.body_hash = visited.body_hash
        link.etag = _kept(visited.headers.get("etag"), 500) or (link.etag if visited.status == 304 else None)
        modified = _kept(visited.headers.get("last-modified"), 100)
        link.last_modified = modified or (link.last_modified if visited.status == 304 else None)
    link.save()


def _kept(header: str | None, most: int) -> str | None:
    """A header to send back, ``None`` when it is too long to keep whole."""
    return header if header and len(header) <= most else None


def _write_host(host: Host, visited: Visited, now: datetime) -> None:
    delay, until = schedule.host_rest(
        status=visited.status, retry_after=visited.headers.get("retry-after"), delay=host.delay_seconds, now=now
    )
    if (delay, until) != (host.delay_seconds, None):
        leases.rest(host, delay=delay, until=until)


def request_recheck(*, actor: User, link_id: int) -> Link:
    """Have a link visited with the next round: *recheck now*.

    Raises :class:`NotYours` for people outside the newsroom and :class:`TooSoon` within a minute of the last visit.
    """
    if actor.role not in (Role.FACT_CHECKER.value, Role.EDITOR.value) and not actor.is_superuser:
        raise NotYours("Only the newsroom can ask for a recheck.")
    with transaction.atomic():
        link = Link.objects.select_for_update(no_key=True).get(pk=link_id)
        now = timezone.now()
        if link.checked_at is not None and now - link.checked_at < BETWEEN_REQUESTS:
            raise TooSoon("This link was visited less than a minute ago. Wait a moment.")
        if link.due_at > now:
            append(
                actor=actor,
                action="request_recheck",
                subject=f"link/{link.public_id}",
                before={"due_at": link.due_at},
                after={"due_at": now},
            )
            link.due_at = now
            link.save(update_fields=["due_at"])
    return link


def settle_finding(*, actor: User, finding_id: int, state: FindingState, reason: str | None = None) -> Finding:
    """Settle a finding, or mark it as a false alarm; an editor does, once. One transaction with its ledger entry.

    Raises :class:`NotYours` for all others, and for a finding that is settled already.
    """
    if actor.role != Role.EDITOR.value:
        raise NotYours("Editors settle findings.")
    with transaction.atomic():
        finding = Finding.objects.select_for_update(no_key=True).get(pk=finding_id)
        if finding.state != FindingState.OPEN.value or state is FindingState.OPEN:
            raise NotYours("This finding is settled already.")
        settle(finding, reason, actor=actor, state=state)
    return finding


def as_seen_by(viewer: User, check: Check) -> tuple[CheckOutcome, str | None]:
    """Outcome and reason of a check as ``viewer`` may see them: classes only, save for administrators."""
    return told(CheckOutcome(check.outcome), check.reason, everything=viewer.is_superuser)
