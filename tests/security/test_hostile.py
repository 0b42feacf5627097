"""An attacker's forms: each is refused, or cut at its limit, and nothing inside is reached."""

from __future__ import annotations

import resource
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import quote

import pycurl
import pytest

from claims.capture.errors import CaptureError, NoSuchHost, Refused
from claims.capture.fetch import fetch
from claims.capture.guard import Allowed
from claims.capture.transfer import Crowd, Known, Limits, Transfer
from tests.security.hostile import ALLOWED, BODIES, FORMS, INSIDE, LOOPBACK_SPELLINGS, SCHEMES, Stubborn, stubborn

MEGABYTES = 50
"""What one hostile answer may cost in memory."""
CUT, LATE = 1.0, 20.0
"""Seconds after which an answer that does not end is cut, and by which a machine, however busy, has cut it. The servers
go on for longer.
"""


@pytest.fixture
def server() -> Iterator[Stubborn]:
    with stubborn() as running:
        yield running


@pytest.fixture
def trap() -> Iterator[Stubborn]:
    with stubborn() as running:
        yield running


def limits(*ports: int, seconds: float = 20.0) -> Limits:
    """Every port of the tests is allowed, and one private host by name, at the first of them.

    What is refused is refused whatever the time; only what must be cut needs a limit that ends soon.
    """
    private = frozenset({f"{ALLOWED}:{ports[0]}"}) if ports else frozenset()
    allowed = Allowed(ports=frozenset(ports), private_hosts=private)
    return Limits(connect_seconds=seconds / 2, total_seconds=seconds, max_bytes=1_000_000, allowed=allowed)


def with_port(host: str, port: int) -> str:
    return f"http://{host}:{port}/"


def test_there_are_at_least_150_forms() -> None:
    assert len(LOOPBACK_SPELLINGS) * 2 + len(INSIDE) * 2 + len(SCHEMES) * 2 + len(FORMS) * 2 + len(BODIES) >= 300
    assert len({*LOOPBACK_SPELLINGS, *INSIDE, *SCHEMES, *FORMS, *BODIES}) >= 150


@pytest.mark.parametrize("host", LOOPBACK_SPELLINGS)
def test_no_spelling_of_loopback_is_reached_directly(trap: Stubborn, host: str) -> None:
    with pytest.raises(Refused):
        fetch(with_port(host, trap.port), limits=limits(1, trap.port))
    assert trap.asked == []


@pytest.mark.parametrize("host", LOOPBACK_SPELLINGS)
def test_no_spelling_of_loopback_is_reached_by_a_redirect(server: Stubborn, trap: Stubborn, host: str) -> None:
    start = f"http://{ALLOWED}:{server.port}/to?{quote(with_port(host, trap.port))}"
    with pytest.raises(Refused):
        fetch(start, limits=limits(server.port, trap.port))
    assert trap.asked == []
    assert len(server.asked) == 1


@pytest.mark.parametrize("host", INSIDE)
def test_no_inside_address_is_visited(server: Stubborn, host: str) -> None:
    for start in (f"http://{host}/", f"http://{ALLOWED}:{server.port}/to?{quote(f'http://{host}/')}"):
        with pytest.raises(Refused):  # tried in vain, it would be out of reach or out of time
            fetch(start, limits=limits(server.port))


@pytest.mark.parametrize("url", [*SCHEMES, *FORMS])
def test_no_odd_form_is_visited(trap: Stubborn, url: str) -> None:
    """Some are refused for their form, some name a public host that does not exist."""
    with pytest.raises((Refused, NoSuchHost)):
        fetch(url, limits=limits(1, trap.port))
    assert trap.asked == []


@pytest.mark.parametrize("url", [form for form in (*SCHEMES, *FORMS) if ":" in form])
def test_no_odd_form_is_visited_by_a_redirect(server: Stubborn, url: str) -> None:
    """The server sends the form as it is. What a browser takes for a path of the same server stays there."""
    site = f"http://{ALLOWED}:{server.port}/"
    try:
        page = fetch(f"{site}to?{quote(url, errors='surrogatepass')}", limits=limits(server.port, seconds=CUT))
    except CaptureError:
        assert len(server.asked) <= 1
    else:
        assert page.final_url.startswith(site)
    assert all("\r\nX-Injected" not in asked for asked in server.asked)


def peak() -> int:
    """Most memory that this process ever held, in kilobytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


@pytest.mark.parametrize("name", BODIES)
def test_a_hostile_answer_costs_at_most_the_limits(server: Stubborn, name: str) -> None:
    server.replies["/"] = BODIES[name]
    before, began = peak(), time.monotonic()
    with suppress(CaptureError):  # anything else is a fault of ours
        assert len(fetch(f"http://{ALLOWED}:{server.port}/", limits=limits(server.port, seconds=CUT)).body) < 1000
    assert time.monotonic() - began < LATE
    assert peak() - before < MEGABYTES * 1000


def test_validators_that_carry_a_line_end_are_not_sent(server: Stubborn) -> None:
    here = f"http://{ALLOWED}:{server.port}/"
    fetch(here, limits=limits(server.port), known=Known(here, '"1"\r\nX-Injected: 1', "yesterday\nX-Injected: 2"))
    assert "X-Injected" not in server.asked[0]


def test_validators_go_to_no_other_address_than_the_one_that_gave_them(server: Stubborn) -> None:
    here, there = (f"http://{ALLOWED}:{server.port}/{path}" for path in ("here", "there"))
    fetch(f"http://{ALLOWED}:{server.port}/to?{quote(here)}", limits=limits(server.port), known=Known(there, '"7"'))
    assert all("If-None-Match" not in asked for asked in server.asked)
    fetch(f"http://{ALLOWED}:{server.port}/to?{quote(here)}", limits=limits(server.port), known=Known(here, '"7"'))
    assert ["If-None-Match" in asked for asked in server.asked[2:]] == [False, True]


def test_no_cookie_and_no_credential_is_ever_sent(server: Stubborn) -> None:
    cookie = b"HTTP/1.1 200 OK\r\nSet-Cookie: a=b; Path=/\r\nWWW-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n"
    server.replies["/"] = lambda connection: connection.sendall(cookie)
    crowd, here = Crowd[str](most=1), f"http://{ALLOWED}:{server.port}/"
    for _ in range(2):
        crowd.start("", Transfer(here, limits(server.port)))
        while not crowd.wait(1):
            pass
    crowd.close()
    assert len(server.asked) == 2
    assert all("cookie" not in asked.lower() and "authorization" not in asked.lower() for asked in server.asked)


# --- what libcurl hands to the guard ---------------------------------------------------------------------------------

PUBLIC = (socket.AF_INET, socket.SOCK_STREAM, 6, ("93.184.216.34", 80))
ADDRESSES = {
    "loopback": (socket.AF_INET, socket.SOCK_STREAM, 6, ("127.0.0.1", 80)),
    "as bytes": (socket.AF_INET, socket.SOCK_STREAM, 6, (b"10.0.0.1", 80)),
    "another port": (socket.AF_INET, socket.SOCK_STREAM, 6, ("93.184.216.34", 25)),
    "a scope": (socket.AF_INET6, socket.SOCK_STREAM, 6, ("2606:4700::1", 80, 0, 2)),
    "link-local": (socket.AF_INET6, socket.SOCK_STREAM, 6, ("fe80::1", 80, 0, 2)),
    "a unix socket": (socket.AF_UNIX, socket.SOCK_STREAM, 0, "/run/postgresql/.s.PGSQL.5432"),
    "an unknown family": (99, socket.SOCK_STREAM, 6, ("93.184.216.34", 80)),
    "no address": (socket.AF_INET, socket.SOCK_STREAM, 6, ("somewhere", 80)),
    "too little": (socket.AF_INET, socket.SOCK_STREAM, 6, ()),
    "nothing": None,
}


@pytest.mark.parametrize("name", ADDRESSES)
def test_the_guard_fails_closed(name: str) -> None:
    transfer = Transfer("http://public.example/", limits())
    assert transfer.open_socket(0, ADDRESSES[name]) == pycurl.SOCKET_BAD
    assert isinstance(transfer.failure(pycurl.E_COULDNT_CONNECT), Refused)


def test_a_name_that_first_stands_for_a_public_and_then_for_an_inside_address_is_refused_the_second_time() -> None:
    transfer = Transfer("http://rebinding.example/", limits())
    opened = transfer.open_socket(0, PUBLIC)
    assert isinstance(opened, socket.socket)
    opened.close()
    assert transfer.open_socket(0, ADDRESSES["loopback"]) == pycurl.SOCKET_BAD


def test_administrators_learn_which_block_an_address_fell_into(trap: Stubborn) -> None:
    with pytest.raises(Refused) as refusal:
        fetch(f"http://127.0.0.1:{trap.port}/", limits=limits(1, trap.port))
    assert (refusal.value.code, refusal.value.kind) == ("address", "loopback")
    assert "loopback" not in str(refusal.value)


def test_many_requests_at_once_are_guarded_like_one(server: Stubborn, trap: Stubborn) -> None:
    crowd = Crowd[int](most=8)
    good, bad = f"http://{ALLOWED}:{server.port}/", f"http://localhost:{trap.port}/"
    for number in range(8):
        crowd.start(number, Transfer(bad if number % 2 else good, limits(server.port, trap.port)))
    assert crowd.room == 0
    found: dict[object, object] = {}
    while crowd.running:
        found |= dict(crowd.wait(1))
    crowd.close()
    assert {key for key, result in found.items() if isinstance(result, Refused)} == {1, 3, 5, 7}
    assert trap.asked == []
    assert len(server.asked) == 4
