"""More of an attacker's forms, by family: nothing inside is reached, whoever leads there."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pycurl
import pytest

from claims.capture.errors import CaptureError, NoSuchHost, Refused
from claims.capture.fetch import fetch
from claims.capture.transfer import Crowd, Limits, Transfer, perform
from tests.security.hostile import ALLOWED, Stubborn, stubborn
from tests.security.more_forms import ADDRESSES, HOSTS, REDIRECTS
from tests.security.test_hostile import limits


@pytest.fixture
def server() -> Iterator[Stubborn]:
    with stubborn() as running:
        yield running


@pytest.fixture
def trap() -> Iterator[Stubborn]:
    with stubborn() as running:
        yield running


def test_there_are_more_than_sixty_families() -> None:
    assert len(HOSTS) + len(ADDRESSES) + len(REDIRECTS) > 100
    assert sum(len(hosts.split()) for hosts in HOSTS.values()) + sum(map(len, ADDRESSES.values())) > 300


def patient(*ports: int) -> Limits:
    """For what must end well, or at once, on a machine that is busy with other things."""
    return replace(limits(*ports), connect_seconds=60.0, total_seconds=60.0)


def is_kept_out(url: str, given: Limits) -> None:
    """Refused, or the name of a public host that does not exist."""
    with pytest.raises((Refused, NoSuchHost)):
        fetch(url, limits=given)


@pytest.mark.parametrize("family", HOSTS)
def test_no_host_of_this_family_is_reached(server: Stubborn, trap: Stubborn, family: str) -> None:
    for host in HOSTS[family].split():
        url = f"http://{host}:{trap.port}/"
        is_kept_out(url, patient(server.port, trap.port))
        with pytest.raises(CaptureError):
            fetch(redirecting(server, url), limits=patient(server.port, trap.port))
    assert trap.asked == []
    assert len(server.asked) == len(HOSTS[family].split())


@pytest.mark.parametrize("family", ADDRESSES)
def test_no_address_of_this_family_is_visited(server: Stubborn, trap: Stubborn, family: str) -> None:
    for form in ADDRESSES[family]:
        url = form.replace("{port}", str(trap.port))
        is_kept_out(url, patient(server.port, trap.port))
        with suppress(CaptureError):  # what a browser takes for a path of the same server stays there
            page = fetch(redirecting(server, url), limits=patient(server.port, trap.port))
            assert page.final_url.startswith(f"http://{ALLOWED}:{server.port}/")
    assert trap.asked == []


def redirecting(server: Stubborn, url: str) -> str:
    return f"http://{ALLOWED}:{server.port}/to?{quote(url, errors='surrogatepass')}"


@pytest.mark.parametrize("form", REDIRECTS)
def test_no_answer_of_this_form_leads_inside(server: Stubborn, trap: Stubborn, form: str) -> None:
    answer = REDIRECTS[form].replace(b"{port}", str(trap.port).encode())
    server.replies["/"] = lambda connection: connection.sendall(answer)
    start = f"http://{ALLOWED}:{server.port}/"
    for _ in range(2):  # what the first answer left behind would show at the second
        with suppress(CaptureError):
            assert fetch(start, limits=patient(server.port, trap.port)).final_url.startswith(start)
    assert trap.asked == []
    assert 2 <= len(server.asked) <= 4


class Named(Transfer):
    """A request whose name stands for the given addresses, as a resolver would answer."""

    addresses = "127.0.0.1"

    def configure(self, curl: pycurl.Curl) -> None:
        super().configure(curl)
        place = f"{self.target.host}:{self.target.port}"
        curl.setopt(pycurl.RESOLVE, [f"+{place}:{self.addresses}"])


MIXED = (
    "127.0.0.1",
    "127.0.0.1,[::1]",
    "[::1],127.0.0.1",
    "[::ffff:127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "10.0.0.1,127.0.0.1",
    "169.254.169.254",
    "[2001:db8::1],127.0.0.1",
    "0.0.0.0,127.0.0.1",
    "[fe80::1],127.0.0.1",
)


@pytest.mark.parametrize("addresses", MIXED)
def test_a_name_that_stands_for_inside_addresses_is_refused_whatever_their_order(
    trap: Stubborn, addresses: str
) -> None:
    transfer = Named(f"http://mixed.example:{trap.port}/", limits(1, trap.port))
    transfer.addresses = addresses
    with pytest.raises(Refused):
        perform(transfer)
    assert trap.asked == []


@pytest.mark.parametrize("addresses", ["192.0.2.1,127.0.0.1", "93.184.216.34,127.0.0.1", "127.0.0.1,93.184.216.34"])
def test_no_inside_address_is_tried_after_or_beside_a_public_one(trap: Stubborn, addresses: str) -> None:
    transfer = Named(f"http://mixed.example:{trap.port}/", limits(1, trap.port))
    transfer.addresses = addresses
    with pytest.raises(CaptureError):
        perform(transfer)
    assert trap.asked == []


def test_a_name_whose_address_changes_between_two_requests_is_judged_at_each(server: Stubborn, trap: Stubborn) -> None:
    """Both on one multi handle, which keeps names and connections; the first address is one that is allowed."""
    given = patient(server.port, trap.port)
    crowd = Crowd[str](most=2)
    found: list[object] = []
    for name in (ALLOWED, "rebinding.example"):
        transfer = Named(f"http://{name}:{server.port}/", given)
        crowd.start(name, transfer)
        while crowd.running:
            found += [came for _, came in crowd.wait(1)]
    crowd.close()
    assert not isinstance(found[0], CaptureError)
    assert isinstance(found[1], Refused)
    assert len(server.asked) == 1


PROXIES = "http_proxy HTTP_PROXY https_proxy HTTPS_PROXY all_proxy ALL_PROXY ftp_proxy socks_proxy".split()


@pytest.mark.parametrize("scheme", ["http", "https", "socks4", "socks5", "socks5h"])
def test_no_variable_sends_a_request_through_a_proxy(
    server: Stubborn, trap: Stubborn, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    for name in PROXIES:
        monkeypatch.setenv(name, f"{scheme}://127.0.0.1:{trap.port}")
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.setenv(name, "")
    page = fetch(f"http://{ALLOWED}:{server.port}/", limits=patient(server.port, trap.port))
    assert page.body == b"secret"
    with pytest.raises(CaptureError):
        fetch("http://public.example/", limits=patient(server.port, trap.port))
    assert trap.asked == []


def test_no_file_in_the_home_folder_changes_a_request(
    server: Stubborn, trap: Stubborn, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".netrc").write_text(f"machine {ALLOWED} login anna password secret\ndefault login x password y\n")
    (tmp_path / ".netrc").chmod(0o600)
    (tmp_path / ".curlrc").write_text(f'proxy = "http://127.0.0.1:{trap.port}"\nheader = "X-Injected: 1"\n')
    (tmp_path / ".hsts").write_text(f'{ALLOWED} "20991231 23:59:59"\n')
    (tmp_path / ".altsvc").write_text(f'h1 {ALLOWED} {server.port} h1 127.0.0.1 {trap.port} "20991231 23:59:59" 1 0\n')
    for name in ("HOME", "CURL_HOME", "XDG_CONFIG_HOME", "NETRC"):
        monkeypatch.setenv(name, str(tmp_path / ".netrc" if name == "NETRC" else tmp_path))
    fetch(f"http://{ALLOWED}:{server.port}/", limits=patient(server.port, trap.port))
    assert trap.asked == []
    assert "authorization" not in server.asked[0].lower()
    assert "x-injected" not in server.asked[0].lower()


def test_an_alternative_name_in_the_surroundings_leads_nowhere_else(
    trap: Stubborn, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    aliases = tmp_path / "aliases"
    aliases.write_text("public localhost\npublic.example localhost\n")
    monkeypatch.setenv("HOSTALIASES", str(aliases))
    monkeypatch.setenv("LOCALDOMAIN", "localhost")
    monkeypatch.setenv("RES_OPTIONS", "ndots:9")
    for host in ("public", "public.example"):
        is_kept_out(f"http://{host}:{trap.port}/", patient(1, trap.port))
    assert trap.asked == []


def test_who_asks_for_credentials_gets_none(server: Stubborn) -> None:
    for scheme in ("Basic realm=x", 'Digest realm="x", nonce="y", qop="auth"', "NTLM", "Negotiate", "Bearer"):
        for status, header in (("401 No", "WWW-Authenticate"), ("407 No", "Proxy-Authenticate")):
            head = f"HTTP/1.1 {status}\r\n{header}: {scheme}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode()
            server.replies["/"] = lambda connection, head=head: connection.sendall(head)  # type: ignore[misc]
            fetch(f"http://{ALLOWED}:{server.port}/", limits=patient(server.port))
    assert len(server.asked) == 10
    assert all("authorization" not in asked.lower() for asked in server.asked)


def test_a_site_cannot_move_later_requests_to_another_scheme_or_place(server: Stubborn, trap: Stubborn) -> None:
    told = (
        b"HTTP/1.1 200 OK\r\nStrict-Transport-Security: max-age=99999\r\nContent-Length: 0\r\n"
        b'Alt-Svc: http/1.1="127.0.0.1:%d"; ma=99999\r\nPublic-Key-Pins: x\r\n\r\n'
    )
    server.replies["/"] = lambda connection: connection.sendall(told % trap.port)
    crowd, here = Crowd[int](most=1), f"http://{ALLOWED}:{server.port}/"
    for number in range(3):
        crowd.start(number, Transfer(here, patient(server.port, trap.port)))
        while crowd.running:
            assert all(not isinstance(came, CaptureError) for _, came in crowd.wait(1))
    crowd.close()
    assert trap.asked == []
    assert len(server.asked) == 3


def test_a_unix_socket_is_not_reached(tmp_path: Path) -> None:
    path = tmp_path / "s"
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        listener.listen()
        listener.setblocking(False)
        encoded = quote(str(path), safe="")
        for url in (f"http+unix://{encoded}/", f"unix://{path}", f"http://{encoded}/", f"http://unix:{path}:/"):
            is_kept_out(url, patient(1))
        with pytest.raises(BlockingIOError):
            listener.accept()
    assert path.exists()
