"""Pages of kinds that were not tuned for: text in data only, stubs, AMP, live blogs, lists, tables, many scripts."""

from __future__ import annotations

import json
from typing import Any

import pytest

from claims.capture.intake import from_html
from claims.capture.values import Captured
from claims.vocabulary import CaptureMethod

PLACES = ("Norhavn", "Vesterø", "Sandby", "Eastmere", "Brigport")
SENTENCES = [
    f"The ferry to {place} left the harbour an hour late on Monday, the harbour board said in a notice to {place}."
    for place in PLACES
]
BODY = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
HIDDEN = "text: read in the page’s own data (JSON-LD articleBody); the page itself shows less of it"


def read(body: str, head: str = "", **data: Any) -> Captured:
    stated = f'<script type="application/ld+json">{json.dumps(data)}</script>' if data else ""
    page = f"<!doctype html><html><head><title>Ferries late</title>{stated}{head}</head><body>{body}</body></html>"
    return from_html(page.encode(), method=CaptureMethod.URL, url="https://courier.example/ferry")


def parts(taken: Captured, kind: str = "paragraph") -> list[str]:
    return [taken.text[block.start : block.end] for block in taken.blocks or () if block.kind == kind]


def article(text: str, **more: Any) -> dict[str, Any]:
    return {"@type": "NewsArticle", "headline": "Ferries late", "articleBody": text, **more}


@pytest.mark.parametrize(
    "text",
    ["\n\n".join(SENTENCES), "\r\n".join(SENTENCES), BODY, "<br><br>".join(SENTENCES)],
    ids=["empty lines", "line ends", "html", "breaks"],
)
def test_an_article_in_the_pages_data_alone_is_read_in_its_paragraphs_and_told(text: str) -> None:
    taken = read('<div id="root"></div>', **article(text))
    assert parts(taken) == SENTENCES
    assert taken.facts.disagreements == (HIDDEN,)


def test_a_stub_before_a_paywall_with_the_whole_text_in_the_data_is_told() -> None:
    stub = f"<article><h1>Ferries late</h1><p>{SENTENCES[0]}</p><div>Subscribe to read on.</div></article>"
    taken = read(stub, **article("\n".join(SENTENCES), isAccessibleForFree=False))
    assert parts(taken) == SENTENCES
    assert (taken.facts.free, taken.facts.disagreements) == (False, (HIDDEN,))


def test_a_stub_alone_is_read_as_what_it_is() -> None:
    taken = read(
        f"<article><h1>Ferries late</h1><p>{SENTENCES[0]}</p></article>", **article("", isAccessibleForFree="false")
    )
    assert parts(taken) == SENTENCES[:1]
    assert (taken.facts.free, taken.facts.disagreements) == (False, ())


def test_a_text_that_the_page_shows_is_not_told_to_be_hidden() -> None:
    taken = read(f"<article><h1>Ferries late</h1>{BODY}</article>", **article("\n\n".join(SENTENCES)))
    assert parts(taken) == SENTENCES
    assert taken.facts.disagreements == ()


def test_an_amp_page_gives_its_text_without_menus_and_places_of_pictures() -> None:
    taken = read(
        "<amp-sidebar id=m><ul><li>Home</li><li>Weather</li></ul></amp-sidebar><article><h1>Ferries late</h1>"
        "<figure><amp-img src=f.jpg><noscript><img src=f.jpg></noscript></amp-img>"
        f"<figcaption>The ferry at its berth</figcaption></figure>{BODY}<amp-ad type=x></amp-ad></article>"
    )
    assert parts(taken) == SENTENCES
    assert parts(taken, "caption") == ["The ferry at its berth"]


def test_what_stands_in_for_pictures_without_scripts_is_no_text() -> None:
    lazy = "<noscript><img src=f.jpg><p>Switch scripts on to see this picture.</p></noscript>"
    taken = read(f"<article><h1>Ferries late</h1>{lazy}{BODY.replace('</p>', f'</p>{lazy}')}</article>")
    assert parts(taken) == SENTENCES
    assert "Switch scripts on" not in taken.whole


def test_a_live_blog_keeps_its_entries_apart_and_the_day_of_its_beginning() -> None:
    entries = "".join(
        f"<article><time datetime=2026-03-0{day}>10:00</time><h2>Entry {day}</h2><p>{sentence}</p></article>"
        for day, sentence in enumerate(SENTENCES, 1)
    )
    updates = [{"@type": "BlogPosting", "datePublished": f"2026-03-0{day}"} for day in (5, 4, 3)]
    blog: dict[str, Any] = {"@type": "LiveBlogPosting", "datePublished": "2026-03-01", "liveBlogUpdate": updates}
    taken = read(f"<main><h1>Ferries: live</h1>{entries}</main>", **blog)
    assert [line for line in parts(taken) if line in SENTENCES] == SENTENCES
    assert taken.facts.published is not None
    assert taken.facts.published.value.isoformat() == "2026-03-01"


def test_an_article_of_a_list_has_a_paragraph_for_each_heading_and_text() -> None:
    items = "".join(
        f"<li><h2>{place}</h2><p>{sentence}</p></li>" for place, sentence in zip(PLACES, SENTENCES, strict=True)
    )
    taken = read(f"<article><h1>Five ferries</h1><p>Five ferries ran late.</p><ol>{items}</ol></article>")
    assert parts(taken)[1:] == [line for pair in zip(PLACES, SENTENCES, strict=True) for line in pair]


def test_an_article_laid_out_in_a_table_has_its_paragraphs_and_a_row_of_figures_is_one_line() -> None:
    taken = read(f"<table><tr><td><h1>Ferries late</h1>{BODY}</td></tr></table>")
    assert [line for line in parts(taken) if line in SENTENCES] == SENTENCES
    rows = "<table><tr><td>Norhavn</td><td>12</td><td>40</td></tr><tr><td>Sandby</td><td>9</td><td>31</td></tr></table>"
    assert "Norhavn | 12 | 40" in parts(read(f"<article><h1>Ferries late</h1>{BODY}{rows}</article>"))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("ar", "غادرت العبّارة الميناء متأخرة ساعة يوم الاثنين، وقالت هيئة الميناء في بيان إنها لا تعرف السبب."),
        ("fa", "کشتی روز دوشنبه با یک ساعت تأخیر بندر را ترک کرد و اداره بندر گفت که علت را نمی‌داند، چون پیچیده است."),
        ("he", "המעבורת יצאה מהנמל ביום שני באיחור של שעה, והרשות אמרה בהודעה שאינה יודעת את הסיבה."),
        ("ja", "港湾局によると、フェリーは月曜日に一時間遅れて出港した。原因はまだ分かっていないと述べた。"),
        ("zh", "港务局表示，渡轮星期一晚了一个小时离港，原因目前尚不清楚，没有人员受伤。"),
        ("ko", "항만청은 여객선이 월요일에 한 시간 늦게 출항했으며 원인은 아직 알 수 없다고 밝혔다."),
        (
            "ru",
            "Паром вышел из порта в понедельник с опозданием на час, сообщили в управлении порта, причина ныне неясна.",
        ),
        ("hi", "फ़ेरी सोमवार को एक घंटे देर से बंदरगाह से निकली और बोर्ड ने कहा कि कारण ज्ञात नहीं है।"),
        ("th", "เรือเฟอร์รี่ออกจากท่าเรือช้าไปหนึ่งชั่วโมงเมื่อวันจันทร์ และยังไม่ทราบสาเหตุ"),
    ],
)
def test_an_article_in_any_script_is_read_whole_and_its_language_known(language: str, sentence: str) -> None:
    lines = [f"{number}. {sentence}" for number in range(1, 6)]
    body = "".join(f"<p>{line}</p>" for line in lines)
    taken = read(f"<nav><a href=/>…</a></nav><article><h1>{sentence[:12]}</h1>{body}</article><footer>© 2026</footer>")
    assert parts(taken) == lines
    assert taken.facts.language == language
