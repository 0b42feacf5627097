"""The fact-check search at its edges; tests/contract drives it by the clients of others."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from claims.models import ApiToken, User
from tests.models.build import a_user
from tests.review.build import vetted

pytestmark = pytest.mark.django_db


def token(*scopes: str) -> str:
    _, text = ApiToken.objects.create(user=a_user(role="editor"), label="client", scopes=list(scopes or ("read",)))
    return str(text)


def get(query: str, path: str = "/v1alpha1/claims:search", **headers: str) -> Any:
    return Client(headers=headers).get(f"{path}?{query}")


def status(answer: Any) -> tuple[int, str]:
    said = answer.json()["error"]
    assert said["code"] == answer.status_code
    return answer.status_code, said["status"]


def test_a_key_may_come_in_every_way_that_clients_have(checker: User, editor: User) -> None:
    claim = vetted(checker, editor)
    key = token()
    for answer in (
        get(f"query=ferry&key={key}"),
        get(f"query=ferry&access_token={key}"),
        get("query=ferry", **{"X-Goog-Api-Key": key}),
        get("query=ferry", Authorization=f"Bearer {key}"),
        get("query=ferry", Authorization=f"Token {key}"),
        get(f"query=ferry&key={key}&alt=json&prettyPrint=false&$.xgafv=2", path="/v1alpha1/claims%3Asearch"),
    ):
        assert answer.status_code == 200
        assert answer.json()["claims"][0]["text"] == claim.wording


def test_without_a_good_key_nothing_is_answered(checker: User, editor: User) -> None:
    vetted(checker, editor)
    assert status(get("query=ferry")) == (403, "PERMISSION_DENIED")
    assert status(get(f"query=ferry&key={token('log')}")) == (403, "PERMISSION_DENIED")
    for wrong in ("wrong", "²", "%00"):
        assert status(get(f"query=ferry&key={wrong}")) == (400, "INVALID_ARGUMENT")


@pytest.mark.parametrize(
    "query",
    [
        "",
        "query=",
        "query=x&pageSize=ten",
        "query=x&pageSize=99999999999",
        "query=x&offset=-1",
        "query=x&maxAgeDays=²",
        "query=x&unknown=1",
        "query=x&alt=media",
        "query=x&pageToken=%00",
        "query=x&fields=claims(text",
    ],
)
def test_a_wrong_parameter_is_an_invalid_argument(query: str, settings: Any) -> None:
    settings.ANONYMOUS_READING = True
    assert status(get(query)) == (400, "INVALID_ARGUMENT")


@pytest.mark.parametrize(
    "query",
    [
        "query=%00",
        "query=%22",
        "query=-",
        "query=ferry&languageCode=%00",
        "query=ferry&reviewPublisherSiteFilter=%2F%2F%2F",
    ],
)
def test_odd_values_are_no_fault_of_ours(query: str, settings: Any) -> None:
    settings.ANONYMOUS_READING = True
    assert get(query).status_code in (200, 400)


def test_a_token_belongs_to_its_query_and_nobody_makes_one(checker: User, editor: User, settings: Any) -> None:
    settings.ANONYMOUS_READING = True
    for _ in range(3):
        vetted(checker, editor)
    first = get("query=ferry&pageSize=1").json()["nextPageToken"]
    assert get(f"query=ferry&pageSize=1&pageToken={first}&fields=claims/text").status_code == 200
    for other in ("query=ships&pageSize=1", "query=ferry&pageSize=2", "query=ferry&pageSize=1&languageCode=en"):
        assert status(get(f"{other}&pageToken={first}")) == (400, "INVALID_ARGUMENT")
    assert status(get(f"query=ferry&pageSize=1&pageToken={first[:-1]}x")) == (400, "INVALID_ARGUMENT")


def test_only_reading_is_offered(settings: Any) -> None:
    settings.ANONYMOUS_READING = True
    answer = Client().post("/v1alpha1/claims:search")
    assert status(answer) == (405, "UNIMPLEMENTED")


@pytest.mark.parametrize("number", [1, 4])
def test_a_page_costs_one_query_whatever_its_length(
    number: int, checker: User, editor: User, settings: Any, django_assert_num_queries: Any
) -> None:
    settings.ANONYMOUS_READING = True
    for _ in range(number):
        vetted(checker, editor)
    with django_assert_num_queries(1):
        assert len(get("query=ferry").json()["claims"]) == number
