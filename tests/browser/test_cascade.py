"""An editor downgrades a source: what it sends back is shown before, and told afterwards with the path."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Enter
from tests.review.newsroom import Newsroom

pytestmark = pytest.mark.django_db(transaction=True)


def downgrade(page: Page, source: str) -> None:
    page.goto(f"/sources/{source}/")
    page.check("input[name=letter][value=E]")
    page.fill("[name=reason]", "made it up")
    page.get_by_role("button", name="Save my letter").click()


def test_an_editor_sees_what_a_letter_sends_back_and_its_people_read_how_it_came_to_that(enter: Enter) -> None:
    room = Newsroom()
    falls = room.vetted("falls", "Ada Holm", "Bo Lind")
    stands = room.vetted("stands", "Cy Moe", "Bo Lind", "Di Nor")
    page = enter(room.edith)
    downgrade(page, room.source("falls", 2).public_id)
    expect(page.get_by_text("This sends 1 vetted claim back to the editors.")).to_be_visible()
    expect(page.get_by_role("link", name=falls.wording)).to_be_visible()
    expect(page.get_by_text(stands.wording)).to_have_count(0)
    page.get_by_role("link", name="Change nothing").click()
    downgrade(page, room.source("falls", 2).public_id)
    page.get_by_role("button", name="Save it, and send it back").click()
    page.wait_for_url(f"**/sources/{room.source('falls', 2).public_id}/")

    page.goto("/queue/")
    page.get_by_role("link", name=falls.wording).click()
    why = page.locator("section.why")
    expect(why.get_by_text("The origin of evidence 2 no longer qualifies.")).to_be_visible()
    expect(why.get_by_text("Corroborated (R6) → Partially corroborated (R8)")).to_be_visible()

    theirs = enter(room.checker)
    notices = theirs.get_by_role("region", name="Sent back to the editors")
    notices.get_by_text("How it came to that").click()
    expect(notices.get_by_text("was graded anew by Edith")).to_be_visible()
    notices.get_by_role("button", name="Mark as read").click()
    expect(theirs.get_by_role("region", name="Sent back to the editors")).to_have_count(0)
