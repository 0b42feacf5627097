"""Visiting the links of leased hosts and writing what was found.

A check is counted once: it is written under the host's row, held with the lease's token, and named by link, token and
due time. A worker that dies before that has written nothing and the link is still due; after that the link is not.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from claims.capture.fetch import Fetched
from claims.capture.installation import installation_limits
from claims.ledger.service import append
from claims.models import Check, Host, Link, PassageCheck, Snapshot, User
from claims.rechecks import known, leases, outages, schedule
from claims.rechecks.findings import raise_findings, settle, watched_change
from claims.rechecks.instead import KEPT_OUT, Instead, raises_question
from claims.rechecks.known import Due, Planned, Quiet
from claims.rechecks.leases import Lease, LeaseLost
from claims.rechecks.probe import address as absent_address
from claims.rechecks.profile import another_page, asked_at, context_of, keep_probe, kept_out_since, let_in
from claims.rechecks.round import PIECE, Heard, Round
from claims.rechecks.schedule import FAILURES, GOOD, Next, Pace
from claims.rechecks.verdict import Asks, told
from claims.rechecks.visit import Came, Visited, examine, sibling_of, witness_of
from claims.rechecks.watch import Watch, watch
from claims.rechecks.witness import Witness
from claims.recording.documents import page_json, store_snapshot
from claims.recording.errors import NotYours
from claims.recording.rights import RightsFound, rights_in
from claims.vocabulary import CheckOutcome, LinkState, PassageOutcome, Role

BUDGET_SECONDS = 240.0
"""How long one round starts new visits; what is still due then comes with the next."""
MOST_LINKS = 20_000
"""Links that one round takes on, one piece after the other."""
AGAIN_AFTER_FAULT = timedelta(hours=1)
AGAIN_SOON = timedelta(minutes=2)
"""When a visit is tried again that could not be finished through no fault of the page."""
BETWEEN_REQUESTS = timedelta(minutes=1)
"""Shortest time between a visit and the next one that somebody asks for."""
_log = logging.getLogger(__name__)


class TooSoon(Exception):
    """The link was visited a moment ago."""


class InDoubt(Exception):
    """What the site says at another address would decide: nothing was written yet."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


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


def visit_due(
    held: Sequence[Lease], *, report: Callable[[Report], None] | None = None, piece: int = PIECE
) -> list[Report]:
    """Visit the due links of leased hosts, ``piece`` of them read at a time, then give the leases back.

    The rules for robots are obeyed, save where a person asked for the visit.
    """
    due = known.due_links([lease.host_id for lease in held], most=MOST_LINKS, piece=piece)
    return _visit_all(held, due, report, by_hand=False)


def visit_links(
    held: Sequence[Lease], links: Sequence[int], *, report: Callable[[Report], None] | None = None
) -> list[Report]:
    """Visit the given links of leased hosts now, due or not, then give the leases back: somebody asked by hand."""
    return _visit_all(held, iter([known.links(links)]), report, by_hand=True)


def _visit_all(
    held: Sequence[Lease], due: Iterator[Sequence[Due]], report: Callable[[Report], None] | None, *, by_hand: bool
) -> list[Report]:
    reports: list[Report] = []

    def tell(found: Report) -> None:
        reports.append(found)
        if report:
            report(found)

    def tell_all(written: Sequence[Quiet]) -> None:
        for quiet in written:
            tell(_quiet_report(quiet))

    def write(entry: Due, lease: Lease, came: Came, took: int, heard: Heard) -> str | None:
        try:
            tell(_record_safely(entry.link, lease, came, took, heard=heard))
        except InDoubt as doubt:
            return doubt.address
        return None

    made = Round(
        limits=installation_limits(),
        record=write,
        told=tell_all,
        postpone=lambda entry, lease, why: tell(_postpone(entry.link.id, lease, why, AGAIN_SOON)),
        pace=pace(),
        lease_seconds=settings.RECHECK_LEASE_SECONDS,
        by_hand=by_hand,
        seconds=BUDGET_SECONDS,
    )
    made.run(held, due)
    outages.learn(reached=made.reached)
    return reports


def _quiet_report(quiet: Quiet) -> Report:
    verdict, after = quiet.verdict, quiet.after
    return Report(quiet.due.link.url, verdict.outcome, verdict.reason, after.state, (), 0, after.due_at)


def _record_safely(link: Planned, lease: Lease, came: Came, milliseconds: int, *, heard: Heard) -> Report:
    """One visit written; a fault of ours postpones this link and stops no other."""
    try:
        return record(link, lease, came, milliseconds, heard=heard)
    except (LeaseLost, InDoubt):
        raise
    except Exception:  # noqa: BLE001 - whatever went wrong with one link must not stop the others
        _log.exception("the visit of link %d broke down", link.id)
        return _postpone(link.id, lease, "broke down; see the log", AGAIN_AFTER_FAULT)


def _postpone(link_id: int, lease: Lease, why: str, wait: timedelta) -> Report:
    with transaction.atomic():
        leases.hold(lease)
        link = Link.objects.select_for_update(no_key=True).get(pk=link_id)
        link.due_at = timezone.now() + wait
        link.save(update_fields=["due_at"])
    return Report(link.url, None, why, LinkState(link.state), (), 0, link.due_at)


def record(planned: Planned, lease: Lease, came: Came, milliseconds: int, *, heard: Heard) -> Report:
    """Compare what a visit came back with and write it; ``planned`` is the link as it was when the visit began.

    ``heard`` is what other addresses of the host answered at this visit. Raises :class:`LeaseLost`, and
    :class:`InDoubt` where one that is not among them would decide; nothing is written then.
    """
    watched = watch(planned)
    url = came.final_url if isinstance(came, Fetched) else watched.link.url
    absent = absent_address(url)
    if absent is not None and absent in heard:
        keep_probe(watched.link.host, url, sibling_of(heard[absent]))
    context = context_of(watched.link, url, probed=absent in heard, now=timezone.now())
    visited = examine(watched, came, milliseconds, context)
    if visited.verdict.asks is Asks.ANOTHER_PAGE:
        context = replace(context, witness=_witness(watched.link, heard), witnessed=True)
        visited = examine(watched, came, milliseconds, context)
    if visited.verdict.asks is Asks.ABSENT_ADDRESS and absent is not None and absent not in heard:
        raise InDoubt(absent)
    return _write_visit(watched, visited, lease)


def _witness(link: Link, heard: Heard) -> Witness | None:
    """What another page of the host told at this visit, ``None`` where there is none; raises :class:`InDoubt`."""
    other = another_page(link)
    if other is None:
        return None
    if asked_at(other) not in heard:
        raise InDoubt(asked_at(other))
    return witness_of(heard[asked_at(other)], other.basis)


def _write_visit(watched: Watch, visited: Visited, lease: Lease) -> Report:
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
    now = timezone.now()
    link = Link.objects.select_for_update(no_key=True).get(pk=watched.link.pk)
    page = _page(watched, visited, rights)
    snapshot = _snapshot(watched, visited, page, rights)
    check = Check.objects.create(
        link=link,
        visit=known.visit_id(watched.planned, lease),
        outcome=visited.verdict.outcome.value,
        http_status=visited.status,
        final_url=visited.final_url,
        reason=(visited.verdict.reason or "")[:300] or None,
        snapshot=snapshot,
        milliseconds=visited.milliseconds,
        changed=watched_change(watched, visited, page),
        checked_at=now,
    )
    _write_passages(check, watched, visited)
    since = _since(link, visited.verdict.outcome, now=now)
    seen = known.seen_of(watched.link, visited.verdict, published=watched.published, since=since, now=now)
    after = schedule.after(seen, now=now, pace=pace())
    link.instead = _instead(watched, visited, host, since=since or now, now=now)
    _write_link(link, watched, visited, after, snapshot=snapshot, now=now)
    _write_host(host, visited, now)
    walled = raises_question(visited.verdict.outcome, since, told=host.wall_told_at is not None, now=now)
    asks = bool(watched.claims) and walled
    if asks:
        Host.objects.filter(pk=host.pk).update(wall_told_at=now)
    for answered in let_in(host, link) if visited.verdict.is_page else ():
        settle(answered, "The site shows its pages again.")
    findings = raise_findings(watch=watched, visited=visited, check=check, after=after, page=page, asks=asks)
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


def _since(link: Link, outcome: CheckOutcome, *, now: datetime) -> datetime | None:
    """When the row of visits began that failed, or were kept out, as the latest one did; ``None`` for a good one."""
    if outcome not in KEPT_OUT and outcome.value not in FAILURES:
        return None
    showed = link.state in (LinkState.ALIVE.value, LinkState.MOVED.value) and not link.failures
    if showed and link.instead is None and link.checked_at is not None:  # until this visit, so nobody need look
        return now
    return kept_out_since(link) if outcome in KEPT_OUT else _failing_since(link)


def _instead(watched: Watch, visited: Visited, host: Host, *, since: datetime, now: datetime) -> dict[str, Any] | None:
    """What is remembered of an answer that was not the page, if the same one need not be looked into again."""
    verdict = visited.verdict
    if verdict.is_page or visited.key is None or verdict.momentary or verdict.outcome is CheckOutcome.UNCLEAR:
        return None  # what other pages of the host do tells anew the next time
    return Instead(
        key=visited.key,
        outcome=verdict.outcome,
        reason=verdict.reason,
        certain=verdict.certain,
        unreadable=verdict.unreadable,
        rests_on=watched.rests_on,
        distrusted=host.blocks_us is not None,
        judged_at=now,
        since=since,
    ).as_json()


def _failing_since(link: Link) -> datetime | None:
    times = Check.objects.filter(link=link).values_list("checked_at", flat=True)
    last_good = times.filter(outcome__in=GOOD).order_by("-checked_at").first()
    failed = times.filter(outcome__in=FAILURES).order_by("checked_at")
    return failed.filter(checked_at__gt=last_good).first() if last_good else failed.first()


def _write_link(
    link: Link, watched: Watch, visited: Visited, after: Next, *, snapshot: Snapshot | None, now: datetime
) -> None:
    link.state, link.failures, link.checked_at = after.state.value, after.failures, now
    if link.due_at == watched.planned.due_at:  # else somebody asked for a visit meanwhile
        link.due_at = after.due_at
    if visited.page is not None and visited.verdict.is_page:
        link.body_hash, link.essence = visited.body_hash, visited.essence
        link.etag = known.validator(visited.page, "etag", link.etag, 500)
        link.last_modified = known.validator(visited.page, "last-modified", link.last_modified, 100)
        link.answered_by, link.basis, link.rests_on = visited.final_url, snapshot, watched.rests_on
        link.read_at = now if visited.was_read else link.read_at
    else:
        link.rests_on = None  # whatever comes next must be looked into
    link.save()


def _write_host(host: Host, visited: Visited, now: datetime) -> None:
    delay, until = schedule.host_rest(
        status=visited.status,
        retry_after=visited.page.headers.get("retry-after") if visited.page else None,
        delay=host.delay_seconds,
        now=now,
    )
    if (delay, until) != (host.delay_seconds, None):
        leases.rest(host, delay=delay, until=until)


def request_recheck(*, actor: User, link_id: int) -> Link:
    """Have a link visited with the next round: *recheck now*.

    Raises :class:`NotYours` for people outside the newsroom and :class:`TooSoon` within a minute of the last visit.
    """
    may_ask(actor)
    with transaction.atomic():
        link = Link.objects.select_for_update(no_key=True).get(pk=link_id)
        now = timezone.now()
        if link.checked_at is not None and now - link.checked_at < BETWEEN_REQUESTS:
            raise TooSoon("This link was visited less than a minute ago. Wait a moment.")
        append(
            actor=actor,
            action="request_recheck",
            subject=f"link/{link.public_id}",
            before={"due_at": link.due_at},
            after={"due_at": min(link.due_at, now)},
        )
        link.due_at, link.asked_at = min(link.due_at, now), now
        link.save(update_fields=["due_at", "asked_at"])
    return link


def may_ask(actor: User) -> None:
    """Raises :class:`NotYours` for people outside the newsroom."""
    if actor.role not in (Role.FACT_CHECKER.value, Role.EDITOR.value) and not actor.is_superuser:
        raise NotYours("Only the newsroom can ask for a recheck.")


def as_seen_by(viewer: User, check: Check) -> tuple[CheckOutcome, str | None]:
    """Outcome and reason of a check as ``viewer`` may see them: classes only, save for administrators."""
    return told(CheckOutcome(check.outcome), check.reason, everything=viewer.is_superuser)
