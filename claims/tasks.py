"""Tasks: thin. Each takes ids, calls one function and logs; what is due and who holds it stands in our rows.

So every task may run twice, late, or never: the next round of the clock makes up for it.
"""

from __future__ import annotations

import logging

from celery import shared_task
from celery.signals import worker_init
from django.conf import settings

from claims.capture.canary import GuardBroken, verify_guard
from claims.capture.installation import answer_for_every_name
from claims.rechecks import leases, service
from claims.review.drain import drain

HOSTS_A_ROUND = 50
"""Hosts that one round leases; a lease that no worker begins runs out."""
_log = logging.getLogger(__name__)


@worker_init.connect
def refuse_to_start_unguarded(**_: object) -> None:
    """A worker whose libcurl slips past the guard must not run; a resolver that knows every name is told of."""
    try:
        verify_guard()
    except GuardBroken as broken:
        raise SystemExit(f"This worker does not start: {broken}") from None
    address = answer_for_every_name()
    if address is not None:
        _log.warning("the resolver answers %s for names that cannot exist: visits will be refused or misled", address)


@shared_task
def dispatch_rechecks() -> None:
    """Lease hosts with due links and hint at them to the workers."""
    due = leases.lease_due(limit=HOSTS_A_ROUND)
    for lease in due:
        visit_host.apply_async((lease.host_id, lease.token), expires=settings.RECHECK_LEASE_SECONDS)
    if due:
        _log.info("leased %d hosts", len(due))


@shared_task
def visit_host(host_id: int, token: str) -> None:
    """Visit the due links of a leased host; a hint that came late or twice does nothing."""
    lease = leases.begin(leases.Lease(host_id, token))
    if lease is None:
        return
    reports = service.visit_due(lease)
    _log.info("host %d: %d links visited, %d findings", host_id, len(reports), sum(r.findings for r in reports))


@shared_task
def drain_changes() -> None:
    """Follow up what changed: statuses, vetted claims sent back, releases."""
    done = drain()
    if done:
        _log.info("followed up %d changes", done)
