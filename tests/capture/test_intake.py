"""The ways in: what is taken, what is refused with a sentence that says what to do."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.capture.errors import CaptureError, Empty, HttpError, NotText, TooLarge
from claims.capture.fetch import Fetched
from claims.capture.intake import MAX_TEXT, from_fetched, from_file, from_html, from_text
from claims.vocabulary import CaptureMethod, Precision

BODY = "".join(
    f"<p>The ferry to {place} left the harbour an hour late on Monday, the harbour board said in a notice.</p>"
    for place in ("Norhavn", "Vesterø", "Sandby")
)
PAGE = f"""<!doctype html><html lang="en"><head><title>Ferry late | Courier</title>
<meta property="og:site_name" content="Harbour Courier"><link rel="canonical" href="/ferry">
<meta name="author" content="Ada Holm"><meta property="article:published_time" content="2026-03-02T08:00:00Z">
<script type="application/ld+json">{{"@graph": [{{"@type": "NewsArticle", "dateModified": "2026-03"}}]}}</script></head>
<body><nav><a href="/">Home</a></nav><article><h1>Ferry leaves an hour late</h1>{BODY}
<figure><figcaption>The ferry at its berth. Photo Bo Lind</figcaption></figure></article>
<footer>© 2026 Harbour Courier. All rights reserved.</footer></body></html>"""


def fetched(body: bytes = PAGE.encode(), status: int = 200, media: str = "text/html; charset=utf-8") -> Fetched:
    url = "https://courier.example/a"
    return Fetched(url, "https://courier.example/b", status, {"content-type": media}, body, ())


def test_a_page_is_read_with_its_headline_paragraphs_caption_and_foot() -> None:
    taken = from_html(PAGE.encode(), method=CaptureMethod.UPLOAD)
    assert taken.blocks is not None
    assert [block.kind for block in taken.blocks] == ["headline", "paragraph", "paragraph", "paragraph", "caption"]
    assert taken.text.startswith("Ferry leaves an hour late\n\nThe ferry to Norhavn left")
    assert taken.text.endswith("The ferry at its berth. Photo Bo Lind")
    assert "© 2026 Harbour Courier" in taken.whole
    assert "© 2026" not in taken.text
    for block in taken.blocks:
        assert taken.text[block.start : block.end].strip() == taken.text[block.start : block.end]


def test_facts_are_what_the_page_states_with_precision_and_evidence() -> None:
    facts = from_fetched(fetched()).facts
    assert (facts.title, facts.site_name, facts.authors, facts.language) == (
        "Ferry leaves an hour late",
        "Harbour Courier",
        ("Ada Holm",),
        "en",
    )
    assert facts.canonical_url == "https://courier.example/ferry"
    assert facts.published is not None
    assert facts.modified is not None
    assert (facts.published.value, facts.published.precision) == (date(2026, 3, 2), Precision.DAY)
    assert (facts.modified.value, facts.modified.precision) == (date(2026, 3, 1), Precision.MONTH)
    assert facts.modified.evidence == "JSON-LD dateModified"


def test_a_page_cannot_call_another_site_its_own() -> None:
    page = PAGE.replace('href="/ferry"', 'href="https://bank.example/ferry"')
    assert from_fetched(fetched(page.encode())).facts.canonical_url == "https://courier.example/b"


def test_what_a_page_does_not_state_is_unknown() -> None:
    facts = from_html(f"<html><body><h1>Ferry late</h1>{BODY}</body></html>".encode(), method=CaptureMethod.PASTE).facts
    assert (facts.site_name, facts.authors, facts.published, facts.modified, facts.stated_language) == (
        None,
        (),
        None,
        None,
        None,
    )


def test_a_fetched_page_keeps_where_it_was_asked_for_and_found() -> None:
    taken = from_fetched(fetched())
    assert (taken.url, taken.final_url, taken.http_status) == (
        "https://courier.example/a",
        "https://courier.example/b",
        200,
    )
    assert hashlib.sha256(taken.raw).digest() == hashlib.sha256(PAGE.encode()).digest()


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "windows-1252"])
def test_declared_encodings_are_obeyed(encoding: str) -> None:
    page = f'<html><head><meta charset="{encoding}"></head><body><h1>Fähre</h1>{BODY}</body></html>'
    assert "Fähre" in from_html(page.encode(encoding), method=CaptureMethod.UPLOAD).text


def test_control_characters_in_a_page_are_no_end() -> None:
    page = (
        (
            PAGE.replace("Ferry leaves", "Ferry \x01leaves")
            .replace("<figure>", "\x0b\ufffe<figure>")
            .replace("©", "&#1;©")
        )
        .replace("<footer>", "&#11;<footer>&#xFFFE;")
        .replace("</nav>", "&#6;</nav>&#6;<noscript></noscript>&#11;")
    )
    taken = from_html(page.encode(), method=CaptureMethod.UPLOAD)
    assert taken.facts.title == "Ferry leaves an hour late"
    assert "© 2026 Harbour Courier" in taken.whole


def test_pasted_text_is_kept_save_for_its_line_ends() -> None:
    taken = from_text("Fähre\r\n\r\n🚢 عبّارة\rend")
    assert (taken.text, taken.whole) == ("Fähre\n\n🚢 عبّارة\nend", taken.text)


@pytest.mark.parametrize("name", ["page.html", "PAGE.HTM", "noname"])
def test_a_file_of_html_is_known_by_name_or_beginning(name: str) -> None:
    assert from_file(name, PAGE.encode()).media_type == "text/html"


def test_a_text_file_of_an_old_editor_is_read() -> None:
    assert from_file("note.txt", "Fähre – “late”".encode("cp1252")).text == "Fähre – “late”"


@pytest.mark.parametrize(
    ("raw", "error", "says"),
    [
        (b"", Empty, "Paste the article"),
        (b" \n\t ", Empty, "Paste the article"),
        (b"%PDF-1.7 ...", NotText, "PDF"),
        (b"\x89PNG\r\n\x1a\n", NotText, "picture"),
        (b"PK\x03\x04abc", NotText, "office document"),
        (b"abc\x00def", NotText, "not text"),
        (b"x" * (MAX_TEXT + 1), TooLarge, "part that matters"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(raw: bytes, error: type[CaptureError], says: str) -> None:
    with pytest.raises(error, match=says):
        from_file("upload", raw)


@pytest.mark.parametrize("text", ["\x00", "\ud800"])
def test_broken_text_is_refused(text: str) -> None:
    with pytest.raises(NotText):
        from_text(text)


def test_a_page_without_an_article_says_so() -> None:
    with pytest.raises(Empty, match="paste its text"):
        from_html(b"<html><body><script>app()</script></body></html>", method=CaptureMethod.UPLOAD)


@pytest.mark.parametrize("status", [204, 403, 404, 500])
def test_an_answer_that_is_not_the_page_is_no_page(status: int) -> None:
    with pytest.raises(HttpError, match=str(status)):
        from_fetched(fetched(status=status))


def test_an_address_of_a_pdf_or_a_film_is_refused_by_what_it_is() -> None:
    with pytest.raises(NotText, match="PDF"):
        from_fetched(fetched(b"%PDF-1.7", media="application/pdf"))
    with pytest.raises(NotText, match="video/mp4"):
        from_fetched(fetched(b"film", media="video/mp4"))


@settings(deadline=None)  # the first file waits for the process that reads
@given(st.binary(max_size=300))
def test_no_bytes_break_the_way_in(raw: bytes) -> None:
    with suppress(CaptureError):
        assert from_file("x", raw).text.strip()
    with suppress(CaptureError):
        assert from_html(raw, method=CaptureMethod.UPLOAD).text.strip()
