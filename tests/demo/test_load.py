"""The demo newsroom as it is loaded: complete, honest about its terms, and never twice."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from claims.corroboration.service import current
from claims.demo.content import ARTICLES, BY_SLUG, OUTLETS
from claims.demo.load import HOST_DELAY, load, loaded_port, span
from claims.demo.logged import CLAIMS
from claims.demo.people import PEOPLE, ensure_people, read_sign_ins, sign_ins_path
from claims.models import (
    Claim,
    CurrentRelease,
    Document,
    Evidence,
    Host,
    LedgerEntry,
    Link,
    Outlet,
    Release,
    ReviewStep,
    RightsStatement,
    Sourcing,
    User,
)
from claims.vocabulary import ClaimState, ReviewAction, SourcingType, Status

PORT = 8010
WITHHELD = {
    *("skerrow-echo", "inland-post", "velland-wire", "gaceta-puerto-almira", "sada-alrasif", "frontier-dispatch"),
    *(
        "coast-business-daily",
        "ellery-evening-star",
        "fenmark-tribune",
        "long-saturday",
        "tollgate-radio",
        "the-slipway",
    ),
}
"""Outlets whose terms, or lack of terms, let no words of theirs leave."""


@pytest.fixture
def data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("PROVENANCE_DATA", str(tmp_path))
    return tmp_path


@pytest.fixture(scope="module")
def newsroom(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, User]]:
    """The whole demo, loaded once for the tests that only look at it, and undone afterwards."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setenv("PROVENANCE_DATA", str(tmp_path_factory.mktemp("data")))
        people = ensure_people()
        load(people=people, port=PORT)
        yield people
        transaction.set_rollback(True)


def by_slug(slug: str) -> Claim:
    marks = LedgerEntry.objects.filter(payload__contains=f'"subject":"demo/{slug}"')
    return Claim.objects.get(public_id=json.loads(marks.get().payload)["after"]["claim"])


def counts() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for model in apps.get_app_config("claims").get_models()}


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def runs(text: str, length: int = 8) -> set[str]:
    found = words(text)
    return {" ".join(found[start : start + length]) for start in range(len(found) - length + 1)}


def test_every_article_and_claim_is_there_once(newsroom: dict[str, User]) -> None:
    assert Document.objects.count() == len(ARTICLES) == 29
    assert Claim.objects.count() == len(CLAIMS) == 47
    assert Outlet.objects.count() == len(OUTLETS)
    assert set(Outlet.objects.values_list("domain", flat=True)) == {outlet.host for outlet in OUTLETS}


def test_claims_stand_in_every_state(newsroom: dict[str, User]) -> None:
    assert set(Claim.objects.values_list("state", flat=True)) == set(ClaimState.stored())
    reopened = Claim.objects.filter(state=ClaimState.IN_REVIEW.value, releases__isnull=False)
    again = {by_slug("ferry-late").public_id, by_slug("lighthouse-signed").public_id}
    assert {claim.public_id for claim in reopened} == again


def test_every_kind_of_sourcing_is_logged_and_released(newsroom: dict[str, User]) -> None:
    assert set(Sourcing.objects.values_list("sourcing_type", flat=True)) == set(SourcingType.stored())
    released = {each for row in CurrentRelease.objects.values_list("sourcing_types", flat=True) for each in row}
    assert released == set(SourcingType.stored())


def test_every_status_is_reached(newsroom: dict[str, User]) -> None:
    found = {status.status for claim in Claim.objects.all() if (status := current(claim))}
    assert found == set(Status.stored())


@pytest.mark.parametrize(
    ("slug", "rule"),
    [
        ("ferry-engine", "R6"),
        ("ferry-certified", "R8"),
        ("channel-depth", "R9"),
        ("kesmaria-equipment", "R9"),
        ("kesmaria-cabinet", "R10"),
        ("kesmaria-weapons", "R11"),
        ("hospital-lost", "R4"),
        ("leak-samples", "R5"),
        ("leak-no-river", "R2"),
        ("leak-40", "R3"),
        ("lighthouse-sold", "R1"),
        ("lighthouse-signed", "R1"),
        ("dock-talks", "R9"),
        ("dock-price", "R6"),
    ],
)
def test_the_stories_come_to_their_rules(newsroom: dict[str, User], slug: str, rule: str) -> None:
    status = current(by_slug(slug))
    assert status is not None
    assert status.rule == rule


def test_three_sites_with_one_unnamed_source_are_one_origin(newsroom: dict[str, User]) -> None:
    status = current(by_slug("kesmaria-equipment"))
    assert status is not None
    assert [len(origin["evidence"]) for origin in status.why["origins"]] == [3]


def test_twelve_sites_that_come_down_to_one_unnamed_source_are_one_origin(newsroom: dict[str, User]) -> None:
    status = current(by_slug("dock-talks"))
    assert status is not None
    assert status.status == Status.SINGLE_SOURCE
    assert [len(origin["evidence"]) for origin in status.why["origins"]] == [12]


def test_a_named_second_origin_makes_the_same_story_corroborated(newsroom: dict[str, User]) -> None:
    status = current(by_slug("dock-price"))
    assert status is not None
    assert status.status == Status.CORROBORATED
    assert sum(origin["qualifies"] for origin in status.why["origins"]) == 2


def test_two_papers_of_one_owner_and_a_second_witness_are_two_origins(newsroom: dict[str, User]) -> None:
    status = current(by_slug("ferry-engine"))
    assert status is not None
    assert sorted(len(origin["evidence"]) for origin in status.why["origins"]) == [2, 2]


def test_nobody_approved_what_they_logged(newsroom: dict[str, User]) -> None:
    approvals = ReviewStep.objects.filter(action=ReviewAction.APPROVE.value)
    assert approvals.count() >= 20
    assert set(approvals.values_list("four_eyes", flat=True)) == {True}


def test_nothing_waits_to_be_followed_up(newsroom: dict[str, User]) -> None:
    change = apps.get_model("claims", "Change")
    assert change.objects.exists()
    assert not change.objects.filter(drained_at=None).exists()


def test_the_words_used_for_a_source_stand_in_its_passage(newsroom: dict[str, User]) -> None:
    rows = Sourcing.objects.exclude(source_words=None).select_related("evidence__passage__snapshot__readable")
    missing = [row.source_words for row in rows if (row.source_words or "") not in row.evidence.passage.exact]
    assert missing == []
    assert rows.count() > 50


def test_every_silent_edit_lies_under_a_passage_of_a_released_claim(newsroom: dict[str, User]) -> None:
    released = Evidence.objects.filter(claim__state__in=["vetted", "in_review"], claim__releases__isnull=False)
    for article in ARTICLES:
        passages = released.filter(passage__snapshot__document__canonical_url=article.url(PORT))
        quoted = set(passages.values_list("passage__exact", flat=True))
        assert any(article.edit[0] in text for text in quoted), article.slug


def test_no_release_carries_words_that_the_terms_withhold(newsroom: dict[str, User]) -> None:
    secret, open_to_all = set[str](), set[str]()
    for document in Document.objects.select_related("outlet"):
        withheld = document.outlet is not None and document.outlet.domain.partition(".")[0] in WITHHELD
        (secret if withheld else open_to_all).update(runs(document.snapshots.get().readable.text))
    secret -= open_to_all  # a statement that two papers quote leaves by the one that lets it
    assert len(secret) > 1000
    quoted = set[str]()
    for release in Release.objects.all():
        said = json.loads(bytes(release.document))
        for text in strings(said):
            assert runs(text) & secret == set(), said["id"]
        for evidence in said.get("evidence", []):
            host = str(evidence["document"]["url"]).removeprefix("http://").partition(".")[0]
            assert evidence["passage"]["quote"] is None or host not in WITHHELD
            quoted |= {host} if evidence["passage"]["quote"] else set()
    assert quoted == {"harbour-courier", "ellery-ledger", "north-quay-news", "daily-current"}


def test_quoted_words_carry_their_credit_and_keep_the_limits(newsroom: dict[str, User]) -> None:
    for release in Release.objects.all():
        for evidence in json.loads(bytes(release.document)).get("evidence", []):
            quote, rights = evidence["passage"]["quote"], evidence["rights"]
            if quote is None:
                continue
            assert len(quote.split()) <= 50
            credited = {"The Harbour Courier", "The Ellery Ledger", "North Quay News"}
            if evidence["document"]["outlet"] in credited:
                assert evidence["document"]["outlet"] in rights["credit"]


def test_somebody_has_read_the_terms_that_open_something(newsroom: dict[str, User]) -> None:
    opened = RightsStatement.objects.filter(rules__isnull=False, document__rights_statements__isnull=False).distinct()
    read = opened.filter(review_state="confirmed", reviewed_by__in=newsroom.values())
    assert read.count() >= 5


def test_the_outlets_are_visited_soon_and_often(newsroom: dict[str, User]) -> None:
    hosts = Host.objects.filter(name__in=[f"{outlet.host}:{PORT}" for outlet in OUTLETS])
    assert set(hosts.values_list("delay_seconds", flat=True)) == {HOST_DELAY}
    assert hosts.count() == len(OUTLETS)
    assert Link.objects.filter(due_at__lte=timezone.now() + timedelta(minutes=1)).count() == len(ARTICLES)


def test_loading_again_adds_nothing(newsroom: dict[str, User]) -> None:
    before = counts()
    added = load(people=newsroom, port=PORT)
    assert (added.documents, added.claims) == (0, 0)
    assert counts() == before


@pytest.mark.django_db
def test_a_load_that_was_interrupted_goes_on_where_it_stopped(data_folder: Path) -> None:
    people = ensure_people()
    assert load(people=people, port=PORT, claims=CLAIMS[:2]).claims == 2
    assert load(people=people, port=PORT, claims=CLAIMS[:4]).claims == 2
    assert Claim.objects.count() == 4


@pytest.mark.django_db
def test_a_page_that_changed_meanwhile_is_not_taken_in_anew(data_folder: Path) -> None:
    people = ensure_people()
    load(people=people, port=PORT, claims=())
    document = Document.objects.get(canonical_url=BY_SLUG["brennick-leak"].url(PORT))
    old = document.snapshots.get()
    document.snapshots.create(
        content_hash="0" * 64,
        readable=old.readable,
        method="url",
        media_type="text/html",
        final_url=old.final_url,
        taken_at=timezone.now(),
    )
    load(people=people, port=PORT, claims=())
    assert document.snapshots.count() == 2


@pytest.mark.django_db
def test_production_refuses_the_demo(settings: Any, data_folder: Path) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="production"):
        call_command("load_demo")
    assert not User.objects.exists()
    assert not sign_ins_path().exists()


@pytest.mark.django_db
def test_articles_stay_on_the_port_of_the_first_load(data_folder: Path) -> None:
    assert loaded_port() is None
    load(people=ensure_people(), port=9123, claims=())
    assert loaded_port() == 9123
    with pytest.raises(CommandError, match="9123"):
        call_command("load_demo", port=8010)


@pytest.mark.django_db
def test_secrets_are_made_at_the_first_load_and_kept_for_the_owner_alone(data_folder: Path) -> None:
    ensure_people()
    kept = read_sign_ins()
    assert kept is not None
    assert sign_ins_path().stat().st_mode & 0o777 == 0o600
    assert len(set(kept.passwords.values())) == len(PEOPLE)
    for person in PEOPLE:
        user = User.objects.get(username=person.username)
        assert user.check_password(kept.passwords[person.username])
        assert user.role == person.role
    answer = Client(headers={"Authorization": f"Token {kept.token}"}).get("/api/v1/claims")
    assert answer.status_code == 200
    assert all(secret not in entry.payload for entry in LedgerEntry.objects.all() for secret in kept.passwords.values())


@pytest.mark.django_db
def test_people_keep_their_password_and_get_a_new_one_when_the_file_is_lost(data_folder: Path) -> None:
    ada = ensure_people()["ada"]
    ada.set_password("her own words")
    ada.save()
    before = read_sign_ins()
    ensure_people()
    ada.refresh_from_db()
    assert ada.check_password("her own words")
    assert read_sign_ins() == before
    sign_ins_path().unlink()
    ensure_people()
    kept = read_sign_ins()
    assert kept is not None
    ada.refresh_from_db()
    assert ada.check_password(kept.passwords["ada"])


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.slug)
def test_a_claim_is_written_down_well(claim: Any) -> None:
    assert claim.slug == claim.slug.strip()
    assert [c.slug for c in CLAIMS].count(claim.slug) == 1
    assert all(piece.letter is None or piece.letter_because for piece in claim.evidence)
    assert all(piece.article in BY_SLUG for piece in claim.evidence)


def test_a_passage_is_found_by_its_first_and_last_words() -> None:
    assert span("One two. Three four five.", "Three … five.") == (9, 25)
    assert span("One two. Three", "two") == (4, 7)
    with pytest.raises(ValueError, match="substring"):
        span("One two.", "Three … four")
