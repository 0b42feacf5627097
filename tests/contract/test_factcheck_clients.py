"""Clients of the Google Fact Check Tools API, unmodified, against a running installation."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from googleapiclient.discovery import build
from googleapiclient.errors import HttpError

from claims.models import ApiToken, Claim, CurrentRelease
from claims.vocabulary import ReviewAction
from tests.contract.programs import run
from tests.models.build import a_user
from tests.review.build import step, vetted

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def key(settings: Any) -> str:
    """A token, and the claims that it can find: seven of ferries in three languages, one of them old, one withdrawn."""
    settings.PUBLIC_URL, settings.ORGANISATION = "https://www.vetters.example", "The Vetters"
    checker, editor = a_user(role="fact_checker"), a_user(role="editor")
    for number, language in enumerate(("en", "en-GB", "de", "en", "pt-BR", "en", None)):
        vetted(checker, editor, wording=f"Ferry number {number} broke down", language=language)
    old, gone = Claim.objects.order_by("id")[:2]
    CurrentRelease.objects.filter(claim=old).update(vetted_at=timezone.now() - timedelta(days=400))
    step(gone, ReviewAction.WITHDRAW, editor, note="misheard")
    _, text = ApiToken.objects.create(user=a_user(), label="client", scopes=["read"])
    return str(text)


def texts(answer: dict[str, Any]) -> list[str]:
    return [claim["text"] for claim in answer.get("claims", [])]


FOUND = [f"Ferry number {number} broke down" for number in (6, 5, 4, 3, 2, 0)]


def test_the_python_client_searches_pages_filters_and_reads_errors(live_server: Any, key: str) -> None:
    where = {"api_endpoint": str(live_server)}
    service = build("factchecktools", "v1alpha1", static_discovery=True, developerKey=key, client_options=where)
    claims = service.claims()

    def search(**parameters: Any) -> dict[str, Any]:
        found: dict[str, Any] = claims.search(**parameters).execute()
        return found

    def refused(**parameters: Any) -> tuple[int, str]:
        with pytest.raises(HttpError) as caught:
            search(**parameters)
        said = json.loads(caught.value.content)["error"]
        assert set(said) == {"code", "message", "status"}
        assert said["code"] == caught.value.resp.status
        return said["code"], said["status"]

    (claim, *_) = search(query="ferry number 2")["claims"]
    assert claim["claimReview"][0]["publisher"] == {"name": "The Vetters", "site": "vetters.example"}
    assert claim["claimReview"][0]["languageCode"] == "de"
    assert claim["claimReview"][0]["reviewDate"].endswith("Z")
    seen: list[str] = []
    pages, request = 0, claims.search(query="ferry", pageSize=4)
    while request is not None:
        answer = request.execute()
        seen, pages = seen + texts(answer), pages + 1
        request = claims.search_next(request, answer)
    assert (seen, pages) == (FOUND, 2)
    assert texts(search(query="ferry", languageCode="en-US")) == [FOUND[1], FOUND[3], FOUND[5]]
    assert texts(search(query="ferry", languageCode="pt")) == [FOUND[2]]
    assert texts(search(query="ferry", maxAgeDays=30)) == FOUND[:5]
    assert texts(search(query="ferry", offset=4)) == FOUND[4:]
    assert texts(search(reviewPublisherSiteFilter="vetters.example", pageSize=2)) == FOUND[:2]
    assert search(query="ferry", reviewPublisherSiteFilter="elsewhere.example") == {}
    assert search(query="tramway") == {}
    assert search(query="ferry", pageSize=1, fields="claims(text,claimReview/url)") == {
        "claims": [{"text": FOUND[0], "claimReview": [{"url": claim_url(FOUND[0])}]}]
    }
    token = search(query="ferry", pageSize=1)["nextPageToken"]
    assert texts(search(query="ferry", pageSize=1, pageToken=token)) == [FOUND[1]]
    invalid = (400, "INVALID_ARGUMENT")
    assert refused(query="boat", pageSize=1, pageToken=token) == invalid
    assert refused(query="ferry", pageSize=1, pageToken="made up") == invalid
    assert refused(query="ferry", pageSize=-1) == invalid
    assert refused(query="ferry", fields="nonsense") == invalid
    assert refused() == invalid
    service.close()
    with build("factchecktools", "v1alpha1", developerKey="wrong", client_options=where) as service:
        claims = service.claims()
        assert refused(query="ferry") == invalid


def claim_url(wording: str) -> str:
    return f"https://www.vetters.example/c/{Claim.objects.get(wording=wording).public_id}"


def test_the_client_of_npm_does_the_same(live_server: Any, key: str) -> None:
    calls: list[dict[str, Any]] = [
        {"query": "ferry", "pageSize": 4, "paged": True},
        {"query": "ferry", "languageCode": "en-US"},
        {"query": "ferry", "maxAgeDays": 30},
        {"query": "ferry", "offset": 4},
        {"reviewPublisherSiteFilter": "https://www.vetters.example/", "pageSize": 2},
        {"query": "tramway"},
        {"query": "ferry", "pageSize": 1, "fields": "claims/text,nextPageToken"},
        {"query": "ferry", "pageToken": "made up"},
        {},
    ]
    paged, language, age, offset, site, nothing, partial, token, empty = run(
        "search.cjs", f"{live_server}/", key, json.dumps(calls)
    )
    assert ([claim["text"] for claim in paged["claims"]], paged["pages"]) == (FOUND, 2)
    assert texts(language["data"]) == [FOUND[1], FOUND[3], FOUND[5]]
    assert texts(age["data"]) == FOUND[:5]
    assert texts(offset["data"]) == FOUND[4:]
    assert texts(site["data"]) == FOUND[:2]
    assert nothing["data"] == {}
    assert partial["data"]["claims"] == [{"text": FOUND[0]}]
    assert set(partial["data"]) == {"claims", "nextPageToken"}
    for wrong in (token, empty):
        assert (wrong["error"]["code"], wrong["error"]["status"]) == (400, "INVALID_ARGUMENT")
