"""The reading page in a real browser: another order by one key, a correction and its undo, two editions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from claims.capture.intake import from_text
from claims.models import ReadingCorrection, Snapshot, User
from claims.recording.documents import store_snapshot
from tests.browser.conftest import Enter
from tests.web.pages import ARTICLE, UNNAMED, an_article

pytestmark = pytest.mark.django_db(transaction=True)

Person = Callable[[str, str], User]
LUND = "Harbour Board spokeswoman"
EDITED = ARTICLE.replace(UNNAMED, "Two of the three engines of the ferry Marta failed on Monday.").replace(
    "1998", "1989"
)


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def ada(person: Person) -> User:
    return person("ada", "fact_checker")


@pytest.fixture
def snapshot(ada: User) -> Snapshot:
    return an_article(ada)


def first(page: Page) -> str:
    return page.locator(".statement .words").first.inner_text()


def test_one_key_puts_what_is_worth_checking_first_and_one_more_puts_it_back(
    enter: Enter, ada: User, snapshot: Snapshot
) -> None:
    page = enter(ada)
    page.goto(f"/snapshots/{snapshot.public_id}/")
    as_it_reads, total = first(page), page.locator(".statement").count()
    page.keyboard.press("o")
    page.wait_for_url("**order=worth**")
    assert first(page) != as_it_reads
    assert page.locator(".statement").count() == total
    page.locator(".worth summary").first.click()
    expect(page.locator(".worth ul").first).to_contain_text("says who says so")
    page.click("a:has-text('Unnamed person')")
    page.wait_for_url("**sourcing=unnamed_person**")
    assert "order=worth" in page.url
    expect(page.locator(".statement").first).to_contain_text("Unnamed person")
    page.keyboard.press("o")
    page.wait_for_url(lambda url: "order=worth" not in url)
    assert "sourcing=unnamed_person" in page.url


def test_a_reading_is_corrected_by_keys_and_undone(enter: Enter, ada: User, snapshot: Snapshot) -> None:
    page = enter(ada)
    page.goto(f"/snapshots/{snapshot.public_id}/?order=worth")
    target = page.locator(".statement", has_text=LUND)
    target.focus()
    page.keyboard.press("c")
    page.wait_for_url("**/correct/**")
    page.select_option("[name=sourcing_type]", "organisation")
    page.fill("[name=source_words]", "Harbour Board")
    page.fill("[name=reason]", "she speaks for it")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/snapshots/*/?order=worth#s*")
    target = page.locator(".statement", has_text=LUND)
    expect(target).to_contain_text("corrected by ada: organisation")
    expect(target).to_contain_text("read by machine: named person")
    target.locator("button:has-text('undo')").click()
    expect(page.locator("main")).to_contain_text("the machine’s reading counts again")
    expect(page.locator(".statement", has_text=LUND)).not_to_contain_text("corrected by")
    assert [row.kind for row in ReadingCorrection.objects.order_by("id")] == ["sourcing", "withdrawn"]


def test_the_fields_of_a_statement_go_where_it_is_said_to_be_none(enter: Enter, ada: User, snapshot: Snapshot) -> None:
    page = enter(ada)
    page.goto(f"/snapshots/{snapshot.public_id}/")
    page.locator(".statement", has_text=LUND).locator("a:has-text('Correct')").click()
    page.wait_for_url("**/correct/**")
    expect(page.locator("[name=voice]")).to_be_visible()
    page.select_option("[name=kind]", "no_statement")
    expect(page.locator("[name=voice]")).to_be_hidden()
    page.click("button:has-text('Keep it')")
    page.wait_for_url("**/snapshots/*/#s*")
    expect(page.locator(".statement", has_text=LUND)).to_contain_text("no statement")


def test_editions_are_compared_and_a_source_that_went_is_told(enter: Enter, ada: User, snapshot: Snapshot) -> None:
    store_snapshot(document=snapshot.document, captured=from_text(EDITED), actor=ada)
    page = enter(ada)
    page.goto(f"/snapshots/{snapshot.public_id}/")
    page.click("a:has-text('compare them')")
    page.wait_for_url("**/editions/")
    expect(page.locator(".edition.laundered")).to_contain_text("in its own voice")
    expect(page.locator("del", has_text="1998")).to_be_visible()
    shown = page.locator(".edition").count()
    page.click("a:has-text('All statements')")
    page.wait_for_url("**all=1**")
    assert page.locator(".edition").count() > shown
