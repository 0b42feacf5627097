"""The verdict of a claim: given on its page, released, counted, changed with its scale, taken back."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from claims.models import Claim, CurrentRelease, Rating, RatingScale, Resolution, User, Verdict
from claims.review.drain import drain
from claims.vocabulary import ReviewAction
from tests.review.build import logged, step, vetted
from tests.web_editor.build import text_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
REASON = "The ship's log says so"


@pytest.fixture
def ratings() -> dict[str, Rating]:
    scale = RatingScale.objects.create(name="Truth", worst=1, best=5)
    made = [
        Rating.objects.create(scale=scale, value=1, text="Wrong", meaning="None of it is so.", outcome="false"),
        Rating.objects.create(scale=scale, value=5, text="Right", meaning="All of it is so.", outcome="not_false"),
        Rating.objects.create(scale=scale, text="Unproven", meaning="Nobody can tell."),
    ]
    return {rating.text: rating for rating in made}


def give(client: Client, claim: Claim, rating: Rating | None, reason: str = REASON) -> tuple[int, str]:
    sent: dict[str, Any] = {"rating": rating.pk if rating else "", "reason": reason}
    answer = client.post(f"/claims/{claim.public_id}/verdict/", sent, follow=True)
    return answer.status_code, text_of(answer.content)


def released(claim: Claim) -> Any:
    return json.loads(bytes(CurrentRelease.objects.get(claim=claim).release.document))


def outcomes(claim: Claim) -> list[str]:
    return list(Resolution.objects.filter(claim=claim, until=None).values_list("outcome", flat=True))


def test_a_verdict_is_given_released_and_counted_and_taken_back(
    checker: User, editor: User, signed_in: SignIn, ratings: dict[str, Rating]
) -> None:
    claim, client = vetted(checker, editor), signed_in(editor)
    assert released(claim)["verdict"] is None
    code, told = give(client, claim, ratings["Wrong"])
    assert code == 200
    for words in ("Wrong", "1 on a scale from 1 (worst) to 5 (best)", "None of it is so.", REASON):
        assert words in told
    drain(limit=1000)
    found = released(claim)
    assert found["kind"] == "updated"
    given_at = found["verdict"].pop("given_at")
    assert given_at is not None
    assert found["verdict"] == {
        "text": "Wrong",
        "meaning": "None of it is so.",
        "value": 1,
        "worst": 1,
        "best": 5,
        "scale": "Truth",
    }
    assert REASON not in json.dumps(found)
    assert outcomes(claim) == ["false"]
    told = text_of(client.post(f"/claims/{claim.public_id}/verdict/back/", follow=True).content)
    assert "The claim has no verdict now." in told
    drain(limit=1000)
    assert released(claim)["verdict"] is None
    assert outcomes(claim) == []
    assert "Verdict taken back" in text_of(client.get(f"/claims/{claim.public_id}/history/").content)


def test_a_verdict_that_means_something_else_is_released_anew(
    checker: User, editor: User, signed_in: SignIn, ratings: dict[str, Rating]
) -> None:
    claim, other, client = vetted(checker, editor), vetted(checker, editor), signed_in(editor)
    give(client, claim, ratings["Right"])
    drain(limit=1000)
    untouched = CurrentRelease.objects.get(claim=other).release_id
    address, rating = f"/verdicts/{ratings['Right'].pk}/", ratings["Right"]
    told = text_of(client.get(address).content)
    assert "1 claim has this verdict: what you change is released with it." in told
    client.post(address, {"text": "True", "meaning": rating.meaning, "value": 4, "outcome": "false"})
    drain(limit=1000)
    assert [released(claim)["verdict"][key] for key in ("text", "value")] == ["True", 4]
    assert outcomes(claim) == ["false"]
    client.post(f"/scales/{rating.scale_id}/change/", {"name": "Truth", "worst": 0, "best": 9})
    drain(limit=1000)
    assert [released(claim)["verdict"][key] for key in ("worst", "best")] == [0, 9]
    assert CurrentRelease.objects.get(claim=other).release_id == untouched


def test_one_without_a_place_has_none(
    checker: User, editor: User, signed_in: SignIn, ratings: dict[str, Rating]
) -> None:
    claim = vetted(checker, editor)
    _, told = give(signed_in(editor), claim, ratings["Unproven"])
    assert "Unproven" in told
    assert "on a scale from" not in told
    drain(limit=1000)
    assert released(claim)["verdict"]["value"] is None


def test_archived_verdicts_stay_where_they_are_and_are_given_no_more(
    checker: User, editor: User, signed_in: SignIn, ratings: dict[str, Rating]
) -> None:
    client, claim, other = signed_in(editor), vetted(checker, editor), vetted(checker, editor)
    give(client, claim, ratings["Wrong"])
    client.post(f"/verdicts/{ratings['Wrong'].pk}/archive/")
    assert "None of it is so." in text_of(client.get(f"/claims/{claim.public_id}/").content)
    page = client.get(f"/claims/{other.public_id}/").content.decode()
    assert f'<option value="{ratings["Wrong"].pk}"' not in page
    assert f'<option value="{ratings["Right"].pk}"' in page
    assert give(client, other, ratings["Wrong"])[0] == 422
    client.post(f"/scales/{ratings['Right'].scale_id}/archive/")
    assert give(client, other, ratings["Right"])[0] == 422
    assert Verdict.objects.count() == 1


@pytest.mark.parametrize(
    ("rating", "reason", "message"), [("", REASON, "Choose a verdict."), ("Right", " ", "Say what")]
)
def test_a_verdict_that_is_not_whole_is_refused_and_what_was_typed_stays(
    checker: User,
    editor: User,
    signed_in: SignIn,
    ratings: dict[str, Rating],
    rating: str,
    reason: str,
    message: str,
) -> None:
    code, told = give(signed_in(editor), vetted(checker, editor), ratings.get(rating), reason)
    assert code == 422
    assert message in told
    assert Verdict.objects.count() == 0


def test_whoever_logged_a_claim_proposes_its_verdict_until_it_is_submitted(
    checker: User, editor: User, signed_in: SignIn, ratings: dict[str, Rating]
) -> None:
    claim, client = logged(checker), signed_in(checker)
    give(client, claim, ratings["Wrong"])
    give(client, claim, ratings["Right"], "Two logs say so")
    row = Verdict.objects.get()
    assert (row.rating.text, row.reason, row.given_by) == ("Right", "Two logs say so", checker)
    step(claim, ReviewAction.SUBMIT, checker)
    assert (
        'action="/claims/' + claim.public_id + "/verdict/"
        not in client.get(f"/claims/{claim.public_id}/").content.decode()
    )
    code, told = give(client, claim, ratings["Wrong"])
    assert (code, "The verdict of this claim is not yours to give now." in told) == (422, True)
    client.post(f"/claims/{claim.public_id}/verdict/back/")
    assert Verdict.objects.get().rating.text == "Right"
    step(claim, ReviewAction.APPROVE, editor)
    assert released(claim)["verdict"]["text"] == "Right"
    assert outcomes(claim) == ["not_false"]


def test_a_stranger_to_the_claim_gives_no_verdict(
    checker: User, editor: User, signed_in: SignIn, ratings: dict[str, Rating]
) -> None:
    code, _ = give(signed_in(checker), logged(editor), ratings["Right"])
    assert code == 422
    assert Verdict.objects.count() == 0


def test_without_scales_the_page_leads_to_where_they_are_made(checker: User, editor: User, signed_in: SignIn) -> None:
    page = signed_in(editor).get(f"/claims/{logged(checker).public_id}/").content.decode()
    assert 'href="/scales/">Record the verdicts that you use' in page
