"""Formats as they are fetched: by suffix, by Accept, as feeds; old versions, recheck, withdrawal; caching."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import feedparser
import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from claims.models import Claim, CurrentRelease, Release, User
from claims.publishing.formats.registry import FORMATS
from claims.review.drain import drain
from claims.rights.recording import correct_rights
from claims.rights.values import RightsEntry, Rule
from claims.vocabulary import ReviewAction, RightsAction, RuleKind
from tests.review.build import QUOTED, step, vetted
from tests.web_editor.build import vetted as vetted_article

pytestmark = pytest.mark.django_db
SUFFIXES = [found.suffix for found in FORMATS]


@pytest.fixture(autouse=True)
def _open(settings: Any) -> None:
    settings.ANONYMOUS_READING = True
    settings.PUBLIC_URL = "https://www.vetters.example"
    settings.ORGANISATION = "The Vetters"


def get(path: str, **headers: str) -> Any:
    return Client(headers=headers).get(path)


def test_every_format_comes_by_suffix_in_two_places_and_by_its_media_type(checker: User, editor: User) -> None:
    public_id = vetted(checker, editor).public_id
    for form in FORMATS:
        answer = get(f"/c/{public_id}.{form.suffix}")
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, form.content_type), form
        assert get(f"/api/v1/claims/{public_id}.{form.suffix}").content == answer.content
        negotiated = get(f"/api/v1/claims/{public_id}", Accept=form.media)
        assert (negotiated.content, negotiated.headers["Content-Type"]) == (answer.content, form.content_type)
        assert "Accept" in negotiated.headers["Vary"]
        page = get(f"/c/{public_id}", Accept=form.media)
        assert (page.status_code, page.headers["Location"]) == (303, f"/c/{public_id}.{form.suffix}")


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("*/*", "application/json"),
        ("application/json", "application/json"),
        ("application/ld+json;q=0.5, application/json", "application/json"),
        ("application/json;q=0.5, application/ld+json", "application/ld+json"),
        ('application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"', None),
        ("application/pdf", "application/json"),
        ("nonsense", "application/json"),
        (";;;,/", "application/json"),
    ],
)
def test_the_call_of_a_claim_answers_in_the_format_that_is_preferred(
    accept: str, media: str | None, checker: User, editor: User
) -> None:
    answer = get(f"/api/v1/claims/{vetted(checker, editor).public_id}", Accept=accept)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == (media or accept)


def test_a_browser_gets_the_page(checker: User, editor: User) -> None:
    accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    for header in (accept, "*/*", "nonsense"):
        answer = get(f"/c/{vetted(checker, editor).public_id}", Accept=header)
        assert answer.headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_who_has_a_format_is_told_so_until_it_changes(suffix: str, checker: User, editor: User) -> None:
    claim = vetted(checker, editor)
    path = f"/c/{claim.public_id}.{suffix}"
    etag = get(path).headers["ETag"]
    same = get(path, **{"If-None-Match": etag})
    assert (same.status_code, same.content, same.headers["ETag"]) == (304, b"", etag)
    step(claim, ReviewAction.REOPEN, editor)
    if suffix in {"jsonld", "prov.json", "csl.json", "bib", "ris", "txt"}:  # which name the version
        assert get(path, **{"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_of_a_withdrawn_claim_every_format_is_the_tombstone_and_of_an_unknown_one_none_is(
    suffix: str, checker: User, editor: User
) -> None:
    claim = vetted(checker, editor)
    step(claim, ReviewAction.WITHDRAW, editor, note="misheard")
    for path in (f"/c/{claim.public_id}.{suffix}", f"/c/{claim.public_id}.{suffix}?version=1"):
        answer = get(path)
        assert (answer.status_code, answer.json()["reason"]) == (410, "misheard")
        assert claim.wording not in answer.content.decode()
    assert get(f"/c/0000000000000000.{suffix}").status_code == 404
    assert get(f"/c/{claim.public_id}.{suffix}?version=x").status_code == 400
    assert get(f"/c/{claim.public_id}.xyz").status_code == 404


def forbid(claim: Claim, actor: User) -> None:
    """The newest terms of the claim's page forbid excerpts, and that is followed up."""
    document = claim.evidence.get().passage.snapshot.document
    old = document.rights_statements.order_by("-id")[0]
    no = Rule(id="no", kind=RuleKind.PROHIBIT, action=RightsAction.EXCERPT)
    correct_rights(actor=actor, statement_id=old.pk, entry=RightsEntry(holder_text="Courier", rules=(no,)))
    drain(limit=1000)


def test_an_earlier_version_loses_the_words_that_the_terms_took_back(checker: User, editor: User) -> None:
    claim = vetted_article(checker, editor, paraphrase="The ship lost most of its power")
    quoted = claim.evidence.get().passage.exact
    addresses = [f"/c/{claim.public_id}.{suffix}?version=1" for suffix in SUFFIXES]
    addresses.append(f"/c/{claim.public_id}?version=1")
    assert any(quoted in get(address).content.decode() for address in addresses)
    forbid(claim, checker)
    assert CurrentRelease.objects.get().release.version > 1
    for address in addresses:
        answer = get(address)
        assert answer.status_code == 200
        assert quoted not in answer.content.decode()


def replace(claim: Claim, document: dict[str, Any]) -> None:
    """Make ``document`` the current release of the claim."""
    facts = {"claim": claim, "version": 2, "kind": "updated", "etag": "x", "released_at": timezone.now()}
    with transaction.atomic():
        row = Release.objects.create(sequence=2, document=json.dumps(document).encode(), **facts)
        CurrentRelease.objects.update(release=row)


def test_a_permission_that_ended_yesterday_is_obeyed_before_anything_follows_it_up(checker: User, editor: User) -> None:
    claim = vetted(checker, editor)
    row = CurrentRelease.objects.select_related("release").get()
    document = json.loads(bytes(row.release.document))
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    document["evidence"][0]["rights"]["until"] = yesterday
    replace(claim, document)
    words = QUOTED.strip("“”")
    for path in (f"/c/{claim.public_id}", f"/c/{claim.public_id}.jsonld", "/feeds/vetted.atom"):
        answer = get(path)
        assert answer.status_code == 200
        assert words not in answer.content.decode()


def test_words_that_may_not_leave_leave_no_format_that_needs_them(checker: User, editor: User) -> None:
    claim = vetted_article(checker, editor)  # without a paraphrase
    row = CurrentRelease.objects.select_related("release").get()
    document = json.loads(bytes(row.release.document)) | {"claim": None}
    replace(claim, document)
    for suffix in ("jsonld", "strict.jsonld", "txt", "bib", "ris", "csl.json"):
        answer = get(f"/c/{claim.public_id}.{suffix}")
        assert answer.status_code == 404
        assert "terms withhold" in answer.json()["detail"]
    for suffix in ("annotations.jsonld", "odrl.jsonld", "prov.json"):
        assert get(f"/c/{claim.public_id}.{suffix}").status_code == 200
    assert get(f"/c/{claim.public_id}").status_code == 200
    assert get("/feeds/claimreview.json").json()["dataFeedElement"] == []
    assert get("/v1alpha1/claims:search?reviewPublisherSiteFilter=vetters.example").json() == {}


def test_the_feeds_hold_every_claim_once_over_their_parts(
    checker: User, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    from claims.api import published

    monkeypatch.setattr(published.VettedFeed, "size", 2)
    monkeypatch.setattr(published.ReviewFeed, "size", 2)
    claims = [vetted(checker, editor).public_id for _ in range(5)]
    seen, address = [], "/feeds/vetted.atom"
    while address:
        found = feedparser.parse(get(address).content)
        seen += [entry.id.rpartition("/")[2] for entry in found.entries]
        following = [link.href for link in found.feed.links if link.rel == "next"]
        address = following[0].removeprefix("https://www.vetters.example") if following else ""
    assert seen == claims[::-1]
    first = get("/feeds/claimreview.json")
    assert first.headers["Link"] == '<https://www.vetters.example/feeds/claimreview.json?before=4>; rel="next"'
    assert len(first.json()["dataFeedElement"]) == 2
    assert get("/feeds/claimreview.json?before=x").status_code == 400


@pytest.mark.parametrize("path", ["/feeds/vetted.atom", "/feeds/claimreview.json"])
def test_who_has_a_feed_gets_304_without_that_a_document_is_read(
    path: str, checker: User, editor: User, django_assert_num_queries: Any
) -> None:
    claim = vetted(checker, editor)
    etag = get(path).headers["ETag"]
    with django_assert_num_queries(1):
        assert get(path, **{"If-None-Match": etag}).status_code == 304
    step(claim, ReviewAction.REOPEN, editor)
    with django_assert_num_queries(2):
        assert get(path, **{"If-None-Match": etag}).status_code == 200


def test_a_withdrawn_claim_leaves_the_feed_of_reviews_and_is_a_tombstone_in_atom(checker: User, editor: User) -> None:
    step(vetted(checker, editor), ReviewAction.WITHDRAW, editor, note="misheard")
    assert get("/feeds/claimreview.json").json()["dataFeedElement"] == []
    assert b"deleted-entry" in get("/feeds/vetted.atom").content


def test_programs_in_pages_of_others_may_read_what_everybody_may(checker: User, editor: User, settings: Any) -> None:
    path = f"/c/{vetted(checker, editor).public_id}.jsonld"
    assert get(path).headers["Access-Control-Allow-Origin"] == "*"
    settings.ANONYMOUS_READING = False
    client = Client()
    client.force_login(editor)
    answer = client.get(path)
    assert answer.status_code == 200
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_format_costs_one_query_and_a_version_two(
    checker: User, editor: User, django_assert_num_queries: Any
) -> None:
    claim = vetted(checker, editor)
    step(claim, ReviewAction.REOPEN, editor)
    for path, cost in ((f"/c/{claim.public_id}.jsonld", 1), (f"/c/{claim.public_id}.jsonld?version=1", 2)):
        with django_assert_num_queries(cost):
            assert get(path).status_code == 200


def test_the_vocabulary_of_excerpts_is_there_for_everybody(settings: Any) -> None:
    settings.ANONYMOUS_READING = False
    answer = get("/ns/excerpt")
    assert answer.headers["Content-Type"] == "application/ld+json"
    assert "https://www.vetters.example/ns/excerpt#excerpt" in [term["uid"] for term in answer.json()["@graph"]]


@pytest.mark.parametrize(
    ("query", "size"), [("", (600, 320)), ("&maxwidth=300", (300, 320)), ("&maxheight=0&maxwidth=x", (600, 1))]
)
def test_the_card_is_offered_by_oembed(query: str, size: tuple[int, int], checker: User, editor: User) -> None:
    claim = vetted(checker, editor, wording='The "ferry" <b>')
    page = f"https://www.vetters.example/c/{claim.public_id}"
    answer = get(f"/oembed?url={page}{query}").json()
    assert (answer["type"], answer["version"], (answer["width"], answer["height"])) == ("rich", "1.0", size)
    assert answer["html"].startswith(f'<iframe src="{page}/card" ')
    assert "<b>" not in answer["html"]
    assert get("/oembed?url=https://elsewhere.example/x").status_code == 404
    assert get("/oembed").status_code == 404
    assert get(f"/oembed?url={page}&format=xml").status_code == 501


def test_a_release_names_the_policy_of_each_excerpt_and_the_link_to_its_passage(checker: User, editor: User) -> None:
    claim = vetted(checker, editor)
    (entry,) = get(f"/api/v1/claims/{claim.public_id}").json()["evidence"]
    policy = entry["rights"]["policy"]
    assert [found["uid"] for found in get(policy).json()["@graph"]] == [f"https://www.vetters.example{policy}"]
    assert entry["link"].startswith(f"{entry['document']['url']}#:~:text=")
    assert (entry["rights"]["holder"], entry["rights"]["max_words"]) == ("Courier", 50)


def test_links_are_the_requests_own_where_no_address_is_set(checker: User, editor: User, settings: Any) -> None:
    settings.PUBLIC_URL, settings.ORGANISATION = "", ""
    review = get(f"/c/{vetted(checker, editor).public_id}.strict.jsonld").json()
    assert review["url"].startswith("http://testserver/c/")
    assert review["author"]["name"] == "testserver"
    assert date.fromisoformat(review["datePublished"])
