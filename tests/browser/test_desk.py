"""What editors do at their desk: edges, owners, verdicts, credits, downloads; each page by axe's rules on the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from claims.models import Outlet, Rating, RatingScale, User, Verdict
from claims.vocabulary import ReviewAction
from tests.browser.conftest import Enter
from tests.browser.looking import complaints
from tests.browser.test_edges import a_claim_of_two_pages_with_one_text
from tests.web.pages import ARTICLE, an_article
from tests.web_editor.build import a_claim_of, a_page, more_evidence, step

pytestmark = pytest.mark.django_db(transaction=True)
Person = Callable[[str, str], User]


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_confirming_an_edge_names_the_vetted_claim_that_goes_back(enter: Enter, person: Person) -> None:
    editor, checker = person("edith", "editor"), person("chris", "fact_checker")
    claim = a_claim_of_two_pages_with_one_text(checker, editor)
    step(claim, ReviewAction.SUBMIT, checker)
    step(claim, ReviewAction.APPROVE, editor)
    page = enter(editor, bypass_csp=True)
    page.goto(f"/claims/{claim.public_id}/edges/")
    assert complaints(page) == []
    page.get_by_label("Reason").fill("The same agency text")
    page.get_by_role("button", name="One origin: confirm it").click()
    expect(page.get_by_text("This sends 1 vetted claim back to the editors.")).to_be_visible()
    assert complaints(page) == []
    page.get_by_role("link", name="Change nothing").click()
    expect(page.get_by_role("checkbox", name="Same text")).to_be_checked()
    page.get_by_label("Reason").fill("The same agency text")
    page.get_by_role("button", name="One origin: confirm it").click()
    page.get_by_role("button", name="Save it, and send it back").click()
    expect(page.locator("[role=status]")).to_contain_text("Confirmed: one origin.")


def test_unnamed_sources_are_shown_side_by_side(enter: Enter, person: Person) -> None:
    checker = person("chris", "fact_checker")
    claim = a_claim_of(checker)
    more_evidence(claim, checker)
    page = enter(person("edith", "editor"), bypass_csp=True)
    page.goto(f"/claims/{claim.public_id}/unnamed/")
    expect(page.get_by_role("checkbox")).to_have_count(2)
    assert complaints(page) == []


def test_an_owner_is_recorded_and_taken_back_with_one_click(enter: Enter, person: Person) -> None:
    a_claim_of(person("chris", "fact_checker"))
    outlet = Outlet.objects.get()
    page = enter(person("edith", "editor"), bypass_csp=True)
    page.goto(f"/outlets/{outlet.source.public_id}/")
    page.get_by_label("Owner", exact=True).fill("Tidewater Media")
    page.get_by_label("Where is this known from?").fill("its imprint")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("[role=status]")).to_contain_text("Recorded.")
    assert complaints(page) == []
    page.get_by_role("link", name="Tidewater Media").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tidewater Media")
    assert complaints(page) == []
    page.get_by_role("link", name=str(outlet)).first.click()
    page.get_by_role("button", name="Take the last change back").click()
    expect(page.locator("[role=status]")).to_contain_text("Taken back.")
    expect(page.locator(".heading")).to_contain_text("not known")


def test_a_scale_is_made_and_its_verdict_given(enter: Enter, person: Person) -> None:
    editor = person("edith", "editor")
    claim = a_claim_of(editor)
    page = enter(editor, bypass_csp=True)
    page.goto("/scales/")
    page.get_by_label("Name").fill("Truth")
    page.get_by_role("button", name="Record it").click()
    page.get_by_label("Verdict", exact=True).fill("Misleading")
    page.get_by_label("What it means").fill("The words are so; what they make one believe is not.")
    page.get_by_label("Place on the scale").fill("2")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("cell", name="neither")).to_be_visible()
    assert complaints(page) == []
    page.goto(f"/claims/{claim.public_id}/")
    card = page.get_by_role("region", name="Verdict")
    card.get_by_text("Give a verdict").click()
    card.get_by_label("Verdict").select_option("Misleading")
    card.get_by_label("What it rests on").fill("The picture is of 2012.")
    card.get_by_role("button", name="Give it").click()
    expect(card.locator(".verdict")).to_have_text("Misleading")
    expect(card).to_contain_text("2 on a scale from 1 (worst) to 5 (best)")
    assert Verdict.objects.get(claim=claim).rating.text == "Misleading"


def test_the_pages_of_scales_and_verdicts_can_be_used_by_everybody(enter: Enter, person: Person) -> None:
    scale = RatingScale.objects.create(name="Truth", worst=1, best=5)
    rating = Rating.objects.create(scale=scale, value=5, text="True", meaning="All of it is so.")
    page = enter(person("edith", "editor"), bypass_csp=True)
    for address in ("/scales/", f"/verdicts/{rating.pk}/"):
        page.goto(address)
        assert complaints(page) == []
    page.get_by_label("Place on the scale").fill("9")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("The scale goes from 1 to 5.")
    assert complaints(page) == []


def test_a_credit_that_was_found_is_dismissed_and_put_back(enter: Enter, person: Person) -> None:
    credited = ARTICLE.replace("Two of the three", "VELLMAR, March 3 (Reuters) – Two of the three", 1)
    snapshot = an_article(person("chris", "fact_checker"), credited)
    page = enter(person("edith", "editor"), bypass_csp=True)
    page.goto(f"/snapshots/{snapshot.public_id}/")
    card = page.locator("#credits")
    expect(card.locator("strong")).to_have_text("Reuters")
    card.get_by_role("link", name="Not a credit").click()
    page.get_by_label("Reason").fill("Only the picture is theirs")
    assert complaints(page) == []
    page.get_by_role("button", name="Dismiss it").click()
    expect(card.locator("s")).to_have_text("Reuters")
    expect(card).to_contain_text("Only the picture is theirs")
    card.get_by_role("button", name="Put it back").click()
    expect(page.locator("[role=status]")).to_contain_text("It counts as a credit again.")
    expect(card.locator("strong")).to_have_text("Reuters")
    page.goto(f"/documents/{snapshot.document.public_id}/credits/")
    expect(page.locator("#credits strong")).to_have_text("Reuters")
    assert complaints(page) == []


def test_a_download_of_snapshots_says_first_how_much_it_is(enter: Enter, person: Person) -> None:
    a_page(person("chris", "fact_checker"), url="https://courier.example/ferry")
    page = enter(person("edith", "editor"), bypass_csp=True)
    page.goto("/links/")
    page.get_by_role("button", name="Download").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Download the snapshots of 1 link?")
    assert complaints(page) == []
    page.get_by_role("link", name="Back to the list").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Links under watch")
