"""Why a claim has its status, by the API: as much as the page tells, and nothing that must stay inside."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from claims.credibility.service import grade_information, grade_source
from claims.models import ApiToken, Claim, Document, EdgeJudgement, Release, Source, StatusRecord, User
from claims.recording.comparing import compare_new
from claims.review.decisions import set_effective_status
from claims.review.drain import drain
from claims.vocabulary import Directness, HowTheyKnow, InformationOrOpinion, ReviewAction, SourceLetter, Stance, Status
from tests.models.build import a_user
from tests.web_editor.build import COMPLETE, PARAPHRASE, WITHHOLDING, a_claim_of, more_evidence, step

pytestmark = pytest.mark.django_db
NAMED = "Harbour Board spokeswoman Ida Lund said the board had ordered an inspection."


def get(user: User, scope: str, path: str, **headers: str) -> Any:
    _, key = ApiToken.objects.create(user=user, label="x", scopes=[scope], expiry=timedelta(hours=1))
    return Client(headers={"Authorization": f"Token {key}", **headers}).get(f"/api/v1/claims/{path}")


def a_story(checker: User, editor: User) -> Claim:
    """A claim on three pages that let no word out: two share their text, one contradicts; one edge was cleared."""
    claim = a_claim_of(checker, text=WITHHOLDING, wording="Most of the engines failed", paraphrase=PARAPHRASE)
    second = more_evidence(claim, checker, text=f"Another paper has it too.\n\n{WITHHOLDING}")
    more_evidence(
        claim, checker, text=f"A third one.\n\n{WITHHOLDING}", words=NAMED, name="Bo Ek", stance=Stance.CONTRADICTS
    )
    compare_new()
    drain(limit=1000)
    EdgeJudgement.objects.create(
        first=claim.evidence.order_by("id")[0],
        second=second,
        kind="text_reuse",
        decision="cleared",
        reason="each was there",
        decided_by=editor,
    )
    drain(limit=1000)
    return claim


def released(claim: Claim, checker: User, editor: User) -> Claim:
    step(claim, ReviewAction.SUBMIT, checker)
    step(claim, ReviewAction.APPROVE, a_user(role="editor", username="other"))
    until = timezone.localdate() + timedelta(days=9)
    set_effective_status(actor=editor, claim_id=claim.pk, status=Status.DISPUTED, reason="a call", until=until)
    drain(limit=1000)
    return claim


def test_it_gives_all_that_the_page_gives(checker: User, editor: User) -> None:
    claim = released(a_story(checker, editor), checker, editor)
    answer = get(checker, "read", f"{claim.public_id}/why")
    document, said = json.loads(bytes(Release.objects.order_by("-sequence")[0].document)), answer.json()
    assert said["corroboration"] == document["corroboration"]
    assert (said["id"], said["kind"], said["version"]) == (claim.public_id, "updated", 2)
    status = said["corroboration"]
    assert status["effective"] == {
        "status": "disputed",
        "reason": "a call",
        "until": (timezone.localdate() + timedelta(days=9)).isoformat(),
    }
    why, stored = status["why"], StatusRecord.objects.filter(claim=claim).order_by("-id")[0].why
    for name in ("rule", "sentence", "counts", "challenged", "status", "numbers_allowed", "rules_version"):
        assert why[name] == stored[name]
    assert status["challenged"] is stored["challenged"]
    assert [origin["evidence"] for origin in why["origins"]] == [
        [entry["key"] for entry in origin["evidence"]] for origin in stored["origins"]
    ]
    assert {entry["key"]: entry["reasons"] for entry in why["uncounted"]} == {
        entry["key"]: entry["reasons"] for entry in stored["uncounted"]
    }
    assert [entry["reason"] for entry in why["cleared"]] == ["each was there"]
    edges = [edge for origin in why["origins"] for edge in origin["edges"]]
    assert {(edge["kind"], edge["certainty"]) for edge in edges} >= {("text_reuse", "suspected")}
    assert all(
        edge["reason"].startswith(("100 % of the shorter", "9")) for edge in edges if edge["kind"] == "text_reuse"
    )
    assert why["would_change"]
    assert {entry["id"] for entry in said["evidence"]} == set(claim.evidence.values_list("public_id", flat=True))


def test_steps_call_evidence_by_its_place(checker: User, editor: User) -> None:
    claim = released(a_story(checker, editor), checker, editor)
    said = get(checker, "read", f"{claim.public_id}/why").json()
    places = {entry["id"]: number for number, entry in enumerate(said["evidence"], start=1)}
    steps = [entry for entry in said["corroboration"]["why"]["would_change"] if entry["evidence"]]
    assert steps
    for entry in steps:
        assert all(f"evidence {places[key]}" in entry["sentence"] for key in entry["evidence"])
        assert entry["sentence"].endswith(Status(entry["status"]).label.lower())


INSIDE = ("familiar with the repairs", "forbids interviews", "edith", "Two engines of the ferry", "unnamed_source")


def test_no_word_of_a_page_that_withholds_it_is_in_it(checker: User, editor: User) -> None:
    claim = released(a_story(checker, editor), checker, editor)
    stored = StatusRecord.objects.filter(claim=claim).order_by("-id")[0].why
    assert any("familiar with the repairs" in entry["sentence"] for entry in stored["would_change"])
    for answer in (get(checker, "read", f"{claim.public_id}/why"), get(checker, "log", f"{claim.public_id}/why/now")):
        body = answer.content.decode()
        for words in INSIDE:
            assert words not in body


def test_clearing_what_hints_at_one_unnamed_person_is_no_step_that_leaves(checker: User) -> None:
    known = replace(
        COMPLETE, how_they_know=HowTheyKnow.WITNESS, information_or_opinion=InformationOrOpinion.INFORMATION
    )
    paper = Directness.DOCUMENT
    claim = a_claim_of(checker, text=WITHHOLDING, paraphrase=PARAPHRASE, anonymity=known, directness=paper)
    more_evidence(claim, checker, text=f"Another paper has it too.\n\n{WITHHOLDING}", anonymity=known, directness=paper)
    Document.objects.update(published_on=date(2026, 3, 2), published_precision="day")
    for source in Source.objects.filter(unnamed_of=claim):
        grade_source(actor=checker, source_id=source.pk, letter=SourceLetter.B, reason="known")
    drain(limit=1000)
    stored = StatusRecord.objects.filter(claim=claim).order_by("-id")[0].why
    assert ["unnamed_source"] in [[edge["kind"] for edge in entry["edges"]] for entry in stored["would_change"]]
    body = get(checker, "log", f"{claim.public_id}/why/now").json()
    assert "unnamed_source" not in json.dumps(body)
    assert "descriptor" not in json.dumps(body)


def test_who_has_the_release_has_its_why(checker: User, editor: User) -> None:
    claim = released(a_story(checker, editor), checker, editor)
    etag = get(checker, "read", f"{claim.public_id}/why").headers["ETag"]
    same = get(checker, "read", f"{claim.public_id}/why", **{"If-None-Match": etag})
    assert (same.status_code, same.content) == (304, b"")
    first = get(checker, "read", f"{claim.public_id}/why?version=1").json()
    assert (first["version"], first["corroboration"]["effective"]) == (1, None)
    step(claim, ReviewAction.WITHDRAW, editor, note="misheard")
    gone = get(checker, "read", f"{claim.public_id}/why")
    assert (gone.status_code, gone.json()["reason"]) == (410, "misheard")
    assert "corroboration" not in gone.json()


def test_letters_are_kept_from_whoever_has_yet_to_give_the_number(checker: User, editor: User) -> None:
    claim = a_claim_of(checker, text=WITHHOLDING, paraphrase=PARAPHRASE, words=NAMED, name="Bo Ek")
    source = Source.objects.get(name="Bo Ek")
    grade_source(actor=editor, source_id=source.pk, letter=SourceLetter.E, reason="he guesses")
    drain(limit=1000)
    path = f"{claim.public_id}/why/now"
    before = get(checker, "log", path)
    assert before.json()["blind"] is True
    assert "graded E" not in before.content.decode()
    grade_information(
        actor=checker, claim_id=claim.pk, number=3, reason="may be", logical_in_itself=True, consistent_with_known=True
    )
    after = get(checker, "log", path)
    assert after.json()["blind"] is False
    assert "graded E" in after.content.decode()


def test_a_draft_is_for_the_newsroom_alone(checker: User) -> None:
    claim = a_claim_of(checker)
    assert get(checker, "read", f"{claim.public_id}/why").status_code == 404
    assert get(checker, "read", f"{claim.public_id}/why/now").status_code == 403
    assert get(a_user(role="consumer"), "log", f"{claim.public_id}/why/now").status_code == 403
    assert get(checker, "log", f"{claim.public_id}/why/now").json()["state"] == "draft"
    assert get(checker, "log", "0000000000000000/why/now").status_code == 404
