"""What came in becomes a document, a snapshot, an outlet, a link under watch, and terms as found."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from claims.capture.intake import from_fetched, from_text
from claims.capture.values import Captured
from claims.models import Change, Document, Link, Outlet, RightsStatement, Snapshot, User
from claims.recording.documents import bytes_of, reading_of, store_snapshot, take_in
from claims.recording.outlets import known_outlet, registrable_domain
from claims.rights.recording import RightsNotAllowed, confirm_rights, correct_rights
from claims.rights.service import live_statements
from claims.rights.values import RightsEntry, Rule
from claims.vocabulary import RightsAction, RuleKind
from tests.capture.test_intake import PAGE, fetched
from tests.models.build import a_source, a_user

pytestmark = pytest.mark.django_db
NOTICE = (
    "© 2026 Harbour Courier. Excerpts and links may be used, "
    "provided that full and clear credit is given with direction to the original content."
)
TEXT = f"""Ferry leaves an hour late

The ferry left the harbour an hour late, a source at the harbour board said on Monday.

{NOTICE}"""


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def a_page(body: str = PAGE) -> Captured:
    return from_fetched(fetched(body.encode()))


def test_a_page_becomes_document_outlet_snapshot_and_links(checker: User) -> None:
    snapshot = take_in(captured=a_page(), actor=checker)
    document = snapshot.document
    assert (document.canonical_url, document.title, document.bylines, document.language) == (
        "https://courier.example/ferry",
        "Ferry leaves an hour late",
        ["Ada Holm"],
        "en",
    )
    assert (str(document.published_on), document.published_precision) == ("2026-03-02", "day")
    assert (str(document.outlet), Outlet.objects.get().domain) == ("Harbour Courier", "courier.example")
    assert set(Link.objects.values_list("url", flat=True)) == {
        "https://courier.example/a",
        "https://courier.example/ferry",
    }
    assert bytes_of(snapshot) == PAGE.encode()
    assert snapshot.content_hash == hashlib.sha256(PAGE.encode()).hexdigest()


def test_the_same_bytes_again_are_no_new_snapshot_and_changed_ones_are(checker: User) -> None:
    first = take_in(captured=a_page(), actor=checker)
    assert take_in(captured=a_page(), actor=checker) == first
    second = take_in(captured=a_page(PAGE.replace("an hour late on Monday", "two hours late on Monday")), actor=checker)
    assert (second.document, Document.objects.count(), Snapshot.objects.count()) == (first.document, 1, 2)


def test_a_page_that_returns_to_its_old_bytes_is_a_third_snapshot_of_two_texts(checker: User) -> None:
    first = take_in(captured=a_page(), actor=checker)
    store_snapshot(document=first.document, captured=a_page(PAGE.replace("late", "early")), actor=None)
    third = take_in(captured=a_page(), actor=checker)
    assert (Snapshot.objects.count(), third.readable_id) == (3, first.readable_id)
    assert third != first


def test_pasted_text_twice_is_one_document_and_an_address_puts_it_under_watch(checker: User) -> None:
    first = take_in(captured=from_text(TEXT), actor=checker)
    assert take_in(captured=from_text(TEXT), actor=a_user()) == first
    assert (first.document.canonical_url, Link.objects.count()) == (None, 0)
    assert first.document.title == "Ferry leaves an hour late"
    placed = take_in(captured=replace(from_text(TEXT), url="https://courier.example/ferry"), actor=checker)
    assert (placed.document.canonical_url, Link.objects.count()) == ("https://courier.example/ferry", 1)


def test_the_notice_becomes_terms_with_evidence(checker: User) -> None:
    snapshot = take_in(captured=from_text(TEXT), actor=checker)
    statement = RightsStatement.objects.get()
    assert (statement.holder_text, statement.year_from, statement.review_state) == ("Harbour Courier", 2026, "machine")
    assert ("permit", "excerpt") in set(statement.rules.values_list("kind", "action"))
    assert statement.evidence.get().snapshot == snapshot
    assert Change.objects.filter(kind="rights", subject=snapshot.document_id).exists()


def test_a_changed_notice_supersedes_the_old_one_and_a_vanished_one_stays(checker: User) -> None:
    document = take_in(captured=from_text(TEXT), actor=checker).document
    reserved = TEXT.split("Excerpts")[0] + "All rights reserved."
    store_snapshot(document=document, captured=from_text(reserved), actor=None)
    assert RightsStatement.objects.count() == 2
    assert [row.notice_verbatim for row in live_statements(document, timezone.localdate())] == [
        "© 2026 Harbour Courier. All rights reserved."
    ]
    store_snapshot(document=document, captured=from_text(TEXT.split("©")[0]), actor=None)
    assert len(live_statements(document, timezone.localdate())) == 1


def test_a_persons_correction_supersedes_and_survives_the_next_visit(checker: User) -> None:
    document = take_in(captured=from_text(TEXT), actor=checker).document
    no = Rule(id="x", kind=RuleKind.PROHIBIT, action=RightsAction.EXCERPT)
    entry = RightsEntry(holder_text="Courier Group", rules=(no,))
    new = correct_rights(actor=checker, statement_id=RightsStatement.objects.get().pk, entry=entry)
    store_snapshot(document=document, captured=from_text(f"{TEXT}\n"), actor=None)
    assert live_statements(document, timezone.localdate()) == [new]
    with pytest.raises(RightsNotAllowed):
        correct_rights(actor=checker, statement_id=new.supersedes_id or 0, entry=entry)


def test_terms_are_confirmed_by_the_newsroom_only(checker: User) -> None:
    take_in(captured=from_text(TEXT), actor=checker)
    statement = RightsStatement.objects.get()
    with pytest.raises(RightsNotAllowed):
        confirm_rights(actor=a_user(role="consumer"), statement_id=statement.pk)
    assert confirm_rights(actor=checker, statement_id=statement.pk).reviewed_by == checker


def test_a_snapshot_is_read_again_to_the_same_statements(checker: User) -> None:
    snapshot = take_in(captured=from_text(TEXT), actor=checker)
    fresh = Snapshot.objects.get(pk=snapshot.pk)
    reading = reading_of(fresh)
    assert reading == reading_of(snapshot)
    said = next(s for s in reading.statements if s.source_words)
    assert (said.sourcing, said.source_words) == ("unnamed_person", "a source at the harbour board")


@pytest.mark.parametrize(("site", "own"), [("The Harbour Ledger", True), ("The Town Courier", False)])
def test_what_the_ledger_saw_is_its_own_observation_in_the_ledger_alone(checker: User, site: str, own: bool) -> None:
    body = PAGE.replace("<head>", f'<head><meta property="og:site_name" content="{site}">').replace(
        "<p>", "<p>The Ledger saw the documents at the quay. ", 1
    )
    snapshot = take_in(captured=a_page(body), actor=checker)
    assert snapshot.page["site_name"] == site
    seen = next(s for s in reading_of(snapshot).statements if s.text.startswith("The Ledger saw"))
    assert (seen.sourcing == "own_observation") is own


def test_nothing_is_half_saved(checker: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claims.recording.documents.append", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        take_in(captured=a_page(), actor=checker)
    assert not any(model.objects.exists() for model in (Document, Snapshot, Link, Outlet, RightsStatement))


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://www.news.example.co.uk/a", "example.co.uk"),
        ("https://harbour.blogspot.com/", "harbour.blogspot.com"),
        ("http://courier.localhost:8010/", "courier.localhost"),
        ("http://www.courier.localhost/", "courier.localhost"),
        ("http://93.184.216.34/", "93.184.216.34"),
        ("http://[2606:2800::1]/", "2606:2800::1"),
        ("https://fähre.de/", "fähre.de"),
    ],
)
def test_outlets_register_under_the_public_suffix_list(url: str, domain: str) -> None:
    assert registrable_domain(url) == domain


def test_a_path_tells_outlets_of_one_domain_apart() -> None:
    whole = Outlet.objects.create(source=a_source(kind="outlet", name="Platform"), domain="platform.example")
    part = Outlet.objects.create(source=a_source(kind="outlet", name="Ada"), domain="platform.example", path="/ada/")
    assert known_outlet("https://platform.example/ada/1") == part
    assert known_outlet("https://www.platform.example/bo/1") == whole
    assert known_outlet("https://other.example/") is None


DATA = (
    '<script type="application/ld+json">{"@type": "NewsArticle", "copyrightHolder": {"name": "Courier Group"}, '
    '"copyrightYear": 2026, "acquireLicensePage": "https://courier.example/rights"}</script>'
    '<meta name="robots" content="max-snippet:200">'
)


def rights_of(page: str, **more: Any) -> dict[str, RightsStatement]:
    captured = from_fetched(fetched(page.encode()))
    document = take_in(captured=replace(captured, **more), actor=None).document
    return {row.evidence.get().method: row for row in live_statements(document, timezone.localdate())}


def test_what_the_data_of_a_page_says_of_rights_stands_beside_its_visible_notice(checker: User) -> None:
    page = PAGE.replace("</head>", f"{DATA}</head>")
    found = rights_of(page, headers=(("tdm-reservation", "1"),))
    assert set(found) == {"json_ld", "meta", "header", "visible_text"}
    assert (found["json_ld"].holder_text, found["json_ld"].year_from) == ("Courier Group", 2026)
    assert found["json_ld"].acquire_url == "https://courier.example/rights"
    assert found["visible_text"].holder_text == "Harbour Courier"
    assert list(found["meta"].rules.values_list("kind", "action", "max_chars", "basis")) == [
        ("prohibit", "excerpt", 200, "meta")
    ]
    assert list(found["header"].rules.values_list("kind", "action")) == [("prohibit", "tdm")]
    before = RightsStatement.objects.count()
    again = rights_of(page.replace("an hour late on Monday", "two hours late on Monday").replace("200", "90"))
    assert RightsStatement.objects.count() == before + 1
    assert again["meta"].supersedes == found["meta"]
    assert again["json_ld"] == found["json_ld"]


def test_headers_of_the_answer_that_speak_of_rights_are_kept() -> None:
    answer = replace(fetched(PAGE.encode()), headers={"content-type": "text/html", "x-robots-tag": "noai"})
    assert from_fetched(answer).headers == (("x-robots-tag", "noai"),)
