"""More answers that are not what they seem, by family, and pages that try their reader. Ours, invented here."""

from __future__ import annotations

import gzip
import socket
import struct
import time
import zlib
from collections.abc import Callable
from functools import cache

from tests.security.hostile import _all, _for_ever, _packed

Reply = Callable[[socket.socket], None]
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
EMPTY_BLOCK = b"\x00\x00\x00\xff\xff"
"""A block of deflate that holds nothing: megabytes of them unpack to nothing at all."""


@cache
def nothing(times: int) -> bytes:
    """A hundred megabytes of empty blocks, packed so many times: unpacked all the way it comes to nothing."""
    packer = zlib.compressobj(1, wbits=31)
    pieces = [packer.compress(gzip.compress(b"", mtime=0)[:10])]
    pieces += [packer.compress(EMPTY_BLOCK * 200_000) for _ in range(100)]
    packed = b"".join(pieces) + packer.flush()
    for _ in range(times - 2):
        packed = gzip.compress(packed, 1)
    return packed


def _later(make: Callable[[], bytes], encoding: str) -> Reply:
    """Packed when it is asked for, once: not at the import of this file."""
    return lambda connection: _packed(encoding, make())(connection)


def _bomb(wbits: int) -> bytes:
    packer = zlib.compressobj(wbits=wbits)
    return b"".join(packer.compress(b"0" * 1_000_000) for _ in range(100)) + packer.flush()


def _header(line: bytes) -> Reply:
    return _all(OK + line + b"\r\nContent-Length: 6\r\n\r\n", b"secret")


def _status(line: bytes) -> Reply:
    return _all(line + b"\r\nContent-Length: 6\r\n\r\n", b"secret")


def _dripped(whole: bytes, pause: float) -> Reply:
    def answer(connection: socket.socket) -> None:
        for byte in whole:
            connection.sendall(bytes([byte]))
            time.sleep(pause)

    return answer


def _then_silence(head: bytes) -> Reply:
    def answer(connection: socket.socket) -> None:
        connection.sendall(head)
        time.sleep(30)

    return answer


def _reset(connection: socket.socket) -> None:
    connection.sendall(OK + b"Content-Length: 100\r\n\r\nx")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


_GZIP_HEAD = b"\x1f\x8b\x08%c\x00\x00\x00\x00\x00\x03"
ANSWERS: dict[str, Reply] = {
    # packed
    "packed thrice, to nothing": _later(lambda: nothing(3), "gzip, gzip, gzip"),
    "packed twice, to nothing": _later(lambda: nothing(2), "gzip, gzip"),
    "packed twice, told in two headers": _later(lambda: nothing(2), "gzip\r\nContent-Encoding: gzip"),
    "packed twice, told in upper case and spaces": _later(lambda: nothing(2), " GZIP ,\tX-GZip "),
    "packed twice, with plain ones between": _later(lambda: nothing(2), "identity, gzip, identity, gzip, none"),
    "packed twice, by transfer and content": _all(
        OK + b"Transfer-Encoding: gzip, chunked\r\nContent-Encoding: gzip\r\n\r\n", b"5\r\nhello\r\n0\r\n\r\n"
    ),
    "packed by transfer": _all(OK + b"Transfer-Encoding: gzip, chunked\r\n\r\n", b"5\r\nhello\r\n0\r\n\r\n"),
    "empty blocks without end": _for_ever(
        OK + b"Content-Encoding: gzip\r\n\r\n" + _GZIP_HEAD % 0, EMPTY_BLOCK * 10_000
    ),
    "a name without end in a gzip head": _for_ever(
        OK + b"Content-Encoding: gzip\r\n\r\n" + _GZIP_HEAD % 8, b"n" * 10_000
    ),
    "a comment without end in a gzip head": _for_ever(
        OK + b"Content-Encoding: gzip\r\n\r\n" + _GZIP_HEAD % 16, b"c" * 10_000
    ),
    "members without end": _for_ever(OK + b"Content-Encoding: gzip\r\n\r\n", gzip.compress(b"") * 500),
    "rubbish after gzip": _for_ever(OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"words"), b"\xff" * 9000),
    "a bomb of bare deflate": _later(lambda: _bomb(-15), "deflate"),
    "a bomb under its old name": _later(lambda: _bomb(31), "x-gzip"),
    "a bomb with a quality": _later(lambda: _bomb(31), "gzip;q=1"),
    "a bomb in upper case": _later(lambda: _bomb(31), "GZIP"),
    "brotli over gzip": _later(lambda: _bomb(31), "gzip, br"),
    "gzip told as brotli": _later(lambda: _bomb(31), "br"),
    "brotli with a large window": _packed("br", b"\x11\x3f" + b"\xff" * 2000),
    "brotli without an end": _for_ever(OK + b"Content-Encoding: br\r\n\r\n", b"\x06" * 10_000),
    "zstd with a window of 2 GB": _packed("zstd", bytes.fromhex("28b52ffd00a8") + b"\x00" * 500),
    "zstd beside gzip": _packed("gzip, zstd", b"x" * 500),
    "compress": _packed("compress", b"\x1f\x9d\x90" + b"\xff" * 500),
    "sdch, exi, pack200": _packed("sdch, exi, pack200-gzip", b"x" * 500),
    "an encoding with a long name": _packed("g" * 60_000, b"x"),
    # chunks and lengths
    "an extension of a chunk without end": _for_ever(CHUNKED + b"5;", b"x=" + b"y" * 10_000),
    "extensions at every chunk": _for_ever(CHUNKED, b"1;" + b"x" * 9_000 + b"\r\na\r\n"),
    "noughts before the size of a chunk": _for_ever(CHUNKED, b"0" * 10_000),
    "a negative chunk": _all(CHUNKED, b"-5\r\nsecret\r\n0\r\n\r\n"),
    "a chunk of 2 to the 64th": _all(CHUNKED, b"10000000000000000\r\nsecret"),
    "a chunk in other digits": _all(CHUNKED, "１\r\nx\r\n0\r\n\r\n".encode()),
    "chunks with bare line feeds": _all(CHUNKED, b"6\nsecret\n0\n\n"),
    "a chunk longer than told": _all(CHUNKED, b"1\r\nsecret\r\n0\r\n\r\n"),
    "trailers without end": _for_ever(CHUNKED + b"1\r\na\r\n0\r\n", b"X-More: " + b"x" * 1000 + b"\r\n"),
    "a trailer that is another head": _all(
        CHUNKED, b"1\r\na\r\n0\r\nHTTP/1.1: 302\r\nLocation: http://127.0.0.1/\r\nContent-Type: image/png\r\n\r\n"
    ),
    "chunked twice": _all(OK + b"Transfer-Encoding: chunked, chunked\r\n\r\n", b"6\r\nsecret\r\n0\r\n\r\n"),
    "chunked and a length": _all(
        OK + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n", b"6\r\nsecret\r\n0\r\n\r\n"
    ),
    "chunked, with a strange space": _all(OK + b"Transfer-Encoding:\x0bchunked\r\n\r\n", b"6\r\nsecret\r\n"),
    "a length with a plus": _header(b"Content-Length: +6"),
    "a length as a list": _all(OK + b"Content-Length: 6, 6\r\n\r\n", b"secret"),
    "a length as a list of two": _all(OK + b"Content-Length: 6, 7\r\n\r\n", b"secret"),
    "a hexadecimal length": _all(OK + b"Content-Length: 0x6\r\n\r\n", b"secret"),
    "a length in other digits": _all(OK + "Content-Length: ６\r\n\r\n".encode(), b"secret"),
    "a length and more than it": _all(OK + b"Content-Length: 1\r\n\r\n", b"secret" * 100_000),
    # first lines
    "HTTP/0.9": _all(b"<p>secret</p>"),
    "HTTP/2 in the clear": _status(b"HTTP/2 200"),
    "HTTP/3": _status(b"HTTP/3 200"),
    "HTTP/9.9": _status(b"HTTP/9.9 200 OK"),
    "an upgrade to HTTP/2 that nobody asked for": _for_ever(
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n", b"\x00" * 10_000
    ),
    "frames of HTTP/2": _for_ever(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"\x00\x00\x00\x04\x00\x00\x00\x00\x00"),
    "a radio station": _for_ever(b"ICY 200 OK\r\n\r\n", b"\x00" * 10_000),
    "no status": _status(b"HTTP/1.1"),
    "status 0": _status(b"HTTP/1.1 000 OK"),
    "status 99": _status(b"HTTP/1.1 099 OK"),
    "status 999999": _status(b"HTTP/1.1 999999 OK"),
    "a negative status": _status(b"HTTP/1.1 -200 OK"),
    "a status in letters": _status(b"HTTP/1.1 2OO OK"),
    "a first line without end": _for_ever(b"HTTP/1.1 200 ", b"O" * 10_000),
    "early hints without end": _for_ever(b"", b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" * 50),
    "processing without end": _for_ever(b"", b"HTTP/1.1 102 Processing\r\n\r\n" * 50, 0.001),
    # headers
    "a million short headers": _for_ever(b"HTTP/1.1 200 OK\r\n", b"a:\r\n" * 2000),
    "one name of a header without end": _for_ever(b"HTTP/1.1 200 OK\r\n", b"a" * 10_000),
    "a folded header without end": _for_ever(b"HTTP/1.1 200 OK\r\nX: a\r\n", b" more\r\n" * 1000),
    "links without end": _for_ever(b"HTTP/1.1 200 OK\r\n", b"Link: </a>; rel=x\r\n" * 500),
    "cookies without end": _for_ever(b"HTTP/1.1 200 OK\r\n", b"Set-Cookie: a=" + b"b" * 900 + b"\r\n"),
    "encodings without end": _for_ever(b"HTTP/1.1 200 OK\r\n", b"Content-Encoding: identity\r\n" * 300),
    "a header with a nought": _header(b'ETag: "a\x00b"'),
    "headers ended by bare carriage returns": _all(b"HTTP/1.1 200 OK\rContent-Length: 6\r\rsecret"),
    "headers ended by bare line feeds": _all(b"HTTP/1.1 200 OK\nContent-Length: 6\n\nsecret"),
    "white space before the first header": _all(b"HTTP/1.1 200 OK\r\n Content-Length: 6\r\n\r\nsecret"),
    "lines without a colon": _for_ever(b"HTTP/1.1 200 OK\r\n", b"nothing here\r\n" * 1000),
    "a type without end": _for_ever(b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=", b"x" * 10_000),
    # time
    "a head that drips": _dripped(OK + b"Content-Length: 6\r\n\r\nsecret", 0.1),
    "chunks that drip": _for_ever(CHUNKED, b"1\r\nx\r\n", 0.05),
    "an extension that drips": _for_ever(CHUNKED + b"1;", b"x", 0.05),
    "gzip that drips": _dripped(OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"words" * 9), 0.05),
    "closed in the middle": _reset,
    "nothing after the head": _then_silence(OK + b"Content-Length: 6\r\n\r\n"),
    "bytes one by one, without end": _for_ever(OK + b"\r\n", b"x"),
    "silence after an interim answer": _then_silence(b"HTTP/1.1 100 Continue\r\n\r\n"),
}
"""Whole answers; none may cost more than the limits."""


def _page(inside: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head><title>T</title>{head}</head><body>{inside}</body></html>".encode()


def _doctype(declared: str, inside: str = "&x;") -> bytes:
    words = "Some words that a reader would read, and enough of them to be an article of its own. " * 8
    return f"<!DOCTYPE html [{declared}]><html><body><article><p>{inside} {words}</p></article></body></html>".encode()


_LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
_ARTICLE = f"<article>{'<p>Some words that a reader would read, and enough of them to be read.</p>' * 12}</article>"
SECRET = "root:x:0:0"
PAGES: dict[str, tuple[str, bytes]] = {
    "an outside entity": ("text/html", _doctype('<!ENTITY x SYSTEM "file:///etc/passwd">')),
    "an outside entity, XHTML": ("application/xhtml+xml", _doctype('<!ENTITY x SYSTEM "file:///etc/passwd">')),
    "an outside entity from the trap": ("application/xhtml+xml", _doctype('<!ENTITY x SYSTEM "http://127.0.0.1/">')),
    "an outside entity by PUBLIC": ("text/html", _doctype('<!ENTITY x PUBLIC "a" "file:///etc/passwd">')),
    "a parameter entity": (
        "application/xhtml+xml",
        _doctype('<!ENTITY % f SYSTEM "file:///etc/passwd"><!ENTITY % all "<!ENTITY x \'%f;\'>">%all;'),
    ),
    "a doctype from outside": (
        "application/xhtml+xml",
        b'<?xml version="1.0"?><!DOCTYPE html SYSTEM "file:///etc/passwd"><html><body><p>Words.</p></body></html>',
    ),
    "a billion laughs": ("application/xhtml+xml", _doctype('<!ENTITY a0 "ha">' + _LAUGHS, "&a9;")),
    "a billion laughs, as HTML": ("text/html", _doctype('<!ENTITY a0 "ha">' + _LAUGHS, "&a9;")),
    "quadratic entities": ("text/html", _doctype(f'<!ENTITY x "{"a" * 50_000}">', "&x;" * 9_000)),
    "an included file": (
        "application/xhtml+xml",
        _page('<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'),
    ),
    "a style sheet that fetches": (
        "application/xhtml+xml",
        b'<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="file:///etc/passwd"?><html><p>Words</p></html>',
    ),
    "a picture that includes": (
        "image/svg+xml",
        b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg">&x;</svg>',
    ),
    "a list of addresses without end": (
        "application/xml",
        b"<urlset>" + b"<url><loc>http://127.0.0.1/</loc></url>" * 25_000 + b"</urlset>",
    ),
    "a feed": ("application/rss+xml", _doctype('<!ENTITY x SYSTEM "file:///etc/passwd">')),
    "UTF-7": ("text/html; charset=utf-7", _page("+ADw-script+AD4-alert(1)+ADw-/script+AD4-" + _ARTICLE)),
    "UTF-7 in the head": ("text/html", _page(_ARTICLE, "<meta charset=utf-7>")),
    "UTF-16 with a mark": ("text/html", _page(_ARTICLE).decode().encode("utf-16")),
    "UTF-16 without a mark": ("text/html", _page(_ARTICLE).decode().encode("utf-16-le")),
    "UTF-32": ("text/html; charset=utf-32", _page(_ARTICLE).decode().encode("utf-32")),
    "told as UTF-16, and is not": ("text/html; charset=utf-16", _page(_ARTICLE, "<meta charset=utf-16>")),
    "EBCDIC": ("text/html; charset=cp037", _page(_ARTICLE, "<meta charset=cp037>").decode().encode("cp037")),
    "Japanese escapes": ("text/html", _page("\x1b$B%F%9\x1b(B" * 9_000, "<meta charset=iso-2022-jp>")),
    "Korean escapes, cut": ("text/html", _page("\x1b$)C\x0e" * 9_000, "<meta charset=iso-2022-kr>")),
    "Chinese escapes": ("text/html", _page("~{" * 90_000, "<meta charset=hz-gb-2312>")),
    "an encoding of bytes to bytes": ("text/html; charset=zlib", _page(_ARTICLE, "<meta charset=zlib>")),
    "punycode as encoding": ("text/html; charset=punycode", _page("a" * 90_000 + "-", "<meta charset=punycode>")),
    "escapes as encoding": ("text/html", _page("\\N{BULLET}" * 9_000, "<meta charset=unicode_escape>")),
    "no such encoding": ("text/html; charset=no-such-thing", _page(_ARTICLE, "<meta charset=no-such-thing>")),
    "a long name of an encoding": ("text/html", _page(_ARTICLE, f"<meta charset={'x' * 1900}>")),
    "broken characters": ("text/html; charset=utf-8", _page(_ARTICLE) + b"\xff\xfe\xc0\x80\xed\xa0\x80" * 9_000),
    "numbers for characters that are none": ("text/html", _page("&#0;&#xD800;&#x110000;&#99999999999;" * 9_000)),
    "a deep page": ("text/html", _page("<div>" * 150_000 + "words")),
    "deep lists": ("text/html", _page("<ul><li>" * 60_000 + "words")),
    "deep tables": ("text/html", _page("<table><tr><td>" * 40_000 + "words")),
    "tags that overlap": ("text/html", _page("<b><i><p></b></i>" * 40_000)),
    "links in links": ("text/html", _page("<a href=x>" * 90_000)),
    "forms in tables": ("text/html", _page("<table><form><tr>" * 40_000)),
    "an element of many attributes": ("text/html", _page(f"<p {' '.join(f'a{n}=1' for n in range(90_000))}>w</p>")),
    "an attribute of a megabyte": ("text/html", _page(f'<p class="{"x" * 990_000}">words</p>')),
    "many classes": ("text/html", _page(f'<p class="{"x " * 450_000}">words</p>')),
    "comments that do not end": ("text/html", _page("<!--" * 240_000)),
    "scripts that do not end": ("text/html", _page("<script>" * 120_000)),
    "open brackets alone": ("text/html", b"<" * 990_000),
    "headings alone": ("text/html", _page("<h1>" * 240_000)),
    "metas alone": ("text/html", b"<meta name=title " * 58_000),
    "times alone": ("text/html", _page("<time datetime=2026-01-01>" * 38_000)),
    "one long word": ("text/html", _page(f"<article><p>{'x' * 980_000}</p></article>")),
    "one long line of stops": ("text/html", _page(f"<article><p>{'. ' * 490_000}</p></article>")),
    "spaces alone": ("text/html", _page(f"<article><p>{' ' * 980_000}x</p></article>")),
    "marks over one letter": ("text/html", _page(f"<article><p>a{chr(0x300) * 480_000}</p></article>")),
    "deep data": ("text/html", _page(_ARTICLE, f"<script type=application/ld+json>{'[' * 400_000}</script>")),
    "deep data that ends": (
        "text/html",
        _page(_ARTICLE, f"<script type=application/ld+json>{'[' * 90_000 + ']' * 90_000}</script>"),
    ),
    "a long number in data": (
        "text/html",
        _page(_ARTICLE, f'<script type=application/ld+json>{{"datePublished": {"9" * 500_000}}}</script>'),
    ),
    "many data": ("text/html", _page(_ARTICLE, "<script type=application/ld+json>{}</script>" * 18_000)),
    "plain text of noughts": ("text/plain", b"\x00" * 900_000),
    "a picture told as a page": ("text/html", b"\x89PNG\r\n\x1a\n" + b"\x00" * 9_000),
    "an archive told as a page": ("text/html", b"PK\x03\x04" + b"\xff" * 9_000),
    "a document told as PDF": ("application/pdf", b"%PDF-1.7\n" + b"1 0 obj<</Length 99999999>>stream\n" * 9_000),
    "a PDF of references to itself": (
        "application/pdf",
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R]/Count 99999>>endobj\n"
        b"trailer<</Root 1 0 R>>",
    ),
    "a mail in mails": ("message/rfc822", b"Content-Type: message/rfc822\r\nSubject: a\r\n\r\n" * 9_000),
    "parts in parts": (
        "message/rfc822",
        b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(5_000)),
    ),
}
"""Pages by family: media type and body."""
