"""What a page credits others with is recorded as it comes in, followed up, and never put back against a person."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from claims.addresses import address_key
from claims.capture.intake import from_fetched
from claims.corroboration.service import recompute
from claims.models import Change, Citation, Document, Evidence, FoundCredit, LedgerEntry, Snapshot, Source, User
from claims.recording.documents import take_in
from claims.recording.errors import InvalidEntry, NotYours
from claims.recording.page_credits import dismiss_credit, restore_credit
from claims.vocabulary import EdgeKind
from tests.capture.test_intake import fetched
from tests.models.build import a_claim, a_passage, a_user, some_evidence

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 9)
ECHO = "https://echo.example/engines"
LAMP = "https://lamp.example/ferry"
FIRST = "Two of the three engines of the ferry had failed before the storm, the log of the engine room shows."
LINKED = (
    f'<p>Two of the three engines <a href="{ECHO}/?utm_source=x">had failed before the storm</a>, the log shows.</p>'
)
REPORTED = "<p>Two of the three engines had failed before the storm, as first reported by the Harbour Echo.</p>"
TOLD = "<p>Two of the three engines had failed before the storm, the engineer told the Harbour Echo.</p>"
AGENCY = "<p>VELLMAR, March 3 (Reuters) – Two of the three engines had failed before the storm, the log shows.</p>"
PLAIN = "".join(
    f"<p>The ferry to {place} left the harbour an hour late on Monday and came back with everybody on board.</p>"
    for place in ("Sandby", "Norhavn", "Eastmere")
)


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def page(url: str, body: str, *, site: str = "Northern Lamp", day: str = "2026-03-03") -> Snapshot:
    head = f'<meta property="og:site_name" content="{site}"><meta property="article:published_time" content="{day}">'
    article = f"<article><h1>Ferry</h1>{body}{PLAIN}</article>"
    html = f"<html lang=en><head><title>Ferry</title>{head}</head><body>{article}</body></html>"
    return take_in(captured=from_fetched(replace(fetched(html.encode()), url=url, final_url=url)), actor=None)


def echo(day: str = "2026-03-02") -> Snapshot:
    return page(ECHO, f"<p>{FIRST}</p>", site="Harbour Echo", day=day)


def lamp(body: str) -> Snapshot:
    return page(LAMP, body)


def cited() -> list[tuple[str | None, str | None]]:
    return [(row.document.canonical_url, row.cited.canonical_url) for row in Citation.objects.order_by("id")]


def evidence_of(*snapshots: Snapshot) -> list[Evidence]:
    """Evidence on one claim in each of the pages."""
    claim = a_claim()
    words = "before the storm"
    return [some_evidence(claim=claim, passage=a_passage(words, snapshot=one)) for one in snapshots]


def edges(evidence: list[Evidence]) -> list[tuple[str, str, str]]:
    """Kind, certainty and reason of all edges between the evidence that are no accident of the test."""
    why = recompute(claim=evidence[0].claim, today=TODAY).why
    found = [edge for origin in why["origins"] for edge in origin["edges"]]
    return [(e["kind"], e["certainty"], e["reason"]) for e in found if e["kind"] in ("citation", "agency")]


def test_a_link_to_a_document_that_is_here_is_a_citation_with_its_words() -> None:
    echo()
    lamp(LINKED)
    assert cited() == [(LAMP, ECHO)]
    assert Citation.objects.get().words == "Two of the three engines had failed before the storm, the log shows."


def test_a_link_becomes_a_citation_when_its_document_comes_in_later() -> None:
    lamp(LINKED)
    assert cited() == []
    echo()
    assert cited() == [(LAMP, ECHO)]


def test_a_story_does_not_rest_on_a_page_of_a_later_day_nor_on_one_that_rests_on_it() -> None:
    echo(day="2026-03-05")
    lamp(LINKED)
    assert cited() == []
    other = page("https://lamp.example/one", LINKED.replace(ECHO, "https://lamp.example/two"))
    page("https://lamp.example/two", LINKED.replace(ECHO, "https://lamp.example/one"))
    assert [row.document_id for row in Citation.objects.order_by("id")] == [other.document_id]


def test_a_change_is_left_when_a_link_leads_to_a_page_that_comes_in() -> None:
    (evidence,) = evidence_of(lamp(LINKED))
    Change.objects.all().delete()
    echo()
    document = evidence.passage.snapshot.document_id
    assert Change.objects.filter(kind="document", subject=document).exists()


def test_a_linked_page_is_one_origin_with_the_page_that_links_it_and_the_words_say_why() -> None:
    ((kind, certainty, reason),) = edges(evidence_of(echo(), lamp(LINKED)))
    assert (kind, certainty) == (EdgeKind.CITATION, "certain")
    assert "had failed before the storm, the log shows" in reason


def test_a_credited_report_makes_one_origin_by_the_outlets_name_or_alias() -> None:
    evidence = evidence_of(echo(), lamp(REPORTED))
    ((kind, certainty, reason),) = edges(evidence)
    assert (kind, certainty) == (EdgeKind.CITATION, "certain")
    assert "as first reported by the Harbour Echo" in reason
    Source.objects.filter(name="Harbour Echo").update(name="Echo Media", aliases=["The Harbour Echo"])
    assert len(edges(evidence)) == 1
    Source.objects.filter(name="Echo Media").update(aliases=[])
    assert edges(evidence) == []


def test_what_is_only_told_of_a_report_is_suspected() -> None:
    ((kind, certainty, reason),) = edges(evidence_of(echo(), lamp(TOLD)))
    assert (kind, certainty) == (EdgeKind.CITATION, "suspected")
    assert "told the Harbour Echo" in reason


def test_an_agency_line_fills_the_agency_and_joins_pages_that_share_one() -> None:
    first = lamp(AGENCY)
    second = page("https://courier.example/a", AGENCY.replace("(Reuters)", "(AFP/Reuters)"), site="Kesmar Courier")
    assert [first.document.agency, second.document.agency] == ["Reuters", "AFP / Reuters"]
    assert ("agency", "certain", "same agency or press release") in edges(evidence_of(first, second))


def test_what_a_person_said_of_the_agency_stays() -> None:
    document = lamp(f"<p>{FIRST}</p>").document
    Document.objects.filter(pk=document.pk).update(agency="Harbour Board")
    lamp(AGENCY)
    document.refresh_from_db()
    assert document.agency == "Harbour Board"
    Document.objects.filter(pk=document.pk).update(agency=None)
    lamp(AGENCY.replace("log shows", "log said"))
    document.refresh_from_db()
    assert document.agency is None


def test_a_removed_citation_is_not_put_back_by_the_next_visit() -> None:
    echo()
    lamp(LINKED)
    Citation.objects.all().delete()
    lamp(LINKED.replace("the log shows", "says the log"))
    assert cited() == []
    assert FoundCredit.objects.filter(kind="link").count() == 1


def test_a_teaser_and_a_picture_credit_nobody() -> None:
    lamp(
        f'<p>{FIRST}</p><p>Read more: <a href="{ECHO}">Engines failed</a> before the storm, says the log.</p>'
        "<p>Photo: AFP</p>"
    )
    assert not FoundCredit.objects.exists()


@pytest.mark.parametrize(("body", "kind"), [(LINKED, "link"), (REPORTED, "report"), (TOLD, "mention")])
def test_a_dismissed_credit_joins_nothing_until_it_is_put_back(editor: User, body: str, kind: str) -> None:
    evidence = evidence_of(echo(), lamp(body))
    credit = FoundCredit.objects.get(kind=kind)
    Change.objects.all().delete()
    dismiss_credit(actor=editor, credit=credit, reason="it denies the report")
    assert edges(evidence) == []
    document = evidence[1].passage.snapshot.document_id
    assert Change.objects.filter(kind="document", subject=document).exists()
    written = json.loads(LedgerEntry.objects.latest("id").payload)
    assert (written["action"], written["reason"]) == ("dismiss_credit", "it denies the report")
    restore_credit(actor=editor, credit=credit)
    assert len(edges(evidence)) == 1


def test_a_dismissed_agency_is_taken_back_alone(editor: User) -> None:
    document = lamp(AGENCY.replace("(Reuters)", "(AFP/Reuters)")).document
    credit = FoundCredit.objects.get(name="AFP")
    dismiss_credit(actor=editor, credit=credit, reason="only the picture is theirs")
    document.refresh_from_db()
    assert document.agency == "Reuters"
    restore_credit(actor=editor, credit=credit)
    document.refresh_from_db()
    assert document.agency == "Reuters / AFP"


def test_only_editors_decide_and_a_reason_is_needed(editor: User) -> None:
    lamp(AGENCY)
    credit = FoundCredit.objects.get()
    with pytest.raises(NotYours):
        dismiss_credit(actor=a_user(role="fact_checker"), credit=credit, reason="no")
    with pytest.raises(InvalidEntry):
        dismiss_credit(actor=editor, credit=credit, reason=" ")
    credit.refresh_from_db()
    assert credit.dismissed_at is None


def test_pages_that_came_in_before_are_looked_through_by_a_command() -> None:
    for snapshot in (echo(), lamp(LINKED + REPORTED), page("https://courier.example/a", AGENCY)):
        kept = {name: value for name, value in snapshot.page.items() if name != "links"}
        _as_before(snapshot, kept)
    FoundCredit.objects.all().delete()
    Citation.objects.all().delete()
    Document.objects.update(agency=None)
    out = StringIO()
    call_command("find_credits", stdout=out)
    assert out.getvalue().strip() == "3 documents looked through, 3 new credits"
    assert cited() == [(LAMP, ECHO)]
    assert Document.objects.get(canonical_url="https://courier.example/a").agency == "Reuters"
    again = StringIO()
    call_command("find_credits", stdout=again)
    assert "0 new credits" in again.getvalue()


def _as_before(snapshot: Snapshot, kept: dict[str, Any]) -> None:
    """The snapshot as an older version of the product wrote it; snapshots cannot be changed, only made so."""
    Snapshot.objects.create(
        document=snapshot.document,
        content_hash=snapshot.content_hash,
        readable=snapshot.readable,
        method=snapshot.method,
        media_type=snapshot.media_type,
        final_url=snapshot.final_url,
        page=kept,
        taken_at=snapshot.taken_at.replace(year=snapshot.taken_at.year + 1),
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.echo.example/a/", "http://echo.example/a"),
        ("https://echo.example/a?utm_source=x&id=3", "https://echo.example/a?id=3"),
        ("https://echo.example:443/a", "https://echo.example/a#top"),
        ("https://m.echo.example/a?b=1&a=2", "https://echo.example/a?a=2&b=1"),
    ],
)
def test_spellings_of_one_address_are_one(one: str, other: str) -> None:
    assert address_key(one) == address_key(other)


def test_addresses_of_two_pages_are_two() -> None:
    assert address_key("https://echo.example/a?id=3") != address_key("https://echo.example/a?id=4")
    assert address_key("https://echo.example/a") != address_key("https://echo.example/A")
    assert address_key("https://[broken/") == "https://[broken/"
