"""The canary lives with our guard, and dies with every way in which one can fail."""

from __future__ import annotations

from dataclasses import replace

import pytest

from claims.capture.canary import GuardBroken, Visit, verify_guard
from claims.capture.errors import Refused, Unreachable
from claims.capture.fetch import Fetched, fetch
from claims.capture.guard import Allowed
from claims.capture.transfer import Limits


def test_our_guard_with_this_libcurl_passes() -> None:
    verify_guard()


def _everything_allowed(url: str, limits: Limits) -> Fetched:
    ports = {*limits.allowed.ports, *(int(host.rpartition(":")[2]) for host in limits.allowed.private_hosts)}
    private = {f"{name}:{port}" for port in ports for name in ("127.0.0.1", "localhost")}
    return fetch(url, limits=replace(limits, allowed=Allowed(private_hosts=frozenset(private)), total_seconds=0.2))


def _only_redirects_let_through(url: str, limits: Limits) -> Fetched:
    if any(url.startswith(f"http://{host}/") for host in limits.allowed.private_hosts):
        return _everything_allowed(url, limits)
    return fetch(url, limits=limits)


def _refuses_all(url: str, limits: Limits) -> Fetched:
    raise Refused("address", "No.")


def _cannot_connect(url: str, limits: Limits) -> Fetched:
    raise Unreachable("The site could not be reached.")


@pytest.mark.parametrize(
    "broken",
    [_everything_allowed, _only_redirects_let_through, _refuses_all, _cannot_connect],
    ids=lambda f: f.__name__,
)
def test_a_guard_that_fails_in_any_way_does_not_pass(broken: Visit) -> None:
    with pytest.raises(GuardBroken):
        verify_guard(broken)
