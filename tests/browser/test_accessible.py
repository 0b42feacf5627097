"""Every page by axe's rules, light and dark, and at a phone's width without scrolling sideways."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page, expect

from claims.models import (
    ArchivedCopy,
    ArchivedPassage,
    ArchiveJob,
    Check,
    Fault,
    Finding,
    Host,
    Link,
    RatingImport,
    User,
)
from claims.reading.corrected import PersonsReading
from claims.rechecks.requests import request_rechecks
from claims.rechecks.settling import settle_finding
from claims.recording.corrections import correct_reading
from claims.vocabulary import FaultKind, FindingState, SourcingType, Voice
from tests.browser.conftest import Enter
from tests.credibility.build import a_record
from tests.models.build import a_source, a_user
from tests.rechecks.build import a_watched_claim, the_link, visited
from tests.rechecks.site import EDITED, HOST, QUOTED, Reply, a_site, article
from tests.web.pages import UNNAMED, an_article

_IS_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def addresses(settings: Any, tmp_path: Path) -> list[str]:
    """Every page of the newsroom, each with something on it."""
    settings.MEDIA_ROOT = tmp_path
    with a_site() as site:
        settings.FETCH_PRIVATE_HOSTS = [f"{HOST}:{site.port}"]
        site.pages["/ferry"] = Reply(article())
        claim = a_watched_claim(site, paraphrase="The ferry lost its power")
        site.pages["/ferry"] = Reply(article().replace(QUOTED, EDITED))
        link = the_link(site)
        visited(link)
    for day in range(1, 5):  # a run of visits that is folded
        Check.objects.create(
            link=link,
            visit=f"before-{day}",
            outcome="alive",
            changed=False,
            checked_at=timezone.now() - timedelta(days=day),
        )
    Host.objects.update(robots="User-agent: *\nDisallow: /\n", robots_at=timezone.now())
    Link.objects.update(checked_at=timezone.now() - timedelta(days=2))
    requested = request_rechecks(actor=claim.logged_by, links=[link.pk])
    open_finding = Finding.objects.get()
    Finding.objects.update(note="Correction: it was two of three engines.", noted_at=timezone.now())
    settled = Finding.objects.create(
        claim=claim,
        link=link,
        check_made=open_finding.check_made,
        kind="link_dead",
        detail=f"{link.url} is gone: answers 404.",
        found_at=timezone.now(),
    )
    settle_finding(
        actor=a_user(role="editor"), finding_id=settled.pk, state=FindingState.FALSE_ALARM, reason="It opens."
    )
    dead = Link.objects.create(
        url=f"{link.url}/old", host=link.host, document=link.document, state="dead", due_at=timezone.now()
    )
    copy = ArchivedCopy.objects.create(
        link=dead,
        archive="archive.example",
        url="https://archive.example/1",
        taken_at=timezone.now(),
        seen_at=timezone.now(),
        http_status=203,
    )
    evidence = claim.evidence.get()
    ArchivedPassage.objects.create(archived=copy, passage=evidence.passage, outcome="found")
    ArchiveJob.objects.create(task="look_up", link=dead, due_at=timezone.now(), attempts=2)
    for kind in FaultKind:
        Fault.objects.create(kind=kind.value, since=timezone.now(), seen_at=timezone.now())
    passage, source = evidence.passage, evidence.sourcing.source
    assert source is not None
    span = f"?start={passage.start}&end={passage.end}"
    corrected = an_article(claim.logged_by)
    start = corrected.readable.text.index(UNNAMED)
    mine = PersonsReading(sourcing=SourcingType.ORGANISATION, voice=Voice.PARAPHRASE)
    correct_reading(
        actor=claim.logged_by, snapshot=corrected, start=start, end=start + len(UNNAMED), mine=mine, reason="heard"
    )
    one = f"/claims/{claim.public_id}/"
    judged = a_source(name="Ida Lund", kind="person")
    disputed = a_record(judged, not_false=7, false=2, tags=["ferries"])[0]
    for grader, number in ((claim.logged_by, 2), (a_user(role="editor"), 4)):
        disputed.grades.create(number=number, reason="as the log says", graded_by=grader)
    courier = passage.snapshot.document.outlet
    assert courier is not None
    lines = "site,rater,scheme,value,date\n{},Ann,letters,B,2026-03-31\ngazette.example,Ann,letters,A,31.3.26\n"
    ratings = RatingImport.objects.create(name="spring.csv", text=lines.format(courier.domain))
    return [
        "/",
        "/keys/",
        "/tokens/",
        "/tokens/create/",
        "/webhooks/",
        "/webhooks/create/",
        "/claims/",
        "/queue/",
        "/findings/",
        "/sources/",
        "/links/",
        one,
        f"{one}edit/",
        f"{one}history/",
        f"{one}graph/",
        f"{one}grade/",
        f"{one}evidence/add/",
        f"/snapshots/{passage.snapshot.public_id}/",
        f"/snapshots/{passage.snapshot.public_id}/?order=worth",
        f"/snapshots/{passage.snapshot.public_id}/log/{span}",
        f"/snapshots/{passage.snapshot.public_id}/correct/{span}",
        f"/snapshots/{corrected.public_id}/",
        f"/documents/{passage.snapshot.document.public_id}/editions/?all=1",
        f"/documents/{corrected.document.public_id}/editions/",
        f"/evidence/{evidence.public_id}/anonymity/",
        f"/evidence/{evidence.public_id}/sourcing/",
        f"/evidence/{evidence.public_id}/withdraw/",
        f"/sources/{source.public_id}/",
        f"/findings/{open_finding.public_id}/",
        f"/findings/{settled.public_id}/",
        "/findings/?state=&told=noted",
        "/findings/?state=settled",
        f"/sources/{judged.public_id}/",
        f"/sources/{judged.public_id}/record/",
        "/disagreements/",
        "/ratings/",
        f"/ratings/{ratings.public_id}/",
        f"/links/{link.public_id}/",
        f"/links/{dead.public_id}/",
        f"/documents/{passage.snapshot.document.public_id}/text/",
        "/links/?q=nothing+of+the+kind",
        "/links/?state=dead",
        "/hosts/",
        f"/hosts/{link.host.name}/",
        f"/links/asked/{requested.name}/",
        f"/graders/{claim.logged_by.username}/",
    ]


def question(page: Page) -> None:
    """The page between the list of links and a request for all that match."""
    page.goto("/links/")
    page.get_by_role("button", name="Recheck all that match").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Recheck")
    expect(page).to_have_url(re.compile("/links/recheck/$"))


def refused(page: Page, finding: str) -> None:
    """A finding that was to be settled without a word."""
    page.goto(finding)
    page.get_by_role("button", name="Settle", exact=True).click()
    expect(page.get_by_role("alert").or_(page.locator(".errors, .note.error")).first).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_breaks_a_rule_of_axe(
    enter: Enter, person: Callable[[str, str], User], addresses: list[str], scheme: str
) -> None:
    page = enter(person("edith", "editor"), bypass_csp=True, color_scheme=scheme)
    broken = {}

    def look(name: str) -> None:
        found = Axe().run(page).response["violations"]
        if found:
            broken[name] = [(v["id"], [node["html"][:200] for node in v["nodes"]][:3]) for v in found]

    for address in addresses:
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        look(address)
    question(page)
    look("the question before a recheck of many")
    refused(page, next(address for address in addresses if re.fullmatch("/findings/[^?]+/", address)))
    look("a finding whose form was refused")
    assert broken == {}


def test_no_page_scrolls_sideways_on_a_phone(
    enter: Enter, person: Callable[[str, str], User], addresses: list[str]
) -> None:
    page = enter(person("edith", "editor"), viewport={"width": 375, "height": 700})
    wide = []
    for address in addresses:
        page.goto(address)
        if page.evaluate(_IS_WIDE):
            wide.append(address)
    question(page)
    if page.evaluate(_IS_WIDE):
        wide.append("the question before a recheck of many")
    assert wide == []
