"""The first page, by role."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from claims.models import User
from claims.vocabulary import ReviewAction
from tests.models.build import a_claim, a_user
from tests.review.build import logged, step

SignIn = Callable[[User], Client]


def test_a_fact_checker_sees_the_three_ways_in_and_a_hint_where_nothing_is_logged(
    checker: User, signed_in: SignIn
) -> None:
    page = signed_in(checker).get("/").content.decode()
    assert all(f'name="{name}"' in page for name in ("text", "address", "file"))
    assert page.count('for="id_text"') == page.count('for="id_address"') == page.count('for="id_file"') == 1
    assert "You have logged no claim yet" in page


def test_my_claims_are_mine_with_state_and_status(checker: User, signed_in: SignIn) -> None:
    mine = logged(checker, wording="Mine of the two ferries")
    step(mine, ReviewAction.SUBMIT, checker)
    a_claim(wording="Somebody else’s claim")
    page = signed_in(checker).get("/").content.decode()
    assert "Mine of the two ferries" in page
    assert "Submitted" in page
    assert "Somebody else" not in page


def test_an_editor_sees_how_many_claims_of_others_wait(editor: User, signed_in: SignIn) -> None:
    for _ in range(2):
        claim = logged(a_user(role="fact_checker"))
        step(claim, ReviewAction.SUBMIT, claim.logged_by)
    own = logged(editor)
    step(own, ReviewAction.SUBMIT, editor)
    page = signed_in(editor).get("/").content.decode()
    assert "<strong>2 claims</strong>" in page


def test_a_fact_checker_is_not_told_of_the_queue(checker: User, signed_in: SignIn) -> None:
    assert "for an editor" not in signed_in(checker).get("/").content.decode()


def test_a_consumer_sees_the_api_and_nothing_of_the_newsroom(consumer: User, signed_in: SignIn) -> None:
    a_claim(wording="A draft that nobody vetted")
    page = signed_in(consumer).get("/").content.decode()
    assert "/api/v1/claims" in page
    assert "/tokens/create/" in page
    assert "A draft" not in page
    assert 'name="text"' not in page
    assert 'href="/claims/"' not in page


def test_wordings_are_shown_as_text_in_the_direction_of_their_script(checker: User, signed_in: SignIn) -> None:
    a_claim(wording="<script>alert(1)</script> العبّارة تأخرت 🚢", logged_by=checker)
    page = signed_in(checker).get("/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; العبّارة تأخرت 🚢" in page
    row = page.split("&lt;script&gt;")[0].rsplit("<a", 1)[1]
    assert 'dir="auto"' in row
