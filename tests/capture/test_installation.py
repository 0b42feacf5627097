"""The installation never visits itself."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from claims.capture.errors import Refused
from claims.capture.fetch import fetch
from claims.capture.installation import addresses_of, answer_for_every_name, installation_limits, own_addresses


def test_own_interfaces_database_and_broker_are_known() -> None:
    assert {"127.0.0.1", "198.18.0.7", "198.18.0.8"} <= addresses_of(["198.18.0.7", "198.18.0.8"])
    assert "127.0.0.1" in own_addresses()


def test_sockets_and_names_that_are_not_known_add_nothing() -> None:
    assert addresses_of(["", "/run/somewhere", "no-such-host.invalid"]) == addresses_of([])


def test_a_visit_keeps_to_the_settings(settings: Any) -> None:
    settings.FETCH_PRIVATE_HOSTS = ["courier.localhost:8010"]
    settings.FETCH_PORTS = [8443]
    limits = installation_limits()
    assert limits.allowed.private_hosts == {"courier.localhost:8010"}
    assert limits.allowed.ports == {8443}
    with pytest.raises(Refused):
        fetch("http://127.0.0.1/", limits=limits)


def test_a_resolver_that_knows_every_name_is_told_from_an_honest_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def knows_all(host: str, port: object) -> list[tuple[int, int, int, str, tuple[str, int]]]:
        assert host.endswith(".invalid")
        return [(2, 1, 6, "", ("198.18.0.7", 0))]

    monkeypatch.setattr(socket, "getaddrinfo", knows_all)
    assert answer_for_every_name() == "198.18.0.7"

    def honest(host: str, port: object) -> list[tuple[int, int, int, str, tuple[str, int]]]:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", honest)
    assert answer_for_every_name() is None
