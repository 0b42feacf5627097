"""What a consumer of the API meets: only vetted claims, finished bytes, clear errors."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from claims.models import ApiToken, Claim, Release, User
from claims.vocabulary import ReviewAction
from tests.api.build import get, ids, token
from tests.models.build import a_user
from tests.review.build import QUOTED, logged, step, vetted

pytestmark = pytest.mark.django_db


def test_only_vetted_claims_are_listed(checker: User, editor: User) -> None:
    logged(checker)
    step(logged(checker), ReviewAction.SUBMIT, checker)
    claim = vetted(checker, editor)
    assert ids(get("claims")) == [claim.public_id]
    assert ids(get("changes")) == [claim.public_id]


def test_an_unpublished_claim_is_not_found_like_one_that_never_was(checker: User) -> None:
    unpublished, never = get(f"claims/{logged(checker).public_id}"), get("claims/0000000000000000")
    assert unpublished.status_code == never.status_code == 404
    assert unpublished.content == never.content
    assert unpublished.headers["Content-Type"] == "application/problem+json"


def test_the_detail_is_the_release_to_the_byte_with_excerpt_and_credit(checker: User, editor: User) -> None:
    claim = vetted(checker, editor)
    answer = get(f"claims/{claim.public_id}")
    assert answer.content == bytes(Release.objects.get().document)
    evidence = answer.json()["evidence"][0]
    assert (evidence["passage"]["quote"], evidence["rights"]["credit"]) == (QUOTED, "Courier")


def test_who_has_the_current_version_is_told_so(checker: User, editor: User) -> None:
    path = f"claims/{vetted(checker, editor).public_id}"
    etag = get(path).headers["ETag"]
    same = get(path, **{"If-None-Match": f'"other", {etag}'})
    assert (same.status_code, same.content, same.headers["ETag"]) == (304, b"", etag)
    assert get(path, **{"If-None-Match": '"other"'}).status_code == 200


def test_a_reopened_claim_is_marked_and_its_earlier_version_stays(checker: User, editor: User) -> None:
    claim = vetted(checker, editor)
    step(claim, ReviewAction.REOPEN, None)
    assert get(f"claims/{claim.public_id}").json()["kind"] == "under_recheck"
    assert get(f"claims/{claim.public_id}?version=1").json()["kind"] == "published"
    assert get(f"claims/{claim.public_id}?version=9").status_code == 404


def test_a_withdrawn_claim_answers_410_with_its_tombstone_and_leaves_the_list(checker: User, editor: User) -> None:
    claim = vetted(checker, editor)
    step(claim, ReviewAction.WITHDRAW, editor, note="misheard")
    answer = get(f"claims/{claim.public_id}")
    assert (answer.status_code, answer.json()["reason"]) == (410, "misheard")
    assert get(f"claims/{claim.public_id}?version=1").status_code == 410
    assert ids(get("claims")) == []
    assert [entry["kind"] for entry in get("changes").json()["results"]] == ["published", "withdrawn"]


def test_pages_hold_every_claim_once(checker: User, editor: User) -> None:
    claims = [vetted(checker, editor).public_id for _ in range(5)]
    seen, path = [], "claims?limit=2"
    for _ in range(3):
        answer = get(path)
        seen += ids(answer)
        path = f"claims?limit=2&cursor={answer.json()['next']}"
    assert seen == claims[::-1]
    assert answer.json()["next"] is None


def test_a_mirror_that_follows_the_feed_is_exact(checker: User, editor: User) -> None:
    first, second = vetted(checker, editor), vetted(checker, editor)
    step(first, ReviewAction.REOPEN, editor)
    step(second, ReviewAction.WITHDRAW, editor, note="misheard")
    mirror: dict[str, str] = {}
    after, found = 0, True
    while found:
        answer = get(f"changes?after={after}&limit=1").json()
        found, after = bool(answer["results"]), answer["last"]
        mirror.update({entry["id"]: entry["kind"] for entry in answer["results"]})
    assert mirror == {first.public_id: "under_recheck", second.public_id: "withdrawn"}
    assert after == 4


def test_lists_are_filtered_by_status_sourcing_and_words(checker: User, editor: User) -> None:
    claim = vetted(checker, editor)
    for query in ("status=single_source", "sourcing_type=unnamed_person", "q=engines", "q=ENGINES%20ferry%27s"):
        assert ids(get(f"claims?{query}")) == [claim.public_id]
    for query in ("status=corroborated", "sourcing_type=document", "q=bridge"):
        assert ids(get(f"claims?{query}")) == []


def test_a_search_never_finds_what_the_terms_withhold(checker: User, editor: User) -> None:
    claim = logged(checker, excerpts=False, wording="Two of three engines failed")
    Claim.objects.filter(pk=claim.pk).update(paraphrase="The ship lost most of its power")
    step(claim, ReviewAction.SUBMIT, checker)
    step(claim, ReviewAction.APPROVE, editor)
    assert ids(get("claims?q=failed")) == []
    assert ids(get("claims?q=power")) == [claim.public_id]


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=101",
        "limit=x",
        "limit=²",
        "cursor=x",
        "cursor=%00",
        "cursor=djE6LTE",
        "status=nice",
        "sourcing_type=",
    ],
)
def test_a_wrong_parameter_is_named(query: str) -> None:
    answer = get(f"claims?{query}")
    assert (answer.status_code, answer.json()["type"]) == (400, "/problems/invalid-request")
    assert query.partition("=")[0] in answer.json()["detail"]


@pytest.mark.parametrize("query", ["after=-1", "after=1.5", f"after={'9' * 30}", "after=%00"])
def test_a_wrong_place_in_the_feed_is_named(query: str) -> None:
    assert get(f"changes?{query}").status_code == 400


@pytest.mark.parametrize("path", ["claims", "claims/0000000000000000", "changes"])
@pytest.mark.parametrize("header", ["", "Token", "Token wrong", "Token a b", "Basic eDp5", "Token \xff\xfe", "Token ²"])
def test_without_a_good_token_nothing_is_answered(path: str, header: str) -> None:
    headers = {"Authorization": header} if header else {}
    answer = Client(headers=headers).get(f"/api/v1/{path}")
    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/not-signed-in")
    assert answer.headers["WWW-Authenticate"] == "Token"


def test_a_token_may_only_what_its_scopes_say_and_only_while_it_lasts() -> None:
    assert get("claims", key=token(("log",))).status_code == 403
    assert get("claims", key=token(expiry=timedelta(seconds=-1))).status_code == 401
    assert get("claims", key=token(expiry=timedelta(hours=1))).status_code == 200


def test_a_signed_in_browser_is_no_token() -> None:
    client = Client()
    client.force_login(a_user(role="editor"))
    assert client.get("/api/v1/claims").status_code == 401


def test_the_token_of_a_person_who_left_no_longer_opens() -> None:
    key = token()
    User.objects.update(is_active=False)
    assert get("claims", key=key).status_code == 401


def test_a_token_is_kept_hashed_and_its_use_noted() -> None:
    key = token()
    get("claims", key=key)
    kept = ApiToken.objects.get()
    assert key not in json.dumps([kept.digest, kept.token_key])
    assert kept.last_used_at is not None
    assert timezone.now() - kept.last_used_at < timedelta(minutes=1)


@pytest.mark.parametrize("number", [1, 4])
def test_a_list_costs_the_same_queries_whatever_its_length(
    number: int, checker: User, editor: User, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        vetted(checker, editor)
    key = token()
    get("claims", key=key)
    for path, queries in (("claims", 1), ("changes", 3)):  # the short way; the token, expired ones, the page
        with django_assert_num_queries(queries):
            get(path, key=key)


def test_a_list_is_neither_replaced_nor_deleted() -> None:
    for method in ("put", "patch", "delete"):
        answer = getattr(Client(headers={"Authorization": f"Token {token()}"}), method)("/api/v1/claims")
        assert (answer.status_code, answer.json()["type"]) == (405, "/problems/method-not-allowed")
