"""A server that does what it is told to the byte, and the forms that an attacker would try. Ours, invented here."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import unquote

ALLOWED = "courier.localhost"
"""The one private host that the tests allow; everything else on loopback must stay closed."""

LOOPBACK_SPELLINGS = """
127.0.0.1 127.0.0.2 127.1 127.0.1 127.255.255.254 0 0.0.0.0 0.0.0.1 2130706433 017700000001 0x7f000001 0x7f.1 0x7f.2
0x7f.0x0.0x0.0x1 0177.0.0.1 0177.0.0.01 00000177.0.0.1 127.0.0.0x1 127.000.000.001 0x7F.1 0X7f.1 127.0x1 0x7f000001.
127.0.0.1. 127.1. localhost LOCALHOST localhost. secret.localhost [::1] [::] [0:0:0:0:0:0:0:1] [::0001] [::7f00:1]
[::127.0.0.1] [::ffff:127.0.0.1] [::ffff:7f00:1] [::ffff:7f00:0001] [0:0:0:0:0:ffff:127.0.0.1] [64:ff9b::127.0.0.1]
[64:ff9b::7f00:1] [64:ff9b:1::7f00:1] [2002:7f00:1::] [fe80::1] [fec0::1] [fc00::1] [::ffff:0:127.0.0.1]
１２７.0.0.1 ①②⑦.⓪.⓪.① 127。0。0。1 127．0．0．1 127｡0｡0｡1 ⓛocalhost ｌｏｃａｌｈｏｓｔ localhost%00.example.org
127%2e0%2e0%2e1 %6c%6f%63alhost %31%32%37.0.0.1 [::1%25lo] [fe80::1%25eth0] [fe80::1%251]
""".split()

INSIDE = """
10.0.0.1 10.255.255.255 172.16.0.1 172.31.255.254 192.168.0.1 192.168.255.1 169.254.169.254 169.254.170.2 100.64.0.1
100.100.100.200 168.63.129.16 192.0.0.192 192.0.2.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.250
240.0.0.1 255.255.255.255 192.88.99.1 [fd00:ec2::254] [fd00::1] [ff02::1] [2001:db8::1] [2001::1] [3fff::1] [100::1]
[5f00::1] [2620:4f:8000::1] [2606:4700::5efe:7f00:1] [2606:4700::200:5efe:a9fe:a9fe] [::ffff:169.254.169.254]
[::ffff:a9fe:a9fe] [64:ff9b::a9fe:a9fe] [2002:a9fe:a9fe::1] 2852039166 0xa9fea9fe 0251.0376.0251.0376 169.254.43518
""".split()

SCHEMES = """
file:///etc/passwd file://localhost/etc/passwd ftp://127.0.0.1/ gopher://127.0.0.1:6379/_INFO dict://127.0.0.1:6379/info
ldap://127.0.0.1/ tftp://127.0.0.1/x sftp://127.0.0.1/ scp://127.0.0.1/ smb://127.0.0.1/x telnet://127.0.0.1/
imap://127.0.0.1/ smtp://127.0.0.1/ rtsp://127.0.0.1/ ws://127.0.0.1/ mqtt://127.0.0.1/ jar:http://127.0.0.1!/
netdoc:///etc/passwd data:text/html,hello javascript:alert(1) view-source:http://127.0.0.1/ blob:http://127.0.0.1/x
about:blank //127.0.0.1/ /etc/passwd 127.0.0.1 http:127.0.0.1 http:/127.0.0.1/ http:///127.0.0.1/ hTTp:\\\\127.0.0.1
unix:///var/run/docker.sock
""".split()

FORMS = [
    "http://public.example@127.0.0.1/",
    "http://127.0.0.1@public.example/",
    "http://user:word@public.example/",
    "http://public.example:80@127.0.0.1:80/",
    "http://public.example\\@127.0.0.1/",
    "http://127.0.0.1\\.public.example/",
    "http://public.example#@127.0.0.1:80@/",
    "http://public.example?@127.0.0.1:80@:x",
    "http://127.0.0.1 /",
    "http://127.0.0.1\t/",
    "http://127.0.0.1\r\nHost: public.example\r\n/",
    "http://public.example/\r\nX-Injected: 1",
    "http://public.example/%0d\n",
    "http://public.example/\x00",
    "http://public.example/\x7f",
    "http://[::1/",
    "http://::1/",
    "http://[127.0.0.1]/",
    "http://[::1]x/",
    "http://[::1]:80:80/",
    "http://[v1.fe80::1]/",
    "http://127.0.0.1:22/",
    "http://127.0.0.1:6379/",
    "http://public.example:5432/",
    "http://public.example:0/",
    "http://public.example:-1/",
    "http://public.example:65536/",
    "http://public.example:+80/x",
    "http://public.example:8 0/",
    "http://public.example:٨٠/",
    "http://public..example/",
    "http://.public.example/",
    "http://-public.example/",
    "http://public.exam ple/",
    "http://pub\u00adlic\u200b.127.0.0.1/",
    "http://" + "a" * 64 + ".example/",
    "http://" + "a." * 130 + "example/",
    "http://public.example/" + "a" * 5000,
    "http://\ud800.example/",
    "http://public.example/\ud800",
    "http://xn--/",
    "http://*.example/",
    "http://$HOME/",
    "http://{127.0.0.1,public.example}/",
    "http://[1-9].0.0.1/",
    "http://%/",
]


class Stubborn:
    """Answers each connection by calling what stands under its path with the socket; remembers every request line."""

    def __init__(self) -> None:
        self.replies: dict[str, Callable[[socket.socket], None]] = {}
        self.asked: list[str] = []
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port = int(self._listener.getsockname()[1])
        self._open = True

    def serve(self) -> None:
        while self._open:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def close(self) -> None:
        self._open = False
        self._listener.close()

    def _answer(self, connection: socket.socket) -> None:
        try:
            head = b""
            while b"\r\n\r\n" not in head and (piece := connection.recv(65536)):
                head += piece
            line = head.split(b"\r\n", 1)[0].decode("latin-1")
            self.asked.append(head.decode("latin-1"))
            path = line.split(" ")[1] if " " in line else "/"
            if path.startswith("/to?"):
                connection.sendall(_redirect(unquote(path[4:])))
            else:
                self.replies.get(path, plain)(connection)
        except OSError:
            pass  # the visitor hung up, as it should
        finally:
            connection.close()


def _redirect(target: str) -> bytes:
    location = target.encode("utf-8", "surrogatepass")
    return b"HTTP/1.1 302 Found\r\nLocation: " + location + b"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


def plain(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\nsecret")


@contextmanager
def stubborn() -> Iterator[Stubborn]:
    """A running server of this kind."""
    server = Stubborn()
    threading.Thread(target=server.serve, daemon=True).start()
    try:
        yield server
    finally:
        server.close()


# --- bodies and heads that never end, or are not what they seem ------------------------------------------------------

_BROTLI_50_MB = bytes.fromhex(
    "cbffff3f002460e2b14072effff8ffff078004401c1680eefd1fffffff00900088c302d0bdffe3ffff1f001200715800baf77ffcffff"
    "034002200e0b40f7fe2fffe0f5004800c46101e8a0eb01"
)
"""Fifty million zeros as compressed by brotli."""


def _all(head: bytes, body: bytes = b"") -> Callable[[socket.socket], None]:
    return lambda connection: connection.sendall(head + body)


def _packed(encoding: str, body: bytes) -> Callable[[socket.socket], None]:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: {encoding}\r\nContent-Length: {len(body)}"
    return _all(head.encode() + b"\r\n\r\n", body)


def _for_ever(head: bytes, piece: bytes, pause: float = 0.0) -> Callable[[socket.socket], None]:
    def answer(connection: socket.socket) -> None:
        connection.sendall(head)
        while True:
            connection.sendall(piece)
            time.sleep(pause)

    return answer


def _zeros(size: int) -> bytes:
    packer = zlib.compressobj(wbits=31)
    block = b"0" * 1_000_000
    return b"".join(packer.compress(block) for _ in range(size // len(block))) + packer.flush()


_OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
BODIES: dict[str, Callable[[socket.socket], None]] = {
    "gzip bomb": _packed("gzip", _zeros(300_000_000)),
    "gzip in gzip": _packed("gzip, gzip", gzip.compress(_zeros(300_000_000))),
    "deflate bomb": _packed("deflate", zlib.compress(b"0" * 50_000_000)),
    "brotli bomb": _packed("br", _BROTLI_50_MB),
    "many encodings": _packed(", ".join(["gzip"] * 50), b"x"),
    "unknown encoding": _packed("zstd", bytes.fromhex("28b52ffd") + b"\x00" * 100),
    "broken gzip": _packed("gzip", b"\x1f\x8b\x08\x00" + b"\xff" * 1000),
    "endless body": _for_ever(_OK + b"\r\n", b"<p>more</p>" * 1000),
    "endless chunks": _for_ever(_OK + b"Transfer-Encoding: chunked\r\n\r\n", b"5\r\nmore \r\n"),
    "dripping body": _for_ever(_OK + b"\r\n", b"x", 0.05),
    "dripping head": _for_ever(b"HTTP/1.1 200 OK\r\n", b"X", 0.05),
    "endless head": _for_ever(b"HTTP/1.1 200 OK\r\n", b"X-More: " + b"x" * 1000 + b"\r\n"),
    "one endless header": _for_ever(b"HTTP/1.1 200 OK\r\nX-More: ", b"x" * 10_000),
    "endless 100 Continue": _for_ever(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.001),
    "silence": lambda _: time.sleep(30),
    "closed at once": lambda _: None,
    "no HTTP at all": _all(b"220 mail.example ESMTP\r\n"),
    "a short body": _all(_OK + b"Content-Length: 1000000\r\n\r\n", b"short"),
    "a negative length": _all(_OK + b"Content-Length: -1\r\n\r\n", b"x"),
    "a huge length": _all(_OK + b"Content-Length: 99999999999999999999\r\n\r\n", b"x"),
    "two lengths": _all(_OK + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n", b"secret"),
    "broken chunks": _all(_OK + b"Transfer-Encoding: chunked\r\n\r\n", b"zz\r\nsecret\r\n"),
    "a huge chunk": _all(_OK + b"Transfer-Encoding: chunked\r\n\r\n", b"ffffffffffffffff\r\nsecret"),
    "a film": _for_ever(b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n", b"\x00" * 10_000),
}
