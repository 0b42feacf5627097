"""The table of addresses and the forms of URLs, from the attacker's side."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.capture.errors import Refused
from claims.capture.guard import DENIED_V4, Allowed, Target, check_url, connection_denied, denied, place_of

PRIVATE = """
0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.127.255.255 127.0.0.1 127.255.255.254 168.63.129.16 169.254.169.254
172.16.0.1 172.31.255.255 192.0.0.8 192.0.0.171 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.19.255.255
198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255
:: ::1 ::7f00:1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:a9fe:a9fe ::ffff:0:127.0.0.1 64:ff9b::7f00:1
64:ff9b::a9fe:a9fe 64:ff9b:1::1 100::1 2001::1 2001:0:7f00:1:: 2001:10::1 2001:20::1 2001:db8::1 2002:7f00:1::
2002:a00:1::1 2620:4f:8000::1 3fff::1 3fff:fff::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 fec0::1 ff02::1
2606:4700::5efe:7f00:1 2606:4700::200:5efe:7f00:1 2606:4700::1%1
""".split()
PUBLIC = (
    "1.1.1.1 8.8.8.8 93.184.216.34 100.63.255.255 100.128.0.1 172.32.0.1 2606:4700::1 2a00:1450::1 64:ff9b::808:808"
)


@pytest.mark.parametrize("address", PRIVATE)
def test_special_addresses_are_denied(address: str) -> None:
    assert denied(address) is not None


@pytest.mark.parametrize("address", PUBLIC.split())
def test_public_addresses_may_be_visited(address: str) -> None:
    assert denied(address) is None


@pytest.mark.parametrize(
    "text", ["", "localhost", "2130706433", "0x7f.1", "127.1", "[::1]", "1.1.1.1 ", "1.1.1.1\n", "٠.0.0.1"]
)
def test_what_is_no_numeric_address_is_denied(text: str) -> None:
    assert denied(text) is not None


def test_our_own_public_address_is_denied_in_every_spelling() -> None:
    assert denied("1.1.1.1", own={"1.1.1.1"}) == "our own"
    assert denied("::ffff:1.1.1.1", own={"1.1.1.1"}) == "our own"


def carries_ipv4(address: IPv4Address | IPv6Address) -> bool:
    """Mapped and NAT64 forms are judged by what they carry; the standard library calls all of them private."""
    return any(address in IPv6Network(block) for block in ("::ffff:0:0/96", "64:ff9b::/96"))


@given(st.ip_addresses())
def test_nothing_that_the_standard_library_calls_private_gets_through(address: object) -> None:
    parsed = ip_address(str(address))
    if parsed.is_private or parsed.is_loopback or parsed.is_link_local or parsed.is_multicast or parsed.is_reserved:
        assert denied(str(parsed)) is not None or carries_ipv4(parsed)


@given(st.ip_addresses(v=4))
def test_a_mapped_address_is_judged_as_the_address_it_maps(address: object) -> None:
    assert denied(f"::ffff:{address}") == denied(str(address)) == denied(f"64:ff9b::{address}")


def test_the_table_has_no_network_inside_another() -> None:
    networks = [network for network, _ in DENIED_V4]
    assert not any(a != b and a.subnet_of(b) for a in networks for b in networks)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("ftp://example.org/", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("gopher://example.org/", "scheme"),
        ("javascript:alert(1)", "scheme"),
        ("//example.org/", "scheme"),
        ("example.org", "scheme"),
        ("", "scheme"),
        ("http://", "malformed"),
        ("http:///path", "malformed"),
        ("http://user@example.org/", "userinfo"),
        ("http://user:word@example.org/", "userinfo"),
        ("http://example.org@evil.example/", "userinfo"),
        ("http://@example.org/", "userinfo"),
        ("http://example.org:22/", "port"),
        ("http://example.org:0/", "port"),
        ("http://example.org:8080/", "port"),
        ("http://example.org:99999/", "malformed"),
        ("http://example.org:port/", "malformed"),
        ("http://[::1/", "malformed"),
        ("http://example.org/\r\nHost: evil.example", "malformed"),
        ("http://example.org/a b", "malformed"),
        ("http://example.org\\@evil.example/", "malformed"),
        ("http://example.org/\x00", "malformed"),
        ("http://example.org/" + "a" * 5000, "malformed"),
    ],
)
def test_a_hostile_form_is_refused_with_its_class(url: str, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        check_url(url)
    assert refusal.value.code == code
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://News.Example.org./a?b#c", "news.example.org"),
        ("http://example.org:80/", "example.org"),
        ("http://example.org:443/", "example.org:443"),
        ("https://example.org:443/", "example.org"),
        ("http://EXAMPLE.org:8080/x", "example.org:8080"),
        ("http://bücher.example/", "xn--bcher-kva.example"),
        ("http://[2606:4700:0::0001]:81/", "[2606:4700::1]:81"),
        ("http://[::1/", None),
        ("http://anna@example.org/", None),
        ("ftp://example.org/", None),
        ("http://example.org:0x50/", None),
    ],
)
def test_a_place_has_one_name_however_it_is_spelt(url: str, name: str | None) -> None:
    assert place_of(url) == name


def place(url: str, allowed: Allowed | None = None) -> tuple[str, int]:
    target = check_url(url, allowed=allowed)
    return target.host, target.port


def test_a_plain_address_gives_host_and_port() -> None:
    assert place("https://News.Example.org./a?b#c") == ("news.example.org", 443)
    assert place("http://example.org:443/") == ("example.org", 443)


def test_what_is_fetched_is_spelt_so_that_every_parser_reads_it_alike() -> None:
    target = check_url("HTTP://BÜCHER.example.:80/ä?ö=1#part")
    assert target == Target("http://xn--bcher-kva.example/%C3%A4?%C3%B6=1", "http", "xn--bcher-kva.example", 80)
    assert check_url("https://[2606:4700:0::1]:443").url == "https://[2606:4700::1]/"
    assert check_url("http://１２７.0.0.1/").host == "127.0.0.1"  # judged at connect time like any other address


def test_a_port_or_private_host_can_be_allowed_by_name_only() -> None:
    allowed = Allowed(private_hosts=frozenset({"courier.localhost:8090"}), ports=frozenset({8080}))

    def refused(address: str, host: str, port: int) -> str | None:
        return connection_denied(address, target=Target("", "http", host, port), allowed=allowed)

    assert place("http://courier.localhost:8090/", allowed) == ("courier.localhost", 8090)
    assert refused("127.0.0.1", "courier.localhost", 8090) is None
    assert refused("127.0.0.1", "courier.localhost", 80) == "loopback"
    assert refused("127.0.0.1", "127.0.0.1", 8090) == "loopback"
    with pytest.raises(Refused):
        check_url("http://other.localhost:8090/", allowed=allowed)
    assert place("http://example.org:8080/", allowed) == ("example.org", 8080)


@given(st.text())
def test_any_text_is_either_refused_or_gives_a_host(url: str) -> None:
    try:
        target = check_url(url)
    except Refused:
        return
    assert target.host.isascii()
    assert check_url(target.url) == target  # read again, it is the same
