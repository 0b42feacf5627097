"""An editor says that two pages are independent of each other, reads what that does, and takes it back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from claims.credibility.service import grade_source
from claims.models import Claim, Source, User
from claims.recording.comparing import compare_new
from claims.review.drain import drain
from claims.vocabulary import SourceLetter
from tests.browser.conftest import Enter
from tests.web.pages import ARTICLE
from tests.web_editor.build import a_claim_of, more_evidence

pytestmark = pytest.mark.django_db(transaction=True)
Person = Callable[[str, str], User]
REASON = "Each paper shows its own recording of the talk"


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def a_claim_of_two_pages_with_one_text(checker: User, editor: User) -> Claim:
    claim = a_claim_of(checker, name="Ida Lund")
    more_evidence(claim, checker, name="Per Holm", text=f"Three papers, one text.\n\n{ARTICLE}")
    for source in Source.objects.filter(name__in=["Ida Lund", "Per Holm"]):
        grade_source(actor=editor, source_id=source.pk, letter=SourceLetter.B, reason="right in five of six")
    compare_new()
    drain(limit=1000)
    return claim


def test_a_suspected_edge_is_cleared_with_a_reason_and_taken_back(enter: Enter, person: Person) -> None:
    editor = person("edith", "editor")
    claim = a_claim_of_two_pages_with_one_text(person("chris", "fact_checker"), editor)
    page = enter(editor)
    page.goto(f"/claims/{claim.public_id}/")
    why = page.locator("section.why")
    expect(why.locator(".decided")).to_contain_text("Partially corroborated")
    expect(why).to_contain_text("suspected same text – ")
    why.get_by_role("link", name="Compare and judge").click()

    expect(page.locator("main")).to_contain_text("The words that both have")
    assert page.locator(".runs mark").count() >= 2
    expect(page.get_by_role("checkbox", name="Same text")).to_be_checked()
    page.get_by_role("button", name="Independent: clear it").click()
    expect(page.get_by_role("alert")).to_contain_text("Say why. Others will go by it.")
    page.get_by_label("Reason").fill(REASON)
    page.get_by_role("button", name="Independent: clear it").click()

    expect(page.locator("[role=status]")).to_contain_text("is corroborated now")
    expect(why.locator(".decided")).to_contain_text("At least two independent qualifying origins")
    expect(why).to_contain_text(REASON)
    why.get_by_role("button", name="Take back").click()
    expect(page.locator("[role=status]")).to_contain_text("is partially corroborated now")
    expect(why).to_contain_text("suspected same text – ")
    expect(why).not_to_contain_text(REASON)
