"""Links in an article's own sentences are kept with their place; those of menus, lists and teasers are not."""

from __future__ import annotations

from claims.capture.intake import from_html
from claims.vocabulary import CaptureMethod

BASE = "https://courier.example/2026/ferry"
FILLER = "".join(
    f"<p>The ferry to {place} left the harbour an hour late on Monday, the harbour board said in a notice.</p>"
    for place in ("Norhavn", "Vesterø", "Sandby", "Eastmere")
)
OPENS = "The second engine failed as well, as the Harbour Echo"


def links(body: str) -> list[tuple[str, str]]:
    article = f"<article><h1>Ferries late</h1>{body}{FILLER}</article>"
    page = f"<html><head><title>Ferries late</title></head><body>{article}</body></html>"
    taken = from_html(page.encode(), method=CaptureMethod.URL, url=BASE)
    return [(link.url, taken.text[link.start : link.end]) for link in taken.facts.links]


def test_a_link_in_a_sentence_is_kept_with_its_address_and_words() -> None:
    body = f'<p>{OPENS} <a href="https://echo.example/engines#top">first reported</a> on Sunday night.</p>'
    assert links(body) == [("https://echo.example/engines", "first reported")]


def test_an_address_without_a_host_is_completed_and_words_in_elements_are_found() -> None:
    body = f'<p>{OPENS} <a href="../2025/engines"><em>first</em>\n <b>reported</b></a> on Sunday night.</p>'
    assert links(body) == [("https://courier.example/2025/engines", "first reported")]


def test_what_is_no_web_page_is_left_out() -> None:
    body = (
        f'<p>{OPENS} <a href="mailto:desk@echo.example">reported</a> on <a href="javascript:void(0)">Sunday</a>, and'
        ' <a href="https://[broken/">nobody</a> knew of it before the night of the harbour feast.</p>'
    )
    assert links(body) == []


def test_a_paragraph_that_is_all_link_leads_elsewhere_and_credits_nobody() -> None:
    words = "Storm breaks windows all along the coast of Vesterø, says board"
    teaser = f'<p><a href="https://echo.example/storm">{words}</a></p>'
    assert links(teaser) == []


def test_menus_and_feet_are_no_sentences() -> None:
    menu = '<nav><ul><li><a href="https://echo.example/">Home</a></li></ul></nav>'
    foot = '<footer><p>A site of <a href="https://echo.example/">Echo Media</a>, all rights reserved.</p></footer>'
    assert links(menu + foot) == []


def test_a_link_to_the_author_or_a_topic_is_none_to_a_report() -> None:
    body = f'<p>{OPENS} <a rel="tag" href="https://echo.example/engines">first reported</a> on Sunday night.</p>'
    assert links(body) == []


def test_words_that_stand_twice_are_placed_once() -> None:
    body = (
        '<p>The Echo said so first, and <a href="https://echo.example/a">the Echo</a> said so again at the harbour.</p>'
    )
    assert len(links(body)) == 1
