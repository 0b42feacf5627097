"""More forms that an attacker would try, by family: refused, or a public name that stands for no address.

What leads to a trap on loopback has ``{port}`` in it. Ours, collected from how parsers are known to differ.
"""

from __future__ import annotations

TRAP = "http://127.0.0.1:{port}/"
HOSTS: dict[str, str] = {
    "mathematical and other digits": (
        "𝟏𝟐𝟕.𝟎.𝟎.𝟏 𝟙𝟚𝟟.𝟘.𝟘.𝟙 ⒈⒉⒎.0.0.1 １２７．１ １２７.0.0.１ ₁₂₇.0.0.1 ¹²⁷.0.0.1 १२७.०.०.१ ١٢٧.٠.٠.١"
    ),
    "full stops of other scripts": (
        "127。0.0.1 127.0．0.1 127｡1 127․0․0․1 127。0。0。1。 localhost。 0x7f。1 2130706433。"
    ),
    "letters in circles and wide": (
        "ⓁⓄⒸⒶⓁⒽⓄⓈⓉ ｌocalhost ０ｘ７ｆ.1 ０x7f000001 ℓocalhost ₗocalhost loc\u2090lhost LOCALHO\u017fT"
    ),
    "characters that vanish": (
        "loc\u00adalhost local\u200bhost local\u200dhost local\u2060host 127.0.0\u00ad.1 127.0.0.1\u200b "
        "127\ufe0f.0.0.1"
    ),
    "punycode": (
        "xn--localhost- xn--127-0-0-1-.example xn--a xn--0 xn--.xn-- xn--99999999999 localhost.xn-- xn--localhost-k4a"
    ),
    "percent in the host": (
        "127.0.0.1%09 127.0.0.1%20 127.0.0.1%00.public.example 127%2E0%2E0%2E1 %5B::1%5D local%68ost %00 127.0.0.1%3A80"
    ),
    "octal, hexadecimal, short": (
        "0x7f.0.0.0x1 0177.0x0.0.1 0177.1 0x7f.0.1 127.0.0x1 0x0.0 00.0 0x 0x.0x.0x.0x 0X7F000001 "
        "00000000177.1 0x00007f.1"
    ),
    "numbers that overflow": (
        "4294967295 4294967296 4294967297 6425673729 18446744073709551617 127.0.0.257 127.0.65537 "
        "127.16777217 256.0.0.1"
    ),
    "odd numbers": (
        "+127.0.0.1 -127.0.0.1 127.-0.0.1 127.0.0.0b1 0o177.0.0.1 127.0.0.1e0 1e8 127.0.0.01 127.00.0.1 "
        "127.0.0.1.1 0.0.0.0.0"
    ),
    "dots at the end": (
        "127.0.0.1.. 127.0.0.1. localhost.. localhost. 2130706433. 0x7f.1. 127.1.. .127.0.0.1 ..localhost"
    ),
    "IPv4-compatible": ("[::127.0.0.1] [0:0:0:0:0:0:7f00:1] [::7f00:0001] [::a9fe:a9fe] [0::10.0.0.1] [::2] [::ffff]"),
    "IPv4-mapped": (
        "[::ffff:127.0.0.1] [0::ffff:7f00:1] [::FFFF:127.0.0.1] [::ffff:0.0.0.0] [::ffff:10.1.2.3] "
        "[::ffff:255.255.255.255]"
    ),
    "IPv4-mapped, misspelt": (
        "[::ffff:127.1] [::ffff:0x7f.0.0.1] [::ffff:１２７.0.0.1] [::ffff:127.0.0.01] [::ffff:2130706433] [::①]"
    ),
    "IPv4-translated": ("[::ffff:0:127.0.0.1] [::ffff:0:7f00:1] [0:0:0:0:ffff:0:7f00:1] [::ffff:0:169.254.169.254]"),
    "NAT64": ("[64:ff9b::127.0.0.1] [64:ff9b::a9fe:a9fe] [64:ff9b::10.0.0.1] [64:ff9b::0.0.0.0] [64:ff9b::c0a8:1]"),
    "NAT64 of local use": (
        "[64:ff9b:1::127.0.0.1] [64:ff9b:1:0:0:0:7f00:1] [64:ff9b:1:ffff::7f00:1] "
        "[64:ff9b:1:fffe:7f:0:100::] [64:ff9b:2::1]"
    ),
    "6to4": ("[2002:7f00:1::] [2002:7f00:1::7f00:1] [2002:a9fe:a9fe::] [2002:c0a8:1::1] [2002:0a00:1::1] [2002::1]"),
    "Teredo": (
        "[2001:0:7f00:1::] [2001::80ff:fffe] [2001:0:4136:e378:8000:63bf:80ff:fffe] [2001:0000::1] "
        "[2001:0:a9fe:a9fe::1]"
    ),
    "ISATAP": (
        "[fe80::5efe:127.0.0.1] [2001:db8::5efe:7f00:1] [2a00:1450::5efe:7f00:1] "
        "[2a00:1450::200:5efe:a9fe:a9fe] [2607::5efe:a00:1]"
    ),
    "protocol assignments": (
        "[2001:2::1] [2001:3::1] [2001:4:112::1] [2001:10::1] [2001:20::1] [2001:30::1] [2001:1::1] [2001:1ff::1]"
    ),
    "other reserved IPv6": (
        "[100::1] [100:0:0:1::1] [200::1] [400::1] [1000::1] [4000::1] [5f00::7f00:1] [8000::1] [c000::1] "
        "[e000::1] [f000::1]"
    ),
    "local IPv6": (
        "[fc00::7f00:1] [fd12:3456::1] [fe80::7f00:1] [febf::1] [fec0::7f00:1] [feff::1] [ff0e::1] [ff05::2] [ff02::fb]"
    ),
    "documentation IPv6": "[2001:db8::7f00:1] [2001:db8:ffff::1] [3fff::7f00:1] [3fff:fff::1]",
    "zones": (
        "[::1%25lo] [::1%lo] [::1%00] [::1%25] [fe80::1%25eth0] [fe80::1%1] [2606:4700::1%25eth0] "
        "[2606:4700::1%252] [::1%2580]"
    ),
    "brackets": (
        "[[::1]] [::1 ::1] [] [:] [:::1] [1::1::1] [::1]a [::1].example [127.0.0.1] [localhost] [v6.::1] [vF.127.0.0.1]"
    ),
    "special IPv4": (
        "0.1.2.3 100.127.255.255 127.255.255.255 169.254.0.1 192.0.0.8 192.0.0.170 192.31.196.1 "
        "192.52.193.1 192.175.48.1"
    ),
    "special IPv4, more": (
        "192.88.99.2 198.19.255.255 233.252.0.1 224.0.0.251 239.255.255.250 240.1.1.1 254.1.1.1 "
        "255.255.255.255 168.63.129.16"
    ),
    "names of this machine": (
        "localhost LocalHost secret.localhost a.b.localhost localhost.localhost LOCALHOST. xn--.localhost"
    ),
    "characters no name has": (
        "127.0.0.1| 127.0.0.1^ 127.0.0.1` local*host <localhost> {localhost} localhost; localhost, "
        "localhost! localhost' localhost\""
    ),
}
"""Hosts, by family; each is tried with the trap's port, directly and behind a redirect."""

ADDRESSES: dict[str, list[str]] = {
    "slashes": [
        "http:\\\\127.0.0.1:{port}/",
        "http:////127.0.0.1:{port}/",
        "http:/\\127.0.0.1:{port}/",
        "http:127.0.0.1:{port}",
    ],
    "userinfo": [
        "http://@127.0.0.1:{port}/",
        "http://:@127.0.0.1:{port}/",
        "http://;@127.0.0.1:{port}/",
        "http://a@b@127.0.0.1:{port}/",
    ],
    "userinfo, encoded": ["http://public.example%40127.0.0.1:{port}/", "http://public.example%2f@127.0.0.1:{port}/"],
    "userinfo with a port": [
        "http://public.example:80@127.0.0.1:{port}/",
        "http://public.example:80%40@127.0.0.1:{port}/",
    ],
    "ends of the host": [
        "http://127.0.0.1%23.public.example:{port}/",
        "http://127.0.0.1%5c.public.example:{port}/",
        "http://127.0.0.1%2f:{port}/",
    ],
    "wide separators": [
        "http://127.0.0.1：{port}/",
        "http://127.0.0.1:{port}／x",
        "http://127.0.0.1？x:{port}/",
        "http://127.0.0.1＃x:{port}/",
    ],
    "characters that unfold": [
        "http://public.example℀127.0.0.1:{port}/",
        "http://127.0.0.1℀.example:{port}/",
        "http://℡.127.0.0.1:{port}/",
        "http://127.0.0.1﹖.example:{port}/",
    ],
    "schemes near http": [
        "httpx://127.0.0.1:{port}/",
        "http+unix://%2Ftmp%2Fx/",
        "shttp://127.0.0.1:{port}/",
        "http;//127.0.0.1:{port}/",
    ],
    "schemes with white space": [
        " http://127.0.0.1:{port}/",
        "ht\ttp://127.0.0.1:{port}/",
        "http\n://127.0.0.1:{port}/",
        "\x01http://127.0.0.1:{port}/",
    ],
    "other schemes": [
        "wss://127.0.0.1:{port}/",
        "gophers://127.0.0.1:{port}/",
        "mqtts://127.0.0.1:{port}/",
        "smtps://127.0.0.1/",
        "dict://127.0.0.1:{port}/",
    ],
    "https to a plain port": ["https://127.0.0.1:{port}/", "HTTPS://localhost:{port}/", "https://[::1]:{port}/"],
    "ports, misspelt": [
        "http://127.0.0.1:0x50/",
        "http://127.0.0.1:80:80/",
        "http://127.0.0.1: 80/",
        "http://127.0.0.1:８０/",
        "http://127.0.0.1:80./",
    ],
    "ports that overflow": [
        "http://public.example:65616/",
        "http://public.example:4294967376/",
        "http://public.example:-65456/",
        "http://public.example:99999999999999999999/",
    ],
    "ports of services": [
        f"http://public.example:{port}/"
        for port in (0, 1, 22, 23, 25, 110, 139, 445, 2375, 3306, 5432, 6379, 9200, 11211, 27017)
    ],
    "empty ports": ["http://127.0.0.1:/", "http://localhost:/", "http://[::1]:/", "https://127.0.0.1:/"],
    "line ends": [
        "http://127.0.0.1:{port}/\r\nX: y",
        "http://127.0.0.1:{port}/%0d%0a\n",
        "http://127.0.0.1\r:{port}/",
        "http://127.0.0.1\u2028:{port}/",
        "http://127.0.0.1\x85:{port}/",
    ],
    "long names": [
        "http://" + "a" * 63 + "." + "b" * 64 + ".example/",
        "http://" + ".".join(["a" * 60] * 5) + "/",
        "http://" + "é" * 60 + ".example/",
        "http://" + "1." * 200 + "1/",
    ],
    "long addresses": [
        TRAP + "a" * 5000,
        TRAP + "?" + "é" * 4000,
        "http://" + "a" * 5000,
        "http://127.0.0.1:" + "0" * 5000 + "80/",
    ],
    "directions and marks": [
        "http://\u202e127.0.0.1:{port}/",
        "http://127.0.0.1\u200f:{port}/",
        "http://\ufeff127.0.0.1:{port}/",
        "http://127.0.0.1\u0300:{port}/",
    ],
}
"""Whole addresses, by family."""


def _answer(status: str, *headers: str, body: str = "") -> bytes:
    head = "\r\n".join((f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "Connection: close"))
    return f"{head}\r\n\r\n{body}".encode("latin-1")


def _to(location: str, status: str = "302 Found") -> bytes:
    return _answer(status, f"Location: {location}")


REDIRECTS: dict[str, bytes] = {
    "without a scheme": _to("//127.0.0.1:{port}/"),
    "backslashes for slashes": _to("/\\127.0.0.1:{port}/"),
    "two backslashes": _to("\\\\127.0.0.1:{port}/"),
    "a tab in the middle": _to("http://127.0\t.0.1:{port}/"),
    "a tab before": _to("\t" + TRAP),
    "spaces around": _to("   " + TRAP + "   "),
    "no slashes": _to("http:127.0.0.1:{port}/"),
    "one slash": _to("http:/127.0.0.1:{port}/"),
    "three slashes": _to("http:///127.0.0.1:{port}/"),
    "userinfo": _to("http://public.example@127.0.0.1:{port}/"),
    "our own name as userinfo": _to("http://courier.localhost:{port}@127.0.0.1:{port}/"),
    "an upper-case scheme": _to("HTTP://127.0.0.1:{port}/"),
    "https": _to("https://127.0.0.1:{port}/"),
    "ftp": _to("ftp://127.0.0.1:{port}/"),
    "gopher": _to("gopher://127.0.0.1:{port}/_GET%20/"),
    "a file": _to("file:///etc/passwd"),
    "data": _to("data:text/html,secret"),
    "a script": _to("javascript:location='" + TRAP + "'"),
    "bare carriage return": _to("/\rLocation: " + TRAP),
    "encoded line ends": _to("/%0d%0aLocation:%20" + TRAP),
    "a fragment": _to(TRAP + "#secret"),
    "bytes beyond ASCII": _to("http://127.0.0.1:{port}/\xe9\xff"),
    "a host beyond ASCII": _to("http://\xef\xbc\x91\xef\xbc\x92\xef\xbc\x97.0.0.1:{port}/"),
    "an address that cannot be parsed": _to("http://[::1:{port}/"),
    "brackets around a name": _to("http://[localhost]:{port}/"),
    "a port that is no number": _to("http://127.0.0.1:x{port}/"),
    "two addresses, the worse first": _answer("302 Found", "Location: " + TRAP, "Location: /plain"),
    "two addresses, the worse last": _answer("302 Found", "Location: /plain", "Location: " + TRAP),
    "a list of addresses": _to("/plain, " + TRAP),
    "a folded header": _answer("302 Found", "Location:", " " + TRAP),
    "a folded address": _answer("302 Found", "Location: http://", " 127.0.0.1:{port}/"),
    "an upper-case header": _answer("302 Found", "LOCATION: " + TRAP),
    "a space before the colon": _answer("302 Found", "Location : " + TRAP),
    "status 300": _to(TRAP, "300 Multiple Choices"),
    "status 301": _to(TRAP, "301 Moved"),
    "status 303": _to(TRAP, "303 See Other"),
    "status 304": _to(TRAP, "304 Not Modified"),
    "status 305, use this proxy": _to(TRAP, "305 Use Proxy"),
    "status 306": _to(TRAP, "306 Switch Proxy"),
    "status 307": _to(TRAP, "307 Temporary Redirect"),
    "status 308": _to(TRAP, "308 Permanent Redirect"),
    "status 399": _to(TRAP, "399 Else"),
    "status 201 with a place": _to(TRAP, "201 Created"),
    "status 200 with a place": _to(TRAP, "200 OK"),
    "status 401 with a place": _answer("401 No", "WWW-Authenticate: Basic realm=x", "Location: " + TRAP),
    "status 407 with a proxy": _answer("407 No", "Proxy-Authenticate: Basic", "Location: " + TRAP),
    "a refresh header": _answer("200 OK", "Refresh: 0; url=" + TRAP),
    "a refresh header with an error": _answer("503 Busy", "Refresh: 0; url=" + TRAP),
    "a meta refresh": _answer(
        "200 OK", "Content-Type: text/html", body='<meta http-equiv=refresh content="0;url=' + TRAP + '">'
    ),
    "a base, a frame, a picture": _answer(
        "200 OK",
        "Content-Type: text/html",
        body="<base href=" + TRAP + "><iframe src=/a></iframe><img src=/b><p>Words.</p>",
    ),
    "links in the head": _answer("200 OK", f"Link: <{TRAP}>; rel=canonical, <{TRAP}>; rel=preload; as=style"),
    "early hints": b"HTTP/1.1 103 Early Hints\r\nLink: <"
    + TRAP.encode()
    + b">; rel=preload\r\n\r\n"
    + _answer("200 OK"),
    "another place of the content": _answer("200 OK", "Content-Location: " + TRAP),
    "an alternative service": _answer("200 OK", 'Alt-Svc: http/1.1="127.0.0.1:{port}"; ma=3600; persist=1'),
    "an upgrade": _answer("101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade", "Location: " + TRAP),
    "a report to": _answer("500 No", 'NEL: {"report_to":"x"}', 'Report-To: {"endpoints":[{"url":"' + TRAP + '"}]}'),
}
"""Answers that lead, or seem to lead, to the trap."""
