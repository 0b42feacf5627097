"""The demo site over its real sockets: pages, validators, and what the pages can be told to do."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from claims.capture.errors import Refused
from claims.capture.fetch import fetch
from claims.capture.guard import Allowed
from claims.capture.transfer import Limits
from claims.demo.content import ARTICLES, BY_SLUG, OUTLETS, DemoArticle
from claims.demo.pages import article_page, headline
from claims.demo.site import CONTROL, DemoSite, hosts
from claims.demo.state import PageState, StateFile, UnknownPage, article_at

LEAK = BY_SLUG["brennick-leak"]
LOG = BY_SLUG["sanderling-log"]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[DemoSite]:
    with DemoSite(port=0, state=tmp_path / "demo-site.json") as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def get(site: DemoSite, article: DemoArticle, path: str | None = None, **headers: str) -> http.client.HTTPResponse:
    return ask(site, "GET", article.outlet.host, path or article.path, **headers)


def ask(
    site: DemoSite, method: str, host: str, path: str, body: bytes | None = None, /, **headers: str
) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=5)
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body=body, headers={"Host": f"{host}:{site.port}", **given})
    answer = connection.getresponse()
    answer.read_text = answer.read().decode()  # type: ignore[attr-defined]  # read before the connection goes
    connection.close()
    return answer


def text(answer: http.client.HTTPResponse) -> str:
    return str(answer.read_text)  # type: ignore[attr-defined]


def order(site: DemoSite, page: str, state: str, **headers: str) -> http.client.HTTPResponse:
    body = json.dumps({"page": page, "state": state}).encode()
    return ask(site, "POST", "localhost", CONTROL, body, **{"Content_Type": "application/json", **headers})


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.slug)
def test_every_article_stands_at_its_outlet_alone(site: DemoSite, article: DemoArticle) -> None:
    assert get(site, article).status == 200
    assert headline(article) in text(get(site, article, "/"))
    others = {outlet.host for outlet in OUTLETS} - {article.outlet.host}
    assert [ask(site, "GET", host, article.path).status for host in sorted(others)] == [404] * len(others)


def test_the_guarded_fetcher_reaches_the_outlets_by_name_when_they_are_allowed(site: DemoSite) -> None:
    url = LEAK.url(site.port)
    allowed = Limits(allowed=Allowed(private_hosts=frozenset(hosts(site.port))))
    assert fetch(url, limits=allowed).body == article_page(LEAK)
    with pytest.raises(Refused):
        fetch(url, limits=Limits(allowed=Allowed(ports=frozenset({site.port}))))


def test_an_unchanged_page_is_not_sent_again(site: DemoSite) -> None:
    first = get(site, LEAK)
    etag, day = first.getheader("ETag"), first.getheader("Last-Modified")
    assert etag is not None
    assert day is not None
    again = get(site, LEAK, If_None_Match=etag)
    assert (again.status, text(again), again.getheader("ETag")) == (304, "", etag)
    assert get(site, LEAK, If_Modified_Since=day).status == 304
    assert get(site, LEAK, If_None_Match='"another"').status == 200
    assert get(site, LEAK, If_Modified_Since="no date").status == 200


def test_a_silent_edit_changes_the_words_and_the_validators_but_no_date(site: DemoSite) -> None:
    before = get(site, LEAK)
    etag, day = before.getheader("ETag"), before.getheader("Last-Modified")
    assert etag is not None
    assert day is not None
    assert order(site, LEAK.path, "edit").status == 200
    after = get(site, LEAK, If_None_Match=etag)
    assert after.status == 200
    assert "and hardly any solvent" in text(after)
    assert "and no solvent" not in text(after)
    assert text(after).count("2025-09-22") == text(before).count("2025-09-22") > 0
    assert get(site, LEAK, If_Modified_Since=day).status == 200


def test_a_moved_page_redirects_for_good_to_the_same_text(site: DemoSite) -> None:
    assert get(site, LOG, LOG.moved_to).status == 404
    page = text(get(site, LOG))
    order(site, LOG.path, "move")
    left = get(site, LOG)
    assert (left.status, left.getheader("Location")) == (301, LOG.moved_to)
    assert text(get(site, LOG, LOG.moved_to)) == page
    assert LOG.moved_to in text(get(site, LOG, "/"))


@pytest.mark.parametrize(("state", "status"), [("vanish", 404), ("gone", 410)])
def test_a_vanished_page_is_gone_from_page_and_index(site: DemoSite, state: str, status: int) -> None:
    order(site, LOG.path, state)
    assert get(site, LOG).status == get(site, LOG, LOG.moved_to).status == status
    assert headline(LOG) not in text(get(site, LOG))
    assert headline(LOG) not in text(get(site, LOG, "/"))


def test_a_restored_page_is_the_one_that_was_published(site: DemoSite) -> None:
    page = text(get(site, LOG))
    for state in ("edit", "move", "gone", "restore"):
        order(site, LOG.slug, state)
    assert text(get(site, LOG)) == page


def test_what_pages_were_told_survives_a_restart(site: DemoSite) -> None:
    order(site, LOG.path, "vanish")
    with DemoSite(port=0, state=site.state.path) as other:
        thread = threading.Thread(target=other.serve_forever, daemon=True)
        thread.start()
        assert get(other, LOG).status == 404
        other.shutdown()
        thread.join()


def test_another_process_may_tell_the_pages(site: DemoSite, tmp_path: Path) -> None:
    StateFile(tmp_path / "demo-site.json").tell(LOG, PageState.GONE)
    assert get(site, LOG).status == 410


def test_orders_that_make_no_sense_are_refused_and_change_nothing(site: DemoSite) -> None:
    assert order(site, "/no/such", "edit").status == 404
    assert order(site, LOG.path, "explode").status == 400
    assert ask(site, "POST", "localhost", CONTROL, b"[]", Content_Type="application/json").status == 400
    assert ask(site, "POST", "localhost", CONTROL, b"{", Content_Type="application/json").status == 400
    # a page of another site can send this from a browser
    assert order(site, LOG.path, "vanish", Content_Type="text/plain").status == 400
    assert ask(site, "POST", "localhost", LOG.path, b"{}", Content_Type="application/json").status == 404
    assert get(site, LOG).status == 200
    assert not site.state.path.exists()


def test_other_hosts_see_where_the_outlets_are(site: DemoSite) -> None:
    page = text(ask(site, "GET", "localhost", "/"))
    assert all(f"http://{host}/" in page for host in hosts(site.port))


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.slug)
def test_every_edit_changes_its_page(article: DemoArticle) -> None:
    assert article_page(article, edited=True) != article_page(article)


@pytest.mark.parametrize(
    "address",
    [
        LOG.path,
        LOG.slug,
        LOG.moved_to,
        f"{LOG.outlet.host}{LOG.path}",
        LOG.url(8010),
        f"{LOG.outlet.host}:9{LOG.path}/",
    ],
)
def test_a_page_is_found_however_it_is_named(address: str) -> None:
    assert article_at(address) == LOG


@pytest.mark.parametrize("address", ["", "/", "http://[", f"http://{LEAK.outlet.host}{LOG.path}", "nothing"])
def test_an_unknown_page_is_named_with_those_that_exist(address: str) -> None:
    with pytest.raises(UnknownPage, match=LOG.path):
        article_at(address)
