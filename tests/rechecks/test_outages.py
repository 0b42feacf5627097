"""Faults on our side: noted once, told to those who can do something, over when they are over."""

from __future__ import annotations

import socket
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from claims.models import Fault, User
from claims.rechecks.outages import faults, learn
from claims.tasks import look_at_network
from tests.models.build import a_user
from tests.rechecks.build import a_watched_claim, the_link
from tests.rechecks.site import Site
from tests.web.conftest import signed_in

__all__ = ["signed_in"]

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def knows_all(host: str, port: object) -> list[tuple[int, int, int, str, tuple[str, int]]]:
    return [(2, 1, 6, "", ("198.18.0.7", 0))]


def honest(host: str, port: object) -> list[tuple[int, int, int, str, tuple[str, int]]]:
    raise socket.gaierror(-2, "Name or service not known")


def test_a_resolver_that_answers_for_every_name_is_noted_until_it_is_right(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", knows_all)
    began = timezone.now()
    look_at_network()
    with time_machine.travel(began + timedelta(minutes=10), tick=True):
        look_at_network()
    fault = Fault.objects.get()
    assert (fault.kind, fault.detail, fault.ended_at) == ("resolver", "198.18.0.7", None)
    assert fault.seen_at - fault.since >= timedelta(minutes=9)
    monkeypatch.setattr(socket, "getaddrinfo", honest)
    look_at_network()
    assert (faults(), Fault.objects.exclude(ended_at=None).count()) == ([], 1)


def test_a_round_ends_the_fault_only_when_a_site_answered() -> None:
    learn(reached=False)
    learn(reached=None)
    assert [fault.kind for fault in faults()] == ["no_site_reached"]
    learn(reached=True)
    assert faults() == []
    learn(reached=False)
    assert Fault.objects.count() == 2


@pytest.fixture
def addresses(site: Site) -> list[str]:
    a_watched_claim(site)
    link = the_link(site)
    return ["/", "/links/", "/hosts/", f"/links/{link.public_id}/", f"/hosts/{link.host.name}/", "/findings/"]


@pytest.mark.parametrize(
    ("role", "administers", "told"),
    [("editor", False, True), ("fact_checker", True, True), ("fact_checker", False, False)],
)
def test_editors_and_administrators_see_what_is_wrong_and_what_to_do(
    addresses: list[str], signed_in: SignIn, role: str, administers: bool, told: bool
) -> None:
    user = a_user(role=role)
    User.objects.filter(pk=user.pk).update(is_superuser=administers)
    client = signed_in(user)
    assert all("can be reached" not in client.get(address).content.decode() for address in addresses)
    now = timezone.now()
    Fault.objects.create(kind="no_site_reached", since=now, seen_at=now)
    Fault.objects.create(kind="resolver", detail="198.18.0.7", since=now, seen_at=now)
    for address in addresses:
        page = client.get(address).content.decode()
        assert ("No site can be reached" in page) is told, address
        assert ("look at the line, the firewall and the name server" in page) is told, address
        assert ("answers for names that do not exist" in page) is told, address
        assert ("198.18.0.7" in page) is administers, address
    Fault.objects.update(ended_at=now)
    assert all("No site can be reached" not in client.get(address).content.decode() for address in addresses)


def test_the_numbers_and_the_health_tell_of_it(settings: Any) -> None:
    settings.METRICS_TOKEN = "right"
    program = Client(headers={"Authorization": "Bearer right"})
    assert program.get("/health/").json()["network"] == "ok"
    learn(reached=False)
    answer = program.get("/health/")
    assert (answer.status_code, answer.json()["network"]) == (200, "failing")
    lines = program.get("/metrics").content.decode().splitlines()
    assert 'provenance_fault{kind="no_site_reached"} 1.0' in lines
    assert 'provenance_fault{kind="resolver"} 0.0' in lines
