"""The demo's stories as an editor reads them: what each comes down to, and why, in a real browser."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, expect

from claims.demo.load import load
from claims.demo.logged import CLAIMS
from claims.demo.people import ensure_people
from claims.models import Claim, LedgerEntry, User
from tests.browser.conftest import Enter

pytestmark = pytest.mark.django_db(transaction=True)
Read = Callable[[str], Locator]


def the_claim(slug: str) -> Claim:
    marks = LedgerEntry.objects.filter(payload__contains=f'"subject":"demo/{slug}"')
    return Claim.objects.get(public_id=json.loads(marks.get().payload)["after"]["claim"])


@pytest.fixture
def read(enter: Enter, settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Read:
    """Record one claim of the demo, and open it as the demo's editor; gives the whole of its page."""
    monkeypatch.setenv("PROVENANCE_DATA", str(tmp_path))
    settings.MEDIA_ROOT = tmp_path

    def show(slug: str) -> Locator:
        people = ensure_people()
        load(people=people, port=8010, claims=[claim for claim in CLAIMS if claim.slug == slug])
        page = enter(User.objects.get(username="edith"))
        page.goto(reverse("claim", args=[the_claim(slug).public_id]))
        return page.locator("main")

    return show


def why(main: Locator) -> Locator:
    return main.locator("section.why")


def test_twelve_sites_come_down_to_one_unnamed_source(read: Read) -> None:
    said = why(read("dock-talks"))
    expect(said.locator(".decided")).to_contain_text("Single source")
    expect(said.locator(".origin")).to_have_count(1)
    expect(said.locator(".origin > ul:not(.edges) > li")).to_have_count(12)
    for reason in ("same agency", "credits or links the other", "same owner group", "confirmed by edith"):
        expect(said).to_contain_text(reason)
    expect(said.locator(".changes")).to_contain_text("one independent named source")


def test_a_named_second_origin_makes_it_corroborated(read: Read) -> None:
    said = why(read("dock-price"))
    expect(said.locator(".decided")).to_contain_text("Corroborated")
    expect(said.locator(".origin.qualifies")).to_have_count(2)
    auditor = said.locator(".origin.qualifies", has_text="The Ellery Ledger")
    expect(auditor.locator("> ul:not(.edges) > li")).to_have_count(1)


def test_a_dispute_shows_both_sides_and_stays_one(read: Read) -> None:
    said = why(read("hospital-lost"))
    expect(said.locator(".decided")).to_contain_text("Disputed")
    expect(said.locator(".origin", has_text="an internal memo").locator("h4")).to_contain_text("qualifies")
    expect(said.locator(".origin", has_text="Viktor Aylmer")).to_contain_text("contradicts it, and qualifies")


def test_a_retraction_sends_the_vetted_claim_back_and_says_why(read: Read) -> None:
    main = read("lighthouse-signed")
    expect(main).to_contain_text("In review")
    expect(why(main).locator(".decided")).to_contain_text("Retracted")
    expect(why(main).locator(".origin", has_text="withdrew")).to_have_count(1)
    expect(main).to_contain_text("The computed status changed from single source to retracted")
    assert the_claim("lighthouse-signed").releases.latest("pk").kind == "under_recheck"
