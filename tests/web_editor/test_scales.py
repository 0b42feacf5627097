"""The scales of verdicts: made, changed, archived, taken back; what each verdict means."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.ledger.service import verify
from claims.models import Rating, RatingScale, User
from tests.web_editor.build import text_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
WRONG = {"text": "Wrong", "meaning": "None of it is so.", "value": "1", "outcome": "false"}
RIGHT = {"text": "Right", "meaning": "All of it is so.", "value": "5", "outcome": "not_false"}
OPEN = {"text": "Unproven", "meaning": "Nobody can tell.", "value": "", "outcome": ""}


@pytest.fixture
def client(editor: User, signed_in: SignIn) -> Client:
    return signed_in(editor)


def a_scale(client: Client, *verdicts: dict[str, str], name: str = "Truth") -> RatingScale:
    client.post("/scales/create/", {"name": name, "worst": 1, "best": 5})
    scale = RatingScale.objects.get(name=name)
    for verdict in verdicts:
        assert client.post(f"/scales/{scale.pk}/add/", verdict).status_code == 302
    return scale


def post(client: Client, address: str, **sent: Any) -> tuple[int, str]:
    answer = client.post(address, sent, follow=True)
    return answer.status_code, text_of(answer.content)


def change_key(client: Client, address: str) -> str:
    """The key that the form for taking the last change back sends."""
    page = client.get(address).content.decode()
    return page.partition('name="change" value="')[2].partition('"')[0]


def test_a_scale_is_made_with_its_verdicts_in_order(client: Client) -> None:
    scale = a_scale(client, WRONG, OPEN, RIGHT)
    told = text_of(client.get(f"/scales/{scale.pk}/").content)
    for words in ("From 1 (worst) to 5 (best).", "No claim has a verdict from it yet.", "None of it is so."):
        assert words in told
    table = told.partition("Verdicts, the best first")[2].partition("Add a verdict")[0]
    assert table.index("Right") < table.index("Wrong") < table.index("Unproven")
    assert "neither" in table
    listed = text_of(client.get("/scales/").content)
    assert listed.index("Right") < listed.index("Wrong") < listed.index("Unproven")
    assert Rating.objects.get(text="Unproven").value is None
    assert verify() is None


def test_a_scale_that_runs_backwards_has_its_best_first(client: Client) -> None:
    client.post("/scales/create/", {"name": "Grades", "worst": 6, "best": 1})
    scale = RatingScale.objects.get()
    for value, text in ((5, "Poor"), (1, "Sound"), (3, "Mixed")):
        client.post(f"/scales/{scale.pk}/add/", {**WRONG, "text": text, "value": value})
    told = text_of(client.get("/scales/").content)
    assert told.index("Sound") < told.index("Mixed") < told.index("Poor")


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"name": "", "worst": 1, "best": 5}, "Name the scale."),
        ({"name": "truth", "worst": 1, "best": 5}, "There is a scale called truth already."),
        ({"name": "Other", "worst": 3, "best": 3}, "The two ends cannot be the same number."),
        ({"name": "Other", "worst": "", "best": 3}, "required"),
        ({"name": "Other", "worst": 1, "best": 10**9}, "less than or equal to 1000000"),
        ({"name": "w" * 101, "worst": 1, "best": 5}, "at most 100"),
    ],
)
def test_a_scale_that_is_not_whole_is_refused(client: Client, sent: dict[str, Any], message: str) -> None:
    a_scale(client)
    code, told = post(client, "/scales/create/", **sent)
    assert (code, message in told) == (422, True)
    assert RatingScale.objects.count() == 1


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({**OPEN, "text": " "}, "Name the verdict."),
        ({**OPEN, "meaning": " "}, "Say what it means. Readers see it."),
        ({**OPEN, "text": "RIGHT"}, "There is a verdict called RIGHT on this scale already."),
        ({**OPEN, "value": "5"}, "“Right” stands there."),
        ({**OPEN, "value": "6"}, "The scale goes from 1 to 5."),
        ({**OPEN, "value": "two"}, "whole number"),
        ({**OPEN, "outcome": "perhaps"}, "perhaps"),
    ],
)
def test_a_verdict_that_is_not_whole_is_refused(client: Client, sent: dict[str, str], message: str) -> None:
    scale = a_scale(client, RIGHT)
    code, told = post(client, f"/scales/{scale.pk}/add/", **sent)
    assert (code, message in told) == (422, True)
    assert Rating.objects.count() == 1


def test_the_ends_hold_every_verdict_in_use(client: Client) -> None:
    scale = a_scale(client, WRONG, RIGHT)
    code, told = post(client, f"/scales/{scale.pk}/change/", name="Truth", worst=1, best=4)
    assert code == 422
    assert "“Right” stands at 5." in told
    post(client, f"/verdicts/{Rating.objects.get(text='Right').pk}/archive/")
    assert post(client, f"/scales/{scale.pk}/change/", name="Truth", worst=1, best=4)[0] == 200
    code, told = post(client, f"/verdicts/{Rating.objects.get(text='Right').pk}/archive/", back="1")
    assert "The scale goes from 1 to 4." in told
    assert Rating.objects.get(text="Right").archived_at is not None


def test_changes_are_taken_back(client: Client) -> None:
    scale = a_scale(client, WRONG)
    rating = Rating.objects.get()
    assert change_key(client, f"/verdicts/{rating.pk}/") == ""
    post(client, f"/verdicts/{rating.pk}/", **{**WRONG, "text": "False", "value": "2"})
    key = change_key(client, f"/verdicts/{rating.pk}/")
    assert "Taken back." in post(client, f"/verdicts/{rating.pk}/undo/", change=key)[1]
    rating.refresh_from_db()
    assert (rating.text, rating.value, rating.outcome) == ("Wrong", 1, "false")
    assert "Somebody changed this meanwhile." in post(client, f"/verdicts/{rating.pk}/undo/", change=key)[1]
    post(client, f"/scales/{scale.pk}/change/", name="Truthfulness", worst=0, best=9)
    key = change_key(client, f"/scales/{scale.pk}/")
    told = post(client, f"/scales/{scale.pk}/undo/", change=key)[1]
    assert "Taken back." in told
    scale.refresh_from_db()
    assert (scale.name, scale.worst, scale.best) == ("Truth", 1, 5)
    assert "Scale changed by edith" in told


def test_nothing_is_deleted_and_what_is_archived_comes_back(client: Client) -> None:
    scale = a_scale(client, WRONG, RIGHT)
    rating = Rating.objects.get(text="Right")
    told = post(client, f"/verdicts/{rating.pk}/archive/")[1]
    assert "Archived. Where it was given it stays." in told
    assert "1 archived" in told
    post(client, f"/scales/{scale.pk}/add/", **RIGHT)
    told = post(client, f"/verdicts/{rating.pk}/archive/", back="1")[1]
    assert "There is a verdict called Right on this scale already." in told
    assert "Archived. Verdicts given stay." in post(client, f"/scales/{scale.pk}/archive/")[1]
    assert "archived" in text_of(client.get("/scales/").content)
    assert "It is in use again." in post(client, f"/scales/{scale.pk}/archive/", back="1")[1]
    scale.refresh_from_db()
    assert scale.archived_at is None


def test_the_database_allows_one_verdict_at_a_place(client: Client) -> None:
    scale = a_scale(client, RIGHT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Rating.objects.create(scale=scale, value=5, text="Also right", meaning="So it is.")


def test_a_fact_checker_reads_what_verdicts_mean_and_changes_none(
    client: Client, checker: User, signed_in: SignIn
) -> None:
    scale = a_scale(client, RIGHT)
    reader = signed_in(checker)
    page = reader.get(f"/scales/{scale.pk}/").content.decode()
    assert "All of it is so." in page
    assert 'method="post" action="/scales' not in page
    assert reader.post("/scales/create/", {"name": "Mine", "worst": 1, "best": 2}).status_code == 403
    assert reader.post(f"/scales/{scale.pk}/archive/").status_code == 403
    assert reader.post(f"/verdicts/{Rating.objects.get().pk}/", OPEN).status_code == 403


def test_an_empty_list_says_what_a_verdict_is_for(client: Client) -> None:
    assert "No scale is recorded yet." in text_of(client.get("/scales/").content)


def test_the_lists_take_no_more_queries_for_more(client: Client) -> None:
    def queries(number: int) -> tuple[int, int]:
        scale = a_scale(client, WRONG, RIGHT, name=f"Scale {number}")
        counts = []
        for address in ("/scales/", f"/scales/{scale.pk}/"):
            with CaptureQueriesContext(connection) as made:
                assert client.get(address).status_code == 200
            counts.append(len(made))
        return counts[0], counts[1]

    assert queries(1) == queries(2) == queries(3)
