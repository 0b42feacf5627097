"""What counts as the same page, and what does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.rechecks.essence import essence

PAGE = (
    b"<!doctype html><html lang=en><head><title>Ferry drifts</title><meta name=author content='Mara Lind'>"
    b"<meta name=csrf-token content=a1b2><script>var token = 'x1';</script><style>p { color: red }</style>"
    b'<script type=\'application/ld+json\'>{"headline": "Ferry drifts"}</script></head>'
    b"<body class=a><!-- built 10:01 --><h1>Ferry drifts</h1><p id=n1>Two engines <b>failed</b>.</p></body></html>"
)
NOISE = [
    (b"a1b2", b"c3d4"),
    (b"'x1'", b"'x2' + '<p>not shown</p>'"),
    (b"color: red", b"color: blue"),
    (b"built 10:01", b"built 11:47 - on node 3 --"),
    (b"class=a", b"class=b data-seen=7"),
    (b"id=n1", b"id=n2"),
    (b"<h1>", b"  \n <h1>  "),
    (b"</head>", b"<script async>more('<b>')</script ><style></style></head>"),
    (b"</h1>", b"</h1><script>if (a </b/ 2) { c() }</script>"),
]
NEWS = [
    (b"Two engines", b"One engine"),
    (b"failed", b"did not fail"),
    (b"Mara Lind", b"Otto Brandt"),
    (b"<title>Ferry drifts", b"<title>Ferry sinks"),
    (b'"Ferry drifts"', b'"Ferry sinks"'),
    (b"lang=en", b"lang=de"),
    (b"</body>", b"<p>Correction: one engine.</p></body>"),
]


@pytest.mark.parametrize(("old", "new"), NOISE)
def test_what_no_reader_sees_makes_no_difference(old: bytes, new: bytes) -> None:
    assert old in PAGE
    assert essence(PAGE.replace(old, new)) == essence(PAGE)


@pytest.mark.parametrize(("old", "new"), NEWS)
def test_what_a_reader_sees_does(old: bytes, new: bytes) -> None:
    assert old in PAGE
    assert essence(PAGE.replace(old, new)) != essence(PAGE)


@given(st.binary(max_size=2000))
def test_any_bytes_have_one_essence(body: bytes) -> None:
    assert len(essence(body)) == 64
    assert essence(body) == essence(body)


@given(st.text(alphabet="abcdefgh ", min_size=1, max_size=60).filter(lambda text: bool(text.strip())))
def test_a_word_more_is_another_page(words: str) -> None:
    more = PAGE.replace(b"failed", b"failed " + words.encode())
    assert essence(more) != essence(PAGE)
