"""Terms of a document: read by machine, confirmed or corrected by a person."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from claims.models import Claim, RightsRule, RightsStatement, User
from claims.rights.wordlists import versions
from tests.web.pages import UNNAMED
from tests.web_editor.build import a_claim_of, text_of

SignIn = Callable[[User], Client]


@pytest.fixture
def claim(checker: User) -> Claim:
    return a_claim_of(checker)


@pytest.fixture
def terms(claim: Claim) -> RightsStatement:
    return RightsStatement.objects.get(document=claim.evidence.get().passage.snapshot.document)


def as_typed(**facts: str) -> dict[str, str]:
    plain = {"scope": "article", "holder_text": "Harbour Courier", "year_from": "2024", "excerpt": "permit"}
    return {**plain, **facts}


def test_the_notice_stands_there_verbatim_with_what_it_says(
    terms: RightsStatement, editor: User, signed_in: SignIn
) -> None:
    text = text_of(signed_in(editor).get(f"/rights/{terms.pk}/").content)
    assert terms.notice_verbatim is not None
    assert " ".join(terms.notice_verbatim.split()) in text
    detector = f"notice grammar {versions()}"
    for words in ("Read by machine", "Permits Excerpt", "Requires Credit", "Visible text", detector):
        assert words in text


def test_a_person_confirms_what_the_machine_read(terms: RightsStatement, editor: User, signed_in: SignIn) -> None:
    client = signed_in(editor)
    client.post(f"/rights/{terms.pk}/confirm/")
    terms.refresh_from_db()
    assert (terms.review_state, terms.reviewed_by) == ("confirmed", editor)
    page = client.get(f"/rights/{terms.pk}/").content.decode()
    assert "confirm/" not in page


def test_a_correction_supersedes_and_the_claims_page_follows_it(
    claim: Claim, terms: RightsStatement, editor: User, signed_in: SignIn
) -> None:
    client, page = signed_in(editor), f"/claims/{claim.public_id}/"
    assert "May we quote it yes" in text_of(client.get(page).content)
    answer = client.post(f"/rights/{terms.pk}/correct/", as_typed(excerpt="prohibit", credit_text="Courier, please"))
    new = RightsStatement.objects.get(supersedes=terms)
    assert answer["Location"] == f"/rights/{new.pk}/"
    assert (new.credit_text, new.review_state, new.notice_verbatim) == (
        "Courier, please",
        "corrected",
        terms.notice_verbatim,
    )
    text = text_of(client.get(page).content)
    assert "May we quote it no" in text
    assert "The notice prohibits: excerpt." in text
    assert "These terms are superseded." in text_of(client.get(f"/rights/{terms.pk}/").content)


def test_a_correction_keeps_rules_and_limits_that_the_form_does_not_ask_about(
    terms: RightsStatement, editor: User, signed_in: SignIn
) -> None:
    RightsRule.objects.filter(statement=terms, action="excerpt").update(max_chars=300, basis="contract")
    RightsRule.objects.create(statement=terms, kind="prohibit", action="ai_train", basis="robots")
    client = signed_in(editor)
    client.post(f"/rights/{terms.pk}/correct/", as_typed(max_words="40", credit="on"))
    rules = RightsRule.objects.filter(statement__supersedes=terms)
    excerpt = rules.get(action="excerpt")
    assert (excerpt.max_words, excerpt.max_chars, excerpt.basis) == (40, 300, "contract")
    assert rules.get(action="ai_train").basis == "robots"
    assert rules.filter(action="credit").exists()
    assert not rules.filter(action="link_back").exists()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"year_from": "2024", "year_to": "2020"}, "The last year lies before the first."),
        ({"excerpt": "prohibit", "max_words": "20"}, "A number of words goes with permitted excerpts"),
        ({"year_from": "soon"}, "Enter a whole number."),
    ],
)
def test_a_correction_that_fails_keeps_what_was_typed(
    terms: RightsStatement, editor: User, signed_in: SignIn, wrong: dict[str, str], message: str
) -> None:
    answer = signed_in(editor).post(f"/rights/{terms.pk}/correct/", as_typed(credit_text="Typed credit", **wrong))
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert 'value="Typed credit"' in answer.content.decode()
    assert not RightsStatement.objects.filter(supersedes=terms).exists()


def test_superseded_terms_are_neither_confirmed_nor_corrected_again(
    terms: RightsStatement, editor: User, signed_in: SignIn
) -> None:
    client = signed_in(editor)
    client.post(f"/rights/{terms.pk}/correct/", as_typed())
    assert client.post(f"/rights/{terms.pk}/confirm/").status_code == 422
    answer = client.post(f"/rights/{terms.pk}/correct/", as_typed())
    assert "Somebody recorded newer terms meanwhile" in answer.content.decode()
    assert RightsStatement.objects.filter(supersedes=terms).count() == 1


def test_the_form_starts_with_the_recorded_terms(terms: RightsStatement, editor: User, signed_in: SignIn) -> None:
    page = signed_in(editor).get(f"/rights/{terms.pk}/correct/").content.decode()
    assert '<option value="permit" selected>' in page
    assert page.partition('name="link_back"')[2].partition(">")[0].endswith("checked")
    assert UNNAMED not in page
