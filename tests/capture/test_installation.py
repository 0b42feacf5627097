"""The installation never visits itself."""

from __future__ import annotations

from typing import Any

import pytest

from claims.capture.errors import Refused
from claims.capture.fetch import fetch
from claims.capture.installation import addresses_of, installation_limits, own_addresses


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
