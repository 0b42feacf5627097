"""Letters are kept from whoever has yet to give the number: seeing one fixes the other."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from claims.credibility.service import grade_source
from claims.models import Claim, EffectiveStatus, InformationGrade, User
from claims.review.drain import drain
from claims.vocabulary import ReviewAction, SourceLetter
from tests.web_editor.build import a_claim_of, step, text_of

SignIn = Callable[[User], Client]
SECRET = "Was wrong about the last three ferries"


@pytest.fixture
def claim(checker: User) -> Claim:
    """A claim whose source somebody graded D, so that the letter is in the why as well."""
    found = a_claim_of(checker)
    source = found.evidence.get().sourcing.source
    assert source is not None
    grade_source(actor=checker, source_id=source.pk, letter=SourceLetter.D, reason=SECRET)
    drain()
    return found


def leaks(client: Client, address: str) -> list[str]:
    page = text_of(client.get(address).content)
    return [words for words in (SourceLetter.D.label, SECRET, "graded D") if words in page]


def source_address(claim: Claim) -> str:
    source = claim.evidence.get().sourcing.source
    assert source is not None
    return f"/sources/{source.public_id}/"


def test_no_letter_before_the_number_is_saved_and_all_of_it_after(
    claim: Claim, editor: User, signed_in: SignIn
) -> None:
    client, page = signed_in(editor), f"/claims/{claim.public_id}/"
    assert leaks(client, page) == []
    assert leaks(client, f"{page}grade/") == []
    assert leaks(client, f"{page}history/") == []
    # the form for a letter names every letter, but nobody's grade
    assert leaks(client, source_address(claim)) == [SourceLetter.D.label]
    assert "Letters are hidden until you have graded the information." in text_of(client.get(page).content)
    answer = client.post(f"{page}grade/", {"number": 3, "reason": "It may be so."})
    assert answer["Location"] == page
    assert leaks(client, page) == [SourceLetter.D.label, SECRET, "graded D"]
    assert SECRET in leaks(client, source_address(claim))


def test_a_failed_number_shows_no_letter_and_keeps_what_was_typed(
    claim: Claim, editor: User, signed_in: SignIn
) -> None:
    client, address = signed_in(editor), f"/claims/{claim.public_id}/grade/"
    answer = client.post(address, {"number": 1, "reason": "I am sure.", "logical_in_itself": "on"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="I am sure."' in page
    assert "which allows 3, 6, not 1" in page
    assert page.partition('name="logical_in_itself"')[2].partition(">")[0].endswith("checked")
    assert not InformationGrade.objects.exists()
    assert leaks(client, f"/claims/{claim.public_id}/") == []


def test_numbers_that_the_status_forbids_are_shown_disabled_with_why(
    claim: Claim, editor: User, signed_in: SignIn
) -> None:
    page = signed_in(editor).get(f"/claims/{claim.public_id}/grade/").content.decode()
    for number, allowed in ((1, False), (2, False), (3, True), (4, False), (5, False), (6, True)):
        tag = page.partition(f'name="number" value="{number}"')[2].partition(">")[0]
        assert ("disabled" not in tag) is allowed
    assert "a 1 needs two independent origins that qualify" in page


def test_a_number_needs_its_reason(claim: Claim, editor: User, signed_in: SignIn) -> None:
    answer = signed_in(editor).post(f"/claims/{claim.public_id}/grade/", {"number": 3, "reason": " "})
    assert answer.status_code == 422
    assert page_has_chosen(answer.content.decode(), 3)


def page_has_chosen(page: str, number: int) -> bool:
    return "checked" in page.partition(f'name="number" value="{number}"')[2].partition(">")[0]


def test_a_closed_claim_hides_nothing_since_nobody_grades_it(claim: Claim, editor: User, signed_in: SignIn) -> None:
    checker = claim.logged_by
    for action, actor in ((ReviewAction.SUBMIT, checker), (ReviewAction.START, editor)):
        step(claim, action, actor)
    step(claim, ReviewAction.WITHDRAW, editor, "Misheard.")
    client = signed_in(editor)
    assert SECRET in leaks(client, f"/claims/{claim.public_id}/")
    assert "its grade is frozen" in text_of(client.get(f"/claims/{claim.public_id}/grade/").content)


def test_letters_of_unnamed_sources_are_on_nobody_elses_page(
    claim: Claim, checker: User, editor: User, signed_in: SignIn
) -> None:
    address = f"/graders/{checker.username}/"
    assert leaks(signed_in(editor), address) == []
    assert SECRET in leaks(signed_in(checker), address)


def test_a_graders_page_says_how_many_pairs_stand_on_the_diagonal(
    claim: Claim, checker: User, signed_in: SignIn
) -> None:
    client = signed_in(checker)
    client.post(f"/claims/{claim.public_id}/grade/", {"number": 3, "reason": "It may be so."})
    assert "0 of 1 (0 %)" in text_of(client.get(f"/graders/{checker.username}/").content)
    source = claim.evidence.get().sourcing.source
    assert source is not None
    client.post(f"/sources/{source.public_id}/grade/", {"letter": "C", "reason": "Fair enough."})
    assert "1 of 1 (100 %)" in text_of(client.get(f"/graders/{checker.username}/").content)
    assert not EffectiveStatus.objects.exists()
