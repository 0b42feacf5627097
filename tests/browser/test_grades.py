"""Grading in a real browser: the number blind, then letters, what the record suggests, and where graders differ."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from claims.credibility.service import grade_source
from claims.models import InformationGrade, Outlet, Source, User
from claims.vocabulary import Outcome, SourceLetter
from tests.browser.conftest import Enter
from tests.credibility.build import LONG_AGO, a_resolution
from tests.models.build import a_claim, a_source
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


def test_ratings_are_looked_at_recorded_and_taken_out_again(enter: Enter, person: Person, tmp_path: Path) -> None:
    courier = a_source(kind="outlet", name="Harbour Courier")
    Outlet.objects.create(source=courier, domain="courier.example")
    file = tmp_path / "spring.csv"
    file.write_text(
        "site,rater,scheme,value,date,link,expires\n"
        "courier.example,Plumb Line,trust 0–100,87.5,2026-03-31,https://plumb.example/c,2026-04-30\n"
        "gazette.example,Plumb Line,trust 0–100,41,2026-03-31,,\n"
        "courier.example,Plumb Line,trust 0–100,,2026-03-31,,\n"
    )
    page = enter(person("edith", "editor"))
    page.goto("/sources/")
    page.get_by_role("link", name="Outside ratings").click()
    page.get_by_label("CSV file").set_input_files(file)
    page.get_by_role("button", name="Look at it first").click()
    expect(page.locator("main")).to_contain_text("No outlet is known there yet")
    expect(page.locator("main")).to_contain_text("Value is empty")
    page.get_by_role("button", name="Record 1 rating").click()
    expect(page.locator("[role=status]")).to_contain_text("1 rating recorded.")
    page.get_by_role("link", name="Harbour Courier").first.click()
    expect(page.locator("#opinions ~ ul")).to_contain_text("87.5 Plumb Line, trust 0–100 expired")
    page.go_back()
    page.get_by_role("button", name="Take 1 rating out").click()
    expect(page.locator("[role=status]")).to_contain_text("1 rating taken out.")
    expect(page.get_by_role("button", name="Record 1 rating")).to_be_visible()


def test_an_editor_finds_where_graders_differ(enter: Enter, person: Person) -> None:
    ada, bo = person("ada", "fact_checker"), person("bo", "fact_checker")
    source = a_source(name="Harbour Board")
    claim = a_claim(wording="The quay is closed until spring")
    for grader, letter, number in ((ada, SourceLetter.B, 2), (bo, SourceLetter.D, 4)):
        grade_source(actor=grader, source_id=source.pk, letter=letter, reason=f"{grader} looked at the log")
        InformationGrade.objects.create(claim=claim, number=number, reason="as the log says", graded_by=grader)
    page = enter(person("edith", "editor"))
    page.goto("/queue/")
    page.get_by_role("link", name="Where graders differ").click()
    expect(page.locator("main")).to_contain_text("The quay is closed until spring")
    page.get_by_role("link", name="Sources, by letter 1").click()
    expect(page.locator("main")).to_contain_text("bo looked at the log")
    page.get_by_label("Two steps apart or more").check()
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name="Harbour Board").click()
    expect(page.get_by_role("heading", name="Harbour Board")).to_be_visible()
