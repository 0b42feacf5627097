"""Editing a claim's own words, alone and at the same time as somebody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html import unescape

import pytest
from django.test import Client

from claims.models import Claim, User
from claims.vocabulary import ReviewAction
from tests.models.build import a_source
from tests.review.build import logged, step
from tests.web.pages import value_of

SignIn = Callable[[User], Client]
NAMES = ("wording", "paraphrase", "claimant_kind", "claimant_name", "claimed_on", "language", "tags", "valid_until")


def form_of(claim: Claim, **facts: str) -> dict[str, str]:
    """What a browser sends when only ``facts`` were typed: values, and hidden what the form began with."""
    before = dict.fromkeys(NAMES, "") | {"wording": claim.wording, "tags": ", ".join(claim.tags)}
    hidden = {f"initial-{name}": value for name, value in before.items()}
    return {**before, **hidden, "version": str(claim.version), **facts}


def edit_address(claim: Claim) -> str:
    return f"/claims/{claim.public_id}/edit/"


def test_the_form_shows_how_the_claim_stands(checker: User, signed_in: SignIn) -> None:
    claim = logged(
        checker,
        claimant=a_source(kind="person", name="Ida Lund"),
        claimed_on=date(2024, 3, 1),
        claimed_precision="month",
        tags=["ferry", "engines"],
        language="en",
    )
    page = signed_in(checker).get(edit_address(claim)).content.decode()
    assert value_of(page, "wording") == claim.wording
    assert value_of(page, "claimant_name") == "Ida Lund"
    assert value_of(page, "claimed_on") == "2024-03"
    assert value_of(page, "tags") == "ferry, engines"


def test_a_change_is_saved(checker: User, signed_in: SignIn) -> None:
    claim = logged(checker)
    answer = signed_in(checker).post(edit_address(claim), form_of(claim, wording="Both engines failed", language="en"))
    assert answer.headers["Location"] == f"/claims/{claim.public_id}/"
    claim.refresh_from_db()
    assert (claim.wording, claim.language, claim.version) == ("Both engines failed", "en", 2)


def test_an_unnamed_claimant_stays_the_same_source(checker: User, signed_in: SignIn) -> None:
    claim = logged(checker)
    source = claim.unnamed_sources.get()
    claim.claimant = source
    claim.save()
    facts = {"claimant_kind": "unnamed_person", "claimant_name": "an engineer", "wording": "Engines failed"}
    signed_in(checker).post(edit_address(claim), form_of(claim, **facts))
    claim.refresh_from_db()
    assert claim.claimant == source
    assert claim.wording == "Engines failed"


def test_the_second_of_two_people_is_shown_the_difference_and_nothing_is_overwritten(
    checker: User, editor: User, signed_in: SignIn
) -> None:
    claim = logged(checker, tags=["ferry"])
    seen = form_of(claim)
    signed_in(editor).post(edit_address(claim), {**seen, "wording": "Three engines failed", "language": "en"})
    answer = signed_in(checker).post(edit_address(claim), {**seen, "wording": "One engine failed"})
    page = unescape(answer.content.decode())
    assert answer.status_code == 409
    assert "Somebody changed this claim" in page
    assert "One engine failed" in page
    assert "Three engines failed" in page
    assert 'name="take_wording" value="typed" checked' in page
    assert 'name="take_language" value="now" checked' in page
    assert 'name="take_tags"' not in page
    claim.refresh_from_db()
    assert claim.wording == "Three engines failed"


@pytest.mark.parametrize(("take", "kept"), [("typed", "One engine failed"), ("now", "Three engines failed")])
def test_the_second_person_chooses_field_by_field(
    take: str, kept: str, checker: User, editor: User, signed_in: SignIn
) -> None:
    claim = logged(checker)
    seen = form_of(claim)
    signed_in(editor).post(edit_address(claim), {**seen, "wording": "Three engines failed", "language": "en"})
    client = signed_in(checker)
    page = client.post(edit_address(claim), {**seen, "wording": "One engine failed"}).content.decode()
    again = {
        name: value_of(page, name) for name in (*seen, "typed_wording", "typed_language") if name != "claimant_kind"
    }
    assert again["version"] == "2"
    client.post(edit_address(claim), {**again, "take_wording": take, "take_language": "now"})
    claim.refresh_from_db()
    assert (claim.wording, claim.language, claim.version) == (kept, "en", 3)


def test_what_is_typed_after_the_conflict_counts_more_than_the_choice(
    checker: User, editor: User, signed_in: SignIn
) -> None:
    claim = logged(checker)
    seen = form_of(claim)
    signed_in(editor).post(edit_address(claim), {**seen, "wording": "Three engines failed"})
    sent = {**seen, "version": "2", "take_wording": "now", "typed_wording": "One engine failed"}
    signed_in(checker).post(edit_address(claim), {**sent, "wording": "Engines failed"})
    claim.refresh_from_db()
    assert claim.wording == "Engines failed"


def test_a_third_change_in_between_is_told_as_well(checker: User, editor: User, signed_in: SignIn) -> None:
    claim = logged(checker)
    seen = form_of(claim)
    for version in ("1", "2"):
        signed_in(editor).post(edit_address(claim), {**seen, "version": version, "wording": f"Version {version}"})
    answer = signed_in(checker).post(edit_address(claim), {**seen, "version": "2", "wording": "Mine"})
    assert answer.status_code == 409
    assert Claim.objects.get().wording == "Version 2"


def test_a_failed_form_keeps_what_was_typed(checker: User, signed_in: SignIn) -> None:
    claim = logged(checker)
    answer = signed_in(checker).post(edit_address(claim), form_of(claim, claimed_on="soon", paraphrase="<i>Mine</i>"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert value_of(page, "claimed_on") == "soon"
    assert value_of(page, "paraphrase") == "<i>Mine</i>"
    assert "<i>Mine" not in page


def test_a_claim_that_was_submitted_meanwhile_is_not_changed_and_the_words_stay(
    checker: User, signed_in: SignIn
) -> None:
    claim = logged(checker)
    step(claim, ReviewAction.SUBMIT, checker)
    claim.refresh_from_db()
    client = signed_in(checker)
    assert client.get(edit_address(claim)).status_code == 403
    page = client.post(edit_address(claim), form_of(claim, wording="Changed too late")).content.decode()
    assert "is not yours to change" in page
    assert value_of(page, "wording") == "Changed too late"
    claim.refresh_from_db()
    assert claim.wording != "Changed too late"


def test_another_fact_checker_may_not_edit(checker: User, signed_in: SignIn) -> None:
    claim = logged(User.objects.create(username="other", role="fact_checker"))
    client = signed_in(checker)
    assert client.get(edit_address(claim)).status_code == 403
    client.post(edit_address(claim), form_of(claim, wording="Not mine"))
    claim.refresh_from_db()
    assert claim.wording != "Not mine"


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999"])
def test_a_version_that_is_none_changes_nothing(version: str, checker: User, signed_in: SignIn) -> None:
    claim = logged(checker)
    answer = signed_in(checker).post(edit_address(claim), form_of(claim, wording="Changed", version=version))
    assert answer.status_code in (409, 422)
    claim.refresh_from_db()
    assert claim.wording != "Changed"
