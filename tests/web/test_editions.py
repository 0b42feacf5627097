"""Two editions of a page: what changed, which source went, and what is offered where there is only one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from claims.capture.intake import from_text
from claims.models import Document, Finding, Snapshot, User
from claims.recording.documents import store_snapshot, take_in
from tests.rechecks.build import a_watched_claim, the_link, visited
from tests.rechecks.site import EDITED as CHANGED
from tests.rechecks.site import HOST, QUOTED, Reply, a_site, article
from tests.web.pages import ARTICLE, UNNAMED, an_article

SignIn = Callable[[User], Client]
OWN = "Two of the three engines of the ferry Marta failed on Monday."
EDITED = (
    ARTICLE.replace(UNNAMED, OWN)
    .replace("The Marta was built in 1998.", "The Marta was built in 1989.")
    .replace("Two ferries stay in port", "Three ferries stay in port")
    .replace("© 2024", "© 2025")
)


pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_files(settings: Settings, tmp_path: object) -> None:
    settings.MEDIA_ROOT = tmp_path


def again(document: Document, text: str, actor: User) -> Snapshot:
    return store_snapshot(document=document, captured=from_text(text), actor=actor)


def shown(client: Client, document: Document, query: str = "") -> str:
    return unescape(client.get(f"/documents/{document.public_id}/editions/{query}").content.decode())


def test_what_changed_is_shown_word_by_word_and_a_source_that_went_is_told(checker: User, signed_in: SignIn) -> None:
    first = an_article(checker)
    again(first.document, EDITED, checker)
    page = shown(signed_in(checker), first.document)
    assert "<del>1998</del>" in page
    assert "<ins>1989</ins>" in page
    assert "A source went" in page
    assert "says in its own voice what it had from somebody" in page
    assert "was <span" in page
    assert "a person familiar with the repairs" in page
    assert "<del>Two</del><ins>Three</ins>" in page
    assert "<del>2024</del> <ins>2025</ins>" in page
    assert "We ran on one engine" not in page
    assert "We ran on one engine" in shown(signed_in(checker), first.document, "?all=1")


def test_the_two_are_chosen_and_put_in_order_of_time(checker: User, signed_in: SignIn) -> None:
    first = an_article(checker)
    second = again(first.document, EDITED, checker)
    third = again(first.document, EDITED.replace("1989", "1990"), checker)
    client = signed_in(checker)
    assert "<ins>1990</ins>" in shown(client, first.document)
    page = shown(client, first.document, f"?old={second.public_id}&new={first.public_id}")
    assert "<del>1998</del>" in page
    assert "1990" not in page
    assert f'<option value="{first.public_id}" selected>' in page
    page = shown(client, first.document, f"?old={second.public_id}&new={third.public_id}")
    assert "<del>1989</del>" in page
    assert "A source went" not in page
    assert "unchanged" in page


def test_snapshots_of_other_documents_are_not_compared(checker: User, signed_in: SignIn) -> None:
    first = an_article(checker)
    again(first.document, EDITED, checker)
    other = an_article(checker, "A secret memo\n\nThe board met in Eastmere, a source said.")
    page = shown(signed_in(checker), first.document, f"?old={other.public_id}&new=nul\x00")
    assert "board met" not in page
    assert "<ins>1989</ins>" in page


def test_the_same_text_twice_has_no_change(checker: User, signed_in: SignIn) -> None:
    first = an_article(checker)
    again(first.document, ARTICLE, checker)
    page = shown(signed_in(checker), first.document)
    assert "The text is the same to the letter." in page
    assert "Headline, byline, dates and notice are the same." in page


def test_with_one_edition_the_page_is_offered_to_be_taken_in_again(checker: User, signed_in: SignIn) -> None:
    captured = replace(from_text(ARTICLE), url="https://courier.example/marta")
    snapshot = take_in(captured=captured, actor=checker)
    page = shown(signed_in(checker), snapshot.document)
    assert "There is only one edition" in page
    assert '<input type="hidden" name="address" value="https://courier.example/marta">' in page
    pasted = an_article(checker)
    page = shown(signed_in(checker), pasted.document)
    assert "came without an address" in page
    assert "Take the page in again" not in page


def test_markup_in_either_edition_is_text(checker: User, signed_in: SignIn) -> None:
    first = an_article(checker)
    again(first.document, ARTICLE.replace("built in 1998", "built <script>alert(1)</script> in 1998"), checker)
    page = signed_in(checker).get(f"/documents/{first.document.public_id}/editions/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;" in page


def test_the_number_of_queries_does_not_grow_with_editions(
    checker: User, signed_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first, client = an_article(checker), signed_in(checker)
    again(first.document, EDITED, checker)
    address = f"/documents/{first.document.public_id}/editions/"
    client.get(address)
    with django_assert_num_queries(10):
        client.get(address)
    for year in (1990, 1991):
        again(first.document, EDITED.replace("1989", str(year)), checker)
    with django_assert_num_queries(10):
        client.get(address)


def test_the_reading_page_leads_to_the_editions(checker: User, signed_in: SignIn) -> None:
    first = an_article(checker)
    address = f"/snapshots/{first.public_id}/"
    assert "only this one" in signed_in(checker).get(address).content.decode()
    later = again(first.document, EDITED, checker)
    assert later.taken_at - first.taken_at < timedelta(minutes=5)
    page = signed_in(checker).get(address).content.decode()
    assert f'<a href="/documents/{first.document.public_id}/editions/">2: compare them</a>' in page


def test_a_finding_and_a_link_lead_to_the_editions_they_are_about(
    editor: User, signed_in: SignIn, settings: Settings
) -> None:
    with a_site() as site:
        settings.FETCH_PRIVATE_HOSTS = [f"{HOST}:{site.port}"]
        site.pages["/ferry"] = Reply(article())
        claim = a_watched_claim(site, paraphrase="The ferry lost its power")
        site.pages["/ferry"] = Reply(article().replace(QUOTED, CHANGED))
        link = the_link(site)
        visited(link)
    client, passage = signed_in(editor), claim.evidence.get().passage
    old, new = passage.snapshot, Snapshot.objects.latest("id")
    address = f"/documents/{old.document.public_id}/editions/"
    page = unescape(client.get(f"/findings/{Finding.objects.get().public_id}/").content.decode())
    assert f'href="{address}?old={old.public_id}&new={new.public_id}"' in page
    assert f'href="{address}"' in client.get(f"/links/{link.public_id}/").content.decode()
    page = shown(client, old.document, f"?old={old.public_id}&new={new.public_id}")
    assert "<del>Two</del><ins>One</ins>" in page
