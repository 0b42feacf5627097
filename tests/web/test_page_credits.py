"""The reading page tells whom an article credits; an editor dismisses what is none, and puts it back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from claims.models import FoundCredit, User
from tests.web.pages import ARTICLE, an_article

SignIn = Callable[[User], Client]
CREDITED = ARTICLE.replace(
    "The Marta was built", "The failure was first reported by the <b>Echo</b> Lamp.\n\nThe Marta was built"
)
CREDITED = CREDITED.replace("Two of the three", "VELLMAR, March 3 (Reuters) – Two of the three", 1)


@pytest.fixture(autouse=True)
def _own_files(settings: Settings, tmp_path: object) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_credits_are_shown_with_their_words_and_an_editor_dismisses_one(
    checker: User, editor: User, signed_in: SignIn
) -> None:
    snapshot = an_article(checker, CREDITED)
    address = f"/snapshots/{snapshot.public_id}/"
    page = signed_in(editor).get(address).content.decode()
    assert '<strong dir="auto">Reuters</strong>' in page
    assert "VELLMAR, March 3 (Reuters) –" in page
    credit = FoundCredit.objects.get(kind="agency")
    asked = f"/credits/{credit.public_id}/dismiss/"
    assert asked in page
    assert signed_in(editor).post(asked, {"reason": " "}).status_code == 422
    after = signed_in(editor).post(asked, {"reason": "<i>only</i> the picture"}, follow=True).content.decode()
    assert '<s dir="auto">Reuters</s>' in after
    assert "&lt;i&gt;only&lt;/i&gt; the picture" in after
    snapshot.document.refresh_from_db()
    assert snapshot.document.agency is None
    back = signed_in(editor).post(f"/credits/{credit.public_id}/restore/", follow=True).content.decode()
    assert '<strong dir="auto">Reuters</strong>' in back


def test_a_dismissed_credit_is_not_dismissed_twice(checker: User, editor: User, signed_in: SignIn) -> None:
    an_article(checker, CREDITED)
    asked = f"/credits/{FoundCredit.objects.get(kind='agency').public_id}/dismiss/"
    signed_in(editor).post(asked, {"reason": "the picture is theirs"})
    assert signed_in(editor).post(asked, {"reason": "again"}).status_code == 422
    assert "dismissed already" in signed_in(editor).get(asked).content.decode()


def test_a_fact_checker_sees_credits_and_no_way_to_dismiss_them(checker: User, signed_in: SignIn) -> None:
    page = signed_in(checker).get(f"/snapshots/{an_article(checker, CREDITED).public_id}/").content.decode()
    assert "Reuters" in page
    assert "/dismiss/" not in page


def test_an_article_that_credits_nobody_shows_no_such_card(checker: User, signed_in: SignIn) -> None:
    page = signed_in(checker).get(f"/snapshots/{an_article(checker).public_id}/").content.decode()
    assert 'id="credits"' not in page


def test_many_credits_cost_one_query(
    checker: User, editor: User, signed_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    snapshot = an_article(checker, CREDITED)
    for number in range(40):
        FoundCredit.objects.create(
            document=snapshot.document, snapshot=snapshot, kind="report", name="A", target=f"paper {number}", words="A"
        )
    client = signed_in(editor)
    with django_assert_max_num_queries(24):
        client.get(f"/snapshots/{snapshot.public_id}/")
