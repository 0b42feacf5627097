"""From a statement to a logged claim."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from pytest_django import Settings

from claims.models import AnonymityRecord, Claim, Evidence, Relay, Source, SourceGrade, StatusRecord, User
from tests.models.build import a_claim
from tests.web.pages import UNNAMED, an_article, log_address, value_of

SignIn = Callable[[User], Client]
NAMED = "Harbour Board spokeswoman Ida Lund said the board had ordered an inspection."
COMPLETE = {
    "descriptor": "a person familiar with the repairs",
    "position": "takes part in the repairs",
    "how_they_know": "witness",
    "information_or_opinion": "information",
    "reason": "the company forbids interviews",
}


@pytest.fixture(autouse=True)
def _own_files(settings: Settings, tmp_path: object) -> None:
    settings.MEDIA_ROOT = tmp_path


def filled(**facts: str) -> dict[str, str]:
    """What a browser sends of the form of the unnamed statement, with ``facts`` changed."""
    plain = {
        "wording": "Two of the three engines of the ferry Marta failed",
        "claimant_kind": "unnamed_person",
        "claimant_name": "a person familiar with the repairs",
        "claimed_on": "2024-03",
        "language": "en",
        "tags": "ferry, engines",
        "passage": UNNAMED,
        "stance": "supports",
        "directness": "second_hand",
        "sourcing_type": "unnamed_person",
        "voice": "paraphrase",
        "source_name": "a person familiar with the repairs",
        "source_words": "a person familiar with the repairs",
        "cue": "said",
    }
    return {**plain, **facts}


def test_the_form_is_filled_in_from_the_statement(checker: User, signed_in: SignIn) -> None:
    page = signed_in(checker).get(log_address(an_article(checker))).content.decode()
    assert value_of(page, "wording").startswith("Two of the three engines of the ferry Marta failed")
    assert "said" not in value_of(page, "wording")
    assert value_of(page, "passage") == UNNAMED
    assert value_of(page, "source_name") == value_of(page, "descriptor") == "a person familiar with the repairs"
    assert value_of(page, "cue") == "said"
    assert value_of(page, "claimed_on") == ""
    assert '<option value="unnamed_person" selected>Unnamed person</option>' in page


def test_a_direct_quotation_becomes_a_wording_without_its_marks(checker: User, signed_in: SignIn) -> None:
    words = "“We ran on one engine for an hour,” the person said, asking not to be named"
    page = signed_in(checker).get(log_address(an_article(checker), words)).content.decode()
    assert value_of(page, "wording") == "We ran on one engine for an hour"
    assert value_of(page, "passage").startswith("“We ran")


def test_saving_makes_a_draft_with_evidence_sourcing_and_status(checker: User, signed_in: SignIn) -> None:
    snapshot = an_article(checker)
    answer = signed_in(checker).post(log_address(snapshot), filled())
    claim = Claim.objects.get()
    assert answer.headers["Location"] == f"/claims/{claim.public_id}/"
    assert (claim.state, claim.logged_by, claim.claimed_precision) == ("draft", checker, "month")
    assert claim.tags == ["ferry", "engines"]
    evidence = Evidence.objects.get()
    assert evidence.passage.exact == UNNAMED
    assert evidence.opened_by == checker
    assert evidence.sourcing.source == claim.claimant
    assert StatusRecord.objects.get(claim=claim).rule == "R9"


def test_the_passage_may_be_shortened_but_not_changed(checker: User, signed_in: SignIn) -> None:
    snapshot = an_article(checker)
    client, address = signed_in(checker), log_address(an_article(checker))
    page = client.post(address, filled(passage="Three of the three engines")).content.decode()
    assert "do not stand on the page" in page
    assert value_of(page, "passage") == "Three of the three engines"
    assert not Claim.objects.exists()
    client.post(address, filled(passage="the three engines of the ferry Marta failed on Monday"))
    passage = Evidence.objects.get().passage
    assert snapshot.readable.text[passage.start : passage.end] == passage.exact
    assert passage.exact.startswith("the three engines")


def test_a_complete_anonymity_record_is_kept_and_said_to_be_complete(checker: User, signed_in: SignIn) -> None:
    client = signed_in(checker)
    client.post(log_address(an_article(checker)), filled(**COMPLETE, second_source_sought="no", persons_spoken_to="1"))
    record = AnonymityRecord.objects.get()
    assert record.complete
    assert (record.second_source_sought, record.persons_spoken_to, record.motive) == (False, 1, None)
    assert "The anonymity record is complete" in client.get("/").content.decode()


def test_what_an_anonymity_record_lacks_is_named(checker: User, signed_in: SignIn) -> None:
    client = signed_in(checker)
    client.post(log_address(an_article(checker)), filled(**{**COMPLETE, "position": "", "reason": ""}))
    record = AnonymityRecord.objects.get()
    assert (record.position, record.reason, record.complete) == (None, None, False)
    page = client.get("/").content.decode()
    assert "Not stated: position or basis of access, reason given for anonymity." in page


def test_a_named_source_gets_no_anonymity_record(checker: User, signed_in: SignIn) -> None:
    named = filled(
        passage=NAMED,
        sourcing_type="on_record_person",
        source_name="Ida Lund",
        claimant_kind="person",
        claimant_name="Ida Lund",
    )
    signed_in(checker).post(log_address(an_article(checker), NAMED), named)
    assert Source.objects.get().name == "Ida Lund"
    assert not AnonymityRecord.objects.exists()


def test_a_relay_is_recorded_from_the_source_inwards(checker: User, signed_in: SignIn) -> None:
    hops = {
        "relayed_kind_1": "organisation",
        "relayed_name_1": "Harbour Board",
        "relayed_kind_2": "unnamed_group",
        "relayed_name_2": "engineers",
        "directness": "relay",
    }
    signed_in(checker).post(log_address(an_article(checker)), filled(**hops))
    chain = [(str(relay.relayed_by), str(relay.relayed_for)) for relay in Relay.objects.order_by("position")]
    assert chain == [("a person familiar with the repairs", "Harbour Board"), ("Harbour Board", "engineers")]


def test_a_grade_of_the_source_is_saved_with_the_claim(checker: User, signed_in: SignIn) -> None:
    signed_in(checker).post(log_address(an_article(checker)), filled(letter="F", grade_reason="Nothing to judge by"))
    grade = SourceGrade.objects.get()
    assert (grade.letter, grade.source, grade.graded_by) == ("F", Claim.objects.get().claimant, checker)


@pytest.mark.parametrize(
    ("facts", "field", "says"),
    [
        ({"wording": " "}, "wording", "Say what is claimed"),
        ({"wording": "x" * 1001}, "wording", "at most 1000"),
        ({"claimed_on": "last Tuesday"}, "claimed_on", "2023-03-14"),
        ({"claimed_on": "2024-02-30"}, "claimed_on", "2023-03-14"),
        ({"claimant_name": ""}, "claimant_name", "Name the claimant"),
        ({"claimant_kind": ""}, "claimant_kind", "what kind of source"),
        ({"source_name": ""}, "source_name", "how the page describes"),
        ({"source_kind": "person"}, "source_name", "do not agree"),
        ({"sourcing_type": "unattributed"}, "source_kind", "or empty its name"),
        ({"relayed_name_1": "officials"}, "relayed_kind_1", "what kind of source"),
        ({"relayed_kind_1": "government"}, "relayed_name_1", "for whom the source reports"),
        (
            {"relayed_kind_1": "unnamed_person", "relayed_name_1": "a person familiar with the repairs"},
            "relayed_name_1",
            "somebody else",
        ),
        ({"letter": "B"}, "grade_reason", "Give the reason"),
        ({"grade_reason": "Long record"}, "letter", "Choose the letter"),
        (
            {"sourcing_type": "own_observation", "source_name": "", "letter": "B", "grade_reason": "Saw it"},
            "letter",
            "no source here",
        ),
        ({"tags": "a" * 61}, "tags", "at most 60"),
        ({"stance": "nonsense"}, "stance", "not one of the available choices"),
        ({"persons_spoken_to": "-1"}, "persons_spoken_to", "greater than or equal to 0"),
        ({"position": "x" * 301}, "position", "at most 300"),
    ],
    ids=lambda value: " and ".join(value) if isinstance(value, dict) else None,
)
def test_a_form_that_fails_names_the_field_keeps_what_was_typed_and_saves_nothing(
    facts: dict[str, str], field: str, says: str, checker: User, signed_in: SignIn
) -> None:
    answer = signed_in(checker).post(log_address(an_article(checker)), filled(motive="wants repairs", **facts))
    page = unescape(answer.content.decode())
    assert answer.status_code == 422
    summary = page.split('class="summary"')[1].split("</div>")[0]
    assert f'href="#id_{field}"' in summary
    assert says in summary
    assert value_of(answer.content.decode(), "motive") == "wants repairs"
    assert not Claim.objects.exists()
    assert not SourceGrade.objects.exists()
    assert not Source.objects.exclude(kind="outlet").exists()


def test_claims_that_say_the_same_are_shown_before_another_is_logged(checker: User, signed_in: SignIn) -> None:
    same = a_claim(wording="Two of the three engines of the ferry Marta failed on Monday")
    a_claim(wording="The harbour was rebuilt")
    page = signed_in(checker).get(log_address(an_article(checker))).content.decode()
    assert "Logged already?" in page
    assert f'href="/claims/{same.public_id}/"' in page
    assert f"/claims/{same.public_id}/evidence/add/?snapshot=" in page
    assert "The harbour was rebuilt" not in page


def test_the_question_is_asked_again_while_the_wording_is_typed(checker: User, signed_in: SignIn) -> None:
    a_claim(wording="The harbour was rebuilt in spring")
    address = log_address(an_article(checker)) + "&wording=The+harbour+was+rebuilt+in+spring"
    part = signed_in(checker).get(address, headers={"HX-Request": "true"}).content.decode()
    assert "The harbour was rebuilt" in part
    assert "<html" not in part


def test_when_the_terms_withhold_the_words_a_paraphrase_is_asked_for(checker: User, signed_in: SignIn) -> None:
    client = signed_in(checker)
    snapshot = an_article(checker, UNNAMED)
    page = client.get(log_address(snapshot)).content.decode()
    assert "withhold the page’s words" in page
    client.post(log_address(snapshot), filled())
    assert "nothing leaves before it is said in your own" in client.get("/").content.decode()
    client.post(log_address(snapshot), filled(wording="Marta lost engines", paraphrase="The Marta had a breakdown"))
    assert "nothing leaves" not in client.get("/").content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?start=0",
        "?start=5&end=2",
        "?start=99999&end=100000",
        "?start=-1&end=5",
        "?start=x&end=y",
        "?start=1e9&end=9999999999999",
    ],
)
def test_positions_that_mean_no_statement_are_not_found(query: str, checker: User, signed_in: SignIn) -> None:
    snapshot = an_article(checker)
    assert signed_in(checker).get(f"/snapshots/{snapshot.public_id}/log/{query}").status_code == 404


def test_markup_in_a_wording_is_kept_as_text(checker: User, signed_in: SignIn) -> None:
    client = signed_in(checker)
    client.post(log_address(an_article(checker)), filled(wording="<script>alert(1)</script> failed"))
    assert Claim.objects.get().wording == "<script>alert(1)</script> failed"
    page = client.get("/claims/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; failed" in page


def test_a_consumer_logs_nothing(consumer: User, checker: User, signed_in: SignIn) -> None:
    assert signed_in(consumer).post(log_address(an_article(checker)), filled()).status_code == 403
    assert not Claim.objects.exists()


RAISED = "A source familiar with the repairs said the Harbour Ministry has determined that the engines were sold."


def test_a_claim_that_says_more_than_its_source_is_warned_of_while_it_is_logged(
    checker: User, signed_in: SignIn
) -> None:
    snapshot = an_article(checker, f"Engines of the ferry were sold\n\n{RAISED}\n\nThe ferry left late.\n")
    client, address = signed_in(checker), log_address(snapshot, RAISED)
    page = unescape(client.get(address).content.decode())
    assert "A statement is upgraded above its source" in page
    asked = address + "&wording=The+Harbour+Ministry+has+determined+that+the+engines+were+sold"
    typed = unescape(client.get(asked, headers={"HX-Request": "true"}).content.decode())
    assert "“The Harbour Ministry has determined” in the claim rests on" in typed


def test_a_plain_statement_raises_no_such_warning(checker: User, signed_in: SignIn) -> None:
    page = signed_in(checker).get(log_address(an_article(checker))).content.decode()
    assert "upgraded above its source" not in page
    assert "Plural words for one source" not in page
