"""The track record on pages: what it suggests, from which claims, as known when; kept from whoever has yet to grade."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.credibility.loading import records_of
from claims.credibility.record import over_time
from claims.models import Claim, Source, SourceGrade, User
from claims.web.record_chart import chart, moments_of
from tests.credibility.build import LONG_AGO, a_record, a_resolution, a_status, said_by
from tests.models.build import a_claim, a_source
from tests.web_editor.build import a_claim_of, text_of

SignIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def source() -> Source:
    return a_source(name="Harbour Board")


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return text_of(answer.content)


def test_the_record_says_the_letter_with_number_interval_and_selection(
    source: Source, checker: User, signed_in: SignIn
) -> None:
    a_record(source, not_false=17, false=3)
    text = page(signed_in(checker), f"/sources/{source.public_id}/record/")
    assert "B Usually reliable" in text
    assert "17 of 20 resolved claims not false; 80 % interval 75 % – 93 %, where 85 % of all are not false" in text
    assert "Checked claims are chosen, not sampled" in text
    assert "A person sets the letter" in text


def test_all_claims_that_are_counted_are_linked_page_by_page(source: Source, checker: User, signed_in: SignIn) -> None:
    claims = a_record(source, not_false=30, false=4)
    client, address = signed_in(checker), f"/sources/{source.public_id}/record/"
    pages = client.get(address).content.decode() + client.get(f"{address}?page=2").content.decode()
    assert [claim.public_id for claim in claims if f"/claims/{claim.public_id}/" not in pages] == []
    assert text_of(client.get(f"{address}?page=2").content).count("Computed status") == 4


def test_the_record_is_shown_as_it_was_known_on_a_day(source: Source, checker: User, signed_in: SignIn) -> None:
    a_record(source, not_false=5)
    late = a_claim(claimant=source, wording="Known only later")
    a_resolution(late, since=LONG_AGO + timedelta(days=20))
    address = f"/sources/{source.public_id}/record/"
    client = signed_in(checker)
    then, now = page(client, f"{address}?on=2026-01-10"), page(client, address)
    assert "5 of 5 resolved" in then
    assert "Known only later" not in then
    assert "6 of 6 resolved" in now
    assert "Known only later" in now
    assert "No claim of it is resolved yet" in page(client, f"{address}?on=2026-01-01")


@pytest.mark.parametrize("wrong", ["tomorrow", "2026-02-31", "31.3.2026", "\x00"])
def test_a_day_that_is_none_is_told_and_today_is_shown(
    source: Source, checker: User, signed_in: SignIn, wrong: str
) -> None:
    a_record(source, not_false=5)
    text = page(signed_in(checker), f"/sources/{source.public_id}/record/?on={wrong}")
    assert "That is no day" in text
    assert "5 of 5 resolved" in text


def test_the_claim_in_hand_is_left_out(source: Source, checker: User, signed_in: SignIn) -> None:
    claims = a_record(source, not_false=5, false=1)
    a_status(claims[-1], "outdated", kept_status="refuted")  # frozen, so that nothing is kept back
    text = page(signed_in(checker), f"/sources/{source.public_id}/record/?claim={claims[-1].public_id}")
    assert "5 of 5 resolved" in text
    assert "The claim in hand is left out." in text
    assert f"Claim 5 of {source}" not in text.partition("The claims that are counted")[2]


def test_the_record_is_kept_from_whoever_has_yet_to_grade_the_claim_in_hand(
    source: Source, checker: User, signed_in: SignIn
) -> None:
    a_record(source, not_false=9)
    claim = a_claim_of(checker, name="Ida Lund")
    client = signed_in(checker)
    SourceGrade.objects.create(source=source, letter="D", reason="wrong twice", graded_by=claim.logged_by)
    for address in (f"/sources/{source.public_id}/", f"/sources/{source.public_id}/record/"):
        blind = page(client, f"{address}?claim={claim.public_id}")
        assert "9 of 9" not in blind
        assert "are hidden until" in blind or "is hidden until" in blind
        assert "9 of 9" in page(client, address)


def test_a_claims_page_shows_what_the_record_suggests_once_the_number_is_given(
    checker: User, editor: User, signed_in: SignIn
) -> None:
    claim = a_claim_of(checker, name="Ida Lund")
    a_record(Source.objects.get(name="Ida Lund"), not_false=7, false=1)
    client, address = signed_in(editor), f"/claims/{claim.public_id}/"
    assert "7 of 8 not false" not in page(client, address)
    client.post(f"{address}grade/", {"number": 3, "reason": "It may be so."})
    assert "this claim left out, suggests B : 7 of 8 not false" in page(client, address)


def test_a_letter_given_for_a_claim_leads_back_to_it_and_the_suggestion_sets_none(
    source: Source, checker: User, signed_in: SignIn
) -> None:
    claim = a_claim_of(checker, name="Ida Lund")
    a_record(source, not_false=25)
    client = signed_in(checker)
    client.get(f"/sources/{source.public_id}/?claim={claim.public_id}")
    assert not SourceGrade.objects.exists()
    answer = client.post(
        f"/sources/{source.public_id}/grade/", {"letter": "C", "reason": "Fair.", "claim": claim.public_id}
    )
    assert answer["Location"] == f"/claims/{claim.public_id}/"
    assert SourceGrade.objects.get().letter == "C"


def test_an_unnamed_source_has_no_page_of_a_record(checker: User, signed_in: SignIn) -> None:
    claim = a_claim_of(checker)
    unnamed = Source.objects.get(unnamed_of=claim)
    assert signed_in(checker).get(f"/sources/{unnamed.public_id}/record/").status_code == 404


def test_topics_and_what_was_taken_back_stand_apart(source: Source, checker: User, signed_in: SignIn) -> None:
    a_record(source, not_false=6, tags=["Ports"])
    a_record(source, false=4, tags=["Tides"])
    back = a_claim(wording="The quay is closed")
    said_by(source, back, stance="withdraws")
    text = page(signed_in(checker), f"/sources/{source.public_id}/record/")
    topics = text.partition("By topic")[2].partition("The claims that")[0]
    assert "ports" in topics
    assert "6 of 6" in topics
    assert "tides" not in topics
    assert "Taken back 1 The quay is closed" in text


def test_an_empty_record_says_so(source: Source, checker: User, signed_in: SignIn) -> None:
    text = page(signed_in(checker), f"/sources/{source.public_id}/record/")
    assert "F Cannot be judged" in text
    assert "no claim of it is resolved yet" in text
    assert "no topic has 5 resolved claims" in text
    assert "Taken back 0 nothing" in text


def test_a_long_record_costs_no_more_queries_than_a_short_one(source: Source, checker: User, signed_in: SignIn) -> None:
    client, counts = signed_in(checker), []
    client.get("/keys/")
    for number in (1, 3):
        a_record(source, not_false=number, false=number, tags=["ports"])
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/sources/{source.public_id}/record/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_picture_has_one_step_for_each_change_and_stays_inside_its_frame(source: Source) -> None:
    for number in range(60):
        a_resolution(a_claim(claimant=source), since=LONG_AGO + timedelta(days=number))
    record = records_of([source.pk])[source.pk]
    moments = moments_of(record, at=timezone.now())
    assert (len(moments), moments[0]) == (36, LONG_AGO)
    assert moments == sorted(set(moments))
    drawn = chart(list(over_time(record, moments=moments, base=0.7)))
    assert drawn is not None
    numbers = [float(part) for part in drawn.band.replace("M", " ").replace("L", " ").replace("Z", " ").split()]
    assert all(44 <= x <= 610 for x in numbers[::2])
    assert all(12 <= y <= 210 for y in numbers[1::2])
    assert chart([(moments[0], next(over_time(record, moments=moments, base=0.7))[1])]) is None


def test_claims_by_others_are_on_nobodys_record(source: Source, checker: User, signed_in: SignIn) -> None:
    other: Claim = a_record(a_source(name="Pilots"), not_false=1)[0]
    text = page(signed_in(checker), f"/sources/{source.public_id}/record/")
    assert other.wording not in text
