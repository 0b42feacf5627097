"""The three users' ways in a real browser, from the first key to what a program pulls."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from claims.models import Claim, Finding, User
from tests.browser.conftest import Enter
from tests.rechecks.build import a_watched_claim, the_link, visited
from tests.rechecks.site import EDITED, HOST, QUOTED, Reply, Site, a_site, article
from tests.web.pages import ARTICLE, UNNAMED

pytestmark = pytest.mark.django_db(transaction=True)
Person = Callable[[str, str], User]
SECOND = """Inspector confirms engine failure

Chief inspector Ada Holm said two of the three engines of the ferry Marta failed on Monday.

© 2026 Inland Post. Excerpts may be used, provided that credit is given to Inland Post.
"""


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def site(settings: Any) -> Iterator[Site]:
    with a_site() as running:
        settings.FETCH_PRIVATE_HOSTS = [f"{HOST}:{running.port}"]
        running.pages["/ferry"] = Reply(article())
        yield running


def paste(page: Page, text: str, address: str) -> None:
    page.locator("textarea[name=text]").fill(text)
    page.locator("input[name=address]").fill(address)
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/snapshots/**")


def log_the_unnamed_statement(page: Page) -> None:
    """With keys alone: to the statement, to its form, and away with it."""
    paste(page, ARTICLE, "https://courier.example/marta")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator(".statement:focus")).to_contain_text(UNNAMED)
    page.keyboard.press("l")
    page.wait_for_url("**/log/**")
    assert page.input_value("[name=wording]") == "Two of the three engines of the ferry Marta failed on Monday"
    assert page.input_value("[name=source_name]") == "a person familiar with the repairs"
    page.fill("[name=paraphrase]", "The Marta lost most of its power at sea")
    page.select_option("[name=letter]", "F")
    page.fill("[name=grade_reason]", "nobody knows who it is")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/claims/**")


def test_a_fact_checker_logs_grades_and_submits_an_unnamed_persons_statement(enter: Enter, person: Person) -> None:
    page = enter(person("ada", "fact_checker"), form=True)
    log_the_unnamed_statement(page)
    claim = Claim.objects.get()
    expect(page.locator("h1")).to_contain_text(claim.wording)
    expect(page.locator("main")).to_contain_text("Everything comes down to one origin.")
    page.click("a:has-text('Grade the information')")
    assert "nobody knows who it is" not in page.content()
    page.check("input[name=number][value='3']")
    page.fill("[name=reason]", "one person, nothing else")
    page.click("text=Save my number")
    page.wait_for_url("**/claims/*/")
    expect(page.locator("main")).to_contain_text("Cannot be judged")
    page.click("button:has-text('Submit')")
    expect(page.locator("main")).to_contain_text("Submitted")
    claim.refresh_from_db()
    assert (claim.state, claim.grades.get().number) == ("submitted", 3)
    assert not page.locator("button:has-text('Approve')").count()


def test_what_is_logged_already_is_seen_at_once(enter: Enter, person: Person) -> None:
    page = enter(person("ada", "fact_checker"))
    log_the_unnamed_statement(page)
    page.goto("/")
    paste(page, ARTICLE, "https://courier.example/marta")
    expect(page.locator(".statement", has_text=UNNAMED)).to_contain_text("logged", ignore_case=True)


def test_a_form_that_fails_keeps_what_was_typed_and_leads_to_the_field(enter: Enter, person: Person) -> None:
    page = enter(person("ada", "fact_checker"))
    page.fill("textarea[name=text]", "%PDF typed by hand \u202eمرحبا 🚢")
    page.fill("input[name=address]", "ftp://courier.example/")
    page.keyboard.press("Control+Enter")
    expect(page.locator("main")).to_contain_text("start with http:// or https://")
    assert page.input_value("textarea[name=text]") == "%PDF typed by hand \u202eمرحبا 🚢"


def submitted(enter: Enter, person: Person) -> Claim:
    page = enter(person("ada", "fact_checker"))
    log_the_unnamed_statement(page)
    page.click("button:has-text('Submit')")
    expect(page.locator("main")).to_contain_text("Submitted")
    return Claim.objects.get()


def test_an_editor_reads_the_why_adds_evidence_and_approves_and_a_program_pulls_it(
    enter: Enter, person: Person, live_server: Any
) -> None:
    claim = submitted(enter, person)
    page = enter(person("edith", "editor"))
    page.goto("/queue/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/claims/{claim.public_id}/")
    expect(page.locator("mark").first).to_contain_text(UNNAMED)
    expect(page.locator("main")).to_contain_text("unnamed, and the anonymity record is not complete")
    expect(page.locator("main")).to_contain_text("Add one independent named source that qualifies")
    page.click("a:has-text('Add evidence') >> nth=0")
    paste(page, SECOND, "https://inland.example/marta")
    page.locator(".statement", has_text="Chief inspector").locator("a:has-text('Add as evidence')").click()
    page.wait_for_url("**/evidence/add/**")
    page.select_option("[name=directness]", "first_hand")
    page.click("button:has-text('Add it')")
    page.wait_for_url(f"**/claims/{claim.public_id}/**")
    expect(page.locator("main")).to_contain_text("Partially corroborated")
    page.click("button:has-text('Approve')")
    expect(page.locator("main")).to_contain_text("Vetted")
    document = pull(f"{live_server}/api/v1/claims/{claim.public_id}", token_of(enter, person))
    assert (document["kind"], document["corroboration"]["computed"]) == ("published", "partially_corroborated")
    assert document["review"]["approved_by"] == "edith"
    first = next(e for e in document["evidence"] if e["document"]["url"] == "https://courier.example/marta")
    assert first["passage"]["quote"] == UNNAMED
    assert first["rights"]["credit"] == "Harbour Courier, 2024"


def token_of(enter: Enter, person: Person) -> str:
    """A consumer makes a token; it is shown once."""
    page = enter(person("cleo", "consumer"))
    page.goto("/tokens/")
    page.click("text=Make a token")
    page.fill("[name=label]", "mirror")
    page.click("button:has-text('Make it')")
    token = page.input_value("input.secret")
    page.goto("/tokens/")
    assert token not in page.content()
    return token


def pull(address: str, token: str) -> dict[str, Any]:
    asked = urllib.request.Request(address, headers={"Authorization": f"Token {token}"})
    with urllib.request.urlopen(asked, timeout=10) as answer:
        found: dict[str, Any] = json.load(answer)
    return found


def test_a_consumer_sees_vetted_claims_only_and_no_page_of_the_newsroom(
    enter: Enter, person: Person, live_server: Any
) -> None:
    claim = submitted(enter, person)
    assert pull(f"{live_server}/api/v1/claims", token_of(enter, person))["results"] == []
    page = enter(person("carl", "consumer"))
    answer = page.goto(f"/account/login/?next=/claims/{claim.public_id}/")
    assert answer is not None
    assert claim.wording not in page.content()


def test_a_silent_edit_is_shown_word_by_word_and_outside_as_under_recheck(
    enter: Enter, person: Person, live_server: Any, site: Site
) -> None:
    claim = a_watched_claim(site, paraphrase="The ferry lost its power")
    site.pages["/ferry"] = Reply(article().replace(QUOTED, EDITED))
    visited(the_link(site))
    page = enter(person("edith", "editor"))
    page.goto("/queue/")
    expect(page.locator("main")).to_contain_text("Quoted passage was silently edited")
    page.goto(f"/findings/{Finding.objects.get().public_id}/")
    expect(page.locator("del").first).to_contain_text("Two")
    expect(page.locator("ins").first).to_contain_text("One")
    page.screenshot()
    document = pull(f"{live_server}/api/v1/claims/{claim.public_id}", token_of(enter, person))
    assert document["kind"] == "under_recheck"
    assert document["review"]["reopened_because"].startswith("Quoted passage was silently edited")


def test_the_second_of_two_who_decide_is_told(enter: Enter, person: Person) -> None:
    claim = submitted(enter, person)
    first, second = enter(person("edith", "editor")), enter(person("emil", "editor"))
    for page in (first, second):
        page.goto(f"/claims/{claim.public_id}/")
    first.click("button:has-text('Start review')")
    expect(first.locator("main")).to_contain_text("In review")
    second.click("button:has-text('Approve')")
    expect(second.locator("main")).to_contain_text("was changed while you had it open")
    claim.refresh_from_db()
    assert claim.state == "in_review"
