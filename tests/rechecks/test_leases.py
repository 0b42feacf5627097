"""Leases of hosts: one worker at a time, whatever dies, is late, or comes twice."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from claims.models import Document, Host, Link
from claims.rechecks import leases
from claims.rechecks.leases import Lease, LeaseLost


def a_host(name: str = "courier.example", *, due_in: float = -60, **facts: Any) -> Host:
    host = Host.objects.create(name=name, **facts)
    due = timezone.now() + timedelta(seconds=due_in)
    Link.objects.create(url=f"http://{name}/a", host=host, document=Document.objects.create(), due_at=due)
    return host


def later(seconds: float) -> Any:
    return timezone.now() + timedelta(seconds=seconds)


@pytest.mark.django_db
def test_hosts_with_something_due_are_leased_the_longest_due_first() -> None:
    a_host("later.example", due_in=60)
    second, first = a_host("b.example", due_in=-10), a_host("a.example", due_in=-900)
    Host.objects.create(name="nothing.example")
    assert [lease.host_id for lease in leases.lease_due(limit=1)] == [first.pk]
    assert [lease.host_id for lease in leases.lease_due(limit=9)] == [second.pk]
    assert leases.lease_due(limit=9) == []


@pytest.mark.django_db
@pytest.mark.parametrize("links", [1, 3, 40])
def test_a_host_that_is_visited_keeps_no_other_from_being_leased_however_much_is_due_there(links: int) -> None:
    busy, resting = a_host("busy.example", due_in=-900), a_host("resting.example", due_in=-800, not_before=later(600))
    for host in (busy, resting):
        for number in range(links):
            url = f"http://{host.name}/{number}"
            Link.objects.create(url=url, host=host, document=Document.objects.create(), due_at=later(-700))
    assert [lease.host_id for lease in leases.lease_due(limit=1)] == [busy.pk]
    second, first = a_host("b.example", due_in=-10), a_host("a.example", due_in=-90)
    assert [lease.host_id for lease in leases.lease_due(limit=1)] == [first.pk]
    assert [lease.host_id for lease in leases.lease_due(limit=1)] == [second.pk]
    assert leases.lease_due(limit=1) == []


@pytest.mark.django_db
def test_of_chosen_hosts_those_are_leased_that_can_be_had_due_or_not() -> None:
    not_due, resting = a_host("a.example", due_in=900), a_host("b.example", not_before=later(60))
    taken, other = a_host("c.example"), a_host("d.example")
    assert leases.lease_host(taken.pk) is not None
    (lease,) = leases.lease_hosts([not_due.pk, resting.pk, taken.pk], limit=9)
    assert lease.host_id == not_due.pk
    leases.renew(lease)
    assert leases.lease_hosts([not_due.pk, resting.pk, taken.pk, other.pk], limit=1)[0].host_id == other.pk


@pytest.mark.django_db
def test_a_lease_that_ran_out_makes_the_host_due_again_with_another_token(settings: Any) -> None:
    a_host()
    (lost,) = leases.lease_due(limit=9)
    assert leases.lease_due(limit=9, now=later(settings.RECHECK_LEASE_SECONDS - 5)) == []
    (again,) = leases.lease_due(limit=9, now=later(settings.RECHECK_LEASE_SECONDS + 5))
    assert (again.host_id, again.token != lost.token) == (lost.host_id, True)
    with pytest.raises(LeaseLost):
        leases.renew(lost)
    with pytest.raises(LeaseLost), transaction.atomic():
        leases.hold(lost)


@pytest.mark.django_db
def test_a_hint_that_comes_twice_or_late_is_worth_nothing(settings: Any) -> None:
    a_host()
    (hint,) = leases.lease_due(limit=9)
    assert leases.begin(hint, now=later(settings.RECHECK_LEASE_SECONDS + 1)) is None
    begun = leases.begin(hint)
    assert begun is not None
    assert leases.begin(hint) is None
    assert leases.begin(Lease(hint.host_id, "made up")) is None
    leases.renew(begun)


@pytest.mark.django_db
def test_a_freed_host_rests_for_its_delay() -> None:
    a_host(delay_seconds=30)
    (lease,) = leases.lease_due(limit=9)
    leases.free(lease)
    assert leases.lease_due(limit=9) == []
    assert leases.lease_host(lease.host_id) is None
    assert len(leases.lease_due(limit=9, now=later(31))) == 1


@pytest.mark.django_db
def test_a_rest_that_a_host_asked_for_is_never_shortened() -> None:
    host, until = a_host(), later(7200)
    (lease,) = leases.lease_due(limit=9)
    leases.rest(leases_host(lease), delay=4.0, until=until)
    leases.rest(leases_host(lease), delay=8.0, until=None)
    leases.free(lease)
    host.refresh_from_db()
    assert (host.delay_seconds, host.not_before, host.lease_token) == (8.0, until, None)


def leases_host(lease: Lease) -> Host:
    with transaction.atomic():
        return leases.hold(lease)


@pytest.mark.django_db(transaction=True)
def test_eight_dispatchers_at_once_lease_every_host_once_and_none_goes_away_while_one_waits() -> None:
    for number in range(40):
        a_host(f"h{number}.example")
    found: list[Lease] = []
    first: list[int] = []
    start = threading.Barrier(8)

    def dispatch() -> None:
        try:
            start.wait()
            got = leases.lease_due(limit=3)
            first.append(len(got))
            while got:
                found.extend(got)
                got = leases.lease_due(limit=3)
        finally:
            connection.close()

    threads = [threading.Thread(target=dispatch) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert first == [3] * 8
    assert sorted(lease.host_id for lease in found) == sorted(Host.objects.values_list("pk", flat=True))


@pytest.mark.django_db(transaction=True)
def test_of_eight_workers_with_one_hint_one_begins() -> None:
    a_host()
    (hint,) = leases.lease_due(limit=9)
    begun: list[Lease | None] = []
    start = threading.Barrier(8)

    def begin() -> None:
        try:
            start.wait()
            begun.append(leases.begin(hint))
        finally:
            connection.close()

    threads = [threading.Thread(target=begin) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([lease for lease in begun if lease is not None]) == 1
