"""The list of claims: every filter finds and leaves out, orders and pages hold, and a search shows no withheld word."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import quote

import pytest
from django.utils import timezone

from claims.api.asked import FILTERS, ORDERS, OTHERS, described
from claims.models import Claim, CurrentRelease, Host, Link, Outlet, Source, SourceGrade, User
from claims.vocabulary import ReviewAction
from tests.api.build import get, ids, token
from tests.models.build import a_source
from tests.review.build import QUOTED, logged, step, vetted

pytestmark = pytest.mark.django_db


def rich(checker: User, editor: User) -> tuple[Claim, Source]:
    """A vetted claim of which every filter knows something, and its claimant."""
    claimant = a_source(name="Harbour  Board")
    claim = logged(
        checker,
        claimant=claimant,
        claimed_on=date(2026, 2, 10),
        claimed_precision="day",
        language="en-GB",
        tags=["Ferry Safety"],
    )
    document = claim.evidence.get().passage.snapshot.document
    outlet = Outlet.objects.create(source=a_source(kind="outlet", name="Courier, The"), domain="courier.example")
    document.outlet = outlet
    document.save()
    host = Host.objects.create(name="courier.example")
    url = document.canonical_url or ""
    Link.objects.create(url=url, host=host, document=document, state="dead", due_at=timezone.now())
    step(claim, ReviewAction.SUBMIT, checker)
    return step(claim, ReviewAction.APPROVE, editor), claimant


FINDS = {
    "status": ("single_source", "corroborated"),
    "effective_status": ("disputed,single_source", "disputed"),
    "sourcing_type": ("unnamed_person", "document"),
    "claimant": ("harbour board", "harbour"),
    "outlet": ("courier, the", "courier"),
    "tag": ("FERRY safety", "ferry"),
    "language": ("en", "de"),
    "claimed_from": ("2026-02-10", "2026-02-11"),
    "claimed_to": ("2026-02-10", "2026-02-09"),
    "vetted_from": ("2026-01-01", "2999-01-01T00:00:00Z"),
    "vetted_to": ("2999-01-01", "2026-01-01T00:00:00%2B01:00"),
    "excerpt": ("true", "false"),
    "link_health": ("dead", "alive,moved"),
}


@pytest.fixture
def world(checker: User, editor: User) -> tuple[Claim, Source]:
    return rich(checker, editor)


def test_every_filter_finds_what_fits_and_leaves_out_what_does_not(world: tuple[Claim, Source]) -> None:
    claim, claimant = world
    finds = FINDS | {"source": (claimant.public_id, "0000000000000000")}
    CurrentRelease.objects.update(source_letter="C", information_number=3)
    finds |= {"source_letter": ("C", "B"), "information_number": ("3", "2")}
    assert set(finds) == set(FILTERS) == set(described())
    key = token()
    for name, (fits, other) in finds.items():
        assert ids(get(f"claims?{name}={fits}", key=key)) == [claim.public_id], name
        assert ids(get(f"claims?{name}={other}", key=key)) == [], name
    everything = "&".join(f"{name}={fits}" for name, (fits, _) in finds.items())
    assert ids(get(f"claims?{everything}", key=key)) == [claim.public_id]


def test_several_values_widen_a_filter_and_several_filters_narrow(world: tuple[Claim, Source]) -> None:
    claim, claimant = world
    for query in (
        "status=disputed,single_source",
        "status=disputed&status=single_source",
        f"claimant=nobody&claimant={claimant.public_id}",
        "outlet=courier.example",
        "language=en-gb",
    ):
        assert ids(get(f"claims?{query}")) == [claim.public_id], query
    assert ids(get("claims?status=single_source&language=de")) == []


def test_the_columns_are_those_of_the_release_until_the_next_one(world: tuple[Claim, Source], editor: User) -> None:
    claim, claimant = world
    Claim.objects.filter(pk=claim.pk).update(language="fr")
    assert ids(get("claims?language=en")) == [claim.public_id]
    SourceGrade.objects.create(source=claimant, letter="B", reason="so", graded_by=editor)
    assert ids(get("claims?source_letter=B")) == []


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("statsu=single_source", "there are status, effective_status"),
        ("status=", "1 to 300"),
        ("status=single_source,nice", "unverified, single_source"),
        ("source_letter=G", "A, B, C"),
        ("source_letter=A,B", "one value"),
        ("information_number=7", "1 to 6"),
        ("claimed_from=yesterday", "2026-03-02"),
        ("claimed_to=2026-02-31", "2026-03-02"),
        ("vetted_from=2026-02-10Tx", "2026-03-02T10:00:00Z"),
        ("vetted_to=9999-12-31", "2026-03-02"),
        ("excerpt=yes", "true or false"),
        ("order=wording", "-sequence, sequence"),
        ("fields=wording", "claim"),
        ("fields=claim..x", "claim"),
        ("claimant=%00", "1 to 300"),
        (f"tag={'x' * 301}", "1 to 300"),
        (f"q={'x' * 301}", "300"),
        (f"language={','.join(['x'] * 51)}", "at most 50"),
    ],
)
def test_what_is_not_offered_is_refused_with_what_is(query: str, told: str) -> None:
    answer = get(f"claims?{query}")
    assert answer.status_code == 400
    assert query.partition("=")[0] in answer.json()["detail"]
    assert told in answer.json()["detail"]


def walked(query: str, key: str) -> list[str]:
    found: list[str] = []
    cursor = ""
    while cursor is not None:
        answer = get(f"claims?{query}&limit=2{cursor and f'&cursor={cursor}'}", key=key)
        found, cursor = found + ids(answer), answer.json()["next"]
    return found


@pytest.mark.parametrize("order", sorted(ORDERS))
def test_pages_of_every_order_hold_every_claim_once(order: str, checker: User, editor: User) -> None:
    first, second, third = (vetted(checker, editor) for _ in range(3))
    step(first, ReviewAction.REOPEN, None)  # its release is the newest, its vetting the oldest
    names = {"sequence": [second, third, first], "vetted_at": [first, second, third]}[order.lstrip("-")]
    expected = [claim.public_id for claim in names]
    assert walked(f"order={quote(order)}", token()) == (expected[::-1] if order.startswith("-") else expected)


def test_a_cursor_belongs_to_its_request(checker: User, editor: User) -> None:
    for _ in range(3):
        vetted(checker, editor)
    cursor = get("claims?limit=1&status=single_source").json()["next"]
    assert get(f"claims?limit=2&status=single_source&cursor={cursor}").status_code == 200
    for query in ("", "&status=disputed", "&status=single_source&order=sequence", "&status=single_source&q=x"):
        answer = get(f"claims?limit=1{query}&cursor={cursor}")
        assert (answer.status_code, "other parameters" in answer.json()["detail"]) == (400, True), query


@pytest.mark.parametrize(
    "cursor", ["W10", "WyJ4Il0", "WyJ4IiwxLDJd", "WyJ4IiwtMV0", "WyJ4Iix0cnVlXQ", "bnVsbA", "%C3%A9", "e30"]
)
def test_a_cursor_that_was_never_given_out_is_refused(cursor: str) -> None:
    assert get(f"claims?cursor={cursor}").status_code == 400


def test_only_the_fields_asked_for_are_answered_in_the_documents_order(world: tuple[Claim, Source]) -> None:
    claim, claimant = world
    answer = get("claims?fields=evidence.document.url,id,corroboration.computed&fields=claimant").json()["results"][0]
    url = claim.evidence.get().passage.snapshot.document.canonical_url
    assert answer == {
        "id": claim.public_id,
        "claimant": {"id": claimant.public_id, "kind": "organisation", "name": claimant.name, "descriptor": None},
        "corroboration": {"computed": "single_source"},
        "evidence": [{"document": {"url": url}}],
    }


def test_a_search_shows_where_its_words_stand(checker: User, editor: User) -> None:
    claim = vetted(checker, editor)
    found = get("claims?q=engines+broke&fields=id,snippet").json()["results"]
    assert found == [{"id": claim.public_id, "snippet": {"text": claim.wording, "marks": [[19, 26], [27, 32]]}}]
    quoted = get("claims?q=three+failed").json()["results"][0]
    assert quoted["snippet"]["text"] == QUOTED
    assert quoted["claim"] == claim.wording
    assert ids(get("claims?q=engines+-broke")) == []
    assert ids(get('claims?q="broke+engines"')) == []


def test_neither_search_nor_snippet_knows_withheld_words(checker: User, editor: User) -> None:
    claim = logged(checker, excerpts=False, paraphrase="The ship lost most of its power")
    step(claim, ReviewAction.SUBMIT, checker)
    step(claim, ReviewAction.APPROVE, editor)
    answer = get("claims?q=engines+or+failed+or+broke")
    assert ids(answer) == [claim.public_id]  # by the wording of our own
    assert answer.json()["results"][0]["snippet"]["text"] == claim.wording
    assert ids(get("claims?q=failed")) == ids(get("claims?q=three")) == []
    assert QUOTED not in answer.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_a_page_costs_one_query_whatever_is_asked(
    number: int, checker: User, editor: User, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        vetted(checker, editor)
    key = token()
    get("claims", key=key)
    for query in ("", "?q=engines", "?fields=id&status=single_source&order=-vetted_at"):
        with django_assert_num_queries(1):
            assert len(ids(get(f"claims{query}", key=key))) == number


def test_every_parameter_of_the_list_is_in_the_guide() -> None:
    from tests.test_docs import ROOT

    guide = (ROOT / "docs" / "api.md").read_text()
    assert {name for name in (*FILTERS, *OTHERS) if f"`{name}`" not in guide} == set()
