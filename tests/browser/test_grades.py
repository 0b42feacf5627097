"""Grading in a real browser: the number blind, then letters, what the record suggests, and where graders differ."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from claims.models import Source, User
from claims.vocabulary import Outcome
from tests.browser.conftest import Enter
from tests.credibility.build import LONG_AGO, a_resolution
from tests.models.build import a_claim
from tests.web_editor.build import a_claim_of

pytestmark = pytest.mark.django_db(transaction=True)
Person = Callable[[str, str], User]


def a_year_of(source: Source) -> None:
    """Claims that came out one after the other, every fifth as false."""
    for number in range(24):
        claim = a_claim(claimant=source, wording=f"Ferry {number} sails on time", state="vetted", tags=["ferries"])
        outcome = Outcome.FALSE if number % 5 == 4 else Outcome.NOT_FALSE
        a_resolution(claim, outcome, since=LONG_AGO + timedelta(days=12 * number))


def test_the_number_is_given_blind_and_the_record_shown_after_it(enter: Enter, person: Person) -> None:
    claim = a_claim_of(person("chris", "fact_checker"), name="Ida Lund")
    a_year_of(Source.objects.get(name="Ida Lund"))
    page = enter(person("edith", "editor"))
    page.goto(f"/claims/{claim.public_id}/")
    page.get_by_role("link", name="Ida Lund").first.click()
    expect(page.locator("main")).to_contain_text("Others’ letters are hidden until")
    expect(page.locator("main")).not_to_contain_text("not false")
    page.get_by_role("link", name="graded the information").click()
    page.get_by_role("radio", name="Possibly true").check()
    page.get_by_label("Reason").fill("It may be so.")
    page.get_by_role("button", name="Save my number").click()
    expect(page.locator("main")).to_contain_text("this claim left out, suggests")
    page.get_by_role("link", name="20 of 24 not false").click()
    expect(page.get_by_role("img", name="Share of resolved claims that were not false")).to_be_visible()
    expect(page.locator("#counted ~ div table tbody tr")).to_have_count(24)
    page.get_by_text("The values as a table").click()
    expect(page.get_by_role("cell", name="20", exact=True).first).to_be_visible()
    page.get_by_label("As known on").fill("2026-03-01")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("main")).to_contain_text("4 of 5 resolved claims not false")
    page.get_by_role("link", name="Ida Lund").click()
    page.get_by_role("radio", name="Usually reliable").first.check()
    page.locator("#grade").get_by_label("Reason").fill("Right so far.")
    page.get_by_role("button", name="Save my letter").click()
    page.wait_for_url(f"**/claims/{claim.public_id}/")
