"""The list of claims."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from claims.corroboration.service import recompute
from claims.models import User
from claims.vocabulary import ReviewAction
from tests.models.build import a_claim, a_user
from tests.review.build import TODAY, logged, step

SignIn = Callable[[User], Client]


def test_the_number_of_queries_does_not_grow_with_the_rows(
    checker: User, signed_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(checker)
    logged(checker)
    client.get("/claims/")
    with django_assert_num_queries(4):  # session, person, count, rows
        client.get("/claims/")
    for _ in range(2):
        logged(a_user(role="fact_checker"))
    with django_assert_num_queries(4):
        client.get("/claims/")
    # session, person, last time, findings, notices, unread, claims, webhooks that were switched off
    with django_assert_num_queries(8):
        client.get("/")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Ours", "Theirs"}),
        ("mine=1", {"Ours"}),
        ("state=submitted", {"Ours"}),
        ("state=draft", {"Theirs"}),
        ("status=single_source", {"Ours"}),
        ("sourcing=unnamed_person", {"Ours"}),
        ("sourcing=dataset", set()),
        ("q=theirs", {"Theirs"}),
        ("state=nonsense&status=nonsense&sourcing=nonsense", {"Ours", "Theirs"}),
        ("q=%00", {"Ours", "Theirs"}),
        ("page=99", {"Ours", "Theirs"}),
    ],
)
def test_filters_show_what_fits_and_nothing_else(query: str, found: set[str], checker: User, signed_in: SignIn) -> None:
    ours = logged(checker, wording="Ours of the ferry")
    step(ours, ReviewAction.SUBMIT, checker)
    recompute(claim=ours, today=TODAY)
    a_claim(wording="Theirs of the train")
    page = signed_in(checker).get(f"/claims/?{query}").content.decode()
    assert {word for word in ("Ours", "Theirs") if f"{word} of the" in page} == found


def test_an_empty_list_says_so_and_leads_on(checker: User, signed_in: SignIn) -> None:
    assert "No claim fits these filters" in signed_in(checker).get("/claims/?q=ferry").content.decode()


def test_pages_keep_the_filters(checker: User, signed_in: SignIn) -> None:
    for number in range(31):
        a_claim(wording=f"Claim number {number}", logged_by=checker)
    page = signed_in(checker).get("/claims/?q=number").content.decode()
    assert "Page 1 of 2" in page
    assert "?q=number&amp;page=2" in page


def test_what_was_searched_is_kept_and_shown_as_text(checker: User, signed_in: SignIn) -> None:
    page = signed_in(checker).get("/claims/", {"q": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in page
    assert "&quot;&gt;&lt;script&gt;alert(1)" in page
