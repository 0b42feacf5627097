"""What a page says of itself: two sources beside each other, with precision, evidence and what they disagree about."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from claims.capture.intake import from_html
from claims.capture.pictures import split_credit
from claims.capture.sites import same_site
from claims.capture.values import PageFacts
from claims.vocabulary import CaptureMethod, Precision
from tests.capture.test_intake import BODY


def page(head: str = "", body: str = "", **data: Any) -> str:
    if "graph" in data:
        data = {"@graph": data["graph"]}
    stated = f'<script type="application/ld+json">{json.dumps(data)}</script>' if data else ""
    return (
        f'<html lang="en"><head>{stated}{head}</head><body><article><h1>Ferry leaves an hour late</h1>{body}{BODY}'
        "</article></body></html>"
    )


def facts(html: str, url: str | None = None) -> PageFacts:
    return from_html(html.encode(), method=CaptureMethod.URL, url=url).facts


def published(html: str, url: str | None = None) -> tuple[date, Precision] | None:
    found = facts(html, url).published
    return (found.value, found.precision) if found else None


# -- dates


@pytest.mark.parametrize(
    ("head", "value", "precision"),
    [
        ('<meta name="date" content="2026-03-02">', date(2026, 3, 2), Precision.DAY),
        ('<meta name="dc.date" content="2026-03">', date(2026, 3, 1), Precision.MONTH),
        ('<meta name="DC.date.issued" content="2026">', date(2026, 1, 1), Precision.YEAR),
        ('<meta name="pubdate" content="20260302">', date(2026, 3, 2), Precision.DAY),
        ('<meta property="article:published_time" content="March 2, 2026">', date(2026, 3, 2), Precision.DAY),
    ],
)
def test_a_date_has_the_precision_at_which_it_is_given(head: str, value: date, precision: Precision) -> None:
    assert published(page(head)) == (value, precision)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('<p class="byline">By Ada Holm, 2 March 2026</p>', "2 March 2026"),
        ('<span class="post-date">March 2, 2026</span>', "March 2, 2026"),
        ('<div class="published">Published 2026-03-02</div>', "2026-03-02"),
    ],
)
def test_a_date_in_words_is_read_by_the_second_source_with_the_words_as_evidence(body: str, words: str) -> None:
    found = facts(page(body=body)).published
    assert found is not None
    assert (found.value, found.precision) == (date(2026, 3, 2), Precision.DAY)
    assert found.evidence.startswith("htmldate, text of the page: “")
    assert words in found.evidence


@pytest.mark.parametrize(
    "html",
    [
        page('<link rel="canonical" href="https://courier.example/2026/03/02/ferry">'),
        page('<meta property="og:image" content="https://courier.example/2026/03/02/ferry.jpg">'),
        page('<meta property="og:url" content="https://courier.example/2026/03/02/ferry">'),
        page(body='<img src="/2026/03/02/ferry.jpg"><p>The ferry was built on 2 March 2026 in Norhavn.</p>'),
        page(body='<aside><span class="date">2 March 2026</span></aside>'),
        page(body='<div class="related"><time datetime="">2 March 2026</time></div>'),
        page(body='<span class="date">today, 10:15</span>'),
    ],
    ids=["canonical", "picture", "own address", "prose", "aside", "other articles", "today"],
)
def test_a_path_prose_or_today_gives_no_date(html: str) -> None:
    assert published(html, "https://courier.example/2026/03/02/ferry") is None


def test_published_and_modified_stand_apart() -> None:
    found = facts(page(datePublished="2026-03-02", dateModified="2026-03-09T10:00:00Z"))
    assert found.published is not None
    assert found.modified is not None
    assert (found.published.value, found.modified.value) == (date(2026, 3, 2), date(2026, 3, 9))
    assert found.disagreements == ()


def test_sources_that_disagree_are_both_told() -> None:
    html = page('<meta property="article:published_time" content="2026-02-01">', datePublished="2026-03-02")
    found = facts(html)
    assert found.published is not None
    assert found.published.value == date(2026, 3, 2)
    assert found.disagreements == (
        "published: 2026-03-02 (JSON-LD datePublished), but 2026-02-01 (meta article:published_time)",
    )


def test_a_time_zone_or_a_lower_precision_is_no_disagreement() -> None:
    near = page('<meta property="article:published_time" content="2026-03-01T23:30:00Z">', datePublished="2026-03-02")
    coarse = page('<meta property="article:published_time" content="2026-03">', datePublished="2026-03-02")
    assert facts(near).disagreements == facts(coarse).disagreements == ()


def test_a_page_modified_before_it_was_published_is_told() -> None:
    (said,) = facts(page(datePublished="2026-03-02", dateModified="2026-02-01")).disagreements
    assert said.startswith("modified: 2026-02-01")


def test_dates_of_other_things_in_the_data_are_not_the_articles() -> None:
    entries = [
        {"@type": "Event", "datePublished": "2020-01-01", "author": "Event Bureau"},
        {"@type": "NewsArticle", "datePublished": "2026-03-02", "author": {"name": "Ada Holm"}},
    ]
    html = page(graph=entries)
    assert published(html) == (date(2026, 3, 2), Precision.DAY)
    assert facts(html).authors == ("Ada Holm",)


# -- authors


def test_authors_come_from_the_data_also_by_reference() -> None:
    entries = [
        {"@type": "NewsArticle", "author": [{"@id": "#ada"}, {"name": "Bo Lind"}]},
        {"@type": "Person", "@id": "#ada", "name": "Ada Holm"},
    ]
    found = facts(page(graph=entries))
    assert found.authors == ("Ada Holm", "Bo Lind")
    assert ("authors", "JSON-LD author") in found.evidence


def test_a_byline_is_read_where_nothing_else_says_who_wrote() -> None:
    found = facts(page(body='<p class="author">By Ada Holm</p>'))
    assert found.authors == ("Ada Holm",)
    assert ("authors", "byline, by trafilatura") in found.evidence


def test_a_byline_that_names_somebody_else_is_told() -> None:
    found = facts(page(body='<p class="author">By Bo Lind</p>', author={"name": "Ada Holm"}))
    assert found.authors == ("Ada Holm",)
    assert found.disagreements == ("authors: Ada Holm (JSON-LD author), but Bo Lind (byline, by trafilatura)",)


def test_a_longer_form_of_a_name_is_no_disagreement() -> None:
    found = facts(page(body='<p class="author">By Ada M. Holm</p>', author={"name": "Ada Holm"}))
    assert found.disagreements == ()


# -- address, access, length


@pytest.mark.parametrize(
    ("stated", "accepted"),
    [
        ("https://www.courier.example/ferry", True),
        ("https://courier.example/ferry", True),
        ("/ferry", True),
        ("https://bank.example/ferry", False),
        ("https://courier.example.bank.example/ferry", False),
        ("https://www.courier.example:8443/ferry", False),
        ("javascript:alert(1)", False),
        ("http://[broken", False),
    ],
)
def test_the_address_a_page_calls_its_own_counts_on_its_own_site_only(stated: str, accepted: bool) -> None:
    here = "https://amp.courier.example/ferry"
    found = facts(page(f'<link rel="canonical" href="{stated}">'), here)
    assert (found.canonical_url != here) is (accepted and stated != "/ferry")
    assert found.canonical_url == (found.stated_canonical if accepted else here)


def test_a_foreign_address_is_kept_beside_the_own_one() -> None:
    found = facts(page('<link rel="canonical" href="https://bank.example/ferry">'), "https://courier.example/ferry")
    assert (found.canonical_url, found.stated_canonical) == (
        "https://courier.example/ferry",
        "https://bank.example/ferry",
    )


def test_sites_of_a_shared_platform_and_bare_addresses_are_told_apart() -> None:
    assert not same_site("https://ada.github.io/", "https://bo.github.io/")
    assert not same_site("http://127.0.0.1/", "http://127.0.0.2/")
    assert not same_site("http://127.0.0.1:81/", "http://127.0.0.1:82/")
    assert same_site("http://127.0.0.1:81/a", "http://127.0.0.1:81/b")


@pytest.mark.parametrize(
    ("stated", "free"), [(False, False), ("False", False), ("http://schema.org/True", True), ("maybe", None)]
)
def test_whether_all_may_read_it_is_what_the_page_says(stated: object, free: bool | None) -> None:
    assert facts(page(isAccessibleForFree=stated)).free is free


def test_a_longer_text_in_the_pages_data_is_told() -> None:
    (said,) = facts(page(articleBody="ferry " * 300)).disagreements
    assert said.startswith("text: the page’s own data hold 300 words of the article")
    assert facts(page(articleBody="ferry " * 60)).disagreements == ()


# -- pictures


@pytest.mark.parametrize(
    ("caption", "words", "credit"),
    [
        ("The ferry at its berth. Photo: Bo Lind", "The ferry at its berth.", "Bo Lind"),
        ("The ferry at its berth. Photograph by Bo Lind/Courier", "The ferry at its berth.", "Bo Lind/Courier"),
        ("The ferry at its berth (AP Photo/Bo Lind)", "The ferry at its berth", "AP Photo/Bo Lind"),
        ("The ferry at its berth. © Bo Lind", "The ferry at its berth.", "Bo Lind"),
        ("Die Fähre am Kai. Foto: Bo Lind", "Die Fähre am Kai.", "Bo Lind"),
        ("The ferry at its berth", "The ferry at its berth", None),
        ("A photo that the harbour board showed on Monday", "A photo that the harbour board showed on Monday", None),
    ],
)
def test_the_credit_is_split_off_a_caption(caption: str, words: str, credit: str | None) -> None:
    assert split_credit(caption) == (words, credit)


def test_a_marked_credit_is_taken_whatever_it_says() -> None:
    body = '<figure><figcaption>The ferry at its berth<span class="credit">harbour archive</span></figcaption></figure>'
    (picture,) = facts(page(body=body)).pictures
    assert (picture.caption, picture.credit, picture.evidence) == (
        "The ferry at its berth",
        "harbour archive",
        "caption, marked credit",
    )


def test_pictures_of_the_data_are_added_once() -> None:
    image = {"@type": "ImageObject", "caption": "The ferry", "creditText": "Bo Lind"}
    shown = "<figure><figcaption>The berth</figcaption></figure>"
    found = facts(page(body=shown, image=[image, image, "https://courier.example/x.jpg"]))
    assert [(picture.caption, picture.credit) for picture in found.pictures] == [
        ("The berth", None),
        ("The ferry", "Bo Lind"),
    ]


@pytest.mark.parametrize("told", ["19 Nov 2019 07:09 GMT", "Tue, 19 Nov 2019 07:09:00 GMT", "Tue Nov 19 2019 05:44:06"])
def test_dates_as_mail_and_scripts_write_them_are_dates(told: str) -> None:
    assert published(page(datePublished=told)) == (date(2019, 11, 19), Precision.DAY)


def test_a_time_outside_the_article_counts_where_the_page_has_no_other() -> None:
    head, rest = page().split("<body>")
    one = f'{head}<body><div><time datetime="2019-11-19T11:45:59Z">1 day ago</time></div>{rest}'
    two = one.replace("</body>", '<div><time datetime="2019-11-12">last week</time></div></body>')
    beside = one.replace("</body>", '<aside><time datetime="2019-11-12">last week</time></aside></body>')
    assert published(one) == published(beside) == (date(2019, 11, 19), Precision.DAY)
    assert published(two) is None
