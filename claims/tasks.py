"""Tasks: thin. Each takes ids, calls one function and logs; what is due and who holds it stands in our rows.

So every task may run twice, late, or never: the next round of the clock makes up for it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta

from celery import shared_task
from celery.signals import worker_init, worker_ready
from django.conf import settings
from django.utils import timezone

from claims.capture import sites
from claims.capture.canary import GuardBroken, verify_guard
from claims.publishing.webhooks import planning, sending
from claims.rechecks import archive_queue, leases, outages, promise, service, sharing
from claims.recording.comparing import compare_new
from claims.review import dates, purging
from claims.review.drain import drain

HOSTS_A_ROUND = 400
"""Hosts that one round leases; a lease that no worker begins runs out."""
HOSTS_A_TASK = 50
"""Hosts that one task visits side by side."""
JUST_PUBLISHED = timedelta(hours=1)
"""How far back each round looks for new claims; what it missed is found when the visits are shared anew."""
_log = logging.getLogger(__name__)


def batched(held: list[leases.Lease], size: int) -> Iterator[list[leases.Lease]]:
    """The leases in groups of at most ``size``."""
    return (held[at : at + size] for at in range(0, len(held), size))


@worker_init.connect
def refuse_to_start_unguarded(**_: object) -> None:
    """A worker whose libcurl slips past the guard must not run."""
    try:
        verify_guard()
    except GuardBroken as broken:
        raise SystemExit(f"This worker does not start: {broken}") from None


@worker_init.connect
def load_once(**_: object) -> None:
    """What visits need is read before the worker's processes part: once, and not by each of them in its first round."""
    sites.load()


@worker_ready.connect
def look_at_network_first(**_: object) -> None:
    """A worker that begins on another network says so at once, not at the next turn of the clock."""
    look_at_network.apply_async(expires=settings.NETWORK_SECONDS)


@shared_task
def look_at_network() -> None:
    """Ask the resolver for a name that cannot exist: visits are worth nothing while it answers."""
    outages.look_at_resolver()


@shared_task
def dispatch_rechecks() -> None:
    """Lease hosts with due links and hint at them to the workers; what was just published is due within the promise."""
    promise.bring_forward(since=timezone.now() - JUST_PUBLISHED)
    due = leases.lease_due(limit=HOSTS_A_ROUND)
    for batch in batched(due, HOSTS_A_TASK):
        hints = [(lease.host_id, lease.token) for lease in batch]
        visit_hosts.apply_async((hints,), expires=settings.RECHECK_LEASE_SECONDS)
    if due:
        _log.info("leased %d hosts", len(due))


@shared_task
def visit_hosts(hints: list[tuple[int, str]]) -> None:
    """Visit the due links of leased hosts; a hint that came late or twice does nothing."""
    held = leases.begin_many([leases.Lease(host_id, token) for host_id, token in hints])
    if not held:
        return
    reports = service.visit_due(held)
    _log.info("%d hosts: %d links visited, %d findings", len(held), len(reports), sum(r.findings for r in reports))


@shared_task
def share_visits() -> None:
    """Share the visits among all links by how often their pages change; what is promised comes first."""
    _log.info("visits shared among %d links", sharing.share_visits())
    promise.bring_forward()


@shared_task
def ask_archives() -> None:
    """Ask archives for copies of dead pages, and to save pages, as far as something is due."""
    done = archive_queue.work()
    if done:
        _log.info("archives asked for %d links", done)


@shared_task
def drain_changes() -> None:
    """Follow up what changed: statuses, vetted claims sent back, releases."""
    done = drain()
    if done:
        _log.info("followed up %d changes", done)


@shared_task
def follow_dates() -> None:
    """Follow up dates that passed: claims past their validity, effective statuses past their end."""
    done = dates.follow_dates(today=timezone.localdate())
    if done:
        _log.info("a date passed for %d claims", done)


@shared_task
def compare_texts() -> None:
    """Compare texts that came in with all others; what is found leaves changes for the drain."""
    done = compare_new()
    if done:
        _log.info("compared %d texts with all others", done)


@shared_task
def purge_changes() -> None:
    """Forget changes that were followed up long ago."""
    done = purging.purge_changes(before=timezone.now() - purging.KEPT)
    if done:
        _log.info("forgot %d changes that were followed up", done)


@shared_task
def send_webhooks() -> None:
    """Write the messages of new releases and send what is due."""
    planning.plan()
    done = sending.send()
    if done:
        _log.info("%d webhook messages sent", done)


@shared_task
def purge_webhooks() -> None:
    """Forget messages that were delivered or given up long ago."""
    done = planning.purge(before=timezone.now() - planning.KEPT)
    if done:
        _log.info("forgot %d webhook messages", done)
