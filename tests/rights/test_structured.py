"""Rights in the data of a page: each statement on its own, pictures apart, bounds that permit nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from claims.rights.structured import MOST_STATEMENTS, find_structured
from claims.rights.values import Notice
from claims.vocabulary import EvidenceMethod, RightsAction, RightsBasis, RightsScope, RuleKind

URL = "https://lamp.example/quay"


def page(head: str = "", body: str = "<p>Tugs lie at the quay.</p>") -> bytes:
    return f"<html><head>{head}</head><body>{body}</body></html>".encode()


def data(value: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def found(head: str = "", body: str = "", **more: Any) -> tuple[Notice, ...]:
    return find_structured(page(head, body), url=URL, **more)


def only(head: str = "", body: str = "", **more: Any) -> Notice:
    notices = found(head, body, **more)
    assert len(notices) == 1, notices
    return notices[0]


def rules(notice: Notice) -> set[str]:
    return {f"{rule.kind} {rule.action}" for rule in notice.rules}


def test_json_ld_states_holder_year_licence_credit_and_where_to_ask() -> None:
    stated = {
        "@type": "NewsArticle",
        "headline": "Tugs",
        "copyrightHolder": {"@type": "Organization", "name": "Eastmere Lamp"},
        "copyrightYear": 2021,
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "creditText": "Eastmere Lamp, 2021",
        "acquireLicensePage": "/licences",
        "usageInfo": "https://lamp.example/terms",
    }
    notice = only(data(stated))
    assert (notice.holder_text, notice.year_from, notice.year_to) == ("Eastmere Lamp", 2021, 2021)
    assert (notice.licence_id, notice.licence_url) == ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/")
    assert (notice.credit_text, notice.acquire_url, notice.terms_url) == (
        "Eastmere Lamp, 2021",
        "https://lamp.example/licences",
        "https://lamp.example/terms",
    )
    assert (notice.method, notice.scope) == (EvidenceMethod.JSON_LD, RightsScope.ARTICLE)
    assert {"permit excerpt", "duty credit"} <= rules(notice)
    assert {rule.basis for rule in notice.rules} == {RightsBasis.LICENCE}
    assert "headline" not in notice.verbatim


def test_a_holder_named_elsewhere_in_the_graph_is_found() -> None:
    graph = {
        "@graph": [
            {"@type": "Article", "copyrightHolder": {"@id": "#lamp"}, "copyrightYear": "2019-2021"},
            {"@type": "Organization", "@id": "#lamp", "name": "Eastmere Lamp"},
        ]
    }
    notice = only(data(graph))
    assert (notice.holder_text, notice.year_from, notice.year_to) == ("Eastmere Lamp", 2019, 2021)


def test_a_notice_in_json_ld_is_read_like_visible_words() -> None:
    words = "© 2021 Eastmere Lamp. Excerpts may be used, provided that the Lamp is credited."
    notice = only(data({"@type": "WebPage", "copyrightNotice": words}))
    assert (notice.holder_text, notice.year_from) == ("Eastmere Lamp", 2021)
    assert rules(notice) == {"permit excerpt", "duty credit"}
    assert {rule.scope for rule in notice.rules} == {RightsScope.PAGE}


def test_what_json_ld_says_of_a_picture_stays_with_the_picture() -> None:
    stated = {
        "@type": "NewsArticle",
        "image": {
            "@type": "ImageObject",
            "license": "https://creativecommons.org/licenses/by/2.0/",
            "creditText": "Ada",
        },
    }
    notice = only(data(stated))
    assert (notice.scope, notice.credit_text) == (RightsScope.IMAGE, "Ada")
    assert {rule.scope for rule in notice.rules} == {RightsScope.IMAGE}


@pytest.mark.parametrize(
    "head",
    [
        data({"@type": "Person", "name": "Ada", "license": "https://creativecommons.org/licenses/by/4.0/"}),
        data({"@type": "NewsArticle", "headline": "Tugs", "publisher": {"@type": "Organization", "name": "Lamp"}}),
        '<script type="application/ld+json">{"@type": "NewsArticle", </script>',
        '<meta name="robots" content="index, follow, max-snippet:-1, max-image-preview:large">',
        '<meta name="tdm-reservation" content="0">',
        '<meta name="description" content="© 2021 Brigport Bell">',
        '<link rel="stylesheet" href="https://creativecommons.org/licenses/by/4.0/">',
    ],
)
def test_what_says_nothing_of_the_rights_is_no_statement(head: str) -> None:
    assert found(head) == ()


def test_a_link_with_rel_license_licenses_the_page() -> None:
    notice = only(
        body='<p>Text: <a rel="license" href="https://creativecommons.org/licenses/by-sa/4.0/">as here</a></p>'
    )
    assert (notice.licence_id, notice.scope, notice.method) == ("CC-BY-SA-4.0", RightsScope.PAGE, EvidenceMethod.LINK)
    assert "duty same_terms" in rules(notice)
    other = only('<link rel="license" href="/terms">')
    assert (other.licence_id, other.licence_url, other.rules) == (None, "https://lamp.example/terms", ())


def test_a_badge_beside_its_words_is_the_same_statement() -> None:
    link = '<a rel="license" href="https://creativecommons.org/licenses/by/4.0/">'
    assert only(body=f"<footer>{link}CC BY 4.0</a> {link}<img src=badge></a></footer>").licence_id == "CC-BY-4.0"


def test_a_machine_readable_licence_file_is_recorded_and_not_read_as_a_permission() -> None:
    notice = only('<link rel="license" type="application/rsl+xml" href="/rsl.xml">')
    assert (notice.method, notice.terms_url, notice.rules) == (EvidenceMethod.RSL, "https://lamp.example/rsl.xml", ())


CC = '<a href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>'


@pytest.mark.parametrize(
    ("body", "scope"),
    [
        (f"<p>This work is licensed under {CC}.</p>", RightsScope.PAGE),
        (f"<footer><p>{CC}</p></footer>", RightsScope.PAGE),
        (f'<div class="site-footer"><p>Eastmere Lamp {CC}</p></div>', RightsScope.PAGE),
        (f"<figure><img src=a><figcaption>Ada Quill, {CC}</figcaption></figure>", RightsScope.IMAGE),
        (f'<div class="wp-caption"><p>Ada Quill, {CC}</p></div>', RightsScope.IMAGE),
        (f"<p>Photo by Ada Quill, licensed under {CC}</p>", RightsScope.IMAGE),
        (f"<footer>Photo: Ada Quill, {CC}</footer>", RightsScope.IMAGE),
        (f"<div><img src=a></div><p>Ada Quill, {CC}</p>", RightsScope.IMAGE),
        (f"<img src=a><p>Ada Quill, {CC}</p>", RightsScope.IMAGE),
        (f"<img src=a><p>This work is licensed under {CC}.</p>", RightsScope.PAGE),
        (f"<p><img src=a></p><footer><p>This site: {CC}</p></footer>", RightsScope.PAGE),
        (f"<footer>Website design by Nine Quills, {CC}</footer>", None),
        (f"<footer>Theme by Nine Quills, {CC}</footer>", None),
        (f"<footer>Icons by Nine Quills, {CC}</footer>", None),
        (f"<p>The harbour put its charts under {CC} in spring.</p>", None),
    ],
)
def test_a_licence_link_counts_by_what_stands_around_it(body: str, scope: RightsScope | None) -> None:
    assert [notice.scope for notice in found(body=body)] == ([scope] if scope else [])


def test_a_licence_in_the_link_header_branches_on_its_media_type() -> None:
    headers = {
        "link": '</a.css>; rel=preload, <https://creativecommons.org/licenses/by/4.0/>; rel="license", '
        '</rsl.xml>; rel="license"; type="application/rsl+xml"'
    }
    own, rsl = found(headers=headers)
    assert (own.licence_id, own.method, own.terms_url) == ("CC-BY-4.0", EvidenceMethod.HEADER, None)
    assert (rsl.licence_id, rsl.method, rsl.rules) == (None, EvidenceMethod.RSL, ())
    assert rsl.terms_url == "https://lamp.example/rsl.xml"


@pytest.mark.parametrize(
    "said", ["train-ai=n", "search=y, train-ai=n", "bots=n", "search=yes,ai-train=no", "train-ai=?0"]
)
def test_a_usage_preference_against_training_reserves_it(said: str) -> None:
    for name in ("content-usage", "content-signal"):
        assert rules(only(headers={name: said})) == {"prohibit ai_train"}


@pytest.mark.parametrize("said", ["train-ai=y", "search=n", "ai-train=yes", "not-train-ai=n", "train-ai=next"])
def test_a_usage_preference_that_reserves_no_training_permits_nothing(said: str) -> None:
    assert found(headers={"content-usage": said}) == ()


def test_a_meta_element_names_a_licence() -> None:
    notice = only('<meta name="license" content="https://creativecommons.org/licenses/by/4.0/">')
    assert (notice.licence_id, notice.method) == ("CC-BY-4.0", EvidenceMethod.META)


def test_a_number_of_characters_is_a_bound_and_none_is_a_prohibition() -> None:
    bound = only('<meta name="robots" content="max-snippet:160">').rules
    assert [(rule.kind, rule.action, rule.max_chars, rule.basis) for rule in bound] == [
        (RuleKind.PROHIBIT, RightsAction.EXCERPT, 160, RightsBasis.META)
    ]
    for content in ("nosnippet", "max-snippet:0, noarchive"):
        assert [rule.max_chars for rule in only(f'<meta name="robots" content="{content}">').rules] == [None]


def test_reservations_of_mining_and_training_are_recorded() -> None:
    mining = only('<meta name="tdm-reservation" content="1"><meta name="tdm-policy" content="/tdm.json">')
    assert (rules(mining), mining.terms_url) == ({"prohibit tdm"}, "https://lamp.example/tdm.json")
    training = found('<meta name="robots" content="noai, noimageai">')
    assert [(notice.scope, rules(notice)) for notice in training] == [
        (RightsScope.PAGE, {"prohibit ai_train"}),
        (RightsScope.IMAGE, {"prohibit ai_train"}),
    ]


def test_headers_reserve_as_elements_do() -> None:
    headers = {"tdm-reservation": "1", "tdm-policy": URL, "x-robots-tag": "noai", "content-usage": "train-ai=n"}
    notices = found(headers=headers)
    assert {notice.method for notice in notices} == {EvidenceMethod.HEADER}
    assert [rules(notice) for notice in notices] == [{"prohibit tdm"}, {"prohibit ai_train"}, {"prohibit ai_train"}]
    assert found(headers={"content-type": "text/html", "tdm-reservation": "0"}) == ()


@pytest.mark.parametrize("content", ["© 2021 Eastmere Lamp", "Eastmere Lamp", "by Eastmere Lamp"])
def test_a_meta_element_names_the_holder(content: str) -> None:
    notice = only(f'<meta name="copyright" content="{content}">')
    assert (notice.holder_text, notice.method, notice.place) == (
        "Eastmere Lamp",
        EvidenceMethod.META,
        "meta copyright",
    )


def test_a_statement_is_its_own_whole_and_stands_once() -> None:
    twice = '<meta name="copyright" content="Eastmere Lamp">' * 2
    notice = only(twice)
    assert (notice.start, notice.end) == (0, len(notice.verbatim))
    assert len(found("".join(data({"copyrightHolder": f"Lamp {n}"}) for n in range(90)))) == MOST_STATEMENTS


def assert_statements_hold(notices: tuple[Notice, ...]) -> None:
    for notice in notices:
        assert notice.method is not EvidenceMethod.VISIBLE_TEXT
        texts = (notice.verbatim, notice.place, notice.holder_text, notice.credit_text, notice.licence_url)
        assert notice.verbatim.strip()
        assert "" not in texts
        assert "\x00" not in "".join(text or "" for text in texts)
        assert "".join(text or "" for text in texts).encode()


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["© 2021 Lamp", URL, "ImageObject"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["@type", "@id", "@graph", "image", "name", "license", "copyrightHolder", "copyrightYear"])
            | st.sampled_from(["copyrightNotice", "creditText", "usageInfo", "acquireLicensePage"]),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@settings(max_examples=200, deadline=None)
@given(JSON)
def test_any_json_is_read(value: Any) -> None:
    assert_statements_hold(found(data(value)))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_read(raw: bytes) -> None:
    assert_statements_hold(find_structured(raw))
    assert_statements_hold(find_structured(b'<meta name="robots" content="' + raw))
    assert_statements_hold(find_structured(b'<p><a rel="license" href="' + raw))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_any_header_is_read(said: str) -> None:
    names = ("tdm-reservation", "tdm-policy", "x-robots-tag", "content-usage")
    assert_statements_hold(find_structured(page(), headers=dict.fromkeys(names, said)))


@pytest.mark.parametrize(
    "raw",
    [
        page(data([{"copyrightHolder": "Lamp"}] * 30_000)),
        page('<script type="application/ld+json">' + "[" * 500_000),
        page(body="<a rel=license href=https://creativecommons.org/licenses/by/4.0/>" * 14_000),
        page(body="<div>" * 150_000 + CC),
        page('<meta name="robots" content="max-snippet:9">' * 20_000),
        page(f'<meta name="copyright" content="{"© a " * 240_000}">'),
        page(body="<p itemscope><b itemprop=copyrightHolder>x</b></p>" * 20_000),
    ],
    ids=["objects", "brackets", "links", "depth", "metas", "content", "items"],
)
def test_a_page_of_countless_statements_gives_a_bounded_number(raw: bytes) -> None:
    tree = html.document_fromstring(raw, parser=html.HTMLParser(encoding="utf-8", huge_tree=False))
    found = find_structured(tree, url=URL)
    assert len(found) <= MOST_STATEMENTS
